//! Two books: one whose quarter is told, and one whose quarter is overdue.

use huiyin_books::{Basis, City, Code, Draft, Due, Holder, Kind, Period, Rhythm, What};
use huiyin_kernel::{Clock as _, Date, Id, Money};

use super::{ESTATES, Past, account};
use crate::model::ledger::{Audit, Behind, LedgerBook};
use crate::ops::ledger::{self as ops, New, Settings};
use crate::ops::{By, OpError};
use crate::store::ledger::books;

const DECISION: &str = "业主大会 2025 年第 2 次会议决定";

/// The last quarter that should have been told by today.
fn last_due(today: Date) -> Period {
    let mut period = Period::around(Rhythm::Quarterly, today);
    while Due::of(period, 15).by >= today {
        period = Period::around(Rhythm::Quarterly, period.from.plus_days(-1));
    }
    period
}

pub(super) async fn build(past: &Past) -> Result<(), OpError> {
    let period = last_due(past.now.date());
    let by = By::everywhere(account("manager"));
    for (at, told) in [(0, true), (1, false)] {
        let estate = ESTATES[at].id();
        let mut tx = past.compounds.site.db.read().await?;
        let known = books::of_estate(&mut tx, estate).await?;
        drop(tx);
        if known.is_some() {
            continue;
        }
        let holder = if told {
            Holder::Owners
        } else {
            Holder::Manager
        };
        open(past, &by, estate, (period, holder)).await?;
        quarter(past, &by, estate, period).await?;
        if told {
            tell(past, &by, estate, period).await?;
        }
    }
    past.days_ago(0);
    Ok(())
}

/// Ten in the morning of a day.
fn turn(past: &Past, day: Date) {
    past.clock.set(day.start().plus_hours(10).min(past.now));
}

async fn open(
    past: &Past,
    by: &By,
    estate: Id,
    (period, holder): (Period, Holder),
) -> Result<LedgerBook, OpError> {
    turn(past, period.from);
    let slice = &past.compounds;
    let mut tx = slice.site.db.write().await?;
    let settings = Settings {
        city: City::Chongqing,
        chosen: Some(holder),
        basis: DECISION.to_owned(),
        fund_first: Some(Money::from_yuan(1_200_000)),
    };
    let book = ops::open(slice, &mut tx, by, estate, (settings, period.from)).await?;
    ops::add_account(slice, &mut tx, by, estate, ("公共收益专户", holder)).await?;
    let fund = ("住宅专项维修资金", Holder::Fund);
    ops::add_account(slice, &mut tx, by, estate, fund).await?;
    tx.commit().await?;
    Ok(book)
}

fn code(text: &str) -> Result<Code, OpError> {
    let code = text.parse();
    code.map_err(|error| huiyin_db::StoreError::inconsistent(error).into())
}

fn income(payer: &str, gross: i32, cost: i32, tax: i32) -> What {
    What::Income {
        payer: payer.to_owned(),
        gross: Money::from_yuan(gross),
        cost: Money::from_yuan(cost),
        cost_evidence: (cost > 0).then(|| "管理成本分摊表".to_owned()),
        tax: Money::from_yuan(tax),
        net: Money::from_yuan(gross - cost - tax),
    }
}

fn opening(amount: i32) -> What {
    What::Opening {
        amount: Money::from_yuan(amount),
    }
}

fn spent(amount: i32, purpose: &str) -> What {
    What::Spent {
        amount: Money::from_yuan(amount),
        purpose: purpose.to_owned(),
        evidence: Some("发票".to_owned()),
        urgent: false,
    }
}

/// Days after the quarter's beginning, account, kind, what, contract.
type Entry = (i64, &'static str, Kind, What, &'static str);

