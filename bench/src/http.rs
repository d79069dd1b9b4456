//! As much of HTTP/1.1 as a load generator speaks: one connection kept open, one request after
//! the other, each answer read to its end within bounds.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

const ANSWER_LIMIT: Duration = Duration::from_secs(30);
const HEAD_BYTES: usize = 32 * 1024;
const BODY_BYTES: usize = 4 * 1024 * 1024;
const READ_BYTES: usize = 64 * 1024;

/// A request, put together before the clock runs.
#[derive(Debug, Clone)]
pub struct Request(Vec<u8>);

impl Request {
    pub fn get(path: &str) -> Self {
        Self::with("GET", path, &[], "")
    }

    pub fn with(method: &str, path: &str, headers: &[&str], body: &str) -> Self {
        Self::of_bytes(method, path, headers, body.as_bytes())
    }

    /// `headers` hold whole lines without their ends.
    pub fn of_bytes(method: &str, path: &str, headers: &[&str], body: &[u8]) -> Self {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: bench\r\n");
        for line in headers.iter().filter(|line| !line.is_empty()) {
            head.push_str(line);
            head.push_str("\r\n");
        }
        if method != "GET" {
            let _ = write!(head, "content-length: {}\r\n", body.len());
        }
        head.push_str("\r\n");
        let mut whole = head.into_bytes();
        whole.extend_from_slice(body);
        Self(whole)
    }

    pub fn post_json(path: &str, body: &serde_json::Value) -> Self {
        let lines = ["content-type: application/json", "accept: application/json"];
        Self::with("POST", path, &lines, &body.to_string())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Result<serde_json::Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// An open connection with what was read of it and not yet used.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    kept: Vec<u8>,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            kept: Vec::with_capacity(READ_BYTES),
        })
    }

    pub async fn ask(&mut self, request: &Request) -> Result<Answer> {
        timeout(ANSWER_LIMIT, self.exchange(request))
            .await
            .context("no answer within half a minute")?
    }

    async fn exchange(&mut self, request: &Request) -> Result<Answer> {
        self.stream.write_all(&request.0).await?;
        let end = self.read_until(b"\r\n\r\n", HEAD_BYTES).await?;
        let head = String::from_utf8_lossy(&self.take(end)).into_owned();
        let status = head.split(' ').nth(1).context("no status")?.parse()?;
        let mut answer = Answer {
            status,
            head,
            body: Vec::new(),
        };
        let is_chunked = answer
            .header("transfer-encoding")
            .is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
        answer.body = if is_chunked {
            self.read_chunks().await?
        } else {
            let length = answer.header("content-length").unwrap_or("0").parse()?;
            self.read_exactly(length).await?
        };
        Ok(answer)
    }

    async fn read_more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.kept).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }

    /// Reads until `mark` stands in what was read; answers where it ends.
    async fn read_until(&mut self, mark: &[u8], limit: usize) -> Result<usize> {
        loop {
            let found = self.kept.windows(mark.len()).position(|part| part == mark);
            if let Some(at) = found {
                return Ok(at + mark.len());
            }
            if self.kept.len() > limit {
                bail!("the answer is too long");
            }
            self.read_more().await?;
        }
    }

    async fn read_exactly(&mut self, length: usize) -> Result<Vec<u8>> {
        if length > BODY_BYTES {
            bail!("the answer is too long");
        }
        while self.kept.len() < length {
            self.read_more().await?;
        }
        Ok(self.take(length))
    }

    async fn read_chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = self.read_until(b"\r\n", READ_BYTES + BODY_BYTES).await?;
            let line = String::from_utf8_lossy(&self.take(end)).into_owned();
            let size = line.trim_end().split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16).context("a chunk without a size")?;
            // Each chunk is followed by an empty line, the last one too.
            let mut chunk = self.read_exactly(size.saturating_add(2)).await?;
            if size == 0 {
                return Ok(body);
            }
            chunk.truncate(size);
            body.append(&mut chunk);
            if body.len() > BODY_BYTES {
                bail!("the answer is too long");
            }
        }
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let rest = self.kept.split_off(length);
        std::mem::replace(&mut self.kept, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers each request with the next of `answers`, in pieces of seven bytes.
    async fn answers(answers: Vec<&'static str>) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            for answer in answers {
                let mut asked = [0; 1024];
                assert!(stream.read(&mut asked).await.unwrap() > 0);
                for piece in answer.as_bytes().chunks(7) {
                    stream.write_all(piece).await.unwrap();
                    stream.flush().await.unwrap();
                }
            }
        });
        address
    }

    #[tokio::test]
    async fn one_connection_serves_many_requests_of_both_kinds() {
        let address = answers(vec![
            "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
            "HTTP/1.1 303 See Other\r\nLocation: /desk\r\nContent-Length: 0\r\n\r\n",
        ])
        .await;
        let mut connection = Connection::open(address).await.unwrap();
        let request = Request::get("/");
        assert_eq!(connection.ask(&request).await.unwrap().status, 201);
        assert_eq!(connection.ask(&request).await.unwrap().text(), "abcd");
        let answer = connection.ask(&request).await.unwrap();
        assert_eq!(answer.header("location"), Some("/desk"));
    }

    #[tokio::test]
    async fn half_an_answer_is_an_error() {
        let address = answers(vec!["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"]).await;
        let mut connection = Connection::open(address).await.unwrap();
        assert!(connection.ask(&Request::get("/")).await.is_err());
    }
}
