//! The rights of people in what estates hold of them (rule P7), for whoever keeps the cases about
//! such rights: owners of the register, and parties of mediation.

use huiyin_db::{Tx, outbox};
use huiyin_kernel::Id;

use super::register::{Contacts, change_owner, copy_of, forget as forget_owner};
use super::telling::NOTICES;
use super::{By, OpError, mediation};
use crate::Compounds;
use crate::model::Refused;
use crate::model::register::{Owner, OwnerId};
use crate::rules::register::area_text;
use crate::store::mediation::{cases, parties};
use crate::store::register::{estates, holdings, owners};

/// Somebody, and the name of what their row belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub person: Id,
    pub label: String,
}

/// What is held of somebody, in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub label: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub lines: Vec<String>,
    /// Owners stand in the roll as long as they own ([`crate::model::register::OwnerId`] says who
    /// does), and a mediation under way needs its parties.
    pub kept: bool,
}

/// Owners and parties who left this phone; whoever asks has seen that it is theirs.
///
/// # Errors
/// The store's.
pub async fn held_by_phone(
    compounds: &Compounds,
    tx: &mut Tx,
    phone: &str,
) -> Result<Vec<Held>, OpError> {
    let keys = &compounds.site.keys;
    let mut all = Vec::new();
    for owner in owners::by_phone(tx, keys, phone).await? {
        let estate = estates::load(tx, owner.estate).await?;
        all.push(Held {
            person: owner.id.0,
            label: estate.map_or_else(String::new, |it| it.name),
        });
    }
    for (person, case) in parties::of_phone(tx, keys, &mediation::digits(phone)).await? {
        let case = cases::load(tx, case).await?.ok_or(OpError::NotFound)?;
        all.push(Held {
            person,
            label: case.number,
        });
    }
    Ok(all)
}

async fn owner_of(
    compounds: &Compounds,
    tx: &mut Tx,
    person: Id,
) -> Result<Option<Owner>, OpError> {
    let found = owners::load(tx, &compounds.site.keys, OwnerId(person)).await?;
    Ok(found.filter(|it| !it.forgotten))
}

async fn owns_today(compounds: &Compounds, tx: &mut Tx, owner: &Owner) -> Result<bool, OpError> {
    let today = compounds.site.now().date();
    let held = holdings::of_owner(tx, owner.id).await?;
    Ok(held
        .iter()
        .any(|it| it.until.is_none_or(|until| until > today)))
}

/// What is held of one person; nothing where they are not ours, or gone.
///
/// # Errors
/// The store's.
pub async fn told(compounds: &Compounds, tx: &mut Tx, person: Id) -> Result<Option<Told>, OpError> {
    let keys = &compounds.site.keys;
    if let Some(owner) = owner_of(compounds, tx, person).await? {
        let copied = copy_of(tx, &owner).await?;
        let units = copied.units.iter().map(|it| {
            let until = it.until.map_or_else(String::new, |it| it.to_string());
            let area = area_text(it.area_centi);
            format!("{} · {area} m² · {} – {until}", it.unit, it.from)
        });
        return Ok(Some(Told {
            lines: units.collect(),
            label: copied.estate,
            name: copied.name,
            phone: copied.phone,
            kept: owns_today(compounds, tx, &owner).await?,
        }));
    }
    let Some((party, case)) = parties::one(tx, keys, person).await? else {
        return Ok(None);
    };
    let case = cases::load(tx, case).await?.ok_or(OpError::NotFound)?;
    Ok(Some(Told {
        label: case.number.clone(),
        name: Some(party.name),
        phone: party.phone,
        lines: Vec::new(),
        kept: case.state.done_on().is_none(),
    }))
}

/// Lets go of somebody, as far as the law does not keep them: an owner who owns nothing any more,
/// the parties and papers of a mediation that is over. Twice does no harm.
///
/// # Errors
/// The store's.
pub async fn let_go(compounds: &Compounds, person: Id, officer: Id) -> Result<(), OpError> {
    let site = &compounds.site;
    let by = By::everywhere(officer);
    let mut tx = site.db.write().await?;
    if let Some(owner) = owner_of(compounds, &mut tx, person).await? {
        // Nobody asks to be told who asks to be forgotten.
        outbox::withdraw(&mut tx, person, NOTICES).await?;
        outbox::forget(&mut tx, person).await?;
        if let Some(telling) = compounds.matters.telling() {
            telling.forget(&mut tx, person, person, site.now()).await?;
        }
        match forget_owner(&mut tx, site, &by, (owner.estate, owner.id)).await {
            Ok(()) | Err(OpError::Refused(Refused::StillOwner)) => {}
            Err(error) => return Err(error),
        }
        tx.commit().await?;
        return Ok(());
    }
    let found = parties::one(&mut tx, &site.keys, person).await?;
    let Some((_, case)) = found else {
        return Ok(());
    };
    let case = cases::load(&mut tx, case).await?.ok_or(OpError::NotFound)?;
    drop(tx);
    if case.state.done_on().is_none() {
        return Ok(());
    }
    mediation::forget_asked(compounds, &by, case.id).await
}

/// Writes the name or phone of an owner or of a party of mediation as it is right. What stands in
/// the papers of a mediation was agreed to by both sides and is not written anew by somebody else.
///
/// # Errors
/// What cannot be a name or a phone, or is another owner's.
pub async fn correct(
    compounds: &Compounds,
    person: Id,
    officer: Id,
    (name, phone): (Option<&str>, Option<&str>),
) -> Result<bool, OpError> {
    let site = &compounds.site;
    let mut tx = site.db.write().await?;
    let Some(owner) = owner_of(compounds, &mut tx, person).await? else {
        let Some(party) = parties::one(&mut tx, &site.keys, person).await? else {
            return Ok(false);
        };
        let by = By::everywhere(officer);
        let done = mediation::correct(compounds, &mut tx, &by, party, (name, phone)).await?;
        tx.commit().await?;
        return Ok(done);
    };
    let right = Contacts {
        name: name.map_or_else(|| owner.name.clone().unwrap_or_default(), str::to_owned),
        phone: phone.map(str::to_owned).or_else(|| owner.phone.clone()),
    };
    let which = (owner.estate, owner.id, owner.version);
    change_owner(&mut tx, site, &By::everywhere(officer), which, &right).await?;
    tx.commit().await?;
    Ok(true)
}
