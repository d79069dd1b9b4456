//! Invented reports in plain Chinese, as many as asked for, the same for the same number. Words
//! come often or seldom as they do in a real district, so that a search meets both kinds.

/// What is broken or annoying, the commonest first.
const TROUBLES: [&str; 40] = [
    "小区门口乱停车，消防通道被堵",
    "楼下烧烤店的油烟直接排进窗户",
    "电梯停用，老人上下楼困难",
    "路灯不亮，晚上看不清台阶",
    "隔壁装修噪声很大，中午也不停",
    "物业公司三个月没有打扫楼道",
    "垃圾桶满了没有人清运，臭味很重",
    "自来水水压不足，高层用不上水",
    "下水道堵塞，污水漫到路面",
    "人行道地砖松动，雨天溅一身水",
    "外墙瓷砖脱落，差点砸到行人",
    "工地夜间施工，渣土车来回跑",
    "广场舞音响太大，孩子没法写作业",
    "充电桩坏了两个，电动车飞线充电",
    "公交站牌被撞歪，没有人修",
    "井盖松动，车一过就响",
    "楼道里堆满杂物，门都打不开",
    "天然气管道有异味，心里不踏实",
    "小区绿化带被占来种菜",
    "业主委员会换届的结果没有公示",
    "地下车库漏水，车被泡了",
    "流浪狗成群，小孩不敢出门",
    "健身器材损坏，螺丝露在外面",
    "停车费突然上涨，没有征求意见",
    "社区食堂的饭菜越来越差",
    "幼儿园门口没有斑马线",
    "快递柜占了消防登高面",
    "树枝挡住了红绿灯",
    "公共厕所长期锁门",
    "邻居家的空调外机对着卧室",
    "二次供水的水箱没有清洗记录",
    "商户占道经营，轮椅过不去",
    "河道里漂着白色泡沫",
    "医院停车场出口每天堵半小时",
    "共享单车堆成山，盲道全占了",
    "屋顶防水失效，顶楼漏雨",
    "小区监控坏了，丢了电瓶",
    "老年卡在新开的线路上刷不了",
    "暖气片漏水，地板泡坏",
    "学校旁边的网吧夜里还放未成年人进去",
];
const ROADS: [&str; 16] = [
    "望江路",
    "建新北路",
    "红石路",
    "松石大道",
    "洋河一路",
    "金源路",
    "渝鲁大道",
    "盘溪路",
    "五红路",
    "华新街",
    "北滨一路",
    "兴隆路",
    "鲤鱼池路",
    "南桥寺街",
    "电测村",
    "大石坝正街",
];
const SINCE: [&str; 10] = [
    "已经一个星期了",
    "从上个月开始",
    "昨天晚上又发生了一次",
    "前后反映过三次",
    "断断续续有半年",
    "下雨以后更严重",
    "每到周末都这样",
    "天一热就更厉害",
    "今天早上才发现",
    "过年到现在一直没有变化",
];
const WISHES: [&str; 10] = [
    "请尽快派人来看看",
    "希望给一个明确的时间",
    "请告诉我们该找谁",
    "希望先把危险的地方围起来",
    "请核实以后回个电话",
    "希望以后定期检查",
    "请有关部门管一管",
    "大家愿意一起出钱，缺一个牵头的",
    "请不要再互相推了",
    "谢谢你们，辛苦了",
];

/// A report with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub text: String,
    pub place: String,
    pub place_public: String,
    pub phone: Option<String>,
}

/// A number that looks like chance: the same for the same index, unlike its neighbours.
pub fn spread(index: u64) -> u64 {
    let mut mixed = index.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn pick<'a>(list: &[&'a str], number: u64) -> &'a str {
    let length = u64::try_from(list.len()).unwrap_or(1).max(1);
    let at = usize::try_from(number % length).unwrap_or(0);
    list.get(at).copied().unwrap_or_default()
}

/// Takes early entries more often than late ones: the lesser of two throws.
fn pick_early<'a>(list: &[&'a str], number: u64) -> &'a str {
    let length = u64::try_from(list.len()).unwrap_or(1).max(1);
    pick(list, (number % length).min((number >> 20) % length))
}

pub fn report(index: u64) -> Report {
    let mut seed = spread(index);
    let mut next = || {
        seed = spread(seed);
        seed
    };
    let road = pick(&ROADS, next());
    let (yard, house, unit) = (next() % 260 + 1, next() % 24 + 1, next() % 6 + 1);
    let place_public = format!("{road}{yard}号院");
    let place = format!("{place_public}{house}号楼{unit}单元");
    let trouble = pick_early(&TROUBLES, next());
    let second = if next().is_multiple_of(4) {
        pick(&TROUBLES, next())
    } else {
        ""
    };
    let comma = if second.is_empty() { "" } else { "，" };
    let (since, wish) = (pick(&SINCE, next()), pick(&WISHES, next()));
    let phone = (next() % 10 < 6).then(|| format!("139{:08}", next() % 100_000_000));
    Report {
        text: format!("{place}{trouble}{comma}{second}，{since}，{wish}。"),
        place,
        place_public,
        phone,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn reports_are_the_same_for_the_same_number_and_seldom_for_another() {
        assert_eq!(report(7), report(7));
        let many: BTreeSet<String> = (0..2000).map(|index| report(index).text).collect();
        assert!(many.len() > 1990, "{}", many.len());
    }

    #[test]
    fn some_words_are_common_and_some_are_not() {
        let count = |word: &str| {
            let found = (0..4000).filter(|index| report(*index).text.contains(word));
            found.count()
        };
        assert!(count("乱停车") > 5 * count("网吧"));
    }
}
