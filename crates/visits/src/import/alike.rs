//! Names of compounds that may mean the same place: one estate built in phases is written down in
//! many ways, and only somebody who knows it can say which of them are one.

use huiyin_registry::folded;

/// Endings that tell the parts of one estate apart, or that people leave out.
const ENDINGS: &[&str] = &[
    "小区", "花园", "社区", "组团", "苑区", "期", "区", "村", "院", "phase", "block", "zone",
    "garden", "gardens",
];
/// Signs that stand before such an ending, or alone at the end.
const PARTS: &str = "一二三四五六七八九十东西南北中上下前后新老abcdefgh0123456789ⅰⅱⅲ";
/// What is left of a name must still be one.
const LEFT: usize = 2;
/// Letters of a name in which one may be another.
const LETTERS: usize = 4;

/// What is left of a folded name without the part of the estate: `鲁能星城二街区` and
/// `鲁能星城5区` leave the same.
pub fn base(name: &str) -> String {
    let mut rest = folded(name);
    loop {
        let shorter = shortened(&rest);
        if shorter.chars().count() < LEFT || shorter == rest {
            return rest;
        }
        rest = shorter;
    }
}

fn shortened(name: &str) -> String {
    for ending in ENDINGS {
        if let Some(rest) = name.strip_suffix(ending) {
            return rest.to_owned();
        }
    }
    let rest = name.trim_end_matches(|sign| PARTS.contains(sign));
    // A name in Latin letters ends in ordinary ones.
    let is_latin = name.chars().all(|sign| sign.is_ascii_alphabetic());
    if is_latin { name } else { rest }.to_owned()
}

/// Whether two different names may mean one place.
pub fn alike(left: &str, right: &str) -> bool {
    let (left, right) = (folded(left), folded(right));
    if left == right || left.is_empty() || right.is_empty() {
        return false;
    }
    let (left_base, right_base) = (base(&left), base(&right));
    if left_base == right_base {
        return true;
    }
    let long_enough = |name: &str| name.chars().count() > LEFT;
    let within = |inner: &str, outer: &str| long_enough(inner) && outer.contains(inner);
    within(&left_base, &right_base) || within(&right_base, &left_base) || one_apart(&left, &right)
}

/// One letter is another, or is missing, in names of some length.
fn one_apart(left: &str, right: &str) -> bool {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.len().min(right.len()) < LETTERS || left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let before = left.iter().zip(&right).take_while(same).count();
    let behind = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(same)
        .count();
    before + behind + 1 >= left.len().max(right.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_estate_look_alike() {
        for (left, right) in [
            ("建新坡一期", "建新坡二期"),
            ("建新坡", "建新坡小区"),
            ("盘溪家园A区", "盘溪家园Ｂ区"),
            ("盘溪家园北区", "盘溪家园"),
            ("春森彼岸", "龙湖春森彼岸"),
            ("River Garden Phase 2", "River Garden"),
            ("观音桥步行街小区", "观音桥歩行街小区"),
        ] {
            assert!(
                alike(left, right),
                "{left} {right}: {} {}",
                base(left),
                base(right)
            );
        }
    }

    #[test]
    fn other_estates_do_not() {
        for (left, right) in [
            ("建新坡", "鲤鱼池"),
            ("一村", "二村"),
            ("River Garden", "Hill Court"),
            ("建新坡小区", "建新坡 小区"),
            ("", "建新坡"),
        ] {
            assert!(!alike(left, right), "{left} {right}");
        }
    }
}

#[cfg(test)]
mod internal_data {
    use std::collections::BTreeSet;

    use super::*;

    /// Real names of one district: phases of one estate are found, and few others are asked about.
    #[test]
    #[ignore = "internal data"]
    fn phases_are_found_among_real_names() {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/compounds"
        );
        let mut names = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "csv") {
                let text = std::fs::read_to_string(path).unwrap();
                let found = text.lines().skip(1).filter_map(|it| it.split(',').nth(1));
                names.extend(found.map(str::to_owned));
            }
        }
        let names: Vec<String> = names.into_iter().collect();
        let (mut phases, mut asked, mut pairs) = (0, 0, 0);
        for (at, left) in names.iter().enumerate() {
            for right in &names[at + 1..] {
                pairs += 1;
                let looks = alike(left, right);
                asked += usize::from(looks);
                let stem = |name: &str| {
                    let rest = name.strip_suffix(['期', '区'])?;
                    let mut signs = rest.chars();
                    let part = signs.next_back()?;
                    "一二三四五ABCD东西南北"
                        .contains(part)
                        .then(|| signs.as_str().to_owned())
                };
                if let (Some(one), Some(other)) = (stem(left), stem(right))
                    && one == other
                {
                    phases += 1;
                    assert!(looks, "{left} {right}");
                }
            }
        }
        assert!(phases > 20, "{phases}");
        assert!(asked * 200 < pairs, "{asked} of {pairs} pairs");
    }
}
