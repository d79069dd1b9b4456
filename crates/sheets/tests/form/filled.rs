//! What a form looks like to whoever maps it, and what stays when it is filled.

use calamine::Data;
use huiyin_sheets::Cell;
use huiyin_sheets::form::{FillCell, Filling, Form, FormRefused, Place};
use rust_xlsxwriter::Workbook;

use crate::made::{self, FIRST, SHEET, filled, monthly, part, value};

#[test]
fn headers_of_two_rows_are_read_with_their_joined_cells() {
    let form = Form::open(&monthly()).unwrap();
    let names: Vec<&str> = form.sheets().iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, [SHEET, "汇总"]);
    let heading = form.sheet(SHEET).unwrap().heading().unwrap();
    assert_eq!((heading.row, heading.first_row), (4, FIRST));
    let columns: Vec<(&str, &str, bool)> = heading
        .columns
        .iter()
        .map(|it| (it.letters.as_str(), it.title.as_str(), it.is_computed))
        .collect();
    assert_eq!(
        columns,
        [
            ("A", "序号", false),
            ("B", "诉求", false),
            ("D", "办理（件） / 收到", false),
            ("E", "办理（件） / 办结", false),
            ("F", "未办结", true),
        ]
    );
}

#[test]
fn what_fits_is_filled_and_everything_else_stays() {
    let empty = monthly();
    let bytes = filled(3);
    assert_eq!(value(&bytes, SHEET, "A7"), Data::Float(3.0));
    let text = Data::String("=第2件 <电梯> & “路灯”".to_owned());
    assert_eq!(value(&bytes, SHEET, "B6"), text);
    assert_eq!(
        value(&bytes, SHEET, "B2"),
        Data::String("江畔区治理中心".to_owned())
    );
    assert_eq!(value(&bytes, SHEET, "D8"), Data::Empty);
    assert_eq!(made::formula(&bytes, SHEET, "D9"), "SUM(D5:D8)");
    assert_eq!(made::merges(&bytes, SHEET), made::merges(&empty, SHEET));
    for name in ["xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml"] {
        assert_eq!(part(&bytes, name), part(&empty, name), "{name}");
    }
    let (before, after) = (sheet(&empty), sheet(&bytes));
    let between = |text: &str, from: &str, to: &str| {
        let from = text.find(from).unwrap();
        text[from..].split(to).next().unwrap().to_owned()
    };
    for (from, to) in [
        ("<sheetViews", "<sheetData"),
        ("</sheetData>", "</worksheet>"),
    ] {
        assert_eq!(between(&after, from, to), between(&before, from, to));
    }
    // Each cell keeps the style that it had.
    assert_eq!(style(&after, "D6"), style(&before, "D6"));
    assert_eq!(style(&after, "E9"), style(&before, "E9"));
}

fn sheet(bytes: &[u8]) -> String {
    part(bytes, "xl/worksheets/sheet1.xml").unwrap()
}

fn style(sheet: &str, place: &str) -> String {
    let from = sheet.find(&format!("<c r=\"{place}\"")).unwrap();
    let tag = sheet[from..].split('>').next().unwrap();
    let style = tag.split("s=\"").nth(1).unwrap();
    style.split('"').next().unwrap().to_owned()
}

#[test]
fn values_that_were_computed_before_are_dropped_and_computing_is_ordered() {
    let bytes = filled(3);
    let text = sheet(&bytes);
    assert!(text.contains("<f>SUM(D5:D8)</f></c>"), "{text}");
    let book = part(&bytes, "xl/workbook.xml").unwrap();
    assert_eq!(book.matches("fullCalcOnLoad=\"1\"").count(), 1, "{book}");
    let other = part(&bytes, "xl/worksheets/sheet2.xml").unwrap();
    assert!(other.contains("<f>办理情况!D9*2</f></c>"), "{other}");
}

#[test]
fn a_book_that_says_nothing_of_computing_is_told_in_the_right_place() {
    let empty = monthly();
    let book = part(&empty, "xl/workbook.xml").unwrap();
    let from = book.find("<calcPr").unwrap();
    let to = from + book[from..].find("/>").unwrap() + 2;
    let without = format!("{}{}", &book[..from], &book[to..]);
    let bytes = made::with_parts(&empty, &[("xl/workbook.xml", &without)]);
    let filled = Form::open(&bytes).unwrap().fill(&made::rows(1)).unwrap();
    let book = part(&filled, "xl/workbook.xml").unwrap();
    assert!(
        book.contains("</definedNames><calcPr fullCalcOnLoad=\"1\"/></workbook>"),
        "{book}"
    );
}

