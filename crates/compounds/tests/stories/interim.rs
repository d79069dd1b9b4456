//! An interim committee: set up by the street, and over when a committee is elected or its time is.

use axum::http::StatusCode;
use huiyin_compounds::demo::ESTATES;
use huiyin_compounds::model::interim::{Interim, InterimEnd, InterimRefused, Member};
use huiyin_compounds::model::register::Committee;
use huiyin_compounds::ops::{By, interim as ops, register};
use huiyin_compounds::rules::interim::{Draft, Standing, end, set_up};
use huiyin_compounds::store::interim as rows;
use huiyin_db::on_both_databases;
use huiyin_kernel::{Date, Id, Instant, Lang};
use huiyin_web::Texts;

use crate::house::{House, MIGRATIONS};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Four owners and three of the residents' committee, one of whom has the chair.
fn members() -> Vec<Member> {
    let member = |at: usize| Member {
        name: format!("m{at}"),
        is_owner: at < 4,
        of_residents_committee: at >= 4,
        is_chair: at == 6,
    };
    (0..7).map(member).collect()
}

fn draft() -> Draft {
    Draft {
        preset: "beijing".to_owned(),
        number: "街发〔2026〕9号".to_owned(),
        since: day("2026-11-01"),
        term_years: 3,
        members: members(),
    }
}

const NOBODY: Standing = Standing {
    committee: Some(Committee::None),
    sits_already: false,
};

fn decided(draft: &Draft, standing: Standing) -> Result<Interim, InterimRefused> {
    let now = Instant::parse_local("2026-11-26 09:00").unwrap();
    let ids = (
        Id::derived("test", "interim"),
        Id::derived("test", "estate"),
    );
    let who = (Id::derived("test", "street"), now);
    set_up(draft, standing, ids, who).map(|(interim, _)| interim)
}

#[test]
fn its_numbers_are_held_and_its_chair_comes_from_the_residents_committee() {
    type Change = fn(&mut Draft);
    let interim = decided(&draft(), NOBODY).unwrap();
    assert_eq!(interim.until, day("2029-11-01"));
    let cases: [(Change, InterimRefused); 11] = [
        (
            |it| it.preset = "chongqing".to_owned(),
            InterimRefused::NoRule,
        ),
        (|it| it.members.truncate(5), InterimRefused::TooFew),
        (
            |it| {
                it.members.push(Member {
                    name: "m8".to_owned(),
                    is_owner: true,
                    of_residents_committee: false,
                    is_chair: false,
                });
            },
            InterimRefused::Even,
        ),
        (
            |it| it.members[0].is_owner = false,
            InterimRefused::OwnersFewer,
        ),
        (|it| it.members[5].is_chair = true, InterimRefused::OneChair),
        (
            |it| it.members[6].is_chair = false,
            InterimRefused::OneChair,
        ),
        (
            |it| it.members[6].of_residents_committee = false,
            InterimRefused::ChairFromOutside,
        ),
        (
            |it| it.members[1].name = " m0 ".to_owned(),
            InterimRefused::NameTwice,
        ),
        (|it| it.term_years = 4, InterimRefused::TermLong),
        (|it| it.since = day("2026-11-27"), InterimRefused::DayFuture),
        (
            |it| it.number = "  ".to_owned(),
            InterimRefused::NumberMissing,
        ),
    ];
    for (change, why) in cases {
        let mut wrong = draft();
        change(&mut wrong);
        assert_eq!(decided(&wrong, NOBODY).map(drop), Err(why));
    }
}

#[test]
fn it_stands_in_for_nobody_who_sits() {
    let elected = Standing {
        committee: Some(Committee::Elected),
        ..NOBODY
    };
    assert_eq!(
        decided(&draft(), elected).map(drop),
        Err(InterimRefused::CommitteeSits)
    );
    let second = Standing {
        sits_already: true,
        ..NOBODY
    };
    assert_eq!(
        decided(&draft(), second).map(drop),
        Err(InterimRefused::SitsAlready)
    );
}

#[test]
fn it_ends_once_and_its_time_is_not_over_before_its_day() {
    let interim = decided(&draft(), NOBODY).unwrap();
    let today = day("2026-12-01");
    let over = |on: &str, why, today: &str| {
        end(&interim, (day(on), why), day(today)).map(|(next, _)| next)
    };
    let early = over("2029-10-31", InterimEnd::TermOver, "2029-12-01");
    assert_eq!(early.map(drop), Err(InterimRefused::DayBefore));
    let future = over("2026-12-02", InterimEnd::Dissolved, "2026-12-01");
    assert_eq!(future.map(drop), Err(InterimRefused::DayFuture));
    let ended = over("2026-11-30", InterimEnd::Elected, "2026-12-01").unwrap();
    assert_eq!((ended.version, ended.sits()), (2, false));
    let again = end(&ended, (today, InterimEnd::Dissolved), today);
    assert_eq!(again.map(drop), Err(InterimRefused::NotSitting));
}

