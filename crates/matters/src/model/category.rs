use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Nature, Urgency};
use huiyin_kernel::{Said, named};

/// Four digits: two of the major class, two of the minor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CategoryCode([u8; 4]);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CategoryError {
    #[error("`{0}` is not a category code: expected four digits such as 0408")]
    Code(String),
    #[error("categories, line {line}: {what}")]
    Row { line: usize, what: String },
}

impl CategoryCode {
    pub fn parse(text: &str) -> Result<Self, CategoryError> {
        let digits: Option<[u8; 4]> = text.trim().as_bytes().try_into().ok();
        digits
            .filter(|digits| digits.iter().all(u8::is_ascii_digit))
            .map(Self)
            .ok_or_else(|| CategoryError::Code(text.chars().take(20).collect()))
    }

    /// The first two digits.
    pub fn major(self) -> String {
        self.0[..2].iter().map(|digit| char::from(*digit)).collect()
    }
}

impl fmt::Display for CategoryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|digit| fmt::Write::write_char(out, char::from(*digit)))
    }
}

impl fmt::Debug for CategoryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl TryFrom<String> for CategoryCode {
    type Error = CategoryError;
    fn try_from(text: String) -> Result<Self, CategoryError> {
        Self::parse(&text)
    }
}

impl From<CategoryCode> for String {
    fn from(code: CategoryCode) -> Self {
        code.to_string()
    }
}

named! {
    Flag {
        HandTo110First = "hand_to_110_first",
        HandTo119First = "hand_to_119_first",
        HandOver = "hand_over",
        CordonFirst = "cordon_first",
        NeedsOwnerVote = "needs_owner_vote",
        MayNeedOwnerVote = "may_need_owner_vote",
        MayNeedFund = "may_need_fund",
        Project = "project",
        JointConference = "joint_conference",
        Mediation = "mediation",
        SensitivePi = "sensitive_pi",
        MinorPi = "minor_pi",
        Restricted = "restricted",
        Enquiry = "enquiry",
        CommunityCanLead = "community_can_lead",
    }
}

named! {
    /// Levels of the area, lowest first; a matter may not be pushed below its category's level.
    Level {
        Grid = "grid",
        Community = "community",
        Street = "street",
        District = "district",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub code: CategoryCode,
    pub major_zh: String,
    pub zh: String,
    /// An English snake_case name.
    pub en: String,
    /// Kinds of body that usually lead, the likeliest first.
    pub default_lead: Vec<String>,
    pub urgency: Urgency,
    pub contact_minutes: u32,
    pub resolve_working_days: u16,
    pub flags: Vec<Flag>,
    pub nature: Nature,
    pub city_management_class: Option<String>,
    pub lowest_level: Level,
    pub community_can_lead: bool,
}

impl Category {
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Its name in both languages, as people read it.
    pub fn said(&self) -> Said {
        let words = self.en.replace('_', " ");
        let mut letters = words.chars();
        let english = letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().collect::<String>() + letters.as_str()
        });
        Said::new(&self.zh, english)
    }
}

/// The district's table of categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Categories(BTreeMap<CategoryCode, Category>);

/// The table shipped with the product.
const SHIPPED: &str = include_str!("../../data/categories.csv");
const COLUMNS: usize = 11;

impl Categories {
    pub fn shipped() -> Result<Self, CategoryError> {
        Self::parse(SHIPPED)
    }

    /// Reads lines of eleven fields without quotes; a twelfth, `lowest_level`, is optional.
    pub fn parse(table: &str) -> Result<Self, CategoryError> {
        let mut rows = BTreeMap::new();
        let lines = table
            .trim_start_matches('\u{feff}')
            .lines()
            .enumerate()
            .skip(1);
        for (index, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
            let line = index + 1;
            let row = parse_row(text).map_err(|what| CategoryError::Row {
                line,
                what: what.clone(),
            })?;
            if rows.contains_key(&row.code) {
                let what = format!("code {} appears twice", row.code);
                return Err(CategoryError::Row { line, what });
            }
            rows.insert(row.code, row);
        }
        Ok(Self(rows))
    }

    pub fn from_rows(rows: impl IntoIterator<Item = Category>) -> Self {
        Self(rows.into_iter().map(|row| (row.code, row)).collect())
    }

    pub fn get(&self, code: CategoryCode) -> Option<&Category> {
        self.0.get(&code)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Category> {
        self.0.values()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn parse_row(text: &str) -> Result<Category, String> {
    let fields: Vec<&str> = text.split(',').map(str::trim).collect();
    if fields.len() < COLUMNS {
        return Err(format!("{} fields, expected {COLUMNS}", fields.len()));
    }
    let code = CategoryCode::parse(fields[0]).map_err(|error| error.to_string())?;
    let urgency = match fields[6] {
        "N" => Urgency::Normal,
        "U" => Urgency::Urgent,
        "E" => Urgency::Emergency,
        other => return Err(format!("urgency `{other}` is none of N, U, E")),
    };
    let flags = fields[9]
        .split(';')
        .filter(|name| !name.is_empty())
        .map(|name| Flag::from_name(name).ok_or_else(|| format!("unknown flag `{name}`")))
        .collect::<Result<Vec<_>, _>>()?;
    let default_lead: Vec<String> = fields[5].split('/').map(str::to_owned).collect();
    let community_can_lead = flags.contains(&Flag::CommunityCanLead)
        || default_lead.iter().any(|lead| lead.contains("社区"));
    let lowest_level = match fields.get(COLUMNS).filter(|name| !name.is_empty()) {
        Some(name) => Level::from_name(name).ok_or_else(|| format!("unknown level `{name}`"))?,
        None if community_can_lead => Level::Community,
        None => Level::Street,
    };
    Ok(Category {
        code,
        major_zh: fields[2].to_owned(),
        zh: fields[3].to_owned(),
        en: fields[4].to_owned(),
        default_lead,
        urgency,
        contact_minutes: minutes(fields[7])?,
        resolve_working_days: fields[8]
            .parse()
            .map_err(|_| format!("`{}` is not a number of working days", fields[8]))?,
        flags,
        nature: nature(fields[10]),
        city_management_class: Some(fields[10].to_owned()).filter(|class| !class.is_empty()),
        lowest_level,
        community_can_lead,
    })
}

fn nature(class: &str) -> Nature {
    match class.split('-').next() {
        Some("部件") => Nature::Asset,
        Some("事件") => Nature::Event,
        _ => Nature::Other,
    }
}

/// Hours with at most one decimal, such as `0.5`, to whole minutes.
fn minutes(hours: &str) -> Result<u32, String> {
    let wrong = || format!("`{hours}` is not a number of hours");
    let (whole, tenth) = hours.split_once('.').unwrap_or((hours, "0"));
    let whole: u32 = whole.parse().map_err(|_| wrong())?;
    let tenth: u32 = Some(tenth)
        .filter(|text| text.len() == 1)
        .and_then(|text| text.parse().ok())
        .ok_or_else(wrong)?;
    whole
        .checked_mul(60)
        .and_then(|minutes| minutes.checked_add(tenth * 6))
        .ok_or_else(wrong)
}
