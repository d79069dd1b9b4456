use huiyin_kernel::named;

named! {
    /// The name of a state, for storage, search and the table of transitions.
    StateName {
        Received = "received",
        Accepted = "accepted",
        Rejected = "rejected",
        Merged = "merged",
        Dispatched = "dispatched",
        Acknowledged = "acknowledged",
        Returned = "returned",
        Contacted = "contacted",
        InProgress = "in_progress",
        Suspended = "suspended",
        Answered = "answered",
        Verified = "verified",
        Closed = "closed",
        Reopened = "reopened",
        Withdrawn = "withdrawn",
    }
}

impl StateName {
    /// Every state in which somebody still owes the reporter something.
    pub const OPEN: &'static [Self] = &[
        Self::Received,
        Self::Accepted,
        Self::Dispatched,
        Self::Acknowledged,
        Self::Returned,
        Self::Contacted,
        Self::InProgress,
        Self::Suspended,
        Self::Answered,
        Self::Verified,
        Self::Reopened,
    ];

    /// The states in which a body leads and its clock matters.
    pub const AT_WORK: &'static [Self] = &[
        Self::Dispatched,
        Self::Acknowledged,
        Self::Returned,
        Self::Contacted,
        Self::InProgress,
        Self::Suspended,
        Self::Reopened,
    ];

    pub const fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Rejected | Self::Merged | Self::Closed | Self::Withdrawn
        )
    }

    /// `status` of Open311 GeoReport v2.
    pub const fn open311_status(self) -> &'static str {
        if self.is_open() { "open" } else { "closed" }
    }
}
