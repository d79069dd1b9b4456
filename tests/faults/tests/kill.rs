//! The server is killed while residents report, again and again. Whoever got a receipt finds the
//! matter afterwards, and the journal proves itself.

mod built_binary {
    use std::collections::HashSet;
    use std::thread;
    use std::time::Duration;

    use huiyin_faults::{
        Chance, Connection, District, Receipt, Result, Server, free_port, report_until_unanswered,
    };

    const ROUNDS: u64 = 20;
    const CLIENTS: u64 = 4;
    /// Long enough for some reports, short enough for a thousand rounds.
    const KILL_AFTER_MS: (u64, u64) = (20, 400);
    /// Proving a long journal takes longer than a round; the last round always proves it.
    const VERIFY_EVERY: u64 = 5;

    const ROUNDS_MORE: u64 = 5;
    /// One round on PostgreSQL for so many on SQLite.
    const ON_POSTGRES: u64 = 4;

    fn rounds() -> Result<u64> {
        match std::env::var("HUIYIN_FAULT_ROUNDS") {
            Ok(text) => Ok(text.parse()?),
            Err(_) => Ok(ROUNDS),
        }
    }

    #[test]
    #[ignore = "needs the built binary"]
    fn every_receipt_outlives_a_kill() -> Result<()> {
        let mut chance = Chance::new()?;
        println!("HUIYIN_FAULT_SEED={}", chance.seed());
        let rounds = rounds()?;
        let receipts = killed_while_writing(&District::demo()?, rounds, &mut chance)?;
        println!("{rounds} kills, {receipts} receipts");
        Ok(())
    }

    /// What is on disk there is PostgreSQL's own promise; ours is that nobody gets a receipt before
    /// it is given, and that a server finds its way back after one that did not say goodbye.
    #[test]
    #[ignore = "needs the built binary"]
    fn every_receipt_outlives_a_kill_on_postgres() -> Result<()> {
        let postgres = std::env::var("HUIYIN_TEST_POSTGRES")?;
        let rounds = (rounds()? / ON_POSTGRES).max(1);
        let mut chance = Chance::new()?;
        println!("HUIYIN_FAULT_SEED={}", chance.seed());
        let district = District::demo_on(&postgres)?;
        let receipts = killed_while_writing(&district, rounds, &mut chance)?;
        println!("{rounds} kills on PostgreSQL, {receipts} receipts");
        Ok(())
    }

    /// How many receipts were given and found.
    fn killed_while_writing(
        district: &District,
        rounds: u64,
        chance: &mut Chance,
    ) -> Result<usize> {
        let mut all = HashSet::new();
        let mut fresh: Vec<Receipt> = Vec::new();
        let mut earlier: Vec<Receipt> = Vec::new();
        // A slow machine gives few receipts in a round, and so gets more rounds.
        for round in 0..rounds * ROUNDS_MORE {
            if round >= rounds && all.len() as u64 >= rounds {
                break;
            }
            let server = Server::start(district, free_port()?)?;
            check_all(server.connection(), &fresh)?;
            let clients = start_clients(server.connection(), round);
            let (least, most) = KILL_AFTER_MS;
            thread::sleep(Duration::from_millis(least + chance.below(most - least)));
            server.kill()?;
            earlier.append(&mut fresh);
            for client in clients {
                fresh.extend(client.join().map_err(|_| "a client panicked")??);
            }
            for receipt in &fresh {
                assert!(
                    all.insert(receipt.id.clone()),
                    "{} was given twice",
                    receipt.id
                );
            }
            if round % VERIFY_EVERY == 0 {
                district.verify_journal()?;
            }
        }
        // The last kill too must be survived, and nothing of the earlier ones lost by it.
        let server = Server::start(district, free_port()?)?;
        earlier.append(&mut fresh);
        check_all(server.connection(), &earlier)?;
        server.kill()?;
        district.verify_journal()?;
        assert!(
            all.len() as u64 >= rounds,
            "too few receipts to prove anything: {}",
            all.len()
        );
        Ok(all.len())
    }

    fn start_clients(
        connection: Connection,
        round: u64,
    ) -> Vec<thread::JoinHandle<Result<Vec<Receipt>>>> {
        (0..CLIENTS)
            .map(|client| {
                let name = format!("{round}–{client}");
                thread::spawn(move || report_until_unanswered(connection, &name))
            })
            .collect()
    }

    fn check_all(connection: Connection, receipts: &[Receipt]) -> Result<()> {
        receipts
            .iter()
            .try_for_each(|receipt| receipt.check(connection))
    }
}
