//! What the user asked to see, from plain words; nothing is looked up yet.

use super::GitError;

/// What to review: which trees, and which paths in them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Selection {
    /// The two ends.
    pub what: What,
    /// Path patterns relative to where the user stands; empty means everything.
    pub paths: Vec<String>,
}

/// The two ends of a review as the user named them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// What is not committed: index and work tree against `HEAD`.
    Uncommitted,
    /// Everything, with nothing to compare with: in a commit, else in the work tree.
    All {
        /// The commit, where one was named.
        at: Option<String>,
    },
}

/// The words of a command line that choose what to review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// A range, or one commit.
    pub range: Option<String>,
    /// `--staged`
    pub staged: bool,
    /// `--uncommitted`
    pub uncommitted: bool,
    /// `--all`
    pub all: bool,
    /// `--at COMMIT`
    pub at: Option<String>,
}

impl Words {
    /// What they mean together.
    ///
    /// # Errors
    /// When they contradict each other.
    pub fn what(self) -> Result<What, GitError> {
        let Self { range, staged, uncommitted, all, at } = self;
        let is_all = all || at.is_some();
        let said = [range.is_some(), staged, uncommitted, is_all];
        if said.iter().filter(|it| **it).count() > 1 {
            return Err(GitError::Selection(
                "a range, --staged, --uncommitted, and --all or --at exclude each other",
            ));
        }
        Ok(match range {
            Some(range) => range_of(&range),
            None if staged => What::Staged,
            None if uncommitted => What::Uncommitted,
            None if is_all => What::All { at },
            None => What::Branch,
        })
    }
}

impl What {
    /// What a line of a command line means: a range, one commit, or an option.
    ///
    /// # Errors
    /// When an option is not known, or words contradict each other.
    pub fn parse(line: &str) -> Result<Self, GitError> {
        let mut words = Words::default();
        let mut parts = line.split_whitespace();
        while let Some(part) = parts.next() {
            match part {
                "--staged" => words.staged = true,
                "--uncommitted" => words.uncommitted = true,
                "--all" => words.all = true,
                "--at" => match parts.next() {
                    Some(commit) => words.at = Some(commit.to_owned()),
                    None => return Err(GitError::Selection("--at needs a commit")),
                },
                _ if part.starts_with('-') => return Err(GitError::NoOption(part.to_owned())),
                _ if words.range.is_some() => {
                    return Err(GitError::Selection("a range is one word: main..topic"));
                }
                _ => words.range = Some(part.to_owned()),
            }
        }
        words.what()
    }

    /// The line that [`What::parse`] takes for it; empty for what this branch adds.
    #[must_use]
    pub fn line(&self) -> String {
        match self {
            Self::Branch => String::new(),
            Self::Between { base, head } => format!("{base}..{head}"),
            Self::SinceFork { base, head } => format!("{base}...{head}"),
            Self::Commit(name) => name.clone(),
            Self::Staged => "--staged".to_owned(),
            Self::Uncommitted => "--uncommitted".to_owned(),
            Self::All { at: None } => "--all".to_owned(),
            Self::All { at: Some(at) } => format!("--at {at}"),
        }
    }
}

impl Selection {
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
        for line in ["main.. --staged", "main.. --all", "--staged --all", "--at", "a b", "--amend"]
        {
            assert!(What::parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_line_of_words_is_what_it_was_made_from() {
        let lines = ["", "a..b", "a...b", "v1", "--staged", "--uncommitted", "--all", "--at v1"];
        for line in lines {
            assert_eq!(What::parse(line).unwrap().line(), line);
        }
        assert_eq!(What::parse("--at v1").unwrap(), What::All { at: Some("v1".to_owned()) });
    }
}
