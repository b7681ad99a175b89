//! What the user asked to see, from plain words; nothing is looked up yet.

use super::GitError;

/// What to review: which trees, and which paths in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The two ends.
    pub what: What,
    /// Path patterns relative to where the user stands; empty means everything.
    pub paths: Vec<String>,
}

/// The two ends of a review as the user named them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// What this branch adds to the merge base with its upstream or the
    /// default branch, with the index and the work tree.
    Branch,
    /// `base..head`.
    Between {
        /// Left of the dots; `HEAD` where nothing was written.
        base: String,
        /// Right of the dots; `HEAD` where nothing was written.
        head: String,
    },
    /// `base...head`: from the merge base of the two to head.
    SinceFork {
        /// Left of the dots.
        base: String,
        /// Right of the dots.
        head: String,
    },
    /// One commit: what it changed in its first parent.
    Commit(String),
    /// What is staged.
    Staged,
    /// Everything, with nothing to compare with: in a commit, else in the work tree.
    All {
        /// The commit, where one was named.
        at: Option<String>,
    },
}

impl Selection {
    /// The selection that the words of the command line make together.
    ///
    /// # Errors
    /// When they contradict each other.
    pub fn parse(
        range: Option<String>,
        staged: bool,
        all: bool,
        at: Option<String>,
        paths: Vec<String>,
    ) -> Result<Self, GitError> {
        let what = match (range, staged, all || at.is_some()) {
            (None, false, false) => What::Branch,
            (Some(range), false, false) => range_of(&range),
            (None, true, false) => What::Staged,
            (None, false, true) => What::All { at },
            (Some(_), true, _) => {
                return Err(GitError::Selection("a range and --staged exclude each other"));
            }
            (Some(_), _, true) => {
                return Err(GitError::Selection("a range and --all or --at exclude each other"));
            }
            (None, true, true) => {
                return Err(GitError::Selection("--staged and --all or --at exclude each other"));
            }
        };
        Ok(Self { what, paths })
    }

    /// The whole of `what`, without path patterns.
    #[must_use]
    pub fn of(what: What) -> Self {
        Self { what, paths: Vec::new() }
    }

    /// The whole of a range: `A..B`, `A...B` or one commit.
    #[must_use]
    pub fn range(range: &str) -> Self {
        Self::of(range_of(range))
    }
}

fn range_of(range: &str) -> What {
    let end = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
    if let Some((base, head)) = range.split_once("...") {
        What::SinceFork { base: end(base), head: end(head) }
    } else if let Some((base, head)) = range.split_once("..") {
        What::Between { base: end(base), head: end(head) }
    } else {
        What::Commit(range.strip_suffix("^!").unwrap_or(range).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(base: &str, head: &str) -> What {
        What::Between { base: base.to_owned(), head: head.to_owned() }
    }

    #[test]
    fn two_dots_three_dots_and_one_commit_are_told_apart() {
        assert_eq!(Selection::range("a..b").what, between("a", "b"));
        assert_eq!(
            Selection::range("a...b").what,
            What::SinceFork { base: "a".to_owned(), head: "b".to_owned() }
        );
        assert_eq!(Selection::range("v1.0").what, What::Commit("v1.0".to_owned()));
        assert_eq!(Selection::range("v1.0^!").what, What::Commit("v1.0".to_owned()));
    }

    #[test]
    fn an_end_left_out_is_head() {
        assert_eq!(Selection::range("main..").what, between("main", "HEAD"));
        assert_eq!(Selection::range("..topic").what, between("HEAD", "topic"));
    }

    #[test]
    fn contradicting_options_are_refused() {
        let range = Some("main..".to_owned());
        assert!(Selection::parse(range.clone(), true, false, None, vec![]).is_err());
        assert!(Selection::parse(range, false, true, None, vec![]).is_err());
        assert!(Selection::parse(None, true, true, None, vec![]).is_err());
    }

    #[test]
    fn a_commit_to_look_at_asks_for_everything_in_it() {
        let selection = Selection::parse(None, false, false, Some("v1".to_owned()), vec![]);
        assert_eq!(selection.unwrap().what, What::All { at: Some("v1".to_owned()) });
    }
}
