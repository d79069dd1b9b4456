//! The life of an edition: who does what, when, and what is never let through.

use huiyin_kernel::{Id, Instant};
use huiyin_statistics::rules::bulletin::Hand;
use huiyin_statistics::rules::open::bounds::{EDITIONS_MOST, FILES_BYTES};
use huiyin_statistics::rules::open::{
    Begin, Facts, KeptFile, OpenAct, OpenChange, OpenEdition, OpenLicence, OpenRefused as No,
    OpenState, OpenStateName, Proof, Protection, decide, make, may_make,
};
use proptest::prelude::*;

fn id(name: &str) -> Id {
    Id::derived("open rules", name)
}

fn now() -> Instant {
    Instant::parse_local("2026-01-05 09:00").unwrap()
}

fn begin(year: i16) -> Begin {
    let file = KeptFile {
        name: "matters.csv".to_owned(),
        blob: "00".to_owned(),
        sha256: "11".to_owned(),
        bytes: 100,
    };
    Begin {
        id: id("first"),
        year,
        licence: OpenLicence::USUAL,
        protection: Protection::default(),
        files: vec![file],
        made: Hand {
            by: id("maker"),
            at: now(),
        },
    }
}

const GOOD: Proof = Proof {
    rows: 100,
    groups: 9,
    smallest: 5,
    uniform: 2,
};

const WELL: Facts = Facts {
    proof: Some(GOOD),
    singled: Some(0),
};

fn draft() -> OpenEdition {
    make(begin(2025), &[], Some(GOOD)).unwrap().edition
}

fn done(edition: &OpenEdition, act: OpenAct, by: &str) -> Result<OpenChange, No> {
    decide(edition, act, id(by), now(), WELL)
}

fn released() -> OpenEdition {
    let checked = done(&draft(), OpenAct::Check, "checker").unwrap().edition;
    done(&checked, OpenAct::Release, "leader").unwrap().edition
}

#[test]
fn three_hands_make_check_and_release() {
    let draft = draft();
    assert_eq!((draft.edition, draft.version, draft.corrects), (1, 1, None));
    for act in [OpenAct::Check, OpenAct::Release] {
        let own = done(&draft, act, "maker");
        let expected = if act == OpenAct::Check {
            No::OwnHand
        } else {
            No::WrongState
        };
        assert_eq!(own, Err(expected));
    }
    let checked = done(&draft, OpenAct::Check, "checker").unwrap().edition;
    assert_eq!(done(&checked, OpenAct::Release, "maker"), Err(No::OwnHand));
    let released = done(&checked, OpenAct::Release, "leader").unwrap().edition;
    assert_eq!(released.state.released().unwrap().by, id("leader"));
    assert_eq!(released.files, draft.files);
    for act in [OpenAct::Check, OpenAct::Release, OpenAct::Discard] {
        assert_eq!(done(&released, act, "leader"), Err(No::WrongState));
    }
}

#[test]
fn a_year_is_made_once_it_is_over() {
    let today = now().date();
    assert_eq!(may_make(2026, &[], today), Err(No::YearNotOver));
    assert_eq!(may_make(2027, &[], today), Err(No::YearNotOver));
    assert_eq!(may_make(2025, &[], today), Ok(()));
    assert_eq!(may_make(1999, &[], today), Err(No::YearWrong));
    assert_eq!(make(begin(2026), &[], Some(GOOD)), Err(No::YearNotOver));
}

#[test]
fn there_is_one_draft_of_a_year_and_a_correction_counts_on() {
    assert_eq!(
        make(begin(2025), &[draft()], Some(GOOD)),
        Err(No::DraftOpen)
    );
    let before = released();
    let next = make(begin(2025), std::slice::from_ref(&before), Some(GOOD))
        .unwrap()
        .edition;
    assert_eq!((next.edition, next.corrects), (2, Some(before.id)));
    let many = vec![before; EDITIONS_MOST];
    assert_eq!(
        make(begin(2025), &many, Some(GOOD)),
        Err(No::TooManyEditions)
    );
}

#[test]
fn what_the_count_does_not_bear_out_goes_no_further() {
    let proof = |rows, smallest| Proof {
        rows,
        smallest,
        ..GOOD
    };
    assert_eq!(make(begin(2025), &[], None), Err(No::NotAnonymous));
    assert_eq!(
        make(begin(2025), &[], Some(proof(100, 4))),
        Err(No::NotAnonymous)
    );
    assert_eq!(make(begin(2025), &[], Some(proof(0, 0))), Err(No::NoRows));
    let checked = done(&draft(), OpenAct::Check, "checker").unwrap().edition;
    for (edition, act) in [(draft(), OpenAct::Check), (checked, OpenAct::Release)] {
        let tried = |facts| decide(&edition, act, id("leader"), now(), facts).map(drop);
        let small = Facts {
            proof: Some(proof(100, 4)),
            ..WELL
        };
        assert_eq!(tried(small), Err(No::NotAnonymous));
        for singled in [None, Some(1)] {
            assert_eq!(tried(Facts { singled, ..WELL }), Err(No::Singled));
        }
        assert_eq!(tried(Facts::default()), Err(No::NotAnonymous));
        // What may not be released may still be thrown away.
        assert!(
            decide(
                &edition,
                OpenAct::Discard,
                id("maker"),
                now(),
                Facts::default()
            )
            .is_ok()
        );
    }
}

#[test]
fn files_have_a_bound() {
    let mut large = begin(2025);
    large.files[0].bytes = FILES_BYTES as u64 + 1;
    assert_eq!(make(large, &[], Some(GOOD)), Err(No::TooMany));
}

proptest! {
    #[test]
    fn nothing_is_released_by_its_maker_or_unchecked(
        acts in prop::collection::vec((0_usize..3, 0_usize..3), 0..12),
    ) {
        let mut edition = draft();
        let mut was_checked = false;
        for (act, by) in acts {
            let act = [OpenAct::Check, OpenAct::Release, OpenAct::Discard][act];
            let by = ["maker", "checker", "leader"][by];
            let before = edition.state.name();
            let Ok(change) = done(&edition, act, by) else { continue };
            prop_assert_eq!(change.edition.version, edition.version + 1);
            edition = change.edition;
            was_checked |= edition.state.name() == OpenStateName::Checked;
            prop_assert!(before != OpenStateName::Released && before != OpenStateName::Discarded);
            if let OpenState::Released { checked, released } = edition.state {
                prop_assert!(was_checked);
                prop_assert!(checked.by != edition.made.by && released.by != edition.made.by);
            }
        }
    }
}
