//! How the district words what it sends: a list of sentences, and a page for each to change it,
//! see it filled in, and know how many parts a short message takes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::journal;
use huiyin_kernel::Lang;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use crate::Notices;
use crate::model::{TEMPLATES, Template, template};
use crate::ops::shipped;
use crate::rules::{WordingFault, check, fill, sms_parts};
use crate::store::wordings::{self, Wording};

const SHORT_CHARS: usize = 300;
const HEADING_CHARS: usize = 60;
const BODY_CHARS: usize = 2_000;

struct Line {
    name: &'static str,
    title: String,
    langs: Vec<LangLine>,
}

struct LangLine {
    tag: &'static str,
    label: &'static str,
    is_own: bool,
}

#[derive(askama::Template)]
#[template(path = "notices_wordings.html")]
struct ListView {
    page: Page,
    lines: Vec<Line>,
}

/// One wording filled in with an example.
struct Preview {
    short: String,
    characters: usize,
    parts: usize,
    heading: String,
    body: String,
}

#[derive(askama::Template)]
#[template(path = "notices_wording.html")]
struct View {
    page: Page,
    name: &'static str,
    title: String,
    tag: &'static str,
    version: i64,
    words: Vec<String>,
    typed: Wording,
    shipped: Wording,
    preview: Preview,
    errors: Errors,
}

const fn label(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "中文",
        Lang::En => "English",
    }
}

pub(super) async fn list(ctx: Ctx, State(slice): State<Arc<Notices>>) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let own: BTreeSet<(String, String)> = wordings::own(&mut tx).await?.into_iter().collect();
    let lines = TEMPLATES.iter().map(|spec| Line {
        name: spec.name,
        title: ctx.t(&format!("notices-heading-{}", spec.name)),
        langs: Lang::ALL
            .iter()
            .map(|lang| LangLine {
                tag: lang.tag(),
                label: label(*lang),
                is_own: own.contains(&(spec.name.to_owned(), lang.tag().to_owned())),
            })
            .collect(),
    });
    render(&ListView {
        page: ctx.page(),
        lines: lines.collect(),
    })
}

fn asked(name: &str, lang: &str) -> Result<(&'static Template, Lang), PageError> {
    let lang = Lang::ALL.into_iter().find(|it| it.tag() == lang);
    template(name).zip(lang).ok_or(PageError::NotFound)
}

fn as_shipped(slice: &Notices, spec: &Template, lang: Lang) -> Wording {
    let part = |part: &str| shipped(&slice.site, spec, lang, part);
    Wording {
        short: part("short"),
        heading: part("heading"),
        body: part("body"),
        version: 0,
    }
}

/// Each part as the district has it, or as it came.
fn in_force(own: &Wording, shipped: &Wording) -> Wording {
    let or = |own: &str, shipped: &str| if own.is_empty() { shipped } else { own }.to_owned();
    Wording {
        short: or(&own.short, &shipped.short),
        heading: or(&own.heading, &shipped.heading),
        body: or(&own.body, &shipped.body),
        version: own.version,
    }
}

