//! One command, one file.

pub mod account;
pub mod audit;
pub mod backup;
pub mod calendar;
pub mod clock;
pub mod db;
pub mod demo;
pub mod doctor;
pub mod key;
pub mod ledger;
pub mod matters;
pub mod notices;
pub mod privacy;
pub mod registry;
pub mod restore;
pub mod serve;
pub mod statistics;
pub mod visits;
pub mod votes;
pub mod year;

use crate::cli::environment;
use crate::config::SettingArgs;
use crate::place::PlaceArgs;
use crate::{Config, Failure, House, Opening, Place};

/// Where the district lies and what is in force there.
fn resolve(place: &PlaceArgs, settings: &SettingArgs) -> Result<(Place, Config), Failure> {
    let place = place.resolve(&environment)?;
    let config = Config::read(settings, &environment, &place.files)?;
    Ok((place, config))
}

/// Opens the district for a command that needs no settings of the server.
async fn open(place: &PlaceArgs, opening: Opening) -> Result<(House, Config), Failure> {
    let (place, config) = resolve(place, &SettingArgs::default())?;
    let house = House::open(&place, &config, opening).await?;
    Ok((house, config))
}

/// What was built wrongly cannot be mended by whoever runs the command.
fn defect(error: &dyn std::error::Error) -> Failure {
    Failure::new(
        format!("程序本身有误：{error}"),
        format!("The program itself is faulty: {error}"),
    )
}
