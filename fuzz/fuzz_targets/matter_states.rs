#![no_main]
//! Acts in any order with any content: nothing happens beside `docs/states/matter.md`, and what
//! must always be true of a matter stays true. The property test of the rules walks the same way.

#[path = "../../crates/matters/tests/rules_matter/acts_of_bytes.rs"]
mod acts_of_bytes;
#[path = "../../crates/matters/tests/rules_matter/support.rs"]
#[expect(dead_code, reason = "the stories use more of it than the walk")]
mod support;
#[path = "../../crates/matters/tests/rules_matter/walk.rs"]
mod walk;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static GROUND: LazyLock<walk::Ground> = LazyLock::new(walk::Ground::new);

fuzz_target!(|bytes: &[u8]| {
    walk::walk(&GROUND, bytes);
});
