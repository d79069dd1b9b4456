//! Points of another system.

use huiyin_kernel::geo::{BBox, Crs, Point, TransverseMercator};

use super::map::MapError;
use super::map_file::{Outside, PointSection};

#[derive(Debug, Clone, Copy)]
enum System {
    Degrees(Crs),
    Plane(TransverseMercator),
}

#[derive(Debug, Clone)]
pub(super) struct PositionReader {
    system: System,
    bounds: Option<BBox>,
    outside: Outside,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Position {
    Nowhere,
    At(Point),
    /// Outside the bounds; the row is refused or loses its point, as the map wants.
    Outside {
        refuse: bool,
    },
    /// Half a pair, no number, or no place on the globe.
    Bad,
}

impl PositionReader {
    pub(super) fn new(section: &PointSection) -> Result<Self, MapError> {
        let system = match (&section.crs, section.plane) {
            (Some(name), None) => System::Degrees(
                name.parse()
                    .map_err(|_| MapError::UnknownCrs(name.clone()))?,
            ),
            (None, Some(plane)) => System::Plane(plane),
            _ => return Err(MapError::UnclearPoint),
        };
        let bounds = section
            .bounds
            .map(|edges| BBox::from_degrees(edges.west, edges.south, edges.east, edges.north))
            .transpose()
            .map_err(|error| MapError::BadBounds(error.to_string()))?;
        Ok(Self {
            system,
            bounds,
            outside: section.outside,
        })
    }

    pub(super) fn read(&self, x: &str, y: &str) -> Position {
        if x.is_empty() && y.is_empty() {
            return Position::Nowhere;
        }
        let Some((x, y)) = pair(x, y) else {
            return Position::Bad;
        };
        let point = match self.system {
            System::Degrees(crs) => Point::from_degrees(x, y).map(|point| crs.to_wgs84(point)),
            System::Plane(plane) => plane.to_point(x, y),
        };
        match (point, self.bounds) {
            (Err(_), _) => Position::Bad,
            (Ok(point), Some(bounds)) if !bounds.contains(point) => Position::Outside {
                refuse: self.outside == Outside::Refuse,
            },
            (Ok(point), _) => Position::At(point),
        }
    }

    /// What the check for oddly lying points needs; nothing where there is nothing to compare.
    pub(super) fn claim(&self) -> Option<(Crs, BBox)> {
        match (self.system, self.bounds) {
            (System::Degrees(crs), Some(bounds)) => Some((crs, bounds)),
            _ => None,
        }
    }
}

pub(super) fn pair(x: &str, y: &str) -> Option<(f64, f64)> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .ok()
            .filter(|value| value.is_finite())
    };
    Some((number(x)?, number(y)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(toml_text: &str) -> PositionReader {
        PositionReader::new(&toml::from_str(toml_text).unwrap()).unwrap()
    }

    #[test]
    fn degrees_and_planes_become_points() {
        let plane = reader(
            "[plane]\nlat0 = 35.83333333333333\nlon0 = -90.5\nk0 = 0.9999333333333333\n\
             false_east_m = 250000\nfalse_north_m = 0\nunit_metres_per_unit = 0.3048006096012192",
        );
        let Position::At(point) = plane.read("875854.877", "998434.947") else {
            panic!("a point")
        };
        assert!(
            (point.lat() - 38.57).abs() < 0.02 && (point.lon() + 90.31).abs() < 0.02,
            "{point}"
        );
        let baidu = reader("crs = 'BD-09'");
        let Position::At(point) = baidu.read("106.5806", "29.6127") else {
            panic!("a point")
        };
        assert!((point.lon() - 106.57).abs() < 0.01, "{point}");
        assert_eq!(baidu.read("", ""), Position::Nowhere);
    }

    #[test]
    fn what_is_no_pair_or_lies_outside_is_told() {
        let boxed = "crs = 'wgs84'\nbounds = { west = 106, south = 29, east = 107, north = 30 }";
        let strict = reader(boxed);
        for (x, y) in [
            ("106.5", ""),
            ("", "29.5"),
            ("east", "29.5"),
            ("NaN", "29.5"),
            ("206", "29"),
        ] {
            assert_eq!(strict.read(x, y), Position::Bad, "{x} {y}");
        }
        assert_eq!(
            strict.read("29.5", "106.5"),
            Position::Bad,
            "latitude beyond the pole"
        );
        assert_eq!(strict.read("0", "0"), Position::Outside { refuse: true });
        let lenient = reader(&format!("outside = 'without_point'\n{boxed}"));
        assert_eq!(lenient.read("0", "0"), Position::Outside { refuse: false });
    }

    #[test]
    fn a_map_must_name_one_system() {
        let made = |toml_text: &str| PositionReader::new(&toml::from_str(toml_text).unwrap());
        assert_eq!(made("").unwrap_err(), MapError::UnclearPoint);
        assert_eq!(
            made("crs = 'mars'").unwrap_err(),
            MapError::UnknownCrs("mars".into())
        );
        let turned = "crs = 'wgs84'\nbounds = { west = 9, south = 1, east = 2, north = 3 }";
        assert!(matches!(made(turned).unwrap_err(), MapError::BadBounds(_)));
    }
}
