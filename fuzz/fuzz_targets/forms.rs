#![no_main]
//! Any bytes as the survey of a form: refused, or a form that survives every way out, and whose
//! check keeps or tells whatever is answered.

use huiyin_forms::answers::{Raw, check};
use huiyin_forms::xform::{self, Extras};
use huiyin_forms::xlsform::{Source, export, import};
use libfuzzer_sys::fuzz_target;

const CHOICES: &[u8] = b"list_name,name,label\nyes_no,yes,Y\nyes_no,no,N\nabc,a,A\nabc,b,B\n";
const SETTINGS: &[u8] = b"form_id,form_title\nf,F\n";

fuzz_target!(|parts: (Vec<u8>, Vec<u8>)| {
    let (survey, answers) = parts;
    let Ok(form) = import(Source::Tables { survey: &survey, choices: CHOICES, settings: SETTINGS })
    else {
        return;
    };
    let Ok(workbook) = export(&form) else {
        return;
    };
    assert_eq!(import(Source::Workbook(&workbook)).as_ref(), Ok(&form));
    assert!(form.compact().is_ok());
    assert!(xform::write(&form, Extras::default()).is_ok());
    if let Ok(raw) = serde_json::from_slice::<Raw>(&answers) {
        let _ = check(&form, &raw);
    }
});
