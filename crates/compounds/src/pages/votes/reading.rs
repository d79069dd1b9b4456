//! The form of a vote as it was typed, so that nothing typed is lost.

use huiyin_kernel::Date;
use huiyin_web::Ctx;
use huiyin_web::forms::{Errors, Form};

use crate::model::table::Decision;
use crate::model::votes::bounds::{ITEMS, TITLE_CHARS};
use crate::model::votes::{
    Clause, Item, Matter, Meeting, Proposal, Proposer, Scope, Silence, Vote, VoteDraft,
    VoteSettings,
};
use crate::rules::votes::presets;

/// Rows for items that a new form has.
const ROWS: usize = 3;

#[derive(Debug, Clone, Default)]
pub(super) struct TypedItem {
    pub number: usize,
    pub title: String,
    pub text: String,
    pub matter: String,
    pub consequence: String,
    pub buildings: String,
}

impl TypedItem {
    fn is_empty(&self) -> bool {
        self.title.is_empty() && self.text.is_empty() && self.consequence.is_empty()
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub title: String,
    pub proposer: String,
    pub signed: String,
    pub of: String,
    pub preset: String,
    pub meeting: String,
    pub notice_days: String,
    pub count_parking: bool,
    pub invalid_takes_part: bool,
    pub silence: String,
    pub clause: String,
    pub clause_on: String,
    pub electronic: String,
    pub extension_days: String,
    pub other_count: String,
    pub other_count_on: String,
    pub items: Vec<TypedItem>,
    /// The decision of the three sides that asks for this vote.
    pub decision: String,
}

impl Typed {
    pub(super) fn fresh() -> Self {
        Self {
            proposer: Proposer::Committee.name().to_owned(),
            preset: "chongqing".to_owned(),
            meeting: Meeting::Regular.name().to_owned(),
            silence: "none".to_owned(),
            extension_days: "0".to_owned(),
            ..Self::default()
        }
        .with_rows(ROWS)
    }

    /// A new vote about what the table of the three sides has decided.
    pub(super) fn about(decision: &Decision) -> Self {
        let title: String = decision.text.chars().take(TITLE_CHARS).collect();
        let mut typed = Self::fresh();
        typed.decision = decision.id.to_string();
        if let Some(first) = typed.items.first_mut() {
            first.title.clone_from(&title);
            first.text.clone_from(&decision.text);
        }
        Self { title, ..typed }
    }

    pub(super) fn read(form: &Form) -> Self {
        let items = (0..ITEMS).map(|number| {
            let text = |what: &str| form.text(&format!("i{number}_{what}"));
            TypedItem {
                number,
                title: text("title"),
                text: text("text"),
                matter: text("matter"),
                consequence: text("consequence"),
                buildings: text("buildings"),
            }
        });
        let filled = items.filter(|it| !it.is_empty()).collect();
        Self {
            title: form.text("title"),
            proposer: form.text("proposer"),
            signed: form.text("signed"),
            of: form.text("of"),
            preset: form.text("preset"),
            meeting: form.text("meeting"),
            notice_days: form.text("notice_days"),
            count_parking: form.is_on("count_parking"),
            invalid_takes_part: form.is_on("invalid_takes_part"),
            silence: form.text("silence"),
            clause: form.text("clause"),
            clause_on: form.text("clause_on"),
            electronic: form.text("electronic"),
            extension_days: form.text("extension_days"),
            other_count: form.text("other_count"),
            other_count_on: form.text("other_count_on"),
            items: filled,
            decision: form.text("decision"),
        }
    }

    pub(super) fn of(vote: &Vote) -> Self {
        let settings = &vote.settings;
        let day = |clause: Option<&Clause>| clause.map_or_else(String::new, |it| it.on.to_string());
        let words = |clause: Option<&Clause>| clause.map_or_else(String::new, |it| it.text.clone());
        let count = |number: u32| match number {
            0 => String::new(),
            number => number.to_string(),
        };
        let items = vote.items.iter().enumerate().map(|(number, it)| TypedItem {
            number,
            title: it.title.clone(),
            text: it.text.clone(),
            matter: it.matter.name().to_owned(),
            consequence: it.consequence.clone(),
            buildings: match &it.scope {
                Scope::Estate => String::new(),
                Scope::Buildings { names } => names.join("、"),
            },
        });
        Self {
            title: vote.title.clone(),
            proposer: vote.proposal.by.name().to_owned(),
            signed: count(vote.proposal.signed),
            of: count(vote.proposal.of),
            preset: settings.preset.clone(),
            meeting: settings.meeting.name().to_owned(),
            notice_days: settings.notice_days.to_string(),
            count_parking: settings.count_parking,
            invalid_takes_part: settings.invalid_takes_part,
            silence: settings.silence.name().to_owned(),
            clause: words(settings.silence.clause()),
            clause_on: day(settings.silence.clause()),
            electronic: settings.electronic.clone().unwrap_or_default(),
            extension_days: settings.extension_days.to_string(),
            other_count: words(settings.other_count.as_ref()),
            other_count_on: day(settings.other_count.as_ref()),
            items: items.collect(),
            decision: String::new(),
        }
    }

