//! The district's master key: 32 random bytes as hex in a file of its own, outside the store, so
//! that neither a stolen database nor a stolen backup opens residents' names and phones.

use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use huiyin_db::fields::Keys;
use huiyin_kernel::Entropy;

use crate::Failure;

const KEY_BYTES: usize = 32;
/// Read and written by its owner only.
const MODE: u32 = 0o600;
/// A longer file is no key.
const FILE_BYTES: u64 = 4096;

/// The keys that follow from the file, or None where it is missing.
pub fn load(path: &Path) -> Result<Option<Keys>, Failure> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::file(path, &error)),
        Ok(facts) if facts.len() > FILE_BYTES => return Err(no_key(path)),
        Ok(_) => {}
    }
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => no_key(path),
        _ => Failure::file(path, &error),
    })?;
    let master = parse(&text).ok_or_else(|| no_key(path))?;
    Ok(Some(Keys::from_master(&master)))
}

/// Makes a new key; never over an existing file.
pub fn create(path: &Path, entropy: &dyn Entropy) -> Result<Keys, Failure> {
    let mut master = [0u8; KEY_BYTES];
    entropy.fill(&mut master);
    write(path, &hex(&master))?;
    Ok(Keys::from_master(&master))
}

/// Writes a key's text durably to a place where none is.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = (|| {
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(MODE)
            .open(path)?;
        file.write_all(text.trim().as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    })();
    written.map_err(|error| Failure::file(path, &error))
}

/// True when somebody else on this machine could read or replace the key.
pub fn is_exposed(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|facts| facts.permissions().mode() & 0o077 != 0)
}

/// Refused because the store is there and its key is not: a new one would open nothing.
pub fn missing(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        format!(
            "已有数据，但找不到密钥 {path}。请把原来的密钥文件放回该处（或用 HUIYIN_KEY_FILE 指明）；\
             换新密钥会使居民的姓名和电话再也打不开，所以不会自动生成。"
        ),
        format!(
            "The district is there but its key {path} is not. Put the original key file back (or \
             name it by HUIYIN_KEY_FILE); a new key could never open residents' names and phones, \
             so none is made."
        ),
    )
}

/// Refused because the key is that of another district.
pub fn foreign(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        format!("密钥 {path} 不是这份数据的密钥。请放回与这份数据一起使用的密钥文件。"),
        format!("The key {path} does not belong to this district. Put its own key file back."),
    )
}

fn no_key(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        format!("{path} 不是密钥文件：应为一行 64 个十六进制字符。"),
        format!("{path} is no key: it must be one line of 64 hexadecimal digits."),
    )
}

fn parse(text: &str) -> Option<[u8; KEY_BYTES]> {
    let text = text.trim().as_bytes();
    if text.len() != KEY_BYTES * 2 {
        return None;
    }
    let mut key = [0u8; KEY_BYTES];
    for (byte, pair) in key.iter_mut().zip(text.chunks(2)) {
        let digit = |at: usize| {
            let digit = char::from(*pair.get(at)?).to_digit(16)?;
            u8::try_from(digit).ok()
        };
        *byte = digit(0)? * 16 + digit(1)?;
    }
    Some(key)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use huiyin_db::testing::CountingEntropy;

    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("huiyin-key-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_key_survives_its_file_is_private_and_is_never_overwritten() {
        let folder = folder("made");
        let path = folder.join("huiyin.key");
        assert!(load(&path).unwrap().is_none());
        let entropy = CountingEntropy::default();
        let keys = create(&path, &entropy).unwrap();
        assert!(!is_exposed(&path));
        let again = load(&path).unwrap().unwrap();
        assert_eq!(again.digest("a", "b"), keys.digest("a", "b"));
        assert!(create(&path, &entropy).is_err());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(is_exposed(&path));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_no_key_is_refused_and_named() {
        let folder = folder("wrong");
        let path = folder.join("huiyin.key");
        for wrong in [
            "",
            "abc",
            &"g".repeat(64),
            &"0".repeat(66),
            &"0".repeat(9000),
            "é",
        ] {
            std::fs::write(&path, wrong).unwrap();
            let failure = load(&path).unwrap_err();
            assert!(failure.0.en.contains("huiyin.key"), "{failure:?}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
