//! The books of an estate as the district keeps them. What a line is and what may be posted is
//! `huiyin-books`; here is what belongs to the estate and its publications.

use std::fmt;
use std::str::FromStr;

use huiyin_books::{City, Destination, Holder, Kind, Line, Preset, Row, Standing, What};
use huiyin_kernel::{Date, Id, Instant, Money};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerBook {
    pub id: Id,
    pub estate: Id,
    pub version: u32,
    pub city: City,
    pub has_assembly: bool,
    /// In whose hands the assembly put the money.
    pub chosen: Option<Holder>,
    /// The decision behind it.
    pub destination_basis: String,
    /// The maintenance fund as it was first paid in.
    pub fund_first: Option<Money>,
    pub began_on: Date,
    pub closed_through: Option<Date>,
    pub last_number: u64,
}

impl LedgerBook {
    pub fn preset(&self) -> Preset {
        Preset::of(self.city)
    }

    pub fn destination(&self) -> Destination {
        let standing = Standing {
            has_assembly: self.has_assembly,
            chosen: self.chosen,
            fund: None,
        };
        Destination::of(&self.preset(), &standing)
    }
}

/// One item of a vote; on forms it is written `vote:place`, the first item being 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemRef {
    pub vote: Id,
    pub place: u32,
}

impl fmt::Display for ItemRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.vote, self.place)
    }
}

/// A text that names no item of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoItemRef;

impl FromStr for ItemRef {
    type Err = NoItemRef;

    fn from_str(text: &str) -> Result<Self, NoItemRef> {
        let (vote, place) = text.split_once(':').ok_or(NoItemRef)?;
        Ok(Self {
            vote: vote.parse().map_err(|_| NoItemRef)?,
            place: place.parse().map_err(|_| NoItemRef)?,
        })
    }
}

/// What a line refers to in the records of the house, beside its words (rule 9.2). Decisions that
/// are older than the house stand in words alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// What the owners of the estate passed.
    pub item: Option<ItemRef>,
    /// The manager's contract as the register has it.
    pub contract: bool,
}

/// A line as it stands in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub line: Line,
    pub posted_at: Instant,
    pub evidence_blob: Option<String>,
    pub reversed_by: Option<u64>,
    /// The number of the bank row that it is matched with.
    pub is_matched: bool,
    pub behind: Behind,
}

impl Kept {
    pub fn is_reversal(&self) -> bool {
        matches!(self.line.what, What::Reversal { .. })
    }
}

named! {
    /// What became of telling the owners.
    NoticeState {
        Draft = "draft",
        Released = "released",
    }
}

named! {
    /// What a publication is about: a city may have the fund told at other times than common income.
    Covers {
        All = "all",
        Common = "common",
        Fund = "fund",
    }
}

impl Covers {
    /// Whether money of this kind is told.
    pub fn holds(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Common => kind != Kind::Fund,
            Self::Fund => kind == Kind::Fund,
        }
    }
}

/// Something that money was used for, as the owners are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    pub day: Date,
    pub kind: String,
    pub amount: Money,
    pub purpose: String,
    /// Line of the book.
    pub line: u64,
    /// The vote of the house by which the owners decided it, and what they decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
}

/// A decision that everybody can look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub vote: Id,
    pub title: String,
}

/// An audit of the common income, as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    pub from: Date,
    pub to: Date,
    pub auditor: String,
    pub result: String,
    /// The result hung out since, and until.
    pub posted_from: Date,
    pub posted_until: Date,
}

/// An audit as it stands in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAudit {
    pub id: Id,
    pub audit: Audit,
    /// The auditor's report, where it was handed in.
    pub report_blob: Option<String>,
}

/// What the owners are told of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: Id,
    pub version: u32,
    pub book: Id,
    pub covers: Covers,
    pub from: Date,
    pub to: Date,
    pub state: NoticeState,
    pub rows: Vec<Row>,
    pub uses: Vec<Use>,
    pub note: String,
    pub due_by: Date,
    pub released_at: Option<Instant>,
    pub posted_on: Option<Date>,
    pub down_after: Option<Date>,
    pub proof_blob: Option<String>,
}

/// A question under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub id: Id,
    pub notice: Id,
    pub asked_at: Instant,
    pub due_by: Date,
    pub text: String,
    pub answer: Option<String>,
    pub answered_at: Option<Instant>,
    pub matter: Option<Id>,
}

/// Letters of a note, a question and an answer.
pub const NOTE_MAX: usize = 500;
pub const QUESTION_MAX: usize = 300;
/// Days in which a question is answered.
pub const ANSWER_DAYS: i64 = 7;

named! {
    /// Why something about the books was refused, beside what `huiyin-books` refuses.
    LedgerRefused {
        NoBook = "no_book",
        BookExists = "book_exists",
        PeriodNotOver = "period_not_over",
        PeriodNotClosed = "period_not_closed",
        NotAMonthsEnd = "not_a_months_end",
        ClosedAlready = "closed_already",
        NoBasisForDestination = "no_basis_for_destination",
        AccountsFull = "accounts_full",
        NameMissing = "name_missing",
        TooLong = "too_long",
        ToldAlready = "told_already",
        NotADraft = "not_a_draft",
        NotReleased = "not_released",
        PostedBeforeReleased = "posted_before_released",
        AnsweredAlready = "answered_already",
        NoQuestion = "no_question",
        PersonalData = "personal_data",
        PersonalDataTold = "personal_data_told",
        QuestionsFull = "questions_full",
        MatchDiffers = "match_differs",
        MatchedAlready = "matched_already",
        SumTooLarge = "sum_too_large",
        WrongAccount = "wrong_account",
        DoesNotAddUp = "does_not_add_up",
        NothingToDivideBy = "nothing_to_divide_by",
        DecisionElsewhere = "decision_elsewhere",
        DecisionNotPassed = "decision_not_passed",
        DecisionOnlyDeemed = "decision_only_deemed",
        NoContract = "no_contract",
        AuditDays = "audit_days",
        AuditShort = "audit_short",
    }
}
