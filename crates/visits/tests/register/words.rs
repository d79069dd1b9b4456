//! Every refusal has its sentence, in both languages.

use huiyin_kernel::Lang;
use huiyin_visits::import::{Field, RowFault};
use huiyin_visits::model::{DwellingKind, SaidBy, VisitStateName};
use huiyin_visits::rules::register::DoorFault;
use huiyin_web::Texts;

#[test]
fn no_sentence_is_missing() {
    let texts = Texts::load().unwrap();
    let doors = DoorFault::ALL
        .iter()
        .map(|it| format!("register-fault-{}", it.key()));
    let rows = RowFault::ALL
        .iter()
        .map(|it| format!("import-row-{}", it.key()));
    let fields = Field::ALL
        .iter()
        .map(|it| format!("import-field-{}", it.key()));
    let said = SaidBy::ALL
        .iter()
        .map(|it| format!("register-said-{}", it.key()));
    let kinds = DwellingKind::ALL
        .iter()
        .map(|it| format!("register-kind-{}", it.key()));
    let states = VisitStateName::ALL
        .iter()
        .map(|it| format!("register-visit-{}", it.key()));
    let all = doors
        .chain(rows)
        .chain(fields)
        .chain(said)
        .chain(kinds)
        .chain(states);
    for key in all {
        for lang in Lang::ALL {
            assert!(
                texts.has(lang, &format!("visits-{key}")),
                "{lang:?} visits-{key}"
            );
        }
    }
}
