use axum::response::Response;
use huiyin_db::Tx;
use huiyin_web::PageError;
use huiyin_web::forms::{self, Form, Once};

use crate::Compounds;

/// Whether a form is to be carried out, in a transaction that has claimed its key.
pub(super) enum Claim {
    Mine(Tx),
    /// It was carried out before, or its twin is at this moment; here is where its result stands.
    Before(Response),
}

pub(super) async fn claim(
    compounds: &Compounds,
    form: &Form,
    location: &str,
) -> Result<Claim, PageError> {
    let site = &compounds.site;
    let key = forms::key_of(form)?;
    let content = form.content(&site.keys, location.split('?').next().unwrap_or(location));
    let mut tx = site.db.write().await?;
    match forms::once(&mut tx, key, &content, location, site.now()).await {
        Ok(Once::First) => Ok(Claim::Mine(tx)),
        Ok(again) => Ok(Claim::Before(forms::landed(again, location)?)),
        Err(error) if forms::is_twin(&error) => {
            drop(tx);
            let mut tx = site.db.read().await?;
            let there = forms::result_of(&mut tx, key, &content).await?;
            let landed = forms::landed(there.unwrap_or(Once::First), location)?;
            Ok(Claim::Before(landed))
        }
        Err(error) => Err(error.into()),
    }
}
