//! Plans of invented problems: they hold, they repeat, they say why, and mending changes little.
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

use huiyin_plan_routes::{
    Control, Figures, Invalid, NotThere, Options, Plan, Problem, Reason, Session, Stop, Walking,
    Weights, Window, check, preview, replan, solve,
};
use proptest::prelude::*;

const MORNING: i32 = 10_800;

fn stop(x: i32, y: i32, windows: &[&[(i32, i32)]]) -> Stop {
    let one = |of: &&[(i32, i32)]| {
        of.iter()
            .map(|(from, to)| Window {
                from: *from,
                to: *to,
            })
            .collect()
    };
    Stop {
        x,
        y,
        service_seconds: 900,
        windows: windows.iter().map(one).collect(),
        compound: 0,
        familiar: None,
        allowed: None,
        announced: None,
    }
}

fn sessions(count: usize, teams: usize) -> Vec<Session> {
    let one = Session {
        length_seconds: MORNING,
        present: vec![true; teams],
    };
    vec![one; count]
}

fn problem(teams: usize, sessions_count: usize, stops: Vec<Stop>, weights: Weights) -> Problem {
    Problem {
        teams,
        sessions: sessions(sessions_count, teams),
        stops,
        walking: Walking::default(),
        weights,
    }
}

/// A settlement of compounds, each known to a team, with doors open in some sessions.
fn settlement(stops: u64, teams: usize, weights: Weights) -> Problem {
    let mut state = 99_u64;
    let mut draw = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let all = (0..stops).map(|number| {
        let compound = number / 12;
        let (x, y) = (
            compound % 8 * 400 + draw(150),
            compound / 8 * 400 + draw(150),
        );
        let whole: &[(i32, i32)] = &[(0, MORNING)];
        let late: &[(i32, i32)] = &[(3_600, 7_200), (9_000, MORNING)];
        let windows: [&[(i32, i32)]; 4] = match draw(4) {
            0 => [whole, &[], whole, &[]],
            1 => [&[], whole, &[], late],
            _ => [whole, whole, late, whole],
        };
        Stop {
            compound: usize::try_from(compound).unwrap(),
            familiar: usize::try_from(compound).ok().map(|it| it % teams),
            ..stop(
                i32::try_from(x).unwrap(),
                i32::try_from(y).unwrap(),
                &windows,
            )
        }
    });
    problem(teams, 4, all.collect(), weights)
}

fn options(tries: u64) -> Options {
    Options {
        seed: 5,
        tries,
        threads: 1,
    }
}

fn plan(problem: &Problem, tries: u64) -> Plan {
    solve(problem, options(tries), &mut |_| Control::Continue).unwrap()
}

#[test]
fn a_settlement_is_planned_whole_and_searching_longer_costs_less() {
    let problem = settlement(240, 6, Weights::WALK);
    let (short, long) = (plan(&problem, 200_000), plan(&problem, 4_000_000));
    for it in [&short, &long] {
        assert_eq!(check(&problem, it), Vec::new());
    }
    // A search of a moment may leave somebody out; a longer one does not.
    assert_eq!(long.unplaced, Vec::new());
    assert!(short.unplaced.len() < 10);
    let cost = |it: &Plan| (it.unplaced.len(), it.figures.objective());
    assert!(cost(&long) < cost(&short));
    let times: i32 = long
        .routes
        .iter()
        .flat_map(|it| &it.visits)
        .map(|it| it.walk_seconds)
        .sum();
    assert_eq!(i64::from(times), long.figures.walk_seconds);
}

#[test]
fn teams_that_know_the_door_come_when_that_counts() {
    let blind = plan(&settlement(240, 9, Weights::WALK), 3_000_000).figures;
    let knowing = plan(&settlement(240, 9, Weights::default()), 3_000_000).figures;
    let share = |it: Figures| it.kept * 100 / it.known;
    assert!(
        share(knowing) > 80 && share(blind) < 50,
        "{knowing:?} {blind:?}"
    );
    assert!(knowing.compound_teams < blind.compound_teams);
    let spread = |it: Figures| it.load_most * it.teams * 100 / it.load_all;
    assert!(spread(knowing) <= 112, "{knowing:?}");
}

#[test]
fn the_same_seed_gives_the_same_plan_with_any_number_of_threads() {
    // Large enough to be searched in several parts.
    let problem = settlement(7_200, 60, Weights::default());
    let of = |threads, seed| {
        let options = Options {
            seed,
            tries: 2_000_000,
            threads,
        };
        solve(&problem, options, &mut |_| Control::Continue).unwrap()
    };
    let one = of(1, 5);
    assert_eq!(check(&problem, &one), Vec::new());
    assert_eq!(one, of(2, 5));
    assert_ne!(one, of(1, 6));
}

