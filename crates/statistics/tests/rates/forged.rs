//! What somebody does to the store behind the back of the program, and that it is found.

use huiyin_db::fields::Keys;
use huiyin_db::{Db, Query, args};
use huiyin_statistics::proof::{self, Checked, Proven};

use crate::district::MASTER;

/// All is sound, with so much proven. Then each of these is done by itself and never committed,
/// and is found for the reason beside it.
pub(crate) async fn each_is_found(db: &Db, proven: Proven, forged: &[(&'static str, &str)]) {
    let keys = Keys::from_master(&MASTER);
    let sound = proof::verify(db, &keys).await.unwrap();
    assert_eq!(sound, Checked::Sound(proven));
    for &(forge, why) in forged {
        let mut tx = db.write().await.unwrap();
        let query = Query::same("test::FORGE", forge);
        assert!(tx.execute(query, args![]).await.unwrap() > 0, "{forge}");
        match proof::verify_in(&mut tx, &keys).await.unwrap() {
            Checked::Broken(fault) => assert_eq!(fault.why, why, "{forge}"),
            Checked::Sound(_) => panic!("{forge} was not found"),
        }
    }
}
