use huiyin_registry::folded;

use crate::model::register::OwnerKind;

/// Endings and parts by which a company or an office is known.
const COMPANY_WORDS: [&str; 11] = [
    "公司",
    "集团",
    "银行",
    "中心",
    "委员会",
    "合作社",
    "企业",
    "事务所",
    "ltd",
    "company",
    "inc",
];

/// What an owner is, by the name; the developer is known by what is said of the estate.
pub fn owner_kind(name: &str, is_developer: bool) -> OwnerKind {
    let name = folded(name);
    if is_developer {
        OwnerKind::Developer
    } else if COMPANY_WORDS.iter().any(|word| name.ends_with(word)) {
        OwnerKind::Organisation
    } else {
        OwnerKind::Person
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_known_by_its_name() {
        assert_eq!(
            owner_kind("某某置业有限公司", false),
            OwnerKind::Organisation
        );
        assert_eq!(owner_kind("某某置业有限公司", true), OwnerKind::Developer);
        assert_eq!(owner_kind("司公", false), OwnerKind::Person);
    }
}
