//! `huiyin demo --year`: a year of a district, told into an empty place.

use clap::Args;
use huiyin_kernel::{Clock as _, Date, Instant, WorkingCalendar};
use indicatif::ProgressBar;

use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::year::{self, Broken, Halt, Invariant, Table, Told, Watch, Wish};
use crate::{CommandResult, Exit, Failure, House, Opening, Terminal, progress, store};

/// A year, unless another number of days is asked for.
const DAYS: u16 = 365;

#[derive(Debug, Args)]
pub struct YearOptions {
    /// 用真实的操作演一年：全区、各种季节和天气，可作演示、压力测试和证明 ｜ Tell a whole year through the real operations; needs an empty place
    #[arg(long)]
    year: bool,
    /// 同一个数得到同一年 ｜ The same number gives the same year
    #[arg(long, requires = "year", default_value_t = 1)]
    seed: u64,
    /// 最后一天，默认今天 ｜ The last day; today where it is left out
    #[arg(long, requires = "year", value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    /// 只演几分之一，如 1/10 ｜ A part of the district, such as 1/10
    #[arg(long, requires = "year", value_name = "1/N", value_parser = part, default_value = "1/1")]
    scale: u32,
    /// 居民提出的事项件数（走访听到的另计）｜ Matters that residents raise; those heard at doors come to them
    #[arg(long, requires = "year", value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=200_000))]
    matters: Option<u32>,
    /// 天数，默认一年 ｜ How many days; a year where it is left out
    #[arg(long, requires = "year", value_name = "DAYS", default_value_t = DAYS, value_parser = clap::value_parser!(u16).range(1..=366))]
    days: u16,
}

impl YearOptions {
    pub const fn is_wanted(&self) -> bool {
        self.year
    }
}

/// `1/10` is a tenth.
fn part(text: &str) -> Result<u32, String> {
    let number = text.strip_prefix("1/").unwrap_or(text);
    match number.parse() {
        Ok(part @ 1..=1_000) => Ok(part),
        _ => Err("1/1 … 1/1000".to_owned()),
    }
}

pub async fn run(options: &YearOptions, place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let wish = wish(options, SystemClock.now())?;
    let (house, config) = super::open(place, Opening::MakeOrMigrate).await?;
    let told = told(&house, &config, &wish, terminal).await;
    house.db.close().await;
    match told? {
        Ok(told) => {
            show(&wish, &told, terminal);
            Ok(Exit::Fine)
        }
        Err(broken) => {
            let invariant = broken.invariant;
            let (day, zh, en, detail) = (
                broken.day,
                in_chinese(invariant),
                invariant.name(),
                &broken.detail,
            );
            terminal.line(format!(
                "✗ {day}：不成立：{zh}。{detail}\n✗ {day}: does not hold: {en}. {detail}"
            ));
            terminal.result(&serde_json::json!({
                "sound": false, "day": day.to_string(), "invariant": en, "detail": detail,
            }));
            Ok(Exit::Findings)
        }
    }
}

fn wish(options: &YearOptions, now: Instant) -> Result<Wish, Failure> {
    let today = now.date();
    let end = match options.until {
        Some(day) if day > today => {
            return Err(Failure::new(
                format!(
                    "最后一天 {day} 还没有到（今天 {today}）。请把 --until 改为今天或更早的一天。"
                ),
                format!(
                    "The last day {day} is still to come (today is {today}). Choose today or an earlier day for --until."
                ),
            ));
        }
        Some(day) if day < today => day.plus_days(1).start().plus_seconds(-1),
        _ => now,
    };
    let size = year::size(options.scale, options.days, options.matters);
    let wish = Wish::ending(end, options.days, size, options.seed);
    let known: Vec<i16> = WorkingCalendar::shipped().years().collect();
    let last = end.date().year();
    match (wish.from.year()..=last).find(|year| !known.contains(year)) {
        None => Ok(wish),
        Some(missing) => Err(Failure::new(
            format!("程序自带的工作日历没有 {missing} 年。请用 --until 选自带日历所及的日子。"),
            format!(
                "The program brings no working days of {missing}. Choose --until within the years it brings."
            ),
        )),
    }
}

