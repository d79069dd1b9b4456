//! The journal before the real hledger. Left out by the plain run; the run that has the program
//! calls it by the name of its module.

mod hledger_program {
    use std::collections::BTreeMap;
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    use huiyin_books::{Kind, Totals, What, write_journal};
    use huiyin_kernel::Money;

    use crate::sample::{Bench, draft, income, transfer, two_quarters};

    fn journal(bench: &Bench) -> (String, Vec<(huiyin_books::Code, Kind, Money)>) {
        let mut totals = Totals::default();
        for line in &bench.book.lines {
            totals.add(line).unwrap();
        }
        let stocks = totals.stocks().unwrap();
        let mut out = Vec::new();
        write_journal(&mut out, &bench.book.accounts, &bench.book.lines, &stocks).unwrap();
        (String::from_utf8(out).unwrap(), stocks)
    }

    fn hledger(journal: &str, arguments: &[&str]) -> (bool, String) {
        let mut child = Command::new("hledger")
            .args(["-f", "-"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(journal.as_bytes())
            .unwrap();
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stdout).into_owned();
        let errors = String::from_utf8_lossy(&ended.stderr).into_owned();
        (ended.status.success(), said + &errors)
    }

    fn balances(journal: &str) -> BTreeMap<String, Money> {
        let (well, said) = hledger(journal, &["balance", "--flat", "-O", "csv", "-N", "assets"]);
        assert!(well, "{said}");
        said.lines()
            .skip(1)
            .map(|line| {
                let (name, amount) = line.split_once("\",\"").unwrap();
                let amount = Money::parse(amount.trim_matches('"')).unwrap();
                (name.trim_matches('"').to_owned(), amount)
            })
            .collect()
    }

    #[test]
    #[ignore = "needs the program hledger"]
    fn hledger_recomputes_every_balance() {
        let mut bench = two_quarters();
        let mut odd = draft("2026-06-01", "a1", Kind::Other, income(7, 1, 0));
        odd.basis.contract = Some("甲; 乙:丙,\n  assets:a1:other  CNY 99".to_owned());
        bench.post(odd).unwrap();
        let moved = draft("2026-06-02", "a1", Kind::Parking, transfer(300, "a2"));
        bench.post(moved).unwrap();
        let (text, stocks) = journal(&bench);
        let (strict, said) = hledger(&text, &["check", "--strict"]);
        assert!(strict, "{said}\n{text}");
        let told = balances(&text);
        let ours: BTreeMap<String, Money> = stocks
            .iter()
            .filter(|(_, _, stock)| !stock.is_zero())
            .map(|(account, kind, stock)| (format!("assets:{account}:{kind}"), *stock))
            .collect();
        assert_eq!(told, ours);
        assert_eq!(told.len(), 5);
    }

    #[test]
    #[ignore = "needs the program hledger"]
    fn hledger_refuses_a_journal_whose_line_was_changed() {
        let mut bench = two_quarters();
        let (_, stocks) = journal(&bench);
        if let What::Income { gross, net, .. } = &mut bench.book.lines[2].what {
            *gross = gross.plus(Money::from_fen(1)).unwrap();
            *net = net.plus(Money::from_fen(1)).unwrap();
        }
        let mut out = Vec::new();
        write_journal(&mut out, &bench.book.accounts, &bench.book.lines, &stocks).unwrap();
        let (well, said) = hledger(&String::from_utf8(out).unwrap(), &["check"]);
        assert!(!well && said.contains("assert"), "{said}");
    }
}
