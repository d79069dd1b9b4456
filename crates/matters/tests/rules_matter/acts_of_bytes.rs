//! Acts made of bytes for the walk: mostly plausible, sometimes hostile.

use huiyin_kernel::{Id, Instant};
use huiyin_matters::model::{
    Act, ActName, CallBackResult, CategoryCode, Channel, Correction, EmergencyNumber,
    ExclusionReason, Forgotten, Kind, Matter, Outcome, Rating, RejectCode, Report, Step, Urgency,
    WhistleAnswer,
};

use crate::support::{id, lamp_report};

pub(crate) struct Bytes<'b>(pub(crate) std::slice::Iter<'b, u8>);

impl Bytes<'_> {
    pub(crate) fn next(&mut self) -> u8 {
        self.0.next().copied().unwrap_or(0)
    }
    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::from(self.next()) % from.len()].clone()
    }
    pub(crate) fn yes(&mut self) -> bool {
        self.next().is_multiple_of(2)
    }
    pub(crate) fn text(&mut self) -> String {
        match self.next() {
            255 => "长".repeat(6_000),
            254 => "13812345678".to_owned(),
            200..=253 => " ".to_owned(),
            150..=199 => "\u{0}<script>\u{202e}".to_owned(),
            _ => "因为下雨".to_owned(),
        }
    }
    pub(crate) fn body(&mut self) -> Id {
        id(self.pick(&[
            "works",
            "street",
            "police",
            "committee",
            "grid team",
            "fire",
            "nobody",
        ]))
    }
    pub(crate) fn result(&mut self) -> CallBackResult {
        self.pick(CallBackResult::ALL)
    }
    fn maybe<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if self.yes() {
            None
        } else {
            Some(self.pick(from))
        }
    }
    fn rating(&mut self) -> Option<Rating> {
        self.maybe(Rating::ALL)
    }
    fn bodies(&mut self) -> Vec<Id> {
        (0..self.next() % 4).map(|_| self.body()).collect()
    }
}

/// An act of this name; nothing for the one that makes a matter.
pub(crate) fn act(
    name: ActName,
    codes: &[CategoryCode],
    bytes: &mut Bytes<'_>,
    matter: &Matter,
    now: Instant,
) -> Option<Act> {
    intake(name, codes, bytes)
        .or_else(|| dispatch(name, bytes))
        .or_else(|| handling(name, bytes, now))
        .or_else(|| project(name, bytes, now))
        .or_else(|| whistle(name, bytes))
        .or_else(|| echo(name, bytes))
        .or_else(|| resident(name, bytes))
        .or_else(|| oversight(name, bytes, matter, now))
}

fn intake(name: ActName, codes: &[CategoryCode], bytes: &mut Bytes<'_>) -> Option<Act> {
    Some(match name {
        ActName::Accept => {
            let (category, kind, urgency) = (
                bytes.pick(codes),
                bytes.maybe(Kind::ALL),
                bytes.maybe(Urgency::ALL),
            );
            Act::Accept {
                category,
                kind,
                urgency,
                note: bytes.text(),
            }
        }
        ActName::Reject => {
            let (code, number) = (
                bytes.pick(RejectCode::ALL),
                bytes.maybe(EmergencyNumber::ALL),
            );
            Act::Reject {
                code,
                number,
                channel: bytes.text(),
            }
        }
        ActName::Merge => {
            let into = bytes.pick(&[id("other"), id("matter")]);
            Act::Merge {
                into,
                note: bytes.text(),
            }
        }
        ActName::Absorb => Act::Absorb {
            other: bytes.pick(&[id("other"), id("third"), id("matter")]),
        },
        ActName::Split => {
            let second = Report {
                id: id("second"),
                text: bytes.text(),
                ..lamp_report()
            };
            Act::Split {
                second: Box::new(second),
                note: bytes.text(),
            }
        }
        ActName::Correct => {
            let correction = Correction {
                category: bytes.maybe(codes),
                kind: bytes.maybe(Kind::ALL),
                urgency: bytes.maybe(Urgency::ALL),
                area: None,
                place_changed: bytes.yes(),
                reason: bytes.text(),
            };
            Act::Correct { correction }
        }
        ActName::MarkPetition => Act::MarkPetition { note: bytes.text() },
        _ => return None,
    })
}

fn dispatch(name: ActName, bytes: &mut Bytes<'_>) -> Option<Act> {
    Some(match name {
        ActName::Dispatch => {
            let (lead, supports) = (bytes.body(), bytes.bodies());
            Act::Dispatch {
                lead,
                supports,
                note: bytes.text(),
            }
        }
        ActName::Acknowledge => Act::Acknowledge {},
        ActName::Return => {
            let override_note = bytes.yes().then(|| bytes.text());
            Act::Return {
                reason: bytes.text(),
                basis: bytes.text(),
                override_note,
            }
        }
        ActName::AcceptReturn => Act::AcceptReturn { note: bytes.text() },
        ActName::RefuseReturn => Act::RefuseReturn {
            reason: bytes.text(),
        },
        _ => return None,
    })
}