async fn told(
    house: &House,
    config: &crate::Config,
    wish: &Wish,
    terminal: Terminal,
) -> Result<Result<Told, Broken>, Failure> {
    refuse_used(house).await?;
    let (from, days, size) = (wish.from, wish.days, wish.size);
    terminal.note(
        format!(
            "从 {from} 起演 {days} 天：小区 {}、走访组 {}、住户 {}、商户 {}、居民诉求 {}。先登记……",
            size.compounds, size.teams, size.households, size.merchants, size.matters
        ),
        format!(
            "Telling {days} days from {from}: {} compounds, {} teams, {} households, {} merchants, {} matters of residents. Registering first…",
            size.compounds, size.teams, size.households, size.merchants, size.matters
        ),
    );
    let mut bar = Bar(None);
    match Box::pin(year::tell(house, config, wish, &mut bar)).await {
        Ok(told) => Ok(Ok(told)),
        Err(Halt::Broken(broken)) => Ok(Err(broken)),
        Err(Halt::Failed(failure)) => Err(failure),
    }
}

/// Invented people are not mixed with others, and a year that was broken off is not gone on with.
async fn refuse_used(house: &House) -> Result<(), Failure> {
    let mut tx = house.db.read().await?;
    let has_areas = !huiyin_registry::areas::all(&mut tx).await?.is_empty();
    drop(tx);
    if !has_areas && store::journal_rows(&house.db).await? == 0 {
        return Ok(());
    }
    let shown = house.place.shown();
    Err(Failure::new(
        format!(
            "{shown} 里已经有数据。一年只能演在空的地方：请换一个空目录或新的 schema；演到一半中断的，请删掉重来。"
        ),
        format!(
            "{shown} holds something already. A year is told into an empty place only: choose an empty folder or a new schema; one that was broken off is deleted and begun again."
        ),
    ))
}

struct Bar(Option<ProgressBar>);

impl Watch for Bar {
    fn begin(&mut self, days: u64) {
        self.0 = Some(progress::bar(days, "天 days"));
    }

