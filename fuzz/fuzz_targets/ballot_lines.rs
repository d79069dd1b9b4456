#![no_main]
//! Any text as the lines of a batch of paper ballots. Each line is read or given back by its number; a
//! line that is typed again as it was read says the same; and two lines that contradict each other do.

use std::collections::BTreeMap;

use huiyin_compounds::model::votes::Marks;
use huiyin_compounds::model::votes::bounds::BATCH_LINES;
use huiyin_compounds::rules::votes::batch::{Line, Which, contradictions, read};
use libfuzzer_sys::fuzz_target;

/// The line as a counter would type it, where it names a ballot by its number.
fn typed(line: &Line) -> Option<String> {
    let Which::Number(ballot) = &line.which else {
        return None;
    };
    let marks = line.marks.as_ref().map_or_else(String::new, Marks::letters);
    let before = match (line.takes_back, line.replaces) {
        (true, _) => "-",
        (false, true) => "!",
        (false, false) => "",
    };
    Some(format!("{before}{ballot} {marks}"))
}

fn says_the_same(line: &Line) {
    let Some(text) = typed(line) else {
        return;
    };
    let again = Line {
        number: 1,
        ..line.clone()
    };
    assert_eq!(read(&text), Ok(vec![Ok(again)]), "{text}");
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let all = match read(&text) {
        Ok(all) => all,
        Err(lines) => {
            assert!(lines > BATCH_LINES);
            return;
        }
    };
    assert!(all.len() <= BATCH_LINES);
    let number = |it: &Result<Line, (usize, String)>| match it {
        Ok(line) => line.number,
        Err((number, _)) => *number,
    };
    assert!(
        all.windows(2)
            .all(|pair| number(&pair[0]) < number(&pair[1]))
    );
    let lines: Vec<&Line> = all.iter().filter_map(|it| it.as_ref().ok()).collect();
    for line in &lines {
        assert!(!line.takes_back || line.marks.is_none());
        says_the_same(line);
    }
    // Every line means the same ballot, so that all of them meet.
    let on_one: Vec<(&Line, u32)> = lines.iter().map(|line| (*line, 1)).collect();
    let by_number: BTreeMap<usize, &Line> = lines.iter().map(|it| (it.number, *it)).collect();
    for (one, other) in contradictions(&on_one) {
        assert_ne!(by_number[&one].marks, by_number[&other].marks);
    }
});
