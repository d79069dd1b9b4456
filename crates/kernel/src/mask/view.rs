//! Text as the finders see it: one look for each digit and sign however it was typed, and the
//! way back to the bytes of the original.

/// One visible character, folded, with its bytes in the original text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) character: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Folds full-width forms to ASCII and the many hyphens and spaces to one of each; nothing for
/// characters that do not show, such as zero-width spaces between digits.
pub(super) fn fold(character: char) -> Option<char> {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\t' => {
            Some(' ')
        }
        // Soft hyphen, zero-width signs, direction marks, variation selectors, keycap frame.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{20e3}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => None,
        other => Some(other),
    }
}

/// Whether anything of a text can be seen: letters, digits, signs or pictures, not only spaces,
/// control characters, direction marks and other characters without a shape.
pub fn is_visible(text: &str) -> bool {
    text.chars().filter_map(fold).any(|it| {
        // Fillers and joiners that stand for nothing by themselves, and tags.
        let shapeless = matches!(it, '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{2028}' | '\u{2029}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
        !shapeless && !it.is_whitespace() && !it.is_control()
    })
}

pub(super) fn view(text: &str) -> Vec<Seen> {
    text.char_indices()
        .filter_map(|(start, character)| {
            let folded = fold(character)?;
            Some(Seen {
                character: folded,
                start,
                end: start + character.len_utf8(),
            })
        })
        .collect()
}

/// The ASCII digits of a text, at most `limit` characters of it.
pub(super) fn digits_of(text: &str, limit: usize) -> Vec<u8> {
    text.chars()
        .take(limit)
        .filter_map(fold)
        .filter(char::is_ascii_digit)
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect()
}
