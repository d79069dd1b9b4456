//! An owner's own ballot, opened by the code that is printed on it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_kernel::{EchoCode, Id};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, download, redirect, render_status};

use super::claim::claim;
use super::frame::{Held, area};
use super::result::{ItemView, item_views, settings_lines};
use super::show::fact_lines;
use crate::model::votes::{Mark, Marks, VoteState};
use crate::ops::OpError;
use crate::ops::votes::{self as ops, Cast, Opened};
use crate::rules::votes::ballots::{Taken, is_asked};
use huiyin_web::forms::Claim;

#[derive(Template)]
#[template(path = "compounds/votes/ballot_ask.html")]
struct AskView {
    page: Page,
    typed: String,
    error: String,
}

/// Where the code is typed by hand.
pub(super) async fn ask(ctx: Ctx) -> PageResult {
    let shown = AskView {
        page: ctx.page(),
        typed: String::new(),
        error: String::new(),
    };
    render_status(StatusCode::OK, &shown)
}

pub(super) async fn enter(ctx: Ctx, posted: Posted) -> PageResult {
    let typed = posted.0.text("code");
    if let Ok(code) = typed.parse::<EchoCode>() {
        return Ok(redirect(&format!("/ballot/{}", code.as_str())));
    }
    let shown = AskView {
        page: ctx.page(),
        typed,
        error: ctx.t("compounds-votes-code-wrong"),
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

struct Asked {
    item: ItemView,
    field: String,
    choices: Vec<Choice>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each part of the page that may be missing"
)]
#[derive(Template)]
#[template(path = "compounds/votes/ballot.html")]
struct View {
    page: Page,
    code: String,
    estate: Id,
    estate_name: String,
    vote: Id,
    title: String,
    label: String,
    area: String,
    number: u32,
    facts: Vec<(String, String)>,
    settings: Vec<String>,
    asked: Vec<Asked>,
    errors: Errors,
    /// Ballots are taken here and now.
    takes: bool,
    /// A ballot of this voter is in already.
    voted: bool,
    is_delivered: bool,
    may_confirm: bool,
    /// Only by paper, so that the page is for reading.
    paper_only: bool,
    in_dispute: bool,
    /// How often the ballots of this vote were printed: whoever printed them can know their codes.
    printed: Option<String>,
}

/// Looks a code up, gently for those who try many.
async fn opened(ctx: &Ctx, compounds: &Held, code: &str) -> Result<Opened, PageError> {
    let limits = &ctx.site.limits;
    let wait = |wait_seconds| PageError::TooMany { wait_seconds };
    limits.look(&ctx.network).map_err(wait)?;
    let mut tx = compounds.site.db.read().await?;
    let found = match code.parse::<EchoCode>() {
        Ok(code) => ops::by_code(compounds, &mut tx, &code).await?,
        Err(_) => None,
    };
    if found.is_none() {
        limits.wrong_code(&ctx.network).map_err(wait)?;
    }
    found.ok_or(PageError::NotFound)
}

fn view(ctx: &Ctx, it: &Opened, form: &Form, errors: Errors) -> View {
    let vote = &it.vote;
    let voter = &it.stored.voter;
    let parking = vote.settings.count_parking;
    let items = item_views(ctx, vote, None).into_iter();
    let asked = items
        .zip(&vote.items)
        .enumerate()
        .filter(|(_, (_, item))| is_asked(item, voter, parking))
        .map(|(at, (view, _))| {
            let field = format!("m{at}");
            let typed = form.text(&field);
            let choice = |mark: Mark| {
                let label = ctx.t(&format!("compounds-votes-mark-{}", mark.key()));
                Choice::new(mark.name(), label, typed == mark.name())
            };
            Asked {
                item: view,
                choices: [Mark::Yes, Mark::No, Mark::Abstain].map(choice).to_vec(),
                field,
            }
        });
    let open =
        matches!(&vote.state, VoteState::Voting { times, .. } if ctx.now < times.closes_before());
    let electronic = vote.settings.electronic.is_some();
    View {
        asked: asked.collect(),
        page: ctx.page(),
        code: it.stored.code.as_str().to_owned(),
        estate: it.estate.id,
        estate_name: it.estate.name.clone(),
        vote: vote.id,
        title: vote.title.clone(),
        label: voter.label(),
        area: area(voter.area()),
        number: voter.number,
        facts: fact_lines(ctx, vote),
        settings: settings_lines(ctx, vote),
        errors,
        takes: open && electronic && !voter.in_dispute,
        voted: voter.returned.is_some(),
        is_delivered: voter.is_delivered(),
        may_confirm: open || matches!(vote.state, VoteState::Announced { .. }),
        paper_only: !electronic,
        in_dispute: voter.in_dispute,
        printed: super::printed_line(ctx, it.prints),
    }
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(code): Path<String>) -> PageResult {
    let it = opened(&ctx, &compounds, &code).await?;
    let shown = view(&ctx, &it, &Form::default(), Errors::default());
    render_status(StatusCode::OK, &shown)
}

/// The owner says that they have the ballot and know what it is about.
pub(super) async fn received(
    ctx: Ctx,
    compounds: Held,
    Path(code): Path<String>,
    posted: Posted,
) -> PageResult {
    let it = opened(&ctx, &compounds, &code).await?;
    let location = format!(
        "/ballot/{}?done=compounds-votes-received",
        it.stored.code.as_str()
    );
    let mut tx = match claim(&compounds.site, &posted.0, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    ops::confirm(&compounds, &mut tx, &it.stored.code).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}

#[derive(Template)]
#[template(path = "compounds/votes/ballot_cast.html")]
struct CastView {
    page: Page,
    code: String,
    estate: Id,
    vote: Id,
    title: String,
    label: String,
    /// How it was taken.
    said: String,
    is_settled: bool,
    receipt: String,
    /// The whole receipt may be taken home.
    has_proof: bool,
    at: String,
}

fn cast_view(ctx: &Ctx, it: &Opened, done: Cast) -> CastView {
    CastView {
        page: ctx.page(),
        code: it.stored.code.as_str().to_owned(),
        estate: it.estate.id,
        vote: it.vote.id,
        title: it.vote.title.clone(),
        label: it.stored.voter.label(),
        said: ctx.t(&format!("compounds-votes-cast-{}", done.taken.key())),
        is_settled: done.taken != Taken::Contradicted,
        has_proof: done.receipt.is_some() && it.vote.state.is_result_public(),
        receipt: done.receipt.map_or_else(String::new, |it| it.text()),
        at: ctx.moment(ctx.now),
    }
}

/// Casts a ballot. The answer is the confirmation itself: its receipt belongs in no address.
pub(super) async fn cast(
    ctx: Ctx,
    compounds: Held,
    Path(code): Path<String>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let it = opened(&ctx, &compounds, &code).await?;
    let mut errors = Errors::default();
    let marks = marks(&ctx, &it, &form, &mut errors);
    if !errors.is_empty() {
        let shown = view(&ctx, &it, &form, errors);
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    let here = format!("/ballot/{}", it.stored.code.as_str());
    let mut tx = match claim(&compounds.site, &form, &here).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let replaces = form.is_on("replaces");
    match ops::cast(&compounds, &mut tx, &it.stored.code, (marks, replaces)).await {
        Ok(done) => {
            tx.commit().await?;
            render_status(StatusCode::OK, &cast_view(&ctx, &it, done))
        }
        Err(OpError::Room(key)) => {
            drop(tx);
            errors.add("ballot", ctx.t(&key));
            let shown = view(&ctx, &it, &form, errors);
            render_status(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(error) => Err(error.into()),
    }
}

/// One mark for each item; an item that is asked and has none is said so at its place.
fn marks(ctx: &Ctx, it: &Opened, form: &Form, errors: &mut Errors) -> Marks {
    let parking = it.vote.settings.count_parking;
    let items = it.vote.items.iter().enumerate();
    let all = items.map(|(at, item)| {
        if !is_asked(item, &it.stored.voter, parking) {
            return Mark::NotAsked;
        }
        let field = format!("m{at}");
        let typed = Mark::from_name(&form.text(&field));
        if let Some(mark @ (Mark::Yes | Mark::No | Mark::Abstain)) = typed {
            return mark;
        }
        errors.add(&field, ctx.t("compounds-votes-choose-one"));
        Mark::Invalid
    });
    Marks(all.collect())
}

/// The whole receipt as a file, which is checked without us.
pub(super) async fn proof(
    ctx: Ctx,
    compounds: Held,
    Path(code): Path<String>,
    _posted: Posted,
) -> PageResult {
    let it = opened(&ctx, &compounds, &code).await?;
    let mut tx = compounds.site.db.read().await?;
    let receipt = ops::receipt_of(&compounds, &mut tx, &it.stored).await?;
    let receipt = receipt.ok_or(PageError::NotFound)?;
    let proof = ops::proof(&compounds, &mut tx, &it.vote, receipt).await?;
    let proof = proof.ok_or(PageError::NotFound)?;
    let name = format!("receipt-{}.json", it.stored.voter.number);
    Ok(download("application/json", &name, proof.into_bytes()))
}

/// The receipt of the ballot that counts, for whoever holds its code: paper has one as well.
pub(super) async fn receipt(
    ctx: Ctx,
    compounds: Held,
    Path(code): Path<String>,
    _posted: Posted,
) -> PageResult {
    let it = opened(&ctx, &compounds, &code).await?;
    let mut tx = compounds.site.db.read().await?;
    let receipt = ops::receipt_of(&compounds, &mut tx, &it.stored).await?;
    let taken = if receipt.is_some() {
        Taken::Same
    } else {
        Taken::ReadOnce
    };
    let done = Cast { taken, receipt };
    render_status(StatusCode::OK, &cast_view(&ctx, &it, done))
}
