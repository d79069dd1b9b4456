use std::f64::consts::PI;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Point;

/// Semi-major axis and eccentricity squared of the Krasovsky ellipsoid, on which the public
/// offset of GCJ-02 is defined.
const KRASOVSKY_AXIS_METRES: f64 = 6_378_245.0;
const KRASOVSKY_ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;
const BAIDU_PI: f64 = PI * 3000.0 / 180.0;
/// The offset changes by less than 2 % of itself per step, so a few steps reach a centimetre.
const INVERSE_STEPS: usize = 6;

/// The coordinate systems that points in China come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Crs {
    /// GPS fixes and, at the metre, CGCS2000: what is stored.
    #[default]
    Wgs84,
    /// Public Chinese web maps (Amap, Tencent).
    Gcj02,
    /// Baidu maps.
    Bd09,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no known coordinate system; write WGS-84, CGCS2000, GCJ-02 or BD-09")]
pub struct CrsError(String);

impl Crs {
    pub const ALL: [Self; 3] = [Self::Wgs84, Self::Gcj02, Self::Bd09];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS-84",
            Self::Gcj02 => "GCJ-02",
            Self::Bd09 => "BD-09",
        }
    }

    /// Reads degrees given in this system. Nothing changes outside China, and a place that leaves
    /// the globe cannot result.
    pub fn to_wgs84(self, point: Point) -> Point {
        if self == Self::Wgs84 || !in_china(point) {
            return point;
        }
        let given = (point.lon(), point.lat());
        let found = match self {
            Self::Wgs84 => given,
            Self::Gcj02 => inverse_of(given, gcj_from_wgs),
            Self::Bd09 => inverse_of(inverse_of(given, bd_from_gcj), gcj_from_wgs),
        };
        Point::from_degrees(found.0, found.1).unwrap_or(point)
    }

    /// Writes a stored point in this system, for a map that is drawn in it.
    pub fn from_wgs84(self, point: Point) -> Point {
        if self == Self::Wgs84 || !in_china(point) {
            return point;
        }
        let gcj = gcj_from_wgs((point.lon(), point.lat()));
        let found = if self == Self::Gcj02 {
            gcj
        } else {
            bd_from_gcj(gcj)
        };
        Point::from_degrees(found.0, found.1).unwrap_or(point)
    }
}

/// The rectangle that map makers use for "in China"; it is generous to the neighbours.
pub fn in_china(point: Point) -> bool {
    (72.004..=137.8347).contains(&point.lon()) && (0.8293..=55.8271).contains(&point.lat())
}

/// Undoes a small shift by repeated correction: start at the shifted place, see where it would be
/// shifted to, and step back by the difference.
fn inverse_of(target: (f64, f64), forward: fn((f64, f64)) -> (f64, f64)) -> (f64, f64) {
    let mut guess = target;
    for _ in 0..INVERSE_STEPS {
        let reached = forward(guess);
        guess = (
            guess.0 + target.0 - reached.0,
            guess.1 + target.1 - reached.1,
        );
    }
    guess
}

fn gcj_from_wgs((lon, lat): (f64, f64)) -> (f64, f64) {
    // The published series counts from a point near the middle of the country.
    let (east, north) = (lon - 105.0, lat - 35.0);
    let lat_radians = lat.to_radians();
    let flattened = 1.0 - KRASOVSKY_ECCENTRICITY_SQUARED * lat_radians.sin().powi(2);
    let meridian_radius = KRASOVSKY_AXIS_METRES * (1.0 - KRASOVSKY_ECCENTRICITY_SQUARED)
        / (flattened * flattened.sqrt());
    let parallel_radius = KRASOVSKY_AXIS_METRES / flattened.sqrt() * lat_radians.cos();
    let north_shift = (north_shift_metres(east, north) / meridian_radius).to_degrees();
    let east_shift = (east_shift_metres(east, north) / parallel_radius).to_degrees();
    (lon + east_shift, lat + north_shift)
}

/// `amplitude * sin(PI * value / divisor)`.
fn wave(amplitude: f64, value: f64, divisor: f64) -> f64 {
    amplitude * (PI * value / divisor).sin()
}

fn ripple(east: f64) -> f64 {
    wave(20.0, 6.0 * east, 1.0) + wave(20.0, 2.0 * east, 1.0)
}

fn north_shift_metres(east: f64, north: f64) -> f64 {
    let slope = -100.0
        + 2.0 * east
        + 3.0 * north
        + 0.2 * north * north
        + 0.1 * east * north
        + 0.2 * east.abs().sqrt();
    let waves = ripple(east)
        + wave(20.0, north, 1.0)
        + wave(40.0, north, 3.0)
        + wave(160.0, north, 12.0)
        + wave(320.0, north, 30.0);
    slope + waves * 2.0 / 3.0
}

fn east_shift_metres(east: f64, north: f64) -> f64 {
    let slope = 300.0
        + east
        + 2.0 * north
        + 0.1 * east * east
        + 0.1 * east * north
        + 0.1 * east.abs().sqrt();
    let waves = ripple(east)
        + wave(20.0, east, 1.0)
        + wave(40.0, east, 3.0)
        + wave(150.0, east, 12.0)
        + wave(300.0, east, 30.0);
    slope + waves * 2.0 / 3.0
}

fn bd_from_gcj((lon, lat): (f64, f64)) -> (f64, f64) {
    let radius = lon.hypot(lat) + 0.000_02 * (lat * BAIDU_PI).sin();
    let angle = lat.atan2(lon) + 0.000_003 * (lon * BAIDU_PI).cos();
    (radius * angle.cos() + 0.0065, radius * angle.sin() + 0.006)
}

impl FromStr for Crs {
    type Err = CrsError;
    fn from_str(text: &str) -> Result<Self, CrsError> {
        let folded: String = text
            .chars()
            .take(40)
            .filter(char::is_ascii_alphanumeric)
            .map(|character| character.to_ascii_lowercase())
            .collect();
        match folded.as_str() {
            "wgs84" | "epsg4326" | "cgcs2000" | "epsg4490" | "gps" => Ok(Self::Wgs84),
            "gcj02" | "amap" | "gaode" => Ok(Self::Gcj02),
            "bd09" | "bd09ll" | "baidu" => Ok(Self::Bd09),
            _ => Err(CrsError(text.chars().take(40).collect())),
        }
    }
}

impl TryFrom<String> for Crs {
    type Error = CrsError;
    fn try_from(text: String) -> Result<Self, CrsError> {
        text.parse()
    }
}

impl From<Crs> for String {
    fn from(crs: Crs) -> Self {
        crs.name().to_owned()
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
