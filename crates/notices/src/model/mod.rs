//! The words of this slice: ways to somebody, what may become of a notice, and the sentences
//! that exist.

mod channel;
mod notice;
mod order;
mod template;

pub use channel::{Channel, Fate, Rhythm};
pub use notice::Notice;
pub use order::{Order, Unsendable};
pub use template::{TEMPLATES, Template, template};
