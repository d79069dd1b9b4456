//! Two people read papers in at once, and the vote is counted, while the server is killed again and
//! again. Every paper that was taken is there once, and the count is the one that an undisturbed
//! district makes of the same papers.

mod built_binary {
    use std::collections::BTreeSet;
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::Duration;

    use huiyin_faults::{
        Answer, Chance, Connection, District, Person, Result, Server, after, binary, free_port,
    };
    use serde_json::{Value, json};

    /// Districts in which all is read in and counted; `HUIYIN_FAULT_ROUNDS` says how many.
    const ROUNDS: u64 = 3;
    /// Kills of one district; far more than any needs.
    const KILLS_MAX: u32 = 200;
    /// How long after the counters begin the server is killed, in milliseconds.
    const KILL_AFTER_MS: (u64, u64) = (10, 250);
    /// A count is killed ever later, so that in the end one comes through.
    const LATER_MS: u64 = 15;
    const WITNESS: &str = "witness-wang";
    const WITNESSES: &str = "witness-wang\nwitness-li";
    /// What the papers of the box say, whatever was read before.
    const SAYS: &str = "y";

    /// A vote that is closed, with papers that wait for their second reader.
    #[derive(Debug, Clone)]
    struct Case {
        vote: String,
        shown: String,
        counters: [Person; 2],
    }

    /// Numbers of papers that are not done.
    #[derive(Debug, Default, PartialEq, Eq)]
    struct Open {
        reading: BTreeSet<u32>,
        differing: BTreeSet<u32>,
    }

    /// A form under its key, as it may be sent once more.
    #[derive(Debug, Clone)]
    struct Form {
        number: u32,
        key: String,
    }

    #[derive(Debug, Default)]
    struct Read {
        taken: BTreeSet<u32>,
        /// Papers of co-owners that were done and wait for a second reader again.
        opened: BTreeSet<u32>,
        unanswered: Option<Form>,
    }

    /// What a line did to a paper that waited for its second reader.
    enum Fate {
        Taken,
        /// It was done by others. Each co-owner may have filled in a paper, and whether this one
        /// says what theirs does is nobody's to find out by trying (rule 8.4), so that it is read
        /// by two as well.
        Opened,
        /// The other reader was faster.
        Refused,
    }

    #[test]
    #[ignore = "needs the built binary"]
    fn no_paper_is_lost_or_counted_twice() -> Result<()> {
        let rounds = match std::env::var("HUIYIN_FAULT_ROUNDS") {
            Ok(text) => text.parse()?,
            Err(_) => ROUNDS,
        };
        let mut chance = Chance::new()?;
        println!("HUIYIN_FAULT_SEED={}", chance.seed());
        let demo = District::demo()?;
        let case = Case::find(&demo)?;
        let expected = {
            let district = demo.copy()?;
            read_all(&case, &district, None)?;
            count(&case, &district, None)?;
            published(&case, &district)?
        };
        let mut kills = 0;
        for _ in 0..rounds {
            let district = demo.copy()?;
            kills += read_all(&case, &district, Some(&mut chance))?;
            kills += count(&case, &district, Some(&mut chance))?;
            assert_eq!(published(&case, &district)?, expected);
            district.verify_journal()?;
        }
        println!("{rounds} counts, {kills} kills");
        assert!(u64::from(kills) > rounds, "too few kills to prove anything");
        Ok(())
    }

    impl Case {
        /// Signs both counters in and finds the vote, in a district that is copied afterwards.
        fn find(district: &District) -> Result<Self> {
            let server = Server::start(district, free_port()?)?;
            let connection = server.connection();
            let counters = [
                Person::sign_in(connection, "clerk")?,
                Person::sign_in(connection, "supervisor")?,
            ];
            let listed = |path: &str, name: &str| -> Result<Vec<Value>> {
                let all = counters[0].get(connection, path)?.json()?;
                Ok(all[name].as_array().cloned().unwrap_or_default())
            };
            let mut found = None;
            for estate in listed("/api/v1/estates", "estates")? {
                let estate = estate["id"].as_str().ok_or("an estate without id")?;
                for vote in listed(&format!("/api/v1/estates/{estate}/votes"), "votes")? {
                    if vote["state"] == "closed" {
                        let id = vote["id"].as_str().ok_or("a vote without id")?;
                        found = Some(format!("estates/{estate}/votes/{id}"));
                    }
                }
            }
            let shown = found.ok_or("the demo has no vote that is closed")?;
            server.order_to_stop()?;
            server.await_end()?;
            Ok(Self {
                vote: format!("/desk/{shown}"),
                shown: format!("/{shown}"),
                counters,
            })
        }

