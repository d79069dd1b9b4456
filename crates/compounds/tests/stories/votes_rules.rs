//! The rules on votes, told as they are written, and the page of the states.

use huiyin_compounds::model::votes::{
    Ballot, BallotState, Channel, Clause, Evidence, Item, Mark, Marks, Matter, Meeting, Part,
    Proposal, Proposer, RollFixed, Scope, Silence, Threshold, Timetable, VoidCause, Vote, VoteAct,
    VoteActName, VoteDraft, VoteRefused, VoteSettings, VoteState, VoteStateName, Voter, VoterUnit,
};
use huiyin_compounds::rules::votes::ballots::{self, Incoming, Taken};
use huiyin_compounds::rules::votes::{self as rules, VoteFacts, decide};
use huiyin_compounds::rules::votes::{batch, printing, settling};
use huiyin_kernel::{Date, Id, Instant, Lang};
use huiyin_web::Texts;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

fn id(name: &str) -> Id {
    Id::derived("test votes", name)
}

fn item(matter: Matter) -> Item {
    Item {
        title: "更换电梯".to_owned(),
        text: "更换二栋两部电梯。".to_owned(),
        matter,
        consequence: "通过后使用维修资金。".to_owned(),
        scope: Scope::Estate,
    }
}

fn settings() -> VoteSettings {
    VoteSettings {
        preset: "hangzhou".to_owned(),
        meeting: Meeting::Regular,
        notice_days: 15,
        count_parking: false,
        invalid_takes_part: false,
        silence: Silence::None,
        electronic: Some("某市规定第九条".to_owned()),
        extension_days: 0,
        other_count: None,
    }
}

pub fn draft() -> VoteDraft {
    VoteDraft {
        title: "冬季大会".to_owned(),
        proposal: Proposal {
            by: Proposer::Committee,
            signed: 0,
            of: 0,
        },
        items: vec![item(Matter::UseFund), item(Matter::RaiseFund)],
        settings: settings(),
    }
}

pub fn roll() -> RollFixed {
    RollFixed {
        on: day("2026-04-30"),
        posted_on: day("2026-05-01"),
        units: 30,
        persons: 30,
        area: 300_000,
    }
}

fn times() -> Timetable {
    Timetable {
        announced_on: day("2026-05-01"),
        committee_told_on: day("2026-05-01"),
        opens_on: day("2026-05-17"),
        last_on: day("2026-05-26"),
        extended_to: None,
    }
}

pub fn vote(state: VoteState) -> Vote {
    let who = (id("vote"), id("estate"), id("secretary"));
    let made = rules::create(who, draft(), at("2026-05-01 09:00")).unwrap();
    Vote { state, ..made.vote }
}

fn voting() -> Vote {
    vote(VoteState::Voting {
        roll: roll(),
        times: times(),
    })
}

const OPEN: &str = "2026-05-18 10:00";

fn voter(owners: u32) -> Voter {
    Voter {
        id: id("voter"),
        vote: id("vote"),
        version: 1,
        number: 7,
        key: "o7".to_owned(),
        owners,
        developer: false,
        in_dispute: false,
        units: vec![VoterUnit {
            unit: id("unit"),
            building: "1栋".to_owned(),
            label: "3-1".to_owned(),
            kind: "dwelling".to_owned(),
            area: 9_050,
        }],
        deliveries: Vec::new(),
        returned: None,
    }
}

fn incoming(number: &str, channel: Channel, by: Option<&str>, marks: &str) -> Incoming {
    Incoming {
        id: id(number),
        channel,
        by: by.map(id),
        marks: Marks::of_letters(marks).unwrap(),
        replaces: false,
    }
}

/// A voter with the ballots that are held of them.
struct Held {
    voter: Voter,
    ballots: Vec<Ballot>,
}

impl Held {
    fn of(owners: u32) -> Self {
        Self {
            voter: voter(owners),
            ballots: Vec::new(),
        }
    }

    fn take(&mut self, vote: &Vote, one: Incoming, now: &str) -> Result<Taken, VoteRefused> {
        let change = ballots::receive(vote, &self.voter, &self.ballots, one, at(now))?;
        let steps = change.voter.version - self.voter.version;
        assert_eq!(
            usize::try_from(steps).unwrap(),
            change.events.len(),
            "one version for each event"
        );
        self.voter = change.voter;
        for ballot in change.ballots {
            self.ballots.retain(|it| it.id != ballot.id);
            self.ballots.push(ballot);
        }
        Ok(change.taken)
    }

