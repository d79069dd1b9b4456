//! Values from before people had keys of their own. They lie under the first master key itself,
//! which therefore cannot be retired while there are any; they are sealed anew a few at a time.

use huiyin_db::fields::Keys;
use huiyin_db::subject::{self, SubjectKey};
use huiyin_db::{Db, Result, Row, Tx, args, queries};
use huiyin_kernel::{Entropy, Id, Instant};

queries! {
    /// The first byte of a sealed value tells its form.
    REPORTERS_LEFT = "SELECT COUNT(*) AS n FROM matter_reporter WHERE substr(code_sealed, 1, 1) = $1
        OR substr(name_sealed, 1, 1) = $1 OR substr(phone_sealed, 1, 1) = $1";
    PLACES_LEFT = "SELECT COUNT(*) AS n FROM matter WHERE substr(place_sealed, 1, 1) = $1";
    REPORTERS = "SELECT id, code_sealed, name_sealed, phone_sealed FROM matter_reporter
        WHERE substr(code_sealed, 1, 1) = $1 OR substr(name_sealed, 1, 1) = $1 OR substr(phone_sealed, 1, 1) = $1
        ORDER BY id LIMIT $2";
    PLACES = "SELECT id, place_sealed,
            (SELECT r.id FROM matter_reporter r WHERE r.matter_id = matter.id AND r.role = 'reporter' LIMIT 1) AS reporter_id
        FROM matter WHERE substr(place_sealed, 1, 1) = $1 ORDER BY id LIMIT $2";
    REPORTER_ANEW = "UPDATE matter_reporter SET code_sealed = $2, name_sealed = $3, phone_sealed = $4 WHERE id = $1";
    PLACE_ANEW = "UPDATE matter SET place_sealed = $2 WHERE id = $1";
}

/// Rows of one transaction, so that reports pass in between.
const ROWS_PER_STEP: i64 = 100;
/// How a value under the first master key begins.
const FORM: &[u8] = &[1];

/// Reporters and places that still wait.
pub async fn left(tx: &mut Tx) -> Result<u64> {
    let mut left = 0;
    for query in [REPORTERS_LEFT, PLACES_LEFT] {
        let row = tx.fetch_one(query, args![FORM]).await?;
        left += row.get::<u64>("n")?;
    }
    Ok(left)
}

/// Seals a step's worth of rows anew, each under its person's own key; 0 when none is left.
pub async fn seal_anew(db: &Db, keys: &Keys, entropy: &dyn Entropy, now: Instant) -> Result<u64> {
    let mut tx = db.write().await?;
    let mut done = 0;
    for row in tx.fetch_all(REPORTERS, args![FORM, ROWS_PER_STEP]).await? {
        reporter(&mut tx, keys, entropy, &row, now).await?;
        done += 1;
    }
    for row in tx.fetch_all(PLACES, args![FORM, ROWS_PER_STEP]).await? {
        let id: Id = row.get("id")?;
        let owner: Option<Id> = row.get("reporter_id")?;
        let own =
            subject::key_for_writing(&mut tx, keys, entropy, owner.unwrap_or(id), now).await?;
        let place = anew(
            &own,
            entropy,
            &row,
            "place_sealed",
            &format!("matter.place:{id}"),
        )?;
        tx.execute(PLACE_ANEW, args![id, place]).await?;
        done += 1;
    }
    if done > 0 {
        tx.commit().await?;
    }
    Ok(done)
}

async fn reporter(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    row: &Row,
    now: Instant,
) -> Result<()> {
    let id: Id = row.get("id")?;
    let own = subject::key_for_writing(tx, keys, entropy, id, now).await?;
    let sealed = |what: &str| {
        let place = format!("reporter.{what}:{id}");
        anew(&own, entropy, row, &format!("{what}_sealed"), &place)
    };
    let (code, name, phone) = (sealed("code")?, sealed("name")?, sealed("phone")?);
    let values = args![id, code.unwrap_or_default(), name, phone];
    tx.execute(REPORTER_ANEW, values).await.map(drop)
}

/// The value under the person's own key; nothing of somebody who was erased.
fn anew(
    own: &SubjectKey,
    entropy: &dyn Entropy,
    row: &Row,
    column: &str,
    place: &str,
) -> Result<Option<Vec<u8>>> {
    let sealed: Option<Vec<u8>> = row.get(column)?;
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let plain = own.open(place, &sealed)?.plain();
    plain
        .map(|plain| own.seal(place, &plain, entropy))
        .transpose()
}
