use huiyin_kernel::named;

named! {
    /// Where a matter came from.
    Source {
        Visit = "visit",
        Web = "web",
        Counter = "counter",
        Phone = "phone",
        Hotline = "hotline",
        Grid = "grid",
        Meeting = "meeting",
        Petition = "petition",
        Media = "media",
    }
}

named! {
    /// What the reporter wants: 咨询, 求助, 投诉, 举报, 建议, 表扬.
    Kind {
        Enquiry = "enquiry",
        Help = "help",
        Complaint = "complaint",
        Report = "report",
        Suggestion = "suggestion",
        Praise = "praise",
    }
}

named! {
    /// A physical object (部件) goes first to its owner, a behaviour (事件) first to the area.
    Nature {
        Asset = "asset",
        Event = "event",
        Other = "other",
    }
}

named! {
    Urgency {
        Normal = "normal",
        Urgent = "urgent",
        Emergency = "emergency",
    }
}

named! {
    /// What of a person goes when a matter forgets.
    Forgotten {
        /// Everything that somebody asked to be deleted.
        Person = "person",
        /// Names, phones and the exact place; what remains of the texts names nobody.
        Contact = "contact",
        Photos = "photos",
        /// The summary and the photos on the public board.
        Publication = "publication",
        /// Somebody who joined: their code and how they could be reached.
        Joined = "joined",
    }
}

named! {
    /// How people spoke with each other.
    Channel {
        Link = "link",
        Phone = "phone",
        Door = "door",
        Counter = "counter",
        Message = "message",
    }
}

named! {
    /// The six ways of not taking a matter on (rule M5); each tells the reporter where to go.
    RejectCode {
        Emergency = "emergency",
        OtherStatutoryChannel = "other_statutory_channel",
        Repeated = "repeated",
        SecretOrPrivate = "secret_or_private",
        MarketOrSocialChannel = "market_or_social_channel",
        Unlawful = "unlawful",
    }
}

named! {
    EmergencyNumber {
        Police = "110",
        Fire = "119",
        Ambulance = "120",
        Traffic = "122",
    }
}

named! {
    /// What the handling body achieved; kept apart from the state.
    OutcomeName {
        Solved = "solved",
        Partly = "partly",
        Explained = "explained",
        Refused = "refused",
        Referred = "referred",
    }
}

named! {
    /// What the reporter says about it. `Unasked` belongs to imported history only.
    CallBackResult {
        Solved = "solved",
        Partly = "partly",
        NotSolved = "not_solved",
        NotReached = "not_reached",
        Unasked = "unasked",
    }
}

named! {
    /// Grades of satisfaction, the best first; 未评价 is the absence of a rating.
    Rating {
        VeryContent = "very_content",
        Content = "content",
        FairlyContent = "fairly_content",
        NotContent = "not_content",
        VeryNotContent = "very_not_content",
    }
}

named! {
    /// Which grades are offered (rule 2.4): preset A with three, preset B (好差评) with five.
    RatingScale {
        Three = "three",
        Five = "five",
    }
}

impl RatingScale {
    pub const fn grades(self) -> &'static [Rating] {
        match self {
            Self::Three => &[Rating::Content, Rating::FairlyContent, Rating::NotContent],
            Self::Five => Rating::ALL,
        }
    }
}

named! {
    ReopenCause {
        NotSolved = "not_solved",
        Reporter = "reporter",
        Supervisor = "supervisor",
        AskedAgain = "asked_again",
    }
}

named! {
    /// Why a matter may be left out of the rates; printed in the report.
    ExclusionReason {
        NotReal = "not_real",
        BeyondPowers = "beyond_powers",
        UnreasonableDemand = "unreasonable_demand",
        OutsideCause = "outside_cause",
        WrongRegistration = "wrong_registration",
    }
}

named! {
    /// What the reconciler may find to be due on a matter.
    Step {
        IntakeWaiting = "intake_waiting",
        DispatchWaiting = "dispatch_waiting",
        DispatchUnread = "dispatch_unread",
        ReturnWaiting = "return_waiting",
        RequestWaiting = "request_waiting",
        ContactOverdue = "contact_overdue",
        WhistleOverdue = "whistle_overdue",
        BeforeDue = "before_due",
        AtDue = "at_due",
        OverdueOneDay = "overdue_one_day",
        OverdueThreeDays = "overdue_three_days",
        OverdueSevenDays = "overdue_seven_days",
        CallBackWaiting = "call_back_waiting",
    }
}

impl Step {
    /// How far up the line of responsibility the step is shown: 0 is the body itself, 1 the
    /// supervisor, 2 the district, 3 the leader answerable.
    pub const fn level(self) -> u8 {
        match self {
            Self::BeforeDue | Self::AtDue | Self::CallBackWaiting => 0,
            Self::OverdueThreeDays => 2,
            Self::OverdueSevenDays => 3,
            _ => 1,
        }
    }
}
