use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_registry::{Account, Policy, accounts};

use crate::Compounds;
use crate::MEDIATE;
use crate::model::mediation::{Case, CaseRefused as No, Dispute, Role, bounds};
use crate::ops::{By, OpError};
use crate::rules::mediation::{self as rules, Admission, Opening};
use crate::store::mediation::parties::{self, Party as Row};
use crate::store::mediation::{cases, texts};
use crate::store::register::estates;

/// Somebody who is asked to sit down.
#[derive(Clone, PartialEq, Eq)]
pub struct Party {
    pub role: Role,
    pub name: String,
    /// Empty where none is known.
    pub phone: String,
}

impl std::fmt::Debug for Party {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Party {{ {} … }}", self.role)
    }
}

/// What is taken down when somebody asks for mediation.
#[derive(Debug, Clone)]
pub struct Asked {
    pub dispute: Dispute,
    pub violence: bool,
    pub asked_alone: bool,
    /// Where the dispute is; without one it lies where the mediator's post does.
    pub estate: Option<Id>,
    pub summary: String,
    pub parties: Vec<Party>,
    /// Beside whoever takes it down.
    pub also: Vec<Id>,
}

/// Accounts that mediate at a place, as the policy has it.
pub async fn mediators(tx: &mut Tx, area_path: &str, today: Date) -> Result<Vec<Account>, OpError> {
    let Ok(policy) = Policy::shipped() else {
        return Ok(Vec::new());
    };
    let mut all: Vec<Account> = Vec::new();
    for role in policy.roles() {
        if !role.acts.contains(MEDIATE.0) {
            continue;
        }
        for account in accounts::with_role(tx, &role.name, area_path, today).await? {
            if !all.iter().any(|it| it.id == account.id) {
                all.push(account);
            }
        }
    }
    Ok(all)
}

pub(super) async fn check_mediators(
    tx: &mut Tx,
    area_path: &str,
    ids: &[Id],
    today: Date,
) -> Result<(), OpError> {
    let known = mediators(tx, area_path, today).await?;
    if ids.iter().all(|id| known.iter().any(|it| it.id == *id)) {
        Ok(())
    } else {
        Err(No::NotAMediator.into())
    }
}

pub(super) fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = text.chars().count() <= bounds::PHONE_CHARS && (7..=15).contains(&digits);
    fits && text
        .bytes()
        .all(|it| it.is_ascii_digit() || b"+- ".contains(&it))
}

/// A phone as it is looked up: digits only.
pub(crate) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

fn check(asked: &Asked) -> Result<(), No> {
    rules::admit(Admission {
        dispute: asked.dispute,
        violence: asked.violence,
        asked_alone: asked.asked_alone,
        summary: &asked.summary,
    })?;
    if asked.summary.trim().is_empty() {
        return Err(No::SummaryMissing);
    }
    if asked.summary.chars().count() > bounds::SUMMARY_CHARS {
        return Err(No::TooLong);
    }
    for party in &asked.parties {
        let name = party.name.trim();
        if name.is_empty() {
            return Err(No::NameMissing);
        }
        if name.chars().count() > bounds::NAME_CHARS {
            return Err(No::TooLong);
        }
        if !party.phone.is_empty() && !is_phone(&party.phone) {
            return Err(No::PhoneWrong);
        }
    }
    Ok(())
}

/// Makes a case. Where somebody is being hurt nothing is written down, not even that they asked:
/// the answer is 110.
pub async fn register(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    id: Id,
    asked: Asked,
) -> Result<Case, OpError> {
    check(&asked)?;
    let site = &compounds.site;
    let (keys, entropy, now) = (&site.keys, &*site.entropy, site.now());
    let area_path = place(tx, by, asked.estate).await?;
    let mut own = vec![by.person()?];
    own.extend(asked.also.iter().filter(|it| Some(**it) != by.account));
    check_mediators(tx, &area_path, &own, now.date()).await?;
    let seats = asked.parties.iter().map(|it| (it.role, site.new_id()));
    let opening = Opening {
        id,
        number: cases::next_number(tx, now.date()).await?,
        area_path,
        estate: asked.estate,
        dispute: asked.dispute,
        mediators: own,
        parties: seats.collect(),
    };
    let change = rules::register(opening, now.date())?;
    let text = texts::Text {
        version: 1,
        kind: texts::SUMMARY.to_owned(),
        body: asked.summary,
    };
    let sealed = texts::seal(tx, (keys, entropy), id, &text, now).await?;
    let written = (&change, Some(sealed.digest.clone()));
    cases::save(tx, keys, written, &by.actor(), now).await?;
    for (seat, party) in change.case.seats.iter().zip(&asked.parties) {
        let phone = digits(&party.phone);
        let row = Row {
            person: seat.person,
            seat: seat.number,
            name: party.name.trim().to_owned(),
            phone: Some(phone).filter(|it| !it.is_empty()),
        };
        parties::add(tx, keys, entropy, id, &row, now).await?;
    }
    texts::add(tx, id, sealed).await?;
    Ok(change.case)
}

/// Where a case lies: at an estate within reach, or where the mediator's own post is.
async fn place(tx: &mut Tx, by: &By, estate: Option<Id>) -> Result<String, OpError> {
    match estate {
        Some(id) => {
            let estate = estates::load(tx, id).await?.ok_or(OpError::NotFound)?;
            by.must_reach(&estate)?;
            Ok(estate.area_path)
        }
        None => by.reach.first().cloned().ok_or(OpError::NotFound),
    }
}
