//! What lies beside the journal in tables of the slices, held against it slice by slice. Whatever
//! is found first is told.

use huiyin_compounds::proof as compounds;
use huiyin_db::seal::Fault;
use huiyin_matters::store::proof as matters;
use huiyin_statistics::proof as statistics;

use crate::{Failure, House};

/// How much was held against the journal.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Proven {
    matters: matters::Proven,
    compounds: compounds::Proven,
    statistics: statistics::Proven,
}

pub(super) type Checked = Result<Proven, Fault>;

pub(super) async fn verify(house: &House) -> Result<Checked, Failure> {
    let (db, keys) = (&house.db, &house.keys);
    let matters = match matters::verify(db, keys).await? {
        matters::Checked::Sound(proven) => proven,
        matters::Checked::Broken(fault) => return Ok(Err(fault)),
    };
    let compounds = compounds::verify(db).await;
    let compounds = match compounds.map_err(|error| crate::commands::defect(&error))? {
        compounds::Checked::Sound(proven) => proven,
        compounds::Checked::Broken(fault) => return Ok(Err(fault)),
    };
    Ok(match statistics::verify(db, keys).await? {
        statistics::Checked::Sound(statistics) => Ok(Proven {
            matters,
            compounds,
            statistics,
        }),
        statistics::Checked::Broken(fault) => Err(fault),
    })
}

impl Proven {
    pub fn in_words(self) -> String {
        let matters::Proven {
            matters,
            texts,
            photos,
            unproven,
        } = self.matters;
        let compounds::Proven { lines, votes } = self.compounds;
        let statistics::Proven {
            bulletins,
            open_data,
        } = self.statistics;
        format!(
            "  与记录一致：诉求 {matters} 件，文字 {texts} 段，照片 {photos} 张，账目 {lines} 行，表决 {votes} 次，月报 {bulletins} 期，开放数据 {open_data} 版；旧版本写入、无从核对的 {unproven} 项。\n  In agreement with it: {matters} matters, {texts} texts, {photos} photos, {lines} lines of books, {votes} votes, {bulletins} bulletins, {open_data} editions of open data; {unproven} from before digests were kept cannot be held against it."
        )
    }

    /// The figures beside those of the journal itself.
    pub fn as_json(self, rows: u64, subjects: u64, seals: u64) -> serde_json::Value {
        let (matters, compounds, statistics) = (self.matters, self.compounds, self.statistics);
        serde_json::json!({
            "sound": true, "rows": rows, "subjects": subjects, "seals": seals,
            "matters": matters.matters, "texts": matters.texts, "photos": matters.photos,
            "unproven": matters.unproven, "lines": compounds.lines, "votes": compounds.votes,
            "bulletins": statistics.bulletins, "open_data": statistics.open_data,
        })
    }
}
