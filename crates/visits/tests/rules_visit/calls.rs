//! When a call may have taken place, by the clock of the phone that says so.

use huiyin_kernel::{Id, Instant};
use huiyin_visits::model::{
    Actor, Dwelling, DwellingKind, Refused, Round, RoundState, Visit, VisitAct, VisitState,
};
use huiyin_visits::rules::visit::decide;
use huiyin_visits::rules::{Hours, VisitFacts};

fn id(name: &str) -> Id {
    Id::derived("calls", name)
}

fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

/// What becomes of an hour at which nobody was met, in a round made on the first of May at ten.
fn not_met(moment: Instant) -> Result<VisitState, Refused> {
    let round = Round {
        id: id("round"),
        version: 1,
        title: "走访".to_owned(),
        state: RoundState::Running {
            plan: id("plan"),
            since: at("2026-05-09 09:30"),
        },
        kinds: [DwellingKind::Household].into(),
        areas: [id("area")].into(),
        form: None,
        sessions: Vec::new(),
        created_at: at("2026-05-01 10:00"),
        created_by: id("somebody"),
    };
    let dwelling = Dwelling {
        id: id("door"),
        version: 1,
        kind: DwellingKind::Household,
        community: id("community"),
        compound: None,
        point: None,
        has_phone: false,
        disturb: None,
        last_uninvited_at: None,
        known_by: None,
        open: Vec::new(),
        minutes: 15,
        active: true,
    };
    let visit = Visit {
        id: id("visit"),
        version: 1,
        round: round.id,
        dwelling: dwelling.id,
        state: VisitState::Planned,
        asked_at: None,
        life_safety: false,
    };
    let actor = Actor::Visitor {
        account: id("ann"),
        team: id("team"),
    };
    let act = VisitAct::NotMet {
        at: moment,
        team: Some(id("team")),
    };
    let facts = VisitFacts {
        round: &round,
        dwelling: &dwelling,
        hours: Hours::default(),
    };
    decide(&visit, actor, &act, &facts, at("2026-05-09 10:00")).map(|change| change.visit.state)
}

#[test]
fn a_call_lies_between_the_making_of_the_round_and_now() {
    for moment in ["2026-05-01 09:50", "2026-05-09 09:40", "2026-05-09 10:10"] {
        assert!(not_met(at(moment)).is_ok(), "{moment}");
    }
    let earliest = Instant::from_micros(i64::MIN);
    for moment in [earliest, at("1970-01-01 08:00"), at("2026-05-01 09:40")] {
        assert_eq!(not_met(moment), Err(Refused::BeforeRound));
    }
    assert_eq!(not_met(at("2026-05-09 10:20")), Err(Refused::InFuture));
}
