//! What was aimed at, beside what was measured in this run. A target that was not measured is said
//! to be so; none is ever asserted, because machines differ.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::pages::GROWING;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

impl Bound {
    fn holds(self, measured: f64) -> bool {
        match self {
            Self::AtLeast(bound) => measured >= bound,
            Self::AtMost(bound) => measured <= bound,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtLeast(bound) => format!("at least {bound}"),
            Self::AtMost(bound) => format!("at most {bound}"),
        }
    }
}

/// A figure with what it should be; `measured` is None where this run did not measure it.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    what: String,
    measured: Option<f64>,
    bound: Bound,
}

/// All targets, in the order of the printed tables.
pub fn of(figures: &Value) -> Vec<Target> {
    let mut found = rounds(&figures["rounds"]);
    let target = |what: &str, measured: &Value, bound| Target {
        what: what.to_owned(),
        measured: measured.as_f64(),
        bound,
    };
    found.push(target(
        "owners' votes: counted, ms",
        &figures["votes"]["tally_ms"],
        Bound::AtMost(50.0),
    ));
    found.push(target(
        "import of 10,000 rows, s",
        &figures["import"]["seconds"],
        Bound::AtMost(60.0),
    ));
    found.push(target(
        "page of figures over the most facts, times the smallest",
        last(&figures["facts"], "to_smallest"),
        Bound::AtMost(2.0),
    ));
    found.push(target(
        "Saturday evening: all there, s",
        &figures["evening"]["seconds"],
        Bound::AtMost(600.0),
    ));
    let sqlite = &figures["sqlite"];
    for (what, key) in [
        (
            "intake of one client, of the bare loop",
            "one_client_to_bare",
        ),
        ("intake of a crowd, of the bare loop", "crowd_to_bare"),
    ] {
        found.push(target(what, &sqlite["intake"][key], Bound::AtLeast(0.7)));
    }
    found.push(target(
        "resident memory at rest, MiB",
        &sqlite["memory"]["at_rest_mib"],
        Bound::AtMost(80.0),
    ));
    found.push(target(
        "resident memory at rest, largest district, MiB",
        last(&sqlite["sizes"], "at_rest_mib"),
        Bound::AtMost(80.0),
    ));
    let largest = last(&sqlite["sizes"], "to_smallest");
    for page in GROWING {
        found.push(target(
            &format!("{page} in the largest district, times the smallest"),
            &largest[page]["p50"],
            Bound::AtMost(2.0),
        ));
    }
    found
}

fn last<'f>(list: &'f Value, key: &str) -> &'f Value {
    let entry = list.as_array().and_then(|it| it.last());
    entry.map_or(&Value::Null, |it| &it[key])
}

/// Bounds of plans, by instance, weights and seconds asked for.
fn rounds(rounds: &Value) -> Vec<Target> {
    const OBJECTIVES: [(&str, &str, f64, f64); 4] = [
        ("full", "walk", 5.0, 2_814_288.0),
        ("full", "walk", 60.0, 2_400_000.0),
        ("full", "default", 60.0, 2_600_000.0),
        ("small", "walk", 10.0, 123_600.0),
    ];
    const COMFORTS: [(&str, &str, Bound); 3] = [
        ("familiar", "familiar team", Bound::AtLeast(0.88)),
        (
            "load_most_to_mean",
            "load, most to mean",
            Bound::AtMost(1.03),
        ),
        ("teams_a_compound", "teams a compound", Bound::AtMost(1.5)),
    ];
    let mut found = Vec::new();
    for round in rounds.as_array().into_iter().flatten() {
        let is = |instance: &str, weights: &str, seconds: f64| {
            round["instance"] == instance
                && round["weights"] == weights
                && round["asked_seconds"].as_f64() == Some(seconds)
        };
        let bounds = OBJECTIVES.iter().filter(|it| is(it.0, it.1, it.2));
        for (instance, weights, seconds, bound) in bounds {
            found.push(Target {
                what: format!("plan {instance}, {weights}, {seconds} s: J"),
                measured: round["objective"].as_f64(),
                bound: Bound::AtMost(*bound),
            });
        }
        if is("full", "default", 60.0) {
            found.extend(COMFORTS.map(|(key, what, bound)| Target {
                what: format!("plan full, default, 60 s: {what}"),
                measured: round[key].as_f64(),
                bound,
            }));
        }
    }
    found
}

pub fn json(targets: &[Target]) -> Value {
    let entry = |target: &Target| {
        json!({
            "what": target.what,
            "measured": target.measured,
            "target": target.bound.text(),
            "met": target.measured.map(|it| target.bound.holds(it)),
        })
    };
    targets.iter().map(entry).collect()
}

pub fn table(targets: &[Target]) -> String {
    let mut out = String::from("\n== What was aimed at\n");
    for target in targets {
        let (measured, met) = match target.measured {
            None => ("not measured".to_owned(), ""),
            Some(it) if target.bound.holds(it) => (shown(it), "met"),
            Some(it) => (shown(it), "NOT MET"),
        };
        let _ = writeln!(
            out,
            "{:<62}{measured:>14}   {:<20}{met}",
            target.what,
            target.bound.text()
        );
    }
    out
}

fn shown(number: f64) -> String {
    if number >= 1000.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_is_held_against_its_target_and_nothing_else() {
        let figures = json!({
            "rounds": [
                { "instance": "full", "weights": "walk", "asked_seconds": 60, "objective": 2_400_001.0 },
                { "instance": "full", "weights": "walk", "asked_seconds": 30, "objective": 9e9 },
            ],
            "votes": { "tally_ms": 12.5 },
            "facts": [{ "facts": 10_000 }, { "facts": 1_000_000, "to_smallest": 1.1 }],
            "sqlite": {
                "intake": { "one_client_to_bare": 0.69, "crowd_to_bare": 0.7 },
                "sizes": [{}, { "to_smallest": { "inbox": { "p50": 1.9 } } }],
            },
        });
        let targets = of(&figures);
        let met = |part: &str| {
            let found = targets.iter().find(|it| it.what.contains(part)).unwrap();
            found.measured.map(|it| found.bound.holds(it))
        };
        assert_eq!(met("plan full, walk, 60 s"), Some(false));
        assert_eq!(met("counted"), Some(true));
        assert_eq!(met("most facts"), Some(true));
        assert_eq!(met("one client"), Some(false));
        assert_eq!(met("crowd"), Some(true));
        assert_eq!(met("inbox"), Some(true));
        assert_eq!(met("board"), None);
        assert_eq!(met("Saturday"), None);
        assert!(!targets.iter().any(|it| it.what.contains("30 s")));
        let table = table(&targets);
        assert_eq!(table.matches("NOT MET").count(), 2, "{table}");
        assert!(table.contains("not measured"));
        assert_eq!(json(&targets)[0]["met"], false);
    }
}
