//! A small district for the tests of the rules: two streets' worth of bodies, one person for each
//! post, and a story that goes from act to act.

use std::collections::BTreeMap;

use huiyin_kernel::calendar::WorkingCalendar;
use huiyin_kernel::{Id, Instant};
use huiyin_matters::model::{
    Act, Actor, Area, BodyFacts, BodyKind, CallBackResult, Categories, CategoryCode, Change,
    Channel, Event, EventKind, Facts, Kind, Level, Limits, Matter, Notice, OtherMatter, Outcome,
    Post, Rating, Refused, RefusedCode, Report, Role, Scope, Source, StateName,
};
use huiyin_matters::rules;

pub(crate) fn id(name: &str) -> Id {
    Id::derived("test", name)
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

pub(crate) fn code(text: &str) -> CategoryCode {
    CategoryCode::parse(text).unwrap()
}

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) calendar: WorkingCalendar,
    pub(crate) categories: Categories,
    pub(crate) limits: Limits,
    pub(crate) bodies: BTreeMap<Id, BodyFacts>,
}

impl World {
    pub(crate) fn new() -> Self {
        let body = |kind, level| BodyFacts { kind, level };
        let bodies = [
            (
                "committee",
                body(BodyKind::ResidentsCommittee, Some(Level::Community)),
            ),
            ("grid team", body(BodyKind::Other, Some(Level::Grid))),
            ("street", body(BodyKind::StreetOffice, Some(Level::Street))),
            ("works", body(BodyKind::Department, Some(Level::District))),
            ("police", body(BodyKind::Department, Some(Level::District))),
            ("fire", body(BodyKind::Department, Some(Level::District))),
            ("property", body(BodyKind::Company, None)),
        ];
        Self {
            calendar: WorkingCalendar::shipped(),
            categories: Categories::shipped().unwrap(),
            limits: rules::presets::huiyin(),
            bodies: bodies
                .into_iter()
                .map(|(name, facts)| (id(name), facts))
                .collect(),
        }
    }

    pub(crate) fn facts(&self, other: Option<OtherMatter>) -> Facts<'_> {
        let Self {
            calendar,
            categories,
            limits,
            bodies,
        } = self;
        Facts {
            calendar,
            categories,
            limits,
            bodies,
            other,
        }
    }
}

fn post(name: &str, role: Role, scope: Scope) -> Actor {
    Actor::staff(id(name), vec![Post { role, scope }])
}
fn street() -> Scope {
    Scope::Street(id("street area"))
}
pub(crate) fn dispatcher() -> Actor {
    post("dispatcher", Role::Dispatcher, street())
}
pub(crate) fn caller() -> Actor {
    post("caller", Role::Caller, street())
}
pub(crate) fn clerk() -> Actor {
    post("clerk", Role::Clerk, street())
}
pub(crate) fn supervisor() -> Actor {
    post("supervisor", Role::Supervisor, street())
}
pub(crate) fn leader() -> Actor {
    post("leader", Role::Leader, Scope::District)
}
pub(crate) fn handler(body: &str) -> Actor {
    post(
        &format!("{body} handler"),
        Role::Handler,
        Scope::Body(id(body)),
    )
}

pub(crate) fn lamp_report() -> Report {
    Report {
        id: id("matter"),
        source: Source::Web,
        outside_number: None,
        kind: Kind::Help,
        category: None,
        urgency: None,
        text: "3栋楼下的路灯坏了一周，晚上看不见路".to_owned(),
        area: Area {
            street_id: Some(id("street area")),
            community_id: Some(id("community area")),
            compound_id: Some(id("compound area")),
        },
        has_place: true,
        photo_ids: Vec::new(),
        contactable: true,
        anonymous: false,
        restricted: false,
        complained_of: None,
        open_to_complained_of: false,
        split_from: None,
        consent_version: None,
    }
}

/// A matter, the time, and all that has happened.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) world: World,
    pub(crate) matter: Matter,
    pub(crate) now: Instant,
    pub(crate) events: Vec<Event>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) born: Vec<Change>,
    pub(crate) other: Option<OtherMatter>,
}

impl Story {
    /// A street light is reported on Monday 2026-11-23 at nine.
    pub(crate) fn new() -> Self {
        Self::of(&lamp_report())
    }

    pub(crate) fn of(report: &Report) -> Self {
        Self::within(World::new(), report, at("2026-11-23 09:00"))
    }

