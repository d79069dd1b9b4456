use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use huiyin_db::Tx;
use huiyin_kernel::Instant;
use huiyin_matters::personal::{self, MatterCopy};
use serde::Serialize;

use super::OpError;
use crate::store::cases::{self, Known};
use crate::{HeldCopy, Privacy};

/// Photos told in one file; each is at most some hundred kilobytes.
const PHOTOS_IN_FILE: usize = 200;

/// All that is held of a person, as a machine reads it. Made while it is read, kept nowhere.
#[derive(Debug, Serialize)]
pub struct Copy {
    pub format: &'static str,
    pub case: String,
    pub made_at: String,
    pub district: String,
    pub matters: Vec<MatterCopy>,
    /// What estates hold: owners of the register, parties of mediation.
    pub elsewhere: Vec<HeldCopy>,
    pub cases: Vec<CaseCopy>,
    pub photos: Vec<PhotoFile>,
}

/// What this person asked for before.
#[derive(Debug, Serialize)]
pub struct CaseCopy {
    pub number: String,
    pub asked_at: String,
    pub right: String,
    pub state: String,
    pub texts: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct PhotoFile {
    pub id: String,
    pub media_type: &'static str,
    pub base64: String,
}

/// The copy for a case; `with_photos` puts the pictures themselves in.
pub async fn copy_of(
    privacy: &Privacy,
    tx: &mut Tx,
    known: &Known,
    with_photos: bool,
    now: Instant,
) -> Result<Copy, OpError> {
    let site = &privacy.matters.site;
    let mut matters = Vec::new();
    let mut photos = Vec::new();
    let mut elsewhere = Vec::new();
    for person in cases::people(tx, known.case.id).await? {
        let Some(held) = personal::held(tx, person.reporter).await? else {
            elsewhere.extend(privacy.held_elsewhere(tx, person.reporter).await?);
            continue;
        };
        let Some(copy) = personal::copy(&privacy.matters, tx, &held).await? else {
            continue;
        };
        for photo in copy.photos.iter().filter(|_| with_photos) {
            if photos.len() >= PHOTOS_IN_FILE {
                break;
            }
            if let Some(bytes) = site.blobs.read(tx, &photo.blob).await? {
                photos.push(PhotoFile {
                    id: photo.id.clone(),
                    media_type: "image/jpeg",
                    base64: STANDARD.encode(bytes),
                });
            }
        }
        matters.push(copy);
    }
    let texts = cases::texts(tx, known.case.id).await?;
    let own = CaseCopy {
        number: known.number.clone(),
        asked_at: known.case.asked_at.to_rfc3339(),
        right: known.case.kind.name().to_owned(),
        state: known.case.state.name().name().to_owned(),
        texts: texts.into_iter().map(|text| text.body).collect(),
    };
    Ok(Copy {
        format: "huiyin personal copy 1",
        case: known.number.clone(),
        made_at: now.to_rfc3339(),
        district: site
            .settings
            .district
            .get(huiyin_kernel::Lang::Zh)
            .to_owned(),
        matters,
        elsewhere,
        cases: vec![own],
        photos,
    })
}
