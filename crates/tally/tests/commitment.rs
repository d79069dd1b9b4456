//! What a commitment proves, and that forged files and receipts are found out.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use huiyin_kernel::FloorArea;
use huiyin_tally::commit::{
    CastBallot, Digest, Finding, Hex, ItemResult, Mark, PublishedVote, ReceiptError, SealError,
    SealedVote, seal, verify,
};
use huiyin_tally::{
    Ballot, Case, Choice, Deemed, Kind, Outcome, Rules, Threshold, Unit, UnitState, tally,
};

const VOTERS: u8 = 60;

fn area(at: u8) -> FloorArea {
    FloorArea::from_hundredths(7_000 + 61 * i64::from(at)).unwrap()
}

fn choice(at: u8, item: u8) -> Choice {
    match (at.wrapping_mul(7).wrapping_add(item)) % 10 {
        0 => Choice::Abstain,
        1 | 2 => Choice::No,
        3 if item == 1 => Choice::Invalid,
        _ => Choice::Yes,
    }
}

fn mark(choice: Choice) -> Mark {
    match choice {
        Choice::Yes => Mark::Yes,
        Choice::No => Mark::No,
        Choice::Abstain => Mark::Abstain,
        _ => Mark::Invalid,
    }
}

/// An estate of sixty homes, of which fifty returned a ballot on two items.
fn outcome(item: u8) -> Outcome {
    let units = (0..VOTERS).map(|at| Unit {
        id: format!("u{at}"),
        kind: Kind::Dwelling,
        area: area(at),
        state: UnitState::Delivered,
        owners: vec![format!("o{at}")],
        block: None,
    });
    let ballots = (0..VOTERS).map(|at| Ballot {
        voter: format!("o{at}"),
        choice: (at < 50).then(|| choice(at, item)),
        delivered: true,
    });
    let case = Case {
        rules: Rules {
            deemed: Deemed::Majority,
            ..Rules::plain(Threshold::Ordinary)
        },
        total_area: None,
        units: units.collect(),
        ballots: ballots.collect(),
    };
    tally(&case).unwrap()
}

fn cast() -> Vec<CastBallot> {
    let ballots = (0..50).map(|at: u8| CastBallot {
        serial: Hex([at.wrapping_mul(149); 16]),
        blinding: Hex([at; 32]),
        marks: (0..2).map(|item| mark(choice(at, item))).collect(),
        areas: vec![area(at); 2],
    });
    ballots.collect()
}

fn items() -> Vec<String> {
    vec!["lift".to_owned(), "fund".to_owned()]
}

fn sealed() -> SealedVote {
    seal("vote-1", &items(), &cast()).unwrap()
}

fn published() -> PublishedVote {
    let results = (0..2).map(|item| ItemResult {
        title: format!("Item {item}"),
        threshold: Threshold::Ordinary,
        deemed: Deemed::Majority,
        invalid_counts_as_participation: false,
        of_part: false,
        result: outcome(item),
    });
    PublishedVote::of(&sealed(), "A vote", results.collect()).unwrap()
}

#[test]
fn a_published_vote_survives_paper_and_proves_itself() {
    let vote = published();
    let text = serde_json::to_string(&vote).unwrap();
    let read: PublishedVote = serde_json::from_str(&text).unwrap();
    let report = verify(&read);
    assert!(report.is_fine(), "{:?}", report.findings);
    assert!(!report.areas_exact);
    // No exact area of any home stands among the ballots.
    let rows = serde_json::to_string(&vote.ballots).unwrap();
    assert!((0..50).all(|at| !rows.contains(&area(at).to_string())));
    let report = verify(&vote.opened(&sealed()));
    assert!(
        report.is_fine() && report.areas_exact,
        "{:?}",
        report.findings
    );
}

#[test]
fn the_order_of_ballots_never_matters() {
    let mut turned = cast();
    turned.reverse();
    assert_eq!(seal("vote-1", &items(), &turned).unwrap(), sealed());
    let mut vote = published();
    vote.ballots.rotate_left(13);
    assert!(verify(&vote).is_fine());
}

fn first(change: impl FnOnce(&mut PublishedVote)) -> Option<Finding> {
    let mut vote = published();
    change(&mut vote);
    verify(&vote).findings.into_iter().next()
}

#[test]
fn whatever_is_changed_is_found() {
    let head = |found: Option<Finding>| matches!(found, Some(Finding::HeadDiffers { .. }));
    let flip = |mark| {
        if mark == Mark::Yes {
            Mark::No
        } else {
            Mark::Yes
        }
    };
    assert!(head(first(
        |it| it.ballots[4].marks[0] = flip(it.ballots[4].marks[0])
    )));
    assert!(head(first(|it| it.ballots[4].areas = Hex([1; 32]))));
    assert!(head(first(|it| it.ballots[4].serial = Hex([250; 16]))));
    assert!(head(first(|it| it.vote.push('x'))));
    assert!(head(first(|it| it.items[1].id.push('x'))));
    assert!(head(first(
        |it| it.classes[0].to = FloorArea::from_hundredths(999_900).unwrap()
    )));
    let taken = first(|it| it.ballots.truncate(49));
    assert!(matches!(taken, Some(Finding::ClassCount { .. })));
    let twice = first(|it| it.ballots.push(it.ballots[0].clone()));
    assert!(matches!(twice, Some(Finding::SerialTwice { .. })));
    assert!(matches!(
        first(|it| it.ballots[0].class = 99),
        Some(Finding::ClassUnknown { .. })
    ));
    assert!(matches!(
        first(|it| it.ballots[0].marks.truncate(1)),
        Some(Finding::BallotNotWhole { .. })
    ));
    assert_eq!(first(|it| it.format.clear()), Some(Finding::FormatUnknown));
}

