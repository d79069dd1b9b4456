//! Which posts one person may hold.

use huiyin_kernel::Date;

use crate::model::Held;
use crate::rules::policy::Policy;

/// Why a post is refused; each has its sentence `registry-post-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostRefused {
    /// The three administrators watch one another, so nobody is two of them, and none of them
    /// works on residents' matters beside it.
    AdminNotAlone,
    NeedsBody,
    NoBody,
    UnknownRole,
    EndsBeforeItBegins,
    /// The same role for the same area and body at the same time.
    Again,
    TooMany,
    /// Nobody gives posts to oneself.
    OwnAccount,
    /// A post that is over stays as it was; a new one is given instead.
    Over,
    /// Days that have passed are not changed any more.
    PastDay,
    NotADay,
    /// Whoever takes the work over must hold a post of the same kind today.
    SuccessorUnfit,
}

impl PostRefused {
    pub const fn key(self) -> &'static str {
        match self {
            Self::AdminNotAlone => "registry-post-admin-not-alone",
            Self::NeedsBody => "registry-post-needs-body",
            Self::NoBody => "registry-post-no-body",
            Self::UnknownRole => "registry-post-unknown-role",
            Self::EndsBeforeItBegins => "registry-post-ends-before",
            Self::Again => "registry-post-again",
            Self::TooMany => "registry-post-too-many",
            Self::OwnAccount => "registry-post-own-account",
            Self::Over => "registry-post-over",
            Self::PastDay => "registry-post-past-day",
            Self::NotADay => "registry-post-day",
            Self::SuccessorUnfit => "registry-post-successor-unfit",
        }
    }

    /// The field of the form at which the sentence stands.
    pub const fn field(self) -> &'static str {
        match self {
            Self::NeedsBody | Self::NoBody => "body",
            Self::EndsBeforeItBegins | Self::PastDay | Self::NotADay => "until",
            Self::SuccessorUnfit => "successor",
            _ => "role",
        }
    }
}

/// Where a post stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    NotYet,
    InForce,
    Over,
    /// It ended before it began, so it never gave a right.
    Cancelled,
}

impl Standing {
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotYet => "not-yet",
            Self::InForce => "in-force",
            Self::Over => "over",
            Self::Cancelled => "cancelled",
        }
    }

    /// It can still be ended, or its days be changed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotYet | Self::InForce)
    }
}

pub fn standing(post: &Held, today: Date) -> Standing {
    match post.until_on {
        Some(last) if last < post.from_on => Standing::Cancelled,
        Some(last) if last < today => Standing::Over,
        _ if today < post.from_on => Standing::NotYet,
        _ => Standing::InForce,
    }
}

/// Whether the days of a post may become those of `new`. What has passed stays: a post that has
/// begun keeps its first day, and no last day is set into the past (ending it at once is an act
/// of its own).
pub fn check_period(old: &Held, new: &Held, today: Date) -> Result<(), PostRefused> {
    let standing = standing(old, today);
    if !standing.is_open() {
        return Err(PostRefused::Over);
    }
    let begins_anew = new.from_on != old.from_on;
    if begins_anew && (standing == Standing::InForce || new.from_on < today) {
        return Err(PostRefused::PastDay);
    }
    if new.until_on.is_some_and(|last| last < today) {
        return Err(PostRefused::PastDay);
    }
    Ok(())
}

/// Whether a post of somebody else stands where this one stood: the same role, an area that
/// holds its area, and the same body where it had one.
pub fn takes_over(post: &Held, successor: &Held) -> bool {
    post.role == successor.role
        && post.area_path.starts_with(&successor.area_path)
        && post.body_id == successor.body_id
}

/// The posts that give rights on this day: one that has ended or not begun gives none.
pub fn in_force(posts: Vec<Held>, today: Date) -> Vec<Held> {
    let mut posts = posts;
    posts.retain(|post| post.is_held_on(today));
    posts
}

/// Posts that one person holds at the same time at most.
const MOST_POSTS: usize = 20;

/// Checks a new post beside those that the person has.
pub fn check(policy: &Policy, new: &Held, others: &[Held]) -> Result<(), PostRefused> {
    let role = policy.role(&new.role).ok_or(PostRefused::UnknownRole)?;
    if role.needs_body && new.body_id.is_none() {
        return Err(PostRefused::NeedsBody);
    }
    if role.exclusive && new.body_id.is_some() {
        return Err(PostRefused::NoBody);
    }
    if new.until_on.is_some_and(|last| last < new.from_on) {
        return Err(PostRefused::EndsBeforeItBegins);
    }
    let meeting: Vec<&Held> = others.iter().filter(|it| overlap(it, new)).collect();
    if meeting.len() >= MOST_POSTS {
        return Err(PostRefused::TooMany);
    }
    let clashes = |other: &&Held| {
        let other_is_exclusive = policy.role(&other.role).is_some_and(|it| it.exclusive);
        (role.exclusive || other_is_exclusive) && other.role != new.role
    };
    if meeting.iter().any(clashes) {
        return Err(PostRefused::AdminNotAlone);
    }
    let same = |other: &&Held| {
        other.role == new.role && other.area_id == new.area_id && other.body_id == new.body_id
    };
    if meeting.iter().any(same) {
        return Err(PostRefused::Again);
    }
    Ok(())
}

