use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bounds::NAME_CHARS_MAX;

/// The name of a question, a group, a list or a choice: what every tool of the field takes
/// without a change, in XML, in a spreadsheet and in an expression.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no name: letters of the alphabet, digits and _, a letter first, at most 64")]
pub struct NameError(pub String);

/// What a form adds by itself must not meet what an author calls something.
const RESERVED: [&str; 6] = [
    "meta",
    "instanceID",
    "instanceName",
    "data",
    "stop",
    "prefer_not_to_say",
];
pub(crate) const DECLINED_SUFFIX: &str = "_declined";
/// The choice that stands in every list of choices (V8).
pub(crate) const DECLINED_CHOICE: &str = "prefer_not_to_say";

impl Name {
    /// Names of choices may begin with a digit, as the codes of categories do.
    pub fn choice(text: &str) -> Result<Self, NameError> {
        let fits = !text.is_empty()
            && text.len() <= NAME_CHARS_MAX
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        if !fits || RESERVED.contains(&text) {
            return Err(NameError(text.chars().take(NAME_CHARS_MAX).collect()));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn question(text: &str) -> Result<Self, NameError> {
        let name = Self::choice(text)?;
        let starts_well = text.starts_with(|first: char| first.is_ascii_alphabetic());
        if !starts_well || text.contains('-') || text.ends_with(DECLINED_SUFFIX) {
            return Err(NameError(text.to_owned()));
        }
        Ok(name)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Name {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        Self::choice(&text)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_safe_in_xml_and_in_expressions() {
        assert!(Name::question("matter_text").is_ok());
        for text in [
            "",
            "1a",
            "a-b",
            "事项",
            "a b",
            "meta",
            "x_declined",
            "prefer_not_to_say",
            "a>b",
            &"a".repeat(65),
        ] {
            assert!(Name::question(text).is_err(), "{text}");
        }
        assert!(Name::choice("0103").is_ok());
        assert!(Name::choice("prefer_not_to_say").is_err());
    }
}
