//! What every page owes: both languages whole, small, nothing inline.

use axum::http::StatusCode;
use huiyin_db::on_both_databases;

use super::house::{SETS, house};
use crate::model::bounds::{NOTE_CHARS, REASON_CHARS};

/// Bytes of a page before compression; with style and script it stays below 60 KB on the wire.
const PAGE_BYTES: usize = 60 * 1024;

fn fit(path: &str, page: &str) {
    assert!(
        !page.contains('⟦'),
        "{path} lacks a sentence: {}",
        around(page, '⟦')
    );
    assert!(page.len() < PAGE_BYTES, "{path}: {} bytes", page.len());
    assert!(
        !page.contains(" style=\"") && !page.contains(" onclick="),
        "{path}"
    );
    assert_eq!(page.matches("<h1").count(), 1, "{path}");
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "{path}: an id stands twice");
}

fn around(page: &str, mark: char) -> String {
    let at = page.find(mark).unwrap_or(0);
    page[at..].chars().take(60).collect()
}

on_both_databases! { SETS;
    async fn every_page_is_whole_in_both_languages(db: Db) {
        let house = house(db).await;
        let code = house.report("路灯不亮").await;
        let answered = house.report("垃圾没人收").await;
        let id = house.matter_of(&answered).await;
        house.answer(id, "已清运。").await;
        house.release(id, "垃圾没人收").await;
        let number = house.number_of(id).await;
        let paths = [
            "/".to_owned(),
            "/report".to_owned(),
            "/follow".to_owned(),
            "/echo".to_owned(),
            "/board".to_owned(),
            "/board?q=x&state=open".to_owned(),
            "/paper-form".to_owned(),
            format!("/board/{number}"),
            format!("/echo/{code}"),
            format!("/echo/{answered}"),
            format!("/echo/{code}/slip"),
            format!("/receipt/{code}"),
            format!("/receipt/{code}?also={answered}"),
        ];
        for lang in ["zh-CN", "en"] {
            for path in &paths {
                let answer = house.get_in(path, lang).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                fit(path, &answer.text());
            }
        }
        let echo = house.get(&format!("/echo/{code}")).await.text();
        for limit in [NOTE_CHARS, REASON_CHARS] {
            assert!(echo.contains(&format!("maxlength=\"{limit}\"")), "the forms know the limit {limit}");
        }
    }

    async fn every_word_of_the_model_has_its_sentence(db: Db) {
        use crate::model::{CallBackResult, Channel, EventKind, Forgotten, Kind, OutcomeName, Rating, RejectCode, ReopenCause, Source, StateName};
        let house = house(db).await;
        let texts = &house.matters.site.texts;
        let mut keys: Vec<String> = Vec::new();
        let mut add = |group: &str, names: Vec<String>| {
            keys.extend(names.iter().map(|name| format!("matters-resident-{group}-{name}")));
        };
        add("kind", Kind::ALL.iter().map(|it| it.key()).collect());
        add("outcome", OutcomeName::ALL.iter().map(|it| it.key()).collect());
        add("result", CallBackResult::ALL.iter().map(|it| it.key()).collect());
        add("rating", Rating::ALL.iter().map(|it| it.key()).collect());
        add("source", Source::ALL.iter().map(|it| it.key()).collect());
        add("channel", Channel::ALL.iter().map(|it| it.key()).collect());
        add("reject", RejectCode::ALL.iter().map(|it| it.key()).collect());
        let states = StateName::ALL.iter().map(|it| crate::pages::resident::wording::shown(*it));
        add("state", states.clone().map(StateName::key).collect());
        add("now", states.map(StateName::key).collect());
        let causes = || ReopenCause::ALL.iter().map(|it| it.key());
        add("event-reopened", causes().chain(causes().map(|it| format!("{it}-public"))).collect());
        let told_apart = ["reopened", "verified", "forgotten"];
        add("event-forgotten", Forgotten::ALL.iter().map(|it| it.key()).collect());
        let seen = EventKind::ALL.iter().filter(|it| it.audience() != crate::model::Audience::Staff);
        add("event", seen.map(|it| it.key()).filter(|it| !told_apart.contains(&it.as_str())).collect());
        add("class", (1..=12).map(|number| format!("{number:02}")).collect());
        for key in keys {
            for lang in huiyin_kernel::Lang::ALL {
                assert!(texts.has(lang, &key), "{key} in {lang}");
            }
        }
    }
}
