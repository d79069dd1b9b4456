//! What lies beside the journal in tables of the slices, held against it slice by slice. Whatever
//! is found first is told.

use huiyin_compounds::proof as compounds;
use huiyin_db::seal::{Differs, Fault};
use huiyin_matters::store::proof as matters;
use huiyin_registry::proof as registry;
use huiyin_statistics::proof as statistics;

use crate::{Failure, House};

/// How much was held against the journal.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Proven {
    registry: registry::Proven,
    matters: matters::Proven,
    compounds: compounds::Proven,
    statistics: statistics::Proven,
}

/// What does not agree with the journal, and the column of its row where it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub fault: Fault,
    pub differs: Option<Differs>,
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            differs: None,
        }
    }
}

pub(super) type Checked = Result<Proven, Broken>;

pub(super) async fn verify(house: &House) -> Result<Checked, Failure> {
    let (db, keys) = (&house.db, &house.keys);
    let registry = match registry::verify(db).await? {
        registry::Checked::Sound(proven) => proven,
        registry::Checked::Broken(fault) => return of_account(house, fault).await,
    };
    let matters = match matters::verify(db, keys).await? {
        matters::Checked::Sound(proven) => proven,
        matters::Checked::Broken(fault) => return of_matter(house, fault).await,
    };
    let compounds = compounds::verify(db).await;
    let compounds = match compounds.map_err(|error| crate::commands::defect(&error))? {
        compounds::Checked::Sound(proven) => proven,
        compounds::Checked::Broken(fault) => return Ok(Err(fault.into())),
    };
    Ok(match statistics::verify(db, keys).await? {
        statistics::Checked::Sound(statistics) => Ok(Proven {
            registry,
            matters,
            compounds,
            statistics,
        }),
        statistics::Checked::Broken(fault) => Err(fault.into()),
    })
}

async fn of_account(house: &House, fault: Fault) -> Result<Checked, Failure> {
    let differs = match fault.subject {
        Some(account) => registry::differing(&house.db, account).await?,
        None => None,
    };
    Ok(Err(Broken { fault, differs }))
}

async fn of_matter(house: &House, fault: Fault) -> Result<Checked, Failure> {
    let differs = match fault.subject {
        Some(matter) => matters::differing(&house.db, matter).await?,
        None => None,
    };
    Ok(Err(Broken { fault, differs }))
}

impl Proven {
    pub fn in_words(self) -> String {
        let matters::Proven {
            matters,
            texts,
            photos,
            people,
            unproven,
        } = self.matters;
        let registry::Proven { accounts, posts } = self.registry;
        let compounds::Proven { lines, votes } = self.compounds;
        let statistics::Proven {
            bulletins,
            open_data,
        } = self.statistics;
        format!(
            "  与记录一致：诉求 {matters} 件，文字 {texts} 段，照片 {photos} 张，反映人 {people} 位，账号 {accounts} 个，岗位 {posts} 个，账目 {lines} 行，表决 {votes} 次，月报 {bulletins} 期，开放数据 {open_data} 版；旧版本写入、无从核对的 {unproven} 项。\n  In agreement with it: {matters} matters, {texts} texts, {photos} photos, {people} people who asked, {accounts} accounts, {posts} posts, {lines} lines of books, {votes} votes, {bulletins} bulletins, {open_data} editions of open data; {unproven} from before digests were kept cannot be held against it."
        )
    }

    /// The figures beside those of the journal itself.
    pub fn as_json(self, rows: u64, subjects: u64, seals: u64) -> serde_json::Value {
        let (matters, compounds, statistics) = (self.matters, self.compounds, self.statistics);
        serde_json::json!({
            "sound": true, "rows": rows, "subjects": subjects, "seals": seals,
            "matters": matters.matters, "texts": matters.texts, "photos": matters.photos,
            "unproven": matters.unproven, "people": matters.people,
            "accounts": self.registry.accounts, "posts": self.registry.posts, "lines": compounds.lines, "votes": compounds.votes,
            "bulletins": statistics.bulletins, "open_data": statistics.open_data,
        })
    }
}
