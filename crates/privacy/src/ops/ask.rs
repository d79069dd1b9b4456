use huiyin_db::Tx;
use huiyin_db::fields::Keys;
use huiyin_kernel::{EchoCode, Id, Instant};
use huiyin_matters::model::StateName as MatterState;
use huiyin_matters::ops::light;
use huiyin_matters::personal::{self, Held};
use huiyin_web::forms::{self, Content, Once};

use super::{OpError, carry_out};
use crate::model::{Act, Actor, Case, Kind, Proof};
use crate::rules;
use crate::store::cases;
use crate::{Found, Privacy};

/// What somebody asks for, and how they showed that it is about them.
#[derive(Debug, Clone)]
pub struct AskedFor {
    pub kind: Kind,
    pub proof: Proof,
    pub wish: String,
    /// What was seen at the counter, in a few words.
    pub proof_note: String,
    pub people: Vec<Held>,
    /// Key of the form, so that sending it twice is one case.
    pub form_key: Id,
}

/// What they hold afterwards.
#[derive(Debug, Clone)]
pub struct Receipt {
    pub case: Id,
    pub number: String,
    pub code: EchoCode,
    pub due_before: Option<Instant>,
}

/// Everything that the codes and the proven phone open, each row once.
pub async fn find_people(
    privacy: &Privacy,
    tx: &mut Tx,
    codes: &[EchoCode],
    phone: Option<&str>,
) -> Result<Vec<Held>, OpError> {
    let keys = &privacy.matters.site.keys;
    let mut found: Vec<Held> = Vec::new();
    for code in codes {
        found.extend(personal::by_code(tx, keys, code).await?);
    }
    if let Some(phone) = phone {
        found.extend(personal::by_phone(tx, keys, phone).await?);
        if let Some(elsewhere) = &privacy.elsewhere {
            let others = elsewhere.by_phone(tx, phone).await?;
            found.extend(others.into_iter().map(beside_matters));
        }
    }
    found.sort_by_key(|held| held.reporter);
    found.dedup_by_key(|held| held.reporter);
    Ok(found)
}

/// A row of another slice stands in a case as a matter does that somebody only joined: nothing of
/// theirs is published with it, and no consent hangs on it. Its subject is the row itself, for
/// what is done about a matter reaches everybody of that matter.
fn beside_matters(found: Found) -> Held {
    Held {
        reporter: found.person,
        matter: found.person,
        number: found.label,
        state: MatterState::Closed,
        reported: false,
    }
}

/// Opens a case. What the code alone entitles to is done at once. Its id is made with our own key
/// from all that was asked: neither the id of a case nor another form under the same key leads to
/// its code.
pub async fn ask(privacy: &Privacy, asked: &AskedFor) -> Result<Receipt, OpError> {
    let keys = &privacy.matters.site.keys;
    let content = said(keys, asked);
    let id = forms::keyed_id(keys, "rights case", asked.form_key, content.as_str());
    ask_as(privacy, asked, id).await
}

/// The same under an id of the caller's, who takes no form from anybody.
pub(crate) async fn ask_as(
    privacy: &Privacy,
    asked: &AskedFor,
    id: Id,
) -> Result<Receipt, OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    spare_after_slip(&mut tx, asked, now).await?;
    let content = said(&site.keys, asked);
    let location = format!("/rights/{id}");
    match forms::once(&mut tx, asked.form_key, &content, &location, now).await? {
        Once::First => {}
        Once::Again(_) => {
            let known = cases::load(&mut tx, &site.keys, id).await?;
            return known.map(receipt).ok_or(OpError::Reused);
        }
        Once::Other => return Err(OpError::Reused),
    }
    let world = privacy.matters.world(&mut tx).await?;
    let mut change = rules::ask(
        id,
        asked.kind,
        asked.proof,
        &asked.wish,
        &asked.proof_note,
        &world.calendar,
        now,
    )?;
    let actor = match asked.proof {
        Proof::Code => Actor::Person,
        Proof::Counter { taken_by, .. } => Actor::Officer(taken_by),
    };
    let code = EchoCode::new(site.entropy.as_ref());
    let entropy = site.entropy.as_ref();
    let people = &asked.people;
    let number = cases::insert(&mut tx, &site.keys, entropy, &change, people, &code, now).await?;
    cases::record(&mut tx, &change, &actor.journal_name(), now).await?;
    let immediate = Act::Grant {
        note: String::new(),
    };
    let granted = rules::decide(
        &change.case,
        Actor::System,
        &immediate,
        &world.calendar,
        now,
    );
    if let Ok(granted) = granted {
        cases::update(&mut tx, &change.case, &granted).await?;
        cases::record(&mut tx, &granted, &Actor::System.journal_name(), now).await?;
        change.case = granted.case;
    }
    tx.commit().await?;
    withdraw_now(privacy, &change.case, &asked.people).await?;
    Ok(Receipt {
        case: change.case.id,
        number,
        code,
        due_before: change.case.due_before,
    })
}

/// What the code alone takes away is not taken away by whoever has just had a slip printed.
async fn spare_after_slip(tx: &mut Tx, asked: &AskedFor, now: Instant) -> Result<(), OpError> {
    let takes_away = matches!(asked.kind, Kind::Delete | Kind::WithdrawConsent);
    if !takes_away || asked.proof != Proof::Code {
        return Ok(());
    }
    let people: Vec<Id> = asked.people.iter().map(|it| it.reporter).collect();
    Ok(light::not_just_after_slip(tx, &people, now).await?)
}

/// Everything that was asked, by whom and for whom.
fn said(keys: &Keys, asked: &AskedFor) -> Content {
    let (kind, proof) = (asked.kind.name(), format!("{:?}", asked.proof));
    let people: Vec<String> = asked
        .people
        .iter()
        .map(|it| it.reporter.to_string())
        .collect();
    let mut parts = vec!["ask", kind, &proof, &asked.wish, &asked.proof_note];
    parts.extend(people.iter().map(String::as_str));
    Content::of(keys, parts)
}

/// A consent that was withdrawn by its code ends now. The case is written first: a crash between
/// leaves a case that says so, and the job does what is missing.
async fn withdraw_now(privacy: &Privacy, case: &Case, people: &[Held]) -> Result<(), OpError> {
    let done = !case.state.name().is_open();
    if case.kind != Kind::WithdrawConsent || !done {
        return Ok(());
    }
    carry_out::withdraw_consents(privacy, people).await
}

fn receipt(known: cases::Known) -> Receipt {
    Receipt {
        case: known.case.id,
        number: known.number,
        code: known.code,
        due_before: known.case.due_before,
    }
}
