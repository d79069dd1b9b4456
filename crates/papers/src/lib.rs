//! Papers: documents for hands, boards and files, as PDF.
//!
//! A paper is a template (typst, embedded in the program) and data (JSON). The template is the
//! house's; the data may hold what strangers typed. So data reach the template as a file that it
//! reads, never as part of its source: `#import`, `$` and `\` in a name are letters of that name.
//!
//! Invariants:
//! - the same template and data give the same bytes on the same machine: no clock, no chance;
//! - a template sees three files, all in memory: itself, `/house.typ` (the look that all papers
//!   share) and `/data.json`; neither disk, network, packages nor today's date;
//! - data, pages, bytes, time and those who wait are bounded (see [`limits`]);
//! - fonts are those of the system, read for one paper and let go after it, since four faces of
//!   a Chinese family weigh eighty megabytes.
//!
//! An official paper can be had as a document to be edited as well ([`Official::docx`]).
//!
//! Absent by design: words for people. What a paper says comes in with its data, in one language.

pub mod limits;

mod data;
mod error;
mod fonts;
mod official;
mod papers;
mod qr;
mod world;

pub use error::PaperError;
pub use official::{Attached, DOCX, Kind, OFFICIAL, Official};
pub use papers::Papers;
pub use qr::runs as qr_runs;

/// Media type of what comes out.
pub const PDF: &str = "application/pdf";
