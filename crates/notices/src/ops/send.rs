//! Sends what is due, one after the other, within bounds of number and time.

use std::collections::BTreeMap;

use huiyin_db::{Result, StoreError, jobs};
use huiyin_kernel::mask::redact;
use huiyin_kernel::{Entropy, Instant};

use super::accept::tell_unreached;
use super::{address_place, said, words_place};
use crate::Notices;
use crate::carry::{Letter, Outcome};
use crate::model::{Fate, Notice, Template, template};
use crate::rules::{ATTEMPTS_MOST, Facts, Verdict, judge, wait_seconds};
use crate::store::notices;

/// Notices looked at in one round, and its time: other work waits for the worker too.
const ROUND_NOTICES: i64 = 60;
const ROUND_SECONDS: i64 = 20;
/// A worker that is killed gives its notice back after this long.
const TAKEN_SECONDS: i64 = 90;
/// The same is not said twice within this time.
const REPEAT_SECONDS: i64 = 3600;
/// A notice held over night was made before the day on which it is told.
const MADE_BEFORE_SECONDS: i64 = 3 * 86_400;
/// The address of what was given up stays for so many days, so that it can be sent again.
const FORGET_AFTER_SECONDS: i64 = 7 * 86_400;
/// A notice itself is kept for a year, so that somebody who asks can be told when they were told.
const KEEP_SECONDS: i64 = 366 * 86_400;
const WHY_CHARACTERS: usize = 200;

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    pub sent: u32,
    pub refused: u32,
    pub troubled: u32,
    /// Held, superseded, given up or put off.
    pub other: u32,
}

/// Sends everything that is due, as far as one round goes.
pub async fn send_due(slice: &Notices) -> Result<Round> {
    let site = &slice.site;
    let started_at = site.now();
    let mut tx = site.db.read().await?;
    let due = notices::due(&mut tx, started_at, ROUND_NOTICES).await?;
    drop(tx);
    let mut round = Round::default();
    for notice in &due {
        if site.now().seconds_since(started_at) >= ROUND_SECONDS {
            break;
        }
        match one(slice, notice).await? {
            Ended::Sent => round.sent += 1,
            Ended::Refused => round.refused += 1,
            Ended::Troubled => round.troubled += 1,
            Ended::Otherwise => round.other += 1,
        }
    }
    hurry_next(slice).await?;
    Ok(round)
}

/// Asks for the next round when the next notice is due, not only at the job's own rhythm.
async fn hurry_next(slice: &Notices) -> Result<()> {
    let mut tx = slice.site.db.write().await?;
    if let Some(next) = notices::next_due(&mut tx).await? {
        jobs::hurry(&mut tx, "notices.send", next).await?;
    }
    tx.commit().await
}

enum Ended {
    Sent,
    Refused,
    Troubled,
    Otherwise,
}

async fn one(slice: &Notices, notice: &Notice) -> Result<Ended> {
    let now = slice.site.now();
    let Some(spec) = template(&notice.template) else {
        // A later version of the program ordered it.
        end(slice, notice, Fate::GivenUp, "template-unknown", now).await?;
        return Ok(Ended::Otherwise);
    };
    if let Some(until) = slice.rest(notice.channel, now) {
        put_off(slice, notice, until, Fate::Waiting, "carrier-rests").await?;
        return Ok(Ended::Otherwise);
    }
    match judge(notice, spec, &facts(slice, notice, spec, now).await?) {
        Verdict::Send => try_once(slice, notice, spec).await,
        Verdict::Hold(until, why) => {
            put_off(slice, notice, until, Fate::Held, why).await?;
            Ok(Ended::Otherwise)
        }
        Verdict::Supersede(why) => {
            end(slice, notice, Fate::Superseded, why, now).await?;
            Ok(Ended::Otherwise)
        }
        Verdict::GiveUp(why) => {
            end(slice, notice, Fate::GivenUp, why, now).await?;
            Ok(Ended::Otherwise)
        }
    }
}

async fn facts(slice: &Notices, notice: &Notice, spec: &Template, now: Instant) -> Result<Facts> {
    let mut tx = slice.site.db.read().await?;
    let today = now.date().start();
    let made_since = today.plus_seconds(-MADE_BEFORE_SECONDS);
    let per_day = slice.policy.per_day;
    let beside = notices::beside(&mut tx, notice).await?;
    Ok(Facts {
        now,
        quiet: slice.policy.quiet,
        told_today: notices::told_since(&mut tx, &notice.person, made_since, today, per_day)
            .await?,
        per_day,
        is_repeat: notices::same_since(&mut tx, notice, now.plus_seconds(-REPEAT_SECONDS)).await?,
        is_outweighed: spec.weight > 0 && beside.iter().any(|it| outweighs(it, notice, spec)),
    })
}

/// Of two that wait, the weightier is told, the later of equals. Whoever was told something no
/// lighter since this came to be finds this on the same page.
fn outweighs(other: &Notice, notice: &Notice, spec: &Template) -> bool {
    let weight = template(&other.template).map_or(0, |it| it.weight);
    if other.fate == Fate::Sent {
        return weight >= spec.weight;
    }
    weight > 0 && (weight, other.created_at, other.id) > (spec.weight, notice.created_at, notice.id)
}

async fn put_off(
    slice: &Notices,
    notice: &Notice,
    until: Instant,
    fate: Fate,
    why: &str,
) -> Result<()> {
    let mut tx = slice.site.db.write().await?;
    notices::postpone(&mut tx, notice.id, notice.next_at, until, fate, why).await?;
    tx.commit().await
}

