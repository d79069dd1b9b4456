//! The judgement of programs that others wrote; shared with whoever makes real packages.

use std::path::Path;
use std::process::Command;

use huiyin_datasets::DatasetFile;

/// A Python with frictionless and pyarrow, named by whoever runs the test.
const PYTHON: &str = "HUIYIN_TEST_FRICTIONLESS";
const JUDGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../datasets/tests/packages/outside.py"
);

/// Writes the files into a folder and has them judged: whether they are well, and what was said.
pub fn judged(name: &str, files: &[DatasetFile]) -> (bool, String) {
    let folder = std::env::temp_dir().join(format!("huiyin_{name}_{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for file in files {
        std::fs::write(folder.join(&file.name), &file.bytes).unwrap();
    }
    let judged = judged_folder(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    judged
}

pub fn judged_folder(folder: &Path) -> (bool, String) {
    let python = std::env::var(PYTHON).unwrap_or_else(|_| "python3".to_owned());
    let said = Command::new(python)
        .arg(JUDGE)
        .arg(folder)
        .output()
        .unwrap();
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    );
    (said.status.success(), text)
}
