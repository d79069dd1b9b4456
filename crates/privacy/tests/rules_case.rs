//! The rules of a case about somebody's rights, told as stories, and the page of its states.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;

use huiyin_kernel::{Id, Instant, WorkingCalendar};
use huiyin_privacy::model::{
    Act, ActName, Actor, Case, Ground, Kind, Proof, Refused, Shown, State, StateName, Step,
};
use huiyin_privacy::rules;

fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

fn officer() -> Actor {
    Actor::Officer(Id::derived("test", "officer"))
}

fn asked(kind: Kind, proof: Proof) -> Case {
    let calendar = WorkingCalendar::shipped();
    let now = at("2026-05-11 09:00");
    let id = Id::derived("test", "case");
    rules::ask(id, kind, proof, "名字写错了", "", &calendar, now)
        .unwrap()
        .case
}

fn counter() -> Proof {
    Proof::Counter {
        shown: Shown::IdCard,
        taken_by: Id::derived("test", "clerk"),
    }
}

fn decide(case: &Case, actor: Actor, act: &Act, now: &str) -> Result<Case, Refused> {
    let calendar = WorkingCalendar::shipped();
    rules::decide(case, actor, act, &calendar, at(now)).map(|change| change.case)
}

fn grant() -> Act {
    Act::Grant {
        note: String::new(),
    }
}

#[test]
fn an_answer_is_owed_within_fifteen_working_days() {
    let case = asked(Kind::Delete, Proof::Code);
    // From Monday 11 May 2026 fifteen working days end with Monday 1 June.
    assert_eq!(case.due_before, Some(at("2026-06-02 00:00")));
    let taken = decide(&case, officer(), &Act::Take, "2026-05-12 10:00").unwrap();
    let more = Act::Extend {
        reason: "要到档案室核对".to_owned(),
    };
    let extended = decide(&taken, officer(), &more, "2026-05-20 10:00").unwrap();
    assert!(extended.due_before > case.due_before && extended.extended);
    assert_eq!(
        decide(&extended, officer(), &more, "2026-05-21 10:00").unwrap_err(),
        Refused::AlreadyDone
    );
}

#[test]
fn a_year_without_working_days_loses_no_wish() {
    let calendar = WorkingCalendar::empty();
    let id = Id::derived("test", "case");
    let now = at("2031-05-11 09:00");
    let change = rules::ask(id, Kind::See, Proof::Code, "", "", &calendar, now).unwrap();
    assert_eq!(change.case.due_before, None);
}

#[test]
fn the_code_alone_gets_to_see_and_nobody_but_the_officer_decides_the_rest() {
    for kind in Kind::ALL {
        let case = asked(*kind, Proof::Code);
        let by_system = decide(&case, Actor::System, &grant(), "2026-05-11 09:00");
        assert_eq!(by_system.is_ok(), kind.is_immediate(), "{kind}");
        let at_counter = asked(*kind, counter());
        let refused = decide(&at_counter, Actor::System, &grant(), "2026-05-11 09:00");
        assert_eq!(refused.unwrap_err(), Refused::NotAllowed, "{kind}");
        assert!(decide(&case, Actor::Person, &grant(), "2026-05-11 09:00").is_err());
        assert_eq!(
            decide(&case, officer(), &grant(), "2026-05-11 09:00").unwrap_err(),
            Refused::WrongState,
            "somebody must have taken it first"
        );
    }
}

#[test]
fn a_refusal_gives_its_reason() {
    let taken = decide(
        &asked(Kind::Delete, Proof::Code),
        officer(),
        &Act::Take,
        "2026-05-12 10:00",
    )
    .unwrap();
    let refuse = |reason: &str| Act::Refuse {
        ground: Ground::StillNeeded,
        reason: reason.to_owned(),
    };
    let now = "2026-05-12 10:05";
    assert_eq!(
        decide(&taken, officer(), &refuse("  "), now).unwrap_err(),
        Refused::ReasonMissing
    );
    assert_eq!(
        decide(&taken, officer(), &refuse(&"长".repeat(2_001)), now).unwrap_err(),
        Refused::TooLong
    );
    let refused = decide(&taken, officer(), &refuse("事情还在办"), now).unwrap();
    assert!(matches!(refused.state, State::Refused { .. }));
    assert!(rules::available(&refused, Actor::Person).is_empty());
}

#[test]
fn what_needs_words_is_not_taken_without_them() {
    let calendar = WorkingCalendar::shipped();
    let now = at("2026-05-11 09:00");
    let id = Id::derived("test", "case");
    for kind in Kind::ALL {
        let without = rules::ask(id, *kind, Proof::Code, " ", "", &calendar, now);
        assert_eq!(without.is_err(), kind.needs_wish(), "{kind}");
    }
    let long = "长".repeat(2_001);
    let refused = rules::ask(id, Kind::Delete, Proof::Code, &long, "", &calendar, now);
    assert_eq!(refused.unwrap_err(), Refused::TooLong);
}

#[test]
fn reminders_come_soon_before_and_once_after_the_day() {
    let calendar = WorkingCalendar::shipped();
    let case = asked(Kind::Delete, Proof::Code);
    let due = |case: &Case, now: &str| rules::due_step(case, &calendar, at(now)).map(|it| it.step);
    assert_eq!(due(&case, "2026-05-20 09:00"), None);
    assert_eq!(due(&case, "2026-05-29 09:00"), Some(Step::DueSoon));
    let soon = Act::Remind {
        step: Step::DueSoon,
    };
    assert_eq!(
        decide(&case, Actor::System, &soon, "2026-05-20 09:00").unwrap_err(),
        Refused::NotDue
    );
    let reminded = decide(&case, Actor::System, &soon, "2026-05-29 09:00").unwrap();
    assert_eq!(due(&reminded, "2026-05-30 09:00"), None);
    assert_eq!(due(&reminded, "2026-06-02 00:00"), Some(Step::Overdue));
    let withdrawn = decide(&reminded, Actor::Person, &Act::Withdraw, "2026-06-01 09:00").unwrap();
    assert_eq!(due(&withdrawn, "2026-06-03 09:00"), None);
}

#[test]
fn only_what_ends_in_a_copy_is_handed_over() {
    for kind in Kind::ALL {
        let taken = decide(
            &asked(*kind, counter()),
            officer(),
            &Act::Take,
            "2026-05-12 10:00",
        );
        let done = decide(&taken.unwrap(), officer(), &grant(), "2026-05-12 10:05").unwrap();
        assert_eq!(done.state.name(), StateName::Done);
        let open = rules::available(&done, officer());
        assert_eq!(
            open.contains(&ActName::HandOver),
            kind.gives_copy(),
            "{kind}"
        );
    }
}

#[test]
fn the_page_of_states_is_as_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/states/rights_case.md");
    let text = rules::diagram::document();
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "docs/states/rights_case.md differs; run `make bless`:\n{text}"
    );
}
