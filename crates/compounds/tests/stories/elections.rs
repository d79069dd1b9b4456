//! An election from its candidates to the end of a seat.
#![expect(
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "a story is read from top to bottom, and its acts are made on the spot"
)]

use axum::http::StatusCode;
use huiyin_compounds::demo::{self, ESTATES};
use huiyin_compounds::model::elections::*;
use huiyin_compounds::model::interim::{InterimEnd, Member};
use huiyin_compounds::model::register::Committee;
use huiyin_compounds::ops::{By, OpError, elections as ops, interim, register};
use huiyin_compounds::rules::elections::{
    ELECTION_TRANSITIONS, ElectionAct, ElectionChange, ElectionEvent, Item, VoteFacts, act,
    check_settings,
};
use huiyin_compounds::rules::interim::Draft;
use huiyin_compounds::store::{elections as rows, interim as interim_rows};
use huiyin_db::on_both_databases;
use huiyin_kernel::{Date, FloorArea, Id, Instant};
use huiyin_tally::Pair;
use huiyin_tally::ranking::TieRule;

use crate::house::{House, MIGRATIONS, hidden};

fn settings() -> ElectionSettings {
    ElectionSettings {
        preset: "chongqing".to_owned(),
        seats: 5,
        alternates: 2,
        term_years: 5,
        ties: TieRule::RunOff,
        notice_days: 7,
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn done(election: Election, what: ElectionAct, on: &str) -> Election {
    act(&election, &what, day(on)).unwrap().election
}

fn refused(election: &Election, what: ElectionAct, on: &str) -> ElectionRefused {
    act(election, &what, day(on)).unwrap_err()
}

fn begun() -> Election {
    Election {
        id: Id::derived("test", "election"),
        version: 1,
        estate: Id::derived("test", "estate"),
        settings: settings(),
        state: ElectionState::Candidacy,
        candidates: Vec::new(),
        created_at: Instant::parse_local("2026-01-05 09:00").unwrap(),
        created_by: Id::derived("test", "somebody"),
        follows: None,
    }
}

fn nominate(name: &str) -> ElectionAct {
    ElectionAct::Nominate {
        name: name.to_owned(),
        about: String::new(),
    }
}

fn checked(candidate: u32, check: Check, finding: Finding) -> ElectionAct {
    ElectionAct::Check {
        candidate,
        check,
        finding,
        evidence: "看过材料".to_owned(),
    }
}

/// Candidates `c1` to `c7`, all looked into.
fn ready() -> Election {
    let mut election = begun();
    for number in 1..=7 {
        election = done(election, nominate(&format!("c{number}")), "2026-01-05");
        for check in Check::ALL {
            election = done(
                election,
                checked(number, *check, Finding::Met),
                "2026-01-06",
            );
        }
    }
    election
}

/// The same, announced until 14 January.
fn noticed() -> Election {
    done(ready(), ElectionAct::Notice { days: 7 }, "2026-01-07")
}

fn pair(persons: u32) -> Pair {
    Pair::new(
        FloorArea::from_hundredths(i64::from(persons) * 9_000).unwrap(),
        persons,
    )
}

/// A vote on these candidates with so many in favour, of a hundred; 51 and more pass.
fn vote(said: &[(&str, u32)], opens_on: &str) -> VoteFacts {
    VoteFacts {
        id: Id::derived("test", opens_on),
        is_open: true,
        opens_on: Some(day(opens_on)),
        items: said
            .iter()
            .map(|(name, yes)| Item {
                title: format!("选举{name}"),
                elects: true,
                result: (*yes > 0).then(|| (pair(100), pair(*yes), *yes > 50)),
            })
            .collect(),
    }
}

const ALL: [(&str, u32); 7] = [
    ("c1", 90),
    ("c2", 80),
    ("c3", 70),
    ("c4", 65),
    ("c5", 60),
    ("c6", 60),
    ("c7", 40),
];

#[test]
fn nobody_stands_unseen_and_nothing_is_looser_than_the_rules() {
    let looser = |change: fn(&mut ElectionSettings)| {
        let mut settings = settings();
        change(&mut settings);
        check_settings(&settings, 800)
    };
    assert_eq!(check_settings(&settings(), 800), Ok(()));
    assert_eq!(looser(|it| it.seats = 6), Err(ElectionRefused::SeatsOdd));
    assert_eq!(looser(|it| it.seats = 3), Err(ElectionRefused::SeatsOdd));
    assert_eq!(
        looser(|it| it.alternates = 6),
        Err(ElectionRefused::AlternatesMany)
    );
    assert_eq!(
        looser(|it| it.term_years = 6),
        Err(ElectionRefused::TermLong)
    );
    assert_eq!(
        looser(|it| it.notice_days = 6),
        Err(ElectionRefused::NoticeShort)
    );
    assert_eq!(
        looser(|it| it.preset.clear()),
        Err(ElectionRefused::PresetUnknown)
    );

    let empty = begun();
    let notice = || ElectionAct::Notice { days: 7 };
    assert_eq!(
        refused(&empty, notice(), "2026-01-07"),
        ElectionRefused::NobodyStands
    );
    assert_eq!(
        refused(&empty, nominate(" "), "2026-01-07"),
        ElectionRefused::NameMissing
    );
    let one = done(empty, nominate("c1"), "2026-01-05");
    assert_eq!(
        refused(&one, nominate("c1"), "2026-01-05"),
        ElectionRefused::CandidateTwice
    );
    assert_eq!(
        refused(&one, notice(), "2026-01-07"),
        ElectionRefused::NotChecked
    );
    let left_out = checked(1, Check::Owner, Finding::NotAsked);
    assert_eq!(
        refused(&one, left_out, "2026-01-07"),
        ElectionRefused::MustBeAsked
    );
    let bare = ElectionAct::Check {
        candidate: 1,
        check: Check::Owner,
        finding: Finding::Met,
        evidence: " ".to_owned(),
    };
    assert_eq!(
        refused(&one, bare, "2026-01-07"),
        ElectionRefused::EvidenceMissing
    );
    let mut one = one;
    for check in Check::ALL {
        one = done(one, checked(1, *check, Finding::Met), "2026-01-06");
    }
    let one = done(
        one,
        checked(1, Check::NoInterest, Finding::NotMet),
        "2026-01-07",
    );
    assert_eq!(
        refused(&one, notice(), "2026-01-07"),
        ElectionRefused::NotChecked
    );
    let gone = done(one, ElectionAct::StandDown { candidate: 1 }, "2026-01-07");
    assert_eq!(
        refused(&gone, notice(), "2026-01-07"),
        ElectionRefused::NobodyStands
    );
}

/// Every act in every state: open only where the table has it, and it leads where the table says.
#[test]
fn an_election_stays_on_its_table() {
    let clear = [90, 80, 70, 65, 60, 55, 40];
    let clear: Vec<(&str, u32)> = ALL.iter().zip(clear).map(|(it, yes)| (it.0, yes)).collect();
    let vote = || vote(&clear, "2026-01-15");
    let since = day("2026-02-05");
    let acts = [
        nominate("c8"),
        checked(1, Check::Owner, Finding::Met),
        ElectionAct::StandDown { candidate: 7 },
        ElectionAct::Notice { days: 7 },
        ElectionAct::PutToVote { vote: vote() },
        ElectionAct::TakeResult { vote: vote() },
        ElectionAct::Seat { since },
        ElectionAct::File {
            on: since,
            number: "备 1".to_owned(),
        },
        ElectionAct::EndSeat {
            candidate: 1,
            on: since,
            why: SeatEnd::Resigned,
        },
        ElectionAct::Warn,
        ElectionAct::Withdraw,
    ];
    let voting = done(
        noticed(),
        ElectionAct::PutToVote { vote: vote() },
        "2026-01-15",
    );
    let take = ElectionAct::TakeResult { vote: vote() };
    let ranked = done(voting.clone(), take, "2026-02-01");
    let seated = done(ranked.clone(), ElectionAct::Seat { since }, "2026-02-05");
    let withdrawn = done(begun(), ElectionAct::Withdraw, "2026-01-06");
    let mut open = std::collections::BTreeSet::new();
    for here in [ready(), noticed(), voting, ranked, seated, withdrawn] {
        let before = here.state.name();
        for what in &acts {
            let rule = ELECTION_TRANSITIONS.iter().find(|it| it.act == what.name());
            let rule = rule.unwrap();
            // The end of the term is near only then.
            let is_late = matches!(what, ElectionAct::Warn);
            let on = if is_late { "2030-12-01" } else { "2026-03-01" };
            match act(&here, what, day(on)) {
                Ok(change) => {
                    assert!(rule.from.contains(&before), "{} in {before}", rule.act);
                    assert_eq!(change.election.state.name(), rule.to.unwrap_or(before));
                    open.insert(rule.act);
                }
                Err(why) if !rule.from.contains(&before) => {
                    assert_eq!(why, ElectionRefused::NotNow, "{} in {before}", rule.act);
                }
                Err(_) => {}
            }
        }
    }
    assert_eq!(open.len(), ELECTION_TRANSITIONS.len(), "{open:?}");
}

#[test]
fn equals_at_the_last_seat_stand_again_before_anybody_sits() {
    let put = |vote| ElectionAct::PutToVote { vote };
    let take = |vote| ElectionAct::TakeResult { vote };
    let noticed = noticed();
    let early = vote(&ALL, "2026-01-14");
    assert_eq!(
        refused(&noticed, put(early), "2026-01-10"),
        ElectionRefused::NoticeRuns
    );
    let few = vote(&ALL[1..], "2026-01-15");
    assert_eq!(
        refused(&noticed, put(few), "2026-01-15"),
        ElectionRefused::VoteItems
    );
    let open = vote(&ALL.map(|it| (it.0, 0)), "2026-01-15");
    let voting = done(noticed, put(open.clone()), "2026-01-15");
    assert_eq!(
        refused(&voting, take(open), "2026-02-01"),
        ElectionRefused::VoteNotCounted
    );
    let ranked = done(voting, take(vote(&ALL, "2026-01-15")), "2026-02-01");
    let since = day("2026-02-20");
    let seat = || ElectionAct::Seat { since };
    assert_eq!(
        refused(&ranked, seat(), "2026-02-20"),
        ElectionRefused::RunOffFirst
    );
    let again = vote(&[("c5", 52), ("c6", 61)], "2026-02-10");
    let ranked = done(ranked, put(again.clone()), "2026-02-10");
    let ranked = done(ranked, take(again), "2026-02-20");
    assert_eq!(
        refused(&ranked, seat(), "2026-02-19"),
        ElectionRefused::DayFuture
    );
    let seated = done(ranked, seat(), "2026-02-20");
    let ElectionState::Seated {
        members,
        alternates,
        until,
        ..
    } = &seated.state
    else {
        panic!("nobody sits");
    };
    let numbers: Vec<u32> = members.iter().map(|it| it.candidate).collect();
    assert_eq!(
        (numbers, alternates.clone()),
        (vec![1, 2, 3, 4, 6], vec![5])
    );
    assert_eq!(
        (*until, seated.file_by()),
        (day("2031-02-20"), Some(day("2026-03-22")))
    );
    assert_eq!(seated.first_meeting_by(), Some(day("2026-02-27")));

    let end = |candidate| ElectionAct::EndSeat {
        candidate,
        on: day("2026-06-01"),
        why: SeatEnd::Resigned,
    };
    let left = done(seated, end(2), "2026-06-01");
    assert_eq!(
        (left.filled(), left.is_half_empty()),
        (5, false),
        "the alternate moved up"
    );
    assert_eq!(
        refused(&left, end(2), "2026-06-01"),
        ElectionRefused::SeatUnknown
    );
    let left = done(done(left, end(1), "2026-06-01"), end(3), "2026-06-01");
    assert_eq!((left.filled(), left.is_half_empty()), (3, false));
    let left = done(left, end(4), "2026-06-01");
    assert!(left.is_half_empty(), "three of five seats are empty");
    let warned = |on| act(&left, &ElectionAct::Warn, day(on)).is_ok();
    assert!(
        !warned("2030-11-21") && warned("2030-11-22"),
        "ninety days before"
    );
}

on_both_databases! { MIGRATIONS;
    async fn the_demo_has_a_committee_and_candidates(db: Db) {
        let house = House::with_demo(&db).await;
        let site = &house.compounds.site;
        let mut tx = db.read().await.unwrap();
        let all = rows::of_estate(&mut tx, &site.keys, ESTATES[1].id()).await.unwrap();
        drop(tx);
        let election = &all[0];
        assert_eq!((election.state.name(), election.filled()), (StateName::Seated, 5));
        let base = format!("/estates/{}/elections/{}", ESTATES[1].id(), election.id);
        let public = house.nobody("zh-CN").page(&base).await;
        assert!(public.contains("龙嘉木") && !public.contains("查看本人提交的材料"));
        let desk = house.staff("supervisor", "en").await;
        let shown = desk.page(&format!("/desk{base}")).await;
        assert!(shown.contains("查看本人提交的材料") && shown.contains("业委备"), "{shown}");
        // Names lie sealed, and the journal knows numbers only.
        let kinds = house.journal(election.id).await;
        assert_eq!(kinds.last().map(String::as_str), Some("filed"));
        let json = desk.page(&format!("/api/v1/estates/{}/elections", ESTATES[1].id())).await;
        assert!(json.contains("\"filled\":5") && !json.contains("龙嘉木"), "{json}");
        // A term that ends is announced once.
        house.clock.set(site.now().plus_hours(24 * 365 * 5));
        assert_eq!(ops::warn_of_terms(&house.compounds).await.unwrap(), 1);
        assert_eq!(ops::warn_of_terms(&house.compounds).await.unwrap(), 0);
    }

    async fn a_committee_that_sits_ends_the_one_that_stood_in(db: Db) {
        let house = House::with_demo(&db).await;
        let site = &house.compounds.site;
        let by = By::everywhere(demo::account("supervisor"));
        let estate = ESTATES[6].id();
        let members = (0..7).map(|at| Member {
            name: format!("m{at}"),
            is_owner: at < 4,
            of_residents_committee: at >= 4,
            is_chair: at == 6,
        });
        let draft = Draft {
            preset: "beijing".to_owned(),
            number: "9".to_owned(),
            since: day("2026-06-01"),
            term_years: 3,
            members: members.collect(),
        };
        let distinct = ALL.map(|(name, yes)| (name, if name == "c6" { 55 } else { yes }));
        let open = vote(&distinct.map(|it| (it.0, 0)), "2026-01-15");
        let voting = done(noticed(), ElectionAct::PutToVote { vote: open }, "2026-01-15");
        let result = vote(&distinct, "2026-01-15");
        let ranked = Election {
            id: site.new_id(),
            version: 1,
            estate,
            ..done(voting, ElectionAct::TakeResult { vote: result }, "2026-02-01")
        };
        let id = ranked.id;
        let mut tx = db.write().await.unwrap();
        interim::set_up(&mut tx, site, &by, (estate, site.new_id()), &draft).await.unwrap();
        let change = ElectionChange { election: ranked, event: ElectionEvent::Withdrawn };
        let sealing = (&site.keys, &*site.entropy);
        rows::save(&mut tx, sealing, &change, ("test", site.now())).await.unwrap();
        let seat = ElectionAct::Seat { since: day("2026-11-25") };
        ops::carry_out(&mut tx, site, &by, (estate, id, 1), &seat).await.unwrap();
        let stood_in = interim_rows::of_estate(&mut tx, &site.keys, estate).await.unwrap();
        assert_eq!(stood_in[0].ended, Some((day("2026-11-25"), InterimEnd::Elected)));
        let facts = register::estate(&mut tx, estate).await.unwrap().facts;
        assert_eq!(facts.committee, Some(Committee::Elected));
        assert_eq!((facts.committee_since, facts.committee_until), (Some(day("2026-11-25")), Some(day("2031-11-25"))));
        let late = interim::set_up(&mut tx, site, &by, (estate, site.new_id()), &draft).await;
        assert!(late.is_err(), "a committee sits");
    }

    async fn an_election_is_opened_and_led_at_the_desk(db: Db) {
        let house = House::with_demo(&db).await;
        let desk = house.staff("supervisor", "en").await;
        let list = format!("/desk/estates/{}/elections", ESTATES[3].id());
        let form = format!("{list}/new");
        let said = [("preset", "chongqing"), ("seats", "4"), ("alternates", "2"),
            ("term_years", "5"), ("notice_days", "7"), ("ties", "run-off")];
        let odd = desk.submit(&form, (&form, ""), &said).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(odd.text.contains("must be odd"), "{}", odd.text);
        let mut said = said;
        said[1].1 = "5";
        let opened = desk.submit(&form, (&form, ""), &said).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        let here = opened.location.split('?').next().unwrap().to_owned();
        let act = format!("{here}/act");
        let named = desk.submit(&here, (&act, "nominate"), &[("name", "甲")]).await;
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.text);
        let early = desk.submit(&here, (&act, "value=\"notice\""), &[("days", "7")]).await;
        assert!(early.text.contains("open or not met"), "{}", early.text);
        let public = format!("/estates/{}", here.trim_start_matches("/desk/estates/"));
        let hidden = house.nobody("en").get(&public).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "not before the notice");
    }

    async fn half_empty_seats_open_one_election_of_all_and_no_second(db: Db) {
        let house = House::with_demo(&db).await;
        let site = &house.compounds.site;
        let by = By::everywhere(demo::account("supervisor"));
        let estate = ESTATES[1].id();
        let mut tx = db.read().await.unwrap();
        let mut left = rows::of_estate(&mut tx, &site.keys, estate).await.unwrap().remove(0);
        drop(tx);
        let mut tx = db.write().await.unwrap();
        let early = ops::open_by_election(&mut tx, site, &by, (estate, left.id)).await;
        assert!(early.is_err(), "all seats are held");
        while !left.is_half_empty() {
            let ElectionState::Seated { members, .. } = &left.state else { panic!("nobody sits") };
            let held = members.iter().find(|it| it.ended.is_none()).unwrap();
            let end = ElectionAct::EndSeat {
                candidate: held.candidate,
                on: site.now().date(),
                why: SeatEnd::Resigned,
            };
            let which = (estate, left.id, left.version);
            left = ops::carry_out(&mut tx, site, &by, which, &end).await.unwrap();
        }
        tx.commit().await.unwrap();
        let page = format!("/desk/estates/{estate}/elections/{}", left.id);
        let again = format!("{page}/again");
        let desk = house.staff("supervisor", "zh-CN").await;
        // Two have the page before them when each presses the button.
        let one = hidden(&desk.page(&page).await, &again, "");
        let other = hidden(&desk.page(&page).await, &again, "");
        let first = desk.send(&again, &one).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
        let second = desk.send(&again, &other).await;
        assert_eq!(second.location, first.location, "twice does not make two");
        let opened = desk.page(first.location.split('?').next().unwrap()).await;
        assert!(opened.contains("半数以上席位空缺") && opened.contains("重新选举"), "{opened}");
        let mut tx = db.read().await.unwrap();
        let all = rows::of_estate(&mut tx, &site.keys, estate).await.unwrap();
        let follow: Vec<_> = all.iter().filter(|it| it.follows == Some(left.id)).collect();
        assert_eq!(follow.len(), 1);
        assert_eq!(follow[0].settings, left.settings);
        assert_eq!(follow[0].state.name(), StateName::Candidacy);
        let desk_list = format!("/api/v1/estates/{estate}/elections");
        let listed = desk.page(&desk_list).await;
        assert!(!listed.contains("\"needs_by_election\":true"), "{listed}");
        let old = desk.page(&page).await;
        assert!(!old.contains("半数以上席位空缺") && !old.contains(&again), "{old}");
        drop(tx);

        // Without that one, an ordinary election is as good.
        let mut tx = db.write().await.unwrap();
        let which = (estate, follow[0].id, follow[0].version);
        ops::carry_out(&mut tx, site, &by, which, &ElectionAct::Withdraw).await.unwrap();
        tx.commit().await.unwrap();
        assert!(desk.page(&page).await.contains(&again), "the first one was withdrawn");
        assert!(desk.page(&desk_list).await.contains("\"needs_by_election\":true"));
        let mut tx = db.write().await.unwrap();
        let (id, same) = (site.new_id(), left.settings.clone());
        let ordinary = ops::open(&mut tx, site, &by, (estate, id), same).await.unwrap();
        let found = ops::open_by_election(&mut tx, site, &by, (estate, left.id)).await.unwrap();
        assert_eq!(found.id, ordinary.id, "no second one beside it");
        tx.commit().await.unwrap();
        let old = desk.page(&page).await;
        assert!(!old.contains("半数以上席位空缺") && !old.contains(&again), "{old}");
    }

    async fn two_who_act_at_once_do_not_undo_each_other(db: Db) {
        let house = House::with_demo(&db).await;
        let site = &house.compounds.site;
        let by = By::everywhere(demo::account("committee"));
        let (estate, id) = (ESTATES[3].id(), site.new_id());
        let mut tx = db.write().await.unwrap();
        ops::open(&mut tx, site, &by, (estate, id), settings()).await.unwrap();
        let again = ops::open(&mut tx, site, &by, (estate, id), settings()).await.unwrap();
        assert_eq!(again.version, 1, "sent twice it is one election");
        ops::carry_out(&mut tx, site, &by, (estate, id, 1), &nominate("甲")).await.unwrap();
        let late = ops::carry_out(&mut tx, site, &by, (estate, id, 1), &nominate("乙")).await;
        assert!(matches!(late, Err(OpError::Store(huiyin_db::StoreError::Conflict { .. }))));
        let other = ops::load(&mut tx, site, &by, (ESTATES[4].id(), id)).await;
        assert!(matches!(other, Err(OpError::NotFound)));
    }
}
