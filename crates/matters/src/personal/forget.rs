use huiyin_db::{Tx, args, jobs, outbox, search, subject};
use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use super::blot::blot;
use super::{Held, find, photos, queries as q};
use crate::facts;
use crate::jobs::TRAIN_SUGGESTIONS;
use crate::model::{Act, Actor, Forgotten, TextKind};
use crate::ops::{self, OpError};
use crate::rules;
use crate::rules::light::Reach;
use crate::slice::Matters;
use crate::store::proof::{self, Beside, Rewritten};
use crate::store::{self, Contact, Known, light};

/// The topic of the outbox under which others learn that a person is to be forgotten.
pub const ERASED: &str = "matters.person_erased";

/// Texts and reporters of one matter passed at once.
const TEXTS_LIMIT: i64 = 4_000;
const REPORTERS_LIMIT: i64 = 20_000;

/// Told to those who keep something of a person beside the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonErased {
    pub reporter: Id,
    pub matter: Id,
}

/// What an erasure took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gone {
    pub texts: usize,
    pub photos: usize,
}

/// Erases a person from a matter. `sentence` stands where texts stood. An open matter is withdrawn
/// first, unless others wait for its echo: they keep the answer, with the person blotted out.
pub async fn erase(matters: &Matters, reporter: Id, sentence: &str) -> Result<Gone, OpError> {
    let site = &matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    // Done before: nothing is left to take away.
    let Some(held) = find::held(&mut tx, reporter).await? else {
        return Ok(Gone::default());
    };
    let mut gone = Gone::default();
    if held.reported {
        withdraw_open(matters, &mut tx, &held, now).await?;
        gone = erase_matter(matters, &mut tx, &held, sentence, now).await?;
    } else {
        // The history says that a row is missing by right, and not whose it was.
        let known = loaded(matters, &mut tx, held.matter).await?;
        let (what, untouched) = (Forgotten::Joined, Rewritten::new());
        note(matters, &mut tx, &known, what, untouched, now).await?;
    }
    forget_reporter(matters, &mut tx, &held, now).await?;
    if let (true, Some(telling)) = (held.reported, &matters.telling) {
        telling.forget(&mut tx, reporter, held.matter, now).await?;
    }
    let told = PersonErased {
        reporter,
        matter: held.matter,
    };
    outbox::forget(&mut tx, held.matter).await?;
    outbox::add(&mut tx, site.new_id(), ERASED, held.matter, &told, now).await?;
    tx.commit().await?;
    Ok(gone)
}

/// The row of the person, their key, and the light account that has nothing left to show.
async fn forget_reporter(
    matters: &Matters,
    tx: &mut Tx,
    held: &Held,
    now: Instant,
) -> Result<(), OpError> {
    let keys = &matters.site.keys;
    let reporters = store::reporters_of(tx, keys, held.matter).await?;
    let own = reporters.into_iter().find(|it| it.id == held.reporter);
    let phone = own.and_then(|it| it.contact.phone);
    if let Some(reach) = phone.as_deref().and_then(Reach::read) {
        light::watched::forget_use(tx, keys, &reach).await?;
    }
    let touched = light::take_out(tx, held.reporter).await?;
    subject::destroy(tx, held.reporter, now).await?;
    tx.execute(q::FORGET_REPORTER, args![held.reporter]).await?;
    for account in light::emptied(tx, keys, phone.as_deref(), touched).await? {
        ops::light::delete(tx, account, "system", now).await?;
    }
    Ok(())
}

async fn withdraw_open(
    matters: &Matters,
    tx: &mut Tx,
    held: &Held,
    now: Instant,
) -> Result<(), OpError> {
    let known = loaded(matters, tx, held.matter).await?;
    let actor = Actor::reporter(held.matter);
    let act = Act::Withdraw {
        reason: String::new(),
    };
    let world = matters.world(tx).await?;
    let facts = matters.facts(&world, None);
    match rules::decide(&known.matter, &actor, act, &facts, now) {
        Ok(change) => ops::save(matters, tx, &known, &change, &actor, now).await,
        // It has ended, or others still ask: then only the person goes.
        Err(_) => Ok(()),
    }
}

