use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Date, Entropy, Id, Instant};

use super::{COMPOUND, DISTRICT, STREET, known_area};
use crate::model::{Held, NewAccount};
use crate::ops::{self, Doer};
use crate::store::{accounts, bodies};
use crate::{Policy, password_hash};

/// The password of every demo account; the binary prints it.
pub const PASSWORD: &str = "Huiyin-demo-2026";

/// An account of the model district. The person is invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoAccount {
    pub login: &'static str,
    pub role: &'static str,
    pub name: &'static str,
    pub area_code: &'static str,
    pub body_code: Option<&'static str>,
    pub note_zh: &'static str,
    pub note_en: &'static str,
}

const fn district(
    login: &'static str,
    role: &'static str,
    name: &'static str,
    note_zh: &'static str,
    note_en: &'static str,
) -> DemoAccount {
    DemoAccount {
        login,
        role,
        name,
        area_code: DISTRICT,
        body_code: None,
        note_zh,
        note_en,
    }
}

const fn street(account: DemoAccount) -> DemoAccount {
    DemoAccount {
        area_code: STREET,
        ..account
    }
}

/// Somebody of one compound, the first of the model district.
const fn compound(account: DemoAccount) -> DemoAccount {
    DemoAccount {
        area_code: COMPOUND,
        ..account
    }
}

const fn of_body(account: DemoAccount, code: &'static str) -> DemoAccount {
    DemoAccount {
        body_code: Some(code),
        ..account
    }
}

/// The accounts, in the order in which they are best tried.
pub const ACCOUNTS: &[DemoAccount] = &[
    street(district(
        "clerk",
        "clerk",
        "林晓禾",
        "窗口受理（观音桥街道）",
        "takes in matters, Guanyinqiao",
    )),
    district(
        "dispatcher",
        "dispatcher",
        "周望舒",
        "派单（全区）",
        "dispatches, whole district",
    ),
    street(district(
        "dispatcher-gyq",
        "dispatcher",
        "何以安",
        "派单（只看观音桥街道）",
        "dispatches, Guanyinqiao only",
    )),
    of_body(
        district(
            "handler-lighting",
            "handler",
            "程照临",
            "承办：城市照明管理所",
            "handles, City Lighting Office",
        ),
        "bm04",
    ),
    of_body(
        street(district(
            "handler-property",
            "handler",
            "沈檐",
            "承办：和邻物业（观音桥）",
            "handles, property company in Guanyinqiao",
        )),
        "wy01",
    ),
    of_body(
        district(
            "handler-enforcement",
            "handler",
            "秦守正",
            "承办：综合行政执法支队",
            "handles, Integrated Enforcement Brigade",
        ),
        "bm02",
    ),
    of_body(
        street(district(
            "handler-community",
            "handler",
            "陶然然",
            "承办：桃源社区居委会",
            "handles, Taoyuan Residents' Committee",
        )),
        "sq500105006001",
    ),
    district(
        "caller",
        "caller",
        "苏问渠",
        "回访（全区）",
        "calls residents back, whole district",
    ),
    district(
        "supervisor",
        "supervisor",
        "顾长风",
        "督办（全区）",
        "supervises, whole district",
    ),
    street(district(
        "supervisor-gyq",
        "supervisor",
        "姜澄",
        "督办（只看观音桥街道）",
        "supervises, Guanyinqiao only",
    )),
    district(
        "coordinator",
        "coordinator",
        "叶知秋",
        "走访统筹（全区）",
        "plans and follows the visits, whole district",
    ),
    street(district(
        "visitor-1",
        "visitor",
        "谭明",
        "走访员（观音桥街道）",
        "goes from door to door, Guanyinqiao",
    )),
    street(district(
        "visitor-2",
        "visitor",
        "罗雨晴",
        "走访员（观音桥街道）",
        "goes from door to door, Guanyinqiao",
    )),
    street(district(
        "visitor-3",
        "visitor",
        "邓一帆",
        "走访员（观音桥街道）",
        "goes from door to door, Guanyinqiao",
    )),
    street(district(
        "visitor-4",
        "visitor",
        "冉小满",
        "走访员（观音桥街道）",
        "goes from door to door, Guanyinqiao",
    )),
    compound(district(
        "committee",
        "committee",
        "龙映川",
        "业委会秘书（桐荫里）",
        "secretary of the owners' committee, Tongyinli",
    )),
    compound(district(
        "counter",
        "counter",
        "付晚晴",
        "计票人（桐荫里）",
        "second counter of ballots, Tongyinli",
    )),
    compound(district(
        "manager",
        "manager",
        "蒲敬之",
        "物业记账员（桐荫里）",
        "bookkeeper of the property company, Tongyinli",
    )),
    street(district(
        "mediator",
        "mediator",
        "雷安和",
        "人民调解员（观音桥街道）",
        "mediator, Guanyinqiao",
    )),
    district(
        "leader",
        "leader",
        "方远山",
        "领导：查看、备注、督办、审批",
        "reads, notes, presses, decides on requests",
    ),
    district(
        "privacy",
        "privacy_officer",
        "陆慎言",
        "个人信息保护：申请、保存期限、记录",
        "data protection: requests, keeping times, records",
    ),
    district(
        "sysadmin",
        "sys_admin",
        "白守夜",
        "系统管理员：任务、日历",
        "system administrator: jobs, calendar",
    ),
    district(
        "secadmin",
        "sec_admin",
        "严知微",
        "安全管理员：账号、岗位",
        "security administrator: accounts, posts",
    ),
    district(
        "auditor",
        "audit_admin",
        "温故",
        "审计管理员：只读日志",
        "audit administrator: reads the journal",
    ),
];

