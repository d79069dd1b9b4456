//! A district with one person in it, whose data can be told from everybody else's.

use std::sync::Arc;

use huiyin_db::{Db, Migration, Query, args};
use huiyin_kernel::{Clock as _, EchoCode, Id, Instant};
use huiyin_matters::model::{
    Act, Actor, CategoryCode, Channel, Outcome, Post, Role, Scope, Source,
};
use huiyin_matters::ops::{self, Extra, Intake};
use huiyin_matters::store::{Contact, Placed};
use huiyin_privacy::Privacy;

use crate::house::{self, House};

pub const MIGRATIONS: &[&[Migration]] = &[
    house::MIGRATIONS[0],
    house::MIGRATIONS[1],
    house::MIGRATIONS[2],
    house::MIGRATIONS[3],
    huiyin_privacy::MIGRATIONS,
];

pub const NAME: &str = "欧阳鹤鸣";
pub const PHONE: &str = "13977665544";
pub const PLACE: &str = "麒麟巷77号9栋3单元1102室";
pub const PHRASE: &str = "阳台上的紫藤花架被风吹倒了砸到行人";
/// Everything by which the person could be known again.
pub const TRACES: &[&str] = &[NAME, PHONE, "麒麟巷77号", "紫藤", "鹤鸣"];

pub struct District {
    pub house: House,
    pub privacy: Privacy,
    pub lead: Id,
}

pub struct Reported {
    pub matter: Id,
    pub code: EchoCode,
}

pub fn staff(role: Role, scope: Scope) -> Actor {
    Actor::staff(Id::derived("test", role.name()), vec![Post { role, scope }])
}

impl District {
    pub async fn open(db: &Db, now: &str) -> Self {
        let house = House::open(db, now).await;
        let privacy = Privacy::new(Arc::clone(&house.matters));
        let mut tx = db.read().await.unwrap();
        let bodies = huiyin_registry::bodies::all(&mut tx).await.unwrap();
        let lead = bodies.iter().find(|body| body.code == "bm04").unwrap().id;
        Self {
            house,
            privacy,
            lead,
        }
    }

    pub fn now(&self) -> Instant {
        self.house.clock.now()
    }

    pub fn later(&self, days: i64) {
        self.house.clock.advance_seconds(days * 24 * 3600);
    }

    /// A report that tells who it is in every field.
    pub async fn report(&self) -> Reported {
        let text = format!("{PHRASE}，我叫{NAME}，住{PLACE}，请打{PHONE}");
        let intake = Intake {
            category: Some(CategoryCode::parse("0105").unwrap()),
            place: Placed {
                text: PLACE.to_owned(),
                public: "麒麟巷".to_owned(),
                point: Some(
                    huiyin_kernel::Point::from_degrees(106.561_234_5, 29.571_234_5).unwrap(),
                ),
            },
            contact: Contact {
                name: Some(NAME.to_owned()),
                phone: Some(PHONE.to_owned()),
                tell: None,
            },
            photos: ops::clean(vec![picture(77)]).await.unwrap(),
            ..Intake::of_text(self.house.matters.site.new_id(), Source::Web, &text)
        };
        let receipt = ops::report(&self.house.matters, intake, &Actor::VISITOR)
            .await
            .unwrap();
        Reported {
            matter: receipt.matter,
            code: receipt.code,
        }
    }

    pub async fn does(&self, matter: Id, actor: &Actor, act: Act) {
        ops::act(&self.house.matters, matter, actor, act, Extra::default())
            .await
            .unwrap();
    }

    /// From report to answer, with the person's data in every text that staff write.
    pub async fn answered(&self) -> Reported {
        let reported = self.report().await;
        let id = reported.matter;
        let told = || format!("{NAME}（{PHONE}）说{PHRASE}");
        let desk = staff(Role::Supervisor, Scope::District);
        let worker = staff(Role::Handler, Scope::Body(self.lead));
        self.does(
            id,
            &desk,
            Act::Accept {
                category: CategoryCode::parse("0105").unwrap(),
                kind: None,
                urgency: None,
                note: told(),
            },
        )
        .await;
        self.does(
            id,
            &desk,
            Act::Dispatch {
                lead: self.lead,
                supports: Vec::new(),
                note: told(),
            },
        )
        .await;
        self.does(id, &worker, Act::Acknowledge {}).await;
        self.does(
            id,
            &worker,
            Act::Contact {
                channel: Channel::Phone,
                reached: true,
                note: told(),
            },
        )
        .await;
        let speaker = Actor::reporter(id);
        self.does(id, &speaker, Act::Message { text: told() }).await;
        self.does(
            id,
            &worker,
            Act::Answer {
                outcome: Outcome::Solved,
                text: format!("{NAME}您好，{PLACE}的紫藤花架已经扶好"),
            },
        )
        .await;
        reported
    }

    /// Confirmed by the reporter and closed.
    pub async fn closed(&self) -> Reported {
        let reported = self.answered().await;
        let id = reported.matter;
        let confirm = Act::Confirm {
            result: huiyin_matters::model::CallBackResult::Solved,
            rating: None,
            note: format!("谢谢，{NAME}"),
        };
        self.does(id, &Actor::reporter(id), confirm).await;
        let desk = staff(Role::Supervisor, Scope::District);
        self.does(id, &desk, Act::Close {}).await;
        reported
    }
}

/// A small picture, another one for each number.
pub fn picture(number: u8) -> Vec<u8> {
    let mut picture = image::RgbImage::new(24, 16);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let shade = |at: u32| u8::try_from(at % 256).unwrap();
        *pixel = image::Rgb([shade(x * 9), shade(y * 13), number]);
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// Every row of every table as XML, on PostgreSQL only.
const ROWS: Query = Query::split(
    "test::ROWS",
    "SELECT '' AS body",
    "SELECT COALESCE(query_to_xml(format('SELECT * FROM %I', table_name), true, false, '')::text, '') AS body
        FROM information_schema.tables WHERE table_schema = current_schema()",
);

/// All that the store holds: the file with its log, or every row of every table.
pub async fn everything(db: &Db) -> Vec<u8> {
    let mut all = Vec::new();
    if let Some(path) = db.path() {
        for ending in ["", "-wal", "-shm"] {
            let path = format!("{}{ending}", path.display());
            all.extend(std::fs::read(path).unwrap_or_default());
        }
        return all;
    }
    let mut tx = db.read().await.unwrap();
    for row in tx.fetch_all(ROWS, args![]).await.unwrap() {
        all.extend(row.get::<String>("body").unwrap().into_bytes());
    }
    assert!(!all.is_empty());
    all
}

/// The traces of the person that stand in these bytes.
pub fn traces(bytes: &[u8]) -> Vec<&'static str> {
    let holds = |trace: &str| {
        bytes
            .windows(trace.len())
            .any(|window| window == trace.as_bytes())
    };
    TRACES
        .iter()
        .copied()
        .filter(|trace| holds(trace))
        .collect()
}
