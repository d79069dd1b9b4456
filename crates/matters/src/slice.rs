use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, RwLock};

use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant, WorkingCalendar};
use huiyin_registry::{Area, AreaKind, Body, Held};
use huiyin_registry::{areas, bodies, calendar, settings};
use huiyin_web::{Post as WebPost, Site, Viewer};

use crate::jobs::Quiet;
use crate::model::{
    Actor, BodyFacts, BodyKind, Categories, Facts, Level, Limits, OtherMatter, Post, Role, Scope,
};
use crate::rules::presets;

/// How long a copy of the register serves before it is read again.
pub const WORLD_SECONDS: i64 = 20;
/// Steps from a building up to the district, with room for more levels: a knot in the tree of
/// areas must not hang a page.
const LEVELS: usize = 12;

/// The setting that names the version of the notice on sensitive data, as whoever keeps the
/// notices writes it.
pub const NOTICE_VERSION: &str = "privacy.notice.sensitive";

/// The slice as it runs: the site it lives in, its tables of categories and limits, and a copy of
/// the register that decisions need.
pub struct Matters {
    pub site: Arc<Site>,
    pub categories: Categories,
    pub limits: Limits,
    pub suggester: crate::suggest::Suggester,
    /// Whoever tells reporters outside of their page; nobody in most tests.
    pub(crate) telling: Option<Arc<dyn crate::Telling>>,
    /// Whoever knows who asked for deletion.
    pub(crate) deletions: Option<Arc<dyn crate::Deletions>>,
    pub(crate) imports: crate::pages::desk::import::Waiting,
    /// [`WORLD_SECONDS`], unless the clock runs faster than the register changes.
    pub world_seconds: i64,
    world: RwLock<Option<Arc<World>>>,
    /// What the job of reminders need not read again.
    pub(crate) quiet: Mutex<Quiet>,
}

impl std::fmt::Debug for Matters {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Matters")
            .field("limits", &self.limits.name)
            .finish_non_exhaustive()
    }
}

/// What decisions and pages need to know of the district.
#[derive(Debug)]
pub struct World {
    pub calendar: WorkingCalendar,
    pub areas: BTreeMap<Id, Area>,
    pub bodies: BTreeMap<Id, Body>,
    body_facts: BTreeMap<Id, BodyFacts>,
    /// The body that answers to each name which the categories use for their usual lead.
    usual: BTreeMap<String, Id>,
    /// The version of the notice on sensitive data that residents agree to now. A changed text is
    /// a new version; a consent to an older one stays what it was.
    pub notice_version: u16,
    read_at: Instant,
}

impl Matters {
    /// The shipped categories and our own limits.
    pub fn new(site: Arc<Site>) -> Result<Self, crate::model::CategoryError> {
        Ok(Self {
            site,
            categories: Categories::shipped()?,
            limits: presets::huiyin(),
            suggester: crate::suggest::Suggester::default(),
            telling: None,
            deletions: None,
            imports: crate::pages::desk::import::Waiting::default(),
            world_seconds: WORLD_SECONDS,
            world: RwLock::new(None),
            quiet: Mutex::default(),
        })
    }

    /// Lets somebody carry what reporters are told.
    #[must_use]
    pub fn with_telling(mut self, telling: Arc<dyn crate::Telling>) -> Self {
        self.telling = Some(telling);
        self
    }

    /// Whoever carries what people are told, for slices that have something to say to them.
    pub fn telling(&self) -> Option<&Arc<dyn crate::Telling>> {
        self.telling.as_ref()
    }

    /// Lets the pages say that somebody has asked for deletion.
    #[must_use]
    pub fn with_deletions(mut self, deletions: Arc<dyn crate::Deletions>) -> Self {
        self.deletions = Some(deletions);
        self
    }

    /// The register as of a few seconds ago.
    pub async fn world(&self, tx: &mut Tx) -> huiyin_db::Result<Arc<World>> {
        let now = self.site.now();
        let kept = self.world.read().ok().and_then(|kept| kept.clone());
        if let Some(world) = kept
            && now.seconds_since(world.read_at) < self.world_seconds
            && now >= world.read_at
        {
            return Ok(world);
        }
        let world = Arc::new(World::read(tx, now, &self.categories).await?);
        if let Ok(mut kept) = self.world.write() {
            *kept = Some(Arc::clone(&world));
        }
        Ok(world)
    }

    /// Forgets the copy, after the register was changed.
    pub fn forget_world(&self) {
        if let Ok(mut kept) = self.world.write() {
            *kept = None;
        }
    }

    pub fn facts<'a>(&'a self, world: &'a World, other: Option<OtherMatter>) -> Facts<'a> {
        Facts {
            calendar: &world.calendar,
            categories: &self.categories,
            limits: &self.limits,
            bodies: &world.body_facts,
            other,
        }
    }
}

