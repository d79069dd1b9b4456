use std::collections::BTreeMap;

use huiyin_kernel::Said;
use huiyin_sheets::{Encoding, Format, ReadOptions};

use super::bind::Bound;
use super::field::Table;
use super::lookup::{Lookup, folded_table};
use super::map_file::{BodiesSection, FileSection, LookupSection, MapFile};
use super::moment::MomentReader;
use super::position::PositionReader;
use super::row::ImportedStatus;
use crate::model::{Categories, CategoryCode, Kind, OutcomeName, Source};

/// A map of a stranger's making is no larger than this.
const MAP_BYTES_MAX: usize = 1024 * 1024;
const SOURCE_ID_CHARS_MAX: usize = 40;

/// A map that has been checked against our categories; ready for any number of files.
#[derive(Debug, Clone)]
pub struct ImportMap {
    /// The namespace of the outside numbers.
    pub source_id: String,
    pub title: Said,
    pub(super) options: ReadOptions,
    pub(super) empty: Vec<String>,
    pub(super) tables: BTreeMap<String, Table>,
    pub(super) file: MapFile,
    pub(super) categories: Lookup<CategoryCode>,
    pub(super) kinds: Lookup<Kind>,
    pub(super) statuses: Lookup<ImportedStatus>,
    pub(super) outcomes: Lookup<OutcomeName>,
    pub(super) sources: Lookup<Source>,
    pub(super) areas: Lookup<String>,
    pub(super) bodies: Lookup<Said>,
    pub(super) moments: MomentReader,
    pub(super) position: Option<PositionReader>,
}

/// Why a map cannot be used, with the part to mend. `code` names the sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    #[error("the map has more than {MAP_BYTES_MAX} bytes")]
    TooLarge,
    #[error("the map is not in the form described in docs/import.md: {0}")]
    Form(String),
    #[error("source_id must be 1 to {SOURCE_ID_CHARS_MAX} small letters, digits or hyphens")]
    BadSourceId,
    #[error("[{section}]: `{value}` is none of our values")]
    UnknownValue {
        section: &'static str,
        value: String,
    },
    #[error("[{section}]: `{spelling}` is listed for two different values")]
    SpellingTwice {
        section: &'static str,
        spelling: String,
    },
    #[error("[{section}]: a spelling has neither letters nor digits")]
    EmptySpelling { section: &'static str },
    #[error("[{section}]: at most {most} entries")]
    TooMany { section: &'static str, most: usize },
    #[error("the file has no column `{column}`; it has: {}", present.join(", "))]
    NoSuchColumn {
        column: String,
        present: Vec<String>,
    },
    #[error("the file has the column `{0}` more than once")]
    ColumnTwice(String),
    #[error("there is no table [tables.{0}]")]
    NoSuchTable(String),
    #[error("a field needs exactly one of column, constant and join")]
    UnclearField,
    #[error("[file]: `{0}` is not known; see docs/import.md")]
    BadFileOption(String),
    #[error("[times]: there is no zone `{0}`; write it as in America/Chicago")]
    UnknownZone(String),
    #[error("[times]: `{0}` is no time format; write it as in %Y-%m-%d %H:%M")]
    BadTimeFormat(String),
    #[error("[point] needs exactly one of crs and plane, and the columns x and y")]
    UnclearPoint,
    #[error("[point]: `{0}` is no known coordinate system; write WGS-84, GCJ-02 or BD-09")]
    UnknownCrs(String),
    #[error("[point.bounds]: {0}")]
    BadBounds(String),
}

impl MapError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Form(_) => "form",
            Self::BadSourceId => "bad-source-id",
            Self::UnknownValue { .. } => "unknown-value",
            Self::SpellingTwice { .. } => "spelling-twice",
            Self::EmptySpelling { .. } => "empty-spelling",
            Self::TooMany { .. } => "too-many",
            Self::NoSuchColumn { .. } => "no-such-column",
            Self::ColumnTwice(_) => "column-twice",
            Self::NoSuchTable(_) => "no-such-table",
            Self::UnclearField => "unclear-field",
            Self::BadFileOption(_) => "bad-file-option",
            Self::UnknownZone(_) => "unknown-zone",
            Self::BadTimeFormat(_) => "bad-time-format",
            Self::UnclearPoint => "unclear-point",
            Self::UnknownCrs(_) => "unknown-crs",
            Self::BadBounds(_) => "bad-bounds",
        }
    }

    /// What the sentence names, where it names something.
    pub fn detail(&self) -> &str {
        match self {
            Self::Form(text)
            | Self::ColumnTwice(text)
            | Self::NoSuchTable(text)
            | Self::BadFileOption(text)
            | Self::UnknownZone(text)
            | Self::BadTimeFormat(text)
            | Self::UnknownCrs(text)
            | Self::BadBounds(text) => text,
            Self::UnknownValue { value, .. } => value,
            Self::SpellingTwice { spelling, .. } => spelling,
            Self::NoSuchColumn { column, .. } => column,
            Self::EmptySpelling { section } | Self::TooMany { section, .. } => section,
            Self::TooLarge | Self::BadSourceId | Self::UnclearField | Self::UnclearPoint => "",
        }
    }
}

