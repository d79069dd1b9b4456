//! Acts in any order: whatever is posted holds, and a statement goes on from the one before.

use huiyin_books::{Kind, Period, Rhythm, Totals, check_file, legs};
use huiyin_kernel::Money;
use proptest::prelude::*;

use crate::sample::{Bench, code, day, draft, income, spent, transfer};
use huiyin_books::What;

#[derive(Debug, Clone)]
enum Act {
    Income(u8, i32, i32, i32),
    Spent(u8, i32),
    ToFund(u8, i32),
    Transfer(u8, i32, bool),
    Distributed(u8, i32),
    Reverse(u8),
    Close(u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (any::<u8>(), 0..9000_i32, 0..900_i32, 0..90_i32).prop_map(|(d, g, c, t)| Act::Income(d, g, c, t)),
        2 => (any::<u8>(), -5..5000_i32).prop_map(|(d, a)| Act::Spent(d, a)),
        2 => (any::<u8>(), -5..5000_i32).prop_map(|(d, a)| Act::ToFund(d, a)),
        2 => (any::<u8>(), -5..5000_i32, any::<bool>()).prop_map(|(d, a, b)| Act::Transfer(d, a, b)),
        1 => (any::<u8>(), -5..5000_i32).prop_map(|(d, a)| Act::Distributed(d, a)),
        2 => any::<u8>().prop_map(Act::Reverse),
        1 => any::<u8>().prop_map(Act::Close),
    ]
}

fn play(acts: &[Act]) -> Bench {
    let mut bench = Bench::new();
    let date = |at: u8| day("2026-01-01").plus_days(i64::from(at) % 181).to_string();
    let kind = |at: u8| Kind::COMMON[usize::from(at) % 5];
    for act in acts {
        match *act {
            Act::Income(at, gross, cost, tax) => {
                let _either =
                    bench.post(draft(&date(at), "a1", kind(at), income(gross, cost, tax)));
            }
            Act::Spent(at, amount) => {
                let _either = bench.post(draft(&date(at), "a1", kind(at), spent(amount)));
            }
            Act::ToFund(at, amount) => {
                let what = What::ToFund {
                    amount: Money::from_yuan(amount),
                    into: code("f1"),
                };
                let _either = bench.post(draft(&date(at), "a1", kind(at), what));
            }
            Act::Transfer(at, amount, back) => {
                let (from, into) = if back { ("a2", "a1") } else { ("a1", "a2") };
                let what = transfer(amount, into);
                let _either = bench.post(draft(&date(at), from, kind(at), what));
            }
            Act::Distributed(at, amount) => {
                let what = What::Distributed {
                    amount: Money::from_yuan(amount),
                    purpose: "分配".to_owned(),
                };
                let _either = bench.post(draft(&date(at), "a1", kind(at), what));
            }
            Act::Reverse(at) => {
                let count = bench.book.lines.len() as u64;
                if count > 0 {
                    let _either = bench.reverse(u64::from(at) % count + 1, "2026-06-30");
                }
            }
            Act::Close(at) => {
                let through = day(&date(at)).last_of_month();
                if bench.closed.is_none_or(|closed| closed < through) && through < day("2026-06-30")
                {
                    bench.closed = Some(through);
                    bench.book.closings.push(huiyin_books::Closing {
                        through,
                        after: bench.book.lines.len() as u64,
                    });
                }
            }
        }
    }
    bench
}

proptest! {
    #[test]
    fn whatever_is_posted_holds_and_quarters_join(acts in proptest::collection::vec(act(), 0..60)) {
        let mut bench = play(&acts);
        let mut totals = Totals::default();
        for line in &bench.book.lines {
            totals.add(line).unwrap();
            let legs = legs(&line.account, line.kind, &line.what).unwrap();
            prop_assert_eq!(Money::sum(legs.iter().map(|leg| leg.amount)), Some(Money::ZERO));
        }
        let first = Period::around(Rhythm::Quarterly, day("2026-01-01"));
        let second = first.next(Rhythm::Quarterly);
        for kind in Kind::COMMON {
            let (mut moved_in, mut moved_out) = (Money::ZERO, Money::ZERO);
            for account in ["a1", "a2"] {
                let a = totals.row(&code(account), kind, first).unwrap();
                let b = totals.row(&code(account), kind, second).unwrap();
                prop_assert!(a.balances() && b.balances());
                prop_assert_eq!(a.closing, b.opening);
                moved_in = moved_in.plus(a.moved_in).unwrap();
                moved_out = moved_out.plus(a.moved_out).unwrap();
            }
            prop_assert_eq!(moved_in, moved_out);
        }
        bench.book.statements = totals.statement(first).unwrap();
        bench.book.statements.extend(totals.statement(second).unwrap());
        let report = check_file(serde_json::to_string(&bench.book).unwrap().as_bytes()).unwrap();
        prop_assert!(report.holds(), "{:?}", report.findings);
    }

    #[test]
    fn no_text_breaks_the_readers(text in "\\PC{0,300}") {
        drop(check_file(text.as_bytes()));
        drop(huiyin_books::bank::read_marked(&text));
        drop(huiyin_books::bank::read_marked(&format!("<OFX>{text}")));
        drop(huiyin_books::bank::read_marked(&format!("<Document><BkToCstmrStmt>{text}")));
    }
}
