//! How matters, estates and notices meet: wishes and carrying are the business of the notices, and
//! what is new for a member of staff that of the matters and of the estates.

use huiyin_compounds::store::duties;
use huiyin_compounds::{LOOK, pages as estates};
use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant, Lang};
use huiyin_matters::Telling;
use huiyin_matters::notices as staff;
use huiyin_matters::telling::{Told, Waiting, Wish};
use huiyin_notices::{Channel, Counting, New, Unread, agreements, notices};
use huiyin_registry::RegistryGate;
use huiyin_web::{Gatekeeper, UnreadFuture, Viewer, ViewerFuture};

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

    fn forget<'a>(
        &'a self,
        tx: &'a mut Tx,
        reporter: Id,
        matter: Id,
        now: Instant,
    ) -> Waiting<'a, ()> {
        Box::pin(async move {
            notices::drop_all(tx, matter, now).await?;
            agreements::withdraw(tx, reporter, now).await.map(drop)
        })
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

/// Counts what is new on the pages of a member of staff.
#[derive(Debug)]
pub struct ByPages;

impl Unread for ByPages {
    fn since<'a>(&'a self, tx: &'a mut Tx, account: Id, since: Instant) -> Counting<'a> {
        Box::pin(async move {
            let matters = staff::unread_since(tx, account, since).await?;
            let duties = duties::unread_since(tx, account, since).await?;
            // The navigation of the one page shows what is new on the other.
            let page = if matters > 0 || duties == 0 {
                staff::PAGE
            } else {
                estates::DUTIES
            };
            Ok(New {
                count: matters + duties,
                page,
            })
        })
    }
}

/// The registry's gate, which also tells the navigation how much is new.
#[derive(Debug)]
pub struct CountingGate(RegistryGate);

impl CountingGate {
    pub const fn new(gate: RegistryGate) -> Self {
        Self(gate)
    }
}

impl Gatekeeper for CountingGate {
    fn viewer<'a>(&'a self, tx: &'a mut Tx, token: &'a str, now: Instant) -> ViewerFuture<'a> {
        self.0.viewer(tx, token, now)
    }

    fn unread<'a>(&'a self, tx: &'a mut Tx, viewer: &'a Viewer) -> UnreadFuture<'a> {
        Box::pin(async move {
            let (account, ever) = (viewer.account_id, Instant::from_micros(0));
            let mut all = vec![huiyin_web::Unread {
                href: staff::PAGE,
                count: staff::unread_since(tx, account, ever).await?,
            }];
            if viewer.may(LOOK) {
                all.push(huiyin_web::Unread {
                    href: estates::DUTIES,
                    count: duties::unread_since(tx, account, ever).await?,
                });
            }
            Ok(all)
        })
    }
}
