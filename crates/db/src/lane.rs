//! SQLite writes one transaction at a time, and each commit waits for the disk. Where many come at
//! once, as residents do after a storm, those that wait join one transaction: each writes behind
//! the other, a savepoint of its own before it, and one commit makes all of them durable. Nobody
//! hears of success before that commit, so that it is as if each had been alone.
//!
//! Whoever is done lines up again to commit. Those who waited by then come before and join; the
//! first of the done that has its turn commits for all.

use std::sync::Arc;
use std::time::Duration;

use sqlx::{Executor, Sqlite, SqliteConnection, SqlitePool, Transaction};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::{Result, StoreError};

/// Done members of one transaction at most; who comes then begins a new one.
const DONE_MOST: usize = 32;
const BEGIN_MEMBER: &str = "SAVEPOINT member";
const KEEP_MEMBER: &str = "RELEASE member";
const UNDO_MEMBER: &str = "ROLLBACK TO member; RELEASE member";

type Turn = OwnedMutexGuard<Option<Together>>;
type Lined = Arc<Mutex<Option<Together>>>;

/// Where writers line up who may join.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lane(Lined);

/// A transaction with the members that are done and wait for its commit.
#[derive(Debug)]
struct Together {
    tx: Transaction<'static, Sqlite>,
    /// Dropped unheard where it never came to a commit.
    done: Vec<oneshot::Sender<Result<()>>>,
}

/// One whose turn it is. Dropped, it leaves nothing behind, and those before it stay.
#[derive(Debug)]
pub(crate) struct Member {
    lane: Lined,
    /// Both are there until the end.
    held: Option<(Turn, Together)>,
}

impl Lane {
    /// Waits for a turn, as long as anybody waits who wants to write.
    pub(crate) async fn join(&self, writer: &SqlitePool, most: Duration) -> Result<Member> {
        let turn = tokio::time::timeout(most, Arc::clone(&self.0).lock_owned());
        let mut turn = turn.await.map_err(|_| StoreError::Busy)?;
        let mut open = turn.take();
        if let Some(full) = open.take_if(|it| it.done.len() >= DONE_MOST) {
            full.commit().await;
        }
        let together = match open {
            Some(mut together) => {
                together.tx.execute(BEGIN_MEMBER).await?;
                together
            }
            None => Together {
                tx: writer.begin_with("BEGIN IMMEDIATE").await?,
                done: Vec::new(),
            },
        };
        Ok(Member {
            lane: Arc::clone(&self.0),
            held: Some((turn, together)),
        })
    }
}

impl Together {
    /// Commits for all who are done and tells them.
    async fn commit(self) {
        let outcome = self.tx.commit().await.map_err(StoreError::from);
        for waiting in self.done {
            // Whoever has gone away hears nothing, and has what was written all the same.
            drop(waiting.send(match &outcome {
                Ok(()) => Ok(()),
                Err(StoreError::Full) => Err(StoreError::Full),
                Err(_) => Err(StoreError::Busy),
            }));
        }
        if let Err(error) = outcome {
            tracing::warn!(%error, "a commit for several failed");
        }
    }
}

impl Member {
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection> {
        match &mut self.held {
            Some((_, together)) => Ok(&mut together.tx),
            None => Err(StoreError::inconsistent("a member that has ended")),
        }
    }

    /// Durable when this says so. It goes on where the caller stops waiting, since others wait for
    /// it too.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let Some((turn, together)) = self.held.take() else {
            return Err(StoreError::inconsistent("a member that has ended"));
        };
        let lane = Arc::clone(&self.lane);
        let task = tokio::spawn(line_up(lane, turn, together));
        task.await.map_err(|_| StoreError::Busy)?
    }
}

async fn line_up(lane: Lined, mut turn: Turn, mut together: Together) -> Result<()> {
    if !together.done.is_empty() {
        together.tx.execute(KEEP_MEMBER).await?;
    }
    let (tell, heard) = oneshot::channel();
    together.done.push(tell);
    *turn = Some(together);
    drop(turn);
    let open = lane.lock().await.take();
    if let Some(all) = open {
        all.commit().await;
    }
    heard.await.unwrap_or(Err(StoreError::Busy))
}

