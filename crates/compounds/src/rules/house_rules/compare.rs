use similar::{ChangeTag, TextDiff};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Same,
    Added,
    Removed,
}

/// A line of the model or of the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    pub kept: Kept,
    pub text: String,
}

fn plain(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|it| !it.is_empty()).collect()
}

/// Line by line, what an edition took from the model, left out and added.
pub fn compare(model: &str, edition: &str) -> Vec<Differs> {
    let (before, after) = (plain(model), plain(edition));
    let diff = TextDiff::from_slices(&before, &after);
    let line = |change: similar::Change<&str>| Differs {
        kept: match change.tag() {
            ChangeTag::Equal => Kept::Same,
            ChangeTag::Delete => Kept::Removed,
            ChangeTag::Insert => Kept::Added,
        },
        text: change.value().to_owned(),
    };
    diff.iter_all_changes().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_and_left_out_is_told_apart() {
        let all = compare("一\n二\n三", "一\n\n三\n四");
        let told: Vec<(Kept, &str)> = all.iter().map(|it| (it.kept, it.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (Kept::Same, "一"),
                (Kept::Removed, "二"),
                (Kept::Same, "三"),
                (Kept::Added, "四")
            ]
        );
        assert!(compare("", "").is_empty());
    }
}
