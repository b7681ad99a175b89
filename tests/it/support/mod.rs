//! Helpers that several topics share.

pub mod repository;
