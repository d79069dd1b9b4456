use huiyin_db::{Result, Row, Tx, args};
use huiyin_kernel::geo::distance_metres;
use huiyin_kernel::{Id, Instant, Point};
use huiyin_words::Traits;

use super::{permille, queries as q};
use crate::rules::duplicates::{self, Candidate, NEAR_METRES, Nearness, Shared, WINDOW_DAYS};
use crate::store::Known;

/// Neighbours compared with one matter at most: those near its point, and those of its area.
const CANDIDATES: i64 = 200;
const OF_THE_AREA: i64 = 100;
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

/// A matter with its words, to which others are compared.
struct Compared<'k> {
    known: &'k Known,
    traits: Traits,
    from: Instant,
    now: Instant,
    candidates: Vec<Candidate>,
    rows: Vec<Likely>,
}

/// Matters near in place and time whose words are alike (rule M12). Where one of two has no point,
/// the area that both lie in stands for it.
pub(super) async fn suggest(
    tx: &mut Tx,
    known: &Known,
    text: &str,
    now: Instant,
) -> Result<Vec<Likely>> {
    let window_hours = 24 * i64::from(WINDOW_DAYS);
    let mut compared = Compared {
        known,
        traits: Traits::of(text),
        from: known.matter.received_at.plus_hours(-window_hours),
        now,
        candidates: Vec::new(),
        rows: Vec::new(),
    };
    if let Some(point) = known.place.point {
        compared.near(tx, point).await?;
    }
    compared.within_area(tx).await?;
    let Compared {
        candidates, rows, ..
    } = compared;
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

impl Compared<'_> {
    /// Those with a point close to this one.
    async fn near(&mut self, tx: &mut Tx, point: Point) -> Result<()> {
        let values = args![
            self.from,
            self.now,
            point.lon_e7() - BOX_E7,
            point.lon_e7() + BOX_E7,
            point.lat_e7() - BOX_E7,
            point.lat_e7() + BOX_E7,
            self.known.matter.id,
            CANDIDATES
        ];
        for row in tx.fetch_all(q::NEAR, values).await? {
            let other = Point::from_e7(row.get("lon_e7")?, row.get("lat_e7")?)
                .map_err(huiyin_db::StoreError::inconsistent)?;
            let metres = distance_metres(point, other);
            if metres > NEAR_METRES {
                continue;
            }
            let id: Id = row.get("id")?;
            let words = tx.fetch_optional(q::REPORT_TEXT, args![id]).await?;
            let words: Option<String> = words.map(|row| row.get("body")).transpose()?;
            self.compare(&row, Nearness::Metres(metres), words.as_deref())?;
        }
        Ok(())
    }

    /// Those of the same area, unless both have a point: then the points have spoken.
    async fn within_area(&mut self, tx: &mut Tx) -> Result<()> {
        let area = self.known.matter.area;
        let (query, place) = match (area.community_id, area.street_id) {
            (Some(community), _) => (q::IN_COMMUNITY, community),
            (None, Some(street)) => (q::IN_STREET, street),
            (None, None) => return Ok(()),
        };
        let id = self.known.matter.id;
        let values = args![self.from, self.now, place, id, OF_THE_AREA];
        for row in tx.fetch_all(query, values).await? {
            let other_point: Option<i32> = row.get("lon_e7")?;
            if self.known.place.point.is_some() && other_point.is_some() {
                continue;
            }
            let words: Option<String> = row.get("words")?;
            let within = Nearness::Within(self.shared(&row)?);
            self.compare(&row, within, words.as_deref())?;
        }
        Ok(())
    }

    /// The smallest area that both are known to lie in.
    fn shared(&self, row: &Row) -> Result<Shared> {
        let area = self.known.matter.area;
        let is = |own: Option<Id>, other: Option<String>| {
            own.is_some_and(|own| other.is_some_and(|other| own.to_string() == other))
        };
        Ok(if is(area.compound_id, row.get("compound_id")?) {
            Shared::Compound
        } else if is(area.community_id, row.get("community_id")?) {
            Shared::Community
        } else {
            Shared::Street
        })
    }

    /// How one neighbour lies to the matter. What is of another category is not read any further.
    fn compare(&mut self, row: &Row, nearness: Nearness, words: Option<&str>) -> Result<()> {
        let matter = &self.known.matter;
        let category: Option<String> = row.get("category")?;
        let own = matter.category.map(|code| code.to_string());
        let same_category = own.zip(category).map(|(own, other)| own == other);
        if same_category == Some(false) {
            return Ok(());
        }
        let likely = Likely {
            id: row.get("id")?,
            number: row.get("number")?,
            headline: row.get("headline")?,
            state: row.get("state")?,
            received_at: row.get("received_at")?,
            confidence_permille: 0,
        };
        let received_on = matter.received_at.date();
        let apart = received_on.days_since(likely.received_at.date());
        let alike = self.traits.likeness(&Traits::of(words.unwrap_or_default()));
        self.candidates.push(Candidate {
            id: likely.id,
            nearness: Some(nearness),
            same_category,
            days_apart: u32::try_from(apart.abs()).unwrap_or(u32::MAX),
            text_permille: permille(alike),
        });
        self.rows.push(likely);
        Ok(())
    }
}
