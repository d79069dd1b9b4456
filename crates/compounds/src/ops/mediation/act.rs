use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_registry::calendar;

use super::open::check_mediators;
use crate::Compounds;
use crate::model::mediation::{Case, CaseAct, CaseRefused as No, bounds};
use crate::ops::{By, OpError};
use crate::rules::mediation as rules;
use crate::store::mediation::{cases, texts};

/// Cases that one run of the reminder goes through.
const OF_A_RUN: i64 = 500;

/// The words that go with an act, sealed beside the case.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Texts {
    pub notes: String,
    pub agreement: String,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Texts(…)")
    }
}

/// Whether a case is open to somebody: a mediator of this very case whose post still reaches it.
pub fn may_see(by: &By, case: &Case) -> bool {
    let is_own = by.account.is_some_and(|id| case.is_open_to(id));
    is_own && by.reaches(&case.area_path)
}

/// A case that is this person's; every other one is not there for them.
pub async fn load(tx: &mut Tx, by: &By, id: Id) -> Result<Case, OpError> {
    let case = cases::load(tx, id).await?;
    case.filter(|it| may_see(by, it)).ok_or(OpError::NotFound)
}

/// Does something about a case, with the words that go with it.
pub async fn act(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (id, seen): (Id, Option<u32>),
    act: CaseAct,
    said: &Texts,
) -> Result<Case, OpError> {
    let case = load(tx, by, id).await?;
    if let Some(seen) = seen.filter(|seen| *seen != case.version) {
        let expected = i64::from(seen);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    if matches!(
        act,
        CaseAct::Forget | CaseAct::Remind | CaseAct::Correct { .. }
    ) {
        return Err(No::WrongState.into());
    }
    check_words(said)?;
    let site = &compounds.site;
    let now = site.now();
    if let CaseAct::Mediators { accounts } = &act {
        check_mediators(tx, &case.area_path, accounts, now.date()).await?;
    }
    let with = words_of(&act, said);
    let calendar = calendar::load(tx).await?;
    let change = rules::decide(&case, act, &calendar, now)?;
    let sealing = (&site.keys, &*site.entropy);
    let sealed = match with {
        Some((kind, body)) => {
            let text = texts::Text {
                version: change.case.version,
                kind: kind.to_owned(),
                body: body.to_owned(),
            };
            Some(texts::seal(tx, sealing, id, &text, now).await?)
        }
        None => None,
    };
    let words = sealed.as_ref().map(|it| it.digest.clone());
    cases::save(tx, &site.keys, (&change, words), &by.actor(), now).await?;
    if let Some(sealed) = sealed {
        texts::add(tx, id, sealed).await?;
    }
    Ok(change.case)
}

fn check_words(said: &Texts) -> Result<(), No> {
    let fits = said.notes.chars().count() <= bounds::NOTES_CHARS
        && said.agreement.chars().count() <= bounds::AGREEMENT_CHARS;
    if fits { Ok(()) } else { Err(No::TooLong) }
}

fn words_of<'s>(act: &CaseAct, said: &'s Texts) -> Option<(&'static str, &'s str)> {
    match act {
        CaseAct::Session { .. } => Some((texts::NOTES, said.notes.as_str())),
        CaseAct::Draft { .. } | CaseAct::AgreeOrally { .. } => {
            Some((texts::AGREEMENT, said.agreement.as_str()))
        }
        _ => None,
    }
}

/// Reminds the mediators, on the page of the case, that the thirty days are nearly over. Twice
/// does no harm.
pub async fn remind_due(compounds: &Compounds) -> Result<usize, OpError> {
    let site = &compounds.site;
    let now = site.now();
    let until = now.date().plus_days(bounds::REMIND_DAYS + 1).start();
    let due = {
        let mut tx = site.db.read().await?;
        cases::ending(&mut tx, now, until, OF_A_RUN).await?
    };
    let mut reminded = 0;
    for case in due {
        let mut tx = site.db.write().await?;
        let calendar = calendar::load(&mut tx).await?;
        let Some(fresh) = cases::load(&mut tx, case.id).await? else {
            continue;
        };
        if let Ok(change) = rules::decide(&fresh, CaseAct::Remind, &calendar, now) {
            let actor = By::system().actor();
            cases::save(&mut tx, &site.keys, (&change, None), &actor, now).await?;
            reminded += 1;
        }
        tx.commit().await?;
    }
    Ok(reminded)
}
