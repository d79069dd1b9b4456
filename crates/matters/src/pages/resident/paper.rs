use askama::Template;
use huiyin_web::{Ctx, Page, PageResult, render};

use crate::model::Kind;

/// The report on paper, for those without a phone: printed at the counter, filled in by hand,
/// typed in by staff.
#[derive(Template)]
#[template(path = "resident_paper.html")]
struct View {
    page: Page,
    kinds: Vec<String>,
}

pub(super) async fn show(ctx: Ctx) -> PageResult {
    let kinds = Kind::ALL
        .iter()
        .map(|kind| ctx.t(&format!("matters-resident-kind-{}", kind.key())))
        .collect();
    render(&View {
        page: ctx.page(),
        kinds,
    })
}