fn overlap(left: &Held, right: &Held) -> bool {
    let begins_in_time =
        |one: &Held, other: &Held| other.until_on.is_none_or(|last| one.from_on <= last);
    begins_in_time(left, right) && begins_in_time(right, left)
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::{Date, Id};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_post_that_has_ended_or_not_begun_gives_no_right(
            posts in proptest::collection::vec((0i64..40, proptest::option::of(0i64..40), 0usize..9), 0..8),
            today in 0i64..40,
        ) {
            let policy = Policy::shipped().unwrap();
            let first: Date = "2026-01-01".parse().unwrap();
            let day = |number: i64| first.plus_days(number);
            let all: Vec<Held> = posts
                .iter()
                .map(|(from, until, role)| Held {
                    from_on: day(*from),
                    until_on: until.map(day),
                    ..held(&policy.roles()[*role].name, "2026-01-01", None)
                })
                .collect();
            let given = in_force(all, day(today));
            let expected: std::collections::BTreeSet<String> = posts
                .iter()
                .filter(|(from, until, _)| *from <= today && until.is_none_or(|last| today <= last))
                .flat_map(|(_, _, role)| policy.roles()[*role].acts.clone())
                .collect();
            prop_assert_eq!(policy.acts_of(given.iter().map(|it| it.role.as_str())), expected);
        }
    }

    fn held(role: &str, from: &str, until: Option<&str>) -> Held {
        Held {
            id: Id::derived("post", role),
            account_id: Id::derived("account", "one"),
            role: role.to_owned(),
            area_id: Id::derived("area", "district"),
            area_path: "500105/".to_owned(),
            body_id: (role == "handler").then(|| Id::derived("body", "lighting")),
            from_on: from.parse().unwrap(),
            until_on: until.map(|day| day.parse::<Date>().unwrap()),
        }
    }

    #[test]
    fn days_that_have_passed_are_not_changed() {
        let today: Date = "2026-05-09".parse().unwrap();
        let change = |old: &Held, from: &str, until: Option<&str>| {
            check_period(old, &held(&old.role, from, until), today)
        };
        let now = held("clerk", "2026-01-01", Some("2026-05-31"));
        assert_eq!(change(&now, "2026-01-01", Some("2026-05-09")), Ok(()));
        assert_eq!(change(&now, "2026-01-01", None), Ok(()));
        let past = Err(PostRefused::PastDay);
        assert_eq!(change(&now, "2026-01-01", Some("2026-05-08")), past);
        assert_eq!(change(&now, "2026-01-02", None), past);
        let later = held("clerk", "2026-06-01", None);
        assert_eq!(change(&later, "2026-05-09", None), Ok(()));
        assert_eq!(change(&later, "2026-05-08", None), past);
        let over = held("clerk", "2026-01-01", Some("2026-05-08"));
        assert_eq!(change(&over, "2026-01-01", None), Err(PostRefused::Over));
        assert_eq!(
            standing(&held("clerk", "2026-06-01", Some("2026-05-08")), today),
            Standing::Cancelled
        );
    }

    #[test]
    fn only_a_post_of_the_same_kind_takes_work_over() {
        let post = Held {
            area_path: "500105/500105006/".to_owned(),
            ..held("handler", "2026-01-01", None)
        };
        let wider = held("handler", "2026-01-01", None);
        assert!(takes_over(&post, &wider));
        assert!(!takes_over(&wider, &post), "a street is not the district");
        assert!(!takes_over(&post, &held("clerk", "2026-01-01", None)));
        let elsewhere = Held {
            body_id: Some(Id::derived("body", "water")),
            ..wider
        };
        assert!(!takes_over(&post, &elsewhere));
    }

    proptest! {
        #[test]
        fn a_post_stands_in_force_exactly_on_its_days(
            from in 0i64..40, until in proptest::option::of(0i64..40), today in 0i64..40,
        ) {
            let first: Date = "2026-01-01".parse().unwrap();
            let post = Held {
                from_on: first.plus_days(from),
                until_on: until.map(|day| first.plus_days(day)),
                ..held("clerk", "2026-01-01", None)
            };
            let today = first.plus_days(today);
            let stands = standing(&post, today) == Standing::InForce;
            prop_assert_eq!(stands, post.is_held_on(today));
        }
    }

    #[test]
    fn one_person_with_two_of_the_three_administrators_is_refused() {
        let policy = Policy::shipped().unwrap();
        for one in ["sys_admin", "sec_admin", "audit_admin"] {
            for other in ["sys_admin", "sec_admin", "audit_admin", "clerk"] {
                let has = [held(one, "2026-01-01", None)];
                let wants = held(other, "2026-06-01", None);
                let expected = if one == other {
                    PostRefused::Again
                } else {
                    PostRefused::AdminNotAlone
                };
                assert_eq!(check(&policy, &wants, &has), Err(expected), "{one} {other}");
            }
        }
    }

    #[test]
    fn a_post_that_has_ended_does_not_stand_in_the_way() {
        let policy = Policy::shipped().unwrap();
        let has = [held("clerk", "2025-01-01", Some("2026-05-31"))];
        assert_eq!(
            check(&policy, &held("sec_admin", "2026-06-01", None), &has),
            Ok(())
        );
        assert_eq!(
            check(&policy, &held("sec_admin", "2026-05-31", None), &has),
            Err(PostRefused::AdminNotAlone)
        );
    }

    #[test]
    fn a_handler_without_a_body_handles_nothing() {
        let policy = Policy::shipped().unwrap();
        let mut handler = held("handler", "2026-01-01", None);
        assert_eq!(check(&policy, &handler, &[]), Ok(()));
        handler.body_id = None;
        assert_eq!(check(&policy, &handler, &[]), Err(PostRefused::NeedsBody));
        let backwards = held("clerk", "2026-02-01", Some("2026-01-31"));
        assert_eq!(
            check(&policy, &backwards, &[]),
            Err(PostRefused::EndsBeforeItBegins)
        );
        assert_eq!(
            check(&policy, &held("king", "2026-01-01", None), &[]),
            Err(PostRefused::UnknownRole)
        );
    }
}
