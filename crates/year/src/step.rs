//! The steps of which a course is made, who takes them, and how long each waits.

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Player {
    Reporter,
    Dispatcher,
    /// Of the body that leads at that time.
    Handler,
    Caller,
    Supervisor,
}

/// How long somebody waits before a step: minutes, and then working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    pub minutes: u32,
    pub working_days: u16,
}

impl Wait {
    pub const fn minutes(minutes: u32) -> Self {
        Self {
            minutes,
            working_days: 0,
        }
    }

    pub const fn working_days(working_days: u16) -> Self {
        Self {
            minutes: 0,
            working_days,
        }
    }

    /// Days of the week, whatever they are.
    pub const fn days(days: u32) -> Self {
        Self::minutes(days * 24 * 60)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RejectAs {
    Market,
    OtherChannel,
    Repeated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Solved,
    Partly,
    Explained,
    Referred,
}

/// What somebody who is asked says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    Solved,
    Partly,
    NotSolved,
    NotReached,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Accept,
    Reject(RejectAs),
    Dispatch,
    Release,
    Acknowledge,
    Return,
    AcceptReturn,
    RefuseReturn,
    Contact {
        reached: bool,
    },
    Start,
    Message,
    Join,
    Chase,
    Supervise,
    AskExtension,
    DecideExtension {
        granted: bool,
    },
    /// Parked for so many days.
    AskSuspension {
        days: u16,
    },
    DecideSuspension {
        granted: bool,
    },
    ProposePlan,
    AgreePlan,
    ReachMilestone,
    Whistle,
    Answer(Ending),
    Call(Heard),
    /// The reporter says it on the page of the echo code.
    Confirm(Heard),
    /// What the reporter says when asked again after thirty days.
    AnswerAgain {
        solved: bool,
    },
    Withdraw,
}

impl Step {
    pub const fn player(self) -> Player {
        match self {
            Self::Accept
            | Self::Reject(_)
            | Self::Dispatch
            | Self::Release
            | Self::AcceptReturn
            | Self::RefuseReturn
            | Self::Whistle => Player::Dispatcher,
            Self::Acknowledge
            | Self::Return
            | Self::Contact { .. }
            | Self::Start
            | Self::AskExtension
            | Self::AskSuspension { .. }
            | Self::ProposePlan
            | Self::ReachMilestone
            | Self::Answer(_) => Player::Handler,
            Self::Call(_) => Player::Caller,
            Self::Supervise
            | Self::DecideExtension { .. }
            | Self::DecideSuspension { .. }
            | Self::AgreePlan => Player::Supervisor,
            Self::Message
            | Self::Join
            | Self::Chase
            | Self::Confirm(_)
            | Self::AnswerAgain { .. }
            | Self::Withdraw => Player::Reporter,
        }
    }
}
