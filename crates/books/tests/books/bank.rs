use huiyin_books::bank::{
    BankError, BankFile, Columns, RowProblem, joins, read_marked, read_table,
};

use crate::sample::{day, yuan};

fn cells(line: &str) -> Vec<String> {
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn table(header: &str, rows: &[&str]) -> Result<BankFile, BankError> {
    let rows = (2..)
        .zip(rows)
        .map(|(number, row)| Ok((number, cells(row))));
    read_table(&cells(header), rows)
}

const ICBC: &str = "交易日期|对方户名|摘要|贷方发生额|借方发生额|余额|交易流水号";

#[test]
fn a_table_of_two_columns_is_read() {
    let file = table(
        ICBC,
        &[
            "2026-05-09|停车公司|五月车位费|1,200.00||11,200.00|A1",
            "2026-05-10|税务局|增值税||36.00|11,164.00|A2",
            "合计|||1,200.00|36.00||",
        ],
    )
    .unwrap();
    assert_eq!(file.rows.len(), 2);
    assert_eq!(file.rows[0].amount, yuan(1200));
    assert_eq!(file.rows[1].amount, yuan(-36));
    assert_eq!(
        (file.opening, file.closing),
        (Some(yuan(10_000)), Some(yuan(11_164)))
    );
    assert!(file.breaks.is_empty() && file.faults.is_empty());
}

#[test]
fn one_amount_with_a_direction_newest_first_comes_out_in_order() {
    let file = table(
        "记账日期|交易金额（元）|借贷标志|账户余额|对方名称|附言",
        &[
            "20260511|50.00|借|1,150.00|电梯公司|年检",
            "20260510|200.00|贷|1,200.00|广告公司|电梯广告",
        ],
    )
    .unwrap();
    assert_eq!(file.rows[0].date, day("2026-05-10"));
    let amounts: Vec<_> = file.rows.iter().map(|row| row.amount).collect();
    assert_eq!(amounts, [yuan(200), yuan(-50)]);
    assert_eq!(file.opening, Some(yuan(1000)));
}

#[test]
fn a_missing_page_breaks_the_running_balance() {
    let file = table(
        ICBC,
        &[
            "2026-05-09|甲|x|100||1100|A1",
            "2026-05-12|乙|y|100||1300|A3",
        ],
    )
    .unwrap();
    assert_eq!(file.breaks.len(), 1);
    let gap = file.breaks[0];
    assert_eq!(
        (gap.before, gap.expected, gap.found),
        (Some(3), yuan(1200), yuan(1300))
    );
    assert_eq!(joins(Some(yuan(900)), file.opening), Some(false));
    assert_eq!(joins(Some(yuan(1000)), file.opening), Some(true));
    assert_eq!(joins(None, file.opening), None);
}

#[test]
fn the_same_movement_has_the_same_key_in_overlapping_files() {
    let all = [
        "2026-05-09|甲|x|100||1100|",
        "2026-05-09|甲|x|5||1105|",
        "2026-05-09|甲|x|5||1110|",
    ];
    let whole = table(ICBC, &all).unwrap();
    let part = table(ICBC, &all[1..]).unwrap();
    let keys = |file: &BankFile| {
        file.rows
            .iter()
            .map(|row| row.key.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&whole)[1..], keys(&part)[..]);
    let mut distinct = keys(&whole);
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), 3);
}

#[test]
fn two_equal_fees_without_balance_or_number_stay_two() {
    let file = table("日期|金额", &["2026-05-09|-2", "2026-05-09|-2"]).unwrap();
    assert_ne!(file.rows[0].key, file.rows[1].key);
}

#[test]
fn bad_rows_are_told_with_their_number_and_the_rest_is_read() {
    let file = table(
        ICBC,
        &[
            "昨天|甲|x|100||1100|",
            "2026-05-09|甲|x|NaN||1100|",
            "2026-05-09|甲|x|1|1|1100|",
            "2026-05-09|甲|x|||1100|",
            "2026-05-09|甲|x|99999999999999||1|",
            "2026-05-09|甲|x|7||1107|",
        ],
    )
    .unwrap();
    let faults: Vec<_> = file.faults.iter().map(|it| (it.row, it.problem)).collect();
    assert_eq!(
        faults,
        [
            (2, RowProblem::Date),
            (3, RowProblem::Amount),
            (4, RowProblem::BothSides),
            (5, RowProblem::Amount),
            (6, RowProblem::TooLarge),
        ]
    );
    assert_eq!(file.rows.len(), 1);
    let damaged = read_table(&cells(ICBC), [Err(9)]).unwrap();
    assert_eq!(damaged.faults[0].problem, RowProblem::Damaged);
    let dollars = table("日期|金额|币种", &["2026-05-09|1|USD"]).unwrap();
    assert_eq!(dollars.faults[0].problem, RowProblem::Currency);
}

