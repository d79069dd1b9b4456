//! How far somebody's posts reach.

use huiyin_web::{Act, Viewer};

use crate::Visits;

/// Paths of the areas for which this person may do the act: those of the posts that give it.
pub(crate) fn paths(visits: &Visits, viewer: &Viewer, act: Act) -> Vec<String> {
    let gives = |role: &str| {
        let role = visits.policy.role(role);
        role.is_some_and(|role| role.acts.contains(act.0))
    };
    let posts = viewer.posts.iter().filter(|post| gives(&post.role));
    posts.map(|post| post.area_path.clone()).collect()
}

/// Whether one of the paths holds this place.
pub(crate) fn holds(paths: &[String], area_path: &str) -> bool {
    paths.iter().any(|own| area_path.starts_with(own))
}
