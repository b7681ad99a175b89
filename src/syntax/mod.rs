//! Text of code turned into values: syntax trees and colours.
