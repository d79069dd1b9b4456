//! A vote from its proposal to its filing, through the operations and the pages.

use axum::http::StatusCode;
use huiyin_compounds::demo::{self, ESTATES};
use huiyin_compounds::model::votes::{
    Clause, Evidence, Item, Mark, Marks, Matter, Meeting, Outcome, Proposal, Proposer, Scope,
    Silence, Vote, VoteAct, VoteDraft, VoteRefused, VoteSettings, VoteStateName,
};
use huiyin_compounds::ops::votes::{self as ops, Desk, Said};
use huiyin_compounds::ops::{By, OpError};
use huiyin_compounds::rules::votes::ballots::Taken;
use huiyin_compounds::store::register::frozen_by;
use huiyin_compounds::store::votes as rows;
use huiyin_compounds::store::votes::{counts, voters};
use huiyin_db::on_both_databases;
use huiyin_kernel::{Id, Instant};
use huiyin_tally::commit::{PublishedVote, Receipt, verify};

use crate::house::{House, MIGRATIONS};

fn draft(electronic: bool, silence: Silence) -> VoteDraft {
    let item = |title: &str, matter: Matter| Item {
        title: title.to_owned(),
        text: "内容全文。".to_owned(),
        matter,
        consequence: "通过后执行。".to_owned(),
        scope: Scope::Estate,
    };
    VoteDraft {
        title: "测试大会".to_owned(),
        proposal: Proposal {
            by: Proposer::Committee,
            signed: 0,
            of: 0,
        },
        items: vec![
            item("更换电梯", Matter::UseFund),
            item("筹集维修资金", Matter::RaiseFund),
        ],
        settings: VoteSettings {
            preset: if electronic { "hangzhou" } else { "chongqing" }.to_owned(),
            meeting: Meeting::Regular,
            notice_days: 15,
            count_parking: false,
            invalid_takes_part: false,
            silence,
            electronic: electronic.then(|| "示例规定".to_owned()),
            extension_days: 0,
            other_count: None,
        },
    }
}

/// A vote of the last estate of the demo, and the people around it.
struct Told<'h> {
    house: &'h House,
    estate: Id,
    vote: Id,
    desk: Desk,
}

impl<'h> Told<'h> {
    async fn begin(house: &'h House, draft: VoteDraft) -> Self {
        let told = Self {
            house,
            estate: ESTATES[8].id(),
            vote: house.compounds.site.new_id(),
            desk: Desk::everywhere(demo::account("supervisor")),
        };
        let mut tx = told.house.compounds.site.db.write().await.unwrap();
        let on = (told.estate, told.vote);
        ops::create(&house.compounds, &mut tx, &told.desk, on, draft)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        told
    }

    fn set(&self, time: &str) {
        self.house.clock.set(Instant::parse_local(time).unwrap());
    }

    async fn act(&self, act: VoteAct) -> Result<Vote, OpError> {
        let slice = &self.house.compounds;
        let mut tx = slice.site.db.write().await.unwrap();
        let on = (self.estate, self.vote, None);
        let done = ops::act(slice, &mut tx, &self.desk, on, act).await;
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
        done
    }

