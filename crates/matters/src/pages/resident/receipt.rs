use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_web::{Ctx, Page, PageResult, qr, render};

use super::holder::{self, Holder};
use super::wording;
use crate::Matters;
use crate::store;

/// One code with the date by which its answer comes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Slip {
    code: String,
    shown: String,
    number: String,
    until: String,
    joined: bool,
}

/// The page to keep.
#[derive(Template)]
#[template(path = "resident_receipt.html")]
struct ReceiptView {
    page: Page,
    slips: Vec<Slip>,
    joined: bool,
    contactable: bool,
}

/// What is printed and taken home.
#[derive(Template)]
#[template(path = "resident_slip.html")]
struct SlipView {
    page: Page,
    slip: Slip,
    what: String,
    address: String,
    qr: String,
}

/// Letters of the report that stand on a slip, enough to tell two slips apart.
const SLIP_CHARS: usize = 60;

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(code): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let holder = match holder::find(&ctx, &matters, &mut tx, &code).await {
        Ok(holder) => holder,
        Err(unknown) => return unknown.into_result(),
    };
    let mut slips = Vec::new();
    let mut contactable = false;
    if let Some((slip, known)) = slip_of(&ctx, &matters, &mut tx, &holder).await? {
        slips.push(slip);
        contactable = known.matter.contactable;
    }
    if let Some(also) = query.get("also") {
        let second = match holder::find(&ctx, &matters, &mut tx, also).await {
            Ok(second) => second,
            Err(unknown) => return unknown.into_result(),
        };
        slips.extend(
            slip_of(&ctx, &matters, &mut tx, &second)
                .await?
                .map(|(slip, _)| slip),
        );
    }
    render(&ReceiptView {
        page: ctx.page(),
        joined: !holder.reported,
        contactable,
        slips,
    })
}

async fn slip_of(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut huiyin_db::Tx,
    holder: &Holder,
) -> huiyin_db::Result<Option<(Slip, store::Known)>> {
    let Some(known) = store::load(tx, &matters.site.keys, holder.matter).await? else {
        return Ok(None);
    };
    // Once somebody works on it, their own due time is the better promise.
    let before = known
        .matter
        .answer_before()
        .or(known.matter.promised_before);
    let slip = Slip {
        code: holder.code.as_str().to_owned(),
        shown: holder.code.to_string(),
        number: known.number.clone(),
        until: before.map_or_else(String::new, |before| wording::until(ctx, before)),
        joined: !holder.reported,
    };
    Ok(Some((slip, known)))
}

pub(super) async fn slip(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(code): Path<String>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let holder = match holder::find(&ctx, &matters, &mut tx, &code).await {
        Ok(holder) => holder,
        Err(unknown) => return unknown.into_result(),
    };
    let (slip, known) = slip_of(&ctx, &matters, &mut tx, &holder)
        .await?
        .ok_or(huiyin_web::PageError::NotFound)?;
    let address = format!(
        "{}{}",
        ctx.site.settings.public_address.trim_end_matches('/'),
        holder.address()
    );
    let what = if holder.reported {
        known.headline.clone()
    } else {
        known.summary.clone().unwrap_or_default()
    };
    render(&SlipView {
        page: ctx.page(),
        qr: qr::svg(&address).unwrap_or_default(),
        what: what.chars().take(SLIP_CHARS).collect(),
        slip,
        address,
    })
}
