//! Masks by the table of rule 21, and the search for personal data in free text.

use huiyin_kernel::mask::{
    AddressLevel, PersonalKind, find_personal_data, is_resident_id, mask_address, mask_id,
    mask_name, mask_phone, redact,
};
use proptest::prelude::*;

// The numbers below are invented; the resident number is the standard's own example.
const RESIDENT_ID: &str = "11010519491231002X";

#[test]
fn names_keep_the_surname_and_nothing_of_their_length() {
    for (name, masked) in [
        ("谭明", "谭**"),
        ("谭小明", "谭**"),
        ("欧阳锋", "欧阳**"),
        ("歐陽鋒", "歐陽**"),
        ("欧阳", "欧**"),
        ("司马相如", "司马**"),
        ("王阿姨", "王**"),
        ("阿卜杜·热合曼", "阿**"),
        ("Maria Lopez", "M**"),
        ("  谭明 ", "谭**"),
        ("谭**", "谭**"),
        ("欧阳**", "欧阳**"),
        ("", ""),
        ("13812341234", "***"),
        ("\u{0}\u{7}", ""),
    ] {
        assert_eq!(mask_name(name), masked, "{name}");
    }
}

#[test]
fn phones_keep_what_their_owner_recognises() {
    for (phone, masked) in [
        ("13812341234", "138****1234"),
        ("+86 138-1234-1234", "138****1234"),
        ("008613812341234", "138****1234"),
        ("１３８１２３４１２３４", "138****1234"),
        ("023-67891234", "023-****1234"),
        ("(0377) 6789123", "0377-****9123"),
        ("12345", "***"),
        ("+1 314 622 4800", "***"),
        ("微信", "***"),
        (" ", ""),
    ] {
        assert_eq!(mask_phone(phone), masked, "{phone}");
    }
}

#[test]
fn resident_numbers_keep_area_and_end() {
    assert_eq!(mask_id("500105199003071234"), "500105********1234");
    assert_eq!(mask_id("50010519900307123x"), "500105********123x");
    assert_eq!(mask_id("５００１０５ 19900307 1234"), "500105********1234");
    assert_eq!(mask_id("500105900307123"), "***");
    assert_eq!(mask_id("护照 E12345678"), "***");
    assert_eq!(mask_id(""), "");
}

#[test]
fn the_check_character_province_and_birthday_must_fit() {
    assert!(is_resident_id(RESIDENT_ID.as_bytes()));
    assert!(is_resident_id(b"11010519491231002x"));
    for wrong in [
        &b"110105194912310021"[..],
        b"11010519491231002",
        b"11010519491331002X",
        b"99010519491231002X",
        b"X1010519491231002X",
        b"",
    ] {
        assert!(!is_resident_id(wrong), "{}", String::from_utf8_lossy(wrong));
    }
}

/// Changing any one digit, or swapping two neighbours that differ, breaks the check.
#[test]
fn slips_in_a_resident_number_are_noticed() {
    let right = RESIDENT_ID.as_bytes();
    for at in 0..17 {
        for digit in b'0'..=b'9' {
            let mut wrong = right.to_vec();
            wrong[at] = digit;
            assert_eq!(is_resident_id(&wrong), digit == right[at]);
        }
    }
    for at in 0..16 {
        let mut wrong = right.to_vec();
        wrong.swap(at, at + 1);
        assert_eq!(is_resident_id(&wrong), right[at] == right[at + 1]);
    }
}

#[test]
fn addresses_are_cut_to_their_level() {
    let address = "江北区观音桥街道建新北路28号金紫大厦3栋2单元15-3";
    for (level, shown) in [
        (AddressLevel::Road, "江北区观音桥街道建新北路"),
        (
            AddressLevel::Compound,
            "江北区观音桥街道建新北路28号金紫大厦",
        ),
        (
            AddressLevel::Building,
            "江北区观音桥街道建新北路28号金紫大厦3栋",
        ),
        (AddressLevel::Full, address),
    ] {
        assert_eq!(mask_address(address, level), shown);
    }
}

