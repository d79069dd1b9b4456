//! `huiyin backup keygen FILE`: a pair of keys. The public half goes into the configuration, the
//! private one off this machine.

use std::path::PathBuf;

use clap::Args;

use crate::age::Identity;
use crate::machine::OsEntropy;
use crate::{CommandResult, Exit, Failure, Terminal, key_file};

#[derive(Debug, Args)]
pub struct Options {
    /// 私钥文件，不能已存在 ｜ File of the private key; must not exist
    file: PathBuf,
}

pub(super) fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let identity = Identity::new(&OsEntropy);
    let recipient = identity.recipient().to_string();
    let line = identity
        .secret_line()
        .ok_or_else(|| Failure::new("密钥写不成文字。", "The key cannot be written as text."))?;
    key_file::write(&options.file, &format!("# public key: {recipient}\n{line}"))?;
    let shown = options.file.display();
    terminal.note(
        format!(
            "私钥已写到 {shown}。请把它移到别的机器或保险柜，不要留在服务器上：没有它打不开加密备份，有它谁都打得开。"
        ),
        format!(
            "The private key is in {shown}. Move it to another machine or a safe, off this server: without it locked backups cannot be opened, with it anybody opens them."
        ),
    );
    terminal.note(
        "把下面的公钥写进 huiyin.toml 的 [backup] recipient。",
        "Write this public key into huiyin.toml as [backup] recipient.",
    );
    terminal.line(&recipient);
    terminal.result(&serde_json::json!({ "recipient": recipient, "file": options.file }));
    Ok(Exit::Fine)
}
