//! The database goes away and comes back: reports are refused with a sentence meanwhile, the
//! process lives, and afterwards everything goes on by itself.

mod built_binary {
    use std::net::SocketAddr;
    use std::process::Command;
    use std::thread;
    use std::time::Duration;

    use huiyin_faults::{
        Connection, District, Receipt, Reported, Result, Server, Wire, binary, free_port,
    };

    const BACK_TRIES: u32 = 300;
    const LOOK_EVERY: Duration = Duration::from_millis(100);

    #[test]
    #[ignore = "needs the built binary"]
    fn database_gone_refuses_and_comes_back() -> Result<()> {
        let given = std::env::var("HUIYIN_TEST_POSTGRES")?;
        let target = host_of(&given)?;
        let wire = Wire::to(target)?;
        let schema = format!("faults_{}", std::process::id());
        let through = given.replacen(&target.to_string(), &wire.address().to_string(), 1);
        let database = format!("{through}?schema={schema}");
        let district = District::empty()?;
        let server = serve(&district, &database)?;
        let connection = server.connection();
        let before = Receipt::obtain(connection, "小区东门的路面有坑")?;

        wire.cut();
        let refused = connection.post(
            "/api/v1/matters",
            &serde_json::json!({ "text": "小区东门的路面有坑，有人绊倒" }),
        )?;
        assert_eq!(refused.status, 503, "{}", refused.text());
        assert!(
            !refused.text().to_lowercase().contains("sqlx"),
            "{}",
            refused.text()
        );
        assert_eq!(connection.get("/healthz")?.status, 200);
        assert_eq!(connection.get("/readyz")?.status, 503);

        wire.mend();
        let after = report_when_back(connection)?;
        before.check(connection)?;
        after.check(connection)?;
        server.kill()?;
        let proof = Command::new(binary()?)
            .args(["audit", "verify", "--database", &database, "--files"])
            .arg(district.folder())
            .output()?;
        assert!(
            proof.status.success(),
            "{}",
            String::from_utf8_lossy(&proof.stderr)
        );
        Ok(())
    }

    fn host_of(address: &str) -> Result<SocketAddr> {
        let rest = address.rsplit_once('@').ok_or("no user in the address")?.1;
        let host = rest.split_once('/').ok_or("no database in the address")?.0;
        Ok(host.replace("localhost", "127.0.0.1").parse()?)
    }

    fn serve(district: &District, database: &str) -> Result<Server> {
        let address = free_port()?;
        let mut command = Command::new(binary()?);
        command.args(["serve", "--database", database, "--files"]);
        command.arg(district.folder());
        command.args(["--listen", &address.to_string()]);
        Server::spawn(command, address, district.folder().with_extension("log"))
    }

    fn report_when_back(connection: Connection) -> Result<Receipt> {
        for _ in 0..BACK_TRIES {
            if let Reported::Accepted(receipt) = Receipt::ask_for(connection, "路面的坑还没修")?
            {
                return Ok(receipt);
            }
            thread::sleep(LOOK_EVERY);
        }
        Err("the server does not find its database again".into())
    }
}
