//! The file of the master keys, readable by its owner only and always whole: it is made once and
//! afterwards exchanged for another, never written into.

use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use huiyin_db::ring::Ring;
use huiyin_kernel::Entropy;

use crate::Failure;

const KEY_BYTES: usize = 32;
/// Read and written by its owner only.
const MODE: u32 = 0o600;
/// A longer file is no key.
const FILE_BYTES: u64 = 4096;

/// The keys in the file, or None where it is missing.
pub fn load(path: &Path) -> Result<Option<Ring>, Failure> {
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
    Ring::parse(&text).map(Some).ok_or_else(|| no_key(path))
}

/// A new master key, from chance.
pub fn fresh(entropy: &dyn Entropy) -> [u8; KEY_BYTES] {
    let mut master = [0u8; KEY_BYTES];
    entropy.fill(&mut master);
    master
}

/// Makes the first key; never over an existing file.
pub fn create(path: &Path, entropy: &dyn Entropy) -> Result<Ring, Failure> {
    let ring = Ring::of(1, fresh(entropy));
    write(path, &ring.to_text())?;
    Ok(ring)
}

/// Writes the text of keys durably to a place where none is.
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
        sync_folder(path)
    })();
    written.map_err(|error| Failure::file(path, &error))
}

/// Puts other keys in the place of those that are there. Whenever it is broken off, the file
/// holds either the old or the new ones, whole.
pub fn replace(path: &Path, ring: &Ring) -> Result<(), Failure> {
    let beside = beside(path);
    // Left behind where an earlier attempt was broken off.
    match std::fs::remove_file(&beside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Failure::file(&beside, &error));
        }
        _ => {}
    }
    write(&beside, &ring.to_text())?;
    std::fs::rename(&beside, path)
        .and_then(|()| sync_folder(path))
        .map_err(|error| Failure::file(path, &error))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// True when somebody else on this machine could read or replace the key.
pub fn is_exposed(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|facts| facts.permissions().mode() & 0o077 != 0)
}

fn no_key(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        format!(
            "{path} 不是密钥文件：应为一行 64 个十六进制字符，更换过密钥时每行为“代号:64 个字符”。"
        ),
        format!(
            "{path} is no key: it must be one line of 64 hexadecimal digits, after a rotation \
             lines of `generation:64 digits`."
        ),
    )
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
        let ring = create(&path, &entropy).unwrap();
        assert!(!is_exposed(&path));
        assert_eq!(load(&path).unwrap().as_ref(), Some(&ring));
        assert!(create(&path, &entropy).is_err());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(is_exposed(&path));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn keys_are_exchanged_whole_even_after_a_broken_attempt() {
        let folder = folder("exchanged");
        let path = folder.join("huiyin.key");
        let entropy = CountingEntropy::default();
        let ring = create(&path, &entropy).unwrap();
        let (_, grown) = ring.grown(fresh(&entropy)).unwrap();
        std::fs::write(beside(&path), "half a k").unwrap();
        assert_eq!(load(&path).unwrap().as_ref(), Some(&ring));
        replace(&path, &grown).unwrap();
        assert_eq!(load(&path).unwrap(), Some(grown));
        assert!(!is_exposed(&path) && !beside(&path).exists());
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
