//! A district's own register as two tables: areas and bodies. Here they are only read and each
//! row judged by itself; [`super::register_check`] holds the rows against each other.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_kernel::{Point, Said};
use huiyin_sheets::{ReadOptions, Row};

use super::fold;
pub use super::register_faults::{Fault, Problem, Sheet, Unreadable};
use crate::model::{AreaKind, BodyKind, Level};

/// Bytes of one table at most.
pub const FILE_BYTES: usize = 20 * 1024 * 1024;
/// Rows of one table at most.
const ROWS: usize = 100_000;
const CODE_CHARACTERS: usize = 40;
const NAME_CHARACTERS: usize = 60;
const ENGLISH_NAME_CHARACTERS: usize = 120;
const PHONE_CHARACTERS: usize = 40;
/// Spellings of one body in a file at most; the register holds more over time.
const ALIASES: usize = 100;
/// Characters of a value that a fault repeats.
const VALUE_CHARACTERS: usize = 60;

const AREA_NEEDS: &[&str] = &["code", "kind", "parent_code", "name_zh"];
const AREA_MAY: &[&str] = &["name_en", "lon", "lat"];
const BODY_NEEDS: &[&str] = &["code", "kind", "level", "area_code", "name_zh"];
const BODY_MAY: &[&str] = &["name_en", "phone", "aliases"];

/// A row of the areas. What is left empty stays as it is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaRow {
    pub row: u64,
    pub code: String,
    pub kind: AreaKind,
    pub parent_code: String,
    pub name: Said,
    pub point: Option<Point>,
}

/// A row of the bodies. What is left empty stays as it is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyRow {
    pub row: u64,
    pub code: String,
    pub kind: BodyKind,
    pub level: Level,
    pub area_code: String,
    pub name: Said,
    pub phone: String,
    pub aliases: Vec<String>,
}

/// A table as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    pub rows: Vec<T>,
    pub faults: Vec<Fault>,
    /// Codes of faulty rows, so that what leans on them is not called faulty too.
    pub spoiled: BTreeSet<String>,
}

impl<T> Default for Read<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            faults: Vec::new(),
            spoiled: BTreeSet::new(),
        }
    }
}

/// Reads the table of areas.
pub fn read_areas(bytes: &[u8]) -> Result<Read<AreaRow>, Unreadable> {
    read(bytes, Sheet::Areas, AREA_NEEDS, AREA_MAY, area)
}

/// Reads the table of bodies.
pub fn read_bodies(bytes: &[u8]) -> Result<Read<BodyRow>, Unreadable> {
    read(bytes, Sheet::Bodies, BODY_NEEDS, BODY_MAY, body)
}

/// The code of an area as it is kept: paths are compared without regard to case.
fn area_code(text: &str) -> String {
    text.to_ascii_lowercase()
}

