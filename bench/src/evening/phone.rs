//! One phone: its route, what was written at each door, and the photos, piece by piece.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use huiyin_app::machine::{OsEntropy, SystemClock};
use huiyin_kernel::{Clock as _, Id};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::PHOTOS;
use super::pictures::Pictures;
use crate::http::{Connection, Request};
use crate::load::Times;
use crate::stopwatch::Stopwatch;

/// As much of a photo as the notebook sends at once.
const PIECE: usize = 128 * 1024;
const PHOTOS_A_MATTER: usize = 4;

/// What phones brought, and how long each request took.
#[derive(Default)]
pub struct Brought {
    pub submissions: Times,
    pub pieces: Times,
    pub photos: usize,
}

impl Brought {
    pub fn add(&mut self, other: Self) {
        self.submissions.join(other.submissions);
        self.pieces.join(other.pieces);
        self.photos += other.photos;
    }
}

struct Phone {
    connection: Connection,
    cookie: String,
    token: String,
    account: Value,
    brought: Brought,
}

pub async fn sync(
    address: SocketAddr,
    session: String,
    number: usize,
    pictures: Arc<Pictures>,
) -> Result<Brought> {
    let begun = Stopwatch::start();
    let mut phone = Phone {
        connection: Connection::open(address).await?,
        cookie: format!("cookie: {}={session}", huiyin_web::SESSION_COOKIE),
        token: String::new(),
        account: Value::Null,
        brought: Brought::default(),
    };
    let session = phone.get("/api/v1/session").await?;
    let token = session["token"].as_str().context("no token")?;
    phone.token = format!("x-huiyin-token: {token}");
    let route = phone.get("/api/v1/notebook/route").await?;
    phone.account = route["account"].clone();
    let stops = route["stops"].as_array().context("no stops")?;
    let mut left = PHOTOS;
    for stop in stops {
        let has_matter = left > 0;
        let submission = phone.write(&route["form"], stop, has_matter).await?;
        for _ in 0..PHOTOS_A_MATTER.min(left) {
            left -= 1;
            let picture = pictures.read(number * PHOTOS + left)?;
            phone.photo(&stop["visit"], submission, &picture).await?;
        }
    }
    phone.brought.submissions.elapsed = begun.elapsed();
    phone.brought.pieces.elapsed = begun.elapsed();
    Ok(phone.brought)
}

fn new_id() -> Id {
    Id::new(SystemClock.now(), &OsEntropy)
}

fn digest(bytes: &[u8]) -> String {
    huiyin_kernel::to_hex(&Sha256::digest(bytes))
}

impl Phone {
    async fn get(&mut self, path: &str) -> Result<Value> {
        let request = Request::with("GET", path, &[&self.cookie], "");
        let answer = self.connection.ask(&request).await?;
        if answer.status != 200 {
            bail!("{path} answers {}: {}", answer.status, answer.text());
        }
        answer.json()
    }

    async fn post(&mut self, path: &str, kind: &str, body: &[u8]) -> Result<Value> {
        let path = format!("/api/v1/notebook/{path}");
        let lines = [self.cookie.as_str(), self.token.as_str(), kind];
        let request = Request::of_bytes("POST", &path, &lines, body);
        let answer = self.connection.ask(&request).await?;
        if answer.status != 200 {
            bail!("{path} answers {}: {}", answer.status, answer.text());
        }
        answer.json()
    }

    async fn send(&mut self, path: &str, body: &Value) -> Result<Value> {
        let kind = "content-type: application/json";
        self.post(path, kind, body.to_string().as_bytes()).await
    }

    async fn write(&mut self, form: &Value, stop: &Value, has_matter: bool) -> Result<Id> {
        let id = new_id();
        let matter = json!({
            "id": new_id(),
            "answers": { "matter_text": "楼道的灯不亮，晚上上楼看不清。", "matter_urgency": "normal" },
        });
        let body = json!({
            "id": id, "visit": stop["visit"], "form": form["id"], "form_version": form["version"],
            "form_digest": form["digest"], "replaces": null, "outcome": "visited",
            "answers": { "has_matter": if has_matter { "yes" } else { "no" } },
            "matters": if has_matter { vec![matter] } else { Vec::new() },
            "made_at": SystemClock.now().as_micros(), "skew_seconds": 0, "author": self.account,
        });
        let watch = Stopwatch::start();
        let answer = self.send("submissions", &body).await?;
        self.brought.submissions.note(watch.elapsed());
        if answer["state"] != "stored" {
            bail!("a visit was not stored: {answer}");
        }
        Ok(id)
    }

    async fn photo(&mut self, visit: &Value, submission: Id, picture: &[u8]) -> Result<()> {
        let id = new_id();
        let note = json!({
            "id": id, "visit": visit, "submission": submission, "question": "matter_photo:0",
            "bytes": picture.len(), "digest": digest(picture),
            "taken_at": SystemClock.now().as_micros(), "indoors": false, "consent": true,
        });
        self.send("photos", &note).await?;
        let mut offset = 0;
        for piece in picture.chunks(PIECE) {
            let path = format!("photos/{id}?offset={offset}&digest={}", digest(piece));
            let kind = "content-type: application/octet-stream";
            let watch = Stopwatch::start();
            let answer = self.post(&path, kind, piece).await?;
            self.brought.pieces.note(watch.elapsed());
            offset += piece.len();
            if answer["offset"] != json!(offset) {
                bail!("a piece of a photo did not fit: {answer}");
            }
        }
        self.brought.photos += 1;
        Ok(())
    }
}