    fn states(&self) -> Vec<BallotState> {
        let mut all: Vec<_> = self.ballots.iter().map(|it| it.state).collect();
        all.sort();
        all
    }
}

#[test]
fn the_page_of_the_states_is_up_to_date() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/states/vote.md");
    let text = rules::diagram::vote_document();
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap();
    assert_eq!(page, text, "run this test with HUIYIN_BLESS=1");
}

#[test]
fn nothing_is_without_words() {
    let texts = Texts::load().unwrap();
    let mut keys: Vec<String> = Vec::new();
    let mut add = |prefix: &str, names: Vec<String>| {
        keys.extend(
            names
                .into_iter()
                .map(|it| format!("compounds-votes-{prefix}-{it}")),
        );
    };
    add(
        "refused",
        VoteRefused::ALL.iter().map(|it| it.key()).collect(),
    );
    add(
        "state",
        VoteStateName::ALL.iter().map(|it| it.key()).collect(),
    );
    add("act", VoteActName::ALL.iter().map(|it| it.key()).collect());
    add("matter", Matter::ALL.iter().map(|it| it.key()).collect());
    add(
        "proposer",
        Proposer::ALL.iter().map(|it| it.key()).collect(),
    );
    add("meeting", Meeting::ALL.iter().map(|it| it.key()).collect());
    add("cause", VoidCause::ALL.iter().map(|it| it.key()).collect());
    add(
        "evidence",
        Evidence::ALL.iter().map(|it| it.key()).collect(),
    );
    add("mark", Mark::ALL.iter().map(|it| it.key()).collect());
    add(
        "taken",
        Taken::ALL.iter().map(|it| it.key().to_owned()).collect(),
    );
    add(
        "cast",
        Taken::ALL.iter().map(|it| it.key().to_owned()).collect(),
    );
    let presets = rules::presets::ALL.iter();
    add("preset", presets.map(|it| it.id.to_owned()).collect());
    let hints = VoteActName::ALL
        .iter()
        .map(|it| format!("{}-hint", it.key()));
    add("act", hints.collect());
    for lang in Lang::ALL {
        for key in &keys {
            assert!(texts.has(lang, key), "{key} in {}", lang.tag());
        }
    }
}

#[test]
fn a_vote_keeps_to_the_numbers_of_the_law() {
    for matter in Matter::ALL {
        let special = matches!(
            matter,
            Matter::RaiseFund | Matter::Rebuild | Matter::CommonUse
        );
        assert_eq!(
            matter.threshold() == Threshold::Special,
            special,
            "{matter}"
        );
    }
    let now = at("2026-05-01 09:00");
    let refuse = |change: &dyn Fn(&mut VoteDraft)| {
        let mut draft = draft();
        change(&mut draft);
        let who = (id("vote"), id("estate"), id("secretary"));
        rules::create(who, draft, now).unwrap_err()
    };
    assert_eq!(
        refuse(&|it| it.items[0].matter = Matter::DwellingBusiness),
        VoteRefused::UnanimityNotVote
    );
    assert_eq!(
        refuse(&|it| it.settings.notice_days = 14),
        VoteRefused::NoticeShort
    );
    assert_eq!(
        refuse(&|it| it.settings.preset = "nowhere".to_owned()),
        VoteRefused::PresetUnknown
    );
    // Hangzhou's own seven days do not loosen the fifteen of the State Council's Regulation.
    assert_eq!(
        refuse(&|it| {
            it.settings.meeting = Meeting::Extraordinary;
            it.settings.notice_days = 7;
        }),
        VoteRefused::NoticeShort
    );
    assert_eq!(
        refuse(&|it| {
            it.settings.silence = Silence::Majority {
                clause: Clause {
                    text: " ".to_owned(),
                    on: day("2020-01-01"),
                },
            };
        }),
        VoteRefused::ClauseMissing
    );
}

