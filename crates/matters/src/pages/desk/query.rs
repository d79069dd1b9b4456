//! What stands behind the question mark of a list's address.

use std::fmt::Write as _;

use huiyin_kernel::Instant;
use huiyin_web::forms::percent;
use huiyin_web::{Choice, Ctx};
use serde::Deserialize;

use super::wording;
use crate::Matters;
use crate::model::{Source, StateName, Urgency};
use crate::rules::due::DueWithin;
use crate::store::Filter;

/// Letters of a search.
pub(super) const SEARCH_CHARS: usize = 100;

#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub(super) struct Asked {
    /// Which queue, as [`super::whose::Desk::key`] writes it; on lists, which scope.
    pub queue: String,
    pub category: String,
    pub urgency: String,
    pub source: String,
    pub state: String,
    /// `today`, `three_days` or `overdue`.
    pub due: String,
    pub q: String,
    pub after: String,
}

impl Asked {
    pub(super) fn filter(&self, now: Instant) -> Filter {
        Filter {
            category: self.category.clone(),
            urgency: self.urgency.clone(),
            source: self.source.clone(),
            state: self.state.clone(),
            due: DueWithin::from_name(&self.due).map(|due| due.span(now)),
        }
    }

    pub(super) const fn is_filtered(&self) -> bool {
        !(self.category.is_empty()
            && self.urgency.is_empty()
            && self.source.is_empty()
            && self.state.is_empty()
            && self.due.is_empty())
    }

    pub(super) fn words(&self) -> String {
        self.q.trim().chars().take(SEARCH_CHARS).collect()
    }

    /// The same query without its place in the list; ends ready for one more value.
    pub(super) fn address(&self) -> String {
        let mut out = String::new();
        for (name, value) in [
            ("queue", &self.queue),
            ("category", &self.category),
            ("urgency", &self.urgency),
            ("source", &self.source),
            ("state", &self.state),
            ("due", &self.due),
            ("q", &self.q),
        ] {
            if !value.is_empty() {
                let _ = write!(out, "{name}={}&", percent(value));
            }
        }
        out
    }
}

/// The drop-downs above a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choices {
    pub categories: Vec<Choice>,
    pub urgencies: Vec<Choice>,
    pub sources: Vec<Choice>,
    pub states: Vec<Choice>,
    pub dues: Vec<Choice>,
}

pub(super) fn choices(ctx: &Ctx, matters: &Matters, asked: &Asked) -> Choices {
    let any = "matters-desk-any";
    let urgencies: Vec<&str> = Urgency::ALL.iter().map(|it| it.name()).collect();
    let sources: Vec<&str> = Source::ALL.iter().map(|it| it.name()).collect();
    let states: Vec<&str> = StateName::ALL.iter().map(|it| it.name()).collect();
    let dues: Vec<&str> = DueWithin::ALL.iter().map(|it| it.name()).collect();
    let optional =
        |prefix, names, chosen: &String| wording::optional_choices(ctx, any, prefix, names, chosen);
    Choices {
        categories: wording::class_choices(ctx, matters, &asked.category),
        urgencies: optional("matters-urgency", urgencies, &asked.urgency),
        sources: optional("matters-source", sources, &asked.source),
        states: optional("matters-desk-state", states, &asked.state),
        dues: optional("matters-desk-due", dues, &asked.due),
    }
}
