//! Bodies that a file names: found in the register by any of their spellings, or added to it.

use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Id, Said};
use huiyin_registry::{AreaKind, Body, BodyKind, Level, bodies, folded};

use super::report::ImportStopped;
use crate::import::ImportPlan;
use crate::slice::{Matters, World};

/// Hexadecimal digits of the digest in the code of an added body.
const CODE_DIGITS: usize = 16;

/// The bodies of a file, by their names as the map says them.
pub(super) struct Bodies<'a> {
    known: BTreeMap<(&'a str, &'a str), Id>,
    /// What the register lacks.
    pub(super) missing: Vec<Body>,
}

impl<'a> Bodies<'a> {
    pub(super) async fn look_up(
        tx: &mut Tx,
        world: &World,
        plan: &'a ImportPlan,
    ) -> std::result::Result<Self, ImportStopped> {
        let district = world
            .areas
            .values()
            .find(|area| area.kind == AreaKind::District);
        let mut found = Self {
            known: BTreeMap::new(),
            missing: Vec::new(),
        };
        for name in plan.accepted.iter().filter_map(|row| row.body.as_ref()) {
            let key = (name.zh.as_str(), name.en.as_str());
            if found.known.contains_key(&key) {
                continue;
            }
            let id = if let Some(id) = in_register(tx, name).await? {
                id
            } else {
                let district = district.ok_or(ImportStopped::NoDistrict)?;
                let body = added(name, district);
                let id = body.id;
                found.missing.push(body);
                id
            };
            found.known.insert(key, id);
        }
        Ok(found)
    }

    pub(super) fn id_of(&self, name: &Said) -> Option<Id> {
        self.known
            .get(&(name.zh.as_str(), name.en.as_str()))
            .copied()
    }
}

fn code_of(name: &Said) -> String {
    let text = folded(if name.zh.is_empty() {
        &name.en
    } else {
        &name.zh
    });
    let digest = blake3::hash(text.as_bytes()).to_hex();
    format!("im{}", &digest[..CODE_DIGITS])
}

async fn in_register(tx: &mut Tx, name: &Said) -> Result<Option<Id>> {
    for spelling in [&name.zh, &name.en] {
        if let Some(body) = bodies::by_name_or_alias(tx, spelling).await? {
            return Ok(Some(body.id));
        }
    }
    // An earlier import added it, and since then its name became another body's as well.
    Ok(bodies::by_code(tx, &code_of(name))
        .await?
        .map(|body| body.id))
}

/// What nobody has described: of no special kind, and responsible for the whole district.
fn added(name: &Said, district: &huiyin_registry::Area) -> Body {
    let code = code_of(name);
    let either = |own: &str, other: &str| (if own.is_empty() { other } else { own }).to_owned();
    Body {
        id: Id::derived("body", &code),
        code,
        kind: BodyKind::Other,
        level: Level::District,
        name: Said::new(either(&name.zh, &name.en), either(&name.en, &name.zh)),
        area_id: district.id,
        area_path: district.path.clone(),
        parent_id: None,
        phone: String::new(),
    }
}

/// Adds the missing bodies; their names become spellings by which they are found again.
pub(super) async fn make(matters: &Matters, found: &Bodies<'_>) -> Result<()> {
    if found.missing.is_empty() {
        return Ok(());
    }
    let mut tx = matters.site.db.write().await?;
    for body in &found.missing {
        // Another import of the same file may have been faster.
        if bodies::by_code(&mut tx, &body.code).await?.is_none() {
            bodies::insert(&mut tx, body).await?;
        }
    }
    tx.commit().await?;
    matters.forget_world();
    Ok(())
}
