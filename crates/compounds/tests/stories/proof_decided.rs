//! Elections, interim committees, rules of the house and cases of mediation that somebody changed in
//! the database are found, with their table, row and column.

use huiyin_compounds::demo::{ESTATES, account};
use huiyin_compounds::model::interim::Member;
use huiyin_compounds::ops::{By, interim, mediation};
use huiyin_compounds::proof;
use huiyin_compounds::rules::interim::Draft;
use huiyin_compounds::store::proof::Proven;
use huiyin_db::fields::Keys;
use huiyin_db::seal::{Held, Wrong};
use huiyin_db::{Db, Tx, on_both_databases};
use huiyin_kernel::Id;

use crate::house::{House, MIGRATIONS};
use crate::proof::run;

/// What is done, what is said, the table and the column.
type Forged = (&'static str, [&'static str; 3]);

const COLUMN: &str = "a column of its row was altered";
const ELECTION: &str = "the election was altered";
const VERSION: &str = "its row is of another version than its history";

const ELECTIONS: &[Forged] = &[
    (
        "UPDATE election SET state = 'withdrawn' WHERE state <> 'withdrawn'",
        [COLUMN, "election", "state"],
    ),
    (
        "UPDATE election SET warned = 1 - warned",
        [COLUMN, "election", "warned"],
    ),
    (
        "UPDATE election SET warns_from = '2099-01-01'",
        [COLUMN, "election", "warns_from"],
    ),
    (
        "UPDATE election SET estate_id = (SELECT MAX(e.id) FROM estate e WHERE e.id <> election.estate_id)",
        [COLUMN, "election", "estate_id"],
    ),
    (
        "UPDATE election SET created_at = created_at + 1",
        [COLUMN, "election", "created_at"],
    ),
    (
        "UPDATE election SET model_sealed = (SELECT o.model_sealed FROM election o
            WHERE o.id <> election.id ORDER BY o.id LIMIT 1)",
        [ELECTION, "election", "model_sealed"],
    ),
    (
        "INSERT INTO election (id, estate_id, version, state, warns_from, warned, model_sealed, created_at)
        SELECT '9' || substr(id, 2), estate_id, version, state, warns_from, warned, model_sealed, created_at
        FROM election WHERE id = (SELECT MIN(e.id) FROM election e)",
        [VERSION, "election", ""],
    ),
    (
        "UPDATE interim_committee SET until_on = '2001-01-01'",
        [COLUMN, "interim_committee", "until_on"],
    ),
    (
        "UPDATE interim_committee SET ended = 1",
        [COLUMN, "interim_committee", "ended"],
    ),
    (
        "UPDATE interim_committee SET model_sealed = (SELECT e.model_sealed FROM election e ORDER BY e.id LIMIT 1)",
        ["the interim committee was altered", "interim_committee", "model_sealed"],
    ),
];

const RULES: &[Forged] = &[
    (
        "UPDATE house_rule SET state = 'draft' WHERE state = 'adopted'",
        [COLUMN, "house_rule", "state"],
    ),
    (
        "UPDATE house_rule SET edition = edition + 1",
        [COLUMN, "house_rule", "edition"],
    ),
    (
        "UPDATE house_rule SET from_on = '2099-01-01' WHERE from_on IS NOT NULL",
        [COLUMN, "house_rule", "from_on"],
    ),
    (
        "UPDATE house_rule SET kind = 'parking' WHERE kind <> 'parking'",
        [COLUMN, "house_rule", "kind"],
    ),
    (
        "UPDATE house_rule SET model = replace(model, '\"edition\":1', '\"edition\":9')
        WHERE model LIKE '%\"edition\":1%'",
        [COLUMN, "house_rule", "model"],
    ),
    (
        "UPDATE house_rule SET model = replace(model, '\"text\":{\"zh\":\"', '\"text\":{\"zh\":\"x')",
        ["the text of a rule was altered", "house_rule", "model"],
    ),
    (
        "INSERT INTO house_rule (id, estate_id, kind, edition, version, model, state, from_on)
        SELECT '9' || substr(id, 2), estate_id, kind, edition, version, model, state, from_on FROM house_rule
        WHERE id = (SELECT MIN(r.id) FROM house_rule r)",
        [VERSION, "house_rule", ""],
    ),
];

