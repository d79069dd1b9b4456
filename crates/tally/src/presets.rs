//! What cities add to the law: data with sources, from which an estate's vote starts. The law's own
//! numbers are the floor beneath all of them ([`LAW`]); a preset or a vote may be stricter, never
//! looser. Where nothing is known of a city, nothing is claimed, and the default of the house
//! stands there.

mod cities;

use huiyin_kernel::Said;

pub use cities::{DEFAULT, PRESETS};

/// Both languages of a preset's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Words {
    pub fn said(self) -> Said {
        Said::new(self.zh, self.en)
    }
}

/// Whether ballots may be cast on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Electronic {
    /// No local rule is known: paper only.
    PaperOnly,
    /// Only through the city's own system: here ballots are prepared, delivered and counted.
    CitySystem,
    /// Allowed, with paper for whoever asks for it; names the rule.
    Allowed { rule: Words },
}

/// The local numbers of a committee (rule 8.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitteePreset {
    pub members_least: u32,
    pub members_most: u32,
    /// In an estate of at most so many households, this many members are enough.
    pub small: Option<(u32, u32)>,
    pub term_years_most: u32,
    /// Days before the end of the term at which the street and the committee are warned.
    pub warn_days: u32,
    pub candidate_notice_days: u32,
    pub first_meeting_days: u32,
    pub filing_days: u32,
}

/// An interim committee where owners have not managed to elect one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterimPreset {
    pub members_least: u32,
    pub term_years_most: u32,
    /// Owners must be at least half of the members, and the residents' committee has the chair.
    pub source: Words,
}

/// What one city says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    pub id: &'static str,
    pub name: Words,
    /// The texts that the numbers come from.
    pub sources: &'static [Words],
    pub notice_days: u32,
    pub voting_days_least: u32,
    pub voting_days_most: u32,
    pub publish_days: u32,
    pub electronic: Electronic,
    /// When a first assembly can be called.
    pub first_assembly: Words,
    /// What a local text says on silence, where one is known.
    pub silence: Option<Words>,
    pub committee: CommitteePreset,
    pub interim: Option<InterimPreset>,
}

/// The numbers that no city and no assembly can loosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Law {
    /// Property Management Regulation, art. 14: all owners are told of a meeting of the assembly at
    /// least so many days before. It makes no difference between regular and extraordinary meetings.
    pub notice_days: u32,
    /// The same, art. 16: the committee is filed with the street within so many days of its
    /// election.
    pub filing_days: u32,
    /// Property Management Regulation, art. 13: owners who can ask for an extraordinary meeting,
    /// in percent.
    pub proposal_percent: u32,
    /// Supreme People's Court on divided ownership, art. 12: years in which a decision can be
    /// contested.
    pub annulment_years: u32,
}

pub const LAW: Law = Law {
    notice_days: 15,
    filing_days: 30,
    proposal_percent: 20,
    annulment_years: 1,
};

/// A number that is looser than it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Loosened {
    #[error("notice must be given at least {floor} days before")]
    Notice { floor: u32 },
    #[error("voting takes between {least} and {most} days")]
    Voting { least: u32, most: u32 },
    #[error("the result must be published within {ceiling} days")]
    Publish { ceiling: u32 },
    #[error("candidates must be announced at least {floor} days before")]
    CandidateNotice { floor: u32 },
    #[error("a term is at most {ceiling} years")]
    Term { ceiling: u32 },
    #[error("a committee has an odd number of members between {least} and {most}")]
    Members { least: u32, most: u32 },
}

