//! Every law number that the rules on counting, votes, money and mediation cite (sections 1, 8, 9
//! and 14) stands at the rule in the code, so that whoever changes a rule sees whose it is.

use std::fs;
use std::path::{Path, PathBuf};

/// The file of a rule, and the words that name its law there.
const CITED: &[(&str, &str)] = &[
    // 1: how periods and numbers are counted.
    (
        "kernel/src/calendar.rs",
        "Civil Code counts, arts. 200 to 203",
    ),
    ("kernel/src/calendar/counting.rs", "Civil Code art. 200"),
    ("kernel/src/calendar/counting.rs", "Civil Code art. 201"),
    ("kernel/src/calendar/counting.rs", "art. 202"),
    ("kernel/src/calendar/counting.rs", "art. 203"),
    ("tally/src/threshold.rs", "Civil Code art. 1259"),
    // 8: who votes, on what, by which fractions, in which order.
    (
        "compounds/src/model/register/unit.rs",
        "Civil Code art. 271",
    ),
    (
        "compounds/src/model/register/owner.rs",
        "as amended 2020), article 1)",
    ),
    (
        "compounds/src/model/register/unit.rs",
        "as amended 2020), article 2)",
    ),
    (
        "compounds/src/model/register/unit.rs",
        "article 8 of the same interpretation",
    ),
    (
        "compounds/src/model/register/unit.rs",
        "article 9 of the same interpretation",
    ),
    (
        "compounds/src/rules/register/unit.rs",
        "as amended 2020), article 8:",
    ),
    (
        "tally/src/voters.rs",
        "Supreme People's Court on divided ownership, art. 9:",
    ),
    ("tally/src/voters.rs", "Ningbo art. 18"),
    ("tally/src/case.rs", "Shandong art. 25"),
    ("tally/src/case.rs", "art. 69"),
    ("tally/src/threshold.rs", "Civil Code, art. 278"),
    ("compounds/src/model/votes/item.rs", "Civil Code art. 278"),
    (
        "tally/src/threshold.rs",
        "Court on divided ownership, art. 7)",
    ),
    ("compounds/src/rules/votes/draft.rs", "Civil Code art. 279"),
    (
        "tally/src/threshold.rs",
        "Court on divided ownership, arts. 10 and 11)",
    ),
    ("tally/src/deemed.rs", "art. 26(2)"),
    (
        "tally/src/presets/cities.rs",
        "Liaocheng property regulation (2021), art. 16",
    ),
    (
        "tally/src/presets.rs",
        "Property Management Regulation, art. 13",
    ),
    (
        "compounds/src/rules/votes/procedure.rs",
        "Property Management Regulation art. 13",
    ),
    (
        "tally/src/presets.rs",
        "Property Management Regulation, art. 14",
    ),
    (
        "compounds/src/rules/votes/presets.rs",
        "Property Management Regulation art. 14",
    ),
    (
        "compounds/src/rules/votes/table.rs",
        "Beijing property regulation art. 35",
    ),
    (
        "compounds/src/ops/votes/cast.rs",
        "Electronic Signature Law arts. 13 and 14",
    ),
    (
        "compounds/src/model/votes/vote.rs",
        "Beijing art. 37, Shandong art. 32",
    ),
    ("compounds/src/model/votes/state.rs", "Civil Code art. 280"),
    (
        "tally/src/presets.rs",
        "Supreme People's Court on divided ownership, art. 12",
    ),
    (
        "compounds/src/pages/home/mod.rs",
        "as amended 2020), article 13",
    ),
    ("tally/src/presets/cities.rs", "by the developer (art. 30)"),
    (
        "compounds/src/model/elections/mod.rs",
        "Beijing property regulation arts. 42-45",
    ),
    (
        "compounds/src/model/elections/mod.rs",
        "Beijing property regulation art. 46",
    ),
    (
        "compounds/src/model/elections/mod.rs",
        "Beijing property regulation art. 48",
    ),
    ("compounds/src/model/interim.rs", "arts. 54 and 58"),
    // 9: common income and the maintenance fund.
    ("books/src/line.rs", "Civil Code art. 281"),
    ("books/src/line.rs", "Civil Code art. 282"),
    ("books/src/line.rs", "as amended 2020), article 14"),
    ("books/src/shares.rs", "Civil Code art. 283"),
    ("books/src/preset.rs", "Civil Code art. 943"),
    ("books/src/destination.rs", "Shanghai art. 51"),
    ("books/src/preset.rs", "Shanghai arts. 66 and 67"),
    ("books/src/preset.rs", "Hangzhou art. 30"),
    ("books/src/destination.rs", "Beijing art. 74"),
    // 14: mediation.
    (
        "compounds/src/store/mediation/texts.rs",
        "People's Mediation Law, article 27",
    ),
    (
        "compounds/src/model/mediation/case.rs",
        "People's Mediation Law, article 28",
    ),
    (
        "compounds/src/model/mediation/case.rs",
        "People's Mediation Law, article 29",
    ),
    (
        "compounds/src/rules/mediation/change.rs",
        "People's Mediation Law, article 29",
    ),
    ("compounds/src/rules/mediation/change.rs", "article 30"),
    ("compounds/src/rules/mediation/change.rs", "article 31"),
    ("compounds/src/rules/mediation/change.rs", "article 32"),
    ("compounds/src/rules/mediation/change.rs", "article 33"),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A source as one line, without the marks of its comments: citations run over their lines.
fn flat(text: &str) -> String {
    let bare = text.lines().map(|line| {
        let line = line.trim().trim_start_matches('/');
        line.trim_start_matches('!').trim()
    });
    bare.collect::<Vec<_>>().join(" ")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_cited_article_stands_at_its_rule() {
    let missing: Vec<_> = CITED
        .iter()
        .filter(|(file, words)| {
            let text = fs::read_to_string(crates().join(file)).unwrap();
            !flat(&text).contains(words)
        })
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// It is of 2009 and was amended in 2020; one year alone sends a reader to another text.
#[test]
fn the_interpretation_has_one_name() {
    let mut all = Vec::new();
    for name in ["compounds", "books", "tally"] {
        sources(&crates().join(name).join("src"), &mut all);
    }
    assert!(all.len() > 100, "{}", all.len());
    for path in all {
        let text = flat(&fs::read_to_string(&path).unwrap());
        for wrong in ["interpretation of 2009", "interpretation of 2020"] {
            assert!(!text.contains(wrong), "{}: {wrong}", path.display());
        }
    }
}
