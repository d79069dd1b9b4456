//! How far somebody may do an act.

use std::sync::LazyLock;

use huiyin_web::{Act, Viewer};

use crate::Policy;

/// Which roles may do which act is data; it is read once.
static POLICY: LazyLock<Option<Policy>> = LazyLock::new(|| Policy::shipped().ok());

/// The areas of those posts whose role may do the act: a post of another kind opens nothing.
pub fn reach_of(viewer: &Viewer, act: Act) -> Vec<String> {
    let may = |role: &str| {
        let known = POLICY.as_ref().and_then(|policy| policy.role(role));
        known.is_some_and(|role| role.acts.contains(act.0))
    };
    let posts = viewer.posts.iter().filter(|post| may(&post.role));
    outermost(posts.map(|post| post.area_path.clone()))
}

/// The roles that may do each of these acts, in the order of the policy.
pub fn roles_for(acts: &[Act]) -> Vec<&'static str> {
    let all = POLICY.iter().flat_map(Policy::roles);
    all.filter(|role| acts.iter().all(|act| role.acts.contains(act.0)))
        .map(|role| role.name.as_str())
        .collect()
}

/// Paths in their order, each once, and none that lies below another.
pub fn outermost(paths: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = paths.into_iter().collect();
    all.sort();
    let mut kept: Vec<String> = Vec::new();
    for path in all {
        if !kept.iter().any(|above| path.starts_with(above.as_str())) {
            kept.push(path);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_all_of_the_acts_that_are_asked_for() {
        let both = [Act("compounds.ledger"), Act("compounds.votes")];
        assert_eq!(roles_for(&both), ["committee"]);
        assert_eq!(roles_for(&both[..1]), ["committee", "manager"]);
        assert!(roles_for(&[Act("nothing.known")]).is_empty());
    }
}
