//! What residents and owners meet: find my compound, its home, and an owner's own page.

mod compound;
mod find;
mod owner;
mod telling;
mod votes;

use std::sync::Arc;

use huiyin_kernel::Id;
use huiyin_web::Access::Public;
use huiyin_web::{Act, Ctx, NavEntry, NavPlace, Routes};

use crate::{Compounds, LEDGER, LOOK, TABLE, VOTES};

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let nav = NavEntry {
        href: "/estates",
        key: "compounds-nav-home",
        icon: "house",
        place: NavPlace::Public,
        access: Public,
    };
    Routes::new()
        .nav(nav)
        .get("/estates", Public, find::show)
        .get("/estates/{estate}", Public, compound::show)
        .get("/mine/home", Public, owner::show)
        .get("/mine/home/copy", Public, owner::copy)
        .post("/mine/home/telling", Public, telling::submit)
        .with_state(Arc::clone(compounds))
}

/// A way from an estate into one of its rooms, as it is shown.
#[derive(Debug, Clone)]
pub struct Room {
    pub href: String,
    pub label: String,
    pub text: String,
    pub icon: &'static str,
}

/// A way that a room adds: what stands behind the estate's address, the key of its words (the text
/// beneath has `-text` behind), its icon.
type Way = (&'static str, &'static str, &'static str);

/// On the home of an estate, which everybody sees; one line for each room, in the order in which
/// owners ask for them. What owners may see by the interpretation on divided ownership (2009, as
/// amended 2020), article 13, stands behind them: fund and income under money, decisions and
/// minutes under votes and table, the rules under rules.
const PUBLIC: &[Way] = &[
    ("/money", "compounds-ledger-way", "coins"),
    ("/votes", "compounds-votes-way", "scale"),
    ("/elections", "compounds-elections-way", "user-check"),
    ("/table", "compounds-table-room", "users"),
    ("/rules", "compounds-rules-room", "book-open"),
];

/// On the desk, each for who may do its act; one line for each room.
const DESK: &[(Way, Act)] = &[
    (("/ledger", "compounds-ledger-desk-way", "coins"), LEDGER),
    (("/votes", "compounds-votes-way", "scale"), LOOK),
    (
        ("/elections", "compounds-elections-way", "user-check"),
        LOOK,
    ),
    (("/table", "compounds-table-desk-room", "users"), TABLE),
    (("/rules", "compounds-rules-desk-room", "book-open"), VOTES),
];

fn room(ctx: &Ctx, base: &str, (path, key, icon): Way) -> Room {
    Room {
        href: format!("{base}{path}"),
        label: ctx.t(key),
        text: ctx.t(&format!("{key}-text")),
        icon,
    }
}

/// The rooms of an estate that everybody may enter.
pub(crate) fn public_rooms(ctx: &Ctx, estate: Id) -> Vec<Room> {
    let base = format!("/estates/{estate}");
    PUBLIC.iter().map(|way| room(ctx, &base, *way)).collect()
}

/// The rooms of an estate on the desk that this person may enter.
pub(crate) fn desk_rooms(ctx: &Ctx, estate: Id) -> Vec<Room> {
    let base = format!("/desk/estates/{estate}");
    let may = |act: Act| ctx.viewer.as_ref().is_some_and(|it| it.may(act));
    let open = DESK.iter().filter(|(_, act)| may(*act));
    open.map(|(way, _)| room(ctx, &base, *way)).collect()
}
