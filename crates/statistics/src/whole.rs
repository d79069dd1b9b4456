//! Who may act for the whole district: a bulletin and open data speak for all of it, so a post in
//! one street is not enough.

use huiyin_registry::reach_of;
use huiyin_web::{Act, Ctx, PageError, Viewer};

/// Whether this person holds the right over the whole district.
pub(crate) fn holds(viewer: &Viewer, act: Act) -> bool {
    reach_of(viewer, act).iter().any(|path| is_whole(path))
}

/// Nothing is there for somebody whose posts do not reach over the whole district.
pub(crate) fn demand(ctx: &Ctx, act: Act) -> Result<(), PageError> {
    if holds(ctx.signed_in()?, act) {
        Ok(())
    } else {
        Err(PageError::NotFound)
    }
}

/// The district is the root of all areas, so its path is the only one with a single part.
fn is_whole(path: &str) -> bool {
    path.split('/').filter(|it| !it.is_empty()).count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_root_is_the_whole_district() {
        assert!(is_whole("district/"));
        assert!(!is_whole("district/street/"));
        assert!(!is_whole("district/street/hill/"));
    }
}
