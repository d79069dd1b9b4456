use std::collections::BTreeMap;
use std::sync::Arc;

use huiyin_kernel::{Clock, Id};
use huiyin_plan_routes::{self as engine, Control, Options, Plan, TRIES_PER_SECOND};

use super::question::{Question, question};
use super::runs::{Place, Progress, Run};
use crate::Visits;
use crate::model::bounds::PLAN_SECONDS;
use crate::model::{Measures, PlanMode, PlanOrder, PlanRow, PlanState, Refused, RoundStateName};
use crate::ops::{By, OpError, admit_doors, load_round};
use crate::rules::planning as rules;
use crate::rules::round::ready_to_plan;
use crate::store::{plans, teams};

/// Stops that are written in one transaction.
const PIECE: usize = 1_000;
/// After so many times the seconds asked for, a slow machine gives what it has.
const PATIENCE: u32 = 4;
/// Seconds for which even the least effort may take its time.
const PATIENCE_LEAST: u32 = 30;

/// A plan that was begun: its row, and its place among the runs.
struct Begun {
    plan: PlanRow,
    place: Place,
    by: By,
}

/// Seeks a plan and answers when it is there. The row tells what became of it.
pub async fn make_plan(
    visits: &Visits,
    by: &By,
    round: Id,
    order: PlanOrder,
) -> Result<PlanRow, OpError> {
    let begun = begin(visits, by, round, order).await?;
    work(visits, begun).await
}

/// Begins to seek a plan and answers at once with its id.
pub async fn start_plan(
    visits: &Arc<Visits>,
    by: &By,
    round: Id,
    order: PlanOrder,
) -> Result<Id, OpError> {
    let begun = begin(visits, by, round, order).await?;
    let id = begun.plan.id;
    let visits = Arc::clone(visits);
    tokio::spawn(async move {
        if let Err(error) = work(&visits, begun).await {
            tracing::error!(%error, "a plan of visits could not be stored");
        }
    });
    Ok(id)
}

async fn begin(visits: &Visits, by: &By, round: Id, order: PlanOrder) -> Result<Begun, OpError> {
    let mut tx = visits.site.db.write().await?;
    let (known, _) = load_round(&mut tx, by, round).await?;
    if known.state.ended_at().is_some() {
        return Err(Refused::RoundClosed.into());
    }
    // Once residents were told, what they were told stays where it can.
    if known.state.is_open() && order.mode == PlanMode::Anew {
        return Err(Refused::OnlyMend.into());
    }
    if order.mode == PlanMode::Mend && known.state.name() == RoundStateName::Draft {
        return Err(Refused::PlanMissing.into());
    }
    ready_to_plan(&known, &teams::of_round(&mut tx, round).await?)?;
    let now = visits.site.now();
    let id = visits.site.new_id();
    let place = visits.runs.enter(round, id)?;
    plans::interrupt(&mut tx, round, now).await?;
    let plan = PlanRow {
        id,
        round,
        state: PlanState::Running,
        round_version: known.version,
        based_on: known.state.plan().filter(|_| order.mode == PlanMode::Mend),
        order: PlanOrder {
            seconds: order.seconds.min(PLAN_SECONDS),
            ..order
        },
        inputs_digest: String::new(),
        measures: Measures::default(),
        stops: 0,
        unplaced: 0,
        made_by: by.person()?,
        started_at: now,
        ended_at: None,
        confirmed_by: None,
        confirmed_at: None,
        error: String::new(),
    };
    plans::insert(&mut tx, &plan).await?;
    tx.commit().await?;
    Ok(Begun {
        plan,
        place,
        by: by.clone(),
    })
}

/// Seeks, and writes down how it ended, whatever that is.
async fn work(visits: &Visits, begun: Begun) -> Result<PlanRow, OpError> {
    let Begun { plan, place, by } = begun;
    let mut ended = match seek(visits, &by, plan.clone(), &place).await {
        Ok(found) => found,
        Err(error) => {
            let word = if let OpError::Refused(why) = &error {
                why.key()
            } else {
                tracing::error!(%error, "no plan of visits was found");
                "store".to_owned()
            };
            PlanRow {
                state: PlanState::Failed,
                error: word,
                ..plan
            }
        }
    };
    ended.ended_at = Some(visits.site.now());
    let mut tx = visits.site.db.write().await?;
    plans::end(&mut tx, &ended).await?;
    tx.commit().await?;
    Ok(ended)
}

