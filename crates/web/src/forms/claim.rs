//! A page that changes something begins with its form's key.

use axum::response::Response;
use huiyin_db::Tx;

use super::{Form, Once, is_twin, key_of, landed, once, result_of};
use crate::{PageError, Site};

/// Whether a form is to be carried out, in a transaction that has claimed its key.
#[derive(Debug)]
pub enum Claim {
    Mine(Tx),
    /// It was carried out before, or its twin is at this moment; here is where its result stands.
    Before(Response),
}

/// Opens the transaction of an act and claims its form there; `location` is where the result will
/// stand.
pub async fn claim(site: &Site, form: &Form, location: &str) -> Result<Claim, PageError> {
    claim_as(site, form, location, location).await
}

/// As [`claim`], where the address of the result is another one each time: `what` tells the forms
/// of a page apart instead.
pub async fn claim_as(
    site: &Site,
    form: &Form,
    what: &str,
    location: &str,
) -> Result<Claim, PageError> {
    let key = key_of(form)?;
    let now = site.now();
    let content = form.content(&site.keys, what);
    let mut tx = site.db.write().await?;
    match once(&mut tx, key, &content, location, now).await {
        Ok(Once::First) => Ok(Claim::Mine(tx)),
        Ok(before) => Ok(Claim::Before(landed(before, location)?)),
        Err(error) if is_twin(&error) => {
            drop(tx);
            let mut tx = site.db.read().await?;
            let before = result_of(&mut tx, key, &content).await?;
            let before = before.unwrap_or(Once::First);
            Ok(Claim::Before(landed(before, location)?))
        }
        Err(error) => Err(error.into()),
    }
}
