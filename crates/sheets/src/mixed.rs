//! Text of which some rows are UTF-8 and others GB18030: rows of one file were pasted into another.
//! Read as either of them, part of it is nonsense, so it is refused with the row where it begins.

use encoding_rs::GB18030;

use crate::delimited::{Scanner, sniff_delimiter};

/// Chinese characters by which a line that is UTF-8 cannot be GB18030 by accident.
const CERTAIN: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Utf8,
    Gb18030,
}

/// The first row that is written in another encoding than the rows before it; a spreadsheet's
/// number. Nothing where the text is of one piece, or simply damaged.
pub(crate) fn row(bytes: &[u8]) -> Option<u64> {
    let (mut at, mut first) = (0, None);
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        let end = at + line.len();
        match (first, kind(line)) {
            (None, kind) => first = kind,
            (Some(Kind::Utf8), Some(Kind::Gb18030)) => return Some(row_at(&bytes[..end])),
            // Of many short lines in GB18030 one may be UTF-8 by accident; it can still be read.
            (Some(Kind::Gb18030), Some(Kind::Utf8)) if !is_gb18030(line) => {
                return Some(row_at(&bytes[..end]));
            }
            _ => {}
        }
        at = end;
    }
    None
}

/// What a line is written in; nothing where that cannot be told.
fn kind(line: &[u8]) -> Option<Kind> {
    match std::str::from_utf8(line) {
        Ok(text) => {
            let certain = text.chars().filter(|it| it.len_utf8() == 3).count();
            (certain >= CERTAIN).then_some(Kind::Utf8)
        }
        Err(_) => is_gb18030(line).then_some(Kind::Gb18030),
    }
}

fn is_gb18030(line: &[u8]) -> bool {
    let (_, damaged) = GB18030.decode_without_bom_handling(line);
    !damaged
}

/// The row in which a text ends. Delimiters, quotes and line breaks are never a part of a character
/// in either encoding, so each byte may stand for one.
fn row_at(bytes: &[u8]) -> u64 {
    let text: String = bytes.iter().copied().map(char::from).collect();
    let mut scanner = Scanner::new(sniff_delimiter(&text));
    let mut number = 0;
    while let Some(row) = scanner.next(&text) {
        number = row.number;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadError, ReadOptions, read};

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    fn refused(bytes: &[u8]) -> ReadError {
        read(bytes, &ReadOptions::default()).unwrap_err()
    }

    #[test]
    fn a_row_in_another_encoding_is_named() {
        let header = "编号,社区,\"内\n容\"\n1,\"a\nb\",x\n";
        let mut pasted = header.as_bytes().to_vec();
        pasted.extend(gb("2,建新坡社区,电梯停用三天\n"));
        assert_eq!(refused(&pasted), ReadError::MixedEncodings { row: 3 });
        let mut other = gb("编号,社区,内容\n1,建新坡,电梯停用\n");
        other.extend("2,鲤鱼池,路灯不亮\n".as_bytes());
        let found = refused(&other);
        assert_eq!(found, ReadError::MixedEncodings { row: 3 });
        assert_eq!(found.code(), "mixed-encodings");
        assert_eq!(found.detail(), "3");
    }

    #[test]
    fn text_of_one_piece_is_none_of_it() {
        let text = "编号,社区,内容\n1,建新坡社区,电梯停用三天\n2,Lot 5,ok\n3,鲤鱼池,é\n";
        for bytes in [text.as_bytes().to_vec(), gb(text), b"a,b\n1,2\n".to_vec()] {
            assert_eq!(row(&bytes), None);
            assert!(read(&bytes, &ReadOptions::default()).is_ok());
        }
        let mut damaged = "社区，".repeat(40).into_bytes();
        damaged[4] = b'x';
        assert_eq!(row(&damaged), None);
    }
}
