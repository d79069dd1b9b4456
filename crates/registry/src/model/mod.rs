//! The words of the registry: areas, bodies, accounts and posts.

mod account;
mod area;
mod body;
mod session;
mod way_in;

pub use account::{Account, Grade, Held, NewAccount};
pub use area::{Area, AreaKind};
pub use body::{Body, BodyKind, Level, Spelling};
pub use session::{First, Session};
pub use way_in::{OutsideIdentity, Passkey, WayIn, WayInKind};

/// A word in the database that this program does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a word of the registry")]
pub struct UnknownWord(pub String);

/// An enum whose values are words in the database, in addresses and in locale keys.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$inner])* $variant),* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|it| it.as_str() == text)
                    .ok_or_else(|| $crate::model::UnknownWord(text.to_owned()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.as_str())
            }
        }
    };
}
use words;
