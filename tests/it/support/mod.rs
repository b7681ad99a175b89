//! Helpers that several topics share.

pub mod program;
pub mod repository;
pub mod sample;
