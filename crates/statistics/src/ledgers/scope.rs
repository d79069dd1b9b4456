//! For whom layouts and forms are kept: the body of a post, or its area where it has none.

use huiyin_kernel::Id;
use huiyin_registry::reach_of;
use huiyin_web::{Ctx, PageError, Post, Viewer};

use crate::LEDGER;

fn of_post(post: &Post) -> String {
    match post.body_id {
        Some(body) => format!("body:{body}"),
        None => format!("area:{}", post.area_path),
    }
}

/// Every body or area for which this person makes reports, the first one first.
pub(crate) fn scopes(viewer: &Viewer) -> Vec<String> {
    let reach = reach_of(viewer, LEDGER);
    let mut found: Vec<String> = Vec::new();
    for post in &viewer.posts {
        let own = Viewer {
            posts: vec![post.clone()],
            ..viewer.clone()
        };
        let scope = of_post(post);
        let reports = !reach.is_empty() && !reach_of(&own, LEDGER).is_empty();
        if reports && !found.contains(&scope) {
            found.push(scope);
        }
    }
    found
}

/// The one for which this person keeps something new.
pub(crate) fn own(ctx: &Ctx) -> Result<String, PageError> {
    let all = scopes(ctx.signed_in()?);
    all.into_iter().next().ok_or(PageError::NotFound)
}

pub(crate) fn actor(ctx: &Ctx) -> Result<String, PageError> {
    let id: Id = ctx.signed_in()?.account_id;
    Ok(format!("account:{id}"))
}
