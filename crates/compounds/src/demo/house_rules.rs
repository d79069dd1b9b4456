//! Rules of the demo's estates: some adopted from the models, one in its second edition, one
//! before the owners.

use std::collections::BTreeMap;

use huiyin_kernel::{Id, Said};

use super::{ESTATES, Past, account};
use crate::model::house_rules::{Adoption, RuleAct, RuleKind};
use crate::ops::house_rules as ops;
use crate::ops::{By, OpError};
use crate::rules::house_rules::{fill, template};
use crate::store::house_rules;

struct Told {
    estate: usize,
    kind: RuleKind,
    days_ago: i64,
    /// What the estate settled otherwise than the model proposes.
    values: &'static [(&'static str, &'static str)],
    /// A line of its own behind the model's.
    own: Option<(&'static str, &'static str)>,
    adopted: bool,
}

const fn adopted(estate: usize, kind: RuleKind, days_ago: i64) -> Told {
    Told {
        estate,
        kind,
        days_ago,
        values: &[],
        own: None,
        adopted: true,
    }
}

const STORY: &[Told] = &[
    adopted(0, RuleKind::AssemblyProcedure, 380),
    adopted(0, RuleKind::Covenant, 380),
    adopted(0, RuleKind::CommonIncome, 380),
    adopted(0, RuleKind::Parking, 370),
    Told {
        values: &[("visitor_hours", "4"), ("speed", "5")],
        own: Some((
            "北门坡道雨雪天禁止停车。",
            "No car is parked on the north ramp in rain or snow.",
        )),
        ..adopted(0, RuleKind::Parking, 60)
    },
    adopted(0, RuleKind::ThreeSides, 200),
    Told {
        adopted: false,
        values: &[("work_from", "9:00")],
        ..adopted(0, RuleKind::Renovation, 6)
    },
    adopted(1, RuleKind::AssemblyProcedure, 300),
    adopted(1, RuleKind::Covenant, 300),
    adopted(2, RuleKind::AssemblyProcedure, 250),
];

pub(super) async fn build(past: &Past) -> Result<usize, OpError> {
    let mut made = 0;
    for (index, told) in STORY.iter().enumerate() {
        made += usize::from(tell(past, told, index).await?);
    }
    past.clock.set(past.now);
    Ok(made)
}

fn text(told: &Told) -> Said {
    let own = told.values.iter();
    let values: BTreeMap<String, String> = own
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let model = template(told.kind);
    let mut text = Said::new(fill(&model.zh, &values), fill(&model.en, &values));
    if let Some((zh, en)) = told.own {
        text.zh = format!("{}\n{zh}\n", text.zh.trim_end());
        text.en = format!("{}\n{en}\n", text.en.trim_end());
    }
    text
}

async fn tell(past: &Past, told: &Told, index: usize) -> Result<bool, OpError> {
    let site = &past.compounds.site;
    let estate = ESTATES.get(told.estate).ok_or(OpError::NotFound)?;
    let id = Id::derived("huiyin demo house rule", &index.to_string());
    let by = By::everywhere(account("committee"));
    let mut tx = site.db.write().await?;
    if house_rules::load(&mut tx, id).await?.is_some() {
        return Ok(false);
    }
    past.days_ago(told.days_ago);
    let what = (id, estate.id(), told.kind);
    ops::begin(&past.compounds, &mut tx, &by, what, text(told)).await?;
    let which = (id, None);
    ops::act(&past.compounds, &mut tx, &by, which, RuleAct::Propose).await?;
    if told.adopted {
        let on = past.now.date().plus_days(-told.days_ago);
        let decision = Adoption {
            vote: None,
            words: "业主大会书面表决通过，计票表存业委会档案".to_owned(),
            on,
        };
        ops::adopt(&past.compounds, &mut tx, &by, which, (decision, on)).await?;
    }
    tx.commit().await?;
    Ok(true)
}
