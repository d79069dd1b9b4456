//! The books: posted, taken back, closed, held against the bank, told to the owners.

use axum::http::StatusCode;
use huiyin_books::Kind;
use huiyin_compounds::demo;
use huiyin_compounds::model::ledger::{Covers, ItemRef, LedgerRefused};
use huiyin_compounds::model::votes::VoteStateName;
use huiyin_compounds::ops::{By, ledger};
use huiyin_compounds::store::ledger::{audits as kept_audits, shares};
use huiyin_compounds::store::{publication, votes};
use huiyin_db::blobs::Photo;
use huiyin_db::{Db, Query, args, on_both_databases};
use huiyin_kernel::{Instant, Lang};
use huiyin_web::Texts;

use crate::house::{Answer, House, MIGRATIONS, Staff, hidden};

const CSV: &str = "渝江银行 交易明细\n交易日期,对方户名,摘要,贷方金额,借方金额,余额,交易流水号\n\
20261105,停车公司,车位费,1200.00,,31200.00,R1\n20261106,税务局,税,,36.00,31164.00,R2\n";

const HOLDS: Query = Query::same(
    "test::HOLDS",
    "SELECT COUNT(*) AS n FROM blob_use WHERE blob_id = $1",
);

const NOTE: Query = Query::same(
    "test::NOTE",
    "UPDATE money_notice SET note = $2 WHERE id = $1",
);

async fn holds(db: &Db) -> u64 {
    let mut lines = 0;
    for (_, report) in ledger::check_all(db).await.unwrap() {
        let report = report.unwrap();
        assert!(report.holds(), "{report:?}");
        lines += report.lines;
    }
    lines
}

/// The form beside a line, sent for another one.
async fn reverse(manager: &Staff<'_>, path: &str, line: &str) -> Answer {
    let page = manager.page(path).await;
    let mut fields = hidden(&page, path, "value=\"reverse\"");
    fields.retain(|(name, _)| name != "line");
    for (name, value) in [("line", line), ("day", "2026-11-06"), ("reason", "记错了")] {
        fields.push((name.to_owned(), value.to_owned()));
    }
    manager.send(path, &fields).await
}

