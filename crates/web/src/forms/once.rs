//! A form is carried out once: its key is claimed together with a digest of what it said, so that
//! a second sending meets the first result and another form under the same key is refused.

use huiyin_db::fields::Keys;
use huiyin_db::{Result as StoreResult, StoreError, Tx, args};
use huiyin_kernel::{Entropy, Id, Instant};

use crate::store::{CLAIM, FIND, SWEEP};
use crate::{PageError, redirect};

/// A keyed digest of what a form said. Without the district's key nobody can try out contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content(String);

impl Content {
    /// Each part goes in with its length, so that nothing can move from one field to the next.
    pub fn of<'a>(keys: &Keys, parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut said = String::new();
        for part in parts {
            said.push_str(&part.len().to_string());
            said.push(':');
            said.push_str(part);
        }
        Self(keys.digest("form content", &said))
    }

    /// For keys that were made from the content themselves.
    pub const fn in_key() -> Self {
        Self(String::new())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Keys from before contents were noted say nothing about theirs.
    fn fits(&self, noted: &str) -> bool {
        noted.is_empty() || self.0.is_empty() || noted == self.0
    }
}

/// Whether a form with this key was already carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    First,
    /// It was; this is where its result stands.
    Again(String),
    /// The key was used up by a form that said something else. Nothing may be shown of it.
    Other,
}

/// Claims the form's key in the transaction of its act and notes where the result will stand. A
/// double click, a reload or a second sending of an offline form meets its own first result.
pub async fn once(
    tx: &mut Tx,
    key: Id,
    content: &Content,
    location: &str,
    now: Instant,
) -> StoreResult<Once> {
    let Some(row) = tx.fetch_optional(FIND, args![key]).await? else {
        tx.later(CLAIM, args![key, now, location, content.as_str()])
            .await?;
        return Ok(Once::First);
    };
    let noted: String = row.get("content")?;
    Ok(if content.fits(&noted) {
        Once::Again(row.get("location")?)
    } else {
        Once::Other
    })
}

/// The result of a form that lost the race against its twin.
pub async fn result_of(tx: &mut Tx, key: Id, content: &Content) -> StoreResult<Option<Once>> {
    let Some(row) = tx.fetch_optional(FIND, args![key]).await? else {
        return Ok(None);
    };
    let noted: String = row.get("content")?;
    Ok(Some(if content.fits(&noted) {
        Once::Again(row.get("location")?)
    } else {
        Once::Other
    }))
}

/// Keys are kept for a week; an older form says that it has expired.
pub async fn sweep(tx: &mut Tx, now: Instant) -> StoreResult<u64> {
    tx.execute(SWEEP, args![now.plus_hours(-24 * 7)]).await
}

/// Where to go after an act: the first result when it was done before.
pub fn landed(once: Once, location: &str) -> Result<axum::response::Response, PageError> {
    match once {
        Once::First => Ok(redirect(location)),
        Once::Again(earlier) => Ok(redirect(&earlier)),
        Once::Other => Err(PageError::FormReused),
    }
}

/// A duplicate key means that a twin of this form is being handled at this moment.
pub fn is_twin(error: &StoreError) -> bool {
    matches!(error, StoreError::Duplicate(_))
}

/// The id of what a form makes. It follows from the form's key and content, so that sending the
/// same twice is one thing while an edited form is a new one; and only with our own key, so that
/// whoever knows such an id cannot ask for what belongs to it by passing it off as a form's key.
pub fn keyed_id(keys: &Keys, purpose: &str, form_key: Id, content: &str) -> Id {
    let spread = keys.sign(purpose, format!("{form_key}\n{content}").as_bytes());
    let hex: String = form_key
        .to_string()
        .chars()
        .filter(|it| *it != '-')
        .take(12)
        .collect();
    let millis = i64::from_str_radix(&hex, 16).unwrap_or(0);
    let made_at = Instant::from_micros(millis.saturating_mul(1000));
    Id::new(made_at, &Spread(spread))
}

struct Spread([u8; 32]);

impl Entropy for Spread {
    fn fill(&self, bytes: &mut [u8]) {
        for (byte, from) in bytes.iter_mut().zip(self.0.iter().cycle()) {
            *byte = *from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Form;

    fn keys() -> Keys {
        Keys::from_master(&[5; 32])
    }

    #[test]
    fn content_is_told_apart_by_every_field_and_by_nothing_else() {
        let form = |pairs: &[(&str, &str)]| {
            let owned = pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
            Form::from_pairs(owned.collect()).content(&keys(), "page")
        };
        let first = form(&[("text", "甲"), ("csrf", "1"), ("form_key", "2")]);
        assert_eq!(
            first,
            form(&[("csrf", "3"), ("form_key", "4"), ("text", "甲")])
        );
        assert_ne!(first, form(&[("text", "乙")]));
        assert_ne!(first, form(&[("text", "甲"), ("more", "")]));
        assert_ne!(form(&[("a", "bc")]), form(&[("ab", "c")]));
        let other = Keys::from_master(&[6; 32]);
        assert_ne!(Content::of(&keys(), ["x"]), Content::of(&other, ["x"]));
    }

    #[test]
    fn an_id_follows_from_key_content_and_secret() {
        let key = Id::derived("test", "form");
        let made = keyed_id(&keys(), "case", key, "x");
        assert_eq!(made, keyed_id(&keys(), "case", key, "x"));
        assert_ne!(made, key);
        assert_ne!(made, keyed_id(&keys(), "case", key, "y"));
        assert_ne!(made, keyed_id(&keys(), "case", made, "x"));
        let other = Keys::from_master(&[6; 32]);
        assert_ne!(made, keyed_id(&other, "case", key, "x"));
    }
}
