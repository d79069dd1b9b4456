use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::Held;
use super::words::{title, tone};
use crate::VOTES;
use crate::model::house_rules::{HouseRule, RuleKind, RuleStateName};
use crate::pages::estate_of;
use crate::store::house_rules;

struct Line {
    kind: &'static str,
    title: String,
    /// The edition that was adopted last and holds, or will.
    adopted: Option<Shown>,
    /// The one that is being prepared.
    draft: Option<Shown>,
}

struct Shown {
    id: Id,
    edition: u32,
    state: String,
    tone: &'static str,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "compounds/rules/desk.html")]
struct View {
    page: Page,
    estate: Id,
    name: String,
    lines: Vec<Line>,
}

fn shown(ctx: &Ctx, it: &HouseRule) -> Shown {
    let state = it.state.name();
    let (tone, icon) = tone(state);
    Shown {
        id: it.id,
        edition: it.edition,
        state: ctx.t(&format!("compounds-rules-state-{}", state.key())),
        tone,
        icon,
    }
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(id): Path<Id>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id, VOTES).await?;
    let found = house_rules::live(&mut tx, id).await?;
    let line = |kind: &RuleKind| {
        let own = || found.iter().filter(|it| it.kind == *kind);
        let is_adopted = |it: &&HouseRule| it.state.name() == RuleStateName::Adopted;
        Line {
            kind: kind.name(),
            title: title(&ctx, *kind),
            adopted: own().find(is_adopted).map(|it| shown(&ctx, it)),
            draft: own().find(|it| !is_adopted(it)).map(|it| shown(&ctx, it)),
        }
    };
    render(&View {
        page: ctx.page(),
        estate: id,
        name: estate.name,
        lines: RuleKind::ALL.iter().map(line).collect(),
    })
}
