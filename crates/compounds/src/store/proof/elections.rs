//! Elections of owners' committees. The seal is opened with the district's key to hold the columns
//! beside it; nothing of it is told. A seal fits one election and says its version, so that one from
//! before there were digests cannot be another's or an older one either.

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::Id;

use super::{OTHER_VERSION, PAGE, Proven, UNREADABLE, Whose, beside, day, moment, number, words};
use crate::model::elections::Election;
use crate::store::elections::{self as rows, Beside};

queries! {
    ELECTIONS = "SELECT e.id AS id, e.estate_id AS estate_id, e.version AS version, e.state AS state,
            e.warns_from AS warns_from, e.warned AS warned, e.model_sealed AS model_sealed,
            e.created_at AS created_at, j.body AS body
        FROM election e LEFT JOIN journal j ON j.subject = e.id AND j.version = e.version
        WHERE e.id > $1 ORDER BY e.id LIMIT $2";
}

const TABLE: &str = "election";
const ALTERED: &str = "the election was altered";

pub(super) async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(ELECTIONS, args![&behind, PAGE]).await?;
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
    let warns_from: Option<String> = row.get("warns_from")?;
    let sealed: Vec<u8> = row.get("model_sealed")?;
    let stored = rows::digest(keys, whose.id, &sealed, warns_from.as_deref());
    let is_proven = told.proof.as_ref().is_none_or(|it| *it == stored);
    let Ok(election) = rows::election(row, keys) else {
        return Ok(Some(match told.proof.filter(|_| !is_proven) {
            Some(due) => whose.altered(ALTERED, "model_sealed", &due, &stored),
            None => whose.wrong(UNREADABLE),
        }));
    };
    let own = rows::beside(&election);
    if let Some(differs) = of_columns(row, &election, &own)? {
        return Ok(Some(whose.column(differs)));
    }
    match told.proof {
        None => proven.unproven += 1,
        Some(_) if is_proven => proven.elections += 1,
        Some(due) => {
            let moved = words(row, vec![("warns_from", day(own.warns_from))])?;
            return Ok(Some(match moved {
                Some(differs) => whose.column(differs),
                None => whose.altered(ALTERED, "model_sealed", &due, &stored),
            }));
        }
    }
    Ok(None)
}

/// Those that follow from the election alone and not from the rules of its city.
fn of_columns(row: &Row, election: &Election, own: &Beside) -> Result<Option<Differs>> {
    let due = vec![
        ("estate_id", Some(election.estate.to_string())),
        ("state", Some(own.state.to_owned())),
    ];
    if let Some(found) = words(row, due)? {
        return Ok(Some(found));
    }
    if let Some(found) = number(row, "warned", i64::from(own.warned))? {
        return Ok(Some(found));
    }
    moment(row, "created_at", Some(election.created_at))
}
