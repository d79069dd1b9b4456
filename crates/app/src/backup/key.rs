//! Which key a backup belongs to. The key itself is in no backup; its fingerprint is.

use huiyin_db::fields::Keys;
use huiyin_db::ring::Ring;
use huiyin_db::secrets::{self, Fit};
use huiyin_db::suite::Suite;
use huiyin_db::{Db, generation};

use crate::{Failure, House};

/// The fingerprint of the key that this store is in use with.
pub(super) async fn check_of(house: &House) -> Result<String, Failure> {
    let mut tx = house.db.read().await?;
    let in_use = generation::current(&mut tx).await?;
    let found = house.keys.ring().fingerprint(in_use);
    Ok(found.unwrap_or_default())
}

/// Whether one of the keys is that of the backup; before 0.2 it was known by a digest.
pub(super) fn belongs(ring: &Ring, check: &str) -> bool {
    let first = Keys::of_first(ring).map(|keys| keys.first_check());
    first.as_deref() == Some(check) || ring.fingerprints().values().any(|it| it == check)
}

/// The keys by which a restored store is proven.
pub(super) async fn keys_in(db: &Db, ring: &Ring) -> Result<Keys, Failure> {
    let found = match secrets::keys(db, ring, Suite::Default).await? {
        Fit::Fits(keys) => Some(keys),
        Fit::Unfounded => Keys::of_first(ring),
        Fit::Foreign | Fit::Missing(_) => None,
    };
    found.ok_or_else(|| {
        Failure::new(
            "给出的密钥打不开这份备份。请用备份当时的密钥文件（更换密钥前的备份要用旧密钥）。什么也没有改动。",
            "The key does not open this backup. Use the key ring of that time: a backup from before \
             a rotation needs the older key. Nothing was changed.",
        )
    })
}
