//! In which coordinate system a file's points are, judged by where its communities lie.

use huiyin_kernel::Point;
use huiyin_kernel::geo::{Crs, distance_metres};
use huiyin_registry::folded;

/// Points with a known community that a judgement needs at least.
const SAMPLES: usize = 20;
/// Points that are looked at.
const LOOKED_AT: usize = 5_000;

/// The system that somebody chose, or the wish that it be found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    #[default]
    FindOut,
    Is(Crs),
}

impl System {
    pub const fn name(self) -> &'static str {
        match self {
            Self::FindOut => "auto",
            Self::Is(crs) => crs.name(),
        }
    }

    pub fn from_name(name: &str) -> Self {
        name.parse().map_or(Self::FindOut, Self::Is)
    }
}

/// A pair of the file beside the middle of the community that its row names.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub lon: f64,
    pub lat: f64,
    pub community: Point,
}

/// The system that a column's name tells, or a cell that says which it is.
pub(super) fn named(text: &str) -> Option<Crs> {
    let name = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["wgs", "cgcs", "4490", "gps", "国家2000"]) {
        Some(Crs::Wgs84)
    } else if has(&["gcj", "高德", "腾讯", "火星", "国测局"]) {
        Some(Crs::Gcj02)
    } else if has(&["bd09", "百度"]) {
        Some(Crs::Bd09)
    } else {
        None
    }
}

/// How far the middle of all points lies from the middle of their communities. Doors lie around a
/// community's point on every side, so what is left over is the shift of a wrong system.
fn shift(placed: &[Placed], crs: Crs) -> Option<f64> {
    let (mut east, mut north, mut count) = (0.0, 0.0, 0.0);
    for it in placed.iter().take(LOOKED_AT) {
        let Ok(point) = Point::from_degrees(it.lon, it.lat) else {
            continue;
        };
        let point = crs.to_wgs84(point);
        east += point.lon() - it.community.lon();
        north += point.lat() - it.community.lat();
        count += 1.0;
    }
    let middle = placed.first()?.community;
    let moved = Point::from_degrees(middle.lon() + east / count, middle.lat() + north / count);
    moved
        .ok()
        .map(|moved| f64::from(distance_metres(middle, moved)))
}

/// The system, by the column's name, else by how the points lie; nothing where neither tells.
pub fn detect(column: &str, placed: &[Placed]) -> Option<Crs> {
    if let Some(crs) = named(column) {
        return Some(crs);
    }
    if placed.len() < SAMPLES {
        return None;
    }
    let mut shifts: Vec<(f64, Crs)> = Crs::ALL
        .iter()
        .filter_map(|crs| Some((shift(placed, *crs)?, *crs)))
        .collect();
    shifts.sort_by(|left, right| left.0.total_cmp(&right.0));
    let [(best, crs), (second, _), ..] = shifts[..] else {
        return None;
    };
    (best * 2.0 < second).then_some(crs)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doors on a ring around three communities, written in a system.
    fn doors(crs: Crs) -> Vec<Placed> {
        let communities = [(106.53, 29.58), (106.56, 29.59), (106.61, 29.61)];
        let mut placed = Vec::new();
        for (lon, lat) in communities {
            let community = Point::from_degrees(lon, lat).unwrap();
            for step in 0..12 {
                let turn = f64::from(step) * std::f64::consts::PI / 6.0;
                let point = Point::from_degrees(lon + 0.002 * turn.cos(), lat + 0.002 * turn.sin());
                let written = crs.from_wgs84(point.unwrap());
                placed.push(Placed {
                    lon: written.lon(),
                    lat: written.lat(),
                    community,
                });
            }
        }
        placed
    }

    #[test]
    fn the_system_is_found_by_where_the_communities_lie() {
        for crs in Crs::ALL {
            assert_eq!(detect("经度", &doors(crs)), Some(crs));
        }
        assert_eq!(detect("经度", &doors(Crs::Bd09)[..10]), None, "too few");
        assert_eq!(detect("经度", &[]), None);
    }

    #[test]
    fn a_column_that_says_so_is_believed() {
        assert_eq!(detect("lng_bd09", &doors(Crs::Wgs84)), Some(Crs::Bd09));
        assert_eq!(detect("经度（高德）", &[]), Some(Crs::Gcj02));
        assert_eq!(System::from_name("auto"), System::FindOut);
        for crs in Crs::ALL {
            assert_eq!(System::from_name(System::Is(crs).name()), System::Is(crs));
        }
    }
}
