//! What the engine is asked follows from the rules, whatever the doors are.

use huiyin_kernel::{Id, Instant, Point};
use huiyin_plan_routes::{Options, check, solve};
use huiyin_visits::model::{
    Disturb, Dwelling, DwellingKind, Pair, Priority, Round, RoundState, SaidBy, Session, Span,
    Team, Visit, VisitState, Window,
};
use huiyin_visits::rules::planning::{Asked, DoorIn, Inputs, build, open_spans, stops};
use huiyin_visits::rules::{Hours, may_call_uninvited};

const AREA: &str = "500105/500105001/";

fn id(name: &str) -> Id {
    Id::derived("planning", name)
}

fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

fn session(on: &str, span: &str) -> Session {
    Session {
        on: on.parse().unwrap(),
        span: Span::parse(span).unwrap(),
        id: id(&format!("{on} {span}")),
    }
}

fn round() -> Round {
    Round {
        id: id("round"),
        version: 1,
        title: "走访".to_owned(),
        state: RoundState::Draft,
        kinds: DwellingKind::ALL.iter().copied().collect(),
        areas: [id("area")].into(),
        form: None,
        sessions: vec![
            session("2026-05-09", "09:30-12:00"),
            session("2026-05-09", "14:00-17:30"),
            session("2026-05-16", "09:30-12:00"),
        ],
        created_at: at("2026-05-01 10:00"),
        created_by: id("somebody"),
    }
}

fn team(number: u16) -> Team {
    let person = |which: u8| id(&format!("person {number} {which}"));
    Team {
        id: id(&format!("team {number}")),
        round: id("round"),
        number,
        pair: Pair::new(person(1), person(2)).unwrap(),
        areas: Vec::new(),
        active: true,
    }
}

fn door(number: u32) -> DoorIn {
    let offset = i32::try_from(number).unwrap() * 2_000;
    DoorIn {
        visit: Visit {
            id: id(&format!("visit {number}")),
            version: 1,
            round: id("round"),
            dwelling: id(&format!("door {number}")),
            state: VisitState::Planned,
            asked_at: None,
            life_safety: false,
        },
        dwelling: Dwelling {
            id: id(&format!("door {number}")),
            version: 1,
            kind: DwellingKind::Household,
            community: id("community"),
            compound: None,
            point: Some(Point::from_e7(1_065_500_000 + offset, 295_800_000 - offset).unwrap()),
            has_phone: false,
            disturb: None,
            last_uninvited_at: None,
            known_by: None,
            open: Vec::new(),
            minutes: 15,
            active: true,
        },
        area_path: format!("{AREA}x/"),
        compound_name: "甲小区".to_owned(),
        spot: None,
    }
}

fn ask(round: &Round, teams: &[Team], doors: &[DoorIn], now: &str) -> Inputs {
    build(&Asked {
        round,
        areas: &[AREA.to_owned()],
        teams,
        doors,
        hours: Hours::default(),
        priority: Priority::Default,
        now: at(now),
    })
}

#[test]
fn v1_nobody_is_planned_outside_the_hours() {
    // A district that shortens its hours shortens what was set up before.
    let hours = Hours::new(
        Span::parse("10:00-19:00").unwrap(),
        Span::parse("10:00-11:00").unwrap(),
    )
    .unwrap();
    let door = door(1);
    let spans = open_spans(&door.visit, &door.dwelling, &round().sessions[0], hours);
    assert_eq!(spans, [Span::parse("10:00-11:00").unwrap()]);
    assert!(open_spans(&door.visit, &door.dwelling, &round().sessions[1], hours).is_empty());
}

#[test]
fn v2_a_time_that_was_agreed_is_the_only_one() {
    let mut door = door(1);
    let round = round();
    let window = Window {
        on: round.sessions[1].on,
        span: Span::parse("16:00-19:00").unwrap(),
    };
    door.visit.state = VisitState::Appointed {
        window,
        by: SaidBy::Resident,
        at: at("2026-05-02 10:00"),
    };
    let inputs = ask(&round, &[team(1)], &[door], "2026-05-05 10:00");
    let windows = &inputs.problem.stops[0].windows;
    assert!(windows[0].is_empty() && windows[2].is_empty());
    assert_eq!((windows[1][0].from, windows[1][0].to), (7_200, 12_600));
}

#[test]
fn v3_v4_rest_and_thirty_days_close_a_door_and_an_invitation_opens_it() {
    let round = round();
    let mut rest = door(1);
    rest.dwelling.disturb = Some(Disturb {
        since: at("2026-01-01 10:00"),
        by: SaidBy::Resident,
    });
    let mut lately = door(2);
    // The ninth of May is the thirtieth day after it, the sixteenth is free again.
    lately.dwelling.last_uninvited_at = Some(at("2026-04-09 15:00"));
    let doors = [rest.clone(), lately];
    let inputs = ask(&round, &[team(1)], &doors, "2026-05-05 10:00");
    assert_eq!(inputs.visits, [id("visit 2")]);
    let windows = &inputs.problem.stops[0].windows;
    assert!(windows[0].is_empty() && windows[1].is_empty() && !windows[2].is_empty());
    assert_eq!(inputs.beside[0].reason, "do_not_disturb");
    rest.visit.life_safety = true;
    let inputs = ask(&round, &[team(1)], &[rest], "2026-05-05 10:00");
    assert_eq!(inputs.visits.len(), 1);
}

