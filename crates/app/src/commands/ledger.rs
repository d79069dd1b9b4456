//! `huiyin ledger …`: the owners' books, proven and given out, from a file or the district's own.

use std::fs::File;
use std::io::{self, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use huiyin_books::{
    Book, FileError, Finding, Report, Totals, check_file, read_book, write_journal,
};

use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Failure, Opening, Terminal};

/// Findings that are shown one by one; the JSON has more.
const FINDINGS_SHOWN: usize = 50;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 逐行核对账本和每一份收支表 ｜ Prove each line and each statement
    Check(Options),
    /// 导出账本 ｜ Give out the book
    Export {
        /// 导出 hledger 日记账 ｜ As a journal for hledger
        #[arg(long, required = true)]
        hledger: bool,
        /// 小区名称 ｜ The estate’s name, where there are several books
        #[arg(long)]
        estate: Option<String>,
        #[command(flatten)]
        options: Options,
    },
}

#[derive(Debug, Args)]
pub struct Options {
    /// 账本文件（JSON），- 为标准输入；不给则读本区的账 ｜ A book as JSON, or - for standard input; the district's own books where it is left out
    file: Option<PathBuf>,
    #[command(flatten)]
    place: PlaceArgs,
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Check(options) => check(options, terminal).await,
        Verb::Export {
            options, estate, ..
        } => export(options, estate.as_deref()).await,
    }
}

fn open(file: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = File::open(file).map_err(|error| Failure::file(file, &error))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, opened)))
}

fn unreadable(error: &FileError) -> Failure {
    let zh = match error {
        FileError::Json(_) => format!("文件不是账本，或已损坏：{error}"),
        FileError::Unit => "文件须写明 \"unit\": \"fen\"：金额一律是整数分。".to_owned(),
        FileError::TooLong => "文件的行数、账户数或收支表数超过一本账的上限。".to_owned(),
        FileError::TooMuch(_) => format!("金额之和超出范围，核对中止：{error}"),
    };
    Failure::new(zh, error.to_string())
}

/// The estate's name, and what was found in its book.
type Checked = (String, Report);

async fn check(options: &Options, terminal: Terminal) -> CommandResult {
    let checked: Vec<Checked> = match &options.file {
        Some(file) => {
            let reader = open(file)?;
            let task = tokio::task::spawn_blocking(move || check_file(reader));
            let report = task.await.map_err(|error| super::defect(&error))?;
            vec![(String::new(), report.map_err(|error| unreadable(&error))?)]
        }
        None => proven(options).await?,
    };
    for (estate, report) in &checked {
        tell(estate, report, terminal);
    }
    if checked.is_empty() {
        terminal.note("本区还没有账本。", "This district has no books yet.");
    }
    let holds = checked.iter().all(|(_, report)| report.holds());
    let books: Vec<serde_json::Value> = checked
        .iter()
        .map(|(estate, report)| serde_json::json!({ "estate": estate, "report": report }))
        .collect();
    terminal.result(&serde_json::json!({ "holds": holds, "books": books }));
    Ok(if holds { Exit::Fine } else { Exit::Findings })
}

/// Every book of the district, proven.
async fn proven(options: &Options) -> Result<Vec<Checked>, Failure> {
    let (house, _) = super::open(&options.place, Opening::AsItIs).await?;
    let proven = huiyin_compounds::ops::ledger::check_all(&house.db).await;
    let proven = proven.map_err(|error| super::defect(&error))?;
    let too_much = |error| unreadable(&FileError::TooMuch(error));
    proven
        .into_iter()
        .map(|(estate, report)| Ok((estate, report.map_err(too_much)?)))
        .collect()
}

fn tell(estate: &str, report: &Report, terminal: Terminal) {
    let shown = report.findings.iter().take(FINDINGS_SHOWN);
    for finding in shown {
        let (zh, en) = sentence(finding);
        terminal.note(format!("{estate} {zh}"), format!("{estate} {en}"));
    }
    let (lines, statements, flagged) = (report.lines, report.statements, report.flagged);
    if report.holds() {
        terminal.note(
            format!(
                "{estate} 账本成立：{lines} 行，{statements} 行收支表，{flagged} 行缺依据或凭证。"
            ),
            format!(
                "{estate} The book holds: {lines} lines, {statements} rows of statements, {flagged} lines lack a basis or evidence."
            ),
        );
    } else {
        let count = report.findings.len() as u64 + report.more_findings;
        terminal.note(
            format!("{estate} 账本不成立：{count} 处。"),
            format!("{estate} The book does not hold: {count} findings."),
        );
    }
}

