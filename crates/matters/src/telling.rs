//! Telling a reporter outside of their echo page: only who agreed to it, or who can be told on
//! paper only. How it is carried is not known here; whoever carries it is wired in by the
//! program ([`Telling`]), and without it everybody is told by their page.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use huiyin_db::outbox::{self, Fate, Message};
use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Id, Instant, Lang, to_hex};
use serde_json::json;

use crate::model::{NoticeKind, Source};
use crate::slice::{Matters, World};
use crate::store::{self, Known, Reporter};

/// The topic under which somebody else carries what is to be said.
const TOPIC: &str = "notices.send";

pub type Waiting<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Whether a reporter wants to be told by phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    pub lang: Lang,
    /// False once it was taken back.
    pub holds: bool,
    pub agreed_at: Instant,
}

/// What somebody was told about a matter outside of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub channel: &'static str,
    pub template: String,
    pub fate: &'static str,
    /// A carrier's own words, or a word of whoever carries.
    pub why: String,
    pub at: Instant,
}

/// Whoever keeps reporters' wishes and carries what they are told.
pub trait Telling: Send + Sync {
    fn agree<'a>(
        &'a self,
        tx: &'a mut Tx,
        reporter: Id,
        matter: Id,
        lang: Lang,
        now: Instant,
    ) -> Waiting<'a, ()>;
    fn wish<'a>(&'a self, tx: &'a mut Tx, reporter: Id) -> Waiting<'a, Option<Wish>>;
    fn withdraw<'a>(&'a self, tx: &'a mut Tx, reporter: Id, now: Instant) -> Waiting<'a, bool>;
    fn renew<'a>(&'a self, tx: &'a mut Tx, reporter: Id, now: Instant) -> Waiting<'a, bool>;
    /// A person was erased: nothing waits for them any more, and no address of theirs is kept.
    fn forget<'a>(
        &'a self,
        tx: &'a mut Tx,
        reporter: Id,
        matter: Id,
        now: Instant,
    ) -> Waiting<'a, ()>;
    /// Newest first, within bounds.
    fn told<'a>(&'a self, tx: &'a mut Tx, matter: Id) -> Waiting<'a, Vec<Told>>;
}

/// The template of what is worth a message; everything else waits on the echo page.
const fn template_of(kind: NoticeKind) -> Option<&'static str> {
    Some(match kind {
        NoticeKind::Received => "matter-received",
        NoticeKind::Accepted => "matter-accepted",
        NoticeKind::Rejected => "matter-rejected",
        NoticeKind::ExtensionGranted => "matter-extended",
        NoticeKind::Suspended => "matter-suspended",
        NoticeKind::MessageToReporter => "matter-message",
        NoticeKind::Answered => "matter-answered",
        NoticeKind::AskedAgain => "matter-asked-again",
        _ => return None,
    })
}

/// Whoever came in person and left no phone got a slip then, so the first steps need no other.
const fn is_worth_a_slip(source: Source, kind: NoticeKind) -> bool {
    let in_person = matches!(
        source,
        Source::Visit | Source::Counter | Source::Grid | Source::Meeting
    );
    in_person && !matches!(kind, NoticeKind::Received | NoticeKind::Accepted)
}

/// Orders what a reporter is told, if they are told anything outside of their page.
pub(crate) async fn tell_reporter(
    matters: &Matters,
    message: &Message,
    matter: Id,
    kind: NoticeKind,
) -> Fate {
    let Some(template) = template_of(kind) else {
        return Fate::Done("echo-page");
    };
    match order(matters, message, matter, kind, template).await {
        Ok(true) => Fate::Done("ordered"),
        Ok(false) => Fate::Done("echo-page"),
        Err(error @ (StoreError::Inconsistent(_) | StoreError::Sealed(_))) => {
            Fate::Fail(error.to_string())
        }
        Err(error) => Fate::Retry(error.to_string()),
    }
}

