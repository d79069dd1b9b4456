//! Forms: read within bounds, checked field by field, safe to send twice.

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_kernel::Id;
use huiyin_kernel::mask::is_visible;

use crate::PageError;
use crate::context::Ctx;

mod claim;
mod once;

pub use claim::{Claim, claim, claim_as, claim_in};
pub use once::{Content, Once, is_twin, keyed_id, landed, once, result_of, sweep};

/// Fields of one form at most.
pub const FIELDS_LIMIT: usize = 2_000;
/// Bytes of a form without files.
pub const FORM_BYTES: usize = 512 * 1024;

/// Fields that are no part of what a form says.
const NOT_CONTENT: [&str; 7] = [
    "csrf",
    "form_key",
    "password",
    "old",
    "new",
    "again",
    "last_code",
];

/// The fields of a posted form. A field may stand several times (check boxes).
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: BTreeMap<String, Vec<String>>,
}

impl Form {
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs.into_iter().take(FIELDS_LIMIT) {
            form.fields.entry(name).or_default().push(value);
        }
        form
    }

    /// The first value, trimmed, with control characters other than line breaks taken out; empty
    /// where the field is missing.
    pub fn text(&self, name: &str) -> String {
        let raw = self.fields.get(name).and_then(|values| values.first());
        raw.map_or_else(String::new, |value| clean(value))
    }
    /// The first value when it is not empty.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.get(name).map_or_else(Vec::new, |values| {
            values
                .iter()
                .map(|value| clean(value))
                .filter(|it| !it.is_empty())
                .collect()
        })
    }
    /// Whether the field was sent at all, empty or not.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }
    pub fn is_on(&self, name: &str) -> bool {
        matches!(self.text(name).as_str(), "on" | "yes" | "true" | "1")
    }
    pub fn parse<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }
    /// The same form with one field set, as a button beside it asked for.
    #[must_use]
    pub fn with(mut self, name: &str, value: String) -> Self {
        self.fields.insert(name.to_owned(), vec![value]);
        self
    }
    /// What the form says, for telling a second sending from another form under the same key. The
    /// token changes with the session, the key is what the content is held against, and a password
    /// leaves no digest that could be tried out.
    pub fn content(&self, keys: &Keys, what: &str) -> Content {
        let said = self
            .fields
            .iter()
            .filter(|(name, _)| !NOT_CONTENT.contains(&name.as_str()));
        let parts = said.flat_map(|(name, values)| {
            let values = values.iter().map(String::as_str);
            std::iter::once(name.as_str()).chain(values)
        });
        Content::of(keys, std::iter::once(what).chain(parts))
    }
    /// The secret as typed: passwords are never trimmed.
    pub fn secret(&self, name: &str) -> String {
        let raw = self.fields.get(name).and_then(|values| values.first());
        raw.cloned().unwrap_or_default()
    }
}

/// A text as it may be kept: trimmed, and without control characters other than line breaks and
/// tabs, which no feed can carry and PostgreSQL partly refuses. Marks that turn the direction of
/// what follows go too, since they make a text read otherwise than it is; and a text of which
/// nothing can be seen is none.
pub fn clean(value: &str) -> String {
    let text = value
        .replace("\r\n", "\n")
        .chars()
        .filter(|it| *it == '\n' || *it == '\t' || !it.is_control())
        .filter(|it| !matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect::<String>()
        .trim()
        .to_owned();
    if is_visible(&text) {
        text
    } else {
        String::new()
    }
}

/// Reads a form and checks that it comes from one of our own pages.
pub struct Posted(pub Form);

impl std::fmt::Debug for Posted {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Posted(…)")
    }
}

impl<S: Send + Sync> axum::extract::FromRequest<S> for Posted {
    type Rejection = PageError;
    async fn from_request(request: axum::extract::Request, _state: &S) -> Result<Self, PageError> {
        let ctx = request
            .extensions()
            .get::<Ctx>()
            .cloned()
            .ok_or(PageError::NotFound)?;
        let bytes = axum::body::to_bytes(request.into_body(), FORM_BYTES)
            .await
            .map_err(|_| PageError::TooLarge)?;
        let pairs: Vec<(String, String)> = decode(&bytes);
        let form = Form::from_pairs(pairs);
        check_token(&ctx, &form)?;
        Ok(Self(form))
    }
}

/// A form token binds a form to the session that was shown it.
pub fn check_token(ctx: &Ctx, form: &Form) -> Result<(), PageError> {
    if form.text("csrf") == ctx.csrf {
        Ok(())
    } else {
        Err(PageError::FormExpired)
    }
}

fn decode(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|byte| *byte == b'&')
        .filter(|part| !part.is_empty())
        .take(FIELDS_LIMIT)
        .map(|part| {
            let mut halves = part.splitn(2, |byte| *byte == b'=');
            let name = unescape(halves.next().unwrap_or_default());
            (name, unescape(halves.next().unwrap_or_default()))
        })
        .collect()
}

fn unescape(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|it| u8::try_from(it).ok())
        };
        match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
            (b'+', _, _) => out.push(b' '),
            (b'%', Some(high), Some(low)) if hex(*high).is_some() && hex(*low).is_some() => {
                out.push(hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0));
                at += 2;
            }
            (byte, _, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Escapes a value for use in an address.
pub fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The key of a form, or a refusal where it is missing or forged.
pub fn key_of(form: &Form) -> Result<Id, PageError> {
    form.parse("form_key").ok_or(PageError::FormExpired)
}

/// Sentences at fields, collected while a form is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    pub fn add(&mut self, field: &str, sentence: String) {
        self.0.push((field.to_owned(), sentence));
    }
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, sentence)| sentence.as_str())
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn list(&self) -> &[(String, String)] {
        &self.0
    }
    pub fn into_error(self) -> PageError {
        PageError::Invalid(self.0)
    }
    /// Text that must be there and fit; `most` counts characters.
    pub fn required(&mut self, ctx: &Ctx, form: &Form, field: &str, most: usize) -> String {
        let text = self.optional(ctx, form, field, most);
        if text.is_empty() {
            self.add(field, ctx.t("web-field-required"));
        }
        text
    }
    pub fn optional(&mut self, ctx: &Ctx, form: &Form, field: &str, most: usize) -> String {
        let text = form.text(field);
        if text.chars().count() > most {
            self.add(
                field,
                ctx.say("web-field-too-long", &[("most", most.into())]),
            );
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded_and_cleaned() {
        let form = Form::from_pairs(decode(
            b"text=%E8%B7%AF%E7%81%AF+%00a%0D%0Ab&on=on&x&=y&bad=%zz",
        ));
        assert_eq!(form.text("text"), "路灯 a\nb");
        assert!(form.is_on("on"));
        assert_eq!(form.text("bad"), "%zz");
        assert_eq!(form.text("missing"), "");
    }

    #[test]
    fn what_cannot_be_seen_is_nothing_and_no_text_is_turned_round() {
        for nothing in [
            "\u{200b}\u{200d}",
            "\u{202e}\u{2066} \u{2069}",
            "\u{3164}\u{2800}",
            "\u{feff}\u{e0041}",
        ] {
            assert_eq!(clean(nothing), "", "{nothing:?}");
        }
        assert_eq!(clean("路灯\u{202e}坏了\u{202c}"), "路灯坏了");
        for something in ["👨\u{200d}👩", "?", "é", "。"] {
            assert_eq!(clean(something), something);
        }
    }

    #[test]
    fn addresses_are_escaped() {
        assert_eq!(percent("/desk?a=回&b"), "/desk%3Fa%3D%E5%9B%9E%26b");
    }
}
