//! One row of cells to one [`ImportRow`], or the first reason why not.

use huiyin_kernel::Instant;

use super::bind::Bound;
use super::field::{Cells, Field};
use super::lookup::{Found, Lookup};
use super::map::ImportMap;
use super::moment::Due;
use super::position::Position;
use super::refusal::{ImportField, Reason, RefusalCode};
use super::row::{ImportRow, ImportedStatus};
use super::text::{clean, clean_line};
use crate::model::bounds::{OUTSIDE_NUMBER_CHARS, REPORT_TEXT_CHARS};

const TITLE_CHARS_MAX: usize = 200;
const PLACE_CHARS_MAX: usize = 300;
/// Replies are letters, as reports are.
const REPLY_CHARS_MAX: usize = REPORT_TEXT_CHARS;
/// The beginning of 1990-01-01 in the district.
const EARLIEST_MICROS: i64 = 631_123_200_000_000;

pub(super) struct Converter<'a> {
    pub(super) map: &'a ImportMap,
    pub(super) bound: &'a Bound,
    pub(super) now: Instant,
}

/// The times of a row.
pub(super) struct Times {
    received_at: Instant,
    contacted_at: Option<Instant>,
    pub(super) closed_at: Option<Instant>,
    replied_at: Option<Instant>,
    pub(super) due: Option<Due>,
}

impl Converter<'_> {
    pub(super) fn number(&self, cells: Cells<'_>) -> Result<String, Reason> {
        let number = clean_line(&self.bound.number.text(cells));
        if number.is_empty() {
            return Err(Reason::new(RefusalCode::NoNumber, ImportField::Number, ""));
        }
        check_length(ImportField::Number, &number, OUTSIDE_NUMBER_CHARS)?;
        Ok(number)
    }

    pub(super) fn row(
        &self,
        row_number: u64,
        number: &str,
        times: &Times,
        cells: Cells<'_>,
    ) -> Result<ImportRow, Reason> {
        self.check_times(times)?;
        let text = self.report_text(cells)?;
        let (status, closed_at) = self.status(times, cells)?;
        let (map, bound) = (self.map, self.bound);
        let (code, field) = (RefusalCode::UnknownCategory, ImportField::Category);
        let category = find(&map.categories, bound.category.as_ref(), cells, code, field)?;
        let (code, field) = (RefusalCode::UnknownKind, ImportField::Kind);
        let kind = find(&map.kinds, bound.kind.as_ref(), cells, code, field)?;
        let (code, field) = (RefusalCode::UnknownOutcome, ImportField::Outcome);
        // What is not closed has no outcome yet, whatever a note says.
        let outcome = if status == ImportedStatus::Closed {
            find(&map.outcomes, bound.outcome.as_ref(), cells, code, field)?
        } else {
            None
        };
        let (code, field) = (RefusalCode::UnknownSource, ImportField::Source);
        let source = find(&map.sources, bound.source.as_ref(), cells, code, field)?
            .ok_or_else(|| Reason::new(RefusalCode::NoSource, field, ""))?;
        let (code, field) = (RefusalCode::UnknownArea, ImportField::Area);
        let area = find(&map.areas, bound.area.as_ref(), cells, code, field)?;
        let (code, field) = (RefusalCode::UnknownBody, ImportField::Body);
        let body = find(&map.bodies, bound.body.as_ref(), cells, code, field)?;
        if body.is_none() && status.needs_body() {
            return Err(Reason::new(RefusalCode::NoBody, field, ""));
        }
        Ok(ImportRow {
            row_number,
            outside_number: number.to_owned(),
            title: line(
                bound.title.as_ref(),
                cells,
                ImportField::Title,
                TITLE_CHARS_MAX,
            )?,
            text,
            kind,
            category,
            source,
            received_at: times.received_at,
            contacted_at: times.contacted_at,
            closed_at,
            due_before: times.due.map(|due| due.before),
            status,
            outcome,
            body,
            area,
            place: place(bound.place.as_ref(), cells)?,
            place_public: place(bound.place_public.as_ref(), cells)?,
            point: self.point(cells)?,
            reply: self.reply(cells)?,
            replied_at: times.replied_at,
        })
    }

    pub(super) fn times(&self, cells: Cells<'_>) -> Result<Times, Reason> {
        let bound = self.bound;
        let received = Some(&bound.received_at);
        let received_at = self.moment(received, cells, ImportField::ReceivedAt)?;
        let none = Reason::new(RefusalCode::NoReceivedTime, ImportField::ReceivedAt, "");
        Ok(Times {
            received_at: received_at.ok_or(none)?,
            contacted_at: self.moment(
                bound.contacted_at.as_ref(),
                cells,
                ImportField::ContactedAt,
            )?,
            closed_at: self.moment(bound.closed_at.as_ref(), cells, ImportField::ClosedAt)?,
            replied_at: self.moment(bound.replied_at.as_ref(), cells, ImportField::RepliedAt)?,
            due: self.due(cells)?,
        })
    }

    fn moment(
        &self,
        field: Option<&Field>,
        cells: Cells<'_>,
        name: ImportField,
    ) -> Result<Option<Instant>, Reason> {
        let text = field.map(|field| field.text(cells)).unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let read = self.map.moments.instant(&text);
        read.map(Some)
            .ok_or_else(|| Reason::new(RefusalCode::BadTime, name, &text))
    }

    fn due(&self, cells: Cells<'_>) -> Result<Option<Due>, Reason> {
        let text = self
            .bound
            .due
            .as_ref()
            .map(|field| field.text(cells))
            .unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let read = self.map.moments.due(&text);
        read.map(Some)
            .ok_or_else(|| Reason::new(RefusalCode::BadTime, ImportField::Due, &text))
    }

    fn check_times(&self, times: &Times) -> Result<(), Reason> {
        let received_at = times.received_at;
        let past = |field, at: Instant| {
            if at > self.now {
                return Err(Reason::new(
                    RefusalCode::FutureTime,
                    field,
                    &at.to_display(),
                ));
            }
            Ok(())
        };
        past(ImportField::ReceivedAt, received_at)?;
        if received_at.as_micros() < EARLIEST_MICROS {
            let (code, field) = (RefusalCode::TooEarly, ImportField::ReceivedAt);
            return Err(Reason::new(code, field, &received_at.to_display()));
        }
        let after = [
            (
                times.contacted_at,
                RefusalCode::ContactedBeforeOpened,
                ImportField::ContactedAt,
            ),
            (
                times.closed_at,
                RefusalCode::ClosedBeforeOpened,
                ImportField::ClosedAt,
            ),
            (
                times.replied_at,
                RefusalCode::RepliedBeforeOpened,
                ImportField::RepliedAt,
            ),
        ];
        for (at, code, field) in after {
            let Some(at) = at else { continue };
            if at < received_at {
                let order = format!("{} < {}", at.to_display(), received_at.to_display());
                return Err(Reason::new(code, field, &order));
            }
            past(field, at)?;
        }
        Ok(())
    }

    fn report_text(&self, cells: Cells<'_>) -> Result<String, Reason> {
        let text = clean(&self.bound.text.text(cells));
        if text.is_empty() {
            return Err(Reason::new(RefusalCode::NoText, ImportField::Text, ""));
        }
        check_length(ImportField::Text, &text, REPORT_TEXT_CHARS)?;
        Ok(text)
    }

    /// The status, and the date on which it was over; the two must agree.
    fn status(
        &self,
        times: &Times,
        cells: Cells<'_>,
    ) -> Result<(ImportedStatus, Option<Instant>), Reason> {
        let field = ImportField::Status;
        let status = self.written_status(cells)?;
        match (status.is_over(), times.closed_at) {
            (true, None) => Err(Reason::new(
                RefusalCode::ClosedWithoutDate,
                field,
                status.name(),
            )),
            (false, Some(at)) => {
                let value = format!("{}: {}", status.name(), at.to_display());
                Err(Reason::new(RefusalCode::OpenWithClosedDate, field, &value))
            }
            (_, closed_at) => Ok((status, closed_at)),
        }
    }

    pub(super) fn written_status(&self, cells: Cells<'_>) -> Result<ImportedStatus, Reason> {
        let (code, field) = (RefusalCode::UnknownStatus, ImportField::Status);
        find(
            &self.map.statuses,
            self.bound.status.as_ref(),
            cells,
            code,
            field,
        )?
        .ok_or_else(|| Reason::new(RefusalCode::NoStatus, field, ""))
    }

    fn point(&self, cells: Cells<'_>) -> Result<Option<huiyin_kernel::geo::Point>, Reason> {
        let (Some(reader), Some((x, y))) = (&self.map.position, &self.bound.point) else {
            return Ok(None);
        };
        let (x, y) = (x.text(cells), y.text(cells));
        let refused = |code| Err(Reason::new(code, ImportField::Point, &format!("{x}, {y}")));
        match reader.read(&x, &y) {
            Position::Nowhere | Position::Outside { refuse: false } => Ok(None),
            Position::At(point) => Ok(Some(point)),
            Position::Outside { refuse: true } => refused(RefusalCode::PointOutside),
            Position::Bad => refused(RefusalCode::BadPoint),
        }
    }

    fn reply(&self, cells: Cells<'_>) -> Result<Option<String>, Reason> {
        let reply = self
            .bound
            .reply
            .as_ref()
            .map(|field| clean(&field.text(cells)));
        let reply = reply.filter(|text| !text.is_empty());
        if let Some(text) = &reply {
            check_length(ImportField::Reply, text, REPLY_CHARS_MAX)?;
        }
        Ok(reply)
    }
}

