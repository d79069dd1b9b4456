//! What is left of a building or door when only its spelling is taken away.

/// Width, case and spaces go, and so does every sign but one between two digits: `1-23` and `12-3`
/// are two doors, while `1－23`, `1 23` and `1—23` are one.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_parted = false;
    for letter in text.chars() {
        let plain = huiyin_registry::folded(letter.encode_utf8(&mut [0; 4]));
        if plain.is_empty() {
            is_parted = true;
            continue;
        }
        let digit = |it: Option<char>| it.is_some_and(char::is_numeric);
        if is_parted && digit(out.chars().next_back()) && digit(plain.chars().next()) {
            out.push('-');
        }
        is_parted = false;
        out.push_str(&plain);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn one_door_is_one_however_it_is_written_and_two_stay_two() {
        for alike in [
            ["1-23", "1－23"],
            ["1-23", " 1 — 23 "],
            ["2单元15-3", "2单元 15－3"],
            ["A栋", "ａ栋"],
            ["甲-1", "甲1"],
        ] {
            assert_eq!(folded(alike[0]), folded(alike[1]), "{alike:?}");
        }
        for apart in [["1-23", "12-3"], ["1-1", "11"], ["2单元15-3", "2单元1-53"]] {
            assert_ne!(folded(apart[0]), folded(apart[1]), "{apart:?}");
        }
        assert_eq!(folded("－ — "), "");
    }
}
