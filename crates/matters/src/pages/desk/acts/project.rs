//! The plan of a project: proposing it line by line, deciding on it, and telling a step done.

use huiyin_kernel::Date;
use huiyin_web::Choice;

use super::form::Writing;
use super::read::Reading;
use crate::model::bounds::{MILESTONES, NOTE_CHARS, REASON_CHARS};
use crate::model::{Act, ActName};
use crate::pages::desk::wording::{self, named_choices};

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    match act {
        ActName::ProposePlan => form.long("plan", true, NOTE_CHARS),
        ActName::DecidePlan => {
            let ctx = form.scene.ctx;
            let granted = form.value("granted", "");
            let options: Vec<Choice> =
                named_choices(ctx, "matters-desk-granted", ["yes", "no"], &granted);
            form.radios("granted", true, options);
            form.long("reason", true, REASON_CHARS);
        }
        ActName::ReachMilestone => {
            form.long("text", true, NOTE_CHARS);
            let next = form.scene.matter().clock().and_then(|clock| {
                let mut steps = clock.milestones.iter().zip(1i64..);
                steps.find(|(step, _)| step.reached_at.is_none())
            });
            if let (Some((step, number)), Some(field)) = (next, form.fields.last_mut()) {
                let day = wording::day(form.scene.ctx, step.on);
                let args = [("number", number.into()), ("day", day.into())];
                field.hint = form.scene.ctx.say("matters-desk-h-next-milestone", &args);
            }
        }
        _ => {}
    }
}

pub(super) fn read(act: ActName, form: &mut Reading<'_>) -> Option<Act> {
    match act {
        ActName::ProposePlan => {
            let plan = form.text("plan", true, NOTE_CHARS);
            let days = days_of(&plan);
            if days.is_none() && !plan.is_empty() {
                form.wrong("plan", "matters-desk-plan-unreadable");
            }
            Some(Act::ProposePlan { days: days?, plan })
        }
        ActName::DecidePlan => {
            let granted = form.yes_or_no("granted");
            let reason = form.text("reason", true, REASON_CHARS);
            Some(Act::DecidePlan {
                granted: granted?,
                reason,
            })
        }
        ActName::ReachMilestone => Some(Act::ReachMilestone {
            text: form.text("text", true, NOTE_CHARS),
        }),
        _ => None,
    }
}

/// The days at the beginning of the lines; nothing if a line has none, or only a day and nothing
/// to do, or there are more lines than a plan has.
fn days_of(plan: &str) -> Option<Vec<Date>> {
    let lines = plan.lines().map(str::trim).filter(|line| !line.is_empty());
    let days: Option<Vec<Date>> = lines.take(MILESTONES + 1).map(day_of).collect();
    days.filter(|days| !days.is_empty())
}

fn day_of(line: &str) -> Option<Date> {
    let (day, what) = line.split_once(char::is_whitespace)?;
    let day: Date = day.parse().ok()?;
    (!what.trim().is_empty()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_day_and_what_is_done() {
        let plan = "2026-12-30 设计完成\n\n 2027-03-15\t进场施工 \r\n2027-06-30 完工验收";
        let days: Vec<String> = days_of(plan).unwrap().iter().map(Date::to_string).collect();
        assert_eq!(days, ["2026-12-30", "2027-03-15", "2027-06-30"]);
    }

    #[test]
    fn what_is_not_a_plan_is_none() {
        for plan in [
            "",
            "\n",
            "设计完成",
            "2026-12-30",
            "2026-13-01 x",
            "2026-12-30 a\n然后完工",
        ] {
            assert!(days_of(plan).is_none(), "{plan}");
        }
    }
}
