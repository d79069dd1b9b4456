use serde::{Deserialize, Serialize};

use super::{GeoError, Point};

/// GRS80, the ellipsoid of NAD83 and CGCS2000; WGS-84 differs by a tenth of a millimetre.
const AXIS_METRES: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_222_101;

/// Plane coordinates by the transverse Mercator projection, as in city data sets: state planes
/// in the United States, Gauss-Krüger zones in China. The datum is taken as equal to WGS-84,
/// which for NAD83 and CGCS2000 holds within two metres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransverseMercator {
    /// Latitude of origin, degrees.
    pub lat0: f64,
    /// Central meridian, degrees.
    pub lon0: f64,
    /// Scale on the central meridian.
    pub k0: f64,
    pub false_east_m: f64,
    pub false_north_m: f64,
    /// 1 for metres, 1200/3937 for US survey feet.
    pub unit_metres_per_unit: f64,
}

/// Coefficients of the Krüger series in the third flattening, up to its fourth power, which
/// is exact to a millimetre within 3,000 km of the meridian.
struct Series {
    rectifying_radius: f64,
    forward: [f64; 4],
    inverse: [f64; 4],
}

impl TransverseMercator {
    /// NAD83 Missouri East in US survey feet (EPSG:102696), the plane of St. Louis.
    pub const MISSOURI_EAST_FEET: Self = Self {
        lat0: 35.0 + 5.0 / 6.0,
        lon0: -90.5,
        k0: 14_999.0 / 15_000.0,
        false_east_m: 250_000.0,
        false_north_m: 0.0,
        unit_metres_per_unit: 1200.0 / 3937.0,
    };

    /// From plane coordinates to a stored point.
    pub fn to_point(&self, east: f64, north: f64) -> Result<Point, GeoError> {
        let series = Series::new();
        let scale = self.k0 * series.rectifying_radius;
        let north_m = north * self.unit_metres_per_unit - self.false_north_m;
        let east_m = east * self.unit_metres_per_unit - self.false_east_m;
        let xi = north_m / scale + series.rectifying_latitude(self.lat0);
        let eta = east_m / scale;
        let (mut xi_sphere, mut eta_sphere) = (xi, eta);
        for (coefficient, double) in series.inverse.iter().zip([2.0, 4.0, 6.0, 8.0]) {
            xi_sphere -= coefficient * (double * xi).sin() * (double * eta).cosh();
            eta_sphere -= coefficient * (double * xi).cos() * (double * eta).sinh();
        }
        let conformal = (xi_sphere.sin() / eta_sphere.cosh()).asin();
        let lat = geodetic_latitude(conformal);
        let lon = self.lon0 + eta_sphere.sinh().atan2(xi_sphere.cos()).to_degrees();
        Point::from_degrees(lon, lat.to_degrees())
    }

    /// From a stored point to plane coordinates, east then north.
    pub fn to_plane(&self, point: Point) -> (f64, f64) {
        let series = Series::new();
        let conformal = conformal_latitude(point.lat().to_radians());
        let east_angle = (point.lon() - self.lon0).to_radians();
        let xi_sphere = conformal.tan().atan2(east_angle.cos());
        let eta_sphere = (conformal.cos() * east_angle.sin()).atanh();
        let (mut xi, mut eta) = (xi_sphere, eta_sphere);
        for (coefficient, double) in series.forward.iter().zip([2.0, 4.0, 6.0, 8.0]) {
            xi += coefficient * (double * xi_sphere).sin() * (double * eta_sphere).cosh();
            eta += coefficient * (double * xi_sphere).cos() * (double * eta_sphere).sinh();
        }
        let scale = self.k0 * series.rectifying_radius;
        let north_m = scale * (xi - series.rectifying_latitude(self.lat0)) + self.false_north_m;
        let east_m = scale * eta + self.false_east_m;
        (
            east_m / self.unit_metres_per_unit,
            north_m / self.unit_metres_per_unit,
        )
    }
}

impl Series {
    fn new() -> Self {
        let n = FLATTENING / (2.0 - FLATTENING);
        let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n);
        Self {
            rectifying_radius: AXIS_METRES / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0),
            forward: [
                n / 2.0 - n2 * 2.0 / 3.0 + n3 * 5.0 / 16.0 + n4 * 41.0 / 180.0,
                n2 * 13.0 / 48.0 - n3 * 3.0 / 5.0 + n4 * 557.0 / 1440.0,
                n3 * 61.0 / 240.0 - n4 * 103.0 / 140.0,
                n4 * 49_561.0 / 161_280.0,
            ],
            inverse: [
                n / 2.0 - n2 * 2.0 / 3.0 + n3 * 37.0 / 96.0 - n4 / 360.0,
                n2 / 48.0 + n3 / 15.0 - n4 * 437.0 / 1440.0,
                n3 * 17.0 / 480.0 - n4 * 37.0 / 840.0,
                n4 * 4397.0 / 161_280.0,
            ],
        }
    }

    /// The northing of a latitude on the central meridian, as an angle.
    fn rectifying_latitude(&self, lat_degrees: f64) -> f64 {
        let conformal = conformal_latitude(lat_degrees.to_radians());
        self.forward
            .iter()
            .zip([2.0, 4.0, 6.0, 8.0])
            .fold(conformal, |sum, (coefficient, double)| {
                sum + coefficient * (double * conformal).sin()
            })
    }
}

fn eccentricity() -> f64 {
    (FLATTENING * (2.0 - FLATTENING)).sqrt()
}

fn conformal_latitude(lat: f64) -> f64 {
    let e = eccentricity();
    let stretched = lat.sin().atanh() - e * (e * lat.sin()).atanh();
    stretched.tanh().asin()
}

/// Undoes [`conformal_latitude`]; each step shrinks the error by the eccentricity squared.
fn geodetic_latitude(conformal: f64) -> f64 {
    let e = eccentricity();
    let stretched = conformal.sin().atanh();
    let mut lat = conformal;
    for _ in 0..8 {
        lat = (stretched + e * (e * lat.sin()).atanh()).tanh().asin();
    }
    lat
}
