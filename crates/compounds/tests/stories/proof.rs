//! What was changed behind the program's back is found by the journal: lines of books, rolls and
//! ballots of votes, and whatever was taken away as a whole.

use huiyin_books::Problem;
use huiyin_compounds::HEADS;
use huiyin_compounds::ops::ledger;
use huiyin_compounds::proof::{self, Checked, Proven};
use huiyin_db::seal::{self, Fault, Held, Verdict};
use huiyin_db::{Query, Tx, args, on_both_databases};

use crate::house::{House, MIGRATIONS};

/// The columns of a line beside its number.
const ONE_MORE: &str = "INSERT INTO ledger_line (book_id, number, on_day, account, kind, what, amount, cost, tax, net,
        into_account, is_urgent, payer, said, evidence, evidence_blob, contract, decision, reverses, flags,
        posted_at, posted_by)
    SELECT book_id, number + 1000, on_day, account, kind, what, amount, cost, tax, net, into_account, is_urgent,
        payer, said, evidence, evidence_blob, contract, decision, reverses, flags, posted_at, posted_by
    FROM ledger_line WHERE number = 1";

/// What is done to the store, and how the fault begins.
const FORGED: &[(&str, &str)] = &[
    (
        "UPDATE ledger_line SET amount = amount + 100, net = net + 100 WHERE what = 'income'",
        "a line of the book was altered",
    ),
    (
        "UPDATE ledger_line SET on_day = '1999-01-01' WHERE number = 1",
        "a line of the book was altered",
    ),
    (
        "UPDATE ledger_line SET number = number + 1000 WHERE number = 12",
        "a line of the book was removed",
    ),
    (ONE_MORE, "a line was added to the book"),
    (
        "UPDATE ledger_behind SET vote_id = (SELECT MIN(id) FROM vote), item_place = 0",
        "a line of the book was altered",
    ),
    (
        "INSERT INTO ledger_behind (book_id, line_number, from_register)
        SELECT book_id, number, 1 FROM ledger_line WHERE number = 1",
        "a line of the book was altered",
    ),
    (
        "DELETE FROM ledger_behind",
        "a line of the book was altered",
    ),
    (
        "UPDATE ledger_book SET last_number = last_number + 1",
        "the last number of the book was altered",
    ),
    (
        "DELETE FROM tripartite_edition WHERE edition = 1",
        "a published extract of the meeting was removed",
    ),
    (
        "UPDATE vote_voter SET area = area + 1 WHERE number = 1",
        "its roll is not the one that was fixed",
    ),
    (
        "UPDATE vote_count SET root = 'f' || substr(root, 1, 63)",
        "the commitment to its ballots was altered",
    ),
    (
        "DELETE FROM vote_count",
        "the commitment to its ballots is gone",
    ),
    (
        "UPDATE vote_count SET published = '' WHERE published <> ''",
        "its published ballots are gone",
    ),
    (
        "UPDATE vote_count SET published = replace(published, '\"no\"', '\"yes\"') WHERE published <> ''",
        "its published ballots",
    ),
];

