//! Random acts of random people: what holds after each.

use huiyin_statistics::rules::bulletin::{
    BULLETIN_TRANSITIONS, Bulletin, BulletinAct, BulletinActName, BulletinState, decide, may,
};
use proptest::prelude::*;

use crate::stories::{asked, at, begun, blocks, frame, id};

fn act(name: BulletinActName) -> BulletinAct {
    match name {
        BulletinActName::Write => BulletinAct::Write {
            frame: frame(),
            blocks: blocks(),
            kept: Vec::new(),
        },
        BulletinActName::Refresh => BulletinAct::Refresh {
            asked: asked(7, &[("one", true)]),
        },
        BulletinActName::Check => BulletinAct::Check,
        BulletinActName::TakeBack => BulletinAct::TakeBack,
        BulletinActName::Release => BulletinAct::Release {
            content: "digest".to_owned(),
        },
        BulletinActName::Discard => BulletinAct::Discard,
    }
}

fn holds(before: &Bulletin, after: &Bulletin) {
    assert_eq!(after.version, before.version + 1);
    assert!(
        before.state.released().is_none(),
        "a released one never changes"
    );
    if let BulletinState::Released { checked, released } = after.state {
        assert!(!after.writers.contains(&checked.by));
        assert!(!after.writers.contains(&released.by));
        assert_eq!(
            after.asked, before.asked,
            "figures are frozen as they were checked"
        );
        assert_eq!(after.blocks, before.blocks);
    }
}

proptest! {
    #[test]
    fn no_walk_leads_around_the_second_and_the_third(steps in proptest::collection::vec((0..BulletinActName::ALL.len(), 0..4usize), 1..30)) {
        let mut bulletin = begun("2026-10");
        for (name, person) in steps {
            let name = BulletinActName::ALL[name];
            let is_open = may(&bulletin, name);
            let by = id(["writer", "second", "checker", "leader"][person]);
            let decided = decide(&bulletin, act(name), by, at("2026-11-05 09:00"));
            if let Ok(change) = decided {
                prop_assert!(is_open);
                let line = BULLETIN_TRANSITIONS.iter().find(|it| it.act == name).unwrap();
                let to = line.to.unwrap_or(bulletin.state.name());
                prop_assert_eq!(change.bulletin.state.name(), to);
                holds(&bulletin, &change.bulletin);
                bulletin = change.bulletin;
            } else {
                let own = bulletin.writers.contains(&by);
                prop_assert!(!is_open || own);
            }
        }
        let stored = serde_json::to_string(&bulletin).unwrap();
        prop_assert_eq!(serde_json::from_str::<Bulletin>(&stored).unwrap(), bulletin);
    }
}
