//! Where internal data lies beside the checkout, nothing of it may stand inside: no run of
//! letters long enough to be a quotation is in both. The data's own description may be cited.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Finding;
use super::tree::Tree;

const INTERNAL_FOLDERS: [&str; 4] = ["messages", "compounds", "geometry", "bus"];
const INTERNAL_FILES: &str = "requests-311/sf_";
/// Shorter runs are everyday phrases or the names of laws and places.
const RUN_LETTERS: usize = 32;
/// One run in so many is remembered, chosen by its own hash, so that both sides choose alike.
const KEPT_MASK: u64 = 7;
/// Odd and large, so that neighbouring letters spread over the whole fingerprint.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

pub(super) fn check(tree: &Tree, data: &Path) -> Result<Vec<Finding>> {
    let mut known = HashSet::new();
    for path in internal_files(data)? {
        known.extend(runs(&String::from_utf8_lossy(&std::fs::read(path)?)));
    }
    Ok(tree
        .texts()
        .filter(|(_, text)| runs(text).iter().any(|run| known.contains(run)))
        .map(|(path, _)| Finding::in_file(path, "quotes internal data"))
        .collect())
}

fn internal_files(data: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in INTERNAL_FOLDERS
        .iter()
        .map(|name| data.join(name))
        .filter(|path| path.is_dir())
    {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() && path.file_name().is_none_or(|name| name != "SOURCE.md") {
                files.push(path);
            }
        }
    }
    let (folder, start) = INTERNAL_FILES
        .split_once('/')
        .unwrap_or((INTERNAL_FILES, ""));
    if let Ok(entries) = std::fs::read_dir(data.join(folder)) {
        let named = |path: &PathBuf| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|n| n.starts_with(start))
        };
        files.extend(entries.flatten().map(|entry| entry.path()).filter(named));
    }
    Ok(files)
}

/// Fingerprints of some of the runs of letters in a text, whatever stands between the letters.
/// Each follows from the one before by one letter in and one letter out.
fn runs(text: &str) -> Vec<u64> {
    let letters: Vec<u64> = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| u64::from(u32::from(c)))
        .collect();
    let leaving = (0..RUN_LETTERS).fold(1_u64, |power, _| power.wrapping_mul(MULTIPLIER));
    let mut fingerprint = 0_u64;
    let mut kept = Vec::new();
    for (index, letter) in letters.iter().enumerate() {
        fingerprint = fingerprint.wrapping_mul(MULTIPLIER).wrapping_add(*letter);
        if let Some(gone) = index.checked_sub(RUN_LETTERS) {
            fingerprint = fingerprint.wrapping_sub(letters[gone].wrapping_mul(leaving));
        }
        // The low bits of such a sum follow the last letters alone; the high ones follow all.
        if index + 1 >= RUN_LETTERS && fingerprint >> 32 & KEPT_MASK == 0 {
            kept.push(fingerprint);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_found_and_an_everyday_phrase_is_not() -> Result<()> {
        let data = std::env::temp_dir().join(format!("huiyin-tidy-{}", std::process::id()));
        std::fs::create_dir_all(data.join("messages"))?;
        let alphabet = "abcdefghijklmnopqrstuvwxyz";
        let secret: Vec<String> = (0..26)
            .map(|i| format!("{}, {i} ", &alphabet[i..]))
            .collect();
        let secret = secret.concat();
        std::fs::write(data.join("messages/a.csv"), &secret)?;
        std::fs::write(
            data.join("messages/SOURCE.md"),
            "where these come from ".repeat(9),
        )?;
        let copied = format!("// {}", &secret.replace(',', ";"));
        let tree = Tree::of(&[
            ("crates/a/src/lib.rs", copied.as_str()),
            ("docs/phrase.md", &secret[..RUN_LETTERS - 2]),
            ("docs/source.md", &"where these come from ".repeat(9)),
        ]);
        let found = check(&tree, &data);
        std::fs::remove_dir_all(&data)?;
        let paths: Vec<String> = found?.into_iter().map(|finding| finding.path).collect();
        assert_eq!(paths, ["crates/a/src/lib.rs"]);
        Ok(())
    }
}
