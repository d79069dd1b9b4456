//! Running one program of a step: its output is shown as it comes, read line by line, and the
//! program and all that it started end when its time is over.

use std::io::{BufRead as _, BufReader, PipeReader, pipe};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::interrupt::{Registration, signal};
use crate::say;
use crate::stopwatch::Stopwatch;

/// Lines waiting to be shown; a program that writes faster waits.
const LINES_WAITING_MAX: usize = 1_024;
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long a program may take to end after it was asked to, and how long its output may
/// linger after it ended.
const GRACE: Duration = Duration::from_secs(5);

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Well,
    Badly,
    TimeOver,
}

impl Ended {
    pub(crate) fn well(self) -> bool {
        self == Self::Well
    }
}

/// Runs `command`, showing its output, and gives every line of standard output to `read`.
pub(crate) fn watch(
    command: &mut Command,
    limit: Duration,
    read: impl FnMut(&str),
) -> Result<Ended> {
    let (output, input) = pipe()?;
    command.stdout(input);
    watch_output(command, output, limit, read)
}

/// The same with what it says on standard error, which is where cargo speaks.
pub(crate) fn watch_both(
    command: &mut Command,
    limit: Duration,
    read: impl FnMut(&str),
) -> Result<Ended> {
    let (output, input) = pipe()?;
    command.stderr(input.try_clone()?).stdout(input);
    watch_output(command, output, limit, read)
}

fn watch_output(
    command: &mut Command,
    output: PipeReader,
    limit: Duration,
    mut read: impl FnMut(&str),
) -> Result<Ended> {
    let stopwatch = Stopwatch::start();
    let mut child = command
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .with_context(|| format!("{} could not be started", program_name(command)))?;
    // The command keeps an end of the pipe for a next start, and the output would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let group = child.id();
    let _registration = Registration::new(move || signal("TERM", group, true));
    let lines = lines_of(output);
    let mut ended_at = None;
    loop {
        match lines.recv_timeout(LOOK_EVERY) {
            Ok(line) => {
                say::line(&line);
                read(&line);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if stopwatch.elapsed() > limit {
            end_group(&mut child)?;
            return Ok(Ended::TimeOver);
        }
        // Something that the program left running may hold its output open for ever.
        if ended_at.is_none() && child.try_wait()?.is_some() {
            ended_at = Some(Stopwatch::start());
        }
        if ended_at.is_some_and(|since| since.elapsed() > GRACE) {
            break;
        }
    }
    let status = child.wait()?;
    signal("TERM", group, true);
    Ok(if status.success() {
        Ended::Well
    } else {
        Ended::Badly
    })
}

/// Runs `command` without showing it and returns its standard output when it ended well.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let name = program_name(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{name} could not be started"))?;
    anyhow::ensure!(
        output.status.success(),
        "{name} failed: {}",
        last_lines(&output.stderr)
    );
    String::from_utf8(output.stdout).with_context(|| format!("{name} printed no UTF-8"))
}

/// As much of a complaint as a summary can bear.
const COMPLAINT_LINES_MAX: usize = 8;

fn last_lines(complaint: &[u8]) -> String {
    let complaint = String::from_utf8_lossy(complaint);
    let lines: Vec<&str> = complaint.trim().lines().collect();
    lines[lines.len().saturating_sub(COMPLAINT_LINES_MAX)..].join("\n")
}

fn program_name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn lines_of(output: PipeReader) -> Receiver<String> {
    let (sender, receiver) = sync_channel(LINES_WAITING_MAX);
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut bytes = Vec::new();
        while output
            .read_until(b'\n', &mut bytes)
            .is_ok_and(|count| count > 0)
        {
            let line = String::from_utf8_lossy(&bytes);
            if sender
                .send(line.trim_end_matches(['\n', '\r']).to_owned())
                .is_err()
            {
                break;
            }
            bytes.clear();
        }
    });
    receiver
}

fn end_group(child: &mut Child) -> Result<()> {
    let group = child.id();
    signal("TERM", group, true);
    let asked = Stopwatch::start();
    while child.try_wait()?.is_none() && asked.elapsed() < GRACE {
        thread::sleep(LOOK_EVERY);
    }
    signal("KILL", group, true);
    child.wait()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn lines_are_read_and_the_end_is_told() -> Result<()> {
        let mut lines = Vec::new();
        let limit = Duration::from_secs(20);
        let ended = watch(&mut shell("echo one; echo two"), limit, |l| {
            lines.push(l.to_owned());
        })?;
        assert_eq!(ended, Ended::Well);
        assert_eq!(lines, ["one", "two"]);
        assert_eq!(watch(&mut shell("exit 3"), limit, |_| ())?, Ended::Badly);
        Ok(())
    }

    #[test]
    fn what_is_said_on_standard_error_is_read_where_it_is_asked_for() -> Result<()> {
        let limit = Duration::from_secs(20);
        let mut lines = Vec::new();
        let mut script = shell("echo one; echo two >&2");
        let ended = watch_both(&mut script, limit, |l| lines.push(l.to_owned()))?;
        assert_eq!((ended, lines.len()), (Ended::Well, 2));
        Ok(())
    }

    #[test]
    fn a_program_that_does_not_end_is_ended_with_its_children() -> Result<()> {
        let mut child = String::new();
        let ended = watch(
            &mut shell("sleep 61 & echo $!; wait"),
            Duration::from_millis(300),
            |line| {
                line.clone_into(&mut child);
            },
        )?;
        assert_eq!(ended, Ended::TimeOver);
        assert!(child.parse::<u32>().is_ok());
        let state = std::fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
        assert!(
            state.is_empty() || state.contains(") Z "),
            "still running: {state}"
        );
        Ok(())
    }
}
