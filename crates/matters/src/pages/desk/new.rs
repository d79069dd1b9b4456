//! Taking a report down for a resident: at the counter, by phone, on a visit, at a meeting, from
//! the hotline.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_kernel::mask::{AddressLevel, mask_address};
use huiyin_kernel::{EchoCode, Id, Lang};
use huiyin_web::forms::{Errors, Form, key_of, keyed_id};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render, render_status};

use super::acts::{area_choices, area_of};
use super::bodies;
use super::say::refusal;
use super::wording::{self, category_choices, named_choices};
use crate::model::bounds::{OUTSIDE_NUMBER_CHARS, REPORT_TEXT_CHARS};
use crate::model::{Actor, CategoryCode, Kind, Source, Urgency};
use crate::ops::{self, Intake, OpError, Receipt};
use crate::store::{self, Contact, Placed};
use crate::{Matters, World};

const PLACE_CHARS: usize = 200;
const NAME_CHARS: usize = 60;
const PHONE_CHARS: usize = 30;

/// Ways in which staff take a report down; the web is the resident's own.
const SOURCES: &[Source] = &[
    Source::Counter,
    Source::Phone,
    Source::Visit,
    Source::Meeting,
    Source::Grid,
    Source::Hotline,
    Source::Media,
];

#[derive(Template)]
#[template(path = "desk_new.html")]
struct View {
    page: Page,
    sources: Vec<Choice>,
    outside_number: String,
    kinds: Vec<Choice>,
    categories: Vec<Choice>,
    urgencies: Vec<Choice>,
    text: String,
    areas: Vec<Choice>,
    place: String,
    reporter_name: String,
    phone: String,
    restricted: bool,
    complained: Vec<Choice>,
    open_to_complained: bool,
    consented: bool,
    errors: Errors,
    refused: String,
    known: Option<(String, String)>,
    text_most: usize,
    /// Whether the box for messages is ticked; nothing where none could be carried.
    tell: Option<bool>,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "desk_new_done.html")]
struct DoneView {
    page: Page,
    id: String,
    number: String,
    code: String,
    slip: String,
    answer_before: String,
    readable: bool,
}

/// What goes wrong with a form beside its fields.
#[derive(Default)]
struct Wrong {
    errors: Errors,
    refused: String,
    /// Id and number of the matter that has this outside number already.
    known: Option<(String, String)>,
}

pub(super) async fn show(ctx: Ctx, State(matters): State<Arc<Matters>>) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let view = view(&ctx, &matters, &world, &Form::default(), Wrong::default());
    render(&view)
}

fn view(ctx: &Ctx, matters: &Matters, world: &World, form: &Form, wrong: Wrong) -> View {
    let or = |field: &str, first: &str| form.some(field).unwrap_or_else(|| first.to_owned());
    let sources = SOURCES.iter().map(|it| it.name());
    let kinds = Kind::ALL.iter().map(|it| it.name());
    let urgencies = Urgency::ALL.iter().map(|it| it.name());
    let unknown = ctx.t("matters-desk-unknown");
    View {
        page: ctx.page(),
        sources: named_choices(ctx, "matters-source", sources, &or("source", "counter")),
        outside_number: form.text("outside_number"),
        kinds: named_choices(ctx, "matters-kind", kinds, &or("kind", "help")),
        categories: category_choices(ctx, matters, &form.text("category")),
        urgencies: named_choices(ctx, "matters-urgency", urgencies, &or("urgency", "normal")),
        text: form.text("text"),
        areas: area_choices(ctx.lang, world, &form.text("area"), &unknown),
        place: form.text("place"),
        reporter_name: form.text("name"),
        phone: form.text("phone"),
        restricted: form.is_on("restricted"),
        complained: bodies::all_choices(ctx, world, &form.text("complained_of")),
        open_to_complained: form.is_on("open_to_complained"),
        consented: form.is_on("consented"),
        errors: wrong.errors,
        refused: wrong.refused,
        known: wrong.known,
        text_most: REPORT_TEXT_CHARS,
        tell: ctx.site.settings.carriers.sms.then(|| form.is_on("tell")),
    }
}

