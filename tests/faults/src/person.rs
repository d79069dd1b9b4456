//! Somebody at the desk: signs in once, and sends the forms of its pages as a browser would.

use crate::{Answer, Connection, Result};

/// The password of every account of the model district.
const PASSWORD: &str = "Huiyin-demo-2026";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
/// Pages in English, so that what they say can be read here.
const ENGLISH: (&str, &str) = ("accept-language", "en");

/// A session outlives the server that opened it, and so does the token of its forms.
#[derive(Debug, Clone)]
pub struct Person {
    cookie: String,
    token: String,
}

impl Person {
    pub fn sign_in(connection: Connection, login: &str) -> Result<Self> {
        let page = connection.ask(("GET", "/sign-in"), &[ENGLISH], "")?;
        let token = after(&page.text(), "name=\"csrf\" value=\"")?.to_owned();
        let fields = [("csrf", &*token), ("login", login), ("password", PASSWORD)];
        let answer = connection.ask(("POST", "/sign-in"), &[ENGLISH, FORM], &encoded(&fields))?;
        let is_session =
            |it: &&(String, String)| it.0 == "set-cookie" && it.1.starts_with("huiyin_session=");
        let cookie = answer.headers.iter().find(is_session);
        let (_, cookie) = cookie.ok_or_else(|| format!("{login}: {}", answer.text()))?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let mut person = Self { cookie, token };
        let session = person.get(connection, "/api/v1/session")?.json()?;
        let token = session["token"]
            .as_str()
            .ok_or("the session has no token")?;
        token.clone_into(&mut person.token);
        Ok(person)
    }

    pub fn get(&self, connection: Connection, path: &str) -> Result<Answer> {
        let headers = [("cookie", &*self.cookie), ENGLISH];
        connection.ask(("GET", path), &headers, "")
    }

    /// Sends a form under a key of its own, which must be a fresh UUID.
    pub fn submit(
        &self,
        connection: Connection,
        path: &str,
        key: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer> {
        let headers = [("cookie", &*self.cookie), ENGLISH, FORM];
        let all = [&[("csrf", &*self.token), ("form_key", key)], fields].concat();
        connection.ask(("POST", path), &headers, &encoded(&all))
    }
}

/// What follows `mark` in a page, up to the next quotation mark or tag.
pub fn after<'p>(page: &'p str, mark: &str) -> Result<&'p str> {
    let (_, rest) = page
        .split_once(mark)
        .ok_or_else(|| format!("the page has no {mark}: {page}"))?;
    Ok(rest.split(['"', '<']).next().unwrap_or_default())
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", percent(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(["%", &format!("{byte:02X}")]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_written_as_browsers_write_it() {
        let fields = [("lines", "17 y\n冉"), ("empty", "")];
        assert_eq!(encoded(&fields), "lines=17%20y%0A%E5%86%89&empty=");
    }

    #[test]
    fn what_a_page_lacks_is_an_error() -> Result<()> {
        let page = "<input name=\"csrf\" value=\"abc\"><b>12</b>";
        assert_eq!(after(page, "name=\"csrf\" value=\"")?, "abc");
        assert_eq!(after(page, "<b>")?, "12");
        assert!(after(page, "<i>").is_err());
        Ok(())
    }
}
