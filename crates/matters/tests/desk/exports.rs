//! Lists as files, opened again with the reader that reads everybody's files.

use huiyin_db::on_both_databases;
use huiyin_sheets::{ReadOptions, read};

use crate::support::{District, MIGRATIONS, hidden_fields};

struct Sheet {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn of(bytes: &[u8]) -> Self {
        let rows = read(bytes, &ReadOptions::default()).unwrap();
        let header = rows.header().to_vec();
        let rows = rows.map(|row| row.unwrap().cells).collect();
        Self { header, rows }
    }

    #[track_caller]
    fn cell(&self, row: usize, column: &str) -> &str {
        let at = self.header.iter().position(|name| name == column);
        &self.rows[row][at.unwrap_or_else(|| panic!("no {column} in {:?}", self.header))]
    }
}

on_both_databases! {
    MIGRATIONS;

    async fn a_list_is_exported_masked_as_its_reader_may_see(db: Db) {
        let district = District::open(&db).await;
        let text = "=1+1 路灯不亮，联系我 13812341234";
        let id = district.report(text, Some("0401")).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let lighting = district.body("bm04").await.to_string();
        dispatcher.act(id, "accept", &[("category", "0401")]).await.landed();
        dispatcher.act(id, "dispatch", &[("lead", &lighting)]).await.landed();
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        handler.act(id, "acknowledge", &[]).await.landed();
        handler.act(id, "answer", &[("outcome", "solved"), ("text", "修好了")]).await.landed();

        let file = dispatcher.get("/desk/matters.xlsx").await;
        assert_eq!(file.status, 200);
        let sheet = Sheet::of(&file.bytes);
        assert_eq!(sheet.rows.len(), 1);
        assert_eq!(sheet.cell(0, "编号"), district.known(id).await.number);
        assert_eq!(sheet.cell(0, "诉求人"), "谭**");
        assert_eq!(sheet.cell(0, "联系电话"), "138****1234");
        assert!(sheet.cell(0, "主要内容").starts_with("=1+1"), "a formula stays text");
        assert_eq!(sheet.cell(0, "办理结果"), "已解决");
        assert_eq!(sheet.cell(0, "答复内容"), "修好了");
        assert!(sheet.cell(0, "事项类别").contains("->"));
        assert_eq!(sheet.cell(0, "地点"), "建新东路", "no finer than the public sees");

        // A handler may look at lists but not take people's data out of the house.
        let file = handler.get("/desk/matters.csv?state=answered").await;
        let sheet = Sheet::of(&file.bytes);
        assert_eq!(sheet.rows.len(), 1);
        assert_eq!(sheet.cell(0, "诉求人"), "");
        assert!(!sheet.cell(0, "主要内容").contains("13812341234"), "{:?}", sheet.rows);
        let none = handler.get("/desk/matters.csv?state=closed").await;
        assert_eq!(Sheet::of(&none.bytes).rows.len(), 0);
        let other = district.sign_in("handler-property", "zh-CN").await;
        assert_eq!(Sheet::of(&other.get("/desk/matters.csv").await.bytes).rows.len(), 0);
        let queue = dispatcher.get("/desk/matters.csv?queue=intake").await;
        assert_eq!(Sheet::of(&queue.bytes).rows.len(), 0, "the queue, not the whole list");
    }

    async fn a_long_list_is_exported_whole(db: Db) {
        let district = District::open(&db).await;
        for number in 0..60 {
            district.report(&format!("路灯不亮 {number}"), Some("0401")).await;
        }
        let dispatcher = district.sign_in("dispatcher", "en").await;
        let sheet = Sheet::of(&dispatcher.get("/desk/matters.csv?queue=intake").await.bytes);
        assert_eq!(sheet.rows.len(), 60);
        let mut seen: Vec<&str> = (0..60).map(|row| sheet.cell(row, "Number")).collect();
        seen.dedup();
        assert_eq!(seen.len(), 60, "each once");
        // The inbox itself comes in pages, each row once.
        let first = dispatcher.get("/desk?queue=intake").await.page();
        assert_eq!(first.matches("data-row").count(), 50);
        let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let next = next.replace("&#38;", "&").replace("&amp;", "&");
        let second = dispatcher.get(&next).await.page();
        assert_eq!(second.matches("data-row").count(), 10);
    }

    async fn a_dispatch_list_is_handed_out_as_a_sheet(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let id = district.report("路灯不亮", Some("0401")).await;
        dispatcher.act(id, "accept", &[("category", "0401")]).await.landed();
        let version = district.known(id).await.matter.version;
        let lighting = district.body("bm04").await.to_string();
        let page = dispatcher.get("/desk/list-dispatch").await.page();
        let mut fields = hidden_fields(&page, "/desk/list-dispatch");
        fields.retain(|(name, _)| name != "step");
        fields.push(("step".to_owned(), "check".to_owned()));
        fields.push(("id".to_owned(), format!("{id}:{version}")));
        fields.push((format!("lead-{id}"), lighting));
        fields.push((format!("note-{id}"), "本周办结".to_owned()));
        let checked = dispatcher.send("/desk/list-dispatch", &fields).await.page();
        let mut fields = hidden_fields(&checked, "/desk/list-dispatch");
        fields.push(("step".to_owned(), "do".to_owned()));
        let place = dispatcher.send("/desk/list-dispatch", &fields).await.landed();
        let place = place.split('?').next().unwrap();
        let sheet = Sheet::of(&dispatcher.get(&format!("{place}/list.xlsx")).await.bytes);
        assert_eq!(
            sheet.header,
            ["编号", "事项", "主办单位", "协办单位", "办理时限", "办理结果", "核实情况", "备注"]
        );
        assert_eq!(sheet.cell(0, "编号"), district.known(id).await.number);
        assert_eq!(sheet.cell(0, "事项"), "路灯不亮");
        assert_eq!(sheet.cell(0, "备注"), "本周办结");
        let other = district.sign_in("supervisor-gyq", "zh-CN").await;
        assert_eq!(Sheet::of(&other.get(&format!("{place}/list.xlsx")).await.bytes).rows.len(), 1);
    }
}
