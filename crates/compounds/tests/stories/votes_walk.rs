//! Acts in any order with any content.

use huiyin_compounds::model::votes::{
    CountDone, Part, VoidCause, VoteAct, VoteActName, VoteState, VoteStateName,
};
use huiyin_compounds::rules::votes::{TRANSITIONS, VoteFacts, decide};
use huiyin_kernel::Date;

use crate::votes_rules::{at, draft, roll, vote};

fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap()
}

fn far(number: usize) -> i64 {
    i64::try_from(number).unwrap()
}

/// An act with any content; some are rare, so that walks come far.
fn act_of(
    name: VoteActName,
    today: Date,
    chance: &mut impl FnMut(usize) -> usize,
) -> Option<VoteAct> {
    Some(match name {
        VoteActName::Change => VoteAct::Change(Box::new(draft())),
        VoteActName::Accept => VoteAct::Accept,
        VoteActName::FixRoll => VoteAct::FixRoll { roll: roll() },
        VoteActName::ReopenRoll => VoteAct::ReopenRoll,
        VoteActName::Announce => VoteAct::Announce {
            committee_told_on: (chance(4) > 0).then_some(today),
            opens_on: today.plus_days(14 + far(chance(5))),
            last_on: today.plus_days(18 + far(chance(50))),
        },
        VoteActName::Open => VoteAct::Open,
        VoteActName::Extend => VoteAct::Extend,
        VoteActName::Close => VoteAct::Close,
        VoteActName::Commit => VoteAct::Commit {
            root: "00".to_owned(),
            ballots: 3,
        },
        VoteActName::Count => VoteAct::Count(CountDone {
            witnesses: chance(4),
        }),
        VoteActName::Publish => VoteAct::Publish,
        VoteActName::File => VoteAct::File {
            number: "备 1".to_owned(),
        },
        VoteActName::Withdraw if chance(6) > 0 => return None,
        VoteActName::Withdraw => VoteAct::Withdraw,
        VoteActName::Annul if chance(9) > 0 => return None,
        VoteActName::Annul => VoteAct::Annul {
            cause: VoidCause::Procedure,
        },
    })
}

/// Acts in any order by anybody: only what the table shows may happen, and nothing panics.
#[test]
fn a_walk_of_any_acts_stays_on_the_table() {
    let mut seed = 7_u64;
    let mut chance = |most: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % most
    };
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..400 {
        let mut now = at("2026-05-01 09:00");
        let mut vote = vote(VoteState::Proposed);
        for _ in 0..200 {
            let rule = &TRANSITIONS[chance(TRANSITIONS.len())];
            let part = Part::ALL[chance(Part::ALL.len())];
            let facts = VoteFacts {
                open_objections: u32::from(chance(8) == 0),
                open_readings: u32::from(chance(8) == 0),
                turnout: (wide(chance(31)), wide(chance(300_001))),
            };
            let Some(act) = act_of(rule.act, now.date(), &mut chance) else {
                continue;
            };
            let before = vote.state.name();
            if let Ok(change) = decide(&vote, part, act, &facts, now) {
                assert!(rule.from.contains(&before) && rule.parts.contains(&part));
                assert_eq!(change.vote.state.name(), rule.to.unwrap_or(before));
                assert_eq!(change.vote.version, vote.version + 1);
                vote = change.vote;
                reached.insert(vote.state.name());
            }
            now = now.plus_hours(far(chance(200)));
        }
    }
    for name in VoteStateName::ALL {
        assert!(
            *name == VoteStateName::Proposed || reached.contains(name),
            "{name} was never reached"
        );
    }
}
