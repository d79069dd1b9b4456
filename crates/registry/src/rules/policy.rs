//! Roles and what they may do, read from `policy.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

const SHIPPED: &str = include_str!("../../policy.toml");

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    #[error("policy.toml: {0}")]
    Syntax(String),
    #[error("policy.toml: the role {0} stands twice; keep one")]
    Twice(String),
    #[error("policy.toml: `{0}` is not an act; acts are written slice.verb")]
    Act(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub name: String,
    pub acts: BTreeSet<String>,
    /// Held for a body, as a handler's post is.
    #[serde(default)]
    pub needs_body: bool,
    /// Never held together with another role.
    #[serde(default)]
    pub exclusive: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    role: Vec<Role>,
}

/// The whole table, read once at start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// In the order of the file, which is the order of the pages.
    roles: Vec<Role>,
    by_name: BTreeMap<String, usize>,
}

impl Policy {
    pub fn shipped() -> Result<Self, PolicyError> {
        Self::parse(SHIPPED)
    }

    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let file: File =
            toml::from_str(text).map_err(|error| PolicyError::Syntax(error.to_string()))?;
        let mut by_name = BTreeMap::new();
        for (at, role) in file.role.iter().enumerate() {
            if by_name.insert(role.name.clone(), at).is_some() {
                return Err(PolicyError::Twice(role.name.clone()));
            }
            let stray = role.acts.iter().find(|act| !is_act(act));
            if let Some(act) = stray {
                return Err(PolicyError::Act(act.clone()));
            }
        }
        Ok(Self {
            roles: file.role,
            by_name,
        })
    }

    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    pub fn role(&self, name: &str) -> Option<&Role> {
        self.by_name.get(name).and_then(|at| self.roles.get(*at))
    }

    /// What somebody with these roles may do. A role that the table does not know gives nothing.
    pub fn acts_of<'a>(&self, roles: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        roles
            .into_iter()
            .filter_map(|name| self.role(name))
            .flat_map(|role| role.acts.iter().cloned())
            .collect()
    }

    /// True when one of the roles is an administrator's, for whom stricter limits hold.
    pub fn is_admin<'a>(&self, roles: impl IntoIterator<Item = &'a str>) -> bool {
        roles
            .into_iter()
            .filter_map(|name| self.role(name))
            .any(|role| role.exclusive)
    }

    /// Every act that some role has.
    pub fn acts(&self) -> BTreeSet<String> {
        self.roles
            .iter()
            .flat_map(|role| role.acts.iter().cloned())
            .collect()
    }
}

fn is_act(text: &str) -> bool {
    text.split_once('.').is_some_and(|(slice, verb)| {
        [slice, verb].into_iter().all(|part| {
            !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it == b'_')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_policy_gives_what_the_roles_promise() {
        let policy = Policy::shipped().unwrap();
        let may = |role: &str, act: &str| policy.acts_of([role]).contains(act);
        assert!(may("clerk", "matters.intake"));
        assert!(!may("clerk", "matters.reveal"));
        assert!(may("dispatcher", "matters.release"));
        assert!(!may("dispatcher", "matters.supervise"));
        assert!(!may("handler", "matters.call"));
        assert!(!may("leader", "matters.reveal"));
        assert!(policy.acts_of(["nobody-knows-me"]).is_empty());
    }

    #[test]
    fn no_administrator_reads_residents_matters() {
        let policy = Policy::shipped().unwrap();
        for role in policy.roles().iter().filter(|role| role.exclusive) {
            // What became of notices is shown without names, numbers or texts.
            let own = |act: &String| act.starts_with("registry.") || act == "notices.manage";
            assert!(role.acts.iter().all(own), "{}", role.name);
        }
        assert!(policy.is_admin(["clerk", "sec_admin"]));
        assert!(!policy.is_admin(["clerk", "leader"]));
    }

    #[test]
    fn a_policy_with_a_slip_is_refused_at_start() {
        let twice = "[[role]]\nname = 'a'\nacts = []\n[[role]]\nname = 'a'\nacts = []";
        assert_eq!(
            Policy::parse(twice),
            Err(PolicyError::Twice("a".to_owned()))
        );
        let act = "[[role]]\nname = 'a'\nacts = ['desk']";
        assert_eq!(Policy::parse(act), Err(PolicyError::Act("desk".to_owned())));
        assert!(matches!(
            Policy::parse("role = 3"),
            Err(PolicyError::Syntax(_))
        ));
    }
}
