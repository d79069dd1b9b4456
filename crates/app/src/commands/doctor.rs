//! `huiyin doctor`: what is in force, and what is unsafe or unfinished.

use clap::Args;
use huiyin_kernel::Clock as _;

use crate::config::SettingArgs;
use crate::doctor::{Check, Level, examine};
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Config, Exit, Place, Terminal};

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    settings: SettingArgs,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let (place, config) = super::resolve(&options.place, &options.settings)?;
    let checks = examine(&place, &config, SystemClock.now()).await;
    show_settings(&place, &config, terminal);
    for check in &checks {
        show(check, terminal);
    }
    let worst = checks.iter().map(|check| check.level).max();
    let count = |level: Level| checks.iter().filter(|check| check.level == level).count();
    let (bad, warn) = (count(Level::Bad), count(Level::Warn));
    terminal.line(format!(
        "\n{bad} 项必须处理，{warn} 项建议处理。\n{bad} must be mended, {warn} should be looked at."
    ));
    terminal.result(&serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "store": place.shown(),
        "files": place.files,
        "in_force": config.in_force,
        "checks": checks,
        "bad": bad,
        "warn": warn,
    }));
    Ok(if worst == Some(Level::Bad) {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

fn show_settings(place: &Place, config: &Config, terminal: Terminal) {
    terminal.line(format!("huiyin {}", env!("CARGO_PKG_VERSION")));
    terminal.line(format!("  store = {}", place.shown()));
    terminal.line(format!("  files = {}", place.files.display()));
    for setting in &config.in_force {
        let source = serde_json::to_value(setting.source).unwrap_or_default();
        terminal.line(format!(
            "  {} = {}（{} {}）",
            setting.name,
            setting.value,
            setting.source.zh(),
            source.as_str().unwrap_or_default()
        ));
    }
    terminal.line("");
}

fn show(check: &Check, terminal: Terminal) {
    let sign = match check.level {
        Level::Ok => "✓",
        Level::Warn => "!",
        Level::Bad => "✗",
    };
    terminal.line(format!("{sign} {}\n  {}", check.found.zh, check.found.en));
    if let Some(advice) = &check.advice {
        terminal.line(format!("    → {}\n    → {}", advice.zh, advice.en));
    }
}
