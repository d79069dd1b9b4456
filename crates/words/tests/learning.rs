//! Learning from a handful of invented complaints, as a district does in its first weeks.

use huiyin_words::{Example, Model, Options, evaluate, train};
use proptest::prelude::*;

const COMPLAINTS: &[(&str, &str, &str)] = &[
    (
        "电梯",
        "3栋电梯又停了",
        "电梯困了人，维保公司两个小时才到，按钮也不灵。",
    ),
    (
        "电梯",
        "电梯异响",
        "每次到六楼电梯都要抖一下，轿厢里还有焦味。",
    ),
    (
        "电梯",
        "老旧电梯何时更换",
        "电梯用了二十年，一个月停运四次，老人上下楼困难。",
    ),
    ("电梯", "电梯门夹人", "电梯门关得太快，昨天夹到小孩的书包。"),
    ("电梯", "消防电梯锁了", "货运电梯一直锁着，搬家只能走楼梯。"),
    (
        "电梯",
        "电梯轿厢没有灯",
        "电梯里的灯坏了一周，晚上乘坐害怕。",
    ),
    (
        "噪音",
        "夜里施工吵人",
        "工地凌晨一点还在打桩，噪音大得睡不着。",
    ),
    (
        "噪音",
        "广场舞音响太大",
        "每晚八点到十点音响震天，孩子写不了作业。",
    ),
    (
        "噪音",
        "楼下酒吧扰民",
        "酒吧低音炮到凌晨三点，整栋楼都睡不好。",
    ),
    (
        "噪音",
        "空调外机轰鸣",
        "商铺的空调外机对着卧室，噪音整夜不停。",
    ),
    (
        "噪音",
        "装修不分时间",
        "楼上中午和晚上装修，电钻声吵得老人心慌。",
    ),
    (
        "噪音",
        "喇叭叫卖扰民",
        "小贩清早用喇叭叫卖，周末也睡不了觉。",
    ),
    ("停车", "消防通道被占", "消防通道停满私家车，没有人来贴条。"),
    (
        "停车",
        "小区车位不够",
        "车位只有两百个，车有五百辆，晚上回来没地方停车。",
    ),
    (
        "停车",
        "外来车辆占位",
        "外来车辆停进小区，业主的车位被占用。",
    ),
    ("停车", "地锁私装", "有人在公共车位私装地锁，别人没法停车。"),
    (
        "停车",
        "人行道停车",
        "人行道上停满汽车，推婴儿车的只好走马路。",
    ),
    (
        "停车",
        "停车费乱涨",
        "停车费从三百涨到五百，没有征求车主意见。",
    ),
    (
        "垃圾",
        "垃圾三天没清运",
        "垃圾站三天没有清运，满地脏水，苍蝇很多。",
    ),
    ("垃圾", "高空抛垃圾", "楼上有人往下抛垃圾袋，差点砸到人。"),
    (
        "垃圾",
        "大件垃圾堆放",
        "旧沙发和床垫堆在楼道口，一直没人清运。",
    ),
    (
        "垃圾",
        "垃圾桶太少",
        "一百户只有两个垃圾桶，天天满出来，臭味很重。",
    ),
    ("垃圾", "厨余桶发臭", "厨余垃圾桶没有盖，夏天臭味飘进家里。"),
    (
        "垃圾",
        "绿化带成垃圾场",
        "绿化带里到处是塑料袋和烟头，保洁不来打扫。",
    ),
];

fn complaints() -> Vec<Example> {
    COMPLAINTS
        .iter()
        .map(|&(label, title, body)| Example {
            title: title.to_owned(),
            body: body.to_owned(),
            label: label.to_owned(),
        })
        .collect()
}

fn best(model: &Model, title: &str, body: &str) -> String {
    model
        .predict(title, body)
        .first()
        .map(|guess| guess.label.clone())
        .unwrap_or_default()
}

#[test]
fn unseen_complaints_go_to_their_label() {
    let model = train(&complaints(), &Options::default());
    for (label, title, body) in [
        ("电梯", "", "我们单元的电梯按了没反应，已经停运两天"),
        ("噪音", "半夜施工", "隔壁工地半夜还在施工，吵得人睡不着"),
        ("停车", "车位被占", "回家没地方停车，车位被外来车辆占了"),
        ("垃圾", "垃圾没人收", "楼下垃圾桶满了好几天，臭味很大"),
    ] {
        assert_eq!(best(&model, title, body), label, "{body}");
    }
}

