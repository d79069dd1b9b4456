use super::{BBox, Crs, Point};
use crate::Ratio;

/// Points looked at; more are sampled evenly, which a share of hits survives.
const MAX_POINTS: usize = 5_000;
/// A reading counts as better when its share inside is larger by at least this, in hundredths of
/// a percent.
const CLEARLY_MORE: u64 = 500;

/// Where a district lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Region {
    Box(BBox),
    /// Outlines and holes, in any order; the last point of a ring need not repeat the first.
    Rings(Vec<Vec<Point>>),
}

/// One way to read a file's two coordinate columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    pub crs: Crs,
    /// The columns hold latitude first.
    pub swapped: bool,
}

/// How the points of a file lie under each reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    pub claimed: Reading,
    /// The share inside the district when read as claimed.
    pub as_claimed: Ratio,
    /// Every other reading, the best first.
    pub others: Vec<(Reading, Ratio)>,
}

impl Placement {
    /// The reading that clearly fits better than the claimed one, if there is one.
    pub fn better(&self) -> Option<(Reading, Ratio)> {
        let claimed = self.as_claimed.basis_points()?;
        self.others
            .first()
            .filter(|(_, inside)| {
                inside
                    .basis_points()
                    .is_some_and(|share| share >= claimed + CLEARLY_MORE)
            })
            .copied()
    }
}

impl Region {
    pub fn contains(&self, point: Point) -> bool {
        match self {
            Self::Box(bbox) => bbox.contains(point),
            Self::Rings(rings) => {
                rings
                    .iter()
                    .filter(|ring| ring_contains(ring, point))
                    .count()
                    % 2
                    == 1
            }
        }
    }
}

/// Counts the edges that a ray to the east crosses, exactly.
fn ring_contains(ring: &[Point], point: Point) -> bool {
    let Some(last) = ring.last() else {
        return false;
    };
    let mut inside = false;
    let mut from = *last;
    for to in ring.iter().copied() {
        if (from.lat_e7() > point.lat_e7()) != (to.lat_e7() > point.lat_e7()) {
            let rise = i128::from(to.lat_e7()) - i128::from(from.lat_e7());
            let run = i128::from(to.lon_e7()) - i128::from(from.lon_e7());
            let up = i128::from(point.lat_e7()) - i128::from(from.lat_e7());
            let over = i128::from(point.lon_e7()) - i128::from(from.lon_e7());
            // point.lon < from.lon + run * up / rise, multiplied by rise with its sign.
            let left_of_edge = if rise > 0 {
                over * rise < run * up
            } else {
                over * rise > run * up
            };
            inside ^= left_of_edge;
        }
        from = to;
    }
    inside
}

/// Tries all coordinate systems, and latitude first, on the raw pairs of a file that claims
/// `claimed`. `pairs` are as the file gives them, the column called longitude first.
pub fn read_placement(pairs: &[(f64, f64)], claimed: Crs, district: &Region) -> Placement {
    let claimed = Reading {
        crs: claimed,
        swapped: false,
    };
    let mut others: Vec<(Reading, Ratio)> = [false, true]
        .into_iter()
        .flat_map(|swapped| Crs::ALL.map(|crs| Reading { crs, swapped }))
        .filter(|reading| *reading != claimed)
        .map(|reading| (reading, share_inside(pairs, reading, district)))
        .collect();
    // A stable sort keeps the order of `Crs::ALL` among equals.
    others.sort_by_key(|(_, inside)| std::cmp::Reverse(inside.numerator));
    Placement {
        claimed,
        as_claimed: share_inside(pairs, claimed, district),
        others,
    }
}

fn share_inside(pairs: &[(f64, f64)], reading: Reading, district: &Region) -> Ratio {
    let step = pairs.len().div_ceil(MAX_POINTS).max(1);
    let mut inside = Ratio::new(0, 0);
    for (first, second) in pairs.iter().step_by(step).copied() {
        let (lon, lat) = if reading.swapped {
            (second, first)
        } else {
            (first, second)
        };
        inside.denominator += 1;
        if let Ok(point) = Point::from_degrees(lon, lat)
            && district.contains(reading.crs.to_wgs84(point))
        {
            inside.numerator += 1;
        }
    }
    inside
}
