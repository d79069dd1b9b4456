//! Tables longer than the form offers: what stands below moves, or the form is refused.

use calamine::Data;
use huiyin_sheets::form::{Form, FormRefused, InTheWay};
use proptest::prelude::*;

use crate::made::{self, FIRST, LAST, SHEET, TOTAL, filled, formula, merges, monthly, part, value};

const SHEET_PART: &str = "xl/worksheets/sheet1.xml";

#[test]
fn the_footer_moves_with_its_joined_cells_formulas_and_names() {
    let bytes = filled(20);
    assert_eq!(value(&bytes, SHEET, "A24"), Data::Float(20.0));
    assert_eq!(value(&bytes, SHEET, "A25"), Data::String("合计".to_owned()));
    assert_eq!(formula(&bytes, SHEET, "D25"), "SUM(D5:D24)");
    assert_eq!(formula(&bytes, SHEET, "F25"), "D25-E25");
    assert_eq!(formula(&bytes, SHEET, "F24"), "D24-E24");
    assert_eq!(formula(&bytes, "汇总", "A1"), "办理情况!D25*2");
    let joined = merges(&bytes, SHEET);
    for area in ["B24:C24", "A25:C25", "A27:F27", "D3:E3"] {
        assert!(joined.iter().any(|it| it == area), "{area} of {joined:?}");
    }
    let book = part(&bytes, "xl/workbook.xml").unwrap();
    assert!(book.contains("$A$1:$F$27"), "the print area grows: {book}");
    assert!(book.contains("$3:$4"), "the repeated rows stay: {book}");
    let text = part(&bytes, SHEET_PART).unwrap();
    let count = format!("<mergeCells count=\"{}\">", joined.len());
    assert!(text.contains(&count), "{text}");
    assert!(text.contains("<dimension ref=\"A1:F27\"/>"), "{text}");
    // Height and borders of the first row go on downwards.
    assert_eq!(text.matches("ht=\"30\"").count(), 20);
}

