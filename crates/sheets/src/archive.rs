//! Zipped workbooks, looked at before anything is unpacked for use: what a part claims about its
//! size may be a lie, so each is unpacked once into nothing and counted.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use crate::ReadError;
use crate::limits::{ARCHIVE_PARTS_MAX, UNPACKED_BYTES_MAX};

pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Workbook {
    Xlsx,
    Ods,
}

pub(crate) fn damaged(error: impl std::fmt::Display) -> ReadError {
    ReadError::DamagedWorkbook(error.to_string().chars().take(200).collect())
}

pub(crate) fn open(bytes: &[u8]) -> Result<(Archive<'_>, Workbook), ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > ARCHIVE_PARTS_MAX {
        return Err(ReadError::UnpacksTooLarge);
    }
    let has = |part: &str| {
        archive
            .file_names()
            .any(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case(part)))
    };
    let workbook = if has("content.xml") {
        Workbook::Ods
    } else if has("xl/workbook.xml") {
        Workbook::Xlsx
    } else {
        return Err(ReadError::NotATable);
    };
    check_unpacked_size(&mut archive, UNPACKED_BYTES_MAX)?;
    Ok((archive, workbook))
}

fn check_unpacked_size(archive: &mut Archive<'_>, limit: u64) -> Result<(), ReadError> {
    let mut claimed = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        claimed = claimed.saturating_add(part.size());
    }
    if claimed > limit {
        return Err(ReadError::UnpacksTooLarge);
    }
    let mut left = limit;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        // One byte more than allowed tells a part that fits from one that does not.
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(damaged)?;
        left = left
            .checked_sub(unpacked)
            .ok_or(ReadError::UnpacksTooLarge)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    const REAL_SIZE: u32 = 100_000;

    fn spaces() -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file("xl/workbook.xml", SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&vec![b' '; REAL_SIZE as usize]).unwrap();
        writer.finish().unwrap().into_inner()
    }

    fn check(bytes: &[u8], limit: u64) -> Result<(), ReadError> {
        check_unpacked_size(&mut ZipArchive::new(Cursor::new(bytes)).unwrap(), limit)
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        assert_eq!(check(&spaces(), u64::from(REAL_SIZE)), Ok(()));
        let refused = check(&spaces(), u64::from(REAL_SIZE) - 1);
        assert_eq!(refused, Err(ReadError::UnpacksTooLarge));
    }

    #[test]
    fn a_part_that_lies_about_its_size_is_not_believed() {
        let mut bytes = spaces();
        let (truth, lie) = (REAL_SIZE.to_le_bytes(), 10_u32.to_le_bytes());
        let mut lies = 0;
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == truth {
                bytes[at..at + 4].copy_from_slice(&lie);
                lies += 1;
            }
        }
        assert!(lies >= 1, "the size stands in the file");
        assert!(check(&bytes, 1_000).is_err());
    }
}
