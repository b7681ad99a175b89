//! How much a user may add: more would be no knowledge but an attack on the
//! time of whoever opens the repository.

/// Files that are read of one folder of additions.
pub const MOST_FILES: usize = 128;

/// Bytes of one file.
pub const LARGEST_FILE: usize = 256_000;

/// Rows of all frameworks that are added, all kinds together.
pub(super) const MOST_ROWS: usize = 2_000;

/// Paths of one framework that end in a wildcard: they are tried on everything.
pub(super) const MOST_OPEN: usize = 50;

/// Texts of one file, keys too.
pub(super) const MOST_TEXTS: usize = 10_000;

/// Numbers of a kind (CWE, ASVS) of one check.
pub(super) const MOST_NUMBERS: usize = 20;

/// Chars of one text: a saying, a path, a title.
pub(super) const LONGEST_TEXT: usize = 1_000;

/// `**` in one path: each multiplies the ways in which it may match.
pub(super) const MOST_RUNS: usize = 2;