/// Ends a notice whose person was not told by it.
async fn end(slice: &Notices, notice: &Notice, fate: Fate, why: &str, now: Instant) -> Result<()> {
    let mut tx = slice.site.db.write().await?;
    notices::settle(&mut tx, notice.id, fate, why, "", now).await?;
    if fate.is_unreached() {
        tell_unreached(slice, &mut tx, notice, now).await?;
    }
    tx.commit().await
}

/// Takes the notice, carries it, notes how that ended. Killed in between, the notice comes back
/// after [`TAKEN_SECONDS`] and goes out again under the same key.
async fn try_once(slice: &Notices, notice: &Notice, spec: &Template) -> Result<Ended> {
    let site = &slice.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let is_mine = notices::take(&mut tx, notice, now.plus_seconds(TAKEN_SECONDS)).await?;
    let letter = if is_mine {
        letter(slice, &mut tx, notice, spec, now).await?
    } else {
        None
    };
    tx.commit().await?;
    let Some(letter) = letter else {
        if is_mine {
            end(slice, notice, Fate::GivenUp, "address-lost", now).await?;
        }
        return Ok(Ended::Otherwise);
    };
    let outcome = slice.carriers.carry(&letter).await;
    note(slice, notice, outcome, site.now()).await
}

/// The letter of a notice; nothing where its address cannot be read any more.
async fn letter(
    slice: &Notices,
    tx: &mut huiyin_db::Tx,
    notice: &Notice,
    spec: &Template,
    now: Instant,
) -> Result<Option<Letter>> {
    let site = &slice.site;
    let sealed = notices::sealed(tx, notice.id).await?;
    let Some(to) = sealed.to else {
        return Ok(None);
    };
    let Ok(to) = site.keys.open(&address_place(notice.id), &to) else {
        return Ok(None);
    };
    let mut vars: BTreeMap<String, String> = notice.vars.clone();
    if let Some(words) = sealed.vars {
        let Ok(words) = site.keys.open(&words_place(notice.id), &words) else {
            return Ok(None);
        };
        let words: BTreeMap<String, String> =
            serde_json::from_str(&words).map_err(StoreError::inconsistent)?;
        vars.extend(words);
    }
    let said = said(site, tx, spec, (notice.lang, notice.channel), &vars).await?;
    Ok(Some(Letter {
        id: notice.id,
        channel: notice.channel,
        to: super::accept::tidy(notice.channel, &to).unwrap_or_default(),
        lang: notice.lang,
        template: notice.template.clone(),
        heading: said.heading,
        text: said.text,
        vars,
        at: now,
    }))
}

/// A carrier's words as they may be kept: it likes to repeat the number it could not reach.
fn kept(words: &str) -> String {
    let short: String = words.chars().take(WHY_CHARACTERS).collect();
    redact(&short)
}

async fn note(slice: &Notices, notice: &Notice, outcome: Outcome, now: Instant) -> Result<Ended> {
    let went_well = !matches!(outcome, Outcome::Trouble(..));
    slice.note(notice.channel, went_well, now);
    let mut tx = slice.site.db.write().await?;
    let ended = match outcome {
        Outcome::Sent(number) => {
            notices::settle(&mut tx, notice.id, Fate::Sent, "", &kept(&number), now).await?;
            Ended::Sent
        }
        Outcome::Refused(words) => {
            notices::settle(&mut tx, notice.id, Fate::Refused, &kept(&words), "", now).await?;
            tell_unreached(slice, &mut tx, notice, now).await?;
            Ended::Refused
        }
        Outcome::Trouble(words, retry_after) => {
            let tries = notice.attempts + 1;
            if tries >= ATTEMPTS_MOST {
                notices::give_up(&mut tx, notice.id, &kept(&words), now).await?;
                tell_unreached(slice, &mut tx, notice, now).await?;
            } else {
                let chance = chance(slice.site.entropy.as_ref());
                let wait = wait_seconds(tries, chance).max(retry_after.unwrap_or(0));
                let next = now.plus_seconds(wait);
                let taken = now_taken(&mut tx, notice).await?;
                let why = kept(&words);
                notices::postpone(&mut tx, notice.id, taken, next, Fate::Waiting, &why).await?;
            }
            Ended::Troubled
        }
    };
    tx.commit().await?;
    Ok(ended)
}

/// The time at which a notice in hand would come back by itself.
async fn now_taken(tx: &mut huiyin_db::Tx, notice: &Notice) -> Result<Option<Instant>> {
    let row = notices::one(tx, notice.id).await?;
    Ok(row.and_then(|it| it.next_at))
}

fn chance(entropy: &dyn Entropy) -> u8 {
    let mut byte = [0u8; 1];
    entropy.fill(&mut byte);
    byte[0]
}

/// Forgets the addresses of what was given up a week ago, and all of what ended a year ago.
pub async fn sweep(slice: &Notices) -> Result<u64> {
    let now = slice.site.now();
    let mut tx = slice.site.db.write().await?;
    let forgotten = notices::forget(&mut tx, now.plus_seconds(-FORGET_AFTER_SECONDS)).await?;
    notices::remove_old(&mut tx, now.plus_seconds(-KEEP_SECONDS)).await?;
    tx.commit().await?;
    Ok(forgotten)
}
