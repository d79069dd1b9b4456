//! RSS and Atom of the board, with the board's own filters.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use huiyin_kernel::Instant;
use huiyin_web::{Ctx, PageResult};

use super::super::wording::xml;
use super::list::Asked;
use super::row::{Row, row};
use crate::Matters;
use crate::store::{self, BoardRow};

/// Entries of a feed.
const FEED_ROWS: usize = 50;
/// Letters of an entry's title.
const TITLE_CHARS: usize = 80;

struct Feed {
    title: String,
    about: String,
    home: String,
    own: String,
    lang: &'static str,
    entries: Vec<(BoardRow, Row)>,
}

type Asking = Query<BTreeMap<String, String>>;

pub(in super::super) async fn rss(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(query): Asking,
) -> PageResult {
    let feed = feed(&ctx, &matters, &query, "/board.rss").await?;
    Ok(answer("application/rss+xml; charset=utf-8", as_rss(&feed)))
}

pub(in super::super) async fn atom(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(query): Asking,
) -> PageResult {
    let feed = feed(&ctx, &matters, &query, "/board.atom").await?;
    Ok(answer(
        "application/atom+xml; charset=utf-8",
        as_atom(&feed, ctx.now),
    ))
}

fn answer(media_type: &'static str, text: String) -> Response {
    let mut response = text.into_response();
    let value = HeaderValue::from_static(media_type);
    response.headers_mut().insert(header::CONTENT_TYPE, value);
    response
}

async fn feed(
    ctx: &Ctx,
    matters: &Matters,
    query: &BTreeMap<String, String>,
    path: &str,
) -> huiyin_db::Result<Feed> {
    let asked = Asked::read(query);
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let page = store::Page {
        rows: 50,
        ..store::Page::NEWEST
    };
    let found = store::board(&mut tx, &asked.filter(&world), page).await?;
    let base = ctx
        .site
        .settings
        .public_address
        .trim_end_matches('/')
        .to_owned();
    let district = ctx.site.settings.district.get(ctx.lang);
    Ok(Feed {
        title: ctx.say(
            "matters-resident-feed-title",
            &[("district", district.into())],
        ),
        about: ctx.t("matters-resident-feed-about"),
        own: format!("{base}{path}{}", asked.query().trim_end_matches(['?', '&'])),
        home: base,
        lang: ctx.lang.tag(),
        entries: found
            .into_iter()
            .take(FEED_ROWS)
            .map(|found| {
                let row = row(ctx, matters, &world, &found);
                (found, row)
            })
            .collect(),
    })
}

fn title(row: &Row) -> String {
    let short: String = row.summary.chars().take(TITLE_CHARS).collect();
    xml(&format!("{}：{short}", row.badge.label))
}

fn about(row: &Row) -> String {
    let parts = [
        &row.summary,
        &row.place,
        &row.category,
        &row.outcome,
        &row.took,
    ];
    let said: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    xml(&said.join("\n"))
}

fn as_rss(feed: &Feed) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>{}</title>\
         <link>{}/board</link><atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\
         <description>{}</description><language>{}</language>\n",
        xml(&feed.title),
        xml(&feed.home),
        xml(&feed.own),
        xml(&feed.about),
        feed.lang
    );
    for (found, row) in &feed.entries {
        let link = xml(&format!("{}{}", feed.home, row.href));
        let _ = writeln!(
            out,
            "<item><title>{}</title><link>{link}</link><guid isPermaLink=\"false\">{}-{}</guid>\
             <pubDate>{}</pubDate><description>{}</description></item>",
            title(row),
            xml(&row.number),
            found.state.name(),
            rfc_822(found.public_at),
            about(row)
        );
    }
    out.push_str("</channel></rss>\n");
    out
}

fn as_atom(feed: &Feed, now: Instant) -> String {
    let newest = feed
        .entries
        .iter()
        .map(|(found, _)| found.public_at)
        .max()
        .unwrap_or(now);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><title>{}</title>\
         <id>{home}/board</id><link href=\"{home}/board\"/><link rel=\"self\" href=\"{}\"/>\
         <updated>{}</updated><author><name>{}</name></author>\n",
        feed.lang,
        xml(&feed.title),
        xml(&feed.own),
        newest.to_rfc3339(),
        xml(&feed.title),
        home = xml(&feed.home),
    );
    for (found, row) in &feed.entries {
        let link = xml(&format!("{}{}", feed.home, row.href));
        let _ = writeln!(
            out,
            "<entry><title>{}</title><id>{link}</id><link href=\"{link}\"/><updated>{}</updated>\
             <published>{}</published><summary>{}</summary></entry>",
            title(row),
            found.public_at.to_rfc3339(),
            found.received_at.to_rfc3339(),
            about(row)
        );
    }
    out.push_str("</feed>\n");
    out
}

/// `Sat, 09 May 2026 01:00:00 GMT`, as RSS wants it.
fn rfc_822(at: Instant) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let name = |names: &[&'static str], number: i8| {
        usize::try_from(number)
            .ok()
            .and_then(|at| names.get(at.checked_sub(1)?))
            .copied()
            .unwrap_or("")
    };
    let text = at.to_rfc3339();
    let (date, time) = text.split_once('T').unwrap_or_default();
    let Ok(date) = date.parse::<huiyin_kernel::Date>() else {
        return text;
    };
    format!(
        "{}, {:02} {} {:04} {} GMT",
        name(&DAYS, date.weekday()),
        date.day(),
        name(&MONTHS, date.month()),
        date.year(),
        time.trim_end_matches('Z')
    )
}

#[cfg(test)]
mod tests {
    use super::rfc_822;
    use huiyin_kernel::Instant;

    #[test]
    fn feed_dates_are_in_universal_time() {
        let at = Instant::parse_local("2026-05-09T07:05").unwrap();
        assert_eq!(rfc_822(at), "Fri, 08 May 2026 23:05:00 GMT");
    }
}
