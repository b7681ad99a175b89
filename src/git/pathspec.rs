//! Path patterns of the command line, taken relative to where the user stands.
//!
//! Matched here and not by libgit2, which drops blanks at the ends of a pattern
//! and knows none of git's magic words.

use super::GitError;
use crate::model::RepoPath;

/// Patterns that choose paths; without any, every path is chosen.
#[derive(Debug, Default)]
pub(super) struct Pathspec {
    wanted: Vec<Pattern>,
    unwanted: Vec<Pattern>,
}

/// One pattern, relative to the root of the repository, without a trailing `/`.
#[derive(Debug)]
struct Pattern {
    text: String,
    literal: bool,
}

impl Pathspec {
    /// The patterns as typed by a user who stands in `folder` (empty at the root).
    pub(super) fn new(
        folder: &str,
        root: Option<&str>,
        paths: &[String],
    ) -> Result<Self, GitError> {
        let mut pathspec = Self::default();
        for path in paths {
            let (magic, rest) = split_magic(path)?;
            let from = if magic.top { "" } else { folder };
            let pattern =
                Pattern { text: normalise(from, root, rest, path)?, literal: magic.literal };
            if magic.exclude {
                pathspec.unwanted.push(pattern);
            } else {
                pathspec.wanted.push(pattern);
            }
        }
        Ok(pathspec)
    }

    /// Whether a path is chosen.
    pub(super) fn chooses(&self, path: &RepoPath) -> bool {
        (self.wanted.is_empty() || self.wanted.iter().any(|pattern| pattern.matches(path)))
            && !self.unwanted.iter().any(|pattern| pattern.matches(path))
    }
}

impl Pattern {
    fn matches(&self, path: &RepoPath) -> bool {
        let path = path.as_str();
        let inside = path
            .strip_prefix(self.text.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || self.text.is_empty());
        inside || (!self.literal && glob(self.text.as_bytes(), path.as_bytes()))
    }
}

/// The magic words before a pattern.
#[derive(Default)]
struct Magic {
    top: bool,
    exclude: bool,
    literal: bool,
}

fn split_magic(path: &str) -> Result<(Magic, &str), GitError> {
    let mut magic = Magic::default();
    let Some(rest) = path.strip_prefix(':') else { return Ok((magic, path)) };
    if let Some((words, rest)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        for word in words.split(',') {
            match word {
                "top" => magic.top = true,
                "exclude" => magic.exclude = true,
                "literal" => magic.literal = true,
                "glob" | "" => {}
                _ => return Err(GitError::Pathspec(path.to_owned())),
            }
        }
        return Ok((magic, rest));
    }
    let signs = rest.len() - rest.trim_start_matches(['/', '!', '^']).len();
    magic.top = rest[..signs].contains('/');
    magic.exclude = rest[..signs].contains(['!', '^']);
    let rest = &rest[signs..];
    Ok((magic, rest.strip_prefix(':').unwrap_or(rest)))
}

