use std::collections::HashMap;

use huiyin_kernel::mask;
use huiyin_registry::folded;
use huiyin_sheets::{ReadError, ReadOptions, RowFaultKind};

use super::ROWS;
use super::columns::{Columns, Field};
use crate::model::register::bounds::{CO_OWNERS_MOST, LABEL_CHARS, NAME_CHARS, PHONE_CHARS};
use crate::model::register::{AreaSource, Delivery, UnitKind};
use crate::rules::register::{place_key, read_area};
use huiyin_kernel::named;

/// Letters of a value that a fault shows.
const SHOWN: usize = 40;

named! {
    /// Why a row is not taken. The sentence is `compounds-import-row-<kebab>`.
    RowFault {
        Damaged = "damaged",
        BuildingMissing = "building_missing",
        LabelMissing = "label_missing",
        TooLong = "too_long",
        UnknownKind = "unknown_kind",
        Area = "area",
        UnknownSource = "unknown_source",
        UnknownDelivery = "unknown_delivery",
        Phones = "phones",
        TooManyOwners = "too_many_owners",
        UnitTwice = "unit_twice",
        /// The register has a stronger area; the row's is not taken, the rest of it is.
        AreaWeaker = "area_weaker",
        /// The register knows a later change of owners.
        OwnersLater = "owners_later",
        /// Nobody is named, and the unit is not the developer's.
        OwnersMissing = "owners_missing",
        OwnerTwice = "owner_twice",
    }
}

impl RowFault {
    /// The rest of the row is taken.
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::AreaWeaker | Self::OwnersMissing | Self::OwnersLater
        )
    }
}

/// What a file says of the owners of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// Masked or empty: that tells nothing, and what is known stays.
    Untold,
    /// Names with their phones, in the order of the file.
    Said(Vec<(String, Option<String>)>),
}

/// A row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    pub row: u64,
    pub phase: String,
    pub building: String,
    pub label: String,
    /// Nothing where the file does not say.
    pub kind: Option<UnitKind>,
    pub area_centi: i64,
    /// Nothing where the file does not say.
    pub source: Option<AreaSource>,
    pub delivery: Option<Delivery>,
    pub in_dispute: Option<bool>,
    pub owners: Contact,
}

/// A row that is not taken, or not wholly, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub row: u64,
    pub fault: RowFault,
    /// Short, and without anybody's number.
    pub value: String,
    /// The earlier row that it meets.
    pub first_row: Option<u64>,
}

impl Fault {
    pub fn new(row: u64, fault: RowFault, value: &str) -> Self {
        let short: String = value.chars().take(SHOWN).collect();
        Self {
            row,
            fault,
            value: mask::redact(&short),
            first_row: None,
        }
    }
}

/// Every row of the file, once: read, or not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRows {
    pub rows: Vec<FileRow>,
    pub faults: Vec<Fault>,
    /// What a row of totals says, where the file has one.
    pub total_centi: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("more than {ROWS} rows; divide the file")]
    TooManyRows,
    /// No row can be taken without this column.
    #[error("no column for {0}")]
    NoColumn(Field),
}

/// The names of the columns.
///
/// # Errors
/// What is no table.
pub fn header(bytes: &[u8]) -> Result<Vec<String>, FileError> {
    let rows = huiyin_sheets::read(bytes, &ReadOptions::default())?;
    Ok(rows.header().to_vec())
}

/// Reads every row by the columns that somebody has agreed to.
///
/// # Errors
/// What is no table, lacks a column or is too long.
pub fn read(bytes: &[u8], columns: &Columns) -> Result<FileRows, FileError> {
    if let Some(field) = columns.missing() {
        return Err(FileError::NoColumn(field));
    }
    let mut found = FileRows::default();
    let mut places: HashMap<(String, String), u64> = HashMap::new();
    for (index, row) in huiyin_sheets::read(bytes, &ReadOptions::default())?.enumerate() {
        if index >= ROWS {
            return Err(FileError::TooManyRows);
        }
        let row = match row {
            Ok(row) => row,
            Err(fault) if fault.kind == RowFaultKind::TooManyRows => {
                return Err(FileError::TooManyRows);
            }
            Err(fault) => {
                let fault = Fault::new(fault.number, RowFault::Damaged, "");
                found.faults.push(fault);
                continue;
            }
        };
        let cells = Cells {
            cells: &row.cells,
            columns,
        };
        if cells.is_total() {
            found.total_centi = read_area(&cells.text(Field::Area)).ok();
            continue;
        }
        match cells
            .row(row.number)
            .and_then(|read| once(&mut places, read))
        {
            Ok(row) => found.rows.push(row),
            Err(fault) => found.faults.push(fault),
        }
    }
    Ok(found)
}

/// The same unit a second time is not taken; which of the two is right, the file does not say.
fn once(places: &mut HashMap<(String, String), u64>, read: FileRow) -> Result<FileRow, Fault> {
    let building = place_key(&format!("{}{}", read.phase, read.building));
    let place = (building, place_key(&read.label));
    if let Some(first) = places.get(&place) {
        return Err(Fault {
            first_row: Some(*first),
            ..Fault::new(read.row, RowFault::UnitTwice, &read.label)
        });
    }
    places.insert(place, read.row);
    Ok(read)
}

