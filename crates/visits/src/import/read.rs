use std::collections::HashMap;

use huiyin_kernel::geo::Crs;
use huiyin_kernel::mask;
use huiyin_registry::folded;
use huiyin_sheets::{ReadError, ReadOptions, RowFaultKind};

use super::columns::{Columns, Field};
use super::position::named;
use super::{ROWS, RowFault};
use crate::model::bounds::VISIT_MINUTES;
use crate::model::{DwellingKind, Span};
use crate::rules::register::open_hours;

/// Letters of a value that a fault shows.
const SHOWN: usize = 40;

/// A row that was read; where its community and compound lie is found out later.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    pub row: u64,
    pub number: Option<String>,
    pub kind: DwellingKind,
    pub community: String,
    pub compound: String,
    pub building: String,
    pub door: String,
    pub name: Contact,
    pub phone: Contact,
    pub open: Vec<Span>,
    pub minutes: u16,
    /// As the file gives it, longitude first.
    pub point: Option<(f64, f64)>,
}

/// What a file says of a name or a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// Masked, as our own export gives it: that tells nothing, and what is known stays.
    Masked,
    None,
    Said(String),
}

/// A row that is not taken, and why.
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileRows {
    pub rows: Vec<FileRow>,
    pub faults: Vec<Fault>,
    /// The system that a column of the file names for all its points.
    pub crs: Option<Crs>,
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
pub fn header(bytes: &[u8]) -> Result<Vec<String>, FileError> {
    let rows = huiyin_sheets::read(bytes, &ReadOptions::default())?;
    Ok(rows.header().to_vec())
}

/// Reads every row by the columns that somebody has agreed to.
pub fn read(bytes: &[u8], columns: &Columns) -> Result<FileRows, FileError> {
    if let Some(field) = columns.missing() {
        return Err(FileError::NoColumn(field));
    }
    let mut found = FileRows::default();
    let mut numbers: HashMap<String, u64> = HashMap::new();
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
        let read = cells.row(row.number).and_then(|read| {
            if read.point.is_some() {
                cells.same_system(row.number, &mut found.crs)?;
            }
            let number = read.number.clone().map(|it| folded(&it));
            match number.and_then(|number| numbers.insert(number, row.number)) {
                Some(first) => Err(Fault {
                    first_row: Some(first),
                    ..Fault::new(
                        row.number,
                        RowFault::NumberTwice,
                        read.number.as_deref().unwrap_or_default(),
                    )
                }),
                None => Ok(read),
            }
        });
        match read {
            Ok(row) => found.rows.push(row),
            Err(fault) => found.faults.push(fault),
        }
    }
    Ok(found)
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

    fn row(&self, row: u64) -> Result<FileRow, Fault> {
        let refuse = |fault, field| Fault::new(row, fault, &self.text(field));
        let kind = kind(&self.text(Field::Kind))
            .ok_or_else(|| refuse(RowFault::UnknownKind, Field::Kind))?;
        let open =
            open_hours(&self.text(Field::Open)).map_err(|_| refuse(RowFault::Open, Field::Open))?;
        let minutes = match self.text(Field::Minutes).as_str() {
            "" => VISIT_MINUTES,
            text => text
                .parse()
                .map_err(|_| refuse(RowFault::Minutes, Field::Minutes))?,
        };
        let (lon, lat) = (self.text(Field::Lon), self.text(Field::Lat));
        let point = if lon.is_empty() && lat.is_empty() {
            None
        } else {
            let pair = pair(&lon, &lat);
            Some(pair.ok_or_else(|| refuse(RowFault::Point, Field::Lon))?)
        };
        Ok(FileRow {
            row,
            number: Some(self.text(Field::Number)).filter(|it| !it.is_empty()),
            kind,
            community: self.text(Field::Community),
            compound: self.text(Field::Compound),
            building: self.text(Field::Building),
            door: self.door(),
            name: contact(self.text(Field::Name)),
            phone: contact(self.text(Field::Phone)),
            open,
            minutes,
            point,
        })
    }

    /// All points of a file lie in one system, so a row that names another is not taken.
    fn same_system(&self, row: u64, known: &mut Option<Crs>) -> Result<(), Fault> {
        let text = self.text(Field::Crs);
        if text.is_empty() {
            return Ok(());
        }
        let said = named(&text);
        if said.is_none() || known.is_some_and(|known| said != Some(known)) {
            return Err(Fault::new(row, RowFault::System, &text));
        }
        *known = said;
        Ok(())
    }

    /// Unit and door make one: `2单元15-3`.
    fn door(&self) -> String {
        let (unit, door) = (self.text(Field::Unit), self.text(Field::Door));
        let is_bare = !unit.is_empty() && unit.chars().all(|sign| sign.is_ascii_alphanumeric());
        if door.is_empty() || unit.is_empty() || door.starts_with(&unit) && !is_bare {
            return door;
        }
        let word = if is_bare { "单元" } else { "" };
        format!("{unit}{word}{door}")
    }
}