#[test]
fn twenty_in_a_hundred_owners_ask_for_a_meeting_and_not_fewer() {
    let mut asked = vote(VoteState::Proposed);
    asked.settings.meeting = Meeting::Extraordinary;
    for (signed, of, enough) in [
        (19, 100, false),
        (20, 100, true),
        (0, 0, false),
        (101, 100, false),
    ] {
        asked.proposal = Proposal {
            by: Proposer::Owners,
            signed,
            of,
        };
        let facts = VoteFacts::default();
        let now = at("2026-05-01 09:00");
        let done = decide(&asked, Part::Secretary, VoteAct::Accept, &facts, now);
        assert_eq!(done.is_ok(), enough, "{signed} of {of}");
    }
}

#[test]
fn fifteen_whole_days_lie_between_notice_and_vote() {
    let posted = vote(VoteState::RollPosted { roll: roll() });
    let announce = |opens: &str, last: &str, facts: VoteFacts| {
        let act = VoteAct::Announce {
            committee_told_on: Some(day("2026-05-01")),
            opens_on: day(opens),
            last_on: day(last),
        };
        decide(
            &posted,
            Part::Secretary,
            act,
            &facts,
            at("2026-05-01 09:00"),
        )
    };
    let none = VoteFacts::default();
    assert_eq!(
        announce("2026-05-16", "2026-05-26", none),
        Err(VoteRefused::NoticeShort)
    );
    assert!(announce("2026-05-17", "2026-05-26", none).is_ok());
    assert_eq!(
        announce("2026-05-17", "2026-05-20", none),
        Err(VoteRefused::VotingShort)
    );
    assert!(announce("2026-05-17", "2026-05-21", none).is_ok());
    assert_eq!(
        announce("2026-05-17", "2026-07-16", none),
        Err(VoteRefused::VotingLong)
    );
    // What was drafted under a shorter floor is announced under the law's all the same.
    let mut old = posted.clone();
    old.settings.notice_days = 7;
    let act = VoteAct::Announce {
        committee_told_on: Some(day("2026-05-01")),
        opens_on: day("2026-05-16"),
        last_on: day("2026-05-26"),
    };
    assert_eq!(
        decide(&old, Part::Secretary, act, &none, at("2026-05-01 09:00")),
        Err(VoteRefused::NoticeShort)
    );
    let open = VoteFacts {
        open_objections: 1,
        ..none
    };
    assert_eq!(
        announce("2026-05-17", "2026-05-26", open),
        Err(VoteRefused::RollObjectionsOpen)
    );
}

#[test]
fn the_first_valid_ballot_stands_across_channels() {
    let vote = voting();
    let mut one = Held::of(1);
    let page = |number: &str, marks: &str| incoming(number, Channel::Electronic, None, marks);
    assert_eq!(one.take(&vote, page("a", "yn"), OPEN), Ok(Taken::Cast));
    assert_eq!(one.take(&vote, page("b", "yn"), OPEN), Ok(Taken::Same));
    assert_eq!(
        one.take(&vote, page("c", "nn"), OPEN),
        Err(VoteRefused::AlreadyVoted)
    );
    let paper = incoming("d", Channel::Paper, Some("ann"), "ny");
    assert_eq!(one.take(&vote, paper, OPEN), Err(VoteRefused::AlreadyVoted));
    let mut replaced = page("e", "aa");
    replaced.replaces = true;
    assert_eq!(one.take(&vote, replaced.clone(), OPEN), Ok(Taken::Cast));
    assert_eq!(one.states(), [BallotState::Valid, BallotState::Replaced]);
    let late = at("2026-05-27 00:00");
    let refused = ballots::receive(&vote, &one.voter, &one.ballots, replaced, late);
    assert_eq!(refused.unwrap_err(), VoteRefused::BallotsClosed);
}

