use huiyin_db::{Result, Tx, args};
use huiyin_kernel::{Id, Instant};
use serde::{Serialize, Serializer};

use super::{Held, queries as q};
use crate::model::{Audience, EventBody};
use crate::slice::Matters;
use crate::store;

/// Looks at name and phone that one copy tells.
const LOOKS_LIMIT: i64 = 1_000;

/// All that is held of a person in one matter.
#[derive(Debug, Clone, Serialize)]
pub struct MatterCopy {
    pub number: String,
    pub reported: bool,
    pub state: String,
    pub kind: String,
    pub category: Option<String>,
    pub source: String,
    #[serde(serialize_with = "as_rfc3339")]
    pub received_at: Instant,
    pub echo_code: Option<String>,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub place: Option<String>,
    pub place_public: Option<String>,
    /// Degrees, WGS-84.
    pub longitude: Option<String>,
    pub latitude: Option<String>,
    pub public_summary: Option<String>,
    pub texts: Vec<TextCopy>,
    /// Notes among staff, which are not handed over unasked.
    pub internal_texts: usize,
    pub photos: Vec<PhotoCopy>,
    pub consents: Vec<ConsentCopy>,
    pub looks: Vec<LookCopy>,
    #[serde(skip)]
    pub matter: Id,
}

/// Something written by the person or to them.
#[derive(Debug, Clone, Serialize)]
pub struct TextCopy {
    #[serde(serialize_with = "as_rfc3339")]
    pub at: Instant,
    pub kind: String,
    pub by_reporter: bool,
    pub text: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct PhotoCopy {
    pub id: String,
    #[serde(serialize_with = "as_rfc3339")]
    pub at: Instant,
    pub sent_by_reporter: bool,
    pub public: bool,
    #[serde(skip)]
    pub blob: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ConsentCopy {
    pub purpose: String,
    pub notice_version: u16,
    pub how: String,
    #[serde(serialize_with = "as_rfc3339")]
    pub given_at: Instant,
    #[serde(serialize_with = "as_rfc3339_or_none")]
    pub withdrawn_at: Option<Instant>,
}

/// A look of a member of staff at the name and phone.
#[derive(Debug, Clone, Serialize)]
pub struct LookCopy {
    #[serde(serialize_with = "as_rfc3339")]
    pub at: Instant,
    pub reason: String,
}

/// Machines read one form of a time everywhere; people read the time of the district.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
fn as_rfc3339<S: Serializer>(at: &Instant, to: S) -> std::result::Result<S::Ok, S::Error> {
    to.serialize_str(&at.to_rfc3339())
}

#[expect(clippy::ref_option, reason = "the signature is serde's")]
fn as_rfc3339_or_none<S: Serializer>(
    at: &Option<Instant>,
    to: S,
) -> std::result::Result<S::Ok, S::Error> {
    match at {
        Some(at) => as_rfc3339(at, to),
        None => to.serialize_none(),
    }
}

/// The copy of one matter. Whoever joined gets their own row and what everybody may read.
pub async fn copy(matters: &Matters, tx: &mut Tx, held: &Held) -> Result<Option<MatterCopy>> {
    let keys = &matters.site.keys;
    let Some(known) = store::load(tx, keys, held.matter).await? else {
        return Ok(None);
    };
    let reporters = store::reporters_of(tx, keys, held.matter).await?;
    let Some(person) = reporters.into_iter().find(|it| it.id == held.reporter) else {
        return Ok(None);
    };
    let (texts, internal_texts) = texts(tx, held).await?;
    let place = known.place.text.clone();
    let point = known.place.point.filter(|_| held.reported);
    let degrees = |e7: i32| format!("{:.7}", f64::from(e7) / 1e7);
    let some = |text: String| Some(text).filter(|it| !it.is_empty());
    let matter = &known.matter;
    Ok(Some(MatterCopy {
        number: known.number.clone(),
        reported: held.reported,
        state: matter.state_name().name().to_owned(),
        kind: matter.kind.name().to_owned(),
        category: matter.category.map(|code| code.to_string()),
        source: matter.source.name().to_owned(),
        received_at: matter.received_at,
        echo_code: person.code.map(|code| code.to_string()),
        name: person.contact.name,
        phone: person.contact.phone,
        place: some(place).filter(|_| held.reported),
        place_public: some(known.place.public.clone()),
        longitude: point.map(|it| degrees(it.lon_e7())),
        latitude: point.map(|it| degrees(it.lat_e7())),
        public_summary: known.summary.clone().filter(|_| matter.is_public()),
        texts,
        internal_texts,
        photos: photos(tx, held).await?,
        consents: consents(tx, held).await?,
        looks: looks(tx, held.matter).await?,
        matter: held.matter,
    }))
}

async fn texts(tx: &mut Tx, held: &Held) -> Result<(Vec<TextCopy>, usize)> {
    let mut told = Vec::new();
    let mut internal = 0;
    for past in store::history(tx, held.matter).await? {
        let by_reporter = past.actor == "reporter"
            || past.actor == "visitor"
            || matches!(
                past.event.body,
                EventBody::Reported { .. } | EventBody::Imported { .. }
            );
        for entry in past.event.texts {
            let public = entry.audience == Audience::Public;
            if entry.audience == Audience::Staff {
                internal += usize::from(held.reported);
            } else if held.reported || public {
                told.push(TextCopy {
                    at: past.event.at,
                    kind: entry.kind.name().to_owned(),
                    by_reporter,
                    text: entry.text,
                });
            }
        }
    }
    Ok((told, internal))
}

async fn photos(tx: &mut Tx, held: &Held) -> Result<Vec<PhotoCopy>> {
    let photos = store::photos_of(tx, held.matter).await?;
    let own = photos.into_iter().filter(|_| held.reported);
    Ok(own
        .map(|photo| PhotoCopy {
            id: photo.id.to_string(),
            at: photo.at,
            sent_by_reporter: photo.by_reporter,
            public: photo.public_at.is_some(),
            blob: photo.blob,
        })
        .collect())
}

async fn consents(tx: &mut Tx, held: &Held) -> Result<Vec<ConsentCopy>> {
    if !held.reported {
        return Ok(Vec::new());
    }
    let rows = store::consents_of(tx, held.matter).await?;
    Ok(rows
        .into_iter()
        .map(|row| ConsentCopy {
            purpose: "sensitive".to_owned(),
            notice_version: row.version,
            how: row.how,
            given_at: row.given_at,
            withdrawn_at: row.withdrawn_at,
        })
        .collect())
}

async fn looks(tx: &mut Tx, matter: Id) -> Result<Vec<LookCopy>> {
    let rows = tx.fetch_all(q::LOOKS, args![matter, LOOKS_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            Ok(LookCopy {
                at: row.get("created_at")?,
                reason: row.get("reason")?,
            })
        })
        .collect()
}
