//! An order becomes a notice: a row of its own, once, with its address checked.

use std::collections::BTreeMap;

use huiyin_db::outbox::{self, Message};
use huiyin_db::{Result, StoreError, jobs};
use huiyin_kernel::{Instant, from_hex};

use super::{address_place, words_place};
use crate::model::{Channel, Fate, Notice, Order, Template, Unsendable};
use crate::store::notices::{self, Sealed};
use crate::{Notices, UNREACHED};

const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=15;
const WECOM_CHARACTERS: usize = 64;

/// Takes an order from the outbox. The same order twice is one notice.
pub async fn accept(slice: &Notices, message: &Message) -> outbox::Fate {
    let (order, spec) = match Order::read(&message.body) {
        Ok(read) => read,
        Err(error) => return outbox::Fate::Fail(error.to_string()),
    };
    match enter(slice, message, order, spec).await {
        Ok(Ok(word)) => outbox::Fate::Done(word),
        Ok(Err(unsendable)) => outbox::Fate::Fail(unsendable.to_string()),
        Err(error @ (StoreError::Inconsistent(_) | StoreError::Sealed(_))) => {
            outbox::Fate::Fail(error.to_string())
        }
        Err(error) => outbox::Fate::Retry(error.to_string()),
    }
}

async fn enter(
    slice: &Notices,
    message: &Message,
    order: Order,
    spec: &'static Template,
) -> Result<std::result::Result<&'static str, Unsendable>> {
    let site = &slice.site;
    let now = site.now();
    let sealed = match unpacked(&order) {
        Ok(sealed) => sealed,
        Err(unsendable) => return Ok(Err(unsendable)),
    };
    let open = |place: String, bytes: &Option<Vec<u8>>| {
        bytes
            .as_ref()
            .map(|it| site.keys.open(&place, it))
            .transpose()
    };
    let to = open(address_place(message.id), &sealed.to)?.unwrap_or_default();
    let secret = open(words_place(message.id), &sealed.vars)?;
    let words: BTreeMap<String, String> = match secret {
        Some(json) => match serde_json::from_str(&json) {
            Ok(words) => words,
            Err(error) => return Ok(Err(Unsendable::Form(error.to_string()))),
        },
        None => BTreeMap::new(),
    };
    if let Some(word) = missing(spec, &order, &words) {
        let template = spec.name;
        return Ok(Err(Unsendable::Missing { template, word }));
    }
    let to = tidy(order.channel, &to);
    let notice = notice(slice, message, order, spec, to.as_deref(), now);
    let mut tx = site.db.write().await?;
    let is_lasting = !notice.fate.is_unreached();
    let kept = if is_lasting {
        sealed
    } else {
        Sealed::default()
    };
    if notices::add(&mut tx, &notice, &kept).await? {
        if notice.channel == Channel::Paper {
            notices::replace_slips(&mut tx, notice.subject, notice.id, now).await?;
        } else if let Some(next) = notice.next_at {
            jobs::hurry(&mut tx, "notices.send", next).await?;
        } else {
            tell_unreached(slice, &mut tx, &notice, now).await?;
        }
    }
    tx.commit().await?;
    Ok(Ok("noticed"))
}

/// The sealed parts of an order as bytes.
fn unpacked(order: &Order) -> std::result::Result<Sealed, Unsendable> {
    let bytes = |name: &'static str, text: &Option<String>| {
        text.as_ref()
            .map(|it| from_hex(it).ok_or(Unsendable::NotHex(name)))
            .transpose()
    };
    Ok(Sealed {
        to: bytes("to_sealed", &order.to_sealed)?,
        vars: bytes("vars_sealed", &order.vars_sealed)?,
    })
}

fn missing(
    spec: &'static Template,
    order: &Order,
    words: &BTreeMap<String, String>,
) -> Option<&'static str> {
    let is_there = |word: &str| order.vars.contains_key(word) || words.contains_key(word);
    spec.needs.iter().copied().find(|word| !is_there(word))
}

/// An address in the one form in which a carrier gets it; nothing where it cannot be one.
pub(crate) fn tidy(channel: Channel, to: &str) -> Option<String> {
    match channel {
        Channel::Paper => Some(String::new()),
        Channel::Sms => {
            let is_foreign = to.trim_start().starts_with('+');
            let digits: String = to.chars().filter(char::is_ascii_digit).collect();
            let sign = if is_foreign { "+" } else { "" };
            PHONE_DIGITS
                .contains(&digits.len())
                .then(|| format!("{sign}{digits}"))
        }
        Channel::Mail => to
            .trim()
            .parse::<lettre::Address>()
            .ok()
            .map(|address| address.to_string()),
        Channel::Wecom => {
            let name = to.trim();
            let is_fine = name.chars().count() <= WECOM_CHARACTERS
                && !name.chars().any(char::is_control)
                && !name.starts_with('@');
            is_fine.then(|| name.to_owned())
        }
    }
}

fn notice(
    slice: &Notices,
    message: &Message,
    order: Order,
    spec: &Template,
    to: Option<&str>,
    now: Instant,
) -> Notice {
    let (fate, why) = if order.channel == Channel::Paper {
        (Fate::ToHandOver, "")
    } else if to.is_none() {
        (Fate::Refused, "address-odd")
    } else if !slice.carriers.has(order.channel) {
        (Fate::GivenUp, "no-carrier")
    } else {
        (Fate::Waiting, "")
    };
    let fold_seconds = if spec.weight > 0 {
        slice.policy.fold_seconds
    } else {
        0
    };
    let person = match order.account {
        Some(account) => slice
            .site
            .keys
            .digest("notice person", &account.to_string()),
        None => slice
            .site
            .keys
            .digest("notice person", to.unwrap_or_default()),
    };
    Notice {
        id: message.id,
        channel: order.channel,
        template: spec.name.to_owned(),
        lang: order.lang,
        subject: message.subject,
        account: order.account,
        area_path: order.area_path,
        person,
        vars: order.vars,
        fate,
        why: why.to_owned(),
        carrier_ref: String::new(),
        attempts: 0,
        created_at: now,
        next_at: (fate == Fate::Waiting).then(|| now.plus_seconds(fold_seconds)),
        until: order.until,
        settled_at: fate.is_unreached().then_some(now),
    }
}

/// Says to whoever listens that somebody could not be reached, so that a person may call.
pub(crate) async fn tell_unreached(
    slice: &Notices,
    tx: &mut huiyin_db::Tx,
    notice: &Notice,
    now: Instant,
) -> Result<()> {
    let body = serde_json::json!({
        "template": notice.template,
        "channel": notice.channel,
        "account": notice.account,
    });
    let id = slice.site.new_id();
    outbox::add(tx, id, UNREACHED, notice.subject, &body, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        let sms = |text: &str| tidy(Channel::Sms, text);
        assert_eq!(sms("138 0013-8000").as_deref(), Some("13800138000"));
        assert_eq!(sms("+86 (23) 6788").as_deref(), Some("+86236788"));
        assert_eq!(sms("1234"), None);
        assert_eq!(sms("call my mother"), None);
        let mail = |text: &str| tidy(Channel::Mail, text);
        assert_eq!(mail(" a@example.cn ").as_deref(), Some("a@example.cn"));
        assert_eq!(mail("a@example.cn\r\nBcc: b@example.cn"), None);
        assert_eq!(mail("nobody"), None);
        assert_eq!(tidy(Channel::Wecom, "@all"), None);
        assert_eq!(tidy(Channel::Wecom, "wang").as_deref(), Some("wang"));
    }
}
