//! Stands in for the fuzzer's library, so that the targets of `fuzz/` are compiled by every run of
//! the tests and tried on some inputs, without the nightly compiler that fuzzing itself needs.

/// Makes a function of what a target does with its input.
#[macro_export]
macro_rules! fuzz_target {
    (|$bytes:ident: &[u8]| $body:block) => {
        pub fn fuzz($bytes: &[u8]) $body
    };
    (|$input:ident: $kind:ty| $body:block) => {
        pub fn fuzz($input: $kind) $body
    };
}
