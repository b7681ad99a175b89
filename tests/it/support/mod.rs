//! Helpers that several topics share.

pub mod compared;
pub mod program;
pub mod repository;
pub mod sample;
