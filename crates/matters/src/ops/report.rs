use huiyin_db::Tx;
use huiyin_db::blobs::Photo;
use huiyin_db::subject;
use huiyin_kernel::{EchoCode, Id, Instant};
use huiyin_web::forms::{self, Content, Once};

use super::{OpError, photos};
use crate::facts;
use crate::model::{Actor, Area, CategoryCode, Change, Kind, Report, Source, Urgency};
use crate::slice::{Matters, World};
use crate::store::{self, Contact, Placed};

/// A report as it comes in, checked for form but not yet decided.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Made by whoever sends it; the same id twice is one report.
    pub id: Id,
    pub source: Source,
    pub outside_number: Option<String>,
    pub kind: Kind,
    pub category: Option<CategoryCode>,
    pub urgency: Option<Urgency>,
    pub text: String,
    pub place: Placed,
    pub area: Area,
    pub photos: Vec<Photo>,
    pub contact: Contact,
    pub restricted: bool,
    pub complained_of: Option<Id>,
    pub open_to_complained_of: bool,
    /// The reporter agreed to the notice on sensitive data, apart from everything else.
    pub consented: bool,
}

impl Intake {
    /// A report with nothing but a text.
    pub fn of_text(id: Id, source: Source, text: &str) -> Self {
        Self {
            id,
            source,
            outside_number: None,
            kind: Kind::Help,
            category: None,
            urgency: None,
            text: text.to_owned(),
            place: Placed::default(),
            area: Area::default(),
            photos: Vec::new(),
            contact: Contact::default(),
            restricted: false,
            complained_of: None,
            open_to_complained_of: false,
            consented: false,
        }
    }
}

/// What the reporter holds afterwards.
#[derive(Debug, Clone)]
pub struct Receipt {
    pub matter: Id,
    pub number: String,
    pub code: EchoCode,
    pub answer_before: Option<Instant>,
}

/// Takes a report in: one transaction, durable before the receipt is shown.
pub async fn report(matters: &Matters, intake: Intake, actor: &Actor) -> Result<Receipt, OpError> {
    let site = &matters.site;
    let now = site.now();
    let mut tx = site.db.write_together().await?;
    let location = format!("/receipt/{}", intake.id);
    let content = Content::in_key();
    if forms::once(&mut tx, intake.id, &content, &location, now).await? != Once::First {
        let receipt = earlier(matters, &mut tx, intake.id).await?;
        // What was taken in before may lie in the commit that this transaction shares.
        tx.commit().await?;
        return Ok(receipt);
    }
    let world = matters.world(&mut tx).await?;
    let receipt = take_in(matters, &mut tx, &world, intake, actor, now).await?;
    tx.commit().await?;
    Ok(receipt)
}

/// The receipt of the report with this id, if it was taken in before: whoever repeats one because
/// of the network is told so without a place in the queue of writers.
pub async fn taken_before(matters: &Matters, id: Id) -> Result<Option<Receipt>, OpError> {
    let mut tx = matters.site.db.read().await?;
    match forms::result_of(&mut tx, id, &Content::in_key()).await? {
        None => Ok(None),
        Some(_) => earlier(matters, &mut tx, id).await.map(Some),
    }
}

/// The receipt of a report that was already taken in.
async fn earlier(matters: &Matters, tx: &mut Tx, id: Id) -> Result<Receipt, OpError> {
    let keys = &matters.site.keys;
    let known = store::load(tx, keys, id).await?.ok_or(OpError::NotFound)?;
    let code = store::open_code(tx, keys, id)
        .await?
        .ok_or(OpError::NotFound)?;
    Ok(Receipt {
        matter: id,
        number: known.number,
        code,
        answer_before: known.matter.promised_before,
    })
}

/// Takes a report in within the caller's transaction, which claimed its id: what was heard on the
/// way and the matter that comes of it are durable together, or neither is. Refusals come before
/// anything is written.
pub async fn report_within(
    matters: &Matters,
    tx: &mut Tx,
    intake: Intake,
    actor: &Actor,
    now: Instant,
) -> Result<Receipt, OpError> {
    let world = matters.world(tx).await?;
    take_in(matters, tx, &world, intake, actor, now).await
}

async fn take_in(
    matters: &Matters,
    tx: &mut Tx,
    world: &World,
    intake: Intake,
    actor: &Actor,
    now: Instant,
) -> Result<Receipt, OpError> {
    let named = photos::named(matters, intake.photos.clone());
    let mut report = as_report(&intake, named.iter().map(|(id, _)| *id).collect());
    report.consent_version = intake.consented.then_some(world.notice_version);
    let change = crate::rules::report(&report, actor, &matters.facts(world, None), now)?;
    let outside = intake.outside_number.as_ref().map(|_| intake.source.name());
    let (number, code) = bear(
        matters,
        tx,
        &change,
        &intake.place,
        &intake.contact,
        outside,
        now,
    )
    .await?;
    photos::attach(matters, tx, change.matter.id, &named, true, now).await?;
    store::record(
        tx,
        &matters.site.keys,
        &change,
        &actor.journal_name(),
        now,
        site_entropy(matters),
    )
    .await?;
    Ok(Receipt {
        matter: change.matter.id,
        number,
        code,
        answer_before: change.matter.promised_before,
    })
}

fn site_entropy(matters: &Matters) -> &dyn huiyin_kernel::Entropy {
    matters.site.entropy.as_ref()
}

/// Writes a matter that has just come into being, with a code for its reporter.
pub(super) async fn bear(
    matters: &Matters,
    tx: &mut Tx,
    change: &Change,
    place: &Placed,
    contact: &Contact,
    outside_source: Option<&str>,
    now: Instant,
) -> Result<(String, EchoCode), OpError> {
    let site = &matters.site;
    let entropy = site_entropy(matters);
    let id = site.new_id();
    let own = subject::new_key(tx, &site.keys, entropy, id, now).await?;
    let number = store::insert(tx, &own, entropy, change, place, outside_source, now).await?;
    let code = EchoCode::new(entropy);
    let matter = change.matter.id;
    store::add_reporter(
        tx, &site.keys, &own, entropy, id, matter, "reporter", &code, contact, now,
    )
    .await?;
    note_wish(matters, tx, id, matter, contact, now).await?;
    facts::write(tx, &change.matter).await?;
    Ok((number, code))
}

/// Notes that the reporter wants to be told by phone, where somebody could do it.
async fn note_wish(
    matters: &Matters,
    tx: &mut Tx,
    reporter: Id,
    matter: Id,
    contact: &Contact,
    now: Instant,
) -> Result<(), OpError> {
    let has_carrier = matters.site.settings.carriers.sms && contact.phone.is_some();
    if let (Some(lang), Some(telling), true) = (contact.tell, &matters.telling, has_carrier) {
        telling.agree(tx, reporter, matter, lang, now).await?;
    }
    Ok(())
}

fn as_report(intake: &Intake, photo_ids: Vec<Id>) -> Report {
    Report {
        id: intake.id,
        source: intake.source,
        outside_number: intake.outside_number.clone(),
        kind: intake.kind,
        category: intake.category,
        urgency: intake.urgency,
        text: intake.text.clone(),
        area: intake.area,
        has_place: !intake.place.text.is_empty() || intake.place.point.is_some(),
        photo_ids,
        contactable: intake.contact.phone.is_some(),
        anonymous: intake.contact.name.is_none(),
        restricted: intake.restricted,
        complained_of: intake.complained_of,
        open_to_complained_of: intake.open_to_complained_of,
        split_from: None,
        consent_version: None,
    }
}
