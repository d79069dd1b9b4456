//! Tables with the column names that Chinese banks use.

use huiyin_kernel::Money;

use super::{BankError, BankFile, BankRow, RowFault, RowProblem, chain, day, short, tail};
use crate::limits::{AMOUNT_MAX, BANK_ROWS_MAX};

/// Which column holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    date: Option<usize>,
    credit: Option<usize>,
    debit: Option<usize>,
    amount: Option<usize>,
    direction: Option<usize>,
    balance: Option<usize>,
    counterpart: Option<usize>,
    memo: Option<usize>,
    reference: Option<usize>,
    currency: Option<usize>,
    account: Option<usize>,
}

const DATE: &[&str] = &[
    "交易日期",
    "交易日",
    "记账日期",
    "记账日",
    "入账日期",
    "日期",
    "交易时间",
    "记账时间",
    "交易日期时间",
    "date",
];
const CREDIT: &[&str] = &[
    "贷方金额",
    "贷方发生额",
    "贷方发生额(收入)",
    "收入金额",
    "收入",
    "存入金额",
    "存入",
    "转入金额",
    "贷方",
    "贷方发生额/元(收入)",
    "贷方(收入)",
    "credit",
];
const DEBIT: &[&str] = &[
    "借方金额",
    "借方发生额",
    "借方发生额(支取)",
    "支出金额",
    "支出",
    "支取金额",
    "取出",
    "转出金额",
    "借方",
    "借方发生额/元(支取)",
    "借方(支出)",
    "debit",
];
const AMOUNT: &[&str] = &["交易金额", "发生额", "金额", "收支金额", "amount"];
const DIRECTION: &[&str] = &[
    "借贷标志",
    "借贷方向",
    "借贷",
    "收支",
    "收/支",
    "收支标志",
    "收付标志",
    "借/贷",
    "direction",
];
/// What a direction may say, in full: a word that only begins so, as 收费 does, tells another thing.
const OUT: &[&str] = &[
    "借", "借方", "支", "支出", "支取", "付", "付款", "出", "转出", "取款", "D", "DR", "DEBIT",
    "DBIT",
];
const IN: &[&str] = &[
    "贷", "贷方", "收", "收入", "收款", "进", "转入", "存入", "C", "CR", "CREDIT", "CRDT",
];
const BALANCE: &[&str] = &[
    "余额",
    "账户余额",
    "交易后余额",
    "当前余额",
    "联机余额",
    "本次余额",
    "balance",
];
const COUNTERPART: &[&str] = &[
    "对方户名",
    "对方名称",
    "对方账户名称",
    "对方账号名称",
    "交易对方",
    "对手户名",
    "对方单位",
    "对方单位名称",
    "对方账户名",
    "对手方名称",
    "counterpart",
];
const MEMO: &[&str] = &[
    "摘要",
    "附言",
    "用途",
    "备注",
    "交易摘要",
    "交易说明",
    "memo",
];
const REFERENCE: &[&str] = &[
    "交易流水号",
    "流水号",
    "凭证号",
    "凭证号码",
    "交易流水",
    "日志号",
    "核心流水号",
    "账户明细编号-交易流水号",
    "业务编号",
    "reference",
];
const CURRENCY: &[&str] = &["币种", "币别", "交易币种", "currency"];
const ACCOUNT: &[&str] = &["账号", "本方账号", "卡号", "账户", "查询账号", "account"];

fn normal(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}')
        .map(|letter| match letter {
            '（' => '(',
            '）' => ')',
            '／' => '/',
            other => other.to_ascii_lowercase(),
        })
        .collect::<String>()
        .trim_end_matches("(元)")
        .trim_end_matches("(人民币)")
        .to_owned()
}