impl Drop for Member {
    fn drop(&mut self) {
        let Some((mut turn, mut together)) = self.held.take() else {
            return;
        };
        // Alone, the transaction is rolled back as it is dropped. So it is where the program ends:
        // nobody has been told of anything.
        let Some(handle) = (!together.done.is_empty())
            .then(Handle::try_current)
            .and_then(std::result::Result::ok)
        else {
            return;
        };
        handle.spawn(async move {
            // Fails where SQLite has given up the whole, as on a full disk; then all are told.
            match together.tx.execute(UNDO_MEMBER).await {
                Ok(_) => *turn = Some(together),
                Err(error) => tracing::warn!(%error, "a transaction of several was lost"),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::TestDb;
    use crate::{Db, MIGRATIONS, Query, StoreError, args};

    const SAY: Query = Query::same("say", "INSERT INTO fact_tail (seq, batch) VALUES ($1, 0)");
    const SEEN: Query = Query::same(
        "seen",
        "SELECT seq FROM fact_tail WHERE seq >= $1 ORDER BY seq LIMIT 1000",
    );

    async fn seen(db: &Db) -> Vec<i64> {
        let mut tx = db.read().await.unwrap();
        let rows = tx.fetch_all(SEEN, args![0]).await.unwrap();
        rows.iter().map(|row| row.get("seq").unwrap()).collect()
    }

    /// Says a number, and keeps it or not.
    async fn say(db: Db, number: i64, keeps: bool) -> crate::Result<()> {
        let mut tx = db.write_together().await?;
        tx.execute(SAY, args![number]).await?;
        if keeps {
            tx.commit().await?;
            // Whoever hears that it is kept can see it.
            assert!(seen(&db).await.contains(&number));
        }
        Ok(())
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_joins_and_fails_takes_nobody_along() {
        let test = TestDb::sqlite(&[MIGRATIONS]).await.unwrap();
        let mut first = test.db.write_together().await.unwrap();
        first.execute(SAY, args![1]).await.unwrap();
        // They line up behind the first, one after the other.
        let mut behind = Vec::new();
        for (number, keeps) in [(2, false), (1, true), (3, true)] {
            behind.push(tokio::spawn(say(test.db.clone(), number, keeps)));
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(seen(&test.db).await, Vec::<i64>::new());
        first.commit().await.unwrap();
        let mut said = Vec::new();
        for one in behind {
            said.push(one.await.unwrap());
        }
        assert!(said[0].is_ok() && said[2].is_ok(), "{said:?}");
        assert!(matches!(said[1], Err(StoreError::Duplicate(_))), "{said:?}");
        assert_eq!(seen(&test.db).await, [1, 3]);
        test.finish().await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn many_at_once_are_all_kept_beside_those_who_write_alone() {
        let test = TestDb::sqlite(&[MIGRATIONS]).await.unwrap();
        let mut all = Vec::new();
        for number in 0..200 {
            all.push(tokio::spawn(say(test.db.clone(), number, number % 5 != 0)));
            if number % 10 == 0 {
                let mut tx = test.db.write().await.unwrap();
                tx.execute(SAY, args![1_000 + number]).await.unwrap();
                tx.commit().await.unwrap();
            }
        }
        for one in all {
            one.await.unwrap().unwrap();
        }
        let kept = (0..200).filter(|it| it % 5 != 0);
        let alone = (0..200).filter(|it| it % 10 == 0).map(|it| it + 1_000);
        let due: Vec<i64> = kept.chain(alone).collect();
        assert_eq!(seen(&test.db).await, due);
        test.finish().await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_goes_away_while_it_is_kept_leaves_it_kept() {
        let test = TestDb::sqlite(&[MIGRATIONS]).await.unwrap();
        let mut first = test.db.write_together().await.unwrap();
        first.execute(SAY, args![1]).await.unwrap();
        let second = tokio::spawn(say(test.db.clone(), 2, true));
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        let kept = tokio::spawn(first.commit());
        tokio::task::yield_now().await;
        kept.abort();
        second.await.unwrap().unwrap();
        let seen = seen(&test.db).await;
        // Broken off before it began to be kept, it is gone; the other one is there either way.
        assert!(seen == [1, 2] || seen == [2], "{seen:?}");
        test.finish().await.unwrap();
    }
}
