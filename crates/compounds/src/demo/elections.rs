//! Elections of the model district: one whose committee sits, one whose candidates are being looked
//! into, and one whose candidates hang out. Who stands is invented.

use std::fmt::Write as _;

use huiyin_kernel::{Clock as _, Id};
use huiyin_tally::ranking::TieRule;

use super::{ESTATES, Past, account, plain_draft};
use crate::model::elections::{Check, ElectionSettings, Finding};
use crate::model::votes::{
    Evidence, Item, Matter, Proposer, Scope, VoteAct, VoteDraft, VoteSettings,
};
use crate::ops::votes::{self as votes, Desk};
use crate::ops::{By, OpError, elections as ops};
use crate::rules::elections::ElectionAct;
use crate::store::elections as rows;
use crate::store::votes::voters;

const CANDIDATES: [&str; 6] = ["龙嘉木", "任听澜", "蒲青禾", "晏守一", "阳若水", "敖知行"];
/// What the owners say of each candidate, by the number of the voter: the fifth is liked least and
/// the sixth is not liked enough.
const SAID: [&str; 6] = ["yyyyyy", "yyyyny", "yyynyn", "yynyyn", "ynyyyn", "yyyynn"];

const OPENED: i64 = 260;
const VOTE_MADE: i64 = 250;
const OPENS: i64 = 231;
const CLOSES: i64 = 220;
/// Days since the candidates of the third election hang out.
const POSTED: i64 = 3;

/// Makes the elections that are missing.
pub(super) async fn build(past: &Past) -> Result<(), OpError> {
    let (done, running) = (ESTATES[1].id(), ESTATES[2].id());
    if open(past, (done, "seated"), OPENED).await? {
        Box::pin(elect(past, done)).await?;
    }
    if open(past, (running, "candidacy"), 6).await? {
        for name in &CANDIDATES[..4] {
            nominate(past, (running, "candidacy"), name).await?;
        }
        check(past, (running, "candidacy"), 1, &Check::ALL[..4]).await?;
        check(past, (running, "candidacy"), 2, &Check::ALL[..2]).await?;
    }
    let posted = (ESTATES[6].id(), "noticed");
    if open(past, posted, POSTED + 9).await? {
        for (number, name) in (1..).zip(&CANDIDATES[..5]) {
            nominate(past, posted, name).await?;
            check(past, posted, number, Check::ALL).await?;
        }
        past.days_ago(POSTED);
        act(past, posted, ElectionAct::Notice { days: 10 }).await?;
    }
    past.days_ago(0);
    Ok(())
}

fn id_of(key: &str) -> Id {
    Id::derived("huiyin demo election", key)
}

async fn open(past: &Past, (estate, key): (Id, &str), days_ago: i64) -> Result<bool, OpError> {
    let site = &past.compounds.site;
    past.days_ago(days_ago);
    let mut tx = site.db.write().await?;
    if rows::load(&mut tx, &site.keys, id_of(key)).await?.is_some() {
        return Ok(false);
    }
    let settings = ElectionSettings {
        preset: "chongqing".to_owned(),
        seats: 5,
        alternates: 2,
        term_years: 5,
        ties: TieRule::RunOff,
        notice_days: 7,
    };
    let by = By::everywhere(account("committee"));
    ops::open(&mut tx, site, &by, (estate, id_of(key)), settings).await?;
    tx.commit().await?;
    Ok(true)
}

async fn act(past: &Past, (estate, key): (Id, &str), what: ElectionAct) -> Result<(), OpError> {
    let site = &past.compounds.site;
    let by = By::everywhere(account("committee"));
    let mut tx = site.db.write().await?;
    let (_, now) = ops::load(&mut tx, site, &by, (estate, id_of(key))).await?;
    ops::carry_out(&mut tx, site, &by, (estate, now.id, now.version), &what).await?;
    Ok(tx.commit().await?)
}

async fn nominate(past: &Past, on: (Id, &str), name: &str) -> Result<(), OpError> {
    let what = ElectionAct::Nominate {
        name: name.to_owned(),
        about: "住在本小区，愿意为邻居办事。".to_owned(),
    };
    act(past, on, what).await
}

async fn check(
    past: &Past,
    on: (Id, &str),
    candidate: u32,
    checks: &[Check],
) -> Result<(), OpError> {
    for check in checks {
        let finding = if check.may_be_left_out() {
            Finding::NotAsked
        } else {
            Finding::Met
        };
        let evidence = if check.may_be_left_out() {
            ""
        } else {
            "查看本人提交的材料（示例）"
        };
        let what = ElectionAct::Check {
            candidate,
            check: *check,
            finding,
            evidence: evidence.to_owned(),
        };
        act(past, on, what).await?;
    }
    Ok(())
}

