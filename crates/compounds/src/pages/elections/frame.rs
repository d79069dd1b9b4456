use std::sync::Arc;

use axum::extract::State;
use huiyin_kernel::{Date, Lang};
use huiyin_web::{Ctx, Texts};

use crate::Compounds;
use crate::model::elections::{Election, ElectionState, StateName};
use crate::papers::Say;

pub(super) type Held = State<Arc<Compounds>>;

/// Tone and icon of a state; the word stands beside it.
pub(super) const fn tone_of(state: StateName) -> (&'static str, &'static str) {
    match state {
        StateName::Candidacy => ("info", "pencil"),
        StateName::Noticed => ("info", "megaphone"),
        StateName::Voting => ("warn", "scale"),
        StateName::Ranked => ("warn", "circle-check"),
        StateName::Seated => ("ok", "circle-check"),
        StateName::Withdrawn => ("neutral", "x"),
    }
}

pub(super) struct Row {
    pub href: String,
    pub title: String,
    pub state: String,
    pub tone: &'static str,
    pub icon: &'static str,
}

impl Row {
    pub(super) fn of(ctx: &Ctx, base: &str, election: &Election) -> Self {
        let state = election.state.name();
        let (tone, icon) = tone_of(state);
        Self {
            href: format!("{base}/{}", election.id),
            title: title(ctx, election),
            state: ctx.t(&format!("compounds-elections-state-{}", state.key())),
            tone,
            icon,
        }
    }
}

pub(super) fn title(ctx: &Ctx, election: &Election) -> String {
    title_in(&ctx.site.texts, ctx.lang, election)
}

/// The same in a language of its own, for papers.
pub(super) fn title_in(texts: &Texts, lang: Lang, election: &Election) -> String {
    let day = Say::new(texts, lang).on_day(election.created_at.date());
    texts.say(lang, "compounds-elections-of", &[("day", day.into())])
}

/// What hangs over an election, as sentences: a filing that is due, a term that ends, empty seats.
pub(super) fn warnings(
    ctx: &Ctx,
    (election, needs_by_election): (&Election, bool),
    today: Date,
) -> Vec<String> {
    let mut all = Vec::new();
    let ElectionState::Seated {
        until, warned_on, ..
    } = &election.state
    else {
        return all;
    };
    if let Some(day) = election.file_by() {
        let key = if day < today { "file-late" } else { "file-by" };
        let key = format!("compounds-elections-{key}");
        all.push(ctx.say(&key, &[("day", ctx.day(day).into())]));
    }
    if *until <= today {
        let args = [("day", ctx.day(*until).into())];
        all.push(ctx.say("compounds-elections-term-over", &args));
    } else if warned_on.is_some() {
        let args = [("day", ctx.day(*until).into())];
        all.push(ctx.say("compounds-elections-term-ends", &args));
    }
    if needs_by_election {
        all.push(ctx.t("compounds-elections-by-election"));
    }
    all
}
