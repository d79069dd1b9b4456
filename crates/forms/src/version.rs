//! Forms at rest, and the digest by which a set of answers says which edition it answers.

use huiyin_kernel::to_hex;
use sha2::{Digest as _, Sha256};

use crate::fault::Misfit;
use crate::model::Form;
use crate::verify::verify;

#[derive(Debug, thiserror::Error)]
pub enum StoredFormError {
    #[error("the form is not written as one: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the form does not hold together: {} at `{}`", .0.fault, .0.at)]
    Misfit(Box<Misfit>),
}

impl Form {
    /// One text for one form: fields in a fixed order, nothing that could be written otherwise.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    pub fn from_json(text: &str) -> Result<Self, StoredFormError> {
        let form: Self = serde_json::from_str(text)?;
        match verify(&form).into_iter().next() {
            None => Ok(form),
            Some(misfit) => Err(StoredFormError::Misfit(Box::new(misfit))),
        }
    }

    /// SHA-256 of the form as text, in hexadecimal: the phone can compute it too. Any change of
    /// any word makes another edition.
    pub fn digest(&self) -> Result<String, serde_json::Error> {
        Ok(to_hex(&Sha256::digest(self.to_json()?.as_bytes())))
    }
}
