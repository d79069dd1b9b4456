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
    ballot_lines: "../../../fuzz/fuzz_targets/ballot_lines.rs",
    bank: "../../../fuzz/fuzz_targets/bank.rs",
    calendar_file: "../../../fuzz/fuzz_targets/calendar_file.rs",
    forms: "../../../fuzz/fuzz_targets/forms.rs",
    import: "../../../fuzz/fuzz_targets/import.rs",
    owners_file: "../../../fuzz/fuzz_targets/owners_file.rs",
    published_votes: "../../../fuzz/fuzz_targets/published_votes.rs",
    register: "../../../fuzz/fuzz_targets/register.rs",
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

/// Rows of units with their owners, a row that is refused, one that stands twice, and the sum.
const OWNERS: &str = "7栋,1,1-1,住宅,88.80,不动产登记,已交付,否,甲某、乙某,13900000001\n\
    7栋,1,1-2,商铺,1.5万,合同,未售,是,,\n7栋,,1单元1-1,住宅,90,,,,丙*,139****0001\n\
    合计,,,,178.80,,,,,\n";

/// A number with its marks, a paper in place of another, one that came back, one taken back, a code,
/// and what cannot be read.
const LINES: &str =
    "17 yna\n!17 y-x\n18\n-18\n１9 同反弃\nhttps://x/ballot/ABCDEFGHJKM y\n99999999 y\n17 ynn\n";

const CALENDARS: [&str; 2] = [
    "year = 2027\nsource = \"notice\"\nholidays = [\n  \"2027-01-01..2027-01-03\",\n  \"2027-05-01\",\n]\n\
     makeup_working = [\"2027-02-06\"]\n",
    "{\"year\":2027,\"source\":\"notice\",\"holidays\":[\"2027-01-01..2027-01-03\"],\
     \"makeup_working\":[\"2027-02-06\"]}",
];

/// A district with a street and a community, and behind the NUL a body in it.
const REGISTER: &str = "d1,district,,测试区,106.5,29.5\ns1,street,d1,甲街道,,\n\
    c1,community,s1,乙社区,106.51,29.51\n\0b1,department,district,d1,测试局,023-1234,测局；测试\n";

#[test]
fn there_are_cases_to_damage() {
    assert!(CASES.len() > 5, "{}", CASES.len());
    for case in CASES.iter() {
        tally::fuzz(case);
    }
}

/// A file that nothing reads would let every invariant pass.
#[test]
fn the_good_files_are_read() {
    use huiyin_compounds::rules::register::import;
    use huiyin_compounds::rules::votes::batch;
    use huiyin_registry::{calendar_file, register_file};

    let table = format!("楼栋,单元,房号,用途,建筑面积,面积来源,交付,争议,业主,电话\n{OWNERS}");
    let columns = import::guess(&import::header(table.as_bytes()).unwrap());
    let found = import::read(table.as_bytes(), &columns).unwrap();
    assert_eq!((found.rows.len(), found.faults.len()), (1, 2));
    assert_eq!(found.total_centi, Some(17_880));
    let lines = batch::read(LINES).unwrap();
    let read = lines.iter().filter(|it| it.is_ok()).count();
    assert!((5..lines.len()).contains(&read), "{lines:?}");
    for file in CALENDARS {
        assert!(calendar_file::read(file).is_ok(), "{file}");
    }
    let (areas, bodies) = REGISTER.split_once('\0').unwrap();
    let areas = format!("code,kind,parent_code,name_zh,lon,lat\n{areas}");
    let areas = register_file::read_areas(areas.as_bytes()).unwrap();
    let bodies = format!("code,kind,level,area_code,name_zh,phone,aliases\n{bodies}");
    let bodies = register_file::read_bodies(bodies.as_bytes()).unwrap();
    assert_eq!((areas.rows.len(), bodies.rows.len()), (3, 1));
}

proptest! {
    // A failure is told with its smallest input; it becomes a test of its own, not a file here.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_a_reader(bytes in vec(any::<u8>(), 0..400)) {
        ballot_lines::fuzz(&bytes);
        bank::fuzz(&bytes);
        calendar_file::fuzz(&bytes);
        import::fuzz(&bytes);
        owners_file::fuzz(&bytes);
        published_votes::fuzz(&bytes);
        register::fuzz(&bytes);
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
    fn a_table_of_owners_that_was_damaged_is_read_or_refused(damages in damages()) {
        owners_file::fuzz(&damaged(OWNERS.as_bytes(), &damages));
    }

    #[test]
    fn lines_of_ballots_that_were_damaged_are_read_or_given_back(damages in damages()) {
        ballot_lines::fuzz(&damaged(LINES.as_bytes(), &damages));
    }

    #[test]
    fn a_calendar_that_was_damaged_is_a_table_that_holds_or_none(
        which in 0..CALENDARS.len(), damages in damages()
    ) {
        calendar_file::fuzz(&damaged(CALENDARS[which].as_bytes(), &damages));
    }

    #[test]
    fn a_register_that_was_damaged_is_taken_whole_or_not_at_all(damages in damages()) {
        register::fuzz(&damaged(REGISTER.as_bytes(), &damages));
    }

    #[test]
    fn a_form_that_was_damaged_is_refused_or_whole(
        damages in damages(), answers in vec(any::<u8>(), 0..60)
    ) {
        forms::fuzz((damaged(SURVEY.as_bytes(), &damages), answers));
    }
}
