use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_kernel::geo::{Crs, Point};
use huiyin_kernel::{Id, mask};
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::{Actor, Area, CategoryCode, Kind, Source};
use crate::ops::{self, Intake, Receipt, whereabouts};
use crate::rules::phone;
use crate::slice::Matters;
use crate::store::{Contact, Placed};

/// Letters of the fields beside the text.
const PLACE_CHARS: usize = 200;
const NAME_CHARS: usize = 60;
const PHONE_CHARS: usize = 30;

/// A report. Only `text` is needed.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewMatter {
    /// A UUID made by the sender; the same one sent twice is one report.
    #[schema(value_type = Option<String>, format = "uuid")]
    pub id: Option<Id>,
    #[schema(min_length = 1, max_length = 5000, pattern = r"\S")]
    pub text: String,
    /// `enquiry`, `help` (default), `complaint`, `report`, `suggestion` or `praise`.
    #[schema(pattern = "^(enquiry|help|complaint|report|suggestion|praise)$")]
    pub kind: Option<String>,
    /// Four digits, see `/api/v1/categories`.
    #[schema(pattern = "^[0-9]{4}$")]
    pub category: Option<String>,
    #[schema(max_length = 200)]
    pub place_text: Option<String>,
    /// Degrees; both or neither.
    #[schema(minimum = -180, maximum = 180)]
    pub lon: Option<f64>,
    #[schema(minimum = -90, maximum = 90)]
    pub lat: Option<f64>,
    /// `wgs84` (default), `gcj02` or `bd09`.
    #[schema(pattern = "^(wgs84|gcj02|bd09)$")]
    pub crs: Option<String>,
    #[schema(max_length = 60)]
    pub name: Option<String>,
    #[schema(max_length = 30)]
    pub phone: Option<String>,
    /// The separate consent to sensitive data (`/privacy/notices/sensitive`). A category flagged
    /// `sensitive_pi` or `minor_pi` is refused with a name or phone and without it.
    pub sensitive_consent: Option<bool>,
    /// The reporter agreed to be told at this phone; only where short messages can be carried.
    #[serde(default)]
    pub tell: bool,
}

/// The receipt.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Created {
    pub id: String,
    pub number: String,
    /// The only key to the matter; it is not shown again.
    pub echo_code: String,
    pub answer_before: Option<String>,
    pub follow: String,
}

/// Takes a report in and answers with its echo code.
#[utoipa::path(post, path = "/api/v1/matters", tag = "residents", request_body = NewMatter,
    responses((status = 201, body = Created),
        (status = 400, description = "The body is no such JSON"),
        (status = 409, description = "The same report is being taken at this moment"),
        (status = 403, description = "Signed in, and the token is missing"),
        (status = 413, description = "The body is too large"), (status = 422, description = "A field needs mending"),
        (status = 429, description = "Too many reports from this network")))]
pub(crate) async fn create(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    body: super::Body,
) -> Result<(StatusCode, Json<Created>), PageError> {
    let tries = matters.site.limits.report_try(&ctx.network);
    tries.map_err(|wait_seconds| PageError::TooMany { wait_seconds })?;
    let new: NewMatter = super::read(&ctx, body)?;
    let may_repeat = new.id.is_some();
    let mut intake = intake(&ctx, new)?;
    if may_repeat && let Some(receipt) = ops::taken_before(&matters, intake.id).await? {
        return Ok(created(receipt));
    }
    intake.area = area(&matters, &intake.place).await?;
    let limit = matters.site.limits.report(&ctx.network);
    limit.map_err(|wait_seconds| PageError::TooMany { wait_seconds })?;
    match ops::report(&matters, intake, &Actor::VISITOR).await {
        Ok(receipt) => Ok(created(receipt)),
        Err(error) => {
            // Neither a rule's no nor a full disk is a report that this network has made.
            matters.site.limits.report_not_taken(&ctx.network);
            Err(error.into())
        }
    }
}

fn created(receipt: Receipt) -> (StatusCode, Json<Created>) {
    let created = Created {
        id: receipt.matter.to_string(),
        number: receipt.number,
        follow: format!("/echo/{}", receipt.code.as_str()),
        echo_code: receipt.code.to_string(),
        answer_before: receipt
            .answer_before
            .map(huiyin_kernel::Instant::to_rfc3339),
    };
    (StatusCode::CREATED, Json(created))
}

