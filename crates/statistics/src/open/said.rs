//! Words of a package, always in both languages.

use huiyin_datasets::{Field, Table};
use huiyin_kernel::{Lang, Said};
use huiyin_web::{Arg, Texts};

pub(super) struct Words<'t>(pub &'t Texts);

impl Words<'_> {
    pub(super) fn said(&self, key: &str, args: &[(&str, Arg)]) -> Said {
        Said::new(
            self.0.say(Lang::Zh, key, args),
            self.0.say(Lang::En, key, args),
        )
    }

    /// The values of a column with what they mean: `statistics-open-<column>-<value>`.
    pub(super) fn values<T: Copy>(
        &self,
        column: &str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Vec<(String, Said)> {
        let value = |it: &T| {
            let name = name(*it);
            let key = format!("statistics-open-{column}-{}", name.replace('_', "-"));
            (name.to_owned(), self.said(&key, &[]))
        };
        all.iter().map(value).collect()
    }

    /// A way in; one that has no word stands for itself.
    pub(super) fn source(&self, name: &str) -> (String, Said) {
        let key = format!("statistics-looks-source-{}", name.replace('_', "-"));
        let said = if self.0.has(Lang::Zh, &key) {
            self.said(&key, &[])
        } else {
            Said::new(name, name)
        };
        (name.to_owned(), said)
    }

    /// A table without rows yet.
    pub(super) fn table(&self, name: &'static str, fields: Vec<Field>) -> Table {
        let key = format!("statistics-open-table-{name}");
        Table {
            name,
            title: self.said(&key, &[]),
            about: self.said(&format!("{key}-means"), &[]),
            fields,
            primary_key: None,
            foreign_keys: Vec::new(),
            rows: Vec::new(),
            as_parquet: false,
        }
    }
}
