//! What happens by itself, on both databases: nobody is forgotten, and nobody is told twice.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod house;

use std::collections::BTreeMap;

use house::{House, MIGRATIONS};
use huiyin_db::outbox::{self, Fate};
use huiyin_db::{Db, args, jobs as job_rows, on_both_databases, queries};
use huiyin_kernel::calendar::YearTable;
use huiyin_kernel::{Clock as _, Id, Instant};
use huiyin_matters::model::{
    Act, Actor, Area, CallBackResult, CategoryCode, EventBody, Matter, Outcome, Post, Rating,
    RefusedCode, Role, Scope, Source, StateName, Step,
};
use huiyin_matters::ops::{self, Extra, Intake, OpError};
use huiyin_matters::{handover, jobs, notices, store};
use huiyin_registry::ops::{Doer, import_calendar, set_active};
use huiyin_registry::{accounts, areas, bodies, demo, settings};

queries! {
    TOLD = "SELECT a.login AS login, n.kind AS kind, COUNT(*) AS n FROM matter_notice n
        JOIN account a ON a.id = n.account_id GROUP BY a.login, n.kind";
    FATES = "SELECT fate, COUNT(*) AS n FROM outbox GROUP BY fate";
}

/// A Monday morning.
const NOW: &str = "2026-11-23 09:00";
/// City Lighting Office; its handler is `handler-lighting`.
const LIGHTING: &str = "bm04";

struct Street {
    house: House,
    db: Db,
    lead: Id,
    area: Id,
}

fn post(login: &str, role: Role, scope: Scope) -> Actor {
    Actor::staff(Id::derived("reminders", login), vec![Post { role, scope }])
}

impl Street {
    async fn open(db: &Db) -> Self {
        let house = House::open(db, NOW).await;
        let mut tx = db.read().await.unwrap();
        let lead = bodies::by_code(&mut tx, LIGHTING)
            .await
            .unwrap()
            .unwrap()
            .id;
        let area = areas::by_code(&mut tx, demo::STREET)
            .await
            .unwrap()
            .unwrap()
            .id;
        Self {
            house,
            db: db.clone(),
            lead,
            area,
        }
    }

    fn handler(&self) -> Actor {
        post("handler", Role::Handler, Scope::Body(self.lead))
    }

    fn supervisor() -> Actor {
        post("supervisor", Role::Supervisor, Scope::District)
    }

    async fn does(&self, matter: Id, actor: &Actor, act: Act) -> Matter {
        let done = ops::act(&self.house.matters, matter, actor, act, Extra::default()).await;
        done.unwrap().matter
    }

    /// A street lamp that is out, given to the lighting office.
    async fn dispatched(&self, name: &str) -> Id {
        let id = Id::derived("reminders matter", name);
        let intake = Intake {
            area: Area {
                street_id: Some(self.area),
                ..Area::default()
            },
            ..Intake::of_text(id, Source::Web, "3栋楼下的路灯坏了一周")
        };
        ops::report(&self.house.matters, intake, &Actor::VISITOR)
            .await
            .unwrap();
        let dispatcher = post("dispatcher", Role::Dispatcher, Scope::District);
        let accept = Act::Accept {
            category: CategoryCode::parse("0408").unwrap(),
            kind: None,
            urgency: None,
            note: String::new(),
        };
        self.does(id, &dispatcher, accept).await;
        let dispatch = Act::Dispatch {
            lead: self.lead,
            supports: Vec::new(),
            note: String::new(),
        };
        self.does(id, &dispatcher, dispatch).await;
        id
    }

    async fn in_progress(&self, name: &str) -> Id {
        let id = self.dispatched(name).await;
        self.does(id, &self.handler(), Act::Acknowledge {}).await;
        self.does(id, &self.handler(), Act::Start {}).await;
        id
    }

    async fn suspended(&self, name: &str, review_on: &str) -> Id {
        let id = self.in_progress(name).await;
        let ask = Act::AskSuspension {
            cause: "等待备件".to_owned(),
            plan: "到货后更换".to_owned(),
            review_on: review_on.parse().unwrap(),
            person: Id::derived("reminders", "handler"),
        };
        self.does(id, &self.handler(), ask).await;
        let grant = Act::DecideSuspension {
            granted: true,
            reason: "备件到货后更换".to_owned(),
        };
        self.does(id, &Self::supervisor(), grant).await;
        id
    }

    async fn matter(&self, id: Id) -> Matter {
        let mut tx = self.db.read().await.unwrap();
        let keys = &self.house.matters.site.keys;
        store::load(&mut tx, keys, id)
            .await
            .unwrap()
            .unwrap()
            .matter
    }

