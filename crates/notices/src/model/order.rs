use std::collections::BTreeMap;

use huiyin_kernel::{Id, Instant, Lang};
use serde::{Deserialize, Serialize};

use super::{Channel, Template, template};

/// Words in one order at most, and characters in each.
const VARS_MOST: usize = 20;
const VAR_CHARACTERS: usize = 400;
/// Hexadecimal digits of something sealed at most.
const SEALED_DIGITS: usize = 16 * 1024;
const PATH_CHARACTERS: usize = 400;

/// What another slice wants said, as it stands in the outbox; the crate's page describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    pub template: String,
    pub lang: Lang,
    pub channel: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_sealed: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vars: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vars_sealed: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub area_path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// An order that can never be carried out, however often it is tried.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    #[error("not an order: {0}")]
    Form(String),
    #[error("there is no template {0}")]
    Template(String),
    #[error("{0} needs an address")]
    NoAddress(Channel),
    #[error("{0} is larger than an order may be")]
    TooLarge(&'static str),
    #[error("{0} holds something else than hexadecimal digits")]
    NotHex(&'static str),
    #[error("template {template} needs the word {word}")]
    Missing {
        template: &'static str,
        word: &'static str,
    },
}

impl Order {
    /// Reads what stands in the outbox and holds it to its bounds.
    pub fn read(body: &str) -> Result<(Self, &'static Template), Unsendable> {
        let order: Self =
            serde_json::from_str(body).map_err(|error| Unsendable::Form(error.to_string()))?;
        let spec = template(&order.template)
            .ok_or_else(|| Unsendable::Template(order.template.chars().take(40).collect()))?;
        if order.channel != Channel::Paper && order.to_sealed.is_none() {
            return Err(Unsendable::NoAddress(order.channel));
        }
        order.check_size()?;
        Ok((order, spec))
    }

    fn check_size(&self) -> Result<(), Unsendable> {
        let long = |text: &String| text.chars().count() > VAR_CHARACTERS;
        if self.vars.len() > VARS_MOST || self.vars.values().any(long) {
            return Err(Unsendable::TooLarge("vars"));
        }
        if self.area_path.chars().count() > PATH_CHARACTERS {
            return Err(Unsendable::TooLarge("area_path"));
        }
        let sealed = [
            ("to_sealed", &self.to_sealed),
            ("vars_sealed", &self.vars_sealed),
        ];
        for (name, value) in sealed {
            if value.as_ref().is_some_and(|it| it.len() > SEALED_DIGITS) {
                return Err(Unsendable::TooLarge(name));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(change: impl Fn(&mut serde_json::Value)) -> Result<Order, Unsendable> {
        let mut json = serde_json::json!({
            "template": "sign-in-code", "lang": "zh-CN", "channel": "sms", "to_sealed": "01ff",
            "vars": { "minutes": "10" }, "vars_sealed": "02",
        });
        change(&mut json);
        Order::read(&json.to_string()).map(|(order, _)| order)
    }

    #[test]
    fn the_documented_form_is_read_and_everything_else_is_refused_with_its_reason() {
        assert_eq!(order(|_| ()).unwrap().channel, Channel::Sms);
        let refused = |change: &dyn Fn(&mut serde_json::Value)| order(change).unwrap_err();
        let form = |it: Unsendable| matches!(it, Unsendable::Form(_));
        assert!(form(refused(&|it| it["channel"] = "pigeon".into())));
        assert!(form(refused(&|it| it["lang"] = "fr".into())));
        assert!(form(refused(&|it| it["phone"] = "13900000000".into())));
        assert_eq!(
            refused(&|it| it["template"] = "no-such".into()),
            Unsendable::Template("no-such".to_owned())
        );
        let nobody = |it: &mut serde_json::Value| {
            it.as_object_mut().unwrap().remove("to_sealed");
        };
        assert_eq!(refused(&nobody), Unsendable::NoAddress(Channel::Sms));
        assert_eq!(
            refused(&|it| it["vars"]["minutes"] = "9".repeat(500).into()),
            Unsendable::TooLarge("vars")
        );
        assert_eq!(
            refused(&|it| it["to_sealed"] = "0".repeat(40_000).into()),
            Unsendable::TooLarge("to_sealed")
        );
        assert!(form(Order::read("").unwrap_err()));
    }
}