    fn day(&mut self, _: Date, done: u64) {
        if let Some(bar) = &self.0 {
            bar.set_position(done);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

const fn in_chinese(invariant: Invariant) -> &'static str {
    match invariant {
        Invariant::Owned => "每件未办结的诉求都有人负责、有期限",
        Invariant::Journal => "办理记录核对无误",
        Invariant::Ledgers => "账本平衡",
        Invariant::Facts => "数字与办理记录一致",
        Invariant::Rates => "三率可以重新算出",
        Invariant::Messages => "消息都已送达",
    }
}

fn show(wish: &Wish, told: &Told, terminal: Terminal) {
    let counts = &told.counts;
    let acts = |name: &str| counts.acts.get(name).copied().unwrap_or(0);
    let refused: u64 = counts.refused.values().sum();
    let rows: [(&str, &str, u64); 23] = [
        ("诉求", "matters", counts.matters),
        ("其中走访听到", "of them heard at doors", counts.found),
        ("其中暴雨之后", "of them after storms", counts.storm_matters),
        ("退回", "returned", acts("return")),
        ("延期申请", "extensions asked for", acts("ask_extension")),
        ("挂账申请", "suspensions asked for", acts("ask_suspension")),
        ("答复", "answers", acts("answer")),
        (
            "回访和确认",
            "call-backs and confirmations",
            acts("call_back") + acts("confirm"),
        ),
        ("重新办理", "reopened", counts.reopened),
        ("规则不许的操作", "acts that a rule refused", refused),
        ("门户", "doors", counts.doors),
        ("走访轮次", "rounds of visits", counts.rounds),
        ("上门记录", "sheets from doors", counts.submissions),
        ("小区", "estates with books", counts.estates),
        ("表决公布", "votes published", counts.votes_published),
        ("选票", "ballots", counts.ballots),
        ("账目", "lines of books", counts.ledger_lines),
        ("收支公示", "statements published", counts.publications),
        ("消息", "messages delivered", counts.messages),
        ("任务", "jobs run", counts.jobs),
        ("封存的记录", "journal rows sealed", counts.sealed_rows),
        ("逐日核对", "looks at what must hold", counts.proofs),
        ("操作", "operations", counts.operations),
    ];
    for (zh, en, number) in rows {
        terminal.line(format!("{number:>10}  {zh} {en}"));
    }
    show_times(told, terminal);
    terminal.line("✓ 每一天都成立。\n  What must hold held on every day.");
    terminal.result(&serde_json::json!({
        "sound": true,
        "from": wish.from.to_string(),
        "days": wish.days,
        "seed": wish.seed,
        "counts": counts,
        "states": told.states,
        "seconds": seconds(told.times.all_micros),
        "times": told.times,
        "operations_per_second": told.operations_per_second(),
    }));
}

const fn seconds(micros: u64) -> u64 {
    micros / 1_000_000
}

/// Of jobs, proofs and kinds of events, so many are told on the terminal; all stand in the JSON.
const NAMED: usize = 6;

fn show_times(told: &Told, terminal: Terminal) {
    let times = &told.times;
    let rows = [
        ("登记", "setting up", times.set_up_micros, None),
        (
            "发生的事",
            "what happens",
            times.events.micros(),
            Some(&times.events),
        ),
        ("任务", "jobs", times.jobs.micros(), Some(&times.jobs)),
        ("送消息", "messages", times.messages_micros, None),
        ("核对", "proofs", times.proofs.micros(), Some(&times.proofs)),
        ("共计", "in all", times.all_micros, None),
    ];
    for (zh, en, micros, table) in rows {
        terminal.line(format!("{:>8} s  {zh} {en}", seconds(micros)));
        let longest = table.map(Table::longest).unwrap_or_default();
        for (name, spent) in longest.into_iter().take(NAMED) {
            let (all, times) = (seconds(spent.micros), spent.times);
            terminal.line(format!("{all:>14} s  {name} ×{times}"));
        }
    }
    let rate = told.operations_per_second();
    terminal.line(format!("{rate:>8}/s  操作 operations"));
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        options: YearOptions,
    }

    fn read(line: &str) -> Result<YearOptions, clap::Error> {
        let words = std::iter::once("demo").chain(line.split_whitespace());
        Line::try_parse_from(words).map(|it| it.options)
    }

    fn now() -> Instant {
        Instant::parse_rfc3339("2026-11-27T08:00:00+08:00").unwrap()
    }

    #[test]
    fn a_year_ends_now_unless_another_day_is_named() {
        let today = wish(&read("--year").unwrap(), now()).unwrap();
        assert_eq!(today.end, now());
        assert_eq!(today.from.to_string(), "2025-11-28");
        assert_eq!(today.size, huiyin_year::Size::WHOLE);
        let line = "--year --until 2026-10-31 --days 61 --scale 1/100 --matters 40 --seed 9";
        let small = wish(&read(line).unwrap(), now()).unwrap();
        assert_eq!(small.from.to_string(), "2026-09-01");
        assert_eq!(small.end.date().to_string(), "2026-10-31");
        assert_eq!((small.size.matters, small.seed), (40, 9));
    }

    #[test]
    fn what_cannot_be_told_is_refused_with_a_sentence() {
        for line in ["--year --until 2026-11-28", "--year --until 2024-06-01"] {
            let refused = wish(&read(line).unwrap(), now()).unwrap_err();
            assert!(refused.0.zh.contains("--until"), "{line}");
        }
        for line in [
            "--seed 1 --until",
            "--year --scale 1/0",
            "--year --scale 2/3",
            "--year --days 0",
            "--year --days 400",
            "--year --matters 0",
            "--seed 4",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