struct Cells<'a> {
    cells: &'a [String],
    columns: &'a Columns,
}

impl Cells<'_> {
    /// On one line, without signs that no page shows.
    fn text(&self, field: Field) -> String {
        let cell = self.columns.of(field).and_then(|at| self.cells.get(at));
        let text = cell.map(String::as_str).unwrap_or_default();
        let shown: String = text
            .chars()
            .filter(|sign| !matches!(sign, '\u{feff}' | '\u{200b}' | '\u{2060}'))
            .map(|sign| if sign.is_control() { ' ' } else { sign })
            .collect();
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The line under a table that adds it up.
    fn is_total(&self) -> bool {
        let words = ["合计", "总计", "小计", "total", "sum"];
        let first = self.cells.iter().find(|cell| !cell.trim().is_empty());
        first.is_some_and(|cell| words.contains(&folded(cell).as_str()))
    }

    fn row(&self, row: u64) -> Result<FileRow, Fault> {
        let refuse = |fault, field| Fault::new(row, fault, &self.text(field));
        let (building, label) = (self.text(Field::Building), self.label());
        if place_key(&building).is_empty() {
            return Err(refuse(RowFault::BuildingMissing, Field::Label));
        }
        if place_key(&label).is_empty() {
            return Err(refuse(RowFault::LabelMissing, Field::Building));
        }
        if label.chars().count() > LABEL_CHARS || building.chars().count() > NAME_CHARS {
            return Err(Fault::new(row, RowFault::TooLong, &label));
        }
        let kind = kind(&self.text(Field::Kind))
            .map_err(|()| refuse(RowFault::UnknownKind, Field::Kind))?;
        let area_centi =
            read_area(&self.text(Field::Area)).map_err(|_| refuse(RowFault::Area, Field::Area))?;
        let source = source(&self.text(Field::Source))
            .map_err(|()| refuse(RowFault::UnknownSource, Field::Source))?;
        let delivery = delivery(&self.text(Field::Delivery))
            .map_err(|()| refuse(RowFault::UnknownDelivery, Field::Delivery))?;
        let in_dispute = match folded(&self.text(Field::Dispute)).as_str() {
            "" => None,
            "否" | "无" | "no" | "0" | "没有" => Some(false),
            _ => Some(true),
        };
        let owners = owners(&self.text(Field::Owners), &self.text(Field::Phones))
            .map_err(|fault| Fault::new(row, fault, ""))?;
        Ok(FileRow {
            row,
            phase: self.text(Field::Phase),
            building,
            label,
            kind,
            area_centi,
            source,
            delivery,
            in_dispute,
            owners,
        })
    }

    /// Entrance and door make one: `2单元15-3`.
    fn label(&self) -> String {
        let (entrance, label) = (self.text(Field::Entrance), self.text(Field::Label));
        let is_bare =
            !entrance.is_empty() && entrance.chars().all(|sign| sign.is_ascii_alphanumeric());
        if label.is_empty() || entrance.is_empty() || label.starts_with(&entrance) && !is_bare {
            return label;
        }
        let word = if is_bare { "单元" } else { "" };
        format!("{entrance}{word}{label}")
    }
}

fn kind(text: &str) -> Result<Option<UnitKind>, ()> {
    let text = folded(text);
    if text.is_empty() {
        return Ok(None);
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["车位", "车库", "泊位", "parking", "garage"]) {
        Ok(Some(UnitKind::Parking))
    } else if has(&["商", "店", "铺", "shop", "retail"]) {
        Ok(Some(UnitKind::Shop))
    } else if has(&["住", "公寓", "别墅", "dwelling", "residential", "flat"]) {
        Ok(Some(UnitKind::Dwelling))
    } else if has(&["其他", "办公", "储藏", "仓", "other", "office", "storage"]) {
        Ok(Some(UnitKind::Other))
    } else {
        Err(())
    }
}

fn source(text: &str) -> Result<Option<AreaSource>, ()> {
    let text = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if text.is_empty() {
        Ok(None)
    } else if has(&["合同", "contract"]) {
        Ok(Some(AreaSource::Contract))
    } else if has(&["测绘", "实测", "测量", "survey"]) {
        Ok(Some(AreaSource::Surveyed))
    } else if has(&["登记", "产权", "不动产", "register"]) {
        Ok(Some(AreaSource::Register))
    } else {
        Err(())
    }
}

fn delivery(text: &str) -> Result<Option<Delivery>, ()> {
    let text = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if text.is_empty() {
        Ok(None)
    } else if has(&["未售", "未销售", "unsold"]) {
        Ok(Some(Delivery::Unsold))
    } else if has(&["未交", "undelivered", "notdelivered"]) || text == "否" {
        Ok(Some(Delivery::Undelivered))
    } else if has(&["交", "已售", "delivered"]) || text == "是" {
        Ok(Some(Delivery::Delivered))
    } else {
        Err(())
    }
}

