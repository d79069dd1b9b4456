use axum::extract::{Path, Query};
use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_web::{Ctx, PageError, PageResult, download, written};

use super::{Asked, Held, say, sent, vote_of};
use crate::ENTER;
use crate::model::votes::{ItemOutcome, Sum, Vote, VoteStateName};
use crate::ops::votes::outcome_of;
use crate::papers::{CountRow, CountSheet, ItemSum, ROWS_PER_FILE};
use crate::store::votes::{counts, voters};
use huiyin_web::XLSX;

pub(super) async fn pdf(
    ctx: Ctx,
    compounds: Held,
    Path(path): Path<(Id, Id)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let (part, say) = (asked.part()?, say(&ctx, &asked));
    let mut tx = compounds.site.db.read().await?;
    let (sheet, name) = sheet(&ctx, &mut tx, path, part).await?;
    drop(tx);
    sent(&compounds, sheet.draft(&say), &format!("{name}.pdf")).await
}

pub(super) async fn xlsx(
    ctx: Ctx,
    compounds: Held,
    Path(path): Path<(Id, Id)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let (part, say) = (asked.part()?, say(&ctx, &asked));
    let mut tx = compounds.site.db.read().await?;
    let (sheet, name) = sheet(&ctx, &mut tx, path, part).await?;
    drop(tx);
    let tables = sheet.tables(&say);
    let bytes = written(move || huiyin_sheets::write_xlsx(&tables)).await?;
    Ok(download(XLSX, &format!("{name}.xlsx"), bytes))
}

/// A part of the roll in its order; 404 behind its end.
pub(super) async fn voters_of(
    ctx: &Ctx,
    tx: &mut Tx,
    vote: &Vote,
    part: usize,
    size: usize,
) -> Result<Vec<voters::Stored>, PageError> {
    // Voters are numbered from one without a gap when the roll is fixed.
    let behind = part.checked_mul(size).and_then(|it| u32::try_from(it).ok());
    let behind = behind.ok_or(PageError::NotFound)?;
    let limit = i64::try_from(size).unwrap_or(i64::MAX);
    let found = voters::of_vote(tx, &ctx.site.keys, vote.id, behind, limit).await?;
    if found.is_empty() {
        return Err(PageError::NotFound);
    }
    Ok(found)
}

async fn sheet(
    ctx: &Ctx,
    tx: &mut Tx,
    path: (Id, Id),
    part: usize,
) -> Result<(CountSheet, String), PageError> {
    let (estate, vote) = vote_of(ctx, tx, path, ENTER).await?;
    let times = vote.state.times().ok_or(PageError::NotFound)?;
    let found = voters_of(ctx, tx, &vote, part, ROWS_PER_FILE).await?;
    let count = counts::load(tx, vote.id).await?;
    let outcome = outcome_of(count.as_ref())?;
    let counted_on = count.and_then(|it| it.counted_at).map(Instant::date);
    let is_open = matches!(
        vote.state.name(),
        VoteStateName::Announced | VoteStateName::Voting
    );
    let rows = found.iter().map(|it| row(&vote, it, is_open)).collect();
    let sums = outcome.map_or_else(Vec::new, |it| it.items.iter().map(sum).collect());
    let sheet = CountSheet {
        estate: estate.name,
        vote: vote.title.clone(),
        items: vote.items.iter().map(|it| it.title.clone()).collect(),
        counted_on,
        rows,
        sums,
        witnesses: Vec::new(),
    };
    let name = format!("count-sheet-{}-{}", times.ends_on(), part + 1);
    Ok((sheet, name))
}

fn row(vote: &Vote, stored: &voters::Stored, is_open: bool) -> CountRow {
    let voter = &stored.voter;
    let asked = super::ballots::asked_of(vote, voter);
    CountRow {
        number: voter.number,
        unit: voter.label(),
        area: voter.area(),
        // One person of the roll has one vote, whatever the number of units (rules O4 to O6).
        votes: 1,
        not_returned: !is_open && voter.returned.is_none(),
        asked: (0..vote.items.len())
            .map(|at| asked.contains(&at))
            .collect(),
    }
}

fn sum(item: &ItemOutcome) -> ItemSum {
    let told = |sum: Sum| (sum.persons, sum.area);
    ItemSum([told(item.yes), told(item.no), told(item.abstain)])
}
