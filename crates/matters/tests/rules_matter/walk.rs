//! A walk through the state machine driven by bytes: the property test and the fuzz target share
//! it. After every step it holds the matter against the document of the states and against what
//! must always be true.

use std::collections::BTreeSet;

use huiyin_kernel::{Id, Instant};
use huiyin_matters::model::{
    Act, ActName, Actor, CallBackResult, CategoryCode, Change, Channel, Correction,
    EmergencyNumber, ExclusionReason, Kind, Matter, OtherMatter, Outcome, Rating, RejectCode,
    Report, State, StateName, Step, Urgency, WhistleAnswer,
};
use huiyin_matters::rules;

use crate::support::{
    World, caller, clerk, dispatcher, handler, id, lamp_report, leader, supervisor,
};

const DOCUMENT: &str = include_str!("../../../../docs/states/matter.md");
const MOST_STEPS: usize = 200;

/// The arrows of the document's diagram, as `(from, to, act)`.
pub(crate) fn documented() -> BTreeSet<(String, String, String)> {
    let arrow = |line: &str| {
        let (from, rest) = line.trim().split_once(" --> ")?;
        let (to, act) = rest.split_once(": ")?;
        Some((from.to_owned(), to.to_owned(), act.to_owned()))
    };
    DOCUMENT.lines().filter_map(arrow).collect()
}

struct Bytes<'b>(std::slice::Iter<'b, u8>);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        self.0.next().copied().unwrap_or(0)
    }
    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::from(self.next()) % from.len()].clone()
    }
    fn yes(&mut self) -> bool {
        self.next() % 2 == 0
    }
    fn text(&mut self) -> String {
        match self.next() {
            255 => "长".repeat(6_000),
            254 => "13812345678".to_owned(),
            200..=253 => " ".to_owned(),
            150..=199 => "\u{0}<script>\u{202e}".to_owned(),
            _ => "因为下雨".to_owned(),
        }
    }
    fn body(&mut self) -> Id {
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
    fn result(&mut self) -> CallBackResult {
        self.pick(CallBackResult::ALL)
    }
    fn rating(&mut self) -> Option<Rating> {
        if self.yes() {
            None
        } else {
            Some(self.pick(Rating::ALL))
        }
    }
}

/// The district and the document, read once for many walks.
pub(crate) struct Ground {
    world: World,
    arrows: BTreeSet<(String, String, String)>,
    codes: Vec<CategoryCode>,
}

impl Ground {
    pub(crate) fn new() -> Self {
        let world = World::new();
        let codes = world
            .categories
            .iter()
            .map(|category| category.code)
            .collect();
        let arrows = documented();
        assert!(
            arrows.len() > 20,
            "the document of the states could not be read"
        );
        Self {
            world,
            arrows,
            codes,
        }
    }
}

/// Walks as long as the bytes last; panics where something that must hold does not. Gives the
/// states it came through.
pub(crate) fn walk(ground: &Ground, bytes: &[u8]) -> Vec<StateName> {
    let world = &ground.world;
    let mut bytes = Bytes(bytes.iter());
    let mut now = crate::support::at("2026-01-05 09:00").plus_hours(i64::from(bytes.next()) * 24);
    let report = walk_report(&mut bytes);
    let born = rules::report(&report, &Actor::VISITOR, &world.facts(None), now).unwrap();
    let mut matter = born.matter;
    let mut states = vec![matter.state_name()];
    for _ in 0..MOST_STEPS {
        if bytes.0.len() == 0 {
            break;
        }
        now = now.plus_seconds(i64::from(bytes.next()).pow(2) * 4);
        matter = step(ground, &mut bytes, &matter, now);
        check(&matter);
        states.push(matter.state_name());
    }
    states
}

fn walk_report(bytes: &mut Bytes<'_>) -> Report {
    let flags = bytes.next();
    Report {
        contactable: flags & 1 == 0,
        restricted: flags & 6 == 6,
        anonymous: flags & 8 == 0,
        complained_of: (flags & 48 == 48).then(|| id("works")),
        ..lamp_report()
    }
}

