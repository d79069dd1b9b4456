//! The acts that a planned step becomes, with the words that an office would write.

use huiyin_kernel::{Date, Id};
use huiyin_matters::model::{
    Act, CallBackResult, CategoryCode, Channel, EmergencyNumber, Outcome, Rating, RejectCode,
};
use huiyin_year::{Chance, Ending, Heard, RejectAs, Step};

/// What an act may need to know.
pub(super) struct Situation<'s> {
    pub today: Date,
    pub category: CategoryCode,
    /// Usual leads, the likeliest first.
    pub leads: &'s [Id],
    /// Who answers for a matter that is parked.
    pub handler: Id,
    /// The words of the report that name nobody.
    pub sentence: &'s str,
    pub chance: Chance,
}

const ANSWERS: [&str; 4] = [
    "我们当天到了现场，换了坏的部件，试了三次都正常。以后再坏，打上面的电话，两小时内来人。",
    "已经清理干净，并且和保洁单位说定每天早晚各来一次，社区每周看一次。",
    "现场核实后已经整改，责任人也到您楼下说明了情况。",
    "已经安排修好，验收时请了两位邻居一起看过。",
];

/// The act of a step; nothing where it is no act of this kind (joining has its own operation).
pub(super) fn act(step: Step, at: &Situation<'_>) -> Option<Act> {
    let text = String::from;
    Some(match step {
        Step::Accept => Act::Accept {
            category: at.category,
            kind: None,
            urgency: None,
            note: String::new(),
        },
        Step::Reject(code) => reject(code),
        Step::Release => Act::ReleaseSummary {
            summary: at.sentence.to_owned(),
        },
        Step::Acknowledge => Act::Acknowledge {},
        Step::Return => Act::Return {
            reason: text("经现场查看，该设施不由我单位管护。"),
            basis: text("设施管护责任清单"),
            override_note: None,
        },
        Step::AcceptReturn => Act::AcceptReturn {
            note: text("情况属实，改派。"),
        },
        Step::RefuseReturn => Act::RefuseReturn {
            reason: text("清单上由你单位管护，请先办理。"),
        },
        Step::Contact { reached } => Act::Contact {
            channel: Channel::Phone,
            reached,
            note: String::new(),
        },
        Step::Start => Act::Start {},
        Step::Message => Act::Message {
            text: text("师傅说明天来，我下午两点以后在家。"),
        },
        Step::Chase => Act::Chase {
            text: text("好几天了，请问到哪一步了？"),
        },
        Step::Supervise => Act::Supervise {
            note: text("请三日内拿出办法，向居民说明。"),
        },
        Step::Withdraw => Act::Withdraw {
            reason: text("已经自己解决了，谢谢。"),
        },
        other => return request(other, at).or_else(|| ending(other, at)),
    })
}

fn reject(code: RejectAs) -> Act {
    let (code, channel) = match code {
        RejectAs::Market => (
            RejectCode::MarketOrSocialChannel,
            "双方合同约定的售后电话，或者向消费者协会咨询",
        ),
        RejectAs::OtherChannel => (RejectCode::OtherStatutoryChannel, "区人民法院诉讼服务中心"),
        RejectAs::Repeated => (RejectCode::Repeated, "原来那件事的回音页，进展都在上面"),
    };
    Act::Reject {
        code,
        number: None::<EmergencyNumber>,
        channel: channel.to_owned(),
    }
}

fn request(step: Step, at: &Situation<'_>) -> Option<Act> {
    let text = String::from;
    Some(match step {
        Step::AskExtension => Act::AskExtension {
            working_days: 3,
            reason: text("配件需要从厂家调货，预计三个工作日到。"),
        },
        Step::DecideExtension { granted } => Act::DecideExtension {
            granted,
            reason: text(if granted {
                "同意，请向居民说明。"
            } else {
                "先用备件恢复，不同意延期。"
            }),
        },
        Step::AskSuspension { days } => Act::AskSuspension {
            cause: text("需要动用维修资金，业主签字还差一部分。"),
            plan: text("社区协助入户征求意见，签齐后五个工作日内开工。"),
            review_on: at.today.plus_days(i64::from(days)),
            person: at.handler,
        },
        Step::DecideSuspension { granted } => Act::DecideSuspension {
            granted,
            reason: text(if granted {
                "同意挂账，按期复核。"
            } else {
                "条件已经具备，请直接办理。"
            }),
        },
        Step::ProposePlan => Act::ProposePlan {
            days: [14, 45, 90].map(|days| at.today.plus_days(days)).to_vec(),
            plan: text("第一步现场勘察、出设计；第二步施工；第三步验收、交付使用。"),
        },
        Step::AgreePlan => Act::DecidePlan {
            granted: true,
            reason: text("先勘察设计，再施工，最后请居民代表一起验收。"),
        },
        Step::ReachMilestone => Act::ReachMilestone {
            text: text("这一步已经完成，情况贴在社区公告栏，欢迎来看。"),
        },
        Step::Whistle => Act::Whistle {
            bodies: at.leads.iter().copied().take(3).collect(),
            reason: text("需要几家单位同时到场才能解决。"),
        },
        _ => return None,
    })
}

fn ending(step: Step, at: &Situation<'_>) -> Option<Act> {
    Some(match step {
        Step::Answer(ending) => {
            let which = at.chance.below("answer", ANSWERS.len() as u64);
            let words = usize::try_from(which).ok().and_then(|it| ANSWERS.get(it));
            Act::Answer {
                outcome: outcome(ending),
                text: words.copied().unwrap_or_default().to_owned(),
            }
        }
        Step::Call(heard) => Act::CallBack {
            channel: Channel::Phone,
            result: said(heard),
            rating: rating(heard, at.chance),
            note: String::new(),
        },
        Step::Confirm(heard) => Act::Confirm {
            result: said(heard),
            rating: rating(heard, at.chance),
            note: String::new(),
        },
        Step::AnswerAgain { solved } => {
            let heard = if solved {
                Heard::Solved
            } else {
                Heard::NotSolved
            };
            Act::AnswerAgain {
                result: said(heard),
                rating: rating(heard, at.chance),
                note: String::new(),
            }
        }
        _ => return None,
    })
}

fn outcome(ending: Ending) -> Outcome {
    match ending {
        Ending::Solved => Outcome::Solved,
        Ending::Partly => Outcome::Partly,
        Ending::Explained => Outcome::Explained,
        Ending::Referred => Outcome::Referred {
            channel: "区供水公司客服，已把您的情况转给他们".to_owned(),
        },
    }
}

const fn said(heard: Heard) -> CallBackResult {
    match heard {
        Heard::Solved => CallBackResult::Solved,
        Heard::Partly => CallBackResult::Partly,
        Heard::NotSolved => CallBackResult::NotSolved,
        Heard::NotReached => CallBackResult::NotReached,
    }
}

/// Some give no grade; whoever was not reached gives none.
fn rating(heard: Heard, chance: Chance) -> Option<Rating> {
    if heard == Heard::NotReached || chance.percent("no grade", 12) {
        return None;
    }
    Some(match (heard, chance.below("grade", 100)) {
        (Heard::Solved, 0..82) | (Heard::Partly, 0..20) => Rating::Content,
        (Heard::Solved, 82..97) | (Heard::Partly, 20..80) => Rating::FairlyContent,
        _ => Rating::NotContent,
    })
}
