//! What the screen opens on: the change set, the checks, and what users added to them.

use super::Live;
use crate::catalog::Check;
use crate::report::visible;
use crate::review::{Clock, Date, Session, SystemClock};
use crate::tui::backend::{CheckCard, Opening, Remark};
use crate::tui::range::Range;

impl Live {
    /// The root of the files on disk; none in a bare repository.
    #[must_use]
    pub fn work_dir(&self) -> Option<std::path::PathBuf> {
        self.session.repo().work_dir().map(std::path::Path::to_owned)
    }

    /// What the screen opens on.
    #[must_use]
    pub fn opening(&self) -> Opening {
        let mut opening = opening(&self.session);
        if self.since_review {
            opening.change_set.title.push_str(", since your review");
        }
        opening.range = self.range();
        let (spot, problem) = self.left_at();
        opening.spot = spot;
        opening.complain(problem.into_iter());
        opening
    }

    /// What was asked for; none where nothing else can be.
    pub(super) fn range(&self) -> Option<Range> {
        let selection = self.session.selection().clone();
        let range = Range { selection, since_review: self.since_review };
        self.session.has_others().then_some(range)
    }
}

fn opening(session: &Session) -> Opening {
    Opening {
        repository: session.name().to_owned(),
        range: None,
        spot: None,
        change_set: session.change_set().clone(),
        checks: session.catalog().checks().iter().map(CheckCard::of).collect(),
        added: added(session),
        today: Date::of(SystemClock.now()),
        lesson: None,
    }
}

impl Opening {
    /// Has more to say at once, before anything else.
    pub fn complain(&mut self, lines: impl Iterator<Item = String>) {
        let remarks = lines.map(|line| Remark { text: visible(&line), is_urgent: true });
        self.added.splice(0..0, remarks);
    }
}

/// What users added, what was left out, and what the change does to it.
fn added(session: &Session) -> Vec<Remark> {
    let added = session.catalog().added();
    let remark = |text: String, is_urgent| Remark { text: visible(&text), is_urgent };
    let problems = added.problems.iter().map(|it| remark(format!("left out: {it}"), true));
    let changed = session.changed_additions().iter().map(|path| {
        remark(format!("this change touches {path}: it counts once it is at base"), true)
    });
    let parts = added
        .parts
        .iter()
        .map(|part| remark(format!("{} counts, as of {}", part.by, part.read_from), false));
    let unkept = (!session.is_kept())
        .then(|| remark("there is no repository here: decisions are not kept".to_owned(), true));
    problems.chain(changed).chain(parts).chain(unkept).collect()
}

impl CheckCard {
    /// What the screen says of a check of the catalogue.
    #[must_use]
    pub fn of(check: &Check) -> Self {
        let cwe = check.cwe.iter().map(|number| format!(" · CWE-{number}"));
        let asvs = check.asvs.iter().map(|number| format!(" · ASVS {number}"));
        let by = check.by.iter().map(|by| format!(" · by {}", visible(by)));
        let numbers = cwe.chain(asvs).chain(by);
        Self {
            id: check.id.clone(),
            title: check.title.clone(),
            short: visible(&check.short),
            question: check.question.clone(),
            attack: check.attack.clone(),
            lesson: check
                .lesson
                .lines()
                .skip_while(|line| line.starts_with("# ") || line.trim().is_empty())
                .map(visible)
                .collect::<Vec<_>>()
                .join("\n"),
            weight: format!("{}{}", check.severity, numbers.collect::<String>()),
        }
    }
}
