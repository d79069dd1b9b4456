//! Bytes from anywhere: an answer, never a panic, and never more rows than lines.

use std::io::{Cursor, Read, Write};

use huiyin_sheets::{
    Cell, Column, ColumnKind, Encoding, Format, ReadOptions, Table, read, write_xlsx,
};
use proptest::prelude::*;

fn options() -> impl Strategy<Value = ReadOptions> {
    let format = prop_oneof![
        3 => Just(None),
        1 => Just(Some(Format::Csv)),
        1 => Just(Some(Format::Xlsx)),
        1 => Just(Some(Format::Ods)),
    ];
    let encoding = proptest::option::of(prop_oneof![
        Just(Encoding::Utf8),
        Just(Encoding::Gb18030),
        Just(Encoding::Utf16)
    ]);
    (
        format,
        encoding,
        proptest::option::of(any::<u8>()),
        0_u64..4,
    )
        .prop_map(|(format, encoding, delimiter, header_row)| ReadOptions {
            format,
            encoding,
            // A delimiter is one ASCII sign by the map's rules.
            delimiter: delimiter.filter(u8::is_ascii),
            sheet: None,
            header_row,
        })
}

fn drain(bytes: &[u8], options: &ReadOptions) {
    if let Ok(mut rows) = read(bytes, options) {
        let width = rows.header().len();
        let mut last = 0;
        for row in rows.by_ref() {
            let number = match row {
                Ok(row) => {
                    assert_eq!(row.cells.len(), width);
                    row.number
                }
                Err(fault) => fault.number,
            };
            assert!(number > last, "row numbers grow");
            last = number;
        }
        let (done, total) = rows.progress();
        assert_eq!(done, total);
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400), options in options()) {
        drain(&bytes, &options);
    }

    #[test]
    fn any_bytes_behind_a_known_mark(
        mark in prop_oneof![
            Just(&b"PK\x03\x04"[..]),
            Just(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..]),
            Just(&[0xFF, 0xFE][..]),
            Just(&[0xEF, 0xBB, 0xBF][..]),
        ],
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        drain(&[mark, &bytes].concat(), &ReadOptions::default());
    }

    #[test]
    fn any_tags_in_an_ods(
        tags in proptest::collection::vec(prop_oneof![
            Just("<table:table table:name=\"a\">"), Just("</table:table>"),
            Just("<table:table-row>"), Just("</table:table-row>"),
            Just("<table:table-row table:number-rows-repeated=\"3\">"),
            Just("<table:table-cell table:number-columns-repeated=\"2\">"),
            Just("</table:table-cell>"), Just("<text:p>"), Just("</text:p>"),
            Just("<text:s text:c=\"99999999999\"/>"), Just("&#x0;"), Just("&lt;"), Just("text"),
            Just("<office:annotation>"), Just("</office:annotation>"),
        ], 0..30)
    ) {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(tags.concat().as_bytes()).unwrap();
        drain(&writer.finish().unwrap().into_inner(), &ReadOptions::default());
    }
}

/// Parts of a workbook as we write it; with fewer some changes only fall away.
const PARTS: usize = 10;

/// Parts of a real workbook with bytes changed inside, packed anew so that the archive is whole.
fn changed_workbook(changes: &[(usize, usize, u8)]) -> Option<Vec<u8>> {
    let table = Table {
        title: "表".to_owned(),
        columns: vec![
            Column::new("编号", ColumnKind::Text, 10),
            Column::new("日期", ColumnKind::Date, 10),
            Column::new("数", ColumnKind::Number, 10),
        ],
        rows: vec![
            vec![
                Cell::text("甲"),
                Cell::Date("2026-05-09".to_owned()),
                Cell::Hundredths(105),
            ],
            vec![
                Cell::text("甲"),
                Cell::Moment("2026-05-09 09:00".to_owned()),
                Cell::Empty,
            ],
        ],
    };
    let whole = write_xlsx(&[table]).ok()?;
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).ok()?;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        for (_, at, byte) in changes
            .iter()
            .filter(|(which, _, _)| which % PARTS == index)
        {
            let length = content.len().max(1);
            if let Some(here) = content.get_mut(at % length) {
                *here = *byte;
            }
        }
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

proptest! {
    #[test]
    fn any_changed_bytes_inside_a_workbook(
        changes in proptest::collection::vec(
            (any::<usize>(), any::<usize>(), prop_oneof![any::<u8>(), Just(b'9'), Just(b'<')]),
            1..12,
        )
    ) {
        let bytes = changed_workbook(&changes);
        prop_assert!(bytes.is_some(), "the workbook is packed");
        drain(&bytes.unwrap_or_default(), &ReadOptions::default());
    }
}
