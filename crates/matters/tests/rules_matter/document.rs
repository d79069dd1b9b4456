//! `docs/states/matter.md` says what the table says.

use std::collections::BTreeSet;

use huiyin_matters::model::{ActName, StateName};
use huiyin_matters::rules::{TRANSITIONS, Target, diagram};

fn path() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/states/matter.md")
}

#[test]
fn the_page_is_up_to_date() {
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        std::fs::create_dir_all(path().parent().unwrap()).unwrap();
        std::fs::write(path(), diagram::document()).unwrap();
    }
    let page = std::fs::read_to_string(path()).unwrap();
    assert_eq!(
        page,
        diagram::document(),
        "run this test with HUIYIN_BLESS=1"
    );
}

/// Read apart from the writer of the page, so that an error there is noticed.
#[test]
fn every_arrow_of_the_page_is_a_transition_and_the_other_way_round() {
    let mut table = BTreeSet::new();
    for rule in TRANSITIONS {
        let starts: Vec<String> = match rule.from {
            [] => vec!["[*]".to_owned()],
            some => some.iter().map(ToString::to_string).collect(),
        };
        for target in rule.to {
            if let Target::To(to) = target {
                for from in &starts {
                    table.insert((from.clone(), to.to_string(), rule.act.to_string()));
                }
            }
        }
    }
    assert_eq!(crate::walk::documented(), table);
}

#[test]
fn every_act_has_a_line_and_every_state_a_way_in_and_out() {
    for act in ActName::ALL {
        assert!(
            TRANSITIONS.iter().any(|rule| rule.act == *act),
            "{act} is in no line"
        );
    }
    let arrows = diagram::arrows();
    for state in StateName::ALL {
        assert!(
            arrows.iter().any(|(_, to, _)| to == state.name()),
            "no way into {state}"
        );
        let leaves = arrows.iter().any(|(from, _, _)| from == state.name());
        assert!(leaves || !state.is_open(), "no way out of {state}");
    }
}

/// Two lines for one act in one state would leave its parts open to doubt.
#[test]
fn no_part_finds_an_act_twice_in_one_state() {
    for (index, left) in TRANSITIONS.iter().enumerate() {
        for right in &TRANSITIONS[index + 1..] {
            let same_state = left.from.iter().any(|state| right.from.contains(state));
            let same_part = left.parts.iter().any(|part| right.parts.contains(part));
            assert!(
                left.act != right.act || !same_state || !same_part,
                "{} twice",
                left.act
            );
        }
    }
}