fn step(ground: &Ground, bytes: &mut Bytes<'_>, matter: &Matter, now: Instant) -> Matter {
    let actor = who(bytes, matter);
    let open = rules::available(matter, &actor, now);
    let moving: Vec<ActName> = open.iter().copied().filter(|act| moves(*act)).collect();
    let name = match bytes.next() % 8 {
        0 => bytes.pick(ActName::ALL),
        1 | 2 if !open.is_empty() => bytes.pick(&open),
        _ if !moving.is_empty() => bytes.pick(&moving),
        _ => return matter.clone(),
    };
    // Most walks should not end on the first street corner.
    let ends = matches!(
        name,
        ActName::Withdraw | ActName::Reject | ActName::MarkPetition | ActName::Merge
    );
    if ends && bytes.next() % 16 != 0 {
        return matter.clone();
    }
    let Some(act) = act(name, ground, bytes, matter, now) else {
        return matter.clone();
    };
    let other = OtherMatter {
        id: id("other"),
        state: bytes.pick(StateName::ALL),
        restricted: bytes.yes(),
        answered: bytes.yes(),
    };
    let facts = ground.world.facts(Some(other));
    let Ok(change) = rules::decide(matter, &actor, act, &facts, now) else {
        return matter.clone();
    };
    assert!(open.contains(&name), "{name} was done but not offered");
    check_change(&ground.arrows, matter, name, &change);
    change.matter
}

/// Acts that lead on; the walk takes them more often, or it would never get far.
fn moves(act: ActName) -> bool {
    let asks = matches!(act, ActName::AskSuspension | ActName::AskExtension);
    let targets = || rules::TRANSITIONS.iter().filter(|rule| rule.act == act);
    asks || targets().any(|rule| rule.to.iter().any(|to| *to != rules::Target::Same))
}

fn who(bytes: &mut Bytes<'_>, matter: &Matter) -> Actor {
    let lead = matter.lead();
    match bytes.next() % 12 {
        0 => Actor::VISITOR,
        1 | 2 => Actor::reporter(matter.id),
        3 => clerk(),
        4 | 5 => dispatcher(),
        6 => caller(),
        7 => supervisor(),
        8 => leader(),
        9 => Actor::SYSTEM,
        _ => {
            let bodies = ["works", "street", "police", "fire", "committee"];
            let leading = bodies.into_iter().find(|body| lead == Some(id(body)));
            handler(leading.unwrap_or(bytes.pick(&bodies)))
        }
    }
}

fn act(
    name: ActName,
    ground: &Ground,
    bytes: &mut Bytes<'_>,
    matter: &Matter,
    now: Instant,
) -> Option<Act> {
    use ActName as A;
    let whistle = usize::from(bytes.next() % 3);
    Some(match name {
        A::Report => return None,
        A::Whistle => {
            let bodies = (0..bytes.next() % 5).map(|_| bytes.body()).collect();
            Act::Whistle {
                bodies,
                reason: bytes.text(),
            }
        }
        A::AnswerWhistle => {
            let answers = [
                WhistleAnswer::Present,
                WhistleAnswer::Absent,
                WhistleAnswer::Substitute(id("street")),
            ];
            let (answer, fitting) = (bytes.pick(&answers), Some(bytes.yes()));
            let (body, note) = (bytes.body(), bytes.text());
            Act::AnswerWhistle {
                whistle,
                body,
                answer,
                fitting,
                note,
            }
        }
        A::JudgeWhistle => {
            let (body, accepted, note) = (bytes.body(), bytes.yes(), bytes.text());
            Act::JudgeWhistle {
                whistle,
                body,
                accepted,
                note,
            }
        }
        A::Remind => {
            let step = bytes.pick(Step::ALL);
            let due = matter.due_before().unwrap_or(matter.received_at);
            Act::Remind {
                step,
                anchor: bytes.pick(&[due, matter.received_at, now]),
            }
        }
        _ => {
            return desk_act(name, &ground.codes, bytes).or_else(|| handling_act(name, bytes, now));
        }
    })
}

