use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::Site;
use serde::Serialize;

use super::changes::check_naming;
use super::{Naming, estate_for, must_be_seen};
use crate::model::Refused;
use crate::model::register::{Estate, Owner, OwnerId};
use crate::ops::{By, OpError};
use crate::store::register::reveals::REVEALS;
use crate::store::register::{holdings, owners};
use huiyin_matters::store::Reveal;

#[derive(Serialize)]
struct Nothing {}

/// What somebody is called and how they are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    pub name: String,
    pub phone: Option<String>,
}

/// An owner of an estate that somebody may see.
///
/// # Errors
/// What is not there, or not for this person.
pub async fn owner_for(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (Id, OwnerId),
) -> Result<(Estate, Owner), OpError> {
    let estate = estate_for(tx, by, estate).await?;
    let owner = owners::load(tx, &site.keys, id).await?;
    let owner = owner.filter(|it| it.estate == estate.id);
    Ok((estate, owner.ok_or(OpError::NotFound)?))
}

/// Corrects the name or the phone of an owner. Who they are and what they own stays.
///
/// # Errors
/// What cannot be a name or a phone; a name and phone that another owner has; somebody was faster.
pub async fn change_owner(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id, version): (Id, OwnerId, u32),
    contacts: &Contacts,
) -> Result<(), OpError> {
    let (estate, before) = owner_for(tx, site, by, (estate, id)).await?;
    must_be_seen(id.0, before.version, version)?;
    if before.forgotten {
        return Err(OpError::NotFound);
    }
    let naming = Naming {
        kind: before.kind,
        name: contacts.name.clone(),
        phone: contacts.phone.clone(),
    };
    check_naming(&naming)?;
    let held = holdings::of_owner(tx, id).await?;
    let unit = held.last().map_or(id.0, |it| it.unit);
    let who = (
        before.kind,
        contacts.name.as_str(),
        contacts.phone.as_deref(),
    );
    let identity = owners::identity(&site.keys, estate.id, who, unit);
    let twin = owners::by_identity(tx, &site.keys, estate.id, &identity).await?;
    if twin.is_some_and(|it| it.id != id) {
        return Err(Refused::OwnerTwice.into());
    }
    let after = Owner {
        version: version.saturating_add(1),
        name: Some(contacts.name.trim().to_owned()),
        phone: contacts.phone.clone(),
        ..before
    };
    let now = site.now();
    let entropy = &*site.entropy;
    owners::update(tx, &site.keys, entropy, version, (&after, &identity), now).await?;
    owners::record(
        tx,
        (id, after.version),
        "changed",
        &Nothing {},
        &by.actor(),
        now,
    )
    .await?;
    Ok(())
}

/// Looks at the name and phone of an owner: an act with a reason (rule 21).
///
/// # Errors
/// What is not there, or not for this person.
pub async fn reveal(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (Id, OwnerId),
    (reason, note): (&str, &str),
) -> Result<Owner, OpError> {
    let (_, owner) = owner_for(tx, site, by, (estate, id)).await?;
    let look = Reveal {
        id: site.new_id(),
        subject: id.0,
        account: by.person()?,
        reason,
        note,
    };
    let (alarm, now) = (site.new_id(), site.now());
    REVEALS.record(tx, &look, &by.actor(), alarm, now).await?;
    Ok(owner)
}
