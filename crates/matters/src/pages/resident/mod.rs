//! What a resident meets: reporting, following with a code, the public board. No account is
//! needed anywhere, and every page works without JavaScript.

mod board;
mod echo;
mod follow;
mod holder;
mod home;
mod mine;
mod paper;
mod photo;
mod receipt;
mod report;
mod wording;

#[cfg(test)]
mod tests;

pub use mine::account as light_account;

use std::sync::Arc;

use huiyin_web::Access::Public;
use huiyin_web::{NavEntry, NavPlace, Routes};

use crate::Matters;

pub(crate) fn routes() -> Routes<Arc<Matters>> {
    let nav = |href, key, icon| NavEntry {
        href,
        key,
        icon,
        place: NavPlace::Public,
        access: Public,
    };
    let routes = Routes::new()
        .nav(nav("/report", "web-nav-report", "megaphone"))
        .nav(nav("/follow", "web-nav-follow", "search"))
        .nav(nav("/board", "web-nav-board", "list"))
        .get("/", Public, home::show)
        .get("/report", Public, report::show)
        .post("/report", Public, report::send)
        .get("/paper-form", Public, paper::show)
        .get("/receipt/{code}", Public, receipt::show)
        .get("/follow", Public, follow::show)
        .get("/echo", Public, follow::show)
        .get("/echo/{code}", Public, echo::show)
        .get("/echo/{code}/slip", Public, receipt::slip)
        .get("/photo/{code}/{photo}", Public, photo::show);
    mine_routes(board_routes(echo_routes(routes)))
}

fn mine_routes(routes: Routes<Arc<Matters>>) -> Routes<Arc<Matters>> {
    routes
        .get("/mine", Public, mine::show)
        .get("/mine/{id}", Public, mine::open)
        .post("/mine/ask", Public, mine::ask)
        .get("/mine/code", Public, mine::show_code)
        .post("/mine/code", Public, mine::by_code)
        .post("/mine/slip", Public, mine::by_slip)
        .post("/mine/leave", Public, mine::leave)
        .post("/mine/codes", Public, mine::add)
        .post("/mine/codes/{id}/remove", Public, mine::remove)
        .post("/mine/forget", Public, mine::forget)
}

fn echo_routes(routes: Routes<Arc<Matters>>) -> Routes<Arc<Matters>> {
    routes
        .post("/echo/{code}/message", Public, echo::message)
        .post("/echo/{code}/photos", Public, echo::photos)
        .post("/echo/{code}/chase", Public, echo::chase)
        .post("/echo/{code}/withdraw", Public, echo::withdraw)
        .post("/echo/{code}/confirm", Public, echo::confirm)
        .post("/echo/{code}/reopen", Public, echo::reopen)
        .post("/echo/{code}/again", Public, echo::again)
        .post("/echo/{code}/telling", Public, echo::telling)
}

fn board_routes(routes: Routes<Arc<Matters>>) -> Routes<Arc<Matters>> {
    routes
        .get("/board", Public, board::show)
        .get("/board.rss", Public, board::rss)
        .get("/board.atom", Public, board::atom)
        .get("/board.csv", Public, board::csv)
        .get("/board.geojson", Public, board::geojson)
        .get("/board/{number}", Public, board::one)
        .get("/board/{number}/photos/{photo}", Public, board::photo)
        .post("/board/{number}/join", Public, board::join)
}