        fn state(&self, connection: Connection) -> Result<Value> {
            let path = format!("/api/v1{}", self.shown);
            self.counters[0].get(connection, &path)?.json()
        }

        fn open(&self, connection: Connection) -> Result<Open> {
            let page = self.counters[0].get(connection, &format!("{}/open", self.vote))?;
            if page.status != 200 {
                return Err(format!("the open papers: {}", page.text()).into());
            }
            let numbers = |mark: &str| -> Result<BTreeSet<u32>> {
                let text = page.text();
                let found = text.split(mark).skip(1);
                let found = found.map(|it| it.split(['"', '<']).next().unwrap_or_default());
                found.map(|it| Ok(it.parse()?)).collect()
            };
            Ok(Open {
                reading: numbers("<li><span class=\"num\">")?,
                differing: numbers("name=\"number\" value=\"")?,
            })
        }

        /// Does the next step of the vote as its page offers it.
        fn step(&self, connection: Connection, act: &str) -> Result<Answer> {
            let page = self.counters[0].get(connection, &self.vote)?.text();
            let version = after(&page, "name=\"version\" value=\"")?;
            let key = after(&page, "name=\"form_key\" value=\"")?;
            let fields = [("version", version), ("act", act), ("witnesses", WITNESSES)];
            self.counters[0].submit(connection, &format!("{}/act", self.vote), key, &fields)
        }
    }

    /// Reads every paper a second time, by two people who begin at opposite ends; with chance, the
    /// server is killed until they are done. Says how often.
    fn read_all(case: &Case, district: &District, mut chance: Option<&mut Chance>) -> Result<u32> {
        let mut taken = BTreeSet::new();
        let mut again: [Option<Form>; 2] = [None, None];
        for kills in 0..KILLS_MAX {
            let server = Server::start(district, free_port()?)?;
            let connection = server.connection();
            let open = case.open(connection)?;
            let lost: Vec<&u32> = open.reading.intersection(&taken).collect();
            assert!(lost.is_empty(), "taken and lost: {lost:?}");
            if open == Open::default() {
                assert!(!taken.is_empty(), "no paper was read");
                server.kill()?;
                return Ok(kills);
            }
            let readers: Vec<_> = again
                .iter_mut()
                .enumerate()
                .map(|(place, again)| {
                    let (case, again) = (case.clone(), again.take());
                    let mut order: Vec<u32> = open.reading.iter().copied().collect();
                    if place == 1 {
                        order.reverse();
                    }
                    thread::spawn(move || read(&case, connection, place, &order, again))
                })
                .collect();
            let mut done = Vec::new();
            if let Some(chance) = &mut chance {
                let (least, most) = KILL_AFTER_MS;
                thread::sleep(Duration::from_millis(least + chance.below(most - least)));
                server.kill()?;
                for reader in readers {
                    done.push(reader.join().map_err(|_| "a reader panicked")??);
                }
            } else {
                for reader in readers {
                    done.push(reader.join().map_err(|_| "a reader panicked")??);
                }
                server.kill()?;
            }
            for read in &done {
                taken.extend(&read.taken);
            }
            for (place, read) in done.into_iter().enumerate() {
                // What got no answer may have opened a paper too.
                let unanswered = read.unanswered.as_ref().map(|it| it.number);
                taken.retain(|it| !read.opened.contains(it) && Some(*it) != unanswered);
                again[place] = read.unanswered;
            }
        }
        Err("the papers are never done".into())
    }

    /// One reader, until all is read or the server no longer answers. A form that got no answer is
    /// sent once more first, under its own key.
    fn read(
        case: &Case,
        connection: Connection,
        place: usize,
        order: &[u32],
        again: Option<Form>,
    ) -> Result<Read> {
        let person = &case.counters[place];
        let page = format!("{}/entry", case.vote);
        let mut read = Read::default();
        let before = again.map(|it| (it.number, Some(it.key)));
        let fresh = order.iter().map(|number| (*number, None));
        for (number, key) in before.into_iter().chain(fresh) {
            let key = match key {
                Some(key) => key,
                None => match person.get(connection, &page) {
                    Ok(shown) => after(&shown.text(), "name=\"form_key\" value=\"")?.to_owned(),
                    Err(_) => return Ok(read),
                },
            };
            let line = format!("{number} {SAYS}");
            let Ok(answer) = person.submit(connection, &page, &key, &[("lines", &line)]) else {
                read.unanswered = Some(Form { number, key });
                return Ok(read);
            };
            match fate(&answer)? {
                Fate::Taken => drop(read.taken.insert(number)),
                Fate::Opened => drop(read.opened.insert(number)),
                Fate::Refused => {}
            }
        }
        settle(case, connection, person);
        Ok(read)
    }

