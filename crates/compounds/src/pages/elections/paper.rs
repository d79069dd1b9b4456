//! The notice of the candidates, as it hangs on the board (rule 8.5).

use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError, PageResult};

use super::frame::{Held, title_in};
use crate::model::elections::{Candidate as Stands, Check as Looked, ElectionState, Finding};
use crate::ops::register;
use crate::pages::papers::{Asked, say, sent_to_all};
use crate::papers::{Candidate, Candidates, Check, Say};
use crate::store::elections as rows;

/// While they hang out; before that nobody stands, and afterwards they stand on the ballot.
pub(super) async fn pdf(
    ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let say = say(&ctx, &asked);
    let site = &compounds.site;
    let mut tx = site.db.read().await?;
    let estate = register::estate(&mut tx, estate).await?;
    let election = rows::load(&mut tx, &site.keys, id).await?;
    drop(tx);
    let election = election.filter(|it| it.estate == estate.id);
    let election = election.ok_or(PageError::NotFound)?;
    let ElectionState::Noticed { on, until } = election.state else {
        return Err(PageError::NotFound);
    };
    let settings = &election.settings;
    let public = ctx.site.settings.public_address.trim_end_matches('/');
    let notice = Candidates {
        election: title_in(&ctx.site.texts, say.lang, &election),
        by: say.by_street(&estate.name),
        seats: settings.seats,
        alternates: settings.alternates,
        term_years: settings.term_years,
        posted: (on, until),
        voting: None,
        candidates: election.standing().map(|it| candidate(&say, it)).collect(),
        object_to: say.object_to(),
        signed_on: on,
        link: format!("{public}/estates/{}/elections/{id}", estate.id),
        estate: estate.name,
    };
    sent_to_all(
        &compounds,
        notice.draft(&say),
        &format!("candidates-{on}.pdf"),
    )
    .await
}

/// Which checks are met. What is not, and the papers behind it, are for those who look into it.
fn candidate(say: &Say, it: &Stands) -> Candidate {
    let met = |check: &Looked| {
        let found = it.checked(*check)?.finding;
        (found == Finding::Met).then(|| Check {
            name: say.check(*check),
            met: true,
        })
    };
    Candidate {
        name: it.name.clone(),
        unit: String::new(),
        intro: it.about.clone(),
        checks: Looked::ALL.iter().filter_map(met).collect(),
    }
}
