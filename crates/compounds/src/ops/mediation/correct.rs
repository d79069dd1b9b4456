//! A party's name or phone as it is right (rule P7). Papers that were signed stay as they are: both
//! sides agreed to them, and the court was or will be shown them.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::calendar;

use super::open::is_phone;
use crate::Compounds;
use crate::model::mediation::{CaseAct, CaseRefused as No, bounds};
use crate::ops::{By, OpError};
use crate::rules::mediation as rules;
use crate::store::mediation::parties::Party;
use crate::store::mediation::{cases, parties};

/// Writes it anew, for somebody who decides about people's rights; false where what was said cannot
/// be a name or a phone.
pub(crate) async fn correct(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (party, id): (Party, Id),
    (name, phone): (Option<&str>, Option<&str>),
) -> Result<bool, OpError> {
    let site = &compounds.site;
    let now = site.now();
    let name = name.map_or(party.name.as_str(), str::trim);
    let phone = match phone {
        None => party.phone.clone(),
        Some(said) => {
            if !is_phone(said) {
                return Ok(false);
            }
            Some(super::digits(said))
        }
    };
    if name.is_empty() || name.chars().count() > bounds::NAME_CHARS {
        return Ok(false);
    }
    let case = cases::load(tx, id).await?.ok_or(OpError::NotFound)?;
    let calendar = calendar::load(tx).await?;
    let act = CaseAct::Correct { seat: party.seat };
    let change = match rules::decide(&case, act, &calendar, now) {
        Err(No::AlreadyForgotten) => return Ok(false),
        decided => decided?,
    };
    cases::save(tx, &site.keys, (&change, None), &by.actor(), now).await?;
    let right = Party {
        name: name.to_owned(),
        phone,
        ..party
    };
    parties::correct(tx, &site.keys, &*site.entropy, &right, now).await?;
    Ok(true)
}
