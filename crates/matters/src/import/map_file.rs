//! The map as it stands in its file. Nothing is judged here but the form; see `map`.

use std::collections::BTreeMap;

use huiyin_kernel::Said;
use huiyin_kernel::geo::TransverseMercator;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MapFile {
    pub(super) source_id: String,
    pub(super) title: Said,
    #[serde(default)]
    pub(super) file: FileSection,
    pub(super) columns: ColumnsSection,
    #[serde(default)]
    pub(super) times: TimesSection,
    /// Tables that turn one text into another, used by `table = "name"` in a column.
    #[serde(default)]
    pub(super) tables: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) categories: LookupSection,
    #[serde(default)]
    pub(super) kinds: LookupSection,
    #[serde(default)]
    pub(super) statuses: LookupSection,
    #[serde(default)]
    pub(super) outcomes: LookupSection,
    #[serde(default)]
    pub(super) sources: LookupSection,
    #[serde(default)]
    pub(super) areas: LookupSection,
    #[serde(default)]
    pub(super) bodies: BodiesSection,
    pub(super) point: Option<PointSection>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FileSection {
    pub(super) format: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) delimiter: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) header_row: u64,
    /// Texts that mean “nothing”, such as NA.
    pub(super) empty: Vec<String>,
}

impl Default for FileSection {
    fn default() -> Self {
        Self {
            format: None,
            encoding: None,
            delimiter: None,
            sheet: None,
            header_row: 1,
            empty: Vec::new(),
        }
    }
}

/// Our fields, each with where it comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnsSection {
    pub(super) number: FieldFile,
    pub(super) text: FieldFile,
    pub(super) received_at: FieldFile,
    pub(super) title: Option<FieldFile>,
    pub(super) kind: Option<FieldFile>,
    pub(super) category: Option<FieldFile>,
    pub(super) source: Option<FieldFile>,
    pub(super) contacted_at: Option<FieldFile>,
    pub(super) closed_at: Option<FieldFile>,
    pub(super) due: Option<FieldFile>,
    pub(super) status: Option<FieldFile>,
    pub(super) outcome: Option<FieldFile>,
    pub(super) body: Option<FieldFile>,
    pub(super) area: Option<FieldFile>,
    pub(super) place: Option<FieldFile>,
    /// As much of the place as anybody may read: a neighbourhood, no house number.
    pub(super) place_public: Option<FieldFile>,
    pub(super) reply: Option<FieldFile>,
    pub(super) replied_at: Option<FieldFile>,
    /// East: longitude, or the first plane coordinate.
    pub(super) x: Option<FieldFile>,
    /// North: latitude, or the second plane coordinate.
    pub(super) y: Option<FieldFile>,
}

/// One column, or several to be tried in turn, or something made of columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum FieldFile {
    Column(String),
    First(Vec<FieldFile>),
    Made(Box<MadeFile>),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MadeFile {
    pub(super) column: Option<String>,
    pub(super) constant: Option<String>,
    pub(super) join: Option<Vec<FieldFile>>,
    /// What stands between joined parts; a blank where nothing is said.
    pub(super) with: Option<String>,
    /// Translates the column by `[tables.NAME]`; a text that is not listed stays.
    pub(super) table: Option<String>,
    /// Gives this text where the column is filled, and nothing where it is not.
    pub(super) filled: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TimesSection {
    /// An IANA name; Asia/Shanghai where nothing is said.
    pub(super) zone: Option<String>,
    /// strptime formats, tried in order after ISO 8601.
    pub(super) formats: Vec<String>,
    pub(super) due_at_midnight: DueAtMidnight,
}

/// What a planned time of 00:00 means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DueAtMidnight {
    /// A day without a time of day: it ends at 24:00 (domain rule 1.2).
    #[default]
    EndOfDay,
    /// The moment itself.
    AsWritten,
}

/// Their texts for our values. A value's own name always stands for itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LookupSection {
    /// For an empty cell.
    pub(super) default: Option<String>,
    /// For a text that is not listed; refused where nothing is said.
    pub(super) unknown: Option<String>,
    pub(super) from: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BodiesSection {
    pub(super) default: Option<String>,
    pub(super) unknown: Option<String>,
    pub(super) body: Vec<BodyFile>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyFile {
    pub(super) zh: String,
    #[serde(default)]
    pub(super) en: String,
    #[serde(default)]
    pub(super) spellings: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PointSection {
    /// WGS-84, GCJ-02 or BD-09, for degrees.
    pub(super) crs: Option<String>,
    /// For plane coordinates instead.
    pub(super) plane: Option<TransverseMercator>,
    pub(super) bounds: Option<BoundsSection>,
    #[serde(default)]
    pub(super) outside: Outside,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoundsSection {
    pub(super) west: f64,
    pub(super) south: f64,
    pub(super) east: f64,
    pub(super) north: f64,
}

/// What becomes of a row whose point lies outside the bounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outside {
    #[default]
    Refuse,
    /// Taken without its point.
    WithoutPoint,
}