impl World {
    async fn read(tx: &mut Tx, now: Instant, categories: &Categories) -> huiyin_db::Result<Self> {
        let bodies: BTreeMap<Id, Body> = bodies::all(tx)
            .await?
            .into_iter()
            .map(|body| (body.id, body))
            .collect();
        let body_facts = bodies
            .iter()
            .map(|(id, body)| (*id, facts_of(body)))
            .collect();
        let mut usual = BTreeMap::new();
        for name in categories
            .iter()
            .flat_map(|category| &category.default_lead)
        {
            if !usual.contains_key(name)
                && let Some(body) = bodies::by_name_or_alias(tx, name).await?
            {
                usual.insert(name.clone(), body.id);
            }
        }
        Ok(Self {
            usual,
            calendar: calendar::load(tx).await?,
            areas: areas::all(tx)
                .await?
                .into_iter()
                .map(|area| (area.id, area))
                .collect(),
            bodies,
            body_facts,
            notice_version: settings::get(tx, NOTICE_VERSION)
                .await?
                .and_then(|text| text.parse().ok())
                .unwrap_or(1),
            read_at: now,
        })
    }

    /// The street, community and compound that an area lies in, itself included.
    pub(crate) fn within(&self, area: &Area) -> crate::model::Area {
        let mut found = crate::model::Area::default();
        let mut here = Some(area);
        for _ in 0..LEVELS {
            let Some(area) = here else { break };
            match area.kind {
                AreaKind::Compound => found.compound_id = Some(area.id),
                AreaKind::Community => found.community_id = Some(area.id),
                AreaKind::Street => found.street_id = Some(area.id),
                _ => {}
            }
            here = area.parent_id.and_then(|id| self.areas.get(&id));
        }
        found
    }

    /// Who acts, as the rules see them.
    pub fn actor(&self, viewer: &Viewer) -> Actor {
        let posts = viewer
            .posts
            .iter()
            .filter_map(|post| self.post(post))
            .collect();
        Actor::staff(viewer.account_id, posts)
    }

    /// Somebody who is not here themself, with the posts given.
    pub fn actor_with(&self, account: Id, held: &[Held]) -> Actor {
        let posts = held.iter().map(|post| WebPost {
            id: post.id,
            role: post.role.clone(),
            area_path: post.area_path.clone(),
            area_id: Some(post.area_id),
            body_id: post.body_id,
        });
        Actor::staff(account, posts.filter_map(|post| self.post(&post)).collect())
    }

    /// The path of an area; that of the district where none is known.
    pub fn path_of(&self, area: Option<Id>) -> String {
        let known = area.and_then(|id| self.areas.get(&id));
        let district = || self.areas.values().find(|it| it.parent_id.is_none());
        known
            .or_else(district)
            .map_or_else(String::new, |area| area.path.clone())
    }

    fn post(&self, post: &WebPost) -> Option<Post> {
        let role = Role::from_name(&post.role)?;
        let scope = match (role, post.body_id) {
            (Role::Handler, Some(body)) => Scope::Body(body),
            // A handler without a body handles nothing.
            (Role::Handler, None) => return None,
            _ => self.scope(post),
        };
        Some(Post { role, scope })
    }

    fn scope(&self, post: &WebPost) -> Scope {
        let area = post.area_id.and_then(|id| self.areas.get(&id));
        match area.map(|area| (area.kind.as_str(), area.id)) {
            Some(("street", id)) => Scope::Street(id),
            Some(("community", id)) => Scope::Community(id),
            _ => Scope::District,
        }
    }

    /// The body that answers to a name which categories use for their usual lead.
    pub fn usual_body(&self, name: &str) -> Option<&Body> {
        self.bodies.get(self.usual.get(name)?)
    }

    pub fn body_name(&self, id: Id, lang: huiyin_kernel::Lang) -> String {
        self.bodies
            .get(&id)
            .map_or_else(String::new, |body| body.name.get(lang).to_owned())
    }

    pub fn area_name(&self, id: Option<Id>, lang: huiyin_kernel::Lang) -> String {
        id.and_then(|id| self.areas.get(&id))
            .map_or_else(String::new, |area| area.name.get(lang).to_owned())
    }
}

fn facts_of(body: &Body) -> BodyFacts {
    let kind = match body.kind.as_str() {
        "residents_committee" => BodyKind::ResidentsCommittee,
        "street_office" => BodyKind::StreetOffice,
        "department" | "district_office" => BodyKind::Department,
        "property_company" | "enterprise" => BodyKind::Company,
        _ => BodyKind::Other,
    };
    BodyFacts {
        kind,
        level: Level::from_name(body.level.as_str()),
    }
}