#[test]
fn what_may_be_a_home_is_not_public() {
    for (address, public) in [
        ("洋河一村12号楼3-2", "洋河一村"),
        ("渝北二村28号", "渝北二村"),
        ("渝北二村28号附1号", "渝北二村"),
        ("建新东路一支路5号", "建新东路一支路"),
        ("五里店街道雨花村 B座 1203", "五里店街道雨花村"),
        ("华新街嘉陵三村６栋４－２", "华新街嘉陵三村"),
        ("大石坝三栋负一楼", "大石坝"),
        ("石马河街道，15-3-2", "石马河街道"),
        ("北滨一路368号附13号2楼张三13812341234", "北滨一路"),
        ("3栋", ""),
        ("", ""),
    ] {
        assert_eq!(
            mask_address(address, AddressLevel::Compound),
            public,
            "{address}"
        );
    }
}

#[test]
fn roads_and_areas_are_the_coarsest_level() {
    for (address, road) in [
        ("江北区金源路9号", "江北区金源路"),
        ("红石路东和城一期3栋", "红石路"),
        ("观音桥街道洋河一村12号楼", "观音桥街道洋河一村"),
        ("江北嘴金融城", ""),
        ("江北区观音桥街道", "江北区观音桥街道"),
        ("东和小区", ""),
    ] {
        assert_eq!(mask_address(address, AddressLevel::Road), road, "{address}");
    }
}

#[test]
fn western_addresses_lose_the_house_number_in_public() {
    let address = "75 WILLMORE RD APT 3B";
    assert_eq!(mask_address(address, AddressLevel::Compound), "WILLMORE RD");
    assert_eq!(mask_address(address, AddressLevel::Road), "WILLMORE RD");
    assert_eq!(
        mask_address(address, AddressLevel::Building),
        "75 WILLMORE RD"
    );
    assert_eq!(
        mask_address("1200 MARKET ST, ROOM 200", AddressLevel::Road),
        "MARKET ST"
    );
}

fn kinds(text: &str) -> Vec<PersonalKind> {
    find_personal_data(text)
        .into_iter()
        .map(|finding| finding.kind)
        .collect()
}

#[test]
fn phones_are_found_however_they_are_typed() {
    for text in [
        "请打13812341234联系我",
        "请打 138 1234 1234 联系我",
        "请打138-1234-1234",
        "请打138—1234—1234",
        "请打１３８１２３４１２３４",
        "请打138\u{200b}1234\u{200b}1234",
        "请打1\u{fe0f}\u{20e3}3\u{fe0f}\u{20e3}8\u{fe0f}\u{20e3}12341234",
        "请打1 3 8 1 2 3 4 1 2 3 4",
        "+8613812341234",
        "(+86) 138 1234 1234",
        "0086-138-1234-1234",
        "86 13812341234",
        "013812341234",
        "微信wx13812341234同号",
        "2026-05-09 13812341234",
        "3栋2-1 13812341234",
        "13812341234转8",
    ] {
        assert_eq!(kinds(text), [PersonalKind::Mobile], "{text}");
        assert!(!redact(text).contains("1234"), "{text}: {}", redact(text));
    }
}

