//! Measures the search on instances in files, in processor time of one thread:
//! `rounds DIR walk|default SECONDS[,SECONDS…] [--seed N] [--tiles N] [--out PLAN.csv] [--mend]`.
//! DIR holds `a_stops.csv` and `a_params.json` as `huiyin visits plan` takes them. Tiles lay the
//! district side by side with itself, so that growth can be seen.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use huiyin_plan_routes::{
    Control, Options, Plan, Problem, Session, Stop, TRIES_PER_SECOND, Walking, Weights, Window,
    check, replan, solve,
};

const WEEKENDS: usize = 3;
/// Metres between the corners of two tiles.
const TILE: i32 = 22_000;

type Failing<T> = Result<T, Box<dyn Error>>;

struct Asked {
    seeds: Vec<u64>,
    tiles: usize,
    out: Option<String>,
    mend: bool,
}

fn main() -> Failing<()> {
    let mut words = std::env::args().skip(1);
    let mut word = |what: &str| words.next().ok_or_else(|| format!("{what} is missing"));
    let (folder, weights, seconds) = (word("DIR")?, word("walk|default")?, word("SECONDS")?);
    let mut asked = Asked {
        seeds: vec![1],
        tiles: 1,
        out: None,
        mend: false,
    };
    while let Ok(option) = word("option") {
        match option.as_str() {
            "--seed" => {
                let seeds = word("seed")?;
                asked.seeds = seeds.split(',').map(str::parse).collect::<Result<_, _>>()?;
            }
            "--tiles" => asked.tiles = word("tiles")?.parse()?,
            "--out" => asked.out = Some(word("out")?),
            "--mend" => asked.mend = true,
            _ => return Err(format!("{option} is not known").into()),
        }
    }
    let weights = if weights == "walk" {
        Weights::WALK
    } else {
        Weights::default()
    };
    let problem = read(Path::new(&folder), asked.tiles, weights)?;
    for seconds in seconds.split(',') {
        for seed in &asked.seeds {
            measure(&problem, seconds.parse()?, *seed, &asked)?;
        }
    }
    Ok(())
}

fn measure(problem: &Problem, seconds: u64, seed: u64, asked: &Asked) -> Failing<()> {
    let options = Options {
        seed,
        tries: seconds * TRIES_PER_SECOND,
        threads: 1,
    };
    let before = processor_seconds()?;
    let plan = solve(problem, options, &mut |_| Control::Continue)?;
    let took = processor_seconds()? - before;
    let faults = check(problem, &plan);
    if let Some(fault) = faults.first() {
        return Err(format!("the plan does not hold: {fault:?}").into());
    }
    let it = &plan.figures;
    writeln!(
        std::io::stdout(),
        "asked {seconds:3} s seed {seed}: {took:6.2} s of processor, J {}, {} sessions, {} s on foot, {} missing, \
         familiar {:.3}, load {:.3}, teams a compound {:.3}, most memory {}",
        it.objective(),
        it.team_sessions,
        it.walk_seconds,
        it.unplaced,
        ratio(it.kept, it.known),
        ratio(it.load_most * it.teams, it.load_all),
        ratio(it.compound_teams, it.compounds),
        memory()?,
    )?;
    if let Some(out) = &asked.out {
        std::fs::write(out, rows(problem, &plan))?;
    }
    if asked.mend {
        mend(problem, &plan, seed)?;
    }
    Ok(())
}

/// A team drops out of everything, and the rest takes over what it had.
fn mend(problem: &Problem, plan: &Plan, seed: u64) -> Failing<()> {
    let mut without = problem.clone();
    for session in &mut without.sessions {
        session.present[problem.teams / 2] = false;
    }
    let options = Options {
        seed,
        tries: TRIES_PER_SECOND,
        threads: 1,
    };
    let before = processor_seconds()?;
    let mended = replan(&without, plan, options, &mut |_| Control::Continue)?;
    let took = processor_seconds()? - before;
    writeln!(
        std::io::stdout(),
        "mended in {took:.2} s of processor, {} changes, {} missing, {} faults",
        mended.changes.len(),
        mended.plan.unplaced.len(),
        check(&without, &mended.plan).len(),
    )?;
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sums of seconds are far below 2^52"
)]
fn ratio(part: i64, whole: i64) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// What this thread has used so far, as the kernel counts it.
fn processor_seconds() -> Failing<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = told.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e9)
}

