//! The books as JSON: what everybody may see, and the lines for whoever keeps them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use huiyin_books::Row;
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::audit::report_of;
use super::id_of;
use crate::model::ledger::NoticeState;
use crate::ops::ledger;
use crate::pages::by;
use crate::store::ledger::{audits as kept, behind as stored, lines};
use crate::store::publication;
use crate::{Compounds, LEDGER};

/// Lines of one answer.
const PAGE: i64 = 500;

/// One row of a statement: opening + income − cost − spent − to_fund + moved_in − moved_out =
/// closing, in fen.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoneyRow {
    pub account: String,
    pub kind: String,
    pub opening_fen: i64,
    pub income_fen: i64,
    /// Tax included.
    pub cost_fen: i64,
    pub spent_fen: i64,
    pub to_fund_fen: i64,
    /// From other accounts and to them.
    pub moved_in_fen: i64,
    pub moved_out_fen: i64,
    pub closing_fen: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoneyNotice {
    pub id: String,
    pub from: String,
    pub to: String,
    pub released_at: Option<String>,
    pub rows: Vec<MoneyRow>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoneyNotices {
    pub notices: Vec<MoneyNotice>,
}

/// An audit of the common income.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoneyAudit {
    pub id: String,
    pub from: String,
    pub to: String,
    pub auditor: String,
    pub result: String,
    /// The result hung out since, and until.
    pub posted_from: String,
    pub posted_until: String,
    /// Where the auditor's report is had, a PDF or a JPEG, where it was handed in.
    pub report: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoneyAudits {
    /// The newest first.
    pub audits: Vec<MoneyAudit>,
    /// The day by which an audit was due, where one is missing.
    pub missing_since: Option<String>,
}

/// A line of the book, in fen; a reversal names the line that it takes back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LedgerLine {
    pub number: u64,
    pub day: String,
    pub account: String,
    pub kind: String,
    pub what: String,
    pub reverses: Option<u64>,
    /// The account that money went into, where it stayed in the book.
    pub into: Option<String>,
    pub amount_fen: i64,
    pub cost_fen: i64,
    pub tax_fen: i64,
    pub contract: Option<String>,
    pub decision: Option<String>,
    /// The vote of this estate that stands behind the line, and which of its items, from 0.
    pub vote: Option<String>,
    pub item: Option<u32>,
    /// The contract is the manager's, as the register has it.
    pub contract_of_register: bool,
    pub flags: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LedgerLines {
    pub lines: Vec<LedgerLine>,
    /// Ask with `after` of this number for what follows.
    pub next_after: Option<u64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct After {
    after: Option<u64>,
}

#[derive(OpenApi)]
#[openapi(paths(money, audits, lines))]
struct Document;

pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn row(row: &Row) -> MoneyRow {
    MoneyRow {
        account: row.account.to_string(),
        kind: row.kind.name().to_owned(),
        opening_fen: row.opening.fen(),
        income_fen: row.income.fen(),
        cost_fen: row.cost.fen(),
        spent_fen: row.spent.fen(),
        to_fund_fen: row.to_fund.fen(),
        moved_in_fen: row.moved_in.fen(),
        moved_out_fen: row.moved_out.fen(),
        closing_fen: row.closing.fen(),
    }
}

/// What the owners of an estate were told of their money.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/money", tag = "public",
    params(("estate" = String, Path, description = "Id of the estate")),
    responses((status = 200, body = MoneyNotices), (status = 404, description = "No such estate")))]
pub(crate) async fn money(
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
) -> Result<Json<MoneyNotices>, PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (_, book) = ledger::public_book(&mut tx, id_of(&estate)?).await?;
    let told = match book {
        Some(book) => publication::of_book(&mut tx, book.id).await?,
        None => Vec::new(),
    };
    let notices = told
        .into_iter()
        .filter(|notice| notice.state == NoticeState::Released)
        .map(|notice| MoneyNotice {
            id: notice.id.to_string(),
            from: notice.from.to_string(),
            to: notice.to.to_string(),
            released_at: notice.released_at.map(huiyin_kernel::Instant::to_rfc3339),
            rows: notice.rows.iter().map(row).collect(),
        })
        .collect();
    Ok(Json(MoneyNotices { notices }))
}

/// The audits of an estate's common income, and whether one is missing.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/audits", tag = "public",
    params(("estate" = String, Path, description = "Id of the estate")),
    responses((status = 200, body = MoneyAudits), (status = 404, description = "No such estate")))]
pub(crate) async fn audits(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
) -> Result<Json<MoneyAudits>, PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::public_book(&mut tx, id_of(&estate)?).await?;
    let Some(book) = book else {
        return Ok(Json(MoneyAudits {
            audits: Vec::new(),
            missing_since: None,
        }));
    };
    let today = ctx.now.date();
    let missing = ledger::audit_owed(&mut tx, (&estate, &book), today).await?;
    let made = kept::of_book(&mut tx, book.id).await?;
    let audits = made
        .into_iter()
        .map(|it| MoneyAudit {
            report: report_of(estate.id, &it),
            id: it.id.to_string(),
            from: it.audit.from.to_string(),
            to: it.audit.to.to_string(),
            auditor: it.audit.auditor,
            result: it.audit.result,
            posted_from: it.audit.posted_from.to_string(),
            posted_until: it.audit.posted_until.to_string(),
        })
        .collect();
    Ok(Json(MoneyAudits {
        audits,
        missing_since: missing.map(|day| day.to_string()),
    }))
}

/// The lines of an estate's book, without payers.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/ledger", tag = "staff", security(("session" = [])),
    params(("estate" = String, Path, description = "Id of the estate"),
        ("after" = Option<u64>, Query, description = "Number of the last line seen")),
    responses((status = 200, body = LedgerLines), (status = 401, description = "Not signed in"),
        (status = 404, description = "Not for this account")))]
pub(crate) async fn lines(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    Query(after): Query<After>,
) -> Result<Json<LedgerLines>, PageError> {
    let by = by(&ctx, LEDGER)?;
    let mut tx = compounds.site.db.read().await?;
    let (_, book) = ledger::book_for(&mut tx, &by, id_of(&estate)?).await?;
    let behind = after.after.unwrap_or(0);
    let found = lines::bare_after(&mut tx, book.id, behind, PAGE).await?;
    let full = i64::try_from(found.len()).is_ok_and(|count| count == PAGE);
    let next_after = found.last().filter(|_| full).map(|line| line.number);
    let up_to = found.last().map_or(behind, |line| line.number);
    let stand = stored::between(&mut tx, book.id, (behind, up_to), PAGE).await?;
    let lines = found
        .into_iter()
        .map(|line| {
            let of = stand.get(&line.number).copied().unwrap_or_default();
            let [amount, cost, tax] = lines::amounts(&line.what);
            let reverses = match &line.what {
                huiyin_books::What::Reversal { of, .. } => Some(*of),
                _ => None,
            };
            LedgerLine {
                number: line.number,
                day: line.date.to_string(),
                account: line.account.to_string(),
                kind: line.kind.name().to_owned(),
                what: line.what.name().to_owned(),
                reverses,
                into: lines::into(&line.what).map(ToString::to_string),
                amount_fen: amount.fen(),
                cost_fen: cost.fen(),
                tax_fen: tax.fen(),
                flags: line.flags().iter().map(|it| it.name().to_owned()).collect(),
                contract: line.basis.contract,
                decision: line.basis.decision,
                vote: of.item.map(|it| it.vote.to_string()),
                item: of.item.map(|it| it.place),
                contract_of_register: of.contract,
            }
        })
        .collect();
    Ok(Json(LedgerLines { lines, next_after }))
}
