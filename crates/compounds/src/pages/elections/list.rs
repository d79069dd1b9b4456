use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::frame::{Held, Row};
use crate::model::elections::StateName;
use crate::ops::register;
use crate::pages::interim::Shown;
use crate::pages::{by, estate_of};
use crate::store::{elections as rows, interim};
use crate::{LOOK, OVERSEE, VOTES};

#[derive(Template)]
#[template(path = "compounds/elections/list.html")]
struct View {
    page: Page,
    estate: Id,
    estate_name: String,
    /// Where this estate begins: at the desk or in public.
    home: String,
    rows: Vec<Row>,
    /// Whoever stood in for a committee, the latest first.
    interim: Vec<Shown>,
    /// The street sets one up.
    may_set_up: bool,
    may_open: bool,
}

pub(super) async fn desk(ctx: Ctx, compounds: Held, Path(estate): Path<Id>) -> PageResult {
    let site = &compounds.site;
    let mut tx = site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, LOOK).await?;
    let home = format!("/desk/estates/{}", estate.id);
    let base = format!("{home}/elections");
    let all = rows::of_estate(&mut tx, &site.keys, estate.id).await?;
    let may_open = by(&ctx, VOTES)?.reaches(&estate.area_path);
    let oversees = ctx.signed_in()?.may(OVERSEE);
    let interim = interim::of_estate(&mut tx, &site.keys, estate.id).await?;
    render(&View {
        interim: interim.iter().map(|it| Shown::of(&ctx, it)).collect(),
        may_set_up: oversees && by(&ctx, OVERSEE)?.reaches(&estate.area_path),
        rows: all.iter().map(|it| Row::of(&ctx, &base, it)).collect(),
        page: ctx.page(),
        estate: estate.id,
        estate_name: estate.name,
        home,
        may_open,
    })
}

/// From the notice of the candidates on; before that nobody stands yet.
pub(super) async fn public(ctx: Ctx, compounds: Held, Path(estate): Path<Id>) -> PageResult {
    let site = &compounds.site;
    let mut tx = site.db.read().await?;
    let estate = register::estate(&mut tx, estate).await?;
    let home = format!("/estates/{}", estate.id);
    let base = format!("{home}/elections");
    let all = rows::of_estate(&mut tx, &site.keys, estate.id).await?;
    let seen = all.iter().filter(|it| is_public(it.state.name()));
    let interim = interim::of_estate(&mut tx, &site.keys, estate.id).await?;
    render(&View {
        interim: interim.iter().map(|it| Shown::of(&ctx, it)).collect(),
        may_set_up: false,
        rows: seen.map(|it| Row::of(&ctx, &base, it)).collect(),
        page: ctx.page(),
        estate: estate.id,
        estate_name: estate.name,
        home,
        may_open: false,
    })
}

pub(super) const fn is_public(state: StateName) -> bool {
    !matches!(state, StateName::Candidacy | StateName::Withdrawn)
}
