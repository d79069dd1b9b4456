//! The layout of official papers (GB/T 9704-2012, rules 15.3), for bulletins and letters: as PDF,
//! and as a document that others may go on writing in.

mod docx;
mod parts;

use serde_json::{Value, json};

use crate::PaperError;

/// A template whose data are `{ title: [line, …], to, blocks: [{ kind, text }, …],
/// attachments: [text, …], by, date, attached: { head, tables: [{ title, head, rows }, …] } }`; the
/// kinds are `h1` to `h4` and `p`, and what is attached begins a page of its own.
pub const OFFICIAL: &str = include_str!("../../templates/official.typ");

/// Media type of a document to be edited.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What a paragraph is. Whoever writes a heading numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 一、
    First,
    /// （一）
    Second,
    /// 1.
    Third,
    /// （1）
    Fourth,
    Text,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::First => "h1",
            Self::Second => "h2",
            Self::Third => "h3",
            Self::Fourth => "h4",
            Self::Text => "p",
        }
    }
}

/// A table of what is attached: the first column holds names, the others figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    pub title: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// An official paper, with every word that stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Official {
    /// Broken into lines already.
    pub title: Vec<String>,
    /// To whom, without the colon.
    pub to: String,
    pub blocks: Vec<(Kind, String)>,
    /// What the tables are called as an attachment.
    pub attachment: String,
    pub tables: Vec<Attached>,
    pub by: String,
    pub date: String,
}

impl Official {
    /// Data for [`OFFICIAL`].
    pub fn data(&self) -> Value {
        let blocks = self.blocks.iter();
        let blocks: Vec<Value> = blocks
            .map(|(kind, text)| json!({ "kind": kind.name(), "text": text }))
            .collect();
        let tables = self.tables.iter();
        let tables: Vec<Value> = tables
            .map(|it| json!({ "title": it.title, "head": it.head, "rows": it.rows }))
            .collect();
        let attachments: Vec<&str> = if tables.is_empty() {
            Vec::new()
        } else {
            vec![&self.attachment]
        };
        json!({
            "title": self.title,
            "to": self.to,
            "blocks": blocks,
            "attachments": attachments,
            "by": self.by,
            "date": self.date,
            "attached": { "head": self.attachment, "tables": tables },
        })
    }

    /// The same as a document of text, within the same bounds.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        docx::write(self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};
    use typst::layout::{Frame, FrameItem, Point};
    use typst_layout::PagedDocument;

    use super::*;
    use crate::{data, fonts, world};

    const MM: f64 = 72.0 / 25.4;

    struct Glyphs {
        x: f64,
        end: f64,
        baseline: f64,
        size: f64,
        text: String,
    }

    /// Every run of text of a page, with where it stands in millimetres.
    fn runs(frame: &Frame, at: Point, found: &mut Vec<Glyphs>) {
        for (offset, item) in frame.items() {
            let place = at + *offset;
            match item {
                FrameItem::Group(group) => runs(&group.frame, place, found),
                FrameItem::Text(text) => found.push(Glyphs {
                    x: place.x.to_pt() / MM,
                    end: (place.x + text.width()).to_pt() / MM,
                    baseline: place.y.to_pt() / MM,
                    size: text.size.to_pt(),
                    text: text.text.to_string(),
                }),
                _ => {}
            }
        }
    }

    fn pages(data: &Value) -> Vec<Vec<Glyphs>> {
        let bytes = data::prepare(data).unwrap();
        let case = fonts::Case::of(fonts::Faces::of_system().unwrap());
        let desk = world::Desk::new(OFFICIAL, bytes, case).unwrap();
        let document: PagedDocument = typst::compile(&desk).output.unwrap();
        let seen = document.pages().iter().map(|page| {
            assert!((page.frame.width().to_mm() - 210.0).abs() < 0.01);
            assert!((page.frame.height().to_mm() - 297.0).abs() < 0.01);
            let mut found = Vec::new();
            runs(&page.frame, Point::zero(), &mut found);
            found
        });
        seen.collect()
    }