/// What a reading is answered must not tell what the ballot of somebody else says.
#[test]
fn nobody_learns_by_trying_what_a_ballot_says() {
    let vote = voting();
    let page = |number: &str, marks: &str| incoming(number, Channel::Electronic, None, marks);
    let paper =
        |number: &str, by: &str, marks: &str| incoming(number, Channel::Paper, Some(by), marks);
    let mut one = Held::of(1);
    assert_eq!(one.take(&vote, page("a", "yn"), OPEN), Ok(Taken::Cast));
    for marks in ["yn", "ny", "aa"] {
        assert_eq!(
            one.take(&vote, paper("b", "ann", marks), OPEN),
            Err(VoteRefused::AlreadyVoted),
            "{marks}"
        );
    }
    let (next, event) = ballots::attempted(&one.voter);
    assert_eq!(next.version, one.voter.version + 1);
    assert_eq!(event.name(), "reading_refused");
    for marks in ["yn", "ny"] {
        let mut two = Held::of(2);
        assert_eq!(two.take(&vote, page("a", "yn"), OPEN), Ok(Taken::Cast));
        assert_eq!(
            two.take(&vote, paper("b", "ann", marks), OPEN),
            Ok(Taken::ReadOnce),
            "{marks}"
        );
        let mut replaced = Held::of(1);
        assert_eq!(replaced.take(&vote, page("a", "yn"), OPEN), Ok(Taken::Cast));
        let mut instead = paper("b", "ann", marks);
        instead.replaces = true;
        assert_eq!(
            replaced.take(&vote, instead, OPEN),
            Ok(Taken::ReadOnce),
            "{marks}"
        );
    }
}

#[test]
fn both_who_read_a_paper_may_send_their_batch_again() {
    let vote = voting();
    let paper =
        |number: &str, by: &str, marks: &str| incoming(number, Channel::Paper, Some(by), marks);
    for owners in [1, 2] {
        let mut one = Held::of(owners);
        let first = one.take(&vote, paper("a", "ann", "yn"), OPEN);
        assert_eq!(first, Ok(Taken::ReadOnce));
        let second = one.take(&vote, paper("b", "bob", "yn"), OPEN);
        assert_eq!(second, Ok(Taken::ReadTwice));
        for by in ["ann", "bob"] {
            let again = one.take(&vote, paper("c", by, "yn"), OPEN);
            assert_eq!(again, Ok(Taken::Same), "{by}");
        }
    }
    let mut one = Held::of(1);
    for by in ["ann", "bob"] {
        one.take(&vote, paper("a", by, "yn"), OPEN).unwrap();
    }
    let third = one.take(&vote, paper("d", "cem", "yn"), OPEN);
    assert_eq!(third, Err(VoteRefused::AlreadyVoted));
}

#[test]
fn a_paper_counts_once_two_people_read_the_same() {
    let vote = voting();
    let mut one = Held::of(1);
    let paper =
        |number: &str, by: &str, marks: &str| incoming(number, Channel::Paper, Some(by), marks);
    assert_eq!(
        one.take(&vote, paper("a", "ann", "yx"), OPEN),
        Ok(Taken::ReadOnce)
    );
    assert_eq!(
        one.take(&vote, paper("b", "ann", "yx"), OPEN),
        Err(VoteRefused::SecondPerson)
    );
    assert_eq!(
        one.take(&vote, paper("c", "ann", "yn"), OPEN),
        Ok(Taken::ReadAgain)
    );
    let page = incoming("p", Channel::Electronic, None, "nn");
    assert_eq!(one.take(&vote, page, OPEN), Err(VoteRefused::PaperPending));
    assert_eq!(
        one.take(&vote, paper("d", "bob", "yy"), OPEN),
        Ok(Taken::Differs)
    );
    assert_eq!(
        one.take(&vote, paper("e", "cem", "yn"), OPEN),
        Err(VoteRefused::SettleFirst)
    );
    let says = (id("bob"), Marks::of_letters("yn").unwrap());
    let settled = settling::settle_reading(&vote, &one.voter, &one.ballots, says).unwrap();
    assert_eq!(settled.ballots[0].state, BallotState::Valid);
    assert_eq!(settled.ballots[0].marks.letters(), "yn");
    assert!(
        one.voter.is_delivered(),
        "a ballot that came back was delivered"
    );
}