async fn seek(
    visits: &Visits,
    by: &By,
    mut plan: PlanRow,
    place: &Place,
) -> Result<PlanRow, OpError> {
    admit_doors(visits, by, plan.round).await?;
    let turn = visits.runs.turn.acquire().await;
    let asked = {
        let mut tx = visits.site.db.read().await?;
        let (round, places) = load_round(&mut tx, by, plan.round).await?;
        let now = visits.site.now();
        question(visits, &mut tx, (round, &places), plan.order.priority, now).await?
    };
    if asked.inputs.visits.is_empty() {
        return Err(Refused::NothingToPlan.into());
    }
    let run = Arc::clone(&place.run);
    let (id, order) = (plan.id, plan.order);
    let clock = Arc::clone(&visits.site.clock);
    let solving = tokio::task::spawn_blocking(move || {
        let found = search(&asked, id, order, (&run, &*clock));
        (asked, found)
    });
    let (asked, found) = solving.await.map_err(|error| broken(&error))?;
    let found = found.map_err(|error| broken(&error))?;
    drop(turn);
    let faults = engine::check(&asked.inputs.problem, &found);
    if let Some(fault) = faults.first() {
        return Err(broken(&format!("{fault:?}")));
    }
    let stops = rules::stops(&asked.inputs, &found);
    for piece in stops.chunks(PIECE) {
        let mut tx = visits.site.db.write().await?;
        for stop in piece {
            plans::add_stop(&mut tx, plan.id, stop).await?;
        }
        tx.commit().await?;
    }
    let changed = rules::changed(&asked.doors, &stops).len();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let unplaced = stops.iter().filter(|it| it.spot.is_none()).count();
    plan.measures = rules::measures(&found.figures, changed, 0);
    plan.inputs_digest.clone_from(&asked.inputs.digest);
    plan.round_version = asked.round.version;
    plan.stops = number(stops.len() - unplaced);
    plan.unplaced = number(unplaced);
    plan.state = if place.run.is_stopped() {
        PlanState::Stopped
    } else {
        PlanState::Ready
    };
    Ok(plan)
}

fn broken(error: &dyn std::fmt::Display) -> OpError {
    huiyin_db::StoreError::Inconsistent(format!("search for a plan: {error}")).into()
}

/// Runs on a thread of its own: the engine is whole numbers from begin to end.
fn search(
    asked: &Question,
    id: Id,
    order: PlanOrder,
    (run, clock): (&Run, &dyn Clock),
) -> Result<Plan, engine::Invalid> {
    let options = Options {
        seed: u64::from(order.seed),
        tries: u64::from(order.seconds) * TRIES_PER_SECOND,
        threads: threads(),
    };
    let patience = order.seconds.saturating_mul(PATIENCE).max(PATIENCE_LEAST);
    let until = clock.now().plus_seconds(i64::from(patience));
    let mut watch = |now: &engine::Progress| {
        let permille = now.tries_done.saturating_mul(1_000) / now.tries_all.max(1);
        run.show(Progress {
            plan: Some(id),
            is_waiting: false,
            permille: u16::try_from(permille).unwrap_or(1_000).min(1_000),
            best: Some(now.figures),
            is_stopping: run.is_stopped(),
        });
        if clock.now() > until {
            run.stop();
        }
        if run.is_stopped() {
            Control::Stop
        } else {
            Control::Continue
        }
    };
    let problem = &asked.inputs.problem;
    match order.mode {
        PlanMode::Anew => engine::solve(problem, options, &mut watch),
        PlanMode::Mend => {
            let spots = asked.doors.iter();
            let spots: BTreeMap<_, _> = spots
                .filter_map(|it| Some((it.visit.id, it.spot?)))
                .collect();
            let announced = rules::as_plan(&asked.inputs, &spots);
            engine::replan(problem, &announced, options, &mut watch).map(|it| it.plan)
        }
    }
}

/// One core is left for the pages; the plan does not depend on how many there are.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |all| all.get().saturating_sub(1).max(1))
}
