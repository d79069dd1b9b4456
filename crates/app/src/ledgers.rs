//! What the slices put into the ledgers, for the statistics, which know no slice.

use std::sync::Arc;

use huiyin_compounds::ledgers as of_compounds;
use huiyin_compounds::ledgers::Words;
use huiyin_db::{Result, Tx};
use huiyin_kernel::Lang;
use huiyin_matters::ledgers::{Below, day};
use huiyin_matters::{Matters, ledgers as of_matters};
use huiyin_privacy::ledgers as of_privacy;
use huiyin_sheets::Cell;
use huiyin_statistics::{Asking, LedgerAsk, LedgerRow, Ledgers};
use huiyin_web::{Act, Texts, Viewer};

/// Every slice that has a ledger.
#[derive(Debug)]
pub struct OfSlices {
    pub matters: Arc<Matters>,
}

/// Acts of which one opens a ledger, beside the act of making reports.
fn acts(ledger: &str) -> &'static [Act] {
    match ledger {
        "matters" | "dispatch" => &[huiyin_matters::acts::DESK],
        "decisions" | "income" | "mediation" | "publications" => &[huiyin_compounds::LOOK],
        "rights" => &[huiyin_privacy::RECORDS, huiyin_privacy::TAKE],
        _ => &[],
    }
}

impl Ledgers for OfSlices {
    fn may(&self, viewer: &Viewer, ledger: &str) -> bool {
        acts(ledger).iter().any(|act| viewer.may(*act))
    }

    fn rows<'a>(
        &'a self,
        tx: &'a mut Tx,
        viewer: &'a Viewer,
        ask: &'a LedgerAsk<'a>,
    ) -> Asking<'a, Vec<LedgerRow>> {
        Box::pin(async move {
            let below = Below {
                days: ask.days,
                path: ask.path,
                is_whole: ask.is_whole,
                most: ask.most,
            };
            let words = Words {
                texts: &self.matters.site.texts,
                lang: ask.lang,
            };
            match ask.ledger {
                "matters" => {
                    of_matters::received(tx, &self.matters, viewer, &below, ask.lang).await
                }
                "dispatch" => {
                    of_matters::dispatched(tx, &self.matters, viewer, &below, ask.lang).await
                }
                "decisions" => of_compounds::decisions(tx, &below, words).await,
                "income" => of_compounds::income(tx, &below, words).await,
                "mediation" => of_compounds::mediation(tx, &below, words).await,
                "publications" => of_compounds::publications(tx, &below, words).await,
                "rights" => rights(tx, &below, words.texts, ask.lang).await,
                _ => Ok(Vec::new()),
            }
        })
    }
}

/// Cases about rights, without whom they are about.
async fn rights(
    tx: &mut Tx,
    below: &Below<'_>,
    texts: &Texts,
    lang: Lang,
) -> Result<Vec<LedgerRow>> {
    let found = of_privacy::asked(tx, below).await?;
    let word = |prefix: &str, name: &str| {
        let key = format!("{prefix}-{}", name.replace('_', "-"));
        Cell::text(texts.say(lang, &key, &[]))
    };
    let row = |it: of_privacy::Asked| -> LedgerRow {
        vec![
            ("kind", word("privacy-kind", &it.kind)),
            ("state", word("privacy-state", &it.state)),
            ("asked", day(Some(it.asked_at))),
            ("due", day(it.due_before)),
            ("ended", day(it.ended_at)),
            ("number", Cell::Text(it.number)),
        ]
    };
    Ok(found.into_iter().map(row).collect())
}
