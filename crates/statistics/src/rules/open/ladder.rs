//! The rungs by which a row becomes coarser: first how, then when, then where, and last what.

use super::row::{Group, Told};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    Month,
    Quarter,
    Year,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    Community,
    Street,
    District,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Category,
    Class,
    Anything,
}

/// How fine a row on this rung is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    pub when: When,
    pub place: Where,
    pub what: What,
    pub has_source: bool,
}

const fn rung(when: When, place: Where, what: What, has_source: bool) -> Rung {
    Rung {
        when,
        place,
        what,
        has_source,
    }
}

/// From the finest to the coarsest. Each rung keeps what the one above it keeps.
pub const LADDER: [Rung; 8] = [
    rung(When::Month, Where::Community, What::Category, true),
    rung(When::Month, Where::Community, What::Class, true),
    rung(When::Month, Where::Community, What::Class, false),
    rung(When::Quarter, Where::Community, What::Class, false),
    rung(When::Quarter, Where::Street, What::Class, false),
    rung(When::Year, Where::Street, What::Class, false),
    rung(When::Year, Where::District, What::Class, false),
    rung(When::Year, Where::District, What::Anything, false),
];

impl Rung {
    /// What of a matter is still said on this rung.
    pub fn group(self, told: &Told) -> Group {
        let said = |text: &str, is_said: bool| {
            let text = if is_said { text } else { "" };
            text.to_owned()
        };
        Group {
            quarter: (self.when != When::Year).then(|| told.month.saturating_sub(1) / 3 + 1),
            month: (self.when == When::Month).then_some(told.month),
            street: said(&told.street, self.place != Where::District),
            community: said(&told.community, self.place == Where::Community),
            class: said(&told.class, self.what != What::Anything),
            category: said(&told.category, self.what == What::Category),
            source: said(&told.source, self.has_source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rung_says_no_more_than_the_one_before() {
        for pair in LADDER.windows(2) {
            assert!(pair[0].when <= pair[1].when);
            assert!(pair[0].place <= pair[1].place);
            assert!(pair[0].what <= pair[1].what);
            assert!(pair[0].has_source >= pair[1].has_source);
            assert_ne!(pair[0], pair[1]);
        }
    }
}
