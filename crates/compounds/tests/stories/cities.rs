//! Whose rules a vote follows: what the pages say of them, and what is refused under them.

use axum::http::StatusCode;
use huiyin_compounds::demo::ESTATES;
use huiyin_compounds::model::votes::{Item, Matter, Meeting, Scope, Silence};
use huiyin_compounds::model::votes::{Proposal, Proposer, VoteDraft, VoteRefused, VoteSettings};
use huiyin_compounds::rules::votes::{check_draft, presets};
use huiyin_db::on_both_databases;
use huiyin_kernel::Id;
use huiyin_tally::presets::{Electronic, LAW, PRESETS};

use crate::house::{House, MIGRATIONS};
use crate::votes_rules::day;

fn draft(preset: &str, electronic: Option<&str>) -> VoteDraft {
    VoteDraft {
        title: "大会".to_owned(),
        proposal: Proposal {
            by: Proposer::Committee,
            signed: 0,
            of: 0,
        },
        items: vec![Item {
            title: "更换电梯".to_owned(),
            text: "更换二栋两部电梯。".to_owned(),
            matter: Matter::UseFund,
            consequence: String::new(),
            scope: Scope::Estate,
        }],
        settings: VoteSettings {
            preset: preset.to_owned(),
            meeting: Meeting::Extraordinary,
            notice_days: 15,
            count_parking: false,
            invalid_takes_part: false,
            silence: Silence::None,
            electronic: electronic.map(str::to_owned),
            extension_days: 0,
            other_count: None,
        },
    }
}

#[test]
fn ballots_by_the_page_are_taken_only_where_the_city_allows_them() {
    let today = day("2026-05-01");
    for preset in PRESETS {
        let with = |text| check_draft(&draft(preset.id, text), today);
        assert_eq!(with(None), Ok(()), "{}", preset.id);
        let (named, blank) = match preset.electronic {
            Electronic::PaperOnly => {
                let refused = Err(VoteRefused::ElectronicUnknown);
                (refused, refused)
            }
            Electronic::CitySystem => {
                let refused = Err(VoteRefused::ElectronicCity);
                (refused, refused)
            }
            Electronic::Allowed { .. } => (Ok(()), Err(VoteRefused::ReferenceMissing)),
        };
        assert_eq!(with(Some("某市规定第九条")), named, "{}", preset.id);
        assert_eq!(with(Some(" ")), blank, "{}", preset.id);
    }
    let of = |id: &str| presets::of(id).unwrap().electronic;
    assert_eq!(of("chongqing"), Electronic::PaperOnly);
    assert_eq!(of("beijing"), Electronic::CitySystem);
}

#[test]
fn no_city_shortens_the_notice_of_any_meeting() {
    let today = day("2026-05-01");
    for preset in PRESETS {
        let floor = u16::try_from(LAW.notice_days).unwrap();
        assert!(presets::notice_days(preset) >= floor, "{}", preset.id);
        for meeting in Meeting::ALL {
            let mut short = draft(preset.id, None);
            short.settings.meeting = *meeting;
            short.settings.notice_days = floor - 1;
            let said = check_draft(&short, today);
            assert_eq!(said, Err(VoteRefused::NoticeShort), "{}", preset.id);
        }
    }
}

on_both_databases! { MIGRATIONS;
    async fn the_sources_of_a_city_stand_on_its_votes(db: Db) {
        let house = House::with_demo(&db).await;
        let gate = Id::derived("huiyin demo vote", "gate");
        let public = format!("/estates/{}/votes/{gate}", ESTATES[0].id());
        let desk = format!("/desk/estates/{}/votes/{gate}", ESTATES[0].id());
        let new = format!("/desk/estates/{}/votes/new", ESTATES[8].id());
        for (lang, law, rule) in [
            ("zh-CN", "民法典（2020）第二百七十八条", "杭州市物业管理条例（2021）"),
            ("en", "Civil Code (2020), art. 278", "Hangzhou property regulation (2021)"),
        ] {
            let street = house.staff("supervisor", lang).await;
            let shown = [house.nobody(lang).page(&public).await, street.page(&desk).await];
            for page in shown {
                assert!(page.contains(law) && page.contains(rule), "{lang}");
            }
            let form = street.page(&new).await;
            for preset in PRESETS {
                let name = if lang == "en" { preset.name.en } else { preset.name.zh };
                assert!(form.contains(&format!("<summary>{name}")), "{lang} {}", preset.id);
            }
            let chosen = if lang == "en" { "Chongqing" } else { "重庆" };
            assert!(form.contains(&format!(" open><summary>{chosen}")), "{lang}");
        }
    }

    async fn an_item_that_silence_decided_says_so(db: Db) {
        let house = House::with_demo(&db).await;
        let vote = Id::derived("huiyin demo vote", "contested-one");
        let public = format!("/estates/{}/votes/{vote}", ESTATES[0].id());
        let desk = format!("/desk/estates/{}/votes/{vote}", ESTATES[0].id());
        for (lang, word, says, other) in [
            ("zh-CN", ">随多数<", "这一项是靠“随多数”通过的", "就已经通过"),
            ("en", "Silence follows the majority", "passed only because silence follows", "changes nothing"),
        ] {
            let street = house.staff("supervisor", lang).await;
            for page in [house.nobody(lang).page(&public).await, street.page(&desk).await] {
                assert!(page.contains(word) && page.contains(says), "{lang}: {page}");
                assert!(!page.contains(other), "{lang}");
            }
            // Nobody is told of silence where no clause speaks of it.
            let gate = Id::derived("huiyin demo vote", "gate");
            let plain = house.nobody(lang).page(&format!("/estates/{}/votes/{gate}", ESTATES[0].id())).await;
            assert!(!plain.contains(says));
        }
    }

    async fn the_form_refuses_ballots_by_the_page_with_a_sentence(db: Db) {
        let house = House::with_demo(&db).await;
        let street = house.staff("supervisor", "zh-CN").await;
        let new = format!("/desk/estates/{}/votes/new", ESTATES[8].id());
        let form = [("title", "新会"), ("proposer", "committee"), ("meeting", "regular"),
            ("silence", "none"), ("i0_title", "电梯"), ("i0_matter", "use_fund"), ("i0_text", "更换"),
            ("electronic", "某市规定第九条")];
        for (preset, sentence) in [
            ("chongqing", "没有查到当地允许网上投票的规定，这次只能用纸质票"),
            ("beijing", "这里网上投票只能用本市的系统"),
        ] {
            let fields: Vec<_> = form.into_iter().chain([("preset", preset)]).collect();
            let refused = street.submit(&new, (&new, "title"), &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{preset}");
            assert!(refused.text.contains(sentence), "{preset}");
        }
        let fields: Vec<_> = form.into_iter().chain([("preset", "hangzhou")]).collect();
        let made = street.submit(&new, (&new, "title"), &fields).await;
        assert!(made.status.is_redirection(), "{}", made.text);
    }
}
