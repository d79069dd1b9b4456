//! Telling the owners (domain rules 9.4 and 16): draft, release, posting on the board, and what
//! was due and is not told.

use huiyin_books::{Due, Kind, Owed, Period, Published, Rhythm, owed};
use huiyin_db::Tx;
use huiyin_db::blobs::Photo;
use huiyin_kernel::{Date, Id, mask};
use serde_json::json;

use super::{behind, no};
use crate::Compounds;
use crate::model::ledger::{Covers, LedgerBook, LedgerRefused, NOTE_MAX, Notice, NoticeState};
use crate::model::register::Estate;
use crate::ops::{By, OpError};
use crate::store::ledger::books;
use crate::store::publication as rows;
use crate::store::register::estates;

/// A publication that the street should ask about.
#[derive(Debug)]
pub struct Overdue {
    pub estate: Estate,
    pub covers: Covers,
    pub owed: Owed,
}

pub fn rhythm(book: &LedgerBook) -> Rhythm {
    book.preset().publishing.income
}

/// What is told, and how often: common income and the fund together, unless the city has the fund
/// told at times of its own.
pub fn series(book: &LedgerBook) -> Vec<(Covers, Rhythm)> {
    let of = book.preset().publishing;
    if of.income == of.fund {
        vec![(Covers::All, of.income)]
    } else {
        vec![(Covers::Common, of.income), (Covers::Fund, of.fund)]
    }
}

/// Makes the draft of a period that is closed, so that nothing moves under what is told.
pub async fn draft(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    (covers, day, note): (Option<Covers>, Date, &str),
) -> Result<Notice, OpError> {
    let (_, book) = super::book_for(tx, by, estate).await?;
    if note.chars().count() > NOTE_MAX {
        return Err(no(LedgerRefused::TooLong));
    }
    let told_here = series(&book);
    let mut told_here = told_here.into_iter();
    let found = told_here.find(|it| covers.is_none_or(|wanted| wanted == it.0));
    let (covers, rhythm) = found.ok_or(OpError::NotFound)?;
    let period = Period::around(rhythm, day);
    if book.closed_through.is_none_or(|closed| closed < period.to) {
        return Err(no(LedgerRefused::PeriodNotClosed));
    }
    let told = rows::of_book(tx, book.id).await?;
    if told
        .iter()
        .any(|it| it.from == period.from && it.to == period.to)
    {
        return Err(no(LedgerRefused::ToldAlready));
    }
    let statement = super::statement(tx, &book, period).await?.into_iter();
    let uses = behind::uses(tx, book.id, (period.from, period.to)).await?;
    let is_told = |name: &str| Kind::from_name(name).is_some_and(|it| covers.holds(it));
    let uses = uses.into_iter().filter(|it| is_told(&it.kind));
    let notice = Notice {
        id: id_of(&book, covers, period),
        version: 1,
        book: book.id,
        covers,
        from: period.from,
        to: period.to,
        state: NoticeState::Draft,
        rows: statement.filter(|row| covers.holds(row.kind)).collect(),
        uses: uses.collect(),
        note: note.trim().to_owned(),
        due_by: Due::of(period, book.preset().publishing.due_day).by,
        released_at: None,
        posted_on: None,
        down_after: None,
        proof_blob: None,
    };
    check_words(&notice)?;
    rows::insert(tx, &notice).await?;
    let body = json!({ "from": notice.from, "to": notice.to, "due_by": notice.due_by });
    let now = compounds.site.now();
    rows::record(tx, &notice, ("drafted", &body), &by.actor(), now).await?;
    Ok(notice)
}

/// What somebody typed is read by everybody, so numbers that lead to a person do not go in
/// (rule 21).
fn check_words(notice: &Notice) -> Result<(), OpError> {
    let of_uses = notice.uses.iter().flat_map(|it| {
        let title = it.decided.as_ref().map(|it| it.title.as_str());
        std::iter::once(it.purpose.as_str()).chain(title)
    });
    let mut words = of_uses.chain([notice.note.as_str()]);
    if words.any(|it| !mask::find_personal_data(it).is_empty()) {
        return Err(no(LedgerRefused::PersonalDataTold));
    }
    Ok(())
}

/// The same period told of the same money is one publication.
fn id_of(book: &LedgerBook, covers: Covers, period: Period) -> Id {
    let of = match covers {
        Covers::All | Covers::Common => "",
        Covers::Fund => " fund",
    };
    let name = format!("{} {}{of}", book.id, period.from);
    Id::derived("huiyin money notice", &name)
}

