use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::{Held, vote_of};
use crate::VOTES;
use crate::pages::votes::printed_line;
use crate::papers::{BALLOTS_PER_FILE, ROLL_ROWS_PER_FILE, ROWS_PER_FILE};
use crate::rules::votes::printing::check_printing;
use crate::store::votes::{notes, voters};

/// A paper with its files, each in both languages.
struct Line {
    title: String,
    hint: String,
    files: Vec<File>,
    /// Where to and for which sheet a form is posted, because each printing is written down;
    /// nothing where a link will do.
    posted: Option<(String, &'static str)>,
}

struct File {
    label: String,
    href: String,
    lang: &'static str,
    part: usize,
}

#[derive(Template)]
#[template(path = "compounds/papers/vote.html")]
struct View {
    page: Page,
    back: String,
    title: String,
    /// How often ballots were printed, and when last.
    printed: Option<String>,
    lines: Vec<Line>,
}

/// What can be printed now; what cannot is not shown.
pub(super) async fn show(ctx: Ctx, compounds: Held, Path(path): Path<(Id, Id)>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, vote) = vote_of(&ctx, &mut tx, path, VOTES).await?;
    let figures = voters::figures(&mut tx, vote.id).await?;
    let prints = notes::prints(&mut tx, vote.id).await?;
    let persons = usize::try_from(figures.persons).unwrap_or(usize::MAX);
    let desk = format!("/desk/estates/{}/votes/{}", estate.id, vote.id);
    let public = format!("/estates/{}/votes/{}", estate.id, vote.id);
    let state = &vote.state;
    let mut lines = Vec::new();
    if state.roll().is_some() {
        let files = parts(
            &ctx,
            &format!("{desk}/roll.pdf"),
            persons,
            ROLL_ROWS_PER_FILE,
        );
        lines.push(line(&ctx, "roll", files));
    }
    if state.times().is_some() {
        let one = parts(&ctx, &format!("{public}/notice.pdf"), 1, 1);
        lines.push(line(&ctx, "notice", one));
        if check_printing(&vote, ctx.now).is_ok() {
            lines.extend(ballots(&ctx, &desk, persons));
        }
        for (name, kind) in [("count", "pdf"), ("count-xlsx", "xlsx")] {
            let href = format!("{desk}/count.{kind}");
            let files = parts(&ctx, &href, persons, ROWS_PER_FILE);
            lines.push(line(&ctx, name, files));
        }
    }
    if state.is_result_public() {
        let one = parts(&ctx, &format!("{public}/result.pdf"), 1, 1);
        lines.push(line(&ctx, "result", one));
    }
    render(&View {
        page: ctx.page(),
        back: desk,
        title: vote.title.clone(),
        printed: printed_line(&ctx, prints),
        lines,
    })
}

/// Ballots, each printing of which is written down.
fn ballots(ctx: &Ctx, desk: &str, persons: usize) -> [Line; 2] {
    let of = |name: &str, sheet: &'static str| {
        let href = format!("{desk}/ballots.pdf");
        let mut line = line(ctx, name, parts(ctx, &href, persons, BALLOTS_PER_FILE));
        line.posted = Some((href, sheet));
        line
    };
    [of("ballots", "a4"), of("ballots-small", "a5")]
}

fn line(ctx: &Ctx, name: &str, files: Vec<File>) -> Line {
    Line {
        title: ctx.t(&format!("compounds-papers-list-{name}")),
        hint: ctx.t(&format!("compounds-papers-list-{name}-hint")),
        files,
        posted: None,
    }
}

/// Chinese first, then English; numbered where there is more than one file.
fn parts(ctx: &Ctx, href: &str, all: usize, size: usize) -> Vec<File> {
    let count = all.div_ceil(size);
    let mut files = Vec::new();
    for lang in ["zh-CN", "en"] {
        let language = ctx.t(&format!("compounds-papers-lang-{}", lang.to_lowercase()));
        for part in 1..=count {
            let label = if count == 1 {
                language.clone()
            } else {
                let args = [("lang", language.clone().into()), ("part", part.into())];
                ctx.say("compounds-papers-part", &args)
            };
            files.push(File {
                label,
                href: format!("{href}?lang={lang}&part={part}"),
                lang,
                part,
            });
        }
    }
    files
}
