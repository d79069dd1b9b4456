//! A private PostgreSQL: made in a temporary folder by an ordinary user, reachable on loopback
//! with a password of its own and on a socket inside its folder, gone with its guard.

use std::ffi::OsStr;
use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::command;
use crate::ground::{Ground, free_port, id_of, program};
use crate::interrupt::{Registration, signal};
use crate::say;
use crate::stopwatch::Stopwatch;

/// The variable in which tests find the server.
pub(crate) const VARIABLE: &str = "HUIYIN_TEST_POSTGRES";

const DATABASE: &str = "huiyin";
const START_LIMIT: Duration = Duration::from_mins(1);
const STOP_LIMIT: Duration = Duration::from_secs(15);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Many tests run side by side, each with a small pool.
const CONNECTIONS_MAX: &str = "200";
const PASSWORD_BYTES: usize = 24;

/// Where Debian, or the person's own path, has the server's programs.
#[derive(Debug, Clone)]
pub(crate) struct Binaries(PathBuf);

impl Binaries {
    pub(crate) fn find() -> Option<Self> {
        // The path may hold links to some of the programs; the folder behind holds them all.
        let linked = program("initdb").and_then(|path| path.canonicalize().ok());
        if let Some(folder) = linked.as_deref().and_then(Path::parent)
            && folder.join("postgres").is_file()
        {
            return Some(Self(folder.to_path_buf()));
        }
        let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .flatten()
            .filter_map(|entry| {
                let version = entry.file_name().to_str()?.parse().ok()?;
                Some((version, entry.path().join("bin")))
            })
            .filter(|(_, folder)| folder.join("initdb").is_file())
            .collect();
        versions.sort();
        versions.pop().map(|(_, folder)| Self(folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// The user that the server runs as: PostgreSQL refuses to be root.
#[derive(Debug, Clone)]
struct ServerUser(Option<Account>);

#[derive(Debug, Clone)]
struct Account {
    name: &'static str,
    uid: u32,
}

impl ServerUser {
    fn choose() -> Result<Self> {
        if id_of(&["-u"])? != 0 {
            return Ok(Self(None));
        }
        for name in ["postgres", "nobody"] {
            if let Ok(uid) = id_of(&["-u", name]) {
                return Ok(Self(Some(Account { name, uid })));
            }
        }
        bail!("root may not run PostgreSQL, and this machine has no user postgres or nobody")
    }

    /// A command of that user. The server also ends with whoever started it, where the machine
    /// has `setpriv`, so that a run killed outright leaves no server behind.
    fn command(&self, program_path: &Path, folder: &Path) -> Command {
        let mut command = if program("setpriv").is_some() {
            let mut command = Command::new("setpriv");
            if let Some(account) = &self.0 {
                command.args(["--reuid", account.name, "--init-groups", "--regid"]);
                command.arg(account.uid_group());
            }
            command.args(["--pdeathsig", "INT", "--"]).arg(program_path);
            command
        } else if let Some(account) = &self.0 {
            let mut command = Command::new("runuser");
            command.args(["-u", account.name, "--"]).arg(program_path);
            command
        } else {
            Command::new(program_path)
        };
        command
            .current_dir(folder)
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }
}

impl Account {
    fn uid_group(&self) -> String {
        id_of(&["-g", self.name]).unwrap_or(self.uid).to_string()
    }
}

/// A running server; dropping it stops the server and removes all that it stored.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    folder: TemporaryFolder,
    address: String,
    _registration: Registration,
}

impl Server {
    pub(crate) fn start(binaries: &Binaries) -> Result<Self> {
        let user = ServerUser::choose()?;
        let folder = TemporaryFolder::make(&user)?;
        let password = random_word()?;
        initialise(binaries, &user, folder.path(), &password)?;
        let port = free_port()?;
        let log = std::fs::File::create(folder.path().join("server.log"))?;
        let mut process = user
            .command(&binaries.path("postgres"), folder.path())
            .arg("-D")
            .arg(folder.path().join("data"))
            .args(
                settings(folder.path(), port)
                    .iter()
                    .flat_map(|setting| ["-c", setting]),
            )
            .stdout(Stdio::null())
            .stderr(log)
            .process_group(0)
            .spawn()
            .context("PostgreSQL could not be started")?;
        let process_id = process.id();
        let removed = folder.path().to_path_buf();
        let registration = Registration::new(move || {
            signal("QUIT", process_id, false);
            drop(std::fs::remove_dir_all(&removed));
        });
        if let Err(error) = wait_until_ready(binaries, &mut process, folder.path(), port) {
            stop(&mut process);
            return Err(error);
        }
        let address = format!("postgres://huiyin:{password}@127.0.0.1:{port}/{DATABASE}");
        Ok(Self {
            process,
            folder,
            address,
            _registration: registration,
        })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&mut self.process);
        self.folder.remove();
    }
}

/// Runs a command with the server up and its address in the environment.
pub(crate) fn beside(
    ground: &Ground,
    program_name: &str,
    arguments: &[impl AsRef<OsStr>],
) -> Result<ExitCode> {
    let binaries = Binaries::find().context(
        "PostgreSQL is not installed here: sudo apt-get install postgresql, or make setup",
    )?;
    let server = Server::start(&binaries)?;
    say::warn(&format!("{VARIABLE}={}", server.address()));
    let status = Command::new(program_name)
        .args(arguments)
        .current_dir(&ground.root)
        .env(VARIABLE, server.address())
        .status()
        .with_context(|| format!("{program_name} could not be started"))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn initialise(binaries: &Binaries, user: &ServerUser, folder: &Path, password: &str) -> Result<()> {
    let password_file = folder.join("password");
    std::fs::write(&password_file, password)?;
    if let Some(account) = &user.0 {
        chown(&password_file, Some(account.uid), None)?;
    }
    // Durability is for data that somebody needs tomorrow.
    command::read(
        user.command(&binaries.path("initdb"), folder)
            .args([
                "--username",
                "huiyin",
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
            ])
            .args([
                "--auth-local",
                "trust",
                "--auth-host",
                "password",
                "--no-sync",
            ])
            .arg("--pwfile")
            .arg(&password_file)
            .arg("-D")
            .arg(folder.join("data")),
    )
    .context("PostgreSQL's store could not be made")?;
    Ok(std::fs::remove_file(password_file)?)
}

fn settings(folder: &Path, port: u16) -> Vec<String> {
    vec![
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={}", folder.display()),
        format!("max_connections={CONNECTIONS_MAX}"),
        "fsync=off".to_owned(),
        "synchronous_commit=off".to_owned(),
        "full_page_writes=off".to_owned(),
        // Each test makes and drops a schema of its own, which is many locks at once.
        "max_locks_per_transaction=256".to_owned(),
    ]
}

fn wait_until_ready(
    binaries: &Binaries,
    process: &mut Child,
    folder: &Path,
    port: u16,
) -> Result<()> {
    let stopwatch = Stopwatch::start();
    loop {
        let made = Command::new(binaries.path("createdb"))
            .args(["--host".as_ref(), folder.as_os_str()])
            .args([
                "--port",
                &port.to_string(),
                "--username",
                "huiyin",
                DATABASE,
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if made.success() {
            return Ok(());
        }
        let gone = process.try_wait()?.is_some();
        if gone || stopwatch.elapsed() > START_LIMIT {
            let log = std::fs::read_to_string(folder.join("server.log")).unwrap_or_default();
            bail!("PostgreSQL did not come up; its log says:\n{log}");
        }
        thread::sleep(LOOK_EVERY);
    }
}

fn stop(process: &mut Child) {
    let asked = Stopwatch::start();
    signal("INT", process.id(), false);
    while matches!(process.try_wait(), Ok(None)) {
        if asked.elapsed() > STOP_LIMIT {
            // Immediate shutdown ends the server's own children too, which a kill would orphan.
            signal("QUIT", process.id(), false);
            break;
        }
        thread::sleep(LOOK_EVERY);
    }
    drop(process.wait());
}

/// Letters that nobody can guess, for a password and for a folder's name.
fn random_word() -> Result<String> {
    use std::io::Read as _;
    let mut bytes = [0; PASSWORD_BYTES];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes
        .iter()
        .map(|byte| char::from(b'a' + byte % 26))
        .collect())
}

#[derive(Debug)]
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Only the server's user may look inside: the socket asks for no password.
    fn make(user: &ServerUser) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("huiyin-postgres-{}", random_word()?));
        std::fs::create_dir(&path)?;
        let folder = Self(path);
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o700))?;
        if let Some(account) = &user.0 {
            chown(folder.path(), Some(account.uid), None)?;
        }
        Ok(folder)
    }

    fn path(&self) -> &Path {
        &self.0
    }

    fn remove(&self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        self.remove();
    }
}
