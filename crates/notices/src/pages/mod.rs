//! Pages of this slice: what became of notices and how they are worded (system administrator),
//! slips to hand over (whoever meets residents), and how one wants to be told oneself.

mod choice;
mod fates;
mod slips;
mod wordings;

use std::sync::Arc;

use huiyin_web::{Access, Act, NavEntry, NavPlace, Routes};

use crate::Notices;

/// Carriers, fates and wordings, without anybody's address.
pub const MANAGE: Act = Act("notices.manage");
/// Slips that are handed over in one's own area.
pub const SLIPS: Act = Act("notices.slips");

/// Every route of this slice.
pub fn routes(notices: &Arc<Notices>) -> Routes<()> {
    let manage = Access::Needs(MANAGE);
    let slips = Access::Needs(SLIPS);
    Routes::new()
        .nav(NavEntry {
            href: "/desk/slips",
            key: "notices-nav-slips",
            icon: "printer",
            place: NavPlace::Desk,
            access: slips,
        })
        .nav(NavEntry {
            href: "/desk/telling",
            key: "notices-nav-telling",
            icon: "send",
            place: NavPlace::Desk,
            access: manage,
        })
        .get("/desk/telling", manage, fates::show)
        .post("/desk/telling/{id}/again", manage, fates::again)
        .get("/desk/telling/wordings", manage, wordings::list)
        .get(
            "/desk/telling/wordings/{name}/{lang}",
            manage,
            wordings::show,
        )
        .post(
            "/desk/telling/wordings/{name}/{lang}",
            manage,
            wordings::change,
        )
        .get("/desk/slips", slips, slips::show)
        .get("/desk/slips/{id}", slips, slips::one)
        .post("/desk/slips/{id}", slips, slips::handed)
        .get("/account/telling", Access::SignedIn, choice::show)
        .post("/account/telling", Access::SignedIn, choice::change)
        .with_state(Arc::clone(notices))
}
