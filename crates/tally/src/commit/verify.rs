//! The verifier, which stands alone: it reads nothing but the file.

use std::collections::HashSet;

use huiyin_kernel::FloorArea;
use serde::Serialize;

use super::ballot::{self, Mark};
use super::finding::Finding;
use super::merkle;
use super::published::{FORMAT, PublishedBallot, PublishedItem, PublishedVote};
use super::seal::MAX_ITEMS;
use crate::bounds::MAX_BALLOTS;
use crate::deemed;
use crate::outcome::{Outcome, Pair};

/// What was checked, and what was found wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    pub vote: String,
    pub title: String,
    pub head: String,
    pub ballots: usize,
    pub items: usize,
    /// Every area was opened, so areas were added up to the hundredth and not only bounded.
    pub areas_exact: bool,
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn is_fine(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Checks a published vote: that its ballots are those that were sealed, that they add up to the
/// result, and that the result follows from the figures.
pub fn verify(published: &PublishedVote) -> Report {
    let mut report = Report {
        vote: published.vote.clone(),
        title: published.title.clone(),
        head: published.head.to_string(),
        ballots: published.ballots.len(),
        items: published.items.len(),
        areas_exact: published.ballots.iter().all(|it| it.opening.is_some()),
        findings: Vec::new(),
    };
    if published.format != FORMAT {
        report.findings.push(Finding::FormatUnknown);
        return report;
    }
    let classes = published.classes.len();
    if published.ballots.len() > MAX_BALLOTS
        || published.items.len() > MAX_ITEMS
        || classes > published.ballots.len()
    {
        report.findings.push(Finding::TooLarge);
        return report;
    }
    report.findings = ballots(published);
    if report.findings.is_empty() {
        report.findings.extend(sealed(published));
        for (at, item) in published.items.iter().enumerate() {
            report.findings.extend(sums(published, at, item));
            report.findings.extend(verdicts(item));
        }
    }
    report
}

/// Whether each ballot is whole and its own; the sums below rely on it.
fn ballots(published: &PublishedVote) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen = HashSet::new();
    let mut of_class = vec![0; published.classes.len()];
    for ballot in &published.ballots {
        let serial = ballot.serial;
        if !seen.insert(serial) {
            findings.push(Finding::SerialTwice { serial });
        }
        if ballot.marks.len() != published.items.len() {
            findings.push(Finding::BallotNotWhole { serial });
        }
        match of_class.get_mut(ballot.class) {
            Some(count) => *count += 1,
            None => findings.push(Finding::ClassUnknown { serial }),
        }
        if !opens(published, ballot) {
            findings.push(Finding::OpeningWrong { serial });
        }
    }
    for (class, (said, found)) in published.classes.iter().zip(of_class).enumerate() {
        let said = said.ballots;
        if said != found {
            findings.push(Finding::ClassCount { class, said, found });
        }
    }
    findings
}

/// Whether an opening, where there is one, is of this ballot and of its class.
fn opens(published: &PublishedVote, ballot: &PublishedBallot) -> bool {
    let Some(opening) = &ballot.opening else {
        return true;
    };
    let class = published.classes.get(ballot.class);
    let most = opening.areas.iter().copied().max().unwrap_or_default();
    let inside = class.is_some_and(|class| (class.from..=class.to).contains(&most));
    let asked = || {
        let mut both = ballot.marks.iter().zip(&opening.areas);
        both.all(|(mark, area)| (*mark == Mark::NotAsked) == area.is_zero())
    };
    inside
        && opening.areas.len() == ballot.marks.len()
        && asked()
        && opening.commitment(&published.vote, ballot.serial) == ballot.areas
}

/// Rule of the commitment: the ballots, in the order of their serials, lead to the posted head.
fn sealed(published: &PublishedVote) -> Option<Finding> {
    let mut rows: Vec<&PublishedBallot> = published.ballots.iter().collect();
    rows.sort_unstable_by_key(|it| it.serial);
    let leaves: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let class = published.classes[row.class];
            let class = (class.from, class.to);
            ballot::leaf(&published.vote, row.serial, &row.marks, class, row.areas)
        })
        .collect();
    let names = published.items.iter().map(|it| it.id.as_str());
    let root = merkle::root(&leaves);
    let found = ballot::head(&published.vote, names, leaves.len() as u64, root);
    let posted = published.head;
    (found != posted).then_some(Finding::HeadDiffers { posted, found })
}

/// The persons of one mark, and between which areas their sum must lie.
#[derive(Default)]
struct Heap {
    persons: u32,
    least: i128,
    most: i128,
}

fn sums(published: &PublishedVote, at: usize, item: &PublishedItem) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (mark, said) in [
        (Mark::Yes, item.result.yes),
        (Mark::No, item.result.no),
        (Mark::Abstain, item.result.abstain),
        (Mark::Invalid, item.result.invalid),
    ] {
        let heap = heap(published, at, item, mark);
        if heap.persons != said.persons {
            findings.push(Finding::PersonsDiffer {
                item: item.id.clone(),
                mark,
                said: said.persons,
                found: heap.persons,
            });
        }
        let area = said.area.hundredths();
        if !(heap.least..=heap.most).contains(&i128::from(area)) {
            findings.push(Finding::AreaDiffers {
                item: item.id.clone(),
                mark,
                said: area,
                least: clamped(heap.least),
                most: clamped(heap.most),
            });
        }
    }
    findings
}

fn heap(published: &PublishedVote, at: usize, item: &PublishedItem, mark: Mark) -> Heap {
    let mut heap = Heap::default();
    for ballot in published.ballots.iter().filter(|it| it.marks[at] == mark) {
        let class = published.classes[ballot.class];
        let (least, most) = match &ballot.opening {
            Some(opening) => (opening.areas[at], opening.areas[at]),
            None if item.of_part => (FloorArea::ZERO, class.to),
            None => (class.from, class.to),
        };
        heap.persons = heap.persons.saturating_add(1);
        heap.least += i128::from(least.hundredths());
        heap.most += i128::from(most.hundredths());
    }
    heap
}

fn clamped(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(i64::MAX)
}

/// Whether the figures of an item add up, and lead to what was published.
fn verdicts(item: &PublishedItem) -> Vec<Finding> {
    let (said, name) = (&item.result, || item.id.clone());
    let mut findings = Vec::new();
    if !adds_up(item, said) {
        findings.push(Finding::SumsDiffer { item: name() });
    }
    let strict = item
        .threshold
        .verdict(said.total, said.participated, said.yes);
    if (strict.quorum, strict.passed) != (said.quorum, said.passed) {
        findings.push(Finding::VerdictDiffers { item: name() });
    }
    if deemed::verdict(item.deemed, item.threshold, said) != said.deemed {
        findings.push(Finding::DeemedDiffers { item: name() });
    }
    findings
}

fn adds_up(item: &PublishedItem, said: &Outcome) -> bool {
    let sum = |parts: &[Pair]| {
        let mut parts = parts.iter();
        parts.try_fold(Pair::default(), |sum, part| sum.plus(*part))
    };
    let void = |counted: bool| {
        if item.invalid_counts_as_participation == counted {
            said.invalid
        } else {
            Pair::default()
        }
    };
    let participated = sum(&[said.yes, said.no, said.abstain, void(true)]);
    let accounted = sum(&[said.participated, void(false), said.silent_delivered]);
    participated == Some(said.participated)
        && accounted.is_some_and(|it| said.total.minus(it).is_some())
}
