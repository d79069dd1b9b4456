//! `huiyin key …`: the master key, and how another takes its place while the service runs.

use clap::Subcommand;
use huiyin_db::fields::Keys;
use huiyin_db::generation::{self, Left, Retired};
use huiyin_db::{Db, jobs};
use huiyin_kernel::{Clock as _, Said};
use serde::Serialize;

use crate::machine::{OsEntropy, SystemClock};
use crate::place::PlaceArgs;
use crate::rewrap::{self, Outdated};
use crate::{CommandResult, Config, Exit, Failure, House, Opening, Terminal, key_file};

/// Whoever runs commands on the machine has no account.
const ACTOR: &str = "operator";

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 密钥来自哪里，每一代还有多少数据在用 ｜ Where the key comes from and what each generation still wraps
    Status(PlaceArgs),
    /// 换用新密钥；服务不停，旧数据由后台逐步改用 ｜ Begin with a new key while the service runs
    Rotate {
        #[command(flatten)]
        place: PlaceArgs,
        /// 只备好新密钥，先不启用 ｜ Only put the new key in place, for other machines to get it first
        #[arg(long)]
        prepare: bool,
    },
    /// 立刻把旧数据改用新密钥（运行中自动进行）｜ Wrap everything under the newest key at once
    Rewrap(PlaceArgs),
    /// 停用不再使用的一代密钥 ｜ Take a generation away that nothing needs any more
    Retire {
        /// 第几代 ｜ Which generation
        generation: u16,
        #[command(flatten)]
        place: PlaceArgs,
    },
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    let (Verb::Status(place)
    | Verb::Rotate { place, .. }
    | Verb::Rewrap(place)
    | Verb::Retire { place, .. }) = verb;
    let (house, config) = super::open(place, Opening::AsItIs).await?;
    let done = match verb {
        Verb::Status(_) => status(&house, &config, terminal).await,
        Verb::Rotate { prepare, .. } => rotate(&house, &config, *prepare, terminal).await,
        Verb::Rewrap(_) => rewrap_now(&house, terminal).await,
        Verb::Retire { generation, .. } => retire(&house, &config, *generation, terminal).await,
    };
    house.db.close().await;
    done
}

#[derive(Serialize)]
struct Status {
    source: Said,
    suite: &'static str,
    /// The generation that wraps new keys.
    in_use: u16,
    generations: Vec<Generation>,
}

#[derive(Serialize)]
struct Generation {
    #[serde(flatten)]
    left: Left,
    /// Values from before 0.2, which lie under the first master key itself.
    older_values: u64,
    in_ring: bool,
}

async fn generations(db: &Db, keys: &Keys) -> Result<(u16, Vec<Generation>), Failure> {
    let mut tx = db.read().await?;
    let in_use = generation::current(&mut tx).await?;
    let left = generation::left(&mut tx).await?;
    let Outdated { values } = rewrap::outdated(&mut tx).await?;
    let ring = keys.ring().generations();
    let known = left.into_iter().map(|left| Generation {
        older_values: if left.generation == 1 { values } else { 0 },
        in_ring: ring.contains(&left.generation),
        left,
    });
    Ok((in_use, known.collect()))
}

async fn status(house: &House, config: &Config, terminal: Terminal) -> CommandResult {
    let (in_use, generations) = generations(&house.db, &house.keys).await?;
    let source = config.key_source.shown();
    let suite = house.keys.suite().name();
    terminal.line(format!("密钥来自{}；算法套件 {suite}。", source.zh));
    terminal.line(format!("Key from {}; suite {suite}.", source.en));
    for it in &generations {
        let Left {
            generation,
            fingerprint,
            people,
            secrets,
        } = &it.left;
        let older = it.older_values;
        let mark = if *generation == in_use { "→" } else { " " };
        terminal.line(format!(
            "{mark} {generation}  {fingerprint}  {people} 人 people, {secrets} 项 secrets, {older} 个旧值 older values"
        ));
    }
    for waiting in house.keys.ring().generations() {
        if !generations.iter().any(|it| it.left.generation == waiting) {
            terminal.line(format!("  {waiting}  未启用 not in use"));
        }
    }
    terminal.result(&Status {
        source,
        suite,
        in_use,
        generations,
    });
    Ok(Exit::Fine)
}

