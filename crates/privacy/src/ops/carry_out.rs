use huiyin_db::{Tx, jobs, search};
use huiyin_kernel::{Id, Lang};
use huiyin_matters::personal::{self, Held};
use huiyin_matters::store::Contact;

use super::OpError;
use super::act::{self, Expected};
use crate::Privacy;
use crate::jobs::SCRUB;
use crate::model::{Act, Actor, Kind, Refused};
use crate::rules;
use crate::store::cases::{self, Person};

/// What whoever grants fills in: how a name or phone is right.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub note: String,
    pub name: Option<String>,
    pub phone: Option<String>,
}

/// Does what is asked for and writes down that it is done. The doing comes first and may be
/// repeated: a crash between leaves an open case, and granting it again finds nothing left to do.
pub async fn grant(
    privacy: &Privacy,
    id: Id,
    officer: Id,
    wanted: &Wanted,
    expected: Expected,
) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let actor = Actor::Officer(officer);
    let note = wanted.note.clone();
    let act = Act::Grant { note };
    let mut tx = site.db.read().await?;
    let known = cases::load(&mut tx, &site.keys, id)
        .await?
        .ok_or(OpError::NotFound)?;
    let world = privacy.matters.world(&mut tx).await?;
    // Nothing is done for a case that could not be closed afterwards.
    rules::decide(&known.case, actor, &act, &world.calendar, site.now())?;
    let (name, phone) = (wanted.name.as_deref(), wanted.phone.as_deref());
    rules::check_corrected(known.case.kind, name, phone, &wanted.note)?;
    let people = cases::people(&mut tx, id).await?;
    if known.case.kind == Kind::Delete && all_kept(privacy, &mut tx, &people).await? {
        return Err(Refused::KeptByLaw.into());
    }
    drop(tx);
    do_it(privacy, known.case.kind, &people, wanted, officer).await?;
    act::act(privacy, id, actor, &act, expected).await?;
    if known.case.kind == Kind::Delete {
        forget_words(privacy, id, &people).await?;
    }
    Ok(())
}

async fn do_it(
    privacy: &Privacy,
    kind: Kind,
    people: &[Person],
    wanted: &Wanted,
    officer: Id,
) -> Result<(), OpError> {
    let matters = &privacy.matters;
    match kind {
        // The copy is made when it is read.
        Kind::See | Kind::Copy => {}
        Kind::WithdrawConsent => {
            for person in of_matters(privacy, people).await? {
                personal::withdraw_consent(matters, person.matter).await?;
            }
        }
        Kind::Correct => correct(privacy, people, wanted, officer).await?,
        Kind::Object => {
            for person in of_matters(privacy, people).await? {
                personal::unpublish(matters, person.matter).await?;
            }
        }
        Kind::Delete => {
            let sentence = erased_sentence(privacy);
            for person in people {
                personal::erase(matters, person.reporter, &sentence).await?;
                if let Some(elsewhere) = &privacy.elsewhere {
                    elsewhere.erase(person.reporter, officer).await?;
                }
            }
        }
    }
    Ok(())
}

/// Whether the law keeps all that a case is about, so that nothing would be erased.
async fn all_kept(privacy: &Privacy, tx: &mut Tx, people: &[Person]) -> Result<bool, OpError> {
    for person in people {
        let held = privacy.held_elsewhere(tx, person.reporter).await?;
        if !held.is_some_and(|it| it.kept_by_law) {
            return Ok(false);
        }
    }
    Ok(!people.is_empty())
}

/// Those of a case who stand behind a matter.
async fn of_matters<'a>(
    privacy: &Privacy,
    people: &'a [Person],
) -> Result<Vec<&'a Person>, OpError> {
    let mut tx = privacy.matters.site.db.read().await?;
    let mut found = Vec::new();
    for person in people {
        if privacy
            .held_elsewhere(&mut tx, person.reporter)
            .await?
            .is_none()
        {
            found.push(person);
        }
    }
    Ok(found)
}

async fn correct(
    privacy: &Privacy,
    people: &[Person],
    wanted: &Wanted,
    officer: Id,
) -> Result<(), OpError> {
    let matters = &privacy.matters;
    let contact = Contact {
        name: wanted.name.clone(),
        phone: wanted.phone.clone(),
        tell: None,
    };
    if contact == Contact::default() {
        return Ok(());
    }
    let mut tx = matters.site.db.write().await?;
    for person in people {
        personal::correct(matters, &mut tx, person.reporter, &contact).await?;
    }
    tx.commit().await?;
    let Some(elsewhere) = &privacy.elsewhere else {
        return Ok(());
    };
    let right = (wanted.name.as_deref(), wanted.phone.as_deref());
    for person in people {
        elsewhere.correct(person.reporter, officer, right).await?;
    }
    Ok(())
}

pub(super) async fn withdraw_consents(privacy: &Privacy, people: &[Held]) -> Result<(), OpError> {
    for person in people.iter().filter(|it| it.reported) {
        personal::withdraw_consent(&privacy.matters, person.matter).await?;
    }
    Ok(())
}

/// What stands where the words of a person stood, in both languages, because whoever reads it may
/// read either.
fn erased_sentence(privacy: &Privacy) -> String {
    let texts = &privacy.matters.site.texts;
    let say = |lang| texts.say(lang, "privacy-erased-sentence", &[]);
    format!("{} {}", say(Lang::Zh), say(Lang::En))
}

/// The person's own words in this case and others about the same matters, and old words in the
/// pages of the index and the log of the store.
async fn forget_words(privacy: &Privacy, id: Id, people: &[Person]) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let sentence = erased_sentence(privacy);
    let matters: Vec<Id> = people.iter().map(|person| person.matter).collect();
    let mut tx = site.db.write().await?;
    cases::forget_texts(&mut tx, id, &matters, &sentence).await?;
    jobs::hurry(&mut tx, SCRUB, site.now()).await?;
    tx.commit().await?;
    let all = search::forget_removed(&site.db).await?;
    let emptied = site.db.empty_log().await?;
    if !(all && emptied) {
        tracing::info!("old pages are still being read; the job will empty them");
    }
    Ok(())
}
