use huiyin_kernel::Id;

/// What can go wrong between a decision and its durable record.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database refused: {0}")]
    Driver(sqlx::Error),
    /// Somebody else changed the subject first; the caller shows both versions.
    #[error("{subject} was changed meanwhile: version {expected} was expected")]
    Conflict { subject: Id, expected: i64 },
    /// A unique value was given twice.
    #[error("already there: {0}")]
    Duplicate(String),
    #[error("the disk is full: nothing was written")]
    Full,
    #[error("the database is busy or away: try again in a moment")]
    Busy,
    /// A row that our own rules forbid: the database was altered from outside or we have a defect.
    #[error("inconsistent row: {0}")]
    Inconsistent(String),
    #[error("file store: {0}")]
    File(#[from] std::io::Error),
    #[error("the value cannot be opened with this key: {0}")]
    Sealed(&'static str),
}

impl StoreError {
    pub fn inconsistent(what: impl std::fmt::Display) -> Self {
        Self::Inconsistent(what.to_string())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            // A wire that breaks in the middle of an answer looks like a wrong answer.
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::BeginFailed
            | sqlx::Error::WorkerCrashed => return Self::Busy,
            sqlx::Error::Database(inner) => {
                let code = inner.code();
                // SQLite: 13 full, 5/6 busy or locked (with extended codes above), 778 I/O write
                // error, 10-family I/O; PostgreSQL: 53100 disk full, 57P0x shutting down.
                match code.as_deref() {
                    Some("13" | "778" | "1034" | "4874" | "53100") => return Self::Full,
                    Some("5" | "6" | "261" | "517" | "57P01" | "57P02" | "57P03") => {
                        return Self::Busy;
                    }
                    _ => {}
                }
                if inner.is_unique_violation() {
                    return Self::Duplicate(inner.message().to_owned());
                }
            }
            _ => {}
        }
        Self::Driver(error)
    }
}
