//! Meetings of the three sides: an estate that has met each month, one that missed some, one whose
//! published minutes were corrected; this month's are due everywhere.

use std::collections::BTreeMap;

use huiyin_kernel::{Clock as _, Date, Id};

use super::{ESTATES, Past, account};
use crate::model::table::{
    Appointment, Attendance, DecisionOwner, Into, Meeting, MeetingAct, MeetingStateName, Month,
    Side, Topic,
};
use crate::ops::table as ops;
use crate::ops::{By, OpError};
use crate::store::register::estates;

/// What an estate's table came to in a month, counted back from the running one.
struct Told {
    /// Place in the list of the demo's estates.
    estate: usize,
    months_ago: u8,
    held: bool,
    published: bool,
    corrected: bool,
    minutes: &'static str,
    decisions: &'static [(&'static str, Side, i64, End)],
}

#[derive(Clone, Copy)]
enum End {
    Open,
    Done,
    Matter,
    Proposal,
}

const fn held(
    estate: usize,
    months_ago: u8,
    minutes: &'static str,
    decisions: &'static [(&'static str, Side, i64, End)],
) -> Told {
    Told {
        estate,
        months_ago,
        held: true,
        published: true,
        corrected: false,
        minutes,
        decisions,
    }
}

const fn missed(estate: usize, months_ago: u8) -> Told {
    Told {
        held: false,
        published: false,
        ..held(estate, months_ago, "", &[])
    }
}

const STORY: &[Told] = &[
    held(
        0,
        3,
        "本月反映最多的是二栋电梯停运。物业说明配件已到，业委会要求写明完成时间。",
        &[
            (
                "二栋电梯更换曳引绳，完工后张贴检测报告",
                Side::Manager,
                20,
                End::Done,
            ),
            (
                "整理北门公共车位收费的合同和票据，交业委会核对",
                Side::Manager,
                25,
                End::Done,
            ),
        ],
    ),
    Told {
        corrected: true,
        ..held(
            0,
            2,
            "对账后，北门车位七月收入少记一笔，已补记。垃圾房异味请街道帮助协调清运时间。",
            &[
                (
                    "协调垃圾房清运改到早上六点半以前",
                    Side::Branch,
                    25,
                    End::Matter,
                ),
                (
                    "提出外墙渗水维修方案和三家报价",
                    Side::Committee,
                    40,
                    End::Proposal,
                ),
            ],
        )
    },
    held(
        0,
        1,
        "渗水维修的三家报价已公示。居民提出儿童滑梯松动，当场商定先围挡再更换。",
        &[
            (
                "更换儿童滑梯固定件，更换前围挡",
                Side::Manager,
                20,
                End::Open,
            ),
            ("入户说明外墙维修的表决议题", Side::Committee, 30, End::Open),
        ],
    ),
    held(
        1,
        3,
        "讨论了夏季用电安全和楼道飞线充电。",
        &[(
            "楼道充电清理并在架空层加装充电桩",
            Side::Manager,
            45,
            End::Open,
        )],
    ),
    missed(1, 2),
    missed(1, 1),
    Told {
        published: false,
        ..held(
            2,
            1,
            "讨论了访客停车和夜间照明，纪要待各方确认。",
            &[("补亮三栋至五栋之间的路灯", Side::Manager, 20, End::Open)],
        )
    },
];

/// The day of its month on which the demo's tables meet.
const DAY: i64 = 11;

fn month_ago(today: Date, months: u8) -> Month {
    (0..months).fold(Month::of(today), |month, _| month.before())
}

fn named(what: &str, told: &Told, index: usize) -> Id {
    let name = format!("{what} {} {} {index}", told.estate, told.months_ago);
    Id::derived("huiyin demo table", &name)
}

pub(super) async fn build(past: &Past) -> Result<usize, OpError> {
    let today = past.now.date();
    let mut made = 0;
    for told in STORY {
        made += usize::from(tell(past, told, month_ago(today, told.months_ago)).await?);
    }
    past.clock.set(past.now);
    made += ops::due(&past.compounds).await?.made;
    Ok(made)
}