/// Rows of the register and of the table: what is done, what is said, the table and the column.
const FORGED_ROWS: &[(&str, [&str; 3])] = &[
    (
        "UPDATE estate_unit SET area_centi = area_centi + 1",
        ["the unit was altered", "estate_unit", ""],
    ),
    (
        "UPDATE estate_unit SET kind = 'shop' WHERE kind = 'dwelling'",
        ["the unit was altered", "estate_unit", ""],
    ),
    (
        "UPDATE estate_unit SET delivery = 'unsold' WHERE delivery <> 'unsold'",
        ["the unit was altered", "estate_unit", ""],
    ),
    (
        "UPDATE estate_unit SET representative_id = id",
        ["a column of its row was altered", "estate_unit", "representative_id"],
    ),
    (
        "UPDATE estate_holding SET from_on = '1999-01-01'",
        ["somebody was made an owner", "estate_holding", ""],
    ),
    (
        "UPDATE estate_holding SET until_on = '2099-01-01' WHERE until_on IS NULL",
        ["when or where somebody owned was altered", "estate_holding", "until_on"],
    ),
    (
        "UPDATE estate_holding SET created_by = 'system!'",
        ["when or where somebody owned was altered", "estate_holding", "created_by"],
    ),
    (
        "UPDATE estate_holding SET owner_id = (SELECT MAX(o.id) FROM estate_owner o
            WHERE o.id <> estate_holding.owner_id)
        WHERE id = (SELECT MIN(h.id) FROM estate_holding h)",
        ["somebody was made an owner", "estate_holding", ""],
    ),
    (
        "DELETE FROM estate_holding WHERE id = (SELECT MIN(h.id) FROM estate_holding h)",
        ["an owner of the unit was removed", "estate_holding", ""],
    ),
    (
        "INSERT INTO estate_holding (id, estate_id, unit_id, owner_id, from_on, until_on, created_by, created_at)
        SELECT '9' || substr(id, 2), estate_id, unit_id, owner_id, from_on, until_on, created_by, created_at
        FROM estate_holding WHERE id = (SELECT MIN(h.id) FROM estate_holding h)",
        ["somebody was made an owner", "estate_holding", ""],
    ),
    (
        "UPDATE tripartite_meeting SET model = replace(model, '\"editions\":1', '\"editions\":9')
        WHERE model LIKE '%\"editions\":1%'",
        ["the meeting was altered", "tripartite_meeting", ""],
    ),
    (
        "UPDATE tripartite_meeting SET state = 'planned' WHERE state <> 'planned'",
        ["a column of its row was altered", "tripartite_meeting", "state"],
    ),
    (
        "UPDATE tripartite_decision SET due_on = '2001-01-01'",
        ["a decision was altered", "tripartite_decision", "due_on"],
    ),
    (
        "UPDATE tripartite_decision SET body = '{}'",
        ["a decision was altered", "tripartite_decision", "body"],
    ),
    (
        "DELETE FROM tripartite_decision",
        ["a decision was removed", "tripartite_decision", ""],
    ),
    (
        "INSERT INTO tripartite_decision (id, meeting_id, estate_id, way, state, due_on, body)
        SELECT '9' || substr(id, 2), meeting_id, estate_id, way, state, due_on, body FROM tripartite_decision
        WHERE id = (SELECT MIN(d.id) FROM tripartite_decision d)",
        ["a decision was added", "tripartite_decision", ""],
    ),
];

/// Whole subjects with all that hangs on them, the subject last.
const GONE: &[&[&str]] = &[
    &[
        "DELETE FROM ledger_share",
        "DELETE FROM ledger_behind",
        "DELETE FROM ledger_audit",
        "DELETE FROM ledger_bank_row",
        "DELETE FROM ledger_bank_file",
        "DELETE FROM ledger_closing",
        "DELETE FROM ledger_month",
        "DELETE FROM ledger_line",
        "DELETE FROM ledger_account",
        "DELETE FROM money_question",
        "DELETE FROM money_notice",
        "DELETE FROM ledger_book",
    ],
    &["DELETE FROM money_question", "DELETE FROM money_notice"],
    &[
        "DELETE FROM vote_ballot",
        "DELETE FROM vote_voter",
        "DELETE FROM vote_objection",
        "DELETE FROM vote_note",
        "DELETE FROM vote_count",
        "DELETE FROM vote",
    ],
    &["DELETE FROM election"],
    &["DELETE FROM house_rule"],
    &[
        "DELETE FROM tripartite_decision",
        "DELETE FROM tripartite_edition",
        "DELETE FROM tripartite_meeting",
    ],
    &[
        "DELETE FROM mediation_reveal",
        "DELETE FROM mediation_text",
        "DELETE FROM mediation_party",
        "DELETE FROM mediation_case",
    ],
];

