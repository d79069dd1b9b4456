//! The poster of a publication, as it hangs on the board (rule 9.4).

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use huiyin_books::{Account, Due, Kind, Row};
use huiyin_kernel::{Id, Money};
use huiyin_web::{Ctx, PageError, PageResult};

use super::total;
use crate::Compounds;
use crate::model::ledger::{Covers, LedgerBook, LedgerRefused, Notice, NoticeState};
use crate::model::register::{Committee, Estate};
use crate::ops::ledger;
use crate::pages::papers::{Asked, say, sent_to_all};
use crate::papers::{Amount, MoneyPoster, Say};
use crate::store::publication;

pub(super) async fn pdf(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, notice)): Path<(Id, Id)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let say = say(&ctx, &asked);
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::public_book(&mut tx, estate).await?;
    let book = book.ok_or(PageError::NotFound)?;
    let notice = publication::load(&mut tx, notice).await?;
    let notice = notice.filter(|it| it.book == book.id && it.state == NoticeState::Released);
    let notice = notice.ok_or(PageError::NotFound)?;
    let accounts = ledger::accounts(&mut tx, &book).await?;
    drop(tx);
    let site = ctx.site.settings.public_address.trim_end_matches('/');
    let poster = MoneyPoster {
        sheet: asked.sheet(),
        by: kept_by(&say, &estate),
        link: format!("{site}/estates/{}/money?notice={}", estate.id, notice.id),
        ..poster((&say, &estate.name), &book, &notice, &accounts)
            .ok_or_else(|| ledger::no(LedgerRefused::SumTooLarge))?
    };
    if !poster.adds_up() {
        return Err(ledger::no(LedgerRefused::DoesNotAddUp).into());
    }
    let name = format!("money-{}-{}.pdf", notice.from, say.lang.tag());
    sent_to_all(&compounds, poster.draft(&say), &name).await
}

/// A poster is about common income; about the fund where that is told by itself.
fn is_about(notice: &Notice, kind: Kind) -> bool {
    kind != Kind::Fund || notice.covers == Covers::Fund
}

/// What the rows say, in the order in which owners read it; nothing where a sum leaves its range.
fn poster(
    (say, estate): (&Say, &str),
    book: &LedgerBook,
    notice: &Notice,
    accounts: &[Account],
) -> Option<MoneyPoster> {
    let common: Vec<&Row> = notice
        .rows
        .iter()
        .filter(|row| is_about(notice, row.kind))
        .collect();
    let from = notice
        .posted_on
        .or(notice.released_at.map(huiyin_kernel::Instant::date))?;
    let down = Due::down_after(from, book.preset().publishing.posted_days);
    let until = notice.down_after.unwrap_or(down).plus_days(-1);
    Some(MoneyPoster {
        estate: estate.to_owned(),
        period: say.span((notice.from, notice.to)),
        is_fund: notice.covers == Covers::Fund,
        sheet: crate::papers::Sheet::default(),
        posted: (from, until),
        opening: total(&common, |row| row.opening).fen(),
        came: came(say, &common),
        went: went(say, notice, &common)?,
        left: total(&common, |row| row.closing).fen(),
        lies: lies(&common, accounts),
        by: String::new(),
        ask: say.ask_about_money(),
        link: String::new(),
    })
}

fn came(say: &Say, common: &[&Row]) -> Vec<Amount> {
    let of = |kind: Kind| {
        let rows: Vec<&Row> = common
            .iter()
            .copied()
            .filter(|it| it.kind == kind)
            .collect();
        let income = total(&rows, |row| row.income);
        (!income.is_zero()).then(|| Amount::new(say.kind(kind), income.fen(), ""))
    };
    Kind::ALL.iter().copied().filter_map(of).collect()
}

/// Cost, tax, each use by its purpose, and what went into the fund. Uses that are not told one by
/// one, and what was taken back of an earlier period, stand together as one line.
fn went(say: &Say, notice: &Notice, common: &[&Row]) -> Option<Vec<Amount>> {
    let tax = total(common, |row| row.of_which_tax);
    let cost = total(common, |row| row.cost).minus(tax)?;
    let told: Vec<_> = notice
        .uses
        .iter()
        .filter(|it| Kind::from_name(&it.kind).is_some_and(|kind| is_about(notice, kind)))
        .collect();
    let said = Money::sum(told.iter().map(|it| it.amount))?;
    let rest = total(common, |row| row.spent).minus(said)?;
    let mut all = vec![
        Amount::new(say.money_word("cost"), cost.fen(), ""),
        Amount::new(say.money_word("tax"), tax.fen(), ""),
    ];
    all.extend(told.into_iter().map(|it| {
        let note = say.on_day(it.day);
        Amount::new(it.purpose.clone(), it.amount.fen(), note)
    }));
    all.push(Amount::new(say.money_word("rest"), rest.fen(), ""));
    let fund = total(common, |row| row.to_fund);
    all.push(Amount::new(say.money_word("fund"), fund.fen(), ""));
    all.retain(|it| it.fen != 0);
    Some(all)
}

