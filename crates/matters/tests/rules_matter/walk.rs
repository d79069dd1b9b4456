//! A walk through the state machine driven by bytes: the property test and the fuzz target share
//! it. After every step it holds the matter against the document of the states and against what
//! must always be true.

use std::collections::BTreeSet;

use huiyin_kernel::Instant;
use huiyin_matters::model::{
    ActName, Actor, CallBackResult, CategoryCode, Change, Matter, OtherMatter, Report, State,
    StateName,
};
use huiyin_matters::rules;

use crate::acts_of_bytes::{Bytes, act};
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
        contactable: flags & 0b1 == 0,
        restricted: flags & 0b110 == 0b110,
        anonymous: flags & 0b1000 == 0,
        complained_of: (flags & 0b11_0000 == 0b11_0000).then(|| id("works")),
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
    if ends && !bytes.next().is_multiple_of(16) {
        return matter.clone();
    }
    let Some(act) = act(name, &ground.codes, bytes, matter, now) else {
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
    let asks = matches!(
        act,
        ActName::AskSuspension | ActName::AskExtension | ActName::ProposePlan
    );
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
