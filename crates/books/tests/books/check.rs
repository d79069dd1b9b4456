use huiyin_books::{
    Book, Checker, Closing, FileError, Finding, Kind, Line, Period, Posted, Problem, Report,
    Rhythm, Totals, What, check_file,
};
use huiyin_kernel::Money;

use crate::sample::{code, day, draft, transfer, two_quarters, yuan};

/// A problem, and the line or the statement's row at which it is told.
type Told = (Problem, Option<u64>);

fn check(book: &Book) -> Report {
    check_file(serde_json::to_string(book).unwrap().as_bytes()).unwrap()
}

fn problems(report: &Report) -> Vec<Told> {
    let told = |it: &Finding| (it.problem, it.line.or(it.statement));
    report.findings.iter().map(told).collect()
}

fn totals(book: &Book) -> Totals {
    let mut totals = Totals::default();
    for line in &book.lines {
        totals.add(line).unwrap();
    }
    totals
}

fn with_statements() -> Book {
    let mut book = two_quarters().book;
    let totals = totals(&book);
    for date in ["2026-02-01", "2026-05-01"] {
        let period = Period::around(Rhythm::Quarterly, day(date));
        book.statements.extend(totals.statement(period).unwrap());
    }
    book.closings = vec![Closing {
        through: day("2026-03-31"),
        after: 4,
    }];
    book
}

#[test]
fn a_true_book_holds_with_its_statements() {
    let book = with_statements();
    let report = check(&book);
    assert!(report.holds(), "{report:?}");
    assert_eq!((report.lines, report.statements), (8, 6));
    let second = Period::around(Rhythm::Quarterly, day("2026-05-01"));
    let row = totals(&book)
        .row(&code("a1"), Kind::Parking, second)
        .unwrap();
    assert_eq!(row.opening, yuan(1773));
    assert_eq!((row.to_fund, row.closing), (yuan(400), yuan(1373)));
    let fund = totals(&book).row(&code("f1"), Kind::Fund, second).unwrap();
    assert_eq!(
        (fund.income, fund.spent, fund.closing),
        (yuan(400), yuan(12_000), yuan(38_400))
    );
}

#[test]
fn each_tampering_is_found_at_its_line() {
    type Change = fn(&mut Book);
    let cases: Vec<(Change, Vec<Told>)> = vec![
        (
            |book| {
                if let What::Income { gross, .. } = &mut book.lines[2].what {
                    *gross = Money::from_fen(90_001);
                }
            },
            vec![
                (Problem::NetDiffers, Some(3)),
                (Problem::StatementDiffers, Some(1)),
                (Problem::StatementDiffers, Some(4)),
            ],
        ),
        (
            |book| {
                book.lines.remove(6);
            },
            vec![
                (Problem::NumberGap, Some(8)),
                (Problem::ReversesNothing, Some(8)),
            ],
        ),
        (
            |book| book.statements[1].closing = yuan(9),
            vec![
                (Problem::StatementDoesNotBalance, Some(2)),
                (Problem::StatementDiffers, Some(2)),
            ],
        ),
        (
            |book| book.closings[0].through = day("2026-04-01"),
            vec![(Problem::PostedIntoClosed, Some(5))],
        ),
        (
            |book| {
                book.accounts.pop();
            },
            vec![(Problem::UnknownAccount, Some(2))],
        ),
        (
            |book| {
                book.lines[5].basis.decision = None;
            },
            vec![(Problem::FundNeedsDecision, Some(6))],
        ),
        (
            |book| book.statements[0].from = day("2026-01-02"),
            vec![(Problem::StatementPeriod, Some(1))],
        ),
    ];
    for (at, (change, expected)) in cases.into_iter().enumerate() {
        let mut book = with_statements();
        change(&mut book);
        let found = problems(&check(&book));
        for it in &expected {
            assert!(found.contains(it), "case {at}: {found:?} lacks {it:?}");
        }
    }
}

#[test]
fn reversals_are_held_against_what_they_undo() {
    let mut book = two_quarters().book;
    let again = Line {
        number: 9,
        ..book.lines[7].clone()
    };
    book.lines.push(again.clone());
    assert_eq!(problems(&check(&book)), [(Problem::ReversedTwice, Some(9))]);

    let What::Reversal { undone, .. } = &book.lines[7].what else {
        panic!("a reversal");
    };
    book.lines[8].what = What::Reversal {
        of: 6,
        reason: "x".to_owned(),
        undone: undone.clone(),
    };
    assert_eq!(
        problems(&check(&book)),
        [(Problem::ReversalDiffers, Some(9))]
    );

    book.lines[8].what = What::Reversal {
        of: 8,
        reason: "x".to_owned(),
        undone: Box::new(again.what),
    };
    let found = problems(&check(&book));
    assert!(
        found.contains(&(Problem::ReversalOfReversal, Some(9))),
        "{found:?}"
    );
}

