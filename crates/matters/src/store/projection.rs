use huiyin_kernel::Instant;
use huiyin_kernel::mask::redact;

use crate::model::{Change, EventBody, Matter, State, TextKind};

/// Letters of the first line that lists show.
const HEADLINE_CHARS: usize = 60;

/// Letters looked at for it, so that no phone number is cut in half before it is seen.
const HEADLINE_SOURCE_CHARS: usize = 160;

/// The first line of a report, for lists on the desk. Whoever may look at a list need not learn
/// whom to ring, so phones and the like are blotted out.
pub(crate) fn headline(text: &str) -> String {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = flat.chars().take(HEADLINE_SOURCE_CHARS).collect::<String>();
    let flat = redact(&flat);
    if flat.chars().count() <= HEADLINE_CHARS {
        return flat;
    }
    let cut: String = flat.chars().take(HEADLINE_CHARS - 1).collect();
    format!("{cut}…")
}

/// What the columns say beside the model: derived here and nowhere else, so that they cannot
/// drift from it.
pub(super) struct Columns {
    pub state: &'static str,
    pub answered_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    /// Since when nothing more is done about it: what is personal is kept from here on.
    pub ended_at: Option<Instant>,
    pub outcome: Option<&'static str>,
    pub result: Option<&'static str>,
    pub rating: Option<&'static str>,
}

pub(super) fn columns(matter: &Matter) -> Columns {
    let answer = matter.state.answer_given();
    let verdict = matter.state.verdict();
    Columns {
        state: matter.state_name().name(),
        answered_at: answer.map(|it| it.at),
        closed_at: match &matter.state {
            State::Closed { at, .. } => Some(*at),
            _ => None,
        },
        ended_at: match &matter.state {
            State::Closed { at, .. }
            | State::Rejected { at, .. }
            | State::Merged { at, .. }
            | State::Withdrawn { at, .. } => Some(*at),
            _ => None,
        },
        outcome: answer.map(|it| it.outcome.name()),
        result: verdict.map(|it| it.result.name()),
        rating: verdict
            .and_then(|it| it.rating)
            .map(crate::model::Rating::name),
    }
}

/// The text of a new summary, where this change releases one.
pub(super) fn new_summary(change: &Change) -> Option<&str> {
    let released = change
        .events
        .iter()
        .rev()
        .find(|event| matches!(event.body, EventBody::SummaryReleased {}))?;
    let text = released
        .texts
        .iter()
        .find(|text| text.kind == TextKind::Summary)?;
    Some(&text.text)
}

/// The text of the report itself.
pub(super) fn report_text(change: &Change) -> &str {
    change
        .events
        .iter()
        .flat_map(|event| &event.texts)
        .find(|text| text.kind == TextKind::Report)
        .map_or("", |text| &text.text)
}

#[cfg(test)]
mod tests {
    use super::headline;

    #[test]
    fn a_headline_is_one_short_line() {
        assert_eq!(headline(" 路灯\n不亮 "), "路灯 不亮");
        assert_eq!(headline("路灯不亮，打13800138000"), "路灯不亮，打***");
        let late = headline(&format!("{}13800138000", "灯".repeat(55)));
        assert!(!late.contains("138"), "{late}");
        let long = headline(&"长".repeat(500));
        assert_eq!(long.chars().count(), 60);
        assert!(long.ends_with('…'));
    }
}
