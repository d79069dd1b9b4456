//! Deadlines need the holiday table of every year they reach into.

use huiyin_kernel::Instant;
use huiyin_registry::calendar;

use super::check::{Check, said};
use crate::{Failure, House};

/// The notice for the next year comes out in late October or November.
const MONTH_OF_NOTICE: i8 = 11;

pub(super) async fn years(house: &House, now: Instant) -> Result<Check, Failure> {
    let mut tx = house.db.read().await?;
    let calendar = calendar::load(&mut tx).await?;
    let today = now.date();
    let year = today.year();
    let next = year + 1;
    let advice = |year: i16| {
        said(
            format!(
                "导入国务院办公厅 {year} 年放假通知：huiyin calendar import FILE，或在“工作日”页面导入。"
            ),
            format!(
                "Import the State Council notice for {year}: huiyin calendar import FILE, or on the page for working days."
            ),
        )
    };
    if calendar.table(year).is_none() {
        return Ok(Check::bad(
            "calendar",
            said(
                format!("缺少 {year} 年的工作日表，现在算不出期限。"),
                format!("The working days of {year} are missing: no deadline can be counted now."),
            ),
            advice(year),
        ));
    }
    if today.month() >= MONTH_OF_NOTICE && calendar.table(next).is_none() {
        return Ok(Check::warn(
            "calendar",
            said(
                format!("缺少 {next} 年的工作日表，跨年的期限算不出来。"),
                format!(
                    "The working days of {next} are missing: deadlines beyond New Year cannot be counted."
                ),
            ),
            advice(next),
        ));
    }
    let years: Vec<String> = calendar.years().map(|year| year.to_string()).collect();
    let years = years.join(", ");
    Ok(Check::ok(
        "calendar",
        format!("工作日表：{years}。"),
        format!("Working days are known for {years}."),
    ))
}
