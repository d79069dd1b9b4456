//! How cases about people's rights find what estates hold of them.

use std::sync::Arc;

use huiyin_compounds::Compounds;
use huiyin_compounds::ops::{OpError, rights};
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_matters::telling::Waiting;
use huiyin_privacy::{Elsewhere, Found, HeldCopy};

/// Owners of the register, and parties of mediation.
#[derive(Debug)]
pub struct InCompounds(pub Arc<Compounds>);

fn stored(error: OpError) -> StoreError {
    match error {
        OpError::Store(error) => error,
        other => StoreError::inconsistent(other),
    }
}

impl Elsewhere for InCompounds {
    fn by_phone<'a>(&'a self, tx: &'a mut Tx, phone: &'a str) -> Waiting<'a, Vec<Found>> {
        Box::pin(async move {
            let found = rights::held_by_phone(&self.0, tx, phone).await;
            let found = found.map_err(stored)?.into_iter();
            Ok(found
                .map(|it| Found {
                    person: it.person,
                    label: it.label,
                })
                .collect())
        })
    }

    fn copy<'a>(&'a self, tx: &'a mut Tx, person: Id) -> Waiting<'a, Option<HeldCopy>> {
        Box::pin(async move {
            let told = rights::told(&self.0, tx, person).await.map_err(stored)?;
            Ok(told.map(|it| HeldCopy {
                label: it.label,
                name: it.name,
                phone: it.phone,
                lines: it.lines,
                kept_by_law: it.kept,
            }))
        })
    }

    fn erase(&self, person: Id, officer: Id) -> Waiting<'_, ()> {
        Box::pin(async move {
            let done = rights::let_go(&self.0, person, officer).await;
            done.map_err(stored)
        })
    }

    fn correct<'a>(
        &'a self,
        person: Id,
        officer: Id,
        right: (Option<&'a str>, Option<&'a str>),
    ) -> Waiting<'a, bool> {
        Box::pin(async move {
            match rights::correct(&self.0, person, officer, right).await {
                // Not a phone, or another owner's: the register's desk sees to it.
                Err(OpError::Refused(_)) => Ok(false),
                done => done.map_err(stored),
            }
        })
    }
}
