//! Looks at an installation and says what is unsafe or unfinished, each with what to do.

mod backups;
mod calendar;
mod check;
mod clock;
mod files;
mod keys;
mod papers;
mod photos;
mod rights;
mod safety;
mod store;
mod telling;
mod watching;

pub use check::{Check, Level};

use std::sync::Arc;

use huiyin_kernel::Instant;
use huiyin_registry::Registry;

use crate::cli::environment;
use crate::{Config, Failure, House, Opening, Place};

/// Everything there is to say, worst things included even where the district cannot be opened.
pub async fn examine(place: &Place, config: &Config, now: Instant) -> Vec<Check> {
    let mut checks = safety::of_settings(config);
    checks.extend(watching::of_settings(config, &environment));
    checks.push(safety::assets());
    checks.push(papers::fonts());
    checks.extend(files::of_folder(place, config));
    match House::open(place, config, Opening::AsItIs).await {
        Ok(house) => {
            let found = inside(&house, config, now).await;
            house.db.close().await;
            match found {
                Ok(more) => checks.extend(more),
                Err(failure) => checks.push(Check::refused("store", &failure)),
            }
        }
        Err(failure) => checks.push(Check::refused("store", &failure)),
    }
    checks
}

async fn inside(house: &House, config: &Config, now: Instant) -> Result<Vec<Check>, Failure> {
    let registry = Registry::new().map(Arc::new).map_err(|error| {
        Failure::new(
            format!("程序本身有误：{error}"),
            format!("The program itself is faulty: {error}"),
        )
    })?;
    let mut checks = vec![
        store::integrity(house).await?,
        store::seals(house, now).await?,
        keys::generations(house).await?,
        photos::whole(house).await?,
        store::letters(house).await?,
    ];
    checks.push(clock::believed(house, now).await?);
    checks.extend(store::jobs(house, now).await?);
    checks.extend(backups::all(house, config, now).await?);
    checks.push(calendar::years(house, now).await?);
    checks.push(rights::in_time(house, now).await?);
    checks.push(safety::second_factor(house, &registry, now).await?);
    checks.extend(telling::carriers(house, config, now).await?);
    checks.push(safety::demo_accounts(house, config, &registry).await?);
    Ok(checks)
}
