use huiyin_kernel::Point;

/// A nanometre count: what a ten-millionth of a degree of latitude is on the ground.
const NANOMETRES_PER_E7: i64 = 11_119_493;
const NANO: i64 = 1_000_000_000;
/// A ten-millionth of a degree in radians, times a billion, times a billion.
const RADIAN_PER_E7: i64 = 1_745_329_252;

/// Metres east and north of the middle of all points. Whole numbers only, because the sine of one
/// machine differs from that of another in its last digit, and the same seed shall give the same
/// plan on both. Over a district the error is below a thousandth.
pub fn plane(points: &[Point]) -> Vec<(i32, i32)> {
    let middle = |of: fn(&Point) -> i32| {
        let (least, most) = (points.iter().map(of).min(), points.iter().map(of).max());
        i64::midpoint(i64::from(least.unwrap_or(0)), i64::from(most.unwrap_or(0)))
    };
    let lon = middle(|it| it.lon_e7());
    let lat = middle(|it| it.lat_e7());
    let shrink = cosine_nano(lat);
    let metres = |e7: i64| e7 * NANOMETRES_PER_E7 / NANO;
    points
        .iter()
        .map(|point| {
            let east = metres(i64::from(point.lon_e7()) - lon) * shrink / NANO;
            let north = metres(i64::from(point.lat_e7()) - lat);
            (narrow(east), narrow(north))
        })
        .collect()
}

fn narrow(metres: i64) -> i32 {
    i32::try_from(metres).unwrap_or(if metres < 0 { i32::MIN } else { i32::MAX })
}

/// The cosine of a latitude in billionths, by its series.
fn cosine_nano(lat_e7: i64) -> i64 {
    let angle = lat_e7 * RADIAN_PER_E7 / NANO;
    let square = angle * angle / NANO;
    let (mut sum, mut term) = (NANO, NANO);
    for step in 1..=9_i64 {
        term = -(term * square / NANO) / ((2 * step - 1) * (2 * step));
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use huiyin_kernel::geo::distance_metres;

    #[test]
    fn distances_on_the_plane_are_those_on_the_ground_to_a_two_hundredth() {
        let at = |lon: f64, lat: f64| Point::from_degrees(lon, lat).unwrap();
        for (one, other) in [
            (at(106.5, 29.5), at(106.6, 29.5)),
            (at(106.5, 29.5), at(106.5, 29.6)),
            (at(106.5, 29.5), at(106.55, 29.53)),
            (at(126.5, 45.7), at(126.6, 45.8)),
        ] {
            let on = plane(&[one, other]);
            let (x, y) = (on[1].0 - on[0].0, on[1].1 - on[0].1);
            let (x, y) = (f64::from(x), f64::from(y));
            let truth = f64::from(distance_metres(one, other));
            let found = x.hypot(y);
            assert!((found - truth).abs() < truth / 200.0, "{found} for {truth}");
        }
        assert!(plane(&[]).is_empty());
    }

    #[test]
    fn the_cosine_is_that_of_the_books() {
        assert!((cosine_nano(600_000_000) - 500_000_000).abs() < 100);
        assert_eq!(cosine_nano(0), NANO);
    }
}
