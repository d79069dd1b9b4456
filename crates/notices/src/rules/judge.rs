use huiyin_kernel::Instant;

use super::QuietHours;
use crate::model::{Notice, Template};

/// What the world looks like when a notice is due.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    pub now: Instant,
    pub quiet: QuietHours,
    /// Notices that this person got today.
    pub told_today: i64,
    pub per_day: i64,
    /// The same was said to this person about this subject a little while ago.
    pub is_repeat: bool,
    /// A weightier or later notice about the same subject waits for the same person.
    pub is_outweighed: bool,
}

/// What to do with a notice that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Send,
    /// Not now; the word says why.
    Hold(Instant, &'static str),
    Supersede(&'static str),
    GiveUp(&'static str),
}

/// Whether somebody is told now. Urgent notices only ever come too late.
pub fn judge(notice: &Notice, spec: &Template, facts: &Facts) -> Verdict {
    if notice.until.is_some_and(|until| facts.now >= until) {
        return Verdict::GiveUp("too-late");
    }
    if spec.is_urgent {
        return Verdict::Send;
    }
    if facts.is_outweighed {
        return Verdict::Supersede("outweighed");
    }
    if facts.is_repeat {
        return Verdict::Supersede("repeat");
    }
    if let Some(morning) = facts.quiet.end_of(facts.now) {
        return Verdict::Hold(morning, "quiet");
    }
    if facts.told_today >= facts.per_day {
        return Verdict::Hold(facts.quiet.next_morning(facts.now), "enough-today");
    }
    Verdict::Send
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use huiyin_kernel::{Id, Lang};

    use super::*;
    use crate::model::{Channel, Fate, template};

    fn at(text: &str) -> Instant {
        Instant::parse_local(text).unwrap()
    }

    fn notice(until: Option<Instant>) -> Notice {
        Notice {
            id: Id::derived("test", "notice"),
            channel: Channel::Sms,
            template: String::new(),
            lang: Lang::Zh,
            subject: Id::derived("test", "subject"),
            account: None,
            area_path: String::new(),
            person: String::new(),
            vars: BTreeMap::new(),
            fate: Fate::Waiting,
            why: String::new(),
            carrier_ref: String::new(),
            attempts: 0,
            created_at: at("2026-05-09 20:00"),
            next_at: None,
            until,
            settled_at: None,
        }
    }

    fn facts(now: &str) -> Facts {
        Facts {
            now: at(now),
            quiet: QuietHours::default(),
            told_today: 0,
            per_day: 6,
            is_repeat: false,
            is_outweighed: false,
        }
    }

    #[test]
    fn what_can_wait_waits_for_the_morning_and_a_code_does_not() {
        let night = facts("2026-05-09 23:00");
        let code = template("sign-in-code").unwrap();
        let answered = template("matter-answered").unwrap();
        assert_eq!(judge(&notice(None), code, &night), Verdict::Send);
        let morning = Verdict::Hold(at("2026-05-10 08:00"), "quiet");
        assert_eq!(judge(&notice(None), answered, &night), morning);
        let day = facts("2026-05-10 08:00");
        assert_eq!(judge(&notice(None), answered, &day), Verdict::Send);
    }

    #[test]
    fn enough_is_enough_for_a_day_and_the_same_is_said_once() {
        let answered = template("matter-answered").unwrap();
        let day = facts("2026-05-10 10:00");
        let full = Facts {
            told_today: 6,
            ..day
        };
        let tomorrow = Verdict::Hold(at("2026-05-11 08:00"), "enough-today");
        assert_eq!(judge(&notice(None), answered, &full), tomorrow);
        let code = template("sign-in-code").unwrap();
        assert_eq!(judge(&notice(None), code, &full), Verdict::Send);
        let repeat = Facts {
            is_repeat: true,
            ..day
        };
        assert_eq!(
            judge(&notice(None), answered, &repeat),
            Verdict::Supersede("repeat")
        );
        let outweighed = Facts {
            is_outweighed: true,
            ..day
        };
        assert_eq!(
            judge(&notice(None), answered, &outweighed),
            Verdict::Supersede("outweighed")
        );
    }

    #[test]
    fn a_code_that_is_no_longer_good_is_not_sent() {
        let code = template("sign-in-code").unwrap();
        let day = facts("2026-05-10 10:00");
        let stale = notice(Some(at("2026-05-10 10:00")));
        assert_eq!(judge(&stale, code, &day), Verdict::GiveUp("too-late"));
    }
}
