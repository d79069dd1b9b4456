use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::load;
use crate::Compounds;
use crate::model::mediation::{Case, CaseRefused as No, bounds};
use crate::ops::{By, OpError};
use crate::store::mediation::reveals::REVEALS;
use huiyin_matters::store::Reveal;

/// Why somebody needs names and phones; the code goes into the journal.
pub const REASONS: &[&str] = &["appointment", "agreement", "court", "other"];
/// Letters of the words that may be added to a reason.
const NOTE_CHARS: usize = 200;

/// Looks at the names and phones of a case: an act with a reason, written down (rule 21).
pub async fn reveal(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    id: Id,
    (reason, note): (&str, &str),
) -> Result<Case, OpError> {
    let case = load(tx, by, id).await?;
    let known = REASONS.contains(&reason);
    if !known || (reason == "other" && note.trim().is_empty()) {
        return Err(No::ReasonMissing.into());
    }
    if note.chars().count() > NOTE_CHARS.min(bounds::NOTES_CHARS) {
        return Err(No::TooLong.into());
    }
    let site = &compounds.site;
    let reveal = Reveal {
        id: site.new_id(),
        subject: id,
        account: by.person()?,
        reason,
        note,
    };
    let (alarm, now) = (site.new_id(), site.now());
    REVEALS.record(tx, &reveal, &by.actor(), alarm, now).await?;
    Ok(case)
}
