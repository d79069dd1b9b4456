//! The text that Prometheus reads, format 0.0.4.

use std::fmt::Write as _;

use super::catalogue::{Kind, Metric};
use super::histogram::Histogram;

/// Its media type.
pub(super) const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Whole(i64),
    /// Shown in seconds, to the microsecond.
    Micros(u64),
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => write!(out, "{number}"),
            Self::Micros(micros) => {
                write!(out, "{}.{:06}", micros / 1_000_000, micros % 1_000_000)
            }
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Exposition(String);

impl Exposition {
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// A figure without labels.
    pub(super) fn one(&mut self, metric: &Metric, value: impl Into<Value>) {
        self.many(metric, [(Vec::<&str>::new(), value.into())]);
    }

    /// A figure once for each set of label values, in the order of the catalogue's labels.
    pub(super) fn many<T: AsRef<str>>(
        &mut self,
        metric: &Metric,
        rows: impl IntoIterator<Item = (Vec<T>, Value)>,
    ) {
        self.head(metric);
        for (values, number) in rows {
            let labels = labels(metric, &values, None);
            let _ = writeln!(self.0, "{}{labels} {number}", metric.name);
        }
    }

    pub(super) fn histograms<T: AsRef<str>>(
        &mut self,
        metric: &Metric,
        rows: impl IntoIterator<Item = (Vec<T>, Histogram)>,
    ) {
        self.head(metric);
        for (values, histogram) in rows {
            let name = metric.name;
            for (bound, count) in histogram.cumulative() {
                let end = Value::Micros(bound).to_string();
                let labels = labels(metric, &values, Some(&end));
                let _ = writeln!(self.0, "{name}_bucket{labels} {count}");
            }
            let (count, sum) = (histogram.count(), Value::Micros(histogram.sum_micros()));
            let all = labels(metric, &values, Some("+Inf"));
            let plain = labels(metric, &values, None);
            let _ = writeln!(self.0, "{name}_bucket{all} {count}");
            let _ = writeln!(self.0, "{name}_sum{plain} {sum}");
            let _ = writeln!(self.0, "{name}_count{plain} {count}");
        }
    }

    fn head(&mut self, metric: &Metric) {
        let (name, help, kind) = (metric.name, metric.help, metric.kind.name());
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }
}

fn labels<T: AsRef<str>>(metric: &Metric, values: &[T], end: Option<&str>) -> String {
    let named = metric.labels.iter().map(|label| label.name());
    let mut pairs: Vec<String> = named
        .zip(values)
        .map(|(name, value)| format!("{name}=\"{}\"", escaped(value.as_ref())))
        .collect();
    if let (Some(end), Kind::Histogram) = (end, metric.kind) {
        pairs.push(format!("le=\"{end}\""));
    }
    if pairs.is_empty() {
        return String::new();
    }
    format!("{{{}}}", pairs.join(","))
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::{DATABASE_WAIT, REQUESTS, UNSEALED};
    use super::*;

    #[test]
    fn figures_are_written_as_prometheus_reads_them() {
        let mut text = Exposition::default();
        text.one(&UNSEALED, Value::Whole(7));
        text.many(&REQUESTS, [(vec!["/a\"b", "GET", "2xx"], Value::Whole(3))]);
        let mut histogram = Histogram::default();
        histogram.record(1_500);
        text.histograms(&DATABASE_WAIT, [(vec!["read"], histogram)]);
        let text = text.finish();
        for line in [
            "# TYPE huiyin_journal_unsealed_rows gauge",
            "huiyin_journal_unsealed_rows 7",
            r#"huiyin_http_requests_total{route="/a\"b",method="GET",status="2xx"} 3"#,
            r#"huiyin_database_wait_seconds_bucket{reach="read",le="0.001000"} 0"#,
            r#"huiyin_database_wait_seconds_bucket{reach="read",le="0.005000"} 1"#,
            r#"huiyin_database_wait_seconds_bucket{reach="read",le="+Inf"} 1"#,
            r#"huiyin_database_wait_seconds_sum{reach="read"} 0.001500"#,
            r#"huiyin_database_wait_seconds_count{reach="read"} 1"#,
        ] {
            assert!(
                text.lines().any(|it| it == line),
                "{line} is not in\n{text}"
            );
        }
    }
}
