use std::fmt;

use serde::{Deserialize, Serialize};

const E7: f64 = 1e7;
const MAX_LON_E7: i32 = 1_800_000_000;
const MAX_LAT_E7: i32 = 900_000_000;
/// The grid that public pages show: 0.001 degrees, 111 m north-south and 97 m east-west in
/// Chongqing.
const PUBLIC_GRID_E7: i32 = 10_000;
const MEAN_EARTH_RADIUS_METRES: f64 = 6_371_008.8;

/// A place in CGCS2000 (WGS-84), in whole 1e-7 degrees: about a centimetre.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Point {
    lon_e7: i32,
    lat_e7: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    lon_e7: i32,
    lat_e7: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeoError {
    #[error("this is no place: longitude goes from -180 to 180 and latitude from -90 to 90")]
    OutOfRange,
    #[error("this is no box: west must not exceed east, nor south north")]
    EmptyBox,
}

impl Point {
    /// From degrees. `NaN`, infinities and places off the globe are refused.
    pub fn from_degrees(lon: f64, lat: f64) -> Result<Self, GeoError> {
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return Err(GeoError::OutOfRange);
        }
        Ok(Self {
            lon_e7: rounded_e7(lon),
            lat_e7: rounded_e7(lat),
        })
    }

    /// From whole 1e-7 degrees, as the databases keep them.
    pub fn from_e7(lon_e7: i32, lat_e7: i32) -> Result<Self, GeoError> {
        if lon_e7.abs_diff(0) > MAX_LON_E7.unsigned_abs()
            || lat_e7.abs_diff(0) > MAX_LAT_E7.unsigned_abs()
        {
            return Err(GeoError::OutOfRange);
        }
        Ok(Self { lon_e7, lat_e7 })
    }

    pub const fn lon_e7(self) -> i32 {
        self.lon_e7
    }
    pub const fn lat_e7(self) -> i32 {
        self.lat_e7
    }
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / E7
    }
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / E7
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "at most 180e7, which an i32 holds"
)]
fn rounded_e7(degrees: f64) -> i32 {
    (degrees * E7).round() as i32
}

impl TryFrom<Parts> for Point {
    type Error = GeoError;
    fn try_from(parts: Parts) -> Result<Self, GeoError> {
        Self::from_e7(parts.lon_e7, parts.lat_e7)
    }
}

impl From<Point> for Parts {
    fn from(point: Point) -> Self {
        Self {
            lon_e7: point.lon_e7,
            lat_e7: point.lat_e7,
        }
    }
}

/// `106.5742100,29.6061300`: longitude first.
impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.7},{:.7}", self.lon(), self.lat())
    }
}

impl fmt::Debug for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// The place as public pages show it: the nearest node of a grid of about 100 m, so that a flat
/// cannot be told from its neighbours.
pub fn generalise(point: Point) -> Point {
    let snapped = |value: i32| {
        let half = PUBLIC_GRID_E7 / 2;
        (value + half).div_euclid(PUBLIC_GRID_E7) * PUBLIC_GRID_E7
    };
    Point {
        lon_e7: snapped(point.lon_e7),
        lat_e7: snapped(point.lat_e7),
    }
}

/// Great-circle distance on the mean sphere, in whole metres; within 0.6 % of the ellipsoid.
pub fn distance_metres(from: Point, to: Point) -> u32 {
    let (from_lat, to_lat) = (from.lat().to_radians(), to.lat().to_radians());
    let half_lat = (to_lat - from_lat) / 2.0;
    let half_lon = (to.lon() - from.lon()).to_radians() / 2.0;
    let chord = half_lat.sin().powi(2) + from_lat.cos() * to_lat.cos() * half_lon.sin().powi(2);
    let metres = 2.0 * MEAN_EARTH_RADIUS_METRES * chord.clamp(0.0, 1.0).sqrt().asin();
    whole_metres(metres)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "half the circumference of the Earth is 20,015,114 m"
)]
fn whole_metres(metres: f64) -> u32 {
    metres.round() as u32
}

