//! The rules of an estate: drafted, decided, published, replaced, and still to be read.

use axum::http::StatusCode;
use huiyin_compounds::demo::estates;
use huiyin_compounds::model::house_rules::{RuleKind, RuleStateName};
use huiyin_compounds::store::house_rules;
use huiyin_db::on_both_databases;

use crate::house::{Answer, House, MIGRATIONS};

fn landed(answer: &Answer) -> String {
    assert!(
        answer.status.is_redirection(),
        "{}: {}",
        answer.status,
        answer.text
    );
    answer.location.split('?').next().unwrap().to_owned()
}

on_both_databases! { MIGRATIONS;
    async fn a_rule_is_drafted_adopted_replaced_and_the_old_one_stays(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = estates()[3];
        let clerk = house.staff("clerk", "zh-CN").await;
        let kind = format!("/desk/estates/{estate}/rules/publication");
        let public = format!("/estates/{estate}/rules/publication");
        let nobody = house.nobody("zh-CN");
        assert_eq!(nobody.get(&public).await.status, StatusCode::NOT_FOUND);
        let wrong = clerk.submit(&kind, (&kind, "value=\"model\""), &[("zh_post_days", "{20}")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let one = landed(&clerk.submit(&kind, (&kind, "value=\"model\""), &[("zh_post_days", "20")]).await);
        let page = clerk.page(&one).await;
        assert!(page.contains("公示不少于20日") && page.contains("行与范本不同"), "{page}");
        landed(&clerk.submit(&one, (&one, "value=\"propose\""), &[("act", "propose")]).await);
        assert_eq!(nobody.get(&public).await.status, StatusCode::NOT_FOUND, "a draft is nobody's rule");
        let adopt = (one.as_str(), "value=\"adopt\"");
        let empty = clerk.submit(&one, adopt, &[("on", "2026-11-20"), ("from", "2026-11-20")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let vote = clerk.submit(&one, adopt, &[("vote", "12"), ("on", "2026-11-20"), ("from", "2026-11-20")]).await;
        assert_eq!(vote.status, StatusCode::UNPROCESSABLE_ENTITY);
        landed(&clerk.submit(&one, adopt, &[("words", "第三项"), ("on", "2026-11-20"), ("from", "2026-11-20")]).await);
        assert!(nobody.page(&public).await.contains("公示不少于20日"));
        let two = landed(&clerk.submit(&kind, (&kind, "value=\"adopted\""), &[]).await);
        landed(&clerk.submit(&two, (&two, "name=\"zh\""), &[("zh", "第一\n第二\n<第三>"), ("en", "")]).await);
        landed(&clerk.submit(&two, (&two, "value=\"propose\""), &[("act", "propose")]).await);
        let adopt = (two.as_str(), "value=\"adopt\"");
        landed(&clerk.submit(&two, adopt, &[("words", "第四项"), ("on", "2026-11-26"), ("from", "2026-11-26")]).await);
        let now = nobody.page(&public).await;
        assert!(now.contains("&#60;第三&#62;") && now.contains("第 2 版"), "{now}");
        assert!(nobody.page(&format!("{public}?edition=1")).await.contains("公示不少于20日"));
        assert_eq!(nobody.get(&format!("{public}?edition=3")).await.status, StatusCode::NOT_FOUND);
        let mut tx = db.read().await.unwrap();
        let all = house_rules::of_kind(&mut tx, estate, RuleKind::Publication).await.unwrap();
        assert_eq!((all[0].edition, all[1].state.name()), (2, RuleStateName::Superseded));
        assert_eq!(house.journal(all[1].id).await, ["drafted", "proposed", "adopted", "superseded"]);
    }

    async fn two_drafts_of_one_rule_are_not_written(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = estates()[3];
        let clerk = house.staff("clerk", "en").await;
        let kind = format!("/desk/estates/{estate}/rules/covenant");
        let mut fields = crate::house::hidden(&clerk.page(&kind).await, &kind, "value=\"model\"");
        landed(&clerk.send(&kind, &fields).await);
        landed(&clerk.send(&kind, &fields).await);
        for field in fields.iter_mut().filter(|(name, _)| name == "form_key") {
            field.1 = house.compounds.site.new_id().to_string();
        }
        let second = clerk.send(&kind, &fields).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut tx = db.read().await.unwrap();
        let all = house_rules::of_kind(&mut tx, estate, RuleKind::Covenant).await.unwrap();
        assert_eq!(all.len(), 1);
    }

    async fn pages_of_rules_are_whole_in_both_languages(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = estates()[0];
        for lang in ["zh-CN", "en"] {
            let committee = house.staff("committee", lang).await;
            let nobody = house.nobody(lang);
            let desk = format!("/desk/estates/{estate}/rules");
            committee.page(&desk).await;
            for kind in RuleKind::ALL {
                committee.page(&format!("{desk}/{kind}")).await;
                let mut tx = db.read().await.unwrap();
                let all = house_rules::of_kind(&mut tx, estate, *kind).await.unwrap();
                drop(tx);
                for it in &all {
                    committee.page(&format!("{desk}/{kind}/{}", it.id)).await;
                }
                if all.iter().any(|it| it.edition > 0) {
                    nobody.page(&format!("/estates/{estate}/rules/{kind}")).await;
                }
            }
            nobody.page(&format!("/estates/{estate}/rules")).await;
            let json = nobody.page(&format!("/api/v1/estates/{estate}/rules")).await;
            assert!(json.contains("\"kind\":\"parking\",\"edition\":2"), "{json}");
            let manager = house.staff("manager", lang).await;
            assert_eq!(manager.get(&desk).await.status, StatusCode::NOT_FOUND);
            let answer = nobody.get(&format!("/estates/{estate}/rules/taxes")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    }
}
