//! Each target over random bytes and over good files that were damaged a little: what a fuzzer does
//! for hours, for a moment. `matter_states` is not among them: its walk is the one that the property
//! test of the rules of matters takes, and is compiled and tried there.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

macro_rules! targets {
    ($($name:ident: $path:literal,)*) => {$(
        #[path = $path]
        #[expect(unused_attributes, reason = "only the fuzzer's own crate has no main")]
        mod $name;
    )*};
}

targets! {
    bank: "../../../fuzz/fuzz_targets/bank.rs",
    forms: "../../../fuzz/fuzz_targets/forms.rs",
    import: "../../../fuzz/fuzz_targets/import.rs",
    published_votes: "../../../fuzz/fuzz_targets/published_votes.rs",
    sheets: "../../../fuzz/fuzz_targets/sheets.rs",
    tally: "../../../fuzz/fuzz_targets/tally.rs",
}

/// A way to damage a file: where, over how many bytes, and with what.
type Damage = (Index, u8, Vec<u8>);

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    vec((any::<Index>(), 0..4_u8, vec(any::<u8>(), 0..4)), 0..6)
}

fn damaged(file: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for (place, length, with) in damages {
        let from = place.index(bytes.len() + 1);
        let to = (from + usize::from(*length)).min(bytes.len());
        bytes.splice(from..to, with.iter().copied());
    }
    bytes
}

/// The small cases of the vectors, as the tally reads them.
static CASES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let vectors = include_bytes!("../../../crates/tally/tests/vote_vectors.json");
    let Ok(Value::Object(vectors)) = serde_json::from_slice(vectors) else {
        return Vec::new();
    };
    let cases = vectors.get("cases").and_then(Value::as_array);
    let read = |case: &Value| {
        let text = case.to_string().into_bytes();
        let fits =
            text.len() < 20_000 && serde_json::from_slice::<huiyin_tally::Case>(&text).is_ok();
        fits.then_some(text)
    };
    cases.into_iter().flatten().filter_map(read).collect()
});

const BANK: [&str; 3] = [
    "20261105,1200.00,,31200.00,停车公司,车位费\n20261106,,36.00,31164.00,税务局,税\n",
    "<OFX><STMTTRN><DTPOSTED>20261105<TRNAMT>1200.00<FITID>R1</STMTTRN></OFX>",
    "{\"unit\":\"fen\",\"accounts\":[{\"code\":\"a1\",\"name\":\"x\",\"holder\":\"owners_account\"}],\
     \"lines\":[{\"number\":1,\"date\":\"2026-11-05\",\"account\":\"a1\",\"kind\":\"parking\",\
     \"what\":\"opening\",\"amount\":100}]}",
];

const SURVEY: &str =
    "type,name,label,required,relevant\ntext,a,A,yes,\nselect_one yes_no,b,B,,${a} = 'x'\n";

#[test]
fn there_are_cases_to_damage() {
    assert!(CASES.len() > 5, "{}", CASES.len());
    for case in CASES.iter() {
        tally::fuzz(case);
    }
}

proptest! {
    // A failure is told with its smallest input; it becomes a test of its own, not a file here.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_a_reader(bytes in vec(any::<u8>(), 0..400)) {
        bank::fuzz(&bytes);
        import::fuzz(&bytes);
        published_votes::fuzz(&bytes);
        sheets::fuzz(&bytes);
        tally::fuzz(&bytes);
    }

    #[test]
    fn a_case_that_was_damaged_is_refused_or_counted(which in any::<Index>(), damages in damages()) {
        let case: &Vec<u8> = which.get(CASES.as_slice());
        tally::fuzz(&damaged(case, &damages));
    }

    #[test]
    fn a_bank_file_or_a_book_that_was_damaged_is_read_or_refused(
        which in 0..BANK.len(), damages in damages()
    ) {
        bank::fuzz(&damaged(BANK[which].as_bytes(), &damages));
    }

    #[test]
    fn a_table_that_was_damaged_is_read_or_refused(damages in damages()) {
        let bytes = damaged("甲,灯坏了,2026-11-01,2026-11-02,106.5,29.5\n".as_bytes(), &damages);
        import::fuzz(&bytes);
        sheets::fuzz(&bytes);
    }

    #[test]
    fn a_form_that_was_damaged_is_refused_or_whole(
        damages in damages(), answers in vec(any::<u8>(), 0..60)
    ) {
        forms::fuzz((damaged(SURVEY.as_bytes(), &damages), answers));
    }
}
