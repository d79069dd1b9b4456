use std::sync::Arc;

use axum::extract::State;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Act, Ctx, PageError};

use crate::Compounds;
use crate::model::register::Estate;
use crate::model::votes::{Sum, Vote, VoteStateName};
use crate::ops::By;
use crate::ops::votes::load_vote;
use crate::pages::by;

pub(super) type Held = State<Arc<Compounds>>;

/// What every desk page of a vote has on top.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub estate: Id,
    pub estate_name: String,
    pub id: Id,
    pub version: u32,
    pub title: String,
    pub state: String,
    pub tone: &'static str,
    pub icon: &'static str,
    pub base: String,
    pub tabs: Vec<Tab>,
}

#[derive(Debug, Clone)]
pub(super) struct Tab {
    pub href: String,
    pub label: String,
    pub is_here: bool,
}

const TABS: [&str; 6] = [
    "overview",
    "roll",
    "delivery",
    "entry",
    "open",
    "objections",
];

/// What somebody who only enters ballots is shown.
const COUNTER_TABS: [&str; 2] = ["entry", "open"];

impl Frame {
    pub(super) fn of(ctx: &Ctx, estate: &Estate, vote: &Vote, here: &str) -> Self {
        let state = vote.state.name();
        let (tone, icon) = tone_of(state);
        let base = format!("/desk/estates/{}/votes/{}", estate.id, vote.id);
        let tab = |name: &&str| Tab {
            href: if *name == "overview" {
                base.clone()
            } else {
                format!("{base}/{name}")
            },
            label: ctx.t(&format!("compounds-votes-tab-{name}")),
            is_here: *name == here,
        };
        let runs = ctx.viewer.as_ref().is_some_and(|it| it.may(crate::VOTES));
        let enters = ctx.viewer.as_ref().is_some_and(|it| it.may(crate::ENTER));
        let shown = TABS.iter().filter(|name| match **name {
            "overview" => runs || !enters,
            "entry" | "open" => enters,
            _ => runs,
        });
        let tabs = if runs {
            shown.map(tab).collect()
        } else if enters {
            COUNTER_TABS.iter().map(tab).collect()
        } else {
            Vec::new()
        };
        Self {
            estate: estate.id,
            estate_name: estate.name.clone(),
            id: vote.id,
            version: vote.version,
            title: vote.title.clone(),
            state: state_word(ctx, state),
            tone,
            icon,
            base,
            tabs,
        }
    }
}

/// The word for a state, as it stands beside its icon.
pub(in crate::pages) fn state_word(ctx: &Ctx, state: VoteStateName) -> String {
    ctx.t(&format!("compounds-votes-state-{}", state.key()))
}

pub(in crate::pages) const fn tone_of(state: VoteStateName) -> (&'static str, &'static str) {
    use VoteStateName as S;
    match state {
        S::Proposed | S::Preparing => ("neutral", "pencil"),
        S::RollPosted => ("info", "users"),
        S::Announced => ("info", "megaphone"),
        S::Voting => ("warn", "clock"),
        S::Closed | S::Committed => ("warn", "timer"),
        S::Counted => ("info", "check"),
        S::Published | S::Filed => ("ok", "circle-check"),
        S::Withdrawn | S::Void => ("neutral", "x"),
    }
}

/// A vote of the address, as far as posts with this act reach.
pub(super) async fn vote_of(
    ctx: &Ctx,
    tx: &mut Tx,
    (estate, vote): (Id, Id),
    act: Act,
) -> Result<(Estate, Vote, By), PageError> {
    let by = by(ctx, act)?;
    let (estate, vote) = load_vote(tx, &by, estate, vote).await?;
    Ok((estate, vote, by))
}

/// Square metres with two decimals.
pub(super) fn area(area: u64) -> String {
    format!("{}.{:02}", area / 100, area % 100)
}

/// `417 户 / 41 700.00 m²` with their share of the whole, two decimals, half up; a dash where
/// there is no whole.
pub(super) fn share(part: Sum, all: Sum) -> (String, String) {
    let percent = |part: u64, all: u64| {
        huiyin_kernel::Ratio::new(part, all)
            .basis_points()
            .map_or_else(
                || "–".to_owned(),
                |points| format!("{}.{:02}%", points / 100, points % 100),
            )
    };
    (
        percent(part.persons, all.persons),
        percent(part.area, all.area),
    )
}
