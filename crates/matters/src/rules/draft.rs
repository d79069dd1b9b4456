use huiyin_kernel::{Id, Instant};

use crate::model::{
    Actor, Audience, Change, Event, EventBody, Facts, Matter, Notice, NoticeKind, Recipient,
    Refused, RefusedCode, State, TextEntry, TextKind,
};

/// A change while it is being made. Every recorded event raises the version by one.
pub(super) struct Draft<'a> {
    pub(super) matter: Matter,
    pub(super) actor: &'a Actor,
    pub(super) facts: &'a Facts<'a>,
    pub(super) now: Instant,
    events: Vec<Event>,
    notices: Vec<Notice>,
    born: Vec<Change>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        matter: Matter,
        actor: &'a Actor,
        facts: &'a Facts<'a>,
        now: Instant,
    ) -> Self {
        let (events, notices, born) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            matter,
            actor,
            facts,
            now,
            events,
            notices,
            born,
        }
    }

    pub(super) fn finish(self) -> Change {
        let Self {
            matter,
            events,
            mut notices,
            born,
            ..
        } = self;
        let mut seen = std::collections::HashSet::new();
        notices.retain(|notice| seen.insert(*notice));
        Change {
            matter,
            events,
            notices,
            born,
        }
    }

    /// The account of the member of staff who acts.
    pub(super) fn account(&self) -> Result<Id, Refused> {
        self.actor
            .account()
            .ok_or_else(|| RefusedCode::NotAllowed.into())
    }

    /// Remembers who handles the matter, so that somebody else calls back.
    pub(super) fn handled_by_actor(&mut self) {
        let handlers = &mut self.matter.handlers;
        if let Some(account) = self.actor.account()
            && !handlers.contains(&account)
        {
            // Whoever handled it last matters most to the call-back.
            if handlers.len() >= crate::model::bounds::MATTER_HANDLERS {
                handlers.remove(0);
            }
            handlers.push(account);
        }
    }

    pub(super) fn moved(
        &mut self,
        step: impl FnOnce(State) -> Result<State, Refused>,
    ) -> Result<(), Refused> {
        self.matter.state = step(self.matter.state.clone())?;
        Ok(())
    }

    pub(super) fn record<'t>(
        &mut self,
        body: EventBody,
        texts: impl IntoIterator<Item = Said<'t>>,
    ) {
        self.matter.version = self.matter.version.saturating_add(1);
        let texts = texts
            .into_iter()
            .map(|said| TextEntry {
                kind: said.kind,
                audience: said.audience,
                text: said.text.trim().to_owned(),
            })
            .filter(|entry| !entry.text.is_empty())
            .collect();
        self.events.push(Event {
            version: self.matter.version,
            at: self.now,
            body,
            texts,
        });
    }

    pub(super) fn tell(&mut self, to: Recipient, kind: NoticeKind) {
        self.notices.push(Notice {
            to,
            kind,
            matter: self.matter.id,
        });
    }

    /// The reporter, everybody who joined, and the reporters of merged matters (rule M12): each
    /// hears the same echo.
    pub(super) fn tell_everybody_who_asked(&mut self, kind: NoticeKind) {
        self.tell(Recipient::Reporter(self.matter.id), kind);
        if self.matter.counters.joined > 0 {
            self.tell(Recipient::Joined(self.matter.id), kind);
        }
        for other in self.matter.merged_from.clone() {
            self.tell(Recipient::Reporter(other), kind);
        }
    }

    pub(super) fn tell_lead(&mut self, kind: NoticeKind) {
        if let Some(lead) = self.matter.lead() {
            self.tell(Recipient::Body(lead), kind);
        }
    }

    /// Goes up one level of responsibility, to the highest at most.
    pub(super) fn escalate(&mut self) {
        let level = self.matter.escalation.saturating_add(1);
        self.escalate_to(level);
    }

    /// Going up to a level already reached changes nothing.
    pub(super) fn escalate_to(&mut self, level: u8) {
        let level = level.min(crate::model::bounds::HIGHEST_ESCALATION);
        if level <= self.matter.escalation {
            return;
        }
        self.matter.escalation = level;
        self.record(EventBody::Escalated { level }, []);
        self.tell(Recipient::Level(level), NoticeKind::Escalated);
    }

    pub(super) fn bear(&mut self, change: Change) {
        self.born.push(change);
    }
}

/// A text as an act hands it to an event.
pub(super) struct Said<'t> {
    kind: TextKind,
    audience: Audience,
    text: &'t str,
}

pub(super) const fn to_public(kind: TextKind, text: &str) -> Said<'_> {
    Said {
        kind,
        audience: Audience::Public,
        text,
    }
}

pub(super) const fn to_reporter(kind: TextKind, text: &str) -> Said<'_> {
    Said {
        kind,
        audience: Audience::Reporter,
        text,
    }
}

pub(super) const fn to_staff(kind: TextKind, text: &str) -> Said<'_> {
    Said {
        kind,
        audience: Audience::Staff,
        text,
    }
}
