//! Text of code turned into values: lines, syntax trees and colours. The only
//! home of tree-sitter and syntect.

pub mod highlight;
mod lines;
mod pieces;
pub mod python;

pub use lines::Lines;
