//! What was changed behind the program's back is found by the journal: lines of books, rolls and
//! ballots of votes, and whatever was taken away as a whole.

use huiyin_books::Problem;
use huiyin_compounds::HEADS;
use huiyin_compounds::ops::ledger;
use huiyin_compounds::proof::{self, Checked, Proven};
use huiyin_db::seal::{self, Fault, Verdict};
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

async fn run(tx: &mut Tx, sql: &'static str) -> u64 {
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
