//! Making a paper.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Semaphore;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::fonts::{Case, Faces};
use crate::limits::{PAGES, PATIENCE, PDF_BYTES, WAITING};
use crate::world::Desk;
use crate::{PaperError, data};

/// Makes papers, one at a time; a clone waits for the same press.
#[derive(Debug, Clone)]
pub struct Papers {
    /// One paper takes all cores and a hundred megabytes.
    press: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Default for Papers {
    fn default() -> Self {
        Self::new()
    }
}

impl Papers {
    pub fn new() -> Self {
        Self {
            press: Arc::new(Semaphore::new(1)),
            queue: Arc::new(Semaphore::new(WAITING + 1)),
        }
    }

    /// Whether papers can be made here: says which package is missing.
    pub fn ready() -> Result<(), PaperError> {
        Faces::of_system().map(drop)
    }

    /// Makes a paper beside the threads that serve requests, and waits for it within bounds.
    pub async fn make(&self, source: &'static str, data: Value) -> Result<Vec<u8>, PaperError> {
        let place = Arc::clone(&self.queue)
            .try_acquire_owned()
            .map_err(|_| PaperError::Busy)?;
        let press = Arc::clone(&self.press);
        let work = async move {
            let turn = press
                .acquire_owned()
                .await
                .map_err(|error| PaperError::Broken(error.to_string()))?;
            let made = tokio::task::spawn_blocking(move || {
                // Held until the work is done, even when nobody waits for it any more: whoever
                // gives up does not make room for a second paper beside the first.
                let _held = (turn, place);
                Self::render(source, &data)
            });
            made.await
                .map_err(|error| PaperError::Broken(error.to_string()))?
        };
        tokio::time::timeout(PATIENCE, work)
            .await
            .map_err(|_| PaperError::TooSlow)?
    }

    /// Makes a paper on this thread.
    pub fn render(source: &str, data: &Value) -> Result<Vec<u8>, PaperError> {
        let data = data::prepare(data)?;
        let fonts = Case::of(Faces::of_system()?);
        let desk = Desk::new(source, data, fonts)
            .ok_or_else(|| PaperError::Broken("a name of a file".to_owned()))?;
        let made = set(&desk);
        // What was remembered to set the next paper faster holds words of this one.
        typst::comemo::evict(0);
        made
    }
}

fn set(desk: &Desk) -> Result<Vec<u8>, PaperError> {
    let document: PagedDocument = typst::compile(desk).output.map_err(|it| fault(&it))?;
    let pages = document.pages().len();
    if pages > PAGES {
        return Err(PaperError::TooManyPages { pages, most: PAGES });
    }
    let bytes = typst_pdf::pdf(&document, &PdfOptions::default()).map_err(|it| fault(&it))?;
    if bytes.len() > PDF_BYTES {
        return Err(PaperError::TooHeavy {
            bytes: bytes.len(),
            most: PDF_BYTES,
        });
    }
    Ok(bytes)
}

/// The messages only: what stands around them in the source may hold words of people.
fn fault(found: &[SourceDiagnostic]) -> PaperError {
    let messages: Vec<&str> = found.iter().take(3).map(|it| it.message.as_str()).collect();
    PaperError::Template(messages.join("; "))
}
