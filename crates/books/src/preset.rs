use crate::destination::FundDuty;
use crate::period::Rhythm;
use huiyin_kernel::named;

named! {
    /// Whose local rule an estate follows. The sources stand at [`Preset::source`].
    City {
        Default = "default",
        Chongqing = "cq",
        Shanghai = "sh",
        Beijing = "bj",
        Hangzhou = "hz",
    }
}

/// When the books are told to the owners: the manager discloses fund use and the use and income of
/// common parts regularly (Civil Code art. 943), the city says how often (domain rule 9.4; Shanghai
/// arts. 66 and 67, Hangzhou art. 30).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publishing {
    pub income: Rhythm,
    pub fund: Rhythm,
    /// Days that a publication stays on the board, at least.
    pub posted_days: i64,
    /// The day of the month after the period by whose end it is out.
    pub due_day: i64,
    /// Days that the result of an audit stays on the board.
    pub audit_posted_days: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    pub city: City,
    pub publishing: Publishing,
    /// What share must go into the fund, and when.
    pub fund_duty: FundDuty,
    /// Whether an estate without an assembly pays into the district's account only.
    pub district_before_assembly: bool,
    pub source: &'static str,
}

const QUARTERLY: Publishing = Publishing {
    income: Rhythm::Quarterly,
    fund: Rhythm::Quarterly,
    posted_days: 15,
    due_day: 15,
    audit_posted_days: 30,
};

const COMMON: Preset = Preset {
    city: City::Default,
    publishing: QUARTERLY,
    fund_duty: FundDuty::None,
    district_before_assembly: false,
    source: "民法典第282、283、943条；司法解释第13、14条",
};

impl Preset {
    pub const fn of(city: City) -> Self {
        match city {
            City::Default => COMMON,
            // The district notices of 2025; the interval of publication in the city's own
            // regulation was not seen, so the common one stands.
            City::Chongqing => Self {
                city,
                district_before_assembly: true,
                source: "南川〔2025〕64号、渝北2025、渝中2025-10-29等区级通知",
                ..COMMON
            },
            City::Shanghai => Self {
                city,
                publishing: Publishing {
                    fund: Rhythm::HalfYearly,
                    ..QUARTERLY
                },
                fund_duty: FundDuty::MoreThanHalf,
                source: "上海市住宅物业管理规定第51、66、67条",
                ..COMMON
            },
            // The regulation asks for once a year at least; telling more often is never wrong,
            // but what the rule calls overdue is only the year.
            City::Beijing => Self {
                city,
                publishing: Publishing {
                    income: Rhythm::Yearly,
                    fund: Rhythm::Yearly,
                    ..QUARTERLY
                },
                fund_duty: FundDuty::HalfWhileFundIsLow,
                source: "北京市物业管理条例第74条",
                ..COMMON
            },
            City::Hangzhou => Self {
                city,
                publishing: Publishing {
                    income: Rhythm::HalfYearly,
                    fund: Rhythm::HalfYearly,
                    ..QUARTERLY
                },
                source: "杭州市物业管理条例第30条",
                ..COMMON
            },
        }
    }
}