const CASES: &[Forged] = &[
    (
        "UPDATE mediation_case SET state = 'ended' WHERE state <> 'ended'",
        [COLUMN, "mediation_case", "state"],
    ),
    (
        "UPDATE mediation_case SET outcome = 'confirmed'",
        [COLUMN, "mediation_case", "outcome"],
    ),
    (
        "UPDATE mediation_case SET done_on = '2001-01-01'",
        [COLUMN, "mediation_case", "done_on"],
    ),
    (
        "UPDATE mediation_case SET confirm_before = COALESCE(confirm_before, 0) + 1",
        [COLUMN, "mediation_case", "confirm_before"],
    ),
    (
        "UPDATE mediation_case SET forgotten = 1",
        [COLUMN, "mediation_case", "forgotten"],
    ),
    (
        "UPDATE mediation_case SET number = number || 'x'",
        [COLUMN, "mediation_case", "number"],
    ),
    (
        "UPDATE mediation_case SET area_path = area_path || 'x'",
        [COLUMN, "mediation_case", "area_path"],
    ),
    (
        "UPDATE mediation_case SET model = replace(model, '\"reminded_on\":null', '\"reminded_on\":\"2026-11-01\"')
        WHERE model LIKE '%\"reminded_on\":null%'",
        [COLUMN, "mediation_case", "model"],
    ),
    (
        "UPDATE mediation_case SET model = replace(model, '\"mediators\":[',
            '\"mediators\":[\"01890a5d-ac96-774b-bcce-b302099a8057\",')",
        ["the case was altered", "mediation_case", "model"],
    ),
    (
        "DELETE FROM mediation_text WHERE kind = 'notes'",
        ["words of a case were removed", "mediation_text", ""],
    ),
    (
        "UPDATE mediation_text SET body_sealed = (SELECT e.model_sealed FROM election e ORDER BY e.id LIMIT 1)",
        ["words of a case were altered", "mediation_text", "body_sealed"],
    ),
    (
        "INSERT INTO mediation_text (case_id, version, kind, body_sealed)
        SELECT case_id, version + 100, kind, body_sealed FROM mediation_text",
        ["words of a case were added", "mediation_text", ""],
    ),
    (
        "DELETE FROM mediation_party WHERE seat = 1",
        ["a party of a case was removed", "mediation_party", ""],
    ),
    (
        "UPDATE mediation_party SET seat = seat + 1",
        ["a party of a case was altered", "mediation_party", "seat"],
    ),
    (
        "INSERT INTO mediation_party (id, case_id, seat, name_sealed, phone_sealed, phone_digest)
        SELECT '9' || substr(id, 2), case_id, seat, name_sealed, phone_sealed, phone_digest FROM mediation_party
        WHERE id = (SELECT MIN(p.id) FROM mediation_party p)",
        ["a party of a case was added", "mediation_party", ""],
    ),
];

/// A model district in which the street has set up an interim committee.
async fn house_of(db: &Db) -> House {
    let house = House::with_demo(db).await;
    let member = |at: usize| Member {
        name: format!("m{at}"),
        is_owner: at < 4,
        of_residents_committee: at >= 4,
        is_chair: at == 6,
    };
    let draft = Draft {
        preset: "beijing".to_owned(),
        number: "街发〔2026〕9号".to_owned(),
        since: "2026-11-01".parse().unwrap(),
        term_years: 2,
        members: (0..7).map(member).collect(),
    };
    let site = &house.compounds.site;
    let by = By::everywhere(account("supervisor-gyq"));
    let ids = (ESTATES[6].id(), Id::derived("test", "interim"));
    let mut tx = db.write().await.unwrap();
    interim::set_up(&mut tx, site, &by, ids, &draft)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    house
}

async fn sound(db: &Db, keys: &Keys) -> Proven {
    match proof::verify_rows(db, keys).await.unwrap() {
        Held::Sound(proven) => proven.decided,
        Held::Broken(wrong) => panic!("{wrong:?}"),
    }
}

async fn found(tx: &mut Tx, keys: &Keys) -> Option<Wrong> {
    let held = proof::verify_rows_in(tx, keys).await.unwrap();
    held.into_wrong()
}

