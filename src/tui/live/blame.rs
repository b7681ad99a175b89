//! Where lines come from, read from the repository and made safe to show.

use std::sync::atomic::AtomicBool;

use super::Live;
use super::ranges::{age, now};
use crate::git;
use crate::report::visible;
use crate::tui::blame::{Author, Blame};

/// Digits of a commit's id.
const SHORT: usize = 7;

impl Live {
    pub(super) fn find_blame(
        &self,
        index: usize,
        cancel: &AtomicBool,
        sink: &mut dyn FnMut(Blame),
    ) -> Result<(), String> {
        let change_set = self.session.change_set();
        let Some(file) = change_set.files.get(index) else { return Ok(()) };
        let now = now();
        let mut told = |blame: git::Blame| sink(shown(blame, now));
        let found = self.session.repo().blame(change_set, file, cancel, &mut told);
        found.map_err(|problem| visible(&problem.to_string()))
    }
}

fn shown(blame: git::Blame, now: i64) -> Blame {
    let author = |commit: &git::Blamed| {
        let seconds = now - commit.seconds;
        let words = age(seconds);
        Author {
            short: commit.id.chars().take(SHORT).collect(),
            name: visible(commit.author.trim()),
            age: few_letters(seconds),
            ago: if words == "now" { "just now".to_owned() } else { format!("{words} ago") },
            subject: visible(&commit.subject),
        }
    };
    Blame {
        commits: blame.commits.iter().map(author).collect(),
        old: blame.old,
        new: blame.new,
        given_up: blame.given_up,
        is_done: blame.is_done,
    }
}

/// How long ago something was, in at most four letters, or so.
fn few_letters(seconds: i64) -> String {
    const HOUR: i64 = 3_600;
    const DAY: i64 = 24 * HOUR;
    match seconds {
        ..HOUR => "now".to_owned(),
        HOUR..DAY => format!("{}h", seconds / HOUR),
        _ if seconds < 14 * DAY => format!("{}d", seconds / DAY),
        _ if seconds < 60 * DAY => format!("{}w", seconds / (7 * DAY)),
        _ if seconds < 730 * DAY => format!("{}mo", seconds / (30 * DAY)),
        _ => format!("{}y", seconds / (365 * DAY)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_and_subjects_are_made_safe() {
        let commit = git::Blamed {
            id: "0123456789".repeat(4),
            author: " Eve\u{1b}[2J\u{202e} ".to_owned(),
            seconds: 0,
            subject: "a\u{7}b\u{200b}".to_owned(),
        };
        let blame = git::Blame { commits: vec![commit], ..git::Blame::default() };
        let shown = shown(blame, 90 * 86_400);
        let author = shown.author(git::Origin::Commit(0)).unwrap();
        assert_eq!(author.short, "0123456");
        assert_eq!(author.name, "Eve\u{241b}[2J<U+202E>");
        assert_eq!(author.subject, "a\u{2407}b<U+200B>");
        assert_eq!((author.age.as_str(), author.ago.as_str()), ("3mo", "3 months ago"));
        assert_eq!(few_letters(-5), "now");
    }
}
