//! Other ranges of the repository: what there is to choose from, and their reviews.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::{Live, Mutex, lock};
use crate::git::{RefName, What};
use crate::model::Commit;
use crate::report::visible;
use crate::review::{Clock, SystemClock};
use crate::tui::backend::Reopened;
use crate::tui::range::{Choice, CommitCard, CommitNews, Range, Refusal};

/// So many commits are offered to be looked at alone.
const RECENT: usize = 30;

/// So many files of a commit are named.
const NAMED: usize = 3;

impl Live {
    pub(super) fn other(&self, range: &Range) -> Result<Reopened, Refusal> {
        let session = self.session.other(&range.selection).map_err(|it| Refusal::of(&it))?;
        let live = Self {
            session,
            author: self.author.clone(),
            ledger: Arc::clone(&self.ledger),
            known: Mutex::default(),
            foreign: Arc::clone(&self.foreign),
            since_review: range.since_review,
            watch: Mutex::default(),
            keeping: self.keeping,
        };
        lock(&live.watch).is_off = lock(&self.watch).is_off;
        live.begin_to_watch();
        let news = self.differs_from(&live, range);
        Ok(Reopened { opening: live.opening(), news, backend: Arc::new(live) })
    }

    pub(super) fn list_commits(
        &self,
        of: &Range,
        cancel: &AtomicBool,
        sink: &mut dyn FnMut(CommitNews),
    ) {
        let now = now();
        let news = |some: Vec<Commit>, end, refusal| {
            let some = some.into_iter().map(|commit| card(&commit, now)).collect();
            CommitNews { of: of.clone(), some, end, refusal }
        };
        let repo = self.session.repo();
        let listed = repo.commits(&of.selection, cancel, &mut |some| sink(news(some, None, None)));
        sink(match listed {
            Ok(has_more) => news(Vec::new(), Some(has_more), None),
            Err(error) => news(Vec::new(), Some(false), Some(Refusal::of(&error))),
        });
    }

    pub(super) fn other_ranges(&self) -> Vec<Choice> {
        let repo = self.session.repo();
        let range = |what| {
            Range { selection: self.session.selection().clone(), since_review: false }.of(what)
        };
        let now = now();
        // What cannot be listed is not offered; its name can be written all the same.
        let names = repo.names().unwrap_or_default();
        let recent = repo.recent(RECENT, &AtomicBool::new(false)).unwrap_or_default();
        let mut choices = Vec::new();
        let base = names.base.clone().unwrap_or_else(|| "HEAD".to_owned());
        // What is the same commit adds nothing.
        let of_base = names.branches.iter().find(|branch| branch.name == base);
        let of_base = of_base.map(|branch| &branch.commit).or(names.head.as_ref());
        for RefName { name, commit, seconds } in &names.branches {
            let is_base = *name == base || Some(commit) == of_base;
            if is_base || Some(name) == names.current.as_ref() {
                continue;
            }
            let what = What::SinceFork { base: base.clone(), head: name.clone() };
            choices.push(choice(range(what), format!("branch · {}", age(now - seconds))));
        }
        let tags = names.tags.iter().filter(|tag| Some(&tag.commit) != names.head.as_ref());
        for RefName { name, seconds, .. } in tags {
            let what = What::Between { base: name.clone(), head: "HEAD".to_owned() };
            choices.push(choice(range(what), format!("since tag · {}", age(now - seconds))));
        }
        for commit in &recent {
            let card = card(commit, now);
            let range = range(card.what());
            let label = format!("{} {}", card.short, card.subject);
            let detail = format!("commit · {} · {}", card.author, card.age);
            choices.push(Choice { label, detail, range });
        }
        choices
    }
}

fn choice(range: Range, detail: String) -> Choice {
    Choice { label: visible(&range.selection.what.line()), detail, range }
}

/// A commit, safe to show.
fn card(commit: &Commit, now: i64) -> CommitCard {
    CommitCard {
        id: commit.id.clone(),
        short: commit.short.clone(),
        subject: visible(&commit.subject),
        author: visible(&commit.author),
        age: age(now - commit.seconds),
        touches: touches(commit),
    }
}

/// What a commit touches: how many files, and the first of them; Python first.
fn touches(commit: &Commit) -> String {
    let merge = if commit.parents > 1 { "merge · " } else { "" };
    let (python, others): (Vec<_>, Vec<_>) = commit.files.iter().partition(|it| it.is_python());
    let named = python.into_iter().chain(others).take(NAMED).map(|path| visible(path.file_name()));
    let mut named = named.collect::<Vec<_>>().join(", ");
    if commit.files.len() > NAMED {
        named.push_str(", …");
    }
    match commit.files.len() {
        0 => format!("{merge}no file"),
        1 => format!("{merge}{named}"),
        count => format!("{merge}{count} files: {named}"),
    }
}

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    SystemClock.now().micros() / 1_000_000
}

/// How long ago something was, in words.
pub(super) fn age(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let some = |count: i64, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    match seconds {
        ..MINUTE => "now".to_owned(),
        MINUTE..HOUR => format!("{} min", seconds / MINUTE),
        HOUR..DAY => some(seconds / HOUR, "hour"),
        _ if seconds < 14 * DAY => some(seconds / DAY, "day"),
        _ if seconds < 60 * DAY => some(seconds / (7 * DAY), "week"),
        _ if seconds < 730 * DAY => some(seconds / (30 * DAY), "month"),
        _ => some(seconds / (365 * DAY), "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_in_the_largest_unit_that_says_enough() {
        let of = [
            (-5, "now"),
            (59, "now"),
            (60, "1 min"),
            (3_600, "1 hour"),
            (86_400, "1 day"),
            (13 * 86_400, "13 days"),
            (14 * 86_400, "2 weeks"),
            (61 * 86_400, "2 months"),
            (800 * 86_400, "2 years"),
        ];
        for (seconds, words) in of {
            assert_eq!(age(seconds), words);
        }
    }
}
