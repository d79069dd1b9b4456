use std::collections::BTreeMap;

use axum::extract::Query;
use huiyin_kernel::EchoCode;
use huiyin_web::{Ctx, PageResult, forms, redirect, render};

use super::holder::FollowView;

/// Letters of a typed code that go into an address.
const CODE_CHARS: usize = 40;

/// The form for a code; with `?code=` it leads to the page of that code.
pub(super) async fn show(ctx: Ctx, Query(query): Query<BTreeMap<String, String>>) -> PageResult {
    let typed = query
        .get("code")
        .map(|text| text.trim())
        .unwrap_or_default();
    if typed.is_empty() {
        return render(&FollowView {
            page: ctx.page(),
            typed: String::new(),
            wrong: false,
        });
    }
    let address = typed.parse::<EchoCode>().map_or_else(
        // The page of the code says that it is none.
        |_| {
            let cut: String = typed
                .chars()
                .filter(|it| *it != '/')
                .take(CODE_CHARS)
                .collect();
            forms::percent(&cut)
        },
        |code| code.as_str().to_owned(),
    );
    if address.is_empty() || address.chars().all(|it| it == '.') {
        return Ok(redirect("/follow"));
    }
    Ok(redirect(&format!("/echo/{address}")))
}