#[test]
fn ballots_are_printed_from_the_notice_until_the_close() {
    let check = |state: VoteState, now: &str| printing::check_printing(&vote(state), at(now));
    let (roll, times) = (roll(), times());
    let announced = VoteState::Announced { roll, times };
    let voting = VoteState::Voting { roll, times };
    assert_eq!(check(announced, "2026-05-02 09:00"), Ok(()));
    assert_eq!(check(voting, "2026-05-26 23:59"), Ok(()));
    let over = Err(VoteRefused::PrintingOver);
    assert_eq!(check(voting, "2026-05-27 00:00"), over);
    let shut = VoteState::Closed {
        roll,
        times,
        closed_at: at("2026-05-27 00:00"),
    };
    assert_eq!(check(shut, "2026-05-27 00:00"), over);
    assert_eq!(check(VoteState::Proposed, OPEN), over);
}

#[test]
fn a_reading_of_a_wrong_number_is_taken_back_by_whoever_made_it() {
    let vote = voting();
    let paper = |number: &str, by: &str| incoming(number, Channel::Paper, Some(by), "yn");
    let back = |one: &Held, by: &str| settling::take_back(&vote, &one.voter, &one.ballots, id(by));
    let refused = |one: &Held, by: &str| back(one, by).unwrap_err();
    let mut one = Held::of(1);
    let before = one.voter.clone();
    assert_eq!(refused(&one, "ann"), VoteRefused::NoReadingOfYours);
    let first = one.take(&vote, paper("a", "ann"), OPEN);
    assert_eq!(first, Ok(Taken::ReadOnce));
    assert_eq!(refused(&one, "bob"), VoteRefused::NoReadingOfYours);
    let done = back(&one, "ann").unwrap();
    assert_eq!(done.taken, Taken::TakenBack);
    assert_eq!(done.ballots[0].state, BallotState::TakenBack);
    assert_eq!(done.events[0].name(), "reading_taken_back");
    assert_eq!(done.voter.version, one.voter.version + 1);
    assert_eq!(done.voter.returned, None, "nothing came back");
    assert_eq!(done.voter.deliveries, before.deliveries);
    // A paper that lay in the box before stays there.
    let mut boxed = Held::of(1);
    let early = at("2026-05-18 09:00");
    let given = ballots::give_back(&vote, &boxed.voter, Channel::Paper, early).unwrap();
    boxed.voter = given.unwrap().0;
    boxed.take(&vote, paper("a", "ann"), OPEN).unwrap();
    let done = back(&boxed, "ann").unwrap();
    assert_eq!(done.voter.returned, Some((early, Channel::Paper)));
    // What two have read is no slip of one of them.
    boxed.take(&vote, paper("b", "bob"), OPEN).unwrap();
    assert_eq!(refused(&boxed, "ann"), VoteRefused::NoReadingOfYours);
}

#[test]
fn co_owners_who_contradict_each_other_count_for_nothing_until_they_agree() {
    let vote = voting();
    let mut two = Held::of(2);
    let page = |number: &str, marks: &str| incoming(number, Channel::Electronic, None, marks);
    assert_eq!(two.take(&vote, page("a", "yy"), OPEN), Ok(Taken::Cast));
    assert_eq!(
        two.take(&vote, page("b", "ny"), OPEN),
        Ok(Taken::Contradicted)
    );
    assert_eq!(
        two.states(),
        [BallotState::Contradicted, BallotState::Contradicted]
    );
    assert_eq!(
        two.take(&vote, page("c", "yy"), OPEN),
        Err(VoteRefused::SettleFirst)
    );
    let agree = |now: &str, reason: &str| {
        let said = (id("a"), reason);
        settling::settle_contradiction(&vote, &two.voter, &two.ballots, said, at(now))
    };
    assert_eq!(agree(OPEN, " ").unwrap_err(), VoteRefused::ReasonMissing);
    assert_eq!(
        agree("2026-05-27 08:00", "x").unwrap_err(),
        VoteRefused::BallotsClosed
    );
    let settled = agree(OPEN, "两人到场签字").unwrap();
    let valid: Vec<_> = settled
        .ballots
        .iter()
        .filter(|it| it.state == BallotState::Valid)
        .map(|it| it.id)
        .collect();
    assert_eq!(valid, [id("a")]);
}

