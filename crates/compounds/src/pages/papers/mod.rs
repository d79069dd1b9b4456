//! What is printed of a vote: the papers themselves, and a page that lists them.

mod ballots;
mod count;
mod notice;
mod overview;
mod result;
mod roll;

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::{Id, Lang};
use huiyin_papers::{PDF, PaperError};
use huiyin_web::Access::{Needs, Public};
use huiyin_web::forms::Form;
use huiyin_web::{Act, Ctx, PageError, Routes, download};
use serde::Deserialize;

use crate::model::register::Estate;
use crate::model::votes::{Proposer, Silence, Vote};
use crate::ops::votes::load_vote;
use crate::pages::by;
use crate::papers::{Draft, Say, Sheet, Shelf, SilenceRule};
use crate::{Compounds, ENTER, VOTES};

type Held = State<Arc<Compounds>>;

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    Routes::new()
        .get(
            "/desk/estates/{estate}/votes/{vote}/papers",
            Needs(VOTES),
            overview::show,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/ballots.pdf",
            Needs(VOTES),
            ballots::pdf,
        )
        .get(
            "/desk/estates/{estate}/votes/{vote}/roll.pdf",
            Needs(VOTES),
            roll::pdf,
        )
        .get(
            "/desk/estates/{estate}/votes/{vote}/count.pdf",
            Needs(ENTER),
            count::pdf,
        )
        .get(
            "/desk/estates/{estate}/votes/{vote}/count.xlsx",
            Needs(ENTER),
            count::xlsx,
        )
        .get(
            "/estates/{estate}/votes/{vote}/notice.pdf",
            Public,
            notice::pdf,
        )
        .get(
            "/estates/{estate}/votes/{vote}/result.pdf",
            Public,
            result::pdf,
        )
        .with_state(Arc::clone(compounds))
}

/// Which paper: the file of many, the language, the sheet.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asked {
    part: String,
    lang: String,
    sheet: String,
}

impl Asked {
    /// From a form instead of an address.
    fn posted(form: &Form) -> Self {
        Self {
            part: form.text("part"),
            lang: form.text("lang"),
            sheet: form.text("sheet"),
        }
    }

    /// From nought; the first file where nothing is asked for.
    fn part(&self) -> Result<usize, PageError> {
        if self.part.is_empty() {
            return Ok(0);
        }
        let part: Option<usize> = self.part.parse().ok();
        part.and_then(|it| it.checked_sub(1))
            .ok_or(PageError::NotFound)
    }

    pub(in crate::pages) fn sheet(&self) -> Sheet {
        match self.sheet.as_str() {
            "a3" => Sheet::A3,
            "a5" => Sheet::A5,
            _ => Sheet::A4,
        }
    }
}

/// The language of the paper: of the page, unless another is asked for.
pub(in crate::pages) fn say<'a>(ctx: &'a Ctx, asked: &Asked) -> Say<'a> {
    let lang = Lang::from_tag(&asked.lang).unwrap_or(ctx.lang);
    Say::new(&ctx.site.texts, lang)
}

/// Makes the paper and hands it out.
pub(in crate::pages) async fn sent(
    compounds: &Compounds,
    draft: Draft,
    name: &str,
) -> Result<Response, PageError> {
    let made = draft.make(&compounds.papers).await;
    let pdf = made.map_err(|why| refused(&why))?;
    Ok(download(PDF, name, pdf))
}

/// The same for a paper that anybody may fetch: it is made once for all who ask.
pub(in crate::pages) async fn sent_to_all(
    compounds: &Compounds,
    draft: Draft,
    name: &str,
) -> Result<Response, PageError> {
    let key = Shelf::key(&draft);
    if let Some(kept) = compounds.shelf.find(&key) {
        return Ok(download(PDF, name, kept.to_vec()));
    }
    let made = draft.make(&compounds.papers).await;
    let pdf = made.map_err(|why| refused(&why))?;
    compounds.shelf.keep(key, pdf.as_slice().into());
    Ok(download(PDF, name, pdf))
}

/// Somebody who may come back is told when; the rest is for whoever looks after the machine.
fn refused(why: &PaperError) -> PageError {
    if matches!(why, PaperError::Busy) {
        return PageError::TooMany { wait_seconds: 60 };
    }
    tracing::warn!(%why, "no paper");
    PageError::Refused {
        key: format!("compounds-papers-refused-{}", why.key()),
        args: Vec::new(),
    }
}

/// A vote of the address, as far as posts with this act reach.
async fn vote_of(
    ctx: &Ctx,
    tx: &mut Tx,
    (estate, vote): (Id, Id),
    act: Act,
) -> Result<(Estate, Vote), PageError> {
    Ok(load_vote(tx, &by(ctx, act)?, estate, vote).await?)
}

fn silence(vote: &Vote) -> SilenceRule {
    let said = |clause: &crate::model::votes::Clause| (clause.text.clone(), clause.on);
    match &vote.settings.silence {
        Silence::None => SilenceRule::None,
        Silence::Participation { clause } => {
            let (clause, on) = said(clause);
            SilenceRule::Participation { clause, on }
        }
        Silence::Majority { clause } => {
            let (clause, on) = said(clause);
            SilenceRule::Majority { clause, on }
        }
    }
}

/// Who signs a notice: the committee, or the street where it called the vote.
fn signatory(say: &Say, estate: &Estate, vote: &Vote) -> String {
    match vote.proposal.by {
        Proposer::Street => say.by_street(&estate.name),
        Proposer::Owners | Proposer::Committee => say.by_committee(&estate.name),
    }
}

/// The public page of a vote, as its QR code has it.
fn public_page(ctx: &Ctx, vote: &Vote) -> String {
    let site = ctx.site.settings.public_address.trim_end_matches('/');
    format!("{site}/estates/{}/votes/{}", vote.estate, vote.id)
}