    async fn run(&self, job: &str) -> usize {
        jobs::run(&self.house.matters, job).await.unwrap()
    }

    fn set(&self, time: &str) {
        self.house.clock.set(Instant::parse_local(time).unwrap());
    }

    /// Handles all messages that are due, as the worker does.
    async fn deliver(&self) {
        loop {
            let now = self.house.clock.now();
            let taken = outbox::take(&self.db, now, 50).await.unwrap();
            if taken.is_empty() {
                return;
            }
            for message in taken {
                let fate = if message.topic == notices::TOPIC {
                    notices::deliver(&self.house.matters, &message).await
                } else {
                    handover::receive(&self.house.matters, &message).await
                };
                assert!(matches!(fate, Fate::Done(_)), "{fate:?}");
                outbox::settle(&self.db, &message, fate, now).await.unwrap();
            }
        }
    }

    /// How often each login was told each kind of thing.
    async fn told(&self) -> BTreeMap<(String, String), i64> {
        let mut tx = self.db.read().await.unwrap();
        let rows = tx.fetch_all(TOLD, args![]).await.unwrap();
        let read = |row: &huiyin_db::Row| {
            let key = (row.get("login").unwrap(), row.get("kind").unwrap());
            (key, row.get("n").unwrap())
        };
        rows.iter().map(read).collect()
    }

    async fn fates(&self) -> BTreeMap<String, i64> {
        let mut tx = self.db.read().await.unwrap();
        let rows = tx.fetch_all(FATES, args![]).await.unwrap();
        rows.iter()
            .map(|row| (row.get("fate").unwrap(), row.get("n").unwrap()))
            .collect()
    }

    /// The reminders in a matter's history, with their times.
    async fn reminded(&self, id: Id) -> Vec<(Step, Instant)> {
        let mut tx = self.db.read().await.unwrap();
        let past = store::history(&mut tx, id).await.unwrap();
        past.into_iter()
            .filter_map(|past| match past.event.body {
                EventBody::Reminded { step, .. } => Some((step, past.event.at)),
                _ => None,
            })
            .collect()
    }
}

fn count(told: &BTreeMap<(String, String), i64>, login: &str, kind: &str) -> i64 {
    told.get(&(login.to_owned(), kind.to_owned()))
        .copied()
        .unwrap_or_default()
}

