use askama::Template;

use crate::{Ctx, Page, PageResult, render};

#[derive(Template)]
#[template(path = "info.html")]
struct View {
    page: Page,
    topic: &'static str,
}

pub(crate) async fn about(ctx: Ctx) -> PageResult {
    render(&View {
        page: ctx.page(),
        topic: "web-about",
    })
}

pub(crate) async fn privacy(ctx: Ctx) -> PageResult {
    render(&View {
        page: ctx.page(),
        topic: "web-privacy",
    })
}

pub(crate) async fn accessibility(ctx: Ctx) -> PageResult {
    render(&View {
        page: ctx.page(),
        topic: "web-accessibility",
    })
}

/// Echo pages belong to whoever holds the code and to no search engine.
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /echo/\nDisallow: /desk\nDisallow: /sign-in\n"
}