fn parts(text: &str) -> Vec<String> {
    text.split(['、', ',', '，', ';', '；', '/', '|'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Names and phones side by side. One phone for several names belongs to the first; more phones
/// than names cannot be told apart.
fn owners(names: &str, phones: &str) -> Result<Contact, RowFault> {
    if names.contains(['*', '＊']) || phones.contains(['*', '＊']) {
        return Ok(Contact::Untold);
    }
    let (names, phones) = (parts(names), parts(phones));
    if names.is_empty() {
        return if phones.is_empty() {
            Ok(Contact::Untold)
        } else {
            Err(RowFault::Phones)
        };
    }
    if names.len() > CO_OWNERS_MOST {
        return Err(RowFault::TooManyOwners);
    }
    let is_odd = |phone: &String| {
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        !(7..=15).contains(&digits) || phone.chars().count() > PHONE_CHARS
    };
    if phones.len() > names.len() || phones.iter().any(is_odd) {
        return Err(RowFault::Phones);
    }
    if names.iter().any(|name| name.chars().count() > NAME_CHARS) {
        return Err(RowFault::TooLong);
    }
    let mut phones = phones.into_iter();
    let said = names.into_iter().map(|name| (name, phones.next()));
    Ok(Contact::Said(said.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::register::import::guess;

    const HEAD: &str = "楼栋,单元,房号,用途,建筑面积,面积来源,交付,争议,业主,电话";

    fn rows(lines: &[&str]) -> FileRows {
        let text = format!("{HEAD}\n{}\n", lines.join("\n"));
        let columns = guess(&header(text.as_bytes()).unwrap());
        read(text.as_bytes(), &columns).unwrap()
    }

    #[test]
    fn a_row_becomes_a_unit() {
        let found = rows(&["3栋,2,15-3,住宅,98.50㎡,产权证,已交付,,甲某、乙某,138 0000 0000"]);
        let row = &found.rows[0];
        assert_eq!((row.label.as_str(), row.area_centi), ("2单元15-3", 9_850));
        assert_eq!(row.source, Some(AreaSource::Register));
        let said = vec![
            ("甲某".to_owned(), Some("138 0000 0000".to_owned())),
            ("乙某".to_owned(), None),
        ];
        assert_eq!(row.owners, Contact::Said(said));
    }

    #[test]
    fn each_fault_is_told_by_row() {
        let found = rows(&[
            ",,1-1,住宅,98,,,,,",
            "1栋,,,住宅,98,,,,,",
            "1栋,,1-1,宇宙飞船,98,,,,,",
            "1栋,,1-1,住宅,约98,,,,,",
            "1栋,,1-1,住宅,98,听说,,,,",
            "1栋,,1-1,住宅,98,,也许,,,",
            "1栋,,1-1,住宅,98,,,,甲某,1",
            "1栋,,1-1,住宅,98,,,,,13800000000",
            "1栋,,1-1,住宅,98,,,,,",
            "1幢,,1－1,住宅,99,,,,,",
            "缺格",
        ]);
        let faults: Vec<(u64, RowFault)> =
            found.faults.iter().map(|it| (it.row, it.fault)).collect();
        assert_eq!(
            faults,
            [
                (2, RowFault::BuildingMissing),
                (3, RowFault::LabelMissing),
                (4, RowFault::UnknownKind),
                (5, RowFault::Area),
                (6, RowFault::UnknownSource),
                (7, RowFault::UnknownDelivery),
                (8, RowFault::Phones),
                (9, RowFault::Phones),
                (11, RowFault::UnitTwice),
                (12, RowFault::Damaged),
            ]
        );
        assert_eq!((found.rows.len(), found.faults[8].first_row), (1, Some(10)));
    }

    #[test]
    fn a_line_of_totals_is_no_unit_and_a_mask_tells_nothing() {
        let found = rows(&["1栋,,1-1,住宅,98.5,,,,陈*,138****1234", "合计,,,,100,,,,,"]);
        assert_eq!((found.rows.len(), found.total_centi), (1, Some(10_000)));
        assert_eq!(found.rows[0].owners, Contact::Untold);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let columns = guess(&["甲".to_owned()]);
        let missing = read("甲\n1\n".as_bytes(), &columns);
        assert_eq!(missing, Err(FileError::NoColumn(Field::Building)));
        assert!(matches!(header(b""), Err(FileError::Read(_))));
    }

    #[test]
    fn a_table_in_gb18030_reads_the_same() {
        let text = format!("{HEAD}\n3栋,,1-1,住宅,98.50,,,,甲某,\n");
        let (bytes, ..) = encoding_rs::GB18030.encode(&text);
        let columns = guess(&header(&bytes).unwrap());
        assert_eq!(
            read(&bytes, &columns).unwrap().rows,
            rows(&["3栋,,1-1,住宅,98.50,,,,甲某,"]).rows
        );
    }
}
