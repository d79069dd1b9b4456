//! The parts of a document that are the same for every paper.

/// A twentieth of a point for each millimetre.
const fn twips(millimetres: u32) -> u32 {
    // 1 mm = 1440 / 25.4 twips, half up.
    (millimetres * 14_400 + 127) / 254
}

const TOP: u32 = twips(37);
const LEFT: u32 = twips(28);
const RIGHT: u32 = twips(26);
const BOTTOM: u32 = twips(35);
/// From the foot of the sheet to the page number: it stands 7 mm below the text area.
const FOOTER: u32 = twips(35 - 7 - 5);
/// 22 lines within 225 mm, cut so that the last one still fits.
pub(super) const LINE: u32 = 579;
/// What a character of 16 pt gives up so that 28 of them fit into 156 mm, in 1/4096 pt.
const CHARACTER: i32 = -850;
/// The same in twentieths of a point, and some more, since programs round; what is left over is
/// shared out along the line.
const CLOSER: i32 = -8;

pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;

pub(super) const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

pub(super) const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/></Relationships>"#;

/// Odd pages are numbered on the right, even ones on the left.
pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:themeFontLang w:eastAsia="zh-CN"/></w:settings>"#;

/// Families that are not free are named, with an open one for machines that lack them.
pub(super) const FONTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="仿宋"><w:altName w:val="FangSong;Noto Serif CJK SC"/></w:font><w:font w:name="方正小标宋简体"><w:altName w:val="Noto Serif CJK SC"/></w:font><w:font w:name="宋体"><w:altName w:val="SimSun;Noto Serif CJK SC"/></w:font><w:font w:name="黑体"><w:altName w:val="SimHei;Noto Sans CJK SC"/></w:font><w:font w:name="楷体"><w:altName w:val="KaiTi;Noto Serif CJK SC"/></w:font></w:fonts>"#;

/// Body in size 3 (16 pt), in exact lines, its characters a little closer. The page has the grid of
/// the standard as well, for whoever looks it up; the text does not stand on it, since programs
/// differ in what they do with a character that is wider than its cell: LibreOffice gives it two.
pub(super) fn styles() -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋" w:cs="仿宋"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/><w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="{CLOSER}"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style></w:styles>"#
    )
}

pub(super) fn section() -> String {
    format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" w:header="851" w:footer="{FOOTER}" w:gutter="0"/><w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{CHARACTER}"/></w:sectPr>"#
    )
}

/// `— 1 —` in size 4, one character in from the text area.
pub(super) fn footer(is_odd: bool) -> String {
    let (side, indent) = if is_odd {
        ("right", r#"w:right="280""#)
    } else {
        ("left", r#"w:left="280""#)
    };
    let run = r#"<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>"#;
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/><w:ind {indent}/><w:jc w:val="{side}"/></w:pPr><w:r>{run}<w:t xml:space="preserve">— </w:t></w:r><w:r>{run}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r>{run}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{run}<w:t>1</w:t></w:r><w:r>{run}<w:fldChar w:fldCharType="end"/></w:r><w:r>{run}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margins_leave_the_text_area_of_the_standard() {
        assert_eq!((TOP, LEFT, RIGHT, BOTTOM), (2098, 1587, 1474, 1984));
        let (wide, high) = (11_906 - LEFT - RIGHT, 16_838 - TOP - BOTTOM);
        // 156 by 225 mm, to a tenth of a millimetre.
        assert!(
            wide.abs_diff(8844) < 6 && high.abs_diff(12_756) < 6,
            "{wide} {high}"
        );
        assert!((22 * LINE..23 * LINE).contains(&high));
        let on_grid = f64::from(16 * 4096 + CHARACTER) / 4096.0 * 20.0;
        for character in [on_grid, f64::from(16 * 20 + CLOSER)] {
            assert!(28.0 * character <= f64::from(wide) && 29.0 * character > f64::from(wide));
        }
    }
}
