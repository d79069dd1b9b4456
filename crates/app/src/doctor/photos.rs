//! Whether every photo and file that the store knows lies on the disk, and whole.

use huiyin_db::Db;
use huiyin_db::blobs::Blobs;

use super::check::{Check, said};
use crate::{Failure, House, store};

/// Photos whose files are looked for; a million take some seconds.
const LOOKED_AT: usize = 1_000_000;
/// Names told of each kind.
const NAMES_SHOWN: usize = 3;

/// How many are faulty in one way, and the first of them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Faulty {
    count: usize,
    names: Vec<String>,
}

impl Faulty {
    fn note(&mut self, id: &str) {
        self.count += 1;
        if self.names.len() < NAMES_SHOWN {
            self.names.push(id.to_owned());
        }
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Looked {
    count: usize,
    missing: Faulty,
    /// Files that are not as long as they were when they were written.
    cut: Faulty,
}

impl Looked {
    fn note(&mut self, id: &str, noted_bytes: i64, found_bytes: Option<u64>) {
        self.count += 1;
        match found_bytes {
            None => self.missing.note(id),
            Some(found) if i64::try_from(found) == Ok(noted_bytes) => {}
            Some(_) => self.cut.note(id),
        }
    }
}

pub(super) async fn whole(house: &House) -> Result<Check, Failure> {
    let looked = look(&house.db, &house.blobs).await?;
    Ok(check(&looked, &house.blobs.folder().display().to_string()))
}

async fn look(db: &Db, blobs: &Blobs) -> Result<Looked, Failure> {
    let (mut looked, mut after) = (Looked::default(), String::new());
    while looked.count < LOOKED_AT {
        let page = store::photo_sizes_after(db, &after).await?;
        let Some((last, _)) = page.last() else { break };
        after.clone_from(last);
        for (id, noted_bytes) in &page {
            looked.note(id, *noted_bytes, bytes_of(blobs, id));
        }
    }
    Ok(looked)
}

/// The length of a photo's file, where there is one.
fn bytes_of(blobs: &Blobs, id: &str) -> Option<u64> {
    let facts = std::fs::metadata(blobs.path_of(id)?).ok()?;
    facts.is_file().then_some(facts.len())
}

fn check(looked: &Looked, folder: &str) -> Check {
    let Looked {
        count,
        missing,
        cut,
    } = looked;
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    if missing.count > 0 {
        let (lost, names) = (missing.count, missing.names.join(", "));
        zh.push(format!("{lost} 张找不到文件（如 {names}）"));
        en.push(format!("{lost} have no file ({names})"));
    }
    if cut.count > 0 {
        let (short, names) = (cut.count, cut.names.join(", "));
        zh.push(format!("{short} 张文件大小不对、可能被截断（如 {names}）"));
        en.push(format!(
            "{short} are cut off or of another length ({names})"
        ));
    }
    if zh.is_empty() {
        return Check::ok(
            "photos",
            format!("照片 {count} 张，文件齐全，大小相符。"),
            format!("{count} photos, all files are there and as long as they should be."),
        );
    }
    let (zh, en) = (zh.join("，"), en.join(", "));
    Check::bad(
        "photos",
        said(
            format!("{count} 张照片里，{zh}。"),
            format!("Of {count} photos {en}."),
        ),
        said(
            format!("从备份把这些文件放回 {folder}；文件名就是编号，按前两位分目录。"),
            format!(
                "Put these files back into {folder} from a backup; each is called by its number, in the folder of its first two letters."
            ),
        ),
    )
}

#[cfg(test)]
mod tests {
    use huiyin_db::MIGRATIONS;
    use huiyin_db::testing::TestDb;
    use huiyin_kernel::Instant;

    use super::super::check::Level;
    use super::*;

    /// Keeps so many files of 4 bytes each; says under which names.
    async fn kept(db: &Db, blobs: &Blobs, count: u8) -> Vec<String> {
        let mut tx = db.write().await.unwrap();
        let mut ids = Vec::new();
        for number in 0..count {
            let now = Instant::from_micros(1);
            let bytes = [number; 4];
            let id = blobs.put_file(&mut tx, "image/jpeg", &bytes, now).await;
            ids.push(id.unwrap());
        }
        tx.commit().await.unwrap();
        ids.sort();
        ids
    }

    #[tokio::test]
    async fn what_is_gone_and_what_was_cut_off_are_named_and_counted() {
        let store = TestDb::sqlite(&[MIGRATIONS]).await.unwrap();
        let folder = format!("huiyin-doctor-photos-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        let blobs = Blobs::open(&folder).unwrap();
        let ids = kept(&store.db, &blobs, 8).await;
        let path = |at: usize| blobs.path_of(&ids[at]).unwrap();

        let looked = look(&store.db, &blobs).await.unwrap();
        assert_eq!(looked.count, 8);
        assert_eq!(check(&looked, "blobs").level, Level::Ok);

        for at in 0..5 {
            std::fs::remove_file(path(at)).unwrap();
        }
        std::fs::write(path(5), [5_u8; 3]).unwrap();
        std::fs::write(path(6), "").unwrap();
        let looked = look(&store.db, &blobs).await.unwrap();
        assert_eq!((looked.missing.count, looked.cut.count), (5, 2));
        assert_eq!(looked.missing.names, ids[..3]);
        assert_eq!(looked.cut.names, ids[5..7]);
        let found = check(&looked, "blobs");
        assert_eq!(found.level, Level::Bad);
        for id in [&ids[0], &ids[6]] {
            assert!(found.found.zh.contains(id) && found.found.en.contains(id));
        }
        assert!(!found.found.en.contains(&ids[7]), "it is whole");
        store.finish().await.unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
