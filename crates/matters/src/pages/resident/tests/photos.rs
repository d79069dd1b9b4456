use axum::http::StatusCode;
use huiyin_db::on_both_databases;

use super::house::{SETS, code_of, house};

/// A small photo, and into it what a camera writes: the place where it was taken.
fn photo_with_position() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(40, 30, |x, y| {
        image::Rgb([
            u8::try_from(x * 6).unwrap_or(0),
            u8::try_from(y * 8).unwrap_or(0),
            90,
        ])
    });
    let mut jpeg = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .unwrap();
    let jpeg = jpeg.into_inner();
    // One directory with one pointer to the GPS directory, which names north.
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    exif.extend(b"\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0");
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut with = jpeg[..2].to_vec();
    with.extend([0xff, 0xe1]);
    with.extend(length);
    with.extend(exif);
    with.extend(&jpeg[2..]);
    with
}

/// A picture of a hundred bytes that says it measures 60,000 by 60,000.
fn bomb() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend(60_000u32.to_be_bytes());
    png.extend(60_000u32.to_be_bytes());
    png.extend([8, 2, 0, 0, 0]);
    png.extend([0; 80]);
    png
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

/// The address of the first photo on a page.
fn photo_address(page: &str) -> Option<String> {
    let start = page.find("src=\"/photo/")? + 5;
    let end = page[start..].find('"')?;
    Some(page[start..start + end].to_owned())
}

const FIELDS: [(&str, &str); 2] = [("what", "围墙倒了一段"), ("unknown_place", "1")];

on_both_databases! { SETS;
    async fn a_photo_is_kept_without_the_place_where_it_was_taken(db: Db) {
        let house = house(db).await;
        let photo = photo_with_position();
        assert!(contains(&photo, b"Exif"));
        let sent = house.upload("/report", &FIELDS, &[&photo]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let code = code_of(&sent.location);
        let page = house.get(&format!("/echo/{code}")).await.text();
        let address = photo_address(&page).expect("the photo is on the page");
        let kept = house.get(&address).await;
        assert_eq!((kept.status, kept.media_type.as_str()), (StatusCode::OK, "image/jpeg"));
        assert!(!contains(&kept.body, b"Exif"));
        assert!(image::load_from_memory(&kept.body).is_ok());
    }

    async fn a_photo_opens_only_with_the_code_of_its_matter(db: Db) {
        let house = house(db).await;
        let sent = house.upload("/report", &FIELDS, &[&photo_with_position()]).await;
        let code = code_of(&sent.location);
        let page = house.get(&format!("/echo/{code}")).await.text();
        let address = photo_address(&page).unwrap();
        let id = address.rsplit('/').next().unwrap().to_owned();
        let other = house.report("别的事情一件").await;
        assert_eq!(house.get(&format!("/photo/{other}/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.get(&format!("/photo/{code}/nonsense")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.get(&format!("/photo/0000000000-0/{id}")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_text_named_as_a_photo_and_a_bomb_are_refused_by_their_place(db: Db) {
        let house = house(db).await;
        let good = photo_with_position();
        let bomb = bomb();
        let files: [&[u8]; 3] = [&good, b"not a photo at all", &bomb];
        let back = house.upload("/report", &FIELDS, &files).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = back.text();
        assert!(text.contains("第 2 张照片：这个文件不是照片"), "{text}");
        assert!(text.contains("第 3 张照片："), "{text}");
        assert!(text.contains("已收好 1 张照片"), "the good one is kept: {text}");
        assert_eq!(house.count().await, 0);
    }

    async fn what_a_browser_could_run_is_no_photo(db: Db) {
        let house = house(db).await;
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let html = b"<!doctype html><script>alert(1)</script>";
        let gif = b"GIF89a/*\x01\x00\x01\x00\x80\0\0*/=1;alert(1)";
        for file in [&svg[..], html, gif, b"%PDF-1.7\n", b"PK\x03\x04"] {
            let back = house.upload("/report", &FIELDS, &[file]).await;
            assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{file:?}");
        }
        assert_eq!(house.count().await, 0);
        // A picture with a page hidden behind it is taken as the picture that it is.
        let mut both = photo_with_position();
        both.extend(html);
        let sent = house.upload("/report", &FIELDS, &[&both]).await;
        let page = house.get(&format!("/echo/{}", code_of(&sent.location))).await.text();
        let kept = house.get(&photo_address(&page).unwrap()).await;
        assert_eq!(kept.media_type, "image/jpeg");
        assert!(!contains(&kept.body, b"<script"));
    }

    async fn the_name_of_a_file_counts_for_nothing(db: Db) {
        let house = house(db).await;
        for name in ["../../huiyin.db", "/etc/passwd", "a.php", "\u{202e}gpj.exe", ""] {
            let sent = house.upload_named("/report", &FIELDS, name, &photo_with_position()).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{name:?}: {}", sent.text());
        }
        let folder = house.matters.site.blobs.folder();
        let mut kept = Vec::new();
        for inner in std::fs::read_dir(folder).unwrap() {
            let inner = inner.unwrap().path();
            assert!(inner.is_dir(), "{}", inner.display());
            kept.extend(std::fs::read_dir(inner).unwrap().map(|file| file.unwrap().file_name()));
        }
        // The same picture five times is one file, under the hash of what it shows.
        assert_eq!(kept.len(), 1, "{kept:?}");
        let name = kept[0].to_string_lossy().into_owned();
        let ending = name.split_once('.').map(|(_, ending)| ending);
        assert!(name.len() == 68 && ending == Some("jpg"), "{name}");
    }

    async fn photos_sent_before_a_mistake_need_not_be_chosen_again(db: Db) {
        let house = house(db).await;
        let key = house.matters.site.new_id().to_string();
        let back = house.upload("/report", &[("what", ""), ("form_key", &key)], &[&photo_with_position()]).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = back.text();
        let start = page.find("name=\"kept\" value=\"").expect("the photo is carried") + 19;
        let kept = page[start..].split('"').next().unwrap().to_owned();
        let sent = house.post("/report", &[FIELDS[0], FIELDS[1], ("form_key", &key), ("kept", &kept)]).await;
        let page = house.get(&format!("/echo/{}", code_of(&sent.location))).await.text();
        assert!(photo_address(&page).is_some());
        // The mark binds it to this form: elsewhere the name opens nothing.
        let forged = house.post("/report", &[("what", "想看别人的照片"), FIELDS[1], ("kept", &kept)]).await;
        let page = house.get(&format!("/echo/{}", code_of(&forged.location))).await.text();
        assert!(photo_address(&page).is_none());
    }

    async fn seven_photos_are_one_too_many(db: Db) {
        let house = house(db).await;
        let photo = photo_with_position();
        let seven: Vec<&[u8]> = vec![&photo; 7];
        let back = house.upload("/report", &FIELDS, &seven).await;
        assert!(back.text().contains("一共最多 6 张"), "{}", back.text());
    }

    async fn photos_can_be_added_later(db: Db) {
        let house = house(db).await;
        let code = house.report("花坛边石松动").await;
        let path = format!("/echo/{code}/photos");
        let sent = house.upload(&path, &[], &[&photo_with_position()]).await;
        assert_eq!(sent.location, format!("/echo/{code}?done=resident-photos"), "{}", sent.text());
        let page = house.get(&sent.location).await.text();
        assert!(page.contains("照片收到了") && photo_address(&page).is_some());
        let none = house.upload(&path, &[], &[]).await;
        assert!(none.text().contains("请先选照片"));
        let lie = house.upload(&path, &[], &[b"<svg onload=alert(1)>"]).await;
        assert_eq!(lie.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
