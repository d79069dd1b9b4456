/// A sentence that exists, and what may stand in it. Its default wording is the Fluent keys
/// `notices-short-<name>` (short messages, WeCom), `notices-heading-<name>` (subject of a mail)
/// and `notices-body-<name>` (mail, slip); a district may word it otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    pub name: &'static str,
    /// Words that must stand in every wording.
    pub needs: &'static [&'static str],
    /// Words that may stand in it; `district` always may.
    pub may: &'static [&'static str],
    /// Sent at night too, and beyond the number for a day: codes that somebody waits for.
    pub is_urgent: bool,
    /// Of notices about one subject within minutes only the weightiest is sent, the later of
    /// equals; 0 is never folded with others.
    pub weight: u8,
}

const fn about_matter(name: &'static str, weight: u8) -> Template {
    Template {
        name,
        needs: &["address"],
        may: &["help"],
        is_urgent: false,
        weight,
    }
}

/// Votes and money of an estate: each is said by itself.
const fn about_owner(name: &'static str) -> Template {
    about_matter(name, 0)
}

const fn urgent(name: &'static str, needs: &'static [&'static str]) -> Template {
    Template {
        name,
        needs,
        may: &["help"],
        is_urgent: true,
        weight: 0,
    }
}

/// Every sentence of the house that leaves it.
pub const TEMPLATES: &[Template] = &[
    about_matter("matter-received", 1),
    about_matter("matter-accepted", 2),
    about_matter("matter-rejected", 3),
    about_matter("matter-extended", 3),
    about_matter("matter-suspended", 3),
    about_matter("matter-message", 4),
    about_matter("matter-answered", 5),
    about_matter("matter-asked-again", 5),
    Template {
        name: "visit-ask",
        needs: &["address"],
        may: &["help"],
        is_urgent: false,
        weight: 0,
    },
    about_owner("vote-opened"),
    about_owner("vote-closing"),
    about_owner("money-published"),
    urgent("sign-in-code", &["code", "minutes"]),
    Template {
        name: "staff-digest",
        needs: &["count", "address"],
        may: &[],
        is_urgent: false,
        weight: 1,
    },
    urgent("carrier-test", &[]),
];

/// The template of a name.
pub fn template(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|it| it.name == name)
}

impl Template {
    /// A word that may stand in a wording of this template.
    pub fn knows(&self, word: &str) -> bool {
        word == "district" || self.needs.contains(&word) || self.may.contains(&word)
    }
}
