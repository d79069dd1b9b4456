//! Figures of a bulletin as words, for staff whole and for the public without small numbers.

use huiyin_kernel::{Date, Ratio};
use huiyin_web::{Arg, Texts};

use super::called::Called;
use crate::rules::bulletin::figures::split;
use crate::rules::bulletin::tables::{Seen, public_rows};
use crate::rules::bulletin::{Bulletin, Locked, Part, Table, TableKind, Value};
use crate::rules::{Hidden, SMALL_GROUP, judged};

/// How one bulletin is told in one language.
pub(super) struct Telling<'a> {
    pub texts: &'a Texts,
    pub called: &'a Called<'a>,
    pub bulletin: &'a Bulletin,
    pub is_public: bool,
}

impl Telling<'_> {
    pub(super) fn t(&self, key: &str) -> String {
        self.say(key, &[])
    }

    pub(super) fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.texts.say(self.called.lang, key, args)
    }

    pub(super) fn day(&self, day: Date) -> String {
        let args = [
            ("year", Arg::from(i64::from(day.year()))),
            ("month", i64::from(day.month()).into()),
            ("day", i64::from(day.day()).into()),
        ];
        self.say("web-day", &args)
    }

    /// What stands where a placeholder was.
    pub(super) fn placeholder(&self, placeholder: &str) -> String {
        let (name, part) = split(placeholder);
        let Some(figure) = self.bulletin.figure(name) else {
            return "-".to_owned();
        };
        match part {
            Part::Value => self.value(figure, &figure.value),
            Part::Month => self.change(figure, figure.before.as_ref(), "month"),
            Part::Year => self.change(figure, figure.year_before.as_ref(), "year"),
        }
    }

    pub(super) fn value(&self, figure: &Locked, value: &Value) -> String {
        match value {
            Value::Count { n } => match self.hides(*n) {
                Some(_) => self.small(),
                None => n.to_string(),
            },
            Value::Share { of, among } => self.share(Ratio::new(*of, *among)),
            Value::Mean { count: 0, .. } => "-".to_owned(),
            Value::Mean { sum, count } => match self.hides(*count) {
                Some(_) => self.t("statistics-bulletin-hidden"),
                None => crate::said::tenths(*sum, *count),
            },
            Value::Groups { groups } => self.groups(figure, groups),
        }
    }

    fn hides(&self, count: i64) -> Option<Hidden> {
        judged::alone(count).filter(|_| self.is_public)
    }

    fn small(&self) -> String {
        let limit = i64::try_from(SMALL_GROUP).unwrap_or_default();
        self.say("statistics-figures-small", &[("limit", limit.into())])
    }

    /// A rate never stands without its numerator and denominator.
    fn share(&self, ratio: Ratio) -> String {
        if ratio.denominator == 0 {
            return "-".to_owned();
        }
        let all = i64::try_from(ratio.denominator).unwrap_or(i64::MAX);
        if self.hides(all).is_some() {
            return self.t("statistics-bulletin-hidden");
        }
        let args = [
            ("percent", Arg::from(ratio.to_string())),
            ("of", ratio.numerator.to_string().into()),
            ("among", ratio.denominator.to_string().into()),
        ];
        self.say("statistics-bulletin-share", &args)
    }

    /// How a count changed, in words that turn with it.
    fn change(&self, figure: &Locked, before: Option<&Value>, than: &str) -> String {
        let (Value::Count { n: now }, Some(Value::Count { n: before })) = (&figure.value, before)
        else {
            return "-".to_owned();
        };
        let than = self.t(&format!("statistics-bulletin-than-{than}"));
        let say = |key: &str, args: &[(&str, Arg)]| {
            let mut all = vec![("than", Arg::from(than.as_str()))];
            all.extend(args.iter().cloned());
            self.say(&format!("statistics-bulletin-change-{key}"), &all)
        };
        if self.hides(*now).is_some() || self.hides(*before).is_some() {
            return say("hidden", &[]);
        }
        let by = (now - before).unsigned_abs();
        let percent = Ratio::new(by, u64::try_from(*before).unwrap_or_default());
        let args = [
            ("by", Arg::from(by.to_string())),
            ("percent", percent.to_string().into()),
        ];
        match (now.cmp(before), *before) {
            (std::cmp::Ordering::Equal, _) => say("same", &[]),
            (_, 0) => say("from-none", &args),
            (std::cmp::Ordering::Greater, _) => say("more", &args),
            (std::cmp::Ordering::Less, _) => say("fewer", &args),
        }
    }

    fn groups(&self, figure: &Locked, groups: &[(String, i64)]) -> String {
        let kind = match figure.name.as_str() {
            "sources" => TableKind::Source,
            _ => TableKind::Category,
        };
        if groups.is_empty() {
            return self.t("statistics-bulletin-no-groups");
        }
        let table = self.bulletin.asked.tables.iter().find(|it| it.kind == kind);
        let cells = table.map(|table| (table, self.cells(table)));
        let group = |(key, count): &(String, i64)| {
            let seen = cells.as_ref().and_then(|(table, cells)| {
                let at = table.rows.iter().position(|it| it.key == *key)?;
                Some(cells[at][0])
            });
            let name = Arg::from(self.called.group(kind, key));
            if seen.map_or(self.is_public, |it| it.is_err()) {
                return self.say("statistics-bulletin-group-hidden", &[("name", name)]);
            }
            let args = [("name", name), ("count", count.to_string().into())];
            self.say("statistics-bulletin-group", &args)
        };
        let all: Vec<String> = groups.iter().map(group).collect();
        all.join(&self.t("statistics-bulletin-between"))
    }

    /// The cells of a table as this reader sees them.
    pub(super) fn cells(&self, table: &Table) -> Vec<[Seen; 3]> {
        if self.is_public {
            return public_rows(table);
        }
        table.rows.iter().map(|it| it.counts.map(Ok)).collect()
    }

    pub(super) fn cell(&self, seen: Seen) -> String {
        match seen {
            Ok(count) => count.to_string(),
            Err(Hidden::Small) => self.small(),
            Err(Hidden::BesideSmall) => self.t("statistics-figures-beside"),
        }
    }
}
