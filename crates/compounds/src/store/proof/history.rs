//! What the events of a case of mediation say that its row must say too. Who mediates, the days on
//! which parties agreed to it and the end of the thirty days are in no event of old: they are held by
//! the digest.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::{Result, Row};
use huiyin_kernel::Date;
use serde::Serialize;

use super::Beside;
use crate::model::mediation::{
    AgreementForm, Case, CaseEvent, CaseState, CaseStateName, Confirming, Dispute,
};
use crate::store::mediation::{cases, texts};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Facts {
    pub dispute: Option<Dispute>,
    pub parties: usize,
    pub state: Option<CaseStateName>,
    pub outcome: &'static str,
    pub done_on: Option<Date>,
    pub sessions: Vec<Date>,
    pub confirming: Option<Confirming>,
    pub reminded: bool,
    pub forgotten: bool,
}

impl Facts {
    pub fn of(case: &Case) -> Self {
        let confirming = match &case.state {
            CaseState::Effective { confirming, .. } => Some(*confirming),
            _ => None,
        };
        Self {
            dispute: Some(case.dispute),
            parties: case.seats.len(),
            state: Some(case.state.name()),
            outcome: cases::outcome(case),
            done_on: case.state.done_on(),
            sessions: case.sessions.clone(),
            confirming,
            reminded: case.reminded_on.is_some(),
            forgotten: case.forgotten,
        }
    }
}

/// What the journal says of one case.
#[derive(Default)]
pub(super) struct Told {
    pub last: i64,
    pub facts: Facts,
    /// Words that events brought, by version and kind, with the digest of their seal where it is
    /// known.
    pub words: BTreeMap<(i64, &'static str), Option<String>>,
    pub proof: Option<String>,
    agreed: BTreeSet<u8>,
    signed: Option<Date>,
}

impl Told {
    pub fn hear(&mut self, row: &Row) -> Result<()> {
        let beside: Beside = row.json("body")?;
        self.last = row.get("version")?;
        self.proof = beside.proof;
        let event: CaseEvent = row.json("body")?;
        if let Some(kind) = texts::of_event(&event) {
            self.words.insert((self.last, kind), beside.words);
        }
        self.take(&event);
        Ok(())
    }

    fn take(&mut self, event: &CaseEvent) {
        let facts = &mut self.facts;
        match *event {
            CaseEvent::Registered { dispute, parties } => {
                facts.dispute = Some(dispute);
                facts.parties = parties;
                facts.state = Some(CaseStateName::Registered);
                facts.outcome = cases::OPEN;
            }
            CaseEvent::Volunteered { seat, .. } => {
                self.agreed.insert(seat);
                if self.agreed.len() == facts.parties {
                    facts.state = Some(CaseStateName::InMediation);
                }
            }
            CaseEvent::SessionHeld { on } => facts.sessions.push(on),
            CaseEvent::Drafted { .. } => {
                facts.state = Some(CaseStateName::Drafted);
                self.signed = None;
            }
            CaseEvent::Redrafted {} => facts.state = Some(CaseStateName::InMediation),
            CaseEvent::Signed { on, state, .. } | CaseEvent::MediatorSigned { on, state } => {
                self.signed = self.signed.max(Some(on));
                if state == CaseStateName::Effective {
                    let day = self.signed.unwrap_or(on);
                    facts.agree(day, AgreementForm::Written.name());
                }
            }
            CaseEvent::OralAgreement { on, form } => facts.agree(on, form.name()),
            CaseEvent::Ended { how, on } => {
                facts.state = Some(CaseStateName::Ended);
                facts.outcome = how.name();
                facts.done_on = Some(on);
            }
            CaseEvent::Confirming { to, .. } => facts.confirming = Some(to),
            CaseEvent::Reminded {} => facts.reminded = true,
            CaseEvent::Forgotten {} => facts.forgotten = true,
            CaseEvent::MediatorsSet { .. } | CaseEvent::Corrected { .. } => {}
        }
    }
}

impl Facts {
    fn agree(&mut self, on: Date, form: &'static str) {
        self.state = Some(CaseStateName::Effective);
        self.outcome = form;
        self.done_on = Some(on);
        self.confirming = Some(Confirming::Open);
    }
}
