use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What is counted of a set of matters. Everything in it can be added up, so that months make
/// years and communities make streets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    pub matters: u64,
    pub contact_needed: u64,
    /// Of those that needed it.
    pub contacted_in_time: u64,
    pub call_back_due: u64,
    /// Of those due: the reporter said solved, partly or not.
    pub call_back_reached: u64,
    /// Said solved, partly or not, asked or by themselves.
    pub heard: u64,
    pub solved: u64,
    pub rated: u64,
    pub content: u64,
    pub fairly_content: u64,
    pub closed: u64,
    pub closed_in_time: u64,
    /// Not closed, and older than the benchmark.
    pub open_past_benchmark: u64,
    /// How many were done in how many days.
    pub done: BTreeMap<u32, u64>,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.counts().into_iter().zip(other.clone().counts()) {
            *mine += *theirs;
        }
        for (days, matters) in &other.done {
            *self.done.entry(*days).or_default() += matters;
        }
    }

    const fn counts(&mut self) -> [&mut u64; 13] {
        [
            &mut self.matters,
            &mut self.contact_needed,
            &mut self.contacted_in_time,
            &mut self.call_back_due,
            &mut self.call_back_reached,
            &mut self.heard,
            &mut self.solved,
            &mut self.rated,
            &mut self.content,
            &mut self.fairly_content,
            &mut self.closed,
            &mut self.closed_in_time,
            &mut self.open_past_benchmark,
        ]
    }

    /// Matters that are done.
    pub fn done_in_all(&self) -> u64 {
        self.done.values().sum()
    }

    pub fn done_within(&self, days: u32) -> u64 {
        self.done.range(..=days).map(|(_, matters)| matters).sum()
    }
}

/// The matters of one body, class, place or month. `parent` is the street of a community.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub key: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
    /// What the rates are made of.
    pub counted: Tally,
    /// What two people have agreed to leave out.
    #[serde(default)]
    pub left_out: Tally,
    /// Why, and how often.
    #[serde(default)]
    pub reasons: BTreeMap<String, u64>,
}

impl Group {
    pub fn named(key: &str, parent: &str) -> Self {
        Self {
            key: key.to_owned(),
            parent: parent.to_owned(),
            ..Self::default()
        }
    }

    pub fn add(&mut self, other: &Self) {
        self.counted.add(&other.counted);
        self.left_out.add(&other.left_out);
        for (reason, matters) in &other.reasons {
            *self.reasons.entry(reason.clone()).or_default() += matters;
        }
    }

    /// Both together.
    pub fn everything(&self) -> Tally {
        let mut all = self.counted.clone();
        all.add(&self.left_out);
        all
    }

    pub const fn matters(&self) -> u64 {
        self.counted.matters + self.left_out.matters
    }

    /// All groups of a list in one.
    pub fn sum<'g>(groups: impl IntoIterator<Item = &'g Self>) -> Self {
        let mut sum = Self::default();
        for group in groups {
            sum.add(group);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally() -> impl Strategy<Value = Tally> {
        let counts = proptest::array::uniform13(0u64..1000);
        let done = proptest::collection::btree_map(0u32..100, 1u64..50, 0..20);
        (counts, done).prop_map(|(counts, done)| {
            let mut tally = Tally {
                done,
                ..Tally::default()
            };
            for (place, count) in tally.counts().into_iter().zip(counts) {
                *place = count;
            }
            tally
        })
    }

    proptest! {
        #[test]
        fn adding_up_knows_no_order_and_loses_nothing(one in tally(), two in tally()) {
            let mut forth = one.clone();
            forth.add(&two);
            let mut back = two.clone();
            back.add(&one);
            prop_assert_eq!(&forth, &back);
            prop_assert_eq!(forth.done_in_all(), one.done_in_all() + two.done_in_all());
            prop_assert_eq!(forth.rated, one.rated + two.rated);
            prop_assert_eq!(forth.open_past_benchmark, one.open_past_benchmark + two.open_past_benchmark);
        }

        #[test]
        fn what_is_stored_is_what_is_read(tally in tally()) {
            let group = Group { key: "k".to_owned(), counted: tally, ..Group::default() };
            let text = serde_json::to_string(&group).unwrap();
            prop_assert_eq!(serde_json::from_str::<Group>(&text).unwrap(), group);
        }
    }
}