#[test]
fn a_search_that_is_stopped_gives_the_best_so_far() {
    let problem = settlement(240, 6, Weights::WALK);
    let mut seen = Vec::new();
    let stopped = solve(&problem, options(2_000_000), &mut |now| {
        seen.push(now.figures);
        if seen.len() == 3 {
            Control::Stop
        } else {
            Control::Continue
        }
    });
    let stopped = stopped.unwrap();
    assert_eq!(seen.len(), 3);
    assert_eq!(Some(&stopped.figures), seen.last());
    assert_eq!(check(&problem, &stopped), Vec::new());
}

#[test]
fn what_has_no_place_says_why() {
    let open: &[&[(i32, i32)]] = &[&[(0, MORNING)]];
    let mut forbidden = stop(0, 0, open);
    forbidden.allowed = Some(Vec::new());
    let mut stops = vec![stop(0, 0, &[&[]]), stop(0, 0, &[&[(100, 900)]]), forbidden];
    // Twelve visits fill a morning; the thirteenth is too many.
    stops.extend((0..13).map(|_| stop(0, 0, open)));
    let problem = problem(1, 1, stops, Weights::WALK);
    let plan = plan(&problem, 100_000);
    assert_eq!(check(&problem, &plan), Vec::new());
    let reasons: Vec<Reason> = plan.unplaced.iter().map(|it| it.reason).collect();
    assert_eq!(reasons[0], Reason::NeverOpen);
    assert_eq!(
        reasons[1],
        Reason::TooLong {
            longest_window_seconds: 800
        }
    );
    assert_eq!(reasons[2], Reason::NoTeam);
    assert!(matches!(reasons[3], Reason::Full { near: Some(_) }));
    assert_eq!(reasons.len(), 4);
}

#[test]
fn a_team_that_drops_out_moves_its_own_stops_and_few_others() {
    let problem = settlement(240, 6, Weights::default());
    let announced = plan(&problem, 2_000_000);
    let lost = announced.routes.iter().filter(|it| it.team == 2);
    let lost: usize = lost.map(|it| it.visits.len()).sum();
    let mut without = problem.clone();
    for session in &mut without.sessions {
        session.present[2] = false;
    }
    let mended = replan(&without, &announced, options(300_000), &mut |_| {
        Control::Continue
    })
    .unwrap();
    let faults = check(&without, &mended.plan);
    assert_eq!(faults, Vec::new());
    assert!(mended.changes.iter().filter(|it| it.from.1 == 2).count() == lost);
    assert!(
        mended.changes.len() <= lost + lost / 2,
        "{} {lost}",
        mended.changes.len()
    );
    let nothing = replan(&problem, &announced, options(50_000), &mut |_| {
        Control::Continue
    })
    .unwrap();
    assert_eq!(
        nothing.changes,
        Vec::new(),
        "nothing happened, so nothing moves"
    );
}

#[test]
fn a_move_by_hand_tells_its_cost_or_why_not() {
    let mut problem = settlement(48, 3, Weights::default());
    problem.sessions[1].present[2] = false;
    let plan = plan(&problem, 500_000);
    let route = &plan.routes[0];
    let stop = route.visits[0].stop;
    let back = preview(&problem, &plan, stop, (route.session, route.team), None).unwrap();
    assert!(back.cost <= 0, "putting it where it was costs nothing");
    let absent = preview(&problem, &plan, stop, (1, 2), None);
    assert_eq!(absent, Err(NotThere::TeamAbsent));
    assert_eq!(
        preview(&problem, &plan, 48, (0, 0), None),
        Err(NotThere::Unknown)
    );
    let closed = problem
        .stops
        .iter()
        .position(|it| it.windows[1].is_empty())
        .unwrap();
    let closed = preview(&problem, &plan, closed, (1, 0), None);
    assert_eq!(closed, Err(NotThere::Closed));
    let moved = preview(&problem, &plan, stop, (0, (route.team + 1) % 3), None);
    if let Ok(moved) = moved {
        assert_eq!(check(&problem, &moved.plan), Vec::new());
    }
}

