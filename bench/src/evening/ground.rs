//! A round of today with a hundred teams, made through the operations of the slices.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};
use huiyin_app::slices::Slices;
use huiyin_app::{Config, SettingArgs};
use huiyin_forms::household_visit;
use huiyin_kernel::{Clock as _, FixedClock, Id, Instant};
use huiyin_registry::ops::{Doer, open_session};
use huiyin_registry::{Area, AreaKind, Held, NewAccount, Policy, Proven, accounts, areas};
use huiyin_visits::Visits;
use huiyin_visits::model::{DwellingKind, FormRef, Minute, PlanOrder, RoundDraft, Session, Span};
use huiyin_visits::ops::{self, By, doors};
use huiyin_visits::rules::register::Draft;
use huiyin_visits::rules::teams::TeamDraft;

use super::DOORS;
use crate::district::District;

/// Who coordinates the demo's visits.
const COORDINATOR: &str = "coordinator";
/// So short that every team reaches all its doors.
const MINUTES: u16 = 5;
const PLAN_SECONDS: u32 = 2;
/// Doors entered in one transaction.
const PIECE: usize = 500;

/// Sessions of those who hold the phones, and since when things were sent.
pub struct Ready {
    pub tokens: Vec<String>,
    pub since: Instant,
}

struct Past {
    visits: Arc<Visits>,
    clock: Arc<FixedClock>,
    by: By,
}

pub async fn prepare(district: &District, teams: usize) -> Result<Ready> {
    let house = district.open().await?;
    let config = Config::read(&SettingArgs::default(), &|_| None, district.folder());
    let config = config.map_err(|error| anyhow!(error.0.en))?;
    let slices = Slices::start(&house, &config).await;
    let slices = slices.map_err(|error| anyhow!(error.0.en))?;
    let now = slices.site.now();
    let people = enlist(&slices, teams * 2, now).await?;
    let (matters, clock) = huiyin_matters::demo::past(&slices.site)?;
    let past = Past {
        visits: Arc::new(Visits::new(Arc::new(matters))),
        clock,
        by: By::everywhere(Id::derived("demo account", COORDINATOR)),
    };
    // Set up ten days ago, so that nothing of it happens on the evening itself.
    past.clock.set(now.plus_hours(-240));
    let all = areas::all(&mut house.db.read().await?).await?;
    let communities = enter_doors(&past, &all, teams * DOORS).await?;
    let round = set_up(&past, communities, &people, now).await?;
    let order = PlanOrder {
        seconds: PLAN_SECONDS,
        ..PlanOrder::default()
    };
    let plan = ops::make_plan(&past.visits, &past.by, round, order).await?;
    if plan.unplaced > 0 {
        bail!("{} doors found no team", plan.unplaced);
    }
    let mut tx = house.db.write().await?;
    ops::take_plan(&past.visits, &mut tx, &past.by, (round, None), plan.id).await?;
    ops::announce(&past.visits, &mut tx, &past.by, round, None).await?;
    tx.commit().await?;
    past.clock.set(now);
    ops::turn_days(&past.visits).await?;
    let mut tokens = Vec::new();
    for [first, _] in people.as_chunks::<2>().0 {
        let admitted = open_session(&slices.site, *first, Proven::PASSWORD, "bench").await?;
        tokens.push(
            admitted
                .session()
                .context("a visitor may not sign in")?
                .token,
        );
    }
    house.db.close().await;
    Ok(Ready { tokens, since: now })
}

