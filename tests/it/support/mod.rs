//! Helpers that several topics share.

pub mod repository;
pub mod sample;
