//! Seals for an outsider to keep. The file holds no row of the journal and nothing of a person:
//! roots, chains, signatures and the public keys. Whoever keeps it can later prove two things
//! without trusting anybody here: that the store still has exactly this history, and that a later
//! file goes on from this one.

use huiyin_kernel::{Instant, from_hex, to_hex};
use serde::{Deserialize, Serialize};

use super::{AFTER, SEALS_PAGE, Seal};
use crate::suite::Suite;
use crate::{Db, Result, StoreError, Tx, args};

/// The layout that this program writes and reads.
const FORMAT: u32 = 1;
/// Hourly seals of fifty years.
pub const SEALS_MAX: usize = 500_000;
/// A longer line is no seal.
pub const LINE_BYTES: usize = 4_096;

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    Head {
        format: u32,
        made_at: String,
    },
    Seal {
        number: i64,
        first_row: i64,
        last_row: i64,
        rows: i64,
        root: String,
        chain: String,
        signature: String,
        /// Microseconds since 1970, UTC.
        at_micros: i64,
        suite: String,
        public_key: String,
    },
    End {
        seals: u64,
    },
}

fn line_of(seal: &Seal) -> Line {
    Line::Seal {
        number: seal.number,
        first_row: seal.first_seq,
        last_row: seal.last_seq,
        rows: seal.row_count,
        root: to_hex(&seal.root),
        chain: to_hex(&seal.chain),
        signature: to_hex(&seal.signature),
        at_micros: seal.at.as_micros(),
        suite: seal.suite.name().to_owned(),
        public_key: to_hex(&seal.public_key),
    }
}

/// Hands over the lines of a file, each without its line break; returns how many seals there are.
pub async fn write(
    db: &Db,
    made_at: Instant,
    mut put: impl FnMut(&str) -> std::io::Result<()>,
) -> Result<u64> {
    let mut put = |line: &Line| -> Result<()> {
        let text = serde_json::to_string(line).map_err(StoreError::inconsistent)?;
        Ok(put(&text)?)
    };
    let mut tx = db.read().await?;
    put(&Line::Head {
        format: FORMAT,
        made_at: made_at.to_rfc3339(),
    })?;
    let (mut seals, mut after) = (0u64, 0i64);
    loop {
        let page = page_after(&mut tx, after).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for seal in &page {
            put(&line_of(seal))?;
            seals += 1;
        }
    }
    put(&Line::End { seals })?;
    Ok(seals)
}

async fn page_after(tx: &mut Tx, number: i64) -> Result<Vec<Seal>> {
    let rows = tx.fetch_all(AFTER, args![number, SEALS_PAGE]).await?;
    rows.iter().map(Seal::from_row).collect()
}

/// The seals of a file that was found to be whole and sound in itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    seals: Vec<Seal>,
}

/// Why a file of seals cannot be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    pub line: usize,
    pub why: &'static str,
}

impl Kept {
    /// Reads a file line by line. Each seal must follow from the one before and carry a signature
    /// that fits its public key; those from before 0.2 are held by the chain of the later ones.
    pub fn read(
        lines: impl Iterator<Item = std::io::Result<String>>,
    ) -> std::result::Result<Self, FileFault> {
        let mut seals: Vec<Seal> = Vec::new();
        let mut is_begun = false;
        let mut is_ended = false;
        let mut line = 0;
        for text in lines {
            line += 1;
            let fault = |why| FileFault { line, why };
            let text = text.map_err(|_| fault("the line cannot be read"))?;
            if is_ended {
                return Err(fault("something stands after the end"));
            }
            let read =
                serde_json::from_str(&text).map_err(|_| fault("this is no line of seals"))?;
            match read {
                Line::Head { format, .. } if line == 1 && format == FORMAT => is_begun = true,
                Line::Head { .. } => return Err(fault("an unknown layout")),
                Line::End { seals: told } if is_begun => {
                    if told != seals.len() as u64 {
                        return Err(fault("seals are missing from the file"));
                    }
                    is_ended = true;
                }
                seal @ Line::Seal { .. } if is_begun && seals.len() < SEALS_MAX => {
                    let seal = seal_of(seal).ok_or_else(|| fault("this is no seal"))?;
                    if let Some(why) = seal.fault_after(seals.last()) {
                        return Err(fault(why));
                    }
                    seals.push(seal);
                }
                _ => return Err(fault("out of order")),
            }
        }
        if !is_ended {
            let why = "the file breaks off before its end";
            return Err(FileFault { line, why });
        }
        Ok(Self { seals })
    }

    pub fn count(&self) -> u64 {
        self.seals.len() as u64
    }

    pub fn last(&self) -> Option<&Seal> {
        self.seals.last()
    }

    /// The keys that signed, in the order of their first seal: `ed25519:…`, `sm2:…`.
    pub fn public_keys(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for seal in self.seals.iter().filter(|it| it.is_signed()) {
            let algorithm = match seal.suite {
                Suite::Default => "ed25519",
                Suite::Sm => "sm2",
            };
            let key = format!("{algorithm}:{}", to_hex(&seal.public_key));
            if !found.contains(&key) {
                found.push(key);
            }
        }
        found
    }

    /// Holds the history in the store against what was kept.
    pub async fn against_store(&self, db: &Db) -> Result<Against> {
        let mut tx = db.read().await?;
        let (mut after, mut seen) = (0i64, 0usize);
        loop {
            let page = page_after(&mut tx, after).await?;
            let Some(last) = page.last() else { break };
            after = last.number;
            for seal in page {
                if let Some(other) = self.seals.get(seen).filter(|kept| **kept != seal) {
                    return Ok(Against::Other(Box::new(other.clone())));
                }
                seen += 1;
            }
        }
        Ok(self.judged(seen))
    }

    /// Holds a later file against this one.
    pub fn against_later(&self, later: &Self) -> Against {
        let differing = self.seals.iter().zip(&later.seals).find(|(a, b)| a != b);
        match differing {
            Some((kept, _)) => Against::Other(Box::new(kept.clone())),
            None => self.judged(later.seals.len()),
        }
    }

    fn judged(&self, seen: usize) -> Against {
        match self.seals.get(seen) {
            Some(missing) => Against::CutOff(Box::new(missing.clone())),
            None => Against::Holds {
                since: (seen - self.seals.len()) as u64,
            },
        }
    }
}

/// How a history stands to the seals that were kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// It is the same and has gone on by so many seals.
    Holds { since: u64 },
    /// It ends before this seal: an older state was put in its place.
    CutOff(Box<Seal>),
    /// From this seal on it is another history.
    Other(Box<Seal>),
}

fn seal_of(line: Line) -> Option<Seal> {
    let Line::Seal {
        number,
        first_row,
        last_row,
        rows,
        root,
        chain,
        signature,
        at_micros,
        suite,
        public_key,
    } = line
    else {
        return None;
    };
    Some(Seal {
        number,
        first_seq: first_row,
        last_seq: last_row,
        row_count: rows,
        root: from_hex(&root)?,
        chain: from_hex(&chain)?,
        signature: from_hex(&signature)?,
        at: Instant::from_micros(at_micros),
        suite: suite.parse().ok()?,
        public_key: from_hex(&public_key)?,
    })
}
