//! What statistics count: one row per matter, kept in the transaction of each change. The columns
//! are plain words and numbers, because statistics read them without knowing this slice.

use huiyin_db::{Result, Tx, args, queries};

use crate::model::Matter;
use crate::rules::rates::{self, Age};

queries! {
    OF = "SELECT received_on, due_on, due_month, body_id, street_id, community_id, category, source, accepted,
            excluded, contact_needed, contacted_in_time, call_back_due, said, rating, closed, closed_in_time, done_days,
            compound_id
        FROM matter_fact WHERE matter_id = $1";
    PUT = "INSERT INTO matter_fact (matter_id, received_on, due_on, due_month, body_id, street_id, community_id,
            category, source, accepted, excluded, contact_needed, contacted_in_time, call_back_due, said, rating,
            closed, closed_in_time, done_days, compound_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        ON CONFLICT (matter_id) DO UPDATE SET due_on = excluded.due_on, due_month = excluded.due_month,
            body_id = excluded.body_id, street_id = excluded.street_id, community_id = excluded.community_id,
            compound_id = excluded.compound_id,
            category = excluded.category, accepted = excluded.accepted, excluded = excluded.excluded,
            contact_needed = excluded.contact_needed, contacted_in_time = excluded.contacted_in_time,
            call_back_due = excluded.call_back_due, said = excluded.said, rating = excluded.rating,
            closed = excluded.closed, closed_in_time = excluded.closed_in_time, done_days = excluded.done_days";
}

/// The columns of words and of numbers, in the order of [`OF`].
const WORDS: [&str; 11] = [
    "received_on",
    "due_on",
    "due_month",
    "body_id",
    "street_id",
    "community_id",
    "category",
    "source",
    "excluded",
    "said",
    "rating",
];
const NUMBERS: [&str; 7] = [
    "accepted",
    "contact_needed",
    "contacted_in_time",
    "call_back_due",
    "closed",
    "closed_in_time",
    "done_days",
];

/// The fact row of a matter as one text, for the digest that proves it.
pub(crate) fn as_text(matter: &Matter) -> String {
    let row = rates::row(matter, matter.received_at);
    let text = |id: Option<huiyin_kernel::Id>| id.map(|id| id.to_string()).unwrap_or_default();
    let due_on = row.due_on.map(|day| day.to_string()).unwrap_or_default();
    let due_month = row
        .due_on
        .map(huiyin_kernel::Date::month_text)
        .unwrap_or_default();
    let category = matter.category.map(|code| code.to_string());
    let words = [
        matter.received_at.date().to_string(),
        due_on,
        due_month,
        text(matter.lead()),
        text(matter.area.street_id),
        text(matter.area.community_id),
        category.unwrap_or_default(),
        matter.source.name().to_owned(),
        row.excluded.map_or("", |reason| reason.name()).to_owned(),
        row.said.map_or("", |said| said.name()).to_owned(),
        row.rating.map_or("", |rating| rating.name()).to_owned(),
    ];
    let numbers = [
        Some(i64::from(row.accepted)),
        Some(i64::from(row.contact_needed)),
        Some(i64::from(row.contacted_in_time)),
        Some(i64::from(row.call_back_due)),
        Some(i64::from(row.closed)),
        Some(i64::from(row.closed_in_time)),
        match row.age {
            Age::Done(days) => Some(i64::from(days)),
            Age::Open(_) => None,
        },
    ];
    joined(&words, &numbers, &text(matter.area.compound_id))
}

/// The fact row as it stands in the store, in the same form.
pub(crate) async fn stored(tx: &mut Tx, matter: huiyin_kernel::Id) -> Result<Option<String>> {
    let Some(row) = tx.fetch_optional(OF, args![matter]).await? else {
        return Ok(None);
    };
    let words = WORDS
        .iter()
        .map(|name| row.get(name))
        .collect::<Result<Vec<String>>>()?;
    let numbers = NUMBERS
        .iter()
        .map(|name| row.get(name))
        .collect::<Result<Vec<Option<i64>>>>()?;
    let compound: String = row.get("compound_id")?;
    Ok(Some(joined(&words, &numbers, &compound)))
}

/// A row without a compound reads as it did before compounds were kept, so that older digests hold.
fn joined(words: &[String], numbers: &[Option<i64>], compound: &str) -> String {
    let numbers = numbers
        .iter()
        .map(|it| it.map_or_else(String::new, |it| it.to_string()));
    let compound = (!compound.is_empty()).then(|| compound.to_owned());
    let all: Vec<String> = words
        .iter()
        .cloned()
        .chain(numbers)
        .chain(compound)
        .collect();
    all.join("|")
}

/// Writes the fact row of a matter; its month is that in which its due time lies.
pub async fn write(tx: &mut Tx, matter: &Matter) -> Result<()> {
    // Only the age of an open matter depends on the day of asking, and it is not kept.
    let row = rates::row(matter, matter.received_at);
    let text = |id: Option<huiyin_kernel::Id>| id.map(|id| id.to_string()).unwrap_or_default();
    let due_on = row.due_on.map(|day| day.to_string()).unwrap_or_default();
    let due_month = row
        .due_on
        .map(huiyin_kernel::Date::month_text)
        .unwrap_or_default();
    let done_days = match row.age {
        Age::Done(days) => Some(i64::from(days)),
        Age::Open(_) => None,
    };
    let values = args![
        matter.id,
        matter.received_at.date(),
        due_on,
        due_month,
        text(matter.lead()),
        text(matter.area.street_id),
        text(matter.area.community_id),
        matter
            .category
            .map(|code| code.to_string())
            .unwrap_or_default(),
        matter.source.name(),
        row.accepted,
        row.excluded.map_or("", |reason| reason.name()),
        row.contact_needed,
        row.contacted_in_time,
        row.call_back_due,
        row.said.map_or("", |said| said.name()),
        row.rating.map_or("", |rating| rating.name()),
        row.closed,
        row.closed_in_time,
        done_days,
        text(matter.area.compound_id)
    ];
    tx.later(PUT, values).await
}
