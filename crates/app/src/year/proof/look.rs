use std::pin::Pin;

use huiyin_kernel::Date;

use crate::machine::Stopwatch;
use crate::year::halt::{Broken, Halt, Invariant};
use crate::year::times::Table;

/// Looks of one day, whose times are kept and whose first finding ends the year.
pub(super) struct Look<'t> {
    day: Date,
    times: &'t mut Table,
}

impl<'t> Look<'t> {
    pub const fn on(day: Date, times: &'t mut Table) -> Self {
        Self { day, times }
    }

    /// Whoever looks answers with what does not hold. Looks are large; each lies in a place of its own.
    pub async fn at(
        &mut self,
        invariant: Invariant,
        name: &'static str,
        looking: Pin<Box<impl Future<Output = Result<Option<String>, Halt>>>>,
    ) -> Result<(), Halt> {
        let stopwatch = Stopwatch::start();
        let found = looking.await?;
        self.times.add(name, stopwatch);
        match found {
            None => Ok(()),
            Some(detail) => Err(Halt::Broken(Broken {
                day: self.day,
                invariant,
                detail,
            })),
        }
    }
}
