//! Which area class a published ballot shows. An exact area names a home to every neighbour, so a
//! ballot shows only a range of whole square metres that several ballots share, and, where the
//! ballots differ at all, not all of one class say the same: otherwise the class itself would tell
//! how its owners voted.

use huiyin_kernel::FloorArea;
use serde::{Deserialize, Serialize};

use super::ballot::Mark;

/// Ballots that share a class, at least, where there are that many.
pub const CLASS_BALLOTS: usize = 5;

/// A range of areas, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AreaClass {
    pub from: FloorArea,
    pub to: FloorArea,
    pub ballots: usize,
}

/// A ballot while classes are cut: its area, what it says, and where it stands.
pub(crate) type Sized<'a> = (FloorArea, &'a [Mark], usize);

/// The classes in the order of area, and for each ballot the number of its class.
pub(crate) fn cut(mut ballots: Vec<Sized<'_>>) -> (Vec<AreaClass>, Vec<usize>) {
    ballots.sort_unstable();
    let mut runs: Vec<&[Sized<'_>]> = Vec::new();
    let mut rest = ballots.as_slice();
    while !rest.is_empty() {
        if let Some(length) = whole_class(rest) {
            let (class, after) = rest.split_at(length);
            runs.push(class);
            rest = after;
        } else {
            // Too few or too alike are left over: the class before takes them in.
            let before = runs.pop().map_or(0, <[_]>::len);
            let start = ballots.len() - rest.len() - before;
            runs.push(&ballots[start..]);
            rest = &[];
        }
    }
    let mut class_of = vec![0; ballots.len()];
    let mut classes = Vec::with_capacity(runs.len());
    for (number, run) in runs.iter().enumerate() {
        for (_, _, place) in *run {
            class_of[*place] = number;
        }
        classes.extend(around(run));
    }
    (classes, class_of)
}

/// How many ballots from the front make a class of their own.
fn whole_class(rest: &[Sized<'_>]) -> Option<usize> {
    let first = rest.first()?.1;
    let differs = rest.iter().position(|(_, marks, _)| *marks != first)?;
    let length = (differs + 1).max(CLASS_BALLOTS);
    if rest.len() < length {
        return None;
    }
    // Equal areas stay together: a second class of the same range would say nothing more.
    let last = rest[length - 1].0;
    let same = rest[length..].iter().take_while(|it| it.0 == last).count();
    Some(length + same)
}

/// Whole square metres around the areas of a run, so that its ends name no home either.
fn around(run: &[Sized<'_>]) -> Option<AreaClass> {
    let (least, most) = (run.first()?.0.hundredths(), run.last()?.0.hundredths());
    let up = most.checked_add(99).map_or(most, |it| it / 100 * 100);
    Some(AreaClass {
        from: FloorArea::from_hundredths(least / 100 * 100).ok()?,
        to: FloorArea::from_hundredths(up).ok()?,
        ballots: run.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(hundredths: i64) -> FloorArea {
        FloorArea::from_hundredths(hundredths).unwrap()
    }

    #[test]
    fn a_class_has_five_ballots_that_do_not_all_say_the_same() {
        let says = [[Mark::Yes], [Mark::No]];
        let ballots: Vec<Sized<'_>> = (0..23)
            .map(|at| {
                (
                    area(8_000 + 137 * i64::try_from(at).unwrap()),
                    &says[at % 3 % 2][..],
                    at,
                )
            })
            .collect();
        let (classes, class_of) = cut(ballots.clone());
        assert_eq!(classes.iter().map(|it| it.ballots).sum::<usize>(), 23);
        assert!(classes.len() > 2);
        for (number, class) in classes.iter().enumerate() {
            assert!(class.ballots >= CLASS_BALLOTS);
            assert_eq!(class.from.hundredths() % 100, 0);
            let inside = || ballots.iter().filter(|it| class_of[it.2] == number);
            assert!(inside().all(|it| class.from <= it.0 && it.0 <= class.to));
            assert!(inside().any(|it| it.1 == says[0]) && inside().any(|it| it.1 == says[1]));
        }
    }

    #[test]
    fn where_all_agree_or_few_voted_there_is_one_class() {
        let yes = [Mark::Yes];
        let all: Vec<Sized<'_>> = (0..40).map(|at| (area(9_050), &yes[..], at)).collect();
        assert_eq!(cut(all).0.len(), 1);
        let (classes, class_of) = cut(vec![(area(i64::MAX), &yes[..], 0)]);
        assert_eq!((classes[0].to, class_of), (area(i64::MAX), vec![0]));
        assert!(cut(Vec::new()).0.is_empty());
    }
}
