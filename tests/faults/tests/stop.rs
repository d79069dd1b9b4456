//! The server is told to stop while residents report. Whoever is being answered gets the whole
//! answer, and whoever got a receipt finds the matter afterwards.

mod built_binary {
    use std::sync::{Arc, Barrier};
    use std::thread;
    use std::time::Duration;

    use huiyin_faults::{District, Receipt, Reported, Result, Server, free_port};

    const REPORTS: usize = 50;
    /// Not all have been read when the order comes, and none has been answered to its end.
    const ORDER_AFTER: Duration = Duration::from_millis(30);

    #[test]
    #[ignore = "needs the built binary"]
    fn fifty_reports_under_way_are_all_answered_and_all_kept() -> Result<()> {
        let district = District::demo()?;
        let server = Server::start(&district, free_port()?)?;
        let connection = server.connection();
        let together = Arc::new(Barrier::new(REPORTS + 1));
        let clients: Vec<_> = (0..REPORTS)
            .map(|number| {
                let together = Arc::clone(&together);
                thread::spawn(move || {
                    together.wait();
                    Receipt::ask_for(connection, &format!("消防通道被车堵住（{number}）"))
                })
            })
            .collect();
        together.wait();
        thread::sleep(ORDER_AFTER);
        server.order_to_stop()?;
        let mut receipts = Vec::new();
        for client in clients {
            match client.join().map_err(|_| "a client panicked")?? {
                Reported::Accepted(receipt) => receipts.push(receipt),
                Reported::Refused(answer) => {
                    return Err(format!("refused: {} {}", answer.status, answer.text()).into());
                }
                Reported::Unanswered => return Err("an answer was cut".into()),
            }
        }
        server.await_end()?;
        assert_eq!(receipts.len(), REPORTS);
        district.verify_journal()?;
        let server = Server::start(&district, free_port()?)?;
        for receipt in &receipts {
            receipt.check(server.connection())?;
        }
        server.kill()
    }
}
