//! Whatever is refused, shown or described has its sentence in both languages.

use huiyin_kernel::Lang;
use huiyin_statistics::rules::open::{
    COLUMNS, Days, OpenActName, OpenLicence, OpenRefused, OpenStateName, Outcome,
};
use huiyin_web::Texts;

const RUNGS: [&str; 10] = [
    "month",
    "quarter",
    "year",
    "community",
    "street",
    "district",
    "category",
    "class",
    "anything",
    "source",
];
const PROTECTED: [&str; 7] = [
    "taken",
    "groups",
    "coarser",
    "counted",
    "order",
    "left-out",
    "left-out-few",
];
const NOT_PROTECTED: [&str; 4] = ["outcome", "people", "lifted", "others"];
const HEADS: [&str; 6] = [
    "files",
    "protected",
    "not-protected",
    "licence",
    "check",
    "made",
];

fn own(name: &str) -> String {
    format!("statistics-open-{name}")
}

fn all_said(keys: Vec<String>) {
    let texts = Texts::load().unwrap();
    for key in keys {
        for lang in [Lang::Zh, Lang::En] {
            assert!(texts.has(lang, &key), "{lang:?}: {key}");
        }
    }
}

#[test]
fn refusals_states_acts_and_values_have_words() {
    let refused = OpenRefused::ALL
        .iter()
        .map(|it| format!("refused-{}", it.key()));
    let states = OpenStateName::ALL.iter().map(|it| format!("state-{it}"));
    let outcomes = Outcome::ALL
        .iter()
        .map(|it| format!("outcome-{}", it.key()));
    let days = Days::ALL.iter().map(|it| format!("days-{}", it.key()));
    let licences = OpenLicence::ALL.iter().map(|it| {
        let name = it.name().to_lowercase().replace('.', "-");
        format!("licence-{name}")
    });
    let own_keys = refused
        .chain(states)
        .chain(outcomes)
        .chain(days)
        .chain(licences);
    let mut keys: Vec<String> = own_keys.map(|it| own(&it)).collect();
    let done = OpenActName::ALL
        .iter()
        .map(|it| format!("done-statistics-open-{}", it.key()));
    keys.extend(done);
    all_said(keys);
}

#[test]
fn tables_columns_and_what_is_said_of_protection_have_words() {
    let places = ["code", "kind", "street", "name-zh", "name-en"].map(|it| format!("place-{it}"));
    let categories = ["code", "name-zh", "name-en"].map(|it| format!("category-{it}"));
    let fields = COLUMNS.map(|it| format!("field-{it}"));
    let tables = ["matters", "places", "categories"].map(|it| format!("table-{it}"));
    let described = places
        .iter()
        .chain(&categories)
        .chain(&fields)
        .chain(&tables);
    let mut keys: Vec<String> = described
        .flat_map(|it| [own(it), own(&format!("{it}-means"))])
        .collect();
    for (of, names) in [
        ("rung", &RUNGS[..]),
        ("protected", &PROTECTED),
        ("not-protected", &NOT_PROTECTED),
        ("readme", &HEADS),
    ] {
        keys.extend(names.iter().map(|it| own(&format!("{of}-{it}"))));
    }
    all_said(keys);
}
