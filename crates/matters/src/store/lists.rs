use std::collections::BTreeMap;

use huiyin_db::{Query, Result, Row, StoreError, Tx, Value, args, search as index};
use huiyin_kernel::{Id, Instant};

use super::matter::SUBJECT;
use super::queries as q;
use crate::model::{CategoryCode, Kind, Matter, Source, StateName, Urgency};
use crate::rules::desk::Queue;
use crate::rules::due::Span;

/// Rows of one page at most.
pub const PAGE_ROWS: i64 = 50;

/// Whose matters are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    District,
    Street(Id),
    Body(Id),
}

/// What lies on a desk is counted so far, and shown as one less with a plus from there on.
pub const COUNTED_MOST: i64 = 1_000;

impl Scope {
    /// Which of three statements asks for this scope: of all, of a street, of a body. The latter
    /// two take its id behind the other values.
    fn query(self, [all, street, body]: [Query; 3], values: &mut Vec<Value>) -> Query {
        let (query, id) = match self {
            Self::District => return all,
            Self::Street(id) => (street, id),
            Self::Body(id) => (body, id),
        };
        values.push(id.into());
        query
    }
}

/// What a list is narrowed to; empty text narrows nothing. `category` may be two digits (the
/// class) or four.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub category: String,
    pub urgency: String,
    pub source: String,
    pub state: String,
    /// Matters that still wait for an answer, whose limit ends within this span.
    pub due: Option<Span>,
}

impl Filter {
    /// Whether limits count, and between which moments; any where they do not.
    fn due_values(&self) -> (&'static str, Instant, Instant) {
        let any = Instant::from_micros(0);
        self.due
            .map_or(("", any, any), |span| ("due", span.after, span.until))
    }

    pub(super) fn category_pattern(category: &str) -> String {
        let digits: String = category
            .chars()
            .filter(char::is_ascii_digit)
            .take(4)
            .collect();
        if digits.is_empty() {
            digits
        } else {
            format!("{digits}%")
        }
    }
}

/// Where a page begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub after_at: Instant,
    pub after_id: Option<Id>,
    pub rows: i64,
}

impl Page {
    /// The first page of a list that rises.
    pub const FIRST: Self = Self {
        after_at: Instant::from_micros(i64::MIN),
        after_id: None,
        rows: PAGE_ROWS,
    };
    /// The first page of a list that falls.
    pub const NEWEST: Self = Self {
        after_at: Instant::from_micros(i64::MAX),
        after_id: None,
        rows: PAGE_ROWS,
    };

    fn id(&self) -> String {
        self.after_id.map(|id| id.to_string()).unwrap_or_default()
    }
    fn rows(&self) -> i64 {
        // One more than shown tells whether there is a next page.
        self.rows.clamp(1, 1_000) + 1
    }
}

/// A row of a list on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    pub id: Id,
    pub number: String,
    pub version: u32,
    pub state: StateName,
    pub source: Source,
    pub kind: Kind,
    pub category: Option<CategoryCode>,
    pub urgency: Urgency,
    pub restricted: bool,
    pub street: Option<Id>,
    pub community: Option<Id>,
    pub lead: Option<Id>,
    pub headline: String,
    pub place: String,
    pub received_at: Instant,
    pub due_before: Option<Instant>,
    pub escalation: u8,
    pub joined: u32,
    /// What the list is ordered by.
    pub order_at: Instant,
}

fn named<T>(row: &Row, column: &str, from: impl Fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(column)?;
    from(&text).ok_or_else(|| StoreError::Inconsistent(format!("{column} `{text}`")))
}

pub(super) fn category(row: &Row) -> Result<Option<CategoryCode>> {
    let code: Option<String> = row.get("category")?;
    code.map(|code| CategoryCode::parse(&code).map_err(StoreError::inconsistent))
        .transpose()
}

fn list_row(row: &Row) -> Result<ListRow> {
    Ok(ListRow {
        id: row.get("id")?,
        number: row.get("number")?,
        version: row.get("version")?,
        state: named(row, "state", StateName::from_name)?,
        source: named(row, "source", Source::from_name)?,
        kind: named(row, "kind", Kind::from_name)?,
        category: category(row)?,
        urgency: named(row, "urgency", Urgency::from_name)?,
        restricted: row.get("restricted")?,
        street: row.get("street_id")?,
        community: row.get("community_id")?,
        lead: row.get("lead_id")?,
        headline: row.get("headline")?,
        place: row.get("place_public")?,
        received_at: row.get("received_at")?,
        due_before: row.get("due_before")?,
        escalation: row.get("escalation")?,
        joined: row.get("joined")?,
        order_at: row.get("order_at")?,
    })
}

