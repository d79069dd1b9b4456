//! What the matters tell of a year for open data: nothing that anybody wrote, and nothing of
//! protected matters.

use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_kernel::Date;
use huiyin_matters::Matters;
use huiyin_matters::model::{CategoryCode, Flag, StateName};
use huiyin_matters::store::opened::{Opened, opened_on};
use huiyin_statistics::rules::open::Outcome;
use huiyin_statistics::{Asking, OpenRow, OpenRows};

/// The matters as open data knows them.
#[derive(Debug)]
pub struct OpenedByMatters(pub Arc<Matters>);

impl OpenRows for OpenedByMatters {
    fn received<'a>(
        &'a self,
        tx: &'a mut Tx,
        days: (Date, Date),
        most: usize,
    ) -> Asking<'a, Vec<OpenRow>> {
        Box::pin(async move {
            let found = opened_on(tx, days, most).await?;
            Ok(found.into_iter().map(|it| self.row(it)).collect())
        })
    }
}

impl OpenedByMatters {
    fn row(&self, it: Opened) -> OpenRow {
        OpenRow {
            month: it.received_on.month().unsigned_abs(),
            outcome: outcome(&it),
            class: it.category.get(..2).unwrap_or_default().to_owned(),
            category: if self.is_sensitive(&it.category) {
                String::new()
            } else {
                it.category
            },
            street: it.street,
            community: it.community,
            source: it.source,
            days: it.done_days.and_then(|days| u32::try_from(days).ok()),
            person: Some(it.person).filter(|it| !it.is_empty()),
        }
    }

    /// Whether a category alone says something of health, poverty or children.
    fn is_sensitive(&self, code: &str) -> bool {
        let code = CategoryCode::parse(code).ok();
        let category = code.and_then(|it| self.0.categories.get(it));
        category.is_some_and(|it| it.has(Flag::SensitivePi) || it.has(Flag::MinorPi))
    }
}

fn outcome(it: &Opened) -> Outcome {
    match StateName::from_name(&it.state) {
        Some(StateName::Rejected) => return Outcome::NotAccepted,
        Some(StateName::Withdrawn) => return Outcome::Withdrawn,
        _ => {}
    }
    match it.said.as_str() {
        _ if !it.is_closed => Outcome::Open,
        "solved" => Outcome::Solved,
        "partly" => Outcome::Partly,
        "not_solved" => Outcome::NotSolved,
        _ => Outcome::Closed,
    }
}