fn preview(slice: &Notices, lang: Lang, wording: &Wording) -> Preview {
    let settings = &slice.site.settings;
    let address = format!("{}/echo/0000000000", settings.public_address);
    let values: BTreeMap<String, String> = [
        ("district", settings.district.get(lang)),
        ("address", address.as_str()),
        ("code", "482913"),
        ("minutes", "10"),
        ("count", "3"),
        ("help", settings.help_phone.as_str()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    let short = fill(&wording.short, &values);
    Preview {
        characters: short.chars().count(),
        parts: sms_parts(&short),
        heading: fill(&wording.heading, &values),
        body: fill(&wording.body, &values),
        short,
    }
}

fn view(
    ctx: &Ctx,
    slice: &Notices,
    (spec, lang): (&'static Template, Lang),
    typed: Wording,
    errors: Errors,
) -> PageResult {
    let shipped = as_shipped(slice, spec, lang);
    let words = ["district"].iter().chain(spec.needs).chain(spec.may);
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = View {
        page: ctx.page(),
        name: spec.name,
        title: ctx.t(&format!("notices-heading-{}", spec.name)),
        tag: lang.tag(),
        version: typed.version,
        words: words.map(|word| format!("{{{word}}}")).collect(),
        preview: preview(slice, lang, &typed),
        typed,
        shipped,
        errors,
    };
    render_status(status, &view)
}

pub(super) async fn show(
    ctx: Ctx,
    State(slice): State<Arc<Notices>>,
    Path((name, lang)): Path<(String, String)>,
) -> PageResult {
    let asked = asked(&name, &lang)?;
    let mut tx = slice.site.db.read().await?;
    let own = wordings::of(&mut tx, asked.0.name, asked.1).await?;
    let typed = in_force(&own, &as_shipped(&slice, asked.0, asked.1));
    view(&ctx, &slice, asked, typed, Errors::default())
}

fn faults(
    ctx: &Ctx,
    spec: &Template,
    errors: &mut Errors,
    (field, text): (&str, &str),
    most: usize,
) {
    // The words that must be said stand where the text is; a heading only leads to it.
    let is_heading = field == "heading";
    let needs = if is_heading { &[][..] } else { spec.needs };
    for fault in check(text, spec, needs, most, field != "body") {
        let sentence = match fault {
            WordingFault::Empty => ctx.t("web-field-required"),
            WordingFault::TooLong { most } => {
                ctx.say("web-field-too-long", &[("most", most.into())])
            }
            WordingFault::Unknown(word) => {
                let word = format!("{{{word}}}");
                ctx.say("notices-fault-unknown", &[("word", word.into())])
            }
            WordingFault::Missing(word) => {
                let word = format!("{{{word}}}");
                ctx.say("notices-fault-missing", &[("word", word.into())])
            }
            WordingFault::Braces => ctx.t("notices-fault-braces"),
            WordingFault::Link => ctx.t("notices-fault-link"),
            WordingFault::Lines => ctx.t("notices-fault-lines"),
        };
        errors.add(field, sentence);
    }
}

/// Saves a wording, goes back to the one that came with the program, or only looks at it.
pub(super) async fn change(
    ctx: Ctx,
    State(slice): State<Arc<Notices>>,
    Path((name, lang)): Path<(String, String)>,
    Posted(form): Posted,
) -> PageResult {
    let asked = asked(&name, &lang)?;
    let (spec, lang) = asked;
    let mut typed = read(&form);
    let mut errors = Errors::default();
    let is_back = form.text("act") == "back";
    if !is_back {
        faults(
            &ctx,
            spec,
            &mut errors,
            ("short", &typed.short),
            SHORT_CHARS,
        );
        faults(
            &ctx,
            spec,
            &mut errors,
            ("heading", &typed.heading),
            HEADING_CHARS,
        );
        faults(&ctx, spec, &mut errors, ("body", &typed.body), BODY_CHARS);
    }
    if !errors.is_empty() || form.text("act") == "look" {
        return view(&ctx, &slice, asked, typed, errors);
    }
    let shipped = as_shipped(&slice, spec, lang);
    let differs = |own: &mut String, shipped: &str| {
        if is_back || own == shipped {
            own.clear();
        }
    };
    differs(&mut typed.short, &shipped.short);
    differs(&mut typed.heading, &shipped.heading);
    differs(&mut typed.body, &shipped.body);
    let actor = ctx.signed_in()?.actor();
    let mut tx = slice.site.db.write().await?;
    wordings::put(&mut tx, spec.name, lang, &typed, ctx.now).await?;
    let entry = journal::Entry {
        subject_kind: "notice_wording",
        subject: wordings::id_of(spec.name, lang),
        version: typed.version + 1,
        at: ctx.now,
        actor: &actor,
        kind: if is_back { "as_shipped" } else { "worded" },
    };
    journal::append(&mut tx, &entry, &serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(redirect("/desk/telling/wordings?done=notices-worded"))
}

fn read(form: &Form) -> Wording {
    Wording {
        short: form.text("short"),
        heading: form.text("heading"),
        body: form.text("body"),
        version: form.parse("version").unwrap_or(0),
    }
}
