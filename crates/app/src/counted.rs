//! Which slices write facts for statistics, and how what they have written is held against their
//! journals or made anew from them.

use huiyin_db::facts::{Fact, fold, restate};
use huiyin_db::{Db, Query, Result, Tx, args};
use huiyin_kernel::{Id, Instant};

/// Subjects of one slice, in the order in which they are walked.
struct Walk {
    /// The subject as it stands in the journal.
    subject: &'static str,
    heads: Query,
}

const WALKS: &[Walk] = &[
    Walk {
        subject: "matter",
        heads: huiyin_matters::store::HEADS,
    },
    Walk {
        subject: "visit",
        heads: huiyin_visits::store::visits::HEADS,
    },
    Walk {
        subject: "visit_round",
        heads: huiyin_visits::store::rounds::HEADS,
    },
    Walk {
        subject: "vote",
        heads: huiyin_compounds::store::votes::HEADS,
    },
    Walk {
        subject: "election",
        heads: huiyin_compounds::store::elections::HEADS,
    },
    Walk {
        subject: "money_notice",
        heads: huiyin_compounds::store::publication::HEADS,
    },
    Walk {
        subject: "tripartite",
        heads: huiyin_compounds::store::table::meetings::HEADS,
    },
    Walk {
        subject: "mediation",
        heads: huiyin_compounds::store::mediation::cases::HEADS,
    },
];

/// Where the desk opens a subject; whether one may is decided there.
pub(crate) fn link(slice: &str, subject: &str) -> Option<String> {
    match slice {
        "matter" => Some(format!("/desk/matters/{subject}")),
        "visit_round" => Some(format!("/desk/rounds/{subject}")),
        _ => None,
    }
}

/// Subjects that are read at once.
const PAGE: i64 = 200;
/// Subjects that one run of the job puts right.
const PAGES_OF_A_RUN: usize = 20;
/// Differences that are named at once.
const NAMED: usize = 50;
/// The mark of a store whose older journal has been walked to its end.
const DONE: &str = "done";

/// What the facts of a subject must be.
async fn due(tx: &mut Tx, subject: &str, id: Id) -> Result<Vec<Fact>> {
    match subject {
        "matter" => huiyin_matters::store::counted::due(tx, id).await,
        "visit" => huiyin_visits::store::counted::due_of_visit(tx, id).await,
        "visit_round" => huiyin_visits::store::counted::due_of_round(tx, id).await,
        other => huiyin_compounds::store::counted::due(tx, other, id).await,
    }
}

/// Keeps acts on a subject waiting: on PostgreSQL one between the two looks, at the journal and at
/// the facts, would be counted twice.
async fn hold(tx: &mut Tx, subject: &str, id: Id) -> Result<()> {
    match subject {
        "matter" => huiyin_matters::store::counted::hold(tx, id).await,
        "visit" => huiyin_visits::store::counted::hold_visit(tx, id).await,
        "visit_round" => huiyin_visits::store::counted::hold_round(tx, id).await,
        other => huiyin_compounds::store::counted::hold(tx, other, id).await,
    }
}

async fn page(tx: &mut Tx, walk: &Walk, behind: &str) -> Result<Vec<Id>> {
    let rows = tx.fetch_all(walk.heads, args![behind, PAGE]).await?;
    rows.iter().map(|row| row.get("subject")).collect()
}

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    pub subjects: u64,
    /// What facts lack, or have too much of (negative), the first of them.
    pub wrong: Vec<Fact>,
    pub wrong_cells: Vec<fold::WrongCell>,
}

impl Checked {
    pub const fn is_sound(&self) -> bool {
        self.wrong.is_empty() && self.wrong_cells.is_empty()
    }
}

