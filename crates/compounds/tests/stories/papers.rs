//! What is printed of a vote, and who may.

use axum::http::StatusCode;
use huiyin_compounds::demo::ESTATES;
use huiyin_compounds::store::votes as rows;
use huiyin_db::on_both_databases;
use lopdf::Document;

use crate::house::{House, MIGRATIONS};

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

on_both_databases! { MIGRATIONS;
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
                    (format!("{desk}/ballots.pdf?sheet=a5"), has_days),
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
                found = found.or_else(|| all.into_iter().find(|it| it.state.times().is_some()).map(|it| (estate.id(), it)));
            }
            found.unwrap()
        };
        let desk = format!("/desk/estates/{id}/votes/{}", vote.id);
        let chinese = words_of(&street.get(&format!("{desk}/ballots.pdf?part=1")).await.bytes);
        let english = words_of(&street.get(&format!("{desk}/ballots.pdf?lang=en")).await.bytes);
        assert!(chinese.contains("怎么填") && english.contains("Howtomark"));
        for wrong in ["part=0", "part=-1", "part=x", "part=9999", "part=99999999999999999999"] {
            let answer = street.get(&format!("{desk}/ballots.pdf?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        let book = street.get(&format!("{desk}/count.xlsx")).await;
        assert_eq!(book.status, StatusCode::OK);
        assert!(book.bytes.starts_with(b"PK"));
    }
}
