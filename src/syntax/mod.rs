//! Text of code turned into values: syntax trees and colours. The only home of
//! tree-sitter and syntect.

pub mod python;
