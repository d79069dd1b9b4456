//! What a notebook carries for one day.

use huiyin_forms::Form;
use huiyin_kernel::{Date, Id, Instant};
use huiyin_web::{PageError, Site, qr};
use serde_json::{Value, json};

use super::seal::DistrictKey;

/// The stops of one team on one day, with the form that is asked there.
#[derive(Debug, Clone)]
pub struct Today {
    pub day: Date,
    pub round: String,
    pub team: u16,
    /// By when a resident hears (rule V9).
    pub echo_by: Date,
    pub form: Form,
    pub form_version: u32,
    pub stops: Vec<Stop>,
    pub badges: Vec<Badge>,
}

#[derive(Debug, Clone)]
pub struct Stop {
    pub visit: Id,
    pub seq: u32,
    pub compound: String,
    pub building: String,
    pub door: String,
    pub arrive: Instant,
    /// Agreed with the people there.
    pub window: Option<(Instant, Instant)>,
    pub state: String,
    /// Longitude and latitude in 1e-7 degrees.
    pub point: Option<(i32, i32)>,
    pub code: String,
    /// Path of the page that shows what became of it, from the root of the site.
    pub code_path: String,
    pub before: Vec<Before>,
}

/// A matter that was raised at this door before.
#[derive(Debug, Clone)]
pub struct Before {
    pub number: String,
    pub title: String,
    pub state: String,
}

#[derive(Debug, Clone)]
pub struct Badge {
    pub name: String,
    pub role: String,
    /// Path of the page on which anybody can check it.
    pub path: String,
}

/// `hh:mm` in the district.
fn minute(at: Instant) -> String {
    at.to_local_minute().split_off("yyyy-mm-ddT".len())
}

/// The route as the notebook reads it: `ui/src/notebook/types.ts` names the same fields.
pub(crate) fn as_json(site: &Site, account: Id, today: &Today) -> Result<Value, PageError> {
    let broken =
        |error: serde_json::Error| PageError::Store(huiyin_db::StoreError::inconsistent(error));
    let address = |path: &str| {
        format!(
            "{}{path}",
            site.settings.public_address.trim_end_matches('/')
        )
    };
    let drawn = |path: &str| qr::svg(&address(path)).unwrap_or_default();
    let mut form = today.form.compact().map_err(broken)?;
    form["version"] = json!(today.form_version);
    let key = DistrictKey::of(&site.keys).ok_or(PageError::NotFound)?;
    let stops: Vec<Value> = today
        .stops
        .iter()
        .map(|stop| {
            json!({
                "visit": stop.visit, "seq": stop.seq, "compound": stop.compound,
                "building": stop.building, "door": stop.door, "arrive": minute(stop.arrive),
                "window": stop.window.map(|(from, to)| [minute(from), minute(to)]),
                "invited": stop.window.is_some(), "state": stop.state,
                "point": stop.point.map(|(lon, lat)| [f64::from(lon) / 1e7, f64::from(lat) / 1e7]),
                "code": stop.code, "qr": drawn(&stop.code_path),
                "before": stop.before.iter().map(|it| json!({
                    "number": it.number, "title": it.title, "state": it.state,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let badges: Vec<Value> = today
        .badges
        .iter()
        .map(|badge| {
            json!({
                "name": badge.name, "role": badge.role,
                "address": address(&badge.path), "qr": drawn(&badge.path),
            })
        })
        .collect();
    Ok(json!({
        "account": account, "now": site.now().to_rfc3339(), "day": today.day, "round": today.round,
        "team": today.team, "echo_by": today.echo_by, "stops": stops, "form": form,
        "badges": badges, "district_key": key.public(), "district_key_id": DistrictKey::id(),
        "help_phone": site.settings.help_phone,
    }))
}
