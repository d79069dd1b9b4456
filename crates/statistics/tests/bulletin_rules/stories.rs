use huiyin_kernel::{Date, Id, Instant};
use huiyin_statistics::Month;
use huiyin_statistics::rules::bulletin::{
    Asked, Begin, Block, BlockKind, Bulletin, BulletinAct, BulletinEvent, BulletinRefused,
    BulletinState, BulletinStateName, Frame, List, Listed, Locked, Query, Value, bounds, decide,
    draft,
};

pub(crate) fn id(name: &str) -> Id {
    Id::derived("bulletin test", name)
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn now() -> Instant {
    at("2026-11-03 10:00")
}

/// Words with every figure that each block must have.
pub(crate) fn blocks() -> Vec<Block> {
    let block = |kind: &BlockKind| {
        let figures = kind.required().iter().map(|it| format!("{{{{{it}}}}}"));
        Block {
            kind: *kind,
            text: figures.collect::<Vec<_>>().join("，"),
        }
    };
    BlockKind::ALL.iter().map(block).collect()
}

pub(crate) fn frame() -> Frame {
    Frame {
        title: "通报".to_owned(),
        to: "各街道".to_owned(),
        issuer: "专班".to_owned(),
    }
}

fn listed(name: &str, is_kept: bool) -> Listed {
    Listed {
        matter: id(name),
        number: name.to_owned(),
        text: "路灯修好了".to_owned(),
        category: "0408".to_owned(),
        community: String::new(),
        day: day("2026-10-20"),
        is_kept,
    }
}

pub(crate) fn asked(received: i64, matters: &[(&str, bool)]) -> Asked {
    Asked {
        as_of: now(),
        figures: vec![Locked {
            name: "received".to_owned(),
            query: Query::Catalogue {
                figure: "received".to_owned(),
                period: "2026-10".to_owned(),
            },
            value: Value::Count { n: received },
            before: None,
            year_before: None,
        }],
        tables: Vec::new(),
        lists: vec![List {
            name: "echoes".to_owned(),
            count: 9,
            matters: matters.iter().map(|it| listed(it.0, it.1)).collect(),
        }],
    }
}

pub(crate) fn begun(month: &str) -> Bulletin {
    let begin = Begin {
        id: id("bulletin"),
        month: Month::parse(month).unwrap(),
        edition: 1,
        corrects: None,
        frame: frame(),
        blocks: blocks(),
        asked: asked(300, &[("one", true), ("two", true)]),
        by: id("writer"),
    };
    draft(begin, now().date()).unwrap().bulletin
}

fn done(bulletin: &Bulletin, by: &str, act: BulletinAct) -> Bulletin {
    decide(bulletin, act, id(by), now()).unwrap().bulletin
}

fn refused(bulletin: &Bulletin, by: &str, act: BulletinAct) -> BulletinRefused {
    decide(bulletin, act, id(by), now()).unwrap_err().why
}

fn release() -> BulletinAct {
    BulletinAct::Release {
        content: "digest".to_owned(),
    }
}

fn write(blocks: Vec<Block>, kept: &[&str]) -> BulletinAct {
    BulletinAct::Write {
        frame: frame(),
        blocks,
        kept: kept.iter().map(|it| id(it)).collect(),
    }
}

#[test]
fn one_drafts_another_checks_a_third_releases_and_then_nothing_changes() {
    let it = begun("2026-10");
    assert_eq!(
        refused(&it, "writer", BulletinAct::Check),
        BulletinRefused::OwnDraft
    );
    let it = done(&it, "checker", BulletinAct::Check);
    assert_eq!(
        refused(&it, "writer", release()),
        BulletinRefused::OwnRelease
    );
    let it = done(&it, "leader", release());
    let BulletinState::Released { checked, released } = it.state else {
        panic!("{it:?}");
    };
    assert_eq!((checked.by, released.by), (id("checker"), id("leader")));
    let acts = [
        write(blocks(), &[]),
        BulletinAct::Refresh {
            asked: asked(1, &[]),
        },
        BulletinAct::Check,
        BulletinAct::TakeBack,
        release(),
        BulletinAct::Discard,
    ];
    for act in acts {
        assert_eq!(refused(&it, "somebody", act), BulletinRefused::WrongState);
    }
}

#[test]
fn whoever_wrote_a_word_is_a_writer_for_good() {
    let it = done(&begun("2026-10"), "second", write(blocks(), &[]));
    assert_eq!(
        refused(&it, "second", BulletinAct::Check),
        BulletinRefused::OwnDraft
    );
    let it = done(&it, "checker", BulletinAct::Check);
    let it = done(&it, "writer", BulletinAct::TakeBack);
    assert_eq!(it.state.name(), BulletinStateName::Draft);
    assert_eq!(
        refused(&it, "second", BulletinAct::Check),
        BulletinRefused::OwnDraft
    );
    done(&it, "checker", BulletinAct::Check);
}

#[test]
fn a_month_is_drafted_once_begun_and_released_once_over() {
    let begin = |month: &str| Begin {
        id: id("x"),
        month: Month::parse(month).unwrap(),
        edition: 1,
        corrects: None,
        frame: frame(),
        blocks: blocks(),
        asked: asked(0, &[]),
        by: id("writer"),
    };
    let why = draft(begin("2026-12"), now().date()).unwrap_err().why;
    assert_eq!(why, BulletinRefused::MonthAhead);
    let this = draft(begin("2026-11"), now().date()).unwrap().bulletin;
    let this = done(&this, "checker", BulletinAct::Check);
    assert_eq!(
        refused(&this, "leader", release()),
        BulletinRefused::MonthNotOver
    );
    let last = decide(&this, release(), id("leader"), at("2026-11-30 23:59"));
    assert_eq!(last.unwrap_err().why, BulletinRefused::MonthNotOver);
    decide(&this, release(), id("leader"), at("2026-12-01 00:00")).unwrap();
}

#[test]
fn words_change_and_a_figure_cannot_be_written_over() {
    let it = begun("2026-10");
    let mut typed = blocks();
    typed[0].text = typed[0].text.replace("{{received}}", "三百");
    let refusal = decide(&it, write(typed, &[]), id("writer"), now()).unwrap_err();
    assert_eq!(refusal.why, BulletinRefused::RemovedPlaceholder);
    assert_eq!(
        (refusal.field.as_str(), refusal.what.as_str()),
        ("overall", "{{received}}")
    );
    let mut longer = blocks();
    longer[0].text.push_str("，请各单位抓紧办理。");
    let change = decide(&it, write(longer, &["two"]), id("writer"), now()).unwrap();
    let written = BulletinEvent::Written {
        blocks: vec![BlockKind::Overall],
    };
    assert_eq!(change.event, written);
    let kept: Vec<bool> = change.bulletin.asked.lists[0]
        .matters
        .iter()
        .map(|it| it.is_kept)
        .collect();
    assert_eq!(kept, [false, true]);
    assert_eq!(change.bulletin.figure("received"), it.figure("received"));
}

#[test]
fn lines_above_and_below_are_there_short_and_of_nobody() {
    let it = begun("2026-10");
    let with = |title: &str| BulletinAct::Write {
        frame: Frame {
            title: title.to_owned(),
            ..frame()
        },
        blocks: blocks(),
        kept: Vec::new(),
    };
    assert_eq!(
        refused(&it, "writer", with(" ")),
        BulletinRefused::LineMissing
    );
    assert_eq!(
        refused(&it, "writer", with("一\n二")),
        BulletinRefused::LineMissing
    );
    let long = "长".repeat(bounds::LINE_CHARS + 1);
    assert_eq!(
        refused(&it, "writer", with(&long)),
        BulletinRefused::TooLong
    );
    assert_eq!(
        refused(&it, "writer", with("联系13812345678")),
        BulletinRefused::PersonalData
    );
}

#[test]
fn asking_anew_keeps_words_and_what_was_left_out() {
    let it = done(&begun("2026-10"), "writer", write(blocks(), &["two"]));
    let act = BulletinAct::Refresh {
        asked: asked(301, &[("one", true), ("two", true), ("three", true)]),
    };
    let change = decide(&it, act, id("writer"), now()).unwrap();
    assert_eq!(change.event, BulletinEvent::Refreshed { moved: 1 });
    assert_eq!(change.bulletin.blocks, it.blocks);
    let matters = &change.bulletin.asked.lists[0].matters;
    let kept: Vec<bool> = matters.iter().map(|it| it.is_kept).collect();
    assert_eq!(kept, [false, true, true]);
}
