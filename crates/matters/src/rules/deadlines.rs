//! Until when: contact in minutes, handling in working days, always exclusive ends.

use huiyin_kernel::calendar::{CalendarError, WorkingCalendar};
use huiyin_kernel::{Date, Instant};

use crate::model::{
    Category, CategoryCode, ContactLimits, DueClock, Facts, Flag, Kind, Limits, Matter, Milestone,
    Pause, Petition, Refused, RefusedCode, Report, Urgency,
};

use super::presets::{PETITION_CONCLUDE_DAYS, PETITION_TELL_DAYS};

impl From<CalendarError> for Refused {
    fn from(error: CalendarError) -> Self {
        let refused = Self::new(RefusedCode::CalendarMissing);
        match error {
            CalendarError::MissingYear(year) => refused.with("year", year),
            other => refused.with("year", other.to_string().as_str()),
        }
    }
}

impl ContactLimits {
    pub const fn minutes(self, urgency: Urgency) -> u32 {
        match urgency {
            Urgency::Normal => self.normal_minutes,
            Urgency::Urgent => self.urgent_minutes,
            Urgency::Emergency => self.emergency_minutes,
        }
    }
}

/// The category's own minutes count as long as nobody has changed the urgency it came with.
pub fn contact_minutes(urgency: Urgency, category: Option<&Category>, limits: &Limits) -> u32 {
    category
        .filter(|category| limits.by_category && category.urgency == urgency)
        .map_or(limits.contact.minutes(urgency), |category| {
            category.contact_minutes
        })
}

pub fn working_days(kind: Kind, category: Option<&Category>, limits: &Limits) -> u16 {
    let by_kind = match kind {
        Kind::Enquiry => limits.working_days.enquiry,
        Kind::Help | Kind::Suggestion | Kind::Praise => limits.working_days.help,
        Kind::Complaint | Kind::Report => limits.working_days.complaint,
    };
    category
        .filter(|_| limits.by_category)
        .map_or(by_kind, |category| category.resolve_working_days)
}

/// The higher of what the category says and what somebody asked for.
pub fn urgency(category: Option<&Category>, wanted: Option<Urgency>) -> Urgency {
    let own = category.map_or(Urgency::Normal, |category| category.urgency);
    wanted.map_or(own, |wanted| wanted.max(own))
}

/// The date for the receipt: time for intake and then the whole limit. A missing holiday table
/// must not lose a report, so the receipt then shows none.
pub fn promise(report: &Report, facts: &Facts<'_>, now: Instant) -> Option<Instant> {
    let category = report.category.and_then(|code| facts.categories.get(code));
    let days = working_days(report.kind, category, facts.limits)
        .saturating_add(facts.limits.intake_working_days);
    facts.calendar.add_working_days(now, days).ok()
}

/// The clock of a fresh dispatch.
pub fn start(matter: &Matter, facts: &Facts<'_>, now: Instant) -> Result<DueClock, Refused> {
    let category = category_of(matter.category, facts);
    let days = working_days(matter.kind, category, facts.limits);
    let minutes = contact_minutes(matter.urgency, category, facts.limits);
    let due_before = facts.calendar.add_working_days(now, days)?;
    Ok(DueClock {
        started_at: now,
        working_days: days,
        extension_working_days: 0,
        pauses: Vec::new(),
        contact_before: WorkingCalendar::minutes(now, minutes),
        return_before: facts
            .calendar
            .add_working_days(now, facts.limits.return_working_days)?,
        due_before,
        first_due_before: due_before,
        milestones: Vec::new(),
    })
}

/// The clock of imported history. Years before our tables are counted in calendar days, so that
/// old rows come in whole; the rates of such years say so.
pub fn of_history(
    matter: &Matter,
    category: Option<&Category>,
    facts: &Facts<'_>,
    dispatched_at: Instant,
) -> DueClock {
    let days = working_days(matter.kind, category, facts.limits);
    let plainly = |days: u16| dispatched_at.date().plus_days(i64::from(days) + 1).start();
    let counted = |days| facts.calendar.add_working_days(dispatched_at, days);
    let due_before = counted(days).unwrap_or_else(|_| plainly(days));
    let return_days = facts.limits.return_working_days;
    let minutes = contact_minutes(matter.urgency, category, facts.limits);
    DueClock {
        started_at: dispatched_at,
        working_days: days,
        extension_working_days: 0,
        pauses: Vec::new(),
        contact_before: WorkingCalendar::minutes(dispatched_at, minutes),
        return_before: counted(return_days).unwrap_or_else(|_| plainly(return_days)),
        due_before,
        first_due_before: due_before,
        milestones: Vec::new(),
    }
}

/// A second round is shorter: half of the first limit, at least one working day.
pub fn shorter(clock: &DueClock, facts: &Facts<'_>, now: Instant) -> Result<DueClock, Refused> {
    let working_days = clock.working_days.div_ceil(2).max(1);
    Ok(DueClock {
        started_at: now,
        working_days,
        extension_working_days: 0,
        pauses: Vec::new(),
        contact_before: clock.contact_before,
        return_before: clock.return_before,
        due_before: facts.calendar.add_working_days(now, working_days)?,
        first_due_before: clock.first_due_before,
        milestones: Vec::new(),
    })
}

