use axum::response::Response;
use huiyin_db::Tx;
use huiyin_web::PageError;
use huiyin_web::forms::{self, Form, Once};

use crate::Compounds;

/// Whether a form is to be carried out, in a transaction that has claimed its key.
pub(in crate::pages) enum Claim {
    Mine(Tx),
    /// It was carried out before, or its twin is at this moment; here is where its result stands.
    Before(Response),
}

pub(in crate::pages) async fn claim(
    compounds: &Compounds,
    form: &Form,
    location: &str,
) -> Result<Claim, PageError> {
    let key = forms::key_of(form)?;
    let now = compounds.site.now();
    let content = form.content(&compounds.site.keys, location);
    let mut tx = compounds.site.db.write().await?;
    match forms::once(&mut tx, key, &content, location, now).await {
        Ok(Once::First) => Ok(Claim::Mine(tx)),
        Ok(again) => Ok(Claim::Before(forms::landed(again, location)?)),
        Err(error) if forms::is_twin(&error) => {
            drop(tx);
            let mut tx = compounds.site.db.read().await?;
            let there = forms::result_of(&mut tx, key, &content).await?;
            let landed = forms::landed(there.unwrap_or(Once::First), location)?;
            Ok(Claim::Before(landed))
        }
        Err(error) => Err(error.into()),
    }
}
