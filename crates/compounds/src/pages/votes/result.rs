//! Items, rules and results as every page of a vote shows them.

use huiyin_tally::presets::Electronic;
use huiyin_web::Ctx;

use super::frame::{area, share};
use crate::model::votes::{ItemOutcome, Outcome, Scope, Silence, Sum, Threshold, Verdict, Vote};

/// What silence did to one item, for whoever reads the result: a word and a sentence.
pub(super) struct SilenceView {
    pub word: String,
    pub says: String,
    /// Without the silent ones it would have ended otherwise.
    pub decides: bool,
}

pub(super) struct ItemView {
    pub number: usize,
    pub title: String,
    pub text: String,
    pub matter: String,
    pub threshold: String,
    pub consequence: String,
    pub scope: String,
    pub result: Option<ResultView>,
}

pub(super) struct ResultView {
    pub rows: Vec<RowView>,
    pub strict: VerdictView,
    pub deemed: Option<VerdictView>,
    /// Nothing where silence means nothing.
    pub silence: Option<SilenceView>,
}

pub(super) struct RowView {
    pub label: String,
    pub persons: u64,
    pub area: String,
    pub persons_share: String,
    pub area_share: String,
}

pub(super) struct VerdictView {
    pub took: RowView,
    pub quorum: bool,
    pub passed: bool,
}

pub(super) fn item_views(ctx: &Ctx, vote: &Vote, outcome: Option<&Outcome>) -> Vec<ItemView> {
    let items = vote.items.iter().enumerate();
    items
        .map(|(at, item)| ItemView {
            number: at + 1,
            title: item.title.clone(),
            text: item.text.clone(),
            matter: ctx.t(&format!("compounds-votes-matter-{}", item.matter.key())),
            threshold: match item.matter.threshold() {
                Threshold::Ordinary => ctx.t("compounds-votes-threshold-ordinary"),
                Threshold::Special => ctx.t("compounds-votes-threshold-special"),
            },
            consequence: item.consequence.clone(),
            scope: match &item.scope {
                Scope::Estate => ctx.t("compounds-votes-scope-estate"),
                Scope::Buildings { names } => {
                    let names = names.join(&ctx.t("compounds-votes-comma"));
                    ctx.say(
                        "compounds-votes-scope-buildings",
                        &[("names", names.into())],
                    )
                }
            },
            result: outcome
                .and_then(|it| it.items.get(at))
                .map(|it| result_view(ctx, &vote.settings.silence, it)),
        })
        .collect()
}

fn row(ctx: &Ctx, key: &str, part: Sum, all: Sum) -> RowView {
    let (persons_share, area_share) = share(part, all);
    RowView {
        label: ctx.t(&format!("compounds-votes-row-{key}")),
        persons: part.persons,
        area: area(part.area),
        persons_share,
        area_share,
    }
}

/// Whether an item was decided by those who kept silent (rules 8.3), and how many they are.
fn silence_view(ctx: &Ctx, silence: &Silence, it: &ItemOutcome) -> Option<SilenceView> {
    let deemed = it.deemed.as_ref()?;
    silence.clause()?;
    let how = match (it.strict.passed, deemed.passed) {
        (false, true) => "only",
        (true, true) => "both",
        (false, false) => "neither",
        (true, false) => "lost",
    };
    let silent = i64::try_from(it.silent.persons).unwrap_or(i64::MAX);
    let key = format!("compounds-votes-silent-{}", silence.name());
    Some(SilenceView {
        word: ctx.t(&key),
        says: ctx.say(&format!("{key}-{how}"), &[("persons", silent.into())]),
        decides: it.strict.passed != deemed.passed,
    })
}

fn result_view(ctx: &Ctx, silence: &Silence, it: &ItemOutcome) -> ResultView {
    let verdict = |verdict: &Verdict| VerdictView {
        took: row(ctx, "took", verdict.took, it.total),
        quorum: verdict.quorum,
        passed: verdict.passed,
    };
    let all = [
        ("total", it.total),
        ("yes", it.yes),
        ("no", it.no),
        ("abstain", it.abstain),
        ("invalid", it.invalid),
        ("silent", it.silent),
        ("absent", it.absent),
    ];
    ResultView {
        rows: all
            .into_iter()
            .map(|(key, sum)| row(ctx, key, sum, it.total))
            .collect(),
        strict: verdict(&it.strict),
        deemed: it.deemed.as_ref().map(verdict),
        silence: silence_view(ctx, silence, it),
    }
}

/// How the vote is run and counted, in the words that stand on the notice.
pub(super) fn settings_lines(ctx: &Ctx, vote: &Vote) -> Vec<String> {
    let it = &vote.settings;
    let switch = |key: &str, on: bool| {
        let on = if on { "yes" } else { "no" };
        ctx.t(&format!("compounds-votes-set-{key}-{on}"))
    };
    let mut lines = vec![
        ctx.t(&format!(
            "compounds-votes-preset-{}",
            it.preset.replace('_', "-")
        )),
        switch("parking", it.count_parking),
        switch("invalid", it.invalid_takes_part),
    ];
    let silence = format!("compounds-votes-set-silence-{}", it.silence.name());
    lines.push(match &it.silence {
        Silence::None => ctx.t(&silence),
        Silence::Participation { clause } | Silence::Majority { clause } => {
            let args = [
                ("clause", clause.text.as_str().into()),
                ("day", ctx.day(clause.on).into()),
            ];
            ctx.say(&silence, &args)
        }
    });
    lines.push(match &it.electronic {
        None if it.city().electronic == Electronic::CitySystem => {
            ctx.t("compounds-votes-city-system")
        }
        None => ctx.t("compounds-votes-set-paper"),
        Some(rule) => ctx.say(
            "compounds-votes-set-electronic",
            &[("rule", rule.as_str().into())],
        ),
    });
    lines.push(if it.extension_days == 0 {
        ctx.t("compounds-votes-set-no-extension")
    } else {
        ctx.say(
            "compounds-votes-set-extension",
            &[("days", i64::from(it.extension_days).into())],
        )
    });
    if let Some(clause) = &it.other_count {
        let args = [
            ("clause", clause.text.as_str().into()),
            ("day", ctx.day(clause.on).into()),
        ];
        lines.push(ctx.say("compounds-votes-set-other-count", &args));
    }
    lines
}
