//! A form of an election that was not carried out: what was typed into it, and what stands now
//! beside it where somebody saved meanwhile.

use huiyin_kernel::Date;
use huiyin_web::forms::{Errors, Form};
use huiyin_web::{Choice, Ctx};

use crate::model::elections::{
    Candidate, Check, Election, ElectionActName as A, ElectionState, Finding, SeatEnd,
};
use crate::pages::both::{Other, differing};

/// The form, and why it was not carried out.
#[derive(Default)]
pub(super) struct Late {
    pub form: Option<Form>,
    pub errors: Errors,
}

/// What was typed into one of the forms of the page; the others keep what they begin with.
#[derive(Default)]
pub(super) struct Typed(Option<Form>);

impl Typed {
    pub(super) const fn new(form: Form) -> Self {
        Self(Some(form))
    }

    /// A field of the form of this act.
    pub(super) fn or(&self, act: &str, field: &str, otherwise: &str) -> String {
        let own = self.0.as_ref().filter(|it| it.text("act") == act);
        own.map_or_else(|| otherwise.to_owned(), |it| it.text(field))
    }
}

/// Label, what stands now, what was typed.
type Line = (String, String, String);

fn say(ctx: &Ctx, word: &str) -> String {
    ctx.t(&format!("compounds-elections-{word}"))
}

/// What the button said that was pressed.
fn wanted(ctx: &Ctx, act: A) -> String {
    let word = match act {
        A::PutToVote => "put".to_owned(),
        A::TakeResult => "take".to_owned(),
        A::EndSeat => "end".to_owned(),
        other => other.key(),
    };
    say(ctx, &format!("{word}-now"))
}

/// Two parts of one answer; nothing where neither is there.
fn joined(one: &str, other: &str) -> String {
    let parts = [one, other].into_iter().filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn typed_day(ctx: &Ctx, form: &Form) -> String {
    let day = form.parse::<Date>("on");
    day.map_or_else(|| form.text("on"), |day| ctx.day(day))
}

fn check(ctx: &Ctx, candidate: &Candidate, form: &Form) -> Option<Line> {
    let check = Check::from_name(&form.text("check"))?;
    let finding = |it: Finding| say(ctx, &format!("finding-{}", it.key()));
    let now = candidate.checked(check);
    let now = now.map_or_else(String::new, |it| joined(&finding(it.finding), &it.evidence));
    let yours = Finding::from_name(&form.text("finding")).map_or_else(String::new, finding);
    let label = joined(
        &candidate.name,
        &say(ctx, &format!("check-{}", check.key())),
    );
    Some((label, now, joined(&yours, &form.text("evidence"))))
}

fn filed(ctx: &Ctx, election: &Election, form: &Form) -> Line {
    let now = match &election.state {
        ElectionState::Seated {
            filed: Some((on, number)),
            ..
        } => joined(&ctx.day(*on), number),
        _ => String::new(),
    };
    let yours = joined(&typed_day(ctx, form), &form.text("number"));
    (say(ctx, "file-number"), now, yours)
}

fn end_of_seat(ctx: &Ctx, election: &Election, candidate: &Candidate, form: &Form) -> Line {
    let word = |why: SeatEnd| say(ctx, &format!("end-{}", why.key()));
    let ended = match &election.state {
        ElectionState::Seated { members, .. } => {
            let seat = members.iter().find(|it| it.candidate == candidate.number);
            seat.and_then(|it| it.ended)
        }
        _ => None,
    };
    let now = ended.map_or_else(String::new, |(on, why)| joined(&ctx.day(on), &word(why)));
    let why = SeatEnd::from_name(&form.text("why")).map_or_else(String::new, word);
    (
        candidate.name.clone(),
        now,
        joined(&typed_day(ctx, form), &why),
    )
}

/// The fields of the act.
fn fields(ctx: &Ctx, act: A, election: &Election, form: &Form, votes: &[Choice]) -> Vec<Line> {
    let candidate = form.parse::<u32>("candidate");
    let candidate = candidate.and_then(|it| election.candidate(it));
    match act {
        A::Nominate => {
            let names: Vec<&str> = election.standing().map(|it| it.name.as_str()).collect();
            vec![
                (say(ctx, "name"), names.join("、"), form.text("name")),
                (say(ctx, "about"), String::new(), form.text("about")),
            ]
        }
        A::Check => candidate
            .and_then(|it| check(ctx, it, form))
            .into_iter()
            .collect(),
        A::Notice => {
            let days = election.settings.notice_days.to_string();
            vec![(say(ctx, "notice-days"), days, form.text("days"))]
        }
        A::PutToVote => {
            let chosen = form.text("vote");
            let chosen = votes.iter().find(|it| it.value == chosen);
            let title = chosen.map_or_else(String::new, |it| it.label.clone());
            vec![(say(ctx, "vote"), String::new(), title)]
        }
        A::Seat => vec![(say(ctx, "since"), String::new(), typed_day(ctx, form))],
        A::File => vec![filed(ctx, election, form)],
        A::EndSeat => candidate
            .map(|it| end_of_seat(ctx, election, it, form))
            .into_iter()
            .collect(),
        A::StandDown | A::TakeResult | A::Withdraw => Vec::new(),
    }
}

/// The state first, so that whoever was second sees what the other did; then each field of the act.
pub(super) fn others(ctx: &Ctx, election: &Election, form: &Form, votes: &[Choice]) -> Vec<Other> {
    let Some(act) = A::from_name(&form.text("act")) else {
        return Vec::new();
    };
    let state = say(ctx, &format!("state-{}", election.state.name().key()));
    let mut lines = vec![(say(ctx, "state"), state, wanted(ctx, act))];
    lines.extend(fields(ctx, act, election, form, votes));
    differing(lines)
}
