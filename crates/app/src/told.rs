//! What the matters tell a bulletin: lists of them, by their released summaries.

use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id, Said};
use huiyin_matters::Matters;
use huiyin_matters::model::CategoryCode;
use huiyin_matters::store::told;
use huiyin_statistics::rules::bulletin::{List, Listed};
use huiyin_statistics::rules::filter::Span;
use huiyin_statistics::{Asking, Examples};

/// The matters as a bulletin lists them.
#[derive(Debug)]
pub struct ToldByMatters(pub Arc<Matters>);

fn list(name: &str, (count, found): told::Counted) -> List {
    let listed = |it: told::Summed| Listed {
        matter: it.matter,
        number: it.number,
        text: it.summary,
        category: it.category,
        community: it.community,
        day: it.day,
        is_kept: true,
    };
    List {
        name: name.to_owned(),
        count,
        matters: found.into_iter().map(listed).collect(),
    }
}

impl Examples for ToldByMatters {
    fn of_month<'a>(
        &'a self,
        tx: &'a mut Tx,
        month: Span,
        today: Date,
        limit: i64,
    ) -> Asking<'a, Vec<List>> {
        Box::pin(async move {
            let days = (month.from, month.to);
            Ok(vec![
                list("overdue", told::overdue(tx, today, limit).await?),
                list("parked", told::parked(tx, limit).await?),
                list("again", told::again(tx, days, limit).await?),
                list("echoes", told::echoes(tx, days, limit).await?),
            ])
        })
    }

    fn still_public<'a>(
        &'a self,
        tx: &'a mut Tx,
        matters: &'a [(Id, String)],
    ) -> Asking<'a, Vec<Id>> {
        Box::pin(told::still_public(tx, matters))
    }

    fn category(&self, code: &str) -> Option<Said> {
        let code = CategoryCode::parse(code).ok()?;
        let category = self.0.categories.get(code)?;
        Some(Said::new(
            category.zh.as_str(),
            category.en.replace('_', " "),
        ))
    }
}
