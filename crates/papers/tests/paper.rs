//! Papers as a reader of PDF sees them. They need a Chinese font, as the program does.
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

use std::time::Duration;

use huiyin_papers::{PaperError, Papers, limits, qr_runs};
use lopdf::Document;
use serde_json::{Value, json};

const PLAIN: &str = r#"
#import "/house.typ": *
#show: paper.with(title: data.title)
#headline(data.title)
#data.text
"#;

fn read(pdf: &[u8]) -> (usize, String) {
    let document = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    let text = text
        .chars()
        .filter(|it| !it.is_whitespace() && *it != '\u{200b}')
        .collect();
    (pages.len(), text)
}

fn plain(title: &str, text: &str) -> Result<Vec<u8>, PaperError> {
    Papers::render(PLAIN, &json!({ "title": title, "text": text }))
}

#[test]
fn hostile_text_is_only_text() {
    for text in [
        r#"#import "@preview/x:1.0.0": * #read("/etc/passwd") $x$ \ *b* _i_ <l> @r // c /* d */ `e`"#,
        "= 标题 - 项 + 项 / 词: \\u{41} ~ -- --- ... ' \" ]]}}",
        "#sys.exit() #panic(\"x\") #eval(\"1+1\")",
        "<svg onload=alert(1)>{{ x }} %0a ${x} \u{202e}成赞",
    ] {
        let pdf = plain("标题", text).unwrap();
        let (pages, found) = read(&pdf);
        let wanted: String = text
            .chars()
            .filter(|it| !it.is_whitespace() && *it != '\u{202e}')
            .collect();
        assert_eq!(pages, 1);
        assert!(found.contains(&wanted), "{wanted}\n{found}");
    }
}

#[test]
fn odd_text_makes_a_paper_too() {
    let long = "W".repeat(4_000);
    for text in [
        "",
        "\n\n",
        "😀👨‍👩‍👧‍👦🇨🇳",
        "مرحبا بالعالم",
        "𠮷野家 〇 ㄅ",
        "a\u{301}",
        long.as_str(),
    ] {
        let (pages, found) = read(&plain("", text).unwrap());
        assert!(pages >= 1);
        if text == long {
            assert_eq!(
                found.matches('W').count(),
                4_000,
                "nothing runs off the sheet unseen"
            );
        }
    }
}

#[test]
fn the_same_data_are_the_same_bytes() {
    let one = plain("公示", "同样的内容").unwrap();
    let two = plain("公示", "同样的内容").unwrap();
    assert_eq!(one, two);
    let text = String::from_utf8_lossy(&one);
    assert!(!text.contains("CreationDate") && !text.contains("ModDate"));
}

#[test]
fn a_template_reaches_nothing_outside() {
    for source in [
        r#"#read("/etc/passwd")"#,
        r#"#read("../../Cargo.toml")"#,
        r#"#image("/usr/share/pixmaps/debian-logo.png")"#,
        r#"#import "@preview/cetz:0.3.0""#,
        r#"#import "other.typ": x"#,
        "#datetime.today()",
        "#plugin(\"x.wasm\")",
    ] {
        let refused = Papers::render(source, &Value::Null).unwrap_err();
        assert!(
            matches!(refused, PaperError::Template(_)),
            "{source}: {refused}"
        );
    }
}

#[test]
fn a_paper_without_end_is_refused() {
    let source = r#"#for _ in range(json("/data.json")) { pagebreak(); [x] }"#;
    let pages = limits::PAGES + 5;
    let refused = Papers::render(source, &json!(pages)).unwrap_err();
    assert!(
        matches!(refused, PaperError::TooManyPages { .. }),
        "{refused}"
    );
}

#[test]
fn a_code_is_drawn_in_its_size() {
    let source = r#"
#import "/house.typ": *
#show: paper.with(title: "x")
#qr-with(data.code, "回音")
"#;
    let pdf = Papers::render(source, &json!({ "code": qr_runs("HY-7K3MQ9") })).unwrap();
    assert_eq!(read(&pdf).0, 1);
    let empty = Papers::render(source, &json!({ "code": null })).unwrap();
    assert!(
        pdf.len() > empty.len() + 500,
        "{} {}",
        pdf.len(),
        empty.len()
    );
}

#[tokio::test]
async fn who_cannot_wait_is_told_and_the_others_are_served() {
    let papers = std::sync::Arc::new(Papers::new());
    let data = json!({ "title": "标题", "text": "正文" });
    let asked: Vec<_> = (0..limits::WAITING + 4)
        .map(|_| {
            let (papers, data) = (std::sync::Arc::clone(&papers), data.clone());
            tokio::spawn(async move { papers.make(PLAIN, data).await })
        })
        .collect();
    let (mut made, mut busy) = (0, 0);
    for one in asked {
        match one.await.unwrap() {
            Ok(pdf) => {
                assert!(pdf.starts_with(b"%PDF-"));
                made += 1;
            }
            Err(PaperError::Busy) => busy += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((made, busy), (limits::WAITING + 1, 3));
    tokio::time::sleep(Duration::from_millis(10)).await;
    papers.make(PLAIN, data).await.expect("there is room again");
}
