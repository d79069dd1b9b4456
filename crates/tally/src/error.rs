use huiyin_kernel::{FloorArea, Said};

/// Why a case cannot be counted. Each names what is wrong and where, so that whoever keeps the
/// roll can mend it; none of them is ever met by guessing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TallyError {
    #[error("the case has {found} units; at most {limit} can be counted")]
    TooManyUnits { found: usize, limit: usize },
    #[error("the case has {found} ballots; at most {limit} can be counted")]
    TooManyBallots { found: usize, limit: usize },
    #[error("a name is empty or longer than {limit} bytes")]
    NameUnusable { limit: usize },
    #[error("the owner `{0}` of a unit has a `+` in the name, which joins co-owners")]
    OwnerWithPlus(String),
    #[error("the unit `{0}` stands twice in the roll")]
    UnitTwice(String),
    #[error("the unit `{0}` has no area")]
    UnitWithoutArea(String),
    #[error("the unit `{0}` was handed over but has no owner")]
    UnitWithoutOwner(String),
    #[error("`{0}` has two ballots; one person has one")]
    BallotTwice(String),
    #[error("the areas are too large to add up")]
    AreaOverflow,
    #[error("the areas add up to {found} m2, but the roll says {declared} m2")]
    AreasDoNotSum {
        declared: FloorArea,
        found: FloorArea,
    },
    #[error("the scope names no block")]
    ScopeEmpty,
    #[error("no unit stands in the block `{0}` of the scope")]
    ScopeUnknown(String),
    #[error("nobody may decide: no unit of the case counts")]
    NobodyMayDecide,
    #[error("the generator makes {made} voters out of {units} units")]
    GeneratorTooMany { made: u64, units: u64 },
}

impl TallyError {
    /// The same for people, in both languages.
    pub fn said(&self) -> Said {
        let zh = match self {
            Self::TooManyUnits { limit, .. } => format!("房屋太多，一次最多 {limit} 套。"),
            Self::TooManyBallots { limit, .. } => format!("选票太多，一次最多 {limit} 张。"),
            Self::NameUnusable { limit } => {
                format!("有名称为空，或超过 {limit} 字节。")
            }
            Self::OwnerWithPlus(name) => {
                format!("业主“{name}”的名称中有加号；加号只用来连接共有人。")
            }
            Self::UnitTwice(unit) => format!("房屋“{unit}”在名册中出现了两次。"),
            Self::UnitWithoutArea(unit) => format!("房屋“{unit}”没有面积。"),
            Self::UnitWithoutOwner(unit) => format!("房屋“{unit}”已交付，却没有业主。"),
            Self::BallotTwice(voter) => format!("“{voter}”有两张选票；一人只有一张。"),
            Self::AreaOverflow => "面积太大，加不起来。".to_owned(),
            Self::AreasDoNotSum { declared, found } => {
                format!("各户面积合计 {found} 平方米，名册写的是 {declared} 平方米。")
            }
            Self::ScopeEmpty => "表决范围中没有写楼栋。".to_owned(),
            Self::ScopeUnknown(block) => format!("表决范围中的楼栋“{block}”没有房屋。"),
            Self::NobodyMayDecide => "没有人可以表决：名册中没有计入的房屋。".to_owned(),
            Self::GeneratorTooMany { made, units } => {
                format!("{units} 套房屋生成不了 {made} 名业主。")
            }
        };
        Said::new(zh, self.to_string())
    }
}
