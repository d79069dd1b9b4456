//! Telling owners by short message that a vote has begun, that it ends soon, and that money was
//! published: only who proved that the phone in the register is theirs and asked for it, and never
//! a word of how anybody voted.

use std::collections::BTreeMap;

use huiyin_db::{StoreError, Tx, outbox};
use huiyin_kernel::{Id, Instant, Lang, to_hex};
use huiyin_matters::telling::Wish;
use serde::Serialize;

use super::OpError;
use crate::Compounds;
use crate::model::register::{Owner, OwnerId};
use crate::model::votes::{Timetable, Vote, VoteState};
use crate::rules::telling::{Told, money_since, of_vote};
use crate::store::ledger::books;
use crate::store::publication;
use crate::store::register::{holdings, owners};
use crate::store::telling::{self as walks, Walk};
use crate::store::votes::{self as votes, voters};

/// The topic on which notices to people are ordered; whoever sends them listens.
pub(crate) const NOTICES: &str = "notices.send";

/// Owners, voters, votes and publications that are looked at in one piece: residents' own writes
/// pass in between.
const PIECE: i64 = 200;

#[derive(Serialize)]
struct Order {
    template: &'static str,
    lang: &'static str,
    channel: &'static str,
    to_sealed: String,
    vars_sealed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Instant>,
}

/// One thing that is told, and to whom.
struct Errand {
    about: Id,
    what: Told,
    /// The page that the message opens.
    page: String,
    until: Option<Instant>,
    among: Among,
}

#[derive(Clone, Copy)]
enum Among {
    /// The roll of a vote.
    Roll,
    /// Those of the roll from whom nothing has come back.
    Silent,
    Owners {
        estate: Id,
    },
}

/// What an owner wished, where anybody carries messages at all.
pub async fn wish(
    compounds: &Compounds,
    tx: &mut Tx,
    owner: OwnerId,
) -> Result<Option<Wish>, OpError> {
    match compounds.matters.telling() {
        Some(telling) => Ok(telling.wish(tx, owner.0).await?),
        None => Ok(None),
    }
}

/// An owner asks to be told, or no longer. Whoever calls this has seen that the phone is theirs.
pub async fn set_wish(
    compounds: &Compounds,
    tx: &mut Tx,
    (owner, wanted): (OwnerId, bool),
    lang: Lang,
) -> Result<(), OpError> {
    let Some(telling) = compounds.matters.telling() else {
        return Ok(());
    };
    let now = compounds.site.now();
    let id = owner.0;
    if !wanted {
        outbox::withdraw(tx, id, NOTICES).await?;
        telling.withdraw(tx, id, now).await?;
        return Ok(());
    }
    match telling.wish(tx, id).await? {
        // A person is their own subject, so that what is ordered for one of them goes alone.
        None => telling.agree(tx, id, id, lang, now).await?,
        Some(wish) if !wish.holds => {
            telling.renew(tx, id, now).await?;
        }
        Some(_) => {}
    }
    Ok(())
}

/// Orders what is to be said now and was not said yet; says how many messages that were. Each
/// piece notes how far it came together with what it ordered, so that twice does no harm.
pub async fn tell_due(compounds: &Compounds) -> Result<usize, OpError> {
    if compounds.matters.telling().is_none() || !compounds.site.settings.carriers.sms {
        return Ok(0);
    }
    let mut ordered = 0;
    for errand in errands(compounds).await? {
        while let Some(more) = piece(compounds, &errand).await? {
            ordered += more;
        }
    }
    Ok(ordered)
}

async fn errands(compounds: &Compounds) -> Result<Vec<Errand>, OpError> {
    let site = &compounds.site;
    let now = site.now();
    let public = site.settings.public_address.trim_end_matches('/');
    let mut tx = site.db.read().await?;
    let mut all = Vec::new();
    let mut behind: Option<Vote> = None;
    loop {
        let found = votes::due(&mut tx, behind.as_ref(), PIECE).await?;
        let Some(last) = found.last().cloned() else {
            break;
        };
        for vote in &found {
            let told = of_vote(&vote.state, now).into_iter();
            all.extend(told.map(|what| Errand {
                about: vote.id,
                what,
                page: format!("{public}/estates/{}/votes/{}", vote.estate, vote.id),
                until: vote.state.times().map(Timetable::closes_before),
                among: match what {
                    Told::Closing => Among::Silent,
                    Told::Opened | Told::Money => Among::Roll,
                },
            }));
        }
        behind = Some(last);
    }
    let since = money_since(now.date()).start();
    for notice in publication::released_since(&mut tx, since, PIECE).await? {
        let Some(book) = books::load(&mut tx, notice.book).await? else {
            continue;
        };
        all.push(Errand {
            about: notice.id,
            what: Told::Money,
            page: format!(
                "{public}/estates/{}/money?notice={}",
                book.estate, notice.id
            ),
            until: None,
            among: Among::Owners {
                estate: book.estate,
            },
        });
    }
    Ok(all)
}

