//! Bytes to text. Offices here still save csv in GB18030 (Excel calls it “ANSI”), so a file that
//! is not UTF-8 is tried as that; nothing else is guessed.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::{ReadError, mixed};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Gb18030,
    /// Excel's “Unicode text”; only recognised by its byte order mark.
    Utf16,
}

#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: Encoding,
    /// Some bytes could not be read and stand as U+FFFD.
    pub(crate) damaged: bool,
}

/// A damaged UTF-8 file has many well-formed characters for each bad byte; GB18030 text that is
/// read as UTF-8 has more bad bytes than good characters.
const GOOD_PER_BAD: usize = 20;

/// A text file that is no table, as text: UTF-8, GB18030 or marked UTF-16.
pub fn decode_text(bytes: &[u8]) -> Result<String, ReadError> {
    decode(bytes, None).map(|decoded| decoded.text.into_owned())
}

pub(crate) fn decode(bytes: &[u8], wanted: Option<Encoding>) -> Result<Decoded<'_>, ReadError> {
    let decoded = match (wanted, bytes) {
        (None, [0xFF, 0xFE, ..]) => utf16(UTF_16LE, &bytes[2..]),
        (None, [0xFE, 0xFF, ..]) => utf16(UTF_16BE, &bytes[2..]),
        (Some(Encoding::Utf16), _) => {
            let (text, _, damaged) = UTF_16LE.decode(bytes);
            Decoded {
                text,
                encoding: Encoding::Utf16,
                damaged,
            }
        }
        (Some(Encoding::Gb18030), _) => gb18030(bytes),
        (Some(Encoding::Utf8), _) => utf8(bytes),
        (None, _) => guess(bytes)?,
    };
    if decoded.text.contains('\0') {
        return Err(ReadError::NotATable);
    }
    Ok(decoded)
}

fn utf16<'a>(encoding: &'static encoding_rs::Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text,
        encoding: Encoding::Utf16,
        damaged,
    }
}

fn utf8(bytes: &[u8]) -> Decoded<'_> {
    let (text, damaged) = UTF_8.decode_with_bom_removal(bytes);
    Decoded {
        text,
        encoding: Encoding::Utf8,
        damaged,
    }
}

fn gb18030(bytes: &[u8]) -> Decoded<'_> {
    let (text, damaged) = GB18030.decode_without_bom_handling(bytes);
    Decoded {
        text,
        encoding: Encoding::Gb18030,
        damaged,
    }
}

fn guess(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    let as_utf8 = utf8(bytes);
    if !as_utf8.damaged {
        return Ok(as_utf8);
    }
    let (good, bad) = good_and_bad(&as_utf8.text);
    if good > GOOD_PER_BAD * bad {
        return Ok(as_utf8);
    }
    if let Some(row) = mixed::row(bytes) {
        return Err(ReadError::MixedEncodings { row });
    }
    let as_gb18030 = gb18030(bytes);
    if !as_gb18030.damaged {
        return Ok(as_gb18030);
    }
    let (good, bad) = good_and_bad(&as_gb18030.text);
    if good > GOOD_PER_BAD * bad {
        Ok(as_gb18030)
    } else {
        Err(ReadError::UnknownEncoding)
    }
}

fn good_and_bad(text: &str) -> (usize, usize) {
    text.chars()
        .filter(|character| !character.is_ascii())
        .fold((0, 0), |(good, bad), character| {
            if character == char::REPLACEMENT_CHARACTER {
                (good, bad + 1)
            } else {
                (good + 1, bad)
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding_of(bytes: &[u8]) -> Encoding {
        decode(bytes, None).unwrap().encoding
    }

    #[test]
    fn the_encodings_of_offices_are_told_apart() {
        let text = "编号,内容\n1,电梯停用三天无人修理\n";
        assert_eq!(encoding_of(text.as_bytes()), Encoding::Utf8);
        let (gb, _, _) = GB18030.encode(text);
        let decoded = decode(&gb, None).unwrap();
        assert_eq!(
            (decoded.encoding, decoded.text.as_ref()),
            (Encoding::Gb18030, text)
        );
        let with_mark = ["\u{FEFF}".as_bytes(), text.as_bytes()].concat();
        assert_eq!(decode(&with_mark, None).unwrap().text, text);
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("编号\t内容".encode_utf16().flat_map(u16::to_le_bytes));
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(
            (decoded.encoding, decoded.text.as_ref()),
            (Encoding::Utf16, "编号\t内容")
        );
    }

    #[test]
    fn one_damaged_byte_does_not_turn_utf8_into_gb18030() {
        let mut bytes = "社区，".repeat(40).into_bytes();
        bytes[4] = b'x';
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.encoding, decoded.damaged), (Encoding::Utf8, true));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(
            decode(b"a,b\n\0\0,1", None).unwrap_err(),
            ReadError::NotATable
        );
        assert_eq!(
            decode(&[0xFF, 0x81, 0xFF, 0xFF], None).unwrap_err(),
            ReadError::UnknownEncoding
        );
    }
}
