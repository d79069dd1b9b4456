//! Files that only their recipients can open, in the format of [age](https://age-encryption.org/v1):
//! whoever holds the private key opens them with this program, with `age`, or with `rage`.
//!
//! The key that writes is public, so a server can lock its backups without being able to open
//! them. Only the X25519 recipient is spoken: no passphrases, no plugins. The primitives are
//! RustCrypto's; what stands here is the order in which the format puts them together, held
//! against Debian's `age` by the tests.

mod header;
mod keys;
mod stream;

pub use keys::{Identity, Recipient};
pub use stream::{Reader, Writer};

/// The first line of every such file.
pub const MAGIC: &[u8] = b"age-encryption.org/v1\n";

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use huiyin_db::testing::CountingEntropy;
    use huiyin_kernel::Entropy;

    use super::*;

    /// The first byte that can have another meaning is behind the header of one recipient.
    const HEADER_BYTES: usize = 200;

    fn lock(plain: &[u8], recipients: &[Recipient], entropy: &dyn Entropy) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new(), recipients, entropy).unwrap();
        // In uneven pieces, so that pieces and chunks never fall together.
        for piece in plain.chunks(9_973) {
            writer.write_all(piece).unwrap();
        }
        writer.finish().unwrap()
    }

    fn open(locked: &[u8], identity: &Identity) -> std::io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        Reader::new(locked, identity)?.read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn what_is_locked_is_opened_by_each_recipient_and_nobody_else() {
        let entropy = CountingEntropy::default();
        let (first, second) = (Identity::new(&entropy), Identity::new(&entropy));
        let stranger = Identity::new(&entropy);
        let recipients = [first.recipient(), second.recipient()];
        for bytes in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
            let mut plain = vec![0u8; bytes];
            entropy.fill(&mut plain);
            let locked = lock(&plain, &recipients, &entropy);
            assert!(locked.starts_with(MAGIC));
            for identity in [&first, &second] {
                assert!(open(&locked, identity).unwrap() == plain, "{bytes} bytes");
            }
            assert!(open(&locked, &stranger).is_err());
        }
    }

    #[test]
    fn one_altered_byte_anywhere_or_a_cut_is_found() {
        let entropy = CountingEntropy::default();
        let identity = Identity::new(&entropy);
        let plain = vec![7u8; 70_000];
        let locked = lock(&plain, &[identity.recipient()], &entropy);
        let spread = (0..HEADER_BYTES + 20).chain((HEADER_BYTES..locked.len()).step_by(1_009));
        for at in spread {
            let mut altered = locked.clone();
            altered[at] ^= 0x20;
            assert!(open(&altered, &identity).is_err(), "byte {at}");
        }
        // A whole chunk left out leaves a file that ends where a chunk ends.
        let first_chunk_ends = locked.len() - (70_000 - 65_536 + 16);
        for length in [0, 10, MAGIC.len(), 150, first_chunk_ends, locked.len() - 1] {
            assert!(
                open(&locked[..length], &identity).is_err(),
                "{length} bytes"
            );
        }
        let mut longer = locked.clone();
        longer.push(0);
        assert!(open(&longer, &identity).is_err());
    }

    /// Made by Debian's `age` 1.1.1 for the key of the format's own test vectors.
    #[test]
    fn a_file_of_another_program_is_opened() {
        let identity = Identity::parse(include_str!("testdata/other.key")).unwrap();
        let locked = include_bytes!("testdata/other.age");
        assert_eq!(open(locked, &identity).unwrap(), b"written by age 1.1.1\n");
    }
}
