//! Badges: the page on which anybody checks one, and the sheet that is printed for a team.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_registry::{accounts, areas};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, qr, redirect, render, render_status};

use super::say;
use crate::Visits;
use crate::model::{Round, Team};
use crate::ops::badge::{self, Validity};
use crate::ops::{By, Places};
use crate::store::badges::{self, Badge, TOKEN_CHARS};
use crate::store::{rounds, teams};

#[derive(Template)]
#[template(path = "badge_check.html")]
struct View {
    page: Page,
    /// `valid`, `other_day`, `revoked` or `unknown`.
    verdict: &'static str,
    holder: String,
    team: String,
    day: String,
    communities: Vec<String>,
}

/// Whoever holds the badge is shown only while it is one: a lost one tells nothing of anybody.
pub(super) async fn check(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(token): Path<String>,
) -> PageResult {
    let limits = &ctx.site.limits;
    let wait = |wait_seconds| PageError::TooMany { wait_seconds };
    limits.look(&ctx.network).map_err(wait)?;
    let mut tx = slice.site.db.read().await?;
    let found = if token.len() <= TOKEN_CHARS {
        badges::by_token(&mut tx, &slice.site.keys, &token).await?
    } else {
        None
    };
    let Some(badge) = found else {
        limits.wrong_code(&ctx.network).map_err(wait)?;
        let view = View {
            page: ctx.page(),
            verdict: "unknown",
            holder: String::new(),
            team: String::new(),
            day: String::new(),
            communities: Vec::new(),
        };
        return render_status(StatusCode::NOT_FOUND, &view);
    };
    render(&view(&ctx, &mut tx, &badge).await?)
}

async fn view(ctx: &Ctx, tx: &mut Tx, badge: &Badge) -> Result<View, PageError> {
    let team = teams::load(tx, badge.team).await?;
    let account = accounts::by_id(tx, badge.account).await?;
    let active = account.as_ref().is_some_and(|it| it.active);
    let validity = badge::validity(badge, team.as_ref(), active, ctx.now.date());
    let valid = validity == Validity::Valid;
    let mut communities = Vec::new();
    if valid {
        for id in &badge.communities {
            let area = areas::by_id(tx, *id).await?;
            communities.extend(area.map(|it| it.name.get(ctx.lang).to_owned()));
        }
    }
    Ok(View {
        page: ctx.page(),
        verdict: match validity {
            Validity::Valid => "valid",
            Validity::OtherDay => "other_day",
            Validity::Revoked => "revoked",
        },
        holder: account
            .filter(|_| valid)
            .map_or_else(String::new, |it| it.name),
        team: team
            .filter(|_| valid)
            .map_or_else(String::new, |it| it.number.to_string()),
        day: say::day(ctx, badge.on),
        communities,
    })
}

struct Card {
    account: Id,
    name: String,
    qr: String,
    address: String,
    revoked: bool,
}

#[derive(Template)]
#[template(path = "badge_sheet.html")]
struct SheetView {
    page: Page,
    here: String,
    team: String,
    day: String,
    cards: Vec<Card>,
}

/// A team with its round. A badge lets somebody in at strangers' doors, so those of a round beyond
/// one's posts are not there.
async fn reached(ctx: &Ctx, tx: &mut Tx, team: Id) -> Result<(Round, Team), PageError> {
    let team = teams::load(tx, team).await?.ok_or(PageError::NotFound)?;
    let round = rounds::load(tx, team.round).await?;
    let round = round.ok_or(PageError::NotFound)?;
    let places = Places::load(tx).await?;
    By::viewer(ctx.signed_in()?).must_reach(&places, &round)?;
    Ok((round, team))
}

/// The badges of a team for one of its days.
pub(super) async fn sheet(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path((team, on)): Path<(Id, Date)>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let (_, known) = reached(&ctx, &mut tx, team).await?;
    let all = badges::of_day(&mut tx, &slice.site.keys, team, on).await?;
    let ids: Vec<Id> = all.iter().map(|it| it.account).collect();
    let names = accounts::names(&mut tx, &ids).await?;
    let root = ctx.site.settings.public_address.trim_end_matches('/');
    let cards = all.into_iter().map(|it| {
        let address = format!("{root}/badge/{}", it.token);
        Card {
            account: it.account,
            name: names.get(&it.account).cloned().unwrap_or_default(),
            qr: qr::svg(&address).unwrap_or_default(),
            address,
            revoked: it.revoked_at.is_some(),
        }
    });
    render(&SheetView {
        page: ctx.page(),
        here: format!("/desk/visits/badges/{team}/{on}"),
        team: known.number.to_string(),
        day: say::day(&ctx, on),
        cards: cards.collect(),
    })
}

/// Makes the badges of a day that the job has not made yet.
pub(super) async fn make(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path((team, on)): Path<(Id, Date)>,
    _posted: Posted,
) -> PageResult {
    let mut tx = slice.site.db.write().await?;
    let (round, known) = reached(&ctx, &mut tx, team).await?;
    badge::make(&slice, &mut tx, &round, &known, on, ctx.now).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/visits/badges/{team}/{on}")))
}

/// A badge was lost, or whoever wears it goes out no more: from this day on it says so.
pub(super) async fn revoke(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path((team, on)): Path<(Id, Date)>,
    posted: Posted,
) -> PageResult {
    let account = posted.0.parse("account").ok_or(PageError::NotFound)?;
    let mut tx = slice.site.db.write().await?;
    reached(&ctx, &mut tx, team).await?;
    let actor = By::viewer(ctx.signed_in()?).actor();
    badges::revoke(&mut tx, (team, account), on, &actor, ctx.now).await?;
    tx.commit().await?;
    let here = format!("/desk/visits/badges/{team}/{on}");
    Ok(redirect(&format!("{here}?done=visit-badge-revoked")))
}