on_both_databases! { MIGRATIONS;
    async fn the_street_sets_it_up_and_its_time_runs_out(db: Db) {
        let house = House::with_demo(&db).await;
        // Nobody speaks for the owners of the seventh estate.
        let estate = ESTATES[6].id();
        let street = house.staff("supervisor-gyq", "zh-CN").await;
        let path = format!("/desk/estates/{estate}/interim");
        let rows_of = "冉望春 业主\n田守一 业主\n秦映雪 业主\n龙嘉木 业主\n任听澜 居委会\n蒲青禾 居委会\n";
        let form = |members: String| [
            ("preset", "beijing".to_owned()), ("number", "街发〔2026〕9号".to_owned()),
            ("since", "2026-11-20".to_owned()), ("term_years", "2".to_owned()), ("members", members),
        ];
        let send = async |members: &str| {
            let fields = form(members.to_owned());
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, it)| (*name, it.as_str())).collect();
            street.submit(&path, (&path, "name=\"members\""), &fields).await
        };
        for (lang, source, rule) in [
            ("zh-CN", "依据：北京市物业管理条例第五十四、五十八条", "至少 7 人"),
            ("en", "Set down in: Beijing property regulation, arts. 54 and 58", "At least 7 members"),
        ] {
            let page = house.staff("supervisor-gyq", lang).await.page(&path).await;
            assert!(page.contains(source) && page.contains(rule), "{lang}: {page}");
        }
        let refused = send(rows_of).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("单数") && refused.text.contains("冉望春"), "{}", refused.text);
        let done = send(&format!("{rows_of}晏守一 居委会 主任")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let public = house.nobody("zh-CN").page(&format!("/estates/{estate}/elections")).await;
        assert!(public.contains("晏守一 · 主任 · 居委会") && public.contains("街发〔2026〕9号"), "{public}");
        assert!(public.contains("依据：北京市物业管理条例"), "{public}");
        let clerk = house.staff("clerk", "zh-CN").await;
        assert_eq!(clerk.get(&path).await.status, StatusCode::NOT_FOUND);

        let site = &house.compounds.site;
        let mut tx = db.read().await.unwrap();
        let found = register::estate(&mut tx, estate).await.unwrap();
        drop(tx);
        assert_eq!(found.facts.committee, Some(Committee::Interim));
        assert_eq!(found.facts.committee_until, Some(day("2028-11-20")));
        house.clock.set(Instant::parse_local("2028-11-19 09:00").unwrap());
        assert_eq!(ops::end_due(&house.compounds).await.unwrap(), 0);
        house.clock.set(Instant::parse_local("2028-11-20 09:00").unwrap());
        assert_eq!(ops::end_due(&house.compounds).await.unwrap(), 1);
        assert_eq!(ops::end_due(&house.compounds).await.unwrap(), 0, "twice does no harm");
        let mut tx = db.read().await.unwrap();
        let found = register::estate(&mut tx, estate).await.unwrap();
        assert_eq!(found.facts.committee, Some(Committee::None));
        let all = rows::of_estate(&mut tx, &site.keys, estate).await.unwrap();
        drop(tx);
        assert_eq!(all[0].ended, Some((day("2028-11-20"), InterimEnd::TermOver)));
        assert_eq!(house.journal(all[0].id).await, ["set_up", "ended"]);
        let public = house.nobody("zh-CN").page(&format!("/estates/{estate}/elections")).await;
        assert!(public.contains("任期届满") && !public.contains("晏守一"), "names go with the mandate");
    }

    async fn the_street_lets_it_go(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = ESTATES[6].id();
        let site = &house.compounds.site;
        let by = By::everywhere(Id::derived("demo account", "supervisor"));
        let mut tx = db.write().await.unwrap();
        let id = site.new_id();
        ops::set_up(&mut tx, site, &by, (estate, id), &draft()).await.unwrap();
        let again = ops::set_up(&mut tx, site, &by, (estate, site.new_id()), &draft()).await;
        assert!(again.is_err(), "one sits already");
        ops::dissolve(&mut tx, site, &by, estate, day("2026-11-25")).await.unwrap();
        assert!(ops::dissolve(&mut tx, site, &by, estate, day("2026-11-25")).await.is_err());
        ops::set_up(&mut tx, site, &by, (estate, site.new_id()), &draft()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[test]
fn every_refusal_and_every_end_has_its_sentence() {
    let texts = Texts::load().unwrap();
    let refused = InterimRefused::ALL
        .iter()
        .map(|it| format!("refused-{}", it.key()));
    let ends = InterimEnd::ALL
        .iter()
        .map(|it| format!("ended-{}", it.key()));
    for key in refused.chain(ends) {
        for lang in Lang::ALL {
            assert!(
                texts.has(lang, &format!("compounds-interim-{key}")),
                "{lang:?} {key}"
            );
        }
    }
}
