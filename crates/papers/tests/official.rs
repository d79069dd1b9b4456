//! Official papers measured in the finished file, as their reader sees them: margins, lines of a
//! page and characters of a line (GB/T 9704-2012, rule 15.3).
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use huiyin_papers::{Attached, Kind, OFFICIAL, Official, Papers};

const MM: f64 = 72.0 / 25.4;
/// The standard allows this much.
const TOLERANCE_MM: f64 = 1.0;
/// Side of a character, and from line to line.
const EM_MM: f64 = 156.0 / 28.0;
const PITCH_MM: f64 = 225.0 / 22.0;

/// A line of a page, in millimetres.
#[derive(Debug)]
struct Line {
    left: f64,
    right: f64,
    middle: f64,
    text: String,
}

fn number(tag: &str, name: &str) -> f64 {
    let (_, after) = tag.split_once(&format!("{name}=\"")).unwrap();
    after.split('"').next().unwrap().parse().unwrap()
}

/// The lines of each page, from above, out of what `pdftotext -bbox` says of its words.
fn pages(pdf: &Path) -> Vec<Vec<Line>> {
    let told = Command::new("pdftotext")
        .arg("-bbox")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    let told = String::from_utf8(told.stdout).unwrap();
    let pages = told.split("<page ").skip(1).map(|page| {
        let (wide, high) = (number(page, "width") / MM, number(page, "height") / MM);
        assert!(
            (wide - 210.0).abs() < 0.5 && (high - 297.0).abs() < 0.5,
            "A4: {wide} × {high}"
        );
        let mut lines: Vec<Line> = Vec::new();
        for word in page.split("<word ").skip(1) {
            let (tag, rest) = word.split_once('>').unwrap();
            let at = |name: &str| number(tag, name) / MM;
            let word = Line {
                left: at("xMin"),
                right: at("xMax"),
                middle: f64::midpoint(at("yMin"), at("yMax")),
                text: rest.split("</word>").next().unwrap().to_owned(),
            };
            match lines
                .iter_mut()
                .find(|it| (it.middle - word.middle).abs() < 1.5)
            {
                Some(line) => {
                    line.left = line.left.min(word.left);
                    line.right = line.right.max(word.right);
                    line.text.push_str(&word.text);
                }
                None => lines.push(word),
            }
        }
        lines.sort_by(|one, two| one.middle.total_cmp(&two.middle));
        lines
    });
    pages.collect()
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("huiyin_official_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Long enough that its second page is full, and the third one is the last of the words.
fn paper() -> Official {
    Official {
        title: vec!["关于某某区群众诉求办理情况的".to_owned(), "通报".to_owned()],
        to: "各街道办事处".to_owned(),
        blocks: vec![
            (Kind::First, "一、总体情况".to_owned()),
            (Kind::Text, "回".repeat(28 * 50)),
        ],
        attachment: "主要数字表".to_owned(),
        tables: vec![Attached {
            title: "主要数字".to_owned(),
            head: ["数字", "本月", "上月", "上年同月"]
                .map(ToOwned::to_owned)
                .into(),
            rows: (0..90)
                .map(|at| {
                    vec![
                        format!("第{at}行"),
                        "1".to_owned(),
                        "2".to_owned(),
                        "3".to_owned(),
                    ]
                })
                .collect(),
        }],
        by: "某某区工作专班".to_owned(),
        date: "2026年11月6日".to_owned(),
    }
}

/// The lines of the text area: what stands below it is the page number.
fn words(page: &[Line]) -> Vec<&Line> {
    page.iter().filter(|it| it.middle < 262.0).collect()
}

fn near(found: f64, wanted: f64, what: &str) {
    assert!(
        (found - wanted).abs() <= TOLERANCE_MM,
        "{what}: {found:.2} mm, not {wanted:.2} mm"
    );
}

/// 22 lines of 28 characters, within 156 by 225 mm that begin at 37 and 28 mm. `lower` is how far
/// below the head of its line a character may begin.
fn measured(full: &[Line], lower: f64) {
    let lines = words(full);
    assert_eq!(lines.len(), 22, "lines of a page");
    for line in &lines {
        assert_eq!(
            line.text.chars().count(),
            28,
            "characters of a line: {line:?}"
        );
        near(line.left, 28.0, "left margin");
        near(line.right, 184.0, "right end of the text area");
    }
    let head = lines[0].middle - EM_MM / 2.0;
    assert!(
        (37.0 - TOLERANCE_MM..=37.0 + lower + TOLERANCE_MM).contains(&head),
        "top margin: {head:.2}"
    );
    near(
        lines[21].middle - lines[0].middle,
        21.0 * PITCH_MM,
        "from the first line to the last",
    );
    let foot = lines[21].middle + EM_MM / 2.0;
    assert!(
        foot <= 262.0 + TOLERANCE_MM,
        "foot of the text area: {foot:.2}"
    );
}

/// Outside on each page, one character in, 7 mm below the text area.
fn numbered(pages: &[Vec<Line>]) {
    for (at, page) in pages.iter().enumerate() {
        let foot: Vec<&Line> = page.iter().filter(|it| it.middle > 262.0).collect();
        let [number] = foot.as_slice() else {
            panic!("one page number on page {}: {foot:?}", at + 1);
        };
        assert_eq!(number.text.replace(' ', ""), format!("—{}—", at + 1));
        let letter = 14.0 / MM;
        if at % 2 == 0 {
            near(
                number.right,
                184.0 - letter,
                "an odd page is numbered on the right",
            );
        } else {
            near(
                number.left,
                28.0 + letter,
                "an even page is numbered on the left",
            );
        }
        assert!(number.middle > 267.0 && number.middle < 274.0, "{number:?}");
    }
}

fn signed(pages: &[Vec<Line>]) {
    let day = pages.iter().flatten().find(|it| it.text.contains("2026"));
    let day = day.unwrap();
    assert_eq!(day.text, "2026年11月6日");
    near(
        day.right,
        184.0 - 4.0 * EM_MM,
        "the day ends four characters before the edge",
    );
    let to = pages[0]
        .iter()
        .find(|it| it.text.starts_with("各街道"))
        .unwrap();
    assert!(to.text.ends_with('：'));
    near(to.left, 28.0, "the addressee stands flush left");
    let heading = pages[0]
        .iter()
        .find(|it| it.text.starts_with("一、"))
        .unwrap();
    near(
        heading.left,
        28.0 + 2.0 * EM_MM,
        "a heading begins two characters in",
    );
    let title = pages[0]
        .iter()
        .find(|it| it.text.starts_with("关于"))
        .unwrap();
    near(
        f64::midpoint(title.left, title.right),
        28.0 + 78.0,
        "the title stands in the middle",
    );
}

mod poppler_program {
    use super::*;

    #[test]
    #[ignore = "needs pdftotext"]
    fn the_finished_pdf_keeps_the_layout_of_official_papers() {
        let folder = Folder::new("pdf");
        let pdf = Papers::render(OFFICIAL, &paper().data()).unwrap();
        let pages = pages(&folder.write("paper.pdf", &pdf));
        measured(&pages[1], 0.0);
        numbered(&pages);
        signed(&pages);
        let rows = pages
            .iter()
            .flatten()
            .filter(|it| it.text.starts_with('第'));
        assert_eq!(rows.count(), 90, "every row of what is attached is printed");
    }
}

mod libreoffice_program {
    use super::*;

    /// Opens the document as an office program does, and prints it.
    fn printed(folder: &Folder, docx: &Path) -> PathBuf {
        let home = format!(
            "-env:UserInstallation=file://{}",
            folder.0.join("home").display()
        );
        let made = Command::new("soffice")
            .args([
                home.as_str(),
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
            ])
            .arg(&folder.0)
            .arg(docx)
            .output()
            .unwrap();
        let pdf = docx.with_extension("pdf");
        assert!(pdf.is_file(), "{}", String::from_utf8_lossy(&made.stderr));
        pdf
    }

    #[test]
    #[ignore = "needs soffice and pdftotext"]
    fn an_office_program_opens_the_document_and_keeps_its_layout() {
        let folder = Folder::new("docx");
        let docx = folder.write("paper.docx", &paper().docx().unwrap());
        let pages = pages(&printed(&folder, &docx));
        // In a line of exact height, programs put a character where they like within the line.
        measured(&pages[1], PITCH_MM - EM_MM);
        numbered(&pages);
        signed(&pages);
        let rows = pages
            .iter()
            .flatten()
            .filter(|it| it.text.starts_with('第'));
        assert_eq!(rows.count(), 90, "every row of what is attached is printed");
    }
}
