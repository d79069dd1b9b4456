//! The life of a bulletin as people meet it, on both databases.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "rates/district.rs"]
#[expect(dead_code, reason = "the rates use the rest of it")]
mod district;
#[path = "rates/forged.rs"]
mod forged;

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use district::{District, at, id, register};
use huiyin_db::facts::{Fact, Place, add};
use huiyin_db::fields::Keys;
use huiyin_db::{Db, Query, Tx, args, journal, on_both_databases, seal};
use huiyin_kernel::{Date, Id, Said};
use huiyin_statistics::proof::Proven;
use huiyin_statistics::rules::bulletin::{List, Listed};
use huiyin_statistics::rules::filter::Span;
use huiyin_statistics::{Asking, Examples};

const WRITER: &str = "writer~statistics.look~statistics.draft";
const SECOND: &str = "second~statistics.look~statistics.draft~statistics.check";
const CHECKER: &str = "checker~statistics.look~statistics.check";
const OF_A_STREET: &str = "supervisor@district/street/";
const LEADER_OF_A_STREET: &str = "leader@district/street/";
const LEADER: &str = "leader~statistics.look~statistics.release";
const DESK: &str = "/desk/statistics/bulletins";
const NOW: &str = "2026-11-03 09:00";

/// What the slice of matters would tell; the second summary can be taken back.
#[derive(Default)]
struct Told {
    taken_back: Mutex<bool>,
}

impl Examples for Told {
    fn of_month<'a>(
        &'a self,
        _tx: &'a mut Tx,
        month: Span,
        today: Date,
        limit: i64,
    ) -> Asking<'a, Vec<List>> {
        Box::pin(async move {
            assert!(limit > 0 && month.to < today);
            let list = |name: &str, count: i64, matters: Vec<Listed>| List {
                name: name.to_owned(),
                count,
                matters,
            };
            Ok(vec![
                list("overdue", 7, vec![listed("路灯不亮"), listed("井盖松动")]),
                list("parked", 2, Vec::new()),
                list("again", 0, Vec::new()),
                list(
                    "echoes",
                    30,
                    (0..5).map(|it| listed(&format!("回音{it}"))).collect(),
                ),
            ])
        })
    }

    fn still_public<'a>(
        &'a self,
        _tx: &'a mut Tx,
        matters: &'a [(Id, String)],
    ) -> Asking<'a, Vec<Id>> {
        Box::pin(async move {
            let gone = *self.taken_back.lock().unwrap();
            let some = matters.iter().filter(|it| !gone || it.1 != "井盖松动");
            Ok(some.map(|it| it.0).collect())
        })
    }

    fn category(&self, code: &str) -> Option<Said> {
        (code == "0408").then(|| Said::new("路灯", "street lights"))
    }
}

fn listed(text: &str) -> Listed {
    Listed {
        matter: id(text),
        number: format!("HY-{text}"),
        text: text.to_owned(),
        category: "0408".to_owned(),
        community: id("river").to_string(),
        day: "2026-10-20".parse().unwrap(),
        is_kept: true,
    }
}

async fn fact(tx: &mut Tx, kind: &'static str, day: &str, of: (&str, &str), count: usize) {
    let (community, source) = of;
    let mut facts = Vec::new();
    for number in 0..count {
        let subject = Id::derived(
            "bulletin test",
            &format!("{kind} {day} {community} {source} {number}"),
        );
        let place = Place {
            street: Some(id("street")),
            community: Some(id(community)),
            compound: None,
        };
        facts.push(Fact {
            category: "0408".to_owned(),
            source: source.to_owned(),
            body: Some(id("lighting")),
            ..Fact::once("matter", subject, kind, at(&format!("{day} 09:00")), place)
        });
    }
    add(tx, &facts).await.unwrap();
}

