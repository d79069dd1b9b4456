//! What an import says, for pages and the terminal alike.

use huiyin_kernel::Lang;
use huiyin_web::Texts;

use crate::import::{Fault, Field, FileError};

/// What is wrong with a file as a whole.
pub fn file(texts: &Texts, lang: Lang, error: &FileError) -> String {
    match error {
        FileError::Read(error) => {
            let key = format!("import-file-{}", error.code());
            texts.say(lang, &key, &[("detail", error.detail().into())])
        }
        FileError::TooManyRows => texts.say(lang, "visits-import-too-many-rows", &[]),
        FileError::NoColumn(field) => {
            let key = format!("visits-import-field-{}", field.key());
            let column = texts.say(lang, &key, &[]);
            let all: Vec<&str> = Field::ALL.iter().map(|it| it.heading(lang)).collect();
            let between = match lang {
                Lang::Zh => "、",
                Lang::En => ", ",
            };
            let args = [
                ("column", column.into()),
                ("names", field.names(lang).join(between).into()),
                ("all", all.join(between).into()),
            ];
            texts.say(lang, "visits-import-no-column", &args)
        }
    }
}

/// Why a row was not taken, with what it says there.
pub fn fault(texts: &Texts, lang: Lang, fault: &Fault) -> String {
    let key = format!("visits-import-row-{}", fault.fault.key());
    let mut words = texts.say(lang, &key, &[]);
    if !fault.value.is_empty() {
        let value = [("value", fault.value.as_str().into())];
        words.push_str(&texts.say(lang, "visits-import-value", &value));
    }
    if let Some(first) = fault.first_row {
        let first = i64::try_from(first).unwrap_or(i64::MAX);
        let row = [("row", first.into())];
        words.push_str(&texts.say(lang, "visits-import-first-row", &row));
    }
    words
}
