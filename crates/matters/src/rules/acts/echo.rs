use huiyin_kernel::Id;

use crate::model::bounds::{CALL_BACK_DAYS, SILENT_ECHO_DAYS};
use crate::model::{
    Act, CallBackResult, Channel, EventBody, NoticeKind, Rating, Recipient, Refused, RefusedCode,
    ReopenCause, State, TextKind, Verdict, Voice, Who,
};
use crate::rules::deadlines;
use crate::rules::draft::{Draft, Said, to_reporter, to_staff};

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::CallBack {
            channel,
            result,
            rating,
            note,
        } => hear(
            draft,
            &Word {
                channel,
                result,
                rating,
                note: &note,
            },
        ),
        Act::Confirm {
            result,
            rating,
            note,
        } => {
            if result == CallBackResult::NotReached {
                return Err(RefusedCode::ResultUnfit.into());
            }
            hear(
                draft,
                &Word {
                    channel: Channel::Link,
                    result,
                    rating,
                    note: &note,
                },
            )
        }
        Act::Close {} => close(draft),
        Act::Reopen { reason } => reopen_by_hand(draft, &reason),
        Act::AskAgain {} => {
            ask_again(draft);
            Ok(())
        }
        Act::AnswerAgain {
            result,
            rating,
            note,
        } => answer_again(
            draft,
            &Word {
                channel: Channel::Link,
                result,
                rating,
                note: &note,
            },
        ),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

/// What somebody says to an answer, or that nobody was reached.
struct Word<'t> {
    channel: Channel,
    result: CallBackResult,
    rating: Option<Rating>,
    note: &'t str,
}

