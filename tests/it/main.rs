//! The one integration test binary: every promise of the program, by topic.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should say where"
)]

mod git_ranges;
mod layers;
mod support;