async fn loaded(matters: &Matters, tx: &mut Tx, id: Id) -> Result<Known, OpError> {
    let known = store::load(tx, &matters.site.keys, id).await?;
    known.ok_or(OpError::NotFound)
}

/// Writes down in the matter itself that it forgets; counts in statistics stay as they were.
async fn note(
    matters: &Matters,
    tx: &mut Tx,
    known: &Known,
    what: Forgotten,
    rewritten: Rewritten,
    now: Instant,
) -> Result<(), OpError> {
    let world = matters.world(tx).await?;
    let facts = matters.facts(&world, None);
    let act = Act::Forget { what };
    let change = rules::decide(&known.matter, &Actor::SYSTEM, act, &facts, now)?;
    store::update(tx, known, &change, now).await?;
    facts::write(tx, &change.matter).await?;
    let (keys, entropy) = (&matters.site.keys, matters.site.entropy.as_ref());
    let actor = Actor::SYSTEM.journal_name();
    let beside = Beside::from(rewritten);
    Ok(store::record_with(tx, keys, &change, &actor, now, entropy, beside).await?)
}

/// Words by which the people of a matter could be known again.
async fn known_words(
    matters: &Matters,
    tx: &mut Tx,
    known: &Known,
) -> Result<Vec<String>, OpError> {
    let reporters = store::reporters_of(tx, &matters.site.keys, known.matter.id).await?;
    let mut words: Vec<String> = reporters
        .into_iter()
        .flat_map(|it| [it.contact.name, it.contact.phone])
        .flatten()
        .collect();
    words.push(known.place.text.clone());
    Ok(words)
}

async fn erase_matter(
    matters: &Matters,
    tx: &mut Tx,
    held: &Held,
    sentence: &str,
    now: Instant,
) -> Result<Gone, OpError> {
    let known = loaded(matters, tx, held.matter).await?;
    let words = known_words(matters, tx, &known).await?;
    let counters = &known.matter.counters;
    let shared = counters.joined > 0 || !known.matter.merged_from.is_empty();
    let id = held.matter;
    let rewritten = rewrite(matters, tx, id, |kind, body| {
        let of_others = shared && [TextKind::Answer, TextKind::Summary].contains(&kind);
        if of_others {
            blot(body, &words)
        } else {
            sentence.to_owned()
        }
    })
    .await?;
    let texts = rewritten.len();
    note(matters, tx, &known, Forgotten::Person, rewritten, now).await?;
    let summary = known.summary.as_deref().filter(|_| shared);
    let summary = summary.map(|text| blot(text, &words));
    tx.execute(q::ERASE, args![id, sentence, summary, now])
        .await?;
    derived(tx, id, &known.number, now).await?;
    let photos = photos::take(matters, tx, id, !shared).await?;
    Ok(Gone { texts, photos })
}

/// Writes the texts of a matter anew, with other salts, so that the digests of what stood there
/// prove nothing to anybody any more; returns those of what stands there now.
async fn rewrite(
    matters: &Matters,
    tx: &mut Tx,
    matter: Id,
    new: impl Fn(TextKind, &str) -> String,
) -> Result<Rewritten, OpError> {
    let rows = tx.fetch_all(q::TEXTS, args![matter, TEXTS_LIMIT]).await?;
    let mut rewritten = Rewritten::new();
    for row in &rows {
        let (version, position): (i64, i64) = (row.get("version")?, row.get("position")?);
        let (named, old): (String, String) = (row.get("kind")?, row.get("body")?);
        let kind = TextKind::from_name(&named)
            .ok_or_else(|| huiyin_db::StoreError::inconsistent("kind of text"))?;
        let body = new(kind, &old);
        if body != old {
            let (salt, audience) = (
                proof::new_salt(matters.site.entropy.as_ref()),
                row.get::<String>("audience")?,
            );
            let sealed = proof::Sealed {
                matter,
                version,
                position,
                kind: &named,
                audience: &audience,
                salt: &salt,
                body: &body,
            };
            let digest = sealed.digest(&matters.site.keys);
            rewritten.insert(proof::place_of(version, position), digest);
            let values = args![matter, version, position, body, salt];
            tx.execute(q::WRITE_TEXT, values).await?;
        }
    }
    Ok(rewritten)
}