/// A quarter as it happens.
fn entries() -> Result<Vec<Entry>, OpError> {
    let to_fund = What::ToFund {
        amount: Money::from_yuan(5_000),
        into: code("a2")?,
    };
    let parking = || income("临停收费", 4_200, 600, 126);
    Ok(vec![
        (0, "a1", Kind::Parking, opening(18_000), ""),
        (0, "a1", Kind::Adverts, opening(2_400), ""),
        (0, "a2", Kind::Fund, opening(864_000), ""),
        (30, "a1", Kind::Parking, parking(), "车位管理合同 2025-11"),
        (
            33,
            "a1",
            Kind::Adverts,
            income("梯间广告公司", 2_600, 0, 78),
            "广告合同 2026-02",
        ),
        (
            45,
            "a1",
            Kind::Rooms,
            income("快递驿站", 1_500, 200, 45),
            "用房合同 2026-01",
        ),
        (
            52,
            "a1",
            Kind::Stalls,
            income("夏夜便民摊位", 640, 0, 0),
            "",
        ),
        (
            58,
            "a2",
            Kind::Fund,
            spent(12_800, "3 栋电梯曳引机维修"),
            "",
        ),
        (61, "a1", Kind::Parking, parking(), "车位管理合同 2025-11"),
        (
            66,
            "a1",
            Kind::Parking,
            spent(860, "儿童活动场地换新座椅"),
            "",
        ),
        (80, "a1", Kind::Parking, to_fund, ""),
        (88, "a1", Kind::Parking, parking(), "车位管理合同 2025-11"),
    ])
}

async fn quarter(past: &Past, by: &By, estate: Id, period: Period) -> Result<(), OpError> {
    for (days, account, kind, what, contract) in entries()? {
        let date = period.from.plus_days(days);
        turn(past, date);
        // The stalls have neither contract nor decision: such lines are marked.
        let decision = (kind != Kind::Stalls).then(|| DECISION.to_owned());
        let draft = Draft {
            date,
            account: code(account)?,
            kind,
            what,
            basis: Basis {
                contract: Some(contract.to_owned()).filter(|it| !it.is_empty()),
                decision,
            },
        };
        let slice = &past.compounds;
        let mut tx = slice.site.db.write().await?;
        // The first parking line names the contract with the manager, which the register has.
        let behind = Behind {
            item: None,
            contract: days == 30,
        };
        let new = New {
            draft,
            evidence: None,
            behind,
        };
        ops::post(slice, &mut tx, by, estate, new).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Closed, told in time, on the board, and asked about.
async fn tell(past: &Past, by: &By, estate: Id, period: Period) -> Result<(), OpError> {
    let slice = &past.compounds;
    turn(past, period.to.plus_days(8));
    let mut tx = slice.site.db.write().await?;
    ops::close(slice, &mut tx, by, estate, period.to).await?;
    let note = "夏夜便民摊位的收入正在补签协议，下一季度说明结果。";
    let draft = (None, period.from, note);
    let notice = ops::draft(slice, &mut tx, by, estate, draft).await?;
    ops::release(slice, &mut tx, by, notice.id).await?;
    let day = past.clock.now().date();
    ops::posted(slice, &mut tx, by, notice.id, (day, None)).await?;
    tx.commit().await?;
    turn(past, period.to.plus_days(11));
    let mut tx = slice.site.db.write().await?;
    let day = past.clock.now().date();
    let audit = Audit {
        from: period.from,
        to: period.to,
        auditor: "江岸会计师事务所".to_owned(),
        result: "账实相符；停车费的成本有票据，摊位收入缺协议，建议补签。".to_owned(),
        posted_from: day,
        posted_until: day.plus_days(30),
    };
    ops::note_audit(slice, &mut tx, by, estate, (&audit, None)).await?;
    let question = Id::derived("huiyin demo money question", &notice.id.to_string());
    let asked = (question, "停车费里的成本是什么？为什么每个月都是 600 元？");
    ops::ask(slice, &mut tx, (estate, notice.id), asked).await?;
    let answer = "是道闸维护和票据的费用，按年合同平摊到每月，合同和分摊表可以到物业前台查看。";
    ops::answer(slice, &mut tx, by, (question, answer)).await?;
    tx.commit().await?;
    Ok(())
}
