//! Rights are held against the journal: a post that nobody gave, one that was altered or taken
//! away, and an account that was opened or closed behind the program's back are found.

use huiyin_db::seal::Fault;
use huiyin_db::{Db, Query, args, on_both_databases, queries};
use huiyin_kernel::Id;
use huiyin_registry::demo;
use huiyin_registry::proof::{self, Checked, Proven};

use super::house::{House, MIGRATIONS};

queries! {
    ONE_MORE = "INSERT INTO post (id, account_id, role, area_id, area_path, body_id, from_on, until_on)
        SELECT '9' || substr(id, 2), account_id, 'sec_admin', area_id, area_path, body_id, from_on, until_on
        FROM post WHERE account_id = $1";
    ROLE = "UPDATE post SET role = 'sec_admin' WHERE account_id = $1";
    AREA = "UPDATE post SET area_path = '500105/' WHERE account_id = $1";
    AREA_ID = "UPDATE post SET area_id = (SELECT a.id FROM area a WHERE a.parent_id IS NULL) WHERE account_id = $1";
    BODY = "UPDATE post SET body_id = (SELECT MIN(b.id) FROM body b) WHERE account_id = $1";
    FROM = "UPDATE post SET from_on = '2020-01-01' WHERE account_id = $1";
    UNTIL = "UPDATE post SET until_on = '2026-01-01' WHERE account_id = $1";
    OTHERS = "UPDATE post SET account_id = (SELECT MAX(a.id) FROM account a WHERE a.id <> $1) WHERE account_id = $1";
    NONE = "DELETE FROM post WHERE account_id = $1";
    CLOSED = "UPDATE account SET active = 0 WHERE id = $1";
}

fn clerk() -> Id {
    Id::derived("demo account", "clerk")
}

async fn sound(db: &Db) -> Proven {
    match proof::verify(db).await.unwrap() {
        Checked::Sound(proven) => proven,
        Checked::Broken(fault) => panic!("{fault:?}"),
    }
}

/// Does something behind the program's back to the clerk's rights; says what was found, and the
/// column.
async fn found(db: &Db, what: Query) -> (Fault, Option<&'static str>) {
    House::open(db).await;
    sound(db).await;
    let mut tx = db.write().await.unwrap();
    assert_eq!(tx.execute(what, args![clerk()]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let fault = match proof::verify(db).await.unwrap() {
        Checked::Sound(proven) => panic!("{} is called sound: {proven:?}", what.name),
        Checked::Broken(fault) => fault,
    };
    let differs = proof::differing(db, fault.subject.unwrap()).await.unwrap();
    (fault, differs.map(|it| it.column))
}

macro_rules! finds {
    ($($story:ident: $what:ident => $why:literal, $column:expr;)*) => {
        on_both_databases! { MIGRATIONS;
            $(async fn $story(db: Db) {
                let (fault, column) = found(&db, $what).await;
                assert_eq!((fault.subject, fault.why, column), (Some(clerk()), $why, $column));
            })*

            async fn posts_given_moved_and_ended_by_right_are_sound(db: Db) {
                let house = House::open(&db).await;
                let before = sound(&db).await;
                let all = u64::try_from(demo::ACCOUNTS.len()).unwrap();
                assert_eq!((before.accounts, before.posts), (all, all));
                let secadmin = house.signed_in("secadmin").await;
                let detail = format!("/desk/accounts/{}", Id::derived("demo account", "caller"));
                let area = Id::derived("area", demo::STREET).to_string();
                let fields = [("role", "supervisor"), ("area", area.as_str()), ("from", "2026-06-01")];
                let added = secadmin.submit(&detail, &format!("{detail}/posts"), &fields).await;
                assert_eq!(added.location, format!("{detail}?done=registry-post-added"));
                assert_eq!(sound(&db).await.posts, all + 1);
                let end = format!("{detail}/posts/{}/end", Id::derived("demo post", "caller"));
                secadmin.submit(&detail, &end, &[]).await;
                sound(&db).await;
                let closed = secadmin.submit(&detail, &format!("{detail}/active"), &[("active", "no")]).await;
                assert_eq!(closed.location, format!("{detail}?done=registry-account-closed"));
                assert_eq!(sound(&db).await, Proven { accounts: all, posts: all + 1 });
            }

            async fn a_post_handed_to_somebody_else_is_found(db: Db) {
                House::open(&db).await;
                let mut tx = db.write().await.unwrap();
                assert_eq!(tx.execute(OTHERS, args![clerk()]).await.unwrap(), 1);
                tx.commit().await.unwrap();
                assert!(matches!(proof::verify(&db).await.unwrap(), Checked::Broken(_)));
            }
        }
    };
}

finds! {
    a_post_that_nobody_gave_is_found: ONE_MORE => "a post was added to the account", None;
    another_role_is_found: ROLE => "a post of the account was altered", Some("role");
    a_wider_area_is_found: AREA => "a post of the account was altered", Some("area_path");
    an_area_beside_its_path_is_found: AREA_ID => "a post of the account was altered", Some("area_id");
    another_body_is_found: BODY => "a post of the account was altered", Some("body_id");
    an_earlier_day_is_found: FROM => "a post of the account was altered", Some("from_on");
    an_end_that_nobody_set_is_found: UNTIL => "a post of the account was altered", Some("until_on");
    a_post_taken_away_is_found: NONE => "a post was taken from the account", None;
    an_account_closed_by_hand_is_found: CLOSED => "whether the account may sign in was altered", Some("active");
}
