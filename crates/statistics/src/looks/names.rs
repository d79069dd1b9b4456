use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::Lang;
use huiyin_registry::{Area, AreaKind, areas, bodies};
use huiyin_web::Ctx;

/// What codes and ids are called.
pub(crate) struct Names<'a> {
    ctx: &'a Ctx,
    /// Ids of bodies with their place in the register and their names.
    bodies: BTreeMap<String, (usize, String)>,
}

impl<'a> Names<'a> {
    pub(crate) async fn of(ctx: &'a Ctx, tx: &mut Tx) -> Result<Self> {
        let named = bodies::all(tx).await?;
        let named = named.into_iter().enumerate().map(|(place, body)| {
            let name = body.name.get(ctx.lang).to_owned();
            (body.id.to_string(), (place, name))
        });
        Ok(Self {
            ctx,
            bodies: named.collect(),
        })
    }

    pub(crate) fn body(&self, id: &str) -> String {
        let known = self.bodies.get(id).map(|(_, name)| name.clone());
        known.unwrap_or_else(|| self.ctx.t("statistics-unknown-body"))
    }

    /// The place of a body in the register; whatever is not in it comes last.
    pub(crate) fn place_of_body(&self, id: &str) -> usize {
        self.bodies.get(id).map_or(usize::MAX, |(place, _)| *place)
    }

    pub(crate) fn class(&self, code: &str) -> String {
        class(self.ctx, code)
    }

    pub(crate) fn source(&self, name: &str) -> String {
        source(self.ctx, name)
    }

    pub(crate) fn outcome(&self, name: &str) -> String {
        named(self.ctx, "statistics-looks-outcome", name)
    }
}

pub(crate) fn class(ctx: &Ctx, code: &str) -> String {
    if code.is_empty() {
        return ctx.t("statistics-no-class");
    }
    named(ctx, "statistics-class", code)
}

pub(crate) fn source(ctx: &Ctx, name: &str) -> String {
    named(ctx, "statistics-looks-source", name)
}

/// The sentence of a key, or the name itself where a district has added its own.
fn named(ctx: &Ctx, prefix: &str, name: &str) -> String {
    let key = format!("{prefix}-{}", name.replace('_', "-"));
    if ctx.site.texts.has(Lang::Zh, &key) {
        ctx.t(&key)
    } else {
        name.to_owned()
    }
}

/// Streets, each followed by its communities where they are wanted.
pub(crate) async fn streets(tx: &mut Tx, with_communities: bool) -> Result<Vec<Area>> {
    let streets = areas::of_kind(tx, AreaKind::Street).await?;
    if !with_communities {
        return Ok(streets);
    }
    let communities = areas::of_kind(tx, AreaKind::Community).await?;
    let mut found = Vec::new();
    for street in streets {
        let inside = communities.iter().filter(|it| street.covers(&it.path));
        let inside: Vec<Area> = inside.cloned().collect();
        found.push(street);
        found.extend(inside);
    }
    Ok(found)
}
