use huiyin_compounds::model::mediation::{
    AgreementForm, Case, CaseAct, CaseRefused, CaseState, CaseStateName, Confirming, Dispute,
    EndedHow, Role, bounds,
};
use huiyin_compounds::rules::mediation::{Opening, decide, register};
use huiyin_kernel::{Date, Id, Instant, WorkingCalendar};

fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn id(name: &str) -> Id {
    Id::derived("test", name)
}

fn opening(parties: usize) -> Opening {
    let party = |number: usize| {
        let role = if number == 0 {
            Role::Applicant
        } else {
            Role::Respondent
        };
        (role, id(&format!("person {number}")))
    };
    Opening {
        id: id("case"),
        number: "2026-0001".to_owned(),
        area_path: "500105/".to_owned(),
        estate: None,
        dispute: Dispute::Noise,
        mediators: vec![id("mediator")],
        parties: (0..parties).map(party).collect(),
    }
}

fn case() -> Case {
    register(opening(2), day("2026-05-04")).unwrap().case
}

fn tried(case: &Case, act: CaseAct, now: &str) -> Result<Case, CaseRefused> {
    let calendar = WorkingCalendar::shipped();
    decide(case, act, &calendar, at(now)).map(|it| it.case)
}

fn done(case: &Case, act: CaseAct) -> Case {
    tried(case, act, "2026-05-20 10:00").unwrap()
}

fn refused(case: &Case, act: CaseAct) -> CaseRefused {
    tried(case, act, "2026-05-20 10:00").unwrap_err()
}

fn volunteer(seat: u8) -> CaseAct {
    CaseAct::Volunteer {
        seat,
        on: day("2026-05-05"),
    }
}

fn in_mediation() -> Case {
    let it = done(&case(), volunteer(1));
    assert_eq!(
        it.state.name(),
        CaseStateName::Registered,
        "one side is not enough"
    );
    let it = done(&it, volunteer(2));
    assert_eq!(it.state.name(), CaseStateName::InMediation);
    let session = CaseAct::Session {
        on: day("2026-05-08"),
        has_notes: true,
    };
    done(&it, session)
}

fn draft() -> CaseAct {
    CaseAct::Draft {
        on: day("2026-05-08"),
        has_text: true,
    }
}

fn sign(seat: u8, on: &str) -> CaseAct {
    CaseAct::Sign { seat, on: day(on) }
}

fn sign_mediator(on: &str) -> CaseAct {
    CaseAct::SignMediator {
        on: day(on),
        sealed: true,
    }
}

fn end(how: EndedHow) -> CaseAct {
    CaseAct::End {
        how,
        on: day("2026-05-20"),
    }
}

#[test]
fn a_case_has_two_sides_and_a_mediator_and_is_never_about_violence() {
    let today = day("2026-05-04");
    let why = |opening| register(opening, today).unwrap_err();
    assert_eq!(why(opening(1)), CaseRefused::PartiesMissing);
    assert_eq!(
        why(opening(bounds::PARTIES + 1)),
        CaseRefused::TooManyParties
    );
    let mut same = opening(2);
    same.parties[1].0 = Role::Applicant;
    assert_eq!(why(same), CaseRefused::RolesMissing);
    let mut nobody = opening(2);
    nobody.mediators.clear();
    assert_eq!(why(nobody), CaseRefused::MediatorsWrong);
    let mut violent = opening(2);
    violent.dispute = Dispute::DomesticViolence;
    assert_eq!(why(violent), CaseRefused::Call110First);
}

#[test]
fn a_written_agreement_holds_from_the_last_signature_of_parties_and_mediator() {
    let it = done(&in_mediation(), draft());
    let it = done(&it, sign(2, "2026-05-12"));
    assert_eq!(
        refused(&it, sign(2, "2026-05-12")),
        CaseRefused::AlreadySigned
    );
    assert_eq!(
        refused(&it, sign(3, "2026-05-12")),
        CaseRefused::SeatUnknown
    );
    let bare = CaseAct::SignMediator {
        on: day("2026-05-13"),
        sealed: false,
    };
    assert_eq!(refused(&it, bare), CaseRefused::SealMissing);
    let it = done(&it, sign_mediator("2026-05-10"));
    assert_eq!(
        it.state.name(),
        CaseStateName::Drafted,
        "one party is missing"
    );
    let it = done(&it, sign(1, "2026-05-09"));
    let CaseState::Effective { form, on, .. } = it.state else {
        panic!("not in force: {:?}", it.state);
    };
    assert_eq!((form, on), (AgreementForm::Written, day("2026-05-12")));
    assert_eq!(it.copies(), 3, "one for each party and one to file");
}

