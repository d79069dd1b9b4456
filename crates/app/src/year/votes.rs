//! Votes of owners, from the proposal to the filing. Opening and closing belong to the days, and
//! so does the commitment to the ballots: the job does them.

use std::sync::Arc;

use huiyin_compounds::demo::{plain_draft, plain_item};
use huiyin_compounds::model::votes::{Evidence, Matter, Proposer, VoteAct, VoteDraft};
use huiyin_compounds::ops::votes::{self as ops, Desk};
use huiyin_compounds::ops::{By, OpError};
use huiyin_compounds::store::votes::voters::{self, Stored};
use huiyin_kernel::Id;
use huiyin_year::estates::{ANNOUNCED_AFTER, LAST_DAY_AFTER, OPENS_AFTER, Voice, VotePlan};

use super::Halt;
use super::estates::{VoteStep, account};
use super::stage::Stage;

/// More than any estate of the year has.
const VOTERS: i64 = 2_000;

/// What estates are asked: the meeting, the item, and how it is counted.
const QUESTIONS: [(&str, &str, Matter, &str); 4] = [
    (
        "屋面防水的业主大会会议",
        "用维修资金翻修屋面防水",
        Matter::UseFund,
        "屋面渗水，拟使用维修资金翻修，预算附后，完工后结算公示。",
    ),
    (
        "选聘物业服务企业的业主大会会议",
        "选聘物业服务企业",
        Matter::Manager,
        "现有物业服务合同期满，拟按公示的招标结果选聘，合同三年，物业费标准不变。",
    ),
    (
        "大门和停车秩序的业主大会会议",
        "小区大门改为人车分流",
        Matter::Other,
        "南门只走行人和非机动车，北门走机动车；施工两周，费用从公共收益列支。",
    ),
    (
        "充电设施的业主大会会议",
        "在后院安装电动自行车充电棚",
        Matter::Other,
        "安装二十个充电位，带烟感和喷淋，费用从公共收益列支。",
    ),
];

fn draft(plan: &VotePlan) -> VoteDraft {
    let which = usize::try_from(plan.question).unwrap_or(0) % QUESTIONS.len();
    let (meeting, title, matter, text) = QUESTIONS[which];
    let item = plain_item((title, matter, text));
    plain_draft(meeting, Proposer::Committee, vec![item])
}

impl Stage {
    pub(super) async fn vote(&mut self, place: usize, step: VoteStep) -> Result<(), Halt> {
        let plan = self.estates.votes[place];
        let estate = usize::try_from(plan.estate).unwrap_or(0);
        let Some(estate) = self.estates.ids.get(estate).copied() else {
            return Ok(());
        };
        let on = (estate, self.id("vote", plan.number));
        let done = match step {
            VoteStep::Make => self.make_vote(on, &plan).await,
            VoteStep::Roll => self.fix_roll(on).await,
            VoteStep::Announce => self.announce(on, &plan).await,
            VoteStep::Ballots => self.ballots(on, &plan).await,
            VoteStep::Count => self.count(on).await,
            VoteStep::Publish => self.publish(on).await,
            VoteStep::File => self.file(on, plan.number).await,
        };
        match done {
            Ok(()) => self.counts.operations += 1,
            Err(error) => return Err(self.failed("vote", &error)),
        }
        Ok(())
    }

    async fn make_vote(&self, on: (Id, Id), plan: &VotePlan) -> Result<(), OpError> {
        let slice = &self.slices.compounds;
        let secretary = Desk::everywhere(account("committee"));
        let mut tx = slice.site.db.write().await?;
        ops::create(slice, &mut tx, &secretary, on, draft(plan)).await?;
        let street = Desk::everywhere(account("supervisor"));
        ops::act(slice, &mut tx, &street, (on.0, on.1, None), VoteAct::Accept).await?;
        Ok(tx.commit().await?)
    }

    async fn fix_roll(&self, on: (Id, Id)) -> Result<(), OpError> {
        let slice = &self.slices.compounds;
        let desk = Desk::everywhere(account("committee"));
        let mut tx = slice.site.db.write().await?;
        ops::fix_roll(slice, &mut tx, &desk, (on.0, on.1, None), self.today()).await?;
        Ok(tx.commit().await?)
    }

