//! Every kind of chart in both languages and all sizes: well-formed, without anything that is not
//! a number, and as it was when somebody last looked at it.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod samples;

use huiyin_charts::{Chart, Plot, Size, draw};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use samples::{bars, samples, with_values};

const SIZES: [Size; 4] = [
    Size::NARROW,
    Size::WIDE,
    Size::NARROW.for_elders(),
    Size::WIDE.for_elders(),
];

/// Reads the drawing as XML and returns its elements, ids and texts.
fn read(svg: &str) -> (usize, Vec<String>, Vec<String>) {
    let mut reader = Reader::from_str(svg);
    let (mut elements, mut depth, mut ids, mut texts) = (0, 0_i32, Vec::new(), Vec::new());
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error} in {svg}"));
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                elements += 1;
                depth += i32::from(matches!(event, Event::Start(_)));
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let name = attribute.key.as_ref().to_owned();
                    let value = attribute.value.to_string();
                    assert!(
                        name != "style" && !name.starts_with("on"),
                        "{name} in {svg}"
                    );
                    if name == "id" {
                        ids.push(value);
                    }
                }
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => texts.push(text.as_ref().to_owned()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{svg}");
    (elements, ids, texts)
}

fn sound(chart: &Chart, size: Size) -> String {
    let svg = draw(chart, size);
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    let (elements, ids, _) = read(&svg);
    assert!(elements < 12_000, "{elements} elements");
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands twice in {svg}");
    assert_eq!(svg, draw(chart, size), "the same chart is drawn the same");
    svg
}

#[test]
fn every_kind_is_as_it_was_when_somebody_looked() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for chart in samples() {
        for size in [Size::NARROW, Size::WIDE] {
            let drawn = sound(&chart, size).replace('>', ">\n");
            let path = folder.join(format!("{}-{}.svg", chart.id, size.suffix));
            if std::env::var_os("HUIYIN_BLESS").is_some() {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&path, &drawn).unwrap();
            }
            let known = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                known == drawn,
                "{} differs; look, then HUIYIN_BLESS=1",
                path.display()
            );
        }
    }
}

#[test]
fn every_drawing_says_its_title_and_description_in_every_size() {
    for chart in samples() {
        for size in SIZES {
            let (_, _, texts) = read(&sound(&chart, size));
            assert!(texts.contains(&chart.title), "{texts:?}");
            assert!(texts.contains(&chart.description), "{texts:?}");
        }
    }
}

#[test]
fn nothing_one_point_and_zeros_are_drawn() {
    let nothing = bars(&[], &[]);
    assert!(sound(&nothing, Size::NARROW).contains("没有数据"));
    for values in [
        vec![Some(0.0)],
        vec![Some(7.0)],
        vec![None],
        vec![Some(0.0); 3],
    ] {
        for chart in with_values(&values) {
            for size in SIZES {
                sound(&chart, size);
            }
        }
    }
}

#[test]
fn the_second_series_is_told_apart_without_colour() {
    let chart = bars(&["一月", "二月"], &[("受理", &[3, 4]), ("办结", &[2, 4])]);
    let svg = sound(&chart, Size::WIDE);
    assert!(svg.contains("<pattern id=\"sample-w-p1\""), "{svg}");
    assert!(svg.contains("fill=\"url(#sample-w-p1)\""), "{svg}");
}

#[test]
fn markup_in_names_stays_text_and_the_table_has_it_whole() {
    let evil = "\"><script>alert(1)</script>&<!--]]>\u{0}\u{7}";
    let long = "特别长的名称".repeat(60);
    let mut chart = bars(&[evil, &long], &[(evil, &[1, 2])]);
    chart.title = evil.to_owned();
    chart.description = evil.to_owned();
    for size in SIZES {
        let svg = sound(&chart, size);
        assert!(!svg.contains("<script"), "{svg}");
    }
    let table = chart.table();
    assert_eq!(table.rows[0].label, evil);
    assert_eq!(table.rows[1].label, long);
}

#[test]
fn the_table_says_what_the_drawing_says() {
    for chart in samples() {
        let table = chart.table();
        assert!(!table.rows.is_empty());
        for row in &table.rows {
            assert_eq!(row.cells.len() + 1, table.head.len(), "{}", chart.id);
        }
        let Plot::Bars(bars) = &chart.plot else {
            continue;
        };
        for (row, label) in table.rows.iter().zip(&bars.labels) {
            assert_eq!(&row.label, label);
        }
    }
    let mut hidden = bars(&["甲"], &[("数", &[1])]);
    if let Plot::Bars(bars) = &mut hidden.plot {
        bars.series[0].values[0] = None;
    }
    assert_eq!(hidden.table().rows[0].cells, ["不显示"]);
}

#[test]
fn too_much_is_cut_and_not_drawn_for_ever() {
    let labels: Vec<String> = (0..20_000).map(|it| it.to_string()).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let counts = vec![1_u32; labels.len()];
    let series: Vec<(&str, &[u32])> = vec![("数", &counts); 30];
    let svg = sound(&bars(&labels, &series), Size::WIDE);
    assert!(svg.len() < 2_000_000, "{} bytes", svg.len());
}

fn any_value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        Just(None),
        any::<f64>().prop_map(Some),
        (0_u32..5_000).prop_map(|it| Some(f64::from(it))),
        Just(Some(f64::NAN)),
        Just(Some(f64::INFINITY)),
        Just(Some(f64::MAX)),
        Just(Some(-3.0)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn whatever_the_values_the_drawing_is_sound(
        values in proptest::collection::vec(any_value(), 0..40),
        label in ".{0,40}",
        width in 0.0_f64..3_000.0,
    ) {
        for mut chart in with_values(&values) {
            chart.title.clone_from(&label);
            chart.words.unit.clone_from(&label);
            sound(&chart, Size { width, ..Size::WIDE });
            for row in chart.table().rows {
                for cell in row.cells {
                    prop_assert!(!cell.contains("NaN") && !cell.contains("inf"));
                }
            }
        }
    }
}

#[test]
fn a_chart_goes_to_the_desk_as_json_without_words_that_are_no_numbers() {
    for chart in with_values(&[Some(f64::NAN), Some(2.0)]) {
        let json = serde_json::to_string(&chart).unwrap();
        assert!(!json.contains("NaN"), "{json}");
    }
}
