//! Much, nothing, and hostile.

use huiyin_compounds::papers::{Say, Sheet};
use huiyin_kernel::Lang;
use huiyin_sheets::{Format, ReadOptions};
use huiyin_web::Texts;

use crate::{Seen, made, samples};

fn file_of(draft: &huiyin_compounds::papers::Draft) -> Vec<u8> {
    huiyin_papers::Papers::render(draft.source, &draft.data).unwrap()
}

/// Fewer than a file may have, since a build without optimisation takes its time.
const MANY: u32 = 50;

#[test]
fn a_file_of_ballots_has_a_page_for_each() {
    let texts = Texts::load().unwrap();
    let seen = made(
        "ballots-many",
        &samples::ballots(MANY).draft(&Say::new(&texts, Lang::Zh)),
    );
    assert_eq!(seen.pages, usize::try_from(MANY).unwrap());
    for number in 1..=MANY {
        seen.says(&format!("7K3M-Q9TX-{number:04}"));
    }
}

#[test]
fn a_long_ballot_goes_on_and_each_page_names_its_owner() {
    let texts = Texts::load().unwrap();
    let mut ballots = samples::ballots(1);
    let item = ballots.items[0].clone();
    ballots.items.extend(std::iter::repeat_n(item, 9));
    let seen = made("ballot-long", &ballots.draft(&Say::new(&texts, Lang::Zh)));
    assert!(seen.pages > 1);
    let named = seen.text.matches("7K3M-Q9TX-0001").count();
    assert_eq!(
        named,
        seen.pages + 1,
        "once beside the code, and at each foot"
    );
}

#[test]
fn hostile_words_stay_words_in_every_paper() {
    let texts = Texts::load().unwrap();
    let hostile = "#import \"x\" $a$ \\ *b* <l> @r {{x}} =1+1 \u{202e}成赞 😀";
    for lang in Lang::ALL {
        let say = Say::new(&texts, lang);
        let mut ballots = samples::ballots(1);
        ballots.items[0].title = hostile.to_owned();
        ballots.ballots[0].unit = "W".repeat(300);
        let mut notice = samples::notice();
        notice.items[0].text = hostile.to_owned();
        let mut poster = samples::poster(Sheet::A4);
        poster.came[0].name = hostile.to_owned();
        let mut minutes = samples::minutes();
        minutes.topics[0].1 = hostile.to_owned();
        let mut candidates = samples::candidates();
        candidates.candidates[0].intro = hostile.to_owned();
        for draft in [
            ballots.draft(&say),
            notice.draft(&say),
            poster.draft(&say),
            minutes.draft(&say),
            candidates.draft(&say),
        ] {
            Seen::of(&file_of(&draft)).says("#import \"x\" $a$ \\ *b* <l> @r {{x}} =1+1 成赞");
        }
    }
}

#[test]
fn nothing_at_all_is_a_paper_too() {
    let texts = Texts::load().unwrap();
    let say = Say::new(&texts, Lang::Zh);
    let mut poster = samples::poster(Sheet::A4);
    (poster.came, poster.went, poster.lies) = (Vec::new(), Vec::new(), Vec::new());
    poster.link = String::new();
    let mut minutes = samples::minutes();
    (minutes.topics, minutes.decisions, minutes.next) = (Vec::new(), Vec::new(), None);
    let mut sheet = samples::count_sheet(false);
    sheet.rows.clear();
    let mut roll = samples::roll();
    roll.rows.clear();
    for draft in [
        poster.draft(&say),
        minutes.draft(&say),
        sheet.draft(&say),
        roll.draft(&say),
    ] {
        assert_eq!(Seen::of(&file_of(&draft)).pages, 1);
    }
}

#[test]
fn the_workbook_has_the_columns_of_the_sheet_and_no_formula() {
    let texts = Texts::load().unwrap();
    for lang in Lang::ALL {
        let mut sheet = samples::count_sheet(true);
        sheet.rows[0].unit = "=1+1".to_owned();
        let bytes = huiyin_sheets::write_xlsx(&sheet.tables(&Say::new(&texts, lang))).unwrap();
        let options = ReadOptions {
            format: Some(Format::Xlsx),
            ..ReadOptions::default()
        };
        let rows = huiyin_sheets::read(&bytes, &options).unwrap();
        let header: Vec<String> = rows.header().to_vec();
        assert_eq!(header.len(), 4 + 3 * 3 + 1, "{header:?}");
        let all: Vec<_> = rows.map(Result::unwrap).collect();
        assert_eq!(all.len(), 40 + 2, "each unit, and two lines of sums");
    }
}