fn contact(text: String) -> Contact {
    if text.contains(['*', '＊']) {
        return Contact::Masked;
    }
    if text.is_empty() {
        Contact::None
    } else {
        Contact::Said(text)
    }
}

fn kind(text: &str) -> Option<DwellingKind> {
    let text = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["商", "店", "铺", "merchant", "shop", "store"]) {
        Some(DwellingKind::Merchant)
    } else if text.is_empty() || has(&["住", "居民", "家庭", "household", "home", "resident"])
    {
        Some(DwellingKind::Household)
    } else {
        None
    }
}

/// Nothing where one of the two is missing, no number, or nowhere on the globe.
fn pair(lon: &str, lat: &str) -> Option<(f64, f64)> {
    let number = |text: &str| text.parse::<f64>().ok().filter(|it| it.is_finite());
    let (lon, lat) = (number(lon)?, number(lat)?);
    let on_globe = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
    on_globe.then_some((lon, lat))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::guess;

    const HEAD: &str = "编号,类型,社区,小区,楼栋,单元,房号,姓名,电话,营业时间,分钟,经度,纬度";

    fn rows(lines: &[&str]) -> FileRows {
        let text = format!("{HEAD}\n{}\n", lines.join("\n"));
        let columns = guess(&header(text.as_bytes()).unwrap());
        read(text.as_bytes(), &columns).unwrap()
    }

    #[test]
    fn a_row_becomes_a_door() {
        let found = rows(&[
            "7,商铺,桃源社区,建新坡,3栋,2,15-3,陈某,138 0000 0000,9:00-18:00,20,106.53,29.58",
        ]);
        let row = &found.rows[0];
        assert_eq!(row.door, "2单元15-3");
        assert_eq!(row.kind, DwellingKind::Merchant);
        assert_eq!((row.row, row.minutes, row.open.len()), (2, 20, 1));
        assert_eq!(row.phone, Contact::Said("138 0000 0000".to_owned()));
    }

    #[test]
    fn a_masked_name_tells_nothing_and_an_empty_one_that_there_is_none() {
        let found = rows(&[
            ",,桃源社区,建新坡,3栋,,1,陈*,138****1234,,,,",
            ",,桃源社区,建新坡,3栋,,2,,,,,,",
        ]);
        let first = &found.rows[0];
        assert_eq!([&first.name, &first.phone], [&Contact::Masked; 2]);
        assert_eq!(found.rows[1].name, Contact::None);
    }

    #[test]
    fn each_fault_is_told_by_row() {
        let found = rows(&[
            "1,工厂,桃源社区,建新坡,3栋,,1,,,,,,",
            "2,,桃源社区,建新坡,3栋,,1,,,早上,,,",
            "3,,桃源社区,建新坡,3栋,,1,,,,很久,,",
            "4,,桃源社区,建新坡,3栋,,1,,,,,106.5,",
            "5,,桃源社区,建新坡,3栋,,1,,,,,,",
            "5,,桃源社区,建新坡,3栋,,2,,,,,,",
            "6,缺格",
        ]);
        let faults: Vec<(u64, RowFault)> =
            found.faults.iter().map(|it| (it.row, it.fault)).collect();
        assert_eq!(
            faults,
            [
                (2, RowFault::UnknownKind),
                (3, RowFault::Open),
                (4, RowFault::Minutes),
                (5, RowFault::Point),
                (7, RowFault::NumberTwice),
                (8, RowFault::Damaged),
            ]
        );
        assert_eq!((found.rows.len(), found.faults[4].first_row), (1, Some(6)));
    }

    #[test]
    fn a_column_names_the_system_of_all_points() {
        let text = "社区,小区,室号,经度,纬度,坐标系\n\
            桃源社区,建新坡,1,106.53,29.58,GCJ-02（高德）\n\
            桃源社区,建新坡,2,106.53,29.58,\n\
            桃源社区,建新坡,3,,,百度\n\
            桃源社区,建新坡,4,106.53,29.58,WGS-84\n\
            桃源社区,建新坡,5,106.53,29.58,北京54\n";
        let columns = guess(&header(text.as_bytes()).unwrap());
        let found = read(text.as_bytes(), &columns).unwrap();
        assert_eq!(found.crs, Some(Crs::Gcj02));
        assert_eq!(found.rows.len(), 3);
        let faults: Vec<_> = found.faults.iter().map(|it| (it.row, it.fault)).collect();
        assert_eq!(faults, [(5, RowFault::System), (6, RowFault::System)]);
    }

    #[test]
    fn a_file_without_its_columns_is_not_read() {
        let columns = guess(&["甲".to_owned()]);
        assert_eq!(
            read("甲\n1\n".as_bytes(), &columns),
            Err(FileError::NoColumn(Field::Door))
        );
        assert!(matches!(header(b""), Err(FileError::Read(_))));
    }
}