    fn lines(page: &[Glyphs]) -> BTreeMap<i64, (f64, f64, usize)> {
        let mut lines = BTreeMap::new();
        for run in page.iter().filter(|run| (run.size - 15.793).abs() < 0.01) {
            #[expect(clippy::cast_possible_truncation, reason = "tenths of a millimetre")]
            let key = (run.baseline * 10.0).round() as i64;
            let line = lines.entry(key).or_insert((run.x, run.end, 0));
            line.0 = f64::min(line.0, run.x);
            line.1 = f64::max(line.1, run.end);
            line.2 += run.text.chars().count();
        }
        lines
    }

    #[test]
    fn a_full_page_has_22_lines_of_28_characters_within_the_text_area() {
        let text = "回".repeat(28 * 60);
        let data =
            json!({ "title": ["通报"], "to": "各社区", "blocks": [{ "kind": "p", "text": text }] });
        let pages = pages(&data);
        let full = lines(&pages[1]);
        assert_eq!(full.len(), 22, "{full:?}");
        for (baseline, (left, right, letters)) in &full {
            assert_eq!(*letters, 28, "{full:?}");
            assert!(
                (left - 28.0).abs() < 0.1 && (right - 184.0).abs() < 0.1,
                "{left} {right}"
            );
            assert!((370..=2620).contains(baseline), "{baseline}");
        }
        let baselines: Vec<i64> = full.keys().copied().collect();
        for pair in baselines.windows(2) {
            assert!(
                (pair[1] - pair[0] - 102).abs() <= 1,
                "225 mm by 22: {pair:?}"
            );
        }
        assert!(baselines[0] < 370 + 57, "the first line begins at 37 mm");
    }

    #[test]
    fn pages_are_numbered_outside_and_one_character_in() {
        let data = json!({ "title": ["通报"], "blocks": [{ "kind": "p", "text": "回".repeat(28 * 30) }], "by": "翠屏街道", "date": "2026年11月26日" });
        let pages = pages(&data);
        let number = |page: &[Glyphs]| -> (f64, f64, f64) {
            let found = page.iter().filter(|run| (run.size - 14.0).abs() < 0.01);
            let ends: Vec<_> = found.map(|run| (run.x, run.end, run.baseline)).collect();
            assert!(!ends.is_empty());
            (
                ends.iter().map(|it| it.0).fold(f64::MAX, f64::min),
                ends.iter().map(|it| it.1).fold(0.0, f64::max),
                ends[0].2,
            )
        };
        let (first, second) = (number(&pages[0]), number(&pages[1]));
        let letter = 14.0 / MM;
        assert!((first.1 - (184.0 - letter)).abs() < 0.6, "{first:?}");
        assert!((second.0 - (28.0 + letter)).abs() < 0.6, "{second:?}");
        assert!(first.2 > 269.0 && first.2 < 275.0, "{first:?}");
    }

    #[test]
    fn headings_and_the_day_stand_where_the_standard_has_them() {
        let data = json!({
            "title": ["翠屏街道群众诉求办理情况", "通报"],
            "to": "各社区、各部门",
            "blocks": [
                { "kind": "h1", "text": "一、总体情况" },
                { "kind": "p", "text": "本月受理三百件。" },
            ],
            "by": "翠屏街道办事处",
            "date": "2026年11月26日",
        });
        let pages = pages(&data);
        let page = &pages[0];
        let run = |start: &str| page.iter().find(|it| it.text.starts_with(start)).unwrap();
        let em = 156.0 / 28.0;
        assert!((run("各社区").x - 28.0).abs() < 0.1);
        assert!((run("一、").x - (28.0 + 2.0 * em)).abs() < 0.1);
        assert!((run("本月").x - (28.0 + 2.0 * em)).abs() < 0.1);
        let day = page
            .iter()
            .filter(|it| (it.baseline - run("2026").baseline).abs() < 0.1);
        let end = day.map(|it| it.end).fold(0.0, f64::max);
        assert!((end - (184.0 - 4.0 * em)).abs() < 0.3, "{end}");
        assert!((run("翠屏街道群众").size - 22.0).abs() < 0.01);
    }
}
