use std::collections::BTreeMap;
use std::sync::Arc;

use huiyin_db::{Result, Tx};
use huiyin_kernel::Lang;
use huiyin_registry::{areas, bodies};
use huiyin_web::Texts;

use super::Examples;
use crate::Statistics;
use crate::rules::bulletin::TableKind;

/// What the keys of groups are called in one language.
pub(super) struct Called<'t> {
    texts: &'t Texts,
    pub lang: Lang,
    /// Places and bodies by their ids.
    names: BTreeMap<String, String>,
    examples: Option<Arc<dyn Examples>>,
}

impl<'t> Called<'t> {
    pub(super) async fn of(statistics: &'t Statistics, tx: &mut Tx, lang: Lang) -> Result<Self> {
        let places = areas::all(tx).await?;
        let places = places
            .into_iter()
            .map(|it| (it.id.to_string(), it.get(lang).to_owned()));
        let bodies = bodies::all(tx).await?;
        let bodies = bodies
            .into_iter()
            .map(|it| (it.id.to_string(), it.name.get(lang).to_owned()));
        Ok(Self {
            texts: &statistics.site.texts,
            lang,
            names: places.chain(bodies).collect(),
            examples: statistics.examples.clone(),
        })
    }

    fn t(&self, key: &str) -> String {
        self.texts.say(self.lang, key, &[])
    }

    /// A word of the locales where there is one; else the code itself.
    fn known(&self, key: &str, code: &str) -> String {
        if self.texts.has(Lang::Zh, key) {
            self.t(key)
        } else {
            code.to_owned()
        }
    }

    pub(super) fn group(&self, kind: TableKind, key: &str) -> String {
        match (kind, key) {
            (TableKind::Source, "") => self.t("statistics-figures-no-source"),
            (TableKind::Source, code) => self.known(
                &format!("statistics-looks-source-{}", code.replace('_', "-")),
                code,
            ),
            (TableKind::Category, "") => self.t("statistics-figures-no-class"),
            (TableKind::Category, code) => self.category(code),
            (TableKind::Community, key) => self.place(key),
            (TableKind::Body, key) => {
                let name = self.names.get(key).cloned();
                name.unwrap_or_else(|| self.t("statistics-unknown-body"))
            }
        }
    }

    pub(super) fn place(&self, id: &str) -> String {
        let name = self.names.get(id).cloned();
        name.unwrap_or_else(|| self.t("statistics-figures-no-place"))
    }

    pub(super) fn category(&self, code: &str) -> String {
        let named = self.examples.as_ref().and_then(|it| it.category(code));
        named.map_or_else(
            || self.known(&format!("statistics-class-{code}"), code),
            |name| name.get(self.lang).to_owned(),
        )
    }
}
