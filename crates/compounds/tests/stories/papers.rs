//! What is printed of a vote, and who may.

use axum::http::StatusCode;
use huiyin_compounds::demo::{self, ESTATES};
use huiyin_compounds::model::votes::VoteStateName;
use huiyin_compounds::store::votes as rows;
use huiyin_compounds::store::votes::voters;
use huiyin_db::{Query, on_both_databases};
use huiyin_kernel::Id;
use lopdf::Document;

use crate::house::{Answer, House, MIGRATIONS, Staff};

fn words_of(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    text.chars()
        .filter(|it| !it.is_whitespace() && *it != '\u{200b}')
        .collect()
}

/// Addresses on a page that hold a mark.
fn links(page: &str, mark: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1);
    let all = all.filter_map(|rest| rest.split('"').next());
    let some = all.filter(|href| href.starts_with('/') && href.contains(mark));
    some.map(|it| it.replace("&#38;", "&")).collect()
}

/// Ballots printed as the form does it.
async fn print(staff: &Staff<'_>, desk: &str, fields: &[(&str, &str)]) -> Answer {
    let page = staff.page(&format!("{desk}/papers")).await;
    let token = page.split("name=\"csrf\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let token = ("csrf", token);
    let all = fields.iter().chain([&token]);
    let all = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let all: Vec<_> = all.collect();
    staff.send(&format!("{desk}/ballots.pdf"), &all).await
}

/// Ballots are printed while there are ballots to hand out, and each printing is told.
async fn ballots_of(staff: &Staff<'_>, desk: &str, printable: bool, has_days: bool) {
    let papers = staff.page(&format!("{desk}/papers")).await;
    assert_eq!(papers.contains("ballots.pdf"), printable, "{desk}");
    assert!(!staff.page(desk).await.contains("表决票印过"), "{desk}");
    let answer = print(staff, desk, &[("sheet", "a5")]).await;
    if printable {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert!(words_of(&answer.bytes).contains("怎么填"));
        assert!(staff.page(desk).await.contains("表决票印过"), "{desk}");
    } else if has_days {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{desk}");
        assert!(answer.text.contains("不再打印表决票"), "{}", answer.text);
        assert!(!staff.page(desk).await.contains("表决票印过"), "{desk}");
    } else {
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{desk}");
    }
    let linked = staff.get(&format!("{desk}/ballots.pdf")).await;
    assert!(!linked.status.is_success(), "a link prints nothing");
}

const PRINTED: Query = Query::same(
    "tests::PRINTED",
    "SELECT subject_kind, actor, body FROM journal WHERE kind = 'ballots_printed' ORDER BY seq",
);

on_both_databases! { MIGRATIONS;
    async fn each_printing_of_ballots_is_written_down_without_a_code(db: Db) {
        let house = House::with_demo(&db).await;
        let street = house.staff("supervisor", "zh-CN").await;
        let gate = Id::derived("huiyin demo vote", "gate");
        let desk = format!("/desk/estates/{}/votes/{gate}", ESTATES[0].id());
        for sheet in ["a4", "a5"] {
            let fields = [("part", "1"), ("lang", "zh-CN"), ("sheet", sheet)];
            let answer = print(&street, &desk, &fields).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        }
        let site = &house.compounds.site;
        let mut tx = site.db.read().await.unwrap();
        let rows = tx.fetch_all(PRINTED, Vec::new()).await.unwrap();
        assert_eq!(rows.len(), 2);
        let voters = voters::of_vote(&mut tx, &site.keys, gate, 0, 5_000).await.unwrap();
        let ballots = voters.len().min(200);
        for (row, sheet) in rows.iter().zip(["a4", "a5"]) {
            let kind: String = row.get("subject_kind").unwrap();
            let actor: String = row.get("actor").unwrap();
            let body: String = row.get("body").unwrap();
            assert_eq!(kind, "vote_printing");
            assert_eq!(actor, format!("account:{}", demo::account("supervisor")));
            let body: serde_json::Value = serde_json::from_str(&body).unwrap();
            let told = serde_json::json!({ "vote": gate, "part": 1, "ballots": ballots, "sheet": sheet });
            assert_eq!(body, told);
        }
        drop(tx);
        assert!(street.page(&desk).await.contains("表决票印过 2 次"));
        // The owner is told as well, whose code it is.
        let ballot = format!("/ballot/{}", voters[0].code.as_str());
        assert!(house.nobody("zh-CN").page(&ballot).await.contains("表决票印过 2 次"));
    }

    async fn a_vote_prints_what_its_state_allows(db: Db) {
        let house = House::with_demo(&db).await;
        let street = house.staff("supervisor", "zh-CN").await;
        let nobody = house.nobody("zh-CN");
        let (mut announced, mut published) = (0, 0);
        for estate in &ESTATES {
            let id = estate.id();
            let mut tx = house.compounds.site.db.read().await.unwrap();
            let all = rows::of_estate(&mut tx, id, None, 50).await.unwrap();
            drop(tx);
            for vote in all {
                let desk = format!("/desk/estates/{id}/votes/{}", vote.id);
                let public = format!("/estates/{id}/votes/{}", vote.id);
                street.page(&format!("{desk}/papers")).await;
                let has_days = vote.state.times().is_some();
                for (path, allowed) in [
                    (format!("{desk}/roll.pdf"), vote.state.roll().is_some()),
                    (format!("{desk}/count.pdf"), has_days),
                    (format!("{public}/notice.pdf"), has_days),
                    (format!("{public}/result.pdf"), vote.state.is_result_public()),
                ] {
                    let answer = street.get(&path).await;
                    if !allowed {
                        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                        continue;
                    }
                    assert_eq!(answer.status, StatusCode::OK, "{path}\n{}", answer.text);
                    let words = words_of(&answer.bytes);
                    let title: String = vote.title.split_whitespace().collect();
                    assert!(words.contains(&title), "{path}: {words}");
                }
                let printable = matches!(
                    vote.state.name(),
                    VoteStateName::Announced | VoteStateName::Voting
                );
                ballots_of(&street, &desk, printable, has_days).await;
                announced += usize::from(has_days);
                published += usize::from(vote.state.is_result_public());
                for desk_only in ["ballots.pdf", "roll.pdf", "count.pdf", "count.xlsx", "papers"] {
                    let answer = nobody.get(&format!("{desk}/{desk_only}")).await;
                    assert_ne!(answer.status, StatusCode::OK, "{desk_only}");
                }
            }
        }
        assert!(announced > 0 && published > 0, "{announced} {published}");
    }

    async fn money_and_minutes_hang_out_as_papers(db: Db) {
        let house = House::with_demo(&db).await;
        let (mut posters, mut minutes) = (0, 0);
        for lang in ["zh-CN", "en"] {
            let nobody = house.nobody(lang);
            for estate in &ESTATES {
                let id = estate.id();
                let page = nobody.page(&format!("/estates/{id}/money")).await;
                for href in links(&page, "poster.pdf") {
                    let words = words_of(&nobody.get(&href).await.bytes);
                    assert!(words.contains("12,600.00") && words.contains("儿童活动场地换新座椅"), "{words}");
                    assert!(!words.contains("临停收费"), "payers are not published: {words}");
                    posters += 1;
                }
                let months = nobody.page(&format!("/estates/{id}/table")).await;
                for month in links(&months, "/table/2") {
                    let page = nobody.page(&month).await;
                    for href in links(&page, "minutes.pdf") {
                        let answer = nobody.get(&href).await;
                        assert_eq!(answer.status, StatusCode::OK, "{href}\n{}", answer.text);
                        assert!(answer.bytes.starts_with(b"%PDF"));
                        minutes += 1;
                    }
                }
                let draft = format!("/estates/{id}/money/{}/poster.pdf", estate.id());
                assert_eq!(nobody.get(&draft).await.status, StatusCode::NOT_FOUND);
            }
        }
        assert!(posters >= 2 && minutes >= 2, "{posters} {minutes}");
    }

    async fn papers_come_in_parts_and_in_both_languages(db: Db) {
        let house = House::with_demo(&db).await;
        let street = house.staff("supervisor", "zh-CN").await;
        let (id, vote) = {
            let mut tx = house.compounds.site.db.read().await.unwrap();
            let mut found = None;
            for estate in &ESTATES {
                let all = rows::of_estate(&mut tx, estate.id(), None, 50).await.unwrap();
                found = found.or_else(|| all.into_iter().find(|it| it.state.name() == VoteStateName::Voting).map(|it| (estate.id(), it)));
            }
            found.unwrap()
        };
        let desk = format!("/desk/estates/{id}/votes/{}", vote.id);
        let chinese = words_of(&print(&street, &desk, &[("part", "1")]).await.bytes);
        let english = words_of(&print(&street, &desk, &[("lang", "en")]).await.bytes);
        assert!(chinese.contains("怎么填") && english.contains("Howtomark"));
        for wrong in ["0", "-1", "x", "9999", "99999999999999999999"] {
            let answer = print(&street, &desk, &[("part", wrong)]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
            let answer = street.get(&format!("{desk}/count.pdf?part={wrong}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        let book = street.get(&format!("{desk}/count.xlsx")).await;
        assert_eq!(book.status, StatusCode::OK);
        assert!(book.bytes.starts_with(b"PK"));
    }
}
