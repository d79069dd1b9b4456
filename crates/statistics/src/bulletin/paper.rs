//! The bulletin as an official paper (rule 15.3), to print and to go on writing in.

use axum::extract::{Path, Query};
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::{Id, Lang};
use huiyin_papers::{Attached, DOCX, Kind, OFFICIAL, Official, PDF, PaperError};
use huiyin_web::{PageError, PageResult, Texts, download};

use super::Held;
use super::public::{Asked, released};
use super::seen::{Grid, GridRow, Part, Read, Told};
use crate::Statistics;
use crate::rules::bulletin::Bulletin;
use crate::rules::bulletin::paper::title_lines;
use crate::store::bulletins;

/// A paper is Chinese, whatever the language of the page from which it is asked.
const LANG: Lang = Lang::Zh;

async fn paper(
    statistics: &Statistics,
    tx: &mut Tx,
    bulletin: &Bulletin,
    is_public: bool,
) -> huiyin_db::Result<Official> {
    let texts = &statistics.site.texts;
    let read = Read::of(statistics, tx, bulletin, (LANG, is_public)).await?;
    Ok(Official {
        title: title(texts, bulletin),
        to: bulletin.frame.to.clone(),
        blocks: blocks(texts, &read),
        attachment: texts.say(LANG, "statistics-bulletin-attachment", &[]),
        tables: read.grids.into_iter().map(table).collect(),
        by: bulletin.frame.issuer.clone(),
        date: date(texts, bulletin),
    })
}

/// What is no first edition, and what nobody released, says so.
fn title(texts: &Texts, bulletin: &Bulletin) -> Vec<String> {
    let mut title = title_lines(&bulletin.frame.title);
    if bulletin.edition > 1 {
        let args = [("edition", i64::from(bulletin.edition).into())];
        title.push(texts.say(LANG, "statistics-bulletin-paper-edition", &args));
    }
    if bulletin.state.released().is_none() {
        title.push(texts.say(LANG, "statistics-bulletin-paper-draft", &[]));
    }
    title
}

fn blocks(texts: &Texts, read: &Read) -> Vec<(Kind, String)> {
    let mut blocks = Vec::new();
    for part in &read.parts {
        blocks.push((Kind::First, part.heading.clone()));
        blocks.extend(words(texts, part).into_iter().map(|it| (Kind::Text, it)));
    }
    let at = [("at", read.as_of.as_str().into())];
    let as_of = texts.say(LANG, "statistics-bulletin-as-of", &at);
    blocks.push((Kind::Text, as_of));
    blocks
}

fn words(texts: &Texts, part: &Part) -> Vec<String> {
    let mut words = part.paragraphs.clone();
    let told = part.matters.iter().enumerate();
    words.extend(told.map(|(at, it)| line(at + 1, it)));
    if part.untold > 0 {
        let args = [("count", part.untold.into())];
        words.push(texts.say(LANG, "statistics-bulletin-untold", &args));
    }
    words
}

fn line(number: usize, told: &Told) -> String {
    format!("{number}.{}（{}；{}）", told.text, told.number, told.about)
}

/// Arabic numerals without zeros in front; a draft has no day.
fn date(texts: &Texts, bulletin: &Bulletin) -> String {
    let Some(hand) = bulletin.state.released() else {
        return String::new();
    };
    let day = hand.at.date();
    let args = [
        ("year", i64::from(day.year()).into()),
        ("month", i64::from(day.month()).into()),
        ("day", i64::from(day.day()).into()),
    ];
    texts.say(LANG, "web-day", &args)
}

fn table(grid: Grid) -> Attached {
    let row = |it: GridRow| {
        let name = if it.is_nested {
            format!("\u{3000}{}", it.name)
        } else {
            it.name
        };
        std::iter::once(name).chain(it.cells).collect()
    };
    Attached {
        title: grid.title,
        head: std::iter::once(grid.first).chain(grid.head).collect(),
        rows: grid.rows.into_iter().map(row).collect(),
    }
}

async fn of_desk(statistics: &Statistics, id: Id) -> Result<(Bulletin, Official), PageError> {
    let mut tx = statistics.site.db.read().await?;
    let bulletin = bulletins::load(&mut tx, id).await?;
    let bulletin = bulletin.ok_or(PageError::NotFound)?;
    let paper = paper(statistics, &mut tx, &bulletin, false).await?;
    Ok((bulletin, paper))
}

pub(super) async fn desk_pdf(statistics: Held, Path(id): Path<Id>) -> PageResult {
    let (bulletin, paper) = of_desk(&statistics, id).await?;
    sent(&statistics, &bulletin, &paper).await
}

/// For those who must go on writing in it: what comes out of there is no bulletin of this program
/// any more.
pub(super) async fn desk_docx(statistics: Held, Path(id): Path<Id>) -> PageResult {
    let (bulletin, paper) = of_desk(&statistics, id).await?;
    let bytes = paper.docx().map_err(|why| refused(&why))?;
    Ok(download(DOCX, &file_name(&bulletin, "docx"), bytes))
}

pub(super) async fn public_pdf(
    statistics: Held,
    Path(month): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let (id, all) = released(&mut tx, &month, &asked).await?;
    let one = all.iter().find(|it| it.id == id);
    let one = one.ok_or(PageError::NotFound)?;
    let paper = paper(&statistics, &mut tx, one, true).await?;
    drop(tx);
    sent(&statistics, one, &paper).await
}

async fn sent(
    statistics: &Statistics,
    bulletin: &Bulletin,
    paper: &Official,
) -> Result<Response, PageError> {
    let made = statistics.papers.make(OFFICIAL, paper.data()).await;
    let pdf = made.map_err(|why| refused(&why))?;
    Ok(download(PDF, &file_name(bulletin, "pdf"), pdf))
}

fn file_name(bulletin: &Bulletin, ending: &str) -> String {
    format!("bulletin-{}-{}.{ending}", bulletin.month, bulletin.edition)
}

/// Somebody who may come back is told when; the rest is for whoever looks after the machine.
fn refused(why: &PaperError) -> PageError {
    if matches!(why, PaperError::Busy) {
        return PageError::TooMany { wait_seconds: 60 };
    }
    tracing::warn!(%why, "no paper");
    PageError::Refused {
        key: format!("statistics-bulletin-paper-{}", why.key()),
        args: Vec::new(),
    }
}
