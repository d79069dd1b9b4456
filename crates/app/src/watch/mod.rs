//! What whoever runs the program can watch: figures for Prometheus and traces for OpenTelemetry.
//!
//! Neither knows people. A figure is counted by route, method, job or queue, never by account,
//! body, place or matter: there is no [`catalogue::Label`] for them, and a test reads the whole
//! catalogue. Nothing here could tell who works how much, or who asks for what.

mod catalogue;
mod exposition;
mod figures;
mod histogram;
mod listener;
mod process;
mod sample;
mod spans;

use std::sync::Arc;

use huiyin_kernel::Instant;

pub use catalogue::{CATALOGUE, Kind, Label, Metric};
pub use figures::{Figures, InFlight, Outcome};
pub use listener::serve as serve_metrics;
pub use sample::expose;
pub use spans::{Exporter, Span, Spans};

/// Where requests and jobs are noted; one for a process, cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    pub figures: Arc<Figures>,
    /// None unless an endpoint is configured.
    pub spans: Option<Spans>,
}

impl Watch {
    /// Counts a run of a job, and traces it where somebody listens.
    pub fn note_job(&self, job: &'static str, failed: bool, started_at: Instant, micros: u64) {
        let outcome = if failed {
            Outcome::Failed
        } else {
            Outcome::Done
        };
        self.figures.job_ran(job, outcome, micros);
        self.trace(|| Span::job(job, failed, started_at, micros));
    }

    /// Hands a finished span on, if anybody wants it. Never waits.
    pub fn trace(&self, span: impl FnOnce() -> Span) {
        if let Some(spans) = &self.spans
            && !spans.offer(span())
        {
            self.figures.span_dropped();
        }
    }
}