    async fn everybody(&self, tx: &mut huiyin_db::Tx, vote: Id) -> Result<Vec<Stored>, OpError> {
        let keys = &self.slices.site.keys;
        Ok(voters::of_vote(tx, keys, vote, 0, VOTERS).await?)
    }

    fn voice(&self, plan: &VotePlan, voter: &Stored) -> Voice {
        let chance = self.chance.of("vote", plan.number.into());
        plan.mood.voice(chance, voter.voter.number)
    }

    async fn announce(&self, on: (Id, Id), plan: &VotePlan) -> Result<(), OpError> {
        let slice = &self.slices.compounds;
        let desk = Desk::everywhere(account("committee"));
        let today = self.today();
        let days = (
            Some(today),
            today.plus_days(OPENS_AFTER - ANNOUNCED_AFTER),
            today.plus_days(LAST_DAY_AFTER - ANNOUNCED_AFTER),
        );
        let mut tx = slice.site.db.write().await?;
        ops::announce(slice, &mut tx, &desk, (on.0, on.1, None), days).await?;
        let all = self.everybody(&mut tx, on.1).await?;
        let reached = all
            .iter()
            .filter(|it| self.voice(plan, it) != Voice::NotReached);
        let reached: Vec<u32> = reached.map(|it| it.voter.number).collect();
        let how = (Evidence::Signed, today, "签收表第1册");
        ops::deliver(slice, &mut tx, &desk, on, &reached, how).await?;
        Ok(tx.commit().await?)
    }

    /// The box is read twice, by two people.
    async fn ballots(&mut self, on: (Id, Id), plan: &VotePlan) -> Result<(), OpError> {
        let slice = Arc::clone(&self.slices.compounds);
        let mut tx = slice.site.db.write().await?;
        let all = self.everybody(&mut tx, on.1).await?;
        let mut lines = Vec::new();
        for voter in all.iter().filter(|it| !it.voter.in_dispute) {
            let letter = match self.voice(plan, voter) {
                Voice::Yes => 'y',
                Voice::No => 'n',
                Voice::Abstain => 'a',
                Voice::Silent | Voice::NotReached => continue,
            };
            lines.push(format!("{} {letter}", voter.voter.number));
        }
        for login in ["committee", "counter"] {
            let by = By::everywhere(account(login));
            ops::read_batch(&slice, &mut tx, &by, on, &lines.join("\n")).await?;
        }
        self.counts.ballots += lines.len() as u64;
        self.counts.operations += 2 * lines.len() as u64;
        Ok(tx.commit().await?)
    }

    async fn count(&mut self, on: (Id, Id)) -> Result<(), OpError> {
        let slice = Arc::clone(&self.slices.compounds);
        let desk = Desk::everywhere(account("committee"));
        let mut tx = slice.site.db.write().await?;
        let witnesses = "冉望春\n田守一\n秦映雪";
        ops::count(&slice, &mut tx, &desk, (on.0, on.1, None), witnesses).await?;
        tx.commit().await?;
        self.counts.votes_counted += 1;
        Ok(())
    }

    async fn publish(&mut self, on: (Id, Id)) -> Result<(), OpError> {
        let slice = Arc::clone(&self.slices.compounds);
        let desk = Desk::everywhere(account("supervisor"));
        let mut tx = slice.site.db.write().await?;
        let act = VoteAct::Publish;
        ops::act(&slice, &mut tx, &desk, (on.0, on.1, None), act).await?;
        tx.commit().await?;
        self.counts.votes_published += 1;
        Ok(())
    }

    async fn file(&self, on: (Id, Id), number: u32) -> Result<(), OpError> {
        let slice = &self.slices.compounds;
        let desk = Desk::everywhere(account("supervisor"));
        let mut tx = slice.site.db.write().await?;
        let file = format!("业备〔示范〕{}号", number + 1);
        ops::file(slice, &mut tx, &desk, (on.0, on.1, None), &file).await?;
        Ok(tx.commit().await?)
    }
}
