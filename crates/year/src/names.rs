//! Names of invented compounds: pairs of words that no builder chose. Whoever compares them with
//! a register of real ones finds none (a test of the registry does).

const FIRST: [(&str, &str); 24] = [
    ("拾萤", "Shiying"),
    ("枕溪", "Zhenxi"),
    ("衔蝉", "Xianchan"),
    ("听苔", "Tingtai"),
    ("晾云", "Liangyun"),
    ("借山", "Jieshan"),
    ("扫叶", "Saoye"),
    ("耕烟", "Gengyan"),
    ("候鸟", "Houniao"),
    ("煮石", "Zhushi"),
    ("分茶", "Fencha"),
    ("种豆", "Zhongdou"),
    ("踏莎", "Tasuo"),
    ("剪韭", "Jianjiu"),
    ("汲泉", "Jiquan"),
    ("束薪", "Shuxin"),
    ("采薇", "Caiwei"),
    ("坐忘", "Zuowang"),
    ("数帆", "Shufan"),
    ("寄梅", "Jimei"),
    ("问禾", "Wenhe"),
    ("掬月", "Juyue"),
    ("补竹", "Buzhu"),
    ("归棹", "Guizhao"),
];
const SECOND: [(&str, &str); 20] = [
    ("里", "li"),
    ("巷", "xiang"),
    ("坪", "ping"),
    ("坊", "fang"),
    ("湾", "wan"),
    ("台", "tai"),
    ("圃", "pu"),
    ("坞", "wu"),
    ("埠", "bu"),
    ("垭", "ya"),
    ("塘", "tang"),
    ("岭", "ling"),
    ("桥头", "qiaotou"),
    ("院子", "yuanzi"),
    ("小筑", "xiaozhu"),
    ("邻里", "linli"),
    ("南舍", "nanshe"),
    ("北舍", "beishe"),
    ("东舍", "dongshe"),
    ("西舍", "xishe"),
];

/// How many names there are.
pub const NAMES: usize = FIRST.len() * SECOND.len();

/// The Chinese and the English name of this number; nothing beyond the last.
pub fn compound(number: usize) -> Option<(String, String)> {
    let (first, second) = (number % FIRST.len(), number / FIRST.len());
    let (zh, en) = FIRST[first];
    let (zh_end, en_end) = SECOND.get(second)?;
    Some((format!("{zh}{zh_end}"), format!("{en}{en_end}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_enough_names_and_none_twice() {
        let names: std::collections::BTreeSet<String> = (0..NAMES)
            .map(|number| compound(number).unwrap().0)
            .collect();
        assert_eq!(names.len(), 480);
        assert_eq!(compound(NAMES), None);
    }
}
