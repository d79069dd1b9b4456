//! The cities, one block each. A number that a city's text does not give is the default's. Each
//! source is named with its year and, as far as they are known, its articles, since owners are shown
//! them.

use super::{CommitteePreset, Electronic, InterimPreset, Preset, Words};

const CODE: Words = Words {
    zh: "民法典（2020）第二百七十八条",
    en: "Civil Code (2020), art. 278",
};
const REGULATION: Words = Words {
    zh: "物业管理条例（2018）第十三、十四、十六条",
    en: "Property Management Regulation (2018), arts. 13, 14 and 16",
};

const COMMITTEE: CommitteePreset = CommitteePreset {
    // Five to eleven, odd, and at most five years: what most cities write (rule 8.5).
    members_least: 5,
    members_most: 11,
    small: None,
    term_years_most: 5,
    warn_days: 90,
    candidate_notice_days: 7,
    // Beijing arts. 42-45; the thirty days are those of the Property Management Regulation too.
    first_meeting_days: 7,
    filing_days: 30,
};

/// The law, and the house's defaults where the law is silent.
pub const DEFAULT: Preset = Preset {
    id: "huiyin",
    name: Words {
        zh: "通用（国家规定）",
        en: "General (national rules)",
    },
    sources: &[CODE, REGULATION],
    // The law's own (Property Management Regulation art. 14).
    notice_days: 15,
    // As in Hangzhou; no law of the State has numbers for it.
    voting_days_least: 5,
    voting_days_most: 60,
    // As in Beijing (art. 37) and Shandong (art. 32).
    publish_days: 3,
    electronic: Electronic::PaperOnly,
    first_assembly: Words {
        zh: "按当地规定",
        en: "As the local rules say",
    },
    silence: None,
    committee: COMMITTEE,
    interim: None,
};

pub const PRESETS: &[Preset] = &[
    DEFAULT,
    Preset {
        id: "beijing",
        name: Words {
            zh: "北京",
            en: "Beijing",
        },
        sources: &[
            CODE,
            REGULATION,
            Words {
                zh: "北京市物业管理条例（2024 修正）第三十、三十五、三十七、四十二至四十六、四十八条",
                en: "Beijing property regulation (as amended 2024), arts. 30, 35, 37, 42 to 46 and 48",
            },
        ],
        electronic: Electronic::CitySystem,
        first_assembly: Words {
            zh: "交付面积达到一半，由 5% 以上业主、面积占 5% 以上的业主或建设单位提出（第三十条）",
            en: "Half of the area delivered, and asked for by 5 % of owners or area or by the developer (art. 30)",
        },
        committee: CommitteePreset {
            small: Some((100, 3)),
            warn_days: 180,
            ..COMMITTEE
        },
        interim: Some(InterimPreset {
            members_least: 7,
            term_years_most: 3,
            source: Words {
                zh: "北京市物业管理条例第五十四、五十八条",
                en: "Beijing property regulation, arts. 54 and 58",
            },
        }),
        ..DEFAULT
    },
    Preset {
        id: "shanghai",
        name: Words {
            zh: "上海",
            en: "Shanghai",
        },
        sources: &[
            CODE,
            REGULATION,
            Words {
                zh: "上海市住宅物业管理规定（2020 修正）第六十九条",
                en: "Shanghai residential property rules (as amended 2020), art. 69",
            },
        ],
        silence: Some(Words {
            zh: "上海市第二中级人民法院（2022）沪 02 民初 16 号：规约写明、送达有效且告知后果的，可以计入",
            en: "Shanghai No. 2 Intermediate Court (2022) Hu 02 Min Chu 16: respected where the rules say so, delivery was effective and owners were told the consequence",
        }),
        ..DEFAULT
    },
    Preset {
        id: "shandong",
        name: Words {
            zh: "山东",
            en: "Shandong",
        },
        sources: &[
            CODE,
            REGULATION,
            Words {
                zh: "山东省物业管理条例（2021 修正）第二十五、三十二条",
                en: "Shandong property regulation (as amended 2021), arts. 25 and 32",
            },
        ],
        first_assembly: Words {
            zh: "交付面积或户数达到一半，或首套交付满两年且交付 25%",
            en: "Half of area or of persons delivered, or two years with a quarter delivered",
        },
        ..DEFAULT
    },
    Preset {
        id: "hangzhou",
        name: Words {
            zh: "杭州",
            en: "Hangzhou",
        },
        sources: &[
            CODE,
            REGULATION,
            Words {
                // Its seven days are shorter than the Regulation of the State Council allows, and
                // stand here so that nobody takes the fifteen for a mistake.
                zh: "杭州市物业管理条例（2021）；其中临时会议提前 7 日，短于国家规定的 15 日，这里按 15 日",
                en: "Hangzhou property regulation (2021); its 7 days for extraordinary meetings are shorter than the 15 of the national regulation, so that 15 hold here",
            },
        ],
        electronic: Electronic::Allowed {
            rule: Words {
                zh: "杭州市物业管理条例：以电子投票为主，业主要求的给纸质票",
                en: "Hangzhou property regulation: electronic as a rule, paper for whoever asks",
            },
        },
        first_assembly: Words {
            zh: "交付 60%，或首套交付满两年且交付 30%",
            en: "60 % delivered, or two years with 30 % delivered",
        },
        ..DEFAULT
    },
    Preset {
        id: "ningbo",
        name: Words {
            zh: "宁波",
            en: "Ningbo",
        },
        sources: &[
            CODE,
            REGULATION,
            Words {
                zh: "宁波市住宅小区物业管理条例（2021），车位不计入，未售未交付由建设单位投票（第十八条）",
                en: "Ningbo regulation (2021): parking is left out, the developer votes for what is not handed over (art. 18)",
            },
        ],
        ..DEFAULT
    },
    Preset {
        id: "taizhou",
        name: Words {
            zh: "台州",
            en: "Taizhou",
        },
        sources: &[
            CODE,
            REGULATION,
            Words {
                zh: "台州市物业管理条例（2021）：委员 5 至 11 人单数",
                en: "Taizhou regulation (2021): 5 to 11 members, odd",
            },
        ],
        ..DEFAULT
    },
    Preset {
        id: "liaocheng",
        name: Words {
            zh: "聊城",
            en: "Liaocheng",
        },
        sources: &[
            CODE,
            REGULATION,
            Words {
                zh: "聊城市物业管理条例（2021）第十六条",
                en: "Liaocheng property regulation (2021), art. 16",
            },
        ],
        electronic: Electronic::Allowed {
            rule: Words {
                zh: "聊城市物业管理条例：电子会议须与纸质并用，合并计票",
                en: "Liaocheng property regulation: an electronic meeting goes with paper and both are counted together",
            },
        },
        silence: Some(Words {
            zh: "第十六条：由管理规约或议事规则约定",
            en: "Art. 16: left to the covenant or the rules of procedure",
        }),
        ..DEFAULT
    },
    Preset {
        id: "chongqing",
        name: Words {
            zh: "重庆",
            en: "Chongqing",
        },
        sources: &[
            CODE,
            REGULATION,
            Words {
                zh: "重庆市业主大会工作规则（2019 年以前文本，仅供参考）",
                en: "Chongqing working rules for owners' assemblies (text before 2019, for orientation)",
            },
        ],
        first_assembly: Words {
            zh: "交付面积达到一半，或 20% 业主书面要求，由街道召集",
            en: "Half of the built area delivered, or the written request of 20 % of owners, which obliges the street to convene",
        },
        ..DEFAULT
    },
];
