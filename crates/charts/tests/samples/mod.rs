//! One chart of each kind, as pages draw them.

use huiyin_charts::{
    Band, Bars, Chart, Flow, Heat, HeatRow, Lines, Link, Node, Plot, Series, Way, Words,
};

pub fn chart(id: &str, plot: Plot) -> Chart {
    Chart {
        id: id.to_owned(),
        title: "每月受理和办结".to_owned(),
        description: "2026年1月到6月，受理先升后降。".to_owned(),
        words: Words {
            label: "月份".to_owned(),
            unit: "件".to_owned(),
            gap: "不显示".to_owned(),
            nothing: "没有数据".to_owned(),
        },
        decimals: 0,
        plot,
    }
}

fn texts(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|it| (*it).to_owned()).collect()
}

pub fn bars(labels: &[&str], series: &[(&str, &[u32])]) -> Chart {
    let series = series.iter();
    chart(
        "sample",
        Plot::Bars(Bars {
            labels: texts(labels),
            series: series
                .map(|(name, it)| Series::of_counts(*name, it.iter().copied()))
                .collect(),
            way: Way::Up,
            stacked: false,
            touching: false,
        }),
    )
}

fn node(stage: usize, name: &str) -> Node {
    Node {
        stage,
        name: name.to_owned(),
    }
}

fn lines(labels: &[String], values: &[Option<f64>]) -> Plot {
    let one = |name: &str| Series {
        name: name.to_owned(),
        values: values.to_vec(),
    };
    let band = Band {
        name: "预期范围".to_owned(),
        low: values.to_vec(),
        high: values.iter().rev().copied().collect(),
    };
    Plot::Lines(Lines {
        labels: labels.to_vec(),
        series: vec![one("受理"), one("办结")],
        band: Some(band),
    })
}

fn flow(values: &[Option<f64>]) -> Plot {
    let links = values.iter().enumerate().map(|(index, value)| Link {
        from: index % 3,
        to: 2 + index % 4,
        value: *value,
    });
    Plot::Flow(Flow {
        stages: texts(&["来源", "类别", "结果"]),
        nodes: vec![
            node(0, "热线"),
            node(0, "网页"),
            node(1, "路灯"),
            node(1, "物业"),
            node(2, "解决"),
            node(9, "无"),
        ],
        links: links.collect(),
    })
}

/// Every kind of plot from one row of values.
pub fn with_values(values: &[Option<f64>]) -> Vec<Chart> {
    let labels: Vec<String> = (1..=values.len())
        .map(|it| format!("2026-{it:02}"))
        .collect();
    let one = |name: &str| Series {
        name: name.to_owned(),
        values: values.to_vec(),
    };
    let mut charts = Vec::new();
    for (way, stacked, touching) in [
        (Way::Up, false, false),
        (Way::Up, true, true),
        (Way::Along, false, false),
        (Way::Along, true, false),
    ] {
        charts.push(chart(
            &format!("bars-{}", charts.len()),
            Plot::Bars(Bars {
                labels: labels.clone(),
                series: vec![one("受理"), one("办结")],
                way,
                stacked,
                touching,
            }),
        ));
    }
    charts.push(chart("lines", lines(&labels, values)));
    let rows = values.chunks(7).enumerate();
    let rows = rows.map(|(index, it)| HeatRow {
        label: format!("{index}周"),
        values: it.to_vec(),
    });
    charts.push(chart(
        "heat",
        Plot::Heat(Heat {
            columns: texts(&["一", "二", "三", "四", "五", "六", "日"]),
            rows: rows.collect(),
        }),
    ));
    charts.push(chart("flow", flow(values)));
    charts
}

pub fn samples() -> Vec<Chart> {
    let values: Vec<Option<f64>> = [12, 30, 18, 41, 33, 0, 25, 9]
        .map(|it| Some(f64::from(it)))
        .to_vec();
    let mut charts = with_values(&values);
    let mut gap = values.clone();
    gap[3] = None;
    let mut with_gap = with_values(&gap).swap_remove(4);
    "lines-with-a-gap".clone_into(&mut with_gap.id);
    charts.push(with_gap);
    charts.push(bars(
        &["一月", "二月"],
        &[("受理", &[3, 4]), ("办结", &[2, 4])],
    ));
    charts
}