impl ImportMap {
    /// Reads a map and checks it as far as that goes without a file.
    pub fn parse(text: &str, categories: &Categories) -> Result<Self, MapError> {
        if text.len() > MAP_BYTES_MAX {
            return Err(MapError::TooLarge);
        }
        let file: MapFile =
            toml::from_str(text).map_err(|error| MapError::Form(error.to_string()))?;
        check_source_id(&file.source_id)?;
        let has_pair = file.columns.x.is_some() && file.columns.y.is_some();
        let has_half = file.columns.x.is_some() || file.columns.y.is_some();
        if has_half != has_pair || has_pair != file.point.is_some() {
            return Err(MapError::UnclearPoint);
        }
        let tables = file
            .tables
            .iter()
            .map(|(name, table)| Ok((name.clone(), folded_table(table)?)))
            .collect::<Result<_, MapError>>()?;
        Ok(Self {
            source_id: file.source_id.clone(),
            title: file.title.clone(),
            options: read_options(&file.file)?,
            empty: file.file.empty.clone(),
            tables,
            categories: category_lookup(&file.categories, categories)?,
            kinds: named("kinds", &file.kinds, Kind::ALL, Kind::name, Kind::from_name)?,
            statuses: named(
                "statuses",
                &file.statuses,
                ImportedStatus::ALL,
                ImportedStatus::name,
                ImportedStatus::from_name,
            )?,
            outcomes: named(
                "outcomes",
                &file.outcomes,
                OutcomeName::ALL,
                OutcomeName::name,
                OutcomeName::from_name,
            )?,
            sources: named(
                "sources",
                &file.sources,
                Source::ALL,
                Source::name,
                Source::from_name,
            )?,
            areas: Lookup::new("areas", &file.areas, |name| Some(name.to_owned()))?,
            bodies: body_lookup(&file.bodies)?,
            moments: MomentReader::new(&file.times)?,
            position: file.point.as_ref().map(PositionReader::new).transpose()?,
            file,
        })
    }

    /// How the file is to be opened.
    pub fn read_options(&self) -> &ReadOptions {
        &self.options
    }

    pub(super) fn bind(&self, header: &[String]) -> Result<Bound, MapError> {
        Bound::new(&self.file.columns, header, &self.tables)
    }
}

fn check_source_id(source_id: &str) -> Result<(), MapError> {
    let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    let fits = (1..=SOURCE_ID_CHARS_MAX).contains(&source_id.len());
    if fits && source_id.chars().all(plain) {
        Ok(())
    } else {
        Err(MapError::BadSourceId)
    }
}

fn named<T: Copy + PartialEq>(
    section: &'static str,
    file: &LookupSection,
    all: &[T],
    name: fn(T) -> &'static str,
    from_name: fn(&str) -> Option<T>,
) -> Result<Lookup<T>, MapError> {
    let mut lookup = Lookup::new(section, file, from_name)?;
    lookup.know_own_names(all.iter().map(|value| (name(*value).to_owned(), *value)));
    Ok(lookup)
}

fn category_lookup(
    file: &LookupSection,
    categories: &Categories,
) -> Result<Lookup<CategoryCode>, MapError> {
    let known = |name: &str| {
        let code = CategoryCode::parse(name).ok()?;
        categories.get(code).map(|category| category.code)
    };
    let mut lookup = Lookup::new("categories", file, known)?;
    lookup.know_own_names(
        categories
            .iter()
            .map(|category| (category.code.to_string(), category.code)),
    );
    Ok(lookup)
}

fn body_lookup(file: &BodiesSection) -> Result<Lookup<Said>, MapError> {
    const SECTION: &str = "bodies";
    let mut lookup = Lookup::default();
    for body in &file.body {
        let name = Said::new(&body.zh, &body.en);
        let own = [&body.zh, &body.en];
        let own = own.into_iter().filter(|text| !text.trim().is_empty());
        if own.clone().count() == 0 {
            return Err(MapError::EmptySpelling { section: SECTION });
        }
        for spelling in own.chain(&body.spellings) {
            lookup.add(SECTION, spelling, &name)?;
        }
    }
    let fallback = |name: &Option<String>| match name {
        None => Ok(None),
        Some(name) => {
            let wrong = || MapError::UnknownValue {
                section: SECTION,
                value: name.clone(),
            };
            lookup.get(name).cloned().map(Some).ok_or_else(wrong)
        }
    };
    let (default, unknown) = (fallback(&file.default)?, fallback(&file.unknown)?);
    lookup.set_fallbacks(default, unknown);
    Ok(lookup)
}

fn read_options(file: &FileSection) -> Result<ReadOptions, MapError> {
    let wrong = |text: &str| MapError::BadFileOption(text.to_owned());
    let format = match file.format.as_deref() {
        None => None,
        Some("csv") => Some(Format::Csv),
        Some("xlsx") => Some(Format::Xlsx),
        Some("ods") => Some(Format::Ods),
        Some(other) => return Err(wrong(other)),
    };
    let encoding = match file.encoding.as_deref() {
        None => None,
        Some("utf-8") => Some(Encoding::Utf8),
        Some("gb18030") => Some(Encoding::Gb18030),
        Some(other) => return Err(wrong(other)),
    };
    let delimiter = match file.delimiter.as_deref() {
        None => None,
        Some("tab") => Some(b'\t'),
        Some(text @ ("," | ";" | "|" | "\t")) => text.bytes().next(),
        Some(other) => return Err(wrong(other)),
    };
    if file.header_row == 0 {
        return Err(wrong("header_row = 0"));
    }
    Ok(ReadOptions {
        format,
        encoding,
        delimiter,
        sheet: file.sheet.clone(),
        header_row: file.header_row,
    })
}
