use axum::extract::Path;
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::{Form, Posted};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::claim::claim;
use super::frame::Held;
use crate::model::votes::{VoidCause, VoteAct, VoteActName as A, VoteRefused};
use crate::ops::OpError;
use crate::ops::votes::{self as ops, Desk};
use huiyin_web::forms::Claim;

/// Does the next step of a vote, as its button or its small form says.
pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote)): Path<(Id, Id)>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let desk = Desk::viewer(ctx.signed_in()?);
    let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let act = A::from_name(&form.text("act")).ok_or(PageError::FormExpired)?;
    let done = format!("compounds-votes-{}", act.key());
    let location = format!("/desk/estates/{estate}/votes/{vote}?done={done}");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let on = (estate, vote, Some(seen));
    carry_out(&compounds, &mut tx, &desk, on, (act, &form)).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}

async fn carry_out(
    compounds: &Held,
    tx: &mut Tx,
    desk: &Desk,
    on: (Id, Id, Option<u32>),
    (act, form): (A, &Form),
) -> Result<(), OpError> {
    let day = |name: &str| form.parse::<Date>(name);
    match act {
        A::FixRoll => {
            let roll_on = day("roll_on").ok_or(VoteRefused::RollLater)?;
            ops::fix_roll(compounds, tx, desk, on, roll_on).await?;
        }
        A::Announce => {
            let opens_on = day("opens_on").ok_or(VoteRefused::NoticeShort)?;
            let last_on = day("last_on").ok_or(VoteRefused::VotingShort)?;
            let days = (day("told_on"), opens_on, last_on);
            ops::announce(compounds, tx, desk, on, days).await?;
        }
        A::Commit => {
            ops::commit(compounds, tx, desk, on).await?;
        }
        A::Count => {
            ops::count(compounds, tx, desk, on, &form.text("witnesses")).await?;
        }
        A::File => {
            ops::file(compounds, tx, desk, on, &form.text("number")).await?;
        }
        _ => {
            let simple = simple(act, form)?;
            ops::act(compounds, tx, desk, on, simple).await?;
        }
    }
    Ok(())
}

fn simple(act: A, form: &Form) -> Result<VoteAct, OpError> {
    Ok(match act {
        A::Accept => VoteAct::Accept,
        A::ReopenRoll => VoteAct::ReopenRoll,
        A::Open => VoteAct::Open,
        A::Extend => VoteAct::Extend,
        A::Close => VoteAct::Close,
        A::Publish => VoteAct::Publish,
        A::Withdraw => VoteAct::Withdraw,
        A::Annul => {
            let cause = VoidCause::from_name(&form.text("cause"));
            VoteAct::Annul {
                cause: cause.ok_or(VoteRefused::ReasonMissing)?,
            }
        }
        _ => return Err(VoteRefused::WrongState.into()),
    })
}
