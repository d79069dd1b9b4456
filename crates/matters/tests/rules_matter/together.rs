//! Several people with one trouble, and who may know what.

use huiyin_matters::model::{
    Act, ActName, Actor, Audience, CallBackResult, EventKind, ExclusionReason, NoticeKind,
    OtherMatter, Post, Recipient, RefusedCode, Report, Role, Scope, StateName,
};
use huiyin_matters::rules::duplicates::{Candidate, Nearness, Shared, propose};
use huiyin_matters::rules::reporter_view::{Viewer, timeline};
use huiyin_matters::rules::{available, may_see_reporter};

use crate::support::*;

fn master(state: StateName, answered: bool) -> OtherMatter {
    OtherMatter {
        id: id("master"),
        state,
        restricted: false,
        answered,
    }
}

fn merge(into: &str) -> Act {
    Act::Merge {
        into: id(into),
        note: String::new(),
    }
}

#[test]
fn m12_near_in_place_time_and_category_is_proposed_as_a_duplicate() {
    let near = Candidate {
        id: id("near"),
        nearness: Some(Nearness::Metres(50)),
        same_category: Some(true),
        days_apart: 30,
        text_permille: 0,
    };
    let found = |candidate: Candidate| propose(&[candidate]).first().map(|p| p.confidence_permille);
    assert!(found(near).is_some());
    let apart = [
        Candidate {
            nearness: Some(Nearness::Metres(51)),
            ..near
        },
        Candidate {
            nearness: None,
            ..near
        },
        Candidate {
            days_apart: 31,
            ..near
        },
        Candidate {
            same_category: Some(false),
            ..near
        },
        Candidate {
            same_category: None,
            ..near
        },
    ];
    assert_eq!(apart.map(found), [None; 5]);
    assert!(
        found(Candidate {
            same_category: None,
            text_permille: 600,
            ..near
        })
        .is_some()
    );
    let same = Candidate {
        id: id("same"),
        nearness: Some(Nearness::Metres(0)),
        days_apart: 0,
        ..near
    };
    let same = Candidate {
        text_permille: 1000,
        ..same
    };
    assert_eq!(found(same), Some(1000));
    assert_eq!(propose(&[near, same])[0].id, id("same"));
    assert_eq!(propose(&[near; 20]).len(), 5);
}

#[test]
fn m12_without_a_point_the_wider_the_area_the_more_the_words_must_say() {
    let found = |shared, same_category, text_permille| {
        let candidate = Candidate {
            id: id("somewhere"),
            nearness: Some(Nearness::Within(shared)),
            same_category,
            days_apart: 0,
            text_permille,
        };
        propose(&[candidate]).first().map(|p| p.confidence_permille)
    };
    for (shared, least) in [
        (Shared::Compound, 450),
        (Shared::Community, 600),
        (Shared::Street, 700),
    ] {
        assert_eq!(found(shared, Some(true), least - 1), None, "{shared:?}");
        assert!(found(shared, Some(true), least).is_some(), "{shared:?}");
        assert_eq!(found(shared, None, least + 149), None, "{shared:?}");
        assert!(found(shared, None, least + 150).is_some(), "{shared:?}");
        assert_eq!(found(shared, Some(false), 1000), None, "{shared:?}");
    }
    let sure = [Shared::Compound, Shared::Community, Shared::Street]
        .map(|shared| found(shared, Some(true), 1000));
    assert_eq!(
        sure,
        [Some(700), Some(600), Some(550)],
        "two points make it surer"
    );
}

#[test]
fn m12_a_matter_merges_only_into_one_that_still_stands() {
    let mut story = Story::new();
    assert_eq!(
        story.refused(&dispatcher(), merge("matter")),
        RefusedCode::MergeIntoItself
    );
    assert_eq!(
        story.refused(&dispatcher(), merge("master")),
        RefusedCode::MergeTargetUnfit
    );
    for gone in [StateName::Merged, StateName::Rejected, StateName::Withdrawn] {
        story.other = Some(master(gone, false));
        assert_eq!(
            story.refused(&dispatcher(), merge("master")),
            RefusedCode::MergeTargetUnfit
        );
    }
    let protected = OtherMatter {
        restricted: true,
        ..master(StateName::Dispatched, false)
    };
    story.other = Some(protected);
    assert_eq!(
        story.refused(&dispatcher(), merge("master")),
        RefusedCode::MergeTargetUnfit
    );
    story.other = Some(master(StateName::Dispatched, false));
    let story = story.does(&dispatcher(), merge("master"));
    assert_eq!(story.state(), StateName::Merged);
    assert_eq!(story.notices[0].kind, NoticeKind::Merged);
}

