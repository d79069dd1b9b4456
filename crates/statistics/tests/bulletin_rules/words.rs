//! Whatever is refused, shown or asked for has its sentence in both languages.

use huiyin_kernel::Lang;
use huiyin_statistics::rules::bulletin::figures::{LISTS, PHRASES, RATES, placeholders};
use huiyin_statistics::rules::bulletin::{
    BlockKind, BulletinActName, BulletinRefused, BulletinStateName, TableKind, text,
};
use huiyin_web::{Arg, Texts};

#[test]
fn nothing_is_without_words() {
    let mut keys: Vec<String> = Vec::new();
    let own = |name: &str| format!("statistics-bulletin-{name}");
    keys.extend(
        BulletinRefused::ALL
            .iter()
            .map(|it| own(&format!("refused-{}", it.key()))),
    );
    keys.extend(
        BulletinStateName::ALL
            .iter()
            .map(|it| own(&format!("state-{it}"))),
    );
    keys.extend(BlockKind::ALL.iter().map(|it| own(&format!("block-{it}"))));
    keys.extend(
        TableKind::ALL
            .iter()
            .flat_map(|it| [own(&format!("table-{it}")), own(&format!("by-{it}"))]),
    );
    let figures = RATES
        .iter()
        .chain(LISTS)
        .chain(PHRASES.iter().map(|(it, _)| it));
    keys.extend(figures.map(|it| own(&format!("figure-{it}"))));
    keys.extend(LISTS.iter().map(|it| own(&format!("about-{it}"))));
    keys.extend((1..=12).map(|it| own(&format!("month-{it}"))));
    let papers = ["no-font", "too-large", "too-slow", "broken"];
    keys.extend(papers.iter().map(|it| own(&format!("paper-{it}"))));
    let changes = ["more", "fewer", "same", "from-none", "hidden"];
    keys.extend(changes.iter().map(|it| own(&format!("change-{it}"))));
    for act in BulletinActName::ALL {
        keys.push(format!("done-statistics-bulletin-{}", act.key()));
    }
    let texts = Texts::load().unwrap();
    for key in keys {
        for lang in [Lang::Zh, Lang::En] {
            assert!(texts.has(lang, &key), "{lang:?}: {key}");
        }
    }
}

/// The sentences that the program writes have every figure that it will not let go, and no other.
#[test]
fn drafted_sentences_may_be_kept_as_they_are() {
    let texts = Texts::load().unwrap();
    let variables: Vec<(String, String)> = placeholders()
        .iter()
        .map(|it| (it.replace(['-', '.'], "_"), format!("{{{{{it}}}}}")))
        .collect();
    let args: Vec<(&str, Arg)> = variables
        .iter()
        .map(|(name, shown)| (name.as_str(), Arg::from(shown.as_str())))
        .collect();
    for kind in BlockKind::ALL.iter().filter(|it| **it != BlockKind::Next) {
        for lang in [Lang::Zh, Lang::En] {
            let words = texts.say(lang, &format!("statistics-bulletin-draft-{kind}"), &args);
            assert_eq!(
                text::check(kind.name(), &words, kind.required()),
                Ok(()),
                "{words}"
            );
            assert!(text::typed_numbers(&words).is_empty(), "{words}");
        }
    }
}
