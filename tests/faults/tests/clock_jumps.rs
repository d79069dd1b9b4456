//! The machine's clock jumps while the server runs: back two days, and forward past the last year
//! whose holidays are known. No report is lost by it, and the journal proves itself.
//!
//! The clock is set by libfaketime for the server alone. Where it is not installed, the runner
//! counts the test as skipped.

mod built_binary {
    use std::path::Path;
    use std::process::Command;
    use std::thread;
    use std::time::Duration;

    use huiyin_faults::{District, Receipt, Result, Server, binary, free_port};

    /// Longer than libfaketime keeps what it read.
    const SETTLE: Duration = Duration::from_millis(1_500);

    #[test]
    #[ignore = "needs the built binary"]
    fn clock_jumps_lose_nothing() -> Result<()> {
        let library = std::env::var("HUIYIN_FAKETIME")?;
        let district = District::demo()?;
        let clock = district.folder().with_extension("clock");
        set(&clock, "+0")?;
        let server = serve(&district, &library, &clock)?;
        let connection = server.connection();
        let mut receipts = vec![Receipt::obtain(connection, "路灯坏了")?];
        for jump in ["-2d", "+0", "+900d", "-1d"] {
            set(&clock, jump)?;
            thread::sleep(SETTLE);
            receipts.push(Receipt::obtain(
                connection,
                &format!("路灯又坏了（{jump}）"),
            )?);
            for receipt in &receipts {
                receipt.check(connection)?;
            }
            let board = connection.get("/board")?;
            assert_eq!(board.status, 200, "{jump}: {}", board.text());
        }
        server.kill()?;
        drop(std::fs::remove_file(&clock));
        district.verify_journal()
    }

    fn set(clock: &Path, offset: &str) -> Result<()> {
        let fresh = clock.with_extension("clock-new");
        std::fs::write(&fresh, format!("{offset}\n"))?;
        Ok(std::fs::rename(&fresh, clock)?)
    }

    fn serve(district: &District, library: &str, clock: &Path) -> Result<Server> {
        let address = free_port()?;
        let mut command = Command::new(binary()?);
        command
            .arg("serve")
            .arg("--data")
            .arg(district.folder())
            .args(["--listen", &address.to_string()])
            .env("LD_PRELOAD", library)
            .env("FAKETIME_TIMESTAMP_FILE", clock)
            .env("FAKETIME_CACHE_DURATION", "1")
            // Only the calendar jumps; how long a wait takes does not.
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("DONT_FAKE_MONOTONIC", "1");
        Server::spawn(command, address, district.folder().with_extension("log"))
    }
}
