//! Matters: raised as residents raise them, and taken through their course by whoever is due.

use huiyin_kernel::{Clock as _, Id};
use huiyin_matters::demo::trouble;
use huiyin_matters::model::{
    Act, Actor, CategoryCode, Channel, Flag, Matter, Refused, RefusedCode, Source,
};
use huiyin_matters::ops::{self, Extra, OpError};
use huiyin_matters::store::Contact;
use huiyin_matters::suggest::usual_leads;
use huiyin_year::{Chance, Player, Raised, Step, Wait, Way, hours};

use super::Halt;
use super::acts::{self, Situation};
use super::stage::Stage;
use super::wheel::Event;

/// A matter under way.
#[derive(Debug)]
pub(super) struct Live {
    pub id: Id,
    pub number: u32,
    pub category: CategoryCode,
    pub course: Vec<(Wait, Step)>,
    /// The step that comes next.
    pub next: usize,
    pub sentence: String,
    pub lead: Option<Id>,
    /// How often it was dispatched: whoever returned it is not asked again.
    pub dispatched: usize,
    pub reopened: u16,
}

/// One of so many reports has a photo.
const PHOTO_OF: u64 = 40;
/// Bodies that are tried when an order is given.
const LEADS_TRIED: usize = 4;

impl Stage {
    pub(super) fn chance_of(&self, number: u32) -> Chance {
        self.chance.of("live", number.into())
    }

    /// A resident says something, at the counter, by phone, on the page.
    pub(super) async fn raise(&mut self, place: usize) -> Result<(), Halt> {
        let raised = self.raised[place].clone();
        let (matters, chance) = (&self.slices.matters, self.chance_of(raised.number));
        let id = self.id("matter", raised.number);
        let mut tx = matters.site.db.read().await?;
        let world = matters.world(&mut tx).await?;
        drop(tx);
        let code = &self.order.subjects[raised.subject].code;
        let (source, actor) = self.way_in(raised.way);
        let told = usize::try_from(raised.number).unwrap_or(0);
        let compound = &self.compounds[raised.compound];
        let Some((mut intake, sentence)) = trouble(&world, (code, told), id, compound, source)
        else {
            self.counts.refuse("no-words");
            return Ok(());
        };
        let category = CategoryCode::parse(code).ok();
        let category = category.and_then(|it| matters.categories.get(it));
        intake.consented =
            category.is_some_and(|it| it.has(Flag::SensitivePi) || it.has(Flag::MinorPi));
        intake.photos.clear();
        if chance.below("photo", PHOTO_OF) == 0 {
            intake.photos.extend(huiyin_matters::demo::picture(told));
        }
        match ops::report(matters, intake, &actor).await {
            Ok(_) => {}
            Err(OpError::Refused(refused)) => {
                self.refused(&refused);
                return Ok(());
            }
            Err(error) => return Err(self.failed("report", &error)),
        }
        self.counts.act("report");
        self.counts.matters += 1;
        self.counts.storm_matters += u64::from(raised.is_storm);
        self.follow(id, &raised, sentence)
    }

    /// Lets the course of a matter that was raised begin.
    pub(super) fn follow(&mut self, id: Id, raised: &Raised, sentence: String) -> Result<(), Halt> {
        let code = &self.order.subjects[raised.subject].code;
        let category = CategoryCode::parse(code);
        let category = category.map_err(|error| self.failed("category", &error))?;
        let live = Live {
            id,
            number: raised.number,
            category,
            course: raised.course.clone(),
            next: 0,
            sentence,
            lead: None,
            dispatched: 0,
            reopened: 0,
        };
        self.live.push(live);
        self.put_next(self.live.len() - 1);
        Ok(())
    }

    fn way_in(&self, way: Way) -> (Source, Actor) {
        let clerk = self.staff.clerk.clone();
        match way {
            Way::Phone => (Source::Phone, clerk),
            Way::Page => (Source::Web, Actor::VISITOR),
            Way::Hotline => (Source::Hotline, clerk),
            Way::Counter => (Source::Counter, clerk),
            Way::Door => (Source::Visit, clerk),
        }
    }

    /// Puts the next step of a matter where its turn is.
    fn put_next(&mut self, place: usize) {
        let live = &self.live[place];
        let Some((wait, step)) = live.course.get(live.next).copied() else {
            return;
        };
        let chance = self.chance_of(live.number).of("step", live.next as u64);
        let calendar = &self.order.calendar;
        let at = hours::turn(calendar, self.clock.now(), wait, step.player(), chance);
        self.put(at, Event::Step(place));
    }

    /// The next step of a matter.
    pub(super) async fn step(&mut self, place: usize) -> Result<(), Halt> {
        let live = &mut self.live[place];
        let Some((_, step)) = live.course.get(live.next).copied() else {
            return Ok(());
        };
        live.next += 1;
        match step {
            Step::Join => self.join(place).await?,
            Step::Dispatch => self.dispatch(place).await?,
            _ => self.act(place, step).await?,
        }
        self.put_next(place);
        Ok(())
    }

