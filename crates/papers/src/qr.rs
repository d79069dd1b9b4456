//! QR codes as figures that a template draws.

use fast_qr::{ECL, QRBuilder};
use serde_json::{Value, json};

/// The dark runs of a code as `{ size, runs: [[row, column, length], …] }`, or `null` where the
/// text is empty or too long for a code. `house.typ` draws it with `qr`.
pub fn runs(text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return Value::Null;
    };
    let mut runs = Vec::new();
    for row in 0..code.size {
        let mut start = None;
        for column in 0..=code.size {
            let dark = column < code.size && code[row][column].value();
            match (start, dark) {
                (None, true) => start = Some(column),
                (Some(from), false) => {
                    runs.push([row, from, column - from]);
                    start = None;
                }
                _ => {}
            }
        }
    }
    json!({ "size": code.size, "runs": runs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corner_of_a_code_is_its_eye() {
        let code = runs("HY-7K3MQ9");
        assert_eq!(code["size"], 21);
        assert_eq!(code["runs"][0], json!([0, 0, 7]));
        assert!(runs("").is_null());
        assert!(runs(&"回音".repeat(5000)).is_null());
    }
}
