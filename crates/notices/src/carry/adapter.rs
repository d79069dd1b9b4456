//! The documented HTTP adapter (`docs/notices.md`), and the form that WeCom's group robots take.

use serde::Deserialize;
use serde_json::json;

use super::endpoint::{Answered, Endpoint};
use super::signature::sign;
use super::{CarrierError, HttpCarrier, Letter, Outcome, WecomForm};

/// Answers of a WeCom robot that ask for patience: its limit for a minute is used up.
const ROBOT_BUSY: [i64; 2] = [45_009, 45_033];
const ROBOT_BUSY_SECONDS: i64 = 60;

#[derive(Debug)]
pub(super) struct Adapter {
    endpoint: Endpoint,
    secret: String,
    form: WecomForm,
}

/// What an adapter may answer with; everything in it may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    id: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
struct RobotSaid {
    errcode: i64,
    #[serde(default)]
    errmsg: String,
}

impl Adapter {
    pub(super) fn new(carrier: &HttpCarrier, form: WecomForm) -> Result<Self, CarrierError> {
        Ok(Self {
            endpoint: Endpoint::new(&carrier.address, carrier.certificates.as_deref())?,
            secret: carrier.secret.clone(),
            form,
        })
    }

    pub(super) async fn carry(&self, letter: &Letter) -> Outcome {
        let (headers, body) = match self.form {
            WecomForm::Adapter => self.request(letter),
            WecomForm::Robot => (Vec::new(), robot_body(letter)),
        };
        match self.endpoint.post(&headers, body).await {
            Err(word) => Outcome::Trouble(word.to_owned(), None),
            Ok(answered) => match self.form {
                WecomForm::Adapter => judge(&answered),
                WecomForm::Robot => judge_robot(&answered),
            },
        }
    }

    fn request(&self, letter: &Letter) -> (Vec<(&'static str, String)>, Vec<u8>) {
        let id = letter.id.to_string();
        let body = json!({
            "version": 1,
            "id": id,
            "channel": letter.channel.name(),
            "to": letter.to,
            "text": letter.text,
            "template": letter.template,
            "lang": letter.lang.tag(),
            "vars": letter.vars,
        })
        .to_string()
        .into_bytes();
        let at_seconds = letter.at.as_micros() / 1_000_000;
        let headers = vec![
            ("webhook-id", id.clone()),
            ("webhook-timestamp", at_seconds.to_string()),
            (
                "webhook-signature",
                sign(&self.secret, &id, at_seconds, &body),
            ),
            ("idempotency-key", id),
        ];
        (headers, body)
    }
}

fn robot_body(letter: &Letter) -> Vec<u8> {
    let mut text = json!({ "content": letter.text });
    if !letter.to.is_empty() {
        text["mentioned_list"] = json!([letter.to]);
    }
    json!({ "msgtype": "text", "text": text })
        .to_string()
        .into_bytes()
}

/// What an answer means. A carrier that does not know us (401, 403) or our request (404, 405) is
/// set up wrongly: that is no fault of whoever is to be told, so it is trouble and not a refusal.
fn judge(answered: &Answered) -> Outcome {
    let said: Said = serde_json::from_slice(&answered.body).unwrap_or_default();
    match answered.status {
        // 409 says that it had this key before: whoever was killed after sending sends again.
        200..=299 | 409 => Outcome::Sent(said.id),
        400 | 410 | 422 => Outcome::Refused(said.reason),
        status => Outcome::Trouble(format!("status-{status}"), answered.retry_after_seconds),
    }
}

fn judge_robot(answered: &Answered) -> Outcome {
    if answered.status != 200 {
        let word = format!("status-{}", answered.status);
        return Outcome::Trouble(word, answered.retry_after_seconds);
    }
    match serde_json::from_slice::<RobotSaid>(&answered.body) {
        Ok(said) if said.errcode == 0 => Outcome::Sent(String::new()),
        Ok(said) if ROBOT_BUSY.contains(&said.errcode) => {
            Outcome::Trouble(said.errmsg, Some(ROBOT_BUSY_SECONDS))
        }
        Ok(said) => Outcome::Trouble(format!("{} {}", said.errcode, said.errmsg), None),
        Err(_) => Outcome::Trouble("answer-odd".to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> Answered {
        Answered {
            status,
            retry_after_seconds: (status == 429).then_some(30),
            body: body.to_owned().into(),
        }
    }

    #[test]
    fn a_wrong_number_is_refused_and_a_wrong_set_up_is_trouble() {
        let judged = |status, body: &str| judge(&answered(status, body));
        assert_eq!(
            judged(202, r#"{"id":"a1"}"#),
            Outcome::Sent("a1".to_owned())
        );
        assert_eq!(judged(200, "<html>"), Outcome::Sent(String::new()));
        assert_eq!(judged(409, ""), Outcome::Sent(String::new()));
        let refused = judged(422, r#"{"reason":"空号"}"#);
        assert_eq!(refused, Outcome::Refused("空号".to_owned()));
        for status in [301, 401, 403, 404, 500, 503] {
            assert!(matches!(judged(status, ""), Outcome::Trouble(_, None)));
        }
        assert!(matches!(judged(429, ""), Outcome::Trouble(_, Some(30))));
    }

    #[test]
    fn a_robot_says_in_its_body_how_it_went() {
        let judged = |status, body: &str| judge_robot(&answered(status, body));
        let fine = judged(200, r#"{"errcode":0,"errmsg":"ok"}"#);
        assert_eq!(fine, Outcome::Sent(String::new()));
        let busy = judged(200, r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#);
        assert!(matches!(busy, Outcome::Trouble(_, Some(60))));
        for body in [
            r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#,
            "",
            "[]",
        ] {
            assert!(
                matches!(judged(200, body), Outcome::Trouble(_, None)),
                "{body}"
            );
        }
    }
}