impl<'t> Word<'t> {
    /// A caller's note is for the desk; the reporter's own words are theirs to read again.
    fn text(&self, draft: &Draft<'_>) -> Said<'t> {
        match draft.actor.who {
            Who::Reporter { .. } => to_reporter(TextKind::Message, self.note),
            _ => to_staff(TextKind::Note, self.note),
        }
    }

    const fn voice(&self, at: huiyin_kernel::Instant) -> Voice {
        Voice {
            at,
            result: self.result,
            rating: self.rating,
        }
    }
}

fn hear(draft: &mut Draft<'_>, word: &Word<'_>) -> Result<(), Refused> {
    let unreached = word.result == CallBackResult::NotReached;
    if word.result == CallBackResult::Unasked || (unreached && word.rating.is_some()) {
        return Err(RefusedCode::ResultUnfit.into());
    }
    let offered = draft.facts.limits.rating_scale.grades();
    if word.rating.is_some_and(|grade| !offered.contains(&grade)) {
        return Err(RefusedCode::RatingNotOffered.into());
    }
    if let State::Merged { into, .. } = draft.matter.state {
        return hear_merged(draft, word, into);
    }
    if unreached {
        if !tried(draft, word)? {
            return Ok(());
        }
    } else {
        draft.matter.last_voice = Some(word.voice(draft.now));
    }
    if word.result == CallBackResult::NotSolved {
        let (result, rating) = (word.result, word.rating);
        draft.record(EventBody::Heard { result, rating }, [word.text(draft)]);
        return not_solved(draft, ReopenCause::NotSolved);
    }
    let (at, by) = (draft.now, draft.actor.account());
    let (channel, result, rating) = (word.channel, word.result, word.rating);
    draft.moved(|state| {
        state.verify(Verdict {
            at,
            result,
            rating,
            channel,
            by,
        })
    })?;
    draft.record(
        EventBody::Verified {
            channel,
            result,
            rating,
        },
        [word.text(draft)],
    );
    Ok(())
}

/// Records a call that reached nobody; true when it was the last of those owed, on three
/// different days. Where no contact was left, the question on the echo page stands for them.
fn tried(draft: &mut Draft<'_>, word: &Word<'_>) -> Result<bool, Refused> {
    let today = draft.now.date();
    if draft.matter.counters.call_back_tries.contains(&today) {
        return Err(RefusedCode::TriedToday.into());
    }
    if !draft.matter.contactable
        && let Some(answer) = draft.matter.state.answer_given()
        && today < answer.at.date().plus_days(SILENT_ECHO_DAYS)
    {
        return Err(Refused::new(RefusedCode::SilenceTooShort).with("days", SILENT_ECHO_DAYS));
    }
    let tries = &mut draft.matter.counters.call_back_tries;
    tries.push(today);
    let days = tries.len();
    let counted = u16::try_from(days).unwrap_or(u16::MAX);
    let event = EventBody::CallBackTried {
        channel: word.channel,
        day: today,
        counted,
    };
    draft.record(event, [word.text(draft)]);
    Ok(days >= CALL_BACK_DAYS || !draft.matter.contactable)
}

/// A merged reporter is asked separately, once the matter it went into is answered (rule M12).
/// If it is not solved for them, the level above hears of it.
fn hear_merged(draft: &mut Draft<'_>, word: &Word<'_>, into: Id) -> Result<(), Refused> {
    let answered = draft
        .facts
        .other
        .is_some_and(|other| other.id == into && other.answered);
    if !answered {
        return Err(RefusedCode::MasterNotAnswered.into());
    }
    if word.result == CallBackResult::NotReached && !tried(draft, word)? {
        return Ok(());
    }
    draft.matter.merged_voice = Some(word.voice(draft.now));
    let (result, rating) = (word.result, word.rating);
    draft.record(EventBody::Heard { result, rating }, [word.text(draft)]);
    if result == CallBackResult::NotSolved {
        draft.tell(Recipient::Dispatchers, NoticeKind::NotSolved);
        draft.tell(Recipient::Level(1), NoticeKind::NotSolved);
    }
    Ok(())
}

/// Back to the same lead with a shorter limit; a second time it also goes up.
fn not_solved(draft: &mut Draft<'_>, cause: ReopenCause) -> Result<(), Refused> {
    draft.matter.counters.not_solved = draft.matter.counters.not_solved.saturating_add(1);
    reopen(draft, cause, None)?;
    draft.tell_lead(NoticeKind::NotSolved);
    if draft.matter.counters.not_solved >= 2 {
        draft.escalate();
    }
    Ok(())
}

fn reopen(
    draft: &mut Draft<'_>,
    cause: ReopenCause,
    text: Option<Said<'_>>,
) -> Result<(), Refused> {
    let clock = draft.matter.clock().ok_or(RefusedCode::WrongState)?;
    let clock = deadlines::shorter(clock, draft.facts, draft.now)?;
    let (now, due_before) = (draft.now, clock.due_before);
    draft.moved(|state| state.reopen(now, cause, clock))?;
    let matter = &mut draft.matter;
    matter.counters.reopened = matter.counters.reopened.saturating_add(1);
    matter.counters.call_back_tries.clear();
    matter.asked_again_at = None;
    matter.asked_again_voice = None;
    let count = matter.counters.reopened;
    draft.record(
        EventBody::Reopened {
            cause,
            due_before,
            count,
        },
        text,
    );
    draft.tell_everybody_who_asked(NoticeKind::Reopened);
    draft.tell_lead(NoticeKind::Reopened);
    Ok(())
}

fn reopen_by_hand(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refused> {
    let reporter = matches!(draft.actor.who, Who::Reporter { .. });
    let (cause, text) = if reporter {
        (ReopenCause::Reporter, to_reporter(TextKind::Reason, reason))
    } else {
        (ReopenCause::Supervisor, to_staff(TextKind::Reason, reason))
    };
    reopen(draft, cause, Some(text))
}

fn close(draft: &mut Draft<'_>) -> Result<(), Refused> {
    let now = draft.now;
    draft.moved(|state| state.close(now))?;
    let State::Closed {
        answer, verdict, ..
    } = &draft.matter.state
    else {
        return Err(RefusedCode::WrongState.into());
    };
    let event = EventBody::Closed {
        outcome: answer.outcome,
        result: verdict.result,
    };
    draft.record(event, []);
    draft.tell_everybody_who_asked(NoticeKind::Closed);
    Ok(())
}

fn ask_again(draft: &mut Draft<'_>) {
    draft.matter.asked_again_at = Some(draft.now);
    draft.record(EventBody::AskedAgain {}, []);
    draft.tell(Recipient::Reporter(draft.matter.id), NoticeKind::AskedAgain);
}

fn answer_again(draft: &mut Draft<'_>, word: &Word<'_>) -> Result<(), Refused> {
    let by_reporter = matches!(draft.actor.who, Who::Reporter { .. });
    let unreached = word.result == CallBackResult::NotReached;
    let unfit = word.result == CallBackResult::Unasked || (unreached && by_reporter);
    if unfit || (unreached && word.rating.is_some()) {
        return Err(RefusedCode::ResultUnfit.into());
    }
    draft.matter.asked_again_voice = Some(word.voice(draft.now));
    draft.record(
        EventBody::AnsweredAgain {
            result: word.result,
        },
        [word.text(draft)],
    );
    if word.result == CallBackResult::NotSolved {
        draft.matter.last_voice = Some(word.voice(draft.now));
        return not_solved(draft, ReopenCause::AskedAgain);
    }
    Ok(())
}
