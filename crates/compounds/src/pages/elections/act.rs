use axum::extract::Path;
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, PageError, PageResult, Site, redirect};

use super::differs::Late;
use super::frame::Held;
use super::show;
use crate::VOTES;
use crate::model::elections::{
    Check, ElectionActName as A, ElectionRefused as Why, Finding, SeatEnd,
};
use crate::ops::{By, OpError, elections as ops};
use crate::pages::both::Unsaved;
use crate::pages::{claim, estate_of};
use crate::rules::elections::ElectionAct;

/// Does the act whose form was sent. What was refused is said on the page again, with what was typed;
/// where somebody saved meanwhile, beside what stands now.
pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let name = A::from_name(&form.text("act")).ok_or(PageError::FormExpired)?;
    let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let done = format!("compounds-elections-{}", name.key());
    let back = format!("/desk/estates/{estate}/elections/{id}?done={done}");
    let mut tx = site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("election act", &back)).await? {
        return Ok(landed);
    }
    let (estate, by) = estate_of(&ctx, &mut tx, estate, VOTES).await?;
    let which = (estate.id, id, seen);
    match carry_out(&mut tx, site, &by, which, (name, &form)).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect(&back))
        }
        Err(error) => {
            drop(tx);
            let mut errors = Errors::default();
            Unsaved::read(error)?.tell(&ctx, &mut errors, "acts");
            let late = Late {
                form: Some(form),
                errors,
            };
            show::page(&ctx, &compounds, (estate.id, id), late).await
        }
    }
}

async fn carry_out(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id, seen): (Id, Id, u32),
    (name, form): (A, &Form),
) -> Result<(), OpError> {
    let act = read(tx, estate, name, form).await?;
    let done = ops::carry_out(tx, site, by, (estate, id, seen), &act).await;
    done.map(drop)
}

/// Opens the election that is due where half of the seats are empty, or shows the one that is open.
pub(super) async fn again(
    ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let here = format!("/desk/estates/{estate}/elections/{id}");
    let mut tx = site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("by-election", &here)).await? {
        return Ok(landed);
    }
    let (estate, by) = estate_of(&ctx, &mut tx, estate, VOTES).await?;
    let opened = match ops::open_by_election(&mut tx, site, &by, (estate.id, id)).await {
        Ok(opened) => opened,
        Err(error) => {
            drop(tx);
            let mut errors = Errors::default();
            Unsaved::read(error)?.tell(&ctx, &mut errors, "acts");
            // Nothing is typed into this form: the page as it stands says what was done.
            let late = Late { form: None, errors };
            return show::page(&ctx, &compounds, (estate.id, id), late).await;
        }
    };
    tx.commit().await?;
    let list = format!("/desk/estates/{}/elections", estate.id);
    let back = format!("{list}/{}?done=compounds-elections-opened", opened.id);
    Ok(redirect(&back))
}

async fn read(tx: &mut Tx, estate: Id, name: A, form: &Form) -> Result<ElectionAct, OpError> {
    let candidate = || form.parse::<u32>("candidate").ok_or(Why::CandidateUnknown);
    let day = || form.parse::<Date>("on").ok_or(Why::DayFuture);
    Ok(match name {
        A::Nominate => ElectionAct::Nominate {
            name: form.text("name"),
            about: form.text("about"),
        },
        A::Check => ElectionAct::Check {
            candidate: candidate()?,
            check: Check::from_name(&form.text("check")).ok_or(Why::EvidenceMissing)?,
            finding: Finding::from_name(&form.text("finding")).ok_or(Why::EvidenceMissing)?,
            evidence: form.text("evidence"),
        },
        A::StandDown => ElectionAct::StandDown {
            candidate: candidate()?,
        },
        A::Notice => ElectionAct::Notice {
            days: form.parse("days").ok_or(Why::NoticeShort)?,
        },
        A::PutToVote | A::TakeResult => {
            let vote = form.parse::<Id>("vote").ok_or(Why::VoteUnknown)?;
            let vote = ops::vote_facts(tx, estate, vote).await?;
            if name == A::PutToVote {
                ElectionAct::PutToVote { vote }
            } else {
                ElectionAct::TakeResult { vote }
            }
        }
        A::Seat => ElectionAct::Seat { since: day()? },
        A::File => ElectionAct::File {
            on: day()?,
            number: form.text("number"),
        },
        A::EndSeat => ElectionAct::EndSeat {
            candidate: candidate()?,
            on: day()?,
            why: SeatEnd::from_name(&form.text("why")).ok_or(Why::SeatUnknown)?,
        },
        A::Withdraw => ElectionAct::Withdraw,
    })
}
