//! `huiyin demo`: the model district, as often as it is called.

use std::sync::Arc;

use clap::Args;
use huiyin_db::facts::fold;
use huiyin_kernel::Clock as _;
use huiyin_matters::ops::OpError;
use huiyin_registry::{accounts, settings};
use huiyin_statistics::{bulletins, open_data};
use huiyin_visits::store::rounds;

use crate::machine::{Machine, OsEntropy, SeededEntropy, SystemClock};
use crate::place::PlaceArgs;
use crate::slices::{IS_DEMO, Slices};
use crate::{CommandResult, Config, Exit, Failure, House, Opening, Terminal, progress, store};

/// More rounds than the demo makes.
const ROUNDS_MOST: i64 = 100;

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    year: super::year::YearOptions,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    if options.year.is_wanted() {
        return Box::pin(super::year::run(&options.year, &options.place, terminal)).await;
    }
    terminal.note("准备数据库……", "Preparing the store…");
    let (house, config) = super::open(&options.place, Opening::MakeOrMigrate).await?;
    refuse_real_district(&house).await?;
    terminal.note(
        "登记街道、社区、单位和演示账号……",
        "Registering streets, communities, bodies and demo accounts…",
    );
    let mut tx = house.db.write().await?;
    let now = SystemClock.now();
    let seeded = huiyin_registry::demo::seed(&mut tx, &OsEntropy, now).await?;
    settings::set(&mut tx, IS_DEMO, "true").await?;
    tx.commit().await?;
    let slices = Slices::start(&house, &config).await?;
    huiyin_visits::ops::forms::install(&slices.site).await?;
    terminal.note(
        "编写诉求、办理和回访……",
        "Writing matters, their handling and call-backs…",
    );
    let matters = Box::pin(make_matters(&slices)).await?;
    let wishes = huiyin_privacy::demo::seed(&slices.privacy).await;
    wishes.map_err(|error| super::defect(&error))?;
    terminal.note(
        "登记住户和商户，编排三轮入户走访……",
        "Entering doors and telling three rounds of visits…",
    );
    let doors = Box::pin(make_visits(&house, &config)).await?;
    terminal.note(
        "登记小区、房屋和业主……",
        "Entering estates, units and owners…",
    );
    let estates = Box::pin(huiyin_compounds::demo::seed(&slices.site)).await;
    let estates = estates.map_err(|error| super::defect(&error))?;
    let bulletins = make_bulletins(&slices).await?;
    let open_data = make_open_data(&slices).await?;
    huiyin_statistics::demo::seed(&slices.site).await?;
    slices.seal().await?;
    while fold::run(&house.db, SystemClock.now()).await? > 0 {}
    house.db.close().await;
    let (areas, bodies, accounts) = (seeded.areas, seeded.bodies, seeded.accounts);
    terminal.note(
        format!("演示区已就绪：新增区域 {areas} 个、单位 {bodies} 个、账号 {accounts} 个、诉求 {matters} 件、住户和商户 {doors} 户、小区 {estates} 个、通报 {bulletins} 份。"),
        format!("The demo district is ready: {areas} areas, {bodies} bodies, {accounts} accounts, {matters} matters, {doors} doors, {estates} estates and {bulletins} bulletins added."),
    );
    terminal.result(&serde_json::json!({
        "areas_added": areas,
        "bodies_added": bodies,
        "accounts_added": accounts,
        "matters_added": matters,
        "doors_added": doors,
        "estates_added": estates,
        "bulletins_added": bulletins,
        "open_data_added": open_data,
    }));
    Ok(Exit::Fine)
}

async fn make_matters(slices: &Slices) -> Result<usize, Failure> {
    let bar = progress::bar(huiyin_matters::demo::MATTERS as u64, "诉求 matters");
    let made = huiyin_matters::demo::seed(&slices.site, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    });
    let made = made.await;
    bar.finish_and_clear();
    made.map_err(|error| match error {
        OpError::Store(error) => error.into(),
        other => Failure::new(
            format!("演示诉求没有建成：{other}"),
            format!("The demo's matters could not be made: {other}"),
        ),
    })
}

/// A plan of visits follows from the ids of its stops, so those follow from a seed here: every demo
/// has the same teams at the same doors. Rounds that are there already move the seed on, because
/// no code may come twice.
async fn make_visits(house: &House, config: &Config) -> Result<usize, Failure> {
    let known = rounds::list(&mut house.db.read().await?, None, ROUNDS_MOST).await?;
    let machine = Machine {
        entropy: Arc::new(SeededEntropy::of(known.len() as u64)),
        ..Machine::real()
    };
    let slices = Slices::start_on(house, config, machine).await?;
    let bar = progress::bar(1, "走访 visits");
    let made = Box::pin(huiyin_visits::demo::seed(&slices.site, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    }));
    let made = made.await;
    bar.finish_and_clear();
    made.map_err(|error| super::defect(&error))
}

/// Who drafts, who checks and who releases what the statistics publish.
async fn hands(slices: &Slices) -> Result<Option<bulletins::Hands>, Failure> {
    let mut tx = slices.site.db.read().await?;
    let mut hands = Vec::new();
    for login in ["clerk", "supervisor", "leader"] {
        hands.extend(accounts::by_login(&mut tx, login).await?.map(|it| it.id));
    }
    let [writer, checker, leader] = hands[..] else {
        return Ok(None);
    };
    Ok(Some(bulletins::Hands {
        writer,
        checker,
        leader,
    }))
}

/// Last month's bulletin, drafted, checked and released by three; and the draft of this month.
async fn make_bulletins(slices: &Slices) -> Result<usize, Failure> {
    let Some(hands) = hands(slices).await? else {
        return Ok(0);
    };
    let made = bulletins::seed(&slices.statistics, hands).await;
    made.map_err(|error| super::defect(&error))
}

/// Last year's open data. The demo's matters are of a few weeks, so there is some only where these
/// reach into last year; else the page says that nothing was released, which is true.
async fn make_open_data(slices: &Slices) -> Result<usize, Failure> {
    let Some(hands) = hands(slices).await? else {
        return Ok(0);
    };
    let made = open_data::seed(&slices.statistics, hands).await;
    made.map_err(|error| super::defect(&error))
}

/// Invented people in a real register could never be told apart again.
async fn refuse_real_district(house: &House) -> Result<(), Failure> {
    let mut tx = house.db.read().await?;
    let is_demo = settings::get(&mut tx, IS_DEMO).await?.is_some();
    let has_areas = !huiyin_registry::areas::all(&mut tx).await?.is_empty();
    drop(tx);
    if is_demo || (!has_areas && store::journal_rows(&house.db).await? == 0) {
        return Ok(());
    }
    let shown = house.place.shown();
    Err(Failure::new(
        format!("{shown} 里是真实的数据，不会混入演示数据。请换一个空目录。"),
        format!("{shown} holds a real district; no demo is mixed into it. Choose an empty folder."),
    ))
}
