//! Reading: an echo page, and the three pages whose work grows with the number of matters.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use huiyin_kernel::EchoCode;
use serde_json::{Value, json};

use crate::http::{Connection, Request};
use crate::load::{self, Load, Pages, Times};
use crate::server::Server;

const WARM_UP: Duration = Duration::from_millis(700);
/// Clients that look at a page at the same time.
const READERS: u64 = 4;
const DISPATCHER: &str = "dispatcher";
/// The password of every demo account.
const PASSWORD: &str = "Huiyin-demo-2026";
/// What a dispatcher searches for: common words, pairs of them, rare ones.
const SEARCHES: [&str; 8] = [
    "电梯",
    "路灯 台阶",
    "油烟",
    "乱停车 消防通道",
    "望江路 电梯",
    "网吧",
    "漏雨 监控",
    "盘溪路 井盖",
];

/// Figures of one page.
#[derive(Debug)]
pub struct Figure {
    pub name: &'static str,
    pub times: Times,
}

impl Figure {
    pub fn json(&self) -> (String, Value) {
        (self.name.to_owned(), self.times.json())
    }
}

pub async fn measure(
    server: &Server,
    name: &'static str,
    pages: Pages,
    clients: u64,
    seconds: Duration,
) -> Result<Figure> {
    let load: Arc<dyn Load> = Arc::new(pages);
    load::run(server.address, Arc::clone(&load), clients, 0, WARM_UP)
        .await
        .context(name)?;
    let times = load::run(server.address, load, clients, 1_000, seconds)
        .await
        .context(name)?;
    Ok(Figure { name, times })
}

/// Echo pages of many matters, each as often as another: as plain text and packed, as browsers
/// ask for it.
pub async fn echo(
    server: &Server,
    codes: &[EchoCode],
    clients: u64,
    seconds: Duration,
) -> Result<Vec<Figure>> {
    let paths: Vec<String> = codes
        .iter()
        .map(|code| format!("/echo/{}", code.as_str()))
        .collect();
    let plain = Pages::new(&paths, &[], "<main");
    let packed = Pages::new(&paths, &["accept-encoding: gzip"], "<main");
    Ok(vec![
        measure(server, "echo", plain, clients, seconds).await?,
        measure(server, "echo_gzip", packed, clients, seconds).await?,
    ])
}

/// The pages that must stay quick while a district grows.
pub const GROWING: [&str; 3] = ["inbox", "board", "search"];

/// Inbox, board and search.
pub async fn growing(server: &Server, seconds: Duration) -> Result<Vec<Figure>> {
    let cookie = sign_in(server, DISPATCHER).await?;
    let desk = |paths: &[String]| Pages::new(paths, &[&cookie], "<main");
    let searches: Vec<String> = SEARCHES
        .iter()
        .map(|words| format!("/desk/search?q={}", percent(words)))
        .collect();
    let board = Pages::new(&["/board".to_owned()], &[], "<main");
    Ok(vec![
        measure(
            server,
            "inbox",
            desk(&["/desk".to_owned()]),
            READERS,
            seconds,
        )
        .await?,
        measure(server, "board", board, READERS, seconds).await?,
        measure(server, "search", desk(&searches), READERS, seconds).await?,
    ])
}

/// Signs somebody of the demo in and answers with the line that carries the session.
pub async fn sign_in(server: &Server, login: &str) -> Result<String> {
    let mut connection = Connection::open(server.address).await?;
    let page = connection.ask(&Request::get("/sign-in")).await?.text();
    let token = hidden(&page, "csrf").context("the sign-in page has no form token")?;
    let form = format!("csrf={token}&login={login}&password={PASSWORD}&next=");
    let lines = ["content-type: application/x-www-form-urlencoded"];
    let answer = connection
        .ask(&Request::with("POST", "/sign-in", &lines, &form))
        .await?;
    let cookie = answer
        .header("set-cookie")
        .and_then(|line| line.split(';').next());
    match (answer.status, cookie) {
        (303, Some(cookie)) => Ok(format!("cookie: {cookie}")),
        _ => bail!("{login} could not sign in: {}", answer.status),
    }
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> Option<String> {
    let at = page.find(&format!("name=\"{name}\""))?;
    let tag = page.get(page.get(..at)?.rfind('<')?..)?;
    let tag = tag.get(..tag.find('>')?)?;
    let value = tag.split("value=\"").nth(1)?;
    Some(value.split('"').next()?.to_owned())
}

fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

/// How many times slower the larger district is, by the middle time.
pub fn ratio(small: &[Figure], large: &[Figure]) -> Value {
    let pairs = small.iter().zip(large).map(|(small, large)| {
        let share = |permille| {
            load::rounded(large.times.permille(permille) / small.times.permille(permille).max(1e-6))
        };
        (
            small.name.to_owned(),
            json!({ "p50": share(500), "p99": share(990) }),
        )
    });
    Value::Object(pairs.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_field_is_read_wherever_its_value_stands() {
        let page = r#"<form><input type="hidden" name="csrf" value="abc"><input name="login">"#;
        assert_eq!(hidden(page, "csrf").as_deref(), Some("abc"));
        let other = r#"<input value="x"><input value="abc" type="hidden" name="csrf">"#;
        assert_eq!(hidden(other, "csrf").as_deref(), Some("abc"));
        assert_eq!(hidden(page, "form_key"), None);
    }

    #[test]
    fn queries_are_escaped() {
        assert_eq!(percent("灯 a"), "%E7%81%AF%20%61");
    }
}
