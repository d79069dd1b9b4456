//! Editions of the rules of an estate.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::house_rules::{HouseRule, RuleKind};
use crate::rules::house_rules::RuleChange;
use crate::store::proof;

queries! {
    INSERT = "INSERT INTO house_rule (id, estate_id, kind, edition, version, model, state, from_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE house_rule SET version = $3, model = $4, state = $5, edition = $6, from_on = $7
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, model FROM house_rule WHERE id = $1";
    /// The editions of one rule, the latest first.
    OF_KIND = "SELECT id, version, model FROM house_rule WHERE estate_id = $1 AND kind = $2
        ORDER BY edition DESC, id DESC LIMIT $3";
    /// Everything of an estate that holds or is being prepared.
    LIVE = "SELECT id, version, model FROM house_rule
        WHERE estate_id = $1 AND state IN ('draft', 'proposed', 'adopted') ORDER BY kind, id LIMIT $2";
    LAST_EDITION = "SELECT COALESCE(MAX(edition), 0) AS n FROM house_rule WHERE estate_id = $1 AND kind = $2";
    HEADS = "SELECT id AS subject, version FROM house_rule WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which rules stand in the journal.
pub const SUBJECT: &str = "house_rules";

const OF_KIND_LIMIT: i64 = 100;
const LIVE_LIMIT: i64 = 100;

fn rule(row: &Row) -> Result<HouseRule> {
    row.model("house rule", |it: &HouseRule| (it.id, it.version))
}

/// A keyed digest of an edition as it is written.
pub(super) fn digest(keys: &Keys, id: Id, model: &str) -> String {
    proof::of_text(keys, "rule of a house", id, model)
}

/// Writes a new edition, or what an act made of one if nobody was faster.
pub async fn save(
    tx: &mut Tx,
    keys: &Keys,
    change: &RuleChange,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let it = &change.rule;
    let model = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
    let digest = digest(keys, it.id, &model);
    let state = it.state.name().name();
    let from = it.state.adoption().map(|(_, from)| from);
    if it.version == 1 {
        let values = args![
            it.id,
            it.estate,
            it.kind.name(),
            it.edition,
            it.version,
            model,
            state,
            from
        ];
        tx.execute(INSERT, values).await?;
    } else {
        let expected = i64::from(it.version) - 1;
        let values = args![it.id, expected, it.version, model, state, it.edition, from];
        tx.execute_locked(UPDATE, values, it.id, expected).await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: it.id,
        version: i64::from(it.version),
        at: now,
        actor,
        kind: change.event.name(),
    };
    let body = proof::Body::new(&change.event, digest);
    journal::append(tx, &entry, &body).await
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<HouseRule>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(rule).transpose()
}

/// The editions of one rule of an estate, the latest first; drafts come last.
pub async fn of_kind(tx: &mut Tx, estate: Id, kind: RuleKind) -> Result<Vec<HouseRule>> {
    let values = args![estate, kind.name(), OF_KIND_LIMIT];
    let rows = tx.fetch_all(OF_KIND, values).await?;
    rows.iter().map(rule).collect()
}

/// What holds at an estate, and what is being prepared.
pub async fn live(tx: &mut Tx, estate: Id) -> Result<Vec<HouseRule>> {
    let rows = tx.fetch_all(LIVE, args![estate, LIVE_LIMIT]).await?;
    rows.iter().map(rule).collect()
}

/// The number of the edition that is adopted next.
pub async fn next_edition(tx: &mut Tx, estate: Id, kind: RuleKind) -> Result<u32> {
    let row = tx
        .fetch_one(LAST_EDITION, args![estate, kind.name()])
        .await?;
    let last: u32 = row.get("n")?;
    Ok(last.saturating_add(1))
}
