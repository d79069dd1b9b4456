//! What a reporter was told outside of their page, and whether it arrived.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};

use super::wording;
use crate::Matters;

/// One notice, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ToldLine {
    pub what: String,
    pub channel: String,
    pub tone: &'static str,
    pub icon: &'static str,
    pub fate: String,
    pub why: String,
    pub at: String,
}

const fn look(fate: &str) -> (&'static str, &'static str) {
    match fate.as_bytes() {
        b"sent" | b"handed_over" => ("ok", "check"),
        b"refused" | b"given_up" => ("danger", "phone"),
        b"superseded" => ("neutral", "layers"),
        _ => ("info", "clock"),
    }
}

pub(super) async fn lines(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    matter: Id,
) -> Result<Vec<ToldLine>, PageError> {
    let Some(telling) = &matters.telling else {
        return Ok(Vec::new());
    };
    let told = telling.told(tx, matter).await?;
    let line = |it: crate::telling::Told| {
        let (tone, icon) = look(it.fate);
        let is_refused = it.fate == "refused";
        ToldLine {
            what: ctx.t(&format!("notices-heading-{}", it.template)),
            channel: ctx.t(&format!("matters-desk-told-{}", it.channel)),
            tone,
            icon,
            fate: ctx.t(&format!(
                "matters-desk-told-fate-{}",
                it.fate.replace('_', "-")
            )),
            // The carrier's own words say whether the number is wrong; words of ours do not help.
            why: if is_refused { it.why } else { String::new() },
            at: wording::moment(ctx, it.at),
        }
    };
    Ok(told.into_iter().map(line).collect())
}
