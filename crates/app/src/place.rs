//! Where a district lies: its store, and the folder of its photos, its key and its configuration.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::Failure;

const DEFAULT_FOLDER: &str = "./data";

/// The same choice for every command that opens a district.
#[derive(Debug, Clone, Default, Args)]
pub struct PlaceArgs {
    /// 数据目录（SQLite、照片、密钥）｜ Folder of the district: SQLite file, photos, key [./data]
    #[arg(long, value_name = "DIR", conflicts_with_all = ["database", "files"])]
    pub data: Option<PathBuf>,
    /// 改用 PostgreSQL ｜ Use PostgreSQL instead; `?schema=NAME` chooses the schema
    #[arg(long, value_name = "postgres://…")]
    pub database: Option<String>,
    /// 使用 PostgreSQL 时照片和密钥的目录 ｜ Folder of photos and key beside PostgreSQL [./data]
    #[arg(long, value_name = "DIR")]
    pub files: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Store {
    Sqlite(PathBuf),
    Postgres(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub store: Store,
    /// Photos, key and `huiyin.toml`; with SQLite the data folder itself.
    pub files: PathBuf,
}

impl PlaceArgs {
    /// Flags first, then `HUIYIN_DATA`, `HUIYIN_DATABASE` and `HUIYIN_FILES`, then `./data`.
    pub fn resolve(&self, environment: &dyn Fn(&str) -> Option<String>) -> Result<Place, Failure> {
        if let Some(data) = &self.data {
            return Ok(Place::in_folder(data));
        }
        let files = self
            .files
            .clone()
            .or_else(|| environment("HUIYIN_FILES").map(PathBuf::from));
        let beside = |address: String| -> Result<Place, Failure> {
            if !address.starts_with("postgres://") && !address.starts_with("postgresql://") {
                return Err(Failure::new(
                    "数据库地址要以 postgres:// 开头；使用 SQLite 请改用 --data 目录。",
                    "A database address begins with postgres://; for SQLite use --data DIR.",
                ));
            }
            Ok(Place {
                store: Store::Postgres(address),
                files: files.clone().unwrap_or_else(|| DEFAULT_FOLDER.into()),
            })
        };
        if let Some(address) = &self.database {
            return beside(address.clone());
        }
        match (environment("HUIYIN_DATA"), environment("HUIYIN_DATABASE")) {
            (Some(_), Some(_)) => Err(Failure::new(
                "HUIYIN_DATA 和 HUIYIN_DATABASE 只能设一个，请去掉其中之一。",
                "HUIYIN_DATA and HUIYIN_DATABASE exclude each other: unset one of them.",
            )),
            (None, Some(address)) => beside(address),
            (Some(data), None) => Ok(Place::in_folder(Path::new(&data))),
            (None, None) if self.files.is_some() => Err(Failure::new(
                "--files 只与 --database 一起使用；使用 SQLite 请用 --data。",
                "--files goes with --database only; for SQLite use --data.",
            )),
            (None, None) => Ok(Place::in_folder(Path::new(DEFAULT_FOLDER))),
        }
    }
}

impl Place {
    pub fn in_folder(data: &Path) -> Self {
        Self {
            store: Store::Sqlite(data.join("huiyin.db")),
            files: data.to_owned(),
        }
    }

    pub fn photos(&self) -> PathBuf {
        self.files.join("blobs")
    }

    /// As it may be shown: without the password of a database.
    pub fn shown(&self) -> String {
        match &self.store {
            Store::Sqlite(path) => path.display().to_string(),
            Store::Postgres(address) => without_password(address),
        }
    }
}

fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return "postgres://…".to_owned();
    };
    // The last `@` before the path ends the login: passwords may hold one themselves.
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let path = path.split('?').next().unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((login, host)) => {
            let user = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{host}{path}")
        }
        None => format!("{scheme}://{authority}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(args: &PlaceArgs, set: &[(&str, &str)]) -> Result<Place, Failure> {
        args.resolve(&|name| {
            let found = set.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_flag_comes_before_the_environment_and_that_before_the_default() {
        let none = PlaceArgs::default();
        assert_eq!(
            resolve(&none, &[]).unwrap(),
            Place::in_folder(Path::new("./data"))
        );
        let environment = [
            ("HUIYIN_DATABASE", "postgres://u:p@h/d"),
            ("HUIYIN_FILES", "/f"),
        ];
        let place = resolve(&none, &environment).unwrap();
        assert_eq!(place.files, Path::new("/f"));
        assert_eq!(place.shown(), "postgres://u@h/d");
        let flag = PlaceArgs {
            data: Some("/srv/a".into()),
            ..PlaceArgs::default()
        };
        assert_eq!(
            resolve(&flag, &environment).unwrap(),
            Place::in_folder(Path::new("/srv/a"))
        );
    }

    #[test]
    fn contradictions_are_refused() {
        let none = PlaceArgs::default();
        assert!(
            resolve(
                &none,
                &[("HUIYIN_DATA", "a"), ("HUIYIN_DATABASE", "postgres://h/d")]
            )
            .is_err()
        );
        assert!(resolve(&none, &[("HUIYIN_DATABASE", "mysql://h/d")]).is_err());
        let lonely = PlaceArgs {
            files: Some("/f".into()),
            ..PlaceArgs::default()
        };
        assert!(resolve(&lonely, &[]).is_err());
    }

    #[test]
    fn no_password_is_ever_shown() {
        for address in [
            "postgres://u:se@cret@h:5432/d?schema=a&password=secret",
            "postgres://u:secret@h/d",
            "postgresql://u:secret@h",
        ] {
            assert!(!without_password(address).contains("cret"), "{address}");
        }
        assert_eq!(without_password("postgres://h/d"), "postgres://h/d");
    }
}
