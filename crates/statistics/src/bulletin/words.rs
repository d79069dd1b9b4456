use huiyin_web::Ctx;

use crate::rules::bulletin::BulletinStateName;

/// A state as a badge: tone, icon and word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Badge {
    pub tone: &'static str,
    pub icon: &'static str,
    pub label: String,
}

pub(super) fn badge(ctx: &Ctx, state: BulletinStateName) -> Badge {
    let (tone, icon) = match state {
        BulletinStateName::Draft => ("neutral", "pencil"),
        BulletinStateName::Checked => ("info", "user-check"),
        BulletinStateName::Released => ("ok", "circle-check"),
        BulletinStateName::Discarded => ("neutral", "circle-x"),
    };
    Badge {
        tone,
        icon,
        label: ctx.t(&format!("statistics-bulletin-state-{state}")),
    }
}
