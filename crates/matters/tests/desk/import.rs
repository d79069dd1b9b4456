//! A file uploaded, looked at and confirmed.

use std::time::Duration;

use huiyin_db::on_both_databases;
use huiyin_matters::store;

use crate::support::{Answer, District, MIGRATIONS, Staff, hidden_fields};

const HERE: &str = "/desk/import";
const BOUNDARY: &str = "line-between-parts";
/// Looks at a running import before the test gives up.
const LOOKS: usize = 600;

const MAP: &str = r#"source_id = "hotline-12345"
title = { zh = "热线月度导出", en = "Monthly export of the hotline" }
[columns]
number = "工单编号"
text = "诉求内容"
received_at = "登记时间"
status = "状态"
source = { constant = "hotline" }
[statuses.from]
received = ["待派"]
"#;

const FILE: &str = "工单编号,诉求内容,登记时间,状态\n\
    A1,门口的灯三天不亮，电话13812345678,2026-03-02 09:00,待派\n\
    A2,,2026-03-02 09:30,待派\n\
    A3,=1+1,2027-03-02 09:30,待派\n";

/// Uploads through the form, as a browser does.
async fn upload(staff: &Staff<'_>, file: &[u8], fields: &[(&str, &str)]) -> Answer {
    let hidden = staff.form(HERE, HERE).await;
    let mut body = Vec::new();
    let hidden = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in hidden.chain(fields.iter().copied()) {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    if !file.is_empty() {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
        );
        body.extend(part.into_bytes());
        body.extend_from_slice(file);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    staff.send_body(HERE, &content_type, body).await
}

/// The page of an import that has come to its end.
async fn ended(staff: &Staff<'_>, address: &str) -> String {
    for _ in 0..LOOKS {
        let page = staff.get(address).await.page();
        if !page.contains("http-equiv=\"refresh\"") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the import goes on and on");
}

async fn known(district: &District, number: &str) -> Option<huiyin_kernel::Id> {
    let mut tx = district.matters.site.db.read().await.unwrap();
    store::known_outside(&mut tx, "hotline-12345", number)
        .await
        .unwrap()
}

on_both_databases! {
    MIGRATIONS;

    async fn a_file_is_looked_at_confirmed_and_known_again(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "en").await;
        let address = upload(&dispatcher, FILE.as_bytes(), &[("map", "own"), ("map_text", MAP)]).await.landed();
        let page = dispatcher.get(&address).await.page();
        assert!(page.contains("3 rows: 1 new"), "{page}");
        assert!(page.contains("Import 1 matters"), "{page}");
        assert!(!page.contains("13812345678"), "a preview shows no telephone");
        assert!(page.contains("There is no text"), "{page}");
        assert_eq!(known(&district, "A1").await, None, "nothing is written yet");

        let file = dispatcher.get(&format!("{address}/refused.csv")).await;
        let text = file.text();
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(text.contains("The time lies in the future"), "{text}");

        let form = hidden_fields(&page, &address);
        dispatcher.send(&address, &form).await.landed();
        dispatcher.send(&address, &form).await.landed();
        let page = ended(&dispatcher, &address).await;
        assert!(page.contains("1 matters imported."), "{page}");
        let id = known(&district, "A1").await.unwrap();
        let kept = district.known(id).await;
        assert_eq!(kept.matter.state_name().name(), "received");
        let mut tx = db.read().await.unwrap();
        let history = huiyin_db::journal::of_subject(&mut tx, id).await.unwrap();
        assert_eq!(history.len(), 1, "a double click imports once");
        assert_eq!(history[0].actor, format!("staff:{}", dispatcher.account));
        drop(tx);

        let again = upload(&dispatcher, FILE.as_bytes(), &[("map", "own"), ("map_text", MAP)]).await.landed();
        let page = dispatcher.get(&again).await.page();
        assert!(page.contains("0 new, 1 imported before"), "{page}");
        assert!(!page.contains(&format!("action=\"{again}\"")), "nothing to confirm");
        let changed = FILE.replace("三天", "五天");
        let other = upload(&dispatcher, changed.as_bytes(), &[("map", "own"), ("map_text", MAP)]).await.landed();
        let page = dispatcher.get(&other).await.page();
        assert!(page.contains("A1") && page.contains("now say something else"), "{page}");
    }

    async fn a_shipped_map_fits_its_file_in_both_languages(db: Db) {
        let district = District::open(&db).await;
        let file = std::fs::read(
            std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../../tests/data/requests-311/stl_january_2018.csv"),
        )
        .unwrap();
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let address = upload(&dispatcher, &file, &[("map", "stl")]).await.landed();
        let page = dispatcher.get(&address).await.page();
        assert!(page.contains("确认导入 140 件") && page.contains("供水处"), "{page}");
        let form = hidden_fields(&page, &address);
        dispatcher.send(&address, &form).await.landed();
        let page = ended(&dispatcher, &address).await;
        assert!(page.contains("已导入 140 件"), "{page}");
        let list = dispatcher.get("/desk/matters?state=closed").await.page();
        assert!(list.contains("WTR-COMING-UP"), "{list}");
    }

    async fn what_is_wrong_is_said_at_its_field_and_the_map_is_kept(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "en").await;
        let none = upload(&dispatcher, b"", &[("map", "own")]).await;
        assert_eq!(none.status, 422);
        let text = none.text();
        assert!(text.contains("Choose a table.") && text.contains("Choose a map"), "{text}");
        let wrong = MAP.replace("\"待派\"", "待派");
        let answer = upload(&dispatcher, FILE.as_bytes(), &[("map", "own"), ("map_text", &wrong)]).await;
        assert_eq!(answer.status, 422);
        let text = answer.text();
        assert!(text.contains("id=\"f-map_text-error\"") && text.contains("hotline-12345"), "{text}");
        // A file that belongs to another map names the column that it lacks.
        let answer = upload(&dispatcher, FILE.as_bytes(), &[("map", "nyc")]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("unique_key"));
        let answer = upload(&dispatcher, &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], &[("map", "stl")]).await;
        assert_eq!(answer.status, 422);
    }

    async fn an_upload_is_its_owners_and_the_page_for_those_who_may(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "en").await;
        let address = upload(&dispatcher, FILE.as_bytes(), &[("map", "own"), ("map_text", MAP)]).await.landed();
        let clerk = district.sign_in("clerk", "en").await;
        assert_ne!(clerk.get(HERE).await.status, 200);
        assert_ne!(clerk.get(&address).await.status, 200);
        let gone = dispatcher.get(&format!("{HERE}/{}", dispatcher.account)).await;
        assert_eq!(gone.status, 422);
        assert!(gone.text().contains("Upload it again"), "{}", gone.text());
        assert_eq!(dispatcher.get("/desk/import/nothing").await.status, 404);
    }
}
