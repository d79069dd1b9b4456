//! Categories below their classes, of which one class is shown at a time so that the list stays
//! short.

use std::collections::BTreeMap;

use huiyin_kernel::Said;
use huiyin_web::Ctx;

use crate::figures::{Line, Veils, class_name};
use crate::rules::Group;

/// Two digits.
pub(crate) fn is_class(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|it| it.is_ascii_digit())
}

/// Classes, each followed by its categories; what has no category yet stands for itself.
pub(crate) fn lines(ctx: &Ctx, names: &BTreeMap<String, Said>, groups: &[Group]) -> Vec<Line> {
    let mut by_class: BTreeMap<&str, Vec<&Group>> = BTreeMap::new();
    for group in groups {
        by_class.entry(&group.parent).or_default().push(group);
    }
    let line = |code: &str, name: String, is_nested: bool, group: Group| Line {
        code: code.to_owned(),
        name,
        is_nested,
        group,
        hidden: None,
    };
    let mut found = Vec::new();
    for (class, inside) in by_class {
        let sum = Group::sum(inside.iter().copied());
        found.push(line(class, class_name(ctx, class), false, sum));
        if class.is_empty() {
            continue;
        }
        found.extend(inside.into_iter().map(|group| {
            let known = names.get(&group.key).map(|name| name.get(ctx.lang));
            let name = known.unwrap_or(&group.key).to_owned();
            line(&group.key, name, true, group.clone())
        }));
    }
    found
}

/// Leaves the lines of one class: the one asked for, or the first. Says which, and which others
/// there are. What is hidden was decided among all classes, as it is where they stand side by side.
pub(crate) fn narrow(
    lines: &mut Vec<Line>,
    veils: &mut Vec<Veils>,
    asked: &str,
) -> (Option<String>, Vec<(String, String)>) {
    let known = lines.iter().filter(|line| !line.is_nested);
    let classes: Vec<(String, String)> = known
        .filter(|line| !line.code.is_empty())
        .map(|line| (line.code.clone(), line.name.clone()))
        .collect();
    let class = match asked {
        "" => classes.first().map(|(code, _)| code.clone()),
        asked => Some(asked.to_owned()),
    };
    if let Some(class) = &class {
        let mut is_inside = lines.iter().map(|line| line.code.starts_with(class));
        veils.retain(|_| is_inside.next().unwrap_or_default());
        lines.retain(|line| line.code.starts_with(class));
    }
    (class, classes)
}
