//! An import in sentences, for the page and the command alike.

use huiyin_kernel::Lang;
use huiyin_kernel::geo::Placement;
use huiyin_web::{Arg, Texts};

use super::report::{ImportReport, ImportStopped};
use crate::import::{ImportError, Refusal, Warning};

fn number(value: u64) -> Arg {
    Arg::Number(i64::try_from(value).unwrap_or(i64::MAX))
}

/// Why a row is not taken, and what stood there.
pub fn reason(texts: &Texts, lang: Lang, refusal: &Refusal) -> String {
    let mut reason = texts.say(lang, &format!("import-refused-{}", refusal.code.key()), &[]);
    let mut add = |key: &str, args: &[(&str, Arg)]| {
        // Chinese sentences follow each other without a blank.
        if lang == Lang::En {
            reason.push(' ');
        }
        reason.push_str(&texts.say(lang, key, args));
    };
    if !refusal.value.is_empty() {
        let field = texts.say(lang, &format!("import-field-{}", refusal.field.key()), &[]);
        let value = refusal.value.as_str().into();
        add("import-value", &[("field", field.into()), ("value", value)]);
    }
    if let Some(row) = refusal.first_row {
        add("import-first-row", &[("row", number(row))]);
    }
    reason
}

/// The same with the number of the row before it.
pub fn refusal(texts: &Texts, lang: Lang, refusal: &Refusal) -> String {
    let reason = reason(texts, lang, refusal);
    let row = number(refusal.row_number);
    texts.say(
        lang,
        "import-row",
        &[("row", row), ("reason", reason.into())],
    )
}

/// Why the file as a whole cannot be used.
pub fn error(texts: &Texts, lang: Lang, error: &ImportError) -> String {
    texts.say(lang, &error.key(), &[("detail", error.detail().into())])
}

pub fn stopped(texts: &Texts, lang: Lang, stopped: &ImportStopped) -> String {
    texts.say(lang, stopped.key(), &[("taken", number(stopped.taken()))])
}

pub fn warning(texts: &Texts, lang: Lang, warning: &Warning) -> String {
    match warning {
        Warning::NothingAccepted => texts.say(lang, "import-warning-nothing-accepted", &[]),
        Warning::PointsLieOddly(placement) => placed(texts, lang, placement),
    }
}

fn placed(texts: &Texts, lang: Lang, placement: &Placement) -> String {
    let reading = |crs: String, swapped: bool| {
        if swapped {
            texts.say(lang, "import-warning-swapped", &[("crs", crs.into())])
        } else {
            crs
        }
    };
    let claimed = placement.claimed;
    let mut args = vec![
        (
            "claimed",
            reading(claimed.crs.to_string(), claimed.swapped).into(),
        ),
        ("share", placement.as_claimed.to_string().into()),
    ];
    if let Some((better, share)) = placement.better() {
        args.push((
            "better",
            reading(better.crs.to_string(), better.swapped).into(),
        ));
        args.push(("better_share", share.to_string().into()));
    }
    texts.say(lang, "import-warning-points-lie-oddly", &args)
}

/// What was done, or would be; one sentence each, those without content left out.
pub fn summary(texts: &Texts, lang: Lang, report: &ImportReport) -> Vec<String> {
    let repeats = report.repeats();
    let others = (report.refused.len() as u64).saturating_sub(repeats);
    let differing = report.differing.len() as u64;
    let args = [
        ("rows", number(report.rows)),
        ("new", number(report.taken)),
        ("same", number(report.unchanged)),
        ("differing", number(differing)),
        ("repeats", number(repeats)),
        ("refused", number(others)),
    ];
    let done = if report.dry_run {
        "import-summary-would"
    } else {
        "import-summary-done"
    };
    let mut lines = vec![
        texts.say(lang, "import-summary", &args),
        texts.say(lang, done, &args),
    ];
    if differing > 0 {
        lines.push(texts.say(lang, "import-summary-differing", &args));
    }
    if !report.bodies_made.is_empty() {
        let names: Vec<&str> = report
            .bodies_made
            .iter()
            .map(|name| name.get(lang))
            .collect();
        let comma = texts.say(lang, "import-comma", &[]);
        let args = [
            ("count", number(names.len() as u64)),
            ("names", names.join(&comma).into()),
        ];
        let key = if report.dry_run {
            "import-bodies-would"
        } else {
            "import-bodies-made"
        };
        lines.push(texts.say(lang, key, &args));
    }
    if report.dry_run {
        lines.push(texts.say(lang, "import-summary-dry-run", &[]));
    }
    lines
}
