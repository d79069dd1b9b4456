use std::collections::BTreeSet;

use huiyin_kernel::{Date, Id};
use huiyin_web::Ctx;
use huiyin_web::forms::{Errors, Form};

use crate::model::bounds::{SESSIONS, TITLE_CHARS};
use crate::model::{DwellingKind, FormRef, Minute, RoundDraft, Session, Span};
use crate::ops::Places;

/// A session as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub number: usize,
    pub id: String,
    pub on: String,
    pub from: String,
    pub to: String,
}

const MORNING: (&str, &str) = ("09:30", "12:00");
const AFTERNOON: (&str, &str) = ("14:00", "17:30");
/// Rows without a day below those that have one.
const SPARE_ROWS: usize = 2;
const WEEKENDS: usize = 3;

/// What the form holds, whether or not it makes sense.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub title: String,
    pub kinds: Vec<String>,
    pub areas: BTreeSet<String>,
    pub form: String,
    pub rows: Vec<Row>,
}

impl Typed {
    pub(super) fn read(form: &Form) -> Self {
        let row = |number: usize| Row {
            number,
            id: form.text(&format!("s{number}_id")),
            on: form.text(&format!("s{number}_on")),
            from: form.text(&format!("s{number}_from")),
            to: form.text(&format!("s{number}_to")),
        };
        let rows = (0..SESSIONS + SPARE_ROWS).map(row);
        Self {
            title: form.text("title"),
            kinds: form.all("kind"),
            areas: form.all("area").into_iter().collect(),
            form: form.text("form"),
            rows: rows.filter(|it| !it.on.is_empty()).collect(),
        }
    }

    pub(super) fn of(draft: &RoundDraft) -> Self {
        let row = |(number, it): (usize, &Session)| Row {
            number,
            id: it.id.to_string(),
            on: it.on.to_string(),
            from: it.span.from.to_string(),
            to: it.span.to.to_string(),
        };
        Self {
            title: draft.title.clone(),
            kinds: draft.kinds.iter().map(|it| it.name().to_owned()).collect(),
            areas: draft.areas.iter().map(ToString::to_string).collect(),
            form: draft
                .form
                .as_ref()
                .map_or_else(String::new, |it| format!("{}@{}", it.id, it.version)),
            rows: draft.sessions.iter().enumerate().map(row).collect(),
        }
    }

    /// Adds mornings and afternoons of the next weekends that are not there yet.
    pub(super) fn add_weekends(&mut self, today: Date) {
        let mut days: Vec<Date> = Vec::new();
        let mut on = today.plus_days(1);
        while days.len() < 2 * WEEKENDS {
            let is_half = on.weekday() == 7 && days.is_empty();
            if on.weekday() >= 6 && !is_half {
                days.push(on);
            }
            on = on.plus_days(1);
        }
        for on in days {
            let text = on.to_string();
            if self.rows.iter().any(|it| it.on == text) {
                continue;
            }
            for (from, to) in [MORNING, AFTERNOON] {
                if self.rows.len() < SESSIONS {
                    self.rows.push(Row {
                        on: text.clone(),
                        from: from.to_owned(),
                        to: to.to_owned(),
                        ..Row::default()
                    });
                }
            }
        }
    }

    /// The rows as shown: numbered anew, with some to spare.
    pub(super) fn shown_rows(&self) -> Vec<Row> {
        let spare = (0..SPARE_ROWS).map(|at| {
            let (from, to) = if at == 0 { MORNING } else { AFTERNOON };
            Row {
                from: from.to_owned(),
                to: to.to_owned(),
                ..Row::default()
            }
        });
        let rows = self.rows.iter().cloned().chain(spare).enumerate();
        rows.map(|(number, row)| Row { number, ..row }).collect()
    }

    /// What it says, as far as it can be read; whatever cannot has its sentence at its field.
    pub(super) fn draft(
        &self,
        ctx: &Ctx,
        places: &Places,
        before: &[Session],
        errors: &mut Errors,
    ) -> RoundDraft {
        if self.title.is_empty() {
            errors.add("title", ctx.t("web-field-required"));
        } else if self.title.chars().count() > TITLE_CHARS {
            let most = [("most", TITLE_CHARS.into())];
            errors.add("title", ctx.say("web-field-too-long", &most));
        }
        let known = |text: &String| {
            let id: Id = text.parse().ok()?;
            places.get(id).map(|_| id)
        };
        let kinds = self.kinds.iter();
        RoundDraft {
            title: self.title.clone(),
            kinds: kinds.filter_map(|it| DwellingKind::from_name(it)).collect(),
            areas: self.areas.iter().filter_map(known).collect(),
            form: self.form_ref(),
            sessions: self.sessions(ctx, before, errors),
        }
    }

    fn form_ref(&self) -> Option<FormRef> {
        let (id, version) = self.form.split_once('@')?;
        Some(FormRef {
            id: id.to_owned(),
            version: version.parse().ok()?,
        })
    }

    fn sessions(&self, ctx: &Ctx, before: &[Session], errors: &mut Errors) -> Vec<Session> {
        let mut sessions = Vec::new();
        for row in &self.rows {
            let on = row.on.parse::<Date>();
            let (from, to) = (row.from.parse::<Minute>(), row.to.parse::<Minute>());
            let (Ok(on), Ok(from), Ok(to)) = (on, from, to) else {
                let said = [("day", row.on.as_str().into())];
                errors.add("sessions", ctx.say("visits-round-session-unread", &said));
                continue;
            };
            let kept = before.iter().find(|it| it.id.to_string() == row.id);
            sessions.push(Session {
                on,
                span: Span::new(from, to),
                // A session keeps its id as long as it is the same row.
                id: kept.map_or_else(|| ctx.site.new_id(), |it| it.id),
            });
        }
        sessions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_weekends_are_whole_and_come_once() {
        let mut typed = Typed::default();
        // A Saturday: the one that has begun is not among them.
        let today: Date = "2026-05-09".parse().unwrap();
        typed.add_weekends(today);
        typed.add_weekends(today);
        let days: Vec<&str> = typed.rows.iter().map(|it| it.on.as_str()).collect();
        assert_eq!(days.len(), 12);
        assert_eq!((days[0], days[11]), ("2026-05-16", "2026-05-31"));
        assert_eq!(typed.shown_rows().len(), 14);
    }
}
