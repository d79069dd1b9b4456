use huiyin_web::forms::{Claim, Form, claim_as};
use huiyin_web::{PageError, Site};

/// Claims a form of the votes. What follows the question mark of the address tells how it went,
/// and is no part of what the form is about.
pub(super) async fn claim(site: &Site, form: &Form, location: &str) -> Result<Claim, PageError> {
    let what = location.split('?').next().unwrap_or(location);
    claim_as(site, form, what, location).await
}
