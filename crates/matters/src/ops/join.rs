use huiyin_db::{Tx, subject};
use huiyin_kernel::{EchoCode, Id, Instant};
use huiyin_web::forms::{self, Content, Once};

use super::OpError;
use crate::facts as fact_rows;
use crate::model::{Act, Actor, Change};
use crate::rules;
use crate::slice::Matters;
use crate::store::proof::Beside;
use crate::store::{self, Contact, Known};

/// “Me too”: somebody else asks for the same echo and gets a code of their own.
pub async fn join(
    matters: &Matters,
    id: Id,
    contact: &Contact,
    form_key: Id,
) -> Result<EchoCode, OpError> {
    let site = &matters.site;
    let now = site.now();
    let entropy = site.entropy.as_ref();
    let mut tx = site.db.write().await?;
    let before = store::load(&mut tx, &site.keys, id)
        .await?
        .ok_or(OpError::NotFound)?;
    let place = format!("/desk/matters/{id}");
    let content = Content::in_key();
    if forms::once(&mut tx, form_key, &content, &place, now).await? != Once::First {
        return joined_code(matters, &mut tx, id, form_key).await;
    }
    let world = matters.world(&mut tx).await?;
    let facts = matters.facts(&world, None);
    let change = rules::decide(&before.matter, &Actor::VISITOR, Act::Join {}, &facts, now)?;
    let code = EchoCode::new(entropy);
    // The form's key becomes the reporter's id, so that a second click finds the same code.
    let own = subject::key_for_writing(&mut tx, &site.keys, entropy, form_key, now).await?;
    store::add_reporter(
        &mut tx, &site.keys, &own, entropy, form_key, id, "joined", &code, contact, now,
    )
    .await?;
    write(matters, &mut tx, &before, &change, form_key, now).await?;
    tx.commit().await?;
    Ok(code)
}

/// Writes the change behind the row of whoever joins, whose digest goes into its journal row.
async fn write(
    matters: &Matters,
    tx: &mut Tx,
    before: &Known,
    change: &Change,
    joined: Id,
    now: Instant,
) -> Result<(), OpError> {
    let (keys, entropy) = (&matters.site.keys, matters.site.entropy.as_ref());
    store::update(tx, before, change, now).await?;
    let beside = Beside {
        joined: Some(joined),
        ..Beside::default()
    };
    let actor = Actor::VISITOR.journal_name();
    store::record_with(tx, keys, change, &actor, now, entropy, beside).await?;
    Ok(fact_rows::write(tx, &change.matter).await?)
}

/// The code that a form of joining has already brought.
pub async fn joined_code(
    matters: &Matters,
    tx: &mut Tx,
    id: Id,
    form_key: Id,
) -> Result<EchoCode, OpError> {
    let reporters = store::reporters_of(tx, &matters.site.keys, id).await?;
    let found = reporters
        .into_iter()
        .find(|reporter| reporter.id == form_key);
    found
        .and_then(|reporter| reporter.code)
        .ok_or(OpError::NotFound)
}
