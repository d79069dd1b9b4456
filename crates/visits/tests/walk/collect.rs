//! ODK Collect in place of the notebook: what it asks and sends, and what others try.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use huiyin_db::{Db, on_both_databases};
use huiyin_matters::store as matters;
use huiyin_visits::model::{SubmissionState, VisitStateName};
use huiyin_visits::store::{findings, submissions};
use tower::ServiceExt as _;

use crate::house::{ANN, BEN, House, MIGRATIONS, STRANGER, at};

const STORED: &str = include_str!("collect.xml");
const FORM: &str = "/openrosa/forms/household_visit";
pub const PHOTO: &str = "1795831533123.jpg";

/// A phone with ODK Collect.
pub struct Collect<'h> {
    house: &'h House,
    login: String,
    secret: String,
    /// The page on which it was made.
    page: String,
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let rest = text.split(before).nth(1).expect(before);
    rest.split(after).next().unwrap()
}

pub async fn added<'h>(house: &'h House, login: &str) -> Collect<'h> {
    let phone = house.phone(login).await;
    let (status, page) = phone
        .form("/account/collect", &[("label", "自己的手机")])
        .await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let shown: Vec<&str> = page
        .split("<dd class=\"code\">")
        .skip(1)
        .map(|it| it.split('<').next().unwrap())
        .collect();
    assert!(shown[0].ends_with("/openrosa"));
    Collect {
        house,
        login: shown[1].to_owned(),
        secret: shown[2].to_owned(),
        page: page.clone(),
    }
}

pub struct Answer {
    pub status: StatusCode,
    asks: bool,
    version: Option<String>,
    text: String,
}

impl Collect<'_> {
    fn line(&self) -> String {
        let coded = STANDARD.encode(format!("{}:{}", self.login, self.secret));
        format!("Basic {coded}")
    }

    async fn call(&self, request: Request<Body>) -> Answer {
        let response = self.house.service.clone().oneshot(request).await.unwrap();
        let headers = response.headers();
        let read = |name: &str| headers.get(name).map(|it| it.to_str().unwrap().to_owned());
        let (asks, version) = (
            read("www-authenticate").is_some(),
            read("x-openrosa-version"),
        );
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 16_000_000).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer {
            status,
            asks,
            version,
            text,
        }
    }

    async fn ask(&self, method: &str, path: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("X-OpenRosa-Version", "1.0")
            .header(header::AUTHORIZATION, self.line());
        self.call(request.body(Body::empty()).unwrap()).await
    }

    async fn version(&self) -> String {
        let list = self.ask("GET", "/openrosa/formList").await;
        between(&list.text, "<version>", "<").to_owned()
    }

    pub async fn send(&self, xml: &[u8], photos: &[(&str, Vec<u8>)]) -> Answer {
        let mut body = Vec::new();
        let mut part = |name: &str, file: &str, kind: &str, bytes: &[u8]| {
            let head = format!(
                "--b0undary\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
                bytes.len()
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        };
        part(
            "xml_submission_file",
            "Huiyin_2026-11-28.xml",
            "text/xml",
            xml,
        );
        for (name, bytes) in photos {
            part(name, name, "image/jpeg", bytes);
        }
        body.extend_from_slice(b"--b0undary--\r\n");
        let request = Request::post("/openrosa/submission")
            .header("X-OpenRosa-Version", "1.0")
            .header(header::AUTHORIZATION, self.line())
            .header(
                header::CONTENT_TYPE,
                "multipart/form-data; boundary=b0undary",
            );
        self.call(request.body(Body::from(body)).unwrap()).await
    }

    /// What stands stored on a phone, about this door.
    pub async fn stored(&self, door: usize) -> String {
        STORED
            .replace("{version}", &self.version().await)
            .replace("{stop}", &self.house.doors[door].to_string())
    }
}

