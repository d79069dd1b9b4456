//! Input that makes no sense is refused by name, and never panics.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use huiyin_tally::{Case, DEVELOPER, TallyError, tally};
use serde_json::{Value, json};

fn unit(id: &str, area: &str, owners: &[&str]) -> Value {
    json!({"id": id, "kind": "dwelling", "area": area, "state": "delivered", "owners": owners})
}

fn case(units: &[Value], ballots: &Value) -> Value {
    json!({"rules": {"threshold": "ordinary"}, "units": units, "ballots": ballots})
}

fn refused(case: Value) -> TallyError {
    tally(&serde_json::from_value::<Case>(case).unwrap()).unwrap_err()
}

fn unread(case: Value) -> String {
    serde_json::from_value::<Case>(case)
        .unwrap_err()
        .to_string()
}

#[test]
fn a_roll_that_makes_no_sense_is_named() {
    let none = json!([]);
    let one = || unit("u1", "80.00", &["a"]);
    assert_eq!(refused(case(&[], &none)), TallyError::NobodyMayDecide);
    assert_eq!(
        refused(case(&[one(), one()], &none)),
        TallyError::UnitTwice("u1".into())
    );
    let zero = unit("u1", "0.00", &["a"]);
    assert_eq!(
        refused(case(&[zero], &none)),
        TallyError::UnitWithoutArea("u1".into())
    );
    let nobody = unit("u1", "80.00", &[]);
    assert_eq!(
        refused(case(&[nobody], &none)),
        TallyError::UnitWithoutOwner("u1".into())
    );
    let plus = unit("u1", "80.00", &["a+b"]);
    assert_eq!(
        refused(case(&[plus], &none)),
        TallyError::OwnerWithPlus("a+b".into())
    );
    let nameless = unit("u1", "80.00", &[""]);
    assert!(matches!(
        refused(case(&[nameless], &none)),
        TallyError::NameUnusable { .. }
    ));
    let mut wrong_sum = case(&[one()], &none);
    wrong_sum["total_area"] = json!("80.01");
    assert_eq!(
        refused(wrong_sum).to_string(),
        "the areas add up to 80.00 m2, but the roll says 80.01 m2"
    );
}

#[test]
fn areas_of_two_to_the_sixty_third_do_not_wrap_around() {
    let largest = "92233720368547758.07";
    let two = |owners: [&str; 2]| {
        let units = [
            unit("u1", largest, &owners[..1]),
            unit("u2", largest, &owners[1..]),
        ];
        refused(case(&units, &json!([])))
    };
    assert_eq!(two(["a", "b"]), TallyError::AreaOverflow);
    assert_eq!(two(["a", "a"]), TallyError::AreaOverflow);
    let one = case(
        &[unit("u1", largest, &["a"])],
        &json!([{"voter": "a", "choice": "yes"}]),
    );
    assert!(tally(&serde_json::from_value(one).unwrap()).unwrap().passed);
    for area in ["92233720368547758.08", "-1.00", "1.001", "1e9", ""] {
        assert!(
            unread(case(&[unit("u1", area, &["a"])], &json!([]))).contains("area"),
            "{area}"
        );
    }
}

#[test]
fn a_ballot_is_counted_once_for_one_person() {
    let units = [
        unit("u1", "80.00", &["a", "b"]),
        unit("u2", "90.00", &["c"]),
    ];
    let twice = json!([{"voter": "a+b", "choice": "yes"}, {"voter": "b+a", "choice": "no"}]);
    assert_eq!(
        refused(case(&units, &twice)),
        TallyError::BallotTwice("b+a".into())
    );
    let strangers = json!([
        {"voter": "a", "choice": "yes"}, {"voter": "tenant", "choice": "yes"},
        {"voter": DEVELOPER, "choice": "no"}, {"voter": "", "choice": "no"},
        {"voter": "c", "choice": "unresolved", "delivered": true}
    ]);
    let mut odd = case(&units, &strangers);
    odd["rules"]["deemed"] = json!("majority");
    let outcome = tally(&serde_json::from_value(odd).unwrap()).unwrap();
    assert_eq!(
        (outcome.ignored_ballots, outcome.participated.persons),
        (4, 0)
    );
    // Co-owners who contradict each other are not silent.
    assert_eq!(
        (outcome.silent_delivered.persons, outcome.absent.persons),
        (0, 2)
    );
}

#[test]
fn a_scope_names_blocks_that_exist() {
    let mut scoped = case(&[unit("u1", "80.00", &["a"])], &json!([]));
    scoped["units"][0]["block"] = json!("A");
    for (scope, error) in [
        (json!([]), TallyError::ScopeEmpty),
        (json!(["A", "B"]), TallyError::ScopeUnknown("B".into())),
    ] {
        scoped["rules"]["scope"] = scope;
        assert_eq!(refused(scoped.clone()), error);
    }
}

#[test]
fn what_is_no_case_is_not_read() {
    let plain = || case(&[unit("u1", "80.00", &["a"])], &json!([]));
    let with = |pointer: &str, value: Value| {
        let mut changed = plain();
        *changed.pointer_mut(pointer).unwrap() = value;
        unread(changed)
    };
    assert!(with("/rules", json!({"threshold": "third"})).contains("third"));
    assert!(
        with(
            "/rules",
            json!({"threshold": "ordinary", "count_parkings": true})
        )
        .contains("count_parkings")
    );
    assert!(with("/units/0/state", json!("rented")).contains("rented"));
    assert!(with("/units/0/area", json!(80.0)).contains("string"));
    assert!(with("/ballots", json!([{"voter": "a", "choice": "maybe"}])).contains("maybe"));
    let both = json!({"rules": {"threshold": "ordinary"}, "units": [],
        "generator": {"units": 1, "area_each": "1", "ballots": {}}});
    assert!(unread(both).contains("either"));
    assert!(unread(json!({"rules": {"threshold": "ordinary"}})).contains("either"));
    for (generator, said) in [
        (
            json!({"units": 3, "area_each": "1", "ballots": {"yes": 4}}),
            "4 voters",
        ),
        (
            json!({"units": 3, "area_each": "1", "ballots": {"yes": u64::MAX, "no": 9}}),
            "voters",
        ),
        (
            json!({"units": u64::MAX, "area_each": "1", "ballots": {}}),
            "at most",
        ),
    ] {
        let made = json!({"rules": {"threshold": "ordinary"}, "generator": generator});
        assert!(unread(made).contains(said), "{said}");
    }
}
