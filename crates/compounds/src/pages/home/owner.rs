//! An owner's own page, for whoever has proven the phone that stands with an owner: my units, and
//! the ways to our votes, our money, our rules and our table. Nobody needs it: every way of it
//! leads on from the home of the estate too.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Date, Id};
use huiyin_matters::light::{Reach, account};
use huiyin_web::forms::percent;
use huiyin_web::{Ctx, Page, PageError, PageResult, download, redirect, render};

use super::votes::{Mine, of_home};
use super::{Room, public_rooms};
use crate::Compounds;
use crate::model::register::{Owner, OwnerId, Unit};
use crate::ops::register::copy_all;
use crate::ops::{ledger, telling};
use crate::rules::register::area_text;
use crate::store::ledger::shares;
use crate::store::register::{buildings, estates, holdings, owners, units};

/// Where a phone is proven, for this page.
pub(super) const ENTER: &str = "/mine?for=home";

struct Own {
    unit: Id,
    from: Date,
    place: String,
    kind: &'static str,
    area: String,
    source: &'static str,
    since: String,
    /// Who casts the ballot, where there are several owners.
    ballot: &'static str,
}

struct Home {
    id: Id,
    name: String,
    units: Vec<Own>,
    /// Under which owners of the register this phone stands here.
    owners: Vec<OwnerId>,
    votes: Vec<Mine>,
    rooms: Vec<Room>,
    /// `on`, `off`, or empty where no messages are carried.
    telling: &'static str,
    report: String,
    money: Option<Money>,
    paid: Vec<Payment>,
}

/// The part of these units in the money of all.
struct Money {
    period: String,
    net: (String, String),
    left: (String, String),
}

/// What was paid out to one of these units.
struct Payment {
    place: String,
    day: String,
    purpose: String,
    amount: String,
}

#[derive(Template)]
#[template(path = "compounds/home/owner.html")]
struct View {
    page: Page,
    masked: String,
    homes: Vec<Home>,
}

/// Who casts the ballot of a unit that several own.
fn ballot(unit: &Unit, owner: &Owner, several: bool) -> &'static str {
    match unit.representative {
        _ if !several => "alone",
        Some(it) if it == owner.id.0 => "mine",
        Some(_) => "other",
        None => "open",
    }
}

async fn own(tx: &mut Tx, ctx: &Ctx, owner: &Owner) -> Result<Vec<Own>, PageError> {
    let today = ctx.now.date();
    let mut all = Vec::new();
    for holding in holdings::of_owner(tx, owner.id).await? {
        if !holding.holds_on(today) {
            continue;
        }
        let Some(unit) = units::load(tx, holding.unit).await? else {
            continue;
        };
        let with = holdings::of_unit(tx, unit.id).await?;
        let several = with.iter().filter(|it| it.holds_on(today)).count() > 1;
        let building = buildings::load(tx, unit.building).await?;
        let building = building.map_or_else(String::new, |it| format!("{}{}", it.phase, it.name));
        all.push(Own {
            unit: unit.id,
            from: holding.from,
            place: format!("{building} {}", unit.label),
            kind: unit.kind.name(),
            area: area_text(unit.area_centi),
            source: unit.source.name(),
            since: ctx.day(holding.from),
            ballot: ballot(&unit, owner, several),
        });
    }
    Ok(all)
}

fn yuan(ctx: &Ctx, amount: huiyin_kernel::Money) -> String {
    let args = [("amount", amount.grouped().into())];
    ctx.say("compounds-ledger-yuan", &args)
}

/// What part of the money that was last published falls to somebody's units. Nobody else is shown it.
async fn money_of(ctx: &Ctx, tx: &mut Tx, home: &Home) -> Result<Option<Money>, PageError> {
    let own: Vec<Id> = home.units.iter().map(|it| it.unit).collect();
    let part = ledger::own_part(tx, home.id, &own).await?;
    Ok(part.map(|it| {
        let args = [
            ("from", ctx.day(it.from).into()),
            ("to", ctx.day(it.to).into()),
        ];
        Money {
            period: ctx.say("compounds-ledger-period", &args),
            net: (yuan(ctx, it.net.0), yuan(ctx, it.net.1)),
            left: (yuan(ctx, it.left.0), yuan(ctx, it.left.1)),
        }
    }))
}

/// What was paid out to these units since they are theirs.
async fn paid_to(ctx: &Ctx, tx: &mut Tx, home: &Home) -> Result<Vec<Payment>, PageError> {
    let mut all = Vec::new();
    for unit in &home.units {
        for paid in shares::of_unit(tx, unit.unit, unit.from).await? {
            all.push(Payment {
                place: unit.place.clone(),
                day: ctx.day(paid.day),
                purpose: paid.purpose,
                amount: yuan(ctx, paid.amount),
            });
        }
    }
    Ok(all)
}

/// Whether this owner is told by short message.
async fn telling_of(
    ctx: &Ctx,
    compounds: &Compounds,
    tx: &mut Tx,
    owner: &Owner,
) -> Result<&'static str, PageError> {
    if !ctx.site.settings.carriers.sms {
        return Ok("");
    }
    let wish = telling::wish(compounds, tx, owner.id).await?;
    Ok(if wish.is_some_and(|it| it.holds) {
        "on"
    } else {
        "off"
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    headers: HeaderMap,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let Some(account) = account(&ctx, &headers, &mut tx).await? else {
        return Ok(redirect(ENTER));
    };
    let mut homes: Vec<Home> = Vec::new();
    if let Reach::Phone(phone) = &account.reach {
        for owner in owners::by_phone(&mut tx, &compounds.site.keys, phone).await? {
            let found = own(&mut tx, &ctx, &owner).await?;
            if found.is_empty() {
                continue;
            }
            if let Some(home) = homes.iter_mut().find(|it| it.id == owner.estate) {
                home.units.extend(found);
                home.owners.push(owner.id);
                continue;
            }
            let Some(estate) = estates::load(&mut tx, owner.estate).await? else {
                continue;
            };
            homes.push(Home {
                id: estate.id,
                units: found,
                owners: vec![owner.id],
                votes: Vec::new(),
                telling: telling_of(&ctx, &compounds, &mut tx, &owner).await?,
                rooms: public_rooms(&ctx, estate.id),
                report: format!("/report?place={}", percent(&estate.name)),
                name: estate.name,
                money: None,
                paid: Vec::new(),
            });
        }
    }
    for home in &mut homes {
        home.units.sort_by(|a, b| a.place.cmp(&b.place));
        home.units.dedup_by_key(|it| it.unit);
        home.money = money_of(&ctx, &mut tx, home).await?;
        home.paid = paid_to(&ctx, &mut tx, home).await?;
        let owners = (home.id, home.owners.as_slice());
        home.votes = of_home(&ctx, &compounds, &mut tx, owners).await?;
    }
    render(&View {
        page: ctx.page(),
        masked: account.reach.masked(),
        homes,
    })
}

/// Everything that the registers of estates hold of this phone's owner, to keep or to take
/// elsewhere (rule P7).
pub(super) async fn copy(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    headers: HeaderMap,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let Some(account) = account(&ctx, &headers, &mut tx).await? else {
        return Ok(redirect(ENTER));
    };
    let held = match &account.reach {
        Reach::Phone(phone) => copy_all(&mut tx, &compounds.site, phone).await?,
        Reach::Mail(_) => Vec::new(),
    };
    let bytes = serde_json::to_vec_pretty(&held).map_err(StoreError::inconsistent)?;
    Ok(download("application/json", "my-units.json", bytes))
}
