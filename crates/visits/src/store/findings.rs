//! Which matters were found at which door.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    ADD = "INSERT INTO visit_finding (id, visit_id, submission_id, matter_id, matter_number, made_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    OF_VISIT = "SELECT id, visit_id, submission_id, matter_id, matter_number, made_at, brought_back_at
        FROM visit_finding WHERE visit_id = $1 ORDER BY made_at, id LIMIT $2";
    OF_MATTER = "SELECT id, visit_id, submission_id, matter_id, matter_number, made_at, brought_back_at
        FROM visit_finding WHERE matter_id = $1";
    /// What was found at the same door in other rounds, newest first.
    OF_DWELLING = "SELECT f.id, f.visit_id, f.submission_id, f.matter_id, f.matter_number, f.made_at,
            f.brought_back_at FROM visit_finding f JOIN visit v ON v.id = f.visit_id
        WHERE v.dwelling_id = $1 AND v.id <> $2 ORDER BY f.made_at DESC, f.id DESC LIMIT $3";
    BROUGHT = "UPDATE visit_finding SET brought_back_at = $2, brought_back_by = $3
        WHERE id = $1 AND brought_back_at IS NULL";
}

/// Findings of one visit that are read at once.
const OF_VISIT_LIMIT: i64 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub id: Id,
    pub visit: Id,
    pub submission: Option<Id>,
    pub matter: Id,
    pub number: String,
    pub made_at: Instant,
    /// When the team told the people there in person what became of it.
    pub brought_back_at: Option<Instant>,
}

fn finding(row: &Row) -> Result<Finding> {
    Ok(Finding {
        id: row.get("id")?,
        visit: row.get("visit_id")?,
        submission: row.get("submission_id")?,
        matter: row.get("matter_id")?,
        number: row.get("matter_number")?,
        made_at: row.get("made_at")?,
        brought_back_at: row.get("brought_back_at")?,
    })
}

pub async fn add(tx: &mut Tx, finding: &Finding) -> Result<()> {
    let values = args![
        finding.id,
        finding.visit,
        finding.submission,
        finding.matter,
        &finding.number,
        finding.made_at
    ];
    tx.execute(ADD, values).await.map(drop)
}

pub async fn of_visit(tx: &mut Tx, visit: Id) -> Result<Vec<Finding>> {
    let rows = tx.fetch_all(OF_VISIT, args![visit, OF_VISIT_LIMIT]).await?;
    rows.iter().map(finding).collect()
}

pub async fn of_matter(tx: &mut Tx, matter: Id) -> Result<Option<Finding>> {
    let row = tx.fetch_optional(OF_MATTER, args![matter]).await?;
    row.as_ref().map(finding).transpose()
}

pub async fn of_dwelling(tx: &mut Tx, dwelling: Id, but: Id, limit: i64) -> Result<Vec<Finding>> {
    let rows = tx
        .fetch_all(OF_DWELLING, args![dwelling, but, limit])
        .await?;
    rows.iter().map(finding).collect()
}

/// False where somebody had noted it before.
pub async fn brought_back(tx: &mut Tx, finding: Id, by: Id, now: Instant) -> Result<bool> {
    Ok(tx.execute(BROUGHT, args![finding, now, by]).await? == 1)
}