#[test]
fn m12_everybody_who_was_merged_or_joined_gets_the_same_echo() {
    let released = Act::ReleaseSummary {
        summary: "路灯不亮".to_owned(),
    };
    let story = Story::new()
        .accepted()
        .does(
            &dispatcher(),
            Act::Absorb {
                other: id("first twin"),
            },
        )
        .does(
            &dispatcher(),
            Act::Absorb {
                other: id("second twin"),
            },
        )
        .does(&dispatcher(), released)
        .does(&Actor::VISITOR, Act::Join {});
    assert_eq!(
        story.refused(
            &dispatcher(),
            Act::Absorb {
                other: id("first twin")
            }
        ),
        RefusedCode::AlreadyDone
    );
    let everybody = |story: &Story, kind| {
        let wanted = [
            Recipient::Reporter(story.matter.id),
            Recipient::Joined(story.matter.id),
            Recipient::Reporter(id("first twin")),
            Recipient::Reporter(id("second twin")),
        ];
        wanted
            .iter()
            .all(|to| story.notices.iter().any(|n| n.to == *to && n.kind == kind))
    };
    let works = handler("works");
    let story = story
        .does(&dispatcher(), dispatch("works"))
        .does(&works, Act::Acknowledge {})
        .does(&works, answer());
    assert!(everybody(&story, NoticeKind::Answered));
    let story = story
        .does(&caller(), called(CallBackResult::Solved))
        .does(&caller(), Act::Close {});
    assert!(everybody(&story, NoticeKind::Closed));
}

#[test]
fn m12_a_merged_reporter_is_asked_separately() {
    let mut story = Story::new();
    story.other = Some(master(StateName::Dispatched, false));
    let mut story = story.does(&dispatcher(), merge("master"));
    let reporter = story.reporter();
    let not_solved = || confirm(CallBackResult::NotSolved);
    assert_eq!(
        story.refused(&reporter, not_solved()),
        RefusedCode::MasterNotAnswered
    );
    story.other = Some(master(StateName::Answered, true));
    let story = story.does(&reporter, not_solved());
    assert_eq!(story.state(), StateName::Merged);
    assert_eq!(
        story.matter.merged_voice.as_ref().unwrap().result,
        CallBackResult::NotSolved
    );
    assert!(
        story
            .notices
            .iter()
            .any(|notice| notice.to == Recipient::Level(1))
    );
    assert_eq!(
        story.refused(&reporter, not_solved()),
        RefusedCode::AlreadyDone
    );
}

#[test]
fn me_too_is_for_what_the_board_shows() {
    let join = || Act::Join {};
    let story = Story::new().accepted();
    assert_eq!(
        story.refused(&Actor::VISITOR, join()),
        RefusedCode::JoinRefused
    );
    let released = Act::ReleaseSummary {
        summary: "路灯不亮".to_owned(),
    };
    let story = story.does(&dispatcher(), released.clone());
    assert!(available(&story.matter, &Actor::VISITOR, story.now).contains(&ActName::Join));
    assert_eq!(
        story.does(&Actor::VISITOR, join()).matter.counters.joined,
        1
    );
    let closed = Story::new().closed().does(&dispatcher(), released);
    assert_eq!(
        closed.refused(&Actor::VISITOR, join()),
        RefusedCode::WrongState
    );
}

#[test]
fn only_checked_summaries_are_public_and_a_protected_matter_never_is() {
    let release = |summary: &str| Act::ReleaseSummary {
        summary: summary.to_owned(),
    };
    let story = Story::new().accepted();
    assert_eq!(
        story.refused(&dispatcher(), release("")),
        RefusedCode::Missing
    );
    assert_eq!(
        story.refused(&dispatcher(), release("住户电话138 1234 5678")),
        RefusedCode::SummaryShowsPersonalData
    );
    assert!(timeline(&story.matter, &story.events, Viewer::Public).is_empty());
    let story = story.does(&dispatcher(), release("渝北二村路灯不亮"));
    assert!(!timeline(&story.matter, &story.events, Viewer::Public).is_empty());
    let protected = Story::new().does(&dispatcher(), accept("1004"));
    assert_eq!(
        protected.refused(&dispatcher(), release("邻里纠纷")),
        RefusedCode::RestrictedStaysPrivate
    );
    // What becomes protected later leaves the board.
    let mut later = story.matter.clone();
    later.restricted = true;
    assert!(timeline(&later, &story.events, Viewer::Public).is_empty());
}

