//! Papers that anybody may fetch, kept for the next who asks. A paper is known by the digest of its
//! template and of all that stands in it, the language among it: what has changed is another paper,
//! and nothing kept is ever out of date.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::Draft;

/// Papers kept, and their bytes in all.
const PAPERS_MOST: usize = 64;
const BYTES_MOST: usize = 32 * 1024 * 1024;

type Key = [u8; 32];

/// The latest asked for come first; the others go when there is no more room.
#[derive(Default)]
pub struct Shelf(Mutex<VecDeque<(Key, Arc<[u8]>)>>);

impl std::fmt::Debug for Shelf {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Shelf(…)")
    }
}

impl Shelf {
    /// What a paper is known by.
    pub fn key(draft: &Draft) -> Key {
        let mut hasher = Sha256::new();
        hasher.update(draft.source.len().to_be_bytes());
        hasher.update(draft.source);
        hasher.update(draft.data.to_string());
        hasher.finalize().into()
    }

    pub fn find(&self, key: &Key) -> Option<Arc<[u8]>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|(it, _)| it == key)?;
        let found = all.remove(at)?;
        let paper = Arc::clone(&found.1);
        all.push_front(found);
        Some(paper)
    }

    pub fn keep(&self, key: Key, paper: Arc<[u8]>) {
        if paper.len() > BYTES_MOST {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(it, _)| *it != key);
        all.push_front((key, paper));
        let bytes =
            |all: &VecDeque<(Key, Arc<[u8]>)>| all.iter().map(|it| it.1.len()).sum::<usize>();
        while all.len() > PAPERS_MOST || bytes(&all) > BYTES_MOST {
            all.pop_back();
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft(word: &str) -> Draft {
        Draft {
            source: "template",
            data: json!({ "lang": "en", "word": word }),
        }
    }

    #[test]
    fn another_word_or_language_is_another_paper() {
        let mut chinese = draft("a");
        chinese.data["lang"] = json!("zh-CN");
        assert_eq!(Shelf::key(&draft("a")), Shelf::key(&draft("a")));
        assert_ne!(Shelf::key(&draft("a")), Shelf::key(&draft("b")));
        assert_ne!(Shelf::key(&draft("a")), Shelf::key(&chinese));
    }

    #[test]
    fn what_nobody_asks_for_goes_first() {
        let shelf = Shelf::default();
        let key = |number: usize| Shelf::key(&draft(&number.to_string()));
        for number in 0..PAPERS_MOST {
            shelf.keep(key(number), Arc::from([1]));
        }
        assert!(shelf.find(&key(0)).is_some(), "asked for again");
        shelf.keep(key(PAPERS_MOST), Arc::from([1]));
        assert!(shelf.find(&key(0)).is_some() && shelf.find(&key(1)).is_none());
    }

    #[test]
    fn the_shelf_is_bounded_in_bytes() {
        let shelf = Shelf::default();
        let key = |number: usize| Shelf::key(&draft(&number.to_string()));
        let half: Arc<[u8]> = vec![0; BYTES_MOST / 2 + 1].into();
        shelf.keep(key(1), Arc::clone(&half));
        shelf.keep(key(2), half);
        assert!(shelf.find(&key(1)).is_none() && shelf.find(&key(2)).is_some());
        shelf.keep(key(3), vec![0; BYTES_MOST + 1].into());
        assert!(shelf.find(&key(3)).is_none() && shelf.find(&key(2)).is_some());
    }
}
