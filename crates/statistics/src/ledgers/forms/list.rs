use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use huiyin_sheets::form::Form;
use huiyin_web::forms::{Errors, claim_in, key_of};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Arg, Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::super::asked::{Asked, Wanted};
use super::super::scope;
use super::{FORMS_MOST, address, taken};
use crate::Statistics;
use crate::rules::ledgers::{ColumnMap, Mapping, TableMap};
use crate::store::forms::{self, Change, Kept};

/// Characters of a form's name.
const TITLE_CHARS: usize = 80;
/// The refusal that is about the name and not about the file.
const NO_TITLE: &str = "statistics-forms-no-title";

#[derive(Template)]
#[template(path = "ledgers/forms.html")]
struct View {
    page: Page,
    filter: String,
    month: String,
    area: String,
    periods: Vec<Choice>,
    areas: Vec<Choice>,
    forms: Vec<Line>,
    /// The name as it was typed, and what is wrong with what was sent.
    title: String,
    errors: Errors,
}

struct Line {
    id: String,
    title: String,
    is_mapped: bool,
}

/// The forms of one's body, each with one button for the month.
pub(super) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let view = view(
        &ctx,
        &statistics,
        &asked,
        (String::new(), Errors::default()),
    )
    .await?;
    render(&view)
}

async fn view(
    ctx: &Ctx,
    statistics: &Statistics,
    asked: &Asked,
    (title, errors): (String, Errors),
) -> Result<View, PageError> {
    let mut tx = statistics.site.db.read().await?;
    let wanted = Wanted::of(ctx, &mut tx, asked).await?;
    let mut lines = Vec::new();
    for scope in scope::scopes(ctx.signed_in()?) {
        let found = forms::of_scope(&mut tx, &scope, FORMS_MOST).await?;
        lines.extend(found.into_iter().map(|it| Line {
            id: it.id.to_string(),
            is_mapped: is_mapped(&it.mapping),
            title: it.title,
        }));
    }
    Ok(View {
        filter: wanted.said(ctx),
        month: wanted.span.as_text(),
        area: wanted
            .area
            .as_ref()
            .map_or_else(String::new, |it| it.id.to_string()),
        periods: wanted.periods(ctx),
        areas: wanted.areas(ctx)?,
        forms: lines,
        title,
        errors,
        page: ctx.page(),
    })
}

fn is_mapped(mapping: &Mapping) -> bool {
    let columns = mapping
        .table
        .as_ref()
        .is_some_and(|it| !it.columns.is_empty());
    columns || !mapping.cells.is_empty()
}

/// Takes an empty form. What is wrong with it is said beside its field, and the name that was typed
/// stays.
pub(super) async fn upload(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    uploaded: Uploaded,
) -> PageResult {
    match take(&ctx, &statistics, &uploaded).await {
        Err(PageError::Refused { key, args }) => {
            let args: Vec<(&str, Arg)> = args
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone()))
                .collect();
            let field = if key == NO_TITLE { "title" } else { "file" };
            let mut errors = Errors::default();
            errors.add(field, ctx.say(&key, &args));
            let typed = uploaded.form.text("title");
            let view = view(&ctx, &statistics, &Asked::default(), (typed, errors)).await?;
            render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        other => other,
    }
}

/// The same file again leads to the form that is there already.
async fn take(ctx: &Ctx, statistics: &Statistics, uploaded: &Uploaded) -> PageResult {
    let bytes = taken::file(uploaded)?;
    let form = taken::opened(bytes.clone()).await?;
    let title = title(&uploaded.form.text("title"), &form)?;
    let scope = scope::own(ctx)?;
    let id = key_of(&uploaded.form)?;
    let mut tx = statistics.site.db.write().await?;
    let before = claim_in(
        &statistics.site,
        &mut tx,
        &uploaded.form,
        ("statistics form", &address(id)),
    )
    .await?;
    if let Some(before) = before {
        return Ok(before);
    }
    let blob = taken::keep(ctx, statistics, &mut tx, (id, &bytes)).await?;
    if let Some(same) = forms::same(&mut tx, &scope, &blob).await? {
        let location = address(same.id);
        return Ok(redirect(&format!("{location}?done=statistics-forms-same")));
    }
    if i64::try_from(forms::of_scope(&mut tx, &scope, FORMS_MOST).await?.len())
        .is_ok_and(|it| it >= FORMS_MOST)
    {
        return Err(PageError::Refused {
            key: "statistics-forms-many".to_owned(),
            args: Vec::new(),
        });
    }
    let kept = Kept {
        id,
        scope,
        version: 0,
        title,
        blob,
        mapping: first_guess(&form),
        changed_at: ctx.now,
    };
    let actor = scope::actor(ctx)?;
    forms::save(&mut tx, &kept, Change::Added, (&actor, ctx.now)).await?;
    tx.commit().await?;
    let location = address(id);
    Ok(redirect(&format!("{location}?done=statistics-forms-added")))
}

/// The name that was typed, else the first text of the form, which is its title.
fn title(typed: &str, form: &Form) -> Result<String, PageError> {
    let first = form
        .sheets()
        .iter()
        .find(|it| !it.is_hidden)
        .and_then(|it| it.cells.iter().find(|cell| cell.is_text))
        .map(|it| it.text.trim().to_owned());
    let title = match typed {
        "" => first.unwrap_or_default(),
        typed => typed.to_owned(),
    };
    if title.is_empty() {
        return Err(PageError::Refused {
            key: NO_TITLE.to_owned(),
            args: Vec::new(),
        });
    }
    Ok(title.chars().take(TITLE_CHARS).collect())
}

/// The sheet and the row at which its table seems to begin; what goes where is for a person.
pub(super) fn first_guess(form: &Form) -> Mapping {
    let seen = || form.sheets().iter().filter(|it| !it.is_hidden);
    let with_head = seen().find_map(|it| Some((it, it.heading()?)));
    let name = with_head
        .as_ref()
        .map(|it| it.0)
        .or_else(|| seen().next())
        .map_or_else(String::new, |it| it.name.clone());
    Mapping {
        sheet: name,
        table: with_head.map(|(_, heading)| TableMap {
            ledger: String::new(),
            first_row: heading.first_row,
            columns: Vec::<ColumnMap>::new(),
        }),
        cells: Vec::new(),
    }
}