/// A queue in the order of what falls due.
pub async fn queue(
    tx: &mut Tx,
    scope: Scope,
    queue: Queue,
    filter: &Filter,
    page: Page,
) -> Result<Vec<ListRow>> {
    let (due, due_after, due_until) = filter.due_values();
    let mut values = args![
        queue.name(),
        page.after_at,
        page.id(),
        Filter::category_pattern(&filter.category),
        &filter.urgency,
        &filter.source,
        page.rows(),
        due,
        due_after,
        due_until
    ];
    let by_scope = [q::QUEUE_ALL, q::QUEUE_STREET, q::QUEUE_BODY];
    let query = scope.query(by_scope, &mut values);
    tx.fetch_all(query, values)
        .await?
        .iter()
        .map(list_row)
        .collect()
}

/// All matters of a scope, newest first.
pub async fn list(tx: &mut Tx, scope: Scope, filter: &Filter, page: Page) -> Result<Vec<ListRow>> {
    let (due, due_after, due_until) = filter.due_values();
    let mut values = args![
        page.after_at,
        page.id(),
        &filter.state,
        Filter::category_pattern(&filter.category),
        &filter.source,
        page.rows(),
        due,
        due_after,
        due_until
    ];
    let by_scope = [q::LIST_ALL, q::LIST_STREET, q::LIST_BODY];
    let query = scope.query(by_scope, &mut values);
    tx.fetch_all(query, values)
        .await?
        .iter()
        .map(list_row)
        .collect()
}

/// How many matters fall due within a span, up to [`COUNTED_MOST`].
pub async fn due_count(tx: &mut Tx, scope: Scope, span: Span) -> Result<i64> {
    let mut values = args![span.after, span.until, COUNTED_MOST];
    let by_scope = [q::COUNT_DUE_ALL, q::COUNT_DUE_STREET, q::COUNT_DUE_BODY];
    let query = scope.query(by_scope, &mut values);
    tx.fetch_one(query, values).await?.get("n")
}

/// How many tasks lie in a queue of a scope, up to [`COUNTED_MOST`], and when the first falls due.
pub async fn queue_size(tx: &mut Tx, scope: Scope, queue: Queue) -> Result<Option<(i64, Instant)>> {
    let mut values = args![queue.name(), COUNTED_MOST];
    let query = scope.query([q::SIZE_ALL, q::SIZE_STREET, q::SIZE_BODY], &mut values);
    let row = tx.fetch_one(query, values).await?;
    let first_at: Option<Instant> = row.get("first_at")?;
    let number: i64 = row.get("n")?;
    Ok(first_at.map(|first_at| (number, first_at)))
}

/// How many tasks lie in each queue of the whole district.
pub async fn district_counts(tx: &mut Tx) -> Result<Vec<(Queue, i64)>> {
    let rows = tx.fetch_all(q::COUNT_ALL, args![]).await?;
    rows.iter()
        .map(|row| Ok((named(row, "queue", Queue::from_name)?, row.get("n")?)))
        .collect()
}

/// A page of the matters that hold every word of the query, newest first, and where the next one
/// goes on.
pub async fn search(
    tx: &mut Tx,
    query: &str,
    before: index::Before,
    rows: i64,
) -> Result<(Vec<Id>, Option<index::Before>)> {
    index::find_page(tx, SUBJECT, query, before, rows).await
}

/// Matters that one statement reads.
pub const ROWS_TOGETHER: usize = 40;

/// The rows of these matters in their order, [`ROWS_TOGETHER`] at most, each with the matter
/// itself: the caller drops what may not be seen.
pub async fn rows_of(tx: &mut Tx, ids: &[Id]) -> Result<Vec<(ListRow, Matter)>> {
    let mut values: Vec<Value> = ids
        .iter()
        .take(ROWS_TOGETHER)
        .map(|id| (*id).into())
        .collect();
    values.resize_with(ROWS_TOGETHER, || "".into());
    let mut found = BTreeMap::new();
    for row in tx.fetch_all(q::ROWS, values).await? {
        let matter: Matter = row.json("model")?;
        found.insert(matter.id, (list_row(&row)?, matter));
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
