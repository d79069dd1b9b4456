//! The reporter on a desk page: masked until somebody gives a reason (rule 21).

use huiyin_kernel::mask;
use huiyin_web::{Choice, Ctx};

use super::wording::named_choices;
use crate::acts;
use crate::model::{Actor, Matter};
use crate::rules;
use crate::store::Reporter;

/// Why somebody needs the name and phone; the code goes into the journal.
pub(super) const REASONS: &[&str] = &["contact", "call_back", "visit", "check_identity", "other"];

/// People of one matter that the page lists; the rest are a number.
const PEOPLE_SHOWN: usize = 20;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub role: String,
    pub name: String,
    pub phone: String,
}

/// What the page says of who reported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct People {
    /// This person must not learn anything: the reporter is protected, or complains of them.
    pub hidden: bool,
    pub may_reveal: bool,
    pub revealed: bool,
    pub shown: Vec<Person>,
    pub more: usize,
    pub reasons: Vec<Choice>,
}

pub(super) fn people(
    ctx: &Ctx,
    actor: &Actor,
    matter: &Matter,
    reporters: &[Reporter],
    has_place: bool,
    revealed: bool,
) -> People {
    if !rules::may_see_reporter(actor, matter) {
        return People {
            hidden: true,
            ..People::default()
        };
    }
    let shown = reporters.iter().take(PEOPLE_SHOWN);
    let reachable = |it: &Reporter| it.contact.name.is_some() || it.contact.phone.is_some();
    let has_act = ctx.viewer.as_ref().is_some_and(|it| it.may(acts::REVEAL));
    People {
        hidden: false,
        may_reveal: has_act && (has_place || reporters.iter().any(reachable)),
        revealed,
        shown: shown.map(|it| person(ctx, it, revealed)).collect(),
        more: reporters.len().saturating_sub(PEOPLE_SHOWN),
        reasons: named_choices(ctx, "matters-desk-reveal", REASONS.iter().copied(), ""),
    }
}

fn person(ctx: &Ctx, reporter: &Reporter, revealed: bool) -> Person {
    let contact = &reporter.contact;
    let show = |text: &Option<String>, mask: fn(&str) -> String| match text {
        Some(text) if revealed => text.clone(),
        Some(text) => mask(text),
        None if reporter.erased => ctx.t("matters-desk-erased"),
        None => ctx.t("matters-desk-not-left"),
    };
    let role = if reporter.role == "reporter" {
        "matters-desk-person-reporter"
    } else {
        "matters-desk-person-joined"
    };
    Person {
        role: ctx.t(role),
        name: show(&contact.name, mask::mask_name),
        phone: show(&contact.phone, mask::mask_phone),
    }
}