fn lies(common: &[&Row], accounts: &[Account]) -> Vec<Amount> {
    let of = |account: &Account| {
        let rows: Vec<&Row> = common
            .iter()
            .copied()
            .filter(|it| it.account == account.code)
            .collect();
        let left = total(&rows, |row| row.closing);
        (!left.is_zero()).then(|| Amount::new(account.name.clone(), left.fen(), ""))
    };
    accounts.iter().filter_map(of).collect()
}

/// The property company proves what it kept (interpretation on divided ownership (2009, as amended
/// 2020), article 14); without one the committee does.
fn kept_by(say: &Say, estate: &Estate) -> String {
    let facts = &estate.facts;
    if !facts.company.is_empty() {
        return facts.company.clone();
    }
    match facts.committee {
        Some(Committee::Elected | Committee::Interim) => say.by_committee(&estate.name),
        _ => say.by_street(&estate.name),
    }
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::{Date, Lang};
    use huiyin_web::Texts;

    use super::*;
    use crate::model::ledger::Use;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn row(kind: Kind, [opening, income, cost, tax, spent, to_fund, closing]: [i64; 7]) -> Row {
        let fen = Money::from_fen;
        Row {
            from: day("2026-07-01"),
            to: day("2026-09-30"),
            account: "a1".parse().unwrap(),
            kind,
            opening: fen(opening),
            income: fen(income),
            cost: fen(cost),
            of_which_tax: fen(tax),
            spent: fen(spent),
            to_fund: fen(to_fund),
            moved_in: Money::ZERO,
            moved_out: Money::ZERO,
            closing: fen(closing),
        }
    }

    fn notice(rows: Vec<Row>, uses: &[(Kind, i64)]) -> Notice {
        let told = |(at, (kind, fen)): (usize, &(Kind, i64))| Use {
            day: day("2026-08-08"),
            kind: kind.name().to_owned(),
            amount: Money::from_fen(*fen),
            purpose: format!("用途{at}"),
            line: 1,
            decided: None,
        };
        Notice {
            id: Id::derived("test", "notice"),
            version: 2,
            book: Id::derived("test", "book"),
            covers: Covers::All,
            from: day("2026-07-01"),
            to: day("2026-09-30"),
            state: NoticeState::Released,
            rows,
            uses: uses.iter().enumerate().map(told).collect(),
            note: String::new(),
            due_by: day("2026-10-15"),
            released_at: None,
            posted_on: Some(day("2026-10-10")),
            down_after: Some(day("2026-10-26")),
            proof_blob: None,
        }
    }

    fn book() -> LedgerBook {
        LedgerBook {
            id: Id::derived("test", "book"),
            estate: Id::derived("test", "estate"),
            version: 1,
            city: huiyin_books::City::Default,
            has_assembly: true,
            chosen: None,
            destination_basis: String::new(),
            fund_first: None,
            began_on: day("2026-01-01"),
            closed_through: None,
            last_number: 0,
        }
    }

    fn of(notice: &Notice) -> MoneyPoster {
        let texts = Texts::load().unwrap();
        let say = Say::new(&texts, Lang::Zh);
        poster((&say, "桐荫里"), &book(), notice, &[]).unwrap()
    }

    #[test]
    fn a_poster_adds_up_and_leaves_the_fund_out() {
        let rows = vec![
            row(Kind::Parking, [500, 1_000, 130, 30, 200, 100, 1_070]),
            row(Kind::Fund, [900, 0, 0, 0, 300, 0, 600]),
        ];
        let made = of(&notice(rows, &[(Kind::Parking, 150), (Kind::Fund, 300)]));
        assert!(made.adds_up());
        let went: Vec<i64> = made.went.iter().map(|it| it.fen).collect();
        assert_eq!(went, [100, 30, 150, 50, 100], "cost, tax, use, rest, fund");
        assert_eq!((made.opening, made.left), (500, 1_070));
        assert_eq!(made.posted, (day("2026-10-10"), day("2026-10-25")));
    }

    #[test]
    fn a_fund_that_is_told_by_itself_has_a_poster_of_its_own() {
        let rows = vec![row(Kind::Fund, [900, 50, 0, 0, 300, 0, 650])];
        let mut told = notice(rows, &[(Kind::Fund, 300)]);
        told.covers = Covers::Fund;
        let made = of(&told);
        assert!(made.adds_up() && made.is_fund);
        assert_eq!((made.opening, made.left), (900, 650));
        assert_eq!(made.went.iter().map(|it| it.fen).sum::<i64>(), 300);
    }

    #[test]
    fn rows_that_do_not_balance_make_no_poster() {
        let rows = vec![row(Kind::Parking, [500, 1_000, 130, 30, 200, 100, 1_071])];
        assert!(!of(&notice(rows, &[])).adds_up());
    }
}
