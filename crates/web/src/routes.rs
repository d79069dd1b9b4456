use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};

use crate::{Access, guard};

/// A route as declared, for the sweep and the golden matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    pub method: &'static str,
    pub path: &'static str,
    pub access: Access,
}

/// Where a navigation entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NavPlace {
    Public,
    Desk,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavEntry {
    pub href: &'static str,
    /// Locale key of the label.
    pub key: &'static str,
    pub icon: &'static str,
    pub place: NavPlace,
    pub access: Access,
}

/// Routes of a slice. Each is added together with what it asks of the caller; there is no other
/// way in, so a route without a declaration cannot be written.
pub struct Routes<S = ()> {
    router: Router<S>,
    declared: Vec<Declared>,
    nav: Vec<NavEntry>,
}

impl<S> std::fmt::Debug for Routes<S> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Routes")
            .field("declared", &self.declared)
            .finish_non_exhaustive()
    }
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self {
            router: Router::new(),
            declared: Vec::new(),
            nav: Vec::new(),
        }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add("GET", path, access, get(handler))
    }

    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add("POST", path, access, post(handler))
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        access: Access,
        handler: MethodRouter<S>,
    ) -> Self {
        let guarded = handler.layer(from_fn(move |request, next| {
            guard::check(access, request, next)
        }));
        self.router = self.router.route(path, guarded);
        self.declared.push(Declared {
            method,
            path,
            access,
        });
        self
    }

    #[must_use]
    pub fn nav(mut self, entry: NavEntry) -> Self {
        self.nav.push(entry);
        self
    }

    #[must_use]
    pub fn with_state(self, state: S) -> Routes<()> {
        Routes {
            router: self.router.with_state(state),
            declared: self.declared,
            nav: self.nav,
        }
    }
}

impl Routes<()> {
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.declared.extend(other.declared);
        self.nav.extend(other.nav);
        self
    }

    pub fn declared(&self) -> &[Declared] {
        &self.declared
    }

    pub(crate) fn into_parts(self) -> (Router, Arc<Vec<NavEntry>>) {
        (self.router, Arc::new(self.nav))
    }
}
