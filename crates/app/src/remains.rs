//! Whether a place without a filled store is new, or what is left of a district that lost it. A
//! new district in the place of an old one would answer in its name, and would take every photo of
//! the old one for a photo that was never sent.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use huiyin_db::Db;
use huiyin_kernel::Said;

use crate::{Failure, Opening, Place, backup, upgrade};

/// How every SQLite file begins.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Bytes of the first page that say whether it names a table: the file's head, and the page's own
/// up to its count of cells.
const START_BYTES: u64 = 105;
/// A page that holds its cells itself.
const LEAF: u8 = 0x0d;

/// What stands where the store's file belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoreFile {
    Absent,
    /// Of 0 bytes.
    Empty,
    /// A file of SQLite in which there is no table.
    Bare,
    /// Something is in it; whether that is a district's store is seen when it is opened.
    Filled,
}

/// What a district leaves beside its store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    /// The write-ahead log with something in it.
    Log,
    Key,
    Photos,
    /// A district that was moved aside, a restore that was broken off, a copy from an upgrade.
    Earlier,
}

/// A folder as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) file: StoreFile,
    pub(crate) rests: Vec<Rest>,
}

/// What may be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Open,
    /// Nothing was ever here, and a district is wanted.
    New,
    /// Nothing was ever here, and a district is looked for.
    Nothing,
    /// A district was here, and its store is not.
    Refuse,
}

pub(crate) fn decide(facts: &Facts, opening: Opening) -> Way {
    match (facts.file, opening) {
        (StoreFile::Filled, _) => Way::Open,
        _ if !facts.rests.is_empty() => Way::Refuse,
        (_, Opening::MakeOrMigrate) => Way::New,
        (StoreFile::Bare, Opening::AsItIs) => Way::Open,
        (StoreFile::Absent | StoreFile::Empty, Opening::AsItIs) => Way::Nothing,
    }
}

/// Looks at the folder of a SQLite district and changes nothing in it. This comes before the store
/// is opened, for beside an empty file SQLite throws the log away.
pub(crate) async fn look(store: &Path, place: &Place) -> Result<Facts, Failure> {
    let file = match std::fs::metadata(store) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => StoreFile::Absent,
        Err(error) => return Err(Failure::file(store, &error)),
        Ok(facts) if facts.len() == 0 => StoreFile::Empty,
        // The first tables of all may still stand in the log alone, so SQLite is asked for them.
        Ok(facts) if facts.is_file() && names_no_table(store)? => {
            if Db::has_tables(store).await? {
                StoreFile::Filled
            } else {
                StoreFile::Bare
            }
        }
        Ok(_) => StoreFile::Filled,
    };
    let rests = match file {
        StoreFile::Filled => Vec::new(),
        _ => rests(store, place),
    };
    Ok(Facts { file, rests })
}

/// Whether the first page of the file, which is the root of the list of tables, is empty.
fn names_no_table(store: &Path) -> Result<bool, Failure> {
    let mut start = Vec::new();
    std::fs::File::open(store)
        .and_then(|file| file.take(START_BYTES).read_to_end(&mut start))
        .map_err(|error| Failure::file(store, &error))?;
    let page = start.get(100..105);
    let is_bare = page.is_some_and(|page| page[0] == LEAF && page[3..5] == [0, 0]);
    Ok(is_bare && start.starts_with(MAGIC))
}

fn rests(store: &Path, place: &Place) -> Vec<Rest> {
    let log = beside(store, "-wal");
    let earlier = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(backup::ASIDE) || name.starts_with(backup::STAGING)
    };
    let copies = upgrade::copies(&place.files);
    let is_earlier =
        any_entry(&place.files, earlier) || copies.is_ok_and(|copies| !copies.is_empty());
    let found = [
        (Rest::Log, log.metadata().is_ok_and(|it| it.len() > 0)),
        (Rest::Key, place.files.join("huiyin.key").exists()),
        (Rest::Photos, has_photos(place)),
        (Rest::Earlier, is_earlier),
    ];
    let there = found.into_iter().filter(|(_, is_there)| *is_there);
    there.map(|(rest, _)| rest).collect()
}

fn beside(store: &Path, end: &str) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn has_photos(place: &Place) -> bool {
    any_entry(&place.photos(), |shelf| any_entry(&shelf.path(), |_| true))
}