#[test]
fn the_order_of_computing_goes_with_all_that_names_it() {
    let types = "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml\"/></Types>";
    let relation = "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain\" Target=\"calcChain.xml\"/></Relationships>";
    let bytes = made::exchanged(&monthly(), "[Content_Types].xml", "</Types>", types);
    let rels = "xl/_rels/workbook.xml.rels";
    let bytes = made::exchanged(&bytes, rels, "</Relationships>", relation);
    let chain = "<calcChain xmlns=\"x\"><c r=\"D9\" i=\"1\"/></calcChain>";
    let bytes = made::with_parts(&bytes, &[("xl/calcChain.xml", chain)]);
    let filled = Form::open(&bytes).unwrap().fill(&made::rows(9)).unwrap();
    assert_eq!(part(&filled, "xl/calcChain.xml"), None);
    for name in ["[Content_Types].xml", rels] {
        let text = part(&filled, name).unwrap();
        assert!(!text.contains("calcChain"), "{text}");
    }
}

#[test]
fn elements_with_a_prefix_are_understood_and_kept() {
    let empty = monthly();
    let text = sheet(&empty)
        .replace("</", "</x:")
        .replace('<', "<x:")
        .replace("<x:/x:", "</x:")
        .replace("<x:?", "<?")
        .replace("xmlns=", "xmlns:x=");
    let bytes = made::with_parts(&empty, &[("xl/worksheets/sheet1.xml", &text)]);
    let filled = Form::open(&bytes).unwrap().fill(&made::rows(9)).unwrap();
    assert_eq!(value(&filled, SHEET, "A13"), Data::Float(9.0));
    assert!(
        !sheet(&filled).contains("<row"),
        "every element has its prefix"
    );
    assert!(sheet(&filled).contains("<x:mergeCell ref=\"B13:C13\"/>"));
}

#[test]
fn the_same_filling_gives_the_same_bytes_and_none_gives_the_form() {
    assert_eq!(filled(7), filled(7));
    let form = Form::open(&monthly()).unwrap();
    let bytes = form.fill(&Filling::default()).unwrap();
    assert_eq!(Form::open(&bytes).unwrap().sheets(), form.sheets());
}

#[test]
fn a_filled_form_is_filled_again() {
    let once = filled(3);
    let again = Form::open(&once).unwrap().fill(&Filling {
        cells: Vec::new(),
        ..made::rows(2)
    });
    // Its rows hold texts by now, which are not written over but for the first.
    let again = again.unwrap();
    assert_eq!(value(&again, SHEET, "A6"), Data::Float(2.0));
    assert_eq!(value(&again, SHEET, "A7"), Data::Float(2.0));
}

#[test]
fn a_single_cell_is_found_in_its_joined_area_and_no_formula_is_written_over() {
    let form = Form::open(&monthly()).unwrap();
    let put = |place: &str| {
        form.fill(&Filling {
            cells: vec![FillCell {
                sheet: SHEET.to_owned(),
                place: Place::parse(place).unwrap(),
                cell: Cell::Hundredths(-1_205),
            }],
            tables: Vec::new(),
        })
    };
    let bytes = put("F11").unwrap();
    assert_eq!(value(&bytes, SHEET, "A11"), Data::Float(-12.05));
    let refused = put("D9").unwrap_err();
    assert_eq!(refused, FormRefused::FormulaInTheWay(Place::new(9, 4)));
}

#[test]
fn long_numbers_and_signs_without_place_in_xml_arrive_as_text() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("a").unwrap();
    let form = Form::open(&book.save_to_buffer().unwrap()).unwrap();
    let cell = |row, cell| FillCell {
        sheet: "a".to_owned(),
        place: Place::new(row, 1),
        cell,
    };
    let bytes = form
        .fill(&Filling {
            cells: vec![
                cell(1, Cell::Integer(500_105_199_001_011_234)),
                cell(2, Cell::text("a\u{0}\u{b}b\u{fffe}]]>&lt;")),
                cell(3, Cell::Date("2026-11-27".to_owned())),
            ],
            tables: Vec::new(),
        })
        .unwrap();
    let text = |it: &str| Data::String(it.to_owned());
    assert_eq!(value(&bytes, "a", "A1"), text("500105199001011234"));
    assert_eq!(value(&bytes, "a", "A2"), text("ab]]>&lt;"));
    assert_eq!(value(&bytes, "a", "A3"), text("2026-11-27"));
}