    /// What became of a line. That the other reader was faster is no fault.
    fn fate(answer: &Answer) -> Result<Fate> {
        if answer.status == 303 {
            return Ok(Fate::Taken);
        }
        let said = answer.text();
        if answer.status != 200 {
            return Err(format!("a paper was refused: {} {said}", answer.status).into());
        }
        let taken = [
            "read alike by two",
            "read differently",
            "in already, nothing",
        ];
        Ok(if taken.iter().any(|it| said.contains(it)) {
            Fate::Taken
        } else if said.contains("read once;") {
            Fate::Opened
        } else {
            Fate::Refused
        })
    }

    /// Says of papers that were read differently what they say.
    fn settle(case: &Case, connection: Connection, person: &Person) {
        let Ok(open) = case.open(connection) else {
            return;
        };
        for number in open.differing {
            let Ok(shown) = person.get(connection, &format!("{}/open", case.vote)) else {
                return;
            };
            let text = shown.text();
            let Ok(key) = after(&text, "name=\"form_key\" value=\"") else {
                return;
            };
            let number = number.to_string();
            let fields = [("number", &*number), ("marks", SAYS)];
            let path = format!("{}/differences", case.vote);
            let Ok(answer) = person.submit(connection, &path, key, &fields) else {
                return;
            };
            // The other one may have been faster, or the vote be committed by then.
            assert!(answer.status < 500, "{}", answer.text());
        }
    }

    /// Fixes the ballots and counts them; with chance, the server is killed meanwhile until a count
    /// came through. Says how often.
    fn count(case: &Case, district: &District, mut chance: Option<&mut Chance>) -> Result<u32> {
        let mut root = Value::Null;
        for kills in 0..KILLS_MAX {
            let server = Server::start(district, free_port()?)?;
            let connection = server.connection();
            let now = case.state(connection)?;
            let act = match now["vote"]["state"].as_str() {
                Some("closed") => "commit",
                Some("committed") => "count",
                Some("counted") => {
                    server.kill()?;
                    return Ok(kills);
                }
                _ => return Err(format!("the vote is astray: {now}").into()),
            };
            assert!(now["result"].is_null(), "a result before its publication");
            if act == "count" {
                assert!(now["root"].is_string(), "committed without a root: {now}");
                assert!(root.is_null() || root == now["root"], "another root: {now}");
                root = now["root"].clone();
            }
            let (own, act) = (case.clone(), act.to_owned());
            let step = thread::spawn(move || own.step(connection, &act).map(drop));
            if let Some(chance) = &mut chance {
                let wait = chance.below(LATER_MS * u64::from(kills + 1));
                thread::sleep(Duration::from_millis(wait));
                server.kill()?;
                // No answer is what a killed server gives.
                drop(step.join().map_err(|_| "the counter panicked")?);
            } else {
                step.join().map_err(|_| "the counter panicked")??;
                server.kill()?;
            }
        }
        Err("the vote is never counted".into())
    }

    /// Publishes the result, lets the small verifier count anew, and says what was published but
    /// for what chance gave it.
    fn published(case: &Case, district: &District) -> Result<Value> {
        let server = Server::start(district, free_port()?)?;
        let connection = server.connection();
        let page = case.counters[0].get(connection, &case.vote)?.text();
        let witnessed = page.matches(WITNESS).count();
        assert_eq!(witnessed, 1, "the witnesses of one count stand once");
        let answer = case.step(connection, "publish")?;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let file = connection.get(&format!("{}/ballots.json", case.shown))?;
        let took = case.state(connection)?["took_persons"].clone();
        server.kill()?;
        let path = district.folder().join("ballots.json");
        std::fs::write(&path, &file.body)?;
        let mut verify = Command::new(binary()?);
        verify
            .args(["votes", "verify"])
            .arg(&path)
            .stdin(Stdio::null());
        let said = verify.output()?;
        assert!(said.status.success(), "votes verify: {said:?}");
        let file = file.json()?;
        let ballots = file["ballots"].as_array().ok_or("no ballots")?;
        assert_eq!(
            json!(ballots.len()),
            took,
            "one ballot for each who took part"
        );
        let mut ballots: Vec<String> = ballots
            .iter()
            .map(|it| format!("{} {}", it["class"], it["marks"]))
            .collect();
        ballots.sort();
        Ok(json!({ "items": file["items"], "classes": file["classes"], "ballots": ballots }))
    }
}
