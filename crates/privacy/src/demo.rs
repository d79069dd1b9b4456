//! Wishes about data for the model district, and the first impact assessment. A second run adds
//! nothing.

use huiyin_kernel::Id;
use huiyin_matters::personal;

use crate::Privacy;
use crate::model::{Act, Actor, Cause, Kind, Proof, Shown};
use crate::ops::{self, AskedFor, Expected, NewAssessment, OpError};
use crate::store::cases;

/// Ended matters that a wish of the demo is about.
const WISHES: &[(Kind, Shown, &str, bool)] = &[
    (
        Kind::Correct,
        Shown::IdCard,
        "称呼写错了，应为“晏”，不是“安”。",
        false,
    ),
    (Kind::Delete, Shown::PhoneAnswered, "", true),
    (
        Kind::Object,
        Shown::OtherDocument,
        "门口的照片不想公开。",
        false,
    ),
];

/// Makes the cases and the record; says how many were new.
pub async fn seed(privacy: &Privacy) -> Result<usize, OpError> {
    let site = &privacy.matters.site;
    let clerk = Id::derived("demo account", "clerk");
    let officer = Id::derived("demo account", "privacy");
    let most = i64::try_from(WISHES.len()).unwrap_or(i64::MAX);
    let mut tx = site.db.read().await?;
    let ended = personal::contact_due(&mut tx, site.now(), most).await?;
    drop(tx);
    let mut added = 0;
    for (due, (kind, shown, wish, taken)) in ended.iter().zip(WISHES) {
        let id = Id::derived("huiyin demo case", kind.name());
        let mut tx = site.db.read().await?;
        let known = cases::load(&mut tx, &site.keys, id).await?.is_some();
        let held = personal::reporter_of(&mut tx, due.matter).await?;
        drop(tx);
        let Some(held) = held.filter(|_| !known) else {
            continue;
        };
        let asked = AskedFor {
            kind: *kind,
            proof: Proof::Counter {
                shown: *shown,
                taken_by: clerk,
            },
            wish: (*wish).to_owned(),
            proof_note: String::new(),
            people: vec![held],
            form_key: id,
        };
        ops::ask_as(privacy, &asked, id).await?;
        if *taken {
            let actor = Actor::Officer(officer);
            ops::act(privacy, id, actor, &Act::Take, Expected::default()).await?;
        }
        added += 1;
    }
    assess(privacy, officer).await?;
    Ok(added)
}

async fn assess(privacy: &Privacy, by: Id) -> Result<(), OpError> {
    let assessment = NewAssessment {
        id: Id::derived("huiyin demo assessment", "sensitive"),
        title: "受理养老、救助、医疗等事项".to_owned(),
        cause: Cause::SensitiveData,
        necessity: "不了解情况无法办理；只收办理必需的内容，不收证件号码。".to_owned(),
        risks: "泄露后可能被歧视、被骗；家庭暴力事项可能危及人身安全。".to_owned(),
        measures: "单独同意、加密、打码、查看留痕、受保护事项只限两类人员、办结两年后去除。"
            .to_owned(),
        conclusion: "可以开展，每年复评一次。".to_owned(),
        concluded_on: privacy.matters.site.now().date(),
    };
    ops::add_assessment(privacy, &assessment, by).await
}
