//! Opening a backup, locked or not.

use std::fs::File;
use std::io::{BufReader, Read, Seek as _};
use std::path::Path;

use crate::Failure;
use crate::age::{Identity, MAGIC, Reader};

/// A longer file holds no identity.
const IDENTITY_BYTES: u64 = 64 * 1024;

/// The content of a backup. A locked one needs the private key of one of its recipients.
pub fn open(path: &Path, identity: Option<&Identity>) -> Result<Box<dyn Read + Send>, Failure> {
    let wrong = |error: std::io::Error| Failure::file(path, &error);
    let mut file = File::open(path).map_err(wrong)?;
    let mut start = Vec::new();
    let length = u64::try_from(MAGIC.len()).unwrap_or(0);
    let begun = file.by_ref().take(length).read_to_end(&mut start);
    begun.map_err(wrong)?;
    file.rewind().map_err(wrong)?;
    if start != MAGIC {
        return Ok(Box::new(file));
    }
    let shown = path.display();
    let Some(identity) = identity else {
        return Err(Failure::new(
            format!("{shown} 已加密：请用 --identity 指明私钥文件（`-` 表示从标准输入读取）。"),
            format!(
                "{shown} is locked: name the file of the private key with --identity (`-` reads it from standard input)."
            ),
        ));
    };
    let opened = Reader::new(BufReader::new(file), identity).map_err(|error| {
        Failure::new(
            format!("{shown} 打不开：{error}。请检查私钥是否是这份备份的接收者之一。"),
            format!("{shown} cannot be opened: {error}. Check that the private key is that of one of its recipients."),
        )
    })?;
    Ok(Box::new(opened))
}

/// Reads a private key from a file, or from standard input for `-`, so that it need never lie on
/// the machine where it is used.
pub fn identity_from(path: &Path) -> Result<Identity, Failure> {
    let wrong = |error: std::io::Error| Failure::file(path, &error);
    let mut text = String::new();
    if path == Path::new("-") {
        let mut input = std::io::stdin().lock().take(IDENTITY_BYTES);
        input.read_to_string(&mut text).map_err(wrong)?;
    } else {
        let mut file = File::open(path).map_err(wrong)?.take(IDENTITY_BYTES);
        file.read_to_string(&mut text).map_err(wrong)?;
    }
    Identity::parse(&text).ok_or_else(|| {
        let shown = path.display();
        Failure::new(
            format!("{shown} 里没有 age 私钥（AGE-SECRET-KEY-1…）。"),
            format!("{shown} holds no age private key (AGE-SECRET-KEY-1…)."),
        )
    })
}
