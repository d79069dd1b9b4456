//! Votes of the model district, one in each state, made through the real operations. Two of them
//! are contested as the two that courts in Minhang had to judge: by the returned ballots alone they
//! fail, and with the silent owners added they pass. What they are about is invented.

use huiyin_kernel::Id;

use super::{ESTATES, Past, account, dice, plain_draft, plain_item};
use crate::model::votes::{
    Clause, Evidence, Marks, Matter, Proposer, Silence, VoidCause, VoteAct, VoteDraft,
    VoteSettings, VoteStateName as S,
};
use crate::ops::votes::{self as ops, Desk};
use crate::ops::{By, OpError};
use crate::store::votes as rows;
use crate::store::votes::voters::{self, Stored};

/// How many of a hundred voters do what.
#[derive(Clone, Copy)]
struct Mood {
    yes: usize,
    no: usize,
    abstain: usize,
    /// Reached, and silent; the rest is not reached.
    silent: usize,
}

const AGREED: Mood = Mood {
    yes: 70,
    no: 12,
    abstain: 3,
    silent: 10,
};
const CONTESTED: Mood = Mood {
    yes: 32,
    no: 21,
    abstain: 1,
    silent: 43,
};
/// A vote that is still under way.
const HALF: Mood = Mood {
    yes: 30,
    no: 8,
    abstain: 4,
    silent: 40,
};

struct Story {
    key: &'static str,
    estate: usize,
    made: i64,
    reaches: S,
    by: Proposer,
    title: &'static str,
    item: (&'static str, Matter, &'static str),
    mood: Mood,
    deems: bool,
    electronic: bool,
}

const fn story(key: &'static str, estate: usize, made: i64, reaches: S) -> Story {
    Story {
        key,
        estate,
        made,
        reaches,
        by: Proposer::Committee,
        title: "业主大会会议",
        item: (
            "用维修资金翻修屋面防水",
            Matter::UseFund,
            "三栋屋面渗水，拟使用维修资金翻修，预算附后，完工后结算公示。",
        ),
        mood: AGREED,
        deems: false,
        electronic: false,
    }
}

const PARKING: (&str, Matter, &str) = (
    "选聘物业服务企业",
    Matter::Manager,
    "现有物业服务合同期满，拟按公示的招标结果选聘，合同三年，物业费标准不变。",
);

const FIRST: (&str, Matter, &str) = (
    "制定业主大会议事规则",
    Matter::Procedure,
    "议事规则草案已在公告栏公示，规定会议的召集、表决票的送达和计票办法。",
);

/// The last day is 28 days after it was made.
const STORIES: [Story; 15] = [
    Story {
        title: "选聘物业服务企业的业主大会会议",
        item: PARKING,
        mood: CONTESTED,
        deems: true,
        ..story("contested-one", 0, 62, S::Published)
    },
    Story {
        title: "大门和停车秩序的业主大会会议",
        item: (
            "小区大门改为人车分流",
            Matter::Other,
            "南门只走行人和非机动车，北门走机动车；施工两周，费用从公共收益列支。",
        ),
        mood: HALF,
        electronic: true,
        ..story("gate", 0, 24, S::Voting)
    },
    Story {
        title: "公共收益使用办法",
        ..story("proposed", 1, 3, S::Proposed)
    },
    Story {
        title: "停车管理办法",
        ..story("preparing", 1, 5, S::Preparing)
    },
    Story {
        title: "加装快递柜",
        ..story("withdrawn", 1, 120, S::Withdrawn)
    },
    story("void", 3, 150, S::Void),
    story("announced", 3, 10, S::Announced),
    story("roll", 3, 2, S::RollPosted),
    // Sealed long ago and never counted: what the street sees as late.
    story("committed", 5, 62, S::Committed),
    story("closed", 5, 30, S::Closed),
    story("counted", 2, 31, S::Counted),
    story("filed", 7, 90, S::Filed),
    // Where nobody is elected yet, the street calls the owners together.
    Story {
        by: Proposer::Street,
        title: "物管会组织的业主大会会议",
        ..story("interim", 4, 75, S::Published)
    },
    Story {
        by: Proposer::Street,
        title: "首次业主大会会议",
        item: FIRST,
        ..story("first", 6, 4, S::Preparing)
    },
    Story {
        title: "续聘物业服务企业的业主大会会议",
        item: PARKING,
        mood: CONTESTED,
        deems: true,
        ..story("contested-two", 8, 70, S::Published)
    },
];

