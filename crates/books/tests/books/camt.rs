use huiyin_books::bank::{BankError, RowProblem, read_marked};
use huiyin_kernel::Money;

use crate::sample::yuan;

fn camt(entries: &str, closing: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><d:Document xmlns:d=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><d:BkToCstmrStmt><d:Stmt>\
         <d:Acct><d:Id><d:Othr><d:Id>6222000012345678</d:Id></d:Othr></d:Id></d:Acct>\
         <d:Bal><d:Tp><d:CdOrPrtry><d:Cd>OPBD</d:Cd></d:CdOrPrtry></d:Tp><d:Amt Ccy=\"CNY\">10000.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd></d:Bal>\
         <d:Bal><d:Tp><d:CdOrPrtry><d:Cd>CLBD</d:Cd></d:CdOrPrtry></d:Tp><d:Amt Ccy=\"CNY\">{closing}</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd></d:Bal>\
         {entries}</d:Stmt></d:BkToCstmrStmt></d:Document>"
    )
}

const ENTRIES: &str = "<d:Ntry><d:Amt Ccy=\"CNY\">1200.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:BookgDt><d:Dt>2026-05-09</d:Dt></d:BookgDt><d:AcctSvcrRef>R1</d:AcctSvcrRef>\
<d:NtryDtls><d:TxDtls><d:RltdPties><d:Dbtr><d:Nm>停车&amp;公司</d:Nm></d:Dbtr></d:RltdPties><d:RmtInf><d:Ustrd>五月</d:Ustrd></d:RmtInf></d:TxDtls></d:NtryDtls></d:Ntry>\
<d:Ntry><d:Amt Ccy=\"CNY\">36.00</d:Amt><d:CdtDbtInd>DBIT</d:CdtDbtInd><d:BookgDt><d:DtTm>2026-05-10T09:00:00</d:DtTm></d:BookgDt></d:Ntry>";

#[test]
fn camt_is_read_and_a_page_that_is_missing_from_it_is_noticed() {
    let file = read_marked(&camt(ENTRIES, "11164.00")).unwrap();
    let amounts: Vec<Money> = file.rows.iter().map(|row| row.amount).collect();
    assert_eq!(amounts, [yuan(1200), yuan(-36)]);
    assert_eq!(file.rows[0].counterpart, "停车&公司");
    assert_eq!(
        (file.opening, file.closing),
        (Some(yuan(10_000)), Some(yuan(11_164)))
    );
    assert!(file.breaks.is_empty());
    let short = read_marked(&camt(ENTRIES, "11200.00")).unwrap();
    assert_eq!(short.breaks.len(), 1);
    assert_eq!(short.breaks[0].before, None);
}

#[test]
fn camt_entries_count_once_they_are_booked() {
    let with = |status: &str| {
        let ends = format!("<d:CdtDbtInd>DBIT</d:CdtDbtInd>{status}<d:BookgDt><d:DtTm>");
        let entries = ENTRIES.replace("<d:CdtDbtInd>DBIT</d:CdtDbtInd><d:BookgDt><d:DtTm>", &ends);
        assert!(status.is_empty() || entries.contains(status));
        read_marked(&camt(&entries, "11164.00")).unwrap()
    };
    let forms = |code: &str| {
        [
            format!("<d:Sts>{code}</d:Sts>"),
            format!("<d:Sts>\n<d:Cd>{code}</d:Cd>\n</d:Sts>"),
        ]
    };
    for status in forms("BOOK") {
        assert_eq!(with(&status).rows, with("").rows, "{status}");
    }
    for status in forms("PDNG") {
        let file = with(&status);
        assert_eq!(file.rows.len(), 1, "{status}");
        assert!(file.faults.is_empty() && file.breaks.len() == 1);
    }
    let own = with("<d:Sts><d:Prtry>X</d:Prtry></d:Sts>");
    let faults: Vec<_> = own.faults.iter().map(|it| (it.row, it.problem)).collect();
    assert_eq!((own.rows.len(), faults), (1, vec![(2, RowProblem::Status)]));
}

#[test]
fn what_a_camt_statement_says_of_itself_is_held_against_it() {
    let problems = |text: &str| {
        let file = read_marked(text).unwrap();
        file.faults.iter().map(|it| it.problem).collect::<Vec<_>>()
    };
    let counted = |number: u8| {
        format!(
            "<d:TxsSummry><d:TtlNtries><d:NbOfNtries>{number}</d:NbOfNtries></d:TtlNtries></d:TxsSummry>{ENTRIES}"
        )
    };
    assert!(problems(&camt(&counted(2), "11164.00")).is_empty());
    let five = problems(&camt(&counted(5), "11164.00"));
    assert_eq!(five, [RowProblem::EntriesDiffer]);
    let pending = counted(1).replace(
        "DBIT</d:CdtDbtInd>",
        "DBIT</d:CdtDbtInd><d:Sts>PDNG</d:Sts>",
    );
    assert!(problems(&camt(&pending, "11200.00")).is_empty());
    for (last, found) in [("true", vec![]), ("false", vec![RowProblem::PageMissing])] {
        let page = format!(
            "<d:StmtPgntn><d:PgNb>1</d:PgNb><d:LastPgInd>{last}</d:LastPgInd></d:StmtPgntn>{ENTRIES}"
        );
        assert_eq!(problems(&camt(&page, "11164.00")), found);
    }
    let unread = camt(ENTRIES, "11164.00").replace("10000.00", "ten");
    assert_eq!(problems(&unread), [RowProblem::FileBalance]);
    assert_eq!(read_marked(&unread).unwrap().opening, None);
}

#[test]
fn a_balance_is_not_read_out_of_what_stands_beside_it() {
    let line = "</d:CdOrPrtry><d:SubTp><d:Cd>INTM</d:Cd></d:SubTp></d:Tp><d:CdtLine><d:Amt Ccy=\"CNY\">7</d:Amt></d:CdtLine>";
    let text = camt(ENTRIES, "11164.00")
        .replace("</d:CdOrPrtry></d:Tp>", line)
        .replace("</d:Bal>", "<d:Avlbty><d:Amt>9</d:Amt></d:Avlbty></d:Bal>");
    let file = read_marked(&text).unwrap();
    assert_eq!(
        (file.opening, file.closing),
        (Some(yuan(10_000)), Some(yuan(11_164)))
    );
}

#[test]
fn hostile_xml_is_refused() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bb\">]><Document><BkToCstmrStmt>&b;</BkToCstmrStmt></Document>";
    assert!(matches!(read_marked(bomb), Err(BankError::Damaged(_))));
    let deep = format!("<BkToCstmrStmt>{}", "<a>".repeat(100_000));
    assert!(matches!(read_marked(&deep), Err(BankError::Damaged(_))));
    let cut = camt(ENTRIES, "1.00");
    assert!(matches!(
        read_marked(&cut[..cut.len() - 40]),
        Err(BankError::Damaged(_))
    ));
    assert_eq!(read_marked("hello"), Err(BankError::Unknown));
    assert_eq!(read_marked(&camt("", "10000.00")), Err(BankError::NoRows));
}