/// Accounts of visitors, with a post that holds everywhere. Nobody knows their passwords.
async fn enlist(slices: &Slices, count: usize, now: Instant) -> Result<Vec<Id>> {
    let policy = Policy::shipped().map_err(|error| anyhow!("{error:?}"))?;
    let by = Doer {
        actor: "system",
        now,
    };
    let mut tx = slices.site.db.write().await?;
    let all = areas::all(&mut tx).await?;
    let district = all.iter().find(|it| it.kind == AreaKind::District);
    let district = district.context("the demo has no district")?;
    let mut people = Vec::new();
    for number in 0..count {
        let id = slices.site.new_id();
        let new = NewAccount {
            id,
            login: format!("evening-{number}"),
            name: format!("走访员{number}"),
            password_hash: "-".to_owned(),
            must_change_password: false,
        };
        let keys = &slices.site.keys;
        huiyin_registry::ops::create_account(&mut tx, keys, &new, by).await?;
        let account = accounts::by_id(&mut tx, id).await?.context("an account")?;
        let post = Held {
            id: slices.site.new_id(),
            account_id: id,
            role: "visitor".to_owned(),
            area_id: district.id,
            area_path: district.path.clone(),
            body_id: None,
            from_on: now.date().plus_days(-30),
            until_on: None,
        };
        let given = huiyin_registry::ops::add_post(&mut tx, &policy, &account, &post, by).await?;
        given.map_err(|refused| anyhow!("{refused:?}"))?;
        people.push(id);
    }
    tx.commit().await?;
    Ok(people)
}

/// Enters doors in the compounds of the demo, in turn; answers in which communities.
async fn enter_doors(past: &Past, all: &[Area], count: usize) -> Result<BTreeSet<Id>> {
    let compounds: Vec<&Area> = all
        .iter()
        .filter(|area| area.kind == AreaKind::Compound && area.point.is_some())
        .collect();
    if compounds.is_empty() {
        bail!("the demo has no compounds");
    }
    let reach = doors::Reach::below([String::new()]);
    let actor = format!("account:{}", Id::derived("demo account", COORDINATOR));
    let by = doors::By {
        actor: &actor,
        now: past.clock.now(),
    };
    let site = &past.visits.site;
    let mut communities = BTreeSet::new();
    for from in (0..count).step_by(PIECE) {
        let mut tx = site.db.write().await?;
        for number in from..count.min(from + PIECE) {
            let compound = compounds[number % compounds.len()];
            let draft = draft(all, compound, number / compounds.len())?;
            communities.insert(draft.community);
            let entered = doors::enter(&mut tx, site, &reach, (site.new_id(), &draft), by).await;
            entered.map_err(|error| anyhow!("{error:?}"))?;
        }
        tx.commit().await?;
    }
    Ok(communities)
}

fn draft(all: &[Area], compound: &Area, number: usize) -> Result<Draft> {
    let mut around = all.iter().filter(|area| area.covers(&compound.path));
    let community = around.find(|area| area.kind == AreaKind::Community);
    let (floor, flat) = (1 + number / 4 % 30, 1 + number % 4);
    Ok(Draft {
        kind: DwellingKind::Household,
        community: community.context("a compound lies in no community")?.id,
        compound: Some(compound.id),
        compound_name: compound.name.zh.clone(),
        building: format!("{}号楼", 20 + number / 120),
        door: format!("1单元{floor}-{flat}"),
        name: None,
        phone: None,
        open: Vec::new(),
        minutes: MINUTES,
        point: compound.point,
    })
}

async fn set_up(past: &Past, communities: BTreeSet<Id>, people: &[Id], now: Instant) -> Result<Id> {
    let visits = &past.visits;
    let form = household_visit().map_err(|error| anyhow!("{error:?}"))?;
    let spans = [
        Span::new(Minute::at(9, 30), Minute::at(12, 0)),
        Span::new(Minute::at(14, 0), Minute::at(18, 0)),
    ];
    let draft = RoundDraft {
        title: "星期六".to_owned(),
        kinds: BTreeSet::from([DwellingKind::Household]),
        areas: communities,
        form: Some(FormRef {
            id: form.id.to_string(),
            version: 1,
        }),
        sessions: spans
            .into_iter()
            .map(|span| Session {
                on: now.date(),
                span,
                id: visits.site.new_id(),
            })
            .collect(),
    };
    let id = visits.site.new_id();
    let mut tx = visits.site.db.write().await?;
    ops::create_round(visits, &mut tx, &past.by, id, draft).await?;
    for [first, second] in people.as_chunks::<2>().0 {
        let team = TeamDraft {
            first: *first,
            second: *second,
            areas: Vec::new(),
        };
        ops::add_team(visits, &mut tx, &past.by, (id, None), team).await?;
    }
    tx.commit().await?;
    ops::admit_doors(visits, &past.by, id).await?;
    Ok(id)
}