/// 31 of October (28 by the river, 3 on the hill), 25 of September, none of the year before.
async fn filled(db: &Db, told: Arc<Told>) -> District {
    let mut tx = db.write().await.unwrap();
    register(&mut tx).await;
    fact(
        &mut tx,
        "matter.received",
        "2026-10-03",
        ("river", "web"),
        28,
    )
    .await;
    fact(
        &mut tx,
        "matter.received",
        "2026-10-04",
        ("hill", "hotline"),
        3,
    )
    .await;
    fact(
        &mut tx,
        "matter.received",
        "2026-09-04",
        ("river", "web"),
        25,
    )
    .await;
    fact(
        &mut tx,
        "matter.dispatched",
        "2026-10-04",
        ("river", "web"),
        20,
    )
    .await;
    fact(
        &mut tx,
        "matter.answered",
        "2026-10-05",
        ("river", "web"),
        12,
    )
    .await;
    fact(
        &mut tx,
        "matter.answered.in-time",
        "2026-10-05",
        ("river", "web"),
        9,
    )
    .await;
    tx.commit().await.unwrap();
    District::with_examples(db, NOW, told)
}

fn value(page: &str, name: &str) -> String {
    let (_, after) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    after.split('"').next().unwrap().to_owned()
}

fn text_of(page: &str, field: &str) -> String {
    let (_, after) = page
        .split_once(&format!("<textarea id=\"f-{field}\""))
        .unwrap();
    let (_, after) = after.split_once('>').unwrap();
    let text = after.split("</textarea>").next().unwrap();
    text.trim_start_matches('\n').to_owned()
}

/// The fields that every form of a page has, with a key of its own.
fn hidden(district: &District, page: &str) -> Vec<(String, String)> {
    let key = district.fresh_key();
    let mut fields = vec![
        ("csrf".to_owned(), value(page, "csrf")),
        ("form_key".to_owned(), key),
    ];
    if page.contains("name=\"version\"") {
        fields.push(("version".to_owned(), value(page, "version")));
    }
    fields
}

async fn sees(district: &District, address: &str, session: &str) -> String {
    let (status, page) = district.get(address, "zh-CN", session).await;
    assert_eq!(status, StatusCode::OK, "{address}: {page}");
    assert!(!page.contains('⟦'), "{address} lacks words: {page}");
    page
}

async fn send(
    district: &District,
    (address, session): (&str, &str),
    page: &str,
    more: &[(&str, &str)],
) -> (StatusCode, String, String) {
    let mut fields = hidden(district, page);
    fields.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    district.send(address, session, &fields).await
}

fn landed(answer: &(StatusCode, String, String)) -> String {
    assert!(answer.0.is_redirection(), "{} {}", answer.0, answer.2);
    answer.1.split('?').next().unwrap().to_owned()
}

/// A draft of October, and where it is.
async fn drafted(district: &District) -> String {
    let list = sees(district, DESK, WRITER).await;
    landed(&send(district, (DESK, WRITER), &list, &[("month", "2026-10")]).await)
}

const BLOCKS: [&str; 11] = [
    "overall",
    "sources",
    "categories",
    "communities",
    "bodies",
    "rates",
    "overdue",
    "suspended",
    "reopened",
    "echoes",
    "next",
];

