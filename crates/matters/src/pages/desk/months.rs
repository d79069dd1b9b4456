//! Choosing a month on a page of the desk.

use huiyin_web::{Choice, Ctx, PageError};
use serde::Deserialize;

use crate::months::Month;

/// The month asked for; empty is this one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    month: String,
}

impl Asked {
    pub(super) fn month(&self, ctx: &Ctx) -> Result<Month, PageError> {
        Month::asked(&self.month, ctx.now.date()).ok_or(PageError::BadRequest {
            key: "web-error-bad-form",
        })
    }
}

pub(super) fn choices(ctx: &Ctx, chosen: Month) -> Vec<Choice> {
    let months = chosen.offered(ctx.now.date()).into_iter();
    months
        .map(|month| Choice::new(month.text(), said(ctx, month), month == chosen))
        .collect()
}

fn said(ctx: &Ctx, month: Month) -> String {
    let day = month.first_day();
    let args = [
        ("year", i64::from(day.year()).into()),
        ("month", i64::from(day.month()).into()),
    ];
    ctx.say("matters-whistles-month", &args)
}
