//! Every refusal has its sentence, in both languages.

use huiyin_compounds::model::Refused;
use huiyin_kernel::Lang;
use huiyin_web::Texts;

#[test]
fn no_sentence_is_missing() {
    let texts = Texts::load().unwrap();
    for refused in Refused::ALL {
        for lang in Lang::ALL {
            let key = format!("compounds-refused-{}", refused.key());
            assert!(texts.has(lang, &key), "{lang:?} {key}");
        }
    }
}
