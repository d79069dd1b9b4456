use std::collections::BTreeMap;

use huiyin_compounds::model::house_rules::{
    Adoption, HouseRule, RuleAct, RuleKind, RuleRefused, RuleStateName, bounds,
};
use huiyin_compounds::ops::house_rules::in_force;
use huiyin_compounds::rules::house_rules::{Kept, compare, decide, draft, fill, template};
use huiyin_kernel::{Date, Id, Instant, Said};

fn now() -> Instant {
    Instant::parse_local("2026-05-20 10:00").unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn id(name: &str) -> Id {
    Id::derived("test", name)
}

fn filled(kind: RuleKind) -> Said {
    let model = template(kind);
    let proposed = BTreeMap::new();
    Said::new(fill(&model.zh, &proposed), fill(&model.en, &proposed))
}

fn new(name: &str, text: Said) -> HouseRule {
    draft(id(name), id("estate"), RuleKind::Parking, text)
        .unwrap()
        .rule
}

fn done(rule: &HouseRule, act: RuleAct) -> HouseRule {
    decide(rule, act, now()).unwrap().rule
}

fn refused(rule: &HouseRule, act: RuleAct) -> RuleRefused {
    decide(rule, act, now()).unwrap_err()
}

fn adoption(on: &str) -> Adoption {
    Adoption {
        vote: None,
        words: "第一次业主大会第3项".to_owned(),
        on: day(on),
    }
}

fn adopt(on: &str, from: &str, edition: u32) -> RuleAct {
    RuleAct::Adopt {
        by: adoption(on),
        from: day(from),
        edition,
    }
}

fn adopted(name: &str, edition: u32, from: &str) -> HouseRule {
    let it = done(&new(name, filled(RuleKind::Parking)), RuleAct::Propose);
    done(&it, adopt("2026-05-01", from, edition))
}

#[test]
fn an_edition_goes_from_the_model_to_the_owners() {
    let it = adopted("one", 1, "2026-05-10");
    assert_eq!(it.state.name(), RuleStateName::Adopted);
    let write = RuleAct::Write {
        text: Said::new("一\n二\n三", ""),
    };
    assert_eq!(
        refused(&it, write),
        RuleRefused::WrongState,
        "adopted texts never change"
    );
}

#[test]
fn only_a_whole_text_is_put_to_the_owners() {
    let model = template(RuleKind::Parking);
    let propose = |text: Said| refused(&new("one", text), RuleAct::Propose);
    assert_eq!(propose(model), RuleRefused::BlanksLeft);
    assert_eq!(propose(Said::new("只有一条", "")), RuleRefused::TextMissing);
    let phone = Said::new("一\n二\n三，打 13812345678", "");
    assert_eq!(propose(phone), RuleRefused::PersonalData);
    let apart = Said::new("一\n二\n三", "one\ntwo");
    assert_eq!(propose(apart), RuleRefused::LanguagesDiffer);
    let huge = Said::new("长".repeat(bounds::TEXT_CHARS + 1), "");
    let why = draft(id("x"), id("estate"), RuleKind::Parking, huge).unwrap_err();
    assert_eq!(why, RuleRefused::TooLong);
}

#[test]
fn a_decision_has_been_taken_and_says_which() {
    let it = done(&new("one", filled(RuleKind::Parking)), RuleAct::Propose);
    let tomorrow = adopt("2026-05-21", "2026-06-01", 1);
    assert_eq!(refused(&it, tomorrow), RuleRefused::InFuture);
    let before = adopt("2026-05-10", "2026-05-09", 1);
    assert_eq!(refused(&it, before), RuleRefused::ForceTooEarly);
    let mut silent = adoption("2026-05-10");
    silent.words.clear();
    let by = |by: Adoption| RuleAct::Adopt {
        by,
        from: day("2026-05-10"),
        edition: 1,
    };
    assert_eq!(
        refused(&it, by(silent.clone())),
        RuleRefused::DecisionMissing
    );
    silent.vote = Some(id("vote"));
    done(&it, by(silent));
}

#[test]
fn on_each_day_one_edition_holds() {
    let first = adopted("one", 1, "2026-05-10");
    let second = adopted("two", 2, "2026-06-01");
    let until = RuleAct::Supersede {
        until: day("2026-06-01"),
    };
    let first = done(&first, until);
    let all = [second.clone(), first];
    let holds = |on: &str| in_force(&all, day(on)).map(|it| it.edition);
    assert_eq!(holds("2026-05-09"), None);
    assert_eq!(holds("2026-05-10"), Some(1));
    assert_eq!(holds("2026-05-31"), Some(1));
    assert_eq!(holds("2026-06-01"), Some(2));
    let repeal = RuleAct::Repeal {
        by: adoption("2026-05-20"),
    };
    let gone = done(&second, repeal);
    assert_eq!(
        in_force(&[gone], day("2026-06-02")).map(|it| it.edition),
        None
    );
}

#[test]
fn an_edition_shows_how_it_differs_from_the_model() {
    let model = filled(RuleKind::Parking).zh;
    assert!(
        compare(&model, &model)
            .iter()
            .all(|it| it.kept == Kept::Same)
    );
    let changed = model.replace("公里每小时", "千米每小时");
    let differs = compare(&model, &changed);
    let count = |kept: Kept| differs.iter().filter(|it| it.kept == kept).count();
    assert_eq!((count(Kept::Added), count(Kept::Removed)), (1, 1));
}
