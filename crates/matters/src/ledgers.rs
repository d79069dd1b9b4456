//! What matters put into the ledgers of the district: one row each, as far as somebody may read
//! them, without a name or a phone (rule 21).

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Id, Instant, Lang, mask};
use huiyin_sheets::Cell;
use huiyin_web::Viewer;

use crate::model::Matter;
use crate::scope::may_read;
use crate::store::ledger_rows::{self, Dispatched, Received};
use crate::{Matters, World};

pub use crate::store::ledger_rows::Below;

/// Columns by their keys.
pub type Row = Vec<(&'static str, Cell)>;

struct Words<'a> {
    matters: &'a Matters,
    world: &'a World,
    lang: Lang,
}

/// Matters received on these days, in their order.
pub async fn received(
    tx: &mut Tx,
    matters: &Matters,
    viewer: &Viewer,
    below: &Below<'_>,
    lang: Lang,
) -> Result<Vec<Row>> {
    let world = matters.world(tx).await?;
    let actor = world.actor(viewer);
    let words = Words {
        matters,
        world: &world,
        lang,
    };
    let found = ledger_rows::received(tx, below).await?;
    let readable = found.iter().filter(|it| may_read(&actor, &it.matter));
    Ok(readable.map(|it| words.matter(it)).collect())
}

/// Lines of list dispatches of these days: number, item, lead, helpers, due, result, verification
/// and remark (清单化交办).
pub async fn dispatched(
    tx: &mut Tx,
    matters: &Matters,
    viewer: &Viewer,
    below: &Below<'_>,
    lang: Lang,
) -> Result<Vec<Row>> {
    let world = matters.world(tx).await?;
    let actor = world.actor(viewer);
    let words = Words {
        matters,
        world: &world,
        lang,
    };
    let found = ledger_rows::dispatched(tx, below).await?;
    let readable = found
        .iter()
        .filter(|it| may_read(&actor, &it.received.matter));
    Ok(readable.map(|it| words.line(it)).collect())
}

/// The day of a moment; nothing where there was none.
pub fn day(at: Option<Instant>) -> Cell {
    at.map_or(Cell::Empty, |at| Cell::Date(at.date().to_string()))
}

impl Words<'_> {
    fn word(&self, prefix: &str, key: &str) -> Cell {
        let key = format!("{prefix}-{key}");
        Cell::text(self.matters.site.texts.say(self.lang, &key, &[]))
    }

    fn maybe(&self, prefix: &str, key: Option<String>) -> Cell {
        key.map_or(Cell::Empty, |key| self.word(prefix, &key))
    }

    fn bodies(&self, ids: &[Id]) -> Cell {
        let names: Vec<String> = ids
            .iter()
            .map(|id| self.world.body_name(*id, self.lang))
            .collect();
        let comma = self
            .matters
            .site
            .texts
            .say(self.lang, "matters-desk-comma", &[]);
        Cell::text(names.join(&comma))
    }

    fn area(&self, id: Option<Id>) -> Cell {
        Cell::text(self.world.area_name(id, self.lang))
    }

    /// What a protected report is about stays out of every file.
    fn item(&self, found: &Received) -> Cell {
        if found.matter.restricted {
            return self.word("matters-ledgers", "restricted");
        }
        Cell::text(mask::redact(&found.headline))
    }

    fn class(&self, matter: &Matter) -> Cell {
        let Some(code) = matter.category else {
            return Cell::Empty;
        };
        self.word("matters-desk-class", &code.major())
    }

    fn category(&self, matter: &Matter) -> Cell {
        matter.category.map_or(Cell::Empty, |code| {
            Cell::text(crate::pages::desk::category_name(
                self.matters,
                code,
                self.lang,
            ))
        })
    }

    fn due(matter: &Matter) -> Cell {
        day(matter.clock().map(|clock| clock.due_before))
    }

    fn days(found: &Received) -> Cell {
        found.closed_at.map_or(Cell::Empty, |at| {
            Cell::Integer(at.date().days_since(found.matter.received_at.date()))
        })
    }

    fn matter(&self, found: &Received) -> Row {
        let matter = &found.matter;
        let answer = matter.state.answer_given();
        let verdict = matter.state.verdict();
        vec![
            ("number", Cell::text(&found.number)),
            ("received", day(Some(matter.received_at))),
            ("source", self.word("matters-source", &matter.source.key())),
            (
                "outside-number",
                Cell::text(matter.outside_number.clone().unwrap_or_default()),
            ),
            ("kind", self.word("matters-kind", &matter.kind.key())),
            ("class", self.class(matter)),
            ("category", self.category(matter)),
            ("item", self.item(found)),
            ("street", self.area(matter.area.street_id)),
            ("community", self.area(matter.area.community_id)),
            ("lead", self.bodies(matter.lead().as_slice())),
            ("supports", self.bodies(matter.supports())),
            ("due", Self::due(matter)),
            (
                "state",
                self.word("matters-desk-state", &matter.state_name().key()),
            ),
            (
                "outcome",
                self.maybe("matters-outcome", answer.map(|it| it.outcome.key())),
            ),
            ("closed", day(found.closed_at)),
            ("days", Self::days(found)),
            (
                "result",
                self.maybe("matters-result", verdict.map(|it| it.result.key())),
            ),
            (
                "rating",
                self.maybe(
                    "matters-rating",
                    verdict
                        .and_then(|it| it.rating)
                        .map(crate::model::Rating::key),
                ),
            ),
        ]
    }

    fn line(&self, line: &Dispatched) -> Row {
        let found = &line.received;
        let matter = &found.matter;
        let answer = matter.state.answer_given();
        let verdict = matter.state.verdict();
        vec![
            ("number", Cell::text(&found.number)),
            ("dispatched", Cell::Date(line.on.to_string())),
            ("item", self.item(found)),
            ("lead", self.bodies(&[line.lead])),
            ("supports", self.bodies(&line.supports)),
            ("due", Self::due(matter)),
            (
                "outcome",
                self.maybe("matters-outcome", answer.map(|it| it.outcome.key())),
            ),
            (
                "result",
                self.maybe("matters-result", verdict.map(|it| it.result.key())),
            ),
            ("remark", Cell::text(mask::redact(&line.note))),
        ]
    }
}
