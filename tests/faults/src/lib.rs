//! What the fault tests stand on: a demo district in a folder of its own, the built binary
//! serving it, a small HTTP client, clients that report and keep their receipts, and people of the
//! desk who sign in and send the forms of its pages.
//!
//! Only the binary's outside is used, never its crates: `huiyin demo`, `serve`, `audit verify`,
//! the pages and the JSON API. The binary is named by `HUIYIN_BIN`, or is the one of the test profile.
//!
//! | variable | meaning |
//! |---|---|
//! | `HUIYIN_FAULT_ROUNDS` | how often the server is killed; 20 unless told |
//! | `HUIYIN_TEST_POSTGRES` | the PostgreSQL whose wire is cut |
//! | `HUIYIN_FAKETIME` | the library that sets the server's clock |
//! | `HUIYIN_FAULT_SEED` | repeats the moments of an earlier run, which prints its seed |

mod chance;
mod district;
mod http;
mod person;
mod reports;
mod server;
mod wire;

pub use chance::Chance;
pub use district::District;
pub use http::{Answer, Connection};
pub use person::{Person, after};
pub use reports::{Receipt, Reported, report_until_unanswered};
pub use server::{Server, binary, free_port};
pub use wire::Wire;

/// A fault of the test's own ground; the tests themselves assert.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
