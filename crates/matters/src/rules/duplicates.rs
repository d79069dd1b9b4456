//! Which matters may be the same thing reported twice (rule M12). A proposal, never a decision.

use huiyin_kernel::Id;

pub const NEAR_METRES: u32 = 50;
pub const WINDOW_DAYS: u32 = 30;
pub const PROPOSALS: usize = 5;
/// Where one of the two has no category yet, the texts must speak for each other this much.
pub const LIKE_WITHOUT_CATEGORY_PERMILLE: u16 = 400;
/// Where the texts alone must make up for a category that one of the two has not.
const FOR_A_MISSING_CATEGORY_PERMILLE: u16 = 150;

/// The smallest area that both are known to lie in, where one of them has no point: reported at
/// the counter, by phone, or by somebody who could not say where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    Compound,
    Community,
    Street,
}

impl Shared {
    /// The wider the area, the more alike the texts must be.
    const fn least_text_permille(self) -> u16 {
        match self {
            Self::Compound => 450,
            Self::Community => 600,
            Self::Street => 700,
        }
    }

    /// What the place counts; two points of the same place count 300 to 500.
    const fn weight(self) -> u32 {
        match self {
            Self::Compound => 200,
            Self::Community => 100,
            Self::Street => 50,
        }
    }
}

/// How near two matters are known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// Both have a point.
    Metres(u32),
    Within(Shared),
}

/// How another matter lies to this one. Distance and likeness are measured by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: Id,
    /// `None` where nothing is known that both have in common.
    pub nearness: Option<Nearness>,
    /// `None` where one of the two has no category yet.
    pub same_category: Option<bool>,
    pub days_apart: u32,
    /// 0 nothing in common, 1000 the same words.
    pub text_permille: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: Id,
    pub confidence_permille: u16,
}

/// How likely the two are the same, or nothing where they must not even be proposed: too far
/// apart in place or time, of different categories, or somewhere unknown.
pub fn confidence_permille(candidate: &Candidate) -> Option<u16> {
    if candidate.days_apart > WINDOW_DAYS {
        return None;
    }
    let text = candidate.text_permille.min(1000);
    let is_guessed = candidate.same_category.is_none();
    let (place, least) = match candidate.nearness? {
        Nearness::Metres(metres) if metres > NEAR_METRES => return None,
        Nearness::Metres(metres) => {
            let place = 300 + (NEAR_METRES - metres) * 200 / NEAR_METRES;
            let least = if is_guessed {
                LIKE_WITHOUT_CATEGORY_PERMILLE
            } else {
                0
            };
            (place, least)
        }
        Nearness::Within(shared) => {
            let more = if is_guessed {
                FOR_A_MISSING_CATEGORY_PERMILLE
            } else {
                0
            };
            (shared.weight(), shared.least_text_permille() + more)
        }
    };
    if candidate.same_category == Some(false) || text < least {
        return None;
    }
    let recent = (WINDOW_DAYS - candidate.days_apart) * 100 / WINDOW_DAYS;
    let words = u32::from(text) * 400 / 1000;
    u16::try_from(place + recent + words).ok()
}

/// The likeliest first, at most [`PROPOSALS`].
pub fn propose(candidates: &[Candidate]) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = candidates
        .iter()
        .filter_map(|candidate| {
            let confidence_permille = confidence_permille(candidate)?;
            Some(Proposal {
                id: candidate.id,
                confidence_permille,
            })
        })
        .collect();
    proposals.sort_by_key(|found| (std::cmp::Reverse(found.confidence_permille), found.id));
    proposals.truncate(PROPOSALS);
    proposals
}
