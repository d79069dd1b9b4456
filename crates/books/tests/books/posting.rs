use huiyin_books::{Destination, Flag, Holder, Kind, Refused, What};
use huiyin_kernel::Money;

use crate::sample::{Bench, code, day, draft, income, spent, transfer, two_quarters, yuan};

#[test]
fn a_reversed_reversal_and_a_second_reversal_are_refused() {
    let mut bench = two_quarters();
    assert_eq!(
        bench.reverse(8, "2026-07-01"),
        Err(Refused::ReversalOfReversal)
    );
    assert_eq!(
        bench.reverse(7, "2026-07-01"),
        Err(Refused::AlreadyReversed)
    );
    assert_eq!(bench.reverse(6, "2026-05-19"), Err(Refused::BeforeItsLine));
}

#[test]
fn nothing_is_posted_into_a_closed_period_not_even_a_reversal() {
    let mut bench = two_quarters();
    bench.closed = Some(day("2026-06-30"));
    let late = draft("2026-06-30", "a1", Kind::Parking, income(1, 0, 0));
    assert_eq!(bench.post(late), Err(Refused::PeriodClosed));
    assert_eq!(bench.reverse(3, "2026-06-30"), Err(Refused::PeriodClosed));
    assert!(bench.reverse(3, "2026-07-01").is_ok());
}

#[test]
fn what_makes_no_sense_is_refused_with_its_reason() {
    let mut bench = two_quarters();
    let mut refused = |date: &str, account: &str, kind, what| {
        bench.post(draft(date, account, kind, what)).unwrap_err()
    };
    let parking = Kind::Parking;
    assert_eq!(
        refused("2026-07-02", "a1", parking, income(1, 0, 0)),
        Refused::InTheFuture
    );
    assert_eq!(
        refused("1900-07-02", "a1", parking, income(1, 0, 0)),
        Refused::DateOutOfRange
    );
    assert_eq!(
        refused("2026-07-01", "zz", parking, income(1, 0, 0)),
        Refused::NoSuchAccount
    );
    assert_eq!(
        refused("2026-07-01", "a1", parking, income(0, 0, 0)),
        Refused::NothingInIt
    );
    assert_eq!(
        refused("2026-07-01", "a1", parking, income(-1, 0, 0)),
        Refused::Negative
    );
    assert_eq!(
        refused("2026-07-01", "a1", Kind::Fund, income(1, 0, 0)),
        Refused::FundKindElsewhere
    );
    assert_eq!(
        refused("2026-07-01", "f1", parking, income(1, 0, 0)),
        Refused::WrongDestination
    );
    let opening = What::Opening { amount: yuan(1) };
    assert_eq!(
        refused("2026-07-01", "a1", parking, opening),
        Refused::OpeningTwice
    );
    let large = What::Opening {
        amount: Money::from_fen(i64::MAX),
    };
    assert_eq!(
        refused("2026-07-01", "a1", Kind::Stalls, large),
        Refused::TooLarge
    );
    let into = What::ToFund {
        amount: yuan(1),
        into: code("a1"),
    };
    assert_eq!(
        refused("2026-07-01", "a1", parking, into),
        Refused::NotAFund
    );
}

#[test]
fn a_net_that_does_not_follow_and_a_text_too_long_are_refused() {
    let mut bench = two_quarters();
    let mut refused = |date: &str, account: &str, kind, what| {
        bench.post(draft(date, account, kind, what)).unwrap_err()
    };
    let parking = Kind::Parking;
    let wrong_net = What::Income {
        payer: "甲".to_owned(),
        gross: yuan(10),
        cost: yuan(1),
        cost_evidence: None,
        tax: yuan(1),
        net: yuan(9),
    };
    assert_eq!(
        refused("2026-07-01", "a1", parking, wrong_net),
        Refused::NetDiffers
    );
    let long = What::Spent {
        amount: yuan(1),
        purpose: "修".repeat(201),
        evidence: None,
        urgent: false,
    };
    assert_eq!(
        refused("2026-07-01", "a1", parking, long),
        Refused::TextTooLong
    );
}

#[test]
fn the_fund_is_drawn_by_decision_or_in_urgency_only() {
    let mut bench = two_quarters();
    let mut drawing = draft("2026-07-01", "f1", Kind::Fund, spent(10));
    drawing.basis.decision = Some("  ".to_owned());
    assert_eq!(bench.post(drawing.clone()), Err(Refused::FundNeedsDecision));
    drawing.what = What::Spent {
        amount: yuan(10),
        purpose: "电梯困人抢修".to_owned(),
        evidence: None,
        urgent: true,
    };
    bench.post(drawing).unwrap();
    assert_eq!(
        bench.book.lines.last().unwrap().flags(),
        [Flag::NoSpendingEvidence]
    );
}

#[test]
fn a_line_with_neither_contract_nor_decision_stands_and_is_flagged() {
    let mut bench = Bench::new();
    let mut bare = draft("2026-05-01", "a1", Kind::Stalls, income(100, 100, 0));
    bare.basis.contract = None;
    bare.basis.decision = None;
    if let What::Income { cost_evidence, .. } = &mut bare.what {
        *cost_evidence = None;
    }
    bench.post(bare).unwrap();
    let flags = bench.book.lines[0].flags();
    assert_eq!(
        flags,
        [Flag::NoBasis, Flag::NoCostEvidence, Flag::NothingLeft]
    );
}

#[test]
fn without_an_assembly_chongqing_takes_income_into_the_districts_account_only() {
    let mut bench = Bench::new();
    bench.destination = Destination {
        allowed: vec![Holder::District],
    };
    let to = |account: &str| draft("2026-05-01", account, Kind::Adverts, income(5, 0, 0));
    assert_eq!(bench.post(to("a1")), Err(Refused::WrongDestination));
    assert!(bench.post(to("a2")).is_ok());
}

#[test]
fn money_changes_its_account_only_to_where_it_may_lie() {
    let mut bench = two_quarters();
    let mut posted =
        |account, kind, into| bench.post(draft("2026-07-01", account, kind, transfer(10, into)));
    let parking = Kind::Parking;
    assert_eq!(posted("a1", parking, "a1"), Err(Refused::SameAccount));
    assert_eq!(posted("a1", parking, "zz"), Err(Refused::NoSuchAccount));
    assert_eq!(posted("a1", parking, "f1"), Err(Refused::WrongDestination));
    assert_eq!(
        posted("f1", Kind::Fund, "a1"),
        Err(Refused::FundKindElsewhere)
    );
    assert!(posted("f1", Kind::Fund, "a2").is_ok());
    assert!(posted("a1", parking, "a2").is_ok());
}

#[test]
fn common_income_is_paid_out_by_a_decision_and_the_fund_never() {
    let mut bench = two_quarters();
    let paid_out = || What::Distributed {
        amount: yuan(100),
        purpose: "2026 年上半年公共收益".to_owned(),
    };
    let fund = draft("2026-07-01", "f1", Kind::Fund, paid_out());
    assert_eq!(bench.post(fund), Err(Refused::PaidOutByDecision));
    let mut bare = draft("2026-07-01", "a1", Kind::Parking, paid_out());
    bare.basis.decision = None;
    assert_eq!(bench.post(bare.clone()), Err(Refused::PaidOutByDecision));
    bare.basis.decision = Some("业主大会 2026-2".to_owned());
    bench.post(bare).unwrap();
    assert!(bench.book.lines.last().unwrap().flags().is_empty());
}
