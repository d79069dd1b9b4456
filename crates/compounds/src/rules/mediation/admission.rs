//! Before a case is written down: is this mediation's at all?

use crate::model::mediation::{CaseRefused as No, Dispute};

/// Words that make somebody ask before a dispute is taken for a quarrel among equals. Written
/// without blanks, as texts are compared.
const WORDS: [&str; 16] = [
    "家暴",
    "家庭暴力",
    "殴打",
    "打老婆",
    "打妻子",
    "打孩子",
    "打老人",
    "被打",
    "虐待",
    "掐脖子",
    "威胁要杀",
    "不敢回家",
    "domesticviolence",
    "beatsher",
    "beatsme",
    "beatshim",
];

/// Whether a text sounds as if somebody was being hurt.
pub fn speaks_of_violence(text: &str) -> bool {
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|it| it.is_alphanumeric())
        .collect();
    WORDS.iter().any(|word| plain.contains(word))
}

/// What is known when somebody asks for mediation.
#[derive(Clone, Copy, Debug)]
pub struct Admission<'a> {
    pub dispute: Dispute,
    /// Whoever takes it down was told, or saw, that somebody is being hurt or threatened.
    pub violence: bool,
    /// Asked alone, the person said that nobody at home hurts or threatens them.
    pub asked_alone: bool,
    pub summary: &'a str,
}

/// Violence at home is answered with 110 and never mediated (rule 14). A text that sounds like it
/// goes on only after the person was asked alone.
pub fn admit(asked: Admission<'_>) -> Result<(), No> {
    let sounds = speaks_of_violence(asked.summary) && !asked.asked_alone;
    if asked.violence || asked.dispute == Dispute::DomesticViolence || sounds {
        return Err(No::Call110First);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(dispute: Dispute, violence: bool, asked_alone: bool, summary: &str) -> bool {
        admit(Admission {
            dispute,
            violence,
            asked_alone,
            summary,
        })
        .is_ok()
    }

    #[test]
    fn violence_at_home_is_never_mediated_whatever_else_is_ticked() {
        assert!(asked(Dispute::Noise, false, false, "楼上半夜拖椅子"));
        assert!(!asked(Dispute::DomesticViolence, false, true, "吵架"));
        assert!(!asked(Dispute::Family, true, true, "吵架"));
        for text in ["他家 暴", "喝酒后殴-打家人", "He beats her", "被。打"] {
            assert!(speaks_of_violence(text), "{text}");
            assert!(!asked(Dispute::Family, false, false, text), "{text}");
            assert!(asked(Dispute::Family, false, true, text), "{text}");
        }
    }
}
