use huiyin_db::{StoreError, Tx, journal};
use huiyin_kernel::Id;
use huiyin_web::{Arg, Ctx};

use super::super::wording;
use crate::model::{Audience, EmergencyNumber, EventBody, Rating, Source, TextKind};
use crate::rules::reporter_view::Viewer;
use crate::store::{self, Text};
use crate::{Matters, World};

/// Through whose eyes a timeline is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Eyes {
    /// The reporter, with every text that is for them.
    Reporter,
    /// Somebody who joined, or whose matter was merged: the public steps and the answer, which is
    /// theirs too, but nothing that the first reporter wrote or was written.
    SameEcho,
    /// Anybody who reads the board.
    Public,
}

impl Eyes {
    const fn viewer(self) -> Viewer {
        match self {
            Self::Reporter => Viewer::Reporter,
            Self::SameEcho | Self::Public => Viewer::Public,
        }
    }

    fn reads(self, event: &EventBody, text: &Text) -> bool {
        let echo = self == Self::SameEcho
            && matches!(event, EventBody::Answered { .. })
            && text.audience == Audience::Reporter;
        echo || self.viewer().sees(text.audience)
    }
}

/// One step of the timeline as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Line {
    pub icon: &'static str,
    /// Class of the list item: empty, `said` or `said mine`.
    pub class: &'static str,
    pub sentence: String,
    pub texts: Vec<String>,
    /// Photos that came with this step.
    pub photos: Vec<Id>,
    pub moment: String,
    pub datetime: String,
    pub is_answer: bool,
}

/// The journal of a matter, filtered by what these eyes may see, in plain sentences.
pub(in super::super) async fn lines(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    tx: &mut Tx,
    matter: Id,
    eyes: Eyes,
) -> huiyin_db::Result<Vec<Line>> {
    let texts = store::texts_of(tx, matter).await?;
    let told = Told {
        ctx,
        matters,
        world,
        eyes,
    };
    let mut lines = Vec::new();
    for record in journal::of_subject(tx, matter).await? {
        let event: EventBody =
            serde_json::from_str(&record.body).map_err(StoreError::inconsistent)?;
        if !eyes.viewer().sees(event.kind().audience()) {
            continue;
        }
        let said = texts
            .iter()
            .filter(|text| i64::from(text.version) == record.version)
            .filter(|text| eyes.reads(&event, text))
            .filter(|text| text.kind != TextKind::Report)
            .map(|text| text.body.clone());
        let (icon, class) = look(&event);
        let photos = if eyes == Eyes::Reporter {
            photos(&event)
        } else {
            Vec::new()
        };
        lines.push(Line {
            icon,
            class,
            sentence: told.sentence(&event),
            texts: said.collect(),
            photos,
            moment: wording::moment(ctx, record.at),
            datetime: format!("{}+08:00", record.at.to_local_minute()),
            is_answer: matches!(event, EventBody::Answered { .. }),
        });
    }
    Ok(lines)
}

fn photos(event: &EventBody) -> Vec<Id> {
    match event {
        EventBody::Reported { photo_ids, .. } | EventBody::PhotosAdded { photo_ids, .. } => {
            photo_ids.clone()
        }
        _ => Vec::new(),
    }
}

