use std::fmt::Write;

use super::edition::{OpenActName as A, OpenEdition, OpenStateName as S};

/// One line of the table: in these states this act is open to whoever holds the right, and leads
/// there.
#[derive(Clone, Copy, Debug)]
pub struct OpenRule {
    pub act: A,
    pub from: &'static [S],
    pub to: S,
    /// The right, as the policy names it.
    pub right: &'static str,
    /// Somebody else than whoever made it.
    pub by_another: bool,
}

const fn rule(
    act: A,
    from: &'static [S],
    to: S,
    right: &'static str,
    by_another: bool,
) -> OpenRule {
    OpenRule {
        act,
        from,
        to,
        right,
        by_another,
    }
}

/// The whole life of an edition of open data.
pub const OPEN_TRANSITIONS: &[OpenRule] = &[
    rule(A::Check, &[S::Draft], S::Checked, "statistics.check", true),
    rule(
        A::Release,
        &[S::Checked],
        S::Released,
        "statistics.release",
        true,
    ),
    rule(
        A::Discard,
        &[S::Draft, S::Checked],
        S::Discarded,
        "statistics.draft",
        false,
    ),
];

/// The line of an act; every act has one.
pub fn rule_of(act: A) -> Option<&'static OpenRule> {
    OPEN_TRANSITIONS.iter().find(|it| it.act == act)
}

/// Whether the state is one in which this act is open.
pub fn may(edition: &OpenEdition, act: A) -> bool {
    let state = edition.state.name();
    rule_of(act).is_some_and(|it| it.from.contains(&state))
}

const HEAD: &str = "\
# States of an edition of open data

Written from the table of transitions (`crates/statistics/src/rules/open/transitions.rs`); a test
holds the two together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo test
-p huiyin-statistics --test open_rules`.

An edition is made with its files (`statistics.draft`), and they never change: a mistake is
discarded and made anew, and after the release a correction is a new edition. Checking and
releasing count the finished table again and hold it against every released edition of the year.

```mermaid
stateDiagram-v2
    [*] --> draft
";

/// The page of the states.
pub fn document() -> String {
    let mut page = HEAD.to_owned();
    for rule in OPEN_TRANSITIONS {
        for from in rule.from {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {}: {}", rule.to, rule.act);
        }
    }
    page.push_str("```\n\n## Acts\n\n| act | from | to | right | by |\n|---|---|---|---|---|\n");
    for rule in OPEN_TRANSITIONS {
        let from: Vec<&str> = rule.from.iter().map(|it| it.name()).collect();
        let by = if rule.by_another {
            "somebody who did not make it"
        } else {
            "anybody with the right"
        };
        let _ = writeln!(
            page,
            "| {} | {} | {} | `{}` | {by} |",
            rule.act,
            from.join(", "),
            rule.to,
            rule.right
        );
    }
    page
}
