//! What is still to be read, compared or settled before the ballots can be fixed.

use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::claim::claim;
use super::frame::{Frame, Held, vote_of};
use super::roll::Row;
use crate::ENTER;
use crate::model::votes::{BallotState, Marks, VoteRefused};
use crate::ops::OpError;
use crate::ops::votes::{self as ops, Desk};
use crate::store::votes::{ballots, voters};
use huiyin_web::forms::Claim;

/// Ballots of one kind that are shown at once.
const SHOWN: i64 = 100;

struct Difference {
    number: u32,
    label: String,
    first: String,
    second: String,
}

struct Contradiction {
    number: u32,
    label: String,
    ballots: Vec<(Id, String)>,
}

#[derive(Template)]
#[template(path = "compounds/votes/open.html")]
struct View {
    page: Page,
    frame: Frame,
    differences: Vec<Difference>,
    contradictions: Vec<Contradiction>,
    /// Read once, waiting for the second person.
    reading: Vec<Row>,
    /// Came back and were not read at all.
    in_box: Vec<Row>,
    may_settle: bool,
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(path): Path<(Id, Id)>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote, _) = vote_of(&ctx, &mut tx, path, ENTER).await?;
    let keys = &compounds.site.keys;
    let mut differences = Vec::new();
    for it in voters::in_status(&mut tx, keys, vote.id, ("differs", 0), SHOWN).await? {
        let held = ballots::of_voter(&mut tx, keys, it.voter.id).await?;
        let differing = held
            .into_iter()
            .map(|it| it.ballot)
            .find(|it| it.state == BallotState::Differs);
        let Some(ballot) = differing else { continue };
        differences.push(Difference {
            number: it.voter.number,
            label: it.voter.label(),
            first: ballot.marks.letters(),
            second: ballot
                .second
                .map_or_else(String::new, |it| it.marks.letters()),
        });
    }
    let mut contradictions = Vec::new();
    for it in voters::in_status(&mut tx, keys, vote.id, ("unresolved", 0), SHOWN).await? {
        let held = ballots::of_voter(&mut tx, keys, it.voter.id).await?;
        let both = held.into_iter().map(|it| it.ballot);
        let both = both.filter(|it| it.state == BallotState::Contradicted);
        // Co-owners know what they wrote; the desk need not.
        let named = both.map(|it| {
            let channel = ctx.t(&format!("compounds-votes-channel-{}", it.channel.key()));
            (it.id, format!("{channel} · {}", ctx.moment(it.at)))
        });
        contradictions.push(Contradiction {
            number: it.voter.number,
            label: it.voter.label(),
            ballots: named.collect(),
        });
    }
    let reading = voters::in_status(&mut tx, keys, vote.id, ("reading", 0), SHOWN).await?;
    let in_box = voters::in_status(&mut tx, keys, vote.id, ("box", 0), SHOWN).await?;
    render(&View {
        page: ctx.page(),
        frame: Frame::of(&ctx, &estate, &vote, "open"),
        differences,
        contradictions,
        reading: reading.iter().map(|it| Row::of(&ctx, it)).collect(),
        in_box: in_box.iter().map(|it| Row::of(&ctx, it)).collect(),
        may_settle: ctx.signed_in()?.may(crate::VOTES),
    })
}

/// What the paper says, by somebody who looks at it.
pub(super) async fn settle_reading(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote)): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let by = crate::pages::by(&ctx, ENTER)?;
    let location = format!("/desk/estates/{estate}/votes/{vote}/open?done=compounds-votes-settled");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let number: u32 = form.parse("number").ok_or(PageError::FormExpired)?;
    let marks = Marks::of_letters(&form.text("marks"));
    let marks = marks.ok_or(OpError::from(VoteRefused::MarksWrong))?;
    let on = (estate, vote, number);
    ops::settle_reading(&compounds, &mut tx, &by, on, marks).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}

/// Which ballot of two co-owners stands.
pub(super) async fn settle_contradiction(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote)): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let desk = Desk::viewer(ctx.signed_in()?);
    let location = format!("/desk/estates/{estate}/votes/{vote}/open?done=compounds-votes-settled");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let number: u32 = form.parse("number").ok_or(PageError::FormExpired)?;
    let stands: Id = form.parse("ballot").ok_or(PageError::FormExpired)?;
    let said = (stands, &*form.text("reason"));
    let on = (estate, vote, number);
    ops::settle_contradiction(&compounds, &mut tx, &desk, on, said).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
