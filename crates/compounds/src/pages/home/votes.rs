//! The votes in which an owner's units are asked: whether now, until when, and whether the ballot
//! has come. How anybody voted is not looked up here and cannot be.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};

use crate::Compounds;
use crate::model::register::OwnerId;
use crate::model::votes::{Vote, VoteState, Voter};
use crate::pages::votes::{state_word, tone_of};
use crate::rules::votes::ballots::is_asked;
use crate::store::votes as rows;
use crate::store::votes::voters;

/// Votes of an estate that are looked through.
const LOOKED: i64 = 30;
/// Votes that are over and still shown, the newest first.
const OVER: usize = 3;

/// A vote as it stands for one ballot.
pub(super) struct Mine {
    pub title: String,
    pub href: String,
    pub state: String,
    pub tone: &'static str,
    pub icon: &'static str,
    /// The units of the ballot, as printed on it.
    pub units: String,
    /// When it is or was voted.
    pub when: String,
    /// Whether the ballot was brought, and whether it came back.
    pub ballot: Vec<String>,
    /// Where a receipt is checked, once the ballots are published and this one came back.
    pub receipt: String,
}

/// The votes of one home for the owners behind one phone.
pub(super) async fn of_home(
    ctx: &Ctx,
    compounds: &Compounds,
    tx: &mut Tx,
    (estate, owners): (Id, &[OwnerId]),
) -> Result<Vec<Mine>, PageError> {
    let keys = &compounds.site.keys;
    let mut all: Vec<Mine> = Vec::new();
    let mut over = 0;
    for vote in rows::public_of_estate(tx, estate, LOOKED).await? {
        let is_over = is_over(&vote);
        if is_over && over >= OVER {
            continue;
        }
        let mut own: Vec<Voter> = Vec::new();
        for owner in owners {
            for stored in voters::of_owner(tx, keys, vote.id, owner.0).await? {
                if !own.iter().any(|it| it.id == stored.voter.id) {
                    own.push(stored.voter);
                }
            }
        }
        own.retain(|it| decides(&vote, it));
        over += usize::from(is_over && !own.is_empty());
        all.extend(own.iter().map(|voter| mine(ctx, &vote, voter)));
    }
    Ok(all)
}

const fn is_over(vote: &Vote) -> bool {
    vote.state.is_result_public() || vote.state.is_over()
}

fn decides(vote: &Vote, voter: &Voter) -> bool {
    let parking = vote.settings.count_parking;
    vote.items.iter().any(|it| is_asked(it, voter, parking))
}

fn mine(ctx: &Ctx, vote: &Vote, voter: &Voter) -> Mine {
    let name = vote.state.name();
    let (tone, icon) = tone_of(name);
    let href = format!("/estates/{}/votes/{}", vote.estate, vote.id);
    let has_receipt = vote.state.is_result_public() && voter.returned.is_some();
    Mine {
        title: vote.title.clone(),
        state: state_word(ctx, name),
        tone,
        icon,
        units: voter.label(),
        when: when(ctx, vote),
        ballot: ballot(ctx, vote, voter),
        receipt: if has_receipt {
            format!("{href}/receipt")
        } else {
            String::new()
        },
        href,
    }
}

fn when(ctx: &Ctx, vote: &Vote) -> String {
    let Some(times) = vote.state.times() else {
        return ctx.t("compounds-my-vote-void");
    };
    let days = [
        ("from", ctx.day(times.opens_on).into()),
        ("until", ctx.day(times.ends_on()).into()),
    ];
    let key = match &vote.state {
        VoteState::Announced { .. } => "ahead",
        VoteState::Voting { .. } if ctx.now < times.closes_before() => "now",
        it if it.is_result_public() => "result",
        _ => "closed",
    };
    ctx.say(&format!("compounds-my-vote-{key}"), &days)
}

/// What is known of the ballot: never by which way it came, and never what it says.
fn ballot(ctx: &Ctx, vote: &Vote, voter: &Voter) -> Vec<String> {
    let mut all = Vec::new();
    if voter.in_dispute {
        all.push(ctx.t("compounds-my-vote-in-dispute"));
    }
    all.push(ctx.t(if voter.is_delivered() {
        "compounds-my-vote-delivered"
    } else {
        "compounds-my-vote-not-delivered"
    }));
    match voter.returned {
        Some((at, _)) => {
            let args = [("day", ctx.day(at.date()).into())];
            all.push(ctx.say("compounds-my-vote-returned", &args));
        }
        // Nothing can have come back yet, or it does not matter any more.
        None if matches!(
            vote.state,
            VoteState::Announced { .. } | VoteState::Withdrawn { .. } | VoteState::Void { .. }
        ) => {}
        None => all.push(ctx.t("compounds-my-vote-not-returned")),
    }
    all
}
