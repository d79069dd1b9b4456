//! What is taken from strangers, and no more.

use huiyin_kernel::Money;

/// One amount on one line: ten thousand million yuan. A million such lines still sum.
pub const AMOUNT_MAX: Money = Money::from_fen(1_000_000_000_000);
/// Letters of a payer, a purpose, a reason, a contract or a piece of evidence.
pub const TEXT_MAX: usize = 200;
/// Letters of an account's code and of its name.
pub const CODE_MAX: usize = 40;
pub const NAME_MAX: usize = 80;
/// Accounts of one estate.
pub const ACCOUNTS_MAX: usize = 200;
/// Stocks by month that a statement is made of: accounts × kinds × months.
pub const CELLS_MAX: usize = 200_000;
/// Lines of one book.
pub const LINES_MAX: u64 = 5_000_000;
/// Findings that are told one by one; the rest is counted.
pub const FINDINGS_MAX: usize = 1_000;
/// Statements and closings in one file.
pub const STATEMENTS_MAX: usize = 20_000;
/// Units over which one amount is divided.
pub const UNITS_MAX: usize = 200_000;
/// Years in which a line can have a date.
pub const YEARS: std::ops::RangeInclusive<i16> = 1980..=2199;
/// Rows of one bank file, and bytes of one that is not a table.
pub const BANK_ROWS_MAX: usize = 50_000;
pub const BANK_BYTES_MAX: usize = 20 * 1024 * 1024;