impl Columns {
    /// Finds the columns by their names; the names that come first in our lists win.
    pub fn by_header(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| normal(name)).collect();
        let find = |wanted: &[&str]| {
            wanted
                .iter()
                .find_map(|wanted| names.iter().position(|name| name == wanted))
        };
        Self {
            date: find(DATE),
            credit: find(CREDIT),
            debit: find(DEBIT),
            amount: find(AMOUNT),
            direction: find(DIRECTION),
            balance: find(BALANCE),
            counterpart: find(COUNTERPART),
            memo: find(MEMO),
            reference: find(REFERENCE),
            currency: find(CURRENCY),
            account: find(ACCOUNT),
        }
    }

    /// A name that a column we read shares with another: which of them is meant, nobody can say.
    fn twice(&self, header: &[String]) -> Option<String> {
        let names: Vec<String> = header.iter().map(|name| normal(name)).collect();
        let used = [
            self.date,
            self.credit,
            self.debit,
            self.amount,
            self.direction,
            self.balance,
            self.counterpart,
            self.memo,
            self.reference,
            self.currency,
            self.account,
        ];
        used.into_iter()
            .flatten()
            .filter_map(|at| names.get(at))
            .find(|name| names.iter().filter(|other| other == name).count() > 1)
            .map(|name| short(name))
    }

    /// Whether each row has a place that says which way its money went.
    const fn tell_direction(&self) -> bool {
        self.direction.is_some() || self.credit.is_some() && self.debit.is_some()
    }

    /// What is missing before rows can be read; nothing when all is there.
    pub fn missing(&self) -> Option<&'static str> {
        if self.date.is_none() {
            Some("交易日期")
        } else if self.amount.is_none() && (self.credit.is_none() || self.debit.is_none()) {
            Some("收入、支出")
        } else {
            None
        }
    }

    /// Whether a row looks like the header of a bank's table, so that lines above it, with the
    /// bank's name and the account, can be passed over.
    pub fn is_header(header: &[String]) -> bool {
        Self::by_header(header).missing().is_none()
    }
}

/// Reads the rows under a header. A row that is damaged already comes as its number alone.
pub fn read_table(
    header: &[String],
    rows: impl IntoIterator<Item = Result<(u64, Vec<String>), u64>>,
) -> Result<BankFile, BankError> {
    let columns = Columns::by_header(header);
    if let Some(missing) = columns.missing() {
        return Err(BankError::NoColumn(missing));
    }
    if let Some(name) = columns.twice(header) {
        return Err(BankError::ColumnTwice(name));
    }
    let mut file = BankFile::default();
    let mut has_signs = false;
    for row in rows {
        let number = match &row {
            Ok((number, _)) | Err(number) => *number,
        };
        if file.rows.len() + file.faults.len() >= BANK_ROWS_MAX {
            file.faults.push(RowFault {
                row: number,
                problem: RowProblem::TooManyRows,
            });
            break;
        }
        let read = match row {
            Ok((_, cells)) if is_total(&columns, &cells) => continue,
            Ok((number, cells)) => {
                let account = columns.account.and_then(|at| tail(cells.get(at)?));
                match (&file.account_tail, account) {
                    (None, found) => file.account_tail = found,
                    (Some(known), Some(found)) if *known != found => {
                        return Err(BankError::SeveralAccounts);
                    }
                    _ => {}
                }
                let amount = columns.amount.and_then(|at| cells.get(at));
                has_signs |= amount.is_some_and(|text| has_plus(text));
                read_row(&columns, number, &cells)
            }
            Err(_) => Err(RowProblem::Damaged),
        };
        match read {
            Ok(row) => file.rows.push(row),
            Err(problem) => file.faults.push(RowFault {
                row: number,
                problem,
            }),
        }
    }
    has_signs |= file.rows.iter().any(|row| row.amount.is_negative());
    let file = chain::finish(file)?;
    if columns.tell_direction() || has_signs || goes_on(&file) {
        Ok(file)
    } else {
        Ok(undirected(file))
    }
}

/// Whether balances prove on which side the amounts stand.
fn goes_on(file: &BankFile) -> bool {
    let days = file.rows.first().zip(file.rows.last());
    days.is_some_and(|(first, last)| first.date < last.date)
        && file.breaks.is_empty()
        && file.rows.iter().all(|row| row.balance.is_some())
        && file.rows.is_sorted_by_key(|row| row.date)
}