on_both_databases! { MIGRATIONS;
    async fn forged_rows_of_what_was_decided_are_named(db: Db) {
        let house = house_of(&db).await;
        let keys = &house.compounds.site.keys;
        let proven = sound(&db, keys).await;
        assert!(proven.elections > 1 && proven.interim == 1, "{proven:?}");
        assert!(proven.rules > 1 && proven.cases > 1, "{proven:?}");
        assert_eq!(proven.unproven, 0);
        for (forge, named) in [ELECTIONS, RULES, CASES].concat() {
            let mut tx = db.write().await.unwrap();
            assert!(run(&mut tx, forge).await > 0, "{forge}");
            let wrong = found(&mut tx, keys).await;
            let wrong = wrong.unwrap_or_else(|| panic!("{forge} was not found"));
            let column = wrong.differs.as_ref().map_or("", |it| it.column);
            assert_eq!([wrong.fault.why, wrong.table, column], named, "{forge}: {wrong:?}");
            let subject = wrong.fault.subject.unwrap().to_string();
            let is_named = wrong.key.starts_with(&subject) || wrong.table == "mediation_party";
            assert!(is_named && !wrong.key.is_empty(), "{forge}: {wrong:?}");
        }
        assert_eq!(sound(&db, keys).await, proven, "all was undone");
    }

    async fn what_was_written_before_there_were_digests_is_counted(db: Db) {
        let house = house_of(&db).await;
        let keys = &house.compounds.site.keys;
        let before = sound(&db, keys).await;
        let mut tx = db.write().await.unwrap();
        // A key of another name is what an older row looks like: it has no proof.
        run(&mut tx, "UPDATE journal SET body = replace(replace(body, '\"proof\":', '\"older\":'), '\"words\":', '\"was\":')
            WHERE subject_kind IN ('election', 'interim_committee', 'house_rules', 'mediation')").await;
        tx.commit().await.unwrap();
        let proven = sound(&db, keys).await;
        assert_eq!(proven.elections + proven.interim + proven.rules + proven.cases, 0);
        let all = before.elections + before.interim + before.rules + before.cases;
        assert_eq!(proven.unproven, all);
        // What follows from events or from the seal is held there too.
        for (forge, named) in [
            ("UPDATE election SET state = 'withdrawn' WHERE state <> 'withdrawn'", "state"),
            ("UPDATE house_rule SET from_on = '2099-01-01' WHERE from_on IS NOT NULL", "from_on"),
            ("UPDATE mediation_case SET outcome = 'confirmed'", "outcome"),
            ("DELETE FROM mediation_text WHERE kind = 'summary'", ""),
        ] {
            let mut tx = db.write().await.unwrap();
            run(&mut tx, forge).await;
            let wrong = found(&mut tx, keys).await;
            let wrong = wrong.unwrap_or_else(|| panic!("{forge} was not found"));
            assert_eq!(wrong.differs.as_ref().map_or("", |it| it.column), named, "{wrong:?}");
        }
    }

    async fn a_forgotten_case_is_sound_and_what_comes_back_of_it_is_found(db: Db) {
        let house = House::with_demo(&db).await;
        let keys = &house.compounds.site.keys;
        let cases = sound(&db, keys).await.cases;
        let by = By::everywhere(account("mediator"));
        let renovation = Id::derived("huiyin demo mediation", "renovation");
        mediation::forget(&house.compounds, &by, renovation).await.unwrap();
        assert_eq!(sound(&db, keys).await.cases, cases);
        let mut tx = db.write().await.unwrap();
        let back = "INSERT INTO mediation_text (case_id, version, kind, body_sealed)
            SELECT c.id, 1, 'summary', t.body_sealed FROM mediation_case c, mediation_text t
            WHERE c.forgotten = 1 AND t.version = 1 AND t.case_id = (SELECT MAX(o.case_id) FROM mediation_text o)";
        assert_eq!(run(&mut tx, back).await, 1);
        let wrong = found(&mut tx, keys).await.unwrap();
        assert_eq!((wrong.fault.why, wrong.table), ("words of a case were added", "mediation_text"));
        assert_eq!(wrong.fault.subject, Some(renovation));
    }
}
