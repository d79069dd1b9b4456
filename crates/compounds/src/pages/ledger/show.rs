//! The book of an estate as the bookkeeper and the street see it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_books::{City, Holder, Period, Rhythm, What};
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render};
use serde::Deserialize;

use super::{StatementRow, id_of, kind_name, statement_row};
use crate::model::ledger::{Kept, LedgerBook};
use crate::model::register::Estate;
use crate::ops::ledger;
use crate::pages::estate_of;
use crate::store::ledger::{books, lines};
use crate::{Compounds, LEDGER, LOOK};

#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    /// A day of the period.
    day: Option<String>,
    /// Lines before this number.
    before: Option<i64>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether the row has one more word or button"
)]
pub(super) struct LineView {
    pub number: u64,
    pub date: Date,
    pub kind: String,
    pub account: String,
    pub what: String,
    pub who: String,
    pub amount: String,
    pub basis: String,
    /// The vote of the house that stands behind it.
    pub vote: Option<Id>,
    /// The contract is the one of the register.
    pub from_register: bool,
    pub flags: Vec<String>,
    pub reversed_by: Option<u64>,
    pub may_reverse: bool,
    pub has_evidence: bool,
    pub is_matched: bool,
    /// What each unit gets of it can be had as a table.
    pub has_shares: bool,
}

struct AccountView {
    code: String,
    name: String,
    holder: String,
}

#[derive(Template)]
#[template(path = "compounds/ledger/show.html")]
struct View {
    page: Page,
    estate: Estate,
    has_book: bool,
    keeps: bool,
    label: String,
    previous: Date,
    next: Date,
    today: Date,
    statement: Vec<StatementRow>,
    has_moves: bool,
    flagged: Vec<LineView>,
    lines: Vec<LineView>,
    older: Option<u64>,
    accounts: Vec<AccountView>,
    closed_through: String,
    close_next: Date,
    allowed: String,
    source: &'static str,
    basis: String,
    cities: Vec<Choice>,
    holders: Vec<Choice>,
    chosen: Vec<Choice>,
}

pub(super) fn line_view(ctx: &Ctx, kept: &Kept, keeps: bool) -> LineView {
    let line = &kept.line;
    let who = match &line.what {
        What::Income { payer, .. } if keeps => payer.clone(),
        What::Income { .. } | What::Opening { .. } => String::new(),
        What::Spent { purpose, .. } | What::Distributed { purpose, .. } => purpose.clone(),
        What::ToFund { into, .. } | What::Transfer { into, .. } => format!("→ {into}"),
        What::Reversal { of, reason, .. } => {
            let of = [
                ("line", of.to_string().into()),
                ("reason", reason.as_str().into()),
            ];
            ctx.say("compounds-ledger-reverses", &of)
        }
    };
    let amount = lines::effect(&line.what);
    let basis: Vec<&str> = [&line.basis.contract, &line.basis.decision]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    LineView {
        number: line.number,
        date: line.date,
        kind: kind_name(ctx, line.kind),
        account: line.account.to_string(),
        what: ctx.t(&format!(
            "compounds-ledger-what-{}",
            line.what.name().replace('_', "-")
        )),
        who,
        amount: amount.grouped(),
        basis: basis.join("；"),
        vote: kept.behind.item.map(|it| it.vote),
        from_register: kept.behind.contract,
        flags: line
            .flags()
            .into_iter()
            .map(|flag| ctx.t(&format!("compounds-ledger-flag-{}", flag.key())))
            .collect(),
        reversed_by: kept.reversed_by,
        may_reverse: keeps && !kept.is_reversal() && kept.reversed_by.is_none(),
        has_evidence: keeps && kept.evidence_blob.is_some(),
        is_matched: kept.is_matched,
        has_shares: keeps && matches!(line.what, What::Distributed { .. }),
    }
}

pub(super) fn holder_choices(ctx: &Ctx, chosen: Option<Holder>, with_none: bool) -> Vec<Choice> {
    let none =
        with_none.then(|| Choice::new("", ctx.t("compounds-ledger-chosen-none"), chosen.is_none()));
    let holder = |holder: &Holder| {
        let label = ctx.t(&format!("compounds-ledger-holder-{}", holder.key()));
        Choice::new(holder.name(), label, chosen == Some(*holder))
    };
    none.into_iter()
        .chain(Holder::ALL.iter().map(holder))
        .collect()
}

