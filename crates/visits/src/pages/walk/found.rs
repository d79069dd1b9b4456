//! What was found at a door and what became of it, in plain words.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_matters::store as matters;
use huiyin_web::Ctx;

use super::say;
use crate::Visits;
use crate::ops::findings::state_key;
use crate::rules::door::receipt;
use crate::store::findings;

pub(super) struct Line {
    pub id: Id,
    pub number: String,
    pub headline: String,
    pub state: String,
    /// The last day on which the echo comes (rule V9); empty once it is there.
    pub until: String,
    pub brought_back: String,
    /// Opens the page of the matter for whoever holds the code of the visit.
    pub echo: String,
    pub matter: Id,
}

pub(super) async fn lines(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut Tx,
    visit: Id,
) -> huiyin_db::Result<Vec<Line>> {
    let keys = &slice.site.keys;
    let mut all = Vec::new();
    for finding in findings::of_visit(tx, visit).await? {
        let Some(known) = matters::load(tx, keys, finding.matter).await? else {
            continue;
        };
        let code = matters::open_code(tx, keys, finding.matter).await?;
        let promised = known.matter.due_before().or(known.matter.promised_before);
        let slip = receipt(&known.number, promised, finding.made_at);
        let open = known.matter.state_name().is_open();
        let brought = finding.brought_back_at;
        all.push(Line {
            id: finding.id,
            number: slip.number,
            headline: known.headline,
            state: ctx.t(&state_key(known.matter.state_name())),
            until: if open {
                say::day(ctx, slip.echo_before.plus_seconds(-1).date())
            } else {
                String::new()
            },
            brought_back: brought.map_or_else(String::new, |at| say::moment(ctx, at)),
            echo: code.map_or_else(String::new, |code| format!("/echo/{}", code.as_str())),
            matter: finding.matter,
        });
    }
    Ok(all)
}
