use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError, PageResult};

use super::{Asked, Held, public_page, say, sent_to_all, signatory, silence};
use crate::model::votes::{Item, ItemOutcome, Silence, Sum, Verdict, VoteState};
use crate::ops::votes::{outcome_of, public_vote};
use crate::papers::{ItemResult, Measure, ResultNotice, Way};
use crate::store::votes::counts;

/// A result stays on the board as long as a notice does (rules 16).
const POSTED_DAYS: i64 = 15;

/// The result as it hangs on the board, once it is published.
pub(super) async fn pdf(
    ctx: Ctx,
    compounds: Held,
    Path((estate, vote)): Path<(Id, Id)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let say = say(&ctx, &asked);
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote) = public_vote(&mut tx, estate, vote).await?;
    let (VoteState::Published { published_at, .. } | VoteState::Filed { published_at, .. }) =
        vote.state
    else {
        return Err(PageError::NotFound);
    };
    let times = vote.state.times().ok_or(PageError::NotFound)?;
    let count = counts::load(&mut tx, vote.id).await?;
    let outcome = outcome_of(count.as_ref())?.ok_or(PageError::NotFound)?;
    drop(tx);
    let posted_on = published_at.date();
    let items = vote.items.iter().zip(&outcome.items);
    let follows = matches!(vote.settings.silence, Silence::Majority { .. });
    let notice = ResultNotice {
        estate: estate.name.clone(),
        vote: vote.title.clone(),
        by: signatory(&say, &estate, &vote),
        voting: (times.opens_on, times.ends_on()),
        // The day of posting does not count (Civil Code art. 201).
        posted: (posted_on, posted_on.plus_days(POSTED_DAYS)),
        silence: silence(&vote),
        items: items.map(|(item, it)| result(item, it, follows)).collect(),
        object_to: say.object_to(),
        commitment: count.map_or_else(String::new, |it| it.root),
        signed_on: posted_on,
        link: public_page(&ctx, &vote),
    };
    let name = format!("vote-result-{posted_on}.pdf");
    sent_to_all(&compounds, notice.draft(&say), &name).await
}

fn result(item: &Item, outcome: &ItemOutcome, follows: bool) -> ItemResult {
    let deemed = outcome.deemed.as_ref();
    ItemResult {
        title: item.title.clone(),
        special: super::notice::is_special(item),
        persons: outcome.total.persons,
        area: outcome.total.area,
        strict: way(outcome.yes, &outcome.strict),
        deemed: deemed.map(|it| way(deemed_yes(outcome, follows), it)),
    }
}

fn measure(sum: Sum) -> Measure {
    Measure {
        persons: sum.persons,
        area: sum.area,
    }
}

fn way(yes: Sum, verdict: &Verdict) -> Way {
    Way {
        took_part: measure(verdict.took),
        yes: measure(yes),
        valid: verdict.quorum,
        passed: verdict.passed,
        decides: false,
    }
}

/// Those in favour with silence as the clause has it: silent owners follow a yes only where it
/// leads both other choices by persons and by area (`huiyin_tally`, `deemed`).
fn deemed_yes(outcome: &ItemOutcome, follows: bool) -> Sum {
    let yes = outcome.yes;
    let leads = |other: Sum| yes.area > other.area && yes.persons > other.persons;
    if !(follows && leads(outcome.no) && leads(outcome.abstain)) {
        return yes;
    }
    Sum {
        persons: yes.persons.saturating_add(outcome.silent.persons),
        area: yes.area.saturating_add(outcome.silent.area),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn sum(persons: u64, area: u64) -> Sum {
        Sum { persons, area }
    }

    fn outcome(yes: Sum, no: Sum) -> ItemOutcome {
        ItemOutcome {
            yes,
            no,
            silent: sum(40, 4_000),
            ..ItemOutcome::default()
        }
    }

    #[test]
    fn silence_follows_only_a_yes_that_leads_in_both_measures() {
        let clear = outcome(sum(30, 3_000), sum(5, 500));
        assert_eq!(deemed_yes(&clear, true), sum(70, 7_000));
        assert_eq!(deemed_yes(&clear, false), sum(30, 3_000));
        let torn = outcome(sum(30, 400), sum(5, 500));
        assert_eq!(deemed_yes(&torn, true), sum(30, 400));
        let lost = outcome(sum(5, 500), sum(30, 3_000));
        assert_eq!(deemed_yes(&lost, true), sum(5, 500));
    }
}
