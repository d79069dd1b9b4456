//! `huiyin statistics …`: proves the figures, and makes them anew.

mod open_data;

use std::collections::BTreeMap;

use clap::Subcommand;
use huiyin_db::Db;
use huiyin_db::facts::Fact;
use huiyin_db::facts::fold::WrongCell;
use huiyin_kernel::{Clock as _, Id};
use huiyin_registry::areas;

use crate::counted::{self, Checked};
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Opening, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 从办理记录重算全部数字并逐一核对 ｜ Recompute every figure from the journal; exit 1 names what differs
    Check(PlaceArgs),
    /// 从办理记录重新生成全部数字 ｜ Make every figure anew from the journal
    Rebuild(PlaceArgs),
    /// 把已发布的开放数据写到目录里 ｜ Write released open data into a folder
    OpenData(open_data::Options),
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Check(place) => check(place, terminal).await,
        Verb::Rebuild(place) => rebuild(place, terminal).await,
        Verb::OpenData(options) => open_data::run(options, terminal).await,
    }
}

async fn check(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let (house, _) = super::open(place, Opening::AsItIs).await?;
    let checked = counted::check(&house.db).await;
    let names = names(&house.db).await;
    house.db.close().await;
    let (checked, names) = (checked?, names?);
    terminal.result(&as_json(&checked, &names));
    if checked.is_sound() {
        let subjects = checked.subjects;
        terminal.line(format!(
            "✓ 数字与办理记录一致：核对了 {subjects} 件。\n  The figures agree with the journal: {subjects} subjects recomputed."
        ));
        return Ok(Exit::Fine);
    }
    for fact in &checked.wrong {
        terminal.line(of_fact(fact, &names));
    }
    for cell in &checked.wrong_cells {
        terminal.line(of_cell(cell, &names));
    }
    terminal.line(
        "用 huiyin statistics rebuild 重新生成。\n  `huiyin statistics rebuild` makes them anew.",
    );
    Ok(Exit::Findings)
}

async fn rebuild(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let (house, _) = super::open(place, Opening::AsItIs).await?;
    let made = counted::rebuild(&house.db, SystemClock.now()).await;
    house.db.close().await;
    let made = made?;
    let (subjects, rows) = (made.subjects, made.rows);
    terminal.line(format!(
        "✓ 已按办理记录重新生成：{subjects} 件，补写 {rows} 条。\n  Made anew from the journal: {subjects} subjects, {rows} rows added."
    ));
    terminal.result(&serde_json::json!({ "subjects": subjects, "rows_added": rows }));
    Ok(Exit::Fine)
}

/// Names of places, for whoever reads a difference.
type Names = BTreeMap<Id, String>;

async fn names(db: &Db) -> huiyin_db::Result<Names> {
    let mut tx = db.read().await?;
    let all = areas::all(&mut tx).await?;
    Ok(all.into_iter().map(|it| (it.id, it.name.zh)).collect())
}

/// The smallest place of a fact, by name.
fn place_of(fact: &Fact, names: &Names) -> String {
    let place = fact.place;
    let id = place.compound.or(place.community).or(place.street);
    named(id, names)
}

fn named(id: Option<Id>, names: &Names) -> String {
    match id {
        None => "全区 the district".to_owned(),
        Some(id) => names.get(&id).cloned().unwrap_or_else(|| id.to_string()),
    }
}

fn of_fact(fact: &Fact, names: &Names) -> String {
    let (kind, day, n, amount) = (&fact.kind, fact.at.date(), fact.n, fact.amount);
    let (place, subject) = (place_of(fact, names), fact.subject);
    format!(
        "✗ {kind} · {day} · {place}：差 {n}（量 {amount}），见 {subject}\n  {kind} on {day} at {place} lacks {n} (measure {amount}); subject {subject}"
    )
}

fn of_cell(cell: &WrongCell, names: &Names) -> String {
    let place = named(cell.place.parse().ok(), names);
    let (kind, period) = (&cell.kind, &cell.period);
    let ((due, due_amount), (kept, kept_amount)) = (cell.due, cell.kept);
    format!(
        "✗ {kind} · {period} · {place}：应为 {due}（量 {due_amount}），存为 {kept}（量 {kept_amount}）\n  {kind} in {period} at {place}: kept {kept} ({kept_amount}), facts say {due} ({due_amount})"
    )
}

fn as_json(checked: &Checked, names: &Names) -> serde_json::Value {
    let facts = checked.wrong.iter().map(|fact| {
        serde_json::json!({
            "kind": fact.kind, "day": fact.at.date().to_string(), "place": place_of(fact, names),
            "subject": fact.subject.to_string(), "missing": fact.n, "missing_amount": fact.amount,
        })
    });
    let cells = checked.wrong_cells.iter().map(|cell| {
        serde_json::json!({
            "kind": cell.kind, "period": cell.period, "place": named(cell.place.parse().ok(), names),
            "due": cell.due.0, "kept": cell.kept.0,
            "due_amount": cell.due.1, "kept_amount": cell.kept.1,
        })
    });
    serde_json::json!({
        "sound": checked.is_sound(),
        "subjects": checked.subjects,
        "facts": facts.collect::<Vec<_>>(),
        "sums": cells.collect::<Vec<_>>(),
    })
}