async fn notice_for(tx: &mut Tx, by: &By, id: Id) -> Result<(LedgerBook, Notice), OpError> {
    let notice = rows::load(tx, id).await?.ok_or(OpError::NotFound)?;
    let book = books::load(tx, notice.book).await?;
    let book = book.ok_or(OpError::NotFound)?;
    super::super::register::estate_for(tx, by, book.estate).await?;
    Ok((book, notice))
}

/// Puts it before everybody. What is out is never changed.
pub async fn release(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    id: Id,
) -> Result<Notice, OpError> {
    let (_, mut notice) = notice_for(tx, by, id).await?;
    if notice.state != NoticeState::Draft {
        return Err(no(LedgerRefused::NotADraft));
    }
    // A draft may be older than the check.
    check_words(&notice)?;
    let now = compounds.site.now();
    notice.state = NoticeState::Released;
    notice.released_at = Some(now);
    rows::update(tx, &mut notice).await?;
    let body = json!({ "late": now.date() > notice.due_by });
    rows::record(tx, &notice, ("released", &body), &by.actor(), now).await?;
    Ok(notice)
}

/// The poster hangs on the board since a day, with a photo that shows it.
pub async fn posted(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    id: Id,
    (day, proof): (Date, Option<Photo>),
) -> Result<Notice, OpError> {
    let (book, mut notice) = notice_for(tx, by, id).await?;
    let now = compounds.site.now();
    let Some(released) = notice.released_at else {
        return Err(no(LedgerRefused::NotReleased));
    };
    if day < released.date() || day > now.date() {
        return Err(no(LedgerRefused::PostedBeforeReleased));
    }
    if let Some(photo) = &proof {
        let (blobs, holder) = (&compounds.site.blobs, notice.id);
        blobs.put(tx, photo, now).await?;
        blobs.hold_for(tx, &photo.id, holder).await?;
        let before = notice.proof_blob.replace(photo.id.clone());
        if let Some(before) = before.filter(|it| *it != photo.id) {
            blobs.let_go(tx, &before, holder).await?;
        }
    }
    notice.posted_on = Some(day);
    notice.down_after = Some(Due::down_after(day, book.preset().publishing.posted_days));
    rows::update(tx, &mut notice).await?;
    let body = json!({ "day": day, "down_after": notice.down_after, "photo": proof.is_some() });
    rows::record(tx, &notice, ("posted", &body), &by.actor(), now).await?;
    Ok(notice)
}

/// What a book owes its owners as of a day, oldest first.
pub async fn owed_of(
    tx: &mut Tx,
    book: &LedgerBook,
    today: Date,
) -> Result<Vec<(Covers, Owed)>, OpError> {
    let told = rows::of_book(tx, book.id).await?;
    let due_day = book.preset().publishing.due_day;
    let mut all = Vec::new();
    for (covers, rhythm) in series(book) {
        let published = told.iter().filter_map(|it| published(it, covers, rhythm));
        let published: Vec<Published> = published.collect();
        let owed = owed(rhythm, due_day, book.began_on, today, &published);
        all.extend(owed.into_iter().map(|it| (covers, it)));
    }
    all.sort_by_key(|(_, it)| it.due.by);
    Ok(all)
}

/// A publication as it answers for what is due. Whoever told of everything more often has told of
/// the fund with the last of them.
fn published(notice: &Notice, due: Covers, rhythm: Rhythm) -> Option<Published> {
    let own = Period {
        from: notice.from,
        to: notice.to,
    };
    let whole = Period::around(rhythm, notice.to);
    let period = match (notice.covers, due) {
        (covers, due) if covers == due => own,
        (Covers::All, _) if whole.to == notice.to => whole,
        (Covers::All, _) => own,
        _ => return None,
    };
    Some(Published {
        period,
        posted_on: notice.released_at?.date(),
    })
}

/// What is overdue within somebody's reach, the longest first.
pub async fn overdue(tx: &mut Tx, by: &By, today: Date) -> Result<Vec<Overdue>, OpError> {
    let mut found = Vec::new();
    for book in books::all(tx).await? {
        let Some(estate) = estates::load(tx, book.estate).await? else {
            continue;
        };
        if !estate.active || !by.reaches(&estate.area_path) {
            continue;
        }
        for (covers, owed) in owed_of(tx, &book, today).await? {
            found.push(Overdue {
                estate: estate.clone(),
                covers,
                owed,
            });
        }
    }
    found.sort_by_key(|it| std::cmp::Reverse(it.owed.days_late));
    Ok(found)
}
