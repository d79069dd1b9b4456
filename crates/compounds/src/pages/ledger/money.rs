//! Our money: what an owner sees without an account. Where it came from, where it went, what is
//! left, in plain words and once more as a table.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_books::{Account, Kind, Row};
use huiyin_kernel::{Date, Id, Money};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};
use serde::Deserialize;

use super::audit::{self, AuditView};
use super::{Claim, StatementRow, claim, id_of, kind_name, statement_row, told_of, total, yuan};
use crate::Compounds;
use crate::model::ledger::{Covers, Decided, LedgerBook, Notice, NoticeState};
use crate::model::register::Estate;
use crate::ops::ledger;
use crate::store::ledger::audits;
use crate::store::publication;

#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    notice: Option<String>,
}

struct KindView {
    key: String,
    name: String,
    carried: String,
    came_in: String,
    cost: String,
    spent: String,
    to_fund: String,
    left: String,
    /// Of the largest income, in thousandths.
    permille: u64,
}

struct UseView {
    /// What the owners decided, and the vote where it can be seen.
    decided: Option<Decided>,
    day: String,
    kind: String,
    purpose: String,
    amount: String,
}

struct Answered {
    question: String,
    answer: String,
    at: String,
}

struct Told {
    id: Id,
    period: String,
    /// What lay there when the period began; without it the others would not add up to what is left.
    carried: String,
    came_in: String,
    cost: String,
    spent: String,
    to_fund: String,
    left: String,
    kinds: Vec<KindView>,
    uses: Vec<UseView>,
    /// A sentence for each account of the fund.
    fund: Vec<String>,
    /// Rows of money that changed its account.
    moved: Vec<StatementRow>,
    note: String,
    released: String,
    has_proof: bool,
    answered: Vec<Answered>,
    open_questions: usize,
}

#[derive(Template)]
#[template(path = "compounds/ledger/money.html")]
struct View {
    page: Page,
    estate: Estate,
    told: Option<Told>,
    archive: Vec<(Id, String)>,
    owed: Vec<String>,
    audits: Vec<AuditView>,
}

fn label(ctx: &Ctx, covers: Covers, (from, to): (Date, Date)) -> String {
    let args = [("from", ctx.day(from).into()), ("to", ctx.day(to).into())];
    told_of(ctx, covers, ctx.say("compounds-ledger-period", &args))
}

fn kind_view(ctx: &Ctx, rows: &[&Row], kind: Kind, largest: Money) -> Option<KindView> {
    let of: Vec<&Row> = rows
        .iter()
        .copied()
        .filter(|row| row.kind == kind)
        .collect();
    if of.is_empty() {
        return None;
    }
    let income = total(&of, |row| row.income);
    let permille = income
        .magnitude()
        .saturating_mul(1000)
        .checked_div(largest.magnitude());
    Some(KindView {
        key: kind.key(),
        name: kind_name(ctx, kind),
        carried: yuan(ctx, total(&of, |row| row.opening)),
        came_in: yuan(ctx, income),
        cost: yuan(ctx, total(&of, |row| row.cost)),
        spent: yuan(ctx, total(&of, |row| row.spent)),
        to_fund: yuan(ctx, total(&of, |row| row.to_fund)),
        left: yuan(ctx, total(&of, |row| row.closing)),
        permille: permille.unwrap_or(0).min(1000),
    })
}

fn told(ctx: &Ctx, notice: &Notice, accounts: &[Account]) -> Told {
    let named = |row: &Row| {
        let found = accounts.iter().find(|it| it.code == row.account);
        found.map_or_else(|| row.account.to_string(), |it| it.name.clone())
    };
    // Where the fund is told by itself, it is what the page is about.
    let beside = |row: &&Row| notice.covers != Covers::Fund && row.kind == Kind::Fund;
    let (fund, common): (Vec<&Row>, Vec<&Row>) = notice.rows.iter().partition(beside);
    let by_kind = |kind: Kind| {
        let of = common.iter().filter(|row| row.kind == kind);
        Money::sum(of.map(|row| row.income)).unwrap_or_default()
    };
    let largest = Kind::ALL.iter().copied().map(by_kind).max();
    let largest = largest.unwrap_or_default();
    Told {
        id: notice.id,
        period: label(ctx, notice.covers, (notice.from, notice.to)),
        carried: yuan(ctx, total(&common, |row| row.opening)),
        came_in: yuan(ctx, total(&common, |row| row.income)),
        cost: yuan(ctx, total(&common, |row| row.cost)),
        spent: yuan(ctx, total(&common, |row| row.spent)),
        to_fund: yuan(ctx, total(&common, |row| row.to_fund)),
        left: yuan(ctx, total(&common, |row| row.closing)),
        kinds: Kind::ALL
            .iter()
            .filter_map(|kind| kind_view(ctx, &common, *kind, largest))
            .collect(),
        uses: notice
            .uses
            .iter()
            .map(|it| UseView {
                decided: it.decided.clone(),
                day: ctx.day(it.day),
                kind: Kind::from_name(&it.kind)
                    .map_or_else(String::new, |kind| kind_name(ctx, kind)),
                purpose: it.purpose.clone(),
                amount: yuan(ctx, it.amount),
            })
            .collect(),
        fund: fund.iter().map(|row| fund_line(ctx, row)).collect(),
        moved: notice
            .rows
            .iter()
            .map(|row| statement_row(ctx, row, named(row)))
            .filter(|row| !row.moved.is_empty())
            .collect(),
        note: notice.note.clone(),
        released: released(ctx, notice),
        has_proof: notice.proof_blob.is_some(),
        answered: Vec::new(),
        open_questions: 0,
    }
}

