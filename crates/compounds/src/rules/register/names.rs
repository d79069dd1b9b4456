use super::place_key;

/// Signs by which a part of an estate is counted or told from the others.
const PARTS: &str = "一二三四五六七八九十123456789abcd东南西北中";
/// What stands behind such a sign.
const PART_WORDS: [&str; 7] = ["期", "区", "组团", "苑区", "标段", "地块", "phase"];

/// The name of the whole behind the name of a part: brackets, phases, districts and the word
/// “compound” taken away. Two names with one base may be one estate; that they are, somebody
/// decides.
pub fn base_name(name: &str) -> String {
    let key = place_key(name);
    let open = key.find(['(', '（', '[', '【']).filter(|at| *at > 0);
    let mut base = key[..open.unwrap_or(key.len())].to_owned();
    while let Some(shorter) = without_part(&base) {
        base = shorter;
    }
    base
}

/// A name without its last part; nothing where there is none, or nothing would be left.
fn without_part(name: &str) -> Option<String> {
    let rest = name.trim_end_matches(['-', '.', '·', '•']);
    if rest.len() < name.len() && !rest.is_empty() {
        return Some(rest.to_owned());
    }
    if let Some(rest) = name
        .strip_suffix("小区")
        .filter(|it| it.chars().count() > 1)
    {
        return Some(rest.to_owned());
    }
    let behind = PART_WORDS.iter().find_map(|word| name.strip_suffix(word))?;
    let shorter = behind.trim_end_matches(|sign| PARTS.contains(sign) || sign == '第');
    (shorter.len() < behind.len() && shorter.chars().count() > 1).then(|| shorter.to_owned())
}

/// Whether two names may mean one estate.
pub fn may_be_one(one: &str, other: &str) -> bool {
    let (one, other) = (base_name(one), base_name(other));
    !one.is_empty() && one == other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_has_the_base_of_its_whole() {
        for (part, whole) in [
            ("桐荫里二期", "桐荫里"),
            ("桐荫里（二期）", "桐荫里小区"),
            ("桐荫里·南区", "桐荫里"),
            ("桐荫里A区2期", "桐荫里"),
            ("桐荫里第三组团", "桐荫里"),
        ] {
            assert!(may_be_one(part, whole), "{part} {}", base_name(part));
        }
        for (one, other) in [
            ("桐荫里", "槐序苑"),
            ("一区", "二区"),
            ("新区", "老区"),
            ("", ""),
        ] {
            assert!(!may_be_one(one, other), "{one} {other}");
        }
        assert_eq!(base_name("小区"), "小区", "something is always left");
    }
}

#[cfg(test)]
mod internal_data {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Real names of one district in four registers: folding finds at least those that are in
    /// several, no name vanishes, and phases fall to their whole.
    #[test]
    #[ignore = "internal data"]
    fn real_names_fold_and_phases_find_their_whole() {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/compounds"
        );
        let mut sources: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut names = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|it| it != "csv") {
                continue;
            }
            let text = std::fs::read(&path).unwrap();
            for row in huiyin_sheets::read(&text, &huiyin_sheets::ReadOptions::default()).unwrap() {
                let row = row.unwrap();
                let (source, name) = (&row.cells[0], &row.cells[1]);
                assert!(!base_name(name).is_empty(), "{name}");
                names.insert(name.clone());
                sources
                    .entry(place_key(name))
                    .or_default()
                    .insert(source.clone());
            }
        }
        assert_eq!(names.len(), 881, "as its description says");
        assert!(sources.len() <= 881);
        let in_several = sources.values().filter(|it| it.len() > 1).count();
        assert!(in_several >= 435, "{in_several}");
        let bases: BTreeSet<String> = names.iter().map(|it| base_name(it)).collect();
        let alike = names.len() - bases.len();
        assert!((30..300).contains(&alike), "{alike}");
    }
}
