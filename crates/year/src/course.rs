//! The course of one matter: who does what next, after how long. What has become impossible
//! meanwhile is refused by the rules and left out by whoever plays it.

use crate::step::{Ending, Heard, RejectAs, Step, Wait};
use crate::temper::Temper;
use crate::{Chance, Subject};

type Steps = Vec<(Wait, Step)>;

/// Takes a matter from its report to its end.
pub fn course(chance: Chance, temper: Temper, subject: &Subject) -> Steps {
    let minutes = |what: &str, least: u32, swing: u64| {
        Wait::minutes(least + u32::try_from(chance.below(what, swing)).unwrap_or(0))
    };
    match chance.below("intake", 100) {
        0..3 => {
            let code = match chance.below("reject", 3) {
                0 => RejectAs::Market,
                1 => RejectAs::OtherChannel,
                _ => RejectAs::Repeated,
            };
            return vec![(minutes("accept", 20, 400), Step::Reject(code))];
        }
        3..5 => {
            let accept = (minutes("accept", 15, 300), Step::Accept);
            return vec![accept, (minutes("withdraw", 60, 1_200), Step::Withdraw)];
        }
        _ => {}
    }
    let mut steps = vec![
        (minutes("accept", 10, 240), Step::Accept),
        (minutes("dispatch", 5, 120), Step::Dispatch),
    ];
    returns(chance, &mut steps);
    if chance.percent("released", 25) {
        steps.push((minutes("release", 10, 200), Step::Release));
    }
    steps.push((
        Wait::minutes(temper.reads_after_minutes(chance)),
        Step::Acknowledge,
    ));
    begin(chance, &mut steps);
    trouble(chance, temper, &mut steps);
    if subject.is_project && chance.percent("plan", 60) {
        works(chance, &mut steps);
    }
    let days = temper.working_days(subject.working_days, chance);
    let rest = days.saturating_sub(1);
    let ending = match chance.below("ending", 100) {
        0..76 => Ending::Solved,
        76..86 => Ending::Partly,
        86..94 => Ending::Explained,
        _ => Ending::Referred,
    };
    steps.push((Wait::working_days(rest), Step::Answer(ending)));
    asked(chance, ending, &mut steps);
    steps
}

/// One of fourteen orders comes back.
fn returns(chance: Chance, steps: &mut Steps) {
    if !chance.percent("returned", 7) {
        return;
    }
    let some = u32::try_from(chance.below("return", 300)).unwrap_or(0);
    steps.push((Wait::minutes(60 + some), Step::Return));
    if chance.percent("accepted", 65) {
        steps.push((Wait::minutes(90 + some), Step::AcceptReturn));
        steps.push((Wait::minutes(30), Step::Dispatch));
    } else {
        steps.push((Wait::minutes(120 + some), Step::RefuseReturn));
    }
}

fn begin(chance: Chance, steps: &mut Steps) {
    if chance.percent("unreached", 10) {
        steps.push((Wait::minutes(90), Step::Contact { reached: false }));
    }
    let later = u32::try_from(chance.below("contact", 240)).unwrap_or(0);
    steps.push((Wait::minutes(30 + later), Step::Contact { reached: true }));
    if chance.percent("message", 16) {
        steps.push((Wait::minutes(180 + later), Step::Message));
    }
    if chance.percent("neighbours", 8) {
        steps.push((Wait::minutes(400 + later), Step::Join));
        if chance.percent("more neighbours", 40) {
            steps.push((Wait::minutes(90), Step::Join));
        }
    }
    steps.push((Wait::minutes(120 + later), Step::Start));
}

/// What comes in between, more often where a desk is slow.
fn trouble(chance: Chance, temper: Temper, steps: &mut Steps) {
    if temper == Temper::Slow && chance.percent("chased", 40) {
        steps.push((Wait::days(3), Step::Chase));
        if chance.percent("pressed", 50) {
            steps.push((Wait::minutes(500), Step::Supervise));
        }
    }
    match chance.below("trouble", 100) {
        0..7 => {
            let granted = chance.percent("granted", 70);
            steps.push((Wait::minutes(300), Step::AskExtension));
            steps.push((Wait::minutes(400), Step::DecideExtension { granted }));
        }
        7..10 => {
            let days = 15 + u16::try_from(chance.below("parked", 60)).unwrap_or(0);
            let granted = chance.percent("granted", 80);
            steps.push((Wait::minutes(500), Step::AskSuspension { days }));
            steps.push((Wait::minutes(600), Step::DecideSuspension { granted }));
            if granted {
                // The job takes it back to work on the day of its review.
                steps.push((
                    Wait::days(u32::from(days) + 1),
                    Step::Contact { reached: true },
                ));
            }
        }
        10..12 => steps.push((Wait::minutes(400), Step::Whistle)),
        _ => {}
    }
}

fn works(chance: Chance, steps: &mut Steps) {
    let late = u32::try_from(chance.below("works", 12)).unwrap_or(0);
    steps.push((Wait::days(1), Step::ProposePlan));
    steps.push((Wait::days(1), Step::AgreePlan));
    for days in [10, 24, 36] {
        steps.push((Wait::days(days + late), Step::ReachMilestone));
    }
}

