use huiyin_db::{Tx, journal};
use huiyin_kernel::{Date, Id, Instant, Lang};
use huiyin_registry::settings;
use serde::Serialize;

use super::OpError;
use crate::Privacy;
use crate::model::{Basis, Cause, Purpose};
use crate::store::records::{self, Assessment, Breach, Notice};

/// Assessments are kept at least this long (PIPL, article 56).
const ASSESSMENT_YEARS: i16 = 3;

/// A notice in force, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentNotice {
    pub purpose: Purpose,
    pub basis: Basis,
    pub version: u16,
    pub title: String,
    pub card: String,
    pub full: String,
    /// Since when, where the district changed it.
    pub since: Option<Instant>,
}

/// The notice of a purpose: the district's own, or as shipped.
pub async fn current_notice(
    privacy: &Privacy,
    tx: &mut Tx,
    purpose: Purpose,
    lang: Lang,
) -> Result<CurrentNotice, OpError> {
    let texts = &privacy.matters.site.texts;
    let say = |part: &str| texts.say(lang, &format!("privacy-{part}-{}", purpose.key()), &[]);
    let own = records::notice(tx, purpose).await?;
    let of = |zh: &str, en: &str| if lang == Lang::Zh { zh } else { en }.to_owned();
    Ok(CurrentNotice {
        purpose,
        basis: purpose.basis(),
        title: say("purpose"),
        version: own.as_ref().map_or(1, |it| it.version),
        card: own
            .as_ref()
            .map_or_else(|| say("card"), |it| of(&it.card_zh, &it.card_en)),
        full: own
            .as_ref()
            .map_or_else(|| say("full"), |it| of(&it.full_zh, &it.full_en)),
        since: own.map(|it| it.created_at),
    })
}

#[derive(Serialize)]
struct NoticeChanged {
    purpose: Purpose,
    version: u16,
}

/// Publishes the next version of a notice. Who agreed to an older one agreed to that one.
pub async fn change_notice(
    privacy: &Privacy,
    purpose: Purpose,
    mut notice: Notice,
    by: Id,
) -> Result<u16, OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let before = records::notice(&mut tx, purpose).await?;
    let version = before.map_or(1, |it| it.version).saturating_add(1);
    notice.version = version;
    notice.created_at = now;
    records::add_notice(&mut tx, purpose, &notice, by).await?;
    if purpose == Purpose::Sensitive {
        let key = huiyin_matters::NOTICE_VERSION;
        settings::set(&mut tx, key, &version.to_string()).await?;
    }
    let entry = journal::Entry {
        subject_kind: "privacy_notice",
        subject: site.new_id(),
        version: 1,
        at: now,
        actor: &format!("account:{by}"),
        kind: "changed",
    };
    journal::append(&mut tx, &entry, &NoticeChanged { purpose, version }).await?;
    tx.commit().await?;
    privacy.matters.forget_world();
    Ok(version)
}

/// An assessment as it is filled in.
#[derive(Debug, Clone)]
pub struct NewAssessment {
    pub id: Id,
    pub title: String,
    pub cause: Cause,
    pub necessity: String,
    pub risks: String,
    pub measures: String,
    pub conclusion: String,
    pub concluded_on: Date,
}

/// Keeps an assessment; nothing changes or removes it.
pub async fn add_assessment(privacy: &Privacy, new: &NewAssessment, by: Id) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    if records::assessment(&mut tx, new.id).await?.is_some() {
        return Ok(());
    }
    let on = new.concluded_on;
    // The 29th of February ends with February.
    let until = Date::new(on.year() + ASSESSMENT_YEARS, on.month(), on.day())
        .unwrap_or_else(|_| on.plus_days(1 + 365 * i64::from(ASSESSMENT_YEARS)));
    let assessment = Assessment {
        id: new.id,
        title: new.title.clone(),
        cause: new.cause,
        necessity: new.necessity.clone(),
        risks: new.risks.clone(),
        measures: new.measures.clone(),
        conclusion: new.conclusion.clone(),
        concluded_on: on,
        keep_until: until,
        by,
        created_at: now,
    };
    records::add_assessment(&mut tx, &assessment).await?;
    let entry = journal::Entry {
        subject_kind: "privacy_assessment",
        subject: new.id,
        version: 1,
        at: now,
        actor: &format!("account:{by}"),
        kind: "recorded",
    };
    journal::append(&mut tx, &entry, &new.cause).await?;
    Ok(tx.commit().await?)
}

/// A breach as it is written down first.
#[derive(Debug, Clone)]
pub struct NewBreach {
    pub id: Id,
    pub found_at: Instant,
    pub what: String,
    pub kinds: String,
    pub people: i64,
    pub cause: String,
    pub harm: String,
    pub measures: String,
    pub advice: String,
    pub contact: String,
}

#[derive(Serialize)]
struct BreachNoted {
    people: i64,
}

pub async fn add_breach(privacy: &Privacy, new: &NewBreach, by: Id) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    if records::breach(&mut tx, new.id).await?.is_some() {
        return Ok(());
    }
    let breach = Breach {
        id: new.id,
        version: 1,
        found_at: new.found_at,
        what: new.what.clone(),
        kinds: new.kinds.clone(),
        people: new.people,
        cause: new.cause.clone(),
        harm: new.harm.clone(),
        measures: new.measures.clone(),
        advice: new.advice.clone(),
        contact: new.contact.clone(),
        authority_told_at: None,
        people_told_at: None,
        not_told_reason: String::new(),
        by,
        created_at: now,
    };
    records::add_breach(&mut tx, &breach).await?;
    let people = new.people;
    breach_entry(
        &mut tx,
        &breach,
        1,
        "found",
        by,
        now,
        &BreachNoted { people },
    )
    .await?;
    Ok(tx.commit().await?)
}

async fn breach_entry(
    tx: &mut Tx,
    breach: &Breach,
    version: i64,
    kind: &str,
    by: Id,
    now: Instant,
    body: &BreachNoted,
) -> Result<(), OpError> {
    let entry = journal::Entry {
        subject_kind: "privacy_breach",
        subject: breach.id,
        version,
        at: now,
        actor: &format!("account:{by}"),
        kind,
    };
    Ok(journal::append(tx, &entry, body).await?)
}

/// Who was told, or why the people were not.
#[derive(Debug, Clone)]
pub struct Told {
    pub authority: bool,
    pub people: bool,
    pub not_told_reason: String,
}

/// Writes down who was told; a time once written stays.
pub async fn tell_breach(privacy: &Privacy, id: Id, told: &Told, by: Id) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let before = records::breach(&mut tx, id)
        .await?
        .ok_or(OpError::NotFound)?;
    let mut after = before.clone();
    let mark = |before: Option<Instant>, told: bool| before.or(told.then_some(now));
    after.authority_told_at = mark(before.authority_told_at, told.authority);
    after.people_told_at = mark(before.people_told_at, told.people);
    after.not_told_reason.clone_from(&told.not_told_reason);
    if after == before {
        return Ok(());
    }
    records::tell_breach(&mut tx, &after).await?;
    let people = before.people;
    let version = before.version + 1;
    breach_entry(
        &mut tx,
        &before,
        version,
        "told",
        by,
        now,
        &BreachNoted { people },
    )
    .await?;
    Ok(tx.commit().await?)
}