fn read<T>(
    bytes: &[u8],
    sheet: Sheet,
    needed: &[&'static str],
    may: &[&'static str],
    judge: fn(&mut Cells<'_>) -> Option<T>,
) -> Result<Read<T>, Unreadable> {
    if bytes.len() > FILE_BYTES {
        let bytes = bytes.len();
        let error = huiyin_sheets::ReadError::FileTooLarge { bytes };
        return Err(Unreadable::Read(error));
    }
    let rows = huiyin_sheets::read(bytes, &ReadOptions::default()).map_err(Unreadable::Read)?;
    let columns = columns(rows.header(), needed, may)?;
    let mut read = Read::default();
    for (at, row) in rows.enumerate() {
        if at >= ROWS {
            return Err(Unreadable::TooManyRows);
        }
        let row = match row {
            Ok(row) => row,
            Err(fault) => {
                read.faults.push(Fault {
                    sheet,
                    row: fault.number,
                    problem: Problem::Row,
                    value: String::new(),
                });
                continue;
            }
        };
        let mut cells = Cells {
            sheet,
            columns: &columns,
            row: &row,
            faults: Vec::new(),
        };
        match judge(&mut cells) {
            Some(it) if cells.faults.is_empty() => read.rows.push(it),
            _ => {
                let code = cells.text("code");
                read.spoiled.insert(area_code(&code));
                read.spoiled.insert(code);
                read.faults.append(&mut cells.faults);
            }
        }
    }
    Ok(read)
}

fn columns(
    header: &[String],
    needed: &[&'static str],
    may: &[&'static str],
) -> Result<BTreeMap<String, usize>, Unreadable> {
    let mut columns = BTreeMap::new();
    for (at, name) in header.iter().enumerate() {
        let folded = name.to_ascii_lowercase();
        if folded.is_empty() {
            continue;
        }
        if !needed.contains(&folded.as_str()) && !may.contains(&folded.as_str()) {
            return Err(Unreadable::ColumnUnknown(cut(name)));
        }
        if columns.insert(folded, at).is_some() {
            return Err(Unreadable::ColumnTwice(cut(name)));
        }
    }
    match needed.iter().find(|name| !columns.contains_key(**name)) {
        Some(missing) => Err(Unreadable::ColumnMissing(missing)),
        None => Ok(columns),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(VALUE_CHARACTERS).collect()
}

/// One row while it is judged.
struct Cells<'a> {
    sheet: Sheet,
    columns: &'a BTreeMap<String, usize>,
    row: &'a Row,
    faults: Vec<Fault>,
}

impl Cells<'_> {
    /// The text under this name, with single blanks and no line breaks; empty without the column.
    fn text(&self, name: &str) -> String {
        let at = self.columns.get(name);
        let cell = at.and_then(|at| self.row.cells.get(*at));
        let words: Vec<&str> = cell.map_or("", String::as_str).split_whitespace().collect();
        let joined = words.join(" ");
        joined.chars().filter(|it| !it.is_control()).collect()
    }

    fn fault(&mut self, problem: Problem, value: &str) {
        self.faults.push(Fault {
            sheet: self.sheet,
            row: self.row.number,
            problem,
            value: cut(value),
        });
    }

    /// Letters, digits, `-` and `.`: a sign with a meaning in patterns or paths must not get in.
    fn code(&mut self) -> String {
        let code = self.text("code");
        let is_sign = |it: char| it.is_ascii_alphanumeric() || "-.".contains(it);
        let is_body_sign = |it: char| is_sign(it) || it == '_' && self.sheet == Sheet::Bodies;
        if code.is_empty() || code.len() > CODE_CHARACTERS || !code.chars().all(is_body_sign) {
            self.fault(Problem::Code, &code);
        }
        code
    }

    fn word<W: std::str::FromStr>(&mut self, name: &str, problem: Problem) -> Option<W> {
        let text = self.text(name);
        let word = text.parse().ok();
        if word.is_none() {
            self.fault(problem, &text);
        }
        word
    }

    fn name(&mut self) -> Said {
        let name = Said::new(self.text("name_zh"), self.text("name_en"));
        if fold::name(&name.zh).is_empty() {
            self.fault(Problem::NameEmpty, &name.zh);
        }
        if name.zh.chars().count() > NAME_CHARACTERS {
            self.fault(Problem::NameTooLong, &name.zh);
        }
        if name.en.chars().count() > ENGLISH_NAME_CHARACTERS {
            self.fault(Problem::NameTooLong, &name.en);
        }
        name
    }

    fn point(&mut self) -> Option<Point> {
        let (lon, lat) = (self.text("lon"), self.text("lat"));
        if lon.is_empty() && lat.is_empty() {
            return None;
        }
        let point = match (lon.parse(), lat.parse()) {
            (Ok(lon), Ok(lat)) => Point::from_degrees(lon, lat).ok(),
            _ => None,
        };
        if point.is_none() {
            self.fault(Problem::Point, &format!("{lon}, {lat}"));
        }
        point
    }

    fn phone(&mut self) -> String {
        let phone = self.text("phone");
        let is_sign = |it: char| it.is_ascii_digit() || "+-() ,;/转，；、（）".contains(it);
        if phone.chars().count() > PHONE_CHARACTERS || !phone.chars().all(is_sign) {
            self.fault(Problem::Phone, &phone);
        }
        phone
    }

    fn aliases(&mut self) -> Vec<String> {
        let text = self.text("aliases");
        let spellings = text.split([';', '；']).map(str::trim);
        let aliases: Vec<String> = spellings
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect();
        if aliases.len() > ALIASES {
            self.fault(Problem::TooManyAliases, "");
            return Vec::new();
        }
        for alias in &aliases {
            if fold::name(alias).is_empty() || alias.chars().count() > ENGLISH_NAME_CHARACTERS {
                self.fault(Problem::Alias, alias);
            }
        }
        aliases
    }
}

fn area(cells: &mut Cells<'_>) -> Option<AreaRow> {
    let code = area_code(&cells.code());
    let kind = cells.word("kind", Problem::AreaKind);
    let (name, point) = (cells.name(), cells.point());
    Some(AreaRow {
        row: cells.row.number,
        code,
        kind: kind?,
        parent_code: area_code(&cells.text("parent_code")),
        name,
        point,
    })
}

fn body(cells: &mut Cells<'_>) -> Option<BodyRow> {
    let code = cells.code();
    let kind = cells.word("kind", Problem::BodyKind);
    let level = cells.word("level", Problem::Level);
    let (name, phone, aliases) = (cells.name(), cells.phone(), cells.aliases());
    Some(BodyRow {
        row: cells.row.number,
        code,
        kind: kind?,
        level: level?,
        area_code: area_code(&cells.text("area_code")),
        name,
        phone,
        aliases,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told<T>(read: &Read<T>) -> Vec<(u64, Problem)> {
        read.faults.iter().map(|it| (it.row, it.problem)).collect()
    }

    #[test]
    fn each_row_is_judged_and_the_good_ones_kept() {
        let text = "code,kind,parent_code,name_zh,lon,lat\n\
            D1,district,,测试区,106.5,29.5\n\
            s_1,street,d1,甲街道,,\n\
            s2,town,d1,,106.5,\n\
            s3,street,d1,乙街道,106.5,95\n";
        let read = read_areas(text.as_bytes()).unwrap();
        assert_eq!(read.rows.len(), 1);
        assert_eq!(read.rows[0].code, "d1");
        assert!(read.rows[0].point.is_some());
        let expected = [
            (3, Problem::Code),
            (4, Problem::AreaKind),
            (4, Problem::NameEmpty),
            (4, Problem::Point),
            (5, Problem::Point),
        ];
        assert_eq!(told(&read), expected);
        assert!(read.spoiled.contains("s2"));
    }

    #[test]
    fn spellings_are_cut_at_both_kinds_of_semicolon() {
        let text = "code,kind,level,area_code,name_zh,phone,aliases\n\
            b_1,department,district,d1,测试局,023-1234 转 5,测局；测试; \n\
            b2,department,city,d1,测试二局,手机,。\n";
        let read = read_bodies(text.as_bytes()).unwrap();
        assert_eq!(read.rows[0].aliases, ["测局", "测试"]);
        let expected = [
            (3, Problem::Level),
            (3, Problem::Phone),
            (3, Problem::Alias),
        ];
        assert_eq!(told(&read), expected);
    }

    #[test]
    fn a_column_that_is_missing_or_mistyped_is_named() {
        let error = |text: &str| read_areas(text.as_bytes()).unwrap_err();
        assert_eq!(
            error("code,kind,name_zh\nd1,district,区\n"),
            Unreadable::ColumnMissing("parent_code")
        );
        assert_eq!(
            error("code,kind,parent_code,name_zh,name-en\nd1,district,,区,D\n"),
            Unreadable::ColumnUnknown("name-en".to_owned())
        );
        assert_eq!(
            error("code,kind,parent_code,name_zh,Code\nd1,district,,区,D\n"),
            Unreadable::ColumnTwice("Code".to_owned())
        );
        assert!(matches!(error(""), Unreadable::Read(_)));
    }

    proptest! {
        #[test]
        fn hostile_tables_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,200}") {
            let _ = read_areas(&bytes);
            let text = format!("code,kind,level,area_code,name_zh,aliases\n{text}");
            let _ = read_bodies(text.as_bytes());
        }
    }
}
