//! Interim committees, held as elections are.

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::Id;

use super::{OTHER_VERSION, PAGE, Proven, UNREADABLE, Whose, beside, day, moment, number, words};
use crate::model::interim::Interim;
use crate::store::interim as rows;

queries! {
    COMMITTEES = "SELECT i.id AS id, i.estate_id AS estate_id, i.version AS version, i.until_on AS until_on,
            i.ended AS ended, i.model_sealed AS model_sealed, i.created_at AS created_at, j.body AS body
        FROM interim_committee i LEFT JOIN journal j ON j.subject = i.id AND j.version = i.version
        WHERE i.id > $1 ORDER BY i.id LIMIT $2";
}

const TABLE: &str = "interim_committee";
const ALTERED: &str = "the interim committee was altered";

pub(super) async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(COMMITTEES, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        behind = last.get::<Id>("id")?.to_string();
        for row in &page {
            if let Some(wrong) = held(row, keys, proven)? {
                return Ok(Some(wrong));
            }
        }
    }
}

fn held(row: &Row, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let whose = Whose::of(row, TABLE)?;
    let Some(told) = beside(row)? else {
        return Ok(Some(whose.wrong(OTHER_VERSION)));
    };
    let sealed: Vec<u8> = row.get("model_sealed")?;
    let stored = rows::digest(keys, whose.id, &sealed);
    if let Some(due) = told.proof.as_deref().filter(|it| *it != stored) {
        return Ok(Some(whose.altered(ALTERED, "model_sealed", due, &stored)));
    }
    let Ok(interim) = rows::interim(row, keys) else {
        return Ok(Some(whose.wrong(UNREADABLE)));
    };
    if let Some(differs) = of_columns(row, &interim)? {
        return Ok(Some(whose.column(differs)));
    }
    if told.proof.is_some() {
        proven.interim += 1;
    } else {
        proven.unproven += 1;
    }
    Ok(None)
}

fn of_columns(row: &Row, interim: &Interim) -> Result<Option<Differs>> {
    let due = vec![
        ("estate_id", Some(interim.estate.to_string())),
        ("until_on", day(Some(interim.until))),
    ];
    if let Some(found) = words(row, due)? {
        return Ok(Some(found));
    }
    if let Some(found) = number(row, "ended", i64::from(interim.ended.is_some()))? {
        return Ok(Some(found));
    }
    moment(row, "created_at", Some(interim.created_at))
}