/// Somebody invented beyond the accounts that the demo names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub login: String,
    pub role: &'static str,
    pub name: String,
    pub area_code: String,
    pub body_code: Option<String>,
}

impl From<&DemoAccount> for Person {
    fn from(known: &DemoAccount) -> Self {
        Self {
            login: known.login.to_owned(),
            role: known.role,
            name: known.name.to_owned(),
            area_code: known.area_code.to_owned(),
            body_code: known.body_code.map(str::to_owned),
        }
    }
}

impl Person {
    /// Whose account it is.
    pub fn id(&self) -> Id {
        Id::derived("demo account", &self.login)
    }
}

/// The posts of the demo began with the year of its oldest invented matters.
const POSTS_SINCE: (i16, i8, i8) = (2024, 1, 1);

pub(super) async fn seed(tx: &mut Tx, entropy: &dyn Entropy, now: Instant) -> Result<usize> {
    let all: Vec<Person> = ACCOUNTS.iter().map(Person::from).collect();
    enrol(tx, &all, entropy, now).await
}

/// Gives those who have none an account with the demo's password and a post.
pub async fn enrol(
    tx: &mut Tx,
    people: &[Person],
    entropy: &dyn Entropy,
    now: Instant,
) -> Result<usize> {
    let mut missing = Vec::new();
    for person in people {
        if accounts::by_login(tx, &person.login).await?.is_none() {
            missing.push(person);
        }
    }
    if missing.is_empty() {
        return Ok(0);
    }
    let policy = Policy::shipped().map_err(StoreError::inconsistent)?;
    let hasher = password_hash::Hasher::new().map_err(StoreError::inconsistent)?;
    // The password is public and the same for all, so one hash serves them all.
    let hash = hasher.hash(PASSWORD, entropy).await?;
    for person in &missing {
        add(tx, &policy, person, &hash, now).await?;
    }
    Ok(missing.len())
}

async fn add(tx: &mut Tx, policy: &Policy, demo: &Person, hash: &str, now: Instant) -> Result<()> {
    let by = Doer {
        actor: "system",
        now,
    };
    let (year, month, day) = POSTS_SINCE;
    let new = NewAccount {
        id: demo.id(),
        login: demo.login.clone(),
        name: demo.name.clone(),
        password_hash: hash.to_owned(),
        must_change_password: false,
    };
    ops::create_unbound(tx, &new, by).await?;
    let account = accounts::by_id(tx, new.id)
        .await?
        .ok_or_else(|| StoreError::inconsistent("a demo account vanished"))?;
    let area = known_area(tx, &demo.area_code).await?;
    let body = match &demo.body_code {
        Some(code) => bodies::by_code(tx, code).await?.map(|body| body.id),
        None => None,
    };
    let post = Held {
        id: Id::derived("demo post", &demo.login),
        account_id: account.id,
        role: demo.role.to_owned(),
        area_id: area.id,
        area_path: area.path,
        body_id: body,
        from_on: Date::new(year, month, day).map_err(StoreError::inconsistent)?,
        until_on: None,
    };
    ops::add_post(tx, policy, &account, &post, by)
        .await?
        .map_err(|refused| StoreError::inconsistent(format!("{}: {refused:?}", demo.login)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_an_account_for_every_role() {
        let policy = Policy::shipped().unwrap();
        for role in policy.roles() {
            assert!(
                ACCOUNTS.iter().any(|account| account.role == role.name),
                "{}",
                role.name
            );
        }
    }

    #[test]
    fn the_demo_password_would_pass_for_everybody() {
        for account in ACCOUNTS {
            let grade = crate::rules::password::grade(PASSWORD, account.login);
            assert!(grade.fits_admin && grade.is_long, "{}", account.login);
        }
    }
}
