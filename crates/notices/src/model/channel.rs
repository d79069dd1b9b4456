use huiyin_kernel::named;

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