/// The street and community of the place, as for a report from the page.
async fn area(matters: &Matters, place: &Placed) -> Result<Area, PageError> {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let around = whereabouts::of(&mut tx, &world, place.point, &place.text).await?;
    Ok(around.area)
}

/// What is wrong with the phone, as for a report from the page.
fn odd_phone(ctx: &Ctx, phone: Option<&str>) -> Option<String> {
    let (key, count) = phone::odd(phone.filter(|text| !text.is_empty())?)?.sentence();
    Some(ctx.say(key, &[("count", count.into())]))
}

/// What is wrong with the texts beside the report itself.
fn wrong_texts(ctx: &Ctx, new: &NewMatter) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if let Some(sentence) = odd_phone(ctx, new.phone.as_deref()) {
        wrong.push(("phone".to_owned(), sentence));
    }
    for (field, text, most) in [
        ("place_text", &new.place_text, PLACE_CHARS),
        ("name", &new.name, NAME_CHARS),
        ("phone", &new.phone, PHONE_CHARS),
    ] {
        let length = text.as_ref().map_or(0, |text| text.chars().count());
        if length > most {
            let sentence = ctx.say("web-field-too-long", &[("most", most.into())]);
            wrong.push((field.to_owned(), sentence));
        }
    }
    wrong
}

fn intake(ctx: &Ctx, new: NewMatter) -> Result<Intake, PageError> {
    let mut wrong = wrong_texts(ctx, &new);
    let mut add = |field: &str, key: &str| wrong.push((field.to_owned(), ctx.t(key)));
    let kind = new
        .kind
        .as_deref()
        .map_or(Some(Kind::Help), Kind::from_name);
    if kind.is_none() {
        add("kind", "web-field-unknown");
    }
    let category = new.category.as_deref().map(CategoryCode::parse).transpose();
    if category.is_err() {
        add("category", "web-field-unknown");
    }
    let point = point(&new);
    match point {
        Ok(_) => {}
        Err(BadPoint::System) => add("crs", "web-field-unknown"),
        Err(BadPoint::Degrees) => add("lon", "web-field-point"),
    }
    let (Some(kind), Ok(category), Ok(point), true) = (kind, category, point, wrong.is_empty())
    else {
        return Err(PageError::Invalid(wrong));
    };
    let text = new.place_text.unwrap_or_default();
    let public = mask::mask_address(&text, mask::AddressLevel::Compound);
    let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let id = new
        .id
        .map_or_else(|| ctx.site.new_id(), |sent| matter_id(ctx, sent, &new.text));
    Ok(Intake {
        kind,
        category,
        consented: new.sensitive_consent.unwrap_or(false),
        place: Placed {
            text,
            public,
            point,
        },
        contact: Contact {
            name: some(new.name),
            tell: (new.tell && ctx.site.settings.carriers.sms).then_some(ctx.lang),
            phone: some(new.phone),
        },
        ..Intake::of_text(id, Source::Web, &new.text)
    })
}

/// The same id and text sent twice meet the same matter. Its own id follows from them by a keyed
/// digest, so that whoever knows the id of somebody's matter cannot ask for its receipt.
fn matter_id(ctx: &Ctx, sent: Id, text: &str) -> Id {
    Id::derived(
        "api report",
        &ctx.site
            .keys
            .digest("api report", &format!("{sent}\n{text}")),
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BadPoint {
    /// The system of coordinates is none that is known.
    System,
    /// One half is missing, or it lies outside the globe.
    Degrees,
}

fn point(new: &NewMatter) -> Result<Option<Point>, BadPoint> {
    let (lon, lat) = match (new.lon, new.lat) {
        (None, None) => return Ok(None),
        (Some(lon), Some(lat)) => (lon, lat),
        _ => return Err(BadPoint::Degrees),
    };
    let named = new.crs.as_deref().unwrap_or("wgs84");
    let crs: Crs = named.parse().map_err(|_| BadPoint::System)?;
    let given = Point::from_degrees(lon, lat).map_err(|_| BadPoint::Degrees)?;
    Ok(Some(crs.to_wgs84(given)))
}