fn any_entry(folder: &Path, is_meant: impl Fn(&std::fs::DirEntry) -> bool) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.flatten().any(|entry| is_meant(&entry))
}

/// The sentence for a district without its store: what was found, and what to do.
pub(crate) fn refused(facts: &Facts, place: &Place) -> Failure {
    let shown = place.shown();
    let file = match facts.file {
        StoreFile::Absent => Said::new("不见了", "is missing"),
        StoreFile::Empty => Said::new("是空的（0 字节）", "is empty (0 bytes)"),
        StoreFile::Bare => Said::new("里没有任何数据表", "has no tables"),
        StoreFile::Filled => Said::new("有内容", "is there"),
    };
    let rests: Vec<Said> = facts.rests.iter().map(|rest| named(*rest)).collect();
    let zh: Vec<&str> = rests.iter().map(|it| it.zh.as_str()).collect();
    let en: Vec<&str> = rests.iter().map(|it| it.en.as_str()).collect();
    Failure::new(
        format!(
            "数据库 {shown} {}，旁边却还有{}：这里原来有一个区的数据。没有新建，什么也没有改动。请用 huiyin restore 恢复最近的备份（加 --force，剩下的文件会移到一旁保留），或把原来的 huiyin.db 放回原处；确实要新建，请换一个空目录。",
            file.zh,
            zh.join("、")
        ),
        format!(
            "The store {shown} {}, but beside it lies what a district left: {}. Nothing was made or changed. Restore the last backup with `huiyin restore` (with --force, which moves aside and keeps what is left), or put the original huiyin.db back; for a new district choose an empty folder.",
            file.en,
            en.join(", ")
        ),
    )
}

fn named(rest: Rest) -> Said {
    match rest {
        Rest::Log => Said::new("写前日志（huiyin.db-wal）", "its log (huiyin.db-wal)"),
        Rest::Key => Said::new("密钥（huiyin.key）", "its key (huiyin.key)"),
        Rest::Photos => Said::new("照片（blobs）", "its photos (blobs)"),
        Rest::Earlier => Said::new("旧数据或副本", "an earlier store or a copy"),
    }
}

