//! What of the journal somebody sees: the timeline of a resident *is* the journal, filtered.

use crate::model::{Audience, Event, Matter, TextEntry};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Viewer {
    Public,
    Reporter,
    Staff,
}

impl Viewer {
    pub const fn sees(self, audience: Audience) -> bool {
        match (self, audience) {
            (Self::Staff, _)
            | (Self::Reporter, Audience::Reporter | Audience::Public)
            | (Self::Public, Audience::Public) => true,
            (Self::Reporter, Audience::Staff)
            | (Self::Public, Audience::Reporter | Audience::Staff) => false,
        }
    }
}

/// A line of the timeline with the texts this viewer may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'e> {
    pub event: &'e Event,
    pub texts: Vec<&'e TextEntry>,
}

/// The lines this viewer sees, in order. The public sees nothing of a matter that was not
/// released, or that is protected.
pub fn timeline<'e>(matter: &Matter, events: &'e [Event], viewer: Viewer) -> Vec<Line<'e>> {
    if viewer == Viewer::Public && !matter.is_public() {
        return Vec::new();
    }
    events
        .iter()
        .filter_map(|event| line(event, viewer))
        .collect()
}

pub fn line(event: &Event, viewer: Viewer) -> Option<Line<'_>> {
    if !viewer.sees(event.kind().audience()) {
        return None;
    }
    let texts = event
        .texts
        .iter()
        .filter(|entry| viewer.sees(entry.audience))
        .collect();
    Some(Line { event, texts })
}
