//! Uploads that break off: nothing of them stays, and the next one is taken whole.

mod built_binary {
    use std::io::Write as _;
    use std::net::{Shutdown, TcpStream};
    use std::path::Path;

    use huiyin_faults::{Connection, District, Receipt, Result, Server, free_port};

    const BOUNDARY: &str = "huiyin-broken-upload";
    /// Announced, but never sent whole.
    const PHOTO_BYTES: usize = 300_000;
    const BREAKS: usize = 40;

    #[test]
    #[ignore = "needs the built binary"]
    fn broken_uploads_leave_nothing_and_block_nobody() -> Result<()> {
        let district = District::demo()?;
        let server = Server::start(&district, free_port()?)?;
        let connection = server.connection();
        let before = Receipt::obtain(connection, "楼道的灯不亮")?;
        let photos_before = files_below(&district.folder().join("blobs"))?;
        for round in 0..BREAKS {
            break_off(connection, round)?;
        }
        assert_eq!(
            files_below(&district.folder().join("blobs"))?,
            photos_before
        );
        before.check(connection)?;
        let after = Receipt::obtain(connection, "楼道的灯还是不亮")?;
        after.check(connection)?;
        let found = connection.get("/desk/search?q=broken")?;
        assert_ne!(found.status, 200, "the desk is not for everybody");
        server.kill()?;
        district.verify_journal()
    }

    /// Sends a form with a photo up to some byte of it, in a different place each time, and hangs
    /// up: now politely, now not.
    fn break_off(connection: Connection, round: usize) -> Result<()> {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"what\"\r\n\r\nbroken\r\n\
             --{BOUNDARY}\r\ncontent-disposition: form-data; name=\"photos\"; filename=\"a.png\"\r\n\
             content-type: image/png\r\n\r\n"
        );
        let mut body = head.into_bytes();
        body.resize(body.len() + PHOTO_BYTES, 0x89);
        let whole = body.len() + BOUNDARY.len() + 8;
        let sent = body.len() * round / BREAKS;
        let mut stream = TcpStream::connect(connection.0)?;
        write!(
            stream,
            "POST /report HTTP/1.1\r\nhost: {}\r\ncontent-type: multipart/form-data; boundary={BOUNDARY}\r\n\
             content-length: {whole}\r\n\r\n",
            connection.0
        )?;
        // The server may have refused and hung up already, which is as good.
        drop(stream.write_all(body.get(..sent).unwrap_or_default()));
        if round.is_multiple_of(2) {
            drop(stream.shutdown(Shutdown::Both));
        }
        Ok(())
    }

    fn files_below(folder: &Path) -> Result<usize> {
        let mut count = 0;
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            count += if path.is_dir() {
                files_below(&path)?
            } else {
                1
            };
        }
        Ok(count)
    }
}