const fn look(event: &EventBody) -> (&'static str, &'static str) {
    match event {
        EventBody::Reported { .. } | EventBody::Imported { .. } => ("inbox", ""),
        EventBody::Accepted { .. } => ("check", ""),
        EventBody::Rejected { .. } => ("signpost", ""),
        EventBody::Merged { .. } => ("copy", ""),
        EventBody::SplitOff { .. } => ("split", ""),
        EventBody::Dispatched { .. } | EventBody::ReturnAccepted { .. } => ("send", ""),
        EventBody::Acknowledged { .. } => ("user-check", ""),
        EventBody::Contacted { .. } | EventBody::CallBackTried { .. } => ("phone", ""),
        EventBody::Started { .. } => ("wrench", ""),
        EventBody::ExtensionGranted { .. } | EventBody::PlanAgreed { .. } => ("calendar-clock", ""),
        EventBody::MilestoneReached { .. } => ("circle-check", "said"),
        EventBody::Suspended { .. } => ("pause", ""),
        EventBody::Resumed { .. } => ("refresh-cw", ""),
        EventBody::Answered { .. } => ("message-square-reply", "said"),
        EventBody::Verified { .. } | EventBody::AnsweredAgain { .. } => ("badge-check", ""),
        EventBody::Heard { .. } => ("ear", ""),
        EventBody::Closed { .. } => ("circle-check", ""),
        EventBody::Reopened { .. } => ("rotate-ccw", ""),
        EventBody::AskedAgain { .. } => ("circle-help", ""),
        EventBody::Withdrawn { .. } => ("circle-x", ""),
        EventBody::MessageFromReporter { .. } => ("user", "said mine"),
        EventBody::MessageToReporter { .. } => ("message-square", "said"),
        EventBody::PhotosAdded { .. } => ("camera", ""),
        EventBody::Chased { .. } => ("bell", "said mine"),
        EventBody::ConsentGiven { .. } => ("shield-check", ""),
        EventBody::ConsentWithdrawn { .. } | EventBody::Forgotten { .. } => ("trash-2", ""),
        _ => ("info", ""),
    }
}

/// What a sentence needs to be told.
struct Told<'a> {
    ctx: &'a Ctx,
    matters: &'a Matters,
    world: &'a World,
    eyes: Eyes,
}

