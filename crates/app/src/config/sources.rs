//! Collects each setting from the first place that has it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::keys::{self, Key};
use crate::Failure;

/// Names a configuration file outside the folder of the district, as packages want it.
const CONFIG_VARIABLE: &str = "HUIYIN_CONFIG";
/// A larger configuration file is a wrong file.
const FILE_BYTES: u64 = 64 * 1024;

/// Settings that can be given as flags.
#[derive(Debug, Clone, Default, Args)]
pub struct SettingArgs {
    /// 监听地址和端口 ｜ Address and port to listen on [127.0.0.1:8300]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<String>,
    /// 居民访问的网址，印在回执上 ｜ Address people use, printed on slips
    #[arg(long, value_name = "URL")]
    pub public_address: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Flag,
    Environment,
    File,
    /// Follows from other settings.
    Derived,
    Default,
}

impl Source {
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Flag => "命令行",
            Self::Environment => "环境变量",
            Self::File => "huiyin.toml",
            Self::Derived => "由其他设置推出",
            Self::Default => "默认",
        }
    }
}

/// One setting as it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InForce {
    pub name: &'static str,
    pub value: String,
    pub source: Source,
}

/// Raw values with their sources.
#[derive(Debug, Clone, Default)]
pub(super) struct Collected {
    found: BTreeMap<&'static str, (String, Source)>,
    file: PathBuf,
}

impl Collected {
    pub(super) fn new(
        args: &SettingArgs,
        environment: &dyn Fn(&str) -> Option<String>,
        files: &Path,
    ) -> Result<Self, Failure> {
        let mut found = BTreeMap::new();
        let named = environment(CONFIG_VARIABLE).map(PathBuf::from);
        let is_named = named.is_some();
        let file = named.unwrap_or_else(|| files.join("huiyin.toml"));
        let from_file = if is_named {
            read_named_file(&file)?
        } else {
            read_file(&file)?
        };
        for key in keys::all() {
            let flag = match key {
                keys::LISTEN => args.listen.clone(),
                keys::PUBLIC_ADDRESS => args.public_address.clone(),
                _ => None,
            };
            let value = flag
                .map(|value| (value, Source::Flag))
                .or_else(|| environment(&key.variable()).map(|it| (it, Source::Environment)))
                .or_else(|| from_file.get(key.name).map(|it| (it.clone(), Source::File)));
            if let Some(value) = value {
                found.insert(key.name, value);
            }
        }
        Ok(Self { found, file })
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    pub(super) fn has_secrets_in_file(&self) -> bool {
        keys::all().filter(|key| key.is_secret).any(|key| {
            let given = self.found.get(key.name);
            given.is_some_and(|(_, source)| *source == Source::File)
        })
    }

    /// The value given somewhere, or the key's default.
    pub(super) fn get(&self, key: Key) -> (String, Source) {
        self.given(key)
            .unwrap_or_else(|| (key.default.to_owned(), Source::Default))
    }

    pub(super) fn given(&self, key: Key) -> Option<(String, Source)> {
        self.found.get(key.name).cloned()
    }
}

/// A file that somebody named must be there: silence would put defaults in force.
fn read_named_file(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    match std::fs::metadata(path) {
        Ok(_) => read_file(path),
        Err(error) => Err(Failure::file(path, &error)),
    }
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let bytes = match std::fs::metadata(path) {
        Ok(facts) => facts.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(Failure::file(path, &error)),
    };
    let shown = path.display();
    if bytes > FILE_BYTES {
        return Err(Failure::new(
            format!("{shown} 超过 64 KiB，不像是配置文件。"),
            format!("{shown} has more than 64 KiB and cannot be a configuration."),
        ));
    }
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(0, |span| {
            text.get(..span.start)
                .map_or(0, |before| before.matches('\n').count() + 1)
        });
        Failure::new(
            format!("{shown} 第 {line} 行写法不对：{}", error.message()),
            format!("{shown}, line {line}: {}", error.message()),
        )
    })?;
    let mut values = BTreeMap::new();
    for (name, value) in flat(table) {
        if !keys::all().any(|key| key.name == name) {
            let known: Vec<&str> = keys::all().map(|key| key.name).collect();
            let known = known.join(", ");
            return Err(Failure::new(
                format!("{shown} 里的 `{name}` 不是已知的设置；可用的有：{known}。"),
                format!("{shown}: `{name}` is no known setting; there are: {known}."),
            ));
        }
        values.insert(name.clone(), plain(path, &name, value)?);
    }
    Ok(values)
}

/// `[backup]` with `folder` in it is `backup.folder`; a table with nothing in it is named too, so
/// that a wrong one is not passed over.
fn flat(table: toml::Table) -> Vec<(String, toml::Value)> {
    let mut values = Vec::new();
    for (name, value) in table {
        match value {
            toml::Value::Table(inner) if !inner.is_empty() => values.extend(
                inner
                    .into_iter()
                    .map(|(part, value)| (format!("{name}.{part}"), value)),
            ),
            toml::Value::Table(_) if keys::all().any(|key| is_in_table(key.name, &name)) => {}
            other => values.push((name, other)),
        }
    }
    values
}

fn is_in_table(key: &str, table: &str) -> bool {
    key.split_once('.').is_some_and(|(first, _)| first == table)
}

fn plain(file: &Path, name: &str, value: toml::Value) -> Result<String, Failure> {
    let file = file.display();
    match value {
        toml::Value::String(text) => Ok(text),
        toml::Value::Integer(number) => Ok(number.to_string()),
        toml::Value::Boolean(yes) => Ok(yes.to_string()),
        _ => Err(Failure::new(
            format!("{file} 里的 `{name}` 应当是文字、整数或 true/false。"),
            format!("{file}: `{name}` must be text, a whole number or true/false."),
        )),
    }
}
