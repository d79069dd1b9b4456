//! The box of suggestions on a matter's page. Each says how sure it is and what spoke for it, and
//! leads to the form in which a person decides.

use huiyin_web::Ctx;

use super::wording;
use crate::model::{Matter, StateName};
use crate::suggest::Suggestions;
use crate::{Matters, World};

/// One suggestion; `href` opens the form with it filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub label: String,
    /// `86%`
    pub sure: String,
    pub words: String,
    pub href: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Suggested {
    pub categories: Vec<Item>,
    pub bodies: Vec<Item>,
    pub duplicates: Vec<Item>,
}

impl Suggested {
    pub(super) const fn is_empty(&self) -> bool {
        self.categories.is_empty() && self.bodies.is_empty() && self.duplicates.is_empty()
    }
}

/// Whole percents, rounded down: a suggestion never looks surer than it is.
fn sure(permille: u16) -> String {
    format!("{}%", permille / 10)
}

pub(super) fn of(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    matter: &Matter,
    found: &Suggestions,
) -> Suggested {
    let state = matter.state_name();
    let base = format!("/desk/matters/{}", matter.id);
    let link = |act: &str, field: &str, value: &str| {
        format!("{base}?open={act}&{act}-{field}={value}#act-{act}")
    };
    let categories = found.categories.iter().map(|it| Item {
        label: wording::category_path(ctx, matters, Some(it.value)),
        sure: sure(it.confidence_permille),
        words: it.words.join(&ctx.t("matters-desk-comma")),
        href: link("accept", "category", &it.value.to_string()),
    });
    let bodies = found.bodies.iter().map(|it| Item {
        label: world.body_name(it.value, ctx.lang),
        sure: sure(it.confidence_permille),
        words: it.words.join(&ctx.t("matters-desk-comma")),
        href: if state == StateName::Accepted {
            link("dispatch", "lead", &it.value.to_string())
        } else {
            String::new()
        },
    });
    let duplicates = found.duplicates.iter().map(|it| Item {
        label: format!("{} {}", it.number, it.headline),
        sure: sure(it.confidence_permille),
        words: ctx.t(&format!(
            "matters-desk-state-{}",
            it.state.replace('_', "-")
        )),
        href: link("merge", "into", &it.number),
    });
    Suggested {
        categories: categories
            .filter(|_| state == StateName::Received)
            .collect(),
        bodies: bodies.collect(),
        duplicates: duplicates.collect(),
    }
}
