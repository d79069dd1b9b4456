//! A district with its demo accounts, and somebody who clicks through its pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration};
use huiyin_kernel::FixedClock;
use huiyin_kernel::{Id, Instant};
use huiyin_matters::model::{Actor, CategoryCode, Source};
use huiyin_matters::ops::{self, Intake};
use huiyin_matters::store::{self, Contact, Known, Placed};
use huiyin_matters::{Matters, model};
use huiyin_registry::{Registry, RegistryGate, areas, bodies, demo};
use huiyin_web::{Limits, SESSION_COOKIE, Settings, Site, Texts};
use tower::ServiceExt as _;

pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS,
];

/// Bytes of one answer that a test reads.
const ANSWER_BYTES: usize = 16 * 1024 * 1024;

pub struct District {
    pub matters: Arc<Matters>,
    pub clock: Arc<FixedClock>,
    registry: Arc<Registry>,
    service: Router,
}

/// Somebody who has signed in, with the language of their browser.
pub struct Staff<'d> {
    district: &'d District,
    token: String,
    lang: &'static str,
    pub account: Id,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The page, which must be one that went well.
    #[track_caller]
    pub fn page(self) -> String {
        let text = self.text();
        assert_eq!(self.status, StatusCode::OK, "{text}");
        assert!(
            !text.contains('⟦'),
            "a sentence is missing: {}",
            missing(&text)
        );
        text
    }

    /// Where an act that went well leads.
    #[track_caller]
    pub fn landed(self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.location
    }
}

/// The keys of sentences that are not there.
fn missing(page: &str) -> String {
    let parts = page.split('⟦').skip(1);
    parts
        .filter_map(|part| part.split('⟧').next())
        .collect::<Vec<_>>()
        .join(", ")
}