/// The form of a page as it would be sent, with some fields written over.
fn written(page: &str, over: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = vec![("act".to_owned(), "write".to_owned())];
    for name in ["title", "to", "issuer"] {
        let (_, after) = page
            .split_once(&format!("name=\"{name}\" type=\"text\" value=\""))
            .unwrap();
        fields.push((name.to_owned(), after.split('"').next().unwrap().to_owned()));
    }
    fields.extend(BLOCKS.map(|it| (it.to_owned(), text_of(page, it))));
    for (name, value) in over {
        fields.retain(|it| it.0 != *name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn write(
    district: &District,
    (place, session): (&str, &str),
    page: &str,
    over: &[(&str, &str)],
) -> (StatusCode, String, String) {
    let fields = written(page, over);
    let more: Vec<(&str, &str)> = fields
        .iter()
        .map(|it| (it.0.as_str(), it.1.as_str()))
        .collect();
    send(district, (&format!("{place}/draft"), session), page, &more).await
}

on_both_databases! {
    district::MIGRATIONS;

    async fn a_bulletin_is_drafted_checked_released_and_read_by_everybody(db: Db) {
        let district = filled(&db, Arc::default()).await;
        let place = drafted(&district).await;
        let page = sees(&district, &place, WRITER).await;
        for expected in [
            "收到群众诉求31件，比上月增加6件，增长24.00%，比上年同月增加31件（此前为0件）",
            "网上28件", "12345热线3件", "路灯31件", "75.00%（9/12）", "井盖松动", "另有 5 件", "回音2",
        ] {
            assert!(page.contains(expected), "{expected} in {page}");
        }
        assert!(!page.contains("/check\"") && !page.contains("/release\""), "a writer has no such button");
        let closed = sees(&district, DESK, LEADER).await;
        assert!(!closed.contains("name=\"month\""), "who may not draft is not asked for a month");
        assert_eq!(district.get("/bulletins/2026-10", "zh-CN", "").await.0, StatusCode::NOT_FOUND);

        let saved = write(&district, (&place, WRITER), &page, &[("next", "下月抓好防汛，24小时值守。"), ("kept", &id("井盖松动").to_string())]).await;
        assert_eq!(landed(&saved), place);
        let page = sees(&district, &place, CHECKER).await;
        assert!(page.contains("手写的数字：24") && !page.contains("路灯不亮"), "{page}");
        // A post in one street does not speak for the district.
        for (step, session) in [("draft", OF_A_STREET), ("check", OF_A_STREET), ("release", LEADER_OF_A_STREET)] {
            let (status, ..) = send(&district, (&format!("{place}/{step}"), session), &page, &[]).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{step}");
        }
        let theirs = sees(&district, &place, OF_A_STREET).await;
        assert!(!theirs.contains(&format!("{place}/check\"")), "{theirs}");
        assert!(!sees(&district, DESK, OF_A_STREET).await.contains("name=\"month\""));
        let released = send(&district, (&format!("{place}/release"), LEADER), &page, &[]).await;
        assert_eq!(released.0, StatusCode::UNPROCESSABLE_ENTITY, "unchecked");
        landed(&send(&district, (&format!("{place}/check"), CHECKER), &page, &[]).await);
        let page = sees(&district, &place, LEADER).await;
        landed(&send(&district, (&format!("{place}/release"), LEADER), &page, &[]).await);

        for lang in ["zh-CN", "en"] {
            let page = district.page("/bulletins/2026-10", lang).await;
            assert!(page.contains("下月抓好防汛") && page.contains("井盖松动"), "{page}");
            assert!(page.contains("收到群众诉求31件"), "the text is Chinese");
            assert_eq!(page.contains("Matters received this month: 31"), lang == "en");
            assert!(district.page("/bulletins", lang).await.contains("/bulletins/2026-10?edition=1"));
            let (status, _) = district.get(DESK, lang, "").await;
            assert!(status.is_redirection());
        }
        let rows = journal_of(&db, &place).await;
        assert_eq!(rows, ["drafted", "written", "checked", "released"]);
    }

    async fn the_public_reads_no_small_number(db: Db) {
        let district = filled(&db, Arc::default()).await;
        release(&district).await;
        let page = district.page("/bulletins/2026-10", "zh-CN").await;
        // Three came by the hotline and from the hill; 31 − 28 would tell.
        assert!(page.contains("12345热线（件数不列出）") && page.contains("网上（件数不列出）"), "{page}");
        assert!(!page.contains("12345热线3件") && !page.contains("<td class=\"num\">28</td>") && !page.contains("<td class=\"num\">3</td>"), "{page}");
        assert!(page.contains("挂账事项少于 5件"), "{page}");
        let (status, pdf) = district.file("/bulletins/2026-10/bulletin.pdf", "").await;
        assert_eq!(status, StatusCode::OK);
        assert!(pdf.starts_with(b"%PDF-"));
        for gone in ["/bulletins/2026-09", "/bulletins/2026-13", "/bulletins/x", "/bulletins/2026-10?edition=2", "/bulletins/2026-10?edition=x"] {
            assert_eq!(district.get(gone, "en", "").await.0, StatusCode::NOT_FOUND, "{gone}");
        }
    }

    async fn what_is_wrong_is_said_at_its_field_and_typed_words_stay(db: Db) {
        let district = filled(&db, Arc::default()).await;
        let place = drafted(&district).await;
        let page = sees(&district, &place, WRITER).await;
        for (over, expected) in [
            (("overall", "本月收到三百件<b>。"), "这一节必须有 {{received}}"),
            (("sources", "{{sources}}{{happiness}}"), "没有 {{happiness}} 这个数字"),
            (("sources", "{{sources}}{{closed"), "花括号不成对"),
            (("next", "找张三，13812345678"), "个人信息"),
            (("title", ""), "请写上，一行"),
        ] {
            let (status, _, text) = write(&district, (&place, WRITER), &page, &[over]).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(text.contains(expected), "{expected}: {text}");
            assert!(!text.contains("<b>。") && !text.contains('⟦'), "{text}");
        }
        let huge = "长".repeat(5_000);
        let (status, _, text) = write(&district, (&place, WRITER), &page, &[("next", &huge)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text.contains("最多 4000 个字"));
        let list = sees(&district, DESK, WRITER).await;
        for (month, expected) in [("2026-10", "已经有一份没有签发"), ("2027-01", "还没有开始"), ("oktober", "看不懂这个月份")] {
            let (status, _, text) = send(&district, (DESK, WRITER), &list, &[("month", month)]).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{month}");
            assert!(text.contains(expected), "{expected}: {text}");
        }
        let (status, ..) = district.send(&format!("{place}/check"), WRITER, &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "without the right");
        let nowhere = format!("{DESK}/{}", id("nothing"));
        assert_eq!(district.get(&nowhere, "en", WRITER).await.0, StatusCode::NOT_FOUND);
    }

    async fn whoever_was_slower_sees_both_versions(db: Db) {
        let district = filled(&db, Arc::default()).await;
        let place = drafted(&district).await;
        let page = sees(&district, &place, WRITER).await;
        landed(&write(&district, (&place, SECOND), &page, &[("next", "先写的。")]).await);
        let (status, _, both) = write(&district, (&place, WRITER), &page, &[("next", "后写的。")]).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(both.contains("<td>先写的。</td><td>后写的。</td>"), "{both}");
        assert_eq!(text_of(&both, "next"), "后写的。");
        landed(&write(&district, (&place, WRITER), &both, &[]).await);
        let page = sees(&district, &place, SECOND).await;
        assert!(!page.contains(&format!("{place}/check\"")), "the second wrote too");
        let (status, _, text) = send(&district, (&format!("{place}/check"), SECOND), &page, &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text.contains("核稿要由别人来做"), "{text}");
    }

    async fn a_released_edition_stays_and_a_correction_names_it(db: Db) {
        let told = Arc::new(Told::default());
        let district = filled(&db, Arc::clone(&told)).await;
        release(&district).await;
        let before = district.page("/bulletins/2026-10?edition=1", "zh-CN").await;
        let mut tx = db.write().await.unwrap();
        fact(&mut tx, "matter.received", "2026-10-09", ("river", "phone"), 9).await;
        tx.commit().await.unwrap();
        let after = district.page("/bulletins/2026-10?edition=1", "zh-CN").await;
        assert!(after.contains("收到群众诉求31件"), "{after}");
        assert_eq!(before.matches("<td").count(), after.matches("<td").count());
        let place = drafted(&district).await;
        let page = sees(&district, &place, WRITER).await;
        assert!(page.contains("收到群众诉求40件") && page.contains("本版更正第 1 版"), "{page}");
        release_at(&district, &place).await;
        let latest = district.page("/bulletins/2026-10", "zh-CN").await;
        assert!(latest.contains("收到群众诉求40件") && latest.contains("本版更正第 1 版"), "{latest}");
        let first = district.page("/bulletins/2026-10?edition=1", "zh-CN").await;
        assert!(first.contains("收到群众诉求31件") && first.contains("请以新版为准"), "{first}");
        // A summary that was taken back is told no more, in old editions neither.
        assert!(first.contains("井盖松动"));
        *told.taken_back.lock().unwrap() = true;
        let first = district.page("/bulletins/2026-10?edition=1", "zh-CN").await;
        assert!(!first.contains("井盖松动") && first.contains("路灯不亮"), "{first}");
    }

    async fn figures_that_moved_are_named_and_asked_anew_on_wish(db: Db) {
        let district = filled(&db, Arc::default()).await;
        let place = drafted(&district).await;
        let mut tx = db.write().await.unwrap();
        fact(&mut tx, "matter.received", "2026-10-09", ("river", "phone"), 2).await;
        tx.commit().await.unwrap();
        let page = sees(&district, &place, WRITER).await;
        assert!(page.contains("<td class=\"num\">31</td><td class=\"num\">33</td>") && page.contains("收到群众诉求31件"), "{page}");
        landed(&send(&district, (&format!("{place}/draft"), WRITER), &page, &[("act", "refresh")]).await);
        let page = sees(&district, &place, WRITER).await;
        assert!(page.contains("收到群众诉求33件") && !page.contains("id=\"moved\""), "{page}");
        landed(&send(&district, (&format!("{place}/draft"), WRITER), &page, &[("act", "discard")]).await);
        drafted(&district).await;
    }

    async fn papers_are_handed_out_at_the_desk(db: Db) {
        let district = filled(&db, Arc::default()).await;
        let place = drafted(&district).await;
        let (status, pdf) = district.file(&format!("{place}/bulletin.pdf"), CHECKER).await;
        assert_eq!((status, &pdf[..5]), (StatusCode::OK, &b"%PDF-"[..]));
        let (status, docx) = district.file(&format!("{place}/bulletin.docx"), CHECKER).await;
        assert_eq!((status, &docx[..4]), (StatusCode::OK, &b"PK\x03\x04"[..]));
    }

    async fn whatever_is_changed_in_a_released_bulletin_is_found(db: Db) {
        let district = filled(&db, Arc::default()).await;
        let place = release(&district).await;
        // A correction that is still a draft has no digest yet.
        let draft = drafted(&district).await;
        assert_ne!(draft, place);
        let proven = Proven { bulletins: 1, open_data: 0 };
        forged::each_is_found(&db, proven, FORGED).await;
        let keys = Keys::from_master(&district::MASTER);
        let mut tx = db.write().await.unwrap();
        let gone = Query::same("test::GONE", "DELETE FROM statistics_bulletin WHERE state = 'released'");
        assert_eq!(tx.execute(gone, args![]).await.unwrap(), 1);
        match seal::verify_in(&mut tx, &keys, huiyin_statistics::HEADS).await.unwrap() {
            seal::Verdict::Broken(fault) => assert!(fault.why.contains("gone"), "{fault:?}"),
            seal::Verdict::Sound { .. } => panic!("nobody missed it"),
        }
    }
}

/// What is done to a released bulletin, and what is found.
const FORGED: &[(&str, &str)] = &[
    (
        "UPDATE statistics_bulletin SET model = replace(model, '\"issuer\":\"', '\"issuer\":\"!') WHERE state = 'released'",
        "the text of the released bulletin was altered",
    ),
    (
        "UPDATE statistics_bulletin SET month = '2026-09' WHERE state = 'released'",
        "the row of the bulletin was altered",
    ),
    (
        "UPDATE statistics_bulletin SET released_at = released_at + 1 WHERE state = 'released'",
        "the row of the bulletin was altered",
    ),
    (
        "UPDATE statistics_bulletin SET model = replace(model, '\"name\":\"released\"', '\"name\":\"checked\"'),
            state = 'checked', released_at = NULL WHERE state = 'released'",
        "the bulletin was released, and its row says otherwise",
    ),
];

async fn release(district: &District) -> String {
    let place = drafted(district).await;
    release_at(district, &place).await;
    place
}

async fn release_at(district: &District, place: &str) {
    let page = sees(district, place, CHECKER).await;
    landed(&send(district, (&format!("{place}/check"), CHECKER), &page, &[]).await);
    let page = sees(district, place, LEADER).await;
    landed(&send(district, (&format!("{place}/release"), LEADER), &page, &[]).await);
}

async fn journal_of(db: &Db, place: &str) -> Vec<String> {
    let subject: Id = place.rsplit('/').next().unwrap().parse().unwrap();
    let mut tx = db.read().await.unwrap();
    let rows = journal::of_subject(&mut tx, subject).await.unwrap();
    rows.into_iter().map(|it| it.kind).collect()
}