/// Refuses to begin in an empty PostgreSQL schema beside the photos of another one, which would
/// soon be swept away as photos of nobody. A key alone is welcome: several machines share one.
pub(crate) fn refuse_photos_of_another(place: &Place) -> Result<(), Failure> {
    if !has_photos(place) {
        return Ok(());
    }
    let (shown, photos) = (place.shown(), place.photos());
    let photos = photos.display();
    Err(Failure::new(
        format!(
            "数据库 {shown} 里还没有数据，{photos} 里却有照片：它们属于另一个模式，或者原来的数据丢了。没有新建。请检查地址里的 schema，用 huiyin restore --force 恢复备份，或用 --files 换一个空目录。"
        ),
        format!(
            "The database {shown} is empty, but there are photos in {photos}: they belong to another schema, or the data are lost. No district was made. Check the schema in the address, restore a backup with `huiyin restore --force`, or choose an empty folder with --files."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use huiyin_db::MIGRATIONS;

    use super::*;

    const FILES: [StoreFile; 3] = [StoreFile::Absent, StoreFile::Empty, StoreFile::Bare];
    const RESTS: [Rest; 4] = [Rest::Log, Rest::Key, Rest::Photos, Rest::Earlier];
    const OPENINGS: [Opening; 2] = [Opening::MakeOrMigrate, Opening::AsItIs];

    fn facts(file: StoreFile, rests: &[Rest]) -> Facts {
        Facts {
            file,
            rests: rests.to_vec(),
        }
    }

    #[test]
    fn whatever_a_district_left_forbids_a_new_one() {
        let place = Place::in_folder(Path::new("/srv/a"));
        for file in FILES {
            for rest in RESTS {
                let found = facts(file, &[rest]);
                for opening in OPENINGS {
                    assert_eq!(decide(&found, opening), Way::Refuse, "{found:?}");
                }
                let said = refused(&found, &place).0;
                let rest = named(rest);
                assert!(said.zh.contains(&rest.zh) && said.en.contains(&rest.en));
                assert!(said.zh.contains("huiyin restore") && said.en.contains("huiyin restore"));
            }
        }
    }

    #[test]
    fn a_new_place_is_made_or_said_to_hold_nothing() {
        for file in FILES {
            assert_eq!(
                decide(&facts(file, &[]), Opening::MakeOrMigrate),
                Way::New,
                "{file:?}"
            );
        }
        for (file, way) in [
            (StoreFile::Absent, Way::Nothing),
            (StoreFile::Empty, Way::Nothing),
            (StoreFile::Bare, Way::Open),
        ] {
            assert_eq!(decide(&facts(file, &[]), Opening::AsItIs), way, "{file:?}");
        }
        for opening in OPENINGS {
            let found = facts(StoreFile::Filled, &RESTS);
            assert_eq!(decide(&found, opening), Way::Open);
        }
    }

    /// A folder of a test's own, removed with it.
    struct Ground {
        folder: PathBuf,
        place: Place,
        store: PathBuf,
    }

    impl Ground {
        fn new(name: &str) -> Self {
            let folder = format!("huiyin-remains-{name}-{}", std::process::id());
            let folder = std::env::temp_dir().join(folder);
            std::fs::create_dir_all(&folder).unwrap();
            Self {
                place: Place::in_folder(&folder),
                store: folder.join("huiyin.db"),
                folder,
            }
        }

        fn log(&self) -> PathBuf {
            beside(&self.store, "-wal")
        }

        async fn look(&self) -> Facts {
            look(&self.store, &self.place).await.unwrap()
        }
    }

    impl Drop for Ground {
        fn drop(&mut self) {
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }

    #[tokio::test]
    async fn each_thing_that_is_left_is_seen() {
        let ground = Ground::new("seen");
        assert_eq!(ground.look().await, facts(StoreFile::Absent, &[]));
        std::fs::write(&ground.store, b"").unwrap();
        std::fs::write(ground.log(), b"").unwrap();
        std::fs::create_dir_all(ground.folder.join("blobs/ab")).unwrap();
        std::fs::write(ground.folder.join("huiyin.toml"), b"").unwrap();
        std::fs::write(ground.folder.join("huiyin.lock"), b"").unwrap();
        assert_eq!(
            ground.look().await,
            facts(StoreFile::Empty, &[]),
            "an empty log, an empty shelf and settings are nobody's record"
        );
        std::fs::write(ground.log(), b"frames").unwrap();
        std::fs::write(ground.folder.join("huiyin.key"), b"key").unwrap();
        std::fs::write(ground.folder.join("blobs/ab/ab.jpg"), b"photo").unwrap();
        std::fs::create_dir(ground.folder.join("before-restore-1")).unwrap();
        assert_eq!(ground.look().await, facts(StoreFile::Empty, &RESTS));
    }

    #[tokio::test]
    async fn tables_that_stand_in_the_log_alone_are_a_store() {
        let made = Ground::new("made");
        let db = Db::open_sqlite(&made.store).await.unwrap();
        db.migrate(&[MIGRATIONS]).await.unwrap();
        // As it lies on the disk when the machine goes dark.
        let dark = Ground::new("dark");
        std::fs::copy(&made.store, &dark.store).unwrap();
        std::fs::copy(made.log(), dark.log()).unwrap();
        db.close().await;
        std::fs::write(dark.folder.join("huiyin.key"), b"key").unwrap();
        assert!(names_no_table(&dark.store).unwrap(), "the log was folded");
        assert_eq!(dark.look().await, facts(StoreFile::Filled, &[]));
    }

    #[tokio::test]
    async fn a_file_without_tables_leaves_the_log_of_another_as_it_is() {
        let made = Ground::new("full");
        let db = Db::open_sqlite(&made.store).await.unwrap();
        db.migrate(&[MIGRATIONS]).await.unwrap();
        let log = std::fs::read(made.log()).unwrap();
        db.close().await;
        assert_eq!(made.look().await.file, StoreFile::Filled);

        let bare = Ground::new("bare");
        let db = Db::open_sqlite(&bare.store).await.unwrap();
        db.close().await;
        assert_eq!(bare.look().await, facts(StoreFile::Bare, &[]));
        // Its frames were cut off: what is left begins a log and holds nothing that counts.
        std::fs::write(bare.log(), &log[..40]).unwrap();
        assert_eq!(bare.look().await, facts(StoreFile::Bare, &[Rest::Log]));
        assert_eq!(std::fs::read(bare.log()).unwrap(), &log[..40]);
    }
}
