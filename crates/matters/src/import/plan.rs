use std::collections::{BTreeMap, HashMap, HashSet};

use huiyin_kernel::geo::{BBox, Crs, Placement, Region, read_placement};
use huiyin_kernel::{Instant, Ratio};
use huiyin_sheets::{ReadError, Row, Rows, read};
use serde::Serialize;

use super::bind::Bound;
use super::convert::{Converter, Times};
use super::field::Cells;
use super::map::{ImportMap, MapError};
use super::position::{PositionReader, pair};
use super::refusal::{ImportField, Reason, Refusal, RefusalCode};
use super::row::{ImportRow, ImportedStatus};

/// The caller's progress bar moves after so many rows.
const PROGRESS_EVERY_ROWS: u64 = 500;
/// Pairs kept for the check of how the points lie; a sample of this many is plenty.
const PAIRS_MAX: usize = 20_000;

/// Told how much of the file is read: done, of a total.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// What an import would do, judged over the whole file.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    pub source_id: String,
    /// In the order of the file.
    pub accepted: Vec<ImportRow>,
    /// In the order of the file; with `accepted`, every row once.
    pub refused: Vec<Refusal>,
    pub warnings: Vec<Warning>,
    pub facts: FileFacts,
    /// The other system notes when reporters were first contacted, so a missing time means that
    /// nobody did.
    pub records_contact: bool,
}

/// What the file says, before anything is refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FileFacts {
    /// Rows with any text under the header.
    pub rows: u64,
    /// Different outside numbers.
    pub numbers: u64,
    /// Of the closed rows with a planned and a closing time, those closed after the planned moment as
    /// the file writes it. Repeated rows count as often as they stand there.
    pub closed_after_planned: Ratio,
    /// The same with a plan that names only a day counted to the end of that day.
    pub closed_after_planned_day: Ratio,
}

/// Something to look at before the plan is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The points fit the district clearly better when read otherwise.
    PointsLieOddly(Placement),
    /// Nothing at all can be taken: most likely the map belongs to another file.
    NothingAccepted,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Map(#[from] MapError),
    #[error(
        "the file has more than {} rows; divide it",
        huiyin_sheets::limits::ROWS_MAX
    )]
    TooManyRows,
}

impl ImportError {
    /// The key of the sentence that says what to do; it takes `detail`.
    pub fn key(&self) -> String {
        match self {
            Self::Read(error) => format!("import-file-{}", error.code()),
            Self::Map(error) => format!("import-map-{}", error.code()),
            Self::TooManyRows => "import-file-too-many-rows".to_owned(),
        }
    }

    pub fn detail(&self) -> String {
        match self {
            Self::Read(error) => error.detail(),
            Self::Map(error) => error.detail().to_owned(),
            Self::TooManyRows => String::new(),
        }
    }
}

impl ImportPlan {
    pub fn repeats(&self) -> u64 {
        self.refused
            .iter()
            .filter(|refusal| refusal.code.is_repeat())
            .count() as u64
    }

    /// How often each reason was found.
    pub fn refused_by_code(&self) -> BTreeMap<RefusalCode, u64> {
        self.refused
            .iter()
            .fold(BTreeMap::new(), |mut counts, refusal| {
                *counts.entry(refusal.code).or_default() += 1;
                counts
            })
    }
}

/// Opens the file as the map says and plans its import.
pub fn plan_file(
    bytes: &[u8],
    map: &ImportMap,
    now: Instant,
    progress: Progress<'_>,
) -> Result<ImportPlan, ImportError> {
    plan(read(bytes, map.read_options())?, map, now, progress)
}

/// Judges every row. Fails only where the file as a whole cannot be meant by this map.
pub fn plan(
    mut rows: Rows<'_>,
    map: &ImportMap,
    now: Instant,
    progress: Progress<'_>,
) -> Result<ImportPlan, ImportError> {
    let bound = map.bind(rows.header())?;
    let mut planner = Planner::new(map, &bound, now);
    while let Some(row) = rows.next() {
        planner.facts.rows += 1;
        match row {
            Ok(row) => planner.take(&row),
            Err(fault) if fault.kind.is_last() => return Err(ImportError::TooManyRows),
            Err(fault) => planner
                .refused
                .push(Reason::from(fault.kind).in_row(fault.number)),
        }
        if planner.facts.rows.is_multiple_of(PROGRESS_EVERY_ROWS) {
            let (done, total) = rows.progress();
            progress(done, total);
        }
    }
    let (done, total) = rows.progress();
    progress(done, total);
    Ok(planner.finish())
}

