use huiyin_db::{Result, Row, Tx, args};
use huiyin_kernel::geo::distance_metres;
use huiyin_kernel::{Id, Instant, Point};
use huiyin_words::Traits;

use super::{permille, queries as q};
use crate::rules::duplicates::{self, Candidate, NEAR_METRES, WINDOW_DAYS};
use crate::store::Known;

/// Neighbours compared with one matter at most.
const CANDIDATES: i64 = 200;
/// Half of the box in which neighbours are looked for: 50 m are at most 5,200 e-7 degrees of
/// longitude anywhere in China south of 54 degrees north, doubled for safety.
const BOX_E7: i32 = 10_000;

/// Another matter that may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    pub id: Id,
    pub number: String,
    pub headline: String,
    pub state: String,
    pub received_at: Instant,
    pub confidence_permille: u16,
}

/// Matters near in place and time whose words are alike (rule M12).
pub(super) async fn suggest(
    tx: &mut Tx,
    known: &Known,
    text: &str,
    now: Instant,
) -> Result<Vec<Likely>> {
    let Some(point) = known.place.point else {
        return Ok(Vec::new());
    };
    let from = known
        .matter
        .received_at
        .plus_hours(-24 * i64::from(WINDOW_DAYS));
    let values = args![
        from,
        now,
        point.lon_e7() - BOX_E7,
        point.lon_e7() + BOX_E7,
        point.lat_e7() - BOX_E7,
        point.lat_e7() + BOX_E7,
        known.matter.id,
        CANDIDATES
    ];
    let found = tx.fetch_all(q::NEAR, values).await?;
    let (candidates, rows) = measure(tx, known, point, &Traits::of(text), &found).await?;
    Ok(duplicates::propose(&candidates)
        .into_iter()
        .filter_map(|proposal| {
            let likely = rows.iter().find(|it| it.id == proposal.id)?.clone();
            Some(Likely {
                confidence_permille: proposal.confidence_permille,
                ..likely
            })
        })
        .collect())
}

/// How each neighbour lies to the matter: distance, days, category and words.
async fn measure(
    tx: &mut Tx,
    known: &Known,
    point: Point,
    traits: &Traits,
    found: &[Row],
) -> Result<(Vec<Candidate>, Vec<Likely>)> {
    let mut candidates = Vec::new();
    let mut rows = Vec::new();
    for row in found {
        let other = Point::from_e7(row.get("lon_e7")?, row.get("lat_e7")?)
            .map_err(huiyin_db::StoreError::inconsistent)?;
        if distance_metres(point, other) > NEAR_METRES {
            continue;
        }
        let likely = Likely {
            id: row.get("id")?,
            number: row.get("number")?,
            headline: row.get("headline")?,
            state: row.get("state")?,
            received_at: row.get("received_at")?,
            confidence_permille: 0,
        };
        let category: Option<String> = row.get("category")?;
        let own = known.matter.category.map(|code| code.to_string());
        let words = tx.fetch_optional(q::REPORT_TEXT, args![likely.id]).await?;
        let words: String = words
            .map(|row| row.get("body"))
            .transpose()?
            .unwrap_or_default();
        let apart = known
            .matter
            .received_at
            .date()
            .days_since(likely.received_at.date());
        candidates.push(Candidate {
            id: likely.id,
            distance_metres: Some(distance_metres(point, other)),
            same_category: own.zip(category).map(|(own, other)| own == other),
            days_apart: u32::try_from(apart.abs()).unwrap_or(u32::MAX),
            text_permille: permille(traits.likeness(&Traits::of(&words))),
        });
        rows.push(likely);
    }
    Ok((candidates, rows))
}
