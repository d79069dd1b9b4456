//! As much of HTTP/1.1 as these tests speak: one request on a connection, the answer read to its
//! end within bounds. A half answer is an error, so that a killed server never counts as one
//! that answered.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::Result;

const CONNECT_LIMIT: Duration = Duration::from_secs(2);
const ANSWER_LIMIT: Duration = Duration::from_secs(30);
const HEAD_BYTES_MAX: u64 = 64 * 1024;
const BODY_BYTES_MAX: u64 = 16 * 1024 * 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Names in small letters, in the order in which they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Result<serde_json::Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Where requests go; each opens a connection of its own.
#[derive(Debug, Clone, Copy)]
pub struct Connection(pub SocketAddr);

impl Connection {
    pub fn get(self, path: &str) -> Result<Answer> {
        self.send("GET", path, None)
    }

    pub fn post(self, path: &str, body: &serde_json::Value) -> Result<Answer> {
        self.send("POST", path, Some(body))
    }

    fn send(self, method: &str, path: &str, body: Option<&serde_json::Value>) -> Result<Answer> {
        let body = body.map(serde_json::Value::to_string).unwrap_or_default();
        let headers = [
            ("accept", "application/json"),
            ("content-type", "application/json"),
        ];
        self.ask((method, path), &headers, &body)
    }

    /// A request with headers of its own beside those that say where it goes and where it ends.
    pub fn ask(
        self,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.0, CONNECT_LIMIT)?;
        stream.set_read_timeout(Some(ANSWER_LIMIT))?;
        stream.set_write_timeout(Some(ANSWER_LIMIT))?;
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\nconnection: close\r\n",
            self.0,
            body.len()
        );
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.extend(["\r\n", body]);
        stream.write_all(request.as_bytes())?;
        read_answer(stream)
    }
}

fn read_answer(stream: impl std::io::Read) -> Result<Answer> {
    let mut reader = BufReader::new(stream);
    let mut head = reader.by_ref().take(HEAD_BYTES_MAX);
    let mut line = String::new();
    head.read_line(&mut line)?;
    let status = line.split(' ').nth(1).ok_or("no status line")?.parse()?;
    let mut length = None;
    let mut chunked = false;
    let mut headers = Vec::new();
    loop {
        line.clear();
        if head.read_line(&mut line)? == 0 {
            return Err("the answer ends in its head".into());
        }
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        let (name, value) = (name.to_ascii_lowercase(), value.trim());
        if name == "content-length" {
            length = Some(value.parse::<u64>()?);
        }
        chunked |= name == "transfer-encoding" && value.eq_ignore_ascii_case("chunked");
        headers.push((name, value.to_owned()));
    }
    let body = match (chunked, length) {
        (true, _) => read_chunks(&mut reader)?,
        (false, Some(length)) => read_exactly(&mut reader, length)?,
        (false, None) => return Err("the answer does not say how long it is".into()),
    };
    Ok(Answer {
        status,
        headers,
        body,
    })
}

fn read_exactly(reader: &mut impl std::io::Read, length: u64) -> Result<Vec<u8>> {
    if length > BODY_BYTES_MAX {
        return Err("the answer is too long".into());
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    if body.len() as u64 == length {
        Ok(body)
    } else {
        Err("the answer is cut short".into())
    }
}

fn read_chunks(reader: &mut impl std::io::BufRead) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.take(HEAD_BYTES_MAX).read_line(&mut line)?;
        let size = line.trim_end().split(';').next().unwrap_or_default();
        let size = u64::from_str_radix(size, 16)?;
        let room = BODY_BYTES_MAX.saturating_sub(body.len() as u64);
        if size > room {
            return Err("the answer is too long".into());
        }
        // Each chunk is followed by an empty line, the last one too.
        let mut chunk = read_exactly(reader, size + 2)?;
        if size == 0 {
            return Ok(body);
        }
        chunk.truncate(chunk.len() - 2);
        body.append(&mut chunk);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_both_kinds_are_read() -> Result<()> {
        let counted = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}";
        let answer = read_answer(counted.as_bytes())?;
        assert_eq!(answer.header("content-length"), Some("2"));
        assert_eq!(answer.header("location"), None);
        assert_eq!((answer.status, answer.text()), (201, "{}".to_owned()));
        let chunked =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
        assert_eq!(read_answer(chunked.as_bytes())?.text(), "abcd");
        Ok(())
    }

    #[test]
    fn half_an_answer_is_none() {
        for half in [
            "",
            "HTTP/1.1 201 Created\r\nContent-Length: 9",
            "HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n{\"id\"",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        ] {
            assert!(read_answer(half.as_bytes()).is_err(), "{half:?}");
        }
    }
}
