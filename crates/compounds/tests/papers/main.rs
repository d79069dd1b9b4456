//! The papers as a reader of PDF sees them, in both languages. With `HUIYIN_PAPERS_TO` they are
//! written there too with their data, to be looked at (`huiyin-papers` has an example that makes one
//! of a template and such data).
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

mod many;
mod samples;
mod shown;

use huiyin_compounds::papers::{Draft, Say};
use huiyin_kernel::Lang;
use huiyin_papers::Papers;
use huiyin_web::Texts;
use lopdf::Document;

/// What a paper shows: pages, their size in millimetres, and the text without blanks.
struct Seen {
    pages: usize,
    size: (i64, i64),
    text: String,
}

impl Seen {
    fn of(pdf: &[u8]) -> Self {
        let document = Document::load_mem(pdf).unwrap();
        let pages = document.get_pages();
        let first = document.get_dictionary(pages[&1]).unwrap();
        let corners = first.get(b"MediaBox").unwrap().as_array().unwrap();
        let millimetres = |at: usize| -> i64 {
            let inches = corners[at].as_float().unwrap() / 72.0;
            format!("{:.0}", inches * 25.4).parse().unwrap()
        };
        let numbers: Vec<u32> = pages.keys().copied().collect();
        let text = document.extract_text(&numbers).unwrap();
        Self {
            pages: pages.len(),
            size: (millimetres(2), millimetres(3)),
            text: squeezed(&text),
        }
    }

    fn says(&self, wanted: &str) {
        let squeezed = squeezed(wanted);
        assert!(
            self.text.contains(&squeezed),
            "{wanted} is not in {}",
            self.text
        );
    }
}

/// Lines are broken anywhere in Chinese, so blanks say nothing.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|it| !it.is_whitespace() && !matches!(it, '\u{200b}' | '\u{ad}'))
        .collect()
}

fn made(name: &str, draft: &Draft) -> Seen {
    let pdf = Papers::render(draft.source, &draft.data).unwrap();
    if let Ok(folder) = std::env::var("HUIYIN_PAPERS_TO") {
        std::fs::write(format!("{folder}/{name}.pdf"), &pdf).unwrap();
        std::fs::write(format!("{folder}/{name}.json"), draft.data.to_string()).unwrap();
    }
    Seen::of(&pdf)
}

fn in_both_languages(name: &str, draft: impl Fn(&Say) -> Draft, check: impl Fn(Lang, &Seen)) {
    let texts = Texts::load().unwrap();
    for lang in Lang::ALL {
        let seen = made(
            &format!("{name}-{}", lang.tag()),
            &draft(&Say::new(&texts, lang)),
        );
        assert!(!seen.text.contains('⟦'), "a word is missing: {}", seen.text);
        check(lang, &seen);
    }
}
