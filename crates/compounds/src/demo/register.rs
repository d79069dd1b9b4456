//! Estates of Guanyinqiao. Their people are invented.

use huiyin_kernel::{Clock as _, Id};
use huiyin_registry::areas;

use super::Past;
use crate::model::register::Estate;
use crate::ops::OpError;
use crate::store::register::estates as rows;

/// An estate of the model district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoEstate {
    /// The code of its compound.
    pub code: &'static str,
    pub buildings: usize,
}

impl DemoEstate {
    pub fn id(&self) -> Id {
        Id::derived("huiyin demo estate", self.code)
    }
}

/// One for each state of a vote, and one beside.
pub const ESTATES: [DemoEstate; 9] = [
    DemoEstate {
        code: "c001",
        buildings: 3,
    },
    DemoEstate {
        code: "c002",
        buildings: 2,
    },
    DemoEstate {
        code: "c003",
        buildings: 2,
    },
    DemoEstate {
        code: "c004",
        buildings: 2,
    },
    DemoEstate {
        code: "c005",
        buildings: 2,
    },
    DemoEstate {
        code: "c006",
        buildings: 2,
    },
    DemoEstate {
        code: "c007",
        buildings: 2,
    },
    DemoEstate {
        code: "c008",
        buildings: 2,
    },
    DemoEstate {
        code: "c009",
        buildings: 1,
    },
];

/// Ids of the demo's estates, in their order.
pub fn estates() -> Vec<Id> {
    ESTATES.iter().map(DemoEstate::id).collect()
}

/// When they were entered, before everything else that happens there.
const ENTERED_DAYS_AGO: i64 = 400;

pub(super) async fn build(past: &Past) -> Result<usize, OpError> {
    past.days_ago(ENTERED_DAYS_AGO);
    let site = &past.compounds.site;
    let mut made = 0;
    for demo in &ESTATES {
        let mut tx = site.db.write().await?;
        if rows::load(&mut tx, demo.id()).await?.is_some() {
            continue;
        }
        let area = areas::by_code(&mut tx, demo.code).await?;
        let area = area.ok_or(OpError::NotFound)?;
        let estate = Estate {
            id: demo.id(),
            version: 1,
            area: area.id,
            area_path: area.path,
            name: area.name.zh,
            active: true,
        };
        rows::insert(&mut tx, &estate, past.clock.now()).await?;
        let body = serde_json::json!({});
        rows::record(
            &mut tx,
            &estate,
            "entered",
            &body,
            "system",
            past.clock.now(),
        )
        .await?;
        tx.commit().await?;
        made += 1;
    }
    Ok(made)
}
