//! What the notebook asks of the visits around it.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::pin::Pin;

use huiyin_db::Tx;
use huiyin_forms::Form;
use huiyin_forms::answers::Checked;
use huiyin_kernel::{Id, Instant};
use huiyin_web::PageError;

use super::route::Today;
use super::take::Submission;

/// An answer that is waited for.
pub type Answered<'a, T> = Pin<Box<dyn Future<Output = Result<T, PageError>> + Send + 'a>>;

pub trait Doors: Send + Sync + Debug {
    /// The stops of this account today and nothing else (rule V10); nothing where there are none.
    fn today<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: Id,
        now: Instant,
    ) -> Answered<'a, Option<Today>>;

    /// Whether this account is, or was on the day, of the team that has this door.
    fn may_write<'a>(&'a self, tx: &'a mut Tx, account: Id, visit: Id) -> Answered<'a, bool>;

    /// Whether two accounts are, or were on the day, of one team that has this door.
    fn of_one_team<'a>(
        &'a self,
        tx: &'a mut Tx,
        accounts: (Id, Id),
        visit: Id,
    ) -> Answered<'a, bool>;

    /// A form in the version that the answers name.
    fn form<'a>(&'a self, tx: &'a mut Tx, id: &'a str, version: u32) -> Answered<'a, Option<Form>>;

    /// A form by the version that an XForm of it bears ([`huiyin_forms::xform::version`]), with the
    /// number of that version.
    fn edition<'a>(
        &'a self,
        tx: &'a mut Tx,
        id: &'a str,
        version: &'a str,
    ) -> Answered<'a, Option<(u32, Form)>>;

    /// Keeps what was written, within the transaction in which its id was claimed: it is called
    /// once for each id. Two submissions about one door are both kept.
    fn take<'a>(&'a self, tx: &'a mut Tx, taken: &'a Taken) -> Answered<'a, ()>;

    /// Notes a photo whose file is stored; called once for each id, before or after the submission
    /// that names it.
    fn keep_photo<'a>(&'a self, tx: &'a mut Tx, photo: &'a KeptPhoto) -> Answered<'a, ()>;
}

/// A submission with what the form says about it.
#[derive(Debug, Clone)]
pub struct Taken {
    pub submission: Submission,
    /// Who brought it; another one than the author where a phone was handed over sealed.
    pub delivered_by: Id,
    /// The coordinator who looked at it first, where somebody else than the author brought it.
    pub taken_by: Option<Id>,
    pub received_at: Instant,
    /// `notebook`, or `sealed` where the phone itself could not open it any more.
    pub channel: &'static str,
    /// Nothing where the form is not known any more: the answers are kept as they are.
    pub checked: Option<Checked>,
    pub matters: Vec<TakenMatter>,
}

impl Taken {
    /// Who answers for it in the journal: its author, or the coordinator who took it though
    /// another one brought it.
    pub fn answers_for(&self) -> Id {
        self.taken_by.unwrap_or(self.submission.author)
    }

    pub fn is_sealed(&self) -> bool {
        self.channel == super::sealed::CHANNEL
    }
}

/// Through whose hands something sealed came. Anybody can seal, so the journal names all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handover {
    pub author: Id,
    pub delivered_by: Id,
    /// As in [`Taken`].
    pub taken_by: Option<Id>,
}

#[derive(Debug, Clone)]
pub struct TakenMatter {
    pub id: Id,
    pub answers: BTreeMap<String, serde_json::Value>,
    pub checked: Option<Checked>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPhoto {
    pub id: Id,
    pub visit: Id,
    pub submission: Id,
    pub question: String,
    pub blob: String,
    pub bytes: i64,
    pub taken_at: Instant,
    pub received_at: Instant,
    pub indoors: bool,
    pub consent: bool,
    /// Where it came sealed.
    pub handover: Option<Handover>,
}
