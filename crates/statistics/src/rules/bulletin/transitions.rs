use std::fmt::Write;

use super::edition::{Bulletin, BulletinActName as A, BulletinStateName as S};

/// One line of the table: in these states this act is open to whoever holds the right, and leads
/// there, or leaves the state.
#[derive(Clone, Copy, Debug)]
pub struct BulletinRule {
    pub act: A,
    pub from: &'static [S],
    pub to: Option<S>,
    /// The right, as the policy names it.
    pub right: &'static str,
    /// Somebody else than whoever wrote in it.
    pub by_another: bool,
}

const fn rule(
    act: A,
    from: &'static [S],
    to: Option<S>,
    right: &'static str,
    by_another: bool,
) -> BulletinRule {
    BulletinRule {
        act,
        from,
        to,
        right,
        by_another,
    }
}

const DRAFT: &str = "statistics.draft";

/// The whole life of an edition.
pub const BULLETIN_TRANSITIONS: &[BulletinRule] = &[
    rule(A::Write, &[S::Draft], None, DRAFT, false),
    rule(A::Refresh, &[S::Draft], None, DRAFT, false),
    rule(
        A::Check,
        &[S::Draft],
        Some(S::Checked),
        "statistics.check",
        true,
    ),
    rule(A::TakeBack, &[S::Checked], Some(S::Draft), DRAFT, false),
    rule(
        A::Release,
        &[S::Checked],
        Some(S::Released),
        "statistics.release",
        true,
    ),
    rule(
        A::Discard,
        &[S::Draft, S::Checked],
        Some(S::Discarded),
        DRAFT,
        false,
    ),
];

/// The line of an act; every act has one.
pub fn rule_of(act: A) -> Option<&'static BulletinRule> {
    BULLETIN_TRANSITIONS.iter().find(|it| it.act == act)
}

/// Whether the state is one in which this act is open.
pub fn may(bulletin: &Bulletin, act: A) -> bool {
    let state = bulletin.state.name();
    rule_of(act).is_some_and(|it| it.from.contains(&state))
}

const HEAD: &str = "\
# States of an edition of a monthly bulletin

Written from the table of transitions (`crates/statistics/src/rules/bulletin/transitions.rs`); a
test holds the two together. To rewrite this page after changing the table: `HUIYIN_BLESS=1 cargo
test -p huiyin-statistics --test bulletin_rules`.

A released edition never changes: its words, its figures with their values and the moment of these
stay. A correction is a new edition, which names the one that it corrects.

```mermaid
stateDiagram-v2
    [*] --> draft
";

/// The page of the states.
pub fn document() -> String {
    let mut page = HEAD.to_owned();
    for rule in BULLETIN_TRANSITIONS {
        let Some(to) = rule.to else { continue };
        for from in rule.from {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "    {from} --> {to}: {}", rule.act);
        }
    }
    page.push_str("```\n\n## Acts\n\n| act | from | to | right | by |\n|---|---|---|---|---|\n");
    for rule in BULLETIN_TRANSITIONS {
        let from: Vec<&str> = rule.from.iter().map(|it| it.name()).collect();
        let to = rule.to.map_or("same", S::name);
        let by = if rule.by_another {
            "somebody who wrote nothing in it"
        } else {
            "anybody with the right"
        };
        let _ = writeln!(
            page,
            "| {} | {} | {to} | `{}` | {by} |",
            rule.act,
            from.join(", "),
            rule.right
        );
    }
    page
}
