//! Each thing that somebody raised at a door becomes a matter of its own: under the id that the
//! phone gave it, so that it is one however often it comes, and in the transaction that keeps the
//! answers, so that it is never lost.

use huiyin_db::Tx;
use huiyin_forms::Form;
use huiyin_forms::model::{Kind as Asked, Meaning};
use huiyin_kernel::mask::{AddressLevel, mask_address};
use huiyin_kernel::{Id, Instant, Lang};
use huiyin_matters::model::{
    Actor, Area, CategoryCode, Post, Role, Scope, Source, StateName, Urgency,
};
use huiyin_matters::ops::{self as matters, Intake};
use huiyin_matters::store::{self as matter_store, Contact, Placed};
use huiyin_registry::areas;
use serde_json::Value;

use super::OpError;
use super::take::answered_yes;
use crate::Visits;
use crate::model::{Answers, Said};
use crate::store::dwellings::Door;
use crate::store::findings::{self, Finding};

/// What is known around the things that were raised.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    pub visit: Id,
    pub submission: Id,
    /// Who answers for it in the journal of the matters.
    pub by: Id,
    pub form: &'a Form,
    pub door: &'a Door,
    pub now: Instant,
}

/// The key of a sentence that says where a matter stands, as its own page says it.
pub fn state_key(state: StateName) -> String {
    // A return under way is the bodies' affair.
    let shown = match state {
        StateName::Returned => StateName::Dispatched,
        other => other,
    };
    format!("matters-resident-state-{}", shown.key())
}