#[test]
fn conditions_and_allowed_values_reach_the_new_rows() {
    let around = "</mergeCells><conditionalFormatting sqref=\"D5:D8 F9\"><cfRule type=\"expression\" dxfId=\"0\" priority=\"1\"><formula>$D$9&gt;5</formula></cfRule></conditionalFormatting><dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"B5:B8\"><formula1>$H$9:$H$12</formula1></dataValidation></dataValidations>";
    let bytes = made::exchanged(&monthly(), SHEET_PART, "</mergeCells>", around);
    let filled = Form::open(&bytes).unwrap().fill(&made::rows(14)).unwrap();
    let text = part(&filled, SHEET_PART).unwrap();
    for wanted in [
        "sqref=\"D5:D18 F19\"",
        "<formula>$D$19&gt;5</formula>",
        "sqref=\"B5:B18\"",
        "<formula1>$H$19:$H$22</formula1>",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
}

#[test]
fn a_formula_that_cells_share_is_written_into_each() {
    let empty = monthly();
    let text = part(&empty, SHEET_PART).unwrap();
    let mut shared = text;
    for row in FIRST..=LAST {
        let own = format!("<f>D{row}-E{row}</f>");
        assert!(shared.contains(&own), "{shared}");
        let instead = if row == FIRST {
            "<f t=\"shared\" ref=\"F5:F8\" si=\"0\">D5-E5</f>".to_owned()
        } else {
            "<f t=\"shared\" si=\"0\"/>".to_owned()
        };
        shared = shared.replace(&own, &instead);
    }
    let bytes = made::with_parts(&empty, &[(SHEET_PART, &shared)]);
    let filled = Form::open(&bytes).unwrap().fill(&made::rows(6)).unwrap();
    assert_eq!(formula(&filled, SHEET, "F8"), "D8-E8");
    assert_eq!(formula(&filled, SHEET, "F10"), "D10-E10");
    assert!(!part(&filled, SHEET_PART).unwrap().contains("shared"));
}

fn refused(bytes: &[u8]) -> FormRefused {
    Form::open(bytes)
        .unwrap()
        .fill(&made::rows(20))
        .unwrap_err()
}

const fn cannot(what: InTheWay) -> FormRefused {
    FormRefused::CannotPush { rows: 16, what }
}

#[test]
fn what_cannot_be_moved_safely_is_refused_and_what_fits_is_not() {
    let exchange = |from: &str, to: &str| made::exchanged(&monthly(), SHEET_PART, from, to);
    let after = |more: &str| exchange("</mergeCells>", &format!("</mergeCells>{more}"));
    let cases = [
        (
            after("<tableParts count=\"1\"><tablePart r:id=\"rId9\"/></tableParts>"),
            InTheWay::ListObject,
        ),
        (
            after("<oleObjects><oleObject/></oleObjects>"),
            InTheWay::Unknown,
        ),
        (
            exchange("SUM(D5:D8)", "SUM(INDIRECT(\"D5\"))"),
            InTheWay::Formula,
        ),
        (
            exchange("<f>D9-E9", "<f t=\"array\" ref=\"F9\">D9-E9"),
            InTheWay::Formula,
        ),
        (
            after("<extLst><ext uri=\"x\"><x14:slicerList/></ext></extLst>"),
            InTheWay::Unknown,
        ),
    ];
    for (bytes, what) in cases {
        assert_eq!(refused(&bytes), cannot(what));
        let form = Form::open(&bytes).unwrap();
        assert!(form.fill(&made::rows(4)).is_ok(), "what fits moves nothing");
    }
}

#[test]
fn drawings_and_comments_below_the_table_are_in_the_way_and_those_above_are_not() {
    let with = |kind: &str, name: &str, text: &str| {
        let rels = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"../{name}\"/></Relationships>"
        );
        made::with_parts(
            &monthly(),
            &[
                ("xl/worksheets/_rels/sheet1.xml.rels", &rels),
                (&format!("xl/{name}"), text),
            ],
        )
    };
    let drawing = |row: u32| {
        let text = format!(
            "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:row>{row}</xdr:row></xdr:from></xdr:twoCellAnchor></xdr:wsDr>"
        );
        with("drawing", "drawings/drawing1.xml", &text)
    };
    let comment = |place: &str| {
        let text =
            format!("<comments><commentList><comment ref=\"{place}\"/></commentList></comments>");
        with("comments", "comments1.xml", &text)
    };
    assert_eq!(refused(&drawing(TOTAL)), cannot(InTheWay::Drawing));
    assert_eq!(refused(&comment("A9")), cannot(InTheWay::Comment));
    for bytes in [drawing(0), comment("A3")] {
        assert!(Form::open(&bytes).unwrap().fill(&made::rows(20)).is_ok());
    }
    let chart = made::with_parts(
        &monthly(),
        &[("xl/charts/chart1.xml", "<c:f>办理情况!$D$5:$D$8</c:f>")],
    );
    assert_eq!(refused(&chart), cannot(InTheWay::Chart));
}

#[test]
fn rows_joined_with_others_are_no_table() {
    let bytes = made::exchanged(&monthly(), SHEET_PART, "B5:C5", "B5:C6");
    let bytes = made::exchanged(&bytes, SHEET_PART, "<mergeCell ref=\"B6:C6\"/>", "");
    assert_eq!(refused(&bytes), FormRefused::JoinedRows { row: FIRST });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn however_many_rows_the_total_stands_below_them_and_adds_them_all(count in 0_i32..60) {
        let bytes = filled(i64::from(count));
        let extra = u32::try_from(count).unwrap().saturating_sub(LAST - FIRST + 1);
        let total = TOTAL + extra;
        let wanted = format!("SUM(D{FIRST}:D{})", total - 1);
        prop_assert_eq!(formula(&bytes, SHEET, &format!("D{total}")), wanted);
        let sum: f64 = (FIRST..total)
            .map(|row| match value(&bytes, SHEET, &format!("D{row}")) {
                Data::Float(number) => number,
                _ => 0.0,
            })
            .sum();
        let count = f64::from(count);
        prop_assert!((sum - (10.0 * count + count * (count + 1.0) / 2.0)).abs() < 1e-9);
    }
}