fn find<T: Clone + PartialEq>(
    lookup: &Lookup<T>,
    field: Option<&Field>,
    cells: Cells<'_>,
    code: RefusalCode,
    name: ImportField,
) -> Result<Option<T>, Reason> {
    let candidates = field
        .map(|field| field.candidates(cells))
        .unwrap_or_default();
    match lookup.find(candidates) {
        Found::Value(value) => Ok(Some(value)),
        Found::Nothing => Ok(None),
        Found::Unknown(text) => Err(Reason::new(code, name, &text)),
    }
}

fn line(
    field: Option<&Field>,
    cells: Cells<'_>,
    name: ImportField,
    most: usize,
) -> Result<Option<String>, Reason> {
    let text = field
        .map(|field| clean_line(&field.text(cells)))
        .unwrap_or_default();
    check_length(name, &text, most)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}

fn place(field: Option<&Field>, cells: Cells<'_>) -> Result<Option<String>, Reason> {
    line(field, cells, ImportField::Place, PLACE_CHARS_MAX)
}

fn check_length(field: ImportField, text: &str, most: usize) -> Result<(), Reason> {
    // A text has at most as many characters as bytes, so most need no counting.
    if text.len() > most && text.chars().count() > most {
        return Err(Reason::new(RefusalCode::TooLong, field, text));
    }
    Ok(())
}
