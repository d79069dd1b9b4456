//! Where the master keys come from: a file of their own, the environment, or a command that asks
//! a safe place for them. Never the store, so that neither a stolen database nor a stolen backup
//! opens residents' names and phones.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use huiyin_db::fields::Reload;
use huiyin_db::ring::Ring;
use huiyin_kernel::{Entropy, Said};
use tokio::io::AsyncReadExt as _;

use crate::{Failure, key_file};

/// How long a command may take to bring the key.
const COMMAND_LIMIT: Duration = Duration::from_secs(30);
/// More text than this is no key.
const TEXT_BYTES: usize = 4096;

/// The text of a key, which is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(String);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Hidden(…)")
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    File(PathBuf),
    /// The variable `HUIYIN_KEY`.
    Environment(Hidden),
    /// A program and its arguments, run without a shell.
    Command(Vec<String>),
}

impl KeySource {
    pub fn environment(text: String) -> Self {
        Self::Environment(Hidden(text))
    }

    /// The keys, or None where a file is missing.
    pub async fn load(&self) -> Result<Option<Ring>, Failure> {
        match self {
            Self::File(path) => key_file::load(path),
            Self::Environment(text) => match Ring::parse(&text.0) {
                Some(ring) => Ok(Some(ring)),
                None => Err(no_key(&self.shown())),
            },
            Self::Command(words) => match Ring::parse(&output_of(words).await?) {
                Some(ring) => Ok(Some(ring)),
                None => Err(no_key(&self.shown())),
            },
        }
    }

    /// The keys of a district that is being made: only a file may be made with it.
    pub async fn load_or_make(&self, entropy: &dyn Entropy) -> Result<Ring, Failure> {
        match (self.load().await?, self) {
            (Some(ring), _) => Ok(ring),
            (None, Self::File(path)) => key_file::create(path, entropy),
            (None, _) => Err(no_key(&self.shown())),
        }
    }

    /// Looks into the file again for a key that another process has added meanwhile. Variables
    /// and commands are asked once, at the start.
    pub fn reload(&self) -> Option<Reload> {
        let Self::File(path) = self else { return None };
        let path = path.clone();
        Some(Arc::new(move || key_file::load(&path).ok().flatten()))
    }

    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            _ => None,
        }
    }

    /// The source as a person is told of it, without the key.
    pub fn shown(&self) -> Said {
        match self {
            Self::File(path) => {
                let path = path.display();
                Said::new(format!("密钥文件 {path}"), format!("the key file {path}"))
            }
            Self::Environment(_) => {
                Said::new("环境变量 HUIYIN_KEY", "the environment variable HUIYIN_KEY")
            }
            Self::Command(words) => {
                let program = words.first().map_or("", String::as_str);
                Said::new(
                    format!("命令 {program}（key_command）"),
                    format!("the command {program} (key_command)"),
                )
            }
        }
    }
}

/// Refused because the store is there and its key is not: a new one would open nothing.
pub fn missing(source: &KeySource) -> Failure {
    let Said { zh, en } = source.shown();
    Failure::new(
        format!(
            "已有数据，但找不到密钥：{zh}。请把原来的密钥文件放回该处（或用 HUIYIN_KEY_FILE 指明）；\
             换新密钥会使居民的姓名和电话再也打不开，所以不会自动生成。"
        ),
        format!(
            "The district is there but its key is not: {en}. Put the original key file back (or \
             name it by HUIYIN_KEY_FILE); a new key could never open residents' names and phones, \
             so none is made."
        ),
    )
}

/// Refused because the key is that of another district.
pub fn foreign(source: &KeySource) -> Failure {
    let Said { zh, en } = source.shown();
    Failure::new(
        format!("{zh} 里不是这份数据的密钥。请放回与这份数据一起使用的密钥。"),
        format!("What {en} holds does not belong to this district. Put its own key back."),
    )
}

/// Refused because the store has gone on to a key that is not among these.
pub fn behind(source: &KeySource, generation: u16) -> Failure {
    let Said { zh, en } = source.shown();
    Failure::new(
        format!("{zh} 里缺第 {generation} 代密钥，而数据已在使用它。请补上更换密钥后的完整内容。"),
        format!(
            "{en} lacks key generation {generation}, which the district already uses. Put the \
             whole key ring there, as it is since the last rotation."
        ),
    )
}

fn no_key(shown: &Said) -> Failure {
    Failure::new(
        format!(
            "{} 里没有可用的密钥：应为 64 个十六进制字符，更换过密钥时每行为“代号:64 个字符”。",
            shown.zh
        ),
        format!(
            "There is no key in {}: it must be 64 hexadecimal digits, after a rotation lines of \
             `generation:64 digits`.",
            shown.en
        ),
    )
}

async fn output_of(words: &[String]) -> Result<String, Failure> {
    let Some((program, arguments)) = words.split_first() else {
        return Err(failed("", "key_command is empty"));
    };
    let run = async {
        let mut child = tokio::process::Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| failed(program, &error.to_string()))?;
        let mut text = Vec::new();
        if let Some(out) = child.stdout.take() {
            let most = u64::try_from(TEXT_BYTES).unwrap_or(u64::MAX) + 1;
            let read = out.take(most).read_to_end(&mut text).await;
            read.map_err(|error| failed(program, &error.to_string()))?;
        }
        if text.len() > TEXT_BYTES {
            return Err(failed(program, "it wrote more than a key"));
        }
        let status = child.wait().await;
        let status = status.map_err(|error| failed(program, &error.to_string()))?;
        if !status.success() {
            return Err(failed(program, &status.to_string()));
        }
        String::from_utf8(text).map_err(|_| failed(program, "it wrote no text"))
    };
    match tokio::time::timeout(COMMAND_LIMIT, run).await {
        Ok(done) => done,
        Err(_) => Err(failed(program, "it did not answer within 30 seconds")),
    }
}

fn failed(program: &str, why: &str) -> Failure {
    Failure::new(
        format!("取密钥的命令 {program} 没有成功：{why}。请检查 key_command。"),
        format!("The command {program} brought no key: {why}. Check key_command."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(words: &[&str]) -> KeySource {
        KeySource::Command(words.iter().map(|it| (*it).to_owned()).collect())
    }

    #[tokio::test]
    async fn a_command_and_a_variable_bring_the_key() {
        let key = "ab".repeat(32);
        let ring = Ring::parse(&key);
        assert_eq!(command(&["echo", &key]).load().await.unwrap(), ring);
        let set = KeySource::environment(format!("1:{key}"));
        assert_eq!(set.load().await.unwrap(), ring);
        assert!(!format!("{set:?}").contains("abab"));
        assert!(set.reload().is_none());
    }

    #[tokio::test]
    async fn a_command_that_brings_none_is_named_and_no_shell_runs() {
        let key = "ab".repeat(32);
        for words in [
            &["false"][..],
            &["/no/such/program"],
            &["echo", "abc"],
            &["echo", &key, ";", "true"],
            &["yes"],
            &["head", "-c", "100", "/dev/zero"],
        ] {
            let failure = command(words).load().await.unwrap_err();
            assert!(failure.0.en.contains(words[0]), "{failure:?}");
            assert!(!failure.0.en.contains(&key), "{failure:?}");
        }
        assert!(command(&[]).load().await.is_err());
        let failure = KeySource::environment("secret".to_owned()).load().await;
        assert!(!failure.unwrap_err().0.zh.contains("secret"));
    }
}
