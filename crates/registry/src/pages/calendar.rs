use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_kernel::calendar::TableDoubt;
use huiyin_kernel::{Date, YearTable};
use huiyin_web::forms::Errors;
use huiyin_web::upload::Uploaded;
use huiyin_web::{Arg, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::{Claim, Desk, claim};
use crate::CALENDAR;
use crate::ops::{self, Doer};
use crate::rules::calendar_file::{self, FileError};
use crate::store::calendar;

const HERE: &str = "/desk/calendar";
/// The file that the page shows as an example, with stretches.
const EXAMPLE: &str = "year = 2027\nsource = \"国办发明电〔2026〕__号\"\nholidays = [\n  \"2027-01-01..2027-01-03\",\n  \"2027-05-01..2027-05-05\",\n]\nmakeup_working = [\n  \"2027-02-06\",\n]\n";

struct YearLine {
    year: i16,
    source: String,
    holidays: Vec<String>,
    makeup: Vec<String>,
    /// When the district imported it; empty for a year that came with the program.
    imported_at: String,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct View {
    page: Page,
    years: Vec<YearLine>,
    /// Working days cannot be counted beyond it.
    is_next_year_missing: bool,
    next_year: i16,
    may_import: bool,
    text: String,
    errors: Errors,
    /// What looks unfinished in the file and waits for a second look.
    doubts: Vec<String>,
    example: &'static str,
}

impl View {
    async fn load(desk: &Desk, ctx: &Ctx) -> Result<Self, PageError> {
        let mut tx = desk.site.db.read().await?;
        let imported = calendar::imported_years(&mut tx).await?;
        let in_force = calendar::load(&mut tx).await?;
        let next_year = ctx.now.date().year() + 1;
        let years = in_force
            .tables()
            .map(|table| YearLine {
                year: table.year,
                source: table.source.clone(),
                holidays: stretches(&table.holidays),
                makeup: table.makeup_working.iter().map(Date::to_string).collect(),
                imported_at: imported
                    .iter()
                    .find(|it| it.table.year == table.year)
                    .map_or_else(String::new, |it| it.imported_at.to_display()),
            })
            .collect();
        Ok(Self {
            page: ctx.page(),
            years,
            is_next_year_missing: in_force.table(next_year).is_none(),
            next_year,
            may_import: ctx.viewer.as_ref().is_some_and(|it| it.may(CALENDAR)),
            text: String::new(),
            errors: Errors::default(),
            doubts: Vec::new(),
            example: EXAMPLE,
        })
    }
}

/// `2026-02-15 – 2026-02-23`: days in a row are one entry.
fn stretches(days: &[Date]) -> Vec<String> {
    let mut days = days.to_vec();
    days.sort_unstable();
    let mut rows: Vec<(Date, Date)> = Vec::new();
    for day in days {
        match rows.last_mut() {
            Some((_, last)) if day.days_since(*last) == 1 => *last = day,
            _ => rows.push((day, day)),
        }
    }
    rows.into_iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first} – {last}")
            }
        })
        .collect()
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    render(&View::load(&desk, &ctx).await?)
}

pub(super) async fn import(State(desk): State<Desk>, ctx: Ctx, uploaded: Uploaded) -> PageResult {
    let text = match uploaded.files.first() {
        Some((_, bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        None => uploaded.form.text("text"),
    };
    let mut errors = Errors::default();
    let doubts = match calendar_file::read(&text) {
        Err(error) => {
            errors.add("text", sentence(&ctx, &error));
            Vec::new()
        }
        Ok(table) => {
            let doubts = doubts(&ctx, &table);
            if doubts.is_empty() || uploaded.form.is_on("sure") {
                return save(&desk, &ctx, &uploaded, &table).await;
            }
            doubts
        }
    };
    let mut view = View::load(&desk, &ctx).await?;
    view.text = text.chars().take(calendar_file::FILE_BYTES).collect();
    view.errors = errors;
    view.doubts = doubts;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn save(desk: &Desk, ctx: &Ctx, uploaded: &Uploaded, table: &YearTable) -> PageResult {
    let location = format!("{HERE}?done=registry-calendar-imported");
    let mut tx = match claim(&desk.site, &uploaded.form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    ops::import_calendar(&mut tx, table, by).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}

/// What is wrong, with the line where it stands.
fn sentence(ctx: &Ctx, error: &FileError) -> String {
    let what = ctx.say(
        error.problem.key(),
        &[("what", Arg::Text(error.problem.what()))],
    );
    if error.line == 0 {
        return what;
    }
    ctx.say(
        "registry-calendar-line",
        &[("line", Arg::from(error.line)), ("what", Arg::Text(what))],
    )
}

fn doubts(ctx: &Ctx, table: &YearTable) -> Vec<String> {
    table
        .doubts()
        .into_iter()
        .map(|doubt| match doubt {
            TableDoubt::FixedHolidayMissing(day) => ctx.say(
                "registry-calendar-doubt-missing",
                &[("day", Arg::Text(day.to_string()))],
            ),
            TableDoubt::FewHolidays(count) => ctx.say(
                "registry-calendar-doubt-few",
                &[("count", Arg::from(count))],
            ),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_a_row_are_shown_as_one() {
        let days: Vec<Date> = ["2026-01-02", "2026-01-01", "2026-04-04", "2026-01-03"]
            .iter()
            .map(|day| day.parse().unwrap())
            .collect();
        assert_eq!(stretches(&days), ["2026-01-01 – 2026-01-03", "2026-04-04"]);
        assert!(stretches(&[]).is_empty());
    }

    #[test]
    fn the_example_on_the_page_can_be_read() {
        assert_eq!(calendar_file::read(EXAMPLE).map(|it| it.year), Ok(2027));
    }
}