struct Taken {
    row_number: u64,
    cells: [u8; 32],
}

struct Planner<'a> {
    converter: Converter<'a>,
    accepted: Vec<ImportRow>,
    refused: Vec<Refusal>,
    /// By outside number: the row that was accepted under it.
    taken: HashMap<String, Taken>,
    numbers: HashSet<String>,
    pairs: Vec<(f64, f64)>,
    facts: FileFacts,
}

impl<'a> Planner<'a> {
    fn new(map: &'a ImportMap, bound: &'a Bound, now: Instant) -> Self {
        Self {
            converter: Converter { map, bound, now },
            accepted: Vec::new(),
            refused: Vec::new(),
            taken: HashMap::new(),
            numbers: HashSet::new(),
            pairs: Vec::new(),
            facts: FileFacts::default(),
        }
    }

    fn take(&mut self, row: &Row) {
        match self.judge(row) {
            Ok(accepted) => self.accepted.push(accepted),
            Err(refusal) => self.refused.push(refusal),
        }
    }

    fn judge(&mut self, row: &Row) -> Result<ImportRow, Refusal> {
        let cells = Cells {
            cells: &row.cells,
            empty: &self.converter.map.empty,
        };
        let refuse = |reason: Reason| reason.in_row(row.number);
        self.sample_pair(cells);
        let number = self.converter.number(cells).map_err(refuse)?;
        if !self.numbers.contains(&number) {
            self.numbers.insert(number.clone());
        }
        let times = self.converter.times(cells).map_err(refuse)?;
        self.count_late(&times, cells);
        let digest = digest_of(&row.cells);
        if let Some(first) = self.taken.get(&number) {
            let code = if first.cells == digest {
                RefusalCode::SameRowTwice
            } else {
                RefusalCode::NumberRepeatedWithOtherContent
            };
            let first_row = Some(first.row_number);
            let refusal = refuse(Reason::new(code, ImportField::Number, &number));
            return Err(Refusal {
                first_row,
                ..refusal
            });
        }
        let accepted = self
            .converter
            .row(row.number, &number, &times, cells)
            .map_err(refuse)?;
        self.taken.insert(
            number,
            Taken {
                row_number: row.number,
                cells: digest,
            },
        );
        Ok(accepted)
    }

    fn sample_pair(&mut self, cells: Cells<'_>) {
        if self.pairs.len() >= PAIRS_MAX {
            return;
        }
        if let Some((x, y)) = &self.converter.bound.point
            && let Some(found) = pair(&x.text(cells), &y.text(cells))
        {
            self.pairs.push(found);
        }
    }

    fn count_late(&mut self, times: &Times, cells: Cells<'_>) {
        let (Some(closed_at), Some(due)) = (times.closed_at, times.due) else {
            return;
        };
        if self.converter.written_status(cells) != Ok(ImportedStatus::Closed) {
            return;
        }
        let facts = &mut self.facts;
        facts.closed_after_planned.denominator += 1;
        facts.closed_after_planned.numerator += u64::from(closed_at > due.as_written);
        facts.closed_after_planned_day.denominator += 1;
        facts.closed_after_planned_day.numerator += u64::from(closed_at >= due.end_of_day);
    }

    fn finish(self) -> ImportPlan {
        let map = self.converter.map;
        let mut warnings = Vec::new();
        if let Some((crs, bounds)) = map.position.as_ref().and_then(PositionReader::claim) {
            warnings.extend(odd_placement(&self.pairs, crs, bounds));
        }
        if self.accepted.is_empty() && self.facts.rows > 0 {
            warnings.push(Warning::NothingAccepted);
        }
        ImportPlan {
            source_id: map.source_id.clone(),
            accepted: self.accepted,
            refused: self.refused,
            warnings,
            facts: FileFacts {
                numbers: self.numbers.len() as u64,
                ..self.facts
            },
            records_contact: self.converter.bound.contacted_at.is_some(),
        }
    }
}

fn odd_placement(pairs: &[(f64, f64)], crs: Crs, bounds: BBox) -> Option<Warning> {
    let placement = read_placement(pairs, crs, &Region::Box(bounds));
    placement
        .better()
        .is_some()
        .then_some(Warning::PointsLieOddly(placement))
}

/// Lengths stand before the cells, so that moving a sign from one cell to the next is a change.
fn digest_of(cells: &[String]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for cell in cells {
        hasher.update(&(cell.len() as u64).to_le_bytes());
        hasher.update(cell.as_bytes());
    }
    *hasher.finalize().as_bytes()
}
