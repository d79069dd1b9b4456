//! The book of an estate with a million lines beside one with ten thousand: the page of the book
//! reads sums and fifty lines, so it asks no more of the long one; the check reads every line once.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use huiyin_app::machine::{OsEntropy, SystemClock};
use huiyin_books::{Basis, Code, Kind, Line, What};
use huiyin_compounds::demo::ESTATES;
use huiyin_compounds::model::ledger::Behind;
use huiyin_compounds::store::ledger::{books, lines, posted};
use huiyin_kernel::{Clock as _, Date, Money};
use serde_json::{Value, json};

use crate::district::{District, binary};
use crate::load::{Pages, rounded};
use crate::pages::{measure as measure_page, sign_in};
use crate::say;
use crate::server::Server;
use crate::stopwatch::Stopwatch;

/// The book of the demo in which nothing is closed yet.
const ESTATE: usize = 1;
/// Lines written in one transaction.
const PIECE: u64 = 20_000;
/// How far the lines reach back.
const DAYS: u64 = 3_650;
/// Whoever looks at the book.
const LOGIN: &str = "supervisor";

/// Measures the page and the check over each number of lines, the smallest first.
pub async fn measure(ground: &Path, sizes: &[u64], seconds: Duration) -> Result<Value> {
    let district = District::demo(ground, "ledger", None)?;
    let page = format!("/desk/estates/{}/ledger", ESTATES[ESTATE].id());
    let mut figures = Vec::new();
    let mut smallest: Option<(f64, f64)> = None;
    for size in sizes {
        say(&format!("a book of {size} lines …"));
        let watch = Stopwatch::start();
        fill(&district, *size).await?;
        let filling = watch.elapsed().as_secs_f64();
        let server = Server::start(&district).await?;
        let cookie = sign_in(&server, LOGIN).await?;
        // From the middle of the book, so that no page is the first or the last.
        let older = format!("{page}?before={}", size / 2);
        let pages = Pages::new(&[page.clone(), older], &[&cookie], "<main");
        let figure = measure_page(&server, "ledger", pages, 1, seconds).await?;
        server.stop().await?;
        let check = check(&district)?;
        let (_, times) = figure.json();
        let median = times["p50_ms"].as_f64().unwrap_or_default();
        let (first_page, first_check) = *smallest.get_or_insert((median, check));
        figures.push(json!({
            "lines": size,
            "filled_seconds": rounded(filling),
            "page": times,
            "check_seconds": rounded(check),
            "page_to_smallest": rounded(median / first_page.max(0.001)),
            "check_to_smallest": rounded(check / first_check.max(0.001)),
        }));
    }
    Ok(Value::Array(figures))
}

/// How long `huiyin ledger check` takes over every book of the district; one that does not hold
/// measures nothing.
fn check(district: &District) -> Result<f64> {
    let watch = Stopwatch::start();
    let mut command = Command::new(binary()?);
    command.args(["ledger", "check", "--data"]);
    command.arg(district.folder()).stdin(Stdio::null());
    let output = command.output()?;
    if !output.status.success() {
        bail!("ledger check: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(watch.elapsed().as_secs_f64())
}

/// Lines through the store's own functions, each with its row in the journal, up to so many.
async fn fill(district: &District, size: u64) -> Result<()> {
    let house = district.open().await?;
    let entropy = OsEntropy;
    let now = SystemClock.now();
    let today = now.date();
    let estate = ESTATES[ESTATE].id();
    loop {
        let mut tx = house.db.write().await?;
        let book = books::of_estate(&mut tx, estate).await?;
        let mut book = book.context("the demo has a book there")?;
        let last = size.min(book.last_number + PIECE);
        if book.last_number >= size {
            break;
        }
        for number in book.last_number + 1..=last {
            let line = line(number, today)?;
            let new = lines::New {
                book: book.id,
                line: &line,
                evidence_blob: None,
                behind: Behind::default(),
                now,
                actor: "bench",
            };
            lines::insert(&mut tx, &house.keys, &entropy, &new).await?;
            book.last_number = number;
            books::update(&mut tx, &mut book).await?;
            let body = posted::body(&line, new.behind);
            books::record(&mut tx, &book, ("posted", &body), "bench", now).await?;
        }
        tx.commit().await?;
    }
    house.db.close().await;
    Ok(())
}

/// A line of a long book: income of every kind, and here and there something spent.
fn line(number: u64, today: Date) -> Result<Line> {
    let back = i64::try_from(number.wrapping_mul(7_919) % DAYS)?;
    let amount = Money::from_fen(i64::try_from(100 + number % 90_000)?);
    let kind = Kind::COMMON[usize::try_from(number % 5)?];
    let what = if number.is_multiple_of(6) {
        What::Spent {
            amount,
            purpose: "维修".to_owned(),
            evidence: Some("发票".to_owned()),
            urgent: false,
        }
    } else {
        What::Income {
            payer: format!("付款人{}", number % 500),
            gross: amount,
            cost: Money::ZERO,
            cost_evidence: None,
            tax: Money::ZERO,
            net: amount,
        }
    };
    // One in fifty has nothing behind it and is marked.
    let contract = (!number.is_multiple_of(50)).then(|| "合同".to_owned());
    Ok(Line {
        number,
        date: today.plus_days(-back),
        account: "a1".parse::<Code>()?,
        kind,
        what,
        basis: Basis {
            contract,
            decision: None,
        },
    })
}
