//! Collects each setting from the first place that has it.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::keys::{self, KEYS, Key};
use crate::Failure;

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
pub(super) struct Collected(BTreeMap<&'static str, (String, Source)>);

impl Collected {
    pub(super) fn new(
        args: &SettingArgs,
        environment: &dyn Fn(&str) -> Option<String>,
        files: &Path,
    ) -> Result<Self, Failure> {
        let mut found = BTreeMap::new();
        let from_file = read_file(&files.join("huiyin.toml"))?;
        for key in KEYS {
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
        Ok(Self(found))
    }

    /// The value given somewhere, or the key's default.
    pub(super) fn get(&self, key: Key) -> (String, Source) {
        self.given(key)
            .unwrap_or_else(|| (key.default.to_owned(), Source::Default))
    }

    pub(super) fn given(&self, key: Key) -> Option<(String, Source)> {
        self.0.get(key.name).cloned()
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
    for (name, value) in table {
        if !KEYS.iter().any(|key| key.name == name) {
            let known: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
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
