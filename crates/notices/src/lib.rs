//! Telling people outside the program: short messages, mail, WeCom and slips of paper.
//!
//! Other slices say *that* somebody is to be told; this one decides when, carries it, and keeps
//! what became of it. They do so by an outbox row of topic [`TOPIC`] in the transaction of their
//! change, whose body is an [`Order`] as JSON:
//!
//! ```json
//! {
//!   "template": "sign-in-code",
//!   "lang": "zh-CN",
//!   "channel": "sms",
//!   "to_sealed": "01…",
//!   "vars": { "minutes": "10" },
//!   "vars_sealed": "01…",
//!   "until": 1795000000000000
//! }
//! ```
//!
//! - `template`: a name of [`TEMPLATES`], which also says what may stand in it;
//! - `channel`: `sms`, `mail`, `wecom` or `paper`;
//! - `to_sealed`: the phone, the address or the WeCom name, sealed by `Keys::seal` for the place
//!   `notice.to:<id of the outbox row>`, in hexadecimal digits; missing for `paper`;
//! - `vars`: words that may be read by anybody who reads the database;
//! - `vars_sealed`: a JSON object of words that may not (a code, the address of an echo page),
//!   sealed for the place `notice.vars:<id of the outbox row>`, in hexadecimal digits;
//! - `area_path`: for `paper`, where the slip is handed over;
//! - `account`: the member of staff who is told, if it is one;
//! - `until`: microseconds since 1970 after which it is not worth sending any more.
//!
//! The outbox row's subject is what the notice is about; the row's id becomes the notice's and
//! the carrier's idempotency key. Whether a channel has a carrier at all stands in
//! `Site.settings.carriers`, so that a page can offer it or not.
//!
//! Invariants:
//! - nothing goes out unless a carrier is configured, and only to that carrier;
//! - a notice has one row and one fate; its address is forgotten as soon as the fate is certain;
//! - nobody is told at night, more than so often in a day, or twice the same, unless the template
//!   is urgent; what happened to one subject within minutes is told once;
//! - at least once: whoever is killed between sending and noting sends again with the same key;
//! - the text never holds a name, and its addresses only ever open a page to read.
//!
//! Absent by design: knowledge of matters, accounts' rights or codes. What a notice is about is
//! an id here.

mod carry;
mod model;
pub mod ops;
mod pages;
pub mod rules;
mod slice;
mod store;

use huiyin_db::{Migration, Query};

pub use carry::{
    CarrierError, Carriers, Carrying, HttpCarrier, Letter, MailSecurity, MailServer, Outcome,
    WecomForm,
};
pub use model::{Channel, Fate, Notice, Order, TEMPLATES, Template, template};
pub use pages::{MANAGE, SLIPS, routes};
pub use slice::{Counting, New, Notices, Policy, Unread};
pub use store::wordings::WORDING_HEADS;
pub use store::{agreements, choices, notices};

/// The topic of the outbox under which other slices order a notice.
pub const TOPIC: &str = "notices.send";
/// The topic under which this slice says that somebody could not be reached.
pub const UNREACHED: &str = "notices.unreached";

/// Name and how often, in seconds. An order hurries the first.
pub const JOBS: &[(&str, i64)] = &[
    ("notices.send", 60),
    ("notices.digests", 300),
    ("notices.sweep", 6 * 3600),
];

/// Statements and tables of this crate.
pub const QUERIES: &[&[Query]] = &[
    store::notices::QUERIES,
    store::agreements::QUERIES,
    store::forget::QUERIES,
    store::wordings::QUERIES,
    store::choices::QUERIES,
];
pub const MIGRATIONS: &[Migration] = &[Migration {
    set: "notices",
    id: 1,
    sqlite: include_str!("../migrations/0001_notices.sqlite.sql"),
    postgres: include_str!("../migrations/0001_notices.postgres.sql"),
}];