/// One piece of one errand; nothing where it is done.
async fn piece(compounds: &Compounds, errand: &Errand) -> Result<Option<usize>, OpError> {
    let what = errand.what.name();
    {
        // Mostly everybody was told, and a look keeps no writer waiting.
        let mut tx = compounds.site.db.read().await?;
        if walks::load(&mut tx, errand.about, what).await?.done {
            return Ok(None);
        }
    }
    let mut tx = compounds.site.db.write().await?;
    let before = walks::load(&mut tx, errand.about, what).await?;
    if before.done || !still_due(&mut tx, errand, compounds.site.now()).await? {
        return Ok(None);
    }
    let (found, next) = next_owners(compounds, &mut tx, errand, &before).await?;
    let mut ordered = 0;
    for owner in found {
        ordered += usize::from(order(compounds, &mut tx, errand, owner).await?);
    }
    walks::put(&mut tx, errand.about, what, &next).await?;
    tx.commit().await?;
    Ok(Some(ordered))
}

/// Between the look and the lock a vote may have come to its end.
async fn still_due(tx: &mut Tx, errand: &Errand, now: Instant) -> Result<bool, OpError> {
    if errand.what == Told::Money {
        return Ok(true);
    }
    let vote = votes::load(tx, errand.about).await?;
    Ok(vote.is_some_and(|it| {
        matches!(it.state, VoteState::Voting { .. })
            && of_vote(&it.state, now).contains(&errand.what)
    }))
}

async fn next_owners(
    compounds: &Compounds,
    tx: &mut Tx,
    errand: &Errand,
    before: &Walk,
) -> Result<(Vec<OwnerId>, Walk), OpError> {
    let keys = &compounds.site.keys;
    let number: u32 = before.behind.parse().unwrap_or(0);
    let stored = match errand.among {
        Among::Owners { estate } => {
            let found = owners::reachable(tx, estate, &before.behind, PIECE).await?;
            let behind = found.last().map_or_else(String::new, |it| it.0.to_string());
            let done = found.is_empty();
            return Ok((found, Walk { behind, done }));
        }
        Among::Roll => voters::of_vote(tx, keys, errand.about, number, PIECE).await?,
        Among::Silent => voters::in_status(tx, keys, errand.about, ("none", number), PIECE).await?,
    };
    let last = stored.last().map(|it| it.voter.number);
    let owned = stored
        .iter()
        .filter(|it| !it.voter.developer)
        .flat_map(|it| it.voter.key.split('+'));
    let found = owned
        .filter_map(|id| id.parse().ok().map(OwnerId))
        .collect();
    let walk = Walk {
        behind: last.map_or_else(|| before.behind.clone(), |it| it.to_string()),
        done: last.is_none(),
    };
    Ok((found, walk))
}

/// Orders one message, if this owner still owns, can be reached and wants to be.
async fn order(
    compounds: &Compounds,
    tx: &mut Tx,
    errand: &Errand,
    owner: OwnerId,
) -> Result<bool, OpError> {
    let site = &compounds.site;
    let Some(wish) = wish(compounds, tx, owner).await?.filter(|it| it.holds) else {
        return Ok(false);
    };
    let Some(owner) = owners::load(tx, &site.keys, owner).await? else {
        return Ok(false);
    };
    let now = site.now();
    let held = holdings::of_owner(tx, owner.id).await?;
    let owns = held.iter().any(|it| it.holds_on(now.date()));
    let (true, Some(phone)) = (owns, owner.phone.as_deref()) else {
        return Ok(false);
    };
    let order = written(compounds, errand, &owner, (phone, wish.lang))?;
    outbox::add(
        tx,
        id_of(errand, owner.id),
        NOTICES,
        owner.id.0,
        &order,
        now,
    )
    .await?;
    Ok(true)
}

/// Whoever stands in the roll twice, alone and with others, is told once.
fn id_of(errand: &Errand, owner: OwnerId) -> Id {
    let about = format!("{} {} {}", errand.about, errand.what, owner.0);
    Id::derived("owner notice", &about)
}

fn written(
    compounds: &Compounds,
    errand: &Errand,
    owner: &Owner,
    (phone, lang): (&str, Lang),
) -> Result<Order, OpError> {
    let site = &compounds.site;
    let id = id_of(errand, owner.id);
    let seal = |what: &str, plain: &str| {
        let place = format!("notice.{what}:{id}");
        let sealed = site.keys.seal(&place, plain, site.entropy.as_ref())?;
        Ok::<String, StoreError>(to_hex(&sealed))
    };
    let words: BTreeMap<&str, &str> = [("address", errand.page.as_str())].into();
    let words = serde_json::to_string(&words).map_err(StoreError::inconsistent)?;
    Ok(Order {
        template: errand.what.name(),
        lang: lang.tag(),
        channel: "sms",
        to_sealed: seal("to", phone)?,
        vars_sealed: seal("vars", &words)?,
        until: errand.until,
    })
}
