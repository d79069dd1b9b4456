//! The files of an edition as they were made.

use axum::extract::Path;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{PageError, PageResult, download};

use super::{Held, OpenError, ops};
use crate::Statistics;
use crate::rules::open::{OpenEdition, PACKAGE};
use crate::store::open as rows;

/// What a file is, by its name; there are no others.
fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "parquet" => "application/vnd.apache.parquet",
        "zip" => "application/zip",
        _ => return None,
    })
}

/// The name under which a file is kept: that of the package tells the year, the others stay as
/// the descriptor names them.
fn kept_name(edition: &OpenEdition, name: &str) -> String {
    if name == PACKAGE {
        format!("huiyin-matters-{}-{}.zip", edition.year, edition.edition)
    } else {
        name.to_owned()
    }
}

async fn sent(
    statistics: &Statistics,
    tx: &mut Tx,
    edition: &OpenEdition,
    name: &str,
) -> Result<Response, PageError> {
    let kind = media_type(name).ok_or(OpenError::NotFound)?;
    let bytes = ops::bytes_of(statistics, tx, edition, name).await?;
    Ok(download(kind, &kept_name(edition, name), bytes))
}

pub(super) async fn public(
    statistics: Held,
    Path((year, edition, file)): Path<(String, String, String)>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let edition = super::public::named(&mut tx, &year, Some(&edition)).await?;
    sent(&statistics, &mut tx, &edition, &file).await
}

/// Whoever checks a draft reads what would be published.
pub(super) async fn desk(statistics: Held, Path((id, file)): Path<(Id, String)>) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let edition = rows::load(&mut tx, id).await?.ok_or(PageError::NotFound)?;
    sent(&statistics, &mut tx, &edition, &file).await
}
