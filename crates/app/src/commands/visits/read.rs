//! The files of a planning problem: stops as csv, teams and sessions as JSON.

use std::path::Path;

use huiyin_plan_routes::{
    Invalid, Problem, SLOTS_MOST, STOPS_MOST, Session, Stop, Walking, Weights, Window,
};
use serde::Deserialize;

use crate::Failure;

const FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Sessions of all weekends.
const SESSIONS_MOST: usize = 2_000;
/// Stops times sessions.
const TIMES_MOST: usize = 20_000_000;

/// A file of teams and sessions. Seconds are counted from Saturday 00:00.
#[derive(Debug, Deserialize)]
pub struct Params {
    groups: usize,
    pub sessions: Vec<Hours>,
    walk_speed_mps: f64,
    detour: f64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Hours {
    pub start: i32,
    pub end: i32,
}

#[derive(Debug, Deserialize)]
struct Row {
    stop: u64,
    compound: usize,
    x: i32,
    y: i32,
    service_s: i32,
    windows: String,
    prior_group: i64,
}

/// A problem, and the number that each stop has in its file.
#[derive(Debug)]
pub struct Read {
    pub problem: Problem,
    pub numbers: Vec<u64>,
    pub sessions_a_weekend: usize,
}

fn text(path: &Path) -> Result<String, Failure> {
    let about = std::fs::metadata(path).map_err(|error| Failure::file(path, &error))?;
    let shown = path.display();
    if about.len() > FILE_BYTES {
        return Err(Failure::new(
            format!("{shown}：超过 64 MiB，请分开排。"),
            format!("{shown}: more than 64 MiB; plan it in parts."),
        ));
    }
    std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))
}

pub fn problem(
    stops: &Path,
    params: &Path,
    weekends: usize,
    weights: Weights,
) -> Result<Read, Failure> {
    let written = text(params)?;
    let shown = params.display();
    let params: Params = serde_json::from_str(&written).map_err(|error| {
        Failure::new(
            format!("{shown}：看不懂：{error}"),
            format!("{shown}: cannot be read: {error}"),
        )
    })?;
    check_size(&params, weekends)?;
    let hours: Vec<Hours> = (0..weekends)
        .flat_map(|_| params.sessions.iter().copied())
        .collect();
    let session = |hours: &Hours| Session {
        length_seconds: hours.end.saturating_sub(hours.start),
        present: vec![true; params.groups],
    };
    let (numbers, stops) = read_stops(stops, &hours)?;
    let problem = Problem {
        teams: params.groups,
        sessions: hours.iter().map(session).collect(),
        stops,
        walking: Walking {
            metres_per_second: params.walk_speed_mps,
            detour: params.detour,
        },
        weights,
    };
    problem.validate().map_err(|it| cannot(&it))?;
    Ok(Read {
        problem,
        numbers,
        sessions_a_weekend: params.sessions.len(),
    })
}

fn cannot(invalid: &Invalid) -> Failure {
    Failure::new(
        format!("排不了：{invalid}"),
        format!("This cannot be planned: {invalid}."),
    )
}

/// Before anything is made so large: a few digits in a file must not ask for all memory.
fn check_size(params: &Params, weekends: usize) -> Result<(), Failure> {
    let found = params
        .groups
        .saturating_mul(params.sessions.len())
        .saturating_mul(weekends);
    // Sessions weigh in each stop as well, so they are bounded however few teams there are.
    let sessions = params.sessions.len().saturating_mul(weekends);
    for (what, found, most) in [
        ("sessions of teams", found, SLOTS_MOST),
        ("sessions", sessions, SESSIONS_MOST),
    ] {
        if found > most {
            return Err(cannot(&Invalid::TooMany { what, found, most }));
        }
    }
    Ok(())
}

fn read_stops(path: &Path, hours: &[Hours]) -> Result<(Vec<u64>, Vec<Stop>), Failure> {
    let written = text(path)?;
    let shown = path.display();
    let (mut numbers, mut stops) = (Vec::new(), Vec::new());
    let mut known = std::collections::HashSet::new();
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    for (at, row) in reader.deserialize::<Row>().enumerate() {
        // The heading is the first line.
        let line = at + 2;
        let wrong = |what: &dyn std::fmt::Display| {
            Failure::new(
                format!("{shown} 第 {line} 行：{what}"),
                format!("{shown}, line {line}: {what}"),
            )
        };
        let row = row.map_err(|error| wrong(&error))?;
        if at >= STOPS_MOST {
            return Err(wrong(&format!("at most {STOPS_MOST} stops ｜ 住户太多")));
        }
        if at.saturating_mul(hours.len()) >= TIMES_MOST {
            return Err(wrong(
                &"too many stops for so many sessions; plan fewer weekends ｜ 住户和时段太多，请少排几个周末",
            ));
        }
        if !known.insert(row.stop) {
            return Err(wrong(&format!("stop {} twice ｜ 编号重复", row.stop)));
        }
        let open = windows(&row.windows)
            .ok_or_else(|| wrong(&"windows must be from-to;from-to in seconds ｜ 时段写法不对"))?;
        numbers.push(row.stop);
        stops.push(Stop {
            x: row.x,
            y: row.y,
            service_seconds: row.service_s,
            windows: hours.iter().map(|it| within(&open, *it)).collect(),
            compound: row.compound,
            familiar: usize::try_from(row.prior_group).ok(),
            allowed: None,
            announced: None,
        });
    }
    Ok((numbers, stops))
}

fn windows(written: &str) -> Option<Vec<(i32, i32)>> {
    let one = |part: &str| {
        let (from, to) = part.split_once('-')?;
        let (from, to): (i32, i32) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        (from < to).then_some((from, to))
    };
    written.split(';').map(one).collect()
}

/// The windows of one session, counted from its beginning.
fn within(open: &[(i32, i32)], hours: Hours) -> Vec<Window> {
    let overlaps = |it: &&(i32, i32)| it.0 < hours.end && it.1 > hours.start;
    let cut = |it: &(i32, i32)| Window {
        from: it.0.max(hours.start) - hours.start,
        to: it.1.min(hours.end) - hours.start,
    };
    open.iter().filter(overlaps).map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::{Hours, Params, check_size, windows, within};

    #[test]
    fn a_few_digits_do_not_ask_for_all_memory() {
        let params = |groups, sessions| Params {
            groups,
            sessions: vec![Hours { start: 0, end: 1 }; sessions],
            walk_speed_mps: 1.0,
            detour: 1.3,
        };
        assert!(check_size(&params(50, 4), 8).is_ok());
        for (groups, sessions, weekends) in [
            (usize::MAX, 4, 8),
            (1 << 40, 1, 1),
            (1, 1_000, 255),
            (usize::MAX, usize::from(u16::MAX), 255),
        ] {
            assert!(check_size(&params(groups, sessions), weekends).is_err());
        }
    }

    #[test]
    fn windows_are_cut_to_the_session_and_nonsense_is_refused() {
        let open = windows("100-300; 400-900").unwrap();
        let hours = Hours {
            start: 200,
            end: 500,
        };
        let cut: Vec<(i32, i32)> = within(&open, hours)
            .iter()
            .map(|it| (it.from, it.to))
            .collect();
        assert_eq!(cut, [(0, 100), (200, 300)]);
        for odd in ["", "5", "9-5", "a-b", "1-2;;"] {
            assert_eq!(windows(odd), None, "{odd}");
        }
    }
}
