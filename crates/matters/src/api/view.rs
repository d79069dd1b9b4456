use huiyin_kernel::Lang;
use huiyin_web::Ctx;
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Audience, Event, EventBody, TextEntry};
use crate::rules::reporter_view::{Viewer, line};
use crate::slice::World;
use crate::store::{Known, Past};

/// A matter as its reporter sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EchoView {
    pub id: String,
    pub number: String,
    /// One of the state names, such as `in_progress`.
    pub state: String,
    /// Open311 status: `open` or `closed`.
    pub status: String,
    /// The state as a sentence in the language of the request.
    pub state_text: String,
    pub kind: String,
    pub category: Option<String>,
    pub version: u32,
    pub received_at: String,
    /// An answer comes before this time, as far as it is known.
    pub due_before: Option<String>,
    /// Who has it now.
    pub agency_responsible: Option<String>,
    pub outcome: Option<String>,
    pub timeline: Vec<TimelineEntry>,
}

/// A line of the timeline with the texts that this viewer may read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimelineEntry {
    pub at: String,
    pub kind: String,
    pub texts: Vec<String>,
}

/// Through whose eyes a matter is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    Staff,
    Reporter,
    /// Somebody who joined: the public steps and the answer, which is theirs too, but nothing that
    /// the first reporter wrote or was written.
    SameEcho,
}

impl Reader {
    const fn viewer(self) -> Viewer {
        match self {
            Self::Staff => Viewer::Staff,
            Self::Reporter => Viewer::Reporter,
            Self::SameEcho => Viewer::Public,
        }
    }

    fn reads(self, event: &Event, entry: &TextEntry) -> bool {
        let echo = self == Self::SameEcho
            && matches!(event.body, EventBody::Answered { .. })
            && entry.audience == Audience::Reporter;
        echo || self.viewer().sees(entry.audience)
    }
}

pub(crate) fn echo_view(
    ctx: &Ctx,
    world: &World,
    known: &Known,
    history: &[Past],
    reader: Reader,
) -> EchoView {
    let matter = &known.matter;
    let state = matter.state_name();
    let due = matter.due_before().or(matter.promised_before);
    EchoView {
        id: matter.id.to_string(),
        number: known.number.clone(),
        state: state.name().to_owned(),
        status: state.open311_status().to_owned(),
        state_text: ctx.t(&format!("matters-state-{}", state.key())),
        kind: matter.kind.name().to_owned(),
        category: matter.category.map(|code| code.to_string()),
        version: matter.version,
        received_at: matter.received_at.to_rfc3339(),
        due_before: due
            .filter(|_| state.is_open())
            .map(huiyin_kernel::Instant::to_rfc3339),
        agency_responsible: agency(world, known, ctx.lang),
        outcome: matter
            .state
            .answer_given()
            .map(|it| it.outcome.name().to_owned()),
        timeline: timeline(history, reader),
    }
}

fn agency(world: &World, known: &Known, lang: Lang) -> Option<String> {
    known
        .matter
        .lead()
        .map(|id| world.body_name(id, lang))
        .filter(|name| !name.is_empty())
}

fn timeline(history: &[Past], reader: Reader) -> Vec<TimelineEntry> {
    let visible = history
        .iter()
        .filter_map(|past| line(&past.event, reader.viewer()));
    visible
        .map(|line| TimelineEntry {
            at: line.event.at.to_rfc3339(),
            kind: line.event.kind().name().to_owned(),
            texts: texts(line.event, reader),
        })
        .collect()
}

fn texts(event: &Event, reader: Reader) -> Vec<String> {
    let read = event
        .texts
        .iter()
        .filter(|entry| reader.reads(event, entry));
    read.map(|entry| entry.text.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OutcomeName, TextKind};

    fn event(body: EventBody) -> Event {
        let text = |audience, text: &str| TextEntry {
            kind: TextKind::Message,
            audience,
            text: text.to_owned(),
        };
        Event {
            version: 1,
            at: huiyin_kernel::Instant::from_micros(0),
            body,
            texts: vec![
                text(Audience::Reporter, "to the reporter"),
                text(Audience::Staff, "note"),
            ],
        }
    }

    #[test]
    fn whoever_joined_reads_the_answer_and_no_other_words() {
        let answered = event(EventBody::Answered {
            outcome: OutcomeName::Solved,
            body: huiyin_kernel::Id::derived("test", "body"),
            in_time: true,
            round: 1,
        });
        assert_eq!(texts(&answered, Reader::SameEcho), ["to the reporter"]);
        assert_eq!(texts(&answered, Reader::Reporter), ["to the reporter"]);
        let said = event(EventBody::MessageFromReporter {});
        assert!(texts(&said, Reader::SameEcho).is_empty());
        assert_eq!(texts(&said, Reader::Reporter), ["to the reporter"]);
        assert_eq!(texts(&said, Reader::Staff), ["to the reporter", "note"]);
        assert!(line(&said, Reader::SameEcho.viewer()).is_none());
    }
}
