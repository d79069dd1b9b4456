//! `huiyin serve`: the website and its worker.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use huiyin_db::WaitWatch;
use huiyin_registry::demo;

use crate::backup::{Backups, Lane};
use crate::config::SettingArgs;
use crate::place::PlaceArgs;
use crate::runner::Runner;
use crate::slices::Slices;
use crate::watch::{Exporter, Watch, serve_metrics};
use crate::{CommandResult, Config, Exit, Failure, House, Opening, Terminal, house, lock, server};

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    settings: SettingArgs,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let (place, config) = super::resolve(&options.place, &options.settings)?;
    // The ports first: a second start by mistake should not touch the store.
    let listener = server::listen(config.listen).await?;
    let metrics = match config.operating.metrics_listen {
        Some(address) => Some(server::listen(address).await?),
        None => None,
    };
    let (watch, exporter) = watch_for(&config)?;
    house::make_folder(&place.files)?;
    let held = lock::take(&place)?;
    let mut house = House::open(&place, &config, Opening::MakeOrMigrate).await?;
    house.db = house
        .db
        .watched(Arc::clone(&watch.figures) as Arc<dyn WaitWatch>);
    let slices = Slices::start(&house, &config).await?;
    huiyin_visits::ops::forms::install(&slices.site).await?;
    house.before_upgrade.tell(terminal);
    if house.migrated > 0 {
        let steps = house.migrated;
        terminal.note(
            format!("数据库已更新（{steps} 步）。"),
            format!("The store was brought up to date in {steps} steps."),
        );
    }
    let metrics =
        metrics.map(|listener| serve_metrics(listener, slices.clone(), Arc::clone(&watch.figures)));
    let runner = Runner::start(slices.clone(), watch.clone());
    let house = Arc::new(house);
    let backups = Backups {
        house: Arc::clone(&house),
        settings: config.operating.backup.clone(),
    };
    let lane = Lane::start(backups, watch.clone());
    welcome(&slices, &config.public_address, terminal);
    let drain = Duration::from_secs(u64::from(config.operating.drain_seconds));
    let served = server::serve(listener, &slices, watch, drain).await;
    terminal.note("正在停止……", "Stopping…");
    lane.stop().await;
    runner.stop().await;
    if let Err(error) = slices.seal().await {
        tracing::warn!(%error, "the journal could not be sealed at the end");
    }
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    if let Some(exporter) = exporter {
        exporter.stop().await;
    }
    house.db.close().await;
    drop(held);
    served?;
    terminal.note("已停止，数据已落盘。", "Stopped; everything is on disk.");
    Ok(Exit::Fine)
}

/// What is watched, with the task that sends traces where an endpoint is configured.
fn watch_for(config: &Config) -> Result<(Watch, Option<Exporter>), Failure> {
    let mut watch = Watch::default();
    let Some(endpoint) = &config.operating.otlp_endpoint else {
        return Ok((watch, None));
    };
    let (spans, exporter) = Exporter::start(endpoint)?;
    watch.spans = Some(spans);
    Ok((watch, Some(exporter)))
}

fn welcome(slices: &Slices, address: &str, terminal: Terminal) {
    let district = &slices.site.settings.district;
    terminal.note(
        format!("{}：{address}", district.zh),
        format!("{}: {address}", district.get(huiyin_kernel::Lang::En)),
    );
    if slices.site.settings.is_demo {
        show_accounts(address, terminal);
    } else {
        terminal.note(
            format!("工作人员登录：{address}/sign-in；按 Ctrl-C 停止。"),
            format!("Staff sign in at {address}/sign-in; stop with Ctrl-C."),
        );
    }
}

/// The accounts of the model district, for whoever wants to walk through it.
fn show_accounts(address: &str, terminal: Terminal) {
    use std::fmt::Write as _;
    let mut table = String::new();
    for account in demo::ACCOUNTS {
        let _ = write!(
            table,
            "\n    {:<16} {} ｜ {}",
            account.login, account.note_zh, account.note_en
        );
    }
    let password = demo::PASSWORD;
    terminal.note(
        format!("演示账号（{address}/sign-in），口令都是 {password}；按 Ctrl-C 停止。"),
        format!("Demo accounts ({address}/sign-in), password {password}; stop with Ctrl-C.{table}"),
    );
}
