//! The command line: `huiyin <noun> <verb>`. Exit 0 is well, 1 refused or findings, 2 a command
//! that was not understood.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::commands::{
    account, audit, backup, calendar, clock, db, demo, doctor, key, ledger, matters, notices,
    privacy, registry, restore, serve, statistics, visits, votes,
};
use crate::{CommandResult, Failure, Terminal};

/// Threads that answer requests; photos are decoded on a few more.
const WORKER_THREADS: usize = 2;
/// A photo takes up to a quarter of a gigabyte while it is decoded, so few at once.
const BLOCKING_THREADS: usize = 6;
/// Frames of pages are large where the compiler did not shrink them: in a build for a trial two
/// mebibytes were not enough. Only what is touched takes memory.
const STACK_BYTES: usize = 8 * 1024 * 1024;
/// How long work on large files may go on after everything else has ended.
const LAST_THREADS_LIMIT: Duration = Duration::from_secs(5);

/// 回音 Huiyin：居民提的每一件事，都有人负责、有期限、有回音，由居民确认。
///
/// Everything a resident raises has an owner, a deadline and an answer that the resident confirms.
#[derive(Debug, Parser)]
#[command(name = "huiyin", version, arg_required_else_help = true)]
struct Cli {
    /// 结果以 JSON 写到标准输出 ｜ Write the result as JSON to standard output
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 启动网站 ｜ Serve a district
    Serve(serve::Options),
    /// 建立演示区（可重复运行）｜ Make the demo district; safe to repeat
    Demo(demo::Options),
    /// 数据库 ｜ The store
    #[command(subcommand)]
    Db(db::Verb),
    /// 办理记录的核对与封存 ｜ Prove and seal the journal
    #[command(subcommand)]
    Audit(audit::Verb),
    /// 备份（可在运行中进行）、演练恢复 ｜ Back up beside a running server, and try it out
    Backup(backup::Options),
    /// 从备份恢复 ｜ Restore a backup
    Restore(restore::Options),
    /// 检查安装是否安全、完整 ｜ Say what is in force and what is unsafe
    Doctor(doctor::Options),
    /// 密钥的来源、更换和停用 ｜ The master key: where it comes from, and how it is changed
    #[command(subcommand)]
    Key(key::Verb),
    /// 工作日和期限 ｜ Working days and deadlines
    #[command(subcommand)]
    Calendar(calendar::Verb),
    /// 本机时间是否可信 ｜ Whether this machine's clock is believed
    #[command(subcommand)]
    Clock(clock::Verb),
    /// 居民事项 ｜ Residents' matters
    #[command(subcommand)]
    Matters(matters::Verb),
    /// 个人信息：保存期限 ｜ Personal data: keeping times
    #[command(subcommand)]
    Privacy(privacy::Verb),
    /// 本区的区域和单位 ｜ The district's own areas and bodies
    #[command(subcommand)]
    Registry(registry::Verb),
    /// 账号 ｜ Accounts of staff
    #[command(subcommand)]
    Account(account::Verb),
    /// 通知发送 ｜ Telling people outside the program
    #[command(subcommand)]
    Notices(notices::Verb),
    /// 小区账本：核对、导出 ｜ The owners' books: prove them, give them out
    #[command(subcommand)]
    Ledger(ledger::Verb),
    /// 入户走访 ｜ Household visits
    #[command(subcommand)]
    Visits(visits::Verb),
    /// 统计数字：核对、重新生成 ｜ Figures: prove them, make them anew
    #[command(subcommand)]
    Statistics(statistics::Verb),
    /// 业主表决：计票、核对公开的选票 ｜ Owners' votes: count them, check published ballots
    #[command(subcommand)]
    Votes(votes::Verb),
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    crate::server::init_logs();
    let terminal = Terminal { json: cli.json };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKER_THREADS)
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_stack_size(STACK_BYTES)
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(run(cli.command, terminal));
            // A file that is still being copied for a backup is not waited for: it is no backup yet.
            runtime.shutdown_timeout(LAST_THREADS_LIMIT);
            outcome
        }
        Err(error) => Err(Failure::new(
            format!("系统不让启动线程：{error}"),
            format!("The system gives no threads: {error}"),
        )),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal.refuse(&failure);
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command, terminal: Terminal) -> CommandResult {
    match command {
        Command::Serve(options) => serve::run(&options, terminal).await,
        Command::Demo(options) => Box::pin(demo::run(&options, terminal)).await,
        Command::Db(verb) => db::run(&verb, terminal).await,
        Command::Audit(verb) => audit::run(&verb, terminal).await,
        Command::Backup(options) => backup::run(&options, terminal).await,
        Command::Restore(options) => restore::run(&options, terminal).await,
        Command::Doctor(options) => doctor::run(&options, terminal).await,
        Command::Key(verb) => key::run(&verb, terminal).await,
        Command::Calendar(verb) => calendar::run(&verb, terminal).await,
        Command::Clock(verb) => clock::run(&verb, terminal).await,
        Command::Matters(verb) => matters::run(&verb, terminal).await,
        Command::Privacy(verb) => privacy::run(&verb, terminal).await,
        Command::Registry(verb) => registry::run(&verb, terminal).await,
        Command::Account(verb) => account::run(&verb, terminal).await,
        Command::Notices(verb) => notices::run(&verb, terminal).await,
        Command::Ledger(verb) => ledger::run(&verb, terminal).await,
        Command::Statistics(verb) => statistics::run(&verb, terminal).await,
        Command::Visits(verb) => visits::run(&verb, terminal).await,
        Command::Votes(verb) => votes::run(&verb, terminal),
    }
}

/// A variable of the environment; an empty one counts as not set.
pub(crate) fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Cli::command().debug_assert();
    }
}
