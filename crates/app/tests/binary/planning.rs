//! `huiyin visits plan` as a coordinator's script sees it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const HEADING: &str = "stop,kind,compound,community,street,x,y,service_s,windows,prior_group\n";
const PARAMS: &str = r#"{"groups":2,"sessions":[{"name":"sat_am","start":32400,"end":43200},
    {"name":"sat_pm","start":50400,"end":64800}],"walk_speed_mps":1.2,"detour":1.3}"#;

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

impl Folder {
    fn new(name: &str, stops: &str) -> Self {
        let path = std::env::temp_dir().join(format!("huiyin-plan-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("stops.csv"), format!("{HEADING}{stops}")).unwrap();
        std::fs::write(path.join("params.json"), PARAMS).unwrap();
        Self(path)
    }

    fn plan(&self, seed: &str) -> Output {
        let file = |name: &str| self.0.join(name).into_os_string();
        Command::new(env!("CARGO_BIN_EXE_huiyin"))
            .args(["--json", "visits", "plan", "--seconds", "1", "--seed", seed])
            .arg("--stops")
            .arg(file("stops.csv"))
            .arg("--params")
            .arg(file("params.json"))
            .arg("--out")
            .arg(file("plan.csv"))
            .output()
            .unwrap()
    }

    fn rows(&self) -> String {
        std::fs::read_to_string(self.0.join("plan.csv")).unwrap()
    }
}

fn doors(count: usize) -> String {
    let row = |at: usize| {
        let (x, y) = (at % 5 * 40, at / 5 * 60);
        format!(
            "{},household,{},0,0,{x},{y},900,32400-43200;50400-64800,-1\n",
            700 + at,
            at / 10
        )
    };
    (0..count).map(row).collect()
}

#[test]
fn every_door_is_in_the_plan_once_and_the_seed_repeats_it() {
    let folder = Folder::new("whole", &doors(30));
    let output = folder.plan("7");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let first = folder.rows();
    let mut lines = first.lines();
    assert_eq!(lines.next(), Some("weekend,session,team,seq,stop"));
    let mut stops: Vec<usize> = lines
        .map(|line| line.rsplit(',').next().unwrap().parse().unwrap())
        .collect();
    stops.sort_unstable();
    assert_eq!(stops, (700..730).collect::<Vec<_>>());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["unplaced"], serde_json::json!([]));
    assert_eq!(told["stopped_early"], false);
    folder.plan("7");
    assert_eq!(folder.rows(), first);
}

#[test]
fn what_cannot_be_placed_is_named_with_its_reason() {
    let odd = "9,merchant,0,0,0,1,1,900,100-2000,-1\n";
    let folder = Folder::new("unplaced", &format!("{}{odd}", doors(3)));
    let output = folder.plan("1");
    assert_eq!(output.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let expected = serde_json::json!([{ "stop": 9, "reason": "never_open" }]);
    assert_eq!(told["unplaced"], expected);
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_nothing_is_written() {
    for (name, row, says) in [
        ("words", "1,household,0,0,0,x,1,900,1-2,-1\n", "line 5"),
        ("windows", "1,household,0,0,0,1,1,900,9-2,-1\n", "from-to"),
        (
            "twice",
            "701,household,0,0,0,1,1,900,1-2,-1\n",
            "stop 701 twice",
        ),
        (
            "team",
            "1,household,0,0,0,1,1,900,33000-40000,2\n",
            "a team that does not exist",
        ),
        (
            "service",
            "1,household,0,0,0,1,1,-1,33000-40000,-1\n",
            "a visit takes",
        ),
    ] {
        let folder = Folder::new(name, &format!("{}{row}", doors(3)));
        let output = folder.plan("1");
        assert_eq!(output.status.code(), Some(1), "{name}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(says), "{name}: {told}");
        assert!(!folder.0.join("plan.csv").exists(), "{name}");
    }
}