pub fn jpeg(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(32, 24, image::Rgb([shade, 90, 60]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

pub async fn found(db: &Db, house: &House, door: usize) -> Vec<findings::Finding> {
    let mut tx = db.read().await.unwrap();
    findings::of_visit(&mut tx, house.doors[door])
        .await
        .unwrap()
}

async fn sent(house: &House, door: usize) -> Vec<submissions::Sent> {
    let person = house.person(door).await;
    let mut tx = house.slice.site.db.read().await.unwrap();
    submissions::of_visit(&mut tx, &house.slice.site.keys, house.doors[door], person)
        .await
        .unwrap()
}

on_both_databases! {
    MIGRATIONS;

    async fn v10_a_phone_with_collect_fetches_the_stops_of_its_team_and_nothing_else(db: Db) {
        let house = House::open(&db).await;
        let ann = added(&house, ANN).await;
        assert!(!ann.page.contains('⟦') && ann.page.contains("<svg"), "{}", ann.page);
        let list = ann.ask("GET", "/openrosa/formList").await;
        assert_eq!((list.status, list.version.as_deref()), (StatusCode::OK, Some("1.0")));
        assert_eq!(list.text.matches("<xform>").count(), 1);
        assert!(list.text.contains("<downloadUrl>http://127.0.0.1:8300/openrosa/forms/household_visit</downloadUrl>"));
        let form = ann.ask("GET", FORM).await;
        assert_eq!(form.status, StatusCode::OK);
        assert_eq!(between(&list.text, "<hash>md5:", "<").len(), 32);
        assert!(form.text.contains(&format!("version=\"{}\"", ann.version().await)));
        for door in &house.doors {
            assert!(form.text.contains(&door.to_string()));
        }
        assert!(!form.text.contains("秦素芬"), "no name leaves the house");
        let manifest = ann.ask("GET", &format!("{FORM}/manifest")).await;
        assert_eq!(manifest.status, StatusCode::OK);
        assert!(manifest.text.contains("xformsManifest"));
        assert_eq!(ann.ask("GET", "/openrosa/forms/other").await.status, StatusCode::NOT_FOUND);
        // Somebody of another team has nothing today.
        let stranger = added(&house, STRANGER).await;
        assert!(!stranger.ask("GET", "/openrosa/formList").await.text.contains("<xform>"));
        assert_eq!(stranger.ask("GET", FORM).await.status, StatusCode::NOT_FOUND);
        let theirs = stranger.send(ann.stored(0).await.as_bytes(), &[]).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{}", theirs.text);
        assert!(theirs.text.contains("<OpenRosaResponse"));
        assert_eq!(sent(&house, 0).await.len(), 0);
    }

    async fn what_collect_stored_becomes_a_matter_once_with_its_photo(db: Db) {
        let house = House::open(&db).await;
        let ann = added(&house, ANN).await;
        let head = ann.ask("HEAD", "/openrosa/submission").await;
        assert_eq!((head.status, head.text.as_str()), (StatusCode::NO_CONTENT, ""));
        let xml = ann.stored(0).await;
        // The answers alone, then with the photo, then all of it again.
        let first = ann.send(xml.as_bytes(), &[]).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
        assert!(first.text.contains("<OpenRosaResponse"));
        for _ in 0..2 {
            let again = ann.send(xml.as_bytes(), &[(PHOTO, jpeg(200))]).await;
            assert_eq!(again.status, StatusCode::CREATED, "{}", again.text);
            assert!(again.text.contains("已收到，谢谢。"), "nothing was left out: {}", again.text);
        }
        let all = found(&db, &house, 0).await;
        assert_eq!(all.len(), 1);
        let mut tx = db.read().await.unwrap();
        let photos = matters::photos_of(&mut tx, all[0].matter).await.unwrap();
        assert_eq!(photos.len(), 1);
        let texts = matters::texts_of(&mut tx, all[0].matter).await.unwrap();
        assert!(texts.iter().any(|it| it.body == "三楼楼道灯不亮 & 门坏了"), "{texts:?}");
        drop(tx);
        let sent = sent(&house, 0).await;
        assert_eq!(sent.len(), 1);
        assert_eq!((sent[0].channel.as_str(), sent[0].voice.state), ("collect", SubmissionState::Counts));
        assert_eq!(sent[0].voice.said.odd, Vec::<String>::new());
        assert_eq!(sent[0].voice.said.answers["suggestions"], serde_json::json!({"declined": true}));
        assert_eq!(house.stored(0).await.visit.state.name(), VisitStateName::Visited);
        // Other words, or another photo, under the same number lose neither.
        let other = ann.send(xml.replace("三楼", "四楼").as_bytes(), &[]).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert_eq!(ann.send(xml.as_bytes(), &[(PHOTO, jpeg(10))]).await.status, StatusCode::CONFLICT);
        assert_eq!(found(&db, &house, 0).await.len(), 1);
    }

    async fn nobody_there_is_an_outcome_and_an_old_form_is_still_heard(db: Db) {
        let house = House::open(&db).await;
        let ann = added(&house, ANN).await;
        let xml = ann.stored(1).await;
        let meta = format!("<orx:meta>{}</orx:meta>", between(&xml, "<orx:meta>", "</orx:meta>"));
        let stop = format!("<stop>{}</stop>", house.doors[1]);
        let open = xml.split("<stop>").next().unwrap();
        let nobody = format!("{open}{stop}<_outcome>not_met</_outcome>{meta}</data>");
        assert_eq!(ann.send(nobody.as_bytes(), &[]).await.status, StatusCode::CREATED);
        assert_eq!(house.stored(1).await.visit.state.name(), VisitStateName::NotMet);
        // A form that nobody knows any more: kept whole for whoever looks at it.
        let old = ann.stored(2).await.replace("household_visit", "last_year").replace("uuid:5b", "uuid:6c");
        let answer = ann.send(old.as_bytes(), &[(PHOTO, jpeg(1))]).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        assert!(answer.text.contains("有1张照片"), "a photo without its yes is told: {}", answer.text);
        let kept = sent(&house, 2).await;
        assert!(kept[0].voice.said.answers["matter/matter_text"].as_str().unwrap().contains("三楼"));
        assert!(kept[0].voice.said.odd.contains(&"form-unknown".to_owned()));
    }

    async fn a_photo_without_a_yes_is_left_out_and_told(db: Db) {
        let house = House::open(&db).await;
        let ann = added(&house, ANN).await;
        let xml = ann.stored(0).await.replace("<photo_consent>yes", "<photo_consent>no");
        let answer = ann.send(xml.as_bytes(), &[(PHOTO, jpeg(5)), ("other.jpg", jpeg(6))]).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert!(answer.text.contains("有2张照片"), "{}", answer.text);
        let matter = found(&db, &house, 0).await[0].matter;
        let mut tx = db.read().await.unwrap();
        assert_eq!(matters::photos_of(&mut tx, matter).await.unwrap().len(), 0);
    }

    async fn hostile_sendings_are_refused_and_keep_nothing(db: Db) {
        let house = House::open(&db).await;
        let ann = added(&house, ANN).await;
        let good = ann.stored(0).await;
        let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
        let bad = [
            String::new(),
            "no xml".to_owned(),
            good.replace("<data ", "<!DOCTYPE data [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><data "),
            good.replace("三楼", "&b;"),
            good.replace("<opening />", "<?php x?>"),
            good.replace("<opening />", &deep),
            good.replace("<opening />", &"<a/>".repeat(2_000)),
            good.replace("三楼", &"长".repeat(100_000)),
            good.replace("</matter>", ""),
            good.replace("visited</_outcome>", "bribed</_outcome>"),
            good.replace("2026-11-28T", "yesterday"),
            good.replace(&house.doors[0].to_string(), "x"),
            good.replace("<orx:instanceID>uuid:", "<orx:instanceID></orx:instanceID><x>"),
            format!("{good}<data/>"),
        ];
        for xml in &bad {
            let answer = ann.send(xml.as_bytes(), &[]).await;
            let refused = answer.status == StatusCode::BAD_REQUEST || answer.status == StatusCode::PAYLOAD_TOO_LARGE;
            assert!(refused, "{} {}", answer.status, xml.chars().take(300).collect::<String>());
            assert!(answer.text.contains("<OpenRosaResponse"));
        }
        assert_eq!(ann.send(&[0xff, 0xfe, 0x00], &[]).await.status, StatusCode::BAD_REQUEST);
        let many: Vec<(&str, Vec<u8>)> = (0..25).map(|_| (PHOTO, vec![1])).collect();
        assert_eq!(ann.send(good.as_bytes(), &many).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        let huge = [(PHOTO, vec![0; 13 * 1024 * 1024])];
        assert_eq!(ann.send(good.as_bytes(), &huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(sent(&house, 0).await.len(), 0);
        // What is no picture is told; the answers beside it are safe.
        let answer = ann.send(good.as_bytes(), &[(PHOTO, b"<script>".to_vec())]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(sent(&house, 0).await.len(), 1);
    }

    async fn only_a_phones_own_secret_opens_and_five_wrong_ones_close(db: Db) {
        let house = House::open(&db).await;
        let mut ann = added(&house, ANN).await;
        // A session is no device, and a password of an account is no secret of one.
        let phone = house.phone(ANN).await;
        assert_eq!(phone.get("/openrosa/formList").await.0, StatusCode::UNAUTHORIZED);
        let right = std::mem::replace(&mut ann.secret, huiyin_registry::demo::PASSWORD.to_owned());
        let device = std::mem::replace(&mut ann.login, ANN.to_owned());
        let answer = ann.ask("GET", "/openrosa/formList").await;
        assert_eq!((answer.status, answer.asks), (StatusCode::UNAUTHORIZED, true));
        ann.login = device;
        for _ in 0..5 {
            assert_eq!(ann.ask("GET", "/openrosa/formList").await.status, StatusCode::UNAUTHORIZED);
        }
        ann.secret = right;
        assert_eq!(ann.ask("HEAD", "/openrosa/submission").await.status, StatusCode::UNAUTHORIZED);
        // Nobody is locked out of their account by that.
        assert_eq!(house.phone(ANN).await.get("/account/collect").await.0, StatusCode::OK);
        house.clock.set(at("2026-11-28 09:56"));
        assert_eq!(ann.ask("HEAD", "/openrosa/submission").await.status, StatusCode::NO_CONTENT);
    }

    async fn a_phone_that_is_removed_or_whose_owner_has_a_new_password_is_let_in_no_more(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben) = (added(&house, ANN).await, added(&house, BEN).await);
        let path = format!("/account/collect/{}/remove", between(&ann.page, "/account/collect/", "/remove"));
        // Nobody removes another's.
        house.phone(BEN).await.form(&path, &[]).await;
        assert_eq!(ann.ask("HEAD", "/openrosa/submission").await.status, StatusCode::NO_CONTENT);
        assert_eq!(house.phone(ANN).await.form(&path, &[]).await.0, StatusCode::SEE_OTHER);
        assert_eq!(ann.ask("HEAD", "/openrosa/submission").await.status, StatusCode::UNAUTHORIZED);
        house.clock.set(at("2026-11-28 09:50"));
        let (status, page) = house.phone(BEN).await.form("/account/password", &[
            ("old", huiyin_registry::demo::PASSWORD), ("new", "Lamp-post-91-green"), ("again", "Lamp-post-91-green"),
        ]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(ben.ask("HEAD", "/openrosa/submission").await.status, StatusCode::UNAUTHORIZED);
    }

    async fn the_same_form_twice_is_one_phone_and_five_are_enough(db: Db) {
        let house = House::open(&db).await;
        let phone = house.phone(ANN).await;
        let (_, token) = (0, phone.token().await);
        let pairs = [("csrf", token), ("form_key", house.new_id().to_string()), ("label", "手机".to_owned())];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value));
        let mut seen = Vec::new();
        for _ in 0..2 {
            let (status, page) = crate::house::post_form(&house, "/account/collect", Some(&phone.cookie), &pairs).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            seen.push(page.split("<dd class=\"code\">").nth(3).unwrap().split('<').next().unwrap().to_owned());
        }
        assert_eq!(seen[0], seen[1]);
        let (_, page) = phone.get("/account/collect").await;
        assert_eq!(page.matches("/remove\"").count(), 1);
        assert!(!page.contains(&seen[0]), "a secret is shown once");
        for number in 2..=5 {
            phone.form("/account/collect", &[("label", &format!("{number}号"))]).await;
        }
        let (status, _) = phone.form("/account/collect", &[("label", "第六部")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(phone.form("/account/collect", &[("label", "")]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
