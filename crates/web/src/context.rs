use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use huiyin_kernel::{Date, Instant, Lang};

use crate::i18n::Arg;
use crate::{Page, PageError, Site, Viewer};

/// What a handler knows about the request: who, when, in which language, and the way back to the
/// site. Put together once per request by the middleware.
#[derive(Debug, Clone)]
pub struct Ctx(Arc<Inner>);

#[derive(Debug)]
pub struct Inner {
    pub site: Arc<Site>,
    pub now: Instant,
    pub lang: Lang,
    pub elder: bool,
    /// `light`, `dark`, `contrast` or empty for the device's own choice.
    pub theme: String,
    pub nonce: String,
    /// Path and query of the request, for the way back.
    pub here: String,
    pub path: String,
    pub viewer: Option<Viewer>,
    /// What is new for them; shown in the navigation.
    pub unread: Vec<crate::Unread>,
    /// Form token for this viewer.
    pub csrf: String,
    /// The client's network, for gentle limits; never stored.
    pub network: String,
    /// A locale key `web-done-…` shown once as confirmation.
    pub done: Option<String>,
    pub wants_json: bool,
    pub nav: Arc<Vec<crate::NavEntry>>,
}

impl std::ops::Deref for Ctx {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Ctx {
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The viewer of a route that needs one; a route declared otherwise is our defect and answers
    /// as if it were not there.
    pub fn signed_in(&self) -> Result<&Viewer, PageError> {
        self.viewer.as_ref().ok_or(PageError::NotFound)
    }

    pub fn page(&self) -> Page {
        Page::of(self)
    }

    pub fn t(&self, key: &str) -> String {
        self.site.texts.say(self.lang, key, &[])
    }

    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.site.texts.say(self.lang, key, args)
    }

    /// A day as one says it: `2026年5月9日`, `9 May 2026`.
    pub fn day(&self, date: Date) -> String {
        let args = [
            ("year", i64::from(date.year()).into()),
            ("month", i64::from(date.month()).into()),
            ("day", i64::from(date.day()).into()),
        ];
        self.say("web-day", &args)
    }

    /// A day with the time of the district: `2026年5月9日 10:12`, `9 May 2026, 10:12`.
    pub fn moment(&self, at: Instant) -> String {
        let local = at.to_local_minute();
        let time = local.split('T').nth(1).unwrap_or_default().to_owned();
        let day = self.day(at.date());
        self.say("web-moment", &[("day", day.into()), ("time", time.into())])
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(PageError::NotFound)
    }
}
