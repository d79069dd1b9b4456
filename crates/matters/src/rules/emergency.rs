//! Which emergency number to show before anything else. Showing one too many costs a glance,
//! showing one too few may cost a life, so plain words are enough.

use crate::model::{Category, EmergencyNumber, Flag};

/// Characters of a report that are looked at.
const LOOKED_AT_CHARS: usize = 2_000;

const POLICE: &[&str] = &[
    "持刀",
    "砍人",
    "打架",
    "斗殴",
    "殴打",
    "正在打",
    "家暴",
    "家庭暴力",
    "抢劫",
    "入室盗窃",
    "绑架",
    "跳楼",
    "轻生",
    "自杀",
    "有人要跳",
    "knife",
    "robbery",
    "domestic violence",
    "suicide",
    "beating",
];
const FIRE: &[&str] = &[
    "着火",
    "起火",
    "失火",
    "火灾",
    "冒浓烟",
    "燃起来",
    "燃气泄漏",
    "煤气泄漏",
    "天然气泄漏",
    "漏气",
    "煤气味",
    "燃气味",
    "天然气味",
    "爆炸",
    "困在电梯",
    "电梯困人",
    "被困电梯",
    "关在电梯",
    "被困",
    "on fire",
    "is burning",
    "gas leak",
    "smell of gas",
    "smell gas",
    "explosion",
    "trapped",
];
const AMBULANCE: &[&str] = &[
    "昏迷",
    "晕倒",
    "昏倒",
    "没有呼吸",
    "没呼吸",
    "喘不过气",
    "大出血",
    "血流不止",
    "心脏病发",
    "心梗",
    "中风了",
    "触电",
    "溺水",
    "中毒",
    "砸到人",
    "砸伤人",
    "unconscious",
    "not breathing",
    "bleeding heavily",
    "heart attack",
    "electrocuted",
];
const TRAFFIC: &[&str] = &[
    "车祸",
    "撞车",
    "撞到人",
    "撞了人",
    "交通事故",
    "car crash",
    "car accident",
];

/// The numbers to show above the form, in the order in which they should be read.
pub fn numbers(text: &str, category: Option<&Category>) -> Vec<EmergencyNumber> {
    let text: String = text
        .chars()
        .take(LOOKED_AT_CHARS)
        .collect::<String>()
        .to_lowercase();
    let flagged = |flag| category.is_some_and(|category| category.has(flag));
    let spoken = |words: &[&str]| words.iter().any(|word| text.contains(word));
    [
        (
            EmergencyNumber::Fire,
            flagged(Flag::HandTo119First) || spoken(FIRE),
        ),
        (EmergencyNumber::Ambulance, spoken(AMBULANCE)),
        (
            EmergencyNumber::Police,
            flagged(Flag::HandTo110First) || spoken(POLICE),
        ),
        (EmergencyNumber::Traffic, spoken(TRAFFIC)),
    ]
    .into_iter()
    .filter_map(|(number, show)| show.then_some(number))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Categories, CategoryCode};

    #[test]
    fn words_and_categories_show_the_number_first() {
        assert_eq!(
            numbers("电梯困人，里面有老人", None),
            [EmergencyNumber::Fire]
        );
        assert_eq!(
            numbers("A man with a KNIFE, somebody is unconscious", None),
            [EmergencyNumber::Ambulance, EmergencyNumber::Police]
        );
        let categories = Categories::shipped().unwrap();
        let violence = categories.get(CategoryCode::parse("1004").unwrap());
        assert_eq!(numbers("隔壁吵得厉害", violence), [EmergencyNumber::Police]);
    }

    #[test]
    fn everyday_reports_show_none() {
        for text in [
            "消防通道停满了车",
            "路灯不亮",
            "楼上漏水",
            "",
            "the fire lane is blocked",
        ] {
            assert_eq!(numbers(text, None), [], "{text}");
        }
    }
}
