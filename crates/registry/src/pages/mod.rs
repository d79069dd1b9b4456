//! Pages about oneself, and those of the three administrators.

mod account_detail;
mod account_list;
mod account_new;
mod account_posts;
mod account_ways_in;
mod audit;
mod backup_line;
mod calendar;
mod enter;
mod invite;
mod mine;
mod outside;
mod passkey_sign_in;
mod passkeys;
mod password;
mod second_factor;
mod second_step;
mod sign_in;
mod sign_in_rules;
mod slip;
mod system;
mod way_in_cookie;

use std::sync::Arc;

use huiyin_web::forms::{Claim, claim, claim_as};
use huiyin_web::{Access, NavEntry, NavPlace, Routes, Site};

use crate::{ACCOUNTS, AUDIT, CALENDAR, Registry, SYSTEM};

/// What every handler of this crate can reach.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    site: Arc<Site>,
    registry: Arc<Registry>,
}

/// An option of a drop-down.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

pub fn routes(site: Arc<Site>, registry: Arc<Registry>) -> Routes<()> {
    let routes = administration(accounts(own(other_ways_in(way_in(Routes::new())))));
    with_nav(routes.with_state(Desk { site, registry }))
}

/// Signing in and out.
fn way_in(routes: Routes<Desk>) -> Routes<Desk> {
    routes
        .get("/sign-in", Access::Public, sign_in::show)
        .post("/sign-in", Access::Public, sign_in::submit)
        .get("/sign-in/code", Access::Public, second_step::show)
        .post("/sign-in/code", Access::Public, second_step::submit)
        .get("/invite/{token}", Access::Public, invite::show)
        .post("/invite/{token}", Access::Public, invite::submit)
        .post("/sign-out", Access::SignedIn, sign_in::leave)
}

/// Passkeys and the outside provider: using them, having them, taking them away.
fn other_ways_in(routes: Routes<Desk>) -> Routes<Desk> {
    let (all, me, needs) = (Access::Public, Access::SignedIn, Access::Needs(ACCOUNTS));
    routes
        .post("/sign-in/passkey/ask", all, passkey_sign_in::begin)
        .post("/sign-in/passkey", all, passkey_sign_in::submit)
        .post("/sign-in/outside", all, outside::leave)
        .get(crate::outside::WAY_BACK, all, outside::back)
        .post(crate::outside::WAY_BACK, all, outside::arrive)
        .get("/account/passkeys", me, passkeys::show)
        .post("/account/passkeys/ask", me, passkeys::begin)
        .post("/account/passkeys", me, passkeys::add)
        .post("/account/passkeys/{id}/remove", me, passkeys::remove)
        .get("/account/outside", me, outside::show)
        .post("/account/outside", me, outside::link)
        .post("/account/outside/remove", me, outside::unlink)
        .get("/desk/accounts/{id}/ways-in", needs, account_ways_in::show)
        .post(
            "/desk/accounts/{id}/ways-in/passkeys/remove",
            needs,
            account_ways_in::remove_passkeys,
        )
        .post(
            "/desk/accounts/{id}/ways-in/outside",
            needs,
            account_ways_in::link,
        )
        .post(
            "/desk/accounts/{id}/ways-in/outside/remove",
            needs,
            account_ways_in::unlink,
        )
}

/// Pages about oneself.
fn own(routes: Routes<Desk>) -> Routes<Desk> {
    let me = Access::SignedIn;
    routes
        .get("/account", me, mine::show)
        .post("/account/sessions/{id}/end", me, mine::end_session)
        .post("/account/sessions/end-others", me, mine::end_others)
        .get("/account/password", me, password::show)
        .post("/account/password", me, password::submit)
        .get("/account/second-factor", me, second_factor::show)
        .post("/account/second-factor/begin", me, second_factor::begin)
        .post("/account/second-factor/confirm", me, second_factor::confirm)
        .post("/account/second-factor/recovery", me, second_factor::renew)
        .post("/account/second-factor/remove", me, second_factor::remove)
}

/// Accounts and posts.
fn accounts(routes: Routes<Desk>) -> Routes<Desk> {
    let needs = Access::Needs(ACCOUNTS);
    routes
        .get("/desk/accounts", needs, account_list::show)
        .get("/desk/accounts/new", needs, account_new::show)
        .post("/desk/accounts/new", needs, account_new::submit)
        .get("/desk/accounts/{id}", needs, account_detail::show)
        .post("/desk/accounts/{id}/posts", needs, account_detail::add_post)
        .post(
            "/desk/accounts/{id}/posts/{post}/end",
            needs,
            account_posts::end,
        )
        .post(
            "/desk/accounts/{id}/posts/{post}/period",
            needs,
            account_posts::set_period,
        )
        .get("/desk/accounts/{id}/leave", needs, account_posts::leave)
        .post("/desk/accounts/{id}/invite", needs, invite::invite)
        .get("/desk/accounts/rules", needs, sign_in_rules::show)
        .post("/desk/accounts/rules", needs, sign_in_rules::submit)
        .post(
            "/desk/accounts/{id}/active",
            needs,
            account_detail::set_active,
        )
        .post("/desk/accounts/{id}/password", needs, slip::reset)
        .post(
            "/desk/accounts/{id}/second-factor",
            needs,
            account_detail::reset_second_factor,
        )
}

/// What the three administrators look after beside accounts.
fn administration(routes: Routes<Desk>) -> Routes<Desk> {
    let system = Access::Needs(SYSTEM);
    routes
        .get("/desk/calendar", Access::SignedIn, calendar::show)
        .post("/desk/calendar", Access::Needs(CALENDAR), calendar::import)
        .get("/desk/system", system, system::show)
        .post("/desk/system/letters/{id}/revive", system, system::revive)
        .get("/desk/audit", Access::Needs(AUDIT), audit::show)
}

const fn entry(
    href: &'static str,
    key: &'static str,
    icon: &'static str,
    access: Access,
) -> NavEntry {
    NavEntry {
        href,
        key,
        icon,
        place: NavPlace::Desk,
        access,
    }
}

fn with_nav(routes: Routes<()>) -> Routes<()> {
    let entries = [
        entry(
            "/desk/accounts",
            "registry-nav-accounts",
            "users",
            Access::Needs(ACCOUNTS),
        ),
        entry(
            "/desk/system",
            "registry-nav-system",
            "settings",
            Access::Needs(SYSTEM),
        ),
        entry(
            "/desk/audit",
            "registry-nav-audit",
            "history",
            Access::Needs(AUDIT),
        ),
        entry(
            "/desk/calendar",
            "registry-nav-calendar",
            "calendar-days",
            Access::SignedIn,
        ),
        entry("/account", "registry-nav-account", "user", Access::SignedIn),
    ];
    entries.into_iter().fold(routes, Routes::nav)
}
