//! Rows of this slice, and nothing else: what they mean is decided in `rules`.

pub mod badges;
pub mod by_hand;
pub mod counted;
pub mod door_reveals;
pub mod dwellings;
pub mod estates;
pub mod facts;
pub mod findings;
pub mod forms;
pub mod photos;
pub mod plans;
pub mod progress;
pub mod proof;
pub mod reasons;
pub mod results;
pub mod rounds;
pub mod submissions;
pub mod teams;
pub mod texts;
pub mod visits;
