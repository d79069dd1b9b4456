//! Whatever is refused, shown or described has its sentence in both languages.

use huiyin_kernel::Lang;
use huiyin_statistics::rules::open::{
    COLUMNS, Days, OpenActName, OpenLicence, OpenRefused, OpenStateName, Outcome,
};
use huiyin_web::Texts;

#[test]
fn nothing_is_without_words() {
    let own = |name: &str| format!("statistics-open-{name}");
    let mut keys: Vec<String> = Vec::new();
    keys.extend(
        OpenRefused::ALL
            .iter()
            .map(|it| own(&format!("refused-{}", it.key()))),
    );
    keys.extend(
        OpenStateName::ALL
            .iter()
            .map(|it| own(&format!("state-{it}"))),
    );
    keys.extend(
        Outcome::ALL
            .iter()
            .map(|it| own(&format!("outcome-{}", it.key()))),
    );
    keys.extend(
        Days::ALL
            .iter()
            .map(|it| own(&format!("days-{}", it.key()))),
    );
    for act in OpenActName::ALL {
        keys.push(format!("done-statistics-open-{}", act.key()));
    }
    for licence in OpenLicence::ALL {
        let name = licence.name().to_lowercase().replace('.', "-");
        keys.push(own(&format!("licence-{name}")));
    }
    let places = ["code", "kind", "street", "name-zh", "name-en"].map(|it| format!("place-{it}"));
    let categories = ["code", "name-zh", "name-en"].map(|it| format!("category-{it}"));
    let fields = COLUMNS.map(|it| format!("field-{it}"));
    let tables = ["matters", "places", "categories"].map(|it| format!("table-{it}"));
    for name in places
        .iter()
        .chain(&categories)
        .chain(&fields)
        .chain(&tables)
    {
        keys.push(own(name));
        keys.push(own(&format!("{name}-means")));
    }
    let rungs = [
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
    keys.extend(rungs.iter().map(|it| own(&format!("rung-{it}"))));
    let protected = [
        "taken",
        "groups",
        "coarser",
        "counted",
        "order",
        "left-out",
        "left-out-few",
    ];
    keys.extend(protected.iter().map(|it| own(&format!("protected-{it}"))));
    let not = ["outcome", "people", "lifted", "others"];
    keys.extend(not.iter().map(|it| own(&format!("not-protected-{it}"))));
    let heads = [
        "files",
        "protected",
        "not-protected",
        "licence",
        "check",
        "made",
    ];
    keys.extend(heads.iter().map(|it| own(&format!("readme-{it}"))));
    let texts = Texts::load().unwrap();
    for key in keys {
        for lang in [Lang::Zh, Lang::En] {
            assert!(texts.has(lang, &key), "{lang:?}: {key}");
        }
    }
}
