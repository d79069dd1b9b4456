//! Matters: the hub slice.
