//! Seals that an outsider keeps: writing them, checking a file by itself, and holding a history
//! against what was kept.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use huiyin_db::seal::Seal;
use huiyin_db::seal::export::{self, Against, Kept, LINE_BYTES};
use huiyin_kernel::Clock as _;

use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Failure, Opening, Terminal};

/// Writes all seals of a district to a new file.
pub(super) async fn export(path: &Path, place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let wrong = |error: std::io::Error| Failure::file(path, &error);
    let (house, _) = super::super::open(place, Opening::AsItIs).await?;
    let file = File::options()
        .write(true)
        .create_new(true)
        .mode(0o644)
        .open(path);
    let mut out = BufWriter::new(match file {
        Ok(file) => file,
        Err(error) => {
            house.db.close().await;
            return Err(wrong(error));
        }
    });
    let put = |line: &str| writeln!(out, "{line}");
    let written = export::write(&house.db, SystemClock.now(), put).await;
    house.db.close().await;
    let synced = out
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)
        .and_then(|file| file.sync_all());
    if written.is_err() || synced.is_err() {
        // Half a file would be refused anyway; none is plainer.
        drop(std::fs::remove_file(path));
    }
    let seals = written?;
    synced.map_err(wrong)?;
    let kept = read(path)?;
    let shown = path.display();
    terminal.note(
        format!("{shown}：{seals} 次封存。里面没有个人信息，请交给第三方保管，并当面核对公钥。"),
        format!("{shown}: {seals} seals. It holds nothing personal: give it to an outsider to keep, and compare the public keys in person."),
    );
    tell_keys(&kept, terminal);
    terminal.result(&serde_json::json!({ "seals": seals, "public_keys": kept.public_keys() }));
    Ok(Exit::Fine)
}

/// Checks a file without any district, and that it goes on from an earlier one.
pub(super) fn check(path: &Path, earlier: Option<&Path>, terminal: Terminal) -> CommandResult {
    let kept = read(path)?;
    if let Some(earlier) = earlier {
        let against = read(earlier)?.against_later(&kept);
        if !holds(&against, terminal) {
            return Ok(Exit::Findings);
        }
    }
    let seals = kept.count();
    let until = kept.last().map(|it| it.at.to_display());
    let until = until.unwrap_or_default();
    terminal.line(format!(
        "✓ 文件完好：{seals} 次封存，到 {until}。\n  The file is sound: {seals} seals until {until}."
    ));
    tell_keys(&kept, terminal);
    terminal.result(&serde_json::json!({
        "sound": true, "seals": seals, "public_keys": kept.public_keys(),
    }));
    Ok(Exit::Fine)
}

fn tell_keys(kept: &Kept, terminal: Terminal) {
    for key in kept.public_keys() {
        terminal.line(format!("  {key}"));
    }
}

/// The seals of a file that is sound in itself.
pub(super) fn read(path: &Path) -> Result<Kept, Failure> {
    let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
    Kept::read(Lines(BufReader::new(file))).map_err(|fault| {
        let (shown, line, why) = (path.display(), fault.line, fault.why);
        Failure::new(
            format!("{shown} 第 {line} 行对不上：这不是一份完好的封存文件（{why}）。"),
            format!("{shown}, line {line}: this is no sound file of seals: {why}."),
        )
    })
}

/// Lines of a bounded length, whatever the file is.
struct Lines(BufReader<File>);

impl Iterator for Lines {
    type Item = std::io::Result<String>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = String::new();
        let most = u64::try_from(LINE_BYTES).unwrap_or(u64::MAX);
        match self.0.by_ref().take(most).read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => {
                let end = line.trim_end_matches(['\r', '\n']).len();
                line.truncate(end);
                Some(Ok(line))
            }
            Err(error) => Some(Err(error)),
        }
    }
}

/// Says how a history stands to the seals that were kept of it; true where it holds.
pub(super) fn holds(against: &Against, terminal: Terminal) -> bool {
    match against {
        Against::Holds { since } => {
            terminal.line(format!(
                "✓ 与保管的封存一致，此后又封存 {since} 次。\n  It is the history whose seals were kept, with {since} seals since."
            ));
            true
        }
        Against::CutOff(seal) => {
            let (number, row, at, day) = named(seal);
            terminal.line(format!(
                "✗ 记录被换回了旧版：缺第 {number} 次封存（{at}，第 {row} 条起）。\n✗ An older state stands here: seal {number} of {at} is missing, from row {row} on."
            ));
            terminal.result(&serde_json::json!({
                "sound": false, "seal": number, "row": row, "day": day, "why": "an older state stands in its place",
            }));
            false
        }
        Against::Other(seal) => {
            let (number, row, at, day) = named(seal);
            terminal.line(format!(
                "✗ 这是另一份历史：从第 {number} 次封存（{at}，第 {row} 条）起与保管的不同。\n✗ This is another history: from seal {number} of {at} on, row {row}, it differs from what was kept."
            ));
            terminal.result(&serde_json::json!({
                "sound": false, "seal": number, "row": row, "day": day, "why": "it is another history from there on",
            }));
            false
        }
    }
}

fn named(seal: &Seal) -> (i64, i64, String, String) {
    let day = seal.at.date().to_string();
    (seal.number, seal.first_seq, seal.at.to_display(), day)
}
