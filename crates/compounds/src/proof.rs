//! What the journal proves of compounds beside itself: the lines of every book against what was
//! posted; of every vote its roll, its commitment and its published ballots; of every meeting how
//! many extracts were published; and rows of the register, of elections, of rules and of mediation.
//! Nothing here opens a sealed ballot, or what lies under the key of a person or a case.

use huiyin_books::{Checker, Finding, Problem};
use huiyin_db::fields::Keys;
use huiyin_db::seal::{self, Held};
use huiyin_db::{Db, Tx, args};
use huiyin_kernel::Id;

use crate::model::ledger::LedgerBook;
use crate::ops::OpError;
use crate::ops::ledger::hold_posted;
use crate::rules::votes::proof::{self as rules, Kept};
use crate::store::ledger::books;
use crate::store::proof as decided;
use crate::store::register::proof as register;
use crate::store::table::{editions, proof as table};
use crate::store::votes::{self, counts, told, voters};

/// Votes that are read at once.
const PAGE: i64 = 200;

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    pub lines: u64,
    pub votes: u64,
}

pub type Checked = seal::Checked<Proven>;

/// Holds all books, meetings and votes against the journal, which is proven apart, as are subjects that are
/// gone.
pub async fn verify(db: &Db) -> Result<Checked, OpError> {
    verify_in(&mut db.steady().await?).await
}

/// As [`verify`], in a transaction that sees what is not committed yet.
pub async fn verify_in(tx: &mut Tx) -> Result<Checked, OpError> {
    let mut proven = Proven::default();
    for book in books::all(tx).await? {
        match of_book(tx, &book).await? {
            Ok(lines) => proven.lines += lines,
            Err(why) => return Ok(Checked::broken(book.id, i64::from(book.version), why)),
        }
    }
    if let Some((meeting, version)) = editions::differing(tx).await? {
        let why = "a published extract of the meeting was removed or added";
        return Ok(Checked::broken(meeting, version, why));
    }
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(votes::HEADS, args![behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(Checked::Sound(proven));
        };
        behind = last.get::<Id>("subject")?.to_string();
        for row in &page {
            let vote = row.get("subject")?;
            if let Some(why) = of_vote(tx, vote).await? {
                return Ok(Checked::broken(vote, row.get("version")?, why));
            }
            proven.votes += 1;
        }
    }
}

/// What was held of the register, of the table, and of what was decided beside them, row by row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowsProven {
    pub register: register::Proven,
    pub table: table::Proven,
    pub decided: decided::Proven,
}

impl RowsProven {
    /// Rows from before the journal knew digests of them.
    pub const fn unproven(&self) -> u64 {
        self.register.unproven + self.table.unproven + self.decided.unproven
    }
}

/// Holds units, who owned them, meetings and decisions, elections, interim committees, rules and cases
/// of mediation against the journal, which is proven apart.
pub async fn verify_rows(db: &Db, keys: &Keys) -> Result<Held<RowsProven>, OpError> {
    verify_rows_in(&mut db.steady().await?, keys).await
}

/// As [`verify_rows`], in a transaction that sees what is not committed yet.
pub async fn verify_rows_in(tx: &mut Tx, keys: &Keys) -> Result<Held<RowsProven>, OpError> {
    let register = match register::verify_in(tx, keys).await? {
        Held::Sound(proven) => proven,
        Held::Broken(wrong) => return Ok(Held::Broken(wrong)),
    };
    let table = match table::verify_in(tx, keys).await? {
        Held::Sound(proven) => proven,
        Held::Broken(wrong) => return Ok(Held::Broken(wrong)),
    };
    Ok(match decided::verify_in(tx, keys).await? {
        Held::Sound(decided) => Held::Sound(RowsProven {
            register,
            table,
            decided,
        }),
        Held::Broken(wrong) => Held::Broken(wrong),
    })
}

/// How many lines were held, or what is wrong with one of them.
async fn of_book(tx: &mut Tx, book: &LedgerBook) -> Result<Result<u64, &'static str>, OpError> {
    let mut checker = Checker::new();
    let lines = hold_posted(tx, book, &mut checker).await?;
    let report = checker.finish(&[], &[], &[])?;
    Ok(match report.findings.first() {
        None => Ok(lines),
        Some(finding) => Err(in_words(finding)),
    })
}

const fn in_words(finding: &Finding) -> &'static str {
    match finding.problem {
        Problem::NotPosted => "a line was added to the book",
        Problem::LineGone => "a line of the book was removed",
        Problem::LastNumberDiffers => "the last number of the book was altered",
        _ => "a line of the book was altered",
    }
}

async fn of_vote(tx: &mut Tx, vote: Id) -> Result<Option<&'static str>, OpError> {
    let told = told::of_vote(tx, vote).await?;
    let figures = voters::figures(tx, vote).await?;
    let count = counts::load(tx, vote).await?;
    let kept = Kept {
        persons: figures.persons,
        area: figures.area,
        root: count.as_ref().map(|it| it.root.as_str()),
        published: count.as_ref().map_or("", |it| it.published.as_str()),
    };
    Ok(rules::fault(vote, &told, kept))
}