/// Takes the report in and shows its code, this once.
pub(super) async fn post(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    uploaded: Uploaded,
) -> PageResult {
    let form = uploaded.form;
    // Made from all that was typed and with our own key: a matter's id, passed off as a form's
    // key, must not lead to its receipt.
    let keys = &matters.site.keys;
    let what = format!("report taken down by {}", ctx.signed_in()?.account_id);
    let content = form.content(keys, &what);
    let own = keyed_id(keys, "desk report", key_of(&form)?, content.as_str());
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let mut intake = match read(&ctx, &world, &form, own) {
        Ok(intake) => intake,
        Err(errors) => {
            let wrong = Wrong {
                errors,
                ..Wrong::default()
            };
            return again(&ctx, &matters, &world, &form, wrong);
        }
    };
    if let Some(number) = &intake.outside_number {
        let found = store::known_outside(&mut tx, intake.source.name(), number).await?;
        // The same form sent twice finds its own matter here and gets its own receipt again.
        if let Some(id) = found.filter(|id| *id != own) {
            let known = store::load(&mut tx, &matters.site.keys, id).await?;
            let wrong = Wrong {
                refused: ctx.t("matters-desk-outside-known"),
                known: known.map(|it| (id.to_string(), it.number)),
                ..Wrong::default()
            };
            return again(&ctx, &matters, &world, &form, wrong);
        }
    }
    drop(tx);
    let files = uploaded.files.into_iter().map(|(_, bytes)| bytes).collect();
    let taken = match ops::clean(files).await {
        Ok(photos) => {
            intake.photos = photos;
            ops::report(&matters, intake, &actor).await
        }
        Err(error) => Err(error),
    };
    match taken {
        Ok(receipt) => done(&ctx, &matters, &actor, &receipt).await,
        Err(error) => refused(&ctx, &matters, &world, &form, error),
    }
}

fn refused(ctx: &Ctx, matters: &Matters, world: &World, form: &Form, error: OpError) -> PageResult {
    let wrong = Wrong {
        refused: refusal(ctx, PageError::from(error))?,
        ..Wrong::default()
    };
    again(ctx, matters, world, form, wrong)
}

fn again(ctx: &Ctx, matters: &Matters, world: &World, form: &Form, wrong: Wrong) -> PageResult {
    let view = view(ctx, matters, world, form, wrong);
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn done(ctx: &Ctx, matters: &Matters, actor: &Actor, receipt: &Receipt) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let known = store::load(&mut tx, &matters.site.keys, receipt.matter).await?;
    let readable = known.is_some_and(|it| crate::scope::may_read(actor, &it.matter));
    let code: &EchoCode = &receipt.code;
    render(&DoneView {
        page: ctx.page(),
        id: receipt.matter.to_string(),
        number: receipt.number.clone(),
        slip: format!("/echo/{}/slip", code.as_str()),
        code: code.to_string(),
        answer_before: receipt
            .answer_before
            .map_or_else(String::new, |it| wording::until(ctx, it)),
        readable,
    })
}

fn read(ctx: &Ctx, world: &World, form: &Form, key: Id) -> Result<Intake, Errors> {
    let mut errors = Errors::default();
    let source = Source::from_name(&form.text("source")).filter(|it| SOURCES.contains(it));
    if source.is_none() {
        errors.add("source", ctx.t("matters-desk-choose-one"));
    }
    let number = errors.optional(ctx, form, "outside_number", OUTSIDE_NUMBER_CHARS);
    if source == Some(Source::Hotline) && number.is_empty() {
        errors.add("outside_number", ctx.t("matters-desk-hotline-number"));
    }
    let text = errors.required(ctx, form, "text", REPORT_TEXT_CHARS);
    let place = errors.optional(ctx, form, "place", PLACE_CHARS);
    let name = errors.optional(ctx, form, "name", NAME_CHARS);
    let phone = errors.optional(ctx, form, "phone", PHONE_CHARS);
    if form.is_on("tell") && phone.is_empty() {
        errors.add("phone", ctx.t("matters-resident-tell-phone"));
    }
    let (Some(source), true) = (source, errors.is_empty()) else {
        return Err(errors);
    };
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let area = form.parse("area").and_then(|id| area_of(world, id));
    let complained_of: Option<Id> = form.parse("complained_of");
    Ok(Intake {
        outside_number: some(number),
        kind: Kind::from_name(&form.text("kind")).unwrap_or(Kind::Help),
        category: CategoryCode::parse(&form.text("category")).ok(),
        urgency: Urgency::from_name(&form.text("urgency")),
        area: area.unwrap_or_default(),
        contact: Contact {
            name: some(name),
            tell: form.is_on("tell").then_some(Lang::Zh),
            phone: some(phone),
        },
        restricted: form.is_on("restricted"),
        complained_of: complained_of.filter(|id| world.bodies.contains_key(id)),
        open_to_complained_of: form.is_on("open_to_complained"),
        consented: form.is_on("consented"),
        place: Placed {
            public: mask_address(&place, AddressLevel::Compound),
            text: place,
            point: None,
        },
        ..Intake::of_text(key, source, &text)
    })
}
