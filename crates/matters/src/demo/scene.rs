use super::{dice, pick};
use crate::model::{CategoryCode, Kind};
use crate::store::Contact;
use crate::suggest;

const SURNAMES: [&str; 16] = [
    "陈", "杨", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗",
    "欧阳",
];
const GIVEN: [&str; 16] = [
    "秀兰", "建国", "小梅", "志强", "玉华", "永安", "晓雨", "国庆", "桂芳", "明亮", "春燕", "德福",
    "静怡", "大勇", "素芬", "一帆",
];
const OPENINGS: [&str; 8] = [
    "",
    "你好，",
    "我住在这里十几年了。",
    "麻烦你们来看看：",
    "想反映一个情况，",
    "",
    "邻居们都有意见，",
    "请问能不能管一管？",
];
const ENDINGS: [&str; 8] = [
    "。",
    "，请尽快处理，谢谢。",
    "，家里有老人和小孩，很不方便。",
    "，已经跟物业说过两次了。",
    "，希望有人来现场看一下。",
    "。晚上七点以后我都在家。",
    "，请给个回音。",
    "，拍了照片。",
];
const SPOTS: [&str; 8] = [
    "三栋楼下",
    "大门口",
    "二单元",
    "车库入口",
    "东门外人行道",
    "五栋背后",
    "中庭",
    "北侧梯坎",
];

/// What every district hears most.
const COMMON: [&str; 9] = [
    "0408", "0501", "0601", "0602", "0104", "0201", "0403", "0801", "0101",
];

/// One invented trouble of one invented resident.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub category: Option<CategoryCode>,
    pub kind: Kind,
    pub sentence: String,
    pub text: String,
    index: usize,
}

impl Scene {
    pub(super) fn of(index: usize) -> Self {
        let mut sentences = suggest::starter_sentences();
        // A district hears of lamps, waste, noise and leaks far more often than of visas.
        if dice(index, "common").is_multiple_of(2) {
            sentences.retain(|(code, _)| COMMON.contains(&code.as_str()));
        }
        let (code, sentence) = pick(&sentences, index, "sentence")
            .cloned()
            .unwrap_or_default();
        Self::told(&code, sentence, index)
    }

    /// The invented trouble of this number that is of this category, where there are words for it.
    pub(super) fn about(code: &str, index: usize) -> Option<Self> {
        let mut sentences = suggest::starter_sentences();
        sentences.retain(|(known, _)| known == code);
        let (code, sentence) = pick(&sentences, index, "sentence").cloned()?;
        Some(Self::told(&code, sentence, index))
    }

    fn told(code: &str, sentence: String, index: usize) -> Self {
        let opening = pick(&OPENINGS, index, "opening")
            .copied()
            .unwrap_or_default();
        let ending = pick(&ENDINGS, index, "ending").copied().unwrap_or_default();
        Self {
            category: CategoryCode::parse(code).ok(),
            kind: kind_of(code),
            text: format!("{opening}{sentence}{ending}"),
            sentence,
            index,
        }
    }

    pub(super) fn place(&self, compound: &str) -> String {
        let spot = pick(&SPOTS, self.index, "spot")
            .copied()
            .unwrap_or_default();
        format!("{compound}{spot}")
    }

    /// Two of three leave a phone number; the numbers belong to a range that no operator issues.
    pub(super) fn contact(&self) -> Contact {
        let surname = pick(&SURNAMES, self.index, "surname")
            .copied()
            .unwrap_or_default();
        let given = pick(&GIVEN, self.index, "given")
            .copied()
            .unwrap_or_default();
        match dice(self.index, "contact") % 3 {
            0 => Contact::default(),
            reach => Contact {
                name: (reach == 1).then(|| format!("{surname}{given}")),
                phone: Some(format!("1000000{:04}", dice(self.index, "phone") % 10_000)),
                tell: None,
            },
        }
    }
}

fn kind_of(code: &str) -> Kind {
    match code {
        "1201" | "1202" => Kind::Enquiry,
        "1204" | "1206" => Kind::Suggestion,
        "1205" => Kind::Praise,
        "1203" | "0101" | "0102" | "1101" | "1102" | "1107" => Kind::Complaint,
        "0203" | "1104" | "0708" => Kind::Report,
        _ => Kind::Help,
    }
}
