//! How matters tell their reporters: wishes and carrying are the business of the notices.

use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant, Lang};
use huiyin_matters::Telling;
use huiyin_matters::telling::{Told, Waiting, Wish};
use huiyin_notices::{Channel, agreements, notices};

/// Keeps reporters' wishes where the notices are.
#[derive(Debug)]
pub struct ByNotices;

impl Telling for ByNotices {
    fn agree<'a>(
        &'a self,
        tx: &'a mut Tx,
        reporter: Id,
        matter: Id,
        lang: Lang,
        now: Instant,
    ) -> Waiting<'a, ()> {
        Box::pin(agreements::agree(
            tx,
            reporter,
            matter,
            Channel::Sms,
            lang,
            now,
        ))
    }

    fn wish<'a>(&'a self, tx: &'a mut Tx, reporter: Id) -> Waiting<'a, Option<Wish>> {
        Box::pin(async move {
            let agreement = agreements::of(tx, reporter).await?;
            Ok(agreement.map(|it| Wish {
                lang: it.lang,
                holds: it.holds(),
                agreed_at: it.agreed_at,
            }))
        })
    }

    fn withdraw<'a>(&'a self, tx: &'a mut Tx, reporter: Id, now: Instant) -> Waiting<'a, bool> {
        Box::pin(async move {
            let agreement = agreements::of(tx, reporter).await?;
            if let Some(agreement) = agreement {
                notices::drop_all(tx, agreement.subject, now).await?;
            }
            agreements::withdraw(tx, reporter, now).await
        })
    }

    fn renew<'a>(&'a self, tx: &'a mut Tx, reporter: Id, now: Instant) -> Waiting<'a, bool> {
        Box::pin(agreements::again(tx, reporter, now))
    }

    fn told<'a>(&'a self, tx: &'a mut Tx, matter: Id) -> Waiting<'a, Vec<Told>> {
        Box::pin(async move {
            let told = notices::of_subject(tx, matter).await?;
            Ok(told
                .into_iter()
                .map(|it| Told {
                    channel: it.channel.name(),
                    template: it.template,
                    fate: it.fate.name(),
                    why: it.why,
                    at: it.settled_at.unwrap_or(it.created_at),
                })
                .collect())
        })
    }
}
