use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render_status};

use super::claim::claim;
use super::frame::{Frame, Held, vote_of};
use super::roll::Row;
use super::show::{FiguresView, figures_view};
use crate::VOTES;
use crate::model::votes::Evidence;
use crate::model::votes::bounds::BATCH_LINES;
use crate::ops::votes::{self as ops, DeliveryDone, Desk};
use crate::store::votes::voters;
use huiyin_web::forms::Claim;

/// Voters without evidence that are shown at once.
const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "compounds/votes/delivery.html")]
struct View {
    page: Page,
    frame: Frame,
    errors: Errors,
    numbers: String,
    evidences: Vec<Choice>,
    on: String,
    reference: String,
    done: Option<DeliveryDone>,
    unknown: String,
    rows: Vec<Row>,
    figures: FiguresView,
    missing: u64,
}

/// Kinds of evidence that somebody enters; the others come about by themselves.
fn evidences(ctx: &Ctx, chosen: &str) -> Vec<Choice> {
    let all = Evidence::ALL.iter();
    let entered = all.filter(|it| !matches!(it, Evidence::Opened | Evidence::Returned));
    let choice = |it: &Evidence| {
        let label = ctx.t(&format!("compounds-votes-evidence-{}", it.key()));
        Choice::new(it.name(), label, it.name() == chosen)
    };
    entered.map(choice).collect()
}

async fn view(
    ctx: &Ctx,
    compounds: &Held,
    path: (Id, Id),
    form: &Form,
    (errors, done): (Errors, Option<DeliveryDone>),
) -> Result<View, PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote, _) = vote_of(ctx, &mut tx, path, VOTES).await?;
    let keys = &compounds.site.keys;
    let rows = voters::without_delivery(&mut tx, keys, vote.id, 0, SHOWN).await?;
    let figures = voters::figures(&mut tx, vote.id).await?;
    let unknown = done.iter().flat_map(|it| it.unknown.iter());
    let unknown: Vec<String> = unknown.map(ToString::to_string).collect();
    Ok(View {
        page: ctx.page(),
        frame: Frame::of(ctx, &estate, &vote, "delivery"),
        // What was noted is not to be sent again; what was refused stays as it was typed.
        numbers: if errors.is_empty() {
            String::new()
        } else {
            form.text("numbers")
        },
        errors,
        evidences: evidences(ctx, &form.text("evidence")),
        on: form
            .some("on")
            .unwrap_or_else(|| ctx.now.date().to_string()),
        reference: form.text("reference"),
        done,
        unknown: unknown.join(", "),
        rows: rows.iter().map(|it| Row::of(ctx, it)).collect(),
        missing: figures.persons.saturating_sub(figures.delivered),
        figures: figures_view(figures),
    })
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(path): Path<(Id, Id)>) -> PageResult {
    let nothing = (Errors::default(), None);
    let shown = view(&ctx, &compounds, path, &Form::default(), nothing).await?;
    render_status(StatusCode::OK, &shown)
}

pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path(path): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let mut errors = Errors::default();
    let numbers = numbers(&form.text("numbers"));
    let on = form.parse::<Date>("on");
    let evidence = Evidence::from_name(&form.text("evidence"));
    if numbers.is_none() {
        errors.add("numbers", ctx.t("compounds-votes-numbers-unread"));
    }
    if on.is_none() {
        errors.add("on", ctx.t("compounds-votes-field-day"));
    }
    if evidence.is_none() {
        errors.add("evidence", ctx.t("web-field-required"));
    }
    let (Some(numbers), Some(on), Some(evidence)) = (numbers, on, evidence) else {
        let shown = view(&ctx, &compounds, path, &form, (errors, None)).await?;
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    };
    let here = format!("/desk/estates/{}/votes/{}/delivery", path.0, path.1);
    let desk = Desk::viewer(ctx.signed_in()?);
    let mut tx = match claim(&compounds.site, &form, &here).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let what = (evidence, on, &*form.text("reference"));
    let done = ops::deliver(&compounds, &mut tx, &desk, path, &numbers, what).await?;
    tx.commit().await?;
    let shown = view(&ctx, &compounds, path, &form, (errors, Some(done))).await?;
    render_status(StatusCode::OK, &shown)
}

/// `1-40, 45、52`; nothing where something else stands there or there are too many.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let mut all = Vec::new();
    let parts = text.split([',', '，', '、', ';', '；', '\n', ' ', '\t', '\u{3000}']);
    for part in parts.map(str::trim).filter(|it| !it.is_empty()) {
        let (from, to) = part
            .split_once(['-', '–', '~', '至'])
            .unwrap_or((part, part));
        let from: u32 = from.trim().parse().ok()?;
        let to: u32 = to.trim().parse().ok()?;
        let fits = usize::try_from(to.checked_sub(from)?).ok()?;
        if from == 0 || all.len() + fits >= BATCH_LINES {
            return None;
        }
        all.extend(from..=to);
    }
    Some(all).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_and_ranges_are_read_within_bounds() {
        assert_eq!(numbers("1-3, 7、9"), Some(vec![1, 2, 3, 7, 9]));
        for wrong in ["", "0", "3-1", "x", "1-4000000000", "-", "1-600", "1--2"] {
            assert_eq!(numbers(wrong), None, "{wrong}");
        }
    }
}
