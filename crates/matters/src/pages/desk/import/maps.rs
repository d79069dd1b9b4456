//! The maps that come with the program; a district brings its own beside them.

use huiyin_kernel::Lang;
use huiyin_web::Choice;

use crate::import::ImportMap;
use crate::model::Categories;

/// The choice of a map of one's own.
pub(super) const OWN: &str = "own";

const SHIPPED: &[(&str, &str)] = &[
    (
        "stl",
        include_str!("../../../../../../maps/stl_january_2018.toml"),
    ),
    ("nyc", include_str!("../../../../../../maps/nyc311.toml")),
    (
        "messages-reply",
        include_str!("../../../../../../maps/messages_reply.toml"),
    ),
    (
        "messages-hot",
        include_str!("../../../../../../maps/messages_hot.toml"),
    ),
    (
        "messages-gold",
        include_str!("../../../../../../maps/messages_gold.toml"),
    ),
];

pub(super) fn shipped(name: &str) -> Option<&'static str> {
    SHIPPED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// The shipped maps by their titles, behind a map of one's own.
pub(super) fn choices(
    categories: &Categories,
    lang: Lang,
    own: String,
    chosen: &str,
) -> Vec<Choice> {
    let titled = SHIPPED.iter().filter_map(|(name, text)| {
        let map = ImportMap::parse(text, categories).ok()?;
        Some(Choice::new(*name, map.title.get(lang), *name == chosen))
    });
    let is_own = chosen.is_empty() || chosen == OWN;
    std::iter::once(Choice::new(OWN, own, is_own))
        .chain(titled)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_map_can_be_used_and_chosen() {
        let categories = Categories::shipped().unwrap();
        let choices = choices(&categories, Lang::En, "own".to_owned(), "nyc");
        assert_eq!(choices.len(), SHIPPED.len() + 1);
        let chosen: Vec<&str> = choices
            .iter()
            .filter(|it| it.chosen)
            .map(|it| it.value.as_str())
            .collect();
        assert_eq!(chosen, ["nyc"]);
    }
}
