//! Clients that report one thing after another and keep every receipt they were given.

use serde_json::json;

use crate::{Answer, Connection, Result};

/// What a resident holds after a report was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Receipt {
    pub echo_code: String,
    pub id: String,
    pub number: String,
}

/// What came of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reported {
    Accepted(Receipt),
    Refused(Answer),
    /// No whole answer came; whether the report was kept nobody was promised.
    Unanswered,
}

/// More than any round lasts; a client that gets so far stops by itself.
const REPORTS_MAX: u32 = 100_000;

impl Receipt {
    /// Reports once. An error is a receipt that lacks something.
    pub fn ask_for(connection: Connection, text: &str) -> Result<Reported> {
        let body = json!({ "text": text, "place_text": "望江路12号院3号楼" });
        let Ok(answer) = connection.post("/api/v1/matters", &body) else {
            return Ok(Reported::Unanswered);
        };
        if answer.status != 201 {
            return Ok(Reported::Refused(answer));
        }
        let json = answer.json()?;
        let field = |name: &str| -> Result<String> {
            match &json[name] {
                serde_json::Value::String(text) => Ok(text.clone()),
                serde_json::Value::Number(number) => Ok(number.to_string()),
                _ => Err(format!("the receipt has no {name}: {json}").into()),
            }
        };
        Ok(Reported::Accepted(Self {
            echo_code: field("echo_code")?,
            id: field("id")?,
            number: field("number")?,
        }))
    }

    /// Reports where nothing stands in the way; anything but a receipt is an error.
    pub fn obtain(connection: Connection, text: &str) -> Result<Self> {
        match Self::ask_for(connection, text)? {
            Reported::Accepted(receipt) => Ok(receipt),
            other => Err(format!("no receipt for {text}: {other:?}").into()),
        }
    }

    /// Asks for the matter behind the receipt; an error says what is wrong with it.
    pub fn check(&self, connection: Connection) -> Result<()> {
        let answer = connection.get(&format!("/api/v1/echo/{}", self.echo_code))?;
        let found = answer.text();
        if answer.status != 200 {
            return Err(format!("{} has a receipt and is lost: {found}", self.number).into());
        }
        if found.contains(&self.number) {
            return Ok(());
        }
        Err(format!("{} leads to another matter: {found}", self.echo_code).into())
    }
}

/// Reports until the server no longer answers, and returns the receipts. `name` tells the
/// clients' reports apart. An answer that refuses is an error: nothing here deserves one.
pub fn report_until_unanswered(connection: Connection, name: &str) -> Result<Vec<Receipt>> {
    let mut receipts = Vec::new();
    for count in 0..REPORTS_MAX {
        let text = format!("楼道的灯不亮，晚上看不清台阶（{name}–{count}）");
        match Receipt::ask_for(connection, &text)? {
            Reported::Accepted(receipt) => receipts.push(receipt),
            Reported::Refused(answer) => {
                let said = answer.text();
                return Err(format!("{text} was refused: {} {said}", answer.status).into());
            }
            Reported::Unanswered => break,
        }
    }
    Ok(receipts)
}
