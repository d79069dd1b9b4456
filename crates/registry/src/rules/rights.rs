//! What the journal of an account says of its rights: whether it is open, and which posts it holds.

use std::collections::BTreeMap;

use huiyin_kernel::{Date, Id};
use serde::Deserialize;

use crate::model::Held;

/// A post as the last event about it says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Granted {
    pub post: Id,
    pub role: String,
    pub area_path: String,
    pub body: Option<Id>,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

impl Granted {
    /// The same words by column, for what stands in the row.
    fn columns(&self) -> [(&'static str, Option<String>); 5] {
        [
            ("role", Some(self.role.clone())),
            ("area_path", Some(self.area_path.clone())),
            ("body_id", self.body.map(|it| it.to_string())),
            ("from_on", Some(self.from_on.to_string())),
            ("until_on", self.until_on.map(|it| it.to_string())),
        ]
    }

    fn of(post: &Held) -> Self {
        Self {
            post: post.id,
            role: post.role.clone(),
            area_path: post.area_path.clone(),
            body: post.body_id,
            from_on: post.from_on,
            until_on: post.until_on,
        }
    }
}

/// The rights of one account, folded out of its events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rights {
    pub is_open: bool,
    pub posts: BTreeMap<Id, Granted>,
}

/// A row that does not follow from the events: what is wrong, and the column where it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub why: &'static str,
    pub column: Option<Column>,
}

/// A column with what stands there and what must stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub stored: Option<String>,
    pub expected: Option<String>,
}

/// Kinds of events that give or take rights, each with all that is known of its post afterwards.
pub const CREATED: &str = "created";
pub const ACTIVATED: &str = "activated";
pub const DEACTIVATED: &str = "deactivated";
pub const POST_ADDED: &str = "post_added";
pub const POST_PERIOD: &str = "post_period";
pub const POST_ENDED: &str = "post_ended";

impl Rights {
    /// # Errors
    /// The body of an event cannot be read.
    pub fn hear(&mut self, kind: &str, body: &str) -> Result<(), serde_json::Error> {
        match kind {
            CREATED | ACTIVATED => self.is_open = true,
            DEACTIVATED => self.is_open = false,
            POST_ADDED | POST_PERIOD | POST_ENDED => {
                let granted: Granted = serde_json::from_str(body)?;
                self.posts.insert(granted.post, granted);
            }
            _ => {}
        }
        Ok(())
    }

    /// What in the rows of the account is not what its events say.
    pub fn wrong(&self, is_open: bool, posts: &[Held]) -> Option<Wrong> {
        if is_open != self.is_open {
            return Some(Wrong {
                why: "whether the account may sign in was altered",
                column: Some(Column {
                    name: "active",
                    stored: Some(u8::from(is_open).to_string()),
                    expected: Some(u8::from(self.is_open).to_string()),
                }),
            });
        }
        for post in posts {
            let Some(granted) = self.posts.get(&post.id) else {
                return Some(plain("a post was added to the account"));
            };
            if let Some(column) = differing(&Granted::of(post), granted) {
                return Some(Wrong::altered(column));
            }
        }
        // Each of them has its event, so fewer are fewer.
        (posts.len() < self.posts.len()).then(|| plain("a post was taken from the account"))
    }
}

impl Wrong {
    /// A post whose row says otherwise in this column.
    pub fn altered(column: Column) -> Self {
        Self {
            why: "a post of the account was altered",
            column: Some(column),
        }
    }
}

const fn plain(why: &'static str) -> Wrong {
    Wrong { why, column: None }
}

fn differing(stored: &Granted, expected: &Granted) -> Option<Column> {
    let pairs = stored.columns().into_iter().zip(expected.columns());
    pairs
        .map(|((name, stored), (_, expected))| Column {
            name,
            stored,
            expected,
        })
        .find(|column| column.stored != column.expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn post() -> Held {
        Held {
            id: Id::derived("test", "post"),
            account_id: Id::derived("test", "account"),
            role: "clerk".to_owned(),
            area_id: Id::derived("test", "area"),
            area_path: "500105.".to_owned(),
            body_id: None,
            from_on: day("2026-01-01"),
            until_on: None,
        }
    }

    fn body(post: &Held) -> String {
        serde_json::json!({
            "post": post.id, "role": post.role, "area_path": post.area_path, "body": post.body_id,
            "from_on": post.from_on, "until_on": post.until_on,
        })
        .to_string()
    }

    fn given() -> Rights {
        let mut rights = Rights::default();
        rights.hear(CREATED, "{}").unwrap();
        rights.hear(POST_ADDED, &body(&post())).unwrap();
        rights
    }

    fn why(rights: &Rights, posts: &[Held]) -> &'static str {
        rights.wrong(true, posts).unwrap().why
    }

    #[test]
    fn rows_that_follow_from_the_events_are_right() {
        assert_eq!(given().wrong(true, &[post()]), None);
        let mut rights = given();
        let ended = Held {
            until_on: Some(day("2026-03-01")),
            ..post()
        };
        rights.hear(POST_ENDED, &body(&ended)).unwrap();
        rights.hear(DEACTIVATED, "{}").unwrap();
        rights.hear("locked_out", "{}").unwrap();
        assert_eq!(rights.wrong(false, &[ended]), None);
    }

    #[test]
    fn rights_that_nobody_gave_are_named() {
        let other = Held {
            id: Id::derived("test", "other"),
            role: "sec_admin".to_owned(),
            ..post()
        };
        assert!(why(&given(), &[post(), other]).contains("added"));
        assert!(why(&given(), &[]).contains("taken"));
        let raised = Held {
            role: "sec_admin".to_owned(),
            ..post()
        };
        let wrong = given().wrong(true, &[raised]).unwrap();
        let column = wrong.column.unwrap();
        assert_eq!((wrong.why.contains("altered"), column.name), (true, "role"));
        assert_eq!(column.stored.as_deref(), Some("sec_admin"));
        assert_eq!(column.expected.as_deref(), Some("clerk"));
        assert!(given().wrong(false, &[post()]).is_some());
    }
}
