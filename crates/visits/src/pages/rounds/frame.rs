use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};

use super::words::round_tone;
use crate::Visits;
use crate::model::Round;
use crate::ops::{By, Places, load_round};

/// What every page of a round has on top: its name, its state and the ways between its parts.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub id: Id,
    pub version: u32,
    pub title: String,
    pub state: String,
    pub tone: &'static str,
    pub icon: &'static str,
    pub tabs: Vec<Tab>,
}

#[derive(Debug, Clone)]
pub(super) struct Tab {
    pub href: String,
    pub label: String,
    pub is_here: bool,
}

impl Frame {
    pub(super) fn of(ctx: &Ctx, round: &Round, here: &str) -> Self {
        let state = round.state.name();
        let (tone, icon) = round_tone(state);
        let base = format!("/desk/rounds/{}", round.id);
        let tab = |name: &'static str| Tab {
            href: if name == "overview" {
                base.clone()
            } else {
                format!("{base}/{name}")
            },
            label: ctx.t(&format!("visits-round-tab-{name}")),
            is_here: name == here,
        };
        Self {
            id: round.id,
            version: round.version,
            title: round.title.clone(),
            state: ctx.t(&format!("visits-round-state-{}", state.key())),
            tone,
            icon,
            tabs: ["overview", "edit", "teams", "doors", "plans", "progress"]
                .map(tab)
                .to_vec(),
        }
    }
}

/// A round that the signed-in person may look at.
pub(super) async fn round_of(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &str,
) -> Result<(Round, Places, By), PageError> {
    let by = By::viewer(ctx.signed_in()?);
    let (round, places) = load_round(tx, &by, super::id_of(id)?).await?;
    Ok((round, places, by))
}

/// The state that handlers share.
pub(super) type Held = axum::extract::State<Arc<Visits>>;
