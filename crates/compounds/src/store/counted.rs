//! Facts of estates for statistics, out of the journal and into the store.

use huiyin_db::facts::{Fact, Place, restate};
use huiyin_db::{Query, Result, Tx, args, journal, queries};
use huiyin_kernel::{Date, Id};

use crate::counted::{CASE, Dated, ELECTION, MEETING, NOTICE, VOTE, facts};

queries! {
    OF_VOTE = "SELECT e.area_path AS path FROM vote s JOIN estate e ON e.id = s.estate_id WHERE s.id = $1";
    OF_ELECTION = "SELECT e.area_path AS path FROM election s JOIN estate e ON e.id = s.estate_id WHERE s.id = $1";
    OF_NOTICE = "SELECT e.area_path AS path FROM money_notice s JOIN ledger_book b ON b.id = s.book_id
        JOIN estate e ON e.id = b.estate_id WHERE s.id = $1";
    OF_MEETING = "SELECT e.area_path AS path FROM tripartite_meeting s JOIN estate e ON e.id = s.estate_id
        WHERE s.id = $1";
    OF_CASE = "SELECT area_path AS path FROM mediation_case WHERE id = $1";
    HOLD_VOTE = "UPDATE vote SET version = version WHERE id = $1";
    HOLD_ELECTION = "UPDATE election SET version = version WHERE id = $1";
    HOLD_NOTICE = "UPDATE money_notice SET version = version WHERE id = $1";
    HOLD_MEETING = "UPDATE tripartite_meeting SET version = version WHERE id = $1";
    HOLD_CASE = "UPDATE mediation_case SET version = version WHERE id = $1";
    ABOVE = "SELECT id, kind FROM area WHERE $1 LIKE path || '%' ORDER BY length(path) LIMIT 20";
}

/// The statements of a subject: where it lies, and holding its row.
fn of(subject: &str) -> Option<(&'static str, Query, Query)> {
    Some(match subject {
        VOTE => (VOTE, OF_VOTE, HOLD_VOTE),
        ELECTION => (ELECTION, OF_ELECTION, HOLD_ELECTION),
        NOTICE => (NOTICE, OF_NOTICE, HOLD_NOTICE),
        MEETING => (MEETING, OF_MEETING, HOLD_MEETING),
        CASE => (CASE, OF_CASE, HOLD_CASE),
        _ => return None,
    })
}

/// Holds a subject against acts until the transaction ends, so that nobody writes its facts
/// beside.
pub async fn hold(tx: &mut Tx, subject: &str, id: Id) -> Result<()> {
    match of(subject) {
        Some((_, _, hold)) => tx.execute(hold, args![id]).await.map(drop),
        None => Ok(()),
    }
}

async fn place(tx: &mut Tx, path: &str) -> Result<Place> {
    let mut place = Place::default();
    for row in tx.fetch_all(ABOVE, args![path]).await? {
        let kind: String = row.get("kind")?;
        let id: Id = row.get("id")?;
        match kind.as_str() {
            "street" => place.street = Some(id),
            "community" => place.community = Some(id),
            "compound" => place.compound = Some(id),
            _ => {}
        }
    }
    Ok(place)
}

/// The day that a row names.
fn day(body: &serde_json::Value) -> Option<Date> {
    let inner = body.as_object()?.values().find_map(|it| it.get("on"));
    let on = body.get("on").or(inner)?;
    on.as_str()?.parse().ok()
}

fn dated(record: journal::Record) -> Dated {
    let body: serde_json::Value = serde_json::from_str(&record.body).unwrap_or_default();
    // The state that a signature led to stands in its row.
    let made_effective = body.to_string().contains("\"effective\"");
    let is_signature = ["signed", "mediator_signed"].contains(&record.kind.as_str());
    let on = day(&body).map(Date::start);
    Dated {
        at: record.at,
        kind: if is_signature && made_effective {
            "effective".to_owned()
        } else {
            record.kind
        },
        on,
    }
}

/// What the facts of a subject must be; nothing of what is not counted.
pub async fn due(tx: &mut Tx, subject: &str, id: Id) -> Result<Vec<Fact>> {
    let Some((subject, query, _)) = of(subject) else {
        return Ok(Vec::new());
    };
    let Some(row) = tx.fetch_optional(query, args![id]).await? else {
        return Ok(Vec::new());
    };
    let path: String = row.get("path")?;
    let place = place(tx, &path).await?;
    let records = journal::of_subject(tx, id).await?;
    let rows: Vec<Dated> = records.into_iter().map(dated).collect();
    Ok(facts(subject, id, place, &rows))
}

/// Writes what the journal of a subject adds up to, in the transaction of the change.
pub(super) async fn write(tx: &mut Tx, subject: &str, id: Id) -> Result<()> {
    let due = due(tx, subject, id).await?;
    restate::put_right(tx, id, &due).await.map(drop)
}
