//! Which matters may be the same thing reported twice (rule M12). A proposal, never a decision.

use huiyin_kernel::Id;

pub const NEAR_METRES: u32 = 50;
pub const WINDOW_DAYS: u32 = 30;
pub const PROPOSALS: usize = 5;
/// Where one of the two has no category yet, the texts must speak for each other this much.
pub const LIKE_WITHOUT_CATEGORY_PERMILLE: u16 = 400;

/// How another matter lies to this one. Distance and likeness are measured by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: Id,
    /// `None` where one of the two has no place.
    pub distance_metres: Option<u32>,
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
    let distance = candidate
        .distance_metres
        .filter(|metres| *metres <= NEAR_METRES)?;
    if candidate.days_apart > WINDOW_DAYS {
        return None;
    }
    let text = candidate.text_permille.min(1000);
    let alike = candidate
        .same_category
        .unwrap_or(text >= LIKE_WITHOUT_CATEGORY_PERMILLE);
    if !alike {
        return None;
    }
    let near = (NEAR_METRES - distance) * 200 / NEAR_METRES;
    let recent = (WINDOW_DAYS - candidate.days_apart) * 100 / WINDOW_DAYS;
    let words = u32::from(text) * 400 / 1000;
    u16::try_from(300 + near + recent + words).ok()
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
