//! Whatever is refused, and whatever stays without a place, has its sentence in both languages.

use huiyin_kernel::Lang;
use huiyin_visits::model::{
    CancelCause, DwellingKind, NoPlace, PlanMode, PlanState, Priority, Refused, RoundStateName,
    VisitStateName,
};
use huiyin_visits::rules::LeftOut;
use huiyin_web::Texts;

#[test]
fn nothing_is_without_words() {
    let texts = Texts::load().unwrap();
    let mut keys: Vec<String> = Vec::new();
    let mut add = |prefix: &str, names: Vec<String>| {
        keys.extend(names.into_iter().map(|name| format!("{prefix}-{name}")));
    };
    add(
        "visits-refused",
        Refused::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-plan-why",
        NoPlace::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-round-left",
        LeftOut::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-round-state",
        RoundStateName::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-round-cause",
        CancelCause::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-round-kind",
        DwellingKind::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-plan-state",
        PlanState::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-plan-mode",
        PlanMode::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-plan-priority",
        Priority::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "visits-plan-visit",
        VisitStateName::ALL.iter().map(|it| it.key()).collect(),
    );
    for lang in Lang::ALL {
        for key in &keys {
            assert!(texts.has(lang, key), "{key} in {}", lang.tag());
        }
    }
}
