use std::collections::BTreeMap;

use super::read::read;
use super::{Answer, AnswerFault, Checked, Fault, Raw};
use crate::bounds::ANSWERS_MAX;
use crate::expr::{Answered, holds};
use crate::model::{CONSENT_GIVEN, Form, Question};
use crate::walk::Placed;

/// Judges a whole set. The questions about a matter may be among them, as ODK Collect asks them;
/// the notebook sends those apart, for [`check_matter`].
pub fn check(form: &Form, raw: &Raw) -> Checked {
    run(form, raw, &|_| true)
}

/// Judges the answers about one matter. `around` are the answers of the visit that it belongs to,
/// which its conditions may look at.
pub fn check_matter(form: &Form, around: &Raw, matter: &Raw) -> Checked {
    let mut all = around.clone();
    // Both sides are bounded, and so is what they make together.
    all.extend(
        matter
            .iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    let mut checked = run(form, &all, &|placed| placed.in_matter());
    checked
        .faults
        .extend(foreign(form, matter, &|placed| placed.in_matter()));
    checked
}

/// Judges the answers of a visit without those about matters.
pub fn check_visit(form: &Form, raw: &Raw) -> Checked {
    let of_visit = |placed: &Placed<'_>| !placed.in_matter();
    let mut checked = run(form, raw, &of_visit);
    checked.faults.extend(foreign(form, raw, &of_visit));
    checked
}

/// Answers that do not belong into this set at all.
fn foreign(form: &Form, raw: &Raw, belongs: &dyn Fn(&Placed<'_>) -> bool) -> Vec<Fault> {
    let questions = form.questions();
    let belongs_here = |name: &str| {
        questions
            .iter()
            .any(|placed| placed.question.name.as_str() == name && belongs(placed))
    };
    raw.keys()
        .filter(|name| !belongs_here(name))
        .take(ANSWERS_MAX)
        .map(|name| fault(name, AnswerFault::Unknown, None))
        .collect()
}

struct Given<'a>(&'a BTreeMap<String, Answer>);

impl Answered for Given<'_> {
    fn text(&self, name: &str) -> String {
        self.0.get(name).map(Answer::text).unwrap_or_default()
    }
}

fn run(form: &Form, raw: &Raw, wanted: &dyn Fn(&Placed<'_>) -> bool) -> Checked {
    let mut checked = Checked::default();
    if raw.len() > ANSWERS_MAX {
        checked.faults.push(fault("", AnswerFault::TooMany, None));
        return checked;
    }
    let questions = form.questions();
    // Answers of questions that are not asked do not count for the conditions behind them.
    let mut asked: BTreeMap<String, Answer> = BTreeMap::new();
    for placed in &questions {
        let question = placed.question;
        let name = question.name.as_str();
        let value = raw.get(name);
        let (answer, mut faults) = judge(form, placed, value, &asked);
        if is_asked(placed, &asked)
            && let Some(answer) = &answer
        {
            asked.insert(name.to_owned(), answer.clone());
        }
        if !wanted(placed) {
            continue;
        }
        if let Some(answer) = answer {
            checked.answers.insert(name.to_owned(), answer);
        }
        checked.faults.append(&mut faults);
    }
    let unknown = raw.keys().filter(|name| {
        !questions
            .iter()
            .any(|placed| placed.question.name.as_str() == name.as_str())
    });
    if wanted_everything(&questions, wanted) {
        checked
            .faults
            .extend(unknown.map(|name| fault(name, AnswerFault::Unknown, None)));
    }
    checked
}

/// Names that the form does not have are told by `foreign` where only a part is judged.
fn wanted_everything(questions: &[Placed<'_>], wanted: &dyn Fn(&Placed<'_>) -> bool) -> bool {
    questions.iter().all(wanted)
}

fn judge(
    form: &Form,
    placed: &Placed<'_>,
    value: Option<&serde_json::Value>,
    before: &BTreeMap<String, Answer>,
) -> (Option<Answer>, Vec<Fault>) {
    let question = placed.question;
    let name = question.name.as_str();
    let answer = match value.map(|value| read(form, question, value)) {
        Some(Err(wrong)) => return (None, vec![fault(name, wrong, None)]),
        Some(Ok(answer)) => answer,
        None => None,
    };
    let asked = is_asked(placed, before);
    let faults = match &answer {
        Some(_) if !asked => vec![fault(name, AnswerFault::NotAsked, None)],
        None if asked && question.required_for.is_some() => {
            vec![fault(name, AnswerFault::Missing, None)]
        }
        Some(answer) if *answer != Answer::Declined && breaks(question, answer, before) => {
            vec![fault(name, AnswerFault::Constraint, Some(question))]
        }
        _ => Vec::new(),
    };
    (answer, faults)
}

fn breaks(question: &Question, answer: &Answer, before: &BTreeMap<String, Answer>) -> bool {
    question
        .constraint
        .as_ref()
        .is_some_and(|expr| !holds(expr, &Given(before), &answer.text()))
}

fn is_asked(placed: &Placed<'_>, before: &BTreeMap<String, Answer>) -> bool {
    let agreed = placed.question.consent.as_ref().is_none_or(|consent| {
        matches!(before.get(consent.as_str()), Some(Answer::One(given)) if given == CONSENT_GIVEN)
    });
    agreed
        && placed
            .conditions()
            .all(|expr| holds(expr, &Given(before), ""))
}

fn fault(name: &str, fault: AnswerFault, own: Option<&Question>) -> Fault {
    let sentence = own
        .and_then(|question| question.constraint_message.clone())
        .unwrap_or_else(|| fault.sentence());
    Fault {
        question: name.to_owned(),
        fault,
        sentence,
    }
}
