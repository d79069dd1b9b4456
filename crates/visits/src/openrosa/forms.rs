//! The form of today with the stops of whoever asks (rule V10), as list, file and manifest.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use huiyin_db::StoreError;
use huiyin_forms::xform::{self, Extras};
use huiyin_kernel::to_hex;
use huiyin_web::{Ctx, PageError};
use md5::{Digest as _, Md5};

use super::answer::{self, escaped};
use super::enter::{self, Closed};
use crate::notebook::{Notebook, Today};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

struct Written {
    id: String,
    title: String,
    version: String,
    xml: String,
}

/// One line for each stop: the order of the day, the door, when, and the code that the people
/// there keep.
fn stops(today: &Today) -> Vec<(String, String)> {
    let line = |stop: &crate::notebook::Stop| {
        let door = [&stop.compound, &stop.building, &stop.door].map(String::as_str);
        let door: Vec<&str> = door.into_iter().filter(|it| !it.is_empty()).collect();
        let time = stop.arrive.to_display().split_off("yyyy-mm-dd ".len());
        let text = format!("{}. {} · {time} · {}", stop.seq, door.join(" "), stop.code);
        (stop.visit.to_string(), text)
    };
    today.stops.iter().map(line).collect()
}

/// Nothing where nobody is to be called on today.
async fn written(
    ctx: &Ctx,
    notebook: &Notebook,
    headers: &HeaderMap,
) -> Result<Option<Written>, Closed> {
    let account = enter::account(ctx, notebook, headers).await?;
    let mut tx = notebook.site.db.read().await?;
    let today = notebook.doors.today(&mut tx, account, ctx.now).await?;
    let Some(today) = today else {
        return Ok(None);
    };
    let stops = stops(&today);
    let extras = Extras { stops: &stops };
    let form = &today.form;
    let version = xform::version(form, extras).map_err(StoreError::inconsistent)?;
    let xml = xform::write(form, extras).map_err(StoreError::inconsistent)?;
    Ok(Some(Written {
        id: form.id.to_string(),
        title: form.title.get(ctx.lang).to_owned(),
        version,
        xml,
    }))
}

pub(super) async fn list(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    headers: HeaderMap,
) -> Response {
    let form = match written(&ctx, &notebook, &headers).await {
        Ok(form) => form,
        Err(why) => return answer::closed(&ctx, why),
    };
    let root = ctx.site.settings.public_address.trim_end_matches('/');
    let line = form.map_or_else(String::new, |form| {
        let address = escaped(&format!("{root}/openrosa/forms/{}", form.id));
        format!(
            "<xform><formID>{id}</formID><name>{name}</name><version>{version}</version>\
             <hash>md5:{hash}</hash><downloadUrl>{address}</downloadUrl>\
             <manifestUrl>{address}/manifest</manifestUrl></xform>",
            id = escaped(&form.id),
            name = escaped(&form.title),
            version = escaped(&form.version),
            hash = to_hex(&Md5::digest(form.xml.as_bytes())),
        )
    });
    let space = "http://openrosa.org/xforms/xformsList";
    let body = format!("{DECLARATION}<xforms xmlns=\"{space}\">{line}</xforms>");
    answer::xml(StatusCode::OK, body)
}

/// The form itself: today's, under the name that the list gave.
pub(super) async fn file(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match written(&ctx, &notebook, &headers).await {
        Ok(Some(form)) if form.id == id => answer::xml(StatusCode::OK, form.xml),
        Ok(_) => answer::closed(&ctx, PageError::NotFound.into()),
        Err(why) => answer::closed(&ctx, why),
    }
}

/// Files beside the form: there are none.
pub(super) async fn manifest(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match written(&ctx, &notebook, &headers).await {
        Ok(Some(form)) if form.id == id => {
            let space = "http://openrosa.org/xforms/xformsManifest";
            let body = format!("{DECLARATION}<manifest xmlns=\"{space}\"></manifest>");
            answer::xml(StatusCode::OK, body)
        }
        Ok(_) => answer::closed(&ctx, PageError::NotFound.into()),
        Err(why) => answer::closed(&ctx, why),
    }
}
