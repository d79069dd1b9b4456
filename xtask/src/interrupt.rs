//! Leaving nothing behind when the run is interrupted: every started group of processes and
//! every temporary folder registers how it ends, and Ctrl-C, SIGTERM and SIGHUP call that.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};

type Ending = Box<dyn Fn() + Send>;

static ENDINGS: Mutex<Vec<(u64, Ending)>> = Mutex::new(Vec::new());
static NEXT: AtomicU64 = AtomicU64::new(0);
const INTERRUPTED_CODE: i32 = 130;

fn endings() -> MutexGuard<'static, Vec<(u64, Ending)>> {
    ENDINGS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Installs the handler; called once, first.
pub(crate) fn listen() -> Result<()> {
    ctrlc::set_handler(|| {
        for (_, ending) in endings().drain(..).rev() {
            ending();
        }
        std::process::exit(INTERRUPTED_CODE);
    })
    .context("the interrupt handler could not be installed")
}

/// While this lives, an interruption calls the ending that it was made with.
#[derive(Debug)]
pub(crate) struct Registration(u64);

impl Registration {
    pub(crate) fn new(ending: impl Fn() + Send + 'static) -> Self {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        endings().push((number, Box::new(ending)));
        Self(number)
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        endings().retain(|(number, _)| *number != self.0);
    }
}

/// Sends a signal to one process, or to its whole group when that is asked.
pub(crate) fn signal(name: &str, process: u32, whole_group: bool) {
    let target = if whole_group {
        format!("-{process}")
    } else {
        process.to_string()
    };
    // A process that is gone already is what was wanted.
    drop(
        Command::new("kill")
            .args(["-s", name, "--", &target])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status(),
    );
}
