//! The book in the journal format of hledger, so that anybody can recompute it with a program
//! that is not ours. Payers, purposes and reasons stay out: they may name a person, and no
//! balance needs them.

use std::io::{self, Write};

use huiyin_kernel::Money;

use crate::account::{Account, Code, Kind};
use crate::legs::{Side, legs};
use crate::line::{Line, What};

/// Writes a journal: declared accounts, one transaction for each line, and at the end an
/// assertion of each stock, which hledger recomputes when it reads the file.
pub fn write_journal<'a>(
    out: &mut impl Write,
    accounts: &[Account],
    lines: impl IntoIterator<Item = &'a Line>,
    stocks: &[(Code, Kind, Money)],
) -> io::Result<()> {
    writeln!(out, "; 回音 Huiyin: {} accounts", accounts.len())?;
    writeln!(out, "commodity CNY 1000.00")?;
    writeln!(out, "decimal-mark .")?;
    writeln!(out)?;
    for account in accounts {
        for kind in Kind::ALL {
            let name = plain(&account.name);
            writeln!(out, "account assets:{}:{kind}  ; {name}", account.code)?;
        }
    }
    writeln!(out, "account equity:opening")?;
    for kind in Kind::ALL {
        for part in ["income", "expenses:cost", "expenses:tax", "expenses:spent"] {
            writeln!(out, "account {part}:{kind}")?;
        }
    }
    let mut last = None;
    for line in lines {
        transaction(out, line)?;
        last = last.max(Some(line.date));
    }
    let Some(last) = last else { return Ok(()) };
    writeln!(out, "\n{last} balances")?;
    for (account, kind, stock) in stocks {
        writeln!(out, "    assets:{account}:{kind}  CNY 0.00 = CNY {stock}")?;
    }
    Ok(())
}

fn transaction(out: &mut impl Write, line: &Line) -> io::Result<()> {
    let legs = legs(&line.account, line.kind, &line.what)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a line without legs"))?;
    let what = match &line.what {
        What::Reversal { of, .. } => format!("reversal of {of}"),
        what => what.name().to_owned(),
    };
    writeln!(
        out,
        "\n{} ({}) {what} {}",
        line.date, line.number, line.kind
    )?;
    for (key, basis) in [
        ("contract", &line.basis.contract),
        ("decision", &line.basis.decision),
    ] {
        if let Some(basis) = basis.as_deref().map(plain).filter(|it| !it.is_empty()) {
            writeln!(out, "    ; {key}: {basis}")?;
        }
    }
    for leg in legs {
        writeln!(out, "    {}  CNY {}", name(&leg.side), leg.amount)?;
    }
    Ok(())
}

fn name(side: &Side) -> String {
    match side {
        Side::Asset(account, kind) => format!("assets:{account}:{kind}"),
        Side::Opening => "equity:opening".to_owned(),
        Side::Income(kind) => format!("income:{kind}"),
        Side::Cost(kind) => format!("expenses:cost:{kind}"),
        Side::Tax(kind) => format!("expenses:tax:{kind}"),
        Side::Spent(kind) => format!("expenses:spent:{kind}"),
    }
}

/// Text that cannot end its line, open a tag or a comment.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|letter: char| {
            letter.is_control()
                || letter.is_whitespace()
                || matches!(letter, ';' | ',' | ':' | '\u{2028}' | '\u{2029}')
        })
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