#[test]
fn a_result_that_the_ballots_do_not_bear_is_found() {
    let moved = first(|it| {
        it.items[0].result.yes.persons += 1;
        it.items[0].result.no.persons -= 1;
    });
    assert!(matches!(moved, Some(Finding::PersonsDiffer { said, found, .. }) if said == found + 1));
    let inflated = first(|it| {
        let yes = &mut it.items[0].result.yes.area;
        *yes = FloorArea::from_hundredths(yes.hundredths() * 2).unwrap();
    });
    assert!(matches!(inflated, Some(Finding::AreaDiffers { .. })));
    let passed = first(|it| it.items[1].result.passed = !it.items[1].result.passed);
    assert_eq!(
        passed,
        Some(Finding::VerdictDiffers {
            item: "fund".to_owned()
        })
    );
    let deemed = first(|it| it.items[1].result.deemed = None);
    assert_eq!(
        deemed,
        Some(Finding::DeemedDiffers {
            item: "fund".to_owned()
        })
    );
    let lost = first(|it| it.items[0].result.total.persons = 1);
    assert!(matches!(lost, Some(Finding::SumsDiffer { .. })));
    let opened = |change: fn(&mut PublishedVote)| {
        let mut vote = published().opened(&sealed());
        change(&mut vote);
        verify(&vote).findings
    };
    let other_area = opened(|it| {
        let opening = it.ballots[0].opening.as_mut().unwrap();
        opening.areas[0] = FloorArea::from_hundredths(7_001).unwrap();
    });
    assert!(matches!(other_area[..], [Finding::OpeningWrong { .. }]));
    let one_hundredth = opened(|it| {
        let yes = &mut it.items[0].result.yes.area;
        *yes = FloorArea::from_hundredths(yes.hundredths() + 1).unwrap();
    });
    assert!(matches!(one_hundredth[0], Finding::AreaDiffers { .. }));
}

#[test]
fn every_owner_finds_their_ballot_and_nobody_finds_another() {
    let (sealed, cast) = (sealed(), cast());
    for ballot in &cast {
        let receipt = sealed.receipt(ballot.serial).unwrap();
        assert_eq!(receipt.check(sealed.head()), Ok(()));
        assert_eq!(
            (&receipt.marks, &receipt.opening.areas),
            (&ballot.marks, &ballot.areas)
        );
        let text = serde_json::to_string(&receipt).unwrap();
        assert_eq!(
            serde_json::from_str::<huiyin_tally::commit::Receipt>(&text).unwrap(),
            receipt
        );
        let mut forged = receipt.clone();
        forged.marks[0] = Mark::NotAsked;
        assert_eq!(forged.check(sealed.head()), Err(ReceiptError::NotSealed));
        let mut forged = receipt.clone();
        forged.opening.areas[0] = forged.from;
        forged.opening.areas[1] = forged.to;
        assert_eq!(forged.check(sealed.head()), Err(ReceiptError::NotSealed));
        let mut forged = receipt.clone();
        forged.opening.areas = vec![FloorArea::from_hundredths(1).unwrap(); 2];
        assert_eq!(forged.check(sealed.head()), Err(ReceiptError::OutsideClass));
        let mut forged = receipt.clone();
        forged.place = (forged.place + 1) % forged.ballots;
        assert_eq!(forged.check(sealed.head()), Err(ReceiptError::NotSealed));
        let mut forged = receipt.clone();
        forged.ballots += 1;
        assert_eq!(forged.check(sealed.head()), Err(ReceiptError::NotSealed));
        let mut forged = receipt;
        forged.path.clear();
        assert_eq!(forged.check(sealed.head()), Err(ReceiptError::NotSealed));
        forged.marks.clear();
        assert_eq!(forged.check(sealed.head()), Err(ReceiptError::NotWhole));
    }
    assert_eq!(
        sealed.receipt("000102030405060708090a0b0c0d0e0f".parse().unwrap()),
        None
    );
    let other: Digest = seal("vote-2", &items(), &cast).unwrap().head();
    let receipt = sealed.receipt(cast[0].serial).unwrap();
    assert_eq!(receipt.check(other), Err(ReceiptError::NotSealed));
}

#[test]
fn what_cannot_be_sealed_is_named() {
    let serial = Hex([0; 16]);
    let changed = |change: fn(&mut Vec<CastBallot>)| {
        let mut cast = cast();
        change(&mut cast);
        seal("vote-1", &items(), &cast).map(|it| it.head())
    };
    assert_eq!(
        changed(|it| it[1].serial = it[0].serial),
        Err(SealError::SerialTwice(serial))
    );
    assert_eq!(
        changed(|it| it[0].marks.truncate(1)),
        Err(SealError::NotWhole(serial))
    );
    assert_eq!(
        changed(|it| it[0].areas[1] = FloorArea::ZERO),
        Err(SealError::AreaMisplaced(serial))
    );
    assert_eq!(
        changed(|it| it[0].marks[1] = Mark::NotAsked),
        Err(SealError::AreaMisplaced(serial))
    );
    assert_eq!(seal("v", &[], &[]), Err(SealError::Items));
    assert_eq!(seal("", &items(), &[]), Err(SealError::Items));
    assert_eq!(
        seal("v", &vec!["a".to_owned(); 2], &[]),
        Err(SealError::Items)
    );
    assert!(
        changed(Vec::clear).is_ok(),
        "nobody returned a ballot: that is sealed too"
    );
}
