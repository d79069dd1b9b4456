//! The books from outside: posting, reversing, statements, checks, bank files, the real hledger.

mod bank;
mod check;
mod hledger;
mod posting;
mod sample;
mod walk;
