use std::collections::BTreeMap;

/// Something that each estate settles for itself, written `{notice_days=15}` in a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blank {
    pub name: String,
    pub proposed: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Heading(String),
    /// Counted from 1 through the whole text.
    Article(usize, String),
}

/// A text cut at its blanks: plain, blank, plain, blank, …
fn pieces(text: &str) -> Vec<(String, Option<Blank>)> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((plain, behind)) = rest.split_once('{') {
        let Some((inner, after)) = behind.split_once('}') else {
            break;
        };
        let (name, proposed) = inner.split_once('=').unwrap_or((inner, ""));
        let blank = Blank {
            name: name.trim().to_owned(),
            proposed: proposed.trim().to_owned(),
        };
        all.push((plain.to_owned(), Some(blank)));
        rest = after;
    }
    all.push((rest.to_owned(), None));
    all
}

/// The blanks of a text, each once, in the order in which they come.
pub fn blanks(text: &str) -> Vec<Blank> {
    let mut found: Vec<Blank> = Vec::new();
    for blank in pieces(text).into_iter().filter_map(|(_, blank)| blank) {
        if !found.iter().any(|it| it.name == blank.name) {
            found.push(blank);
        }
    }
    found
}

/// The text with its blanks filled; where nothing is given, with what the model proposes.
pub fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    let filled = pieces(text).into_iter().map(|(plain, blank)| {
        let value = blank.map_or_else(String::new, |blank| {
            values
                .get(&blank.name)
                .filter(|it| !it.is_empty())
                .cloned()
                .unwrap_or(blank.proposed)
        });
        plain + &value
    });
    filled.collect()
}

/// Headings and numbered articles; empty lines count for nothing.
pub fn lines(text: &str) -> Vec<Line> {
    let mut number = 0;
    let some = text.lines().map(str::trim).filter(|it| !it.is_empty());
    some.map(|line| {
        if let Some(heading) = line.strip_prefix("# ") {
            return Line::Heading(heading.trim().to_owned());
        }
        number += 1;
        Line::Article(number, line.to_owned())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_found_once_and_filled_everywhere() {
        let text = "公示{days=15}日。\n每{days=15}日一次，{seats=7}人。";
        let found = blanks(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].proposed, "15");
        let values = [("days".to_owned(), "20".to_owned())].into();
        assert_eq!(fill(text, &values), "公示20日。\n每20日一次，7人。");
        assert_eq!(fill("没有空", &values), "没有空");
    }

    #[test]
    fn half_a_blank_is_left_as_it_is() {
        assert_eq!(fill("一个{半截", &BTreeMap::new()), "一个{半截");
        assert!(blanks("一个{半截").is_empty());
        assert_eq!(fill("}{}{=1}", &BTreeMap::new()), "}1");
    }

    #[test]
    fn articles_are_counted_through_and_headings_are_not() {
        let all = lines("# 总则\n第一\n\n  第二  \n# 附则\n第三\n");
        assert_eq!(all.len(), 5);
        assert_eq!(all[2], Line::Article(2, "第二".to_owned()));
        assert_eq!(all[4], Line::Article(3, "第三".to_owned()));
    }
}
