//! What the journal of an account says of its ways in: password, generator of codes, recovery codes,
//! passkeys, link to a provider and invitation. Its events say that one came, changed or went; the
//! digest beside them says which one it is.

use std::collections::BTreeMap;

use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

/// Keyed digests in the row of an event, each of what the event brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generator: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invite: Option<String>,
}

/// The body of an event that brings a way in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Bound {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<Id>,
    #[serde(default)]
    pub proof: Proof,
}

/// A way in that must be there, with its digest where the journal knew one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Due {
    pub proof: Option<String>,
    /// Recovery codes that were spent.
    pub spent: i64,
    /// When a passkey was found to have a copy.
    pub blocked_at: Option<Instant>,
}

impl Due {
    fn of(proof: Option<String>) -> Self {
        Self {
            proof,
            ..Self::default()
        }
    }
}

/// All ways into one account, folded out of its events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaysIn {
    pub password: Due,
    pub password_at: Option<Instant>,
    /// Nothing where no event says it.
    pub must_change: Option<bool>,
    pub generator: Option<Due>,
    pub recovery: Option<Due>,
    pub passkeys: BTreeMap<Id, Due>,
    pub identity: Option<Due>,
    pub invite: Option<Due>,
}

impl WaysIn {
    /// # Errors
    /// The body of an event cannot be read.
    pub fn hear(&mut self, kind: &str, body: &str, at: Instant) -> Result<(), serde_json::Error> {
        let Bound { passkey, proof } = serde_json::from_str(body)?;
        match kind {
            "created" => self.take_password(proof.password, None, at),
            "password_changed" => self.take_password(proof.password, Some(false), at),
            "invite_used" => {
                self.invite = None;
                self.take_password(proof.password, Some(false), at);
            }
            "password_reset" => {
                self.invite = None;
                self.take_password(proof.password, Some(true), at);
            }
            "invited" => {
                self.invite = Some(Due::of(proof.invite));
                self.take_password(proof.password, Some(true), at);
            }
            "deactivated" => self.invite = None,
            _ => self.hear_of_others(kind, passkey, proof, at),
        }
        Ok(())
    }

    fn take_password(&mut self, proof: Option<String>, must_change: Option<bool>, at: Instant) {
        self.password = Due::of(proof);
        self.password_at = Some(at);
        self.must_change = must_change;
    }

    fn hear_of_others(&mut self, kind: &str, passkey: Option<Id>, proof: Proof, at: Instant) {
        match (kind, passkey) {
            ("second_factor_set", _) => {
                self.generator = Some(Due::of(proof.generator));
                self.recovery = Some(Due::of(proof.recovery));
            }
            ("recovery_renewed", _) => self.recovery = Some(Due::of(proof.recovery)),
            ("recovery_used", _) => {
                if let Some(it) = &mut self.recovery {
                    it.spent += 1;
                }
            }
            ("second_factor_removed" | "second_factor_reset", _) => {
                self.generator = None;
                self.recovery = None;
            }
            ("passkey_added", Some(id)) => {
                self.passkeys.insert(id, Due::of(proof.passkey));
            }
            ("passkey_copied", Some(id)) => {
                if let Some(it) = self.passkeys.get_mut(&id) {
                    it.blocked_at = Some(at);
                }
            }
            ("passkey_removed", Some(id)) => {
                self.passkeys.remove(&id);
            }
            ("passkeys_removed", _) => self.passkeys.clear(),
            ("outside_linked", _) => self.identity = Some(Due::of(proof.identity)),
            ("outside_unlinked", _) => self.identity = None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_event_of_each_way_in_counts() {
        let mut ways = WaysIn::default();
        let at = Instant::from_micros;
        let id = Id::derived("test", "passkey");
        let added = format!("{{\"passkey\":\"{id}\",\"proof\":{{\"passkey\":\"k\"}}}}");
        let one = format!("{{\"passkey\":\"{id}\"}}");
        for (number, (kind, body)) in [
            ("created", "{}"),
            (
                "invited",
                "{\"proof\":{\"password\":\"p1\",\"invite\":\"i\"}}",
            ),
            ("invite_used", "{\"proof\":{\"password\":\"p2\"}}"),
            ("passkey_added", added.as_str()),
            ("second_factor_set", "{\"proof\":{\"recovery\":\"r\"}}"),
            ("recovery_used", "{}"),
            ("passkey_copied", one.as_str()),
        ]
        .into_iter()
        .enumerate()
        {
            let moment = at(i64::try_from(number).unwrap());
            ways.hear(kind, body, moment).unwrap();
        }
        assert_eq!(ways.password.proof.as_deref(), Some("p2"));
        assert_eq!(
            (ways.password_at, ways.must_change),
            (Some(at(2)), Some(false))
        );
        assert_eq!(ways.invite, None);
        assert_eq!(ways.generator, Some(Due::default()), "it had no digest");
        assert_eq!(ways.recovery.as_ref().unwrap().spent, 1);
        assert_eq!(ways.passkeys[&id].blocked_at, Some(at(6)));
        for kind in ["second_factor_reset", "passkey_removed", "deactivated"] {
            ways.hear(kind, &one, at(9)).unwrap();
        }
        assert!(ways.generator.is_none() && ways.recovery.is_none() && ways.passkeys.is_empty());
    }
}
