//! What may be in the repository at all: no large files, no internal data, nothing built.

use super::Finding;
use super::tree::Tree;

const FILE_BYTES_MAX: u64 = 1_000_000;
/// Folders of internal data, wherever somebody may have copied them to.
const INTERNAL_FOLDERS: [&str; 4] = [
    "data/messages/",
    "data/compounds/",
    "data/geometry/",
    "data/bus/",
];
/// Folders that are made, not written.
const BUILT_FOLDERS: [&str; 3] = ["target", "node_modules", "dist"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, file) in tree.files() {
        if file.bytes > FILE_BYTES_MAX {
            let text = format!(
                "{} bytes; at most {FILE_BYTES_MAX} may be committed",
                file.bytes
            );
            findings.push(Finding::in_file(path, text));
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let internal = path.starts_with("shared/")
            || name.starts_with("sf_open311")
            || INTERNAL_FOLDERS
                .iter()
                .any(|folder| format!("/{path}").contains(&format!("/{folder}")));
        if internal {
            findings.push(Finding::in_file(path, "internal data is never committed"));
        }
        if path.split('/').any(|part| BUILT_FOLDERS.contains(&part)) {
            findings.push(Finding::in_file(
                path,
                "made by the build, so not committed",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_internal_and_built_files_are_refused() {
        let large = "x".repeat(1_000_001);
        let tree = Tree::of(&[
            ("docs/large.txt", &large),
            ("shared/README.md", ""),
            ("crates/matters/data/messages/a.csv", ""),
            ("data/bus/lines.csv", ""),
            ("tests/sf_open311_2011.json", ""),
            ("ui/dist/app.js", ""),
        ]);
        assert_eq!(check(&tree).len(), 6);
    }

    #[test]
    fn ordinary_files_and_maps_of_columns_may_stand() {
        let tree = Tree::of(&[
            ("crates/matters/maps/messages.toml", ""),
            ("crates/matters/data/stl_excerpt.csv", ""),
            ("crates/app/data/business/lines.csv", ""),
        ]);
        assert_eq!(check(&tree), []);
    }
}
