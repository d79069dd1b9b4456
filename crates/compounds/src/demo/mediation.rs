//! Disputes of invented neighbours, one for each way in which a mediation can stand.

use huiyin_kernel::{Date, Id};

use super::{ESTATES, Past, account};
use crate::model::mediation::{CaseAct, CaseRefused, Confirming, Dispute, EndedHow, Role};
use crate::ops::mediation::{self as ops, Asked, Party, Texts};
use crate::ops::{By, OpError};
use crate::store::mediation::cases;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Registered,
    Talking,
    Drafted,
    /// In force, and so many days ago that the court may soon be asked no more.
    Written,
    Oral,
    EndedByParty,
    Confirmed,
}

struct Told {
    name: &'static str,
    estate: usize,
    dispute: Dispute,
    days_ago: i64,
    stand: Stand,
    summary: &'static str,
    parties: &'static [(&'static str, &'static str)],
}

const STORY: &[Told] = &[
    Told {
        name: "noise",
        estate: 0,
        dispute: Dispute::Noise,
        days_ago: 3,
        stand: Stand::Registered,
        summary: "楼上晚上拖动家具，楼下睡不好，双方已争吵两次。",
        parties: &[("申屠安", "10000000101"), ("闻人静", "10000000102")],
    },
    Told {
        name: "leak",
        estate: 0,
        dispute: Dispute::Leak,
        days_ago: 12,
        stand: Stand::Talking,
        summary: "卫生间渗水到楼下天花板，对维修费用分担有分歧。",
        parties: &[("鲜于明", "10000000103"), ("宗政和", "")],
    },
    Told {
        name: "parking",
        estate: 1,
        dispute: Dispute::Parking,
        days_ago: 20,
        stand: Stand::Drafted,
        summary: "两家共用一个院坝停车，先后顺序谈不拢。",
        parties: &[
            ("濮阳远", "10000000104"),
            ("淳于乐", "10000000105"),
            ("公冶平", ""),
        ],
    },
    Told {
        name: "renovation",
        estate: 1,
        dispute: Dispute::Renovation,
        days_ago: 28,
        stand: Stand::Written,
        summary: "装修敲墙造成邻户墙面裂缝。",
        parties: &[("太叔青", "10000000106"), ("呼延朗", "10000000107")],
    },
    Told {
        name: "pets",
        estate: 2,
        dispute: Dispute::Pets,
        days_ago: 15,
        stand: Stand::Oral,
        summary: "遛狗不牵绳，吓到邻家孩子。",
        parties: &[("钟离春", ""), ("澹台雨", "10000000108")],
    },
    Told {
        name: "fee",
        estate: 2,
        dispute: Dispute::PropertyFee,
        days_ago: 60,
        stand: Stand::EndedByParty,
        summary: "对电梯停运期间的物业费有争议。",
        parties: &[("令狐川", "10000000109"), ("宇文川", "10000000110")],
    },
    Told {
        name: "damage",
        estate: 0,
        dispute: Dispute::Damage,
        days_ago: 75,
        stand: Stand::Confirmed,
        summary: "晾晒的花盆坠落，砸坏楼下雨棚。",
        parties: &[("司徒叶", "10000000111"), ("赫连山", "10000000112")],
    },
];

const AGREEMENT: &str = "一、责任方在十五日内修复或者赔偿，费用按实际票据计算。\n二、双方今后有事先在群里或者当面说明，不再争吵。\n三、本次纠纷就此了结。";

fn id(told: &Told) -> Id {
    Id::derived("huiyin demo mediation", told.name)
}

pub(super) async fn build(past: &Past) -> Result<usize, OpError> {
    let mut made = 0;
    for told in STORY {
        made += usize::from(tell(past, told).await?);
    }
    past.clock.set(past.now);
    ops::remind_due(&past.compounds).await?;
    Ok(made)
}

async fn tell(past: &Past, told: &Told) -> Result<bool, OpError> {
    let site = &past.compounds.site;
    let by = By::everywhere(account("mediator"));
    let mut tx = site.db.write().await?;
    let estate = ESTATES.get(told.estate).ok_or(OpError::NotFound)?;
    if cases::load(&mut tx, id(told)).await?.is_some() {
        return Ok(false);
    }
    past.days_ago(told.days_ago);
    let party = |(number, (name, phone)): (usize, &(&str, &str))| Party {
        role: if number == 0 {
            Role::Applicant
        } else {
            Role::Respondent
        },
        name: (*name).to_owned(),
        phone: (*phone).to_owned(),
    };
    let asked = Asked {
        dispute: told.dispute,
        violence: false,
        asked_alone: true,
        estate: Some(estate.id()),
        summary: told.summary.to_owned(),
        parties: told.parties.iter().enumerate().map(party).collect(),
        also: Vec::new(),
    };
    ops::register(&past.compounds, &mut tx, &by, id(told), asked).await?;
    let opened = past.now.date().plus_days(-told.days_ago);
    for act in acts(told, opened) {
        past.clock.set(
            opened
                .plus_days(told.days_ago.min(12))
                .start()
                .plus_hours(16),
        );
        let said = Texts {
            notes: "双方分别说明了情况，调解员解释了有关规定，气氛缓和。".to_owned(),
            agreement: AGREEMENT.to_owned(),
        };
        let done = ops::act(&past.compounds, &mut tx, &by, (id(told), None), act, &said).await;
        match done {
            Ok(_) => {}
            // Late in a year whose successor has no working days yet, a case stays where it is.
            Err(OpError::Room(key)) if key.ends_with(CaseRefused::YearMissing.key().as_str()) => {
                break;
            }
            Err(error) => return Err(error),
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// What was done about a case until it stood as the story says.
fn acts(told: &Told, opened: Date) -> Vec<CaseAct> {
    let seats = || (1_u8..).zip(told.parties).map(|(seat, _)| seat);
    let mut all: Vec<CaseAct> = Vec::new();
    if told.stand == Stand::Registered {
        all.push(CaseAct::Volunteer {
            seat: 1,
            on: opened,
        });
        return all;
    }
    all.extend(seats().map(|seat| CaseAct::Volunteer { seat, on: opened }));
    let on = opened.plus_days(3);
    all.push(CaseAct::Session {
        on,
        has_notes: true,
    });
    let draft = CaseAct::Draft { on, has_text: true };
    let signed = seats().map(|seat| CaseAct::Sign { seat, on });
    let mediator = CaseAct::SignMediator { on, sealed: true };
    match told.stand {
        Stand::Registered | Stand::Talking => {}
        Stand::Drafted => {
            all.push(draft);
            all.push(CaseAct::Sign { seat: 1, on });
        }
        Stand::Written => {
            all.push(draft);
            all.extend(signed);
            all.push(mediator);
        }
        Stand::Oral => all.push(CaseAct::AgreeOrally { on, has_text: true }),
        Stand::EndedByParty => all.push(CaseAct::End {
            how: EndedHow::ByParty,
            on,
        }),
        Stand::Confirmed => {
            all.push(draft);
            all.extend(signed);
            all.push(mediator);
            let confirm = |to, days| CaseAct::Confirm {
                to,
                on: opened.plus_days(days),
            };
            all.push(confirm(Confirming::Applied, 8));
            all.push(confirm(Confirming::Confirmed, 12));
        }
    }
    all
}