/// One sentence, since each language sets its own signs between the amounts.
fn fund_line(ctx: &Ctx, row: &Row) -> String {
    let args = [
        ("opening", row.opening.grouped().into()),
        ("income", row.income.grouped().into()),
        ("spent", row.spent.grouped().into()),
        ("closing", row.closing.grouped().into()),
    ];
    ctx.say("compounds-ledger-fund-line", &args)
}

/// When it was released, and how long it hangs on the board where it does.
fn released(ctx: &Ctx, notice: &Notice) -> String {
    let time = notice.released_at.map(|at| ctx.moment(at));
    let time = time.unwrap_or_default();
    let (Some(from), Some(after)) = (notice.posted_on, notice.down_after) else {
        return ctx.say("compounds-ledger-released-at", &[("time", time.into())]);
    };
    let args = [
        ("time", time.into()),
        ("from", ctx.day(from).into()),
        ("to", ctx.day(after.plus_days(-1)).into()),
    ];
    ctx.say("compounds-ledger-released-posted", &args)
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::public_book(&mut tx, id_of(&estate)?).await?;
    let mut view = View {
        page: ctx.page(),
        estate,
        told: None,
        archive: Vec::new(),
        owed: Vec::new(),
        audits: Vec::new(),
    };
    if let Some(book) = &book {
        fill(&ctx, &mut tx, (book, &wanted), &mut view).await?;
        let today = ctx.now.date();
        let due = ledger::audit_owed(&mut tx, (&view.estate, book), today).await?;
        view.owed.extend(due.map(|day| audit::owed(&ctx, day)));
        let made = audits::of_book(&mut tx, book.id).await?;
        view.audits = made
            .iter()
            .map(|it| audit::told(&ctx, view.estate.id, it))
            .collect();
    }
    render(&view)
}

async fn fill(
    ctx: &Ctx,
    tx: &mut huiyin_db::Tx,
    (book, wanted): (&LedgerBook, &Wanted),
    view: &mut View,
) -> Result<(), PageError> {
    let mut notices = publication::of_book(tx, book.id).await?;
    notices.retain(|notice| notice.state == NoticeState::Released);
    let chosen = match &wanted.notice {
        None => notices.first(),
        Some(id) => {
            let id = id_of(id)?;
            let found = notices.iter().find(|notice| notice.id == id);
            Some(found.ok_or(PageError::NotFound)?)
        }
    };
    if let Some(notice) = chosen {
        let accounts = ledger::accounts(tx, book).await?;
        let mut shown = told(ctx, notice, &accounts);
        for asked in publication::asked(tx, notice.id).await? {
            match (asked.answer, asked.answered_at) {
                (Some(answer), Some(at)) => shown.answered.push(Answered {
                    question: asked.text,
                    answer,
                    at: ctx.day(at.date()),
                }),
                _ => shown.open_questions += 1,
            }
        }
        view.told = Some(shown);
    }
    view.archive = notices
        .iter()
        .map(|notice| {
            let period = (notice.from, notice.to);
            (notice.id, label(ctx, notice.covers, period))
        })
        .collect();
    let owed = ledger::owed_of(tx, book, ctx.now.date()).await?;
    view.owed = owed
        .iter()
        .map(|(covers, it)| {
            let period = (it.due.period.from, it.due.period.to);
            let period = label(ctx, *covers, period);
            let args = [
                ("period", period.into()),
                ("day", ctx.day(it.due.by).into()),
                ("days", it.days_late.into()),
            ];
            ctx.say("compounds-ledger-owed", &args)
        })
        .collect();
    Ok(())
}

/// A question, without an account and without a name.
pub(super) async fn ask(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    posted: Posted,
) -> PageResult {
    let estate = id_of(&estate)?;
    let form = posted.0;
    let notice = form.parse("notice").ok_or(PageError::FormExpired)?;
    if let Err(wait_seconds) = ctx.site.limits.report(&ctx.network) {
        return Err(PageError::TooMany { wait_seconds });
    }
    let location =
        format!("/estates/{estate}/money?notice={notice}&done=compounds-ledger-asked#questions");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let id = ctx.site.new_id();
    let text = form.text("question");
    ledger::ask(&compounds, &mut tx, (estate, notice), (id, &text)).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