    /// The same with so many empty rows for items below.
    pub(super) fn with_rows(mut self, more: usize) -> Self {
        for (number, item) in self.items.iter_mut().enumerate() {
            item.number = number;
        }
        let wanted = (self.items.len() + more).min(ITEMS);
        while self.items.len() < wanted {
            self.items.push(TypedItem {
                number: self.items.len(),
                ..TypedItem::default()
            });
        }
        self
    }

    /// What was typed as a draft; what cannot be read stands at its field.
    pub(super) fn draft(&self, ctx: &Ctx, errors: &mut Errors) -> Option<VoteDraft> {
        let wrong = |errors: &mut Errors, field: &str| {
            errors.add(field, ctx.t("compounds-votes-field-unread"));
        };
        let number = |errors: &mut Errors, field: &str, text: &str| -> u32 {
            if text.is_empty() {
                return 0;
            }
            text.parse().unwrap_or_else(|_| {
                wrong(errors, field);
                0
            })
        };
        let proposer = Proposer::from_name(&self.proposer);
        let meeting = Meeting::from_name(&self.meeting);
        let preset = presets::of(&self.preset);
        let silence = self.silence_of(ctx, errors);
        let other_count = if self.other_count.is_empty() {
            None
        } else {
            let typed = (&*self.other_count, &*self.other_count_on);
            clause(ctx, errors, "other_count_on", typed)
        };
        let proposal_counts = (
            number(errors, "signed", &self.signed),
            number(errors, "of", &self.of),
        );
        let notice = number(errors, "notice_days", &self.notice_days);
        let extension = number(errors, "extension_days", &self.extension_days);
        let (Some(proposer), Some(meeting), Some(preset)) = (proposer, meeting, preset) else {
            wrong(errors, "preset");
            return None;
        };
        let least = presets::notice_days(preset);
        let items = self.items.iter().filter(|it| !it.is_empty());
        let items = items.map(|it| item(ctx, errors, it)).collect();
        Some(VoteDraft {
            title: self.title.clone(),
            proposal: Proposal {
                by: proposer,
                signed: proposal_counts.0,
                of: proposal_counts.1,
            },
            items,
            settings: VoteSettings {
                preset: preset.id.to_owned(),
                meeting,
                notice_days: match notice {
                    0 => least,
                    days => u16::try_from(days).unwrap_or(u16::MAX),
                },
                count_parking: self.count_parking,
                invalid_takes_part: self.invalid_takes_part,
                silence,
                electronic: Some(self.electronic.clone()).filter(|it| !it.is_empty()),
                extension_days: u16::try_from(extension).unwrap_or(u16::MAX),
                other_count,
            },
        })
    }

    fn silence_of(&self, ctx: &Ctx, errors: &mut Errors) -> Silence {
        if self.silence == "none" || self.silence.is_empty() {
            return Silence::None;
        }
        let read = clause(ctx, errors, "clause_on", (&self.clause, &self.clause_on));
        match (self.silence.as_str(), read) {
            ("participation", Some(clause)) => Silence::Participation { clause },
            ("majority", Some(clause)) => Silence::Majority { clause },
            _ => Silence::None,
        }
    }
}

fn clause(ctx: &Ctx, errors: &mut Errors, field: &str, (text, on): (&str, &str)) -> Option<Clause> {
    if let Ok(on) = on.parse::<Date>() {
        let text = text.to_owned();
        return Some(Clause { text, on });
    }
    errors.add(field, ctx.t("compounds-votes-field-day"));
    None
}

fn item(ctx: &Ctx, errors: &mut Errors, typed: &TypedItem) -> Item {
    let matter = Matter::from_name(&typed.matter).unwrap_or_else(|| {
        let field = format!("i{}_matter", typed.number);
        errors.add(&field, ctx.t("web-field-required"));
        Matter::Other
    });
    let names: Vec<String> = typed
        .buildings
        .split(['、', ',', '，', ';', '；', '\n'])
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
        .collect();
    Item {
        title: typed.title.clone(),
        text: typed.text.clone(),
        matter,
        consequence: typed.consequence.clone(),
        scope: if names.is_empty() {
            Scope::Estate
        } else {
            Scope::Buildings { names }
        },
    }
}