on_both_databases! {
    MIGRATIONS;

    async fn before_at_and_after_due_each_once_and_up_the_line(db: Db) {
        let street = Street::open(&db).await;
        let id = street.in_progress("late").await;
        let due = street.matter(id).await.due_before().unwrap();
        // A month of runs every six hours, and each run twice.
        for _ in 0..4 * 30 {
            street.house.clock.advance_seconds(6 * 3600);
            street.run("matters.reminders").await;
            assert_eq!(street.run("matters.reminders").await, 0);
        }
        let reminded = street.reminded(id).await;
        let steps: Vec<Step> = reminded.iter().map(|(step, _)| *step).collect();
        let expected = [
            Step::BeforeDue,
            Step::AtDue,
            Step::OverdueOneDay,
            Step::OverdueThreeDays,
            Step::OverdueSevenDays,
        ];
        assert_eq!(steps, expected);
        let hours_after_due: Vec<i64> =
            reminded.iter().map(|(_, at)| at.seconds_since(due) / 3600).collect();
        assert!(hours_after_due[0] < 0 && hours_after_due[0] > -5 * 24, "{hours_after_due:?}");
        for (hours, days) in hours_after_due[1..].iter().zip([0, 1, 3, 7]) {
            assert!((24 * days..24 * days + 6).contains(hours), "{hours_after_due:?}");
        }
        assert_eq!(street.matter(id).await.escalation, 3);

        street.deliver().await;
        let told = street.told().await;
        let expected = [
            ("handler-lighting", "dispatched", 1),
            ("handler-lighting", "reminder", 2),
            ("supervisor-gyq", "reminder", 1),
            ("supervisor-gyq", "escalated", 1),
            ("supervisor", "reminder", 2),
            ("supervisor", "escalated", 2),
            ("leader", "reminder", 1),
            ("leader", "escalated", 1),
            ("dispatcher-gyq", "received", 1),
            ("dispatcher", "received", 1),
            ("handler-property", "dispatched", 0),
        ];
        for (login, kind, times) in expected {
            assert_eq!(count(&told, login, kind), times, "{login} {kind}: {told:?}");
        }
        let fates = street.fates().await;
        assert!(fates.get("echo-page").is_some_and(|it| *it > 0), "{fates:?}");
        assert_eq!(fates.get("waiting"), None);
    }

    async fn an_unread_dispatch_is_shown_to_the_level_above(db: Db) {
        let street = Street::open(&db).await;
        let read = street.dispatched("read").await;
        let unread = street.dispatched("unread").await;
        street.does(read, &street.handler(), Act::Acknowledge {}).await;
        street.set("2026-11-23 16:59");
        assert_eq!(street.run("matters.reminders").await, 0);
        street.set("2026-11-23 17:00");
        assert_eq!(street.run("matters.reminders").await, 1);
        assert_eq!(street.matter(unread).await.escalation, 1);
        assert_eq!(street.matter(read).await.escalation, 0);
        street.deliver().await;
        let told = street.told().await;
        assert_eq!(count(&told, "supervisor-gyq", "escalated"), 1, "{told:?}");
        assert_eq!(count(&told, "leader", "escalated"), 0);
        assert_eq!(street.run("matters.reminders").await, 0);
    }

    async fn a_parked_matter_returns_on_its_review_day(db: Db) {
        let street = Street::open(&db).await;
        let id = street.suspended("parked", "2026-12-07").await;
        street.set("2026-12-06 23:59");
        assert_eq!(street.run("matters.resume_suspended").await, 0);
        assert_eq!(street.run("matters.reminders").await, 0);
        street.set("2026-12-07 00:00");
        assert_eq!(street.run("matters.resume_suspended").await, 1);
        assert_eq!(street.matter(id).await.state_name(), StateName::InProgress);
        assert_eq!(street.run("matters.resume_suspended").await, 0);
        street.deliver().await;
        assert_eq!(count(&street.told().await, "handler-lighting", "resumed"), 1);
    }

    async fn a_missing_year_is_said_aloud_until_somebody_imports_it(db: Db) {
        let street = Street::open(&db).await;
        let blocked = street.suspended("next year", "2027-01-05").await;
        street.set("2027-01-05 00:00");
        let refused = jobs::run(&street.house.matters, "matters.resume_suspended").await;
        let Err(OpError::Refused(refused)) = refused else { panic!("{refused:?}") };
        assert_eq!(refused.code, RefusedCode::CalendarMissing);
        assert_eq!(street.matter(blocked).await.state_name(), StateName::Suspended);
        // Somebody imports the year, and the next run does what was held up.
        let year = YearTable {
            year: 2027,
            source: "made for this test".to_owned(),
            holidays: vec!["2027-01-01".parse().unwrap()],
            makeup_working: Vec::new(),
        };
        let mut tx = db.write().await.unwrap();
        let doer = Doer { actor: "system", now: street.house.clock.now() };
        import_calendar(&mut tx, &year, doer).await.unwrap();
        tx.commit().await.unwrap();
        street.house.clock.advance_seconds(60);
        assert_eq!(street.run("matters.resume_suspended").await, 1);
        assert_eq!(street.matter(blocked).await.state_name(), StateName::InProgress);
    }

    async fn confirmed_is_closed_after_a_day_and_asked_again_after_thirty(db: Db) {
        let street = Street::open(&db).await;
        let id = street.does_until_closed("confirmed").await;
        let closed_at = street.house.clock.now();
        street.house.clock.set(closed_at.date().plus_days(30).start().plus_seconds(-1));
        assert_eq!(street.run("matters.ask_again").await, 0);
        street.house.clock.advance_seconds(1);
        assert_eq!(street.run("matters.ask_again").await, 1);
        assert_eq!(street.matter(id).await.asked_again_at, Some(street.house.clock.now()));
        for hours in [1, 24, 24 * 40] {
            street.house.clock.advance_seconds(hours * 3600);
            assert_eq!(street.run("matters.ask_again").await, 0, "{hours}");
        }
    }

    async fn a_walk_that_was_cut_short_goes_on_and_begins_anew(db: Db) {
        let street = Street::open(&db).await;
        let id = street.in_progress("passed").await;
        let due = street.matter(id).await.due_before().unwrap();
        street.house.clock.set(due);
        // As if the last run had stopped behind this matter.
        let mut tx = db.write().await.unwrap();
        let place = format!("{}_{id}", due.as_micros());
        settings::set(&mut tx, "matters.reminders.place", &place).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(street.run("matters.reminders").await, 0);
        assert_eq!(street.run("matters.reminders").await, 2);
        assert_eq!(street.reminded(id).await.len(), 2);
    }

    async fn what_a_killed_worker_had_in_hand_is_taken_up_again(db: Db) {
        let street = Street::open(&db).await;
        street.dispatched("unread").await;
        street.set("2026-11-23 17:00");
        let now = || street.house.clock.now();
        let job = "matters.reminders";
        job_rows::declare(&db, job, 60, now()).await.unwrap();
        assert!(job_rows::claim(&db, job, now()).await.unwrap());
        // The worker dies here; nobody else has the job until its time is over.
        assert!(!job_rows::claim(&db, job, now()).await.unwrap());
        street.house.clock.advance_seconds(600);
        assert!(job_rows::claim(&db, job, now()).await.unwrap());
        assert_eq!(street.run(job).await, 1);
        job_rows::settle(&db, job, Ok(()), now()).await.unwrap();
        assert!(!job_rows::claim(&db, job, now()).await.unwrap());

        // Likewise a message that was carried out but not ticked off.
        for message in outbox::take(&db, now(), 50).await.unwrap() {
            notices::deliver(&street.house.matters, &message).await;
        }
        let told = street.told().await;
        assert_eq!(count(&told, "supervisor-gyq", "escalated"), 1, "{told:?}");
        street.house.clock.advance_seconds(60);
        street.deliver().await;
        assert_eq!(street.told().await, told);
    }

    async fn what_goes_up_arrives_though_a_post_is_empty(db: Db) {
        let street = Street::open(&db).await;
        let id = street.dispatched("orphan").await;
        let mut tx = db.write().await.unwrap();
        let entropy = huiyin_db::testing::CountingEntropy::default();
        let now = street.house.clock.now();
        let supervisor = accounts::by_login(&mut tx, "supervisor").await.unwrap().unwrap();
        let notice = |level: u8| format!(
            r#"{{"to":{{"level":{level}}},"kind":"escalated","matter":"{id}"}}"#
        );
        for level in 1..=3u8 {
            let body: serde_json::Value = serde_json::from_str(&notice(level)).unwrap();
            let key = Id::new(now, &entropy);
            outbox::add(&mut tx, key, notices::TOPIC, id, &body, now).await.unwrap();
        }
        set_active(
            &mut tx, &supervisor, false, None, Doer { actor: "system", now },
        ).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        street.deliver().await;
        let told = street.told().await;
        assert_eq!(count(&told, "supervisor-gyq", "escalated"), 1, "{told:?}");
        // The second level is empty, so its notice goes to the third.
        assert_eq!(count(&told, "leader", "escalated"), 2, "{told:?}");
        assert_eq!(count(&told, "supervisor", "escalated"), 0);
    }

    async fn a_message_that_is_no_notice_waits_for_a_person(db: Db) {
        let street = Street::open(&db).await;
        let now = street.house.clock.now();
        let mut tx = db.write().await.unwrap();
        let id = Id::derived("reminders", "stray");
        outbox::add(&mut tx, id, notices::TOPIC, id, &"nonsense", now).await.unwrap();
        tx.commit().await.unwrap();
        let message = outbox::take(&db, now, 1).await.unwrap().remove(0);
        let fate = notices::deliver(&street.house.matters, &message).await;
        assert!(matches!(fate, Fate::Fail(_)), "{fate:?}");
    }
}