#[test]
fn a_guess_names_the_words_that_spoke_for_it() {
    let model = train(&complaints(), &Options::default());
    let text = "半夜施工的噪音吵得老人睡不着，12号楼都能听见";
    let guesses = model.predict("", text);
    assert_eq!(guesses[0].label, "噪音");
    let words: Vec<&str> = guesses[0]
        .words
        .iter()
        .map(|(word, _)| word.as_str())
        .collect();
    assert!(words.contains(&"噪音"), "{words:?}");
    for guess in &guesses {
        for (word, strength) in &guess.words {
            assert!(text.contains(word.as_str()) && *strength > 0.0, "{guess:?}");
            assert!(word.chars().count() > 1, "{guess:?}");
        }
        assert!(guess.words.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    }
}

#[test]
fn the_same_seed_learns_the_same_model() {
    let options = Options::default();
    assert_eq!(
        train(&complaints(), &options),
        train(&complaints(), &options)
    );
}

#[test]
fn nothing_learned_guesses_nothing() {
    let model = train(&[], &Options::default());
    assert!(model.predict("电梯坏了", "").is_empty());
    assert_eq!(
        (model.examples(), model.words(), model.labels().len()),
        (0, 0, 0)
    );
}

#[test]
fn one_label_is_guessed_by_its_frequency_and_without_reasons() {
    let one: Vec<Example> = complaints().into_iter().take(3).collect();
    let guesses = train(&one, &Options::default()).predict("垃圾没人收", "");
    assert_eq!(guesses.len(), 1);
    assert_eq!(guesses[0].label, "电梯");
    assert!((guesses[0].confidence - 0.8).abs() < 1e-6, "{guesses:?}");
    assert!(guesses[0].words.is_empty());
}

#[test]
fn a_text_of_unknown_words_gets_the_frequencies() {
    let guesses = train(&complaints(), &Options::default()).predict("", "zzz qqq ？？");
    assert_eq!(guesses.len(), 4);
    for guess in &guesses {
        assert!((guess.confidence - 7.0 / 29.0).abs() < 1e-6, "{guess:?}");
        assert!(guess.words.is_empty());
    }
}

#[test]
fn a_model_survives_writing_and_reading() {
    let model = train(&complaints(), &Options::default());
    let written = serde_json::to_string(&model).unwrap();
    let read: Model = serde_json::from_str(&written).unwrap();
    assert_eq!(read, model);
    let text = "电梯停运两天，老人下不了楼";
    assert_eq!(read.predict("", text), model.predict("", text));
}

#[test]
fn a_damaged_model_is_an_error() {
    let model = train(&complaints(), &Options::default());
    let written: serde_json::Value = serde_json::to_value(&model).unwrap();
    let parts: Vec<String> = written.as_object().unwrap().keys().cloned().collect();
    assert!(parts.len() >= 8, "{parts:?}");
    for part in parts {
        let mut damaged = written.clone();
        match &mut damaged[&part] {
            serde_json::Value::Array(items) => {
                items.pop();
            }
            other => *other = serde_json::Value::Null,
        }
        assert!(serde_json::from_value::<Model>(damaged).is_err(), "{part}");
    }
    let mut foreign = written;
    foreign["weight_labels"][0] = 99.into();
    let error = serde_json::from_value::<Model>(foreign).unwrap_err();
    assert!(error.to_string().contains("train it again"), "{error}");
}

#[test]
fn cross_validation_counts_every_example_once() {
    let evaluation = evaluate(&complaints(), &Options::default(), 4, 1).unwrap();
    assert_eq!((evaluation.examples, evaluation.folds), (24, 4));
    let support: usize = evaluation.labels.iter().map(|score| score.support).sum();
    assert_eq!(support, 24);
    let right: f64 = evaluation
        .labels
        .iter()
        .map(|score| score.recall * f64::from(u32::try_from(score.support).unwrap()))
        .sum();
    assert!((right / 24.0 - evaluation.accuracy).abs() < 1e-9);
    assert!(evaluation.accuracy > 0.5, "{evaluation:?}");
}

/// With labels that have nothing to do with the texts, an honest measurement finds chance. A
/// leak of held-out texts into the training would show as a far better figure.
#[test]
fn labels_without_meaning_are_not_learned() {
    let mut examples = complaints();
    for (at, example) in examples.iter_mut().enumerate() {
        example.label = if (at * 7 + at / 3) % 2 == 0 {
            "甲"
        } else {
            "乙"
        }
        .to_owned();
    }
    let mean: f64 = (0..5)
        .map(|seed| {
            evaluate(&examples, &Options::default(), 4, seed)
                .unwrap()
                .accuracy
        })
        .sum::<f64>()
        / 5.0;
    assert!((0.2..0.75).contains(&mean), "{mean}");
}

#[test]
fn too_little_cannot_be_measured() {
    assert!(evaluate(&[], &Options::default(), 5, 1).is_none());
    assert!(evaluate(&complaints()[..1], &Options::default(), 5, 1).is_none());
    let two = evaluate(&complaints()[..2], &Options::default(), 5, 1).unwrap();
    assert_eq!(two.folds, 2);
}

#[test]
fn odd_options_are_brought_within_reason() {
    let odd = Options {
        title_weight: f32::NAN,
        title_share: -3.0,
        document_floor: 0,
        max_words: 40,
        cost: f64::INFINITY,
        balanced: true,
        pruned_share: f64::NAN,
        seed: u64::MAX,
    };
    let model = train(&complaints(), &odd);
    assert!(model.words() <= 40);
    assert!(
        model
            .predict("电梯", "")
            .iter()
            .all(|guess| guess.confidence.is_finite())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is typed in, and however few or one-sided the examples are, guesses are ranked,
    /// bounded and add up to at most one.
    #[test]
    fn guesses_are_always_sound(
        examples in prop::collection::vec(
            ("[电梯噪音停车a-b ]{0,8}", "\\PC{0,30}", "[甲乙丙 ]{0,1}"),
            0..40,
        ),
        title in "\\PC{0,20}",
        body in "[电梯噪音停车a-b。]{0,30}",
    ) {
        let examples: Vec<Example> = examples
            .into_iter()
            .map(|(title, body, label)| Example { title, body, label })
            .collect();
        let model = train(&examples, &Options::default());
        let guesses = model.predict(&title, &body);
        prop_assert!(guesses.len() <= model.labels().len());
        let sum: f32 = guesses.iter().map(|guess| guess.confidence).sum();
        prop_assert!(sum <= 1.0 + 1e-4);
        prop_assert!(guesses.windows(2).all(|pair| pair[0].confidence >= pair[1].confidence));
        prop_assert!(guesses.iter().all(|guess| guess.confidence >= 0.0));
    }
}