    pub(crate) fn within(world: World, report: &Report, now: Instant) -> Self {
        let change = rules::report(report, &Actor::VISITOR, &world.facts(None), now).unwrap();
        let Change {
            matter,
            events,
            notices,
            born,
        } = change;
        Self {
            world,
            matter,
            now,
            events,
            notices,
            born,
            other: None,
        }
    }

    pub(crate) fn reporter(&self) -> Actor {
        Actor::reporter(self.matter.id)
    }

    pub(crate) fn tried(&self, actor: &Actor, act: Act) -> Result<Change, Refused> {
        rules::decide(
            &self.matter,
            actor,
            act,
            &self.world.facts(self.other),
            self.now,
        )
    }

    pub(crate) fn does(mut self, actor: &Actor, act: Act) -> Self {
        let name = act.name();
        let change = self
            .tried(actor, act)
            .unwrap_or_else(|refused| panic!("{name}: {refused:?}"));
        self.matter = change.matter;
        self.events.extend(change.events);
        self.notices = change.notices;
        self.born = change.born;
        self
    }

    pub(crate) fn refused(&self, actor: &Actor, act: Act) -> RefusedCode {
        let name = act.name();
        match self.tried(actor, act) {
            Ok(_) => panic!("{name} was not refused"),
            Err(refused) => refused.code,
        }
    }

    pub(crate) fn hours_later(mut self, hours: i64) -> Self {
        self.now = self.now.plus_hours(hours);
        self
    }

    pub(crate) fn at(mut self, text: &str) -> Self {
        self.now = at(text);
        self
    }

    pub(crate) fn state(&self) -> StateName {
        self.matter.state_name()
    }

    pub(crate) fn due(&self) -> String {
        self.matter.due_before().unwrap().to_local_minute()
    }

    pub(crate) fn kinds(&self) -> Vec<EventKind> {
        self.events.iter().map(Event::kind).collect()
    }

    pub(crate) fn accepted(self) -> Self {
        self.does(&dispatcher(), accept("0408"))
    }

    pub(crate) fn dispatched(self) -> Self {
        self.accepted().does(&dispatcher(), dispatch("works"))
    }

    pub(crate) fn in_progress(self) -> Self {
        self.dispatched()
            .does(&handler("works"), Act::Acknowledge {})
            .does(&handler("works"), contact(true))
            .does(&handler("works"), Act::Start {})
    }

    pub(crate) fn answered(self) -> Self {
        self.in_progress().does(&handler("works"), answer())
    }

    pub(crate) fn closed(self) -> Self {
        self.answered()
            .does(&caller(), called(CallBackResult::Solved))
            .does(&caller(), Act::Close {})
    }
}

/// The reporter's separate consent, asked for by phone.
pub(crate) fn consent() -> Act {
    Act::GiveConsent {
        channel: Channel::Phone,
        version: 1,
    }
}
pub(crate) fn accept(category: &str) -> Act {
    Act::Accept {
        category: code(category),
        kind: None,
        urgency: None,
        note: String::new(),
    }
}
pub(crate) fn dispatch(lead: &str) -> Act {
    Act::Dispatch {
        lead: id(lead),
        supports: Vec::new(),
        note: String::new(),
    }
}
pub(crate) fn contact(reached: bool) -> Act {
    Act::Contact {
        channel: Channel::Phone,
        reached,
        note: String::new(),
    }
}
pub(crate) fn hand_back() -> Act {
    Act::Return {
        reason: "灯杆属于小区物业".to_owned(),
        basis: "城市照明管理规定".to_owned(),
        override_note: None,
    }
}
pub(crate) fn answer() -> Act {
    Act::Answer {
        outcome: Outcome::Solved,
        text: "灯已修好".to_owned(),
    }
}
pub(crate) fn called(result: CallBackResult) -> Act {
    let reached = result != CallBackResult::NotReached;
    let rating = reached.then_some(Rating::Content);
    Act::CallBack {
        channel: Channel::Phone,
        result,
        rating,
        note: String::new(),
    }
}
pub(crate) fn confirm(result: CallBackResult) -> Act {
    Act::Confirm {
        result,
        rating: None,
        note: String::new(),
    }
}
pub(crate) fn ask_extension(working_days: u16) -> Act {
    Act::AskExtension {
        working_days,
        reason: "配件未到".to_owned(),
    }
}
pub(crate) fn decide_extension(granted: bool) -> Act {
    Act::DecideExtension {
        granted,
        reason: "配件下周到货".to_owned(),
    }
}