async fn order(
    matters: &Matters,
    message: &Message,
    matter: Id,
    kind: NoticeKind,
    template: &str,
) -> Result<bool> {
    let Some(telling) = &matters.telling else {
        return Ok(false);
    };
    let site = &matters.site;
    let mut tx = site.db.write().await?;
    let reporters = store::reporters_of(&mut tx, &site.keys, matter).await?;
    let Some(reporter) = reporters.into_iter().find(|it| it.role == "reporter") else {
        return Ok(false);
    };
    let Some(known) = store::load(&mut tx, &site.keys, matter).await? else {
        return Ok(false);
    };
    let wish = telling.wish(&mut tx, reporter.id).await?;
    let wish = wish.filter(|it| it.holds);
    let world = matters.world(&mut tx).await?;
    // The order's id follows from the message, so that a message handled twice orders once.
    let id = Id::derived("reporter notice", &message.id.to_string());
    let order = match (&reporter.contact.phone, wish) {
        (Some(phone), Some(wish)) => by_phone(matters, id, &reporter, phone, wish.lang, template)?,
        // A slip shows its code to whoever prints it, so protected reporters have none.
        (None, _) if !known.matter.restricted && is_worth_a_slip(known.matter.source, kind) => {
            on_paper(matters, id, &reporter, &world, &known, template)?
        }
        _ => None,
    };
    if let Some(order) = &order {
        outbox::add(&mut tx, id, TOPIC, matter, order, site.now()).await?;
    }
    tx.commit().await?;
    Ok(order.is_some())
}

fn sealed(matters: &Matters, place: &str, plain: &str) -> Result<String> {
    let site = &matters.site;
    let bytes = site.keys.seal(place, plain, site.entropy.as_ref())?;
    Ok(to_hex(&bytes))
}

/// The words that nobody may read in the database: the address holds the echo code.
fn words(matters: &Matters, id: Id, reporter: &Reporter) -> Result<Option<String>> {
    let Some(code) = &reporter.code else {
        return Ok(None);
    };
    let public = matters.site.settings.public_address.trim_end_matches('/');
    let address = format!("{public}/echo/{}", code.as_str());
    let words: BTreeMap<&str, &str> = [("address", address.as_str())].into();
    let words = serde_json::to_string(&words).map_err(StoreError::inconsistent)?;
    sealed(matters, &format!("notice.vars:{id}"), &words).map(Some)
}

fn by_phone(
    matters: &Matters,
    id: Id,
    reporter: &Reporter,
    phone: &str,
    lang: Lang,
    template: &str,
) -> Result<Option<serde_json::Value>> {
    let Some(words) = words(matters, id, reporter)? else {
        return Ok(None);
    };
    Ok(Some(json!({
        "template": template,
        "lang": lang,
        "channel": "sms",
        "to_sealed": sealed(matters, &format!("notice.to:{id}"), phone)?,
        "vars_sealed": words,
    })))
}

fn on_paper(
    matters: &Matters,
    id: Id,
    reporter: &Reporter,
    world: &World,
    known: &Known,
    template: &str,
) -> Result<Option<serde_json::Value>> {
    let Some(words) = words(matters, id, reporter)? else {
        return Ok(None);
    };
    let area = known.matter.area;
    let area = area.community_id.or(area.street_id);
    let path = area
        .and_then(|id| world.areas.get(&id))
        .map_or_else(String::new, |area| area.path.clone());
    Ok(Some(json!({
        "template": template,
        "lang": Lang::Zh,
        "channel": "paper",
        "vars": { "number": known.number },
        "vars_sealed": words,
        "area_path": path,
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_that_concern_only_the_desk_are_not_worth_a_message() {
        assert_eq!(template_of(NoticeKind::Answered), Some("matter-answered"));
        for kind in [
            NoticeKind::Dispatched,
            NoticeKind::Merged,
            NoticeKind::Closed,
        ] {
            assert_eq!(template_of(kind), None);
        }
        assert!(is_worth_a_slip(Source::Visit, NoticeKind::Answered));
        assert!(!is_worth_a_slip(Source::Visit, NoticeKind::Received));
        assert!(!is_worth_a_slip(Source::Web, NoticeKind::Answered));
    }
}