pub fn extended(clock: &DueClock, days: u16, facts: &Facts<'_>) -> Result<DueClock, Refused> {
    let extension_working_days = clock.extension_working_days.saturating_add(days);
    recounted(
        DueClock {
            extension_working_days,
            ..clock.clone()
        },
        facts,
    )
}

/// The clock after days on which it stood.
pub fn resumed(
    clock: &DueClock,
    from: Date,
    until: Date,
    facts: &Facts<'_>,
) -> Result<DueClock, Refused> {
    let mut clock = clock.clone();
    if from < until {
        clock.pauses.push(Pause { from, until });
        let stood_days = until.days_since(from);
        for milestone in clock
            .milestones
            .iter_mut()
            .filter(|it| it.reached_at.is_none())
        {
            milestone.on = milestone.on.plus_days(stood_days);
        }
    }
    recounted(clock, facts)
}

/// The clock when category or kind were corrected: the new limit, from the same start.
pub fn corrected(
    clock: &DueClock,
    matter: &Matter,
    facts: &Facts<'_>,
) -> Result<DueClock, Refused> {
    let category = category_of(matter.category, facts);
    let full = working_days(matter.kind, category, facts.limits);
    let second_round = matter.counters.reopened > 0;
    let working_days = if second_round {
        full.div_ceil(2).max(1)
    } else {
        full
    };
    let minutes = contact_minutes(matter.urgency, category, facts.limits);
    let contact_before = match matter.first_contact_at {
        Some(_) => clock.contact_before,
        None => WorkingCalendar::minutes(clock.started_at, minutes),
    };
    let stays_a_project = category.is_some_and(|it| it.flags.contains(&Flag::Project));
    let mut moved = DueClock {
        working_days,
        contact_before,
        ..clock.clone()
    };
    if !stays_a_project {
        moved.milestones.clear();
    }
    recounted(moved, facts)
}

/// The clock under an agreed plan: what was counted in working days gives way to its days.
pub fn planned(clock: &DueClock, days: &[Date]) -> DueClock {
    let mut clock = clock.clone();
    clock.milestones = days
        .iter()
        .map(|on| Milestone {
            on: *on,
            reached_at: None,
        })
        .collect();
    clock.due_before = next_milestone(&clock).unwrap_or(clock.due_before);
    clock
}

/// The clock after the next step was done; nothing where none is left.
pub fn reached(clock: &DueClock, now: Instant) -> Option<DueClock> {
    let mut clock = clock.clone();
    let next = clock
        .milestones
        .iter_mut()
        .find(|it| it.reached_at.is_none())?;
    next.reached_at = Some(now);
    clock.due_before = next_milestone(&clock).unwrap_or(clock.due_before);
    Some(clock)
}

/// The end of the day of the next step; after the last one its day stands for the answer.
fn next_milestone(clock: &DueClock) -> Option<Instant> {
    let milestones = &clock.milestones;
    let next = milestones.iter().find(|it| it.reached_at.is_none());
    next.or(milestones.last())
        .map(|milestone| milestone.on.plus_days(1).start())
}

fn recounted(clock: DueClock, facts: &Facts<'_>) -> Result<DueClock, Refused> {
    if let Some(due_before) = next_milestone(&clock) {
        return Ok(DueClock {
            due_before,
            ..clock
        });
    }
    let days = clock
        .working_days
        .saturating_add(clock.extension_working_days);
    let pauses: Vec<(Date, Date)> = clock
        .pauses
        .iter()
        .map(|pause| (pause.from, pause.until))
        .collect();
    let due_before = facts
        .calendar
        .working_days_paused(clock.started_at, days, &pauses)?;
    Ok(DueClock {
        due_before,
        ..clock
    })
}

/// At most the original limit and at most what the preset offers (rule M6).
pub fn longest_extension(clock: &DueClock, limits: &Limits) -> u16 {
    clock.working_days.min(limits.extension_working_days)
}

pub fn petition(facts: &Facts<'_>, now: Instant) -> Petition {
    let days = |days| facts.calendar.calendar_days(now, days).ok();
    Petition {
        marked_at: now,
        tell_before: days(PETITION_TELL_DAYS),
        conclude_before: days(PETITION_CONCLUDE_DAYS),
    }
}

/// Departments called by a whistle answer within this (rule 4.2).
pub fn whistle(urgency: Urgency, facts: &Facts<'_>, now: Instant) -> Result<Instant, Refused> {
    match urgency {
        Urgency::Normal => Ok(facts
            .calendar
            .add_working_days(now, facts.limits.whistle_working_days)?),
        Urgency::Urgent | Urgency::Emergency => Ok(WorkingCalendar::minutes(
            now,
            facts.limits.whistle_urgent_minutes,
        )),
    }
}

fn category_of<'a>(code: Option<CategoryCode>, facts: &Facts<'a>) -> Option<&'a Category> {
    code.and_then(|code| facts.categories.get(code))
}
