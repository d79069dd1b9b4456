use huiyin_kernel::Id;
use huiyin_registry::reach_of;
use huiyin_web::{Act, Viewer};

use super::OpError;
use crate::model::Refused;
use crate::model::register::Estate;

/// Who acts, and how far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Nobody where the program acts by itself.
    pub account: Option<Id>,
    /// Paths of areas, none below another; an estate may lie nowhere else.
    pub reach: Vec<String>,
}

impl By {
    /// The program itself.
    pub fn system() -> Self {
        Self {
            account: None,
            reach: vec![String::new()],
        }
    }

    /// Somebody who may act in the whole district.
    pub fn everywhere(account: Id) -> Self {
        Self {
            account: Some(account),
            reach: vec![String::new()],
        }
    }

    /// Somebody who has signed in, as far as those posts reach whose role may do the act.
    pub fn viewer(viewer: &Viewer, act: Act) -> Self {
        Self {
            account: Some(viewer.account_id),
            reach: reach_of(viewer, act),
        }
    }

    pub fn reaches(&self, area_path: &str) -> bool {
        self.reach.iter().any(|own| area_path.starts_with(own))
    }

    pub fn person(&self) -> Result<Id, OpError> {
        self.account.ok_or(OpError::Refused(Refused::NotAllowed))
    }

    /// As written in the journal.
    pub fn actor(&self) -> String {
        self.account
            .map_or_else(|| "system".to_owned(), |id| format!("account:{id}"))
    }

    /// An estate beyond somebody's posts is not there for them.
    pub fn must_reach(&self, estate: &Estate) -> Result<(), OpError> {
        if self.reaches(&estate.area_path) {
            Ok(())
        } else {
            Err(OpError::NotFound)
        }
    }
}

#[cfg(test)]
mod tests {
    use huiyin_web::Post;

    use super::*;
    use crate::{LEDGER, VOTES};

    fn viewer(posts: &[(&str, &str)]) -> Viewer {
        Viewer {
            account_id: Id::derived("test", "viewer"),
            name: String::new(),
            posts: posts
                .iter()
                .map(|(role, path)| Post {
                    id: Id::derived("test", path),
                    role: (*role).to_owned(),
                    area_path: (*path).to_owned(),
                    area_id: None,
                    body_id: None,
                })
                .collect(),
            acts: std::collections::BTreeSet::new(),
            duty: None,
            session_digest: String::new(),
        }
    }

    #[test]
    fn a_post_reaches_only_for_what_its_role_may_do() {
        let both = viewer(&[
            ("committee", "1/2/c1/"),
            ("manager", "1/2/"),
            ("manager", "1/2/c9/"),
        ]);
        let votes = By::viewer(&both, VOTES);
        assert!(votes.reaches("1/2/c1/") && !votes.reaches("1/2/c9/"));
        assert_eq!(By::viewer(&both, LEDGER).reach, ["1/2/"]);
        assert!(!By::viewer(&viewer(&[]), VOTES).reaches("1/"));
    }
}
