use std::fmt;

use huiyin_kernel::Said;
use serde::Serialize;

use super::ballot::Mark;
use super::hex::{Digest, Serial};

/// What a published vote gets wrong. Any one of them means: do not believe this file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    FormatUnknown,
    TooLarge,
    /// The ballots are not those whose head was posted.
    HeadDiffers {
        posted: Digest,
        found: Digest,
    },
    SerialTwice {
        serial: Serial,
    },
    BallotNotWhole {
        serial: Serial,
    },
    ClassUnknown {
        serial: Serial,
    },
    ClassCount {
        class: usize,
        said: usize,
        found: usize,
    },
    OpeningWrong {
        serial: Serial,
    },
    PersonsDiffer {
        item: String,
        mark: Mark,
        said: u32,
        found: u32,
    },
    AreaDiffers {
        item: String,
        mark: Mark,
        said: i64,
        least: i64,
        most: i64,
    },
    /// What took part is not the sum of its parts, or the parts are more than the whole.
    SumsDiffer {
        item: String,
    },
    VerdictDiffers {
        item: String,
    },
    DeemedDiffers {
        item: String,
    },
}

impl Finding {
    /// The finding as a sentence for whoever checks.
    pub fn said(&self) -> Said {
        let (zh, en) = match self {
            Self::FormatUnknown => (
                "文件格式不认识。".to_owned(),
                "The format of the file is not known.".to_owned(),
            ),
            Self::TooLarge => (
                "文件中的选票或议题太多。".to_owned(),
                "The file has too many ballots or items.".to_owned(),
            ),
            Self::HeadDiffers { posted, found } => (
                format!(
                    "这些选票不是截止时封存的选票：公布的封存码是 {posted}，算出来是 {found}。"
                ),
                format!(
                    "These are not the ballots that were sealed at the close: the posted code is {posted}, the ballots give {found}."
                ),
            ),
            Self::SerialTwice { serial } => (
                format!("回执号 {serial} 出现了两次。"),
                format!("The receipt number {serial} stands twice."),
            ),
            Self::BallotNotWhole { serial } => (
                format!("选票 {serial} 不是每个议题都有一个选择。"),
                format!("The ballot {serial} has not one mark for each item."),
            ),
            Self::ClassUnknown { serial } => (
                format!("选票 {serial} 的面积段不存在。"),
                format!("The area class of the ballot {serial} does not exist."),
            ),
            Self::ClassCount { class, said, found } => (
                format!("第 {} 个面积段写着 {said} 票，实有 {found} 票。", class + 1),
                format!(
                    "The area class {} says {said} ballots and has {found}.",
                    class + 1
                ),
            ),
            Self::OpeningWrong { serial } => (
                format!("选票 {serial} 打开的面积与封存时不同。"),
                format!("The opened area of the ballot {serial} is not the one that was sealed."),
            ),
            _ => return self.of_item(),
        };
        Said::new(zh, en)
    }

    fn of_item(&self) -> Said {
        let (zh, en) = match self {
            Self::PersonsDiffer {
                item,
                mark,
                said,
                found,
            } => (
                format!(
                    "议题 {item}：“{}”公布 {said} 人，选票合计 {found} 人。",
                    word(*mark).zh
                ),
                format!(
                    "Item {item}: the result says {said} persons {}, the ballots add up to {found}.",
                    word(*mark).en
                ),
            ),
            Self::AreaDiffers {
                item,
                mark,
                said,
                least,
                most,
            } => (
                format!(
                    "议题 {item}：“{}”公布面积 {}，选票合计应在 {} 至 {} 之间。",
                    word(*mark).zh,
                    Metres(*said),
                    Metres(*least),
                    Metres(*most)
                ),
                format!(
                    "Item {item}: the result says {} {}, the ballots add up to between {} and {}.",
                    Metres(*said),
                    word(*mark).en,
                    Metres(*least),
                    Metres(*most)
                ),
            ),
            Self::SumsDiffer { item } => (
                format!("议题 {item}：各项相加不等于总数。"),
                format!("Item {item}: the parts do not add up to the whole."),
            ),
            Self::VerdictDiffers { item } => (
                format!("议题 {item}：按公布的数字，结论不应如此。"),
                format!("Item {item}: the figures do not lead to the verdict that was published."),
            ),
            _ => (
                format!(
                    "议题 {}：按公布的数字，“未表态计入”的结论不应如此。",
                    self.item()
                ),
                format!(
                    "Item {}: the figures do not lead to the verdict with silent owners added.",
                    self.item()
                ),
            ),
        };
        Said::new(zh, en)
    }

    fn item(&self) -> &str {
        match self {
            Self::PersonsDiffer { item, .. }
            | Self::AreaDiffers { item, .. }
            | Self::SumsDiffer { item }
            | Self::VerdictDiffers { item }
            | Self::DeemedDiffers { item } => item,
            _ => "",
        }
    }
}

struct Metres(i64);

impl fmt::Display for Metres {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{:02} m²", self.0 / 100, self.0 % 100)
    }
}

struct Word {
    zh: &'static str,
    en: &'static str,
}

const fn word(mark: Mark) -> Word {
    let (zh, en) = match mark {
        Mark::Yes => ("同意", "in favour"),
        Mark::No => ("反对", "against"),
        Mark::Abstain => ("弃权", "abstaining"),
        Mark::Invalid => ("无效", "void"),
        Mark::NotAsked => ("不参与表决", "not asked"),
    };
    Word { zh, en }
}
