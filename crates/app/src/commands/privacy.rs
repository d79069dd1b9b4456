//! `huiyin privacy …`: what is kept too long, told before it goes.

use clap::Subcommand;
use huiyin_kernel::Instant;
use huiyin_privacy::ops::{self, Plan};

use crate::clock::{Doubt, Seen, Weight};
use crate::place::PlaceArgs;
use crate::slices::Slices;
use crate::{CommandResult, Exit, Failure, House, Opening, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 保存期限：先看会去除什么，再运行 ｜ Keeping times: see what would go, then let it go
    Retention {
        /// 只看，不动 ｜ Only look
        #[arg(long, required_unless_present = "apply", conflicts_with = "apply")]
        dry_run: bool,
        /// 公告新到期的，去除公告满七天的 ｜ Announce what is due, let go what stood for a week
        #[arg(long)]
        apply: bool,
        #[command(flatten)]
        place: PlaceArgs,
    },
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Retention { apply, place, .. } => retention(place, *apply, terminal).await,
    }
}

async fn retention(place: &PlaceArgs, apply: bool, terminal: Terminal) -> CommandResult {
    let (house, config) = super::open(place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    if apply && let Some(doubt) = doubt(&house, slices.site.now()).await? {
        house.db.close().await;
        return Err(doubt);
    }
    let outcome = if apply {
        let ran = ops::run(&slices.privacy).await;
        ran.map(|ran| {
            terminal.note(
                format!(
                    "新公告 {} 件，去除 {} 件，撤下公告 {} 件，清理没有提交的照片 {} 张、查看记录 {} 条、申请说明 {} 件。",
                    ran.announced, ran.let_go, ran.dropped, ran.orphans, ran.reveals, ran.cases
                ),
                format!(
                    "{} announced, {} let go, {} taken off the list; {} photos never sent, {} looks and the words of {} requests removed.",
                    ran.announced, ran.let_go, ran.dropped, ran.orphans, ran.reveals, ran.cases
                ),
            );
            terminal.result(&ran);
        })
    } else {
        let plan = ops::plan(&slices.privacy).await;
        plan.map(|plan| {
            tell(&plan, terminal);
            terminal.result(&plan);
        })
    };
    house.db.close().await;
    outcome.map_err(|error| {
        Failure::new(
            format!("没有完成：{error}"),
            format!("Not finished: {error}"),
        )
    })?;
    Ok(Exit::Fine)
}

/// What would go by a wrong clock is gone for good, whoever asked for it.
async fn doubt(house: &House, now: Instant) -> Result<Option<Failure>, Failure> {
    let mut tx = house.db.read().await?;
    let doubts = Seen::read(&mut tx).await?.doubts(now);
    let doubt = doubts.iter().find(|it| it.weight == Weight::Erases);
    Ok(doubt.map(|doubt| {
        let (found, advice) = (doubt.found(now), Doubt::advice());
        Failure::new(
            format!("没有去除任何内容。{}{}", found.zh, advice.zh),
            format!("Nothing was let go. {} {}", found.en, advice.en),
        )
    }))
}

fn tell(plan: &Plan, terminal: Terminal) {
    for line in &plan.lines {
        terminal.note(
            format!(
                "{}：保存 {} 天；将公告 {}，公告中 {}，将去除 {}。",
                line.keep, line.days, line.to_announce, line.waiting, line.ready
            ),
            format!(
                "{}: kept {} days; {} to announce, {} on the list, {} to go.",
                line.keep, line.days, line.to_announce, line.waiting, line.ready
            ),
        );
    }
}
