//! The files that are in the repository or on their way into it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::command;

#[derive(Debug)]
pub(super) struct File {
    pub(super) bytes: u64,
    /// Nothing where the file is no UTF-8.
    pub(super) text: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Tree {
    files: BTreeMap<String, File>,
}

impl Tree {
    /// Everything that git tracks or would add, as it now is on disk.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let list = command::read(
            Command::new("git")
                // A checkout that belongs to somebody else is read here, never run.
                .args(["-c", "safe.directory=*", "-C"])
                .arg(root)
                .args([
                    "ls-files",
                    "-z",
                    "--cached",
                    "--others",
                    "--exclude-standard",
                ]),
        )?;
        let mut files = BTreeMap::new();
        for path in list.split('\0').filter(|path| !path.is_empty()) {
            let full = root.join(path);
            // Tracked but deleted on disk: on its way out.
            if !full.is_file() {
                continue;
            }
            let content = std::fs::read(&full).with_context(|| format!("{path} is unreadable"))?;
            let bytes = u64::try_from(content.len())?;
            files.insert(
                path.to_owned(),
                File {
                    bytes,
                    text: String::from_utf8(content).ok(),
                },
            );
        }
        Ok(Self { files })
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let file = |text: &str| File {
            bytes: text.len() as u64,
            text: Some(text.to_owned()),
        };
        Self {
            files: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), file(text)))
                .collect(),
        }
    }

    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files()
            .filter_map(|(path, file)| Some((path, file.text.as_deref()?)))
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.text.as_deref()
    }

    pub(super) fn holds(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains_key(path) || self.paths().any(|file| file.starts_with(&folder))
    }
}

/// The ending of a path's last part, without its dot.
pub(super) fn extension(path: &str) -> &str {
    Path::new(path)
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or("")
}
