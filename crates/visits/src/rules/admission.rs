//! Whether a door may be called on at all (rules V2 to V4).

use huiyin_kernel::{Date, Instant, named};

use crate::model::bounds::UNINVITED_DAYS;
use crate::model::{Dwelling, DwellingKind};

named! {
    /// Why a door is left out of a round. Each is counted and shown before the round is confirmed.
    LeftOut {
        DoNotDisturb = "do_not_disturb",
        CalledLately = "called_lately",
        NoPlace = "no_place",
        Inactive = "inactive",
        OtherKind = "other_kind",
    }
}

/// The first day on which somebody may call uninvited again. A period of days begins on the day
/// after its cause (rule 1.2), and its last day still belongs to it.
pub fn uninvited_from(last: Instant) -> Date {
    last.date().plus_days(UNINVITED_DAYS + 1)
}

/// Whether an uninvited call on this day keeps the thirty days between two of them, counted over
/// every programme (rule V4).
pub fn may_call_uninvited(dwelling: &Dwelling, on: Date) -> bool {
    dwelling
        .last_uninvited_at
        .is_none_or(|last| on >= uninvited_from(last))
}

/// Whether a door belongs into a round that begins on this day. Do-not-disturb comes first: it
/// says the most.
pub fn left_out(dwelling: &Dwelling, kinds: &[DwellingKind], first_on: Date) -> Option<LeftOut> {
    if !dwelling.active {
        return Some(LeftOut::Inactive);
    }
    if dwelling.disturb.is_some() {
        return Some(LeftOut::DoNotDisturb);
    }
    if !kinds.contains(&dwelling.kind) {
        return Some(LeftOut::OtherKind);
    }
    if !may_call_uninvited(dwelling, first_on) {
        return Some(LeftOut::CalledLately);
    }
    if dwelling.point.is_none() {
        return Some(LeftOut::NoPlace);
    }
    None
}

/// How people are approached first: whose phone is known is asked for a time before anybody
/// stands at the door (rule V2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approach {
    AskFirst,
    Call,
}

pub const fn approach(dwelling: &Dwelling) -> Approach {
    if dwelling.has_phone {
        Approach::AskFirst
    } else {
        Approach::Call
    }
}
