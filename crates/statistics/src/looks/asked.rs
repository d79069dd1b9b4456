use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_registry::{AreaKind, areas};
use huiyin_web::PageError;
use serde::Deserialize;

use crate::rules::Month;

/// Months that one look may span: five years.
const MONTHS_MOST: usize = 60;
/// Months that are shown where none are asked for.
const MONTHS_USUAL: i64 = 12;

/// What is asked for, as it stands in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub view: String,
    /// Days or months, as the addresses of the figures have it; from and to go before it.
    pub period: String,
    /// Months, as the form has it.
    pub from: String,
    pub to: String,
    /// The id or the code of a street or of a community.
    pub area: String,
    pub category: String,
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    Trends,
    Days,
    Flows,
    Load,
    Map,
}

impl View {
    pub(crate) const ALL: [Self; 5] =
        [Self::Trends, Self::Days, Self::Flows, Self::Load, Self::Map];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Trends => "trends",
            Self::Days => "days",
            Self::Flows => "flows",
            Self::Load => "load",
            Self::Map => "map",
        }
    }

    /// So fine that the public would see nothing but what is hidden: single days.
    pub(crate) const fn is_for_staff(self) -> bool {
        matches!(self, Self::Load)
    }
}

/// What is looked at. Ids and codes are empty where everything is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Look {
    pub view: View,
    pub from: Month,
    pub to: Month,
    pub street: String,
    pub community: String,
    pub class: String,
    pub source: String,
    /// The id of the area, for the way back into the address.
    pub area: String,
}

pub(crate) const SOURCES: [&str; 9] = [
    "visit", "web", "counter", "phone", "hotline", "grid", "meeting", "petition", "media",
];

impl Look {
    pub(crate) async fn of(
        tx: &mut Tx,
        asked: &Asked,
        today: Date,
        is_public: bool,
    ) -> Result<Self, PageError> {
        let wrong = || PageError::BadRequest {
            key: "statistics-looks-error-asked",
        };
        let view = match asked.view.as_str() {
            "" => View::Trends,
            name => View::ALL
                .into_iter()
                .find(|it| it.name() == name && !(is_public && it.is_for_staff()))
                .ok_or_else(wrong)?,
        };
        let (from, to) = span(asked, today, is_public).ok_or_else(wrong)?;
        if is_public {
            may_be_public(asked, (&from, &to))?;
        }
        let is_class = matches!(asked.category.len(), 0 | 2 | 4)
            && asked.category.bytes().all(|it| it.is_ascii_digit());
        let is_source = asked.source.is_empty() || SOURCES.contains(&asked.source.as_str());
        let mut look = Self {
            view,
            from,
            to,
            street: String::new(),
            community: String::new(),
            class: asked.category.clone(),
            source: asked.source.clone(),
            area: String::new(),
        };
        if !is_class || !is_source || look.months().is_none() {
            return Err(wrong());
        }
        if !asked.area.is_empty() {
            let area = match asked.area.parse::<Id>() {
                Ok(id) => areas::by_id(tx, id).await?,
                Err(_) => areas::by_code(tx, &asked.area).await?,
            };
            let area = area.ok_or_else(wrong)?;
            look.area = area.id.to_string();
            match area.kind {
                AreaKind::Street => look.street = area.id.to_string(),
                AreaKind::Community => look.community = area.id.to_string(),
                _ => return Err(wrong()),
            }
        }
        Ok(look)
    }

    /// The months from first to last; nothing where they are the wrong way round or too many.
    pub(crate) fn months(&self) -> Option<Vec<Month>> {
        let mut months = Vec::new();
        let mut day = first_day(&self.from)?;
        loop {
            let month = Month::of(day);
            if month > self.to || months.len() > MONTHS_MOST {
                break;
            }
            months.push(month);
            day = day.last_of_month().plus_days(1);
        }
        (!months.is_empty() && months.len() <= MONTHS_MOST).then_some(months)
    }

    /// The same over the year of months that ends with its last, for what shows each by itself.
    pub(crate) fn over_a_year(&self) -> Self {
        let from = usual_start(&self.to).unwrap_or_else(|| self.from.clone());
        Self {
            from,
            ..self.clone()
        }
    }

    pub(crate) fn first_day(&self) -> Option<Date> {
        first_day(&self.from)
    }

    pub(crate) fn last_day(&self) -> Option<Date> {
        first_day(&self.to).map(Date::last_of_month)
    }

    /// The same look at another view, as an address.
    pub(crate) fn query(&self, view: View) -> String {
        let day = |day: Option<Date>| day.map(|it| it.to_string()).unwrap_or_default();
        let period = format!("{}..{}", day(self.first_day()), day(self.last_day()));
        let mut parts = vec![format!("view={}&period={period}", view.name())];
        // All of these were read from registers or lists of words: nothing needs encoding.
        let more = [
            ("area", &self.area),
            ("category", &self.class),
            ("source", &self.source),
        ];
        for (name, value) in more.into_iter().filter(|it| !it.1.is_empty()) {
            parts.push(format!("{name}={value}"));
        }
        parts.join("&")
    }
}

