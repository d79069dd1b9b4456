//! The rules of an estate (rule 9.7): drafted from a model, put to the owners, adopted, published.

use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Date, Id, Said};

use super::votes::outcome_of;
use super::{By, OpError};
use crate::Compounds;
use crate::model::house_rules::{
    Adoption, HouseRule, RuleAct, RuleKind, RuleRefused, RuleState, RuleStateName,
};
use crate::model::votes::{Scope, Timetable};
use crate::rules::house_rules as rules;
use crate::store::house_rules as rows;
use crate::store::register::estates;
use crate::store::votes::{self as votes, counts};

impl From<RuleRefused> for OpError {
    fn from(why: RuleRefused) -> Self {
        Self::Room(format!("compounds-rules-refused-{}", why.key()))
    }
}

/// An edition that this person may work on.
pub async fn load(tx: &mut Tx, by: &By, id: Id) -> Result<HouseRule, OpError> {
    let rule = rows::load(tx, id).await?.ok_or(OpError::NotFound)?;
    let estate = estates::load(tx, rule.estate).await?;
    by.must_reach(&estate.ok_or(OpError::NotFound)?)?;
    Ok(rule)
}

/// The edition that holds on a day: the latest whose day of force has come and that was not
/// repealed by then. One that a later edition follows holds until the day before that one does.
pub fn in_force(all: &[HouseRule], today: Date) -> Option<&HouseRule> {
    let holds = |it: &&HouseRule| match &it.state {
        RuleState::Adopted { from, .. } => *from <= today,
        RuleState::Superseded { from, until, .. } => *from <= today && today < *until,
        RuleState::Repealed { from, repealed, .. } => *from <= today && today < repealed.on,
        RuleState::Draft | RuleState::Proposed { .. } | RuleState::Discarded { .. } => false,
    };
    all.iter().filter(holds).max_by_key(|it| it.edition)
}

/// Begins an edition. There is one draft of a rule at a time, so that two people do not write two.
pub async fn begin(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (id, estate, kind): (Id, Id, RuleKind),
    text: Said,
) -> Result<HouseRule, OpError> {
    super::register::estate_for(tx, by, estate).await?;
    let open = rows::live(tx, estate).await?;
    let is_open = open.iter().any(|it| {
        it.kind == kind
            && matches!(
                it.state.name(),
                RuleStateName::Draft | RuleStateName::Proposed
            )
    });
    if is_open {
        return Err(RuleRefused::DraftOpen.into());
    }
    let change = rules::draft(id, estate, kind, text)?;
    let site = &compounds.site;
    rows::save(tx, &site.keys, &change, &by.actor(), site.now()).await?;
    Ok(change.rule)
}

/// Does something about an edition.
pub async fn act(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (id, seen): (Id, Option<u32>),
    act: RuleAct,
) -> Result<HouseRule, OpError> {
    let rule = load(tx, by, id).await?;
    as_seen(&rule, seen)?;
    if let RuleAct::Repeal { by: adoption } = &act {
        must_be_carried(tx, &rule, adoption).await?;
    }
    let now = compounds.site.now();
    let change = rules::decide(&rule, act, now)?;
    rows::save(tx, &compounds.site.keys, &change, &by.actor(), now).await?;
    Ok(change.rule)
}

/// The owners have decided: the edition gets its number, and whichever held before gives way on
/// the same day.
pub async fn adopt(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (id, seen): (Id, Option<u32>),
    (adoption, from): (Adoption, Date),
) -> Result<HouseRule, OpError> {
    let rule = load(tx, by, id).await?;
    as_seen(&rule, seen)?;
    let now = compounds.site.now();
    must_be_carried(tx, &rule, &adoption).await?;
    let edition = rows::next_edition(tx, rule.estate, rule.kind).await?;
    let act = RuleAct::Adopt {
        by: adoption,
        from,
        edition,
    };
    let change = rules::decide(&rule, act, now)?;
    for old in rows::of_kind(tx, rule.estate, rule.kind).await? {
        if old.state.name() != RuleStateName::Adopted {
            continue;
        }
        let given_way = rules::decide(&old, RuleAct::Supersede { until: from }, now)?;
        rows::save(tx, &compounds.site.keys, &given_way, &by.actor(), now).await?;
    }
    rows::save(tx, &compounds.site.keys, &change, &by.actor(), now).await?;
    Ok(change.rule)
}

/// Where a vote of the system is named, it is this estate's, and it passed.
async fn must_be_carried(tx: &mut Tx, rule: &HouseRule, by: &Adoption) -> Result<(), OpError> {
    let Some(vote) = by.vote else {
        return Ok(());
    };
    let vote = votes::load(tx, vote).await?;
    let vote = vote.filter(|it| it.estate == rule.estate);
    let vote = vote.ok_or(RuleRefused::VoteUnknown)?;
    let count = counts::load(tx, vote.id).await?;
    let outcome = outcome_of(count.as_ref())?.unwrap_or_default();
    let items = vote.items.iter().enumerate();
    let items = items.filter(|(_, item)| item.scope == Scope::Estate);
    let decided = rules::Decided {
        published: vote.state.is_result_public(),
        ended_on: vote.state.times().map(Timetable::ends_on),
        items: items
            .map(|(at, item)| (item.matter, outcome.items.get(at).copied()))
            .collect(),
    };
    Ok(rules::carried(rule.kind, by, &decided)?)
}

fn as_seen(rule: &HouseRule, seen: Option<u32>) -> Result<(), OpError> {
    match seen {
        Some(version) if version != rule.version => Err(StoreError::Conflict {
            subject: rule.id,
            expected: i64::from(version),
        }
        .into()),
        _ => Ok(()),
    }
}
