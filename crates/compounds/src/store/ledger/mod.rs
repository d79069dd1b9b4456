//! Rows of the books. Lines are inserted and never touched again.

pub mod audits;
pub mod bank;
pub mod behind;
pub mod books;
pub mod lines;
pub mod months;
pub mod posted;
pub mod shares;