#[test]
fn what_lay_in_the_box_is_read_after_the_close_and_nothing_else_is() {
    let open = voting();
    let shut = vote(VoteState::Closed {
        roll: roll(),
        times: times(),
        closed_at: at("2026-05-27 00:00"),
    });
    let later = "2026-05-27 09:00";
    let mut one = Held::of(1);
    let paper = |by: &str| incoming("a", Channel::Paper, Some(by), "yn");
    assert_eq!(
        one.take(&shut, paper("ann"), later),
        Err(VoteRefused::NotReturned)
    );
    let back = ballots::give_back(&open, &one.voter, Channel::Paper, at(OPEN)).unwrap();
    one.voter = back.unwrap().0;
    assert_eq!(one.take(&shut, paper("ann"), later), Ok(Taken::ReadOnce));
    assert_eq!(one.take(&shut, paper("bob"), later), Ok(Taken::ReadTwice));
    let page = incoming("b", Channel::Electronic, None, "yn");
    assert_eq!(
        one.take(&shut, page, later),
        Err(VoteRefused::BallotsClosed)
    );
}

#[test]
fn only_what_belongs_to_the_ballot_is_read() {
    let mut vote = voting();
    vote.items[1].scope = Scope::Buildings {
        names: vec!["2栋".to_owned()],
    };
    let mut one = Held::of(1);
    for wrong in ["y", "yy", "yyy", "-y", "--", ""] {
        let marks = Marks::of_letters(wrong).unwrap();
        let mut paper = incoming("a", Channel::Paper, Some("ann"), "y-");
        paper.marks = marks;
        assert_eq!(
            one.take(&vote, paper, OPEN),
            Err(VoteRefused::MarksWrong),
            "{wrong}"
        );
    }
    let right = incoming("a", Channel::Paper, Some("ann"), "x-");
    assert_eq!(one.take(&vote, right, OPEN), Ok(Taken::ReadOnce));
    one.voter.in_dispute = true;
    let page = incoming("b", Channel::Electronic, None, "y-");
    assert_eq!(one.take(&vote, page, OPEN), Err(VoteRefused::InDispute));
}

#[test]
fn lines_of_a_batch_are_read_one_by_one() {
    let all =
        batch::read("17 yna\n\n!18，1 2 3\n19\nhttps://x/ballot/ABC yy\n0 y\nnonsense\n").unwrap();
    let good: Vec<_> = all.iter().filter_map(|it| it.as_ref().ok()).collect();
    assert_eq!(good.len(), 3);
    assert_eq!(good[0].marks.as_ref().unwrap().letters(), "yna");
    assert!(good[1].replaces && good[1].marks.as_ref().unwrap().letters() == "yna");
    assert!(good[2].marks.is_none());
    let bad: Vec<_> = all
        .iter()
        .filter_map(|it| it.as_ref().err())
        .map(|it| it.0)
        .collect();
    assert_eq!(bad, [5, 6, 7]);
    assert!(batch::read(&"1 y\n".repeat(501)).is_err());
    let back = batch::read("-19\n－ 20\n-21 y\n--22\n!-23").unwrap();
    let taken: Vec<_> = back
        .iter()
        .map(|it| it.as_ref().is_ok_and(|it| it.takes_back))
        .collect();
    assert_eq!(taken, [true, true, false, false, false]);
    assert!(back[2..].iter().all(Result::is_err));
}

#[test]
fn two_lines_that_read_one_ballot_differently_contradict_each_other() {
    let found = |text: &str| {
        let all = batch::read(text).unwrap();
        let lines: Vec<_> = all.iter().map(|it| it.as_ref().unwrap()).collect();
        let number = |line: &batch::Line| match line.which {
            batch::Which::Number(number) => number,
            batch::Which::Code(_) => 2,
        };
        let meant: Vec<_> = lines.into_iter().map(|it| (it, number(it))).collect();
        batch::contradictions(&meant)
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(found("2 y\n3 n\n2 n"), [(1, 3), (3, 1)]);
    assert_eq!(found("2 y\n2 n\n2 y"), [(1, 2), (2, 1), (3, 2)]);
    assert_eq!(found("!2 y\n!2 n"), [(1, 2), (2, 1)]);
    assert_eq!(found("!2 y\n2 n"), [(1, 2), (2, 1)]);
    for sound in [
        "2 y\n2 1",
        "2 y\n3 n",
        "2\n2 y",
        "2 y\n!2 n",
        "2 y\n-2\n2 n",
    ] {
        assert!(found(sound).is_empty(), "{sound}");
    }
}