/// The call that follows every answer, and what follows from what is heard.
fn asked(chance: Chance, ending: Ending, steps: &mut Steps) {
    let heard = match (ending, chance.below("heard", 100)) {
        (Ending::Solved, 0..80) | (_, 0..18) => Heard::Solved,
        (Ending::Solved, 80..86) | (_, 18..76) => Heard::Partly,
        (Ending::Solved, 86..93) | (_, 76..90) => Heard::NotSolved,
        _ => Heard::NotReached,
    };
    ask(chance, heard, steps);
    if heard == Heard::NotReached {
        return;
    }
    if heard == Heard::NotSolved {
        again(chance.of("round", 1), steps);
        if chance.percent("not again", 18) {
            ask(chance.of("round", 1), Heard::NotSolved, steps);
            again(chance.of("round", 2), steps);
        }
        ask(chance.of("round", 2), Heard::Solved, steps);
    }
    if chance.percent("thirty days", 35) {
        let late = u32::try_from(chance.below("thirty", 6)).unwrap_or(0);
        let solved = !chance.percent("came back", 9);
        let days = if heard == Heard::Partly { 41 } else { 34 };
        steps.push((Wait::days(days + late), Step::AnswerAgain { solved }));
        if !solved {
            again(chance.of("round", 3), steps);
            ask(chance.of("round", 3), Heard::Solved, steps);
        }
    }
}

/// Back at the desk, with half of the time.
fn again(chance: Chance, steps: &mut Steps) {
    let days = 1 + u16::try_from(chance.below("days", 3)).unwrap_or(0);
    steps.push((Wait::minutes(240), Step::Start));
    steps.push((Wait::working_days(days), Step::Answer(Ending::Solved)));
}

fn ask(chance: Chance, heard: Heard, steps: &mut Steps) {
    let soon = u32::try_from(chance.below("soon", 1_000)).unwrap_or(0);
    let first = Wait::minutes(240 + soon);
    match heard {
        // Three days, and nobody answers.
        Heard::NotReached => {
            steps.push((first, Step::Call(heard)));
            steps.push((Wait::days(1), Step::Call(heard)));
            steps.push((Wait::days(1), Step::Call(heard)));
            // Where no phone is known, the page waits for an answer for a while longer.
            steps.push((Wait::days(8), Step::Call(heard)));
        }
        Heard::Solved | Heard::Partly if chance.percent("by the page", 30) => {
            steps.push((first, Step::Confirm(heard)));
        }
        _ => {
            if chance.percent("first in vain", 9) {
                steps.push((first, Step::Call(Heard::NotReached)));
                steps.push((Wait::days(1), Step::Call(heard)));
            } else {
                steps.push((first, Step::Call(heard)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Wanted = fn(&Step) -> bool;

    fn subject(is_project: bool) -> Subject {
        Subject {
            code: "0408".to_owned(),
            working_days: 5,
            is_project,
        }
    }

    fn courses(is_project: bool) -> impl Iterator<Item = Steps> {
        let chance = Chance::of_seed(11);
        (0..3_000).map(move |number| {
            let chance = chance.of("matter", number);
            let temper = Temper::of(chance, "0408", usize::try_from(number % 12).unwrap());
            course(chance, temper, &subject(is_project))
        })
    }

    #[test]
    fn every_kind_of_story_is_told() {
        let all: Vec<Steps> = courses(true).collect();
        let has = |step: fn(&Step) -> bool| all.iter().flatten().any(|(_, it)| step(it));
        let kinds: [(&str, Wanted); 13] = [
            ("rejected", |it| matches!(it, Step::Reject(_))),
            ("withdrawn", |it| matches!(it, Step::Withdraw)),
            ("return accepted", |it| matches!(it, Step::AcceptReturn)),
            ("return refused", |it| matches!(it, Step::RefuseReturn)),
            ("extended", |it| {
                matches!(it, Step::DecideExtension { granted: true })
            }),
            ("parked", |it| {
                matches!(it, Step::DecideSuspension { granted: true })
            }),
            ("planned", |it| matches!(it, Step::ReachMilestone)),
            ("whistled", |it| matches!(it, Step::Whistle)),
            ("not solved", |it| {
                matches!(it, Step::Call(Heard::NotSolved))
            }),
            ("not reached", |it| {
                matches!(it, Step::Call(Heard::NotReached))
            }),
            ("came back", |it| {
                matches!(it, Step::AnswerAgain { solved: false })
            }),
            ("joined", |it| matches!(it, Step::Join)),
            ("pressed", |it| matches!(it, Step::Supervise)),
        ];
        for (name, step) in kinds {
            assert!(has(step), "{name}");
        }
    }

    #[test]
    fn whoever_is_dispatched_is_answered_and_asked() {
        for steps in courses(false) {
            let place = |wanted: fn(&Step) -> bool| steps.iter().position(|(_, it)| wanted(it));
            let Some(dispatched) = place(|it| *it == Step::Dispatch) else {
                assert!(steps.len() <= 2);
                continue;
            };
            let answered = place(|it| matches!(it, Step::Answer(_))).unwrap();
            let asked = place(|it| matches!(it, Step::Call(_) | Step::Confirm(_))).unwrap();
            assert!(dispatched < answered && answered < asked);
            assert!(steps.len() < 40);
        }
    }
}
