//! Whom a row means: who holds the unit already keeps their entry, even where a phone is added.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::folded;
use huiyin_web::Site;

use crate::model::register::{Owner, OwnerId};
use crate::ops::OpError;
use crate::ops::register::Naming;
use crate::store::register::owners;

/// One owner of a row.
pub(super) enum Meant {
    Held(OwnerId),
    /// Held under this name, with another phone or none.
    Reached(Box<Owner>, String),
    Other,
}

/// Who of `holders` each naming means.
pub(super) async fn resolve(
    tx: &mut Tx,
    site: &Site,
    (estate, unit): (Id, Id),
    (holders, namings): (&[(OwnerId, String)], &[Naming]),
) -> Result<Vec<Meant>, OpError> {
    let mut opened: Option<Vec<Owner>> = None;
    let mut all = Vec::with_capacity(namings.len());
    for naming in namings {
        let who = (naming.kind, naming.name.as_str(), naming.phone.as_deref());
        let identity = owners::identity(&site.keys, estate, who, unit);
        if let Some((id, _)) = holders.iter().find(|(_, it)| *it == identity) {
            all.push(Meant::Held(*id));
            continue;
        }
        if opened.is_none() {
            let mut found = Vec::new();
            for (id, _) in holders {
                found.extend(owners::load(tx, &site.keys, *id).await?);
            }
            opened = Some(found);
        }
        let known = opened.iter().flatten();
        let mut alike = known.filter(|it| {
            let name = it.name.as_deref().unwrap_or_default();
            it.kind == naming.kind && folded(name) == folded(&naming.name)
        });
        all.push(match (alike.next().cloned(), &naming.phone) {
            (Some(owner), Some(phone)) => Meant::Reached(Box::new(owner), phone.clone()),
            (Some(owner), None) => Meant::Held(owner.id),
            (None, _) => Meant::Other,
        });
    }
    Ok(all)
}
