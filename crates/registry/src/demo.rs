//! The model district.
