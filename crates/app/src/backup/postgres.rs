//! PostgreSQL's own programs, `pg_dump` and `pg_restore`. A password never stands in their
//! arguments, where every user of the machine could read it.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use huiyin_db::postgres::address_and_schema;
use tokio::process::Command;

use crate::Failure;

/// Where Debian keeps the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Characters of a program's complaint that are shown.
const COMPLAINT_CHARACTERS: usize = 600;

/// Writes the schema as it stands in the view to a file.
pub async fn dump(address: &str, schema: &str, view: &str, target: &Path) -> Result<(), Failure> {
    let mut command = program("pg_dump", address)?;
    command
        .args(["--format=custom", "--no-owner", "--no-privileges"])
        .arg(format!("--schema={schema}"))
        .arg(format!("--snapshot={view}"))
        .arg("--file")
        .arg(target);
    run(command, "pg_dump").await
}

/// Puts a dump into the database, all of it or nothing.
pub async fn load(address: &str, dump: &Path) -> Result<(), Failure> {
    let mut command = program("pg_restore", address)?;
    command
        .args([
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
        ])
        .arg(dump);
    run(command, "pg_restore").await
}

fn program(name: &str, address: &str) -> Result<Command, Failure> {
    let (address, password) = without_password(address)?;
    let path = find(name).ok_or_else(|| {
        Failure::new(
            format!("找不到 {name}。请安装 PostgreSQL 客户端（Debian：postgresql-client）。"),
            format!("{name} is not there. Install PostgreSQL's client programs (Debian: postgresql-client)."),
        )
    })?;
    let mut command = Command::new(path);
    command.arg(format!("--dbname={address}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        // A server that stops does not leave the program behind.
        .kill_on_drop(true);
    Ok(command)
}

async fn run(mut command: Command, name: &str) -> Result<(), Failure> {
    let output = command.output().await.map_err(|error| {
        Failure::new(
            format!("{name} 无法运行：{error}"),
            format!("{name} could not be run: {error}"),
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said: String = said.trim().chars().take(COMPLAINT_CHARACTERS).collect();
    Err(Failure::new(
        format!("{name} 没有成功：{said}"),
        format!("{name} failed: {said}"),
    ))
}

/// In the path first, then the newest of Debian's versions.
fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    folders.extend(versions.into_iter().map(|(_, folder)| folder));
    folders
        .into_iter()
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// The address as libpq takes it, with the password apart.
fn without_password(address: &str) -> Result<(String, Option<String>), Failure> {
    let (address, _) = address_and_schema(address)?;
    let Some((scheme, rest)) = address.split_once("://") else {
        return Ok((address, None));
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let Some((login, host)) = authority.rsplit_once('@') else {
        return Ok((address, None));
    };
    let Some((user, password)) = login.split_once(':') else {
        return Ok((address, None));
    };
    let plain = format!("{scheme}://{user}@{host}{path}");
    Ok((plain, Some(decoded(password))))
}

/// `%40` is `@`; whatever is no escape stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(escape.unwrap_or(*first));
        rest = if escape.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_leaves_the_address() {
        let split = |address: &str| without_password(address).unwrap();
        assert_eq!(
            split("postgres://u:p%40ss%@h:5432/d?schema=a&sslmode=require"),
            (
                "postgres://u@h:5432/d?sslmode=require".to_owned(),
                Some("p@ss%".to_owned())
            )
        );
        assert_eq!(
            split("postgres://u@h/d?schema=a"),
            ("postgres://u@h/d".to_owned(), None)
        );
        assert_eq!(
            split("postgres:///d?host=/run&user=u@x:y"),
            ("postgres:///d?host=/run&user=u@x:y".to_owned(), None)
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_none() {
        assert!(find("pg_no_such_program").is_none());
    }
}