fn handling(name: ActName, bytes: &mut Bytes<'_>, now: Instant) -> Option<Act> {
    Some(match name {
        ActName::Contact => {
            let (channel, reached) = (bytes.pick(Channel::ALL), bytes.yes());
            Act::Contact {
                channel,
                reached,
                note: bytes.text(),
            }
        }
        ActName::Start => Act::Start {},
        ActName::Answer => {
            let outcome = match bytes.next() % 4 {
                0 => Outcome::Refused {
                    reason: bytes.text(),
                },
                1 => Outcome::Referred {
                    channel: bytes.text(),
                },
                2 => Outcome::Explained,
                _ => Outcome::Solved,
            };
            Act::Answer {
                outcome,
                text: bytes.text(),
            }
        }
        ActName::AskExtension => {
            let working_days = u16::from(bytes.next() % 12);
            Act::AskExtension {
                working_days,
                reason: bytes.text(),
            }
        }
        ActName::DecideExtension => Act::DecideExtension {
            granted: bytes.yes(),
            reason: bytes.text(),
        },
        ActName::AskSuspension => {
            let review_on = now.date().plus_days(i64::from(bytes.next() % 120));
            let (cause, plan, person) = (bytes.text(), bytes.text(), id("works handler"));
            Act::AskSuspension {
                cause,
                plan,
                review_on,
                person,
            }
        }
        ActName::DecideSuspension => Act::DecideSuspension {
            granted: bytes.yes(),
            reason: bytes.text(),
        },
        ActName::Resume => Act::Resume { note: bytes.text() },
        _ => return None,
    })
}

fn project(name: ActName, bytes: &mut Bytes<'_>, now: Instant) -> Option<Act> {
    Some(match name {
        ActName::ProposePlan => {
            let steps = i64::from(bytes.next() % 14);
            let gap = i64::from(bytes.next() % 200);
            Act::ProposePlan {
                days: (1..=steps)
                    .map(|step| now.date().plus_days(step * gap))
                    .collect(),
                plan: bytes.text(),
            }
        }
        ActName::DecidePlan => Act::DecidePlan {
            granted: bytes.yes(),
            reason: bytes.text(),
        },
        ActName::ReachMilestone => Act::ReachMilestone { text: bytes.text() },
        _ => return None,
    })
}

fn whistle(name: ActName, bytes: &mut Bytes<'_>) -> Option<Act> {
    Some(match name {
        ActName::Whistle => Act::Whistle {
            bodies: bytes.bodies(),
            reason: bytes.text(),
        },
        ActName::AnswerWhistle => {
            let answer = match bytes.next() % 3 {
                0 => WhistleAnswer::Present,
                1 => WhistleAnswer::Absent,
                _ => WhistleAnswer::Substitute(bytes.body()),
            };
            let (whistle, body) = (usize::from(bytes.next() % 3), bytes.body());
            let fitting = bytes.maybe(&[true, false]);
            Act::AnswerWhistle {
                whistle,
                body,
                answer,
                fitting,
                note: bytes.text(),
            }
        }
        ActName::JudgeWhistle => {
            let (whistle, body) = (usize::from(bytes.next() % 3), bytes.body());
            Act::JudgeWhistle {
                whistle,
                body,
                accepted: bytes.yes(),
                note: bytes.text(),
            }
        }
        _ => return None,
    })
}

fn echo(name: ActName, bytes: &mut Bytes<'_>) -> Option<Act> {
    let (result, rating) = (bytes.result(), bytes.rating());
    Some(match name {
        ActName::CallBack => {
            let channel = bytes.pick(Channel::ALL);
            Act::CallBack {
                channel,
                result,
                rating,
                note: bytes.text(),
            }
        }
        ActName::Confirm => Act::Confirm {
            result,
            rating,
            note: bytes.text(),
        },
        ActName::AnswerAgain => Act::AnswerAgain {
            result,
            rating,
            note: bytes.text(),
        },
        ActName::Close => Act::Close {},
        ActName::Reopen => Act::Reopen {
            reason: bytes.text(),
        },
        ActName::AskAgain => Act::AskAgain {},
        _ => return None,
    })
}

fn resident(name: ActName, bytes: &mut Bytes<'_>) -> Option<Act> {
    Some(match name {
        ActName::Withdraw => Act::Withdraw {
            reason: bytes.text(),
        },
        ActName::Message => Act::Message { text: bytes.text() },
        ActName::AddPhotos => Act::AddPhotos {
            photo_ids: vec![id("photo"); usize::from(bytes.next() % 9)],
        },
        ActName::Chase => Act::Chase { text: bytes.text() },
        ActName::Join => Act::Join {},
        ActName::GiveConsent => Act::GiveConsent {
            channel: bytes.pick(Channel::ALL),
            version: 1,
        },
        ActName::WithdrawConsent => Act::WithdrawConsent {},
        ActName::Forget => Act::Forget {
            what: bytes.pick(Forgotten::ALL),
        },
        _ => return None,
    })
}

fn oversight(name: ActName, bytes: &mut Bytes<'_>, matter: &Matter, now: Instant) -> Option<Act> {
    Some(match name {
        ActName::Note => Act::Note { text: bytes.text() },
        ActName::Remind => {
            let step = bytes.pick(Step::ALL);
            let due = matter.due_before().unwrap_or(matter.received_at);
            Act::Remind {
                step,
                anchor: bytes.pick(&[due, matter.received_at, now]),
            }
        }
        ActName::Supervise => Act::Supervise { note: bytes.text() },
        ActName::HandOver => Act::HandOver {
            from: bytes.pick(&[id("works handler"), id("other"), id("dispatcher")]),
            to: bytes.pick(&[id("works handler"), id("other")]),
            note: bytes.text(),
        },
        ActName::ExcludeFromRates => {
            let reason = bytes.pick(ExclusionReason::ALL);
            Act::ExcludeFromRates {
                reason,
                note: bytes.text(),
            }
        }
        ActName::DecideExclusion => Act::DecideExclusion {
            approved: bytes.yes(),
            note: bytes.text(),
        },
        ActName::ReleaseSummary => Act::ReleaseSummary {
            summary: bytes.text(),
        },
        ActName::ReleasePhotos => Act::ReleasePhotos {
            photo_ids: vec![id("photo"); usize::from(bytes.next() % 40)],
            checked: bytes.yes(),
        },
        _ => return None,
    })
}
