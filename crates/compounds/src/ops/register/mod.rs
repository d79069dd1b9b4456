//! The register: estates, units, owners.

use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::{By, OpError};
use crate::model::register::Estate;
use crate::store::register::estates;

/// An estate that somebody may see; one out of their reach is not there for them.
pub async fn estate_for(tx: &mut Tx, by: &By, id: Id) -> Result<Estate, OpError> {
    let estate = estates::load(tx, id).await?.ok_or(OpError::NotFound)?;
    by.must_reach(&estate)?;
    Ok(estate)
}

/// An estate as anybody may see it.
pub async fn estate(tx: &mut Tx, id: Id) -> Result<Estate, OpError> {
    let estate = estates::load(tx, id).await?;
    estate.filter(|it| it.active).ok_or(OpError::NotFound)
}
