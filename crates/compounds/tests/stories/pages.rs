//! The pages of the register, of an estate's home and of an owner, in both languages.

use axum::http::StatusCode;
use huiyin_compounds::demo::{ESTATES, estates, phone_of};
use huiyin_compounds::ops::register as ops;
use huiyin_compounds::store::register::freeze;
use huiyin_db::on_both_databases;
use huiyin_kernel::Id;

use crate::house::{Answer, House, MIGRATIONS, Staff, hidden};

fn landed(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location.split('?').next().unwrap().to_owned()
}

async fn unit_written(clerk: &Staff<'_>, estate: Id, label: &str, area: &str) -> Answer {
    let new = format!("/desk/estates/{estate}/units/new");
    let fields = [
        ("building", "8栋"),
        ("label", label),
        ("kind", "dwelling"),
        ("area", area),
        ("source", "surveyed"),
        ("delivery", "delivered"),
    ];
    clerk.submit(&new, (&new, ""), &fields).await
}

/// What people would see of an owner in clear.
fn contact() -> (String, String) {
    ("欧阳若水".to_owned(), "13800000051".to_owned())
}

async fn settled(clerk: &Staff<'_>, path: &str) -> String {
    for _ in 0..200 {
        let page = clerk.page(path).await;
        if !page.contains("http-equiv=\"refresh\"") {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the import does not come to an end");
}

on_both_databases! { MIGRATIONS;
    async fn an_estate_is_registered_described_and_named(db: Db) {
        let house = House::with_demo(&db).await;
        let compound = house.area("c010").await.id.to_string();
        for (lang, name) in [("zh-CN", "石阶人家"), ("en", "石阶人家北区")] {
            let clerk = house.staff("clerk", lang).await;
            let new = "/desk/estates/new";
            let none = clerk.submit(new, (new, ""), &[("compound", ""), ("name", name)]).await;
            assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(none.text.contains(name), "what was typed is kept");
            let answer = clerk.submit(new, (new, ""), &[("compound", &compound), ("name", name)]).await;
            let here = landed(&answer);
            assert!(clerk.page(&answer.location).await.contains(name));
            let edit = format!("{here}/edit");
            let facts = [("name", name), ("company", "某某物业"), ("fee", "一元"), ("contract_from", "2026-01-01"), ("contract_until", "2025-01-01")];
            let wrong = clerk.submit(&edit, (&edit, ""), &facts).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.text.contains("某某物业") && wrong.text.contains("f-fee-error") && wrong.text.contains("f-contract_until-error"), "{}", wrong.text);
            let facts = [("name", name), ("company", "某某物业"), ("fee", "1.85"), ("committee", "elected")];
            landed(&clerk.submit(&edit, (&edit, ""), &facts).await);
            let names = format!("{here}/names");
            let said = [("name", "石阶二期"), ("kind", "phase"), ("reason", "")];
            let none = clerk.submit(&names, (&names, ""), &said).await;
            assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
            let said = [("name", "石阶二期"), ("kind", "phase"), ("reason", "同一份规划许可")];
            landed(&clerk.submit(&names, (&names, ""), &said).await);
            let page = clerk.page(&here).await;
            assert!(page.contains("1.85") && page.contains("石阶二期") && page.contains("同一份规划许可"), "{page}");
        }
        let clerk = house.staff("clerk", "zh-CN").await;
        let found = clerk.page("/desk/estates?q=%E4%BA%8C%E6%9C%9F").await;
        assert!(found.contains("石阶人家北区") && found.contains("桐荫里") && !found.contains("槐序苑"), "by the name of a phase");
    }

    async fn one_form_sent_many_times_at_once_is_one_estate(db: Db) {
        let house = House::with_demo(&db).await;
        let compound = house.area("c010").await.id.to_string();
        let clerk = house.staff("clerk", "zh-CN").await;
        let new = "/desk/estates/new";
        let mut form = hidden(&clerk.page(new).await, new, "");
        form.push(("compound".to_owned(), compound));
        form.push(("name".to_owned(), "一次就够".to_owned()));
        let (a, b, c, d) = tokio::join!(
            clerk.send(new, &form),
            clerk.send(new, &form),
            clerk.send(new, &form),
            clerk.send(new, &form),
        );
        let first = landed(&a);
        for twin in [&b, &c, &d] {
            assert_eq!(landed(twin), first);
        }
        let list = clerk.page("/desk/estates?q=%E4%B8%80%E6%AC%A1%E5%B0%B1%E5%A4%9F").await;
        assert_eq!(list.matches(&format!("href=\"{first}\"")).count(), 1, "{list}");
    }

    async fn a_unit_is_written_sold_and_its_owner_masked(db: Db) {
        let house = House::with_demo(&db).await;
        let id = estates()[6];
        let (name, phone) = contact();
        for lang in ["zh-CN", "en"] {
            let clerk = house.staff("clerk", lang).await;
            let label = format!("1-{}", lang.len());
            let odd = unit_written(&clerk, id, &label, "很大").await;
            assert!(odd.status == StatusCode::UNPROCESSABLE_ENTITY && odd.text.contains("很大"));
            let here = landed(&unit_written(&clerk, id, &label, "88.80").await);
            let twin = unit_written(&clerk, id, &label, "88.80").await;
            assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twin.text);
            let owners = format!("{here}/owners");
            let sold = [("from", "2026-11-20"), ("name-1", name.as_str()), ("phone-1", phone.as_str()), ("name-2", "阳二")];
            let future = [("from", "2027-01-01"), ("name-1", name.as_str())];
            let not_yet = clerk.submit(&here, (&owners, ""), &future).await;
            assert!(not_yet.status == StatusCode::UNPROCESSABLE_ENTITY && not_yet.text.contains(&name), "kept");
            let mut form = hidden(&clerk.page(&here).await, &owners, "");
            form.extend(sold.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
            let first = clerk.send(&owners, &form).await;
            landed(&first);
            assert_eq!(clerk.send(&owners, &form).await.location, first.location, "twice is once");
            let page = clerk.page(&here).await;
            assert!(!page.contains(&name) && !page.contains(&phone), "{page}");
            assert!(page.contains("138****0051"), "{page}");
            let owner = page.split(&format!("/desk/estates/{id}/owners/")).nth(1).unwrap();
            let owner: Id = owner.split('"').next().unwrap().parse().unwrap();
            let who = format!("/desk/estates/{id}/owners/{owner}");
            assert!(!clerk.page(&who).await.contains(&phone));
            let edit = format!("{here}/edit");
            let weaker = [("building", "8栋"), ("label", label.as_str()), ("kind", "dwelling"), ("area", "90"), ("source", "contract"), ("delivery", "delivered")];
            let refused = clerk.submit(&edit, (&edit, ""), &weaker).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let committee = house.staff("committee", lang).await;
            assert_eq!(committee.get(&here).await.status, StatusCode::NOT_FOUND, "another compound");
        }
    }

    async fn behind_a_mask_one_looks_with_a_reason(db: Db) {
        let house = House::with_demo(&db).await;
        let site = &house.compounds.site;
        let id = estates()[0];
        let mut tx = db.read().await.unwrap();
        let estate = ops::estate(&mut tx, id).await.unwrap();
        let roll = ops::roll(&mut tx, &estate, site.now().date()).await.unwrap();
        drop(tx);
        let owner = roll.units[1].owners[0].0;
        let who = format!("/desk/estates/{id}/owners/{owner}");
        let phone = phone_of(&ESTATES[0], 0, 1).unwrap();
        let clerk = house.staff("clerk", "zh-CN").await;
        let reveal = format!("{who}/reveal");
        let none = clerk.submit(&who, (&reveal, ""), &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..23 {
            let shown = clerk.submit(&who, (&reveal, ""), &[("reason", "notice")]).await;
            assert!(shown.status == StatusCode::OK && shown.text.contains(&phone), "{}", shown.text);
        }
        assert!(!clerk.page(&who).await.contains(&phone), "for one answer");
        let copy = clerk.submit(&who, (&format!("{who}/copy"), ""), &[]).await;
        assert!(copy.text.contains(&phone) && copy.text.contains("\"looks\""), "{}", copy.text);
        let committee = house.staff("committee", "zh-CN").await;
        assert_eq!(committee.get(&who).await.status, StatusCode::NOT_FOUND, "the register is not theirs");
        let edit = [("name", "更正"), ("phone", "123")];
        let odd = clerk.submit(&who, (&who, ""), &edit).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        landed(&clerk.submit(&who, (&who, ""), &[("name", "更正后"), ("phone", "13800000061")]).await);
        assert!(clerk.page(&who).await.contains("138****0061"));
        let journal = house.journal(owner).await;
        assert_eq!(journal, ["entered", "changed"]);
    }

    async fn a_table_is_checked_shown_and_written(db: Db) {
        let house = House::with_demo(&db).await;
        let id = estates()[2];
        let start = format!("/desk/estates/{id}/import");
        let clerk = house.staff("clerk", "zh-CN").await;
        let bad = clerk.upload(&start, "x.xlsx", b"PK no workbook").await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", bad.text);
        let text = "楼栋,房号,面积,业主,电话\n7栋,1-1,88.80,甲某,10009990071\n7栋,1-2,很大,乙某,\n";
        let answer = clerk.upload_with(&start, ("x.csv", text.as_bytes()), &[("as_of", "2026-11-01"), ("source", "register")]).await;
        let here = landed(&answer);
        let page = clerk.page(&here).await;
        assert!(page.contains("很大") && page.contains("写入 1 行"), "{page}");
        let refused = clerk.get(&format!("{here}/refused.csv")).await;
        assert!(refused.text.contains("很大"));
        landed(&clerk.submit(&here, (&here, "confirm"), &[("act", "confirm")]).await);
        let done = settled(&clerk, &here).await;
        assert!(done.contains("导入完成"), "{done}");
        let list = clerk.page(&format!("/desk/estates/{id}/units?q=1-1&kind=dwelling")).await;
        assert!(list.contains("7栋 1-1") && !list.contains("7栋 1-2"), "{list}");
        let json = clerk.get(&format!("/api/v1/estates/{id}/units?q=1-1")).await.text;
        assert!(json.contains("\"area_centi\":8880") && !json.contains("甲某"), "{json}");
        let book = clerk.get(&format!("/desk/estates/{id}/units.xlsx")).await;
        assert_eq!(book.bytes.get(..2), Some(&b"PK"[..]));
        let again = clerk.upload_with(&start, ("units.xlsx", &book.bytes), &[("as_of", "2026-11-26"), ("source", "contract")]).await;
        let page = clerk.page(&landed(&again)).await;
        assert!(!page.contains("写入"), "our own workbook taken in again changes nothing: {page}");
        let mut tx = db.write().await.unwrap();
        let vote = Id::derived("test", "vote");
        let site = &house.compounds.site;
        freeze(&mut tx, id, vote, site.now().date(), site.now()).await.unwrap();
        tx.commit().await.unwrap();
        let text = "楼栋,房号,面积,业主\n7栋,1-9,88.80,丙某\n";
        let answer = clerk.upload_with(&start, ("x.csv", text.as_bytes()), &[("as_of", "2026-11-26"), ("source", "register")]).await;
        let page = clerk.page(&landed(&answer)).await;
        assert!(page.contains("正在表决") && !page.contains("写入 1 行"), "{page}");
        let other = house.staff("supervisor", "zh-CN").await;
        let foreign = other.get(&landed(&answer)).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else's file is not shown");
    }

    async fn everybody_finds_their_compound(db: Db) {
        let house = House::with_demo(&db).await;
        let id = estates()[0];
        for lang in ["zh-CN", "en"] {
            let nobody = house.nobody(lang);
            let start = nobody.page("/").await;
            assert!(start.contains("href=\"/estates\""), "the first tap");
            let found = nobody.page("/estates?q=%E6%A1%90%E8%8D%AB%E9%87%8C%E4%BA%8C%E6%9C%9F").await;
            assert!(found.contains(&format!("href=\"/estates/{id}\"")), "the second tap, by the name of a phase");
            let home = nobody.page(&format!("/estates/{id}")).await;
            assert!(home.contains("和邻物业") && home.contains("/report?place="), "{home}");
            let report = nobody.page("/report?place=%E6%A1%90%E8%8D%AB%E9%87%8C%22%3E").await;
            assert!(report.contains("value=\"桐荫里&#34;&#62;\""), "{report}");
            let mine = nobody.get("/mine/home").await;
            assert_eq!((mine.status, mine.location.as_str()), (StatusCode::SEE_OTHER, "/mine?for=home"));
            let enter = nobody.page("/mine?for=home").await;
            assert!(enter.contains("name=\"for\" value=\"home\""), "{enter}");
            let none = nobody.page("/estates?q=%25").await;
            assert!(!none.contains("/estates/0"), "a sign of the search is a sign");
        }
        let nobody = house.nobody("en");
        let gone = Id::derived("test", "no estate");
        assert_eq!(nobody.get(&format!("/estates/{gone}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(nobody.get(&format!("/desk/estates/{id}")).await.status, StatusCode::SEE_OTHER);
    }

    async fn an_owner_sees_their_own_unit_and_no_other(db: Db) {
        let house = House::with_demo(&db).await;
        let phone = phone_of(&ESTATES[0], 0, 5).unwrap();
        let owner = house.resident(&phone, "zh-CN").await;
        let page = owner.page("/mine/home").await;
        assert!(page.contains("1栋 1单元3-2") && page.contains("89.70"), "{page}");
        assert!(page.contains("由您代表投票") || page.contains("由另一位共有人代表投票"), "{page}");
        assert!(!page.contains("1单元3-3"), "{page}");
        let again = owner.get("/mine?for=home").await;
        assert_eq!((again.status, again.location.as_str()), (StatusCode::SEE_OTHER, "/mine/home"), "proven already");
        let copy = owner.get("/mine/home/copy").await.text;
        assert!(copy.contains(&phone) && copy.contains("1单元3-2"), "{copy}");
        let stranger = house.resident("13900000000", "en").await;
        let none = stranger.page("/mine/home").await;
        assert!(none.contains("No unit on record"), "{none}");
    }
}
