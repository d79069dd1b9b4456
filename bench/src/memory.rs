//! Resident memory of the server at rest and while many clients press.

use anyhow::Result;
use serde_json::{Value, json};

use crate::load::rounded;
use crate::server::Server;

#[derive(Debug, Default, Clone, Copy)]
pub struct Memory {
    /// After the start and the first page.
    pub at_rest_mib: f64,
    /// The most that was seen while clients pressed.
    pub under_load_mib: f64,
}

impl Memory {
    pub fn at_rest(&mut self, server: &Server) -> Result<()> {
        self.at_rest_mib = server.resident_mib()?;
        Ok(())
    }

    pub fn under_load(&mut self, server: &Server) -> Result<()> {
        self.under_load_mib = self.under_load_mib.max(server.resident_mib()?);
        Ok(())
    }

    pub fn json(self) -> Value {
        json!({
            "at_rest_mib": rounded(self.at_rest_mib),
            "under_load_mib": rounded(self.under_load_mib),
        })
    }
}