fn desk_act(name: ActName, codes: &[CategoryCode], bytes: &mut Bytes<'_>) -> Option<Act> {
    use ActName as A;
    Some(match name {
        A::Accept => {
            let category = bytes.pick(codes);
            Act::Accept {
                category,
                kind: None,
                urgency: None,
                note: bytes.text(),
            }
        }
        A::Reject => {
            let number = if bytes.yes() {
                Some(EmergencyNumber::Fire)
            } else {
                None
            };
            Act::Reject {
                code: bytes.pick(RejectCode::ALL),
                number,
                channel: bytes.text(),
            }
        }
        A::Merge => {
            let into = bytes.pick(&[id("other"), id("matter")]);
            Act::Merge {
                into,
                note: bytes.text(),
            }
        }
        A::Absorb => Act::Absorb {
            other: bytes.pick(&[id("other"), id("third"), id("matter")]),
        },
        A::Split => {
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
        A::Dispatch => {
            let supports = (0..bytes.next() % 4).map(|_| bytes.body()).collect();
            Act::Dispatch {
                lead: bytes.body(),
                supports,
                note: bytes.text(),
            }
        }
        A::AcceptReturn => Act::AcceptReturn { note: bytes.text() },
        A::RefuseReturn => Act::RefuseReturn {
            reason: bytes.text(),
        },
        A::Correct => {
            let correction = Correction {
                category: if bytes.yes() {
                    Some(bytes.pick(codes))
                } else {
                    None
                },
                kind: if bytes.yes() {
                    Some(bytes.pick(Kind::ALL))
                } else {
                    None
                },
                urgency: if bytes.yes() {
                    Some(bytes.pick(Urgency::ALL))
                } else {
                    None
                },
                area: None,
                place_changed: bytes.yes(),
                reason: bytes.text(),
            };
            Act::Correct { correction }
        }
        A::ReleaseSummary => Act::ReleaseSummary {
            summary: bytes.text(),
        },
        A::MarkPetition => Act::MarkPetition { note: bytes.text() },
        A::Supervise => Act::Supervise { note: bytes.text() },
        A::ExcludeFromRates => Act::ExcludeFromRates {
            reason: bytes.pick(ExclusionReason::ALL),
            note: bytes.text(),
        },
        A::DecideExclusion => Act::DecideExclusion {
            approved: bytes.yes(),
            note: bytes.text(),
        },
        A::DecideExtension => Act::DecideExtension {
            granted: bytes.yes(),
            reason: bytes.text(),
        },
        A::DecideSuspension => Act::DecideSuspension {
            granted: bytes.yes(),
            reason: bytes.text(),
        },
        _ => return None,
    })
}

fn handling_act(name: ActName, bytes: &mut Bytes<'_>, now: Instant) -> Option<Act> {
    use ActName as A;
    Some(match name {
        A::Acknowledge => Act::Acknowledge {},
        A::Return => {
            let override_note = if bytes.yes() {
                Some(bytes.text())
            } else {
                None
            };
            Act::Return {
                reason: bytes.text(),
                basis: bytes.text(),
                override_note,
            }
        }
        A::Contact => {
            let (channel, reached) = (bytes.pick(Channel::ALL), bytes.yes());
            Act::Contact {
                channel,
                reached,
                note: bytes.text(),
            }
        }
        A::Start => Act::Start {},
        A::AskExtension => Act::AskExtension {
            working_days: u16::from(bytes.next()),
            reason: bytes.text(),
        },
        A::AskSuspension => Act::AskSuspension {
            cause: bytes.text(),
            plan: bytes.text(),
            review_on: now.date().plus_days(i64::from(bytes.next() % 120)),
            person: id("works handler"),
        },
        A::Resume => Act::Resume { note: bytes.text() },
        A::Answer => {
            let outcomes = [
                Outcome::Solved,
                Outcome::Explained,
                Outcome::Refused {
                    reason: bytes.text(),
                },
                Outcome::Referred {
                    channel: bytes.text(),
                },
            ];
            Act::Answer {
                outcome: bytes.pick(&outcomes),
                text: bytes.text(),
            }
        }
        A::CallBack => {
            let (channel, result, rating) =
                (bytes.pick(Channel::ALL), bytes.result(), bytes.rating());
            Act::CallBack {
                channel,
                result,
                rating,
                note: bytes.text(),
            }
        }
        A::Confirm => Act::Confirm {
            result: bytes.result(),
            rating: bytes.rating(),
            note: bytes.text(),
        },
        A::Close => Act::Close {},
        A::Reopen => Act::Reopen {
            reason: bytes.text(),
        },
        A::AskAgain => Act::AskAgain {},
        A::AnswerAgain => Act::AnswerAgain {
            result: bytes.result(),
            rating: bytes.rating(),
            note: bytes.text(),
        },
        A::Withdraw => Act::Withdraw {
            reason: bytes.text(),
        },
        A::Message => Act::Message { text: bytes.text() },
        A::Note => Act::Note { text: bytes.text() },
        A::AddPhotos => Act::AddPhotos {
            photo_ids: vec![id("photo"); usize::from(bytes.next() % 9)],
        },
        A::Chase => Act::Chase { text: bytes.text() },
        A::Join => Act::Join {},
        _ => return None,
    })
}

/// One act: only along an arrow of the document, and one version for each event.
fn check_change(
    arrows: &BTreeSet<(String, String, String)>,
    before: &Matter,
    name: ActName,
    change: &Change,
) {
    let after = &change.matter;
    assert!(!change.events.is_empty(), "{name} left no event");
    for (offset, event) in (1u32..).zip(&change.events) {
        assert_eq!(
            event.version,
            before.version + offset,
            "{name}: versions in a row"
        );
    }
    assert_eq!(
        after.version,
        before.version + u32::try_from(change.events.len()).unwrap()
    );
    let (from, to) = (before.state_name(), after.state_name());
    if from != to {
        let arrow = (
            from.name().to_owned(),
            to.name().to_owned(),
            name.name().to_owned(),
        );
        assert!(arrows.contains(&arrow), "{arrow:?} is not in the document");
    }
    assert_eq!(after.id, before.id);
    assert_eq!(after.received_at, before.received_at);
    assert!(
        after.escalation >= before.escalation,
        "what went up does not come down by itself"
    );
    if matches!(name, ActName::Return | ActName::RefuseReturn) {
        assert_eq!(
            before.state.work(),
            after.state.work(),
            "a return keeps lead and clock"
        );
    }
    if name == ActName::CallBack {
        let account = change_account(change, before);
        assert!(account, "whoever handled it called back");
    }
}

/// The caller of this act is none of those who handled the matter.
fn change_account(change: &Change, before: &Matter) -> bool {
    match change.matter.state.verdict() {
        Some(verdict) => verdict.by.is_none_or(|by| !before.handlers.contains(&by)),
        None => true,
    }
}

/// What is true of every matter at any time.
fn check(matter: &Matter) {
    let state = matter.state_name();
    let at_work = StateName::AT_WORK.contains(&state);
    if at_work {
        assert!(matter.lead().is_some(), "{state} without a lead");
        assert!(matter.clock().is_some(), "{state} without a clock");
        assert!(matter.due_before().is_some() || state == StateName::Suspended);
    }
    if let Some(work) = matter.state.work() {
        assert!(!work.supports.contains(&work.lead));
        assert!(work.clock.due_before > work.clock.started_at);
        assert!(matter.first_dispatched_at.is_some());
    }
    if let State::Closed {
        answer, verdict, ..
    } = &matter.state
    {
        assert_ne!(
            verdict.result,
            CallBackResult::NotSolved,
            "closed although not solved"
        );
        assert!(matter.handlers.contains(&answer.by));
    }
    if matter.restricted {
        assert!(!matter.is_public());
    }
    assert!(!(matter.state_name() == StateName::Suspended && matter.extension_request.is_some()));
    let json = serde_json::to_string(matter).unwrap();
    assert_eq!(&serde_json::from_str::<Matter>(&json).unwrap(), matter);
}