    async fn join(&mut self, place: usize) -> Result<(), Halt> {
        let live = &self.live[place];
        let key = self.id("join", format!("{} {}", live.number, live.next));
        let joined = ops::join(&self.slices.matters, live.id, &Contact::default(), key).await;
        match joined {
            Ok(_) => self.counts.act("join"),
            Err(OpError::Refused(refused)) => self.refused(&refused),
            Err(error) => return Err(self.failed("join", &error)),
        }
        Ok(())
    }

    /// Usual leads of a matter, as the dispatcher's desk suggests them, and the street's office.
    async fn leads(&self, place: usize) -> Result<Vec<Id>, Halt> {
        let matters = &self.slices.matters;
        let mut tx = matters.site.db.read().await?;
        let world = matters.world(&mut tx).await?;
        let live = &self.live[place];
        let known = huiyin_matters::store::load(&mut tx, &matters.site.keys, live.id).await?;
        let Some(known) = known else {
            return Ok(Vec::new());
        };
        let area = known.matter.area;
        let category = matters.categories.get(live.category);
        let mut leads = category.map_or_else(Vec::new, |it| usual_leads(&world, area, it));
        let office = |street: Id| {
            let street = world.areas.get(&street)?;
            Some(Id::derived("body", &format!("jd{}", street.code)))
        };
        leads.extend(area.street_id.and_then(office));
        leads.dedup();
        Ok(leads)
    }

    async fn dispatch(&mut self, place: usize) -> Result<(), Halt> {
        let leads = self.leads(place).await?;
        let again = self.live[place].dispatched;
        let ordered = leads.iter().cycle().skip(again).take(leads.len());
        for lead in ordered.take(LEADS_TRIED) {
            let act = Act::Dispatch {
                lead: *lead,
                supports: Vec::new(),
                note: String::new(),
            };
            let dispatcher = self.staff.dispatcher.clone();
            match self.carry_out(place, &dispatcher, act).await? {
                Ok(()) => {
                    self.live[place].dispatched += 1;
                    return Ok(());
                }
                // Not everybody may lead everything; the dispatcher takes the next.
                Err(RefusedCode::CommunityMayNotLead | RefusedCode::BelowLowestLevel) => {}
                Err(_) => return Ok(()),
            }
        }
        Ok(())
    }

    async fn act(&mut self, place: usize, step: Step) -> Result<(), Halt> {
        let live = &self.live[place];
        let leads = if step == Step::Whistle {
            self.leads(place).await?
        } else {
            Vec::new()
        };
        let live_lead = live.lead.and_then(|lead| self.handler(lead));
        let actor = match step.player() {
            Player::Reporter => Actor::reporter(live.id),
            Player::Dispatcher => self.staff.dispatcher.clone(),
            Player::Caller => self.staff.caller.clone(),
            Player::Supervisor => self.staff.supervisor.clone(),
            Player::Handler => {
                let Some(handler) = live_lead else {
                    self.counts.refuse("nobody-leads");
                    return Ok(());
                };
                handler.clone()
            }
        };
        let situation = Situation {
            today: self.today(),
            category: live.category,
            leads: &leads,
            handler: actor.account().unwrap_or(live.id),
            sentence: &live.sentence,
            chance: self.chance_of(live.number).of("act", live.next as u64),
        };
        let Some(act) = acts::act(step, &situation) else {
            return Ok(());
        };
        let done = self.carry_out(place, &actor, act.clone()).await?;
        if done == Err(RefusedCode::ConsentNeeded) {
            self.ask_consent(place, &actor).await?;
            let _ = self.carry_out(place, &actor, act).await?;
        }
        Ok(())
    }

    /// The class is a sensitive one: whoever takes it on rings and asks for the consent first.
    async fn ask_consent(&mut self, place: usize, actor: &Actor) -> Result<(), Halt> {
        let matters = &self.slices.matters;
        let world = matters.world(&mut matters.site.db.read().await?).await?;
        let act = Act::GiveConsent {
            channel: Channel::Phone,
            version: world.notice_version,
        };
        let _ = self.carry_out(place, actor, act).await?;
        Ok(())
    }

    /// Does an act; what a rule refuses is counted and told to the caller.
    async fn carry_out(
        &mut self,
        place: usize,
        actor: &Actor,
        act: Act,
    ) -> Result<Result<(), RefusedCode>, Halt> {
        let (id, name) = (self.live[place].id, act.name().name());
        let done = ops::act(&self.slices.matters, id, actor, act, Extra::default()).await;
        match done {
            Ok(done) => {
                self.counts.act(name);
                self.note(place, &done.matter);
                Ok(Ok(()))
            }
            Err(OpError::Refused(refused)) => {
                self.refused(&refused);
                Ok(Err(refused.code))
            }
            Err(error) => Err(self.failed(name, &error)),
        }
    }

    fn note(&mut self, place: usize, matter: &Matter) {
        let live = &mut self.live[place];
        live.lead = matter.lead();
        let reopened = matter.counters.reopened;
        self.counts.reopened += u64::from(reopened.saturating_sub(live.reopened));
        live.reopened = reopened;
    }

    /// A refusal is what rules are for: it is counted, and the story goes on without the act.
    fn refused(&mut self, refused: &Refused) {
        self.counts.refuse(&refused.code.key());
    }
}