#[test]
fn v5_a_team_of_one_cannot_be_written_down() {
    assert!(Pair::new(id("one"), id("one")).is_err());
    let json = serde_json::to_string(&(id("one"), id("one"))).unwrap();
    assert!(serde_json::from_str::<Pair>(&json).is_err());
}

#[test]
fn the_team_that_knows_a_door_is_the_one_with_most_of_the_two() {
    let teams = [team(1), team(2)];
    let [first, second] = teams[1].pair.both();
    let mut known = door(1);
    known.dwelling.known_by = Some((first, second));
    let mut half = door(2);
    half.dwelling.known_by = Some((teams[0].pair.both()[0], id("gone")));
    let inputs = ask(
        &round(),
        &teams,
        &[known, half, door(3)],
        "2026-05-05 10:00",
    );
    let of = |visit: &str| {
        let stop = inputs
            .visits
            .iter()
            .position(|it| *it == id(visit))
            .unwrap();
        inputs.problem.stops[stop].familiar
    };
    assert_eq!(
        (of("visit 1"), of("visit 2"), of("visit 3")),
        (Some(1), Some(0), None)
    );
}

#[test]
fn who_is_out_at_this_moment_is_not_sent_elsewhere() {
    let round = round();
    let mut doors = [door(1), door(2)];
    for (door, session) in doors.iter_mut().zip([0, 1]) {
        let session = &round.sessions[session];
        door.spot = Some(huiyin_visits::model::Spot {
            session: session.id,
            team: id("team 1"),
            seq: 1,
            arrive_at: session.window().starts_at(),
        });
    }
    let inputs = ask(&round, &[team(1)], &doors, "2026-05-09 10:00");
    assert_eq!(inputs.visits, [id("visit 2")]);
    assert_eq!(inputs.beside[0].visit, id("visit 1"));
    assert_eq!(inputs.beside[0].spot, doors[0].spot);
    assert!(
        !inputs.problem.sessions[0].present[0],
        "that half day is not filled further"
    );
}

/// F6, F1: what the engine is given holds no account, no name, and nothing of where a team was;
/// what comes back holds no figure about one.
#[test]
fn f1_f6_the_question_knows_points_times_and_numbers() {
    let inputs = ask(&round(), &[team(1)], &[door(1)], "2026-05-05 10:00");
    let text = format!("{:?}", inputs.problem);
    for person in team(1).pair.both() {
        assert!(!text.contains(&person.to_string()));
    }
    let measures = serde_json::to_value(huiyin_visits::model::Measures::default()).unwrap();
    for name in measures.as_object().unwrap().keys() {
        for word in ["rank", "speed", "score", "account", "person", "best"] {
            assert!(!name.contains(word), "{name}");
        }
    }
}

/// A small source of numbers, so that a failure can be had again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % most
    }
}

fn any_door(number: u32, chance: &mut Numbers) -> DoorIn {
    let mut door = door(number);
    if chance.below(4) == 0 {
        door.dwelling.disturb = Some(Disturb {
            since: at("2026-02-01 10:00"),
            by: SaidBy::Visitor,
        });
    }
    if chance.below(3) == 0 {
        let day = chance.below(40);
        let last = at("2026-04-01 10:00").plus_hours(24 * i64::try_from(day).unwrap());
        door.dwelling.last_uninvited_at = Some(last);
    }
    if chance.below(3) == 0 {
        let spans = ["08:00-10:00", "10:30-10:40", "13:00-15:00", "19:00-22:00"];
        let which = usize::try_from(chance.below(4)).unwrap();
        door.dwelling.open = vec![Span::parse(spans[which]).unwrap()];
    }
    door.visit.life_safety = door.dwelling.disturb.is_some() && chance.below(3) == 0;
    door
}

#[test]
fn whatever_the_doors_are_a_plan_keeps_the_rules() {
    let round = round();
    let teams = [team(1), team(2)];
    for seed in 0..60 {
        let mut chance = Numbers(seed);
        let doors: Vec<DoorIn> = (0..18).map(|it| any_door(it, &mut chance)).collect();
        let inputs = ask(&round, &teams, &doors, "2026-05-05 10:00");
        if inputs.visits.is_empty() {
            continue;
        }
        let options = Options {
            seed,
            tries: 0,
            threads: 1,
        };
        let mut watch = |_: &_| huiyin_plan_routes::Control::Continue;
        let plan = solve(&inputs.problem, options, &mut watch).unwrap();
        assert_eq!(check(&inputs.problem, &plan), []);
        let found = stops(&inputs, &plan);
        assert_eq!(
            found.len(),
            doors.len(),
            "every door has a place or a reason"
        );
        for stop in found {
            let door = doors.iter().find(|it| it.visit.id == stop.visit).unwrap();
            let Some(spot) = stop.spot else {
                assert!(stop.no_place().is_some());
                continue;
            };
            assert!(
                door.dwelling.disturb.is_none() || door.visit.life_safety,
                "V3"
            );
            let on = spot.arrive_at.date();
            assert!(
                door.visit.life_safety || may_call_uninvited(&door.dwelling, on),
                "V4"
            );
            let ends = spot.arrive_at.plus_seconds(15 * 60);
            let span = Span::new(
                huiyin_visits::model::Minute::of(spot.arrive_at),
                huiyin_visits::model::Minute::of(ends),
            );
            assert!(Hours::default().allow(Window { on, span }), "V1");
        }
    }
}
