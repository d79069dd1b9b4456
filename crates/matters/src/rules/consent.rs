//! When a separate consent is needed (rule 17, P4): a matter of a sensitive kind, kept beside a
//! name or a phone, is sensitive personal information about somebody.

use crate::model::{Category, Flag, Matter, Urgency};

/// What is known of who reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identified {
    pub by_name: bool,
    pub by_phone: bool,
}

impl Identified {
    pub const fn of(matter: &Matter) -> Self {
        Self {
            by_name: !matter.anonymous,
            by_phone: matter.contactable,
        }
    }
}

/// Matters of this kind tell of somebody's health, need, family or child.
pub fn is_sensitive(category: &Category) -> bool {
    category.has(Flag::SensitivePi) || category.has(Flag::MinorPi)
}

/// Whether such a matter may only be kept with a separate consent. Where life is in danger the law
/// needs none, and a matter without name and phone is about nobody.
pub fn needed(category: &Category, urgency: Urgency, who: Identified) -> bool {
    is_sensitive(category) && urgency != Urgency::Emergency && (who.by_name || who.by_phone)
}

/// Words by which a report is likely of a sensitive kind before anybody has classified it. They
/// only decide whether the form asks; what is saved is decided by [`needed`].
const WORDS: &[&str] = &[
    "独居",
    "孤寡",
    "低保",
    "特困",
    "残疾",
    "失能",
    "瘫痪",
    "精神病",
    "抑郁",
    "自杀",
    "医保",
    "看病",
    "病历",
    "住院",
    "确诊",
    "艾滋",
    "怀孕",
    "流产",
    "离婚",
    "家暴",
    "打老婆",
    "未成年",
    "我孩子",
    "我家孩子",
    "我女儿",
    "我儿子",
    "入学",
    "转学",
    "幼儿园",
    "disabled",
    "disability",
    "hospital",
    "illness",
    "diagnos",
    "pregnan",
    "divorce",
    "domestic violence",
    "my child",
    "my son",
    "my daughter",
    "kindergarten",
];

/// Whether a text probably tells sensitive things about somebody.
pub fn likely(text: &str) -> bool {
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Categories, CategoryCode};

    fn category(code: &str) -> Category {
        let categories = Categories::shipped().unwrap();
        categories
            .get(CategoryCode::parse(code).unwrap())
            .unwrap()
            .clone()
    }

    #[test]
    fn a_sensitive_matter_with_a_name_or_phone_needs_a_consent() {
        let who = |by_name, by_phone| Identified { by_name, by_phone };
        for code in ["0901", "0905", "1003", "1004"] {
            let category = category(code);
            assert!(
                needed(&category, Urgency::Normal, who(true, false)),
                "{code}"
            );
            assert!(
                needed(&category, Urgency::Urgent, who(false, true)),
                "{code}"
            );
            assert!(
                !needed(&category, Urgency::Normal, who(false, false)),
                "{code}"
            );
            assert!(
                !needed(&category, Urgency::Emergency, who(true, true)),
                "{code}"
            );
        }
        assert!(!needed(&category("0105"), Urgency::Normal, who(true, true)));
    }

    #[test]
    fn words_ask_early_and_a_lamp_does_not() {
        assert!(likely("独居老人没人送饭"));
        assert!(likely("My Child has no place in the kindergarten"));
        assert!(!likely("三栋门口路灯不亮"));
    }
}
