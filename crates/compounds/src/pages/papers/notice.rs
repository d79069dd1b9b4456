use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_tally::presets::Electronic;
use huiyin_web::{Ctx, PageError, PageResult};

use super::{Asked, Held, public_page, say, sent_to_all, signatory, silence};
use crate::model::votes::{Item, Scope, Threshold};
use crate::ops::votes::public_vote;
use crate::papers::{NoticeItem, VoteNotice};

/// The notice as it hangs on the board, from the day it is announced.
pub(super) async fn pdf(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote)): Path<(Id, Id)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let say = say(&ctx, &asked);
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote) = public_vote(&mut tx, estate, vote).await?;
    drop(tx);
    let state = &vote.state;
    let (Some(roll), Some(times)) = (state.roll(), state.times()) else {
        return Err(PageError::NotFound);
    };
    let notice = VoteNotice {
        estate: estate.name.clone(),
        vote: vote.title.clone(),
        by: signatory(&say, &estate, &vote),
        posted: (times.announced_on, times.opens_on.plus_days(-1)),
        voting: (times.opens_on, times.ends_on()),
        extension_days: vote.settings.extension_days,
        items: vote.items.iter().map(item).collect(),
        roll_on: roll.on,
        units: usize::try_from(roll.units).unwrap_or(usize::MAX),
        persons: u64::from(roll.persons),
        area: roll.area,
        count_parking: vote.settings.count_parking,
        invalid_takes_part: vote.settings.invalid_takes_part,
        silence: silence(&vote),
        electronic: vote.settings.electronic.clone(),
        city_system: vote.settings.city().electronic == Electronic::CitySystem,
        object_to: say.object_to(),
        signed_on: times.announced_on,
        link: public_page(&ctx, &vote),
    };
    let name = format!("vote-notice-{}.pdf", times.announced_on);
    sent_to_all(&compounds, notice.draft(&say), &name).await
}

fn item(item: &Item) -> NoticeItem {
    NoticeItem {
        title: item.title.clone(),
        text: item.text.clone(),
        special: is_special(item),
        consequence: item.consequence.clone(),
        buildings: match &item.scope {
            Scope::Estate => Vec::new(),
            Scope::Buildings { names } => names.clone(),
        },
    }
}

pub(super) fn is_special(item: &Item) -> bool {
    item.matter.threshold() == Threshold::Special
}
