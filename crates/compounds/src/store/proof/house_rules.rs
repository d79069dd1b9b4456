//! Editions of the rules of an estate: which holds from when and by which vote follows from their
//! events, from the first version on; the text by the digest in the row of the last one.

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Id};
use serde::Serialize;

use super::{
    Beside, OTHER_VERSION, PAGE, Proven, ROWS_LIMIT, UNREADABLE, Whose, day, number, words,
};
use crate::model::house_rules::{HouseRule, RuleEvent, RuleKind, RuleState, RuleStateName};
use crate::store::house_rules as rows;

queries! {
    EDITIONS = "SELECT id, estate_id, kind, edition, version, model, state, from_on FROM house_rule
        WHERE id > $1 ORDER BY id LIMIT $2";
    EVENTS = "SELECT r.id AS rule_id, j.version AS version, j.body AS body
        FROM house_rule r JOIN journal j ON j.subject = r.id
        WHERE r.id > $1 AND r.id <= $2 ORDER BY r.id, j.version LIMIT $3";
}

const TABLE: &str = "house_rule";

/// What the events of an edition say of it, and what its row must.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Facts {
    estate: Option<Id>,
    rule: Option<RuleKind>,
    edition: u32,
    state: Option<RuleStateName>,
    vote: Option<Id>,
    decided_on: Option<Date>,
    from: Option<Date>,
    until: Option<Date>,
    repealed_by: Option<Id>,
    repealed_on: Option<Date>,
}

impl Facts {
    fn hear(&mut self, event: &RuleEvent) {
        match *event {
            RuleEvent::Drafted { estate, rule } => {
                self.estate = Some(estate);
                self.rule = Some(rule);
                self.state = Some(RuleStateName::Draft);
            }
            RuleEvent::Written {} => {}
            RuleEvent::Proposed {} => self.state = Some(RuleStateName::Proposed),
            RuleEvent::TakenBack {} => self.state = Some(RuleStateName::Draft),
            RuleEvent::Adopted {
                edition,
                vote,
                on,
                from,
            } => {
                self.edition = edition;
                self.vote = vote;
                self.decided_on = Some(on);
                self.from = Some(from);
                self.state = Some(RuleStateName::Adopted);
            }
            RuleEvent::Superseded { until } => {
                self.until = Some(until);
                self.state = Some(RuleStateName::Superseded);
            }
            RuleEvent::Repealed { vote, on } => {
                // Whether or not a later edition was to follow.
                self.until = None;
                self.repealed_by = vote;
                self.repealed_on = Some(on);
                self.state = Some(RuleStateName::Repealed);
            }
            RuleEvent::Discarded {} => self.state = Some(RuleStateName::Discarded),
        }
    }

    fn of(it: &HouseRule) -> Self {
        let adoption = it.state.adoption();
        let (until, repealed) = match &it.state {
            RuleState::Superseded { until, .. } => (Some(*until), None),
            RuleState::Repealed { repealed, .. } => (None, Some(repealed)),
            _ => (None, None),
        };
        Self {
            estate: Some(it.estate),
            rule: Some(it.kind),
            edition: it.edition,
            state: Some(it.state.name()),
            vote: adoption.and_then(|(by, _)| by.vote),
            decided_on: adoption.map(|(by, _)| by.on),
            from: adoption.map(|(_, from)| from),
            until,
            repealed_by: repealed.and_then(|it| it.vote),
            repealed_on: repealed.map(|it| it.on),
        }
    }
}

#[derive(Default)]
struct Told {
    last: i64,
    facts: Facts,
    proof: Option<String>,
}

pub(super) async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(EDITIONS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        let last: Id = last.get("id")?;
        let mut told: BTreeMap<Id, Told> = BTreeMap::new();
        let events = tx.fetch_all(EVENTS, args![&behind, last, ROWS_LIMIT]);
        for row in events.await? {
            let it = told.entry(row.get("rule_id")?).or_default();
            it.last = row.get("version")?;
            it.proof = row.json::<Beside>("body")?.proof;
            let event: RuleEvent = row.json("body")?;
            it.facts.hear(&event);
        }
        behind = last.to_string();
        for row in &page {
            let own = told.remove(&row.get::<Id>("id")?).unwrap_or_default();
            if let Some(wrong) = held(row, keys, &own, proven)? {
                return Ok(Some(wrong));
            }
        }
    }
}

fn held(row: &Row, keys: &Keys, told: &Told, proven: &mut Proven) -> Result<Option<Wrong>> {
    let whose = Whose {
        version: told.last,
        ..Whose::of(row, TABLE)?
    };
    if row.get::<i64>("version")? != told.last {
        return Ok(Some(whose.wrong(OTHER_VERSION)));
    }
    if let Some(differs) = of_columns(row, &told.facts)? {
        return Ok(Some(whose.column(differs)));
    }
    let model: String = row.get("model")?;
    let own = serde_json::from_str::<HouseRule>(&model).ok();
    let is_own = |it: &HouseRule| it.id == whose.id && i64::from(it.version) == told.last;
    let Some(rule) = own.filter(is_own) else {
        return Ok(Some(whose.wrong(UNREADABLE)));
    };
    let facts = Facts::of(&rule);
    if facts != told.facts {
        return Ok(Some(whose.column(Differs {
            column: "model",
            stored: Some(json(&facts)?),
            expected: Some(json(&told.facts)?),
        })));
    }
    let stored = rows::digest(keys, whose.id, &model);
    match &told.proof {
        None => proven.unproven += 1,
        Some(due) if *due == stored => proven.rules += 1,
        Some(due) => {
            let why = "the text of a rule was altered";
            return Ok(Some(whose.altered(why, "model", due, &stored)));
        }
    }
    Ok(None)
}

fn json(facts: &Facts) -> Result<String> {
    serde_json::to_string(facts).map_err(StoreError::inconsistent)
}

fn of_columns(row: &Row, facts: &Facts) -> Result<Option<Differs>> {
    let due = vec![
        ("estate_id", facts.estate.map(|it| it.to_string())),
        ("kind", facts.rule.map(|it| it.name().to_owned())),
        ("state", facts.state.map(|it| it.name().to_owned())),
        ("from_on", day(facts.from)),
    ];
    if let Some(found) = words(row, due)? {
        return Ok(Some(found));
    }
    number(row, "edition", i64::from(facts.edition))
}
