//! Every figure there is, with its unit and the labels it may carry. Whatever is not in this
//! table cannot be exposed.

/// What kind of figure it is, in the words of Prometheus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Counter,
    Gauge,
    Histogram,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// What figures may be told apart by. Each has few values, all of them words of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// The template of a route, `/echo/{code}`, never an address.
    Route,
    Method,
    /// The class of a status: `2xx`.
    Status,
    /// What a transaction is for: `read` or `write`.
    Reach,
    /// `busy` or `idle`.
    State,
    Job,
    Outcome,
    Queue,
    Version,
}

impl Label {
    pub const ALL: [Self; 9] = [
        Self::Route,
        Self::Method,
        Self::Status,
        Self::Reach,
        Self::State,
        Self::Job,
        Self::Outcome,
        Self::Queue,
        Self::Version,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Method => "method",
            Self::Status => "status",
            Self::Reach => "reach",
            Self::State => "state",
            Self::Job => "job",
            Self::Outcome => "outcome",
            Self::Queue => "queue",
            Self::Version => "version",
        }
    }
}

/// One figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    pub name: &'static str,
    pub kind: Kind,
    pub labels: &'static [Label],
    pub help: &'static str,
}

/// Names each figure once as a constant and all of them as [`CATALOGUE`].
macro_rules! catalogue {
    ($($constant:ident = $name:literal $kind:ident [$($label:ident),*] $help:literal;)*) => {
        $(pub(super) const $constant: Metric = Metric {
            name: $name,
            kind: Kind::$kind,
            labels: &[$(Label::$label),*],
            help: $help,
        };)*
        pub const CATALOGUE: &[Metric] = &[$($constant),*];
    };
}

catalogue! {
    BUILD = "huiyin_build_info" Gauge [Version] "Always 1; the label says which program runs";
    READY = "huiyin_ready" Gauge [] "1 while requests are welcome, 0 from the order to stop on";
    REQUESTS = "huiyin_http_requests_total" Counter [Route, Method, Status] "Requests answered";
    REQUEST_SECONDS = "huiyin_http_request_duration_seconds" Histogram [Route] "From the head of a request to the head of its answer";
    IN_FLIGHT = "huiyin_http_requests_in_flight" Gauge [] "Requests being answered now";
    DATABASE_WAIT = "huiyin_database_wait_seconds" Histogram [Reach] "From asking for a transaction to having it";
    CONNECTIONS = "huiyin_database_connections" Gauge [State] "Connections to the database that are open";
    DATABASE_BYTES = "huiyin_database_size_bytes" Gauge [] "The SQLite file";
    DATABASE_LOG_BYTES = "huiyin_database_log_size_bytes" Gauge [] "SQLite's write-ahead log";
    DISK_FREE = "huiyin_disk_free_bytes" Gauge [] "Room on the disk of photos and store";
    OUTBOX_WAITING = "huiyin_outbox_waiting_messages" Gauge [] "Messages not yet handled";
    OUTBOX_OLDEST = "huiyin_outbox_oldest_age_seconds" Gauge [] "Age of the oldest message not yet handled, 0 where there is none";
    OUTBOX_DEAD = "huiyin_outbox_dead_messages" Gauge [] "Messages given up, waiting for an administrator";
    MESSAGES = "huiyin_messages_total" Counter [Outcome] "Messages handled by this process";
    JOB_RUNS = "huiyin_job_runs_total" Counter [Job, Outcome] "Runs of periodic work in this process";
    JOB_SECONDS = "huiyin_job_duration_seconds_total" Counter [Job] "Time spent on periodic work in this process";
    JOB_LAST = "huiyin_job_last_success_timestamp_seconds" Gauge [Job] "When periodic work was last done, by any process";
    JOB_FAILURES = "huiyin_job_consecutive_failures" Gauge [Job] "Failures since periodic work was last done";
    JOB_LATE = "huiyin_job_late_seconds" Gauge [Job] "How long periodic work is overdue";
    QUEUE_TASKS = "huiyin_queue_tasks" Gauge [Queue] "Matters waiting in a queue of the whole district";
    UNSEALED = "huiyin_journal_unsealed_rows" Gauge [] "Journal rows after the last seal";
    SEAL_LAST = "huiyin_journal_last_seal_timestamp_seconds" Gauge [] "When the journal was last sealed, 0 where it never was";
    BACKUP_LAST = "huiyin_backup_last_success_timestamp_seconds" Gauge [] "When the last backup was finished, 0 where there is none";
    SPANS_DROPPED = "huiyin_trace_spans_dropped_total" Counter [] "Spans that the collector did not take in time";
    MEMORY = "process_resident_memory_bytes" Gauge [] "Memory of this process";
    CPU = "process_cpu_seconds_total" Counter [] "Processor time of this process";
    FILES = "process_open_fds" Gauge [] "Open files and sockets of this process";
    STARTED = "process_start_time_seconds" Gauge [] "When this process began";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// A figure by any of these would say who works how much or who asks for what.
    const PERSONAL: [&str; 24] = [
        "account",
        "actor",
        "address",
        "admin",
        "author",
        "body",
        "caller",
        "client",
        "clerk",
        "code",
        "dispatcher",
        "handler",
        "household",
        "login",
        "matter",
        "name",
        "network",
        "person",
        "phone",
        "reporter",
        "resident",
        "session",
        "user",
        "viewer",
    ];
    /// The endings by which a reader knows what is counted and in which unit.
    const UNITS: [&str; 13] = [
        "_total",
        "_seconds",
        "_bytes",
        "_info",
        "_ready",
        "_in_flight",
        "_connections",
        "_messages",
        "_failures",
        "_tasks",
        "_rows",
        "_fds",
        "_timestamp_seconds",
    ];

    fn words(name: &str) -> BTreeSet<&str> {
        // Memory that is resident is Prometheus' own word and lives nowhere.
        let name = name.strip_prefix("process_resident_").unwrap_or(name);
        name.split('_').collect()
    }

    #[test]
    fn no_figure_is_about_a_person() {
        for metric in CATALOGUE {
            let labels = metric.labels.iter().map(|label| label.name());
            for text in labels.chain([metric.name]) {
                for personal in PERSONAL {
                    let plural = format!("{personal}s");
                    let words = words(text);
                    assert!(
                        !words.contains(personal) && !words.contains(plural.as_str()),
                        "{}: {text} is about a person ({personal})",
                        metric.name
                    );
                }
            }
        }
        let labels = Label::ALL.map(Label::name);
        let known = [
            "route", "method", "status", "reach", "state", "job", "outcome", "queue", "version",
        ];
        assert_eq!(
            labels, known,
            "a new label needs a look at whom it could name"
        );
    }

    #[test]
    fn names_are_unique_and_carry_their_unit() {
        let mut seen = BTreeSet::new();
        for metric in CATALOGUE {
            assert!(seen.insert(metric.name), "{} twice", metric.name);
            let ours = metric.name.starts_with("huiyin_") || metric.name.starts_with("process_");
            assert!(ours, "{}", metric.name);
            let plain = |it: char| it.is_ascii_lowercase() || it == '_';
            assert!(metric.name.chars().all(plain), "{}", metric.name);
            let has_unit = UNITS.iter().any(|unit| metric.name.ends_with(unit));
            assert!(has_unit, "{} has no unit", metric.name);
            let is_total = metric.name.ends_with("_total");
            assert_eq!(is_total, metric.kind == Kind::Counter, "{}", metric.name);
            assert!(metric.help.len() > 10 && !metric.help.contains('\n'));
        }
    }
}