async fn elect(past: &Past, estate: Id) -> Result<(), OpError> {
    let on = (estate, "seated");
    for (number, name) in (1..).zip(CANDIDATES) {
        nominate(past, on, name).await?;
        check(past, on, number, Check::ALL).await?;
    }
    act(past, on, ElectionAct::Notice { days: 7 }).await?;
    let vote = id_of("vote");
    prepare(past, (estate, vote)).await?;
    let facts = facts(past, (estate, vote)).await?;
    act(past, on, ElectionAct::PutToVote { vote: facts }).await?;
    ballots(past, (estate, vote)).await?;
    let facts = self::facts(past, (estate, vote)).await?;
    act(past, on, ElectionAct::TakeResult { vote: facts }).await?;
    let since = past.clock.now().date();
    act(past, on, ElectionAct::Seat { since }).await?;
    past.days_ago(CLOSES - 15);
    let filed = ElectionAct::File {
        on: past.clock.now().date(),
        number: "业委备〔示范〕3号".to_owned(),
    };
    act(past, on, filed).await
}

async fn facts(
    past: &Past,
    (estate, vote): (Id, Id),
) -> Result<crate::rules::elections::VoteFacts, OpError> {
    let mut tx = past.compounds.site.db.read().await?;
    ops::vote_facts(&mut tx, estate, vote).await
}

fn draft() -> VoteDraft {
    let item = |name: &&str| Item {
        title: format!("选举{name}为业主委员会委员"),
        text: "候选人已公示。".to_owned(),
        matter: Matter::Committee,
        consequence: "过线的候选人按票数排名，前五名当选。".to_owned(),
        scope: Scope::Estate,
    };
    let items = CANDIDATES.iter().map(item).collect();
    let plain = plain_draft("选举业主委员会的业主大会会议", Proposer::Committee, items);
    VoteDraft {
        settings: VoteSettings {
            extension_days: 0,
            ..plain.settings
        },
        ..plain
    }
}

async fn step(past: &Past, (estate, vote): (Id, Id), act: VoteAct) -> Result<(), OpError> {
    let slice = &past.compounds;
    let desk = match act {
        VoteAct::Open | VoteAct::Close => Desk::system(),
        _ => Desk::everywhere(account("supervisor")),
    };
    let mut tx = slice.site.db.write().await?;
    votes::act(slice, &mut tx, &desk, (estate, vote, None), act).await?;
    Ok(tx.commit().await?)
}

/// The vote up to its notice, and delivered to everybody.
async fn prepare(past: &Past, on: (Id, Id)) -> Result<(), OpError> {
    let slice = &past.compounds;
    let desk = Desk::everywhere(account("committee"));
    let steps = (on.0, on.1, None);
    past.days_ago(VOTE_MADE);
    let mut tx = slice.site.db.write().await?;
    votes::create(slice, &mut tx, &desk, on, draft()).await?;
    tx.commit().await?;
    step(past, on, VoteAct::Accept).await?;
    past.days_ago(VOTE_MADE - 1);
    let today = past.clock.now().date();
    let mut tx = slice.site.db.write().await?;
    votes::fix_roll(slice, &mut tx, &desk, steps, today).await?;
    tx.commit().await?;
    past.days_ago(VOTE_MADE - 3);
    let today = past.clock.now().date();
    let opens = today.plus_days(VOTE_MADE - 3 - OPENS);
    let last = today.plus_days(VOTE_MADE - 4 - CLOSES);
    let mut tx = slice.site.db.write().await?;
    votes::announce(slice, &mut tx, &desk, steps, (Some(today), opens, last)).await?;
    let all = voters::of_vote(&mut tx, &slice.site.keys, on.1, 0, 2_000).await?;
    let numbers: Vec<u32> = all.iter().map(|it| it.voter.number).collect();
    for some in numbers.chunks(400) {
        let how = (Evidence::Signed, today, "签收表第1册");
        votes::deliver(slice, &mut tx, &desk, on, some, how).await?;
    }
    Ok(tx.commit().await?)
}

/// Ballots on paper, read by two people, counted and published.
async fn ballots(past: &Past, on: (Id, Id)) -> Result<(), OpError> {
    let slice = &past.compounds;
    past.days_ago(OPENS);
    step(past, on, VoteAct::Open).await?;
    past.days_ago(OPENS - 2);
    let mut tx = slice.site.db.write().await?;
    let all = voters::of_vote(&mut tx, &slice.site.keys, on.1, 0, 2_000).await?;
    let mut lines = String::new();
    for (place, stored) in all.iter().filter(|it| !it.voter.in_dispute).enumerate() {
        let said: String = SAID
            .iter()
            .filter_map(|it| it.chars().nth(place % 6))
            .collect();
        let _ = writeln!(lines, "{} {said}", stored.voter.number);
    }
    for who in ["committee", "counter"] {
        let by = By::everywhere(account(who));
        votes::read_batch(slice, &mut tx, &by, on, &lines).await?;
    }
    tx.commit().await?;
    past.days_ago(CLOSES);
    step(past, on, VoteAct::Close).await?;
    let desk = Desk::everywhere(account("committee"));
    let mut tx = slice.site.db.write().await?;
    let names = "冉望春\n田守一";
    votes::count(slice, &mut tx, &desk, (on.0, on.1, None), names).await?;
    tx.commit().await?;
    step(past, on, VoteAct::Publish).await
}
