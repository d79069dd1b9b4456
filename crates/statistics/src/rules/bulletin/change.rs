use huiyin_kernel::{Date, Id, Instant};

use super::blocks::{Block, BlockKind};
use super::edition::{
    Asked, Bulletin, BulletinAct, BulletinActName, BulletinEvent, BulletinState, Frame, Hand,
};
use super::transitions::{may, rule_of};
use super::{BulletinRefused as No, Refusal, bounds, figures, text};
use crate::rules::Month;

/// What an act made of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletinChange {
    pub bulletin: Bulletin,
    pub event: BulletinEvent,
}

/// A new edition begins with these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    pub id: Id,
    pub month: Month,
    pub edition: u32,
    pub corrects: Option<Id>,
    pub frame: Frame,
    pub blocks: Vec<Block>,
    pub asked: Asked,
    pub by: Id,
}

/// A draft of a month that has begun.
pub fn draft(begin: Begin, today: Date) -> Result<BulletinChange, Refusal> {
    if begin.month.first_day() > today {
        return Err(No::MonthAhead.into());
    }
    check_words(&begin.frame, &begin.blocks)?;
    let month = begin.month.to_string();
    Ok(BulletinChange {
        event: BulletinEvent::Drafted {
            month: month.clone(),
            edition: begin.edition,
            corrects: begin.corrects,
        },
        bulletin: Bulletin {
            id: begin.id,
            version: 1,
            month,
            edition: begin.edition,
            corrects: begin.corrects,
            frame: begin.frame,
            blocks: begin.blocks,
            asked: begin.asked,
            writers: vec![begin.by],
            state: BulletinState::Draft,
        },
    })
}

/// Does an act, or says why not.
pub fn decide(
    bulletin: &Bulletin,
    act: BulletinAct,
    by: Id,
    now: Instant,
) -> Result<BulletinChange, Refusal> {
    if !may(bulletin, act.name()) {
        return Err(No::WrongState.into());
    }
    must_be_another(bulletin, act.name(), by)?;
    let mut next = bulletin.clone();
    next.version = bulletin.version.saturating_add(1);
    let event = match act {
        BulletinAct::Write {
            frame,
            blocks,
            kept,
        } => write(&mut next, (frame, blocks, kept), by)?,
        BulletinAct::Refresh { asked } => refresh(&mut next, asked),
        BulletinAct::Check => {
            let checked = Hand { by, at: now };
            next.state = BulletinState::Checked { checked };
            BulletinEvent::Checked {}
        }
        BulletinAct::TakeBack => {
            next.state = BulletinState::Draft;
            BulletinEvent::TakenBack {}
        }
        BulletinAct::Release { content } => {
            release(&mut next, by, now)?;
            BulletinEvent::Released { content }
        }
        BulletinAct::Discard => {
            next.state = BulletinState::Discarded { at: now };
            BulletinEvent::Discarded {}
        }
    };
    Ok(BulletinChange {
        bulletin: next,
        event,
    })
}

fn must_be_another(bulletin: &Bulletin, act: BulletinActName, by: Id) -> Result<(), Refusal> {
    let is_for_another = rule_of(act).is_some_and(|it| it.by_another);
    if !is_for_another || !bulletin.writers.contains(&by) {
        return Ok(());
    }
    Err(match act {
        BulletinActName::Release => No::OwnRelease,
        _ => No::OwnDraft,
    }
    .into())
}

fn write(
    next: &mut Bulletin,
    (frame, blocks, kept): (Frame, Vec<Block>, Vec<Id>),
    by: Id,
) -> Result<BulletinEvent, Refusal> {
    check_words(&frame, &blocks)?;
    let mut changed = Vec::new();
    for kind in BlockKind::ALL {
        let new = blocks.iter().find(|it| it.kind == *kind);
        if new != next.block(*kind) {
            changed.push(*kind);
        }
    }
    next.frame = frame;
    next.blocks = blocks;
    for listed in next.asked.lists.iter_mut().flat_map(|it| &mut it.matters) {
        listed.is_kept = kept.contains(&listed.matter);
    }
    if !next.writers.contains(&by) {
        next.writers.push(by);
    }
    Ok(BulletinEvent::Written { blocks: changed })
}

/// What was left out of a list stays out; what is new in it is printed.
fn refresh(next: &mut Bulletin, mut asked: Asked) -> BulletinEvent {
    let moved = figures::moved(&next.asked.figures, &asked.figures).len();
    let before: Vec<(Id, bool)> = next
        .asked
        .lists
        .iter()
        .flat_map(|it| &it.matters)
        .map(|it| (it.matter, it.is_kept))
        .collect();
    for listed in asked.lists.iter_mut().flat_map(|it| &mut it.matters) {
        let known = before.iter().find(|(matter, _)| *matter == listed.matter);
        listed.is_kept = known.map_or(listed.is_kept, |(_, is_kept)| *is_kept);
    }
    next.asked = asked;
    BulletinEvent::Refreshed { moved }
}

fn release(next: &mut Bulletin, by: Id, now: Instant) -> Result<(), Refusal> {
    let month = Month::parse(&next.month).ok_or(No::WrongState)?;
    if now.date() <= month.first_day().last_of_month() {
        return Err(No::MonthNotOver.into());
    }
    let BulletinState::Checked { checked } = next.state else {
        return Err(No::WrongState.into());
    };
    next.state = BulletinState::Released {
        checked,
        released: Hand { by, at: now },
    };
    Ok(())
}

/// Every block once, each with its figures, and the lines above and below.
fn check_words(frame: &Frame, blocks: &[Block]) -> Result<(), Refusal> {
    let lines = [
        ("title", &frame.title),
        ("to", &frame.to),
        ("issuer", &frame.issuer),
    ];
    for (field, line) in lines {
        let no = |why: No| {
            Err(Refusal {
                why,
                field: field.to_owned(),
                what: bounds::LINE_CHARS.to_string(),
            })
        };
        if line.trim().is_empty() || line.contains('\n') {
            return no(No::LineMissing);
        }
        if line.chars().count() > bounds::LINE_CHARS {
            return no(No::TooLong);
        }
        if !huiyin_kernel::mask::find_personal_data(line).is_empty() {
            return no(No::PersonalData);
        }
    }
    for kind in BlockKind::ALL {
        let text = blocks.iter().find(|it| it.kind == *kind);
        let text = text.map_or("", |it| it.text.as_str());
        text::check(kind.name(), text, kind.required())?;
    }
    Ok(())
}
