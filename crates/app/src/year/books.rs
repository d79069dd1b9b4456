//! The books of estates: opened, kept line by line, closed every month, and told.

use std::sync::Arc;

use huiyin_books::{Basis, City, Code, Draft, Holder, Kind, Period, What};
use huiyin_compounds::model::ledger::Behind;
use huiyin_compounds::ops::ledger::{self as ops, New, Settings};
use huiyin_compounds::ops::{By, OpError};
use huiyin_db::StoreError;
use huiyin_kernel::{Date, Id, Money};
use huiyin_year::estates::{Entry, Money as About};

use super::Halt;
use super::estates::{BookStep, account};
use super::stage::Stage;

const DECISION: &str = "业主大会 2025 年第 2 次会议决定";
/// The account of the common income, and that of the fund.
const INCOME: &str = "a1";
const FUND: &str = "a2";

impl Stage {
    pub(super) async fn book(&mut self, place: usize, step: BookStep) -> Result<(), Halt> {
        let number = usize::try_from(self.estates.books[place].estate).unwrap_or(0);
        let Some(estate) = self.estates.ids.get(number).copied() else {
            return Ok(());
        };
        let done = match step {
            BookStep::Open => self.open_book(estate).await,
            BookStep::Line(line) => {
                let entry = self.estates.books[place].entries[line];
                self.post(estate, entry).await
            }
            BookStep::Close(through) => self.close_month(estate, through).await,
        };
        done.map_err(|error| self.failed("book", &error))?;
        self.counts.operations += 1;
        Ok(())
    }

    async fn open_book(&self, estate: Id) -> Result<(), OpError> {
        let slice = &self.slices.compounds;
        let by = By::everywhere(account("manager"));
        let mut tx = slice.site.db.write().await?;
        let settings = Settings {
            city: City::Chongqing,
            chosen: Some(Holder::Owners),
            basis: DECISION.to_owned(),
            fund_first: Some(Money::from_yuan(1_200_000)),
        };
        ops::open(slice, &mut tx, &by, estate, (settings, self.today())).await?;
        let income = ("公共收益专户", Holder::Owners);
        ops::add_account(slice, &mut tx, &by, estate, income).await?;
        let fund = ("住宅专项维修资金", Holder::Fund);
        ops::add_account(slice, &mut tx, &by, estate, fund).await?;
        Ok(tx.commit().await?)
    }

    async fn post(&mut self, estate: Id, entry: Entry) -> Result<(), OpError> {
        let slice = Arc::clone(&self.slices.compounds);
        let by = By::everywhere(account("manager"));
        let mut tx = slice.site.db.write().await?;
        let new = New {
            draft: draft(entry)?,
            evidence: None,
            behind: Behind::default(),
        };
        ops::post(&slice, &mut tx, &by, estate, new).await?;
        tx.commit().await?;
        self.counts.ledger_lines += 1;
        Ok(())
    }

    /// A month is closed; where a period ends with it, its statement goes before the owners.
    async fn close_month(&mut self, estate: Id, through: Date) -> Result<(), OpError> {
        let slice = Arc::clone(&self.slices.compounds);
        let by = By::everywhere(account("manager"));
        let today = self.today();
        let mut tx = slice.site.db.write().await?;
        let book = ops::close(&slice, &mut tx, &by, estate, through).await?;
        for (covers, rhythm) in ops::series(&book) {
            let period = Period::around(rhythm, through);
            if period.to != through {
                continue;
            }
            let draft = (Some(covers), period.from, "凭证和合同可以到物业前台查看。");
            let notice = ops::draft(&slice, &mut tx, &by, estate, draft).await?;
            ops::release(&slice, &mut tx, &by, notice.id).await?;
            ops::posted(&slice, &mut tx, &by, notice.id, (today, None)).await?;
            self.counts.publications += 1;
        }
        Ok(tx.commit().await?)
    }
}

fn income(payer: &str, yuan: i32, cost_share: i32) -> What {
    let cost = yuan * cost_share / 100;
    let tax = yuan * 3 / 100;
    What::Income {
        payer: payer.to_owned(),
        gross: Money::from_yuan(yuan),
        cost: Money::from_yuan(cost),
        cost_evidence: (cost > 0).then(|| "管理成本分摊表".to_owned()),
        tax: Money::from_yuan(tax),
        net: Money::from_yuan(yuan - cost - tax),
    }
}

fn spent(yuan: i32, purpose: &str) -> What {
    What::Spent {
        amount: Money::from_yuan(yuan),
        purpose: purpose.to_owned(),
        evidence: Some("发票".to_owned()),
        urgent: false,
    }
}

fn code(text: &str) -> Result<Code, OpError> {
    let code = text.parse();
    code.map_err(|error| StoreError::inconsistent(error).into())
}

fn draft(entry: Entry) -> Result<Draft, OpError> {
    let amount = Money::from_yuan(entry.yuan);
    let (at, kind, what, contract) = match entry.money {
        About::Opening => (INCOME, Kind::Parking, What::Opening { amount }, ""),
        About::FundOpening => (FUND, Kind::Fund, What::Opening { amount }, ""),
        About::Parking => (
            INCOME,
            Kind::Parking,
            income("临停收费", entry.yuan, 12),
            "车位管理合同",
        ),
        About::Adverts => (
            INCOME,
            Kind::Adverts,
            income("梯间广告公司", entry.yuan, 0),
            "广告合同",
        ),
        About::Rooms => (
            INCOME,
            Kind::Rooms,
            income("快递驿站", entry.yuan, 8),
            "用房合同",
        ),
        About::Spent => (INCOME, Kind::Parking, spent(entry.yuan, "公共区域维修"), ""),
        About::FundSpent => (FUND, Kind::Fund, spent(entry.yuan, "电梯部件更换"), ""),
        About::ToFund => {
            let into = code(FUND)?;
            (INCOME, Kind::Parking, What::ToFund { amount, into }, "")
        }
    };
    Ok(Draft {
        date: entry.on,
        account: code(at)?,
        kind,
        what,
        basis: Basis {
            contract: Some(contract.to_owned()).filter(|it| !it.is_empty()),
            decision: Some(DECISION.to_owned()),
        },
    })
}
