/// An enum whose variants have one stable text each: in the database, in JSON, in addresses and
/// at the end of a locale key.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            pub fn from_name(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::from_name(text).ok_or(())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.name())
            }
        }
    };
}

named! {
    /// A way to somebody.
    Channel {
        Sms = "sms",
        Mail = "mail",
        Wecom = "wecom",
        /// A slip that somebody of the community hands over.
        Paper = "paper",
    }
}

named! {
    /// What became of a notice.
    Fate {
        /// It goes out at the next chance.
        Waiting = "waiting",
        /// It waits for the morning, or for the next day.
        Held = "held",
        /// A carrier took it.
        Sent = "sent",
        /// The carrier said that this address cannot be reached.
        Refused = "refused",
        /// No carrier took it in time.
        GivenUp = "given_up",
        /// A later notice said it, or the same was said before.
        Superseded = "superseded",
        /// A slip that nobody has handed over yet.
        ToHandOver = "to_hand_over",
        HandedOver = "handed_over",
    }
}

named! {
    /// How often somebody wants a digest.
    Rhythm {
        Off = "off",
        Daily = "daily",
        Hourly = "hourly",
    }
}

impl Fate {
    /// The person was not told, and somebody should know.
    pub const fn is_unreached(self) -> bool {
        matches!(self, Self::Refused | Self::GivenUp)
    }
}