on_both_databases! { MIGRATIONS;
    async fn an_owner_finds_where_the_parking_money_went(db: Db) {
        let house = House::with_demo(&db).await;
        let [told, owing] = [demo::estates()[0], demo::estates()[1]];
        for lang in ["zh-CN", "en"] {
            let nobody = house.nobody(lang);
            let page = nobody.page(&format!("/estates/{told}/money")).await;
            for part in ["12,600.00", "860.00", "kind-parking", "儿童活动场地换新座椅", "12,800.00"] {
                assert!(page.contains(part), "{part}\n{page}");
            }
            assert!(!page.contains("临停收费"), "payers are not published");
            let page = nobody.page(&format!("/estates/{owing}/money")).await;
            assert!(page.contains("notice warn") && !page.contains("12,600.00"));
        }
        let api = house.nobody("en").page(&format!("/api/v1/estates/{told}/money")).await;
        assert!(api.contains("\"income_fen\":1260000"), "{api}");
        assert_eq!(holds(&db).await, 24);
        let mut tx = db.read().await.unwrap();
        let by = By::system();
        let today = house.compounds.site.now().date();
        let overdue = ledger::overdue(&mut tx, &by, today).await.unwrap();
        assert_eq!(overdue.len(), 1);
        assert_eq!(overdue[0].estate.id, owing);
    }

    async fn the_bookkeeper_posts_takes_back_and_closes(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let path = format!("/desk/estates/{estate}/ledger");
        let new = format!("{path}/new");
        let manager = house.staff("manager", "zh-CN").await;
        let line = [
            ("what", "income"), ("kind", "parking"), ("account", "a1"), ("day", "2026-11-05"),
            ("amount", "1,200.00"), ("payer", "停车公司"), ("cost", "100"), ("tax", "36"),
        ];
        let wrong = [line.as_slice(), &[("contract", "丙")]].concat();
        let wrong: Vec<_> = wrong.into_iter().map(|it| if it.0 == "day" { ("day", "2026-09-30") } else { it }).collect();
        let refused = manager.submit(&new, (&new, ""), &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("已经结账") && refused.text.contains("停车公司"));
        let posted = manager.submit(&new, (&new, ""), &line).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text);
        let page = manager.page(&path).await;
        assert!(page.contains("1,064.00") && page.contains("没有合同也没有决定"));
        let first = reverse(&manager, &path, "13").await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
        let again = reverse(&manager, &path, "13").await;
        assert!(again.text.contains("已经冲销"), "{}", again.text);
        let of_it = reverse(&manager, &path, "14").await;
        assert!(of_it.text.contains("冲销不能再冲销"), "{}", of_it.text);
        let bogus = line.map(|it| if it.0 == "what" { ("what", "bogus") } else { it });
        let bogus = manager.submit(&new, (&new, ""), &bogus).await;
        assert_eq!(bogus.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bogus.text.contains("href=\"#f-what\""), "{}", bogus.text);
        let unread = manager.submit(&path, (&path, "value=\"close\""), &[("through", "x")]).await;
        assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unread.text.contains("请写日期"), "{}", unread.text);
        let close = [("through", "2026-10-31")];
        let closed = manager.submit(&path, (&path, "value=\"close\""), &close).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
        assert_eq!(holds(&db).await, 26);
        let elsewhere = format!("/desk/estates/{}/ledger/new", demo::estates()[3]);
        assert_eq!(manager.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_line_rests_on_what_owners_of_its_estate_passed(db: Db) {
        let house = House::with_demo(&db).await;
        let (estate, other) = (demo::estates()[0], demo::estates()[4]);
        let path = format!("/desk/estates/{estate}/ledger");
        let new = format!("{path}/new");
        let mut tx = db.read().await.unwrap();
        let theirs = ledger::passed_items(&mut tx, other).await.unwrap();
        let (theirs, _) = theirs.first().expect("the demo has a vote that passed there");
        let ours = ledger::passed_items(&mut tx, estate).await.unwrap();
        let (ours, title) = ours.first().expect("the demo has a vote that passed here").clone();
        let open = votes::in_state(&mut tx, estate, VoteStateName::Voting, 1).await.unwrap();
        let open = ItemRef { vote: open[0].id, place: 0 };
        drop(tx);
        let manager = house.staff("manager", "zh-CN").await;
        let line = [
            ("what", "spent"), ("kind", "parking"), ("account", "a1"), ("day", "2026-11-05"),
            ("amount", "300"), ("purpose", "换路灯"), ("evidence_text", "发票"),
        ];
        let post = async |item: &str, words: &str| {
            let more = [("item", item), ("decision", words), ("registered", "1")];
            manager.submit(&new, (&new, ""), &[line.as_slice(), &more].concat()).await
        };
        for (item, words, said) in [
            (theirs.to_string(), "写了依据", "不是本小区的表决"),
            ("12".to_owned(), "", "不是本小区的表决"),
            (open.to_string(), "写了依据", "没有通过"),
            (ours.to_string(), "", "未回票"),
        ] {
            let refused = post(&item, words).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{item}");
            assert!(refused.text.contains(said), "{item} {}", refused.text);
        }
        // Words as long as a line may have are kept whole, and the title gives way.
        let many = title.chars().count();
        let words = format!("议事规则第九条{}", "详".repeat(193 - many));
        let kept: String = title.chars().take(many - 2).collect();
        let posted = post(&ours.to_string(), &words).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text);
        let page = manager.page(&path).await;
        let link = format!("/estates/{estate}/votes/{}", ours.vote);
        assert!(page.contains(&link) && page.contains(&format!("{kept}… {words}")), "{page}");
        assert!(page.contains("合同原件在社区档案柜") && page.contains("看小区登记"));
        assert_eq!(house.nobody("zh-CN").get(&link).await.status, StatusCode::OK);
        let api = manager.page(&format!("/api/v1/estates/{estate}/ledger?after=12")).await;
        assert!(api.contains(&format!("\"vote\":\"{}\",\"item\":0", ours.vote)), "{api}");
        assert!(api.contains("\"contract_of_register\":true"), "{api}");
        let mut tx = db.read().await.unwrap();
        let day = "2026-11-05".parse().unwrap();
        let (_, book) = ledger::public_book(&mut tx, estate).await.unwrap();
        let uses = ledger::uses(&mut tx, book.unwrap().id, (day, day)).await.unwrap();
        let decided = uses[0].decided.as_ref().map(|it| (it.vote, it.title.clone()));
        assert_eq!(decided, Some((ours.vote, title)), "the owners are told what they decided, and no words of staff");
        drop(tx);
        assert_eq!(holds(&db).await, 25);
    }

    async fn an_audit_is_due_each_year_recorded_and_read_by_everybody(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let money = format!("/estates/{estate}/money");
        let audits = format!("/desk/estates/{estate}/ledger/audits");
        let missed = "尚未登记";
        assert!(!house.nobody("zh-CN").page(&money).await.contains(missed));
        house.clock.set(house.compounds.site.now().plus_hours(24 * 400));
        assert!(house.nobody("zh-CN").page(&money).await.contains(missed));
        let street = house.staff("supervisor", "zh-CN").await;
        assert!(street.page("/desk/estates/overdue").await.contains(missed));
        let manager = house.staff("manager", "zh-CN").await;
        let audit = |until| [
            ("from", "2026-07-01"), ("to", "2027-11-30"), ("auditor", "渝江会计师事务所"),
            ("result", "账实相符"), ("posted_from", "2027-12-01"), ("posted_until", until),
        ];
        let short = manager.submit(&audits, (&audits, ""), &audit("2027-12-30")).await;
        assert!(short.text.contains("不少于 30 日"), "{}", short.text);
        let mut one_day = audit("2027-12-31");
        one_day[0].1 = "2027-11-30";
        let one_day = manager.submit(&audits, (&audits, ""), &one_day).await;
        assert_eq!(one_day.status, StatusCode::SEE_OTHER, "{}", one_day.text);
        assert!(house.nobody("zh-CN").page(&money).await.contains(missed), "one day is no year");
        let noted = manager.submit(&audits, (&audits, ""), &audit("2027-12-31")).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.text);
        let page = house.nobody("zh-CN").page(&money).await;
        assert!(page.contains("渝江会计师事务所") && !page.contains(missed), "{page}");
        let mut wordless = audit("2027-12-31");
        wordless[3].1 = " ";
        let wordless = manager.submit(&audits, (&audits, ""), &wordless).await;
        assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wordless.text);
        assert!(wordless.text.contains("href=\"#f-result\"") && wordless.text.contains("渝江会计师事务所"));
    }

    async fn the_report_of_an_auditor_is_had_by_everybody(db: Db) {
        let house = House::with_demo(&db).await;
        let [estate, elsewhere] = [demo::estates()[0], demo::estates()[1]];
        let audits = format!("/desk/estates/{estate}/ledger/audits");
        let manager = house.staff("manager", "zh-CN").await;
        let audit = [
            ("from", "2026-07-01"), ("to", "2026-09-30"), ("auditor", "渝江会计师事务所"),
            ("result", "账实相符"), ("posted_from", "2026-10-20"), ("posted_until", "2026-11-20"),
        ];
        for bad in [b"<html>%PDF-1.7 %%EOF".as_slice(), b"%PDF-1.7\n1 0 obj", b"MZ"] {
            let refused = manager.upload_with(&audits, ("a.pdf", bad), &audit).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
            assert!(refused.text.contains("href=\"#f-file\"") && refused.text.contains("账实相符"));
        }
        let pdf = b"%PDF-1.7\n1 0 obj\n%%EOF\n";
        let noted = manager.upload_with(&audits, ("a.pdf", pdf), &audit).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.text);
        let nobody = house.nobody("zh-CN");
        let api = nobody.page(&format!("/api/v1/estates/{estate}/audits")).await;
        let report = api.split("\"report\":\"").nth(1).expect("an audit with a report");
        let report = report.split('"').next().unwrap();
        assert!(nobody.page(&format!("/estates/{estate}/money")).await.contains(report));
        assert!(manager.page(&audits).await.contains(report));
        let file = nobody.get(report).await;
        assert_eq!((file.status, file.text.as_bytes()), (StatusCode::OK, pdf.as_slice()));
        let foreign = report.replace(&estate.to_string(), &elsewhere.to_string());
        assert_eq!(nobody.get(&foreign).await.status, StatusCode::NOT_FOUND);
        let mut tx = db.read().await.unwrap();
        let (_, book) = ledger::public_book(&mut tx, estate).await.unwrap();
        let kept = kept_audits::of_book(&mut tx, book.unwrap().id).await.unwrap();
        let blob = kept.iter().find_map(|it| it.report_blob.clone()).unwrap();
        let holds = tx.fetch_one(HOLDS, args![&blob]).await.unwrap().get::<i64>("n").unwrap();
        assert_eq!(holds, 1, "the sweep knows that it is used");
    }

    async fn money_changes_its_account_and_comes_neither_in_nor_out(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let path = format!("/desk/estates/{estate}/ledger");
        let new = format!("{path}/new");
        let manager = house.staff("manager", "en").await;
        let account = [("name", "Second account"), ("holder", "owners_account")];
        let added = manager.submit(&path, (&path, "value=\"account\""), &account).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        let line = |into: &'static str| [
            ("what", "transfer"), ("kind", "parking"), ("account", "a1"), ("day", "2026-11-05"),
            ("amount", "250"), ("move_to", into), ("decision", "2026-2"),
        ];
        for (into, said) in [("a1", "same account"), ("a2", "may not go into this account")] {
            let refused = manager.submit(&new, (&new, ""), &line(into)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text.contains(said), "{}", refused.text);
        }
        let posted = manager.submit(&new, (&new, ""), &line("a3")).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text);
        let page = manager.page(&path).await;
        assert!(page.contains("+250.00") && page.contains("−250.00"), "{page}");
        let lines = manager.page(&format!("/api/v1/estates/{estate}/ledger?after=12")).await;
        assert!(lines.contains("\"into\":\"a3\""), "{lines}");
        assert_eq!(holds(&db).await, 25);
        let back = reverse(&manager, &path, "13").await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
        assert!(!manager.page(&path).await.contains("+250.00"), "what was taken back moved nothing");
        assert_eq!(holds(&db).await, 26);
    }

    async fn what_is_paid_out_is_divided_to_the_fen_and_seen_by_its_owner(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let path = format!("/desk/estates/{estate}/ledger");
        let new = format!("{path}/new");
        let manager = house.staff("manager", "en").await;
        let line = |decision: &'static str| [
            ("what", "distributed"), ("kind", "parking"), ("account", "a1"), ("day", "2026-11-05"),
            ("amount", "1000.01"), ("purpose", "Half a year of parking"), ("decision", decision),
        ];
        let refused = manager.submit(&new, (&new, ""), &line("")).await;
        assert!(refused.text.contains("needs a decision of the assembly"), "{}", refused.text);
        let posted = manager.submit(&new, (&new, ""), &line("2026-2")).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text);
        assert_eq!(holds(&db).await, 25);
        let mut tx = db.read().await.unwrap();
        let (_, book) = ledger::public_book(&mut tx, estate).await.unwrap();
        let parts = shares::of_line(&mut tx, book.unwrap().id, 13).await.unwrap();
        drop(tx);
        assert_eq!(parts.len(), 3 * demo::DWELLINGS + demo::SHOPS + demo::BAYS);
        let whole: i64 = parts.iter().map(|it| it.amount.fen()).sum();
        assert_eq!(whole, 100_001);
        let unit = demo::ESTATES[0].unit(1, 2);
        let mine = parts.iter().find(|it| it.unit == unit).unwrap().amount;
        let table = manager.get(&format!("{path}/lines/13/shares")).await;
        assert_eq!(table.status, StatusCode::OK);
        assert_eq!(manager.get(&format!("{path}/lines/12/shares")).await.status, StatusCode::NOT_FOUND);

        let phone = demo::phone_of(&demo::ESTATES[0], 1, 2).unwrap();
        let owner = house.resident(&phone, "en").await;
        let home = owner.page("/mine/home").await;
        for part in ["My part of our money", "Half a year of parking", &mine.grouped()] {
            assert!(home.contains(part), "{part}\n{home}");
        }
        let money = house.nobody("en").page(&format!("/estates/{estate}/money")).await;
        assert!(!money.contains("My part"), "{money}");
        reverse(&manager, &path, "13").await;
        let home = owner.page("/mine/home").await;
        assert!(!home.contains("Half a year of parking"), "what was taken back was not paid");
        assert_eq!(holds(&db).await, 26);
    }

    async fn in_shanghai_the_fund_is_told_by_half_years(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let manager = house.staff("manager", "en").await;
        let path = format!("/desk/estates/{estate}/ledger");
        let notices = format!("{path}/notices");
        let settle = [("city", "sh"), ("chosen", "owners_account"), ("basis", "2026-2")];
        let settled = manager.submit(&path, (&path, "value=\"settle\""), &settle).await;
        assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.text);
        let close = [("through", "2026-12-31")];
        house.clock.set(Instant::parse_local("2027-01-05 10:00").unwrap());
        let manager = house.staff("manager", "en").await;
        let closed = manager.submit(&path, (&path, "value=\"close\""), &close).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
        let draft = (notices.as_str(), "value=\"draft\"");
        for covers in ["common", "fund"] {
            let fields = [("covers", covers), ("day", "2026-11-01")];
            let drafted = manager.submit(&notices, draft, &fields).await;
            assert_eq!(drafted.status, StatusCode::SEE_OTHER, "{}", drafted.text);
        }
        let mut tx = db.read().await.unwrap();
        let (_, book) = ledger::public_book(&mut tx, estate).await.unwrap();
        let told = publication::of_book(&mut tx, book.unwrap().id).await.unwrap();
        drop(tx);
        let of = |covers| told.iter().find(|it| it.covers == covers).unwrap();
        let (common, fund) = (of(Covers::Common), of(Covers::Fund));
        assert_eq!((common.from.to_string(), fund.from.to_string()), ("2026-10-01".to_owned(), "2026-07-01".to_owned()));
        assert_eq!(common.to, fund.to);
        assert!(common.rows.iter().all(|row| row.kind != Kind::Fund));
        assert!(fund.rows.iter().all(|row| row.kind == Kind::Fund) && !fund.rows.is_empty());
        let owing = manager.page(&notices).await;
        assert!(owing.contains("2026H2 (maintenance fund)"), "{owing}");
    }

    async fn a_bank_file_counts_once_and_meets_its_line(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let by = By::system();
        let account = "a1".parse().unwrap();
        let slice = &house.compounds;
        let (gb, _, _) = encoding_rs::GB18030.encode(CSV);
        let take = async |bytes: &[u8]| ledger::take_file(slice, &by, (estate, &account), bytes.to_vec()).await;
        let first = take(&gb).await.unwrap();
        assert_eq!((first.fresh, first.known, first.breaks), (2, 0, 0));
        assert!(take(&gb).await.unwrap().same_file);
        let as_utf8 = take(CSV.as_bytes()).await.unwrap();
        assert_eq!((as_utf8.fresh, as_utf8.known), (0, 2), "the same rows in another file");
        let later = CSV.replace("20261105", "20261120").replace("20261106", "20261121")
            .replace("R1", "R8").replace("R2", "R9").replace("31200", "99200").replace("31164", "99164");
        assert_eq!(take(later.as_bytes()).await.unwrap().joins, Some(false), "a page is missing");
        assert!(take(b"not a bank").await.is_err());
        let unread = CSV.replace("20261105", "昨天").replace("20261106", "今天");
        let none = take(unread.as_bytes()).await.unwrap();
        assert_eq!((none.fresh, none.unread.len()), (0, 2));

        let manager = house.staff("manager", "zh-CN").await;
        let new = format!("/desk/estates/{estate}/ledger/new");
        let line = [
            ("what", "income"), ("kind", "parking"), ("account", "a1"), ("day", "2026-11-05"),
            ("amount", "1200"), ("payer", "停车公司"), ("contract", "合同 7"),
        ];
        manager.submit(&new, (&new, ""), &line).await;
        let bank = format!("/desk/estates/{estate}/ledger/bank");
        let none = manager.upload_with(&bank, ("b.csv", unread.as_bytes()), &[("account", "a1")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["没有一行能读", "第 3 行：日期看不懂", "第 4 行：日期看不懂"] {
            assert!(none.text.contains(part), "{part} {}", none.text);
        }
        let page = manager.page(&bank).await;
        assert!(page.contains("中间可能缺一段") && page.contains("停车公司"), "{page}");
        let joined = format!("/desk/estates/{estate}/ledger/match");
        let mut tx = db.read().await.unwrap();
        let (_, book) = ledger::public_book(&mut tx, estate).await.unwrap();
        let waiting = ledger::matches(slice, &mut tx, &book.unwrap()).await.unwrap();
        drop(tx);
        let (row, proposed) = waiting.iter().find(|(row, _)| row.amount.fen() == 120_000).unwrap();
        assert_eq!(proposed.map(|it| it.0), Some(13));
        let id = row.id.to_string();
        let form = (joined.as_str(), id.as_str());
        let answer = manager.submit(&bank, form, &[("line", "12")]).await;
        assert!(answer.text.contains("金额不同"), "{}", answer.text);
        let answer = manager.submit(&bank, form, &[("line", "13")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }

    async fn nothing_that_leads_to_a_person_is_told_with_the_money(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let (slice, by) = (&house.compounds, By::system());
        let manager = house.staff("manager", "zh-CN").await;
        let path = format!("/desk/estates/{estate}/ledger");
        let (new, notices) = (format!("{path}/new"), format!("{path}/notices"));
        let line = [
            ("what", "spent"), ("kind", "parking"), ("account", "a1"), ("day", "2026-11-05"), ("amount", "300"),
            ("purpose", "换路灯，找王师傅 13800138000"), ("evidence_text", "发票"), ("decision", "2026-2"),
        ];
        let posted = manager.submit(&new, (&new, ""), &line).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text);
        house.clock.set(Instant::parse_local("2027-01-05 10:00").unwrap());
        let mut tx = db.write().await.unwrap();
        let day = "2026-11-01".parse().unwrap();
        ledger::close(slice, &mut tx, &by, estate, "2026-12-31".parse().unwrap()).await.unwrap();
        tx.commit().await.unwrap();
        let manager = house.staff("manager", "zh-CN").await;
        let draft = (notices.as_str(), "value=\"draft\"");
        let refused = manager.submit(&notices, draft, &[("day", "2026-11-01")]).await;
        assert!(refused.text.contains("冲销那一行"), "{}", refused.text);
        let back = [("line", "13"), ("day", "2027-01-04"), ("reason", "写了电话")];
        let mut fields = hidden(&manager.page(&path).await, &path, "value=\"reverse\"");
        fields.retain(|(name, _)| name != "line");
        fields.extend(back.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let back = manager.send(&path, &fields).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
        let mut tx = db.write().await.unwrap();
        let called = ledger::draft(slice, &mut tx, &by, estate, (None, day, "请打 13800138000")).await;
        assert!(called.is_err(), "the note is read by everybody");
        let drafted = ledger::draft(slice, &mut tx, &by, estate, (None, day, "换了路灯")).await.unwrap();
        let number = args![drafted.id, "请打 13800138000"];
        tx.execute(NOTE, number).await.unwrap();
        assert!(ledger::release(slice, &mut tx, &by, drafted.id).await.is_err(), "drafted before there was a check");
        tx.execute(NOTE, args![drafted.id, "换了路灯"]).await.unwrap();
        ledger::release(slice, &mut tx, &by, drafted.id).await.unwrap();
    }

    async fn another_photo_of_the_board_lets_the_first_one_go(db: Db) {
        let house = House::with_demo(&db).await;
        let (slice, by) = (&house.compounds, By::system());
        let mut tx = db.write().await.unwrap();
        let (_, book) = ledger::public_book(&mut tx, demo::estates()[0]).await.unwrap();
        let told = publication::of_book(&mut tx, book.unwrap().id).await.unwrap();
        let notice = told.iter().find(|it| it.released_at.is_some()).unwrap().id;
        let day = slice.site.now().date();
        for (letter, held) in [("a", [1, 0]), ("a", [1, 0]), ("b", [0, 1])] {
            let photo = Photo { id: letter.repeat(64), jpeg: vec![1], width_px: 1, height_px: 1 };
            ledger::posted(slice, &mut tx, &by, notice, (day, Some(photo))).await.unwrap();
            for (other, count) in [("a", held[0]), ("b", held[1])] {
                let found = tx.fetch_one(HOLDS, args![other.repeat(64)]).await.unwrap();
                assert_eq!(found.get::<i64>("n").unwrap(), count, "{letter} {other}");
            }
        }
    }

    async fn a_quarter_is_told_asked_about_and_never_twice(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let manager = house.staff("manager", "zh-CN").await;
        let path = format!("/desk/estates/{estate}/ledger/notices");
        let draft = (path.as_str(), "value=\"draft\"");
        let again = manager.submit(&path, draft, &[("day", "2026-08-01")]).await;
        assert!(again.text.contains("已起草或公布") || again.text.contains("起草或公布"), "{}", again.text);
        let open = manager.submit(&path, draft, &[("day", "2026-11-01")]).await;
        assert!(open.text.contains("还没有结账"), "{}", open.text);

        let money = format!("/estates/{estate}/money");
        let nobody = house.nobody("zh-CN");
        let ask = (money.as_str(), "name=\"question\"");
        let private = [("question", "我的电话 13800138000，请回电")];
        let private = nobody.submit(&money, ask, &private).await;
        assert!(private.text.contains("个人信息"), "{}", private.text);
        let asked = nobody.submit(&money, ask, &[("question", "座椅是谁选的？")]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
        assert!(!nobody.page(&money).await.contains("座椅是谁选的"), "not before its answer");
        let answer = (path.as_str(), "value=\"answer\"");
        let handed = (path.as_str(), "value=\"hand_over\"");
        let phone = [("answer", "请打 13800138000 问")];
        let phone = manager.submit(&path, answer, &phone).await;
        assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(phone.text.contains("请打 13800138000 问") && phone.text.contains("个人信息"), "what was typed is kept: {}", phone.text);
        let mut late = crate::house::hidden(&manager.page(&path).await, &path, "value=\"answer\"");
        let first = manager.submit(&path, answer, &[("answer", "业委会三家比价后定的。")]).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
        late.push(("answer".to_owned(), "物业<自己>选的。".to_owned()));
        let late = manager.send(&path, &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        assert!(late.text.contains("三家比价") && late.text.contains("物业&#60;自己&#62;选的。"), "{}", late.text);
        assert!(late.text.contains("您填的都在下面，没有丢"), "{}", late.text);
        assert!(nobody.page(&money).await.contains("三家比价"));
        let matter = manager.submit(&path, handed, &[]).await;
        assert_eq!(matter.status, StatusCode::SEE_OTHER, "{}", matter.text);
    }
}

#[test]
fn every_refusal_of_the_books_has_its_sentence() {
    let texts = Texts::load().unwrap();
    let ours = LedgerRefused::ALL
        .iter()
        .map(|it| format!("compounds-ledger-refused-{}", it.key()));
    let posting = huiyin_books::Refused::ALL
        .iter()
        .map(|it| format!("compounds-ledger-post-{}", it.key()));
    let flags = huiyin_books::Flag::ALL
        .iter()
        .map(|it| format!("compounds-ledger-flag-{}", it.key()));
    let rows = huiyin_books::bank::RowProblem::ALL
        .iter()
        .map(|it| format!("compounds-ledger-row-{}", it.key()));
    let kinds = huiyin_books::Kind::ALL
        .iter()
        .map(|it| format!("compounds-ledger-kind-{}", it.key()));
    let holders = huiyin_books::Holder::ALL
        .iter()
        .map(|it| format!("compounds-ledger-holder-{}", it.key()));
    let cities = huiyin_books::City::ALL
        .iter()
        .map(|it| format!("compounds-ledger-city-{}", it.key()));
    for key in ours
        .chain(posting)
        .chain(flags)
        .chain(rows)
        .chain(kinds)
        .chain(holders)
        .chain(cities)
    {
        for lang in Lang::ALL {
            assert!(texts.has(lang, &key), "{lang:?} {key}");
        }
    }
}
