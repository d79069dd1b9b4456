//! Chance that can be repeated: a seed from the machine or from `HUIYIN_FAULT_SEED`.

use std::io::Read as _;

use crate::Result;

/// A xorshift generator; moments to kill at need no better.
#[derive(Debug, Clone)]
pub struct Chance {
    seed: u64,
    state: u64,
}

impl Chance {
    pub fn new() -> Result<Self> {
        let seed = if let Ok(text) = std::env::var("HUIYIN_FAULT_SEED") {
            text.parse()?
        } else {
            let mut bytes = [0; 8];
            std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
            u64::from_le_bytes(bytes)
        };
        // A xorshift that starts at nought stays there.
        Ok(Self {
            seed,
            state: seed | 1,
        })
    }

    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A number from nought to below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % bound.max(1)
    }
}
