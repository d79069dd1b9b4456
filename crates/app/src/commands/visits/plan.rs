//! `huiyin visits plan`: a plan out of two files, without any district.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Args, ValueEnum};
use huiyin_plan_routes::{
    self as engine, Control, Figures, Plan, Reason, TRIES_PER_SECOND, Unplaced, Weights,
};

use super::read::{self, Read};
use crate::{CommandResult, Exit, Failure, Terminal, progress};

/// Unplaced stops that are named one by one on the terminal.
const NAMED_MOST: usize = 20;
/// After so many times the seconds asked for, a slow machine gives what it has.
const PATIENCE: u32 = 4;

#[derive(Debug, Args)]
pub struct Options {
    /// 住户和商户（csv）｜ Stops, csv: stop,kind,compound,community,street,x,y,service_s,windows,prior_group
    #[arg(long)]
    stops: PathBuf,
    /// 组数、时段、步速（JSON）｜ Teams, sessions and walking, JSON
    #[arg(long)]
    params: PathBuf,
    /// 计划写到这里（csv）｜ Where the plan goes, csv: weekend,session,team,seq,stop
    #[arg(long)]
    out: PathBuf,
    /// 计算量，按一般电脑一个核心的秒数 ｜ Effort, in seconds of one core of a usual machine
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    seconds: u32,
    /// 同样的种子得到同样的计划 ｜ The same seed gives the same plan
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 看重什么 ｜ What counts: familiar teams, fair load and undivided compounds, or short ways alone
    #[arg(long, value_enum, default_value_t = Choice::Default)]
    weights: Choice,
    /// 最多几个周末 ｜ Weekends at most
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=26))]
    weekends: u8,
    /// 同时计算的线程数，不影响结果 ｜ Threads; the plan does not depend on them
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    Default,
    Walk,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let weights = match options.weights {
        Choice::Default => Weights::default(),
        Choice::Walk => Weights::WALK,
    };
    let weekends = usize::from(options.weekends);
    let read = read::problem(&options.stops, &options.params, weekends, weights)?;
    let stopped = Arc::new(AtomicBool::new(false));
    let found = seek(options, read, Arc::clone(&stopped)).await?;
    let (read, plan) = found;
    let faults = engine::check(&read.problem, &plan);
    if let Some(fault) = faults.first() {
        return Err(Failure::new(
            format!("计划没有通过核对：{fault:?}。请报告这个问题。"),
            format!("The plan did not pass its check: {fault:?}. Please report this."),
        ));
    }
    let written = rows(&read, &plan);
    std::fs::write(&options.out, written).map_err(|error| Failure::file(&options.out, &error))?;
    let was_stopped = stopped.load(Ordering::Relaxed);
    if was_stopped {
        terminal.note(
            "提前停止：计划可用，但同样的种子在别的电脑上可能得到另一份。",
            "Stopped early: the plan holds, but the same seed may give another one elsewhere.",
        );
    }
    tell(terminal, &read, &plan, was_stopped);
    Ok(if plan.unplaced.is_empty() {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

/// The search on a thread of its own, while this one listens whether it shall end.
async fn seek(
    options: &Options,
    read: Read,
    stopped: Arc<AtomicBool>,
) -> Result<(Read, Plan), Failure> {
    let threads = options.threads.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    );
    let effort = engine::Options {
        seed: options.seed,
        tries: u64::from(options.seconds) * TRIES_PER_SECOND,
        threads,
    };
    let flag = Arc::clone(&stopped);
    let search = tokio::task::spawn_blocking(move || {
        let bar = progress::bar(effort.tries, "排计划 planning");
        let plan = engine::solve(&read.problem, effort, &mut |now| {
            bar.set_position(now.tries_done);
            let best = &now.figures;
            bar.set_message(format!(
                "{} 组次 team-sessions · {} 秒步行 s walking",
                best.team_sessions, best.walk_seconds
            ));
            if flag.load(Ordering::Relaxed) {
                Control::Stop
            } else {
                Control::Continue
            }
        });
        bar.finish_and_clear();
        (read, plan)
    });
    let patience = Duration::from_secs(u64::from(options.seconds.saturating_mul(PATIENCE)));
    tokio::pin!(search);
    let joined = tokio::select! {
        done = &mut search => done,
        _ = tokio::signal::ctrl_c() => {
            stopped.store(true, Ordering::Relaxed);
            search.await
        }
        () = tokio::time::sleep(patience) => {
            stopped.store(true, Ordering::Relaxed);
            search.await
        }
    };
    let broken = |error: &dyn std::fmt::Display| {
        Failure::new(
            format!("计算中断：{error}"),
            format!("The search broke off: {error}"),
        )
    };
    let (read, plan) = joined.map_err(|error| broken(&error))?;
    Ok((read, plan.map_err(|error| broken(&error))?))
}

fn rows(read: &Read, plan: &Plan) -> String {
    let mut out = String::from("weekend,session,team,seq,stop\n");
    let each = read.sessions_a_weekend.max(1);
    for route in &plan.routes {
        let (weekend, session) = (route.session / each, route.session % each);
        for (place, visit) in route.visits.iter().enumerate() {
            let stop = read.numbers[visit.stop];
            // A string takes whatever is written to it.
            let _ = writeln!(out, "{weekend},{session},{},{place},{stop}", route.team);
        }
    }
    out
}

fn share(part: i64, whole: i64) -> String {
    let permille = part * 1_000 / whole.max(1);
    format!("{}.{:03}", permille / 1_000, permille % 1_000)
}

fn tell(terminal: Terminal, read: &Read, plan: &Plan, was_stopped: bool) {
    let Figures {
        walk_seconds,
        team_sessions,
        ..
    } = plan.figures;
    let figures = &plan.figures;
    let load = share(figures.load_most * figures.teams, figures.load_all);
    let kept = share(figures.kept, figures.known);
    let divided = share(figures.compound_teams, figures.compounds);
    terminal.line(format!(
        "J = {}（步行 {walk_seconds} 秒 walking，{team_sessions} 组次 team-sessions）",
        figures.objective()
    ));
    terminal.line(format!(
        "熟悉的组 familiar team {kept} · 负荷最高/平均 load {load} · 每小区组数 teams a compound {divided}"
    ));
    for unplaced in plan.unplaced.iter().take(NAMED_MOST) {
        terminal.line(sentence(read, unplaced));
    }
    let more = plan.unplaced.len().saturating_sub(NAMED_MOST);
    if more > 0 {
        terminal.line(format!("……还有 {more} 户 and {more} more"));
    }
    let unplaced = plan
        .unplaced
        .iter()
        .map(|it| serde_json::json!({ "stop": read.numbers[it.stop], "reason": code(it.reason) }));
    terminal.result(&serde_json::json!({
        "objective": figures.objective(),
        "walk_seconds": walk_seconds,
        "team_sessions": team_sessions,
        "continuity": { "kept": figures.kept, "known": figures.known },
        "load": { "most_seconds": figures.load_most, "all_seconds": figures.load_all, "teams": figures.teams },
        "compound_teams": { "pairs": figures.compound_teams, "compounds": figures.compounds },
        "unplaced": unplaced.collect::<Vec<_>>(),
        "stopped_early": was_stopped,
    }));
}

fn code(reason: Reason) -> &'static str {
    match reason {
        Reason::NeverOpen => "never_open",
        Reason::TooLong { .. } => "too_long",
        Reason::NoTeam => "no_team",
        Reason::Full { .. } => "full",
    }
}

fn sentence(read: &Read, unplaced: &Unplaced) -> String {
    let stop = read.numbers[unplaced.stop];
    match unplaced.reason {
        Reason::NeverOpen => {
            format!("{stop}：可访时段不在任何一场内 ｜ its windows lie in no session")
        }
        Reason::TooLong {
            longest_window_seconds,
        } => format!(
            "{stop}：最长时段只有 {longest_window_seconds} 秒，不够一次走访 ｜ its longest window, {longest_window_seconds} s, is too short for a visit"
        ),
        Reason::NoTeam => format!("{stop}：没有能去的组 ｜ no team that may go is there"),
        Reason::Full { near } => {
            let near = near.map_or_else(|| "–".to_owned(), |it| read.numbers[it].to_string());
            format!(
                "{stop}：各组都排满了，最近的已排住户是 {near} ｜ all teams are full; the nearest placed stop is {near}"
            )
        }
    }
}
