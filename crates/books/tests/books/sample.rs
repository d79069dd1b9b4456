use huiyin_books::{
    Account, Basis, Book, BookFacts, Code, Destination, Draft, Holder, Kind, Line, Original,
    Refused, What, post, reverse,
};
use huiyin_kernel::{Date, Money};

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub fn yuan(yuan: i32) -> Money {
    Money::from_yuan(yuan)
}

/// A book under test, through the real rules only.
pub struct Bench {
    pub book: Book,
    pub today: Date,
    pub closed: Option<Date>,
    pub destination: Destination,
}

impl Bench {
    pub fn new() -> Self {
        let account = |name: &str, holder| Account {
            code: code(name),
            name: format!("户 {name}"),
            holder,
        };
        Self {
            book: Book {
                unit: "fen".to_owned(),
                accounts: vec![
                    account("a1", Holder::Owners),
                    account("a2", Holder::District),
                    account("f1", Holder::Fund),
                ],
                ..Book::default()
            },
            today: day("2026-07-01"),
            closed: None,
            destination: Destination {
                allowed: vec![Holder::Owners, Holder::District],
            },
        }
    }

    fn facts(&self, stock: Option<(&Code, Kind)>) -> BookFacts<'_> {
        let has = |line: &Line| stock == Some((&line.account, line.kind));
        BookFacts {
            accounts: &self.book.accounts,
            closed_through: self.closed,
            today: self.today,
            last_number: self.book.lines.len() as u64,
            stock_has_lines: self.book.lines.iter().any(has),
            destination: &self.destination,
        }
    }

    pub fn post(&mut self, draft: Draft) -> Result<u64, Refused> {
        let (account, kind) = (draft.account.clone(), draft.kind);
        let line = post(&self.facts(Some((&account, kind))), draft)?;
        self.book.lines.push(line);
        Ok(self.book.lines.len() as u64)
    }

    pub fn reverse(&mut self, number: u64, date: &str) -> Result<u64, Refused> {
        let line = &self.book.lines[usize::try_from(number).unwrap() - 1];
        let of_it = |it: &&Line| matches!(it.what, What::Reversal { of, .. } if of == number);
        let reversed_by = self.book.lines.iter().find(of_it).map(|it| it.number);
        let original = Original { line, reversed_by };
        let line = reverse(&self.facts(None), &original, day(date), "记错了")?;
        self.book.lines.push(line);
        Ok(self.book.lines.len() as u64)
    }
}

pub fn draft(date: &str, account: &str, kind: Kind, what: What) -> Draft {
    Draft {
        date: day(date),
        account: code(account),
        kind,
        what,
        basis: Basis {
            contract: Some("合同 7".to_owned()),
            decision: Some("业委会 2026-3".to_owned()),
        },
    }
}

pub fn income(gross: i32, cost: i32, tax: i32) -> What {
    What::Income {
        payer: "停车公司".to_owned(),
        gross: yuan(gross),
        cost: yuan(cost),
        cost_evidence: (cost > 0).then(|| "发票 12".to_owned()),
        tax: yuan(tax),
        net: yuan(gross - cost - tax),
    }
}

pub fn spent(amount: i32) -> What {
    What::Spent {
        amount: yuan(amount),
        purpose: "电梯修理".to_owned(),
        evidence: Some("发票 13".to_owned()),
        urgent: false,
    }
}

pub fn transfer(amount: i32, into: &str) -> What {
    What::Transfer {
        amount: yuan(amount),
        into: code(into),
    }
}

/// Two quarters with everything in them.
pub fn two_quarters() -> Bench {
    let mut bench = Bench::new();
    let to_fund = What::ToFund {
        amount: yuan(400),
        into: code("f1"),
    };
    let opening = |amount| What::Opening {
        amount: yuan(amount),
    };
    for it in [
        draft("2026-01-05", "a1", Kind::Parking, opening(1000)),
        draft("2026-01-05", "f1", Kind::Fund, opening(50_000)),
        draft("2026-02-10", "a1", Kind::Parking, income(900, 100, 27)),
        draft("2026-03-11", "a1", Kind::Adverts, income(300, 0, 9)),
        draft("2026-04-01", "a1", Kind::Parking, to_fund),
        draft("2026-05-20", "f1", Kind::Fund, spent(12_000)),
        draft("2026-06-30", "a1", Kind::Adverts, spent(50)),
    ] {
        bench.post(it).unwrap();
    }
    bench.reverse(7, "2026-06-30").unwrap();
    bench
}