#[test]
fn a_direction_is_taken_by_its_whole_word() {
    let read = |direction: &str, amount: &str| {
        let row = format!("2026-05-09|{amount}|{direction}");
        table("交易日期|交易金额|借贷标志", &[row.as_str()]).unwrap()
    };
    for word in ["借", "支出", "转出", "取款", "dr", "DBIT"] {
        assert_eq!(read(word, "5").rows[0].amount, yuan(-5), "{word}");
        assert_eq!(read(word, "-5").rows[0].amount, yuan(-5), "{word}");
    }
    for word in ["贷", "收入", "转入", "存入", "cr", "CRDT"] {
        assert_eq!(read(word, "5").rows[0].amount, yuan(5), "{word}");
    }
    for word in ["支付宝转入", "付息", "手续费", "跨行汇出", "收费", ""] {
        let file = read(word, "5");
        assert!(file.rows.is_empty(), "{word}");
        assert_eq!(file.faults[0].problem, RowProblem::Direction, "{word}");
        assert_eq!(read(word, "-5").rows[0].amount, yuan(-5), "{word}");
        assert_eq!(read(word, "+5").rows[0].amount, yuan(5), "{word}");
    }
}

#[test]
fn amounts_without_any_sign_or_direction_are_not_guessed() {
    let header = "交易日期|交易类型|交易金额";
    let rows = [
        "2026-05-09|跨行汇出|500.00",
        "2026-05-09|手续费|5.00",
        "2026-05-10|支付宝转入|80.00",
        "2026-05-11|付息|1.23",
    ];
    let file = table(header, &rows).unwrap();
    assert!(file.rows.is_empty());
    let faults: Vec<_> = file.faults.iter().map(|it| (it.row, it.problem)).collect();
    assert_eq!(faults, [2, 3, 4, 5].map(|row| (row, RowProblem::Direction)));
    let signed = rows.map(|row| row.replace("|500.00", "|-500.00"));
    let signed = table(header, &signed.each_ref().map(String::as_str)).unwrap();
    assert!(signed.faults.is_empty());
    assert_eq!(signed.rows[2].amount, yuan(80), "the words do not turn it");
    let proven = ["2026-05-09|80|180", "2026-05-10|20|200"];
    let proven = table("交易日期|金额|余额", &proven).unwrap();
    assert_eq!((proven.rows.len(), proven.opening), (2, Some(yuan(100))));
    let fees = ["2026-05-10|5|190", "2026-05-09|5|195"];
    let fees = table("交易日期|金额|余额", &fees).unwrap();
    assert!(fees.rows.is_empty() && fees.faults.len() == 2);
}

#[test]
fn a_table_that_is_no_banks_is_refused() {
    assert_eq!(
        table("姓名|电话", &[]),
        Err(BankError::NoColumn("交易日期"))
    );
    assert_eq!(
        table("日期|收入", &[]),
        Err(BankError::NoColumn("收入、支出"))
    );
    assert_eq!(table(ICBC, &[]), Err(BankError::NoRows));
    let twice = "交易日期|交易日期|摘要|贷方发生额|借方发生额|余额";
    assert_eq!(
        table(twice, &["2026-05-09|2026-05-10|x|7||1107"]),
        Err(BankError::ColumnTwice("交易日期".to_owned()))
    );
    let others = "交易日期|机构|机构|摘要|贷方发生额|借方发生额|余额";
    assert!(table(others, &["2026-05-09|a|b|x|7||1107"]).is_ok());
    assert!(!Columns::is_header(&cells("中国工商银行|明细")));
    let two = table(
        "日期|金额|账号",
        &["2026-05-09|1|6222001", "2026-05-09|1|6222002"],
    );
    assert_eq!(two, Err(BankError::SeveralAccounts));
}