async fn tell(past: &Past, told: &Told, month: Month) -> Result<bool, OpError> {
    let Some(estate) = ESTATES.get(told.estate) else {
        return Ok(false);
    };
    let site = &past.compounds.site;
    let on = month.first().plus_days(DAY);
    past.clock.set(month.first().start().plus_hours(9));
    let by = By::everywhere(account("clerk"));
    let mut tx = site.db.write().await?;
    let meeting = ops::ensure(&past.compounds, &mut tx, &By::system(), estate.id(), month).await?;
    if meeting.version > 1 || !told.held {
        // It was told before, or there is nothing to tell.
        let is_new = meeting.version == 1;
        tx.commit().await?;
        return Ok(is_new && !told.held);
    }
    let estate = estates::load(&mut tx, estate.id()).await?;
    let estate = estate.ok_or(OpError::NotFound)?;
    let go = |act| ((meeting.id, None), act);
    let (which, act) = go(MeetingAct::Appoint(Appointment {
        on,
        time: "19:00".to_owned(),
        place: "小区议事厅".to_owned(),
    }));
    ops::act(&past.compounds, &mut tx, &by, which, act).await?;
    past.clock.set(on.start().plus_hours(21));
    let facts = ops::facts(&mut tx, &estate, month, past.clock.now()).await?;
    let (which, act) = go(MeetingAct::Hold {
        on,
        attendance: everybody(),
        facts: Box::new(facts),
    });
    ops::act(&past.compounds, &mut tx, &by, which, act).await?;
    for (index, (text, side, days, _)) in told.decisions.iter().enumerate() {
        let (which, act) = go(MeetingAct::Decide {
            id: named("decision", told, index),
            text: (*text).to_owned(),
            owner: DecisionOwner::Side { side: *side },
            due: on.plus_days(*days),
        });
        ops::act(&past.compounds, &mut tx, &by, which, act).await?;
    }
    minutes(past, &mut tx, &by, (told, &meeting, on), told.minutes).await?;
    afterwards(past, &mut tx, &by, (told, &meeting, on)).await?;
    tx.commit().await?;
    Ok(true)
}

fn everybody() -> BTreeMap<Side, Attendance> {
    let seat = |side: &Side| {
        let (persons, office) = match side {
            Side::Branch => (2, "支部书记、网格员"),
            Side::Committee => (3, "业委会主任、委员"),
            Side::Manager => (2, "项目经理、工程主管"),
        };
        let seat = Attendance {
            present: true,
            persons,
            office: office.to_owned(),
        };
        (*side, seat)
    };
    Side::ALL.iter().map(seat).collect()
}

/// Minutes, agreed by all and published where the story says so.
async fn minutes(
    past: &Past,
    tx: &mut huiyin_db::Tx,
    by: &By,
    (told, meeting, on): (&Told, &Meeting, Date),
    text: &str,
) -> Result<(), OpError> {
    let which = (meeting.id, None);
    let notes = [(Topic::Matters, text.to_owned())].into();
    let act = MeetingAct::Minute { notes };
    ops::act(&past.compounds, tx, by, which, act).await?;
    if !told.published {
        return Ok(());
    }
    let agreed = on.plus_days(2);
    past.clock.set(agreed.start().plus_hours(10));
    for side in Side::ALL {
        let act = MeetingAct::Agree {
            side: *side,
            on: agreed,
        };
        ops::act(&past.compounds, tx, by, which, act).await?;
    }
    ops::act(&past.compounds, tx, by, which, MeetingAct::Publish).await?;
    Ok(())
}

/// What became of the decisions, and the correction of what was published.
async fn afterwards(
    past: &Past,
    tx: &mut huiyin_db::Tx,
    by: &By,
    (told, meeting, on): (&Told, &Meeting, Date),
) -> Result<(), OpError> {
    let which = (meeting.id, None);
    past.clock.set(on.plus_days(5).start().plus_hours(15));
    for (index, (_, _, _, end)) in told.decisions.iter().enumerate() {
        let decision = named("decision", told, index);
        let act = match end {
            End::Open => continue,
            End::Matter => {
                ops::into_matter(&past.compounds, tx, by, which, decision).await?;
                continue;
            }
            End::Done => MeetingAct::Complete {
                decision,
                on: on.plus_days(4),
                note: "已完成，结果张贴在公示栏".to_owned(),
            },
            End::Proposal => MeetingAct::Turn {
                decision,
                into: Into::Proposal,
            },
        };
        ops::act(&past.compounds, tx, by, which, act).await?;
    }
    if told.corrected {
        let act = MeetingAct::Correct {
            reason: "上一版把补记的月份写错，应为七月".to_owned(),
        };
        let it = ops::act(&past.compounds, tx, by, which, act).await?;
        if it.state.name() == MeetingStateName::Held {
            minutes(past, tx, by, (told, meeting, on.plus_days(3)), told.minutes).await?;
        }
    }
    Ok(())
}
