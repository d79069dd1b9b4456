//! What the standards print, held against what we compute.

use ctr::cipher::{
    Block, BlockCipherEncrypt as _, KeyInit as _, KeyIvInit as _, StreamCipher as _,
};

use super::Suite;

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex
        .chars()
        .filter(|it| !it.is_whitespace())
        .map(|it| u8::try_from(it.to_digit(16).unwrap()).unwrap())
        .collect();
    digits.chunks(2).map(|it| it[0] * 16 + it[1]).collect()
}

fn array<const N: usize>(hex: &str) -> [u8; N] {
    bytes(hex).try_into().unwrap()
}

#[test]
fn sm3_as_in_gb_t_32905_appendix_a() {
    let sm3 = Suite::Sm.hash();
    assert_eq!(
        sm3.hash(&[b"abc"]),
        array("66c7f0f4 62eeedd9 d1f2d46b dc10e4e2 4167c487 5cf2f7a2 297da02b 8f4ba8e0")
    );
    assert_eq!(
        sm3.hash(&[&b"abcd".repeat(16)]),
        array("debe9ff9 2275b8a1 38604889 c18e5a4d 6fdb70e5 387e5765 293dcba3 9c0c5732")
    );
}

#[test]
fn hmac_sm3_as_in_gm_t_0042_appendix_d() {
    let key: Vec<u8> = (1..=32).collect();
    let text = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopqabcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_eq!(
        Suite::Sm.hash().keyed(&key.try_into().unwrap(), &[text]),
        array("ca05e144 ed05d185 7840d1f3 18a4a866 9e559fc8 391f4144 85bfdf7b b408963a")
    );
    assert_eq!(
        Suite::Sm.hash().keyed(&[0x0b; 32], &[b"Hi There"]),
        array("c0ba18c6 8b90c88b c07de794 bfc7d2c8 d19ec31e d8773bc2 b390c960 4e0be11e")
    );
}

#[test]
fn sm4_as_in_gb_t_32907_appendix_a() {
    let key: [u8; 16] = array("01234567 89abcdef fedcba98 76543210");
    let cipher = sm4::Sm4::new(&key.into());
    let mut block = Block::<sm4::Sm4>::from(key);
    cipher.encrypt_block(&mut block);
    assert_eq!(block[..], bytes("681edf34 d206965e 86b3e94f 536e4246"));
    for _ in 1..1_000_000 {
        cipher.encrypt_block(&mut block);
    }
    assert_eq!(block[..], bytes("595298c7 c6fd271f 0402f804 c33d3f66"));
}

#[test]
fn sm4_in_counter_mode_as_in_draft_ribose_cfrg_sm4() {
    let key: [u8; 16] = array("01234567 89abcdef fedcba98 76543210");
    let counter: [u8; 16] = array("00010203 04050607 08090a0b 0c0d0e0f");
    let mut text = bytes(
        "aaaaaaaa aaaaaaaa bbbbbbbb bbbbbbbb cccccccc cccccccc dddddddd dddddddd
         eeeeeeee eeeeeeee ffffffff ffffffff aaaaaaaa aaaaaaaa bbbbbbbb bbbbbbbb",
    );
    super::shangmi::Sm4Ctr::new(&key.into(), &counter.into()).apply_keystream(&mut text);
    assert_eq!(
        text,
        bytes(
            "ac3236cb 970cc207 91364c39 5a1342d1 a3cbc187 8c6f30cd 074cce38 5cdd70c7
             f234bc0e 24c11980 fd128631 0ce37b92 6e02fcd0 faa0baf3 8b293385 1d824514"
        )
    );
}

/// On the curve of part 5; the standard's number k is random, so its signature can be checked but
/// not made again.
#[test]
fn sm2_as_in_gb_t_32918_5_appendix_a() {
    let sm2 = Suite::Sm.signature();
    let secret = array("3945208f 7b2144b1 3f36e38a c6d39f95 88939369 2860b51a 42fb81ef 4df7c5b8");
    let public = bytes(
        "04 09f9df31 1e5421a1 50dd7d16 1e4bc5c6 72179fad 1833fc07 6bb08ff3 56f35020
            ccea490c e26775a5 2dc6ea71 8cc1aa60 0aed05fb f35e084a 6632f607 2da9ad13",
    );
    let signature = bytes(
        "f5a03b06 48d2c463 0eeac513 e1bb81a1 5944da38 27d5b741 43ac7eac eee720b3
         b1b6aa29 df212fd8 763182bc 0d421ca1 bb9038fd 1f7f42d4 840b69c4 85bbc1aa",
    );
    assert!(sm2.is_signed(&public, b"message digest", &signature));
    assert!(!sm2.is_signed(&public, b"message digesT", &signature));
    let derived = sm2.public(&secret).unwrap();
    assert_eq!(derived[derived.len() - 64..], public[1..]);
    assert!(sm2.is_signed(&public, b"seal", &sm2.sign(&secret, b"seal").unwrap()));
}

#[test]
fn ed25519_as_in_rfc_8032_and_blake3_as_its_authors_print_it() {
    let ed25519 = Suite::Default.signature();
    let secret = array("9d61b19d effd5a60 ba844af4 92ec2cc4 4449c569 7b326919 703bac03 1cae7f60");
    let public = bytes("d75a9801 82b10ab7 d54bfed3 c964073a 0ee172f3 daa62325 af021a68 f707511a");
    assert_eq!(ed25519.public(&secret).unwrap(), public);
    assert_eq!(
        ed25519.sign(&secret, b"").unwrap(),
        bytes(
            "e5564300 c360ac72 9086e2cc 806e828a 84877f1e b8e5d974 d873e065 22490155
             5fb88215 90a33bac c61e3970 1cf9b46b d25bf5f0 595bbe24 65514143 8e7a100b"
        )
    );
    assert_eq!(
        Suite::Default.hash().hash(&[b"abc"]),
        array("6437b3ac 38465133 ffb63b75 273a8db5 48c55846 5d79db03 fd359c6c d5bd9d85")
    );
}
