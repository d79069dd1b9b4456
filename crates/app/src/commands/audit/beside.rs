//! What lies beside the journal in tables of the slices, held against it slice by slice. Whatever
//! is found first is told.

use huiyin_compounds::proof as compounds;
use huiyin_db::seal::{Differs, Fault, Held, Wrong};
use huiyin_matters::store::proof as matters;
use huiyin_registry::{credentials, proof as registry};
use huiyin_statistics::proof as statistics;
use huiyin_visits::store::proof as visits;

use crate::{Failure, House};

/// How much was held against the journal.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Proven {
    registry: registry::Proven,
    credentials: credentials::Proven,
    matters: matters::Proven,
    compounds: compounds::Proven,
    rows: compounds::RowsProven,
    statistics: statistics::Proven,
    visits: visits::Proven,
}

/// What does not agree with the journal, and the column of its row where it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub fault: Fault,
    pub place: Option<Place>,
    pub differs: Option<Differs>,
}

/// Where the row stands that is wrong, where it is none of a subject itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub table: &'static str,
    pub key: String,
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            place: None,
            differs: None,
        }
    }
}

impl From<Wrong> for Broken {
    fn from(wrong: Wrong) -> Self {
        let Wrong {
            fault,
            table,
            key,
            differs,
        } = wrong;
        Self {
            fault,
            place: Some(Place { table, key }),
            differs,
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
    let credentials = match credentials::verify(db, keys).await? {
        Held::Sound(proven) => proven,
        Held::Broken(wrong) => return Ok(Err((*wrong).into())),
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
    let rows = compounds::verify_rows(db, keys).await;
    let rows = match rows.map_err(|error| crate::commands::defect(&error))? {
        Held::Sound(proven) => proven,
        Held::Broken(wrong) => return Ok(Err((*wrong).into())),
    };
    let visits = match visits::verify(db, keys).await? {
        Held::Sound(proven) => proven,
        Held::Broken(wrong) => return Ok(Err((*wrong).into())),
    };
    Ok(match statistics::verify(db, keys).await? {
        statistics::Checked::Sound(statistics) => Ok(Proven {
            registry,
            credentials,
            matters,
            compounds,
            rows,
            statistics,
            visits,
        }),
        statistics::Checked::Broken(fault) => Err(fault.into()),
    })
}

async fn of_account(house: &House, fault: Fault) -> Result<Checked, Failure> {
    let differs = match fault.subject {
        Some(account) => registry::differing(&house.db, account).await?,
        None => None,
    };
    let place = None;
    Ok(Err(Broken {
        fault,
        place,
        differs,
    }))
}

async fn of_matter(house: &House, fault: Fault) -> Result<Checked, Failure> {
    let differs = match fault.subject {
        Some(matter) => matters::differing(&house.db, matter).await?,
        None => None,
    };
    let place = None;
    Ok(Err(Broken {
        fault,
        place,
        differs,
    }))
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
        let credentials::Proven {
            ways_in,
            unproven: unbound,
        } = self.credentials;
        let compounds::Proven { lines, votes } = self.compounds;
        let statistics::Proven {
            bulletins,
            open_data,
        } = self.statistics;
        let visits::Proven {
            doors,
            visits,
            answers,
            stops,
            badges,
            unproven: older,
        } = self.visits;
        let unproven = unproven + older + self.rows.unproven();
        let compounds::RowsProven {
            register,
            table,
            decided,
        } = self.rows;
        let (elections, interim) = (decided.elections, decided.interim);
        let (rules, cases) = (decided.rules, decided.cases);
        let (units, holdings) = (register.units, register.holdings);
        let (meetings, decisions) = (table.meetings, table.decisions);
        format!(
            "  与记录一致：诉求 {matters} 件，文字 {texts} 段，照片 {photos} 张，反映人 {people} 位，账号 {accounts} 个，岗位 {posts} 个，登录凭据 {ways_in} 项（另有 {unbound} 项下次更换后才能核对），账目 {lines} 行，表决 {votes} 次，月报 {bulletins} 期，开放数据 {open_data} 版，住户和商户 {doors} 户，走访 {visits} 次，走访回答 {answers} 份，路线停点 {stops} 个，工作证 {badges} 张，房屋 {units} 套，业主登记 {holdings} 条，三方会议 {meetings} 次，会议决定 {decisions} 项，业委会选举 {elections} 次，物管会 {interim} 个，小区规约 {rules} 版，调解 {cases} 件；旧版本写入、无从核对的 {unproven} 项。\n  In agreement with it: {matters} matters, {texts} texts, {photos} photos, {people} people who asked, {accounts} accounts, {posts} posts, {ways_in} ways to sign in ({unbound} more once they are changed next), {lines} lines of books, {votes} votes, {bulletins} bulletins, {open_data} editions of open data, {doors} doors, {visits} visits, {answers} sets of answers, {stops} stops of plans, {badges} badges, {units} units, {holdings} entries of who owned them, {meetings} meetings of three sides, {decisions} decisions, {elections} elections of committees, {interim} interim committees, {rules} editions of house rules, {cases} mediations; {unproven} from before digests were kept cannot be held against it."
        )
    }

    /// The figures beside those of the journal itself.
    pub fn as_json(self, rows: u64, subjects: u64, seals: u64) -> serde_json::Value {
        let (matters, compounds, statistics) = (self.matters, self.compounds, self.statistics);
        serde_json::json!({
            "sound": true, "rows": rows, "subjects": subjects, "seals": seals,
            "matters": matters.matters, "texts": matters.texts, "photos": matters.photos,
            "unproven": matters.unproven + self.visits.unproven + self.rows.unproven(), "people": matters.people,
            "accounts": self.registry.accounts, "posts": self.registry.posts, "lines": compounds.lines, "votes": compounds.votes,
            "bulletins": statistics.bulletins, "open_data": statistics.open_data,
            "doors": self.visits.doors, "visits": self.visits.visits, "answers": self.visits.answers,
            "units": self.rows.register.units, "holdings": self.rows.register.holdings,
            "meetings": self.rows.table.meetings, "decisions": self.rows.table.decisions,
            "ways_in": self.credentials.ways_in, "ways_in_unproven": self.credentials.unproven,
            "elections": self.rows.decided.elections, "interim": self.rows.decided.interim,
            "rules": self.rows.decided.rules, "mediations": self.rows.decided.cases,
            "stops": self.visits.stops, "badges": self.visits.badges,
        })
    }
}
