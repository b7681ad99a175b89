//! The revisions most like a misspelt one.

use git2::Repository;

use crate::catalog::nearest;

/// Branches, tags and `HEAD` whose names are like `name`, the nearest first.
/// What follows the name in a revision (`~3`, `^2`, `@{1}`) is kept.
pub(super) fn nearest_revisions(repo: &Repository, name: &str) -> Vec<String> {
    let end = name.find(['~', '^', '@', ':']).filter(|end| *end > 0).unwrap_or(name.len());
    let (stem, suffix) = name.split_at(end);
    let mut names = vec!["HEAD".to_owned()];
    if let Ok(references) = repo.references() {
        for reference in references.flatten() {
            if let Ok(short) = reference.shorthand() {
                names.push(short.to_owned());
            }
        }
    }
    nearest(stem, names).into_iter().map(|found| found + suffix).collect()
}
