//! Named bundles of limits an installation may choose from (rule 2.5).

use crate::model::{ContactLimits, Limits, RatingScale, WorkingDayLimits};

/// Statutory times of a petition, in calendar days; law, so no preset may loosen them.
pub const PETITION_TELL_DAYS: u16 = 15;
pub const PETITION_CONCLUDE_DAYS: u16 = 60;
pub const PETITION_EXTENSION_DAYS: u16 = 30;
pub const PETITION_OBJECTION_WORKING_DAYS: u16 = 5;

pub const NAMES: [&str; 5] = ["huiyin", "sc2026", "sd2020", "sh-street", "bureau"];

const CONTACT: ContactLimits = ContactLimits {
    normal_minutes: 24 * 60,
    urgent_minutes: 2 * 60,
    emergency_minutes: 30,
};
const UNREAD: ContactLimits = ContactLimits {
    normal_minutes: 8 * 60,
    urgent_minutes: 60,
    emergency_minutes: 15,
};

fn with(name: &str, enquiry: u16, help: u16, complaint: u16) -> Limits {
    Limits {
        name: name.to_owned(),
        by_category: false,
        contact: CONTACT,
        working_days: WorkingDayLimits {
            enquiry,
            help,
            complaint,
        },
        extension_working_days: 10,
        return_working_days: 1,
        intake_working_days: 1,
        unread: UNREAD,
        whistle_working_days: 2,
        whistle_urgent_minutes: 30,
        call_back_working_days: 2,
        request_working_days: 1,
        rating_scale: RatingScale::Three,
    }
}

/// Our own default: the values of each category, and these where none is known yet.
pub fn huiyin() -> Limits {
    Limits {
        by_category: true,
        ..with("huiyin", 3, 7, 15)
    }
}

/// The preset of this name. Where a preset's source is silent on contact, enquiries or returns,
/// our own default fills the gap.
pub fn preset(name: &str) -> Option<Limits> {
    match name {
        "huiyin" => Some(huiyin()),
        "sc2026" => Some(with(name, 3, 7, 15)),
        "sd2020" => Some(Limits {
            return_working_days: 2,
            ..with(name, 5, 5, 5)
        }),
        // The second handling of three days is our reopened round, not an extension.
        "sh-street" => Some(Limits {
            extension_working_days: 0,
            ..with(name, 5, 5, 5)
        }),
        "bureau" => Some(with(name, 3, 3, 13)),
        _ => None,
    }
}