impl Preset {
    pub fn find(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// Days of notice: the city's, and never less than the law's.
    pub fn notice_days(&self) -> u32 {
        self.notice_days.max(LAW.notice_days)
    }

    /// Takes days of notice that a vote asks for.
    pub fn notice(&self, days: u32) -> Result<u32, Loosened> {
        let floor = self.notice_days();
        if days < floor {
            Err(Loosened::Notice { floor })
        } else {
            Ok(days)
        }
    }

    pub fn voting(&self, days: u32) -> Result<u32, Loosened> {
        let (least, most) = (self.voting_days_least, self.voting_days_most);
        if (least..=most).contains(&days) {
            Ok(days)
        } else {
            Err(Loosened::Voting { least, most })
        }
    }

    pub fn publish(&self, days: u32) -> Result<u32, Loosened> {
        let ceiling = self.publish_days;
        if days > ceiling {
            Err(Loosened::Publish { ceiling })
        } else {
            Ok(days)
        }
    }

    pub fn candidate_notice(&self, days: u32) -> Result<u32, Loosened> {
        let floor = self.committee.candidate_notice_days;
        if days < floor {
            Err(Loosened::CandidateNotice { floor })
        } else {
            Ok(days)
        }
    }

    pub fn term_years(&self, years: u32) -> Result<u32, Loosened> {
        let ceiling = self.committee.term_years_most;
        if (1..=ceiling).contains(&years) {
            Ok(years)
        } else {
            Err(Loosened::Term { ceiling })
        }
    }

    /// Takes a number of members for an estate of so many households: odd, so that it can decide.
    pub fn members(&self, members: u32, households: u32) -> Result<u32, Loosened> {
        let committee = &self.committee;
        let small = committee.small.filter(|(most, _)| households <= *most);
        let least = small.map_or(committee.members_least, |(_, least)| least);
        let most = committee.members_most;
        if members % 2 == 1 && (least..=most).contains(&members) {
            Ok(members)
        } else {
            Err(Loosened::Members { least, most })
        }
    }

    /// Days after an election within which it is filed with the street: never more than the law's.
    pub fn filing_days(&self) -> u32 {
        self.committee.filing_days.min(LAW.filing_days)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn has_year(text: &str) -> bool {
        let mut runs = text.as_bytes().windows(4);
        runs.any(|it| it.iter().all(u8::is_ascii_digit))
    }

    #[test]
    fn every_preset_has_sources_and_is_never_looser_than_the_law() {
        let mut ids = HashSet::new();
        for preset in PRESETS {
            assert!(ids.insert(preset.id), "{}", preset.id);
            assert!(!preset.sources.is_empty(), "{}", preset.id);
            assert!(preset.notice_days() >= LAW.notice_days, "{}", preset.id);
            assert!(preset.filing_days() <= LAW.filing_days, "{}", preset.id);
            let committee = &preset.committee;
            assert!(committee.members_least % 2 == 1 && committee.members_most % 2 == 1);
            assert!(preset.voting_days_least <= preset.voting_days_most);
            let all = [preset.name, preset.first_assembly];
            let mut sources = preset.sources.iter();
            assert!(
                sources.all(|it| has_year(it.zh) && has_year(it.en)),
                "{}",
                preset.id
            );
            assert!(
                all.iter()
                    .chain(preset.sources)
                    .all(|it| !it.zh.is_empty() && !it.en.is_empty())
            );
        }
        assert!(ids.contains("huiyin") && ids.contains("chongqing"));
    }

    #[test]
    fn nobody_loosens_a_number() {
        let hangzhou = Preset::find("hangzhou").unwrap();
        assert_eq!(hangzhou.notice(7), Err(Loosened::Notice { floor: 15 }));
        assert_eq!(hangzhou.notice(20), Ok(20));
        assert_eq!(
            hangzhou.voting(61),
            Err(Loosened::Voting { least: 5, most: 60 })
        );
        assert_eq!(hangzhou.term_years(6), Err(Loosened::Term { ceiling: 5 }));
        assert_eq!(hangzhou.term_years(0), Err(Loosened::Term { ceiling: 5 }));
        assert!(hangzhou.candidate_notice(6).is_err() && hangzhou.publish(4).is_err());
        let beijing = Preset::find("beijing").unwrap();
        assert_eq!(beijing.members(3, 100), Ok(3));
        assert_eq!(
            beijing.members(3, 101),
            Err(Loosened::Members { least: 5, most: 11 })
        );
        assert!(beijing.members(6, 500).is_err() && beijing.members(13, 500).is_err());
        assert!(Preset::find("nowhere").is_none());
    }
}
