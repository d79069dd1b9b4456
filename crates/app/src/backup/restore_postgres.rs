//! The same for PostgreSQL: an earlier schema is moved aside, the dump goes in as a whole, is
//! proven there, and is taken out again where the proof fails.

use huiyin_db::Db;
use huiyin_db::postgres::{Orders, SchemaState, address_and_schema};
use huiyin_db::ring::Ring;

use super::archive::read;
use super::manifest::{Manifest, StoreKind};
use super::opened::open;
use super::restore::{
    KeyAfter, Restored, Staging, Wish, empty_unless_forced, find_key, move_aside, place_key, prove,
    rename, stamp, sync,
};
use super::{make_folder, postgres};
use crate::Failure;

/// Restores to the schema of `address`, with photos and key in the folder of the wish.
pub async fn restore(
    address: &str,
    wish: Wish<'_>,
    progress: &dyn Fn(u64),
) -> Result<Restored, Failure> {
    let present = empty_unless_forced(wish)?;
    let (_, schema) = address_and_schema(address)?;
    let mut orders = Orders::connect(address).await?;
    // A server that runs would go on writing into the schema that is moved aside.
    if !orders.hold(&schema).await? {
        return Err(in_use(&schema));
    }
    make_folder(wish.folder)?;
    let staging = Staging::create(wish.folder)?;
    let source = open(wish.file, wish.identity)?;
    let manifest = read(source, wish.file, Some(&staging.0), progress)?;
    if manifest.store != StoreKind::Postgres {
        return Err(Failure::new(
            "这是 SQLite 的备份，请用 --data 指明目录。什么也没有改动。",
            "This backup is of SQLite: name a folder with --data. Nothing was changed.",
        ));
    }
    let ring = find_key(wish, &manifest).await?;
    sync(&staging.0)?;
    let moved_schema = make_way(&mut orders, &schema, &manifest, wish).await?;
    let dump = staging.0.join(StoreKind::Postgres.file_name());
    let restored = load(&mut orders, address, &dump, &manifest, ring.as_ref()).await;
    if let Err(failure) = restored {
        put_back(&mut orders, &schema, &manifest, moved_schema.as_deref()).await;
        return Err(failure);
    }
    let moved_to = move_aside(wish, &present)?;
    place_key(wish)?;
    let photos = staging.0.join("blobs");
    if photos.exists() {
        rename(&photos, &wish.folder.join("blobs"))?;
    }
    sync(wish.folder)?;
    orders.close().await?;
    Ok(Restored {
        manifest,
        key: ring.map_or(KeyAfter::Missing, |_| KeyAfter::Fits),
        moved_to,
        moved_schema,
    })
}

fn in_use(schema: &str) -> Failure {
    Failure::new(
        format!(
            "模式 {schema} 正在使用：有 huiyin 服务或命令连着它，也可能在另一台机器上。什么也没有改动。请先把它们都停掉，再恢复。"
        ),
        format!(
            "The schema {schema} is in use: a huiyin server or command is connected to it, perhaps on another machine. Nothing was changed. Stop them all first, then restore."
        ),
    )
}

/// The dump names its schema, so that name must be free, and the wished one too.
async fn make_way(
    orders: &mut Orders,
    schema: &str,
    manifest: &Manifest,
    wish: Wish<'_>,
) -> Result<Option<String>, Failure> {
    if manifest.schema != schema && orders.state(&manifest.schema).await? != SchemaState::Absent {
        let taken = &manifest.schema;
        return Err(Failure::new(
            format!("这个数据库里已有模式 {taken}，备份也叫这个名字。请恢复到另一个数据库。"),
            format!(
                "The database already has a schema {taken}, which is the backup's own name. Restore it to another database."
            ),
        ));
    }
    match orders.state(schema).await? {
        SchemaState::Absent => Ok(None),
        SchemaState::Empty => {
            orders.drop_empty_schema(schema).await?;
            Ok(None)
        }
        SchemaState::Full if wish.force => {
            let aside: String = format!("before_restore_{}_{schema}", stamp(wish.now))
                .to_ascii_lowercase()
                .chars()
                .take(60)
                .collect();
            orders.rename_schema(schema, &aside).await?;
            Ok(Some(aside))
        }
        SchemaState::Full => Err(Failure::new(
            format!("模式 {schema} 里已有数据，不会覆盖。停止服务后加 --force，旧模式会改名保留。"),
            format!(
                "The schema {schema} is not empty and will not be overwritten. Stop the service and add --force: the old schema is renamed and kept."
            ),
        )),
    }
}

async fn load(
    orders: &mut Orders,
    address: &str,
    dump: &std::path::Path,
    manifest: &Manifest,
    ring: Option<&Ring>,
) -> Result<(), Failure> {
    postgres::load(address, dump).await?;
    let (_, schema) = address_and_schema(address)?;
    if manifest.schema != schema {
        orders.rename_schema(&manifest.schema, &schema).await?;
    }
    let db = Db::open_postgres_held(address).await?;
    let proven = prove(&db, manifest, ring).await;
    db.close().await;
    proven.map(drop)
}

/// Whatever came in goes out, and the old schema gets its name back.
async fn put_back(orders: &mut Orders, schema: &str, manifest: &Manifest, aside: Option<&str>) {
    let back = async {
        orders.drop_schema(&manifest.schema).await?;
        orders.drop_schema(schema).await?;
        match aside {
            Some(aside) => orders.rename_schema(aside, schema).await,
            None => Ok(()),
        }
    };
    if let Err(error) = back.await {
        tracing::error!(%error, ?aside, "what was there before could not be put back by itself");
    }
}
