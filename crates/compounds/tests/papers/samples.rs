//! One estate, invented, with everything it prints.

use huiyin_compounds::papers::*;
use huiyin_kernel::Date;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

const ESTATE: &str = "桐荫里";
const VOTE: &str = "电梯大修与公共收益使用";
const LINK: &str = "https://huiyin.example.cn/estates/0198/votes/01990";
const WHERE: &str = "桐荫里业主委员会（1栋底层架空层），电话023-6000 0000，每天9:00至18:00";

pub fn clause() -> SilenceRule {
    SilenceRule::Majority {
        clause: "表决票送达后逾期未交回的，视为参与表决，并同意已表决多数的意见".to_owned(),
        on: day("2024-06-01"),
    }
}

fn item_texts() -> [(&'static str, &'static str, bool, &'static str); 3] {
    [
        (
            "使用维修资金大修3栋、5栋电梯",
            "更换曳引机、钢丝绳和门机共6台，预算386,000.00元，由维修资金列支，施工约40天。",
            false,
            "通过后按户分摊，从各户维修资金账户中扣；不通过则继续小修，年内可能停用。",
        ),
        (
            "利用1栋外墙设置广告",
            "收入归全体业主，三年，每年不低于60,000元。",
            true,
            "",
        ),
        (
            "用公共收益更换单元门禁",
            "",
            false,
            "所需48,200元从结余中支出。",
        ),
    ]
}

pub fn ballots(count: u32) -> Ballots {
    Ballots {
        estate: ESTATE.to_owned(),
        vote: VOTE.to_owned(),
        sheet: Sheet::A4,
        opens_on: day("2026-12-12"),
        last_on: day("2026-12-31"),
        return_to: "各单元门厅的投票箱，或业主委员会办公室".to_owned(),
        silence: clause(),
        items: item_texts()
            .into_iter()
            .map(|(title, text, special, consequence)| BallotItem {
                title: title.to_owned(),
                text: text.to_owned(),
                special,
                consequence: consequence.to_owned(),
            })
            .collect(),
        ballots: (1..=count)
            .map(|number| BallotFor {
                number,
                unit: format!("{}栋1单元{}01", number % 9 + 1, number % 30 + 1),
                area: 8_912 + u64::from(number),
                code: format!("7K3M-Q9TX-{number:04}"),
                link: format!("https://huiyin.example.cn/b/7K3MQ9TX{number:04}"),
                asked: (number % 2 == 0).then(|| vec![1, 2]),
            })
            .collect(),
    }
}

pub fn notice() -> VoteNotice {
    VoteNotice {
        estate: ESTATE.to_owned(),
        vote: VOTE.to_owned(),
        by: "桐荫里业主委员会".to_owned(),
        posted: (day("2026-11-26"), day("2026-12-12")),
        voting: (day("2026-12-12"), day("2026-12-31")),
        extension_days: 15,
        items: item_texts()
            .into_iter()
            .enumerate()
            .map(|(at, (title, text, special, consequence))| NoticeItem {
                title: title.to_owned(),
                text: text.to_owned(),
                special,
                consequence: consequence.to_owned(),
                buildings: if at == 0 {
                    vec!["3栋".to_owned(), "5栋".to_owned()]
                } else {
                    Vec::new()
                },
            })
            .collect(),
        roll_on: day("2026-11-20"),
        units: 612,
        persons: 587,
        area: 5_648_233,
        count_parking: false,
        invalid_takes_part: false,
        silence: clause(),
        electronic: None,
        city_system: false,
        object_to: WHERE.to_owned(),
        signed_on: day("2026-11-26"),
        link: LINK.to_owned(),
    }
}

pub fn roll() -> Roll {
    Roll {
        estate: ESTATE.to_owned(),
        vote: VOTE.to_owned(),
        on: day("2026-11-20"),
        posted: (day("2026-11-26"), day("2026-12-12")),
        units: 612,
        persons: 587,
        area: 5_648_233,
        object_to: WHERE.to_owned(),
        rows: (1..=70)
            .map(|number| RollRow {
                number,
                unit: format!("{}栋1单元{}01", number % 9 + 1, number % 30 + 1),
                owners: if number % 7 == 0 {
                    "王*、李**"
                } else {
                    "张*"
                }
                .to_owned(),
                area: 8_912 + u64::from(number),
                in_dispute: number == 12,
            })
            .collect(),
    }
}

pub fn count_sheet(filled: bool) -> CountSheet {
    let rows = (1..=40).map(|number| CountRow {
        number,
        unit: format!("{}栋1单元{}01", number % 9 + 1, number % 30 + 1),
        area: 8_912 + u64::from(number),
        votes: 1,
        not_returned: filled && number % 5 == 0,
        asked: vec![number % 4 != 0, true, true],
    });
    let sum = || ItemSum([(24, 213_888), (8, 71_296), (0, 0)]);
    CountSheet {
        estate: ESTATE.to_owned(),
        vote: VOTE.to_owned(),
        items: item_texts().iter().map(|it| it.0.to_owned()).collect(),
        counted_on: filled.then(|| day("2027-01-03")),
        rows: rows.collect(),
        sums: if filled {
            vec![sum(), sum(), sum()]
        } else {
            Vec::new()
        },
        witnesses: if filled {
            vec!["周敏".to_owned(), "何立".to_owned()]
        } else {
            Vec::new()
        },
    }
}

pub fn result() -> ResultNotice {
    let measure = |persons, area| Measure { persons, area };
    let strict = |yes| Way {
        took_part: measure(412, 4_012_300),
        yes,
        valid: true,
        passed: false,
        decides: false,
    };
    ResultNotice {
        estate: ESTATE.to_owned(),
        vote: VOTE.to_owned(),
        by: "桐荫里业主委员会".to_owned(),
        voting: (day("2026-12-12"), day("2026-12-31")),
        posted: (day("2027-01-03"), day("2027-01-18")),
        silence: clause(),
        items: vec![
            ItemResult {
                title: item_texts()[0].0.to_owned(),
                special: false,
                persons: 587,
                area: 5_648_233,
                strict: Way {
                    took_part: measure(330, 3_075_000),
                    valid: false,
                    ..strict(measure(301, 2_811_000))
                },
                deemed: Some(Way {
                    took_part: measure(571, 5_500_100),
                    yes: measure(542, 5_236_100),
                    valid: true,
                    passed: true,
                    decides: true,
                }),
            },
            ItemResult {
                title: item_texts()[1].0.to_owned(),
                special: true,
                persons: 587,
                area: 5_648_233,
                strict: strict(measure(308, 2_998_000)),
                deemed: None,
            },
        ],
        object_to: WHERE.to_owned(),
        commitment: "3f1c9a7be0d24f86a5b1c2d3e4f50617283940a1b2c3d4e5f60718293a4b5c6d".to_owned(),
        signed_on: day("2027-01-03"),
        link: LINK.to_owned(),
    }
}

pub fn poster(sheet: Sheet) -> MoneyPoster {
    MoneyPoster {
        estate: ESTATE.to_owned(),
        period: "2026年第三季度".to_owned(),
        is_fund: false,
        sheet,
        posted: (day("2026-10-12"), day("2026-10-28")),
        opening: 21_834_056,
        came: vec![
            Amount::new(
                "公共车位停车费",
                18_640_000,
                "停车合同，业主大会2024年第3号决定",
            ),
            Amount::new("电梯和外墙广告", 4_500_000, "两份合同"),
            Amount::new("摊位租金", 1_260_000, ""),
            Amount::new("快递柜", 300_000, ""),
        ],
        went: vec![
            Amount::new("收费和管理成本", 5_210_350, "凭证31张"),
            Amount::new("税", 1_173_333, ""),
            Amount::new("更换单元门禁", 4_820_000, "业主大会2026年第1号决定"),
            Amount::new("转入维修资金", 9_000_000, ""),
        ],
        left: 26_330_373,
        lies: vec![Amount::new("区物业专项维修资金账户", 26_330_373, "")],
        by: "桐荫里业主委员会，物业公司协助".to_owned(),
        ask: "业主委员会办公室，或扫码在网页上问".to_owned(),
        link: "https://huiyin.example.cn/estates/0198/money".to_owned(),
    }
}

pub fn minutes() -> Minutes {
    Minutes {
        estate: ESTATE.to_owned(),
        month: "2026年10月".to_owned(),
        held_on: day("2026-10-22"),
        place: "小区党群服务站".to_owned(),
        sides: vec![
            ("小区党支部".to_owned(), "书记等2人".to_owned()),
            ("业主委员会".to_owned(), "主任等4人".to_owned()),
            ("物业公司".to_owned(), "项目经理等3人".to_owned()),
        ],
        topics: vec![
            (
                "本月群众诉求".to_owned(),
                "受理18件，办结16件。两件是3栋电梯停用和地库积水。".to_owned(),
            ),
            (
                "公共收益".to_owned(),
                "三季度收支已于10月12日公示，有3人提问，都已答复。".to_owned(),
            ),
            ("维修".to_owned(), "5栋外墙渗水，先做检测。".to_owned()),
        ],
        decisions: vec![
            Decided {
                text: "5栋外墙渗水检测，费用从公共收益列支".to_owned(),
                owner: "物业公司".to_owned(),
                due: day("2026-11-05"),
                became: "事项20261022-0007".to_owned(),
            },
            Decided {
                text: "起草电梯大修的表决方案".to_owned(),
                owner: "业主委员会".to_owned(),
                due: day("2026-11-20"),
                became: "提交表决".to_owned(),
            },
        ],
        next: Some(day("2026-11-19")),
        published_on: day("2026-10-25"),
        edition: 1,
        link: "https://huiyin.example.cn/estates/0198/table".to_owned(),
    }
}

pub fn candidates() -> Candidates {
    let checks = |met| {
        vec![
            Check {
                name: "业主".to_owned(),
                met: true,
            },
            Check {
                name: "与物业公司没有利害关系".to_owned(),
                met: true,
            },
            Check {
                name: "不是失信被执行人".to_owned(),
                met,
            },
        ]
    };
    let one = |name: &str, unit: &str, met| Candidate {
        name: name.to_owned(),
        unit: unit.to_owned(),
        intro: "住了九年，做过两年楼栋长。愿意把账目每月讲清楚，把电梯的事办完。".to_owned(),
        checks: checks(met),
    };
    Candidates {
        estate: ESTATE.to_owned(),
        election: "第三届业主委员会选举".to_owned(),
        by: "换届选举小组".to_owned(),
        seats: 5,
        alternates: 2,
        term_years: 5,
        posted: (day("2026-11-26"), day("2026-12-12")),
        voting: Some((day("2026-12-12"), day("2026-12-31"))),
        candidates: vec![
            one("周敏", "1栋", true),
            one("何立", "3栋", true),
            one("阿依古丽·买买提", "5栋", false),
        ],
        object_to: WHERE.to_owned(),
        signed_on: day("2026-11-26"),
        link: LINK.to_owned(),
    }
}
