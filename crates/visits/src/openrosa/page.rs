//! One's own phones with ODK Collect: a new one, whose secret is shown once, and one that goes.

use std::io::Write as _;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use huiyin_kernel::Id;
use huiyin_web::forms::{self, Errors, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, qr, redirect, render, render_status};
use serde_json::json;

use super::enter::digest;
use super::store::{self, DEVICES_MOST, Device};
use crate::notebook::Notebook;

const HERE: &str = "/account/collect";
const NAME_CHARS: usize = 40;
/// Days for which a phone is let in; afterwards its owner makes a new secret.
const DAYS: i64 = 30;
/// Signs of a secret, five bits each: a hundred bits.
const SECRET_SIGNS: usize = 20;
const LOGIN_SIGNS: usize = 8;
/// No letter that could be taken for a digit.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

struct Line {
    id: Id,
    label: String,
    login: String,
    until: String,
    /// Empty while it was never used.
    used: String,
}

/// What is shown once.
struct Made {
    address: String,
    login: String,
    secret: String,
    qr: String,
}

#[derive(Template)]
#[template(path = "collect.html")]
struct View {
    page: Page,
    lines: Vec<Line>,
    is_full: bool,
    /// Collect sends a secret over TLS only.
    is_secure: bool,
    most: usize,
    days: i64,
    typed: String,
    errors: Errors,
    made: Option<Made>,
}

impl View {
    async fn load(ctx: &Ctx, notebook: &Notebook) -> Result<Self, PageError> {
        let account = ctx.signed_in()?.account_id;
        let mut tx = notebook.site.db.read().await?;
        let known = store::of_account(&mut tx, account, ctx.now).await?;
        Ok(Self {
            page: ctx.page(),
            is_full: known.len() >= DEVICES_MOST,
            is_secure: ctx.site.settings.public_address.starts_with("https://"),
            most: DEVICES_MOST,
            days: DAYS,
            lines: known
                .into_iter()
                .map(|it| Line {
                    id: it.id,
                    label: it.label,
                    login: it.login,
                    until: ctx.day(it.ends_at.date()),
                    used: it.used_on.map_or_else(String::new, |day| ctx.day(day)),
                })
                .collect(),
            typed: String::new(),
            errors: Errors::default(),
            made: None,
        })
    }
}

pub(super) async fn show(ctx: Ctx, State(notebook): State<Notebook>) -> PageResult {
    render(&View::load(&ctx, &notebook).await?)
}

/// The same form sent twice makes one phone and shows the same secret again: both follow from the
/// form's key, which nobody can follow without the key of the district.
pub(super) async fn add(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    Posted(form): Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut errors = Errors::default();
    let label = errors.required(&ctx, &form, "label", NAME_CHARS);
    let mut view = View::load(&ctx, &notebook).await?;
    if !errors.is_empty() {
        view.typed = label;
        view.errors = errors;
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    let site = &notebook.site;
    let key = forms::key_of(&form)?;
    let content = format!("{account} {label}");
    let spread = site
        .keys
        .sign("collect phone", format!("{key}\n{content}").as_bytes());
    let (login, secret) = spread.split_at(LOGIN_SIGNS);
    let (login, secret) = (
        format!("c-{}", signs(login)),
        signs(&secret[..SECRET_SIGNS]),
    );
    let device = Device {
        id: forms::keyed_id(&site.keys, "collect phone", key, &content),
        account,
        label,
        secret_digest: digest(&notebook, &secret),
        login,
        created_at: ctx.now,
        ends_at: ctx.now.date().plus_days(DAYS + 1).start(),
        used_on: None,
        attempts: huiyin_registry::Attempts::NONE,
    };
    let mut tx = site.db.write().await?;
    let known = store::of_account(&mut tx, account, ctx.now).await?;
    let is_there = known.iter().any(|it| it.id == device.id);
    if !is_there && known.len() >= DEVICES_MOST {
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    store::insert(&mut tx, &device).await?;
    tx.commit().await?;
    let mut view = View::load(&ctx, &notebook).await?;
    view.made = Some(made(&ctx, device.login, secret));
    render(&view)
}

pub(super) async fn remove(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    Path(id): Path<Id>,
    _posted: Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = notebook.site.db.write().await?;
    store::remove(&mut tx, id, account, ctx.now).await?;
    tx.commit().await?;
    Ok(redirect(&format!("{HERE}?done=visits-collect-removed")))
}

fn signs(bytes: &[u8]) -> String {
    let sign = |byte: &u8| char::from(SIGNS[usize::from(byte % 32)]);
    bytes.iter().map(sign).collect()
}

fn made(ctx: &Ctx, login: String, secret: String) -> Made {
    let root = ctx.site.settings.public_address.trim_end_matches('/');
    let address = format!("{root}/openrosa");
    let settings = json!({
        "general": { "protocol": "odk_default", "server_url": address, "username": login,
            "password": secret, "form_update_mode": "match_exactly", "autosend": "wifi_and_cellular" },
        "admin": {},
        "project": { "name": ctx.site.settings.district.get(ctx.lang) },
    });
    Made {
        qr: packed(&settings.to_string())
            .and_then(|it| qr::svg(&it))
            .unwrap_or_default(),
        address,
        login,
        secret,
    }
}

/// Settings as ODK Collect reads them from a code: zlib, then base64.
fn packed(settings: &str) -> Option<String> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(settings.as_bytes()).ok()?;
    Some(STANDARD.encode(packer.finish().ok()?))
}
