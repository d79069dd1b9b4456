use huiyin_kernel::Date;
use huiyin_tally::presets::{Electronic, Preset};

use super::presets;
use crate::model::votes::bounds::{
    BUILDINGS, CLAUSE_CHARS, CONSEQUENCE_CHARS, ITEM_TEXT_CHARS, ITEMS, NAME_CHARS,
    REFERENCE_CHARS, TITLE_CHARS,
};
use crate::model::votes::{
    Clause, Item, Matter, Scope, Silence, VoteDraft, VoteRefused as R, VoteSettings,
};

fn is_long(text: &str, most: usize) -> bool {
    text.chars().count() > most
}

/// What could not be stored, or would break the law however it is voted on.
pub fn check_draft(draft: &VoteDraft, today: Date) -> Result<(), R> {
    if draft.title.trim().is_empty() {
        return Err(R::TitleMissing);
    }
    if is_long(&draft.title, TITLE_CHARS) {
        return Err(R::TooLong);
    }
    if draft.items.len() > ITEMS {
        return Err(R::TooManyItems);
    }
    for item in &draft.items {
        check_item(item)?;
    }
    check_settings(&draft.settings, today)
}

fn check_item(item: &Item) -> Result<(), R> {
    // Civil Code art. 279: a dwelling becomes a shop only where every interested owner agrees.
    if item.matter == Matter::DwellingBusiness {
        return Err(R::UnanimityNotVote);
    }
    if item.title.trim().is_empty() {
        return Err(R::ItemTitleMissing);
    }
    if is_long(&item.title, TITLE_CHARS)
        || is_long(&item.text, ITEM_TEXT_CHARS)
        || is_long(&item.consequence, CONSEQUENCE_CHARS)
    {
        return Err(R::TooLong);
    }
    if let Scope::Buildings { names } = &item.scope {
        if names.is_empty() {
            return Err(R::BuildingsMissing);
        }
        if names.len() > BUILDINGS || names.iter().any(|it| is_long(it, NAME_CHARS)) {
            return Err(R::TooLong);
        }
    }
    Ok(())
}

fn check_settings(settings: &VoteSettings, today: Date) -> Result<(), R> {
    let clauses = [settings.silence.clause(), settings.other_count.as_ref()];
    for clause in clauses.into_iter().flatten() {
        check_clause(clause, today)?;
    }
    let preset = presets::of(&settings.preset).ok_or(R::PresetUnknown)?;
    check_electronic(settings, preset)?;
    if u32::from(settings.extension_days) > preset.voting_days_most {
        return Err(R::VotingLong);
    }
    if preset.notice(u32::from(settings.notice_days)).is_err() {
        return Err(R::NoticeShort);
    }
    Ok(())
}

/// Ballots by the page are taken only where the local rule allows them, and then it is named (rules
/// 8.4). Where the city has a system of its own, what owners cast there is entered like paper.
fn check_electronic(settings: &VoteSettings, preset: &Preset) -> Result<(), R> {
    let Some(reference) = &settings.electronic else {
        return Ok(());
    };
    match preset.electronic {
        Electronic::PaperOnly => Err(R::ElectronicUnknown),
        Electronic::CitySystem => Err(R::ElectronicCity),
        Electronic::Allowed { .. } if reference.trim().is_empty() => Err(R::ReferenceMissing),
        Electronic::Allowed { .. } if is_long(reference, REFERENCE_CHARS) => Err(R::TooLong),
        Electronic::Allowed { .. } => Ok(()),
    }
}

/// A clause holds from its day on, and is known by its words.
fn check_clause(clause: &Clause, today: Date) -> Result<(), R> {
    if clause.text.trim().is_empty() {
        return Err(R::ClauseMissing);
    }
    if is_long(&clause.text, CLAUSE_CHARS) {
        return Err(R::TooLong);
    }
    if clause.on > today {
        return Err(R::ClauseLater);
    }
    Ok(())
}

/// What must be there before the notice: an owner decides on what they can read.
pub(super) fn check_ready(items: &[Item], settings: &VoteSettings) -> Result<(), R> {
    if items.is_empty() {
        return Err(R::ItemsMissing);
    }
    if items.iter().any(|it| it.text.trim().is_empty()) {
        return Err(R::ItemTextMissing);
    }
    // Looked at again, since what was drafted may be older than what is known of the city.
    check_electronic(settings, settings.city())?;
    // Deeming needs that owners were told what follows (rules 8.3).
    let deems = settings.silence != Silence::None;
    if deems && items.iter().any(|it| it.consequence.trim().is_empty()) {
        return Err(R::ConsequenceMissing);
    }
    Ok(())
}