/// Recomputes every fact from the journal and every kept sum from the facts, and compares them to
/// the last unit. Changes nothing.
pub async fn check(db: &Db) -> Result<Checked> {
    let mut checked = Checked::default();
    for walk in WALKS {
        let mut behind = String::new();
        loop {
            let mut tx = db.read().await?;
            let ids = page(&mut tx, walk, &behind).await?;
            drop(tx);
            let Some(last) = ids.last() else { break };
            behind = last.to_string();
            for id in ids {
                checked.subjects += 1;
                checked
                    .wrong
                    .extend(differences(db, walk.subject, id).await?);
            }
            if checked.wrong.len() >= NAMED {
                checked.wrong.truncate(NAMED);
                return Ok(checked);
            }
        }
    }
    let mut tx = db.read().await?;
    checked.wrong_cells = fold::wrong_cells(&mut tx).await?;
    Ok(checked)
}

/// Whether subjects of this kind have facts.
pub(crate) fn is_counted(subject: &str) -> bool {
    WALKS.iter().any(|walk| walk.subject == subject)
}

/// The first thing that the facts of one subject lack, or have too much of.
pub(crate) async fn first_difference(db: &Db, subject: &str, id: Id) -> Result<Option<Fact>> {
    Ok(differences(db, subject, id).await?.into_iter().next())
}

/// Looked at twice where something differs: a change may have come in between two statements.
async fn differences(db: &Db, subject: &str, id: Id) -> Result<Vec<Fact>> {
    let mut wrong = Vec::new();
    for _ in 0..2 {
        let mut tx = db.read().await?;
        let due = due(&mut tx, subject, id).await?;
        wrong = restate::differences(&mut tx, id, &due).await?;
        if wrong.is_empty() {
            break;
        }
    }
    Ok(wrong.into_iter().map(|it| it.missing).collect())
}

/// How far a making of facts has come.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub subjects: u64,
    /// Rows that had to be added.
    pub rows: u64,
}

/// Puts one page of subjects right and says where the next begins.
async fn make_page(db: &Db, walk: &Walk, behind: &str, made: &mut Made) -> Result<Option<String>> {
    let mut tx = db.read().await?;
    let ids = page(&mut tx, walk, behind).await?;
    drop(tx);
    for id in &ids {
        let mut tx = db.write().await?;
        hold(&mut tx, walk.subject, *id).await?;
        let due = due(&mut tx, walk.subject, *id).await?;
        let rows = restate::put_right(&mut tx, *id, &due).await?;
        if rows > 0 {
            tx.commit().await?;
        }
        made.subjects += 1;
        made.rows += rows as u64;
    }
    Ok(ids.last().map(ToString::to_string))
}

/// Makes the facts of a journal that is older than the facts, once after an upgrade and bounded
/// for each run; does nothing when that is done.
pub async fn make_missing(db: &Db) -> Result<Made> {
    let mut made = Made::default();
    for _ in 0..PAGES_OF_A_RUN {
        let mut tx = db.read().await?;
        let mark = fold::made_to(&mut tx).await?;
        drop(tx);
        if mark == DONE {
            break;
        }
        let (subject, behind) = mark.split_once(' ').unwrap_or((WALKS[0].subject, ""));
        let at = WALKS.iter().position(|it| it.subject == subject);
        let at = at.unwrap_or_default();
        let next = match make_page(db, &WALKS[at], behind, &mut made).await? {
            Some(last) => format!("{subject} {last}"),
            None => match WALKS.get(at + 1) {
                Some(walk) => format!("{} ", walk.subject),
                None => DONE.to_owned(),
            },
        };
        let mut tx = db.write().await?;
        fold::set_made_to(&mut tx, &next).await?;
        tx.commit().await?;
    }
    Ok(made)
}

/// Makes every fact and every kept sum anew, beside a running server too.
pub async fn rebuild(db: &Db, now: Instant) -> Result<Made> {
    let mut made = Made::default();
    for walk in WALKS {
        let mut behind = String::new();
        while let Some(last) = make_page(db, walk, &behind, &mut made).await? {
            behind = last;
        }
    }
    let mut tx = db.write().await?;
    fold::set_made_to(&mut tx, DONE).await?;
    tx.commit().await?;
    fold::start_anew(db, now).await?;
    while fold::run(db, now).await? > 0 {}
    Ok(made)
}