/// The answer to the question that means this, where there is one that can be read as text.
pub fn answer(form: &Form, answers: &Answers, meaning: Meaning) -> Option<String> {
    let questions = form.questions();
    let asked = questions
        .iter()
        .find(|it| it.question.meaning == Some(meaning))?;
    let text = answers.get(asked.question.name.as_str())?.as_str()?;
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

/// Makes the matters that are not there yet; says which. What a rule refuses is noted in `said`.
pub async fn found(
    slice: &Visits,
    tx: &mut Tx,
    heard: &Heard<'_>,
    said: &mut Said,
) -> Result<Vec<Id>, OpError> {
    let mut intakes = Vec::new();
    for (id, answers) in &said.matters {
        match intake(heard, *id, answers, &said.answers) {
            Some(intake) => intakes.push(intake),
            None => said.odd.push("matter-without-words".to_owned()),
        }
    }
    intakes.extend(needs_for_care(heard, &said.answers));
    let mut made = Vec::new();
    for intake in intakes {
        let id = intake.id;
        match one(slice, tx, heard, intake).await? {
            Ok(true) => made.push(id),
            Ok(false) => {}
            Err(why) => said.odd.push(why),
        }
    }
    said.odd.sort_unstable();
    said.odd.dedup();
    Ok(made)
}

/// True where it is new, false where it was there, or the code of why it became none.
async fn one(
    slice: &Visits,
    tx: &mut Tx,
    heard: &Heard<'_>,
    mut intake: Intake,
) -> Result<Result<bool, String>, OpError> {
    let id = intake.id;
    let known = matter_store::load(tx, &slice.site.keys, id).await?;
    if known.is_some() {
        let ours = findings::of_matter(tx, id).await?;
        return Ok(match ours {
            Some(finding) if finding.visit == heard.visit => {
                changed_words(tx, id, &intake.text).await?
            }
            // Somebody else's matter under this id: nothing is added to it.
            _ => Err("matter-id-taken".to_owned()),
        });
    }
    intake.area = area(tx, heard.door).await?;
    let community = heard.door.dwelling.community;
    // Whoever goes from door to door takes reports down there as a clerk does at the counter.
    let post = Post {
        role: Role::Clerk,
        scope: Scope::Community(community),
    };
    let actor = Actor::staff(heard.by, vec![post]);
    let receipt = match matters::report_within(&slice.matters, tx, intake, &actor, heard.now).await
    {
        Ok(receipt) => receipt,
        Err(matters::OpError::Refused(why)) => {
            return Ok(Err(format!("matter-{}", why.code.key())));
        }
        Err(error) => return Err(error.into()),
    };
    let finding = Finding {
        id: Id::derived("visit finding", &id.to_string()),
        visit: heard.visit,
        submission: Some(heard.submission),
        matter: id,
        number: receipt.number,
        made_at: heard.now,
        brought_back_at: None,
    };
    findings::add(tx, &finding).await?;
    Ok(Ok(true))
}

/// A later version says it in other words: the matter keeps its own, and a person looks at both.
async fn changed_words(
    tx: &mut Tx,
    matter: Id,
    text: &str,
) -> Result<Result<bool, String>, OpError> {
    let texts = matter_store::texts_of(tx, matter).await?;
    let same = texts.is_empty() || texts.iter().any(|it| it.body == text);
    Ok(if same {
        Ok(false)
    } else {
        Err("matter-changed".to_owned())
    })
}

async fn area(tx: &mut Tx, door: &Door) -> huiyin_db::Result<Area> {
    let above = areas::above(tx, &door.area_path).await?;
    let street = above
        .iter()
        .find(|area| area.kind == huiyin_registry::AreaKind::Street);
    Ok(Area {
        street_id: street.map(|area| area.id),
        community_id: Some(door.dwelling.community),
        compound_id: door.dwelling.compound,
    })
}

fn at_the_door(door: &Door) -> Placed {
    let text = [&door.compound_name, &door.building, &door.door]
        .into_iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    Placed {
        public: door.compound_name.clone(),
        text,
        point: door.dwelling.point,
    }
}

fn intake(heard: &Heard<'_>, id: Id, answers: &Answers, around: &Answers) -> Option<Intake> {
    let form = heard.form;
    let text = answer(form, answers, Meaning::MatterText)?;
    let place = match answer(form, answers, Meaning::MatterPlace) {
        Some(place) => Placed {
            public: mask_address(
                &format!("{} {place}", heard.door.compound_name),
                AddressLevel::Compound,
            ),
            text: format!("{} {place}", heard.door.compound_name),
            point: None,
        },
        None => at_the_door(heard.door),
    };
    let urgency = match answer(form, answers, Meaning::MatterUrgency).as_deref() {
        Some("danger") => Some(Urgency::Emergency),
        Some("urgent") => Some(Urgency::Urgent),
        Some(_) => Some(Urgency::Normal),
        None => None,
    };
    let kind = answer(form, answers, Meaning::MatterKind);
    Some(Intake {
        urgency,
        category: kind.and_then(|code| CategoryCode::parse(&code).ok()),
        contact: contact(form, around),
        place,
        ..Intake::of_text(id, Source::Visit, &text)
    })
}

/// How the people there want to hear of it, as far as they said so.
fn contact(form: &Form, around: &Answers) -> Contact {
    let wish = answer(form, around, Meaning::ContactWish);
    let by_phone = matches!(wish.as_deref(), Some("phone" | "message"));
    let phone = answer(form, around, Meaning::ContactPhone).filter(|_| by_phone);
    Contact {
        name: None,
        tell: (wish.as_deref() == Some("message") && phone.is_some()).then_some(Lang::Zh),
        phone,
    }
}

/// The category of a need for care, where its name says one.
fn care_category(choice: &str) -> Option<CategoryCode> {
    let code = match choice {
        "lonely_elder" => "0902",
        "disability" => "0904",
        "long_illness" => "0901",
        "child" => "0905",
        _ => return None,
    };
    CategoryCode::parse(code).ok()
}

/// Needs for care, each a matter of its own, and only with a consent of its own (rules V6, P4).
/// Their ids follow from the visit, so that two people who hear the same make one of it.
fn needs_for_care(heard: &Heard<'_>, answers: &Answers) -> Vec<Intake> {
    let mut all = Vec::new();
    for placed in heard.form.questions() {
        let question = placed.question;
        let Some(consent) = &question.consent else {
            continue;
        };
        if !question.sensitive || placed.in_matter() || !answered_yes(answers, consent.as_str()) {
            continue;
        }
        let (Asked::SelectMultiple(list) | Asked::SelectOne(list)) = &question.kind else {
            continue;
        };
        let chosen = answers.get(question.name.as_str());
        for choice in heard.form.choices(list) {
            let name = choice.name.as_str();
            if !chosen.is_some_and(|it| names(it, name)) {
                continue;
            }
            let key = format!("{} {} {name}", heard.visit, question.name.as_str());
            let text = format!("{}：{}", question.label.zh, choice.label.zh);
            all.push(Intake {
                category: care_category(name),
                contact: contact(heard.form, answers),
                place: at_the_door(heard.door),
                consented: true,
                ..Intake::of_text(Id::derived("visit care", &key), Source::Visit, &text)
            });
        }
    }
    all
}

fn names(value: &Value, choice: &str) -> bool {
    match value {
        Value::String(text) => text == choice,
        Value::Array(all) => all.iter().any(|it| it.as_str() == Some(choice)),
        _ => false,
    }
}
