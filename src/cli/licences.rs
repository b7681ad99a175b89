//! Under which licences lineproof comes, and what it is built from.

/// The crates that are built into the program with their licences, a line
/// each; `tests/tools/crates.sh` writes it, a test compares.
const CRATES: &str = include_str!("../../assets/crates.txt");

/// Both licences and the list of crates.
pub(super) fn text() -> String {
    format!(
        "lineproof comes under either of two licences, at your option.\n\n\
         ==== MIT\n\n{}\n\
         ==== Apache-2.0\n\n{}\n\
         ==== Crates it is built from\n\n\
         Each comes under its own licence; the texts are in the packages\n\
         (`cargo vendor` in a checkout of lineproof brings them).\n\n{CRATES}",
        include_str!("../../LICENSE-MIT"),
        include_str!("../../LICENSE-APACHE"),
    )
}