pub async fn run(tx: &mut Tx, sql: &'static str) -> u64 {
    let query = Query::same("test::FORGE", sql);
    let done = tx.execute(query, args![]).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

fn fault_of(verdict: Verdict) -> Option<Fault> {
    match verdict {
        Verdict::Broken(fault) => Some(fault),
        Verdict::Sound { .. } => None,
    }
}

on_both_databases! { MIGRATIONS;
    async fn a_sound_district_is_called_sound(db: Db) {
        let house = House::with_demo(&db).await;
        let Checked::Sound(Proven { lines, votes }) = proof::verify(&db).await.unwrap() else {
            panic!("{:?}", proof::verify(&db).await);
        };
        assert_eq!(lines, 24);
        assert!(votes > 10, "{votes}");
        let keys = &house.compounds.site.keys;
        assert_eq!(fault_of(seal::verify(&db, keys, HEADS).await.unwrap()), None);
    }

    async fn forged_lines_rolls_and_ballots_are_found(db: Db) {
        let _house = House::with_demo(&db).await;
        for (forge, why) in FORGED {
            let mut tx = db.write().await.unwrap();
            assert!(run(&mut tx, forge).await > 0, "{forge}");
            let Checked::Broken(fault) = proof::verify_in(&mut tx).await.unwrap() else {
                panic!("{forge} was not found");
            };
            assert!(fault.why.starts_with(why) && fault.subject.is_some(), "{forge}: {fault:?}");
        }
        assert!(matches!(proof::verify(&db).await.unwrap(), Checked::Sound(_)), "all was undone");
    }

    async fn forged_rows_of_the_register_and_the_table_are_named(db: Db) {
        let house = House::with_demo(&db).await;
        let keys = &house.compounds.site.keys;
        let Held::Sound(proven) = proof::verify_rows(&db, keys).await.unwrap() else {
            panic!("{:?}", proof::verify_rows(&db, keys).await);
        };
        assert!(proven.register.units > 0 && proven.register.holdings > 0, "{proven:?}");
        assert!(proven.table.meetings > 0 && proven.table.decisions > 0, "{proven:?}");
        assert_eq!(proven.unproven(), 0);
        for (forge, named) in FORGED_ROWS {
            let mut tx = db.write().await.unwrap();
            assert!(run(&mut tx, forge).await > 0, "{forge}");
            let found = proof::verify_rows_in(&mut tx, keys).await.unwrap().into_wrong();
            let wrong = found.unwrap_or_else(|| panic!("{forge} was not found"));
            let column = wrong.differs.as_ref().map_or("", |it| it.column);
            assert_eq!([wrong.fault.why, wrong.table, column], *named, "{forge}: {wrong:?}");
        }
        assert!(proof::verify_rows(&db, keys).await.unwrap().into_wrong().is_none(), "all was undone");
    }

    async fn units_from_before_there_were_digests_are_counted_and_their_owners_held(db: Db) {
        let house = House::with_demo(&db).await;
        let keys = &house.compounds.site.keys;
        let mut tx = db.write().await.unwrap();
        // A key of another name is what an older row looks like: it has no proof.
        run(&mut tx, "UPDATE journal SET body = replace(body, '\"proof\":', '\"older\":')
            WHERE subject_kind = 'estate_unit'").await;
        let Held::Sound(proven) = proof::verify_rows_in(&mut tx, keys).await.unwrap() else {
            panic!("called broken");
        };
        assert_eq!(proven.register.units, 0);
        assert!(proven.unproven() > 0 && proven.register.holdings > 0, "{proven:?}");
        run(&mut tx, "DELETE FROM estate_holding WHERE id = (SELECT MIN(h.id) FROM estate_holding h)").await;
        let wrong = proof::verify_rows_in(&mut tx, keys).await.unwrap().into_wrong().unwrap();
        assert_eq!(wrong.fault.why, "an owner of the unit was removed");
    }

    async fn whatever_is_taken_away_as_a_whole_is_missed(db: Db) {
        let house = House::with_demo(&db).await;
        let keys = &house.compounds.site.keys;
        for all in GONE {
            let mut tx = db.write().await.unwrap();
            let mut gone = 0;
            for sql in *all {
                gone = run(&mut tx, sql).await;
            }
            assert!(gone > 0, "{all:?}");
            let fault = fault_of(seal::verify_in(&mut tx, keys, HEADS).await.unwrap());
            let fault = fault.unwrap_or_else(|| panic!("{all:?} was not missed"));
            assert_eq!(fault.why, "the subject is gone, its history is left", "{all:?}");
            assert!(fault.subject.is_some() && fault.at.is_some(), "{fault:?}");
        }
    }

    async fn the_check_of_books_names_changed_lines_and_books_that_are_gone(db: Db) {
        let _house = House::with_demo(&db).await;
        let mut tx = db.write().await.unwrap();
        run(&mut tx, FORGED[0].0).await;
        tx.commit().await.unwrap();
        let checked = ledger::check_all(&db).await.unwrap();
        let reports = checked.into_iter().map(|(_, report)| report.unwrap());
        let found: Vec<_> = reports.flat_map(|it| it.findings).collect();
        let named = found.iter().find(|it| it.problem == Problem::NotAsPosted);
        let named = named.unwrap_or_else(|| panic!("{found:?}"));
        assert!(named.line.is_some() && named.found.is_some(), "{named:?}");
        let mut tx = db.write().await.unwrap();
        for sql in GONE[0] {
            run(&mut tx, sql).await;
        }
        tx.commit().await.unwrap();
        let checked = ledger::check_all(&db).await.unwrap();
        assert!(!checked.is_empty());
        for (book, report) in checked {
            assert_eq!(report.unwrap().findings[0].problem, Problem::BookGone, "{book}");
        }
    }
}
