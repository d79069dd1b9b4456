//! Migrations come in pairs, one for each database, numbered without gaps within a crate.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::tree::Tree;

const ENDINGS: [&str; 2] = [".sqlite.sql", ".postgres.sql"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Folder, then the name without its ending, then the endings that are there.
    let mut folders: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for path in tree.paths() {
        let Some((folder, name)) = path.rsplit_once('/') else {
            continue;
        };
        if !folder.ends_with("/migrations") {
            continue;
        }
        match ENDINGS
            .iter()
            .find_map(|end| Some((name.strip_suffix(end)?, *end)))
        {
            Some((stem, ending)) if number_of(stem).is_some() => {
                folders
                    .entry(folder)
                    .or_default()
                    .entry(stem)
                    .or_default()
                    .insert(ending);
            }
            _ => findings.push(Finding::in_file(
                path,
                "is named neither `NNNN_name.sqlite.sql` nor `NNNN_name.postgres.sql`",
            )),
        }
    }
    for (folder, stems) in folders {
        for (position, (stem, endings)) in stems.iter().enumerate() {
            for missing in ENDINGS.iter().filter(|ending| !endings.contains(*ending)) {
                let path = format!("{folder}/{stem}{missing}");
                findings.push(Finding::in_file(&path, "is missing beside its counterpart"));
            }
            if number_of(stem) != u32::try_from(position + 1).ok() {
                let path = format!("{folder}/{stem}");
                findings.push(Finding::in_file(
                    &path,
                    "breaks the row of numbers from 0001 on",
                ));
            }
        }
    }
    findings
}

fn number_of(stem: &str) -> Option<u32> {
    let (digits, name) = stem.split_once('_')?;
    let well_formed = digits.len() == 4 && !name.is_empty();
    well_formed.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_in_order_is_well() {
        let tree = Tree::of(&[
            ("crates/db/migrations/0001_start.sqlite.sql", ""),
            ("crates/db/migrations/0001_start.postgres.sql", ""),
            ("crates/db/migrations/0002_more.sqlite.sql", ""),
            ("crates/db/migrations/0002_more.postgres.sql", ""),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn a_lonely_one_a_gap_and_a_stray_name_are_found() {
        let tree = Tree::of(&[
            ("crates/db/migrations/0001_start.sqlite.sql", ""),
            ("crates/web/migrations/0003_far.sqlite.sql", ""),
            ("crates/web/migrations/0003_far.postgres.sql", ""),
            ("crates/web/migrations/notes.sql", ""),
        ]);
        let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found
                .iter()
                .any(|f| f.starts_with("crates/db/migrations/0001_start.postgres.sql"))
        );
    }
}
