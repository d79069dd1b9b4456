use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, key_of};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::{ActForm, Asked};
use crate::model::ActName;
use crate::ops::{self, Extra, OpError};
use crate::pages::desk::matter::{self, Conflict, Loaded, Shown};
use crate::pages::desk::say::refusal;
use crate::pages::desk::timeline;
use crate::pages::desk::whose::id_of;
use crate::rules;
use crate::store::{self, templates};
use crate::{Matters, scope};

/// Carries out the act of a form, or shows the form again with what is wrong.
pub(in crate::pages::desk) async fn post(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path((id, act)): Path<(String, String)>,
    uploaded: Uploaded,
) -> PageResult {
    let id = id_of(&id)?;
    let act = ActName::from_name(&act).ok_or(PageError::NotFound)?;
    let loaded = matter::load(&ctx, &matters, id).await?;
    let form = uploaded.form;
    if form.is_on("use") {
        let filled = with_template(&ctx, &matters, act, form).await?;
        return again(&ctx, &matters, &loaded, act, &filled, Wrong::Nothing);
    }
    let version: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let into = merge_target(&matters, &loaded, act, &form).await?;
    let scene = loaded.scene(&ctx, &matters);
    let asked = match super::read(scene, act, &form, into, uploaded.files.len()) {
        Ok(asked) => asked,
        Err(errors) if errors.is_empty() => return Err(PageError::NotFound),
        Err(errors) => {
            return again(&ctx, &matters, &loaded, act, &form, Wrong::Fields(errors));
        }
    };
    let files = uploaded.files.into_iter().map(|(_, bytes)| bytes).collect();
    let done = carry_out(&matters, &loaded, asked, version, key_of(&form)?, files).await;
    match done {
        Ok(()) => land(&ctx, &matters, id, act).await,
        Err(OpError::Store(StoreError::Conflict { .. })) => {
            // What was loaded above may be older than what won.
            let loaded = matter::load(&ctx, &matters, id).await?;
            again(
                &ctx,
                &matters,
                &loaded,
                act,
                &form,
                Wrong::Conflict(version),
            )
        }
        Err(error) => {
            let sentence = refusal(&ctx, error.into())?;
            again(
                &ctx,
                &matters,
                &loaded,
                act,
                &form,
                Wrong::Refused(sentence),
            )
        }
    }
}

async fn carry_out(
    matters: &Matters,
    loaded: &Loaded,
    asked: Asked,
    version: u32,
    key: Id,
    files: Vec<Vec<u8>>,
) -> Result<(), OpError> {
    let id = loaded.known.matter.id;
    let extra = Extra {
        expected_version: Some(version),
        form_key: Some(key),
        photos: ops::clean(files).await?,
        place: asked.place,
    };
    keep_suggestions(matters, loaded).await?;
    ops::act(matters, id, &loaded.actor, asked.act, extra)
        .await
        .map(drop)
}

/// What was suggested stands beside what was chosen, so that anybody can see how often the
/// suggestion was right.
async fn keep_suggestions(matters: &Matters, loaded: &Loaded) -> Result<(), OpError> {
    if loaded.suggestions == crate::suggest::Suggestions::default() {
        return Ok(());
    }
    let mut tx = matters.site.db.write().await?;
    let id = loaded.known.matter.id;
    loaded
        .suggestions
        .keep(&mut tx, id, matters.site.now())
        .await?;
    Ok(tx.commit().await?)
}

/// After an act: the matter again, or the desk where it is no longer this person's to read.
async fn land(ctx: &Ctx, matters: &Matters, id: Id, act: ActName) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let actor = matters.world(&mut tx).await?.actor(ctx.signed_in()?);
    let known = store::load(&mut tx, &matters.site.keys, id).await?;
    let readable = known.is_some_and(|it| scope::may_read(&actor, &it.matter));
    let place = if readable {
        format!("/desk/matters/{id}")
    } else {
        "/desk".to_owned()
    };
    Ok(redirect(&format!("{place}?done=desk-{}", act.key())))
}

/// The matter whose number was typed, if this person may read it.
async fn merge_target(
    matters: &Matters,
    loaded: &Loaded,
    act: ActName,
    form: &Form,
) -> Result<Option<Id>, PageError> {
    if act != ActName::Merge {
        return Ok(None);
    }
    let number = form.text("merge-into");
    let mut tx = matters.site.db.read().await?;
    let known = store::load_by_number(&mut tx, &matters.site.keys, &number).await?;
    let readable = known.filter(|it| scope::may_read(&loaded.actor, &it.matter));
    Ok(readable.map(|it| it.matter.id))
}

/// The form with the chosen template behind what was already typed.
async fn with_template(
    ctx: &Ctx,
    matters: &Matters,
    act: ActName,
    form: Form,
) -> Result<Form, PageError> {
    let target = if act == ActName::Reject {
        "channel"
    } else {
        "text"
    };
    let name = format!("{}-{target}", act.name());
    let Some(id) = form.parse(&format!("{}-template", act.name())) else {
        return Ok(form);
    };
    let mut tx = matters.site.db.read().await?;
    let account = ctx.signed_in()?.account_id;
    let Some(kept) = templates::find(&mut tx, id, account).await? else {
        return Ok(form);
    };
    let typed = form.text(&name);
    let text = if typed.is_empty() {
        kept.body
    } else {
        format!("{typed}\n{}", kept.body)
    };
    Ok(form.with(&name, text))
}

enum Wrong {
    Nothing,
    Fields(Errors),
    Refused(String),
    Conflict(u32),
}

/// The page again, with everything typed still in its place.
fn again(
    ctx: &Ctx,
    matters: &Matters,
    loaded: &Loaded,
    act: ActName,
    form: &Form,
    wrong: Wrong,
) -> PageResult {
    let scene = loaded.scene(ctx, matters);
    let errors = match &wrong {
        Wrong::Fields(errors) => errors.clone(),
        _ => Errors::default(),
    };
    let own = super::one(scene, act, Some(form), &errors);
    let (status, conflict) = match &wrong {
        Wrong::Nothing => (StatusCode::OK, None),
        Wrong::Conflict(seen) => (
            StatusCode::CONFLICT,
            Some(conflict(ctx, matters, loaded, *seen, act, &own)),
        ),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    let own = ActForm {
        open: true,
        refused: match wrong {
            Wrong::Refused(sentence) => sentence,
            _ => String::new(),
        },
        ..own
    };
    let mut forms = super::all(scene, Some((act, form)));
    match forms.iter_mut().find(|it| it.act == own.act) {
        Some(place) => *place = own,
        // It is not open any more; what was typed stays readable beside the reason. After a
        // conflict the page shows it as one of the two versions.
        None if conflict.is_none() => forms.insert(0, own),
        None => {}
    }
    let shown = Shown {
        status,
        forms,
        conflict,
        revealed: false,
    };
    matter::page(ctx, matters, loaded, shown)
}

fn conflict(
    ctx: &Ctx,
    matters: &Matters,
    loaded: &Loaded,
    seen: u32,
    act: ActName,
    own: &ActForm,
) -> Conflict {
    let matter = &loaded.known.matter;
    let lines = timeline::lines(ctx, matters, &loaded.world, &loaded.names, &loaded.history);
    let (before, meanwhile): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.version <= seen);
    Conflict {
        seen_version: seen,
        version: matter.version,
        seen: before.into_iter().next_back(),
        meanwhile,
        act: own.title.clone(),
        typed: own.typed(),
        still_open: rules::available(matter, &loaded.actor, ctx.now).contains(&act),
    }
}
