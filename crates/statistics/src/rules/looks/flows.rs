//! Where matters come from, what they are about, who answers and how they end.

use std::collections::BTreeMap;

use crate::rules::SMALL_GROUP;

/// A row of counts: source, category, body, outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    pub ends: [String; 4],
    pub matters: u32,
}

/// What runs between two neighbouring stages, by the stage from which it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    pub stage: usize,
    pub from: String,
    pub to: String,
    pub matters: u32,
}

/// Sums the rows to legs between neighbouring stages, in the order of stage and name.
pub fn streams(rows: &[Stream]) -> Vec<Leg> {
    let mut sums: BTreeMap<(usize, &str, &str), u32> = BTreeMap::new();
    for row in rows {
        for (stage, pair) in row.ends.windows(2).enumerate() {
            let [from, to] = pair else { continue };
            let sum = sums.entry((stage, from, to)).or_default();
            *sum = sum.saturating_add(row.matters);
        }
    }
    let leg = |((stage, from, to), matters): ((usize, &str, &str), u32)| Leg {
        stage,
        from: from.to_owned(),
        to: to.to_owned(),
        matters,
    };
    sums.into_iter().map(leg).collect()
}

/// Which legs the public may see. A small one is hidden, and with it the smallest other leg of
/// the same end, as long as one alone could be worked out from what else runs through that end.
pub fn shown(legs: &[Leg]) -> Vec<bool> {
    let mut shown: Vec<bool> = legs
        .iter()
        .map(|leg| u64::from(leg.matters) >= SMALL_GROUP)
        .collect();
    let mut ends: BTreeMap<(usize, bool, &str), Vec<usize>> = BTreeMap::new();
    for (index, leg) in legs.iter().enumerate() {
        ends.entry((leg.stage, true, &leg.from))
            .or_default()
            .push(index);
        ends.entry((leg.stage, false, &leg.to))
            .or_default()
            .push(index);
    }
    // Each round hides at least one leg or is the last.
    for _ in 0..=legs.len() {
        let before = shown.clone();
        for members in ends.values() {
            let hidden = members.iter().filter(|index| !shown[**index]).count();
            let others = members.iter().filter(|index| shown[**index]);
            if hidden == 1
                && let Some(index) = others.min_by_key(|index| legs[**index].matters)
            {
                shown[*index] = false;
            }
        }
        if shown == before {
            break;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_enters_a_stage_leaves_it() {
        let row = |ends: [&str; 4], matters| Stream {
            ends: ends.map(str::to_owned),
            matters,
        };
        let rows = [
            row(["hotline", "04", "lighting", "solved"], 3),
            row(["web", "04", "lighting", "open"], 2),
            row(["web", "03", "roads", "solved"], 4),
        ];
        let legs = streams(&rows);
        for stage in 0..3 {
            let sum: u32 = legs
                .iter()
                .filter(|it| it.stage == stage)
                .map(|it| it.matters)
                .sum();
            assert_eq!(sum, 9);
        }
        let lighting = legs.iter().find(|it| it.stage == 1 && it.to == "lighting");
        assert_eq!(lighting.map(|it| it.matters), Some(5));
        assert_eq!(streams(&[]), []);
    }

    #[test]
    fn a_small_leg_takes_a_neighbour_of_each_of_its_ends_along() {
        let leg = |from: &str, to: &str, matters| Leg {
            stage: 0,
            from: from.to_owned(),
            to: to.to_owned(),
            matters,
        };
        let legs = [
            leg("web", "04", 2),
            leg("web", "03", 9),
            leg("web", "05", 20),
            leg("hotline", "04", 30),
        ];
        assert_eq!(shown(&legs), [false, false, true, false]);
        assert_eq!(shown(&[leg("web", "04", 5)]), [true]);
        assert!(shown(&[]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn no_end_with_others_has_one_hidden_leg_alone(sizes in proptest::collection::vec(0u32..30, 1..20)) {
            let legs: Vec<Leg> = sizes
                .iter()
                .enumerate()
                .map(|(at, matters)| Leg { stage: 0, from: (at % 4).to_string(), to: (at / 4).to_string(), matters: *matters })
                .collect();
            let seen = shown(&legs);
            for end in 0..6 {
                for side in [true, false] {
                    let here = legs.iter().zip(&seen).filter(|(leg, _)| {
                        let name = if side { &leg.from } else { &leg.to };
                        *name == end.to_string()
                    });
                    let here: Vec<bool> = here.map(|(_, seen)| *seen).collect();
                    let hidden = here.iter().filter(|seen| !**seen).count();
                    proptest::prop_assert!(hidden != 1 || here.len() == 1);
                }
            }
        }
    }
}
