//! Looking at the names and phones of a case: an act with a reason, in the journal, for one answer.

use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Ctx, PageResult};

use super::Held;
use super::one::{self, Shown};
use crate::MEDIATE;
use crate::ops::OpError;
use crate::ops::mediation as ops;
use crate::pages::by;

pub(super) async fn post(
    ctx: Ctx,
    compounds: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let by = by(&ctx, MEDIATE)?;
    let (reason, note) = (form.text("reveal_reason"), form.text("reveal_note"));
    let mut tx = compounds.site.db.write().await?;
    let looked = ops::reveal(&compounds, &mut tx, &by, id, (&reason, &note)).await;
    let shown = match looked {
        Ok(_) => {
            tx.commit().await?;
            Shown {
                revealed: true,
                ..Shown::default()
            }
        }
        Err(OpError::Room(key)) => {
            drop(tx);
            let mut errors = Errors::default();
            errors.add("reveal_reason", ctx.t(&key));
            Shown {
                form: Some(form),
                errors,
                revealed: false,
            }
        }
        Err(error) => return Err(error.into()),
    };
    one::page(&ctx, &compounds, id, shown).await
}
