//! What the votes of invented estates have in common.

use crate::model::votes::{
    Item, Matter, Meeting, Proposal, Proposer, Scope, Silence, VoteDraft, VoteSettings,
};

/// Something the whole estate decides.
pub fn plain_item((title, matter, text): (&str, Matter, &str)) -> Item {
    Item {
        title: title.to_owned(),
        text: text.to_owned(),
        matter,
        consequence: "同意的，按本项内容办理；不同意或者没有通过的，维持现状。".to_owned(),
        scope: Scope::Estate,
    }
}

/// A meeting on paper, without a clause about silence.
pub fn plain_draft(meeting: &str, by: Proposer, items: Vec<Item>) -> VoteDraft {
    VoteDraft {
        title: meeting.to_owned(),
        proposal: Proposal {
            by,
            signed: 0,
            of: 0,
        },
        items,
        settings: VoteSettings {
            preset: "chongqing".to_owned(),
            meeting: Meeting::Regular,
            notice_days: 15,
            count_parking: false,
            invalid_takes_part: false,
            silence: Silence::None,
            electronic: None,
            extension_days: 7,
            other_count: None,
        },
    }
}