const OPENS_AFTER: i64 = 19;
const LASTS_UNTIL: i64 = 28;

/// Makes the votes that are missing and says how many that were.
pub(super) async fn build(past: &Past) -> Result<usize, OpError> {
    let mut made = 0;
    for story in &STORIES {
        made += usize::from(Box::pin(tell(past, story)).await?);
    }
    past.days_ago(0);
    Ok(made)
}

fn draft(past: &Past, story: &Story) -> VoteDraft {
    let silence = if story.deems {
        Silence::Majority {
            clause: Clause {
                text: "已送达选票的业主在规定时间内不反馈意见的，视为同意多数业主的意见".to_owned(),
                on: past.now.date().plus_days(-1_500),
            },
        }
    } else {
        Silence::None
    };
    let plain = plain_draft(story.title, story.by, vec![plain_item(story.item)]);
    VoteDraft {
        settings: VoteSettings {
            silence,
            // Ballots by the page need a city whose rules allow them.
            preset: if story.electronic {
                "hangzhou".to_owned()
            } else {
                plain.settings.preset.clone()
            },
            electronic: story
                .electronic
                .then(|| "杭州市物业管理条例（2021）关于电子投票的规定（示例）".to_owned()),
            ..plain.settings
        },
        ..plain
    }
}

async fn tell(past: &Past, story: &Story) -> Result<bool, OpError> {
    let slice = &past.compounds;
    let estate = ESTATES[story.estate].id();
    let id = Id::derived("huiyin demo vote", story.key);
    let mut tx = slice.site.db.read().await?;
    let known = rows::load(&mut tx, id).await?.is_some();
    drop(tx);
    if known {
        return Ok(false);
    }
    let desk = Desk::everywhere(account("committee"));
    past.days_ago(story.made);
    let mut tx = slice.site.db.write().await?;
    let on = (estate, id);
    ops::create(slice, &mut tx, &desk, on, draft(past, story)).await?;
    tx.commit().await?;
    if story.reaches == S::Proposed {
        return Ok(true);
    }
    step(past, on, VoteAct::Accept).await?;
    if story.reaches == S::Withdrawn {
        step(past, on, VoteAct::Withdraw).await?;
    }
    if matches!(story.reaches, S::Preparing | S::Withdrawn) {
        return Ok(true);
    }
    past.days_ago(story.made - 1);
    let today = slice.site.now().date();
    let mut tx = slice.site.db.write().await?;
    ops::fix_roll(slice, &mut tx, &desk, (estate, id, None), today).await?;
    tx.commit().await?;
    if story.reaches == S::RollPosted {
        return Ok(true);
    }
    announce(past, story, on).await?;
    if story.reaches != S::Announced {
        vote(past, story, on).await?;
        finish(past, story, on).await?;
    }
    Ok(true)
}

async fn step(past: &Past, (estate, id): (Id, Id), act: VoteAct) -> Result<(), OpError> {
    let slice = &past.compounds;
    let desk = match act {
        VoteAct::Open | VoteAct::Close => Desk::system(),
        _ => Desk::everywhere(account("supervisor")),
    };
    let mut tx = slice.site.db.write().await?;
    ops::act(slice, &mut tx, &desk, (estate, id, None), act).await?;
    Ok(tx.commit().await?)
}

async fn announce(past: &Past, story: &Story, on: (Id, Id)) -> Result<(), OpError> {
    let slice = &past.compounds;
    let desk = Desk::everywhere(account("committee"));
    past.days_ago(story.made - 3);
    let today = slice.site.now().date();
    let days = (
        Some(today),
        today.plus_days(OPENS_AFTER - 3),
        today.plus_days(LASTS_UNTIL - 3),
    );
    let mut tx = slice.site.db.write().await?;
    ops::announce(slice, &mut tx, &desk, (on.0, on.1, None), days).await?;
    let reached = reached(past, &mut tx, story, on.1).await?;
    let today = slice.site.now().date();
    for numbers in reached.chunks(400) {
        let how = (Evidence::Signed, today, "签收表第1册");
        ops::deliver(slice, &mut tx, &desk, on, numbers, how).await?;
    }
    Ok(tx.commit().await?)
}

