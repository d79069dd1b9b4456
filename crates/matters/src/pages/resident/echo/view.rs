use askama::Template;
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::Errors;
use huiyin_web::{Ctx, Page, PageError, PageResult, render_status};

use super::super::holder::Holder;
use super::super::wording::{self, Choice, PlanStep};
use super::now::{Now, now};
use super::telling::{self, TellingCard};
use super::timeline::{Eyes, Line, lines};
use crate::model::bounds::{CHASE_GAP_HOURS, CHASES, REOPEN_DAYS};
use crate::model::{ActName, CallBackResult, Matter, State, TextKind};
use crate::store::{self, Known};
use crate::{Matters, World, rules};

/// What was typed into a form that comes back, and why it does.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub errors: Errors,
    /// The act whose form comes back.
    pub act: &'static str,
    pub text: String,
    pub result: String,
    pub rating: String,
}

impl Typed {
    /// The text typed into this form, if it is the one that comes back.
    fn of(&self, act: &str) -> String {
        if self.act == act {
            self.text.clone()
        } else {
            String::new()
        }
    }
}

/// A form is shown when the rules would let its act through. Each has a key of its own, because
/// somebody may send one and then, from the page still open, another.
#[derive(Debug, Clone)]
struct Form {
    open: bool,
    key: Id,
    text: String,
}

#[derive(Debug)]
struct Forms {
    message: Form,
    photos: Form,
    chase: Form,
    /// When a chase is possible again, or that it is not.
    chase_later: String,
    withdraw: Form,
    confirm: Form,
    reopen: Form,
    reopen_until: String,
    again: Form,
}

/// A matter that hangs together with this one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Related {
    sentence: String,
    href: String,
}

/// The matter that this one was merged into, as far as it concerns the holder.
#[derive(Debug)]
struct Master {
    now: Now,
    lines: Vec<Line>,
    href: String,
}

#[derive(Template)]
#[template(path = "resident_echo.html")]
struct View {
    page: Page,
    code: String,
    code_shown: String,
    reported: bool,
    number: String,
    what: String,
    place: String,
    received: String,
    now: Now,
    lines: Vec<Line>,
    /// The answer that one is asked to confirm, read again beside the question.
    answer: Option<Line>,
    forms: Forms,
    results: Vec<Choice>,
    ratings: Vec<Choice>,
    related: Vec<Related>,
    master: Option<Master>,
    telling: Option<TellingCard>,
    /// The day on which deletion was asked for, while that is undecided.
    deletion_asked: String,
    plan: Vec<PlanStep>,
    errors: Errors,
    act: &'static str,
}

pub(super) async fn render(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    holder: &Holder,
    typed: Typed,
    status: StatusCode,
) -> PageResult {
    let known = store::load(tx, &matters.site.keys, holder.matter)
        .await?
        .ok_or(PageError::NotFound)?;
    let world = matters.world(tx).await?;
    let eyes = if holder.reported {
        Eyes::Reporter
    } else {
        Eyes::SameEcho
    };
    let lines = lines(ctx, matters, &world, tx, holder.matter, eyes).await?;
    let master = master(ctx, matters, &world, tx, &known.matter).await?;
    let master_answered = master.as_ref().is_some_and(|(_, answered)| *answered);
    let view = View {
        page: ctx.page(),
        code: holder.code.as_str().to_owned(),
        code_shown: holder.code.to_string(),
        reported: holder.reported,
        what: what(tx, holder, &known).await?,
        place: if holder.reported {
            known.place.text.clone()
        } else {
            known.place.public.clone()
        },
        received: wording::day(ctx, known.matter.received_at.date()),
        now: now(ctx, &world, &known.matter),
        forms: forms(ctx, holder, &known.matter, master_answered, &typed),
        results: results(ctx, &typed),
        ratings: ratings(ctx, matters, &typed),
        telling: telling::card(ctx, matters, tx, holder).await?,
        deletion_asked: deletion_asked(ctx, matters, tx, holder).await?,
        plan: wording::plan(ctx, &known.matter),
        related: related(ctx, matters, tx, holder, &known.matter).await?,
        answer: latest_answer(master.as_ref().map_or(&lines, |(master, _)| &master.lines)),
        master: master.map(|(master, _)| master),
        number: known.number,
        lines,
        errors: typed.errors,
        act: typed.act,
    };
    render_status(status, &view)
}

async fn deletion_asked(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    holder: &Holder,
) -> huiyin_db::Result<String> {
    let Some(deletions) = &matters.deletions else {
        return Ok(String::new());
    };
    let Some(reporter) = store::reporter_by_code(tx, &matters.site.keys, &holder.code).await?
    else {
        return Ok(String::new());
    };
    let asked = deletions.asked(tx, holder.matter, reporter).await?;
    Ok(asked.map_or_else(String::new, |at| wording::day(ctx, at.date())))
}

fn latest_answer(lines: &[Line]) -> Option<Line> {
    lines.iter().rev().find(|line| line.is_answer).cloned()
}

