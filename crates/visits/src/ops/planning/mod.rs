//! Plans: sought in the background, looked at, moved by hand, taken.

mod make;
mod moving;
mod question;
mod runs;
mod take;

pub use make::{make_plan, start_plan};
pub use moving::{MovePreview, Place, Wish, move_stop, preview_move};
pub use question::{Question, question};
pub use runs::{Progress, Runs};
pub use take::{load_plan, take_plan};