impl Told<'_> {
    fn body(&self, id: Id) -> Arg {
        self.world.body_name(id, self.ctx.lang).into()
    }

    fn word(&self, group: &str, name: &str) -> Arg {
        let key = format!("matters-resident-{group}-{}", name.replace('_', "-"));
        self.ctx.t(&key).into()
    }

    fn say(&self, ending: &str, args: &[(&str, Arg)]) -> String {
        self.ctx
            .say(&format!("matters-resident-event-{ending}"), args)
    }

    /// The reporter is spoken to; everybody else is told of “a resident”.
    fn spoken(&self, ending: &str, args: &[(&str, Arg)]) -> String {
        match self.eyes {
            Eyes::Reporter => self.say(ending, args),
            Eyes::SameEcho | Eyes::Public => self.say(&format!("{ending}-public"), args),
        }
    }

    fn sentence(&self, event: &EventBody) -> String {
        match event {
            EventBody::Reported { source, .. } => self.reported(*source),
            EventBody::Imported { source, .. } => self.say(
                "imported",
                &[("source", self.word("source", source.name()))],
            ),
            EventBody::Closed { .. } => self.say("closed", &[]),
            EventBody::Reopened {
                cause, due_before, ..
            } => {
                let day = wording::until(self.ctx, *due_before).into();
                self.spoken(&format!("reopened-{}", cause.key()), &[("day", day)])
            }
            EventBody::Rejected { code, number } => {
                self.rejected(code.name(), number.map(EmergencyNumber::name))
            }
            EventBody::Accepted { .. }
            | EventBody::Dispatched { .. }
            | EventBody::ExtensionGranted { .. }
            | EventBody::Suspended { .. }
            | EventBody::Resumed { .. }
            | EventBody::MarkedPetition { .. } => self.desk(event),
            EventBody::PlanAgreed { .. } | EventBody::MilestoneReached { .. } => {
                self.project(event)
            }
            EventBody::Verified { result, rating, .. } | EventBody::Heard { result, rating } => {
                self.heard(result.name(), rating.map(Rating::name))
            }
            EventBody::AnsweredAgain { result } => self.say(
                "answered-again",
                &[("result", self.word("result", result.name()))],
            ),
            other => self.by_body(other),
        }
    }

    fn reported(&self, source: Source) -> String {
        match source {
            Source::Web => self.spoken("reported", &[]),
            other => {
                let source = self.word("source", other.name());
                self.spoken("reported-by-staff", &[("source", source)])
            }
        }
    }

    fn rejected(&self, code: &str, number: Option<&str>) -> String {
        let reason = self.word("reject", code);
        match number {
            Some(number) => {
                let number = Arg::Text(number.to_owned());
                self.say("rejected-number", &[("reason", reason), ("number", number)])
            }
            None => self.say("rejected", &[("reason", reason)]),
        }
    }

    fn heard(&self, result: &str, rating: Option<&str>) -> String {
        let result = self.word("result", result);
        match rating {
            Some(rating) => {
                let rating = self.word("rating", rating);
                self.say("heard-rated", &[("result", result), ("rating", rating)])
            }
            None => self.say("heard", &[("result", result)]),
        }
    }

    fn desk(&self, event: &EventBody) -> String {
        let until = |before| Arg::Text(wording::until(self.ctx, before));
        match event {
            EventBody::Accepted { category, .. } => {
                let name = wording::category(self.matters, Some(*category), self.ctx.lang);
                self.say("accepted", &[("category", name.into())])
            }
            EventBody::Dispatched {
                lead,
                supports,
                due_before,
                ..
            } => {
                let names: Vec<String> = supports
                    .iter()
                    .map(|id| self.world.body_name(*id, self.ctx.lang))
                    .collect();
                let args = &[
                    ("body", self.body(*lead)),
                    ("day", until(*due_before)),
                    (
                        "supports",
                        names.join(&self.ctx.t("matters-resident-comma")).into(),
                    ),
                ];
                let with = if names.is_empty() {
                    "dispatched"
                } else {
                    "dispatched-supported"
                };
                self.say(with, args)
            }
            EventBody::ExtensionGranted { due_before, .. } => {
                self.say("extension-granted", &[("day", until(*due_before))])
            }
            EventBody::Suspended { review_on, .. } => {
                let day = wording::day(self.ctx, *review_on).into();
                self.say("suspended", &[("day", day)])
            }
            EventBody::Resumed { due_before } => {
                self.say("resumed", &[("day", until(*due_before))])
            }
            EventBody::MarkedPetition {
                conclude_before: Some(conclude_before),
                ..
            } => self.say("marked-petition", &[("day", until(*conclude_before))]),
            // Next year's holidays are not known yet, so no day can be named.
            EventBody::MarkedPetition {
                conclude_before: None,
                ..
            } => self.say("marked-petition-undated", &[]),
            other => self.say(&other.kind().key(), &[]),
        }
    }

    fn project(&self, event: &EventBody) -> String {
        let until = |before| Arg::Text(wording::until(self.ctx, before));
        match event {
            EventBody::PlanAgreed { days, due_before } => {
                let said: Vec<String> = days
                    .iter()
                    .map(|day| wording::day(self.ctx, *day))
                    .collect();
                let said = said.join(&self.ctx.t("matters-resident-comma"));
                let args = &[("days", said.into()), ("day", until(*due_before))];
                self.say("plan-agreed", args)
            }
            EventBody::MilestoneReached {
                number,
                of,
                due_before,
                ..
            } => {
                let ending = if number == of {
                    "last-milestone"
                } else {
                    "milestone-reached"
                };
                let args = &[
                    ("number", i64::from(*number).into()),
                    ("of", i64::from(*of).into()),
                    ("day", until(*due_before)),
                ];
                self.say(ending, args)
            }
            other => self.say(&other.kind().key(), &[]),
        }
    }

    fn by_body(&self, event: &EventBody) -> String {
        match event {
            EventBody::Acknowledged { body }
            | EventBody::ReturnAccepted { body }
            | EventBody::Started { body } => {
                self.say(&event.kind().key(), &[("body", self.body(*body))])
            }
            EventBody::Answered { outcome, body, .. } => {
                let outcome = self.word("outcome", outcome.name());
                self.say(
                    "answered",
                    &[("body", self.body(*body)), ("outcome", outcome)],
                )
            }
            EventBody::Contacted {
                channel, reached, ..
            } => {
                let ending = if *reached {
                    "contacted"
                } else {
                    "contact-tried"
                };
                self.say(ending, &[("channel", self.word("channel", channel.name()))])
            }
            EventBody::CallBackTried { channel, .. } => self.say(
                "call-back-tried",
                &[("channel", self.word("channel", channel.name()))],
            ),
            EventBody::Forgotten { what } => self.say(&format!("forgotten-{}", what.key()), &[]),
            EventBody::PhotosAdded {
                photo_ids,
                by_reporter,
            } => {
                let ending = if *by_reporter {
                    "photos-added"
                } else {
                    "photos-added-by-staff"
                };
                self.say(ending, &[("count", photo_ids.len().into())])
            }
            other => self.say(&other.kind().key(), &[]),
        }
    }
}
