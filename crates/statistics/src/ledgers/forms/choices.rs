//! What can be chosen when a form is mapped.

use huiyin_sheets::form::{Form, FormSheet, HeadingColumn};
use huiyin_web::{Choice, Ctx, PageError};

use super::super::rows;
use super::map::CELL_LINES;
use crate::Statistics;
use crate::rules::Month;
use crate::rules::catalogue::{FIGURES, Measure};
use crate::rules::filter::Span;
use crate::rules::ledgers::{CellMap, LEDGERS, Ledger, SERIAL, TableMap};
use crate::said;

/// Cells of a form that are shown to whoever maps it.
const SEEN_MOST: usize = 60;
/// Months that a form is filled for from its page.
const MONTHS: usize = 12;

pub(super) struct ColumnLine {
    pub column: u32,
    pub letters: String,
    pub title: String,
    /// The form computes it itself.
    pub is_computed: bool,
    pub fields: Vec<Choice>,
}

pub(super) struct CellLine {
    pub place: String,
    pub whats: Vec<Choice>,
}

/// A cell with its text, so that its neighbour can be named.
pub(super) struct Seen {
    pub place: String,
    pub text: String,
}

pub(super) fn sheets(form: &Form, chosen: &str) -> Vec<Choice> {
    let seen = form.sheets().iter().filter(|it| !it.is_hidden);
    let choice =
        |it: &FormSheet| Choice::new(it.name.as_str(), it.name.as_str(), it.name == chosen);
    seen.map(choice).collect()
}

pub(super) fn ledgers(
    ctx: &Ctx,
    statistics: &Statistics,
    chosen: &str,
) -> Result<Vec<Choice>, PageError> {
    let none = ctx.t("statistics-forms-no-ledger");
    let mut choices = vec![Choice::new("", none, chosen.is_empty())];
    for ledger in LEDGERS {
        if rows::may(ctx, statistics, ledger)? {
            let name = rows::name(ctx, ledger);
            choices.push(Choice::new(ledger.key, name, ledger.key == chosen));
        }
    }
    Ok(choices)
}

/// The headings of the form, and for each what the ledger has. A heading that is called as a
/// column of the ledger is proposed for it.
pub(super) fn columns(ctx: &Ctx, sheet: &FormSheet, table: &TableMap) -> Vec<ColumnLine> {
    let heading = match table.first_row {
        0 | 1 => return Vec::new(),
        row => sheet.heading_at(row - 1),
    };
    let ledger = Ledger::named(&table.ledger);
    heading
        .columns
        .into_iter()
        .map(|it| {
            let mapped = table.columns.iter().find(|map| map.column == it.column);
            let chosen = match mapped {
                Some(map) => map.field.clone(),
                None if table.columns.is_empty() => proposed(ctx, ledger, &it),
                None => String::new(),
            };
            ColumnLine {
                fields: fields(ctx, ledger, &chosen),
                column: it.column,
                letters: it.letters,
                title: it.title,
                is_computed: it.is_computed,
            }
        })
        .collect()
}

fn proposed(ctx: &Ctx, ledger: Option<&'static Ledger>, column: &HeadingColumn) -> String {
    let last = column.title.rsplit(" / ").next().unwrap_or_default();
    if column.is_computed {
        return String::new();
    }
    if last == ctx.t("statistics-forms-serial") {
        return SERIAL.to_owned();
    }
    let fields = ledger.map_or(&[][..], |it| it.fields);
    let found = fields.iter().find(|it| rows::heading(ctx, it) == last);
    found.map_or_else(String::new, |it| it.key.to_owned())
}

fn fields(ctx: &Ctx, ledger: Option<&'static Ledger>, chosen: &str) -> Vec<Choice> {
    let nothing = ctx.t("statistics-forms-leave");
    let serial = ctx.t("statistics-forms-serial");
    let mut choices = vec![
        Choice::new("", nothing, chosen.is_empty()),
        Choice::new(SERIAL, serial, chosen == SERIAL),
    ];
    for field in ledger.map_or(&[][..], |it| it.fields) {
        let name = rows::heading(ctx, field);
        choices.push(Choice::new(field.key, name, field.key == chosen));
    }
    or_gone(ctx, choices, chosen)
}

/// What is chosen and no longer there stands last, by its name.
fn or_gone(ctx: &Ctx, mut choices: Vec<Choice>, chosen: &str) -> Vec<Choice> {
    if choices.iter().all(|it| !it.chosen) {
        let gone = ctx.say(
            "statistics-forms-gone",
            &[("field", chosen.to_owned().into())],
        );
        choices.push(Choice::new(chosen, gone, true));
    }
    choices
}

/// What is mapped, and empty lines for more.
pub(super) fn cells(ctx: &Ctx, mapped: &[CellMap]) -> Vec<CellLine> {
    let empty = CellMap {
        place: String::new(),
        what: String::new(),
    };
    let lines = mapped.iter().chain(std::iter::repeat(&empty));
    lines
        .take(CELL_LINES)
        .map(|it| CellLine {
            place: it.place.clone(),
            whats: whats(ctx, &it.what),
        })
        .collect()
}

fn whats(ctx: &Ctx, chosen: &str) -> Vec<Choice> {
    let nothing = ctx.t("statistics-forms-leave");
    let mut choices = vec![Choice::new("", nothing, chosen.is_empty())];
    for key in ["period", "area", "today"] {
        let name = ctx.t(&format!("statistics-forms-what-{key}"));
        choices.push(Choice::new(key, name, key == chosen));
    }
    for figure in FIGURES.iter().filter(|it| it.measure != Measure::NotYet) {
        let name = said::name(ctx, figure);
        choices.push(Choice::new(figure.key, name, figure.key == chosen));
    }
    or_gone(ctx, choices, chosen)
}

pub(super) fn seen(sheet: &FormSheet) -> Vec<Seen> {
    let cells = sheet.cells.iter().take(SEEN_MOST);
    cells
        .map(|it| Seen {
            place: it.place.to_string(),
            text: it.text.clone(),
        })
        .collect()
}

/// The months for which a form is filled from its own page, the newest first; the one before this
/// is chosen, for that is the one that is reported.
pub(super) fn months(ctx: &Ctx) -> Vec<Choice> {
    let mut span = Span::month(&Month::of(ctx.now.date()));
    let chosen = span.before();
    let mut choices = Vec::new();
    for _ in 0..=MONTHS {
        let label = said::period(ctx, span);
        choices.push(Choice::new(span.as_text(), label, span == chosen));
        span = span.before();
    }
    choices
}
