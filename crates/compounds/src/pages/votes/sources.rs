//! Where the numbers of a vote come from: the texts of the city whose rules it follows, and what
//! they say.

use huiyin_kernel::Lang;
use huiyin_tally::presets::{Electronic, Preset, Words};
use huiyin_web::Ctx;

use crate::rules::votes::presets;

/// One city as the pages show it.
pub(super) struct City {
    pub name: String,
    /// Law, articles and year.
    pub sources: Vec<String>,
    pub says: Vec<String>,
    pub is_chosen: bool,
}

/// Words of a city's rules in the language of the page.
pub(in crate::pages) fn words(ctx: &Ctx, it: Words) -> String {
    let text = if ctx.lang == Lang::Zh { it.zh } else { it.en };
    text.to_owned()
}

impl City {
    /// With what a vote that runs needs to know; `chosen` is the preset's id.
    pub(super) fn of(ctx: &Ctx, preset: &Preset, chosen: &str) -> Self {
        Self {
            name: words(ctx, preset.name),
            sources: preset.sources.iter().map(|it| words(ctx, *it)).collect(),
            says: says(ctx, preset),
            is_chosen: preset.id == chosen,
        }
    }

    /// Every city, for whoever drafts a vote: with when a first assembly is called, too.
    pub(super) fn all(ctx: &Ctx, chosen: &str) -> Vec<Self> {
        let one = |preset: &Preset| {
            let mut city = Self::of(ctx, preset, chosen);
            let first = words(ctx, preset.first_assembly);
            let args = [("text", first.into())];
            city.says
                .push(ctx.say("compounds-votes-city-first-assembly", &args));
            city
        };
        presets::ALL.iter().map(one).collect()
    }
}

fn says(ctx: &Ctx, preset: &Preset) -> Vec<String> {
    let numbers = [
        ("notice", i64::from(preset.notice_days()).into()),
        ("least", i64::from(preset.voting_days_least).into()),
        ("most", i64::from(preset.voting_days_most).into()),
        ("publish", i64::from(preset.publish_days).into()),
    ];
    let mut all = vec![ctx.say("compounds-votes-city-days", &numbers)];
    all.push(match preset.electronic {
        Electronic::PaperOnly => ctx.t("compounds-votes-city-paper"),
        Electronic::CitySystem => ctx.t("compounds-votes-city-system"),
        Electronic::Allowed { rule } => {
            let args = [("rule", words(ctx, rule).into())];
            ctx.say("compounds-votes-city-electronic", &args)
        }
    });
    if let Some(text) = preset.silence {
        let args = [("text", words(ctx, text).into())];
        all.push(ctx.say("compounds-votes-city-silence", &args));
    }
    all
}
