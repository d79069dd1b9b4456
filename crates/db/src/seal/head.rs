//! The head: which seal is the last, in a row of its own under a keyed hash.
//!
//! Seals prove each other, but nothing in them says how many there are. Without the head, whoever
//! writes to the store could take the last seals away, or all of them, rewrite what they covered
//! and let the next run seal it anew. With it they would have to make its hash, which needs a key
//! that is not in the store; and a store whose head is gone is told from one that never had any
//! by where its signing secret is bound ([`crate::secrets`]).

use super::{LAST, Seal};
use crate::fields::Keys;
use crate::{Result, StoreError, Tx, args, queries};

queries! {
    FIND = "SELECT number, last_seq, chain, mac FROM seal_head WHERE id = 1";
    BEGIN = "INSERT INTO seal_head (id, number, last_seq, chain, mac) VALUES (1, $1, $2, $3, $4)
        ON CONFLICT (id) DO NOTHING";
    MOVE = "UPDATE seal_head SET number = $1, last_seq = $2, chain = $3, mac = $4 WHERE id = 1";
}

const PURPOSE: &str = "journal head";

/// What the head says: the last seal's number, row and chain; zero and nothing before the first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    pub number: i64,
    pub last_seq: i64,
    pub chain: Vec<u8>,
}

impl Head {
    fn of(seal: Option<&Seal>) -> Self {
        seal.map_or_else(Self::default, |seal| Self {
            number: seal.number,
            last_seq: seal.last_seq,
            chain: seal.chain.clone(),
        })
    }

    fn message(&self) -> Vec<u8> {
        let numbers = [self.number, self.last_seq].map(i64::to_be_bytes);
        [&numbers[0][..], &numbers[1], &self.chain].concat()
    }

    fn mac(&self, keys: &Keys) -> [u8; 32] {
        keys.sign(PURPOSE, &self.message())
    }

    /// Why the seals that were found do not end where the head says.
    pub(super) fn fault(&self, last: Option<&Seal>) -> Option<&'static str> {
        let found = Self::of(last);
        if found == *self {
            return None;
        }
        Some(if found.number == 0 {
            "all seals were removed"
        } else if found.number < self.number {
            "the last seals were removed"
        } else if found.number > self.number {
            "a seal was added that the head does not know"
        } else {
            "the last seal is not the one that the head names"
        })
    }
}

/// The head as found in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// The store is from before there were heads.
    NotBegun,
    Head(Head),
    Fault(&'static str),
}

pub(super) async fn find(tx: &mut Tx, keys: &Keys) -> Result<Found> {
    let Some(row) = tx.fetch_optional(FIND, args![]).await? else {
        return Ok(if keys.is_headed() {
            Found::Fault("the head of the seals was removed")
        } else {
            Found::NotBegun
        });
    };
    let head = Head {
        number: row.get("number")?,
        last_seq: row.get("last_seq")?,
        chain: row.get("chain")?,
    };
    let mac: Vec<u8> = row.get("mac")?;
    Ok(if keys.signed(PURPOSE, &head.message(), &mac) {
        Found::Head(head)
    } else {
        Found::Fault("the head of the seals is not this district's")
    })
}

/// The last seal, after making sure that it is the one that the head names.
///
/// # Errors
/// [`StoreError::Inconsistent`] where it is not: nothing may be sealed on top of a forgery.
pub(super) async fn last_checked(tx: &mut Tx, keys: &Keys) -> Result<Option<Seal>> {
    let last = tx.fetch_optional(LAST, args![]).await?;
    let last = last.map(|row| Seal::from_row(&row)).transpose()?;
    let why = match find(tx, keys).await? {
        Found::NotBegun => stranger(keys, last.as_ref())?,
        Found::Head(head) => head.fault(last.as_ref()),
        Found::Fault(why) => Some(why),
    };
    why.map_or(Ok(last), |why| Err(refused(why)))
}

fn stranger(keys: &Keys, last: Option<&Seal>) -> Result<Option<&'static str>> {
    Ok(match last {
        Some(seal) if !super::is_ours(keys, seal)? => Some("the last seal is not this district's"),
        _ => None,
    })
}

fn refused(why: &str) -> StoreError {
    StoreError::Inconsistent(format!(
        "nothing more is sealed: {why}; see what `huiyin audit verify` says"
    ))
}

/// Moves the head to a new seal, in the transaction that writes it.
pub(super) async fn advance(tx: &mut Tx, keys: &Keys, seal: &Seal) -> Result<()> {
    let head = Head::of(Some(seal));
    let values = args![head.number, head.last_seq, &head.chain[..], head.mac(keys)];
    if tx.execute(MOVE, values.clone()).await? == 0 {
        tx.execute(BEGIN, values).await?;
    }
    Ok(())
}

/// Writes the first head: of a new store, or of one whose seals are from before there were heads.
pub(crate) async fn begin(tx: &mut Tx, keys: &Keys) -> Result<()> {
    let last = tx.fetch_optional(LAST, args![]).await?;
    let last = last.map(|row| Seal::from_row(&row)).transpose()?;
    if let Some(why) = stranger(keys, last.as_ref())? {
        return Err(refused(why));
    }
    let head = Head::of(last.as_ref());
    let values = args![head.number, head.last_seq, &head.chain[..], head.mac(keys)];
    tx.execute(BEGIN, values).await?;
    Ok(())
}
