use huiyin_kernel::Id;
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    /// What a member of staff may be trusted with. The same person may hold several posts.
    Role {
        /// Takes reports down for residents at the counter, by phone, on visits.
        Clerk = "clerk",
        /// Accepts, declines, merges, splits and dispatches.
        Dispatcher = "dispatcher",
        /// Works on matters for a body.
        Handler = "handler",
        /// Asks reporters whether it is solved.
        Caller = "caller",
        /// Decides what is disputed, late or asked for.
        Supervisor = "supervisor",
        /// Answers for the area; sees what went up and may press for it.
        Leader = "leader",
    }
}

named! {
    /// The part somebody plays on one matter; the table of transitions grants acts to parts.
    Part {
        Visitor = "visitor",
        Reporter = "reporter",
        Clerk = "clerk",
        Dispatcher = "dispatcher",
        LeadHandler = "lead_handler",
        SupportHandler = "support_handler",
        CalledHandler = "called_handler",
        Caller = "caller",
        Supervisor = "supervisor",
        Leader = "leader",
        System = "system",
    }
}

/// Where a post counts. A matter without a known street belongs to the whole district only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    District,
    Street(Id),
    Community(Id),
    Body(Id),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Post {
    pub role: Role,
    pub scope: Scope,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Anybody, without a code and without an account.
    Visitor,
    /// The holder of the echo code of this matter.
    Reporter {
        matter: Id,
    },
    Staff {
        account: Id,
    },
    System,
}

/// Who acts, and with which posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub who: Who,
    pub posts: Vec<Post>,
}

impl Actor {
    pub const SYSTEM: Self = Self {
        who: Who::System,
        posts: Vec::new(),
    };
    pub const VISITOR: Self = Self {
        who: Who::Visitor,
        posts: Vec::new(),
    };

    pub const fn reporter(matter: Id) -> Self {
        Self {
            who: Who::Reporter { matter },
            posts: Vec::new(),
        }
    }

    pub const fn staff(account: Id, posts: Vec<Post>) -> Self {
        Self {
            who: Who::Staff { account },
            posts,
        }
    }

    pub const fn account(&self) -> Option<Id> {
        match self.who {
            Who::Staff { account } => Some(account),
            Who::Visitor | Who::Reporter { .. } | Who::System => None,
        }
    }

    /// The body this person handles matters for.
    pub fn handles_for(&self, body: Id) -> bool {
        self.posts
            .iter()
            .any(|post| post.role == Role::Handler && post.scope == Scope::Body(body))
    }

    /// As written in the journal: never a name.
    pub fn journal_name(&self) -> String {
        match self.who {
            Who::Visitor => "visitor".to_owned(),
            Who::Reporter { .. } => "reporter".to_owned(),
            Who::Staff { account } => format!("staff:{account}"),
            Who::System => "system".to_owned(),
        }
    }
}
