//! What the matters say to the statistics, which know no slice: for early signs.

use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_matters::Matters;
use huiyin_matters::store::mentions;
use huiyin_statistics::{Asking, Mention, Mentions, Opened};
use huiyin_web::Viewer;

/// Early signs are sought in the matters.
#[derive(Debug)]
pub struct OfMatters(pub Arc<Matters>);

impl Mentions for OfMatters {
    fn received<'a>(
        &'a self,
        tx: &'a mut Tx,
        days: (Date, Date),
        limit: i64,
    ) -> Asking<'a, Vec<Mention>> {
        Box::pin(async move {
            let found = mentions::received(tx, days, limit).await?;
            let mention = |it: mentions::Mentioned| Mention {
                matter: it.matter,
                received_on: it.received_on,
                text: it.text,
                community: it.community,
            };
            Ok(found.into_iter().map(mention).collect())
        })
    }

    fn openable<'a>(
        &'a self,
        tx: &'a mut Tx,
        viewer: &'a Viewer,
        matters: &'a [Id],
    ) -> Asking<'a, Vec<Opened>> {
        Box::pin(async move {
            let found = mentions::openable(tx, &self.0, viewer, matters).await?;
            let opened = |it: mentions::Openable| Opened {
                matter: it.matter,
                href: format!("/desk/matters/{}", it.matter),
                title: it.title,
            };
            Ok(found.into_iter().map(opened).collect())
        })
    }
}