fn oral(on: &str) -> Case {
    let act = CaseAct::AgreeOrally {
        on: day(on),
        has_text: true,
    };
    done(&in_mediation(), act)
}

fn apply(on: &str) -> CaseAct {
    CaseAct::Confirm {
        to: Confirming::Applied,
        on: day(on),
    }
}

#[test]
fn the_thirty_days_begin_the_day_after_and_end_on_a_working_day() {
    // The thirtieth day after 8 May is Sunday, 7 June 2026: it moves to Monday.
    let it = oral("2026-05-08");
    let CaseState::Effective { confirm_before, .. } = it.state else {
        panic!("not in force");
    };
    assert_eq!(confirm_before, at("2026-06-09 00:00"));
    let late = tried(&it, apply("2026-06-09"), "2026-06-09 09:00");
    assert_eq!(late.unwrap_err(), CaseRefused::ConfirmTooLate);
    let last = tried(&it, apply("2026-06-08"), "2026-06-08 23:59").unwrap();
    let skipped = CaseAct::Confirm {
        to: Confirming::Confirmed,
        on: day("2026-05-20"),
    };
    assert_eq!(refused(&it, skipped.clone()), CaseRefused::ConfirmOrder);
    let early = tried(&last, skipped, "2026-06-20 10:00");
    assert_eq!(early.unwrap_err(), CaseRefused::TooEarly);
    let confirmed = CaseAct::Confirm {
        to: Confirming::Confirmed,
        on: day("2026-06-15"),
    };
    tried(&last, confirmed, "2026-06-20 10:00").unwrap();
}

#[test]
fn a_year_without_working_days_is_said_and_not_guessed() {
    let act = CaseAct::AgreeOrally {
        on: day("2026-05-08"),
        has_text: true,
    };
    let none = WorkingCalendar::empty();
    let why = decide(&in_mediation(), act, &none, at("2026-05-20 10:00"));
    assert_eq!(why.unwrap_err(), CaseRefused::YearMissing);
}

#[test]
fn any_party_ends_it_at_any_time_before_there_is_an_agreement_in_force() {
    let drafted = done(&in_mediation(), draft());
    for it in [case(), in_mediation(), drafted] {
        let over = done(&it, end(EndedHow::ByParty));
        assert_eq!(over.state.name(), CaseStateName::Ended);
        assert_eq!(refused(&over, volunteer(1)), CaseRefused::WrongState);
    }
    let it = oral("2026-05-08");
    assert_eq!(
        refused(&it, end(EndedHow::ByParty)),
        CaseRefused::WrongState
    );
}

#[test]
fn there_is_no_agreement_without_a_session_and_no_record_without_words() {
    let it = done(&done(&case(), volunteer(1)), volunteer(2));
    assert_eq!(refused(&it, draft()), CaseRefused::NoSession);
    let empty = CaseAct::Session {
        on: day("2026-05-08"),
        has_notes: false,
    };
    assert_eq!(refused(&it, empty), CaseRefused::NotesMissing);
    let future = CaseAct::Session {
        on: day("2026-05-21"),
        has_notes: true,
    };
    assert_eq!(refused(&it, future), CaseRefused::InFuture);
    let back = CaseAct::Draft {
        on: day("2026-05-07"),
        has_text: true,
    };
    assert_eq!(refused(&in_mediation(), back), CaseRefused::TooEarly);
}

#[test]
fn a_changed_text_is_signed_anew() {
    let it = done(&in_mediation(), draft());
    let it = done(&it, sign(1, "2026-05-09"));
    let it = done(&it, CaseAct::Redraft);
    assert_eq!(it.state.name(), CaseStateName::InMediation);
    let it = done(&it, draft());
    assert!(matches!(&it.state, CaseState::Drafted { signed, .. } if signed.is_empty()));
}

#[test]
fn what_is_under_way_is_not_forgotten_and_what_is_over_once() {
    assert_eq!(
        refused(&in_mediation(), CaseAct::Forget),
        CaseRefused::WrongState
    );
    let it = done(&oral("2026-05-08"), CaseAct::Forget);
    assert!(it.forgotten);
    assert_eq!(refused(&it, CaseAct::Forget), CaseRefused::AlreadyForgotten);
}

#[test]
fn whatever_a_case_has_come_to_is_read_back_as_it_was_written() {
    let signed = done(&done(&in_mediation(), draft()), sign(1, "2026-05-09"));
    for it in [case(), in_mediation(), signed, oral("2026-05-08")] {
        let text = serde_json::to_string(&it).unwrap();
        let back: Case = serde_json::from_str(&text).unwrap();
        assert_eq!(back, it);
    }
}
