//! Rounds, teams and plans as the house runs them, on both databases.

mod house;
mod pages;
mod planning;
mod setting_up;