async fn rotate(
    house: &House,
    config: &Config,
    prepare: bool,
    terminal: Terminal,
) -> CommandResult {
    let ring = house.keys.ring();
    let mut tx = house.db.read().await?;
    let in_use = generation::current(&mut tx).await?;
    drop(tx);
    let mut newest = ring.newest();
    if newest <= in_use {
        let grown = ring.grown(key_file::fresh(&OsEntropy));
        let (generation, grown) = grown.ok_or_else(no_room)?;
        let Some(path) = config.key_source.file() else {
            return Ok(hand_over(&grown.to_text(), generation, terminal));
        };
        key_file::replace(path, &grown)?;
        house.keys.look_again();
        newest = generation;
    }
    if prepare {
        terminal.note(
            format!("第 {newest} 代密钥已备好，尚未启用。请复制到其他机器，再运行 huiyin key rotate。"),
            format!("Generation {newest} is in place but not in use. Copy it to the other machines, then run `huiyin key rotate`."),
        );
        terminal.result(&serde_json::json!({ "generation": newest, "in_use": in_use }));
        return Ok(Exit::Fine);
    }
    let now = SystemClock.now();
    generation::turn(&house.db, &house.keys, ACTOR, now).await?;
    let mut tx = house.db.write().await?;
    jobs::hurry(&mut tx, rewrap::JOB, now).await?;
    tx.commit().await?;
    terminal.note(
        format!("已启用第 {newest} 代密钥。请立即另存一份新的密钥文件；旧数据由运行中的服务逐步改用，或运行 huiyin key rewrap。"),
        format!("Generation {newest} is in use. Keep a copy of the new key ring at once. The running service wraps what is there anew step by step, or run `huiyin key rewrap`."),
    );
    terminal.result(&serde_json::json!({ "generation": newest, "in_use": newest }));
    Ok(Exit::Fine)
}

/// Where the program does not keep the key it cannot put a new one there either.
fn hand_over(text: &str, generation: u16, terminal: Terminal) -> Exit {
    terminal.line(text.trim());
    terminal.note(
        format!("以上是含第 {generation} 代新密钥的完整内容。请放到 HUIYIN_KEY 或 key_command 取密钥的地方，重启各进程，再运行一次 huiyin key rotate。"),
        format!("This is the whole key ring with the new generation {generation}. Put it where HUIYIN_KEY or key_command takes it from, restart the processes, and run `huiyin key rotate` once more."),
    );
    terminal.result(&serde_json::json!({ "generation": generation, "ring": text }));
    Exit::Findings
}

async fn rewrap_now(house: &House, terminal: Terminal) -> CommandResult {
    let mut wrapped = 0;
    loop {
        let step = rewrap::step(&house.db, &house.keys, &OsEntropy, SystemClock.now()).await?;
        if step == 0 {
            break;
        }
        wrapped += step;
    }
    terminal.note(
        format!("已改用新密钥：{wrapped} 项。"),
        format!("{wrapped} keys and values are under the newest key now."),
    );
    terminal.result(&serde_json::json!({ "wrapped": wrapped }));
    Ok(Exit::Fine)
}

async fn retire(
    house: &House,
    config: &Config,
    generation: u16,
    terminal: Terminal,
) -> CommandResult {
    let older = {
        let mut tx = house.db.read().await?;
        rewrap::outdated(&mut tx).await?.values
    };
    if generation == 1 && older > 0 {
        return Err(still(generation, older));
    }
    let now = SystemClock.now();
    match generation::retire(&house.db, generation, ACTOR, now).await? {
        Retired::InUse => {
            return Err(Failure::new(
                format!("第 {generation} 代密钥正在使用。请先运行 huiyin key rotate。"),
                format!("Generation {generation} is in use. Run `huiyin key rotate` first."),
            ));
        }
        Retired::Left(left) => return Err(still(generation, left.people + left.secrets)),
        // Taken out of the store before, and perhaps broken off before the file was exchanged.
        Retired::Unknown if !house.keys.ring().generations().contains(&generation) => {
            return Err(Failure::new(
                format!("没有第 {generation} 代密钥；huiyin key status 列出全部。"),
                format!("There is no generation {generation}; `huiyin key status` lists them."),
            ));
        }
        Retired::Unknown if is_waiting(house, generation).await? => {
            return Err(Failure::new(
                format!("第 {generation} 代密钥已备好但尚未启用，不能停用。"),
                format!(
                    "Generation {generation} is prepared and not in use yet; it cannot be retired."
                ),
            ));
        }
        Retired::Unknown | Retired::Done => {}
    }
    if let Some((path, rest)) = config
        .key_source
        .file()
        .zip(house.keys.ring().without(generation))
    {
        key_file::replace(path, &rest)?;
    }
    terminal.note(
        format!("第 {generation} 代密钥已停用。只有更早的备份还需要它：备份保存多久，旧密钥就另存多久。"),
        format!("Generation {generation} is retired. Only earlier backups still need it: keep its copy as long as you keep those."),
    );
    terminal.result(&serde_json::json!({ "retired": generation }));
    Ok(Exit::Fine)
}

async fn is_waiting(house: &House, generation: u16) -> Result<bool, Failure> {
    let mut tx = house.db.read().await?;
    Ok(generation > generation::current(&mut tx).await?)
}

fn still(generation: u16, left: u64) -> Failure {
    Failure::new(
        format!(
            "还有 {left} 项在用第 {generation} 代密钥，停用会使它们再也打不开。请等后台改完，或运行 huiyin key rewrap。"
        ),
        format!(
            "{left} keys or values still need generation {generation} and could never be opened again. Wait for the service to wrap them anew, or run `huiyin key rewrap`."
        ),
    )
}

fn no_room() -> Failure {
    Failure::new(
        "密钥已太多代，请先停用旧的：huiyin key retire。",
        "There are too many generations: retire old ones first with `huiyin key retire`.",
    )
}
