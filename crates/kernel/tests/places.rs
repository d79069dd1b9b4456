//! Coordinates against numbers made by other programs, and what must hold anywhere.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use huiyin_kernel::geo::{
    BBox, Crs, GeoError, Point, Reading, Region, TransverseMercator, distance_metres, generalise,
    read_placement,
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    places: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    name: String,
    wgs84: (f64, f64),
    gcj02: (f64, f64),
    bd09: Option<(f64, f64)>,
}

fn point((lon, lat): (f64, f64)) -> Point {
    Point::from_degrees(lon, lat).unwrap()
}

/// Both coordinates within two units of 1e-7 degrees, two centimetres.
fn close(left: Point, right: Point) -> bool {
    left.lon_e7().abs_diff(right.lon_e7()) <= 2 && left.lat_e7().abs_diff(right.lat_e7()) <= 2
}

#[test]
fn the_three_systems_agree_with_the_reference_numbers() {
    let vectors: Vectors = serde_json::from_str(include_str!("coordinate_vectors.json")).unwrap();
    assert_eq!(vectors.places.len(), 13);
    for place in &vectors.places {
        let wgs84 = point(place.wgs84);
        let pairs = [(Crs::Gcj02, Some(place.gcj02)), (Crs::Bd09, place.bd09)];
        for (crs, known) in pairs {
            let known = point(known.unwrap_or(place.wgs84));
            let forward = crs.from_wgs84(wgs84);
            assert!(
                close(forward, known),
                "{} to {crs}: {forward} for {known}",
                place.name
            );
            let back = crs.to_wgs84(known);
            assert!(
                close(back, wgs84),
                "{} from {crs}: {back} for {wgs84}",
                place.name
            );
        }
    }
}

/// Made with PROJ (pyproj), ellipsoid GRS80, the parameters of EPSG:102696.
const MISSOURI_EAST: [(f64, f64, f64, f64); 6] = [
    (875_854.877, 998_434.947, -90.305_348_888, 38.575_464_276),
    (872_868.084, 985_130.701, -90.315_889_821, 38.538_948_443),
    (910_286.755, 1_061_922.056, -90.184_143_031, 38.749_529_308),
    (820_208.333_333_333, 0.0, -90.5, 35.833_333_333),
    (1_000_000.0, 2_000_000.0, -89.845_408_826, 41.323_361_856),
    (0.0, 500_000.0, -93.314_902_653, 37.173_335_338),
];

#[test]
fn state_plane_feet_become_longitude_and_latitude() {
    for (east, north, lon, lat) in MISSOURI_EAST {
        let found = TransverseMercator::MISSOURI_EAST_FEET
            .to_point(east, north)
            .unwrap();
        assert!(close(found, point((lon, lat))), "{found} for {lon},{lat}");
        let (east_again, north_again) = TransverseMercator::MISSOURI_EAST_FEET.to_plane(found);
        assert!((east_again - east).abs() < 0.1 && (north_again - north).abs() < 0.1);
    }
}

#[test]
fn a_gauss_krueger_zone_is_a_transverse_mercator() {
    let zone = TransverseMercator {
        lat0: 0.0,
        lon0: 108.0,
        k0: 1.0,
        false_east_m: 500_000.0,
        false_north_m: 0.0,
        unit_metres_per_unit: 1.0,
    };
    let (east, north) = zone.to_plane(point((106.5742, 29.6061)));
    assert!((east - 361_882.469).abs() < 0.01 && (north - 3_277_299.044).abs() < 0.01);
}

#[test]
fn hostile_plane_coordinates_are_refused_or_land_on_the_globe() {
    let plane = TransverseMercator::MISSOURI_EAST_FEET;
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(plane.to_point(value, 0.0), Err(GeoError::OutOfRange));
        assert_eq!(plane.to_point(0.0, value), Err(GeoError::OutOfRange));
    }
}

#[test]
fn distances_are_those_of_the_ellipsoid_within_half_a_percent() {
    let jiangbei = point((106.5742, 29.6061));
    let near = distance_metres(jiangbei, point((106.5842, 29.6061)));
    assert!(near.abs_diff(969) <= 4, "{near}");
    let far = distance_metres(jiangbei, point((116.3975, 39.9087)));
    assert!(far.abs_diff(1_452_318) <= 7_000, "{far}");
    assert_eq!(distance_metres(jiangbei, jiangbei), 0);
    assert_eq!(
        distance_metres(point((0.0, 90.0)), point((0.0, -90.0))),
        20_015_114
    );
}

