use huiyin_kernel::named;

named! {
    /// On what somebody's data may be used (PIPL, article 13).
    Basis {
        StatutoryDuty = "statutory_duty",
        Consent = "consent",
        SeparateConsent = "separate_consent",
        Emergency = "emergency",
    }
}

named! {
    /// What data are used for, each with a notice of its own.
    Purpose {
        Handling = "handling",
        Contact = "contact",
        Sensitive = "sensitive",
        Photos = "photos",
        Publication = "publication",
        Statistics = "statistics",
        Security = "security",
    }
}

impl Purpose {
    pub const fn basis(self) -> Basis {
        match self {
            Self::Handling | Self::Statistics | Self::Security => Basis::StatutoryDuty,
            Self::Contact | Self::Photos | Self::Publication => Basis::Consent,
            Self::Sensitive => Basis::SeparateConsent,
        }
    }
}

named! {
    /// What an impact must be assessed for before it begins (PIPL, article 55).
    Cause {
        SensitiveData = "sensitive_data",
        AutomatedDecision = "automated_decision",
        Entrusting = "entrusting",
        Sharing = "sharing",
        Publishing = "publishing",
        Abroad = "abroad",
        OtherEffect = "other_effect",
    }
}
