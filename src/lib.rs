//! lineproof puts every security finding about a changed Python web handler on
//! exact lines: the guard that is there, the place where one is missing, or
//! the guard that the change removed.
//!
//! The folders are layers; each may use those before it, never those after it:
//! `model < syntax < catalog < analysis < git < claims < review < report <
//! teach < tui < cli`. `ARCHITECTURE.md` is the map.

pub mod analysis;
pub mod catalog;
pub mod claims;
pub mod cli;
pub mod git;
pub mod model;
pub mod report;
pub mod review;
pub mod syntax;
pub mod teach;
pub mod tui;