fn city_choices(ctx: &Ctx, chosen: City) -> Vec<Choice> {
    City::ALL
        .iter()
        .map(|city| {
            let label = ctx.t(&format!("compounds-ledger-city-{}", city.key()));
            Choice::new(city.name(), label, *city == chosen)
        })
        .collect()
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id_of(&estate)?, LOOK).await?;
    let keeps = crate::pages::by(&ctx, LEDGER)?.reaches(&estate.area_path);
    let book = books::of_estate(&mut tx, estate.id).await?;
    let mut view = empty(&ctx, estate, keeps, book.as_ref());
    if let Some(book) = &book {
        fill(&ctx, &compounds, &mut tx, (book, &wanted), &mut view).await?;
    }
    render(&view)
}

fn empty(ctx: &Ctx, estate: Estate, keeps: bool, book: Option<&LedgerBook>) -> View {
    let today = ctx.now.date();
    View {
        page: ctx.page(),
        estate,
        has_book: book.is_some(),
        keeps,
        label: String::new(),
        previous: today,
        next: today,
        today,
        statement: Vec::new(),
        has_moves: false,
        flagged: Vec::new(),
        lines: Vec::new(),
        older: None,
        accounts: Vec::new(),
        closed_through: String::new(),
        close_next: today,
        allowed: String::new(),
        source: "",
        basis: book
            .map(|it| it.destination_basis.clone())
            .unwrap_or_default(),
        cities: city_choices(ctx, book.map_or(City::Chongqing, |it| it.city)),
        holders: holder_choices(ctx, None, false),
        chosen: holder_choices(ctx, book.and_then(|it| it.chosen), true),
    }
}

async fn fill(
    ctx: &Ctx,
    compounds: &Compounds,
    tx: &mut Tx,
    (book, wanted): (&LedgerBook, &Wanted),
    view: &mut View,
) -> Result<(), PageError> {
    let rhythm = ledger::rhythm(book);
    let day = wanted.day.as_deref().and_then(|day| day.parse().ok());
    let period = Period::around(rhythm, day.unwrap_or(view.today));
    view.label = period.label();
    view.previous = period.from.plus_days(-1);
    view.next = period.to.plus_days(1);
    let accounts = books::accounts(tx, book.id).await?;
    let name = |code: &str| {
        let found = accounts.iter().find(|it| it.code.as_str() == code);
        found.map_or_else(|| code.to_owned(), |it| it.name.clone())
    };
    let rows = ledger::statement(tx, book, period).await?;
    view.statement = rows
        .iter()
        .map(|row| statement_row(ctx, row, name(row.account.as_str())))
        .collect();
    view.has_moves = view.statement.iter().any(|row| !row.moved.is_empty());
    let keys = &compounds.site.keys;
    let keeps = view.keeps;
    let flagged = lines::flagged(tx, keys, book.id).await?;
    view.flagged = flagged.iter().map(|it| line_view(ctx, it, keeps)).collect();
    let before = wanted.before.unwrap_or(i64::MAX);
    let shown = lines::before(tx, keys, book.id, before, lines::PAGE).await?;
    view.older = shown.last().map(|it| it.line.number).filter(|it| *it > 1);
    view.lines = shown.iter().map(|it| line_view(ctx, it, keeps)).collect();
    view.accounts = accounts
        .iter()
        .map(|it| AccountView {
            code: it.code.to_string(),
            name: it.name.clone(),
            holder: ctx.t(&format!("compounds-ledger-holder-{}", it.holder.key())),
        })
        .collect();
    view.closed_through = book
        .closed_through
        .map(|day| ctx.day(day))
        .unwrap_or_default();
    let open_from = book
        .closed_through
        .map_or(book.began_on, |day| day.plus_days(1));
    view.close_next = Period::around(Rhythm::Monthly, open_from).to;
    let allowed: Vec<String> = book
        .destination()
        .allowed
        .iter()
        .map(|holder| ctx.t(&format!("compounds-ledger-holder-{}", holder.key())))
        .collect();
    view.allowed = allowed.join(&ctx.t("compounds-ledger-or"));
    view.source = book.preset().source;
    Ok(())
}