/// A rectangle of longitudes and latitudes, edges included; it does not cross the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Edges", into = "Edges")]
pub struct BBox {
    south_west: Point,
    north_east: Point,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edges {
    #[serde(rename = "west_e7")]
    west: i32,
    #[serde(rename = "south_e7")]
    south: i32,
    #[serde(rename = "east_e7")]
    east: i32,
    #[serde(rename = "north_e7")]
    north: i32,
}

impl BBox {
    pub fn new(south_west: Point, north_east: Point) -> Result<Self, GeoError> {
        if south_west.lon_e7 > north_east.lon_e7 || south_west.lat_e7 > north_east.lat_e7 {
            return Err(GeoError::EmptyBox);
        }
        Ok(Self {
            south_west,
            north_east,
        })
    }

    pub fn from_degrees(west: f64, south: f64, east: f64, north: f64) -> Result<Self, GeoError> {
        Self::new(
            Point::from_degrees(west, south)?,
            Point::from_degrees(east, north)?,
        )
    }

    /// The smallest box around the points; none around nothing.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().fold(None, |found: Option<Self>, point| {
            let old = found.unwrap_or(Self {
                south_west: point,
                north_east: point,
            });
            Some(Self {
                south_west: Point {
                    lon_e7: old.south_west.lon_e7.min(point.lon_e7),
                    lat_e7: old.south_west.lat_e7.min(point.lat_e7),
                },
                north_east: Point {
                    lon_e7: old.north_east.lon_e7.max(point.lon_e7),
                    lat_e7: old.north_east.lat_e7.max(point.lat_e7),
                },
            })
        })
    }

    /// The box with a margin on every side, cut off at the ends of the globe.
    #[must_use]
    pub fn widened(self, margin_e7: u32) -> Self {
        let margin = i32::try_from(margin_e7).unwrap_or(i32::MAX);
        let clamp_lon = |value: i32| value.clamp(-MAX_LON_E7, MAX_LON_E7);
        let clamp_lat = |value: i32| value.clamp(-MAX_LAT_E7, MAX_LAT_E7);
        Self {
            south_west: Point {
                lon_e7: clamp_lon(self.south_west.lon_e7.saturating_sub(margin)),
                lat_e7: clamp_lat(self.south_west.lat_e7.saturating_sub(margin)),
            },
            north_east: Point {
                lon_e7: clamp_lon(self.north_east.lon_e7.saturating_add(margin)),
                lat_e7: clamp_lat(self.north_east.lat_e7.saturating_add(margin)),
            },
        }
    }

    pub const fn south_west(self) -> Point {
        self.south_west
    }
    pub const fn north_east(self) -> Point {
        self.north_east
    }
    pub const fn centre(self) -> Point {
        Point {
            lon_e7: i32::midpoint(self.south_west.lon_e7, self.north_east.lon_e7),
            lat_e7: i32::midpoint(self.south_west.lat_e7, self.north_east.lat_e7),
        }
    }
    pub const fn contains(self, point: Point) -> bool {
        self.south_west.lon_e7 <= point.lon_e7
            && point.lon_e7 <= self.north_east.lon_e7
            && self.south_west.lat_e7 <= point.lat_e7
            && point.lat_e7 <= self.north_east.lat_e7
    }
}

impl TryFrom<Edges> for BBox {
    type Error = GeoError;
    fn try_from(edges: Edges) -> Result<Self, GeoError> {
        Self::new(
            Point::from_e7(edges.west, edges.south)?,
            Point::from_e7(edges.east, edges.north)?,
        )
    }
}

impl From<BBox> for Edges {
    fn from(bbox: BBox) -> Self {
        Self {
            west: bbox.south_west.lon_e7,
            south: bbox.south_west.lat_e7,
            east: bbox.north_east.lon_e7,
            north: bbox.north_east.lat_e7,
        }
    }
}
