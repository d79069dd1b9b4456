use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_forms::Form;
use huiyin_kernel::{Id, Instant};

use super::{edition_of, form_of, photos, route, take, team_at};
use crate::Visits;
use crate::notebook::{Answered, Doors, KeptPhoto, Taken, Today};
use crate::store::visits;

/// The doors of the visits, as the notebook asks for them.
#[derive(Debug)]
pub struct AtDoors(pub Arc<Visits>);

impl Doors for AtDoors {
    fn today<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: Id,
        now: Instant,
    ) -> Answered<'a, Option<Today>> {
        Box::pin(async move { Ok(route::today(&self.0, tx, account, now).await?) })
    }

    fn may_write<'a>(&'a self, tx: &'a mut Tx, account: Id, visit: Id) -> Answered<'a, bool> {
        Box::pin(async move {
            let Some(stored) = visits::load(tx, &self.0.site.keys, visit).await? else {
                return Ok(false);
            };
            Ok(team_at(tx, &stored, account).await?.is_some())
        })
    }

    fn of_one_team<'a>(
        &'a self,
        tx: &'a mut Tx,
        (one, other): (Id, Id),
        visit: Id,
    ) -> Answered<'a, bool> {
        Box::pin(async move {
            let Some(stored) = visits::load(tx, &self.0.site.keys, visit).await? else {
                return Ok(false);
            };
            // Either of them may since be of another team that has the door now.
            for (asked, with) in [(one, other), (other, one)] {
                let team = team_at(tx, &stored, asked).await?;
                if team.is_some_and(|team| team.pair.holds(with)) {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn form<'a>(&'a self, tx: &'a mut Tx, id: &'a str, version: u32) -> Answered<'a, Option<Form>> {
        Box::pin(async move { Ok(form_of(tx, &self.0.site.keys, id, version).await?) })
    }

    fn edition<'a>(
        &'a self,
        tx: &'a mut Tx,
        id: &'a str,
        version: &'a str,
    ) -> Answered<'a, Option<(u32, Form)>> {
        Box::pin(async move { Ok(edition_of(tx, &self.0.site.keys, id, version).await?) })
    }

    fn take<'a>(&'a self, tx: &'a mut Tx, taken: &'a Taken) -> Answered<'a, ()> {
        Box::pin(async move { Ok(take(&self.0, tx, taken).await?) })
    }

    fn keep_photo<'a>(&'a self, tx: &'a mut Tx, photo: &'a KeptPhoto) -> Answered<'a, ()> {
        Box::pin(photos::keep(&self.0, tx, photo))
    }
}
