//! What holds at the door and afterwards (rules V6, V8 to V10, F3).

use huiyin_kernel::{Date, Id, Instant};

use crate::model::bounds::MANDATORY_PHOTOS;
use crate::model::{Refused, Team};

/// Where a photo was taken, and whether the resident ticked that it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoTaken {
    pub indoors: bool,
    pub consent: bool,
}

/// No photo from inside a home without the resident's own tick (rule V6).
pub const fn may_keep_photo(photo: PhotoTaken) -> Result<(), Refused> {
    if photo.indoors && !photo.consent {
        Err(Refused::ConsentMissing)
    } else {
        Ok(())
    }
}

/// A question as the rules on forms see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub name: String,
    pub mandatory: bool,
    pub is_photo: bool,
    /// Why it is asked, shown beside it.
    pub purpose: String,
    /// Whether “prefer not to say” is among the answers.
    pub may_be_left: bool,
}

/// What is wrong with a form, if anything: whatever is mandatory says why, and few photos are
/// (rule F3); every question can be left unanswered by saying so (rule V8).
pub fn form_fault(questions: &[Asked]) -> Option<&str> {
    let silent = |it: &&Asked| it.mandatory && it.purpose.trim().is_empty();
    if let Some(question) = questions.iter().find(silent) {
        return Some(&question.name);
    }
    let photos = questions.iter().filter(|it| it.mandatory && it.is_photo);
    if let Some(question) = photos.clone().nth(MANDATORY_PHOTOS) {
        return Some(&question.name);
    }
    questions
        .iter()
        .find(|it| !it.may_be_left)
        .map(|it| it.name.as_str())
}

/// What a resident leaves with who raised something (rule V9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub number: String,
    pub echo_before: Instant,
}

/// A receipt needs both: the number by which it is asked after, and the day by which the echo
/// comes. A category without a limit of its own gets the benchmark's thirty days.
pub fn receipt(number: &str, promised: Option<Instant>, now: Instant) -> Receipt {
    let latest = now
        .date()
        .plus_days(crate::model::bounds::BENCHMARK_DAYS + 1);
    Receipt {
        number: number.to_owned(),
        echo_before: promised.unwrap_or_else(|| latest.start()),
    }
}

/// A stop as it may go onto a device: without anybody's answers, and without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub visit: Id,
    pub team: Option<Id>,
    pub on: Option<Date>,
}

/// What a visitor carries: the stops of their own team on this day, nothing else (rule V10).
pub fn carried<'a>(
    stops: impl IntoIterator<Item = &'a Carried>,
    team: &Team,
    account: Id,
    today: Date,
) -> Vec<&'a Carried> {
    if !team.active || !team.pair.holds(account) {
        return Vec::new();
    }
    stops
        .into_iter()
        .filter(|stop| stop.team == Some(team.id) && stop.on == Some(today))
        .collect()
}
