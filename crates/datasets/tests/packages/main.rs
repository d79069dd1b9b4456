//! Packages from tables to files, as others read them.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod made;
mod outside;

use std::io::{Cursor, Read as _};

use huiyin_datasets::{Cell, DatasetError, DatasetFile, Kind, limits, read_csv, sha256, write_csv};
use made::{package, table};
use proptest::prelude::*;

fn named<'a>(files: &'a [DatasetFile], name: &str) -> &'a DatasetFile {
    files.iter().find(|it| it.name == name).unwrap()
}

#[test]
fn the_csv_is_what_the_descriptor_says() {
    let bytes = write_csv(&table()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.starts_with("year,word,place\r\n"),
        "no byte order mark: {text:?}"
    );
    assert!(
        text.contains("2025,\"一, \"\"二\"\"\n三\",P1\r\n"),
        "{text:?}"
    );
    assert!(
        text.contains("2025,,\r\n"),
        "what is missing is empty: {text:?}"
    );
}

#[test]
fn a_table_that_is_not_as_its_fields_say_is_no_package() {
    let wrong: [Vec<Cell>; 5] = [
        vec![Cell::Integer(2025)],
        vec![Cell::Missing, Cell::text("a"), Cell::text("P1")],
        vec![Cell::Integer(2024), Cell::text("a"), Cell::text("P1")],
        vec![Cell::Integer(2025), Cell::Integer(1), Cell::text("P1")],
        vec![
            Cell::Integer(2025),
            Cell::Text(String::new()),
            Cell::text("P1"),
        ],
    ];
    for row in wrong {
        let mut table = table();
        let at = table.rows.len() + 1;
        table.rows.push(row);
        let table_name = "rows".to_owned();
        let expected = DatasetError::Misfit {
            table: table_name,
            row: at,
        };
        assert_eq!(write_csv(&table), Err(expected));
    }
    let mut large = table();
    large.rows = vec![large.rows[0].clone(); limits::ROWS + 1];
    assert!(matches!(write_csv(&large), Err(DatasetError::TooLarge(_))));
    let mut long = table();
    long.rows[0][1] = Cell::Text("长".repeat(limits::CELL_BYTES));
    assert!(matches!(write_csv(&long), Err(DatasetError::TooLarge(_))));
}

#[test]
fn values_that_are_listed_are_the_only_ones() {
    let mut table = table();
    table.fields[1].values = vec![("a".to_owned(), huiyin_kernel::Said::new("甲", "a"))];
    assert!(matches!(
        write_csv(&table),
        Err(DatasetError::Misfit { row: 1, .. })
    ));
}

#[test]
fn the_same_package_is_the_same_bytes_and_names_them() {
    let files = package().files("all.zip").unwrap();
    assert_eq!(files, package().files("all.zip").unwrap());
    let names: Vec<&str> = files.iter().map(|it| it.name.as_str()).collect();
    let expected = [
        "datapackage.json",
        "rows.csv",
        "rows.parquet",
        "places.csv",
        "README.md",
        "all.zip",
    ];
    assert_eq!(names, expected);
    let told = &named(&files, "datapackage.json").bytes;
    let told: serde_json::Value = serde_json::from_slice(told).unwrap();
    assert_eq!(told["profile"], "tabular-data-package");
    for resource in told["resources"].as_array().unwrap() {
        let alternates = resource["alternates"].as_array();
        for said in alternates.into_iter().flatten().chain([resource]) {
            let file = named(&files, said["path"].as_str().unwrap());
            assert_eq!(said["bytes"], file.bytes.len());
            assert_eq!(said["hash"], format!("sha256:{}", sha256(&file.bytes)));
        }
    }
    let parquet = &named(&files, "rows.parquet").bytes;
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
}

#[test]
fn the_zip_holds_every_other_file() {
    let files = package().files("all.zip").unwrap();
    let zip = &named(&files, "all.zip").bytes;
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    assert_eq!(archive.len(), files.len() - 1);
    for file in &files[..files.len() - 1] {
        let mut bytes = Vec::new();
        let mut entry = archive.by_name(&file.name).unwrap();
        entry.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, file.bytes, "{}", file.name);
    }
}

#[test]
fn digests_are_those_of_the_standard() {
    let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(sha256(b"abc"), of_abc);
}

#[test]
fn what_is_no_csv_is_refused() {
    assert!(read_csv(b"a,b\r\n1\r\n").is_err());
    assert!(read_csv(b"a\r\n\xff\r\n").is_err());
}

proptest! {
    #[test]
    fn a_csv_is_read_as_it_was_written(texts in proptest::collection::vec(".{0,20}", 0..20)) {
        let mut table = table();
        table.fields.truncate(2);
        assert_eq!(table.fields[1].kind, Kind::Text);
        table.rows = texts.iter().map(|it| vec![Cell::Integer(2025), Cell::text(it.as_str())]).collect();
        let read = read_csv(&write_csv(&table).unwrap()).unwrap();
        let words: Vec<&str> = read.rows.iter().map(|it| it[1].as_str()).collect();
        prop_assert_eq!(words, texts);
    }
}

mod frictionless_validator {
    use super::*;

    #[test]
    #[ignore = "needs a Python with frictionless and pyarrow"]
    fn others_find_nothing_wrong() {
        let files = package().files("all.zip").unwrap();
        let (is_well, said) = outside::judged("datasets_good", &files);
        assert!(is_well, "{said}");
        assert!(said.contains("\"rows\": 3"), "{said}");
    }

    #[test]
    #[ignore = "needs a Python with frictionless and pyarrow"]
    fn others_find_what_is_wrong() {
        let mut files = package().files("all.zip").unwrap();
        let csv = files.iter_mut().find(|it| it.name == "rows.csv").unwrap();
        csv.bytes.extend_from_slice(b"1999,x,P9\r\n");
        let (is_well, said) = outside::judged("datasets_bad", &files);
        assert!(!is_well && said.contains("1999"), "{said}");
    }
}