#[test]
fn other_personal_data_is_found() {
    use PersonalKind::{BankCard, CarPlate, Email, Landline, Mobile, ResidentId};
    for (text, expected) in [
        ("座机023-67891234", vec![Landline]),
        ("座机（023）67891234", vec![Landline]),
        ("座机02367891234", vec![Landline]),
        ("座机0377 6789123", vec![Landline]),
        ("+86 23 6789 1234", vec![Landline]),
        ("身份证11010519491231002X。", vec![ResidentId]),
        ("身份证 110105 19491231 002x", vec![ResidentId]),
        (
            "身份证１１０１０５１９４９１２３１００２Ｘ",
            vec![ResidentId],
        ),
        ("邮箱zhang.san+1@mail.example.com。", vec![Email]),
        ("邮箱zhang＠example．com", vec![Email]),
        ("13812341234@qq.com", vec![Email]),
        ("卡号6222 0212 3456 7890 128", vec![BankCard]),
        ("卡号4111111111111111", vec![BankCard]),
        ("渝A12345乱停", vec![CarPlate]),
        ("渝A·D12345乱停", vec![CarPlate]),
        ("渝a 1b234", vec![CarPlate]),
        ("渝A1234学", vec![CarPlate]),
        ("张13812341234，李13912341234", vec![Mobile, Mobile]),
    ] {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn harmless_numbers_are_left_alone() {
    for text in [
        "回音码 7K3M-Q9TX-2P-4",
        "回音码 7K3MQ9TX2P4",
        "2026-05-09 16:40",
        "2026年5月9日，20260509",
        "150 2026-05-09",
        "工单号 202605091234567890",
        "工单号 20260509123456",
        "订单 6222021234567890123",
        "证件 110105194912310021",
        "拨打12345、110、96096",
        "建新北路28号3栋2单元15-3",
        "共1,380,013,800元",
        "106.5742100,29.6061300",
        "192.168.100.10",
        "川菜馆、新街口、云A座3楼",
        "138****1234",
        "@所有人 a@b",
        "100000000000000000000000000000",
        "1381234",
        "",
    ] {
        assert_eq!(find_personal_data(text), [], "{text}");
        assert_eq!(redact(text), text);
    }
}

#[test]
fn findings_point_at_the_bytes_of_the_original() {
    let text = "请打（+86）138１２３４1234，谢谢";
    let findings = find_personal_data(text);
    assert_eq!(findings.len(), 1);
    assert_eq!(&text[findings[0].range.clone()], "（+86）138１２３４1234");
    assert_eq!(redact(text), "请打***，谢谢");
    assert_eq!(redact("（13812341234）"), "（***）");
}

#[test]
fn long_hostile_text_is_searched_in_time() {
    for piece in ["1 ", "@", "a@", "渝A", "1381234", "138-", "a.a@a.a", "((+"] {
        let text = piece.repeat(20_000);
        let clean = redact(&text);
        assert_eq!(find_personal_data(&clean), [], "{piece}");
    }
}

/// Pieces out of which near-misses and overlaps are made.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("13812341234".to_owned()),
        Just("138 1234 1234".to_owned()),
        Just(RESIDENT_ID.to_owned()),
        Just("023-67891234".to_owned()),
        Just("4111111111111111".to_owned()),
        Just("a@b.cn".to_owned()),
        Just("渝A12345".to_owned()),
        Just("+86".to_owned()),
        "[0-9]{1,19}",
        "[ \\-.()（）+@xX*_·]{1,3}",
        "[a-zA-Z]{1,3}",
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn redacted_text_holds_nothing_and_stays_as_it_is(text in pieces()) {
        let clean = redact(&text);
        prop_assert_eq!(find_personal_data(&clean), []);
        prop_assert_eq!(redact(&clean), clean);
    }

    #[test]
    fn any_text_at_all_can_be_searched_and_masked(text in any::<String>()) {
        let clean = redact(&text);
        prop_assert_eq!(find_personal_data(&clean), []);
        let mut end = 0;
        for finding in find_personal_data(&text) {
            prop_assert!(finding.range.start >= end && text.get(finding.range.clone()).is_some());
            end = finding.range.end;
        }
        mask_name(&text);
        mask_phone(&text);
        mask_id(&text);
        is_resident_id(text.as_bytes());
        for level in [AddressLevel::Road, AddressLevel::Compound, AddressLevel::Building] {
            mask_address(&text, level);
        }
    }

    #[test]
    fn a_mobile_between_words_never_survives(
        before in "[\u{4e00}-\u{9fa5}，。：]{0,5}", after in "[\u{4e00}-\u{9fa5}，。：]{0,5}",
        number in "1[3-9][0-9]{9}", sign in "[ -]?",
    ) {
        let written = format!("{}{sign}{}{sign}{}", &number[..3], &number[3..7], &number[7..]);
        let text = format!("{before}{written}{after}");
        prop_assert_eq!(redact(&text), format!("{before}***{after}"));
    }

    /// However coarse the level, no home number is left in a well-formed address.
    #[test]
    fn no_flat_is_ever_public(
        gate in 1u16..500, building in 1u8..99, unit in 1u8..9, floor in 1u8..33, flat in 1u8..9,
    ) {
        let address = format!("建新北路{gate}号金紫大厦{building}栋{unit}单元{floor}-{flat}");
        let public = mask_address(&address, AddressLevel::Compound);
        prop_assert_eq!(public, format!("建新北路{}号金紫大厦", gate));
        let staff = mask_address(&address, AddressLevel::Building);
        prop_assert_eq!(staff, format!("建新北路{gate}号金紫大厦{building}栋"));
    }

    #[test]
    fn masks_are_stable(name in "[\u{4e00}-\u{9fa5}]{1,4}") {
        prop_assert_eq!(mask_name(&mask_name(&name)), mask_name(&name));
        prop_assert!(mask_name(&name).chars().count() <= 4);
    }
}
