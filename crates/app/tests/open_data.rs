//! Open data as the program wires it: real matters of last year in, published files out, with
//! nobody named and no protected matter told.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod site;

use std::sync::Arc;

use huiyin_app::machine::Machine;
use huiyin_app::slices::Slices;
use huiyin_app::{Config, SettingArgs};
use huiyin_kernel::{FixedClock, Id, Instant};
use huiyin_matters::model::{Actor, CategoryCode, Source};
use huiyin_matters::ops::{self, Intake};
use huiyin_matters::store::Contact;
use huiyin_statistics::{bulletins, open_data};

use crate::site::Site;

const NAME: &str = "欧阳鹤鸣";

/// The same house as it was last year.
async fn last_year(site: &Site, year: i16) -> Slices {
    let config = Config::read(&SettingArgs::default(), &|_| None, &site.house.place.files);
    let then = Instant::parse_local(&format!("{year}-06-10 09:00")).unwrap();
    let machine = Machine {
        clock: Arc::new(FixedClock::at(then)),
        ..Machine::real()
    };
    let started = Slices::start_on(&site.house, &config.unwrap(), machine).await;
    started.expect("it starts")
}

async fn report(slices: &Slices, phone: usize, (category, restricted): (&str, bool)) {
    let intake = Intake {
        category: Some(CategoryCode::parse(category).unwrap()),
        restricted,
        consented: true,
        contact: Contact {
            name: Some(NAME.to_owned()),
            phone: Some(format!("139776655{phone:02}")),
            tell: None,
        },
        ..Intake::of_text(slices.site.new_id(), Source::Web, "门口的路灯不亮")
    };
    let reported = ops::report(&slices.matters, intake, &Actor::VISITOR).await;
    reported.expect("a receipt");
}

fn hands() -> bulletins::Hands {
    let of = |name| Id::derived("open data test", name);
    bulletins::Hands {
        writer: of("writer"),
        checker: of("checker"),
        leader: of("leader"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn last_year_is_published_and_names_nobody() {
    let site = Site::demo("open-data", &|_| None).await;
    let statistics = &site.slices.statistics;
    let none = open_data::seed(statistics, hands()).await.unwrap();
    assert_eq!(
        none, 0,
        "a district without matters of last year has no edition"
    );
    let year = site.slices.site.now().date().year() - 1;
    let past = last_year(&site, year).await;
    for phone in 10..15 {
        report(&past, phone, ("0408", false)).await;
        // Care for the old: told by its class alone.
        report(&past, phone, ("0901", false)).await;
        // All five from one phone.
        report(&past, 20, ("0501", false)).await;
        report(&past, phone, ("0408", true)).await;
    }
    // This year's are another edition.
    report(&site.slices, 10, ("0408", false)).await;
    assert_eq!(open_data::seed(statistics, hands()).await.unwrap(), 1);
    assert_eq!(
        open_data::seed(statistics, hands()).await.unwrap(),
        0,
        "once"
    );

    let mut tx = site.house.db.read().await.unwrap();
    let found = open_data::released(&mut tx, year, None).await.unwrap();
    let edition = found.expect("it was released");
    assert_eq!(
        (edition.protection.rows, edition.protection.left_out),
        (10, 5)
    );
    for file in &edition.files {
        let bytes = open_data::bytes_of(statistics, &mut tx, &edition, &file.name);
        let text = String::from_utf8_lossy(&bytes.await.unwrap()).into_owned();
        for trace in [NAME, "1397766", "门口的路灯"] {
            assert!(!text.contains(trace), "{} tells {trace}", file.name);
        }
    }
    let csv = open_data::bytes_of(statistics, &mut tx, &edition, "matters.csv");
    let csv = String::from_utf8(csv.await.unwrap()).unwrap();
    let lamps = format!("{year},2,6,,,04,0408,web,open,");
    let care = format!("{year},2,6,,,09,,web,open,");
    let lines: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(
        lines,
        [vec![lamps.as_str(); 5], vec![care.as_str(); 5]].concat(),
        "{csv}"
    );
    drop(tx);
    site.finish().await;
}