/// Amounts none of which has a sign, with nothing that says their direction: fees would be taken
/// for income, so no row is.
fn undirected(file: BankFile) -> BankFile {
    let mut faults = file.faults;
    faults.extend(file.rows.iter().map(|row| RowFault {
        row: row.row,
        problem: RowProblem::Direction,
    }));
    faults.sort_by_key(|fault| fault.row);
    BankFile {
        faults,
        account_tail: file.account_tail,
        ..BankFile::default()
    }
}

/// Banks end their tables with a sum; it is no movement.
fn is_total(columns: &Columns, cells: &[String]) -> bool {
    let begins = cells.iter().find(|cell| !cell.trim().is_empty());
    let date = columns.date.and_then(|at| cells.get(at));
    let dated = date.is_some_and(|date| day(date).is_some());
    !dated
        && begins.is_some_and(|cell| {
            [
                "合计",
                "总计",
                "小计",
                "本页",
                "共",
                "总笔数",
                "期末余额",
                "期初余额",
            ]
            .iter()
            .any(|word| cell.trim().starts_with(word))
        })
}

fn read_row(columns: &Columns, number: u64, cells: &[String]) -> Result<BankRow, RowProblem> {
    let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", |it| it.trim());
    let date = day(cell(columns.date)).ok_or(RowProblem::Date)?;
    let currency = cell(columns.currency).to_ascii_uppercase();
    let yuan = ["", "CNY", "RMB", "人民币", "人民币元", "001", "01", "156"];
    if !yuan.contains(&currency.as_str()) {
        return Err(RowProblem::Currency);
    }
    let amount = amount(columns, &cell)?;
    let balance = match cell(columns.balance) {
        "" | "-" | "--" => None,
        text => Some(Money::parse(text).map_err(|_| RowProblem::Balance)?),
    };
    if amount.magnitude() > AMOUNT_MAX.magnitude() {
        return Err(RowProblem::TooLarge);
    }
    Ok(BankRow {
        row: number,
        date,
        amount,
        balance,
        counterpart: short(cell(columns.counterpart)),
        memo: short(cell(columns.memo)),
        reference: short(cell(columns.reference)),
        key: String::new(),
    })
}

fn amount<'c>(
    columns: &Columns,
    cell: &impl Fn(Option<usize>) -> &'c str,
) -> Result<Money, RowProblem> {
    let signed = if columns.credit.is_some() && columns.debit.is_some() {
        let (credit, debit) = (money(cell(columns.credit))?, money(cell(columns.debit))?);
        match (credit.is_zero(), debit.is_zero()) {
            (false, true) => credit,
            // A bank may write what went out with or without a minus.
            (true, false) if debit.is_negative() => debit,
            (true, false) => outgoing(debit)?,
            (false, false) => return Err(RowProblem::BothSides),
            (true, true) => Money::ZERO,
        }
    } else {
        let direction = columns.direction.map(|at| cell(Some(at)));
        directed(cell(columns.amount), direction)?
    };
    if signed.is_zero() {
        return Err(RowProblem::Amount);
    }
    Ok(signed)
}

fn money(text: &str) -> Result<Money, RowProblem> {
    match text {
        "" | "-" | "--" => Ok(Money::ZERO),
        text => Money::parse(text).map_err(|_| RowProblem::Amount),
    }
}

fn outgoing(amount: Money) -> Result<Money, RowProblem> {
    amount.negated().ok_or(RowProblem::TooLarge)
}

fn has_plus(text: &str) -> bool {
    text.contains(['+', '＋'])
}

/// One amount beside what its direction says. An amount with a minus keeps it; where no column
/// tells a direction, the amount is as it stands.
fn directed(text: &str, direction: Option<&str>) -> Result<Money, RowProblem> {
    let amount = money(text)?;
    let Some(direction) = direction else {
        return Ok(amount);
    };
    if amount.is_negative() || amount.is_zero() {
        return Ok(amount);
    }
    let direction = direction.to_uppercase();
    if OUT.contains(&direction.as_str()) {
        outgoing(amount)
    } else if IN.contains(&direction.as_str()) || has_plus(text) {
        Ok(amount)
    } else {
        Err(RowProblem::Direction)
    }
}
