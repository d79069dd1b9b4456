use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::DatasetError;

/// One file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetFile {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// All files as one. Without a clock, the same files are the same zip.
pub(crate) fn zipped(name: String, files: &[DatasetFile]) -> Result<DatasetFile, DatasetError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for file in files {
        writer
            .start_file(&*file.name, options)
            .map_err(DatasetError::format)?;
        writer
            .write_all(&file.bytes)
            .map_err(DatasetError::format)?;
    }
    let written = writer.finish().map_err(DatasetError::format)?;
    Ok(DatasetFile {
        name,
        media_type: "application/zip",
        bytes: written.into_inner(),
    })
}