#[test]
fn what_is_no_problem_is_refused_by_name() {
    let good = settlement(24, 2, Weights::WALK);
    assert_eq!(good.validate(), Ok(()));
    let mut odd = good.clone();
    odd.teams = 0;
    assert_eq!(odd.validate(), Err(Invalid::None("team")));
    let mut odd = good.clone();
    odd.stops.clear();
    assert_eq!(odd.validate(), Err(Invalid::None("stop")));
    let mut odd = good.clone();
    odd.walking.metres_per_second = f64::NAN;
    assert_eq!(odd.validate(), Err(Invalid::Walking));
    let mut odd = good.clone();
    odd.sessions[1].length_seconds = 0;
    assert_eq!(odd.validate(), Err(Invalid::Length(1)));
    let mut odd = good.clone();
    odd.stops[3].windows[0] = vec![Window { from: 9, to: 9 }];
    assert!(matches!(odd.validate(), Err(Invalid::Stop { stop: 3, .. })));
    let mut odd = good;
    odd.stops[5].familiar = Some(2);
    assert!(matches!(odd.validate(), Err(Invalid::Stop { stop: 5, .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_plan_holds(
        stops in prop::collection::vec(
            (0..3_000_i32, 0..3_000_i32, 0..4_000_i32, 0..10_000_i32, 0..4_000_i32, 0..5_usize, any::<bool>()), 1..60),
        teams in 1..4_usize,
        seed in any::<u64>(),
        walk in any::<bool>(),
    ) {
        let stops = stops.into_iter().map(|(x, y, service, from, long, compound, both)| {
            let window: &[(i32, i32)] = &[(from, from + long + 1)];
            let windows: [&[(i32, i32)]; 2] = [window, if both { window } else { &[] }];
            Stop { service_seconds: service, compound, familiar: Some(compound % teams), ..stop(x, y, &windows) }
        });
        let weights = if walk { Weights::WALK } else { Weights::default() };
        let problem = problem(teams, 2, stops.collect(), weights);
        let options = Options { seed, tries: 20_000, threads: 1 };
        let plan = solve(&problem, options, &mut |_| Control::Continue).unwrap();
        prop_assert_eq!(check(&problem, &plan), Vec::new());
        prop_assert_eq!(plan.unplaced.len(), usize::try_from(plan.figures.unplaced).unwrap());
    }

    /// Against every order of a few stops for one team in one session.
    #[test]
    fn a_handful_is_planned_as_well_as_can_be(places in prop::collection::vec((0..2_000_i32, 0..2_000_i32), 2..6)) {
        let open: &[&[(i32, i32)]] = &[&[(0, MORNING)]];
        let stops: Vec<Stop> = places.iter().map(|(x, y)| stop(*x, *y, open)).collect();
        let problem = problem(1, 1, stops, Weights::WALK);
        let found = plan(&problem, 200_000);
        prop_assert_eq!(found.figures.unplaced, 0);
        let mut order: Vec<usize> = (0..places.len()).collect();
        let mut best = f64::MAX;
        permute(&mut order, 0, &mut |order| {
            let way: f64 = order.windows(2).map(|pair| {
                let ((x, y), (u, v)) = (places[pair[0]], places[pair[1]]);
                let metres = f64::from((u - x) * (u - x) + (v - y) * (v - y)).sqrt();
                (1.3 * metres / 1.2 + 0.5).floor()
            }).sum();
            best = best.min(way);
        });
        let found = f64::from(i32::try_from(found.figures.walk_seconds).unwrap());
        prop_assert!((found - best).abs() < 0.5, "{found} {best}");
    }
}

fn permute(order: &mut Vec<usize>, from: usize, visit: &mut dyn FnMut(&[usize])) {
    if from == order.len() {
        visit(order);
        return;
    }
    for at in from..order.len() {
        order.swap(from, at);
        permute(order, from + 1, visit);
        order.swap(from, at);
    }
}

#[test]
fn a_place_by_hand_is_held_against_everybodys_windows() {
    let open = |x: i32, from: i32, to: i32| Stop {
        x,
        y: 0,
        service_seconds: 600,
        windows: vec![vec![Window { from, to }]],
        compound: 0,
        familiar: None,
        allowed: None,
        announced: None,
    };
    let problem = Problem {
        teams: 1,
        sessions: vec![Session {
            length_seconds: 7_200,
            present: vec![true],
        }],
        stops: vec![open(0, 0, 900), open(50, 3_600, 7_200), open(90, 0, 7_200)],
        walking: Walking::default(),
        weights: Weights::default(),
    };
    let options = Options {
        seed: 1,
        tries: 10_000,
        threads: 1,
    };
    let plan = solve(&problem, options, &mut |_| Control::Continue).unwrap();
    assert!(plan.unplaced.is_empty());
    // Behind the door that opens late, the early one would find it closed.
    let late = preview(&problem, &plan, 0, (0, 0), Some(2));
    assert_eq!(late, Err(NotThere::Late));
    assert_eq!(
        preview(&problem, &plan, 0, (0, 0), Some(3)),
        Err(NotThere::Unknown)
    );
    for place in 1..=2 {
        let moved = preview(&problem, &plan, 2, (0, 0), Some(place)).unwrap();
        assert_eq!(moved.plan.routes[0].visits[place].stop, 2);
        assert!(check(&problem, &moved.plan).is_empty());
    }
}
