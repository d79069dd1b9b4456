//! Whether people who asked about their own data were answered in time.

use huiyin_kernel::Instant;

use super::check::{Check, said};
use crate::{Failure, House};

pub(super) async fn in_time(house: &House, now: Instant) -> Result<Check, Failure> {
    let mut tx = house.db.read().await?;
    let overdue = huiyin_privacy::overdue(&mut tx, now).await?;
    if overdue == 0 {
        return Ok(Check::ok(
            "rights_cases",
            "个人信息申请没有超期的。",
            "No request about one's own data is overdue.",
        ));
    }
    Ok(Check::bad(
        "rights_cases",
        said(
            format!("{overdue} 件个人信息申请已经超期，法定期限是十五个工作日。"),
            format!(
                "{overdue} requests about one's own data are overdue; fifteen working days are allowed."
            ),
        ),
        said(
            "请负责个人信息保护的人到“个人信息申请”页办理。",
            "Whoever is responsible for data protection answers them on the page for requests.",
        ),
    ))
}
