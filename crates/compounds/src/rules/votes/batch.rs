//! Lines as a counter types them: the number of a ballot or its code, and its marks.

use std::collections::BTreeMap;

use huiyin_kernel::EchoCode;

use crate::model::votes::Marks;
use crate::model::votes::bounds::BATCH_LINES;

/// Which voter a line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    Number(u32),
    /// Scanned from the ballot's QR code, or typed from beside it.
    Code(EchoCode),
}

/// One line: `17 yna`, `!17 yna` for a paper that takes the place of an earlier ballot, or a code
/// instead of the number. Without marks it says that the paper came back, and with a minus before
/// it, `-17`, that whoever types it takes back what they read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub number: usize,
    pub which: Which,
    pub marks: Option<Marks>,
    pub replaces: bool,
    /// Then it has no marks.
    pub takes_back: bool,
}

/// A line, or its number and its words where it cannot be read.
pub type Read = Result<Line, (usize, String)>;

/// What was typed, line by line; how many lines there are, where that is too many.
pub fn read(text: &str) -> Result<Vec<Read>, usize> {
    let lines = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty());
    let all: Vec<_> = lines
        .map(|(number, line)| one(number, line).ok_or_else(|| (number, shown(line))))
        .collect();
    if all.len() > BATCH_LINES {
        return Err(all.len());
    }
    Ok(all)
}

/// Lines that read one ballot differently, each by its number with the number of the other. Which
/// of them is right only the paper tells, so that neither may be taken. Whoever takes a reading
/// back between them, or says that the later paper replaces the earlier one, has decided.
///
/// Each line comes with the number of the ballot that it means.
pub fn contradictions(lines: &[(&Line, u32)]) -> BTreeMap<usize, usize> {
    let mut standing: BTreeMap<u32, Vec<&Line>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for &(line, ballot) in lines {
        let earlier = standing.entry(ballot).or_default();
        if line.takes_back {
            earlier.clear();
        }
        if line.marks.is_none() {
            continue;
        }
        let differs = |it: &&Line| it.marks != line.marks && (it.replaces || !line.replaces);
        if let Some(other) = earlier.iter().copied().find(differs) {
            found.entry(line.number).or_insert(other.number);
            found.entry(other.number).or_insert(line.number);
        }
        earlier.push(line);
    }
    found
}

fn shown(line: &str) -> String {
    line.chars().take(60).collect()
}

fn one(number: usize, line: &str) -> Option<Line> {
    if let Some(rest) = line.strip_prefix(['-', '－', '−']) {
        return Some(Line {
            number,
            which: which(rest.trim())?,
            marks: None,
            replaces: false,
            takes_back: true,
        });
    }
    let replaces = line.starts_with(['!', '！']);
    let line = line.trim_start_matches(['!', '！']).trim();
    let (first, rest) = match line.split_once([' ', '\t', ',', '，', '\u{3000}']) {
        Some((first, rest)) => (first, rest.trim()),
        None => (line, ""),
    };
    let which = which(first)?;
    let marks = if rest.is_empty() {
        None
    } else {
        Some(Marks::of_letters(rest)?)
    };
    Some(Line {
        number,
        which,
        marks,
        replaces,
        takes_back: false,
    })
}

fn which(text: &str) -> Option<Which> {
    let short = text.len() <= 7 && text.chars().all(|it| it.is_ascii_digit());
    if short {
        return text.parse().ok().filter(|it| *it > 0).map(Which::Number);
    }
    // A scanner types the whole address that the QR code holds.
    let code = text.rsplit('/').next().unwrap_or(text);
    code.parse().ok().map(Which::Code)
}
