//! Whose desk a matter lies on, and in which order.
//!
//! Each open matter has at least one task, so nothing can lie where nobody looks; a closed one has
//! none, so that desks stay quick however long the history grows.

use huiyin_kernel::{Id, Instant};

use crate::model::{Matter, State};
use huiyin_kernel::named;

named! {
    Queue {
        /// Just came in: accept, decline, merge, split (dispatchers).
        Intake = "intake",
        /// Accepted and waiting for a lead (dispatchers).
        Dispatch = "dispatch",
        /// A body says that it is not responsible (dispatchers).
        Returns = "returns",
        /// To be handled (lead body).
        Work = "work",
        /// To be helped with (supporting bodies).
        Support = "support",
        /// Called to turn up (bodies named in a whistle).
        Whistle = "whistle",
        /// Parked until its review day (lead body).
        Parked = "parked",
        /// Answered and waiting to be asked whether it is solved (callers).
        Call = "call",
        /// Asked, waiting to be closed (callers and dispatchers).
        Close = "close",
        /// Extension, suspension or exclusion asked for (supervisors).
        Decide = "decide",
        /// Went up the line of responsibility (supervisors and leaders).
        Raised = "raised",
    }
}

/// One place in one queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Task {
    pub queue: Queue,
    pub body: Option<Id>,
    pub order_at: Instant,
}

/// The tasks that a matter makes for people now.
pub fn tasks(matter: &Matter) -> Vec<Task> {
    let mut tasks = main_task(matter);
    if let Some(work) = matter
        .state
        .work()
        .filter(|_| matter.state_name().is_open())
    {
        let order_at = work.clock.due_before;
        tasks.extend(work.supports.iter().map(|body| Task {
            queue: Queue::Support,
            body: Some(*body),
            order_at,
        }));
    }
    tasks.extend(whistle_tasks(matter));
    tasks.extend(decision_task(matter));
    if matter.escalation > 0 && matter.state_name().is_open() {
        let order_at = matter.due_before().unwrap_or(matter.received_at);
        tasks.push(Task {
            queue: Queue::Raised,
            body: None,
            order_at,
        });
    }
    tasks.sort_unstable();
    tasks.dedup_by_key(|task| (task.queue, task.body));
    tasks
}

fn main_task(matter: &Matter) -> Vec<Task> {
    let task = |queue, body, order_at| {
        vec![Task {
            queue,
            body,
            order_at,
        }]
    };
    match &matter.state {
        State::Received => task(Queue::Intake, None, matter.received_at),
        State::Accepted { at } => task(Queue::Dispatch, None, *at),
        // The clock runs on while a return is looked at, so both see it.
        State::Returned { work, at, .. } => vec![
            Task {
                queue: Queue::Returns,
                body: None,
                order_at: *at,
            },
            Task {
                queue: Queue::Work,
                body: Some(work.lead),
                order_at: work.clock.due_before,
            },
        ],
        State::Dispatched { work } | State::Acknowledged { work, .. } => {
            let order_at = if matter.first_contact_at.is_none() && matter.contactable {
                work.clock.contact_before.min(work.clock.due_before)
            } else {
                work.clock.due_before
            };
            task(Queue::Work, Some(work.lead), order_at)
        }
        State::Contacted { work, .. }
        | State::InProgress { work, .. }
        | State::Reopened { work, .. } => task(Queue::Work, Some(work.lead), work.clock.due_before),
        State::Suspended { work, suspension } => {
            task(Queue::Parked, Some(work.lead), suspension.review_on.start())
        }
        State::Answered { answer, .. } => task(Queue::Call, None, answer.at),
        State::Verified { verdict, .. } => task(Queue::Close, None, verdict.at),
        State::Rejected { .. }
        | State::Merged { .. }
        | State::Closed { .. }
        | State::Withdrawn { .. } => Vec::new(),
    }
}

fn whistle_tasks(matter: &Matter) -> Vec<Task> {
    if !matter.state_name().is_open() {
        return Vec::new();
    }
    let open = |whistle: &crate::model::Whistle| {
        let waiting = whistle.calls.iter().filter(|call| call.answer.is_none());
        waiting
            .map(|call| Task {
                queue: Queue::Whistle,
                body: Some(call.body),
                order_at: whistle.answer_before_of(call),
            })
            .collect::<Vec<_>>()
    };
    matter.whistles.iter().flat_map(open).collect()
}

fn decision_task(matter: &Matter) -> Option<Task> {
    let exclusion = matter.exclusion.as_ref().filter(|it| it.approver.is_none());
    let asked = [
        matter.extension_request.as_ref().map(|it| it.asked_at),
        matter.suspension_request.as_ref().map(|it| it.asked_at),
        matter.plan_request.as_ref().map(|it| it.asked_at),
        exclusion.map(|it| it.asked_at),
    ];
    let order_at = asked.into_iter().flatten().min()?;
    Some(Task {
        queue: Queue::Decide,
        body: None,
        order_at,
    })
}
