use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_web::forms::{self, Content, Once};

use super::OpError;
use crate::Privacy;
use crate::model::{Act, Actor};
use crate::rules;
use crate::store::cases;

/// What the form of an act carries.
#[derive(Debug, Clone, Copy, Default)]
pub struct Expected {
    /// The version that the person looked at.
    pub version: Option<u32>,
    pub form_key: Option<Id>,
}

/// Carries an act out on a case: load, decide, save, journal.
pub async fn act(
    privacy: &Privacy,
    id: Id,
    actor: Actor,
    act: &Act,
    expected: Expected,
) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let known = cases::load(&mut tx, &site.keys, id)
        .await?
        .ok_or(OpError::NotFound)?;
    if let Some(key) = expected.form_key {
        let place = format!("/desk/rights/{id}");
        let (said, by) = (format!("{act:?}"), actor.journal_name());
        let content = Content::of(&site.keys, ["rights", &place, &by, &said]);
        match forms::once(&mut tx, key, &content, &place, now).await? {
            Once::First => {}
            Once::Again(_) => return Ok(()),
            Once::Other => return Err(OpError::Reused),
        }
    }
    if let Some(version) = expected.version.filter(|it| *it != known.case.version) {
        let expected = i64::from(version);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    let world = privacy.matters.world(&mut tx).await?;
    let change = rules::decide(&known.case, actor, act, &world.calendar, now)?;
    cases::update(&mut tx, &known.case, &change).await?;
    cases::record(&mut tx, &change, &actor.journal_name(), now).await?;
    Ok(tx.commit().await?)
}
