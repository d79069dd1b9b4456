//! What a command says: JSON on standard output when asked for, sentences in both languages for
//! the person in front of it, and an exit code that scripts can rely on.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use huiyin_db::StoreError;
use huiyin_kernel::Said;
use serde::Serialize;

/// How a command that ran to its end went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Fine,
    /// It ran, and what it found needs somebody: a broken journal, refused rows, an unsafe setting.
    Findings,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Fine => Self::SUCCESS,
            Exit::Findings => Self::from(1),
        }
    }
}

/// Why a command was refused, as a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub Said);

pub type CommandResult = Result<Exit, Failure>;

impl Failure {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Said::new(zh, en))
    }

    /// A file or folder that could not be read or written.
    pub fn file(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display();
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::new(
                format!("{path}：磁盘已满。请腾出空间后再试。"),
                format!("{path}: the disk is full. Make room, then try again."),
            ),
            std::io::ErrorKind::PermissionDenied => Self::new(
                format!("{path}：当前用户没有权限。"),
                format!("{path}: this user has no permission."),
            ),
            _ => Self::new(format!("{path}：{error}"), format!("{path}: {error}")),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::new(
                "磁盘已满，什么也没有写入。请腾出空间后再试。",
                "The disk is full; nothing was written. Make room, then try again.",
            ),
            StoreError::Busy => Self::new(
                "数据库正忙或连不上，请稍后再试。",
                "The database is busy or cannot be reached; try again in a moment.",
            ),
            other => Self::new(
                format!("数据库出错：{other}"),
                format!("The store failed: {other}"),
            ),
        }
    }
}

/// Where a command writes. Broken pipes are not an error: whoever listened has left.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    pub json: bool,
}

impl Terminal {
    /// The result, for a program.
    pub fn result(self, value: &impl Serialize) {
        if self.json
            && let Ok(text) = serde_json::to_string_pretty(value)
        {
            drop(writeln!(std::io::stdout().lock(), "{text}"));
        }
    }

    /// A line of the result, for a person.
    pub fn line(self, text: impl std::fmt::Display) {
        if !self.json {
            drop(writeln!(std::io::stdout().lock(), "{text}"));
        }
    }

    /// Something to know on the way: on standard error, in both languages.
    pub fn note(self, zh: impl std::fmt::Display, en: impl std::fmt::Display) {
        let mut out = std::io::stderr().lock();
        drop(writeln!(out, "› {zh}\n  {en}"));
    }

    pub fn refuse(self, failure: &Failure) {
        let Said { zh, en } = &failure.0;
        drop(writeln!(std::io::stderr().lock(), "✗ {zh}\n✗ {en}"));
        self.result(&serde_json::json!({ "error": { "zh-CN": zh, "en": en } }));
    }
}