/// The public sees one month at a time and one filter at a time: two spans that overlap, or a
/// filter within a filter, could be subtracted until a number is left that is hidden.
fn may_be_public(asked: &Asked, (from, to): (&Month, &Month)) -> Result<(), PageError> {
    let filters = [&asked.area, &asked.category, &asked.source];
    let chosen = filters.into_iter().filter(|it| !it.is_empty()).count();
    // A span that runs backwards is not understood at all, which is said elsewhere.
    let key = if from < to {
        "statistics-looks-error-one-month"
    } else if chosen > 1 {
        "statistics-looks-error-one-filter"
    } else {
        return Ok(());
    };
    Err(PageError::BadRequest { key })
}

/// First and last month of what is asked for; nothing where it cannot be read. Where no first
/// month is asked for, staff see a year and the public the one month.
fn span(asked: &Asked, today: Date, is_public: bool) -> Option<(Month, Month)> {
    let (mut from, mut to) = match asked.period.as_str() {
        "" => (None, Month::of(today)),
        text => {
            let (from, to) = months_of(text)?;
            (Some(from), to)
        }
    };
    if !asked.to.is_empty() {
        to = Month::parse(&asked.to)?;
    }
    if !asked.from.is_empty() {
        from = Some(Month::parse(&asked.from)?);
    }
    let from = match from {
        Some(from) => from,
        None if is_public => Month::parse(to.as_str())?,
        None => usual_start(&to)?,
    };
    Some((from, to))
}

/// Reads `2026-11`, `2026`, `2026-11-03` or `2026-11-03..2026-12-01`, by the months that it touches.
fn months_of(text: &str) -> Option<(Month, Month)> {
    let month = |text: &str| Month::parse(text.get(..7)?);
    match text.split_once("..") {
        Some((from, to)) => Some((month(from)?, month(to)?)),
        None if text.len() == 4 => {
            Some((month(&format!("{text}-01"))?, month(&format!("{text}-12"))?))
        }
        None => Some((month(text)?, month(text)?)),
    }
}

fn first_day(month: &Month) -> Option<Date> {
    format!("{month}-01").parse().ok()
}

fn usual_start(to: &Month) -> Option<Month> {
    let mut day = first_day(to)?;
    for _ in 1..MONTHS_USUAL {
        day = day.plus_days(-1).first_of_month();
    }
    Some(Month::of(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(from: &str, to: &str) -> Look {
        Look {
            view: View::Trends,
            from: Month::parse(from).unwrap(),
            to: Month::parse(to).unwrap(),
            street: String::new(),
            community: String::new(),
            class: "04".to_owned(),
            source: String::new(),
            area: "river".to_owned(),
        }
    }

    #[test]
    fn months_run_over_the_year_and_not_backwards_or_for_ever() {
        let months = look("2025-11", "2026-02").months().unwrap();
        let months: Vec<String> = months.iter().map(Month::to_string).collect();
        assert_eq!(months, ["2025-11", "2025-12", "2026-01", "2026-02"]);
        assert_eq!(look("2026-02", "2026-01").months(), None);
        assert_eq!(look("1900-01", "2026-01").months(), None);
        assert_eq!(
            usual_start(&Month::parse("2026-11").unwrap())
                .unwrap()
                .as_str(),
            "2025-12"
        );
    }

    #[test]
    fn the_public_asks_for_one_month_and_one_filter() {
        let today: Date = "2026-11-26".parse().unwrap();
        let refused = |asked: &Asked| {
            let (from, to) = span(asked, today, true).unwrap();
            match may_be_public(asked, (&from, &to)) {
                Ok(()) => "",
                Err(PageError::BadRequest { key }) => key,
                Err(_) => "something else",
            }
        };
        let mut asked = Asked::default();
        assert_eq!(refused(&asked), "");
        asked.area = "river".to_owned();
        assert_eq!(refused(&asked), "");
        asked.source = "web".to_owned();
        assert_eq!(refused(&asked), "statistics-looks-error-one-filter");
        for (period, from) in [
            ("2026", ""),
            ("2026-10-01..2026-11-30", ""),
            ("", "2026-10"),
        ] {
            let asked = Asked {
                period: period.to_owned(),
                from: from.to_owned(),
                ..Asked::default()
            };
            assert_eq!(
                refused(&asked),
                "statistics-looks-error-one-month",
                "{period}{from}"
            );
        }
    }

    #[test]
    fn the_address_of_a_view_keeps_the_filters() {
        let query = look("2025-11", "2026-02").query(View::Days);
        assert_eq!(
            query,
            "view=days&period=2025-11-01..2026-02-28&area=river&category=04"
        );
    }

    #[test]
    fn the_addresses_of_the_figures_are_understood() {
        let read = |text: &str| months_of(text).map(|(from, to)| format!("{from} {to}"));
        assert_eq!(read("2026").as_deref(), Some("2026-01 2026-12"));
        assert_eq!(read("2026-11").as_deref(), Some("2026-11 2026-11"));
        assert_eq!(
            read("2026-11-03..2026-12-01").as_deref(),
            Some("2026-11 2026-12")
        );
        for wrong in ["26", "2026-13", "..", "时间很长很长", "2026-11..", "a..b"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
