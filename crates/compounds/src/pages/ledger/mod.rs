//! The books of an estate: the bookkeeper's desk, the street's list of what is overdue, and what
//! everybody may see.

mod acts;
pub(crate) mod api;
mod audit;
mod bank;
mod line;
mod money;
mod notices;
mod overdue;
mod photo;
mod poster;
mod shares;
mod show;

use std::sync::Arc;

use huiyin_books::{Kind, Row};
use huiyin_kernel::{Id, Money};
use huiyin_web::Access::{Needs, Public};
use huiyin_web::forms::{Claim, claim};
use huiyin_web::{Ctx, NavEntry, NavPlace, PageError, Routes};

use crate::model::ledger::Covers;
use crate::{Compounds, LEDGER, LOOK, OVERSEE};

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let overdue = NavEntry {
        href: "/desk/estates/overdue",
        key: "compounds-ledger-nav-overdue",
        icon: "clock-alert",
        place: NavPlace::Desk,
        access: Needs(OVERSEE),
    };
    let desk = Routes::new()
        .nav(overdue)
        .get("/desk/estates/overdue", Needs(OVERSEE), overdue::show)
        .get("/desk/estates/{estate}/ledger", Needs(LOOK), show::show)
        .post("/desk/estates/{estate}/ledger", Needs(LEDGER), acts::submit)
        .get(
            "/desk/estates/{estate}/ledger/new",
            Needs(LEDGER),
            line::show,
        )
        .post(
            "/desk/estates/{estate}/ledger/new",
            Needs(LEDGER),
            line::submit,
        )
        .get(
            "/desk/estates/{estate}/ledger/bank",
            Needs(LEDGER),
            bank::show,
        )
        .post(
            "/desk/estates/{estate}/ledger/bank",
            Needs(LEDGER),
            bank::upload,
        )
        .post(
            "/desk/estates/{estate}/ledger/match",
            Needs(LEDGER),
            bank::join,
        )
        .get(
            "/desk/estates/{estate}/ledger/lines/{number}/evidence",
            Needs(LEDGER),
            photo::evidence,
        )
        .get(
            "/desk/estates/{estate}/ledger/lines/{number}/shares",
            Needs(LEDGER),
            shares::xlsx,
        )
        .get(
            "/desk/estates/{estate}/ledger/notices",
            Needs(LEDGER),
            notices::show,
        )
        .post(
            "/desk/estates/{estate}/ledger/notices",
            Needs(LEDGER),
            notices::submit,
        );
    for_everybody(audit::routes(desk)).with_state(Arc::clone(compounds))
}

fn for_everybody(routes: Routes<Arc<Compounds>>) -> Routes<Arc<Compounds>> {
    routes
        .get("/estates/{estate}/money", Public, money::show)
        .post("/estates/{estate}/money", Public, money::ask)
        .get(
            "/estates/{estate}/money/{notice}/proof",
            Public,
            photo::proof,
        )
        .get(
            "/estates/{estate}/money/audits/{audit}/report",
            Public,
            photo::report,
        )
        .get(
            "/estates/{estate}/money/{notice}/poster.pdf",
            Public,
            poster::pdf,
        )
        .get("/api/v1/estates/{estate}/money", Public, api::money)
        .get("/api/v1/estates/{estate}/audits", Public, api::audits)
        .get("/api/v1/estates/{estate}/ledger", Needs(LEDGER), api::lines)
}

fn id_of(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// An amount as people read it.
fn yuan(ctx: &Ctx, amount: Money) -> String {
    ctx.say(
        "compounds-ledger-yuan",
        &[("amount", amount.grouped().into())],
    )
}

fn kind_name(ctx: &Ctx, kind: Kind) -> String {
    ctx.t(&format!("compounds-ledger-kind-{}", kind.key()))
}

/// A period, and where the fund is told by itself, that it is about the fund.
pub(super) fn told_of(ctx: &Ctx, covers: Covers, period: String) -> String {
    match covers {
        Covers::All | Covers::Common => period,
        Covers::Fund => ctx.say("compounds-ledger-of-fund", &[("period", period.into())]),
    }
}

/// A row of a statement, ready to be read.
struct StatementRow {
    name: String,
    account: String,
    opening: String,
    income: String,
    cost: String,
    spent: String,
    to_fund: String,
    /// From other accounts and to them; empty where nothing moved.
    moved: String,
    closing: String,
}

fn statement_row(ctx: &Ctx, row: &Row, account: String) -> StatementRow {
    StatementRow {
        name: kind_name(ctx, row.kind),
        account,
        opening: row.opening.grouped(),
        income: row.income.grouped(),
        cost: row.cost.grouped(),
        spent: row.spent.grouped(),
        to_fund: row.to_fund.grouped(),
        moved: moved(row),
        closing: row.closing.grouped(),
    }
}

fn moved(row: &Row) -> String {
    let parts = [("+", row.moved_in), ("−", row.moved_out)];
    let parts = parts.iter().filter(|(_, amount)| !amount.is_zero());
    let parts: Vec<String> = parts
        .map(|(sign, amount)| format!("{sign}{}", amount.grouped()))
        .collect();
    parts.join(" ")
}

/// A sum over rows; what leaves the range was refused when it was posted.
fn total(rows: &[&Row], column: fn(&Row) -> Money) -> Money {
    Money::sum(rows.iter().map(|row| column(row))).unwrap_or_default()
}
