/// Why there is no paper. The sentences are for the log and the terminal; pages have their own.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    #[error(
        "no Chinese font is installed; install the Debian package fonts-noto-cjk (apt-get install fonts-noto-cjk)"
    )]
    NoFont,
    #[error("the data of the paper are larger than is allowed")]
    DataTooLarge,
    #[error("the paper has {pages} pages; at most {most} may be")]
    TooManyPages { pages: usize, most: usize },
    #[error("the paper weighs {bytes} bytes; at most {most} may be")]
    TooHeavy { bytes: usize, most: usize },
    #[error("the paper was not ready in time")]
    TooSlow,
    #[error("too many papers are being made")]
    Busy,
    /// A fault of the template: it stands in the program.
    #[error("the template is at fault: {0}")]
    Template(String),
    #[error("making the paper broke off: {0}")]
    Broken(String),
}

impl PaperError {
    /// A name for translated sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoFont => "no-font",
            Self::DataTooLarge | Self::TooManyPages { .. } | Self::TooHeavy { .. } => "too-large",
            Self::TooSlow => "too-slow",
            Self::Busy => "busy",
            Self::Template(_) | Self::Broken(_) => "broken",
        }
    }
}
