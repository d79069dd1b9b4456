//! What stands now in a case beside what somebody typed whose page was older.

use huiyin_db::Tx;
use huiyin_db::fields::Keys;
use huiyin_kernel::{Date, Id};
use huiyin_registry::accounts;
use huiyin_web::forms::Form;
use huiyin_web::{Ctx, PageError};

use crate::model::mediation::{Case, EndedHow};
use crate::pages::both::{Other, differing};
use crate::store::mediation::texts;

/// What the button said that was pressed, and with it what was chosen.
fn wanted(ctx: &Ctx, form: &Form) -> String {
    let (act, to) = (form.text("act"), form.text("to"));
    let how = EndedHow::from_name(&form.text("how"));
    let word = match (act.as_str(), to.as_str(), how) {
        ("confirm", "applied", _) => "apply".to_owned(),
        ("confirm", to, _) => to.to_owned(),
        ("mediators", ..) => "mediators-change".to_owned(),
        ("end", _, Some(how)) => format!("ended-{}", how.key()),
        (act, ..) => act.replace('_', "-"),
    };
    ctx.t(&format!("compounds-mediation-{word}"))
}

async fn names(ctx: &Ctx, tx: &mut Tx, ids: &[Id]) -> Result<String, PageError> {
    let names = accounts::names(tx, ids).await?;
    let names: Vec<String> = ids.iter().filter_map(|id| names.get(id).cloned()).collect();
    Ok(names.join(&ctx.t("compounds-mediation-comma")))
}

/// The state first, so that whoever was second sees what the other did; then each field of the act.
pub(super) async fn others(
    ctx: &Ctx,
    (tx, keys): (&mut Tx, &Keys),
    case: &Case,
    form: &Form,
) -> Result<Vec<Other>, PageError> {
    let state = format!("compounds-mediation-state-{}", case.state.name().key());
    let mut lines = vec![(
        ctx.t("compounds-mediation-column-state"),
        ctx.t(&state),
        wanted(ctx, form),
    )];
    if let Some(day) = form.parse::<Date>("day") {
        let held = case.sessions.iter().map(|day| ctx.day(*day));
        let held: Vec<String> = held.filter(|_| form.text("act") == "session").collect();
        let held = held.join(&ctx.t("compounds-mediation-comma"));
        lines.push((ctx.t("compounds-mediation-day"), held, ctx.day(day)));
    }
    let field = match form.text("act").as_str() {
        "session" => Some((texts::NOTES, "notes")),
        "draft" | "oral" => Some((texts::AGREEMENT, "agreement")),
        _ => None,
    };
    if let Some((kind, field)) = field {
        let all = texts::of_case(tx, keys, case.id).await?;
        let latest = all.into_iter().rev().find(|it| it.kind == kind);
        let latest = latest.map_or_else(String::new, |it| it.body);
        let label = ctx.t(&format!("compounds-mediation-text-{kind}"));
        lines.push((label, latest, form.text(field)));
    }
    if form.text("act") == "mediators" {
        let typed = form.all("mediator");
        let typed: Vec<Id> = typed.iter().filter_map(|id| id.parse().ok()).collect();
        let now = names(ctx, tx, &case.mediators).await?;
        let yours = names(ctx, tx, &typed).await?;
        lines.push((ctx.t("compounds-mediation-mediators"), now, yours));
    }
    Ok(differing(lines))
}
