use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use huiyin_db::Tx;
use huiyin_kernel::{Id, mask};
use huiyin_web::{Ctx, PageError, PageResult};

use super::{Asked, Held, say, sent, vote_of};
use crate::VOTES;
use crate::model::register::{Estate, Owner, OwnerId, OwnerKind};
use crate::model::votes::{Vote, Voter};
use crate::papers::{ROLL_ROWS_PER_FILE, Roll, RollRow};
use crate::store::register::owners;

/// Days of posting before the days of the vote are known: as long as a notice (rules 16).
const POSTED_DAYS: i64 = 15;
/// Names shown for one line; what is behind them is told by number.
const NAMES: usize = 4;

/// A part of the roll for the board. Names leave the store masked.
pub(super) async fn pdf(
    ctx: Ctx,
    compounds: Held,
    Path(path): Path<(Id, Id)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let (part, say) = (asked.part()?, say(&ctx, &asked));
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote) = vote_of(&ctx, &mut tx, path, VOTES).await?;
    let fixed = *vote.state.roll().ok_or(PageError::NotFound)?;
    let found = super::count::voters_of(&ctx, &mut tx, &vote, part, ROLL_ROWS_PER_FILE).await?;
    let voters: Vec<&Voter> = found.iter().map(|it| &it.voter).collect();
    let names = names_of(&ctx, &mut tx, &estate, &vote).await?;
    let mut rows = Vec::with_capacity(voters.len());
    for voter in voters {
        rows.push(row(&ctx, &mut tx, voter, &names).await?);
    }
    drop(tx);
    let opens = vote.state.times().map(|it| it.opens_on.plus_days(-1));
    let until = opens.unwrap_or_else(|| fixed.posted_on.plus_days(POSTED_DAYS));
    let roll = Roll {
        estate: estate.name,
        vote: vote.title.clone(),
        on: fixed.on,
        posted: (fixed.posted_on, until),
        units: usize::try_from(fixed.units).unwrap_or(usize::MAX),
        persons: u64::from(fixed.persons),
        area: fixed.area,
        object_to: say.object_to(),
        rows,
    };
    let name = format!("vote-roll-{}-{}.pdf", fixed.on, part + 1);
    sent(&compounds, roll.draft(&say), &name).await
}

/// Who owned each unit on the day of the roll.
async fn names_of(
    ctx: &Ctx,
    tx: &mut Tx,
    estate: &Estate,
    vote: &Vote,
) -> Result<BTreeMap<Id, Vec<OwnerId>>, PageError> {
    let day = vote.state.roll().map_or_else(|| ctx.now.date(), |it| it.on);
    let roll = crate::ops::register::roll(tx, estate, day).await?;
    Ok(roll
        .units
        .into_iter()
        .map(|it| (it.id, it.owners))
        .collect())
}

async fn row(
    ctx: &Ctx,
    tx: &mut Tx,
    voter: &Voter,
    held: &BTreeMap<Id, Vec<OwnerId>>,
) -> Result<RollRow, PageError> {
    let mut all: Vec<OwnerId> = voter
        .units
        .iter()
        .filter_map(|unit| held.get(&unit.unit))
        .flatten()
        .copied()
        .collect();
    all.sort();
    all.dedup();
    let mut shown = Vec::new();
    for owner in all.iter().take(NAMES) {
        if let Some(owner) = owners::load(tx, &ctx.site.keys, *owner).await? {
            shown.push(shown_as(&owner));
        }
    }
    let mut text = shown.join("、");
    if all.len() > NAMES {
        text.push('…');
    }
    Ok(RollRow {
        number: voter.number,
        unit: voter.label(),
        owners: text,
        area: voter.area(),
        in_dispute: voter.in_dispute,
    })
}

/// A company is public by its name; a person is not.
fn shown_as(owner: &Owner) -> String {
    let name = owner.name.as_deref().unwrap_or_default();
    match owner.kind {
        OwnerKind::Person => mask::mask_name(name),
        _ => name.to_owned(),
    }
}
