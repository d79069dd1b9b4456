use axum::extract::Path;
use axum::response::Response;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::reading::{self, Wish};
use super::{Held, meeting};
use crate::TABLE;
use crate::model::table::Meeting;
use crate::ops::By;
use crate::ops::table as ops;
use crate::pages::both::Unsaved;
use crate::pages::estate_of;
use huiyin_web::forms::{Claim, claim};

/// Everything that is done about a meeting, on its page. What was refused is said on the page
/// again, with what was typed; where somebody saved meanwhile, beside what stands now.
pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let mut errors = Errors::default();
    let (found, by, wish) = {
        let mut tx = compounds.site.db.read().await?;
        let (estate, by) = estate_of(&ctx, &mut tx, estate, TABLE).await?;
        let found = ops::load(&mut tx, &by, id).await?;
        if found.estate != estate.id {
            return Err(PageError::NotFound);
        }
        let facts = ops::facts(&mut tx, &estate, found.month, ctx.now).await?;
        let wish = reading::wish(&ctx, &form, facts, &mut errors);
        (found, by, wish.ok_or(PageError::FormExpired)?)
    };
    if errors.is_empty() {
        match carry_out(&compounds, &by, &found, &form, wish).await? {
            Ok(response) => return Ok(response),
            Err(why) => why.tell(&ctx, &mut errors, reading::field_of(&form.text("act"))),
        }
    }
    meeting::again(&ctx, &compounds, (estate, id), form, errors).await
}

async fn carry_out(
    compounds: &Held,
    by: &By,
    found: &Meeting,
    form: &Form,
    wish: Wish,
) -> Result<Result<Response, Unsaved>, PageError> {
    let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let done = form.text("act");
    let location = format!(
        "/desk/estates/{}/table/{}?done=compounds-table-{done}",
        found.estate, found.id
    );
    let mut tx = match claim(&compounds.site, form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    let which = (found.id, Some(seen));
    let carried = match wish {
        Wish::Act(act) => ops::act(compounds, &mut tx, by, which, act).await,
        Wish::IntoMatter(decision) => {
            ops::into_matter(compounds, &mut tx, by, which, decision).await
        }
    };
    match carried {
        Ok(_) => {
            tx.commit().await?;
            Ok(Ok(redirect(&location)))
        }
        Err(error) => Unsaved::read(error).map(Err),
    }
}
