use huiyin_kernel::{Instant, mask};
use huiyin_sheets::{Cell, Column, ColumnKind, Table};
use huiyin_web::Ctx;

use crate::model::{CategoryCode, Matter, State};
use crate::store::export_rows::ExportRow;
use crate::{Matters, World};

/// How much of a person a file shows (rule 21).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Masking {
    /// No name, no phone, numbers in the text blotted out: for whoever may look at lists.
    AsPublic,
    /// Surname and masked phone: for those who may export.
    AsStaff,
}

const COLUMNS: &[(&str, ColumnKind, u16)] = &[
    ("number", ColumnKind::Text, 16),
    ("kind", ColumnKind::Text, 10),
    ("category", ColumnKind::Text, 30),
    ("tags", ColumnKind::Text, 20),
    ("title", ColumnKind::LongText, 40),
    ("text", ColumnKind::LongText, 60),
    ("state", ColumnKind::Text, 14),
    ("caller", ColumnKind::Text, 10),
    ("phone", ColumnKind::Text, 14),
    ("source", ColumnKind::Text, 12),
    ("outside-number", ColumnKind::Text, 20),
    ("received", ColumnKind::Moment, 17),
    ("due", ColumnKind::Moment, 17),
    ("district", ColumnKind::Text, 12),
    ("street", ColumnKind::Text, 18),
    ("community", ColumnKind::Text, 18),
    ("place", ColumnKind::Text, 26),
    ("lead", ColumnKind::Text, 26),
    ("supports", ColumnKind::Text, 30),
    ("handling", ColumnKind::Text, 12),
    ("company", ColumnKind::Text, 24),
    ("outcome", ColumnKind::Text, 14),
    ("reply", ColumnKind::LongText, 60),
    ("finished", ColumnKind::Moment, 17),
    ("solved", ColumnKind::Text, 12),
    ("content", ColumnKind::Text, 12),
];

/// The sheet of a list of matters, one row each.
pub(crate) fn matters_table(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    rows: &[ExportRow],
    masking: Masking,
) -> Table {
    let columns = COLUMNS.iter().map(|(key, kind, width)| {
        Column::new(ctx.t(&format!("matters-desk-column-{key}")), *kind, *width)
    });
    let sheet = Sheet {
        ctx,
        matters,
        world,
        masking,
    };
    Table {
        title: ctx.t("matters-desk-sheet-matters"),
        columns: columns.collect(),
        rows: rows.iter().map(|row| sheet.row(row)).collect(),
    }
}

struct Sheet<'a> {
    ctx: &'a Ctx,
    matters: &'a Matters,
    world: &'a World,
    masking: Masking,
}

fn moment(at: Option<Instant>) -> Cell {
    at.map_or(Cell::Empty, |at| Cell::Moment(at.to_display()))
}

impl Sheet<'_> {
    fn word(&self, prefix: &str, key: &str) -> Cell {
        Cell::text(self.ctx.t(&format!("{prefix}-{key}")))
    }

    fn maybe(&self, prefix: &str, key: Option<String>) -> Cell {
        key.map_or(Cell::Empty, |key| self.word(prefix, &key))
    }

    fn person(&self, text: Option<&String>, mask: fn(&str) -> String) -> Cell {
        match (self.masking, text) {
            (Masking::AsStaff, Some(text)) => Cell::text(mask(text)),
            _ => Cell::Empty,
        }
    }

    /// A protected reporter's own words stay without numbers whoever exports them.
    fn words(&self, matter: &Matter, text: &str) -> Cell {
        match self.masking {
            Masking::AsStaff if !matter.restricted => Cell::text(text),
            Masking::AsStaff | Masking::AsPublic => Cell::text(mask::redact(text)),
        }
    }

    fn category(&self, code: Option<CategoryCode>) -> Cell {
        let Some(code) = code else {
            return Cell::Empty;
        };
        let class = self.ctx.t(&format!("matters-desk-class-{}", code.major()));
        let name = crate::pages::desk::category_name(self.matters, code, self.ctx.lang);
        Cell::text(format!("{class}->{name}"))
    }

    fn area(&self, id: Option<huiyin_kernel::Id>) -> Cell {
        Cell::text(self.world.area_name(id, self.ctx.lang))
    }

    fn bodies(&self, ids: &[huiyin_kernel::Id]) -> Cell {
        let names: Vec<String> = ids
            .iter()
            .map(|id| self.world.body_name(*id, self.ctx.lang))
            .collect();
        Cell::text(names.join(&self.ctx.t("matters-desk-comma")))
    }

    fn tags(&self, matter: &Matter) -> Cell {
        let flags = matter.flags.iter();
        let names: Vec<String> = flags
            .map(|flag| self.ctx.t(&format!("matters-flag-{}", flag.key())))
            .collect();
        Cell::text(names.join(&self.ctx.t("matters-desk-comma")))
    }

    /// Whether one body handles it, several do, or it was passed on.
    fn handling(&self, matter: &Matter) -> Cell {
        let referred = matter
            .state
            .answer_given()
            .is_some_and(|it| it.outcome == crate::model::OutcomeName::Referred);
        if referred {
            self.word("matters-desk-nature", "forwarded")
        } else if matter.lead().is_none() {
            Cell::Empty
        } else if matter.supports().is_empty() {
            self.word("matters-desk-nature", "lead")
        } else {
            self.word("matters-desk-nature", "lead-and-support")
        }
    }

    fn row(&self, row: &ExportRow) -> Vec<Cell> {
        let matter = &row.matter;
        let verdict = matter.state.verdict();
        let answer = matter.state.answer_given();
        let finished = match &matter.state {
            State::Rejected { at, .. } | State::Withdrawn { at, .. } => Some(*at),
            _ => row.closed_at,
        };
        vec![
            Cell::text(&row.number),
            self.word("matters-kind", &matter.kind.key()),
            self.category(matter.category),
            self.tags(matter),
            self.words(matter, &row.headline),
            self.words(matter, &row.report_text),
            self.word("matters-desk-state", &matter.state_name().key()),
            self.person(
                row.contact.name.as_ref().filter(|_| !matter.restricted),
                mask::mask_name,
            ),
            self.person(
                row.contact.phone.as_ref().filter(|_| !matter.restricted),
                mask::mask_phone,
            ),
            self.word("matters-source", &matter.source.key()),
            Cell::text(matter.outside_number.clone().unwrap_or_default()),
            moment(Some(matter.received_at)),
            moment(matter.clock().map(|clock| clock.due_before)),
            Cell::text(self.ctx.site.settings.district.get(self.ctx.lang)),
            self.area(matter.area.street_id),
            self.area(matter.area.community_id),
            Cell::text(&row.place_public),
            self.bodies(matter.lead().as_slice()),
            self.bodies(matter.supports()),
            self.handling(matter),
            self.bodies(matter.complained_of.as_slice()),
            self.maybe("matters-outcome", answer.map(|it| it.outcome.key())),
            self.words(matter, &row.answer_text),
            moment(finished),
            self.maybe("matters-result", verdict.map(|it| it.result.key())),
            self.maybe(
                "matters-rating",
                verdict
                    .and_then(|it| it.rating)
                    .map(crate::model::Rating::key),
            ),
        ]
    }
}
