//! A district under measurement: a folder and a store of its own, gone with its guard.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, anyhow, bail};
use huiyin_app::{Config, House, Opening, Place, SettingArgs, Store};

/// The binary under test stands beside this one.
pub fn binary() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("HUIYIN_BIN") {
        return Ok(PathBuf::from(path));
    }
    let own = std::env::current_exe()?;
    let path = own.with_file_name("huiyin");
    if !path.is_file() {
        bail!(
            "{} is not there: cargo build --release --package huiyin",
            path.display()
        );
    }
    Ok(path)
}

/// An address of loopback that nothing listens on at this moment.
pub fn free_port() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

#[derive(Debug)]
pub struct District {
    folder: PathBuf,
    /// The address of the PostgreSQL schema, where the store is one.
    address: Option<String>,
    stays: bool,
}

impl District {
    /// Leaves the folder where it is.
    pub fn stay(&mut self) {
        self.stays = true;
    }

    /// The demo district in a new folder under `under`, on SQLite or in a PostgreSQL schema.
    pub fn demo(under: &Path, name: &str, postgres: Option<&str>) -> Result<Self> {
        let district = Self::empty(under, name, postgres)?;
        let output = district.command("demo")?.stdin(Stdio::null()).output()?;
        if !output.status.success() {
            bail!("huiyin demo: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(district)
    }

    /// A new folder with nothing in it.
    pub fn empty(under: &Path, name: &str, postgres: Option<&str>) -> Result<Self> {
        let folder = under.join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            address: postgres.map(|address| in_schema(address, name)),
            stays: false,
        })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The SQLite file.
    pub fn file(&self) -> PathBuf {
        self.folder.join("huiyin.db")
    }

    /// A command of the binary on this district.
    pub fn command(&self, verb: &str) -> Result<Command> {
        let mut command = Command::new(binary()?);
        command.arg(verb);
        match &self.address {
            Some(address) => command.arg("--database").arg(address).arg("--files"),
            None => command.arg("--data"),
        };
        command.arg(&self.folder);
        Ok(command)
    }

    /// The store itself, opened beside or before the server.
    pub async fn open(&self) -> Result<House> {
        let place = Place {
            store: match &self.address {
                Some(address) => Store::Postgres(address.clone()),
                None => Store::Sqlite(self.file()),
            },
            files: self.folder.clone(),
        };
        let config = Config::read(&SettingArgs::default(), &|_| None, &self.folder);
        let config = config.map_err(|error| anyhow!(error.0.en))?;
        let opened = House::open(&place, &config, Opening::AsItIs).await;
        opened.map_err(|error| anyhow!(error.0.en))
    }
}

impl Drop for District {
    fn drop(&mut self) {
        if !self.stays {
            // What cannot be removed now the machine's own clean-up will take.
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }
}

/// The same database with a schema of its own.
fn in_schema(address: &str, name: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    let schema: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{address}{joint}schema=bench_{schema}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_joins_the_address() {
        assert_eq!(
            in_schema("postgres://u@h/d", "m-10000"),
            "postgres://u@h/d?schema=bench_m10000"
        );
        assert_eq!(
            in_schema("postgres://u@h/d?a=b", "x"),
            "postgres://u@h/d?a=b&schema=bench_x"
        );
    }
}
