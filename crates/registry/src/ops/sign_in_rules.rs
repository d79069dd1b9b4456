use huiyin_db::{Result, Tx, journal};
use huiyin_kernel::Id;
use serde::Serialize;

use super::{Doer, note};
use crate::rules::password::Style;
use crate::rules::sign_in_rules::SignInRules;
use crate::store::settings;

#[derive(Serialize)]
struct Body<'a> {
    idle_minutes: i64,
    idle_minutes_admin: i64,
    absolute_hours: i64,
    password_days: i64,
    length_over_rotation: bool,
    second_factor: &'a str,
}

/// The rules in force.
pub(crate) async fn chosen_rules(tx: &mut Tx) -> Result<SignInRules> {
    let limits = settings::limits(tx).await?;
    let roles = settings::get(tx, settings::TOTP_REQUIRED_ROLES).await?;
    Ok(SignInRules {
        idle_minutes: limits.idle_minutes,
        idle_minutes_admin: limits.idle_minutes_admin,
        absolute_hours: limits.absolute_hours,
        password_days: limits.password_days,
        style: limits.style,
        second_factor: settings::roles_of(roles).into_iter().collect(),
    })
}

/// Puts rules that were checked into force, at once and for sessions that are open too.
pub(crate) async fn set_sign_in_rules(
    tx: &mut Tx,
    rules: &SignInRules,
    by: Doer<'_>,
) -> Result<()> {
    let asking: Vec<&str> = rules.second_factor.iter().map(String::as_str).collect();
    let asking = asking.join(",");
    let is_long = rules.style == Style::Length;
    let mut values = vec![
        (settings::IDLE_MINUTES, rules.idle_minutes.to_string()),
        (
            settings::IDLE_MINUTES_ADMIN,
            rules.idle_minutes_admin.to_string(),
        ),
        (settings::ABSOLUTE_HOURS, rules.absolute_hours.to_string()),
        (settings::LENGTH_OVER_ROTATION, is_long.to_string()),
        (settings::TOTP_REQUIRED_ROLES, asking.clone()),
    ];
    if !is_long {
        values.push((settings::PASSWORD_DAYS, rules.password_days.to_string()));
    }
    for (key, value) in values {
        settings::set(tx, key, &value).await?;
    }
    let subject = Id::derived("setting", "sign-in rules");
    let before = journal::of_subject(tx, subject).await?;
    let version = before.last().map_or(0, |record| record.version) + 1;
    let body = Body {
        idle_minutes: rules.idle_minutes,
        idle_minutes_admin: rules.idle_minutes_admin,
        absolute_hours: rules.absolute_hours,
        password_days: rules.password_days,
        length_over_rotation: is_long,
        second_factor: &asking,
    };
    note(
        tx,
        ("setting", subject),
        version,
        "sign_in_rules",
        &body,
        by,
    )
    .await
}
