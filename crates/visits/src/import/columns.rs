use huiyin_kernel::{Lang, named};
use huiyin_registry::folded;
use huiyin_sheets::guess_columns;

named! {
    /// What a column of a file holds.
    Field {
        Number = "number",
        Kind = "kind",
        Community = "community",
        Compound = "compound",
        Building = "building",
        Unit = "unit",
        Door = "door",
        Name = "name",
        Phone = "phone",
        Open = "open",
        Minutes = "minutes",
        Lon = "lon",
        Lat = "lat",
        Crs = "crs",
    }
}

impl Field {
    /// Spellings of the column's name, folded, with blanks between them.
    const fn spellings(self) -> &'static str {
        match self {
            Self::Number => "编号 序号 户号 档案号 number no id",
            Self::Kind => "类型 户别 类别 住户类型 对象类型 kind type",
            Self::Community => "社区 社区名称 所属社区 村社区 社区村 居委会 community",
            Self::Compound => "小区 小区名称 院落 楼盘 路名 地址 compound estate address",
            Self::Building => "楼栋 栋 幢 楼号 栋号 楼幢 building block",
            Self::Unit => "单元 单元号 unit entrance",
            Self::Door => "门牌 门牌号 房号 房间号 室 室号 户室 铺号 door room flat apartment",
            Self::Name => "姓名 户主 户主姓名 联系人 店名 商户名称 name contact",
            Self::Phone => "电话 手机 手机号 联系电话 电话号码 phone mobile tel",
            Self::Open => "方便时间 营业时间 在家时间 开门时间 hours usualhours openinghours open",
            Self::Minutes => "走访分钟 走访时长 时长 分钟 minutes minutesofavisit",
            Self::Lon => "经度 lngwgs84 lonwgs84 经度wgs84 longitude lng lon x",
            Self::Lat => "纬度 latwgs84 纬度wgs84 latitude lat y",
            Self::Crs => "坐标系 坐标系统 coordinatesystem crs datum",
        }
    }

    /// Names by which the column is known in a language, the usual one first. Those with digits are
    /// made by programs, and nobody has to know them.
    pub fn names(self, lang: Lang) -> Vec<&'static str> {
        let is_plain = |name: &str| !name.chars().any(|sign| sign.is_ascii_digit());
        let is_ours = |name: &str| name.is_ascii() == (lang == Lang::En);
        let all = self.spellings().split(' ');
        all.filter(|name| is_plain(name) && is_ours(name)).collect()
    }

    /// What the column is called in a table of ours.
    pub fn heading(self, lang: Lang) -> &'static str {
        self.names(lang).first().copied().unwrap_or_default()
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
        let has = |field| self.of(field).is_some();
        if !has(Field::Door) {
            return Some(Field::Door);
        }
        let has_point = has(Field::Lon) && has(Field::Lat);
        if !has(Field::Community) && !has_point {
            return Some(Field::Community);
        }
        if !has(Field::Compound) && !has(Field::Building) {
            return Some(Field::Compound);
        }
        None
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

    fn columns(header: &str) -> Columns {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        guess(&header)
    }

    #[test]
    fn columns_are_known_in_both_languages() {
        let zh = columns(
            "序号,街道,社 区,小区名称,楼栋,单元,房号,户主,联系电话,经度（GCJ-02）,纬度（GCJ-02）",
        );
        let en = columns(
            "No.,Street,Community,Compound,Building,Unit,Door,Name,Phone,Longitude,Latitude",
        );
        for found in [&zh, &en] {
            assert_eq!(found.of(Field::Community), Some(2));
            assert_eq!(found.of(Field::Compound), Some(3));
            assert_eq!(found.of(Field::Door), Some(6));
            assert_eq!(found.of(Field::Lon), Some(9));
            assert_eq!(found.of(Field::Lat), Some(10));
            assert_eq!(found.of(Field::Open), None);
            assert_eq!(found.missing(), None);
        }
    }

    #[test]
    fn what_is_missing_is_named_and_nothing_is_guessed_from_thin_air() {
        assert_eq!(columns("甲,乙,丙").missing(), Some(Field::Door));
        assert_eq!(columns("房号,小区").missing(), Some(Field::Community));
        assert_eq!(columns("房号,社区").missing(), Some(Field::Compound));
    }

    #[test]
    fn the_usual_names_are_known_and_a_table_of_ours_is_too() {
        for (door, lon) in [("室号", "经度"), ("房号", "lng"), ("门牌", "Longitude")] {
            for building in ["楼栋", "幢", "栋", "Building"] {
                let header = format!("社区,小区,{building},单元,{door},{lon},纬度,坐标系");
                let found = columns(&header);
                let places = [
                    Field::Community,
                    Field::Compound,
                    Field::Building,
                    Field::Unit,
                    Field::Door,
                    Field::Lon,
                    Field::Lat,
                    Field::Crs,
                ];
                for (at, field) in places.into_iter().enumerate() {
                    assert_eq!(found.of(field), Some(at), "{header}: {field:?}");
                }
            }
        }
        for lang in Lang::ALL {
            let header: Vec<&str> = Field::ALL.iter().map(|it| it.heading(lang)).collect();
            let found = columns(&header.join(","));
            for (at, field) in Field::ALL.iter().enumerate() {
                assert_eq!(found.of(*field), Some(at), "{header:?}: {field:?}");
            }
        }
        let english = Field::Lon.names(Lang::En);
        assert_eq!(english, ["longitude", "lng", "lon", "x"]);
    }
}