fn memory() -> Failing<String> {
    let told = std::fs::read_to_string("/proc/self/status")?;
    let line = told.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    Ok(line.unwrap_or_default().trim().to_owned())
}

fn rows(problem: &Problem, plan: &Plan) -> String {
    let each = problem.sessions.len() / WEEKENDS;
    let mut out = String::from("weekend,session,team,seq,stop\n");
    for route in &plan.routes {
        for (place, visit) in route.visits.iter().enumerate() {
            let (weekend, session) = (route.session / each, route.session % each);
            let (team, stop) = (route.team, visit.stop);
            // A string takes whatever is written to it.
            let _ = writeln!(out, "{weekend},{session},{team},{place},{stop}");
        }
    }
    out
}

/// The numbers behind a key wherever it stands in a text of JSON; enough for these files.
fn numbers(text: &str, key: &str) -> Vec<f64> {
    let quoted = format!("\"{key}\":");
    let parts = text.split(quoted.as_str()).skip(1).map(str::trim);
    let number = |part: &str| {
        let end = part.find(|it: char| !it.is_ascii_digit() && it != '.');
        part[..end.unwrap_or(part.len())].parse().ok()
    };
    parts.filter_map(number).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "seconds of a weekend and a count of teams"
)]
fn read(folder: &Path, tiles: usize, weights: Weights) -> Failing<Problem> {
    let params = std::fs::read_to_string(folder.join("a_params.json"))?;
    let one = |key: &str| {
        let found = numbers(&params, key).first().copied();
        found.ok_or_else(|| format!("{key} is missing"))
    };
    let teams = one("groups")? as usize;
    let ends = numbers(&params, "end");
    let hours: Vec<(i32, i32)> = numbers(&params, "start")
        .iter()
        .zip(&ends)
        .map(|(start, end)| (*start as i32, *end as i32))
        .collect();
    let hours: Vec<(i32, i32)> = std::iter::repeat_n(hours, WEEKENDS).flatten().collect();
    let text = std::fs::read_to_string(folder.join("a_stops.csv"))?;
    let mut stops = Vec::new();
    for tile in 0..tiles {
        for line in text.lines().skip(1) {
            stops.push(stop(line, &hours, tile, teams)?);
        }
    }
    Ok(Problem {
        teams: teams * tiles,
        sessions: hours
            .iter()
            .map(|it| Session {
                length_seconds: it.1 - it.0,
                present: vec![true; teams * tiles],
            })
            .collect(),
        stops,
        walking: Walking {
            metres_per_second: one("walk_speed_mps")?,
            detour: one("detour")?,
        },
        weights,
    })
}

fn stop(line: &str, hours: &[(i32, i32)], tile: usize, teams: usize) -> Failing<Stop> {
    const COMPOUNDS: usize = 600;
    let cells: Vec<&str> = line.split(',').collect();
    let [_, _, compound, _, _, x, y, service, windows, familiar] = cells[..] else {
        return Err(format!("not ten cells: {line}").into());
    };
    let mut open = Vec::new();
    for part in windows.split(';') {
        let (from, to) = part.split_once('-').ok_or("a window has no end")?;
        open.push((from.parse::<i32>()?, to.parse::<i32>()?));
    }
    let within = |(start, end): &(i32, i32)| {
        let overlapping = open.iter().filter(|it| it.0 < *end && it.1 > *start);
        let cut = overlapping.map(|it| Window {
            from: it.0.max(*start) - start,
            to: it.1.min(*end) - start,
        });
        cut.collect()
    };
    let (column, row) = (i32::try_from(tile % 4)?, i32::try_from(tile / 4)?);
    Ok(Stop {
        x: x.parse::<i32>()? + column * TILE,
        y: y.parse::<i32>()? + row * TILE,
        service_seconds: service.parse()?,
        windows: hours.iter().map(within).collect(),
        compound: compound.parse::<usize>()? + tile * COMPOUNDS,
        familiar: familiar.parse::<usize>().ok().map(|it| it + tile * teams),
        allowed: None,
        announced: None,
    })
}