/// The reporter reads their own words, those who joined the checked summary.
async fn what(tx: &mut Tx, holder: &Holder, known: &Known) -> huiyin_db::Result<String> {
    if !holder.reported {
        let summary = known.summary.clone().filter(|_| known.matter.is_public());
        return Ok(summary.unwrap_or_default());
    }
    let texts = store::texts_of(tx, holder.matter).await?;
    let report = texts.into_iter().find(|text| text.kind == TextKind::Report);
    Ok(report.map(|text| text.body).unwrap_or_default())
}

fn forms(
    ctx: &Ctx,
    holder: &Holder,
    matter: &Matter,
    master_answered: bool,
    typed: &Typed,
) -> Forms {
    let open = if holder.reported {
        rules::available(matter, &holder.actor(), ctx.now)
    } else {
        Vec::new()
    };
    let form = |name: ActName, word: &str| Form {
        open: open.contains(&name),
        key: ctx.site.new_id(),
        text: typed.of(word),
    };
    let merged = matches!(matter.state, State::Merged { .. });
    let mut confirm = form(ActName::Confirm, "confirm");
    confirm.open &= !merged || master_answered;
    Forms {
        message: form(ActName::Message, "message"),
        photos: form(ActName::AddPhotos, "photos"),
        chase_later: if holder.reported {
            chase_later(ctx, matter)
        } else {
            String::new()
        },
        chase: form(ActName::Chase, "chase"),
        withdraw: form(ActName::Withdraw, "withdraw"),
        confirm,
        reopen_until: reopen_until(ctx, matter),
        reopen: form(ActName::Reopen, "reopen"),
        again: form(ActName::AnswerAgain, "again"),
    }
}

/// When the next chase is possible, where the matter is one that could be chased.
fn chase_later(ctx: &Ctx, matter: &Matter) -> String {
    let chases = &matter.counters.chases;
    let Some(last) = chases.last().filter(|_| matter.state_name().is_open()) else {
        return String::new();
    };
    if chases.len() >= CHASES {
        return ctx.say("matters-resident-chase-used", &[("limit", CHASES.into())]);
    }
    let next = last.plus_hours(CHASE_GAP_HOURS);
    if ctx.now >= next {
        return String::new();
    }
    let moment = wording::moment(ctx, next);
    ctx.say("matters-resident-chase-later", &[("moment", moment.into())])
}

fn reopen_until(ctx: &Ctx, matter: &Matter) -> String {
    match &matter.state {
        State::Closed { at, .. } => wording::day(ctx, at.date().plus_days(REOPEN_DAYS)),
        _ => String::new(),
    }
}

fn results(ctx: &Ctx, typed: &Typed) -> Vec<Choice> {
    [
        CallBackResult::Solved,
        CallBackResult::Partly,
        CallBackResult::NotSolved,
    ]
    .into_iter()
    .map(|result| {
        let label = ctx.t(&format!("matters-resident-result-{}", result.key()));
        let hint = ctx.t(&format!("matters-resident-result-{}-hint", result.key()));
        Choice {
            hint,
            ..Choice::new(result.name(), label, &typed.result)
        }
    })
    .collect()
}

fn ratings(ctx: &Ctx, matters: &Matters, typed: &Typed) -> Vec<Choice> {
    let offered = matters.limits.rating_scale.grades();
    offered
        .iter()
        .map(|rating| {
            let label = ctx.t(&format!("matters-resident-rating-{}", rating.key()));
            Choice::new(rating.name(), label, &typed.rating)
        })
        .collect()
}

async fn master(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    tx: &mut Tx,
    matter: &Matter,
) -> Result<Option<(Master, bool)>, PageError> {
    let State::Merged { into, .. } = matter.state else {
        return Ok(None);
    };
    let Some(known) = store::load(tx, &matters.site.keys, into).await? else {
        return Ok(None);
    };
    let href = if known.matter.is_public() {
        format!("/board/{}", known.number)
    } else {
        String::new()
    };
    let answered = known.matter.state.answer_given().is_some();
    let lines = lines(ctx, matters, world, tx, into, Eyes::SameEcho).await?;
    let now = now(ctx, world, &known.matter);
    Ok(Some((Master { now, lines, href }, answered)))
}

/// The other half of a split report belongs to the same person, who gets its code here.
async fn related(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    holder: &Holder,
    matter: &Matter,
) -> Result<Vec<Related>, PageError> {
    if !holder.reported {
        return Ok(Vec::new());
    }
    let mut others: Vec<(Id, &str)> = Vec::new();
    others.extend(
        matter
            .split_from
            .map(|id| (id, "matters-resident-split-from")),
    );
    for record in huiyin_db::journal::of_subject(tx, matter.id).await? {
        if let Ok(crate::model::EventBody::SplitOff { second }) = serde_json::from_str(&record.body)
        {
            others.push((second, "matters-resident-split-into"));
        }
    }
    let mut related = Vec::new();
    for (id, key) in others {
        let code = store::open_code(tx, &matters.site.keys, id).await?;
        let known = store::load(tx, &matters.site.keys, id).await?;
        if let (Some(code), Some(known)) = (code, known) {
            related.push(Related {
                sentence: ctx.say(key, &[("what", known.headline.into())]),
                href: format!("/echo/{}", code.as_str()),
            });
        }
    }
    Ok(related)
}