#[test]
fn hostile_files_are_refused_in_words() {
    let refused = |text: &str| check_file(text.as_bytes()).unwrap_err().to_string();
    for text in [
        "",
        "[]",
        "{",
        "null",
        "{\"lines\":[]}",
        "{\"unit\":\"yuan\",\"lines\":[]}",
        "{\"unit\":\"fen\"}",
        "{\"unit\":\"fen\",\"lines\":[],\"lines\":[]}",
        "{\"unit\":\"fen\",\"lines\":[{}]}",
        "{\"unit\":\"fen\",\"lines\":[]} x",
        "{\"unit\":\"fen\",\"lines\":[{\"number\":1,\"date\":\"2026-01-01\",\"account\":\"a\",\"kind\":\"parking\",\"what\":\"opening\",\"amount\":NaN}]}",
        "{\"unit\":\"fen\",\"lines\":[{\"number\":1,\"date\":\"2026-01-01\",\"account\":\"a\",\"kind\":\"parking\",\"what\":\"opening\",\"amount\":1.5}]}",
        "{\"unit\":\"fen\",\"lines\":[{\"number\":1,\"date\":\"2026-01-01\",\"account\":\"a b\",\"kind\":\"parking\",\"what\":\"opening\",\"amount\":1}]}",
    ] {
        assert!(!refused(text).is_empty(), "{text}");
    }
    let deep = format!("{{\"unit\":\"fen\",\"lines\":{}", "[".repeat(100_000));
    assert!(matches!(
        check_file(deep.as_bytes()),
        Err(FileError::Json(_))
    ));
    assert!(matches!(
        check_file(&[0xFF, 0xFE, 0][..]),
        Err(FileError::Json(_))
    ));
}

#[test]
fn a_sum_beyond_the_range_ends_the_check_and_never_wraps() {
    let line = |number: u64| {
        format!(
            "{{\"number\":{number},\"date\":\"2026-01-0{number}\",\"account\":\"a\",\"kind\":\"parking\",\
             \"what\":\"spent\",\"purpose\":\"p\",\"amount\":{}}}",
            i64::MAX
        )
    };
    let text = format!("{{\"unit\":\"fen\",\"lines\":[{},{}]}}", line(1), line(2));
    assert!(matches!(
        check_file(text.as_bytes()),
        Err(FileError::TooMuch(_))
    ));
}

#[test]
fn money_paid_out_without_a_decision_is_found() {
    let mut bench = two_quarters();
    let paid_out = What::Distributed {
        amount: yuan(70),
        purpose: "分配".to_owned(),
    };
    bench
        .post(draft("2026-06-30", "a1", Kind::Parking, paid_out))
        .unwrap();
    let second = Period::around(Rhythm::Quarterly, day("2026-05-01"));
    let row = totals(&bench.book)
        .row(&code("a1"), Kind::Parking, second)
        .unwrap();
    assert_eq!((row.spent, row.closing), (yuan(70), yuan(1303)));
    assert!(check(&bench.book).holds());
    bench.book.lines[8].basis.decision = None;
    let found = problems(&check(&bench.book));
    assert_eq!(found, [(Problem::PaidOutByDecision, Some(9))]);
}

#[test]
fn a_transfer_stands_on_both_rows_and_is_neither_income_nor_cost() {
    let mut bench = two_quarters();
    let moved = draft("2026-06-30", "a1", Kind::Parking, transfer(300, "a2"));
    bench.post(moved).unwrap();
    let second = Period::around(Rhythm::Quarterly, day("2026-05-01"));
    let row = |book: &Book, account| {
        totals(book)
            .row(&code(account), Kind::Parking, second)
            .unwrap()
    };
    let (from, into) = (row(&bench.book, "a1"), row(&bench.book, "a2"));
    assert_eq!((from.moved_out, from.closing), (yuan(300), yuan(1073)));
    assert_eq!((into.moved_in, into.closing), (yuan(300), yuan(300)));
    assert_eq!((into.opening, into.income), (yuan(0), yuan(0)));
    bench.book.statements = vec![from, into];
    assert!(check(&bench.book).holds());
    bench.reverse(9, "2026-07-01").unwrap();
    assert!(check(&bench.book).holds());
    bench.book.statements[1].moved_in = yuan(301);
    let found = problems(&check(&bench.book));
    assert!(found.contains(&(Problem::StatementDoesNotBalance, Some(2))));
    if let What::Transfer { into, .. } = &mut bench.book.lines[8].what {
        *into = code("a1");
    }
    let found = problems(&check(&bench.book));
    assert!(found.contains(&(Problem::TransferToItself, Some(9))));
    assert!(found.contains(&(Problem::ReversalDiffers, Some(10))));
}

/// Holds a book against a journal of what was posted.
fn held(posted: &[Posted], lines: &[Line]) -> Vec<Told> {
    let mut checker = Checker::new();
    checker.hold_posted(posted, lines);
    problems(&checker.finish(&[], &[], &[]).unwrap())
}

#[test]
fn what_is_kept_beside_a_line_is_named_where_it_is_not_as_posted() {
    let mut checker = Checker::new();
    checker.hold_beside(2, "vote", "vote");
    checker.hold_beside(3, "-", "vote");
    let found = problems(&checker.finish(&[], &[], &[]).unwrap());
    assert_eq!(found, [(Problem::NotAsPosted, Some(3))]);
}

#[test]
fn lines_that_are_not_as_they_were_posted_are_named() {
    let lines = two_quarters().book.lines;
    let posted: Vec<Posted> = lines.iter().map(Posted::of).collect();
    assert!(held(&posted, &lines).is_empty());
    let mut other = posted.clone();
    other[2].day = day("2025-12-31");
    other[3].amounts[0] = yuan(1);
    let named = |problem, line| (problem, Some(line));
    let both = [3, 4].map(|line| named(Problem::NotAsPosted, line));
    assert_eq!(held(&other, &lines), both);
    assert_eq!(held(&posted, &lines[1..]), [named(Problem::LineGone, 1)]);
    assert_eq!(held(&posted[..7], &lines), [named(Problem::NotPosted, 8)]);
    assert_eq!(held(&posted[1..], &lines), [named(Problem::NotPosted, 1)]);
}