    /// Up to the notice, given on 26 November: voting is from 12 to 20 December.
    async fn announce(&self) {
        let slice = &self.house.compounds;
        self.act(VoteAct::Accept).await.unwrap();
        let today = slice.site.now().date();
        let mut tx = slice.site.db.write().await.unwrap();
        let on = (self.estate, self.vote, None);
        ops::fix_roll(slice, &mut tx, &self.desk, on, today)
            .await
            .unwrap();
        let days = (
            Some(today),
            "2026-12-12".parse().unwrap(),
            "2026-12-20".parse().unwrap(),
        );
        ops::announce(slice, &mut tx, &self.desk, on, days)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn open(&self) {
        self.set("2026-12-12 08:00");
        assert!(ops::turn_days(&self.house.compounds).await.unwrap() > 0);
        assert_eq!(self.vote().await.state.name(), VoteStateName::Voting);
    }

    async fn vote(&self) -> Vote {
        let mut tx = self.house.compounds.site.db.read().await.unwrap();
        rows::load(&mut tx, self.vote).await.unwrap().unwrap()
    }

    async fn voters(&self) -> Vec<voters::Stored> {
        let site = &self.house.compounds.site;
        let mut tx = site.db.read().await.unwrap();
        voters::of_vote(&mut tx, &site.keys, self.vote, 0, 5_000)
            .await
            .unwrap()
    }

    async fn figures(&self) -> voters::Figures {
        let mut tx = self.house.compounds.site.db.read().await.unwrap();
        voters::figures(&mut tx, self.vote).await.unwrap()
    }

    /// Reads a batch in as the page does: whoever was slower at the same paper is tried again.
    async fn read(&self, who: &str, lines: &str) -> Vec<Said> {
        let slice = &self.house.compounds;
        let by = By::everywhere(demo::account(who));
        let on = (self.estate, self.vote);
        loop {
            let mut tx = slice.site.db.write().await.unwrap();
            match ops::read_batch(slice, &mut tx, &by, on, lines).await {
                Ok(done) => {
                    tx.commit().await.unwrap();
                    return done.into_iter().map(|it| it.said).collect();
                }
                Err(error) => assert!(error.is_conflict(), "{error}"),
            }
        }
    }

    async fn count(&self) -> Outcome {
        let slice = &self.house.compounds;
        let mut tx = slice.site.db.write().await.unwrap();
        let on = (self.estate, self.vote, None);
        ops::count(slice, &mut tx, &self.desk, on, "甲\n乙")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = slice.site.db.read().await.unwrap();
        let count = counts::load(&mut tx, self.vote).await.unwrap();
        ops::outcome_of(count.as_ref()).unwrap().unwrap()
    }

    /// The published file checks itself, and the owner of this receipt finds their ballot.
    async fn anybody_checks(&self, voter: &voters::Stored, receipt: ops::Receipt) {
        let nobody = self.house.nobody("zh-CN");
        let text = nobody
            .page(&format!("{}/ballots.json", self.public_page()))
            .await;
        let published: PublishedVote = serde_json::from_str(&text).unwrap();
        let report = verify(&published);
        assert!(report.is_fine(), "{:?}", report.findings);
        let mut tx = self.house.compounds.site.db.read().await.unwrap();
        let count = counts::load(&mut tx, self.vote).await.unwrap().unwrap();
        drop(tx);
        let found = ops::receipt_counts(&count, &receipt.text()).unwrap();
        assert_eq!(found, ops::Checked::Found(vec![Mark::Yes, Mark::No]));
        let here = format!("/ballot/{}", voter.code.as_str());
        let shown = nobody
            .submit(&here, (&format!("{here}/receipt"), ""), &[])
            .await;
        assert!(shown.text.contains(&receipt.text()), "{}", shown.text);
        let sent = crate::house::hidden(&shown.text, &format!("{here}/proof"), "");
        let proof = nobody.send(&format!("{here}/proof"), &sent).await;
        let proof: Receipt = serde_json::from_slice(&proof.bytes).unwrap();
        assert_eq!(proof.check(published.head), Ok(()));
    }

    fn public_page(&self) -> String {
        format!("/estates/{}/votes/{}", self.estate, self.vote)
    }
}

/// A line for each of these voters, all with the same marks.
fn batch(all: &[voters::Stored], marks: &str) -> String {
    let lines = all.iter().map(|it| format!("{} {marks}", it.voter.number));
    lines.collect::<Vec<_>>().join("\n")
}

on_both_databases! { MIGRATIONS;
    async fn a_vote_goes_its_whole_way_and_its_file_checks_itself(db: Db) {
        let house = House::with_demo(&db).await;
        let told = Told::begin(&house, draft(true, Silence::None)).await;
        told.announce().await;
        let mut tx = db.read().await.unwrap();
        assert_eq!(frozen_by(&mut tx, told.estate).await.unwrap().unwrap().subject, told.vote);
        drop(tx);
        let early = told.read("committee", "1 yy").await;
        assert_eq!(early, [Said::Refused(VoteRefused::WrongState)]);
        told.open().await;
        let all = told.voters().await;
        assert!(all.len() > 10, "{}", all.len());
        let slice = &house.compounds;
        // The first voter casts on the page, the others by paper.
        let mut tx = db.write().await.unwrap();
        let marks = Marks::of_letters("yn").unwrap();
        let cast = ops::cast(slice, &mut tx, &all[0].code, (marks, false)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(cast.taken, Taken::Cast);
        let lines = batch(&all[1..], "yy");
        told.read("committee", &lines).await;
        let refused = told.read("committee", &lines).await;
        assert!(refused.iter().all(|it| *it == Said::Refused(VoteRefused::SecondPerson)
            || *it == Said::Refused(VoteRefused::InDispute)));
        // What is stored tells nobody what was chosen.
        let figures = told.figures().await;
        assert!(figures.took_persons > 1 && figures.open_readings > 0);
        told.set("2026-12-21 00:10");
        ops::turn_days(slice).await.unwrap();
        assert_eq!(told.vote().await.state.name(), VoteStateName::Closed);
        let late = told.read("counter", "!2 nn").await;
        assert_eq!(late, [Said::Refused(VoteRefused::BallotsClosed)]);
        told.read("counter", &lines).await;
        ops::turn_days(slice).await.unwrap();
        let sealed = told.vote().await;
        assert_eq!(sealed.state.name(), VoteStateName::Committed);
        assert_eq!(ops::turn_days(slice).await.unwrap(), 0, "looked at twice, nothing more happens");
        let outcome = told.count().await;
        let took = outcome.items[0].strict.took;
        assert_eq!(took.persons, told.figures().await.took_persons);
        assert!(outcome.items[0].strict.passed);
        assert_eq!(outcome.items[1].no.persons, 1);
        assert!(outcome.items[0].deemed.is_none());
        let nobody = house.nobody("zh-CN");
        let file = format!("{}/ballots.json", told.public_page());
        assert_eq!(nobody.get(&file).await.status, StatusCode::NOT_FOUND, "not before the result");
        told.act(VoteAct::Publish).await.unwrap();
        told.anybody_checks(&all[0], cast.receipt.unwrap()).await;
        let mut tx = db.write().await.unwrap();
        let on = (told.estate, told.vote, None);
        ops::file(slice, &mut tx, &told.desk, on, "备1号").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.read().await.unwrap();
        assert!(frozen_by(&mut tx, told.estate).await.unwrap().is_none());
        drop(tx);
        let kinds = house.journal(told.vote).await;
        assert_eq!(kinds, ["created", "accepted", "roll_fixed", "announced", "opened", "closed",
            "committed", "counted", "published", "filed"]);
        let hidden = house.journal(all[0].voter.id).await;
        assert_eq!(hidden, ["entered", "returned", "delivered", "cast"]);
    }

    async fn a_count_that_was_cut_off_leaves_nothing_and_is_made_again(db: Db) {
        let house = House::with_demo(&db).await;
        let told = Told::begin(&house, draft(false, Silence::None)).await;
        told.announce().await;
        told.open().await;
        told.read("committee", "1 yy\n2 ny\n3 ax").await;
        told.read("counter", "1 yy\n2 ny\n3 ax").await;
        told.set("2026-12-21 09:00");
        ops::turn_days(&house.compounds).await.unwrap();
        let slice = &house.compounds;
        let on = (told.estate, told.vote, None);
        // Killed before its last write: the transaction is gone with everything in it.
        let mut tx = db.write().await.unwrap();
        ops::count(slice, &mut tx, &told.desk, on, "甲\n乙").await.unwrap();
        drop(tx);
        assert_eq!(told.vote().await.state.name(), VoteStateName::Committed);
        let first = told.count().await;
        let mut tx = db.write().await.unwrap();
        let again = ops::count(slice, &mut tx, &told.desk, on, "甲\n乙").await;
        assert!(matches!(again, Err(OpError::Room(_))), "counted once");
        drop(tx);
        assert_eq!(first.items[0].yes.persons + first.items[0].no.persons
            + first.items[0].abstain.persons, 3);
        assert_eq!(first.items[1].invalid.persons, 1, "a wrong mark spoils its item alone");
        assert!(!first.items[0].strict.quorum);
    }

    async fn who_was_not_reached_is_never_deemed(db: Db) {
        let house = House::with_demo(&db).await;
        let clause = Clause { text: "不反馈的视为同意多数".to_owned(), on: "2020-01-01".parse().unwrap() };
        let told = Told::begin(&house, draft(false, Silence::Majority { clause })).await;
        told.announce().await;
        let all = told.voters().await;
        let slice = &house.compounds;
        let reached: Vec<u32> = all.iter().map(|it| it.voter.number).filter(|it| *it % 10 != 3).collect();
        let today = slice.site.now().date();
        let mut tx = db.write().await.unwrap();
        let how = (Evidence::Signed, today, "1");
        let on = (told.estate, told.vote);
        let done = ops::deliver(slice, &mut tx, &told.desk, on, &reached, how).await.unwrap();
        assert_eq!(done.noted, reached.len());
        let again = ops::deliver(slice, &mut tx, &told.desk, on, &[1, 99_999], how).await.unwrap();
        assert_eq!((again.noted, again.known, again.unknown), (0, 1, vec![99_999]));
        tx.commit().await.unwrap();
        told.open().await;
        let half = all.len() / 2;
        let some: Vec<_> = all.iter().filter(|it| it.voter.number % 10 != 3).take(half).cloned().collect();
        let lines = batch(&some, "yn");
        told.read("committee", &lines).await;
        told.read("counter", &lines).await;
        told.set("2026-12-21 09:00");
        ops::turn_days(slice).await.unwrap();
        let outcome = told.count().await;
        let item = &outcome.items[0];
        let deemed = item.deemed.unwrap();
        assert!(!item.strict.passed && deemed.passed, "{item:?}");
        let unreached = all.iter().filter(|it| it.voter.number % 10 == 3).count();
        let unreached = u64::try_from(unreached).unwrap();
        assert_eq!(item.absent.persons, unreached);
        assert_eq!(deemed.took.persons, item.total.persons - unreached);
        // Silence follows no majority that says no.
        assert!(!outcome.items[1].deemed.unwrap().passed);
    }

    async fn a_counter_learns_nothing_by_trying_and_leaves_a_trace(db: Db) {
        let house = House::with_demo(&db).await;
        let told = Told::begin(&house, draft(true, Silence::None)).await;
        told.announce().await;
        told.open().await;
        let all = told.voters().await;
        let alone = all.iter().find(|it| it.voter.owners == 1 && !it.voter.in_dispute).unwrap();
        let slice = &house.compounds;
        let mut tx = db.write().await.unwrap();
        let marks = Marks::of_letters("yn").unwrap();
        ops::cast(slice, &mut tx, &alone.code, (marks, false)).await.unwrap();
        tx.commit().await.unwrap();
        let number = alone.voter.number;
        for marks in ["yn", "ny", "aa"] {
            let tried = told.read("counter", &format!("{number} {marks}")).await;
            assert_eq!(tried, [Said::Refused(VoteRefused::AlreadyVoted)], "{marks}");
        }
        let mut tx = db.read().await.unwrap();
        let rows = huiyin_db::journal::of_subject(&mut tx, alone.voter.id).await.unwrap();
        drop(tx);
        let traces: Vec<_> = rows.iter().filter(|it| it.kind == "reading_refused").collect();
        assert_eq!(traces.len(), 3, "{rows:?}");
        for trace in traces {
            assert_eq!(trace.actor, format!("account:{}", demo::account("counter")));
            let body: serde_json::Value = serde_json::from_str(&trace.body).unwrap();
            assert_eq!(body, serde_json::json!({ "kind": "reading_refused", "number": number }));
        }
    }

    async fn a_batch_that_reads_one_paper_in_two_ways_takes_neither(db: Db) {
        let house = House::with_demo(&db).await;
        let told = Told::begin(&house, draft(false, Silence::None)).await;
        told.announce().await;
        told.open().await;
        let all = told.voters().await;
        let mut sound = all.iter().filter(|it| !it.voter.in_dispute);
        let (one, two) = (sound.next().unwrap(), sound.next().unwrap());
        let (number, code, other) = (one.voter.number, one.code.as_str(), two.voter.number);
        let lines = format!("{number} yn\n{other} yy\nhttps://x/ballot/{code} nn");
        let done = told.read("counter", &lines).await;
        let neither = [
            Said::Contradicts { other: 3 },
            Said::Taken(Taken::ReadOnce),
            Said::Contradicts { other: 1 },
        ];
        assert_eq!(done, neither);
        let again = told.read("counter", &format!("{number} nn")).await;
        assert_eq!(again, [Said::Taken(Taken::ReadOnce)], "nothing was kept of it");
    }

    async fn a_reading_of_a_wrong_number_holds_no_vote_up(db: Db) {
        let house = House::with_demo(&db).await;
        let told = Told::begin(&house, draft(false, Silence::None)).await;
        told.announce().await;
        told.open().await;
        let all = told.voters().await;
        let sound: Vec<_> = all.iter().filter(|it| !it.voter.in_dispute).collect();
        let (voted, wrong) = (sound[0].voter.number, sound[1].voter.number);
        told.read("committee", &format!("{voted} yn")).await;
        told.read("counter", &format!("{voted} yn")).await;
        told.read("counter", &format!("{wrong} yn")).await;
        assert_eq!(told.figures().await.open_readings, 1);
        let other = told.read("committee", &format!("-{wrong}")).await;
        assert_eq!(other, [Said::Refused(VoteRefused::NoReadingOfYours)]);
        let own = told.read("counter", &format!("-{wrong}\n-{voted}")).await;
        assert_eq!(own, [Said::Taken(Taken::TakenBack), Said::Refused(VoteRefused::NoReadingOfYours)]);
        let figures = told.figures().await;
        assert_eq!((figures.open_readings, figures.took_persons), (0, 1));
        let row = house.journal(sound[1].voter.id).await;
        assert_eq!(row.last().unwrap(), "reading_taken_back");
        let again = told.voters().await;
        let again = again.iter().find(|it| it.voter.number == wrong).unwrap();
        assert_eq!((again.status.as_str(), again.voter.is_delivered()), ("none", false));
        told.set("2026-12-21 00:10");
        ops::turn_days(&house.compounds).await.unwrap();
        assert_eq!(told.vote().await.state.name(), VoteStateName::Committed);
    }

    async fn two_counters_at_once_lose_nothing(db: Db) {
        let house = House::with_demo(&db).await;
        let told = Told::begin(&house, draft(false, Silence::None)).await;
        told.announce().await;
        told.open().await;
        let lines: Vec<String> = (1..=8).map(|it| format!("{it} yn")).collect();
        let lines = lines.join("\n");
        let (one, other) = tokio::join!(told.read("committee", &lines), told.read("counter", &lines));
        let taken = |all: &[Said], what: Taken| all.iter().filter(|it| **it == Said::Taken(what)).count();
        let once = taken(&one, Taken::ReadOnce) + taken(&other, Taken::ReadOnce);
        let twice = taken(&one, Taken::ReadTwice) + taken(&other, Taken::ReadTwice);
        let refused = one.iter().chain(&other).filter(|it| matches!(it, Said::Refused(_))).count();
        assert_eq!(once, twice);
        assert_eq!(once + twice + refused, 16);
        assert_eq!(told.figures().await.took_persons, u64::try_from(once).unwrap());
    }

    async fn objections_are_kept_answered_and_hold_the_next_step(db: Db) {
        let house = House::with_demo(&db).await;
        let told = Told::begin(&house, draft(false, Silence::None)).await;
        told.act(VoteAct::Accept).await.unwrap();
        let slice = &house.compounds;
        let on = (told.estate, told.vote, None);
        let today = slice.site.now().date();
        let mut tx = db.write().await.unwrap();
        ops::fix_roll(slice, &mut tx, &told.desk, on, today).await.unwrap();
        let said = rows::objections::Said { name: "某".to_owned(), contact: String::new(), text: "我家面积不对".to_owned() };
        let key = slice.site.new_id();
        ops::object(slice, &mut tx, Some(&told.desk), (told.estate, told.vote, key), &said).await.unwrap();
        tx.commit().await.unwrap();
        let days = (Some(today), "2026-12-12".parse().unwrap(), "2026-12-20".parse().unwrap());
        let mut tx = db.write().await.unwrap();
        let refused = ops::announce(slice, &mut tx, &told.desk, on, days).await.unwrap_err();
        assert!(refused.to_string().contains("roll-objections-open"), "{refused}");
        drop(tx);
        let mut tx = db.write().await.unwrap();
        let answer = ("已按登记更正", true);
        ops::answer(slice, &mut tx, &told.desk, (told.estate, told.vote, key), answer).await.unwrap();
        assert!(ops::answer(slice, &mut tx, &told.desk, (told.estate, told.vote, key), answer).await.is_err());
        tx.commit().await.unwrap();
        told.act(VoteAct::ReopenRoll).await.unwrap();
        assert!(told.voters().await.is_empty(), "the roll is made anew");
    }

    async fn every_page_of_every_state_is_shown_in_both_languages(db: Db) {
        let house = House::with_demo(&db).await;
        let site = &house.compounds.site;
        for lang in ["zh-CN", "en"] {
            let street = house.staff("supervisor", lang).await;
            let nobody = house.nobody(lang);
            street.page("/desk/votes/overdue").await;
            let mut told = std::collections::BTreeSet::new();
            for estate in &ESTATES {
                let id = estate.id();
                let base = format!("/desk/estates/{id}/votes");
                street.page(&base).await;
                nobody.page(&format!("/estates/{id}/votes")).await;
                let mut tx = site.db.read().await.unwrap();
                let all = rows::of_estate(&mut tx, id, None, 50).await.unwrap();
                drop(tx);
                told.extend(all.iter().map(|it| it.state.name()));
                for vote in all {
                    let page = format!("{base}/{}", vote.id);
                    street.page(&page).await;
                    for part in ["edit", "roll", "delivery", "objections"] {
                        street.page(&format!("{page}/{part}")).await;
                    }
                    let public = format!("/estates/{id}/votes/{}", vote.id);
                    if vote.state.is_public() && vote.state.times().is_some() {
                        nobody.page(&public).await;
                        nobody.page(&format!("{public}/receipt")).await;
                    }
                }
                street.page(&format!("{base}/new")).await;
                street.page(&format!("{base}/unanimity")).await;
            }
            assert_eq!(told.len(), VoteStateName::ALL.len(), "one in each state");
        }
        let contested = Id::derived("huiyin demo vote", "contested-one");
        let mut tx = site.db.read().await.unwrap();
        let count = counts::load(&mut tx, contested).await.unwrap();
        drop(tx);
        let outcome = ops::outcome_of(count.as_ref()).unwrap().unwrap();
        let item = &outcome.items[0];
        assert!(!item.strict.passed && item.deemed.unwrap().passed, "{item:?}");
        let shown = house.nobody("zh-CN").page(&format!("/estates/{}/votes/{contested}", ESTATES[0].id())).await;
        assert!(shown.contains("只按收回的票") && shown.contains("按议事规则"));
    }

    async fn an_owner_votes_by_code_and_finds_the_ballot_again(db: Db) {
        let house = House::with_demo(&db).await;
        let gate = Id::derived("huiyin demo vote", "gate");
        let site = &house.compounds.site;
        let mut tx = site.db.read().await.unwrap();
        let all = voters::of_vote(&mut tx, &site.keys, gate, 0, 5_000).await.unwrap();
        drop(tx);
        let fresh = all.iter().find(|it| it.status == "none" && !it.voter.in_dispute && it.voter.owners == 1).unwrap();
        let owner = house.nobody("zh-CN");
        let here = format!("/ballot/{}", fresh.code.as_str());
        let page = owner.page(&here).await;
        assert!(page.contains("人车分流"));
        let empty = owner.submit(&here, (&here, "m0"), &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let cast = owner.submit(&here, (&here, "m0"), &[("m0", "no")]).await;
        assert_eq!(cast.status, StatusCode::OK, "{}", cast.text);
        assert!(cast.text.contains("选票回执"));
        let again = owner.submit(&here, (&here, "m0"), &[("m0", "yes")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let replaced = owner.submit(&here, (&here, "m0"), &[("m0", "yes"), ("replaces", "1")]).await;
        assert_eq!(replaced.status, StatusCode::OK);
        assert_eq!(owner.get("/ballot/0000000000A").await.status, StatusCode::NOT_FOUND);
        let wrong = owner.submit("/ballot", ("/ballot", "code"), &[("code", "<b>")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        // A form made up for a counter does not reach an estate elsewhere.
        let counter = house.staff("counter", "zh-CN").await;
        counter.page("/desk/votes").await;
        let own = format!("/desk/estates/{}/votes/{gate}/entry", ESTATES[0].id());
        counter.page(&own).await;
        let closed = Id::derived("huiyin demo vote", "closed");
        let elsewhere = format!("/desk/estates/{}/votes/{closed}/entry", ESTATES[5].id());
        assert_eq!(counter.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
        let typed = counter.submit(&own, (&own, "lines"), &[("lines", "1 q\n99999 y\n<script>")]).await;
        assert_eq!(typed.status, StatusCode::OK);
        assert!(!typed.text.contains("<script>"));
    }

    async fn a_form_keeps_what_was_typed_and_says_what_is_wrong(db: Db) {
        let house = House::with_demo(&db).await;
        let street = house.staff("supervisor", "zh-CN").await;
        let new = format!("/desk/estates/{}/votes/new", ESTATES[8].id());
        let item = [("i0_title", "二栋<电梯>"), ("i0_matter", "use_fund"), ("i0_text", "更换")];
        let fields = [("title", "新会"), ("proposer", "committee"), ("preset", "chongqing"),
            ("meeting", "regular"), ("silence", "majority"), ("clause", ""), ("clause_on", "2020-01-01")];
        let all: Vec<_> = fields.iter().chain(&item).copied().collect();
        let refused = street.submit(&new, (&new, "title"), &all).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("二栋&#60;电梯&#62;"), "what was typed is kept");
        let mut good = all.clone();
        good.retain(|it| it.0 != "silence");
        good.push(("silence", "none"));
        let made = street.submit(&new, (&new, "title"), &good).await;
        assert!(made.status.is_redirection(), "{}", made.text);
        let here = made.location.split('?').next().unwrap().to_owned();
        let act = format!("{here}/act");
        let done = street.submit(&here, (&act, "value=\"accept\""), &[("act", "accept")]).await;
        assert!(done.status.is_redirection(), "{}", done.text);
        let stale = [("act".to_owned(), "fix_roll".to_owned()), ("version".to_owned(), "1".to_owned())];
        let mut sent = crate::house::hidden(&street.page(&here).await, &act, "fix_roll");
        sent.retain(|it| it.0 != "version");
        sent.extend(stale);
        sent.push(("roll_on".to_owned(), "2026-11-26".to_owned()));
        assert_eq!(street.send(&act, &sent).await.status, StatusCode::CONFLICT);
    }
}
