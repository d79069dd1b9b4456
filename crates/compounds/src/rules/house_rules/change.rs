use huiyin_kernel::mask::find_personal_data;
use huiyin_kernel::{Id, Instant, Said};

use super::may;
use super::text::{Line, blanks, lines};
use crate::model::house_rules::{
    Adoption, HouseRule, RuleAct, RuleEvent, RuleKind, RuleRefused as No, RuleState, bounds,
};

/// What an act made of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    pub rule: HouseRule,
    pub event: RuleEvent,
}

/// A new edition, from the model or from the one in force.
pub fn draft(id: Id, estate: Id, kind: RuleKind, text: Said) -> Result<RuleChange, No> {
    check_size(&text)?;
    Ok(RuleChange {
        rule: HouseRule {
            id,
            version: 1,
            estate,
            kind,
            edition: 0,
            text,
            state: RuleState::Draft,
        },
        event: RuleEvent::Drafted { estate, rule: kind },
    })
}

/// Does an act, or says why not.
pub fn decide(rule: &HouseRule, act: RuleAct, now: Instant) -> Result<RuleChange, No> {
    if !may(rule, act.name()) {
        return Err(No::WrongState);
    }
    let mut next = rule.clone();
    next.version = rule.version.saturating_add(1);
    let event = match act {
        RuleAct::Write { text } => {
            check_size(&text)?;
            next.text = text;
            RuleEvent::Written {}
        }
        RuleAct::Propose => {
            check_whole(&rule.text)?;
            next.state = RuleState::Proposed { at: now };
            RuleEvent::Proposed {}
        }
        RuleAct::TakeBack => {
            next.state = RuleState::Draft;
            RuleEvent::TakenBack {}
        }
        RuleAct::Adopt { by, from, edition } => {
            check_adoption(&by, now)?;
            if from < by.on {
                return Err(No::ForceTooEarly);
            }
            let (vote, on) = (by.vote, by.on);
            next.edition = edition;
            next.state = RuleState::Adopted { by, from };
            RuleEvent::Adopted {
                edition,
                vote,
                on,
                from,
            }
        }
        RuleAct::Supersede { until } => supersede(&mut next, until)?,
        RuleAct::Repeal { by } => repeal(&mut next, by, now)?,
        RuleAct::Discard => {
            next.state = RuleState::Discarded { at: now };
            RuleEvent::Discarded {}
        }
    };
    Ok(RuleChange { rule: next, event })
}

fn supersede(next: &mut HouseRule, until: huiyin_kernel::Date) -> Result<RuleEvent, No> {
    let (by, from) = next.state.adoption().ok_or(No::WrongState)?;
    if until < from {
        return Err(No::ForceTooEarly);
    }
    next.state = RuleState::Superseded {
        by: by.clone(),
        from,
        until,
    };
    Ok(RuleEvent::Superseded { until })
}

fn repeal(next: &mut HouseRule, repealed: Adoption, now: Instant) -> Result<RuleEvent, No> {
    check_adoption(&repealed, now)?;
    let (by, from) = next.state.adoption().ok_or(No::WrongState)?;
    if repealed.on < by.on {
        return Err(No::ForceTooEarly);
    }
    let (vote, on) = (repealed.vote, repealed.on);
    next.state = RuleState::Repealed {
        by: by.clone(),
        from,
        repealed,
    };
    Ok(RuleEvent::Repealed { vote, on })
}

/// Rules of procedure and covenant, and whatever else binds all owners, come from a decision of
/// the owners (Civil Code, article 278): a vote of the system, or words that say where the
/// decision is filed; and it must have been taken.
fn check_adoption(by: &Adoption, now: Instant) -> Result<(), No> {
    if by.words.trim().is_empty() && by.vote.is_none() {
        return Err(No::DecisionMissing);
    }
    if by.words.chars().count() > bounds::WORDS_CHARS {
        return Err(No::TooLong);
    }
    if !find_personal_data(&by.words).is_empty() {
        return Err(No::PersonalData);
    }
    if by.on > now.date() {
        return Err(No::InFuture);
    }
    Ok(())
}

fn check_size(text: &Said) -> Result<(), No> {
    let fits =
        |it: &str| it.chars().count() <= bounds::TEXT_CHARS && lines(it).len() <= bounds::LINES;
    if fits(&text.zh) && fits(&text.en) {
        Ok(())
    } else {
        Err(No::TooLong)
    }
}

fn articles(text: &str) -> usize {
    let all = lines(text);
    let some = all.iter().filter(|it| matches!(it, Line::Article(..)));
    some.count()
}

/// What the owners are asked about is whole: nothing left to fill in, nobody's number in it, and
/// the English, where there is one, has the same articles.
fn check_whole(text: &Said) -> Result<(), No> {
    if articles(&text.zh) < bounds::ARTICLES_LEAST {
        return Err(No::TextMissing);
    }
    for it in [&text.zh, &text.en] {
        if !blanks(it).is_empty() {
            return Err(No::BlanksLeft);
        }
        if !find_personal_data(it).is_empty() {
            return Err(No::PersonalData);
        }
    }
    if !text.en.trim().is_empty() && articles(&text.en) != articles(&text.zh) {
        return Err(No::LanguagesDiffer);
    }
    Ok(())
}