impl District {
    pub async fn open(db: &Db) -> Self {
        let clock = Arc::new(FixedClock::at(
            Instant::parse_local("2026-05-11 09:00").unwrap(),
        ));
        let entropy = Arc::new(CountingEntropy::default());
        let mut tx = db.write().await.unwrap();
        demo::seed(
            &mut tx,
            entropy.as_ref(),
            Instant::parse_local("2026-05-11 08:00").unwrap(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let keys = Keys::from_master(&[7; 32]);
        let registry = Arc::new(Registry::new().unwrap());
        let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(&registry));
        let folder = std::env::temp_dir().join(format!(
            "huiyin_desk_{}_{:p}",
            std::process::id(),
            Arc::as_ptr(&clock)
        ));
        let site = Arc::new(Site {
            db: db.clone(),
            clock: Arc::clone(&clock) as Arc<dyn huiyin_kernel::Clock>,
            entropy,
            keys,
            blobs: Blobs::open(&folder).unwrap(),
            texts: Texts::load().unwrap(),
            limits: Limits::new(0),
            settings: Settings::default(),
            gatekeeper: Arc::new(gate),
        });
        let matters = Arc::new(Matters::new(Arc::clone(&site)).unwrap());
        let service = huiyin_web::service(site, huiyin_matters::routes(&matters));
        Self {
            matters,
            clock,
            registry,
            service,
        }
    }

    pub async fn sign_in(&self, login: &str, lang: &'static str) -> Staff<'_> {
        let site = &self.matters.site;
        let opened = huiyin_registry::ops::sign_in(site, &self.registry, login, demo::PASSWORD, "")
            .await
            .unwrap()
            .session()
            .unwrap_or_else(|| panic!("{login} may not sign in"));
        Staff {
            district: self,
            token: opened.token,
            lang,
            account: opened.account_id,
        }
    }

    /// A report from the web, in Guanyinqiao.
    pub async fn report(&self, text: &str, category: Option<&str>) -> Id {
        let site = &self.matters.site;
        let mut tx = site.db.read().await.unwrap();
        let street = areas::by_code(&mut tx, demo::STREET)
            .await
            .unwrap()
            .unwrap();
        drop(tx);
        let intake = Intake {
            category: category.map(|code| CategoryCode::parse(code).unwrap()),
            area: model::Area {
                street_id: Some(street.id),
                ..model::Area::default()
            },
            place: Placed {
                text: "建新东路 8 号桐荫里 3 栋 2 单元 501".to_owned(),
                public: "建新东路".to_owned(),
                point: None,
            },
            contact: Contact {
                name: Some("谭小满".to_owned()),
                phone: Some("13812341234".to_owned()),
                tell: None,
            },
            ..Intake::of_text(site.new_id(), Source::Web, text)
        };
        ops::report(&self.matters, intake, &Actor::VISITOR)
            .await
            .unwrap()
            .matter
    }

    pub async fn matter_of(&self, code: &str) -> Id {
        let site = &self.matters.site;
        let mut tx = site.db.read().await.unwrap();
        let code = code.parse().unwrap();
        let found = store::find_by_code(&mut tx, &site.keys, &code).await;
        found.unwrap().unwrap().0
    }

    pub async fn body(&self, code: &str) -> Id {
        let mut tx = self.matters.site.db.read().await.unwrap();
        bodies::by_code(&mut tx, code).await.unwrap().unwrap().id
    }

    pub async fn known(&self, id: Id) -> Known {
        let mut tx = self.matters.site.db.read().await.unwrap();
        store::load(&mut tx, &self.matters.site.keys, id)
            .await
            .unwrap()
            .unwrap()
    }

    pub async fn state(&self, id: Id) -> &'static str {
        self.known(id).await.matter.state_name().name()
    }

    async fn call(&self, request: Request<Body>) -> Answer {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response
            .headers()
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let bytes = to_bytes(response.into_body(), ANSWER_BYTES)
            .await
            .unwrap()
            .to_vec();
        Answer {
            status,
            location,
            bytes,
        }
    }

    pub async fn as_nobody(&self, path: &str) -> Answer {
        self.call(Request::get(path).body(Body::empty()).unwrap())
            .await
    }
}

pub fn matter_page(id: Id) -> String {
    format!("/desk/matters/{id}")
}

pub fn act_address(id: Id, act: &str) -> String {
    format!("/desk/matters/{id}/acts/{act}")
}

impl Staff<'_> {
    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("{SESSION_COOKIE}={}", self.token))
            .header(header::ACCEPT_LANGUAGE, self.lang)
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.district.call(request).await
    }

    /// Sends fields as they are, without looking at a page before.
    pub async fn send(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.send_body(path, "application/x-www-form-urlencoded", body.into_bytes())
            .await
    }

    /// Sends a body as it is.
    pub async fn send_body(&self, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, content_type)
            .body(Body::from(body))
            .unwrap();
        self.district.call(request).await
    }

    /// The hidden fields of the form with this address on a page.
    pub async fn form(&self, page: &str, action: &str) -> Vec<(String, String)> {
        let text = self.get(page).await.page();
        hidden_fields(&text, action)
    }

    /// Fills in the form with this address on a page and sends it.
    pub async fn submit(&self, page: &str, action: &str, filled: &[(&str, &str)]) -> Answer {
        let mut fields = self.form(page, action).await;
        fields.extend(
            filled
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self.send(action, &fields).await
    }

    /// Does an act on a matter through its page.
    pub async fn act(&self, id: Id, act: &str, filled: &[(&str, &str)]) -> Answer {
        let named: Vec<(String, &str)> = filled
            .iter()
            .map(|(name, value)| (format!("{act}-{name}"), *value))
            .collect();
        let named: Vec<(&str, &str)> = named
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect();
        self.submit(&matter_page(id), &act_address(id, act), &named)
            .await
    }
}

/// Hidden inputs of the form with this address; a page without it fails the test.
#[track_caller]
pub fn hidden_fields(page: &str, action: &str) -> Vec<(String, String)> {
    let mark = format!("action=\"{action}\"");
    let start = page
        .find(&mark)
        .unwrap_or_else(|| panic!("no form for {action} on\n{page}"));
    let form = &page[start..];
    let form = &form[..form.find("</form>").unwrap()];
    let inputs = form
        .split("<input ")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap());
    inputs
        .filter(|input| input.contains("type=\"hidden\""))
        .map(|input| (attribute(input, "name"), attribute(input, "value")))
        .collect()
}

fn attribute(input: &str, name: &str) -> String {
    let mark = format!("{name}=\"");
    let value = input
        .split_once(&mark)
        .map(|(_, rest)| rest.split('"').next().unwrap());
    value.unwrap_or_default().to_owned()
}

fn escape(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

/// Values of all fields by name, for tests that change one.
pub fn by_name(fields: &[(String, String)]) -> BTreeMap<String, String> {
    fields.iter().cloned().collect()
}