/// Takes away what was made of the texts: words of the index, of suggestions and of what was
/// learned, and notes that staff wrote beside.
async fn derived(tx: &mut Tx, matter: Id, indexed: &str, now: Instant) -> Result<(), OpError> {
    search::index(tx, store::SUBJECT, matter, indexed).await?;
    tx.execute(q::FORGET_SUGGESTIONS, args![matter]).await?;
    tx.execute(q::FORGET_LOOK_NOTES, args![matter]).await?;
    tx.execute(q::FORGET_LIST_NOTES, args![matter]).await?;
    // A model remembers words of what it was learned from; the next training makes it anew.
    tx.execute(q::FORGET_MODELS, args![]).await?;
    Ok(jobs::hurry(tx, TRAIN_SUGGESTIONS, now).await?)
}

/// Takes names, phones and the exact place out of a matter that was kept long enough, and blots
/// them out of its texts. Says whether there was anything to take.
pub async fn forget_contact(matters: &Matters, id: Id) -> Result<bool, OpError> {
    let site = &matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let known = loaded(matters, &mut tx, id).await?;
    if known.matter.state_name().is_open() {
        return Ok(false);
    }
    let words = known_words(matters, &mut tx, &known).await?;
    let rewritten = rewrite(matters, &mut tx, id, |_, body| blot(body, &words)).await?;
    note(matters, &mut tx, &known, Forgotten::Contact, rewritten, now).await?;
    let texts = store::texts_of(&mut tx, id).await?;
    let report = texts.iter().find(|it| it.kind == TextKind::Report);
    let report = report.map_or("", |it| it.body.as_str());
    let summary = known.summary.as_deref().map(|text| blot(text, &words));
    let headline = store::headline(report);
    let values = args![id, headline, summary, now];
    tx.execute(q::FORGET_CONTACT, values).await?;
    let indexed = format!("{} {report} {}", known.number, known.place.public);
    derived(&mut tx, id, &indexed, now).await?;
    let rows = tx
        .fetch_all(q::REPORTERS, args![id, REPORTERS_LIMIT])
        .await?;
    for row in &rows {
        let reporter: Id = row.get("id")?;
        tx.execute(q::FORGET_REPORTER_CONTACT, args![reporter])
            .await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Takes a matter off the public board because the person objected to its standing there.
pub async fn unpublish(matters: &Matters, id: Id) -> Result<(), OpError> {
    let site = &matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let known = loaded(matters, &mut tx, id).await?;
    if known.matter.summary_released_at.is_some() {
        let untouched = Rewritten::new();
        note(
            matters,
            &mut tx,
            &known,
            Forgotten::Publication,
            untouched,
            now,
        )
        .await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Withdraws the separate consent to sensitive data. Nothing happens where none is live.
pub async fn withdraw_consent(matters: &Matters, id: Id) -> Result<bool, OpError> {
    let actor = Actor::reporter(id);
    let act = Act::WithdrawConsent {};
    match ops::act(matters, id, &actor, act, ops::Extra::default()).await {
        Ok(_) => Ok(true),
        Err(OpError::Refused(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Puts name and phone right, as the person says they are.
pub async fn correct(
    matters: &Matters,
    tx: &mut Tx,
    reporter: Id,
    contact: &Contact,
) -> Result<bool, OpError> {
    let Some(held) = find::held(tx, reporter).await? else {
        return Ok(false);
    };
    let keys = &matters.site.keys;
    let reporters = store::reporters_of(tx, keys, held.matter).await?;
    let Some(before) = reporters.into_iter().find(|it| it.id == reporter) else {
        return Ok(false);
    };
    let contact = Contact {
        name: contact.name.clone().or(before.contact.name),
        phone: contact.phone.clone().or(before.contact.phone),
        tell: None,
    };
    let entropy = matters.site.entropy.as_ref();
    let now = matters.site.now();
    store::write_contact(tx, keys, entropy, reporter, &contact, now).await?;
    Ok(true)
}