fn sentence(finding: &Finding) -> (String, String) {
    let (zh, en) = match (finding.line, finding.statement) {
        (Some(line), _) => (format!("第 {line} 行"), format!("line {line}")),
        (None, Some(row)) => (format!("收支表第 {row} 行"), format!("statement row {row}")),
        (None, None) => ("账本".to_owned(), "book".to_owned()),
    };
    let problem = finding.problem.name();
    let figures = match (&finding.found, &finding.expected) {
        (Some(found), Some(expected)) => format!("：{found} ≠ {expected}"),
        (Some(found), None) => format!("：{found}"),
        _ => String::new(),
    };
    (
        format!("{zh}：{}{figures}", chinese(finding)),
        format!("{en}: {}{figures}", problem.replace('_', " ")),
    )
}

fn chinese(finding: &Finding) -> &'static str {
    use huiyin_books::Problem as P;
    match finding.problem {
        P::NumberGap => "编号不连续，可能缺行",
        P::DateOutOfRange => "日期超出范围",
        P::Negative => "金额为负",
        P::TooLarge => "金额过大",
        P::NothingInIt => "没有金额",
        P::NetDiffers => "净额不等于收入减成本减税",
        P::UnknownAccount => "账户不存在",
        P::AccountTwice => "账户重复",
        P::NotAFund => "不是维修资金账户",
        P::TransferToItself => "转入了原账户",
        P::FundNeedsDecision => "动用维修资金缺少决定",
        P::PaidOutByDecision => "向业主分配缺少决定，或动用了维修资金",
        P::OpeningTwice => "期初重复",
        P::ReversalOfReversal => "冲销了冲销",
        P::ReversedTwice => "同一行冲销两次",
        P::ReversesNothing => "冲销的行不存在",
        P::ReversalDiffers => "冲销与原行不一致",
        P::PostedIntoClosed => "记入了已结账的期间",
        P::LegsDiffer => "借贷不平",
        P::StatementPeriod => "期间不是整月",
        P::StatementDoesNotBalance => "期初加收入减成本减支出减转入维修资金不等于期末",
        P::StatementDiffers => "与各行合计不符",
        P::MonthsDiffer => "按月合计与各行不符",
        P::SumTooLarge => "合计超出范围",
        P::NotAsPosted => "与记账时的办理记录不符",
        P::NotPosted => "办理记录中没有记过这一行",
        P::LineGone => "办理记录中有这一行，账本里没有",
        P::LastNumberDiffers => "最后一行的编号与办理记录不符",
        P::BookGone => "账本已不在，只剩办理记录",
    }
}

async fn export(options: &Options, estate: Option<&str>) -> CommandResult {
    let mut books = match &options.file {
        Some(file) => vec![read_book(open(file)?).map_err(|error| unreadable(&error))?],
        None => own_books(options).await?,
    };
    if let Some(estate) = estate {
        books.retain(|book| book.estate == estate);
    }
    let [book] = books.as_slice() else {
        let names: Vec<&str> = books.iter().map(|book| book.estate.as_str()).collect();
        let names = names.join("、");
        return Err(Failure::new(
            format!("一份日记账只放一本账。请用 --estate 指明小区：{names}"),
            format!("A journal holds one book. Name the estate with --estate: {names}"),
        ));
    };
    let too_much = |error| unreadable(&FileError::TooMuch(error));
    let mut totals = Totals::default();
    for line in &book.lines {
        totals.add(line).map_err(too_much)?;
    }
    let stocks = totals.stocks().map_err(too_much)?;
    let mut out = Vec::new();
    write_journal(&mut out, &book.accounts, &book.lines, &stocks)
        .map_err(|error| super::defect(&error))?;
    // Whoever listened may have left.
    drop(io::stdout().write_all(&out));
    Ok(Exit::Fine)
}

/// Every book of the district.
async fn own_books(options: &Options) -> Result<Vec<Book>, Failure> {
    let (house, _) = super::open(&options.place, Opening::AsItIs).await?;
    let books = huiyin_compounds::ops::ledger::books(&house.db).await;
    books.map_err(|error| super::defect(&error))
}
