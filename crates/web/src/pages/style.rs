use askama::Template;

use crate::{Ctx, Page, PageResult, render};

/// Every component of the house on one page.
#[derive(Template)]
#[template(path = "style.html")]
struct View {
    page: Page,
}

pub(crate) async fn show(ctx: Ctx) -> PageResult {
    render(&View { page: ctx.page() })
}
