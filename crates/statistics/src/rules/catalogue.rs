//! The catalogue of figures: what each counts, by which kinds of fact, and who may see it.
//!
//! A figure speaks of what residents raised and what became of it, of households called on, of
//! decisions and of places. None speaks of a member of staff, and none counts activity for its
//! own sake (rule 7); a test walks the list.

/// How a figure comes out of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How often these kinds happened.
    Count(&'static [&'static str]),
    /// One part of a whole, shown with both.
    Share {
        of: &'static [&'static str],
        among: &'static [&'static str],
    },
    /// The mean of what a kind measures, shown with the number of facts.
    Mean(&'static [&'static str]),
    /// Places in the registry as they stand now; no time narrows it.
    Places(&'static str),
    /// Nothing in this program feeds it yet.
    NotYet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chapter {
    District,
    Matters,
    Visits,
    Compounds,
    Later,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Pieces,
    Percent,
    Days,
}

/// One figure. Its words stand in the locales under its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    pub key: &'static str,
    pub chapter: Chapter,
    pub unit: Unit,
    pub measure: Measure,
    /// Shown to anybody; small numbers are hidden from the public in any case.
    pub is_public: bool,
}

const fn count(
    key: &'static str,
    chapter: Chapter,
    kinds: &'static [&'static str],
    is_public: bool,
) -> Figure {
    Figure {
        key,
        chapter,
        unit: Unit::Pieces,
        measure: Measure::Count(kinds),
        is_public,
    }
}

const fn share(
    key: &'static str,
    chapter: Chapter,
    of: &'static [&'static str],
    among: &'static [&'static str],
) -> Figure {
    Figure {
        key,
        chapter,
        unit: Unit::Percent,
        measure: Measure::Share { of, among },
        is_public: true,
    }
}

const fn mean(key: &'static str, chapter: Chapter, of: &'static [&'static str]) -> Figure {
    Figure {
        key,
        chapter,
        unit: Unit::Days,
        measure: Measure::Mean(of),
        is_public: true,
    }
}

const fn places(key: &'static str, kind: &'static str) -> Figure {
    Figure {
        key,
        chapter: Chapter::District,
        unit: Unit::Pieces,
        measure: Measure::Places(kind),
        is_public: true,
    }
}

const fn not_yet(key: &'static str) -> Figure {
    Figure {
        key,
        chapter: Chapter::Later,
        unit: Unit::Pieces,
        measure: Measure::NotYet,
        is_public: true,
    }
}

use Chapter::{Compounds, Matters, Visits};

/// Every figure, in the order in which it is shown.
pub const FIGURES: &[Figure] = &[
    places("streets", "street"),
    places("communities", "community"),
    places("compounds", "compound"),
    count("received", Matters, &["matter.received"], true),
    count("accepted", Matters, &["matter.accepted"], true),
    count("not-accepted", Matters, &["matter.rejected"], true),
    count("dispatched", Matters, &["matter.dispatched"], true),
    count("returned", Matters, &["matter.returned"], false),
    count("answered", Matters, &["matter.answered"], true),
    share(
        "answered-in-time",
        Matters,
        &["matter.answered.in-time"],
        &["matter.answered"],
    ),
    count("called-back", Matters, &["matter.called-back"], true),
    count("closed", Matters, &["matter.closed"], true),
    share(
        "within-thirty",
        Matters,
        &["matter.closed.within-thirty"],
        &["matter.closed"],
    ),
    mean("days-to-close", Matters, &["matter.closed"]),
    count("reopened", Matters, &["matter.reopened"], true),
    count("suspended", Matters, &["matter.suspended"], true),
    count("withdrawn", Matters, &["matter.withdrawn"], false),
    count("left-out", Matters, &["matter.left-out"], false),
    count("visit-teams", Visits, &["visit.teams"], true),
    count("households", Visits, &["visit.household"], true),
    count("merchants", Visits, &["visit.merchant"], true),
    count("visits-declined", Visits, &["visit.declined"], true),
    count("visits-no-answer", Visits, &["visit.no-answer"], true),
    count("visit-findings", Visits, &["visit.finding"], true),
    count("votes-ended", Compounds, &["compound.vote"], true),
    count("elections-ended", Compounds, &["compound.election"], true),
    count("publications", Compounds, &["compound.publication"], true),
    count("table-meetings", Compounds, &["compound.meeting"], true),
    count("mediations", Compounds, &["compound.mediation"], true),
    count(
        "mediations-agreed",
        Compounds,
        &["compound.mediation.agreed"],
        true,
    ),
    not_yet("treated"),
    not_yet("activities"),
    not_yet("person-times"),
    not_yet("squads"),
    not_yet("members"),
];

impl Figure {
    pub fn named(key: &str) -> Option<&'static Self> {
        FIGURES.iter().find(|figure| figure.key == key)
    }

    /// The kinds of fact that are added up.
    pub const fn kinds(&self) -> &'static [&'static str] {
        match self.measure {
            Measure::Count(kinds) | Measure::Mean(kinds) => kinds,
            Measure::Share { of, .. } => of,
            Measure::Places(_) | Measure::NotYet => &[],
        }
    }

    /// The whole of a share.
    pub const fn among(&self) -> &'static [&'static str] {
        match self.measure {
            Measure::Share { among, .. } => among,
            _ => &[],
        }
    }
}

/// Every kind of fact that some figure adds up.
pub fn kinds() -> Vec<&'static str> {
    let all = FIGURES
        .iter()
        .flat_map(|it| it.kinds().iter().chain(it.among()));
    let mut kinds: Vec<&'static str> = all.copied().collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a figure of people at work or of doing for its own sake would be called.
    const FORBIDDEN: &[&str] = &[
        "account",
        "staff",
        "person-rank",
        "rank",
        "score",
        "point",
        "login",
        "sign-in",
        "online",
        "click",
        "open",
        "check-in",
        "clock",
        "photo",
        "screenshot",
        "step",
        "track",
        "activity",
        "active",
        "seen",
        "read",
        "page",
        "upload",
        "install",
        "calls-made",
        "acts",
        "handled-by",
        "top",
        "best",
        "worst",
    ];

    #[test]
    fn no_figure_is_about_staff_or_about_doing_for_its_own_sake() {
        for figure in FIGURES {
            let words = figure.kinds().iter().chain(figure.among());
            for word in words.chain([&figure.key]) {
                for part in word.split(['.', '-']) {
                    assert!(!FORBIDDEN.contains(&part), "{}: {part}", figure.key);
                }
            }
        }
    }

    #[test]
    fn every_key_stands_once_and_every_kind_belongs_to_a_slice() {
        for (index, figure) in FIGURES.iter().enumerate() {
            assert!(
                FIGURES[..index].iter().all(|it| it.key != figure.key),
                "{}",
                figure.key
            );
        }
        for kind in kinds() {
            let slice = kind.split('.').next().unwrap();
            assert!(["matter", "visit", "compound"].contains(&slice), "{kind}");
        }
    }
}
