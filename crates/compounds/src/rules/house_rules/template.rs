//! The twelve models, written for this program. A district may print them as they are; an estate
//! fills the blanks and changes what does not fit.

use crate::model::house_rules::RuleKind as K;
use huiyin_kernel::Said;

macro_rules! model {
    ($name:literal) => {
        (
            include_str!(concat!("../../../data/rules/", $name, ".zh.txt")),
            include_str!(concat!("../../../data/rules/", $name, ".en.txt")),
        )
    };
}

/// The model of a rule, with its blanks.
pub fn template(kind: K) -> Said {
    let (zh, en) = match kind {
        K::AssemblyProcedure => model!("assembly_procedure"),
        K::Covenant => model!("covenant"),
        K::CommitteeWork => model!("committee_work"),
        K::CommitteeMoney => model!("committee_money"),
        K::SealsAndFiles => model!("seals_and_files"),
        K::Publication => model!("publication"),
        K::CommonIncome => model!("common_income"),
        K::MaintenanceFund => model!("maintenance_fund"),
        K::ManagerReview => model!("manager_review"),
        K::Parking => model!("parking"),
        K::Renovation => model!("renovation"),
        K::ThreeSides => model!("three_sides"),
    };
    Said::new(zh, en)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::rules::house_rules::{Line, blanks, fill, lines};

    fn shape(text: &str) -> Vec<bool> {
        let all = lines(text);
        all.iter()
            .map(|it| matches!(it, Line::Heading(_)))
            .collect()
    }

    #[test]
    fn every_model_is_whole_and_the_same_in_both_languages() {
        for kind in K::ALL {
            let Said { zh, en } = template(*kind);
            let articles = shape(&zh).into_iter().filter(|heading| !heading).count();
            assert!(
                (8..=20).contains(&articles),
                "{kind} has {articles} articles"
            );
            assert_eq!(shape(&zh), shape(&en), "{kind}");
            let names = |text: &str| {
                let mut all: Vec<String> = blanks(text).into_iter().map(|it| it.name).collect();
                all.sort();
                all
            };
            assert!(!names(&zh).is_empty(), "{kind} has no blank");
            assert_eq!(names(&zh), names(&en), "{kind}");
            assert!(
                blanks(&zh).iter().all(|it| !it.proposed.is_empty()),
                "{kind}"
            );
            let filled = fill(&zh, &BTreeMap::new());
            assert!(!filled.contains(['{', '}']), "{kind}");
        }
    }

    #[test]
    fn the_thresholds_of_the_law_are_no_blanks() {
        let Said { zh, .. } = template(K::AssemblyProcedure);
        assert!(zh.contains("三分之二以上"));
        assert!(blanks(&zh).iter().all(|it| !it.name.contains("threshold")));
    }
}
