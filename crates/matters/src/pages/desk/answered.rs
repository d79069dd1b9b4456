//! The answer that a reporter is asked about: the matter's own, or that of the one it went into
//! (rule M12: whoever was merged hears the same answer and is asked separately).

use huiyin_web::{Ctx, PageError};

use super::matter::{Loaded, text_of};
use super::wording;
use crate::model::{Matter, State, TextKind};
use crate::store::{self, Past};
use crate::{Matters, scope};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub text: String,
    /// Empty while there is no answer.
    pub outcome: String,
    pub lead: String,
    pub at: String,
}

pub(super) async fn given(
    ctx: &Ctx,
    matters: &Matters,
    loaded: &Loaded,
) -> Result<Given, PageError> {
    let State::Merged { into, .. } = loaded.known.matter.state else {
        return Ok(say(ctx, loaded, &loaded.known.matter, &loaded.history));
    };
    let mut tx = matters.site.db.read().await?;
    let other = store::load(&mut tx, &matters.site.keys, into).await?;
    let Some(other) = other.filter(|it| scope::may_read(&loaded.actor, &it.matter)) else {
        return Ok(Given::default());
    };
    let mut history = store::history(&mut tx, into).await?;
    scope::veil(&loaded.actor, &other.matter, &mut history);
    Ok(say(ctx, loaded, &other.matter, &history))
}

fn say(ctx: &Ctx, loaded: &Loaded, matter: &Matter, history: &[Past]) -> Given {
    let Some(answer) = matter.state.answer_given() else {
        return Given::default();
    };
    Given {
        text: text_of(history, TextKind::Answer),
        outcome: ctx.t(&format!("matters-outcome-{}", answer.outcome.key())),
        lead: loaded.world.body_name(answer.body, ctx.lang),
        at: wording::moment(ctx, answer.at),
    }
}