#[test]
fn m10_the_body_complained_of_never_sees_the_reporter_unless_the_reporter_agrees() {
    let complaint = Report {
        complained_of: Some(id("works")),
        ..lamp_report()
    };
    let story = Story::of(&complaint).dispatched();
    assert!(!may_see_reporter(&handler("works"), &story.matter));
    // Another post in the same hand opens no back door.
    let mut both = handler("works");
    both.posts.extend(dispatcher().posts);
    assert!(!may_see_reporter(&both, &story.matter));
    assert!(may_see_reporter(&dispatcher(), &story.matter));
    let agreed = Report {
        open_to_complained_of: true,
        ..complaint
    };
    assert!(may_see_reporter(
        &handler("works"),
        &Story::of(&agreed).dispatched().matter
    ));
    let other = Story::new().dispatched();
    assert!(may_see_reporter(&handler("works"), &other.matter));
    assert!(!may_see_reporter(&handler("police"), &other.matter));
    assert!(!may_see_reporter(&Actor::VISITOR, &other.matter));
    assert!(may_see_reporter(&other.reporter(), &other.matter));
}

#[test]
fn m10_a_restricted_reporter_is_visible_to_two_roles_only() {
    let story = Story::of(&Report {
        restricted: true,
        ..lamp_report()
    })
    .dispatched();
    let seen: Vec<&Role> = Role::ALL
        .iter()
        .filter(|role| {
            let scope = match role {
                Role::Handler => Scope::Body(id("works")),
                _ => Scope::District,
            };
            let actor = Actor::staff(
                id("somebody"),
                vec![Post {
                    role: **role,
                    scope,
                }],
            );
            may_see_reporter(&actor, &story.matter)
        })
        .collect();
    assert_eq!(seen, [&Role::Caller, &Role::Supervisor]);
}

#[test]
fn internal_notes_are_never_shown_outside() {
    let note = Act::Note {
        text: "此人常来".to_owned(),
    };
    let story = Story::new().dispatched().does(&handler("works"), note);
    for viewer in [Viewer::Public, Viewer::Reporter] {
        let lines = timeline(&story.matter, &story.events, viewer);
        assert!(
            lines
                .iter()
                .all(|line| line.event.kind() != EventKind::Noted)
        );
        let texts = lines.iter().flat_map(|line| &line.texts);
        assert!(texts.clone().all(|text| text.audience != Audience::Staff));
    }
    assert_eq!(
        timeline(&story.matter, &story.events, Viewer::Staff).len(),
        story.events.len()
    );
}

#[test]
fn messages_go_both_ways_and_reach_whoever_works_on_it() {
    let message = || Act::Message {
        text: "什么时候来".to_owned(),
    };
    let story = Story::new();
    let reporter = story.reporter();
    let story = story.does(&reporter, message());
    assert_eq!(story.notices[0].to, Recipient::Dispatchers);
    let story = story.dispatched().does(&reporter, message());
    assert_eq!(story.notices[0].to, Recipient::Body(id("works")));
    let story = story.does(&handler("works"), message());
    assert_eq!(story.notices[0].to, Recipient::Reporter(story.matter.id));
    assert_eq!(
        story.refused(&Actor::VISITOR, message()),
        RefusedCode::NotAllowed
    );
}

#[test]
fn r2_4_an_exclusion_needs_two_people_and_a_reason() {
    let ask = |note: &str| Act::ExcludeFromRates {
        reason: ExclusionReason::NotReal,
        note: note.to_owned(),
    };
    let decide = || Act::DecideExclusion {
        approved: true,
        note: String::new(),
    };
    let story = Story::new().closed();
    assert_eq!(story.refused(&supervisor(), ask("")), RefusedCode::Missing);
    assert_eq!(
        story.refused(&handler("works"), ask("不属实")),
        RefusedCode::NotAllowed
    );
    let story = story.does(&supervisor(), ask("现场核查不属实"));
    assert!(!story.matter.is_excluded_from_rates());
    assert_eq!(
        story.refused(&supervisor(), decide()),
        RefusedCode::SamePersonApproves
    );
    let story = story.does(&leader(), decide());
    assert!(story.matter.is_excluded_from_rates());
}
