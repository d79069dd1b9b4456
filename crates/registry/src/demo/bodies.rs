use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Id, Said};

use super::places::{area_name, kept, streets};
use super::{known_area, table};
use crate::bodies;
use crate::model::{Area, Body, BodyKind, Level};

const BODIES: &str = include_str!("../../data/demo_bodies.csv");
const TOWN: &str = "镇";

/// Adds a body with its spellings where its code is not there yet.
async fn add(tx: &mut Tx, body: &Body, spellings: &[String]) -> Result<usize> {
    if bodies::by_code(tx, &body.code).await?.is_some() {
        return Ok(0);
    }
    bodies::insert(tx, body).await?;
    for spelling in spellings {
        bodies::suggest_alias(tx, body.id, spelling).await?;
    }
    Ok(1)
}

fn body(code: &str, kind: BodyKind, level: Level, name: Said, area: &Area) -> Body {
    Body {
        id: Id::derived("body", code),
        code: code.to_owned(),
        kind,
        level,
        name,
        area_id: area.id,
        area_path: area.path.clone(),
        parent_id: None,
        phone: String::new(),
    }
}

pub(super) async fn seed(tx: &mut Tx, most: usize) -> Result<usize> {
    let mut added = 0;
    for [code, kind, level, area, zh, en, spellings] in table::<7>(BODIES)? {
        let area = known_area(tx, area).await?;
        let kind = kind.parse().map_err(StoreError::inconsistent)?;
        let level = level.parse().map_err(StoreError::inconsistent)?;
        let spellings: Vec<String> = spellings.split('|').map(str::to_owned).collect();
        let body = body(code, kind, level, Said::new(zh, en), &area);
        added += add(tx, &body, &spellings).await?;
    }
    for (code, name) in streets()? {
        added += seed_street_office(tx, code, name).await?;
    }
    for community in kept(most)? {
        let area = known_area(tx, community.code).await?;
        let street = community.street_name;
        let short = area_name(community.full_name);
        let en = match area.name.en.strip_suffix(" Village") {
            Some(village) => format!("{village} Villagers' Committee"),
            None => format!("{} Residents' Committee", area.name.en),
        };
        let code = format!("sq{}", community.code);
        let name = Said::new(community.full_name, en);
        let kind = BodyKind::ResidentsCommittee;
        let mut body = body(&code, kind, Level::Community, name, &area);
        body.parent_id = Some(Id::derived("body", &format!("jd{}", community.street_code)));
        let spellings = [
            short.to_owned(),
            format!("{short}居委会"),
            format!("{street}{short}"),
            format!("{street}{}", community.full_name),
        ];
        added += add(tx, &body, &spellings).await?;
    }
    Ok(added)
}

async fn seed_street_office(tx: &mut Tx, code: &str, name: &str) -> Result<usize> {
    let area = known_area(tx, code).await?;
    let (zh, en) = if name.ends_with(TOWN) {
        (
            format!("{name}人民政府"),
            format!("{} Government", area.name.en),
        )
    } else {
        (format!("{name}办事处"), format!("{} Office", area.name.en))
    };
    let spellings = [name.to_owned(), format!("{name}办"), format!("{name}政府")];
    let code = format!("jd{code}");
    let kind = BodyKind::StreetOffice;
    let body = body(&code, kind, Level::Street, Said::new(zh, en), &area);
    add(tx, &body, &spellings).await
}