impl Street {
    /// Answered, confirmed, and closed by the system a day later.
    async fn does_until_closed(&self, name: &str) -> Id {
        let id = self.in_progress(name).await;
        let answer = Act::Answer {
            outcome: Outcome::Solved,
            text: "灯已经换好".to_owned(),
        };
        self.does(id, &self.handler(), answer).await;
        let confirm = Act::Confirm {
            result: CallBackResult::Solved,
            rating: Some(Rating::Content),
            note: String::new(),
        };
        self.does(id, &Actor::reporter(id), confirm).await;
        self.house.clock.advance_seconds(24 * 3600 - 1);
        assert_eq!(self.run("matters.close_verified").await, 0);
        self.house.clock.advance_seconds(1);
        assert_eq!(self.run("matters.close_verified").await, 1);
        assert_eq!(self.run("matters.close_verified").await, 0);
        id
    }
}

#[tokio::test]
async fn every_job_has_a_name_that_runs() {
    let test = huiyin_db::testing::TestDb::sqlite(MIGRATIONS)
        .await
        .unwrap();
    let house = House::open(&test.db, NOW).await;
    for (job, every_seconds) in jobs::JOBS {
        assert!(*every_seconds >= 60, "{job}");
        assert_eq!(jobs::run(&house.matters, job).await.unwrap(), 0, "{job}");
    }
    assert!(jobs::run(&house.matters, "matters.nothing").await.is_err());
    test.finish().await.unwrap();
}
