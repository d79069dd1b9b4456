//! What estates add to the counts of the district: facts derived from the journal, by a pure
//! function, so that they can be made again and compared. Counted are decisions, publications,
//! meetings and settlements; nothing of how anybody voted, and nothing of a mediator.

use huiyin_db::facts::{Fact, Place};
use huiyin_kernel::{Id, Instant};

/// The subjects of the journal that have facts.
pub(crate) const VOTE: &str = "vote";
pub(crate) const ELECTION: &str = "election";
pub(crate) const NOTICE: &str = "money_notice";
pub(crate) const MEETING: &str = "tripartite";
pub(crate) const CASE: &str = "mediation";

/// A row of the journal: what happened and when. For these counts nothing else is needed.
pub(crate) struct Dated {
    pub at: Instant,
    pub kind: String,
    /// The day that the row names, where it names one: a meeting is held on a day, and written
    /// down later.
    pub on: Option<Instant>,
}

/// The facts of a subject, out of its rows in their order. What was annulled is not counted.
pub(crate) fn facts(subject: &'static str, id: Id, place: Place, rows: &[Dated]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for row in rows {
        let kind = match (subject, row.kind.as_str()) {
            (VOTE, "announced") => "compound.vote.announced",
            (VOTE, "counted") => "compound.vote",
            (VOTE, "annulled") => {
                facts.retain(|it| it.kind != "compound.vote");
                "compound.vote.annulled"
            }
            (ELECTION, "seated") => "compound.election",
            (NOTICE, "released") => "compound.publication",
            (MEETING, "held") => "compound.meeting",
            (CASE, "registered") => "compound.mediation",
            // Several sign; the agreement is there with the signature that makes it effective.
            (CASE, "oral_agreement" | "effective") => "compound.mediation.agreed",
            _ => continue,
        };
        if facts.iter().any(|it| it.kind == kind) {
            continue;
        }
        let at = row.on.unwrap_or(row.at);
        facts.push(Fact::once(subject, id, kind, at, place));
    }
    facts
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::Date;

    use super::*;

    fn row(kind: &str, day: i8) -> Dated {
        Dated {
            at: Date::new(2026, 11, day).unwrap().start(),
            kind: kind.to_owned(),
            on: None,
        }
    }

    #[test]
    fn a_vote_that_was_annulled_is_no_longer_among_those_that_ended() {
        let id = Id::derived("vote", "1");
        let rows = [row("announced", 1), row("counted", 9), row("counted", 10)];
        let kinds = |rows: &[Dated]| -> Vec<String> {
            let facts = facts(VOTE, id, Place::default(), rows);
            facts.iter().map(|it| it.kind.to_string()).collect()
        };
        assert_eq!(kinds(&rows), ["compound.vote.announced", "compound.vote"]);
        let rows = [row("counted", 9), row("annulled", 12)];
        assert_eq!(kinds(&rows), ["compound.vote.annulled"]);
    }

    #[test]
    fn a_meeting_counts_on_the_day_on_which_it_was_held() {
        let held = Dated {
            on: Some(Date::new(2026, 10, 30).unwrap().start()),
            ..row("held", 2)
        };
        let facts = facts(
            MEETING,
            Id::derived("meeting", "1"),
            Place::default(),
            &[held],
        );
        assert_eq!(facts[0].at.date().to_string(), "2026-10-30");
    }
}
