use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::{accounts, folded};
use huiyin_sheets::ReadOptions;
use huiyin_web::forms::Errors;
use huiyin_web::upload::Uploaded;
use huiyin_web::{Arg, Ctx, PageError, PageResult, redirect, render_status};

use super::frame::{Held, round_of};
use super::teams::{Typed, view};
use super::{Claim, claim, words};
use crate::model::Round;
use crate::model::bounds::TEAMS;
use crate::ops::{self, By, OpError, Places};
use crate::rules::teams::TeamDraft;

/// Bytes of a file of teams; four hundred rows are far smaller.
const FILE_BYTES: usize = 2 * 1024 * 1024;
/// Rows at fault that are named one by one.
const FAULTS_SHOWN: usize = 30;

/// A row as it stands in the file.
struct Row {
    number: u64,
    first: String,
    second: String,
    areas: String,
}

/// Teams from a table with two logins a row, and areas by name or code. All of it is taken or
/// nothing.
pub(super) async fn import(
    ctx: Ctx,
    visits: Held,
    Path(id): Path<String>,
    uploaded: Uploaded,
) -> PageResult {
    let (round, places, by) = {
        let mut tx = visits.site.db.read().await?;
        round_of(&ctx, &mut tx, &id).await?
    };
    let bytes = uploaded.files.first().map_or(&[][..], |(_, bytes)| bytes);
    let rows = read(&ctx, bytes);
    let faults = match rows {
        Err(fault) => vec![fault],
        Ok(rows) => {
            let location = format!("/desk/rounds/{}/teams?done=visits-team-imported", round.id);
            let mut tx = match claim(&visits.site, &uploaded.form, &location).await? {
                Claim::Mine(tx) => tx,
                Claim::Before(response) => return Ok(response),
            };
            let faults = save(&ctx, &visits, &mut tx, &by, (&round, &places), &rows).await?;
            if faults.is_empty() {
                tx.commit().await?;
                return Ok(redirect(&location));
            }
            faults
        }
    };
    let mut tx = visits.site.db.read().await?;
    let of = (&round, &places);
    let mut view = view(&ctx, &mut tx, of, Typed::default(), Errors::default()).await?;
    view.faults = faults.into_iter().take(FAULTS_SHOWN).collect();
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

fn read(ctx: &Ctx, bytes: &[u8]) -> Result<Vec<Row>, String> {
    let unread = || ctx.t("visits-team-file-unread");
    if bytes.is_empty() || bytes.len() > FILE_BYTES {
        return Err(unread());
    }
    let rows = huiyin_sheets::read(bytes, &ReadOptions::default()).map_err(|_| unread())?;
    let header: Vec<String> = rows.header().iter().map(|it| folded(it)).collect();
    let column = |names: &[&str]| header.iter().position(|it| names.contains(&it.as_str()));
    let first = column(&["login1", "first", "组员一", "第一人", "账号一"]);
    let second = column(&["login2", "second", "组员二", "第二人", "账号二"]);
    let areas = column(&["areas", "area", "片区", "区域", "社区"]);
    let (Some(first), Some(second)) = (first, second) else {
        return Err(ctx.t("visits-team-file-columns"));
    };
    let mut read = Vec::new();
    for row in rows {
        let row = row.map_err(|fault| row_fault(ctx, fault.number, &unread()))?;
        let cell = |at: usize| row.cells.get(at).map_or("", |it| it.trim()).to_owned();
        read.push(Row {
            number: row.number,
            first: cell(first),
            second: cell(second),
            areas: areas.map_or_else(String::new, cell),
        });
        if read.len() > TEAMS {
            return Err(ctx.t("visits-refused-too-many-teams"));
        }
    }
    if read.is_empty() {
        return Err(unread());
    }
    Ok(read)
}

fn row_fault(ctx: &Ctx, number: u64, why: &str) -> String {
    let row = i64::try_from(number).unwrap_or(i64::MAX);
    let args = [("row", Arg::from(row)), ("why", Arg::from(why))];
    ctx.say("visits-team-file-row", &args)
}

async fn save(
    ctx: &Ctx,
    visits: &Held,
    tx: &mut Tx,
    by: &By,
    (round, places): (&Round, &Places),
    rows: &[Row],
) -> Result<Vec<String>, PageError> {
    let mut faults = Vec::new();
    for row in rows {
        let draft = match draft(ctx, tx, places, row).await? {
            Ok(draft) => draft,
            Err(why) => {
                faults.push(row_fault(ctx, row.number, &why));
                continue;
            }
        };
        match ops::add_team(visits, tx, by, (round.id, None), draft).await {
            Ok(_) => {}
            Err(error @ OpError::Refused(_)) => {
                let why = words::refusal(ctx, error)?;
                faults.push(row_fault(ctx, row.number, &why));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(faults)
}

async fn draft(
    ctx: &Ctx,
    tx: &mut Tx,
    places: &Places,
    row: &Row,
) -> Result<Result<TeamDraft, String>, PageError> {
    let mut people: Vec<Id> = Vec::new();
    for login in [&row.first, &row.second] {
        let Some(account) = accounts::by_login(tx, login).await? else {
            let said = [("login", Arg::from(login.as_str()))];
            return Ok(Err(ctx.say("visits-team-file-login", &said)));
        };
        people.push(account.id);
    }
    let mut areas = Vec::new();
    let names = row.areas.split([';', '；', '、', ',', '，']);
    for name in names.map(str::trim).filter(|it| !it.is_empty()) {
        let wanted = folded(name);
        let area = places.all().iter().find(|it| {
            it.code == name || folded(&it.name.zh) == wanted || folded(&it.name.en) == wanted
        });
        let Some(area) = area else {
            let said = [("area", Arg::from(name))];
            return Ok(Err(ctx.say("visits-team-file-area", &said)));
        };
        areas.push(area.path.clone());
    }
    Ok(Ok(TeamDraft {
        first: people[0],
        second: people[1],
        areas,
    }))
}