/// The share of a hundred at which a voter stands, spread evenly over the roll.
fn place(voter: &Stored, all: usize) -> usize {
    let at = usize::try_from(voter.voter.number).unwrap_or(0);
    (at * 37 % all.max(1)) * 100 / all.max(1)
}

async fn everybody(past: &Past, tx: &mut huiyin_db::Tx, vote: Id) -> Result<Vec<Stored>, OpError> {
    let keys = &past.compounds.site.keys;
    Ok(voters::of_vote(tx, keys, vote, 0, 2_000).await?)
}

async fn reached(
    past: &Past,
    tx: &mut huiyin_db::Tx,
    story: &Story,
    vote: Id,
) -> Result<Vec<u32>, OpError> {
    let all = everybody(past, tx, vote).await?;
    let mood = story.mood;
    let most = mood.yes + mood.no + mood.abstain + mood.silent;
    let near = all.iter().filter(|it| place(it, all.len()) < most);
    Ok(near.map(|it| it.voter.number).collect())
}

/// What a voter says, where they say something.
fn choice(mood: Mood, place: usize) -> Option<char> {
    if place < mood.yes {
        Some('y')
    } else if place < mood.yes + mood.no {
        Some('n')
    } else if place < mood.yes + mood.no + mood.abstain {
        Some('a')
    } else {
        None
    }
}

async fn vote(past: &Past, story: &Story, on: (Id, Id)) -> Result<(), OpError> {
    let slice = &past.compounds;
    past.days_ago(story.made - OPENS_AFTER);
    step(past, on, VoteAct::Open).await?;
    past.days_ago(story.made - OPENS_AFTER - 2);
    let mut tx = slice.site.db.write().await?;
    let all = everybody(past, &mut tx, on.1).await?;
    let mut lines: Vec<String> = Vec::new();
    for (index, stored) in all.iter().enumerate() {
        if stored.voter.in_dispute {
            continue;
        }
        let Some(said) = choice(story.mood, place(stored, all.len())) else {
            continue;
        };
        let by_page = story.electronic && dice(story.key, index).is_multiple_of(3);
        if by_page {
            let marks = Marks::of_letters(&said.to_string()).unwrap_or(Marks(Vec::new()));
            ops::cast(slice, &mut tx, &stored.code, (marks, false)).await?;
        } else {
            lines.push(format!("{} {said}", stored.voter.number));
        }
    }
    let first = By::everywhere(account("committee"));
    ops::read_batch(slice, &mut tx, &first, on, &lines.join("\n")).await?;
    // Where the box is still being read, the second person has come half of the way.
    let again = match story.reaches {
        S::Closed => &lines[..lines.len() / 2],
        _ => &lines[..],
    };
    let second = By::everywhere(account("counter"));
    ops::read_batch(slice, &mut tx, &second, on, &again.join("\n")).await?;
    Ok(tx.commit().await?)
}

async fn finish(past: &Past, story: &Story, on: (Id, Id)) -> Result<(), OpError> {
    if story.reaches == S::Voting {
        return Ok(());
    }
    let slice = &past.compounds;
    let (estate, id) = on;
    past.days_ago(story.made - LASTS_UNTIL - 1);
    step(past, on, VoteAct::Close).await?;
    if matches!(story.reaches, S::Closed | S::Committed) {
        return Ok(());
    }
    past.days_ago(story.made - LASTS_UNTIL - 2);
    let desk = Desk::everywhere(account("committee"));
    let mut tx = slice.site.db.write().await?;
    let names = "冉望春\n田守一\n秦映雪";
    ops::count(slice, &mut tx, &desk, (estate, id, None), names).await?;
    tx.commit().await?;
    if story.reaches == S::Counted {
        return Ok(());
    }
    step(past, on, VoteAct::Publish).await?;
    past.days_ago(story.made - LASTS_UNTIL - 12);
    match story.reaches {
        S::Filed => {
            let desk = Desk::everywhere(account("supervisor"));
            let mut tx = slice.site.db.write().await?;
            ops::file(
                slice,
                &mut tx,
                &desk,
                (estate, id, None),
                "业备〔示范〕12号",
            )
            .await?;
            Ok(tx.commit().await?)
        }
        S::Void => {
            let cause = VoidCause::Procedure;
            step(past, on, VoteAct::Annul { cause }).await
        }
        _ => Ok(()),
    }
}
