//! Both sides of the whistles of a month, with numerators, for supervisors.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::Ratio;
use huiyin_web::{Choice, Ctx, Page, PageResult, render};

use super::months::{self, Asked};
use crate::Matters;
use crate::whistles::Report;

/// A share with the two numbers that it is made of; a sentence where it is of nothing.
struct Share {
    percent: String,
    fraction: String,
}

struct Street {
    name: String,
    whistles: u64,
    fitting: Share,
}

struct Body {
    name: String,
    turned_up: Share,
    accepted: Share,
}

#[derive(Template)]
#[template(path = "desk_whistles.html")]
struct View {
    page: Page,
    months: Vec<Choice>,
    streets: Vec<Street>,
    bodies: Vec<Body>,
    is_cut: bool,
}

fn share(ctx: &Ctx, ratio: Ratio) -> Share {
    if ratio.denominator == 0 {
        return Share {
            percent: ctx.t("matters-whistles-nothing-yet"),
            fraction: String::new(),
        };
    }
    Share {
        percent: ratio.to_string(),
        fraction: format!("{} / {}", ratio.numerator, ratio.denominator),
    }
}

fn view(ctx: &Ctx, report: Report, months: Vec<Choice>) -> View {
    let streets = report.streets.into_iter().map(|line| Street {
        name: if line.code.is_empty() {
            ctx.t("matters-whistles-no-street")
        } else {
            line.name
        },
        whistles: line.score.whistles,
        fitting: share(ctx, line.score.fitting),
    });
    let bodies = report.bodies.into_iter().map(|line| Body {
        name: line.name,
        turned_up: share(ctx, line.score.turned_up),
        accepted: share(ctx, line.score.results_accepted),
    });
    View {
        streets: streets.collect(),
        bodies: bodies.collect(),
        is_cut: report.is_cut,
        months,
        page: ctx.page(),
    }
}

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let month = asked.month(&ctx)?;
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let report = Report::of(&matters, &mut tx, &world, (&actor, ctx.lang), month).await?;
    render(&view(&ctx, report, months::choices(&ctx, month)))
}
