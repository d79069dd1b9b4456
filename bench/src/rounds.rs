//! Rounds of visits planned by the command, beside what public solvers reach on the same stops.
//! The instances lie beside the checkout; where they are missing nothing is measured.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::district::binary;
use crate::load::rounded;
use crate::say;
use crate::stopwatch::Stopwatch;

const INSTANCES: &str = "../shared/bench/visits";

/// A plan to make: which instance, what counts, for how long, and the objective of the best public
/// solver after a minute of one core.
struct Round {
    instance: &'static str,
    weights: &'static str,
    seconds: u32,
    best_known: f64,
}

const ROUNDS: &[Round] = &[
    Round {
        instance: "small",
        weights: "walk",
        seconds: 10,
        best_known: 127_460.0,
    },
    Round {
        instance: "full",
        weights: "walk",
        seconds: 5,
        best_known: 2_814_288.0,
    },
    Round {
        instance: "full",
        weights: "walk",
        seconds: 60,
        best_known: 2_814_288.0,
    },
    Round {
        instance: "full",
        weights: "default",
        seconds: 60,
        best_known: 2_814_288.0,
    },
];

/// Plans each instance on one thread.
pub fn measure(ground: &Path) -> Result<Value> {
    if !Path::new(INSTANCES).is_dir() {
        say(&format!(
            "rounds are not measured: {INSTANCES} is not there"
        ));
        return Ok(Value::Null);
    }
    let mut figures = Vec::new();
    for round in ROUNDS {
        say(&format!("planning {}, {}", round.instance, round.weights));
        figures.push(plan(round, ground)?);
    }
    Ok(Value::Array(figures))
}

fn plan(round: &Round, ground: &Path) -> Result<Value> {
    let folder = Path::new(INSTANCES).join(round.instance);
    let watch = Stopwatch::start();
    let output = Command::new(binary()?)
        .args(["--json", "visits", "plan", "--threads", "1"])
        .args(["--weights", round.weights])
        .args(["--seconds", &round.seconds.to_string()])
        .arg("--stops")
        .arg(folder.join("a_stops.csv"))
        .arg("--params")
        .arg(folder.join("a_params.json"))
        .arg("--out")
        .arg(ground.join("plan.csv"))
        .stderr(Stdio::null())
        .output()?;
    if !output.status.success() {
        bail!("{} was not planned whole", round.instance);
    }
    let told: Value = serde_json::from_slice(&output.stdout)?;
    let number = |path: &str| {
        let value = told.pointer(path).and_then(Value::as_f64);
        value.with_context(|| format!("the plan tells no {path}"))
    };
    let objective = number("/objective")?;
    let load =
        number("/load/most_seconds")? * number("/load/teams")? / number("/load/all_seconds")?;
    Ok(json!({
        "instance": round.instance,
        "weights": round.weights,
        "asked_seconds": round.seconds,
        "seconds": rounded(watch.elapsed().as_secs_f64()),
        "objective": objective,
        "to_best_known": objective / round.best_known,
        "team_sessions": number("/team_sessions")?,
        "familiar": number("/continuity/kept")? / number("/continuity/known")?.max(1.0),
        "load_most_to_mean": load,
        "teams_a_compound": number("/compound_teams/pairs")? / number("/compound_teams/compounds")?,
        "stopped_early": told["stopped_early"],
    }))
}