const OFX: &str = "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>CNY\n\
<BANKACCTFROM><BANKID>1<ACCTID>6222000012345678</BANKACCTFROM><BANKTRANLIST>\
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260509120000[+8:CST]<TRNAMT>1200.00<FITID>F1<NAME>停车公司 &amp; 甲<MEMO>五月\n\
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260510<TRNAMT>-36.00<FITID>F2<NAME>税务局</STMTTRN>\
</BANKTRANLIST><LEDGERBAL><BALAMT>11164.00<DTASOF>20260531</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";

#[test]
fn ofx_with_and_without_closed_elements_is_read() {
    let file = read_marked(OFX).unwrap();
    assert_eq!(file.rows.len(), 2);
    assert_eq!(file.rows[0].counterpart, "停车公司 & 甲");
    assert_eq!(file.rows[1].amount, yuan(-36));
    assert_eq!(file.closing, Some(yuan(11_164)));
    assert_eq!(file.account_tail.as_deref(), Some("5678"));
    let xml = OFX.replace("<MEMO>五月\n", "<MEMO>五月</MEMO></STMTTRN>");
    assert_eq!(read_marked(&xml).unwrap().rows, file.rows);
    let cut = &OFX[..OFX.find("<FITID>F2").unwrap()];
    assert!(matches!(read_marked(cut), Err(BankError::Damaged(_))));
}

#[test]
fn ofx_that_ends_between_two_movements_is_damaged() {
    let closed = OFX.replace("<MEMO>五月\n", "<MEMO>五月</STMTTRN>");
    assert!(read_marked(&closed).is_ok());
    let after_first = closed.find("</STMTTRN>").unwrap() + "</STMTTRN>".len();
    for cut in [
        &closed[..after_first],
        &OFX[..OFX.find("<LEDGERBAL>").unwrap()],
        &OFX[..OFX.len() - "</OFX>".len()],
    ] {
        let read = read_marked(cut);
        assert!(matches!(read, Err(BankError::Damaged(_))), "{cut}");
    }
}

fn ofx(until: &str, rows: &[(&str, &str)], (closing, of): (&str, &str)) -> BankFile {
    let rows: Vec<String> = rows
        .iter()
        .map(|(day, amount)| {
            format!("<STMTTRN><DTPOSTED>{day}<TRNAMT>{amount}<FITID>{day}</STMTTRN>")
        })
        .collect();
    let rows = rows.concat();
    let text = format!(
        "<OFX><CURDEF>CNY<BANKTRANLIST>{until}{rows}</BANKTRANLIST>\
         <LEDGERBAL><BALAMT>{closing}<DTASOF>{of}</LEDGERBAL></OFX>"
    );
    read_marked(&text).unwrap()
}

#[test]
fn ofx_files_are_held_against_one_another() {
    let january = ofx(
        "<DTSTART>20260101<DTEND>20260131",
        &[("20260105", "300"), ("20260120", "-50")],
        ("1250", "20260131"),
    );
    assert_eq!(
        (january.opening, january.closing),
        (Some(yuan(1000)), Some(yuan(1250)))
    );
    for (closing, goes_on) in [("5000", false), ("1350", true)] {
        for until in ["", "<DTSTART>20260201<DTEND>20260228"] {
            let february = ofx(until, &[("20260203", "100")], (closing, "20260228"));
            assert!(february.breaks.is_empty());
            assert_eq!(joins(january.closing, february.opening), Some(goes_on));
        }
    }
    let faulty = ofx(
        "",
        &[("20260203", "100"), ("20260204", "x")],
        ("1350", "20260228"),
    );
    assert_eq!(faulty.opening, None, "the sum is not known");
}

#[test]
fn a_balance_of_another_day_than_the_list_ends_is_not_used() {
    let rows = [("20260105", "300"), ("20260120", "-50")];
    let until = "<DTSTART>20260101<DTEND>20260131";
    for (of, used) in [
        ("20260210", false),
        ("20260119", false),
        ("20260120", true),
        ("20260131235959[+8:CST]", true),
    ] {
        let file = ofx(until, &rows, ("1250", of));
        assert_eq!(file.closing.is_some(), used, "{of}");
        assert_eq!(file.opening.is_some(), used, "{of}");
    }
}