/// The path from the root, with `.` and `..` worked out.
fn normalise(
    folder: &str,
    root: Option<&str>,
    path: &str,
    typed: &str,
) -> Result<String, GitError> {
    let outside = || GitError::PathOutside(typed.to_owned());
    let (folder, path) = match (path.starts_with('/'), root) {
        (false, _) => (folder, path),
        (true, Some(root)) => ("", path.strip_prefix(root).ok_or_else(outside)?),
        (true, None) => return Err(outside()),
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// Shell patterns as git takes them: `*` and `?` match `/` as well, `[a-z]`
/// is one of several, a backslash takes the next byte as it is.
fn glob(pattern: &[u8], path: &[u8]) -> bool {
    let (mut p, mut at) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while at < path.len() {
        if pattern.get(p) == Some(&b'*') {
            retry = Some((p + 1, at));
            p += 1;
            continue;
        }
        if let Some(next) = one(pattern, p, path[at]) {
            p = next;
            at += 1;
        } else if let Some((after_star, from)) = retry {
            retry = Some((after_star, from + 1));
            p = after_star;
            at = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

/// Where the pattern goes on if its part at `p` matches the byte.
fn one(pattern: &[u8], p: usize, byte: u8) -> Option<usize> {
    match *pattern.get(p)? {
        b'?' => Some(p + 1),
        b'\\' => (pattern.get(p + 1) == Some(&byte)).then_some(p + 2),
        b'[' => match set(&pattern[p + 1..], byte) {
            Some((true, length)) => Some(p + 1 + length),
            Some((false, _)) => None,
            None => (byte == b'[').then_some(p + 1),
        },
        literal => (literal == byte).then_some(p + 1),
    }
}

/// Whether a `[...]` set has the byte, and how long it is; none where it is not closed.
fn set(rest: &[u8], byte: u8) -> Option<(bool, usize)> {
    let negated = matches!(rest.first(), Some(b'!' | b'^'));
    let start = usize::from(negated);
    let end = start + 1 + rest.get(start + 1..)?.iter().position(|byte| *byte == b']')?;
    let members = &rest[start..end];
    let mut found = false;
    let mut at = 0;
    while at < members.len() {
        if members.get(at + 1) == Some(&b'-') && at + 2 < members.len() {
            found |= (members[at]..=members[at + 2]).contains(&byte);
            at += 3;
        } else {
            found |= members[at] == byte;
            at += 1;
        }
    }
    Some((found != negated, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(folder: &str, patterns: &[&str], path: &str) -> bool {
        let patterns: Vec<String> = patterns.iter().map(|text| (*text).to_owned()).collect();
        Pathspec::new(folder, Some("/repo"), &patterns).unwrap().chooses(&path.into())
    }

    #[test]
    fn a_folder_means_what_is_in_it() {
        assert!(chosen("", &["api"], "api/users.py"));
        assert!(chosen("", &["api/"], "api/users.py"));
        assert!(!chosen("", &["api"], "apis/users.py"));
        assert!(chosen("", &["."], "apis/users.py"));
    }

    #[test]
    fn patterns_start_where_the_user_stands() {
        assert!(chosen("api/v1", &["users.py"], "api/v1/users.py"));
        assert!(!chosen("api/v1", &["users.py"], "users.py"));
        assert!(chosen("api/v1", &["../v2"], "api/v2/users.py"));
        assert!(chosen("api/v1", &[":/README"], "README"));
        assert!(chosen("api/v1", &["/repo/README"], "README"));
    }

    #[test]
    fn a_path_outside_the_repository_is_refused() {
        for path in ["../../x", "/elsewhere"] {
            let error = Pathspec::new("api", Some("/repo"), &[path.to_owned()]).unwrap_err();
            assert_eq!(error, GitError::PathOutside(path.to_owned()));
        }
    }

    #[test]
    fn stars_marks_and_sets_match_as_in_git() {
        assert!(chosen("", &["*.py"], "api/users.py"));
        assert!(chosen("", &["api/*_v?.py"], "api/deep/users_v2.py"));
        assert!(chosen("", &["[a-c]*"], "beta.py"));
        assert!(!chosen("", &["[!a-c]*"], "beta.py"));
        assert!(chosen("", &[r"a\*.py"], "a*.py"));
        assert!(!chosen("", &[r"a\*.py"], "ab.py"));
    }

    #[test]
    fn a_file_whose_name_looks_like_a_pattern_is_found() {
        assert!(chosen("", &["a[1].py"], "a[1].py"));
        assert!(chosen("", &[" a b .py "], " a b .py "));
    }

    #[test]
    fn exclusions_win() {
        assert!(!chosen("", &[":!tests"], "tests/test_users.py"));
        assert!(chosen("", &[":!tests"], "api/users.py"));
        assert!(!chosen("", &["*.py", ":(exclude)*_test.py"], "users_test.py"));
        assert!(Pathspec::new("", None, &[":(attr:x)a".to_owned()]).is_err());
    }
}