#[test]
fn names_of_systems_are_read_as_people_write_them() {
    for (text, crs) in [
        ("gcj-02", Crs::Gcj02),
        ("GCJ02", Crs::Gcj02),
        ("WGS 84", Crs::Wgs84),
        ("EPSG:4490", Crs::Wgs84),
        ("CGCS2000", Crs::Wgs84),
        ("bd09", Crs::Bd09),
    ] {
        assert_eq!(text.parse(), Ok(crs));
    }
    assert!("".parse::<Crs>().is_err());
    let error = "EPSG:102696".parse::<Crs>().unwrap_err().to_string();
    assert!(error.contains("GCJ-02"), "{error}");
    assert_eq!(serde_json::to_string(&Crs::Gcj02).unwrap(), "\"GCJ-02\"");
}

#[test]
fn points_and_boxes_that_cannot_be_are_refused() {
    assert_eq!(
        Point::from_degrees(f64::NAN, 0.0),
        Err(GeoError::OutOfRange)
    );
    assert_eq!(
        Point::from_degrees(0.0, 90.000_000_1),
        Err(GeoError::OutOfRange)
    );
    assert_eq!(Point::from_e7(i32::MIN, 0), Err(GeoError::OutOfRange));
    assert!(serde_json::from_str::<Point>(r#"{"lon_e7":1900000000,"lat_e7":0}"#).is_err());
    assert_eq!(
        BBox::from_degrees(107.0, 29.0, 106.0, 30.0),
        Err(GeoError::EmptyBox)
    );
    assert_eq!(BBox::around([]), None);
    let json =
        r#"{"west_e7":1060000000,"south_e7":290000000,"east_e7":1070000000,"north_e7":300000000}"#;
    let read: BBox = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert_eq!(read.centre(), point((106.5, 29.5)));
}

/// A district of 600 m: small enough for the shift between the systems to show.
fn small_district() -> (Region, Vec<Point>) {
    let bbox = BBox::from_degrees(106.570, 29.603, 106.576, 29.608).unwrap();
    let points = (0i32..20)
        .flat_map(|column| (0i32..20).map(move |row| (column, row)))
        .map(|(column, row)| {
            point((
                106.570_1 + f64::from(column) * 0.000_3,
                29.603_1 + f64::from(row) * 0.000_25,
            ))
        })
        .collect();
    (Region::Box(bbox), points)
}

#[test]
fn a_wrong_claim_about_the_system_is_seen() {
    let (district, points) = small_district();
    for truth in Crs::ALL {
        let pairs: Vec<(f64, f64)> = points
            .iter()
            .map(|place| truth.from_wgs84(*place))
            .map(|written| (written.lon(), written.lat()))
            .collect();
        for claimed in Crs::ALL {
            let placement = read_placement(&pairs, claimed, &district);
            let better = placement.better();
            if claimed == truth {
                assert_eq!(better, None, "{truth}");
                assert_eq!(placement.as_claimed.to_string(), "100.00%");
            } else {
                let expected = Reading {
                    crs: truth,
                    swapped: false,
                };
                assert_eq!(
                    better.map(|(reading, _)| reading),
                    Some(expected),
                    "{claimed}"
                );
            }
        }
        let swapped: Vec<(f64, f64)> = pairs.iter().map(|(lon, lat)| (*lat, *lon)).collect();
        let better = read_placement(&swapped, truth, &district).better();
        assert_eq!(
            better.map(|(reading, _)| reading),
            Some(Reading {
                crs: truth,
                swapped: true
            })
        );
    }
}

#[test]
fn nothing_is_said_about_no_points_or_points_far_away() {
    let (district, _) = small_district();
    assert_eq!(read_placement(&[], Crs::Wgs84, &district).better(), None);
    let far = vec![(f64::NAN, 0.0), (1e300, -1e300), (0.0, 0.0)];
    let placement = read_placement(&far, Crs::Gcj02, &district);
    assert_eq!(placement.better(), None);
    assert_eq!(placement.as_claimed.to_string(), "0.00%");
}

#[test]
fn rings_know_their_inside_and_their_holes() {
    let corner = |lon: i32, lat: i32| Point::from_e7(lon, lat).unwrap();
    let outline = vec![
        corner(0, 0),
        corner(100, 0),
        corner(100, 100),
        corner(0, 100),
    ];
    let hole = vec![corner(40, 40), corner(60, 40), corner(50, 60)];
    let district = Region::Rings(vec![outline, hole, vec![]]);
    assert!(district.contains(corner(10, 10)));
    assert!(!district.contains(corner(50, 45)));
    assert!(district.contains(corner(50, 70)));
    assert!(!district.contains(corner(101, 50)));
    assert!(!district.contains(corner(-1, 100)));
}

proptest! {
    /// Rule 20: under a metre inside the box of Chongqing.
    #[test]
    fn round_trips_in_chongqing_stay_under_a_metre(
        lon in 1_052_800_000i32..1_102_000_000, lat in 281_000_000i32..323_000_000,
    ) {
        let place = Point::from_e7(lon, lat).unwrap();
        for crs in Crs::ALL {
            let there_and_back = crs.to_wgs84(crs.from_wgs84(place));
            prop_assert!(distance_metres(place, there_and_back) < 1, "{crs}");
            prop_assert!(close(place, there_and_back), "{crs} {place} {there_and_back}");
        }
        let shift = distance_metres(place, Crs::Gcj02.from_wgs84(place));
        prop_assert!((50..1000).contains(&shift), "{shift}");
    }

    #[test]
    fn nothing_changes_outside_china(lon in -1_800_000_000i32..720_000_000, lat in -900_000_000i32..900_000_000) {
        let place = Point::from_e7(lon, lat).unwrap();
        for crs in Crs::ALL {
            prop_assert_eq!(crs.from_wgs84(place), place);
            prop_assert_eq!(crs.to_wgs84(place), place);
        }
    }

    #[test]
    fn the_public_sees_a_place_within_a_hundred_metres(
        lon in 1_052_800_000i32..1_102_000_000, lat in 281_000_000i32..323_000_000,
    ) {
        let place = Point::from_e7(lon, lat).unwrap();
        let shown = generalise(place);
        prop_assert!(distance_metres(place, shown) < 80);
        prop_assert_eq!(generalise(shown), shown);
        prop_assert_eq!((shown.lon_e7() % 10_000, shown.lat_e7() % 10_000), (0, 0));
    }

    #[test]
    fn any_point_on_the_globe_can_be_generalised_and_written(
        lon in -1_800_000_000i32..=1_800_000_000, lat in -900_000_000i32..=900_000_000,
    ) {
        let place = Point::from_e7(lon, lat).unwrap();
        let shown = generalise(place);
        prop_assert!(Point::from_e7(shown.lon_e7(), shown.lat_e7()).is_ok());
        let json = serde_json::to_string(&place).unwrap();
        prop_assert_eq!(serde_json::from_str::<Point>(&json).unwrap(), place);
        prop_assert_eq!(Point::from_degrees(place.lon(), place.lat()), Ok(place));
    }

    #[test]
    fn boxes_hold_the_points_they_were_made_from(
        lons in prop::collection::vec(-1_800_000_000i32..=1_800_000_000, 1..20),
        lat in -900_000_000i32..=900_000_000, margin in any::<u32>(),
    ) {
        let points: Vec<Point> =
            lons.iter().map(|lon| Point::from_e7(*lon, lat).unwrap()).collect();
        let bbox = BBox::around(points.iter().copied()).unwrap();
        for place in points {
            prop_assert!(bbox.contains(place) && bbox.widened(margin).contains(place));
        }
    }
}

/// The open file of St. Louis is large and stays outside the repository.
mod internal_data {
    use super::*;

    #[test]
    #[ignore = "internal data"]
    fn every_request_of_st_louis_lies_in_the_city() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/requests-311/stl_january_2018.csv"
        );
        let text = std::fs::read_to_string(path).unwrap();
        let city = BBox::from_degrees(-90.33, 38.52, -90.16, 38.78).unwrap();
        let mut placed = 0;
        for line in text.lines().skip(1) {
            let mut columns = line.rsplit(',');
            let (north, east) = (columns.next().unwrap(), columns.next().unwrap());
            let (Ok(east), Ok(north)) = (east.parse(), north.parse()) else {
                continue;
            };
            let place = TransverseMercator::MISSOURI_EAST_FEET
                .to_point(east, north)
                .unwrap();
            assert!(city.contains(place), "{place}: {line}");
            placed += 1;
        }
        assert_eq!(placed, 1506);
    }
}
