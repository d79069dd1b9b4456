use huiyin_kernel::named;
use huiyin_registry::folded;
use huiyin_sheets::guess_columns;

named! {
    /// What a column of a file holds.
    Field {
        Phase = "phase",
        Building = "building",
        Entrance = "entrance",
        Label = "label",
        Kind = "kind",
        Area = "area",
        Source = "source",
        Delivery = "delivery",
        Dispute = "dispute",
        Owners = "owners",
        Phones = "phones",
    }
}

impl Field {
    /// Spellings of the column's name, folded, with blanks between them.
    const fn spellings(self) -> &'static str {
        match self {
            Self::Phase => "期 分期 期数 组团 苑区 phase",
            Self::Building => "楼栋 栋 幢 楼号 栋号 幢号 楼幢 楼栋号 building block",
            Self::Entrance => "单元 单元号 entrance stairwell",
            Self::Label => {
                "房号 门牌号 房间号 室号 户号 室 户室 房屋编号 车位号 铺号 房屋 door unit room flat label"
            }
            Self::Kind => "类型 房屋类型 用途 性质 规划用途 房屋用途 kind type use",
            Self::Area => {
                "建筑面积 面积 专有部分面积 产权面积 登记面积 房屋面积 areainm2 area floorarea"
            }
            Self::Source => "面积来源 面积依据 来源 areasource source",
            Self::Delivery => "交付情况 交付 销售状态 状态 是否交付 delivery state",
            Self::Dispute => "是否争议 争议 权属争议 dispute disputed",
            Self::Owners => {
                "业主 业主姓名 产权人 所有权人 权利人 姓名 房主 业主名称 owner owners name"
            }
            Self::Phones => "业主电话 电话 手机 手机号 联系电话 联系方式 phone phones mobile tel",
        }
    }
}

/// Which column of a file holds what, by its place from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(Field, usize)>);

impl Columns {
    pub fn of(&self, field: Field) -> Option<usize> {
        let found = self.0.iter().find(|(it, _)| *it == field);
        found.map(|(_, column)| *column)
    }

    /// Says anew which column holds a field.
    pub fn set(&mut self, field: Field, column: Option<usize>) {
        self.0.retain(|(it, _)| *it != field);
        self.0.extend(column.map(|column| (field, column)));
    }

    /// What must be there for any row to be taken.
    pub fn missing(&self) -> Option<Field> {
        let needed = [Field::Building, Field::Label, Field::Area];
        needed.into_iter().find(|field| self.of(*field).is_none())
    }
}

/// Guesses by the names of the columns.
pub fn guess(header: &[String]) -> Columns {
    let names: Vec<String> = header.iter().map(|name| folded(name)).collect();
    Columns(guess_columns(&names, Field::ALL, Field::spellings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_in_both_languages() {
        let of = |header: &str| {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            guess(&header)
        };
        let zh = of("序号,楼 栋,单元,房号,用途,建筑面积（㎡）,面积来源,交付情况,业主姓名,联系电话");
        let en = of("No.,Building,Entrance,Unit,Type,Area in m2,Area source,Delivery,Owners,Phone");
        for found in [&zh, &en] {
            let places = [
                Field::Building,
                Field::Entrance,
                Field::Label,
                Field::Kind,
                Field::Area,
            ];
            let at: Vec<_> = places.iter().map(|field| found.of(*field)).collect();
            assert_eq!(at, [Some(1), Some(2), Some(3), Some(4), Some(5)]);
            assert_eq!(found.of(Field::Source), Some(6));
            assert_eq!(found.of(Field::Owners), Some(8));
            assert_eq!(found.of(Field::Phones), Some(9));
            assert_eq!(found.missing(), None);
        }
        assert_eq!(of("甲,乙").missing(), Some(Field::Building));
        assert_eq!(of("楼栋,房号").missing(), Some(Field::Area));
    }
}
