//! `huiyin clock …`: whether this machine's clock is believed, and saying that it is right.

use clap::Subcommand;
use huiyin_kernel::Clock as _;

use crate::clock::{Doubt, Seen, confirm};
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Failure, House, Opening, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 看时间是否可信、暂停了什么 ｜ Say whether the clock is believed and what is paused
    Status(PlaceArgs),
    /// 确认本机时间是对的，恢复暂停的定时工作 ｜ Say that the clock is right; paused work goes on
    Confirm(PlaceArgs),
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    let (Verb::Status(place) | Verb::Confirm(place)) = verb;
    let (house, _) = super::open(place, Opening::AsItIs).await?;
    let done = match verb {
        Verb::Status(_) => status(&house, terminal).await,
        Verb::Confirm(_) => confirmed(&house, terminal).await,
    };
    house.db.close().await;
    done
}

async fn status(house: &House, terminal: Terminal) -> CommandResult {
    let now = SystemClock.now();
    let mut tx = house.db.read().await?;
    let doubts = Seen::read(&mut tx).await?.doubts(now);
    drop(tx);
    for said in doubts.iter().map(|doubt| doubt.found(now)) {
        terminal.line(format!("{}\n{}", said.zh, said.en));
    }
    let shown = now.to_display();
    if doubts.is_empty() {
        terminal.line(format!("本机时间 {shown}，可信。"));
        terminal.line(format!(
            "This machine's clock says {shown} and is believed."
        ));
    } else {
        let advice = Doubt::advice();
        terminal.line(format!("→ {}\n→ {}", advice.zh, advice.en));
    }
    let is_believed = doubts.is_empty();
    terminal.result(&serde_json::json!({ "now": shown, "is_believed": is_believed }));
    Ok(if is_believed {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

async fn confirmed(house: &House, terminal: Terminal) -> Result<Exit, Failure> {
    let now = SystemClock.now();
    confirm(&house.db, now).await?;
    let shown = now.to_display();
    tracing::info!(now = shown, "the clock was confirmed");
    terminal.note(
        format!("已确认现在是 {shown}，暂停的定时工作会恢复。时间不对就先校准，再运行一次。"),
        format!(
            "It is taken for certain that it is {shown} now; paused work goes on. If that is wrong, set the clock and run this once more."
        ),
    );
    terminal.result(&serde_json::json!({ "now": shown, "is_believed": true }));
    Ok(Exit::Fine)
}
