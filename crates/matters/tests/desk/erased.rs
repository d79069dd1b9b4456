//! A person whose key was destroyed: every page goes on working, and none knows them any more.

use huiyin_db::testing::sealed_before;
use huiyin_db::{args, on_both_databases, queries, subject};
use huiyin_matters::store::{self, Placed, outdated, reporters_of};

use crate::support::{District, MIGRATIONS, matter_page};

queries! {
    SEALED = "SELECT r.id, r.code_sealed, r.name_sealed, r.phone_sealed, m.place_sealed FROM matter_reporter r
        JOIN matter m ON m.id = r.matter_id WHERE m.id = $1";
    AS_BEFORE = "UPDATE matter_reporter SET code_sealed = $2, name_sealed = $3 WHERE id = $1";
    PLACE_AS_BEFORE = "UPDATE matter SET place_sealed = $2 WHERE id = $1";
    NO_PHONES = "UPDATE matter_reporter SET phone_sealed = NULL";
    WITHOUT_KEY = "DELETE FROM subject_key WHERE id = $1";
}

/// The master key of the district under test.
const MASTER: [u8; 32] = [7; 32];

on_both_databases! { MIGRATIONS;
    async fn an_erased_reporter_is_a_sentence_and_not_an_error(db: Db) {
        let district = District::open(&db).await;
        let id = district.report("楼道灯不亮", Some("0408")).await;
        let site = &district.matters.site;
        let caller = district.sign_in("caller", "zh-CN").await;
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        let before = supervisor.get(&matter_page(id)).await.page();
        assert!(before.contains("138****1234"), "{before}");

        let mut tx = db.write().await.unwrap();
        let reporter = reporters_of(&mut tx, &site.keys, id).await.unwrap().remove(0);
        let code = reporter.code.unwrap();
        subject::destroy(&mut tx, reporter.id, site.now()).await.unwrap();
        tx.commit().await.unwrap();

        let known = district.known(id).await;
        assert_eq!((known.place.text.as_str(), known.place.public.as_str()), ("", "建新东路"));
        let mut tx = db.write().await.unwrap();
        let found = reporters_of(&mut tx, &site.keys, id).await.unwrap().remove(0);
        assert!(found.erased && found.code.is_none() && found.contact == store::Contact::default());
        assert_eq!(store::open_code(&mut tx, &site.keys, id).await.unwrap(), None);
        let place = Placed { text: "别处 2 单元".to_owned(), public: "别处".to_owned(), point: None };
        let entropy = site.entropy.as_ref();
        store::place(&mut tx, &site.keys, entropy, &known, &place, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        let known = district.known(id).await;
        assert_eq!((known.place.text.as_str(), known.place.public.as_str()), ("", "别处"));

        let after = supervisor.get(&matter_page(id)).await.page();
        assert!(after.contains("已按本人要求删除") && !after.contains("138****"), "{after}");
        for page in ["/desk", "/desk/matters"] {
            caller.get(page).await.page();
        }
        district.as_nobody(&format!("/echo/{}", code.as_str())).await.page();
    }

    async fn what_was_sealed_before_people_had_keys_opens_and_is_placed_anew(db: Db) {
        let district = District::open(&db).await;
        let id = district.report("楼道灯不亮", Some("0408")).await;
        let site = &district.matters.site;
        let entropy = site.entropy.as_ref();
        let mut tx = db.write().await.unwrap();
        let reporter = reporters_of(&mut tx, &site.keys, id).await.unwrap().remove(0);
        let code = reporter.code.unwrap();
        let seal = |place: String, text: &str| sealed_before(&MASTER, &place, text, entropy).unwrap();
        let name = seal(format!("reporter.name:{}", reporter.id), "谭大满");
        let sealed_code = seal(format!("reporter.code:{}", reporter.id), code.as_str());
        tx.execute(AS_BEFORE, args![reporter.id, sealed_code, name]).await.unwrap();
        let place = seal(format!("matter.place:{id}"), "旧址 1 栋");
        tx.execute(PLACE_AS_BEFORE, args![id, place]).await.unwrap();
        let found = reporters_of(&mut tx, &site.keys, id).await.unwrap().remove(0);
        assert_eq!(found.contact.name.as_deref(), Some("谭大满"));
        assert_eq!(found.contact.phone.as_deref(), Some("13812341234"), "beside a newer value");
        assert_eq!(found.code, Some(code));
        tx.commit().await.unwrap();
        let known = district.known(id).await;
        assert_eq!(known.place.text, "旧址 1 栋");
        let mut tx = db.write().await.unwrap();
        tx.execute(WITHOUT_KEY, args![reporter.id]).await.unwrap();
        let moved = Placed { text: "新址 2 栋".to_owned(), public: "新址".to_owned(), point: None };
        store::place(&mut tx, &site.keys, entropy, &known, &moved, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(district.known(id).await.place.text, "新址 2 栋");
    }

    async fn nothing_of_a_person_lies_under_the_districts_key(db: Db) {
        let district = District::open(&db).await;
        let id = district.report("楼道灯不亮", Some("0408")).await;
        let mut tx = db.read().await.unwrap();
        let row = tx.fetch_one(SEALED, args![id]).await.unwrap();
        let keys = &district.matters.site.keys;
        let person: huiyin_kernel::Id = row.get("id").unwrap();
        for (column, place) in [
            ("code_sealed", format!("reporter.code:{person}")),
            ("name_sealed", format!("reporter.name:{person}")),
            ("phone_sealed", format!("reporter.phone:{person}")),
            ("place_sealed", format!("matter.place:{id}")),
        ] {
            let sealed: Vec<u8> = row.get(column).unwrap();
            assert!(keys.open(&place, &sealed).is_err(), "{column}");
        }
    }

    async fn old_values_are_sealed_anew_and_nothing_of_the_erased_is(db: Db) {
        let district = District::open(&db).await;
        let site = &district.matters.site;
        let entropy = site.entropy.as_ref();
        let mut codes = Vec::new();
        for text in ["楼道灯不亮", "门禁坏了"] {
            let id = district.report(text, Some("0408")).await;
            let mut tx = db.write().await.unwrap();
            let one = reporters_of(&mut tx, &site.keys, id).await.unwrap().remove(0);
            let seal = |place: String, text: &str| sealed_before(&MASTER, &place, text, entropy).unwrap();
            let code = seal(format!("reporter.code:{}", one.id), one.code.as_ref().unwrap().as_str());
            let name = seal(format!("reporter.name:{}", one.id), "谭小满");
            tx.execute(AS_BEFORE, args![one.id, code, name]).await.unwrap();
            let place = seal(format!("matter.place:{id}"), "旧址 1 栋");
            tx.execute(PLACE_AS_BEFORE, args![id, place]).await.unwrap();
            tx.execute(WITHOUT_KEY, args![one.id]).await.unwrap();
            tx.commit().await.unwrap();
            codes.push((id, one.id, one.code));
        }
        let gone = codes[1].1;
        let mut tx = db.write().await.unwrap();
        // The phones of both are under a key that is no more; only old values count here.
        tx.execute(NO_PHONES, args![]).await.unwrap();
        subject::destroy(&mut tx, gone, site.now()).await.unwrap();
        assert_eq!(outdated::left(&mut tx).await.unwrap(), 4);
        tx.commit().await.unwrap();

        assert_eq!(outdated::seal_anew(&db, &site.keys, entropy, site.now()).await.unwrap(), 4);
        assert_eq!(outdated::seal_anew(&db, &site.keys, entropy, site.now()).await.unwrap(), 0);
        let mut tx = db.read().await.unwrap();
        assert_eq!(outdated::left(&mut tx).await.unwrap(), 0);
        let (id, _, code) = &codes[0];
        let kept = reporters_of(&mut tx, &site.keys, *id).await.unwrap().remove(0);
        assert_eq!((&kept.code, kept.contact.name.as_deref()), (code, Some("谭小满")));
        assert_eq!(district.known(*id).await.place.text, "旧址 1 栋");
        let row = tx.fetch_one(SEALED, args![codes[1].0]).await.unwrap();
        for column in ["name_sealed", "phone_sealed", "place_sealed"] {
            assert_eq!(row.get::<Option<Vec<u8>>>(column).unwrap(), None, "{column}");
        }
        assert!(row.get::<Vec<u8>>("code_sealed").unwrap().is_empty());
    }
}
