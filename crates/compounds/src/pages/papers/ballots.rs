use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, PageError, PageResult};

use super::{Asked, Held, say, sent, silence, vote_of};
use crate::VOTES;
use crate::model::votes::{Vote, Voter};
use crate::ops::{OpError, votes as ops};
use crate::papers::{BALLOTS_PER_FILE, BallotFor, BallotItem, Ballots};
use crate::rules::votes::printing::check_printing;
use crate::store::votes::notes::Printed;
use crate::store::votes::voters;

/// The ballots of a part of the roll, as long as there are ballots to be handed out. Each printing
/// is written down, since the codes are on them: it is posted, so that no link that is fetched
/// ahead prints anything.
pub(super) async fn pdf(
    ctx: Ctx,
    compounds: Held,
    Path(path): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let asked = Asked::posted(&posted.0);
    let (part, say) = (asked.part()?, say(&ctx, &asked));
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote) = vote_of(&ctx, &mut tx, path, VOTES).await?;
    let times = vote.state.times().ok_or(PageError::NotFound)?;
    check_printing(&vote, ctx.now).map_err(OpError::from)?;
    let found = super::count::voters_of(&ctx, &mut tx, &vote, part, BALLOTS_PER_FILE).await?;
    let site = ctx.site.settings.public_address.trim_end_matches('/');
    let ballots = found.iter().map(|it| ballot(site, &vote, it)).collect();
    let draft = Ballots {
        estate: estate.name.clone(),
        vote: vote.title.clone(),
        sheet: asked.sheet(),
        opens_on: times.opens_on,
        last_on: times.ends_on(),
        return_to: say.return_to(),
        silence: silence(&vote),
        items: items(&vote),
        ballots,
    };
    drop(tx);
    let what = Printed {
        vote: vote.id,
        part: part + 1,
        ballots: found.len(),
        sheet: draft.sheet.name(),
    };
    let name = format!("ballots-{}-{}.pdf", times.opens_on, part + 1);
    let paper = sent(&compounds, draft.draft(&say), &name).await?;
    let mut tx = compounds.site.db.write().await?;
    let by = crate::pages::by(&ctx, VOTES)?;
    ops::note_printing(&compounds, &mut tx, &by, path, what).await?;
    tx.commit().await?;
    Ok(paper)
}

fn items(vote: &Vote) -> Vec<BallotItem> {
    vote.items
        .iter()
        .map(|it| BallotItem {
            title: it.title.clone(),
            text: it.text.clone(),
            special: super::notice::is_special(it),
            consequence: it.consequence.clone(),
        })
        .collect()
}

fn ballot(site: &str, vote: &Vote, stored: &voters::Stored) -> BallotFor {
    let voter = &stored.voter;
    BallotFor {
        number: voter.number,
        unit: voter.label(),
        area: voter.area(),
        code: stored.code.to_string(),
        link: format!("{site}/ballot/{}", stored.code),
        asked: Some(asked_of(vote, voter)),
    }
}

/// Numbers of the items that a voter decides, by the buildings of their units.
pub(super) fn asked_of(vote: &Vote, voter: &Voter) -> Vec<usize> {
    let mine = |item: &crate::model::votes::Item| {
        voter
            .units
            .iter()
            .any(|unit| item.scope.holds(&unit.building))
    };
    let items = vote.items.iter().enumerate();
    items
        .filter(|(_, item)| mine(item))
        .map(|(at, _)| at)
        .collect()
}
