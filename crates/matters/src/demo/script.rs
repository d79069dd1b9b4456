use huiyin_kernel::{Id, Instant};

use super::scene::Scene;
use super::{dice, pick, together};
use crate::model::{
    Act, CallBackResult, CategoryCode, Channel, EmergencyNumber, Outcome, Rating, RejectCode,
};

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Player {
    Reporter,
    Dispatcher,
    Handler,
    Caller,
    Supervisor,
}

/// One step of a story.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Accept(CategoryCode),
    Release(String),
    Reject,
    Dispatch,
    Acknowledge,
    Return,
    AcceptReturn,
    RefuseReturn,
    Contact(bool),
    Start,
    Photo,
    Message(&'static str),
    Note(&'static str),
    Chase,
    Join,
    AskExtension,
    GrantExtension,
    AskSuspension,
    GrantSuspension,
    ProposePlan,
    GrantPlan,
    MilestoneDone(&'static str),
    Whistle,
    /// Everybody who was called says whether they came.
    Attend,
    JudgeWhistle,
    Answer(Outcome, &'static str),
    Call(CallBackResult, Option<Rating>),
    Confirm(CallBackResult, Option<Rating>),
    Close,
    Supervise,
    Withdraw,
}

impl Step {
    pub(super) const fn role(&self) -> Player {
        match self {
            Self::Accept(_)
            | Self::Release(_)
            | Self::Reject
            | Self::Dispatch
            | Self::AcceptReturn
            | Self::RefuseReturn
            | Self::Whistle
            | Self::JudgeWhistle => Player::Dispatcher,
            Self::Acknowledge
            | Self::Return
            | Self::Contact(_)
            | Self::Start
            | Self::Note(_)
            | Self::Attend
            | Self::AskExtension
            | Self::AskSuspension
            | Self::ProposePlan
            | Self::MilestoneDone(_)
            | Self::Answer(..) => Player::Handler,
            Self::Call(..) | Self::Close => Player::Caller,
            Self::GrantExtension | Self::GrantSuspension | Self::GrantPlan | Self::Supervise => {
                Player::Supervisor
            }
            Self::Photo
            | Self::Message(_)
            | Self::Chase
            | Self::Join
            | Self::Confirm(..)
            | Self::Withdraw => Player::Reporter,
        }
    }

    /// The act, or nothing where nobody can be named for it.
    pub(super) fn act(&self, leads: &[Id], index: usize, now: Instant) -> Option<Act> {
        let text = String::from;
        Some(match self {
            Self::Accept(category) => Act::Accept {
                category: *category,
                kind: None,
                urgency: None,
                note: String::new(),
            },
            Self::Release(summary) => Act::ReleaseSummary {
                summary: summary.clone(),
            },
            Self::Reject => reject(index),
            Self::Dispatch => Act::Dispatch {
                lead: *leads.first()?,
                supports: leads.get(1).copied().into_iter().collect(),
                note: String::new(),
            },
            Self::Acknowledge => Act::Acknowledge {},
            Self::Return => Act::Return {
                reason: text("经现场查看，该设施不由我单位管护。"),
                basis: text("设施管护责任清单"),
                override_note: None,
            },
            Self::AcceptReturn => Act::AcceptReturn {
                note: text("情况属实，改派。"),
            },
            Self::RefuseReturn => Act::RefuseReturn {
                reason: text("清单上由你单位管护，请先办理。"),
            },
            Self::Contact(reached) => Act::Contact {
                channel: Channel::Phone,
                reached: *reached,
                note: String::new(),
            },
            Self::Start => Act::Start {},
            Self::Photo => Act::AddPhotos {
                photo_ids: Vec::new(),
            },
            Self::Message(words) => Act::Message { text: text(words) },
            Self::Note(words) => Act::Note { text: text(words) },
            Self::Chase => Act::Chase {
                text: text("好几天了，请问到哪一步了？"),
            },
            other => return other.ending().or_else(|| other.request(leads, now)),
        })
    }

    fn ending(&self) -> Option<Act> {
        let text = String::from;
        Some(match self {
            Self::Close => Act::Close {},
            Self::Withdraw => Act::Withdraw {
                reason: text("已经自己解决了，谢谢。"),
            },
            Self::Supervise => Act::Supervise {
                note: text("请三日内拿出办法，向居民说明。"),
            },
            Self::Answer(outcome, words) => Act::Answer {
                outcome: outcome.clone(),
                text: text(words),
            },
            Self::Call(result, rating) => Act::CallBack {
                channel: Channel::Phone,
                result: *result,
                rating: *rating,
                note: String::new(),
            },
            Self::Confirm(result, rating) => Act::Confirm {
                result: *result,
                rating: *rating,
                note: String::new(),
            },
            _ => return None,
        })
    }

    fn request(&self, leads: &[Id], now: Instant) -> Option<Act> {
        let text = String::from;
        Some(match self {
            Self::AskExtension => Act::AskExtension {
                working_days: 5,
                reason: text("配件需要从厂家调货，预计五个工作日到。"),
            },
            Self::GrantExtension => Act::DecideExtension {
                granted: true,
                reason: text("同意，请向居民说明。"),
            },
            Self::AskSuspension => Act::AskSuspension {
                cause: text("需要动用维修资金，业主签字还差一部分。"),
                plan: text("社区协助入户征求意见，签齐后五个工作日内开工。"),
                review_on: now.date().plus_days(45),
                person: Id::derived("demo account", "handler-property"),
            },
            Self::GrantSuspension => Act::DecideSuspension {
                granted: true,
                reason: text("同意挂账，按期复核。"),
            },
            Self::ProposePlan => Act::ProposePlan {
                days: [14, 45, 90].map(|days| now.date().plus_days(days)).to_vec(),
                plan: text("第一步现场勘察、出设计；第二步施工；第三步验收、交付使用。"),
            },
            Self::GrantPlan => Act::DecidePlan {
                granted: true,
                reason: text("先勘察设计，再施工，最后请居民代表一起验收。"),
            },
            Self::MilestoneDone(words) => Act::ReachMilestone { text: text(words) },
            Self::Whistle => Act::Whistle {
                bodies: leads.iter().copied().take(3).collect(),
                reason: text("需要几家单位同时到场才能解决。"),
            },
            _ => return None,
        })
    }
}

fn reject(index: usize) -> Act {
    let (code, channel) = match dice(index, "reject") % 3 {
        0 => (
            RejectCode::MarketOrSocialChannel,
            "双方合同约定的售后电话，或者向消费者协会咨询",
        ),
        1 => (RejectCode::OtherStatutoryChannel, "区人民法院诉讼服务中心"),
        _ => (RejectCode::Repeated, "原来那件事的回音页，进展都在上面"),
    };
    Act::Reject {
        code,
        number: None::<EmergencyNumber>,
        channel: channel.to_owned(),
    }
}

const ANSWERS: [&str; 4] = [
    "我们当天到了现场，换了坏的部件，试了三次都正常。以后再坏，打上面的电话，两小时内来人。",
    "已经清理干净，并且和保洁单位说定每天早晚各来一次，社区每周看一次。",
    "现场核实后已经整改，责任人也到您楼下说明了情况，附上整改后的照片。",
    "已经安排修好，验收时请了两位邻居一起看过。",
];

/// The story of a matter: hours to wait, then the step. Whatever lies in the future does not
/// happen yet, so recent matters stand in the middle of theirs.
pub(super) fn of(index: usize, scene: &Scene, is_project: bool) -> Vec<(i64, Step)> {
    let Some(category) = scene.category else {
        return Vec::new();
    };
    let mut story = vec![(3, Step::Accept(category))];
    if together::is_waiting(index) {
        return story;
    }
    if together::is_just_confirmed(index) {
        story.extend(done_in_hours(index));
        return story;
    }
    if super::is_fresh(index) && index % 4 == 1 {
        story.extend([(2, Step::Dispatch), (1, Step::Return)]);
        return story;
    }
    match dice(index, "story") % 20 {
        0 => return vec![(5, Step::Reject)],
        1 => return vec![(4, Step::Accept(category)), (20, Step::Withdraw)],
        2 => story.extend([
            (2, Step::Dispatch),
            (5, Step::Return),
            (16, Step::AcceptReturn),
            (2, Step::Dispatch),
        ]),
        3 => story.extend([
            (2, Step::Dispatch),
            (5, Step::Return),
            (16, Step::RefuseReturn),
        ]),
        _ => story.push((2, Step::Dispatch)),
    }
    story.push((1, Step::Release(scene.sentence.clone())));
    // Some dispatches are never read, so that the desk has something that went up.
    if dice(index, "unread").is_multiple_of(14) {
        return story;
    }
    story.extend(handling(index, is_project));
    story.extend(ending(index));
    story
}

/// What is done the same day: the caller has heard that it is solved, and nothing is closed yet.
fn done_in_hours(index: usize) -> [(i64, Step); 6] {
    let words = pick(&ANSWERS, index, "answer").copied();
    [
        (1, Step::Dispatch),
        (1, Step::Acknowledge),
        (0, Step::Contact(true)),
        (0, Step::Start),
        (1, Step::Answer(Outcome::Solved, words.unwrap_or_default())),
        (1, Step::Call(CallBackResult::Solved, Some(Rating::Content))),
    ]
}

fn handling(index: usize, is_project: bool) -> Vec<(i64, Step)> {
    let mut steps = vec![(3, Step::Acknowledge), (4, Step::Contact(true))];
    if dice(index, "talk").is_multiple_of(3) {
        steps.push((6, Step::Message("师傅说明天来，我下午两点以后在家。")));
        steps.push((2, Step::Photo));
    }
    if dice(index, "neighbours").is_multiple_of(5) {
        steps.push((8, Step::Join));
        steps.push((3, Step::Join));
    }
    steps.push((20, Step::Start));
    if is_project && !dice(index, "plan").is_multiple_of(3) {
        steps.extend([
            (24, Step::ProposePlan),
            (20, Step::GrantPlan),
            (
                240,
                Step::MilestoneDone("设计图已经完成，贴在社区公告栏，欢迎来看。"),
            ),
            (
                720,
                Step::MilestoneDone("施工已经做完，场地清理干净，可以通行。"),
            ),
            (
                1_056,
                Step::MilestoneDone("请了两位居民代表一起验收，可以用了。"),
            ),
        ]);
        return steps;
    }
    match dice(index, "trouble") % 12 {
        0 => steps.extend([(24, Step::AskExtension), (5, Step::GrantExtension)]),
        1 => steps.extend([(24, Step::AskSuspension), (20, Step::GrantSuspension)]),
        2 => steps.extend([
            (20, Step::Whistle),
            (24, Step::Note("三家单位约好周五下午到场。")),
            (10, Step::Attend),
            (30, Step::JudgeWhistle),
        ]),
        3 => steps.extend([(120, Step::Chase), (30, Step::Supervise)]),
        4 => steps.push((24, Step::AskExtension)),
        _ => {}
    }
    steps
}

fn ending(index: usize) -> Vec<(i64, Step)> {
    use CallBackResult::{NotReached, NotSolved, Partly, Solved};
    let answer = |hours: i64, outcome: Outcome| {
        (
            hours,
            Step::Answer(
                outcome,
                pick(&ANSWERS, index, "answer").copied().unwrap_or_default(),
            ),
        )
    };
    let happy = Some(Rating::Content);
    let days = i64::try_from(dice(index, "days") % 9).unwrap_or(0) * 24 + 12;
    match dice(index, "ending") % 14 {
        0 => vec![
            answer(days, Outcome::Solved),
            (20, Step::Call(NotSolved, Some(Rating::NotContent))),
            (8, Step::Start),
            answer(30, Outcome::Solved),
            (24, Step::Call(Solved, Some(Rating::FairlyContent))),
            (20, Step::Close),
        ],
        1 => vec![
            answer(days, Outcome::Partly),
            (20, Step::Call(NotReached, None)),
            (24, Step::Call(NotReached, None)),
            (24, Step::Call(NotReached, None)),
            (20, Step::Close),
        ],
        2 => vec![
            answer(days, Outcome::Explained),
            (26, Step::Call(Partly, Some(Rating::FairlyContent))),
            (20, Step::Close),
        ],
        3 => vec![
            answer(
                days,
                Outcome::Referred {
                    channel: "区供水公司客服，已把您的情况转给他们".to_owned(),
                },
            ),
            (26, Step::Call(Partly, None)),
            (20, Step::Close),
        ],
        4 => vec![
            answer(days, Outcome::Solved),
            (9, Step::Call(NotSolved, Some(Rating::NotContent))),
            answer(40, Outcome::Partly),
            (20, Step::Call(NotSolved, Some(Rating::NotContent))),
        ],
        // The reporter answers for themselves, by the link.
        5..=7 => vec![
            answer(days, Outcome::Solved),
            (12, Step::Confirm(Solved, happy)),
            (20, Step::Close),
        ],
        _ => vec![
            answer(days, Outcome::Solved),
            (28, Step::Call(Solved, happy)),
            (18, Step::Close),
        ],
    }
}
