//! The master key: where it comes from, who could read it, and whether a change of it is finished.

use std::path::Path;

use huiyin_db::generation;
use huiyin_kernel::Said;

use super::check::{Check, said};
use crate::{Config, Failure, House, key_file, rewrap};

pub(super) fn source(config: &Config) -> Check {
    let Some(path) = config.key_source.file() else {
        let Said { zh, en } = config.key_source.shown();
        return Check::ok(
            "key",
            format!("密钥来自{zh}，不在磁盘上；请另存一份在别处，备份文件里没有它。"),
            format!(
                "The key comes from {en} and is not on the disk; keep a copy elsewhere, no backup holds it."
            ),
        );
    };
    let shown = path.display();
    if !path.exists() {
        return Check::warn(
            "key",
            said(
                format!("密钥 {shown} 不存在。"),
                format!("The key {shown} is not there."),
            ),
            said(
                "第一次启动会生成；已有数据时请放回原来的密钥。",
                "The first start makes it; where a district exists already, put its own key back.",
            ),
        );
    }
    if key_file::is_exposed(path) {
        return Check::bad(
            "key",
            said(
                format!("密钥 {shown} 可被本机其他用户读取。"),
                format!("Others on this machine can read the key {shown}."),
            ),
            said(
                format!("执行 chmod 600 {shown}"),
                format!("Run chmod 600 {shown}"),
            ),
        );
    }
    in_file(path)
}

fn in_file(path: &Path) -> Check {
    let shown = path.display();
    let beside_store = path
        .parent()
        .is_some_and(|it| it.join("huiyin.db").exists());
    if beside_store {
        return Check::ok(
            "key",
            format!("密钥来自文件 {shown}，只有所有者可读；请另存一份在别处，备份文件里没有它。"),
            format!(
                "The key comes from the file {shown}, read by its owner only; keep a copy elsewhere, no backup holds it."
            ),
        );
    }
    Check::ok(
        "key",
        format!("密钥来自文件 {shown}，只有所有者可读，且不在数据目录里。"),
        format!(
            "The key comes from the file {shown}, read by its owner only and apart from the data."
        ),
    )
}

/// A change of the master key that is not finished, or finished and not tidied up.
pub(super) async fn generations(house: &House) -> Result<Check, Failure> {
    let mut tx = house.db.read().await?;
    let in_use = generation::current(&mut tx).await?;
    let left = generation::left(&mut tx).await?;
    let older = left.iter().filter(|it| it.generation < in_use);
    let (count, waiting) = older.fold((0, 0), |(count, waiting), it| {
        (count + 1, waiting + it.people + it.secrets)
    });
    if count == 0 {
        return Ok(Check::ok(
            "key_generations",
            format!("第 {in_use} 代密钥在用，没有更早的。"),
            format!("Key generation {in_use} is in use, and no older one."),
        ));
    }
    let waiting = waiting + rewrap::outdated(&mut tx).await?.values;
    if waiting > 0 {
        return Ok(Check::warn(
            "key_generations",
            said(
                format!("密钥已更换，还有 {waiting} 项在用旧密钥。"),
                format!("The key was changed; {waiting} keys or values still need an older one."),
            ),
            said(
                "保持 huiyin serve 运行即可逐步改完，或运行 huiyin key rewrap。",
                "Keep `huiyin serve` running, which changes them step by step, or run `huiyin key rewrap`.",
            ),
        ));
    }
    Ok(Check::warn(
        "key_generations",
        said(
            format!("有 {count} 代旧密钥已无用处，仍可打开更早的数据。"),
            format!(
                "{count} older key generations are needed by nothing and still open what they could."
            ),
        ),
        said(
            "用 huiyin key status 查看，再用 huiyin key retire 停用。",
            "Look with `huiyin key status` and take them away with `huiyin key retire`.",
        ),
    ))
}
