//! Stories through the router, on both databases.

mod api;
mod board;
mod echo;
mod house;
mod pages;
mod photos;
mod report;
