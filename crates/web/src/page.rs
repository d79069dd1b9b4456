use huiyin_kernel::{Id, Instant, Lang};

use crate::context::Ctx;
use crate::i18n::Arg;
use crate::{Access, Ground, NavPlace, Viewer, assets};

/// What every template is given as `page`.
#[derive(Debug, Clone)]
pub struct Page {
    pub lang: Lang,
    pub elder: bool,
    pub theme: String,
    pub nonce: String,
    pub csrf: String,
    /// A fresh key for a form on this page: the same form sent twice is one act.
    pub form_key: Id,
    pub path: String,
    /// Path and query, for the way back after a preference was changed.
    pub here: String,
    pub viewer: Option<Viewer>,
    pub nav: Vec<NavItem>,
    pub desk_nav: Vec<NavItem>,
    pub flash: Option<String>,
    pub district: String,
    pub help_phone: String,
    pub is_demo: bool,
    /// What lies under the points of a map.
    pub ground: Ground,
    ctx: Ctx,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    pub href: &'static str,
    pub label: String,
    pub icon: &'static str,
    /// The value of `aria-current`: `page` here, `true` on a page below it, or nothing.
    pub current: &'static str,
    /// What is new there; 0 shows nothing.
    pub count: i64,
}

/// An option of a drop-down, of radio cards or of check boxes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
            chosen,
        }
    }
}

/// Whether a page belongs to the place of this address. The first page of a part (`/desk`) has no
/// pages below it, or it would have all of them.
fn is_below(path: &str, href: &str) -> bool {
    let rest = path.strip_prefix(href);
    let is_first_page = href.matches('/').count() < 2 && href.starts_with("/desk");
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with('/') && href != "/" && !is_first_page
    })
}

impl Page {
    pub(crate) fn of(ctx: &Ctx) -> Self {
        let here = ctx.nav.iter().map(|entry| entry.href);
        let here = here
            .filter(|href| is_below(&ctx.path, href))
            .max_by_key(|href| href.len());
        let nav = |place: NavPlace| {
            ctx.nav
                .iter()
                .filter(|entry| entry.place == place)
                .filter(|entry| match entry.access {
                    Access::Public => true,
                    Access::Device => false,
                    Access::SignedIn => ctx.viewer.is_some(),
                    Access::Needs(act) => ctx.viewer.as_ref().is_some_and(|it| it.may(act)),
                })
                .map(|entry| NavItem {
                    href: entry.href,
                    label: ctx.t(entry.key),
                    icon: entry.icon,
                    current: if ctx.path == entry.href {
                        "page"
                    } else if here == Some(entry.href) {
                        "true"
                    } else {
                        ""
                    },
                    count: ctx
                        .unread
                        .iter()
                        .find(|it| it.href == entry.href)
                        .map_or(0, |it| it.count),
                })
                .collect()
        };
        Self {
            lang: ctx.lang,
            elder: ctx.elder,
            theme: ctx.theme.clone(),
            nonce: ctx.nonce.clone(),
            csrf: ctx.csrf.clone(),
            form_key: ctx.site.new_id(),
            path: ctx.path.clone(),
            here: ctx.here.clone(),
            viewer: ctx.viewer.clone(),
            nav: nav(NavPlace::Public),
            desk_nav: nav(NavPlace::Desk),
            flash: ctx.done.as_ref().map(|key| ctx.t(key)),
            district: ctx.site.settings.district.get(ctx.lang).to_owned(),
            help_phone: ctx.site.settings.help_phone.clone(),
            is_demo: ctx.site.settings.is_demo,
            ground: ctx.site.settings.ground.clone(),
            ctx: ctx.clone(),
        }
    }

    /// The sentence of a key.
    pub fn t(&self, key: &str) -> String {
        self.ctx.t(key)
    }
    /// A day with the time of the district, as one says it.
    pub fn moment(&self, at: &Instant) -> String {
        self.ctx.moment(*at)
    }
    /// Whose map lies under the points, with the number of its review; empty without a map.
    pub fn map_source(&self) -> String {
        let ground = &self.ground;
        if ground.review.is_empty() {
            return String::new();
        }
        self.t2(
            "web-map-source",
            "source",
            &ground.attribution,
            "review",
            &ground.review,
        )
    }
    /// A sentence with one value.
    pub fn t1(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.ctx.say(key, &[(name, Arg::guess(&value))])
    }
    /// A sentence with two values.
    pub fn t2(
        &self,
        key: &str,
        name: &str,
        value: impl std::fmt::Display,
        other: &str,
        second: impl std::fmt::Display,
    ) -> String {
        self.ctx.say(
            key,
            &[(name, Arg::guess(&value)), (other, Arg::guess(&second))],
        )
    }
    /// A key put together from a prefix and a name: `page.tk("matters-state", "received")`.
    pub fn tk(&self, prefix: &str, name: impl std::fmt::Display) -> String {
        self.ctx
            .t(&format!("{prefix}-{}", name.to_string().replace('_', "-")))
    }
    pub fn args(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.ctx.say(key, args)
    }
    /// A key of its own for each form of a page that has several.
    pub fn fresh_key(&self) -> Id {
        self.ctx.site.new_id()
    }
    /// The address of an asset, with its content's hash.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
    pub fn is_zh(&self) -> bool {
        self.lang == Lang::Zh
    }
    /// Whether a text that people wrote is Chinese on a page that is not, by most of its letters.
    /// It then says so, or a screen reader would read it as English.
    pub fn is_other_chinese(&self, text: impl std::fmt::Display) -> bool {
        let text = text.to_string();
        let han = text
            .chars()
            .filter(|it| ('\u{4e00}'..='\u{9fff}').contains(it));
        let latin = text.chars().filter(char::is_ascii_alphabetic);
        !self.is_zh() && han.count() > latin.count()
    }
    pub fn other_lang(&self) -> Lang {
        if self.is_zh() { Lang::En } else { Lang::Zh }
    }
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_page_belongs_to_the_place_above_it() {
        assert!(is_below("/desk/accounts/rules", "/desk/accounts"));
        assert!(is_below("/desk", "/desk"));
        assert!(!is_below("/desk/accounts", "/desk"));
        assert!(!is_below("/desk/accounts-old", "/desk/accounts"));
        assert!(!is_below("/board", "/"));
        assert!(is_below("/board/20261126-0001", "/board"));
    }
}
