//! Each paper says what it is for, in its size.

use huiyin_compounds::papers::Sheet;
use huiyin_kernel::Lang;

use crate::{in_both_languages, samples};

const A4: (i64, i64) = (210, 297);

#[test]
fn a_ballot_says_whose_it_is_what_is_decided_and_how_to_mark() {
    in_both_languages(
        "ballot",
        |say| samples::ballots(2).draft(say),
        |lang, seen| {
            assert_eq!((seen.pages, seen.size), (2, A4), "one ballot a page");
            for text in [
                "2栋1单元201",
                "7K3M-Q9TX-0001",
                "使用维修资金大修3栋、5栋电梯",
                "视为参与表决",
            ] {
                seen.says(text);
            }
            let own = match lang {
                Lang::Zh => [
                    "每个事项只选一个",
                    "业主签名",
                    "四分之三以上同意才通过",
                    "不由您的房屋表决",
                ],
                Lang::En => [
                    "Tick one box for each item",
                    "Signature",
                    "three quarters",
                    "Your unit does not decide",
                ],
            };
            for it in own {
                seen.says(it);
            }
        },
    );
}

#[test]
fn a_small_ballot_is_a_small_sheet() {
    let small = || {
        let mut ballots = samples::ballots(1);
        ballots.sheet = Sheet::A5;
        ballots.items.truncate(2);
        ballots
    };
    in_both_languages(
        "ballot-a5",
        |say| small().draft(say),
        |_, seen| {
            assert_eq!((seen.pages, seen.size), (1, (148, 210)));
        },
    );
}

#[test]
fn a_notice_names_days_items_roll_and_where_to_object() {
    in_both_languages(
        "notice",
        |say| samples::notice().draft(say),
        |lang, seen| {
            assert_eq!(seen.size, A4);
            assert!(seen.pages <= 3, "{} pages", seen.pages);
            seen.says("桐荫里业主委员会（1栋底层架空层）");
            let own = match lang {
                Lang::Zh => [
                    "2026年11月26日至2026年12月12日",
                    "612套，计587人，56,482.33平方米",
                    "车位不计入",
                    "只由3栋、5栋的业主表决",
                ],
                Lang::En => [
                    "26 November 2026 to 12 December 2026",
                    "612 units, 587 persons, 56,482.33 m²",
                    "Parking bays count neither",
                    "Only the owners of 3栋、5栋 decide",
                ],
            };
            for it in own {
                seen.says(it);
            }
        },
    );
}

#[test]
fn the_roll_shows_masked_names_and_repeats_its_head() {
    in_both_languages(
        "roll",
        |say| samples::roll().draft(say),
        |lang, seen| {
            assert!(seen.pages > 1 && seen.size == A4);
            seen.says("王*、李**");
            let head = if lang == Lang::Zh {
                "序号房号业主面积备注"
            } else {
                "No.UnitOwnersAreaNote"
            };
            assert_eq!(seen.text.matches(head).count(), seen.pages, "{}", seen.text);
        },
    );
}

#[test]
fn the_count_sheet_has_its_customary_columns_empty_and_filled() {
    for filled in [false, true] {
        let name = if filled {
            "count-filled"
        } else {
            "count-blank"
        };
        in_both_languages(
            name,
            |say| samples::count_sheet(filled).draft(say),
            |lang, seen| {
                assert_eq!(seen.size, (297, 210), "landscape");
                // The hint of the Chinese sheet shows the sign once; nobody's choice is printed.
                assert_eq!(
                    seen.text.matches('√').count(),
                    usize::from(lang == Lang::Zh)
                );
                let away = match lang {
                    Lang::Zh => "未交回",
                    Lang::En => "notreturned",
                };
                assert_eq!(seen.text.contains(away), filled);
                let own = match lang {
                    Lang::Zh => ["房号", "面积（平方米）", "票数", "见证人签名"],
                    Lang::En => ["Unit", "Area (m²)", "Votes", "Signatures of witnesses"],
                };
                for it in own {
                    seen.says(it);
                }
                if filled {
                    seen.says("周敏");
                    seen.says("2,138.88");
                }
            },
        );
    }
}

#[test]
fn a_result_shows_both_ways_of_counting_and_never_rounds_up() {
    in_both_languages(
        "result",
        |say| samples::result().draft(say),
        |lang, seen| {
            assert_eq!(seen.size, A4);
            // 308 of 412 is 74.757… and 330 of 587 is 56.218…
            for text in ["74.75%", "56.21%", "542", "3f1c9a7b"] {
                seen.says(text);
            }
            let own = match lang {
                Lang::Zh => [
                    "只算交回的票",
                    "按议事规则计入沉默",
                    "参与不足，不成立",
                    "以此为准",
                    "一年内请求人民法院撤销",
                ],
                Lang::En => [
                    "Returned ballots only",
                    "With silence as the rules say",
                    "Too few took part",
                    "This one holds",
                    "within one year",
                ],
            };
            for it in own {
                seen.says(it);
            }
        },
    );
}

#[test]
fn the_poster_fits_one_sheet_and_adds_up() {
    for sheet in [Sheet::A4, Sheet::A3] {
        assert!(samples::poster(sheet).adds_up());
        let size = if sheet == Sheet::A4 { A4 } else { (297, 420) };
        in_both_languages(
            &format!("poster-{}", sheet.name()),
            |say| samples::poster(sheet).draft(say),
            |lang, seen| {
                assert_eq!((seen.pages, seen.size), (1, size));
                seen.says("186,400.00");
                seen.says(if lang == Lang::Zh {
                    "钱从哪里来"
                } else {
                    "Where it came from"
                });
                seen.says("263,303.73");
            },
        );
    }
    let mut wrong = samples::poster(Sheet::A4);
    wrong.left += 1;
    assert!(!wrong.adds_up(), "a fen too much is seen");
}

#[test]
fn minutes_show_what_was_decided_by_whom_and_until_when() {
    in_both_languages(
        "minutes",
        |say| samples::minutes().draft(say),
        |lang, seen| {
            assert_eq!((seen.pages, seen.size), (1, A4));
            seen.says("事项20261022-0007");
            seen.says(if lang == Lang::Zh {
                "下次会议：2026年11月19日"
            } else {
                "Next meeting: 19 November 2026"
            });
        },
    );
}

#[test]
fn candidates_are_shown_with_what_was_checked() {
    in_both_languages(
        "candidates",
        |say| samples::candidates().draft(say),
        |lang, seen| {
            assert_eq!(seen.size, A4);
            seen.says("阿依古丽·买买提");
            seen.says(if lang == Lang::Zh {
                "委员5名，候补委员2名，任期5年"
            } else {
                "5 members and 2 alternates for 5 years"
            });
            seen.says(if lang == Lang::Zh {
                "尚未核实"
            } else {
                "not yet shown"
            });
        },
    );
}
