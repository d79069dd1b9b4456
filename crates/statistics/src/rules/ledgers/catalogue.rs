/// What a column holds. Numbers of things are texts: nobody adds them up, and a leading zero stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    TextId,
    Text,
    /// Of some length, broken into lines.
    LongText,
    Date,
    Number,
    Money,
}

/// A column of a ledger. Its words stand in the locales under its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    pub key: &'static str,
    pub kind: Kind,
}

/// Where the rows come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A slice, asked through the trait `Ledgers`.
    Slice,
    /// Counts of facts for each place: the key of each column but the first, and its kinds.
    Places(&'static [(&'static str, &'static [&'static str])]),
    /// No part of the program records it yet, so there is no file.
    NotYet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ledger {
    pub key: &'static str,
    pub source: Source,
    pub fields: &'static [Field],
}

const fn id(key: &'static str) -> Field {
    Field {
        key,
        kind: Kind::TextId,
    }
}

const fn text(key: &'static str) -> Field {
    Field {
        key,
        kind: Kind::Text,
    }
}

const fn long(key: &'static str) -> Field {
    Field {
        key,
        kind: Kind::LongText,
    }
}

const fn date(key: &'static str) -> Field {
    Field {
        key,
        kind: Kind::Date,
    }
}

const fn number(key: &'static str) -> Field {
    Field {
        key,
        kind: Kind::Number,
    }
}

const fn money(key: &'static str) -> Field {
    Field {
        key,
        kind: Kind::Money,
    }
}

const fn not_yet(key: &'static str) -> Ledger {
    Ledger {
        key,
        source: Source::NotYet,
        fields: &[],
    }
}

const fn of_slice(key: &'static str, fields: &'static [Field]) -> Ledger {
    Ledger {
        key,
        source: Source::Slice,
        fields,
    }
}

/// Every ledger of rule 15.2, in its order.
pub const LEDGERS: &[Ledger] = &[
    of_slice(
        "matters",
        &[
            id("number"),
            date("received"),
            text("source"),
            id("outside-number"),
            text("kind"),
            text("class"),
            text("category"),
            long("item"),
            text("street"),
            text("community"),
            text("lead"),
            text("supports"),
            date("due"),
            text("state"),
            text("outcome"),
            date("closed"),
            number("days"),
            text("result"),
            text("rating"),
        ],
    ),
    Ledger {
        key: "places",
        source: Source::Places(&[
            ("received", &["matter.received"]),
            ("accepted", &["matter.accepted"]),
            ("not-accepted", &["matter.rejected"]),
            ("dispatched", &["matter.dispatched"]),
            ("answered", &["matter.answered"]),
            ("answered-in-time", &["matter.answered.in-time"]),
            ("called-back", &["matter.called-back"]),
            ("closed", &["matter.closed"]),
            ("within-thirty", &["matter.closed.within-thirty"]),
            ("reopened", &["matter.reopened"]),
            ("suspended", &["matter.suspended"]),
        ]),
        fields: &[
            text("street"),
            text("community"),
            number("received"),
            number("accepted"),
            number("not-accepted"),
            number("dispatched"),
            number("answered"),
            number("answered-in-time"),
            number("called-back"),
            number("closed"),
            number("within-thirty"),
            number("reopened"),
            number("suspended"),
        ],
    },
    of_slice(
        "dispatch",
        &[
            id("number"),
            date("dispatched"),
            long("item"),
            text("lead"),
            text("supports"),
            date("due"),
            text("outcome"),
            text("result"),
            long("remark"),
        ],
    ),
    Ledger {
        key: "visits",
        source: Source::Places(&[
            ("households", &["visit.household"]),
            ("merchants", &["visit.merchant"]),
            ("declined", &["visit.declined"]),
            ("no-answer", &["visit.no-answer"]),
            ("findings", &["visit.finding"]),
        ]),
        fields: &[
            text("street"),
            text("community"),
            number("households"),
            number("merchants"),
            number("declined"),
            number("no-answer"),
            number("findings"),
        ],
    },
    of_slice(
        "decisions",
        &[
            text("estate"),
            text("kind"),
            long("title"),
            number("items"),
            date("begun"),
            date("due"),
            text("state"),
            date("counted"),
        ],
    ),
    of_slice(
        "income",
        &[
            text("estate"),
            id("number"),
            date("day"),
            text("account"),
            text("kind"),
            text("what"),
            money("income"),
            money("cost"),
            money("tax"),
            money("net"),
            money("spent"),
            long("purpose"),
            id("evidence"),
            id("contract"),
            id("reverses"),
        ],
    ),
    of_slice(
        "mediation",
        &[text("dispute"), text("stage"), number("cases")],
    ),
    of_slice(
        "publications",
        &[
            text("estate"),
            text("kind"),
            text("of"),
            number("edition"),
            date("due"),
            date("published"),
            date("posted"),
        ],
    ),
    of_slice(
        "rights",
        &[
            id("number"),
            text("kind"),
            text("state"),
            date("asked"),
            date("due"),
            date("ended"),
        ],
    ),
    not_yet("projects"),
    not_yet("contracts"),
    not_yet("members"),
    not_yet("activities"),
    not_yet("bookings"),
    not_yet("squads"),
];

impl Ledger {
    pub fn named(key: &str) -> Option<&'static Self> {
        LEDGERS.iter().find(|it| it.key == key)
    }

    pub fn is_in_use(&self) -> bool {
        self.source != Source::NotYet
    }

    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|it| it.key == key)
    }
}

impl Kind {
    /// Width of a column in characters of Latin text.
    pub const fn width(self) -> u16 {
        match self {
            Self::TextId => 18,
            Self::Text => 20,
            Self::LongText => 48,
            Self::Date => 12,
            Self::Number => 10,
            Self::Money => 14,
        }
    }

    pub const fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Money)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue::kinds;

    #[test]
    fn ledgers_and_their_columns_stand_once() {
        for (at, ledger) in LEDGERS.iter().enumerate() {
            assert!(LEDGERS[..at].iter().all(|it| it.key != ledger.key));
            assert_eq!(ledger.is_in_use(), !ledger.fields.is_empty());
            for (at, field) in ledger.fields.iter().enumerate() {
                let before = &ledger.fields[..at];
                assert!(
                    before.iter().all(|it| it.key != field.key),
                    "{}.{}",
                    ledger.key,
                    field.key
                );
            }
        }
    }

    /// Counts for places are counts of the catalogue of figures, which is held free of activity.
    #[test]
    fn places_are_counted_by_kinds_that_figures_know() {
        for ledger in LEDGERS {
            let Source::Places(counted) = ledger.source else {
                continue;
            };
            let numbers = ledger.fields.iter().filter(|it| it.kind == Kind::Number);
            let keys: Vec<&str> = numbers.map(|it| it.key).collect();
            let counts: Vec<&str> = counted.iter().map(|it| it.0).collect();
            assert_eq!(keys, counts);
            for kind in counted.iter().flat_map(|it| it.1) {
                assert!(kinds().contains(kind), "{kind}");
            }
        }
    }

    #[test]
    fn no_column_is_for_a_person() {
        for field in LEDGERS.iter().flat_map(|it| it.fields) {
            for word in [
                "name",
                "phone",
                "payer",
                "owner",
                "visitor",
                "account-id",
                "handler",
            ] {
                assert!(!field.key.contains(word), "{}", field.key);
            }
        }
    }
}
