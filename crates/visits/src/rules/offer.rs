//! Times that a resident may pick from.

use huiyin_kernel::Instant;

use crate::model::{Minute, Round, Span, Window};

/// Minutes of one window that is offered.
const WINDOW_MINUTES: u16 = 90;
/// A rest shorter than this is added to the window before it.
const SHORTEST_MINUTES: u16 = 45;

/// The windows of a round that still lie ahead, in their order.
pub fn offered(round: &Round, now: Instant) -> Vec<Window> {
    let mut sessions = round.sessions.clone();
    sessions.sort_unstable();
    let mut windows = Vec::new();
    for session in sessions {
        let (mut from, end) = (session.span.from.of_day(), session.span.to.of_day());
        while from < end {
            let mut to = end.min(from.saturating_add(WINDOW_MINUTES));
            if end - to < SHORTEST_MINUTES {
                to = end;
            }
            let span = Span::new(minute(from), minute(to));
            let window = Window {
                on: session.on,
                span,
            };
            if window.starts_at() > now {
                windows.push(window);
            }
            from = to;
        }
    }
    windows
}

const fn minute(of_day: u16) -> Minute {
    Minute::at(of_day / 60, of_day % 60)
}

/// As a form carries it.
pub fn written(window: Window) -> String {
    format!("{} {}-{}", window.on, window.span.from, window.span.to)
}
