//! The repository: ranges, changed files, contents; the only home of git2.
