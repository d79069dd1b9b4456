use huiyin_kernel::Instant;

use crate::model::{Dwelling, NoPlace, Session, Span, Visit};
use crate::rules::{Hours, may_call_uninvited};

/// When a team may stand at a door in a session. An appointment is the only time there is; without
/// one, the hours of the district (rule V1), those of a shop, and thirty days since the last call
/// that nobody asked for (V4) decide. Nothing where nobody may come at all.
pub fn open_spans(
    visit: &Visit,
    dwelling: &Dwelling,
    session: &Session,
    hours: Hours,
) -> Vec<Span> {
    if let Some(window) = visit.state.window() {
        let common = (window.on == session.on)
            .then(|| session.span.common(window.span))
            .flatten();
        return common.into_iter().collect();
    }
    if forbidden(visit, dwelling).is_some() {
        return Vec::new();
    }
    if !visit.life_safety && !may_call_uninvited(dwelling, session.on) {
        return Vec::new();
    }
    let Some(allowed) = session.span.common(hours.of(session.on)) else {
        return Vec::new();
    };
    if dwelling.open.is_empty() {
        return vec![allowed];
    }
    let mut spans: Vec<Span> = dwelling
        .open
        .iter()
        .filter_map(|open| allowed.common(*open))
        .collect();
    spans.sort();
    spans.dedup();
    spans
}

/// A door that asked not to be disturbed is in no plan, unless life or safety overrode it or the
/// people there asked for a visit themselves (rule V3).
pub(super) fn forbidden(visit: &Visit, dwelling: &Dwelling) -> Option<NoPlace> {
    let overridden = visit.life_safety || visit.is_invited();
    (dwelling.disturb.is_some() && !overridden).then_some(NoPlace::DoNotDisturb)
}

/// Whether all sessions that are still to come lie within the thirty days.
pub(super) fn called_lately(
    visit: &Visit,
    dwelling: &Dwelling,
    sessions: &[Session],
    now: Instant,
) -> bool {
    let mut ahead = sessions
        .iter()
        .filter(|it| it.window().starts_at() > now)
        .peekable();
    let free = visit.life_safety || visit.is_invited();
    !free && ahead.peek().is_some() && !ahead.any(|it| may_call_uninvited(dwelling, it.on))
}
