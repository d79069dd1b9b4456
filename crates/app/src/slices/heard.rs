//! What one slice tells another through the outbox.

use huiyin_db::outbox::{Fate, Message};
use huiyin_kernel::Id;
use huiyin_matters::personal::PersonErased;

use super::Slices;

impl Slices {
    /// Handles one message of the outbox.
    pub async fn handle(&self, message: &Message) -> Fate {
        match message.topic.as_str() {
            huiyin_matters::notices::TOPIC => {
                huiyin_matters::notices::deliver(&self.matters, message).await
            }
            huiyin_notices::TOPIC => huiyin_notices::ops::accept(&self.notices, message).await,
            huiyin_notices::UNREACHED => {
                huiyin_matters::notices::unreached(&self.matters, message).await
            }
            huiyin_matters::store::MANY_REVEALS => {
                huiyin_privacy::ops::many_reveals(&self.privacy, message).await
            }
            huiyin_matters::ops::light::MANY_SLIPS => {
                huiyin_privacy::ops::many_slips(&self.privacy, message).await
            }
            huiyin_matters::personal::ERASED => self.forget(message).await,
            huiyin_visits::ops::forget::FORGOTTEN => self.forget_at_door(message).await,
            huiyin_registry::ops::LEFT_TOPIC => {
                huiyin_matters::handover::receive(&self.matters, message).await
            }
            other => Fate::Fail(format!("nobody listens to {other}")),
        }
    }

    /// A person was erased from the matters; whoever else keeps something of them lets it go.
    async fn forget(&self, message: &Message) -> Fate {
        let erased: PersonErased = match serde_json::from_str(&message.body) {
            Ok(erased) => erased,
            Err(error) => return Fate::Fail(format!("not an erasure: {error}")),
        };
        self.leave_unsaid(erased.matter, erased.reporter).await
    }

    /// Somebody at a door was forgotten; what still waits to be told them stays unsaid.
    async fn forget_at_door(&self, message: &Message) -> Fate {
        let forgotten: huiyin_visits::ops::forget::Forgotten =
            match serde_json::from_str(&message.body) {
                Ok(forgotten) => forgotten,
                Err(error) => return Fate::Fail(format!("not a forgetting: {error}")),
            };
        self.leave_unsaid(message.subject, forgotten.person).await
    }

    /// What still waits to be told this person of this subject is let go.
    async fn leave_unsaid(&self, subject: Id, person: Id) -> Fate {
        match huiyin_notices::ops::forget_person(&self.notices, subject, person).await {
            Ok(()) => Fate::Done("forgotten"),
            Err(error) => Fate::Retry(error.to_string()),
        }
    }
}
