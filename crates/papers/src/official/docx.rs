//! The document itself: paragraphs and tables as WordprocessingML, in one zip.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::{Attached, Kind, Official, parts};
use crate::PaperError;
use crate::limits::{DATA_BYTES, TEXT_CHARS};

fn broken(error: impl std::fmt::Display) -> PaperError {
    PaperError::Broken(error.to_string())
}

pub(super) fn write(paper: &Official) -> Result<Vec<u8>, PaperError> {
    let document = document(paper);
    if document.len() > DATA_BYTES {
        return Err(PaperError::DataTooLarge);
    }
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("word/document.xml", document),
        (
            "word/_rels/document.xml.rels",
            parts::DOCUMENT_RELATIONS.to_owned(),
        ),
        ("word/styles.xml", parts::styles()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/fontTable.xml", parts::FONTS.to_owned()),
        ("word/footer1.xml", parts::footer(true)),
        ("word/footer2.xml", parts::footer(false)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Without a clock, the same paper is the same bytes.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, text) in files {
        zip.start_file(name, options).map_err(broken)?;
        zip.write_all(text.as_bytes()).map_err(broken)?;
    }
    Ok(zip.finish().map_err(broken)?.into_inner())
}

/// A text as XML may hold it: without what XML forbids, and within its bound.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().take(TEXT_CHARS) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            // Controls, and signs that turn the direction of what follows.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A paragraph: what it is besides a paragraph, its font and size (in half points), its text.
fn paragraph(out: &mut String, how: &str, (font, size, bold): (&str, u32, bool), text: &str) {
    let font = if font.is_empty() {
        String::new()
    } else {
        format!(r#"<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>"#)
    };
    let bold = if bold { "<w:b/>" } else { "" };
    let size = if size == 0 {
        String::new()
    } else {
        format!(r#"<w:sz w:val="{size}"/>"#)
    };
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        r#"<w:p><w:pPr>{how}</w:pPr><w:r><w:rPr>{font}{bold}{size}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        escaped(text)
    );
}

const PLAIN: (&str, u32, bool) = ("", 0, false);
const TITLE: (&str, u32, bool) = ("方正小标宋简体", 44, true);
const INDENT: &str = r#"<w:ind w:firstLineChars="200" w:firstLine="632"/>"#;
const CENTRED: &str = r#"<w:jc w:val="center"/>"#;
/// Four characters in from the right.
const SIGNED: &str = r#"<w:ind w:rightChars="400" w:right="1264"/><w:jc w:val="right"/>"#;

fn document(paper: &Official) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
    );
    for line in &paper.title {
        paragraph(&mut out, CENTRED, TITLE, line);
    }
    paragraph(&mut out, "", PLAIN, "");
    if !paper.to.is_empty() {
        paragraph(&mut out, "", PLAIN, &format!("{}：", paper.to));
    }
    for (kind, text) in &paper.blocks {
        let face = match kind {
            Kind::First => ("黑体", 0, false),
            Kind::Second => ("楷体", 0, false),
            Kind::Third => ("", 0, true),
            Kind::Fourth | Kind::Text => PLAIN,
        };
        paragraph(&mut out, INDENT, face, text);
    }
    if !paper.tables.is_empty() {
        paragraph(&mut out, "", PLAIN, "");
        paragraph(
            &mut out,
            INDENT,
            PLAIN,
            &format!("附件：{}", paper.attachment),
        );
    }
    paragraph(&mut out, "", PLAIN, "");
    paragraph(&mut out, "", PLAIN, "");
    paragraph(&mut out, SIGNED, PLAIN, &paper.by);
    paragraph(&mut out, SIGNED, PLAIN, &paper.date);
    if !paper.tables.is_empty() {
        attached(&mut out, paper);
    }
    out.push_str(&parts::section());
    out.push_str("</w:body></w:document>");
    out
}

fn attached(out: &mut String, paper: &Official) {
    let new_page = "<w:pageBreakBefore/>";
    paragraph(out, new_page, ("黑体", 0, false), "附件");
    paragraph(out, CENTRED, TITLE, &paper.attachment);
    for table in &paper.tables {
        paragraph(out, "<w:keepNext/>", ("黑体", 0, false), &table.title);
        grid(out, table);
        paragraph(out, "", PLAIN, "");
    }
}

/// Cells are set in 12 pt and keep no grid of lines, so that a table does not fill a file.
fn grid(out: &mut String, table: &Attached) {
    const FIGURES: usize = 1_530;
    const WIDE: usize = 8_845;
    let columns = table.head.len().max(1);
    let first = WIDE.saturating_sub(FIGURES * (columns - 1));
    let width = |at: usize| if at == 0 { first } else { FIGURES };
    out.push_str(r#"<w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:tblBorders>"#);
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(
            out,
            r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#
        );
    }
    out.push_str(r#"</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#);
    for at in 0..columns {
        let _ = write!(out, r#"<w:gridCol w:w="{}"/>"#, width(at));
    }
    out.push_str("</w:tblGrid>");
    let head = std::iter::once((&table.head, true));
    let rows = table.rows.iter().map(|row| (row, false));
    for (cells, is_head) in head.chain(rows) {
        let repeated = if is_head { "<w:tblHeader/>" } else { "" };
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>");
        for at in 0..columns {
            let side = match (is_head, at) {
                (true, _) => "center",
                (false, 0) => "left",
                (false, _) => "right",
            };
            let how = format!(
                r#"<w:snapToGrid w:val="0"/><w:spacing w:line="360" w:lineRule="exact"/><w:jc w:val="{side}"/>"#
            );
            let face = if is_head { "黑体" } else { "" };
            let _ = write!(
                out,
                r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>"#,
                width(at)
            );
            let text = cells.get(at).map_or("", String::as_str);
            paragraph(out, &how, (face, 24, false), text);
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_text_and_nothing_else() {
        let typed = "<w:p/>&\"\u{0}\u{202e}\n末";
        assert_eq!(escaped(typed), "&lt;w:p/&gt;&amp;&quot; 末");
        let paper = Official {
            blocks: vec![(Kind::Text, "]]><w:t>".to_owned())],
            ..Official::default()
        };
        let text = document(&paper);
        assert_eq!(text.matches("<w:t>").count(), 0, "{text}");
    }

    #[test]
    fn the_same_paper_is_the_same_bytes() {
        let paper = Official {
            title: vec!["通报".to_owned()],
            tables: vec![Attached::default()],
            ..Official::default()
        };
        assert_eq!(write(&paper).unwrap(), write(&paper).unwrap());
    }
}
