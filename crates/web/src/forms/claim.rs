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
    let mut tx = site.db.write().await?;
    match claim_in(site, &mut tx, form, (what, location)).await? {
        None => Ok(Claim::Mine(tx)),
        Some(before) => Ok(Claim::Before(before)),
    }
}

/// As [`claim_as`], in a transaction that is open already: what to answer where the form was
/// carried out before, or nothing where it is the first. After an answer the transaction is over:
/// where its twin was faster at this very moment, PostgreSQL takes no further statement in it, so
/// that the result is looked up in another one.
pub async fn claim_in(
    site: &Site,
    tx: &mut Tx,
    form: &Form,
    (what, location): (&str, &str),
) -> Result<Option<Response>, PageError> {
    let key = key_of(form)?;
    let content = form.content(&site.keys, what);
    match once(tx, key, &content, location, site.now()).await {
        Ok(Once::First) => Ok(None),
        Ok(before) => landed(before, location).map(Some),
        Err(error) if is_twin(&error) => {
            let mut looks = site.db.read().await?;
            let before = result_of(&mut looks, key, &content).await?;
            landed(before.unwrap_or(Once::First), location).map(Some)
        }
        Err(error) => Err(error.into()),
    }
}
