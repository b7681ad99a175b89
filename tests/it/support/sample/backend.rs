//! The sample behind the trait that the screen asks.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use lineproof::git::Origin;
use lineproof::model::{
    ChangeSet, CheckId, FileAssessment, FileChange, FileContent, FileKind, FileStatus, FileVersion,
    FileView, Handler, Hunk, LineRange, NewLine, OldLine, RepoPath, Revision, Side, Sides,
};
use lineproof::tui::blame::{Author, Blame};
use lineproof::tui::{Backend, CheckCard, ClaimNews, Decision, Opening};

use super::{BASE, HANDLERS, HEAD, HELPERS, ODD, UTIL, findings, foreign};

/// The sample; remembers what was decided.
#[derive(Default)]
pub struct Sample {
    /// What was decided, in order, together what was decided at once.
    pub kept: Mutex<Vec<Vec<Decision>>>,
    /// What was taken back, in order.
    pub taken_back: Mutex<Vec<Vec<Decision>>>,
    /// Whether nothing can be kept.
    pub refuses: bool,
    /// What is told of foreign reviews.
    pub news: Vec<ClaimNews>,
    /// Whether the reading of foreign reviews panics after the news.
    pub breaks: bool,
}

impl Sample {
    /// The sample with two reviews of it by others.
    pub fn with_claims() -> Self {
        let news = vec![ClaimNews::Done(foreign::foreign(), Vec::new())];
        Self { news, ..Self::default() }
    }
}

fn version(path: &str) -> FileVersion {
    FileVersion { path: RepoPath::new(path), kind: FileKind::File, blob: None }
}

fn content(text: &str) -> FileContent {
    FileContent { text: text.into(), lossy: false, crlf: false, no_final_newline: false }
}

fn changes() -> Vec<FileChange> {
    let modified = |path| FileChange {
        status: FileStatus::Modified,
        sides: Sides::Both { old: version(path), new: version(path) },
    };
    vec![
        FileChange { status: FileStatus::Added, sides: Sides::Head(version("docs/odd.txt")) },
        modified("logo.png"),
        modified(HANDLERS),
    ]
}

/// What the screen opens on.
pub fn opening() -> Opening {
    let commit = |id: &str, name: &str| Revision::Commit { id: id.repeat(40), name: name.into() };
    Opening {
        repository: "service".into(),
        range: None,
        spot: None,
        change_set: ChangeSet {
            base: Some(commit("a", "main")),
            head: commit("b", "feature"),
            title: "main..feature".into(),
            files: changes(),
        },
        checks: cards(),
        added: Vec::new(),
        today: "2026-06-01".parse().unwrap(),
        lesson: None,
    }
}

fn cards() -> Vec<CheckCard> {
    [
        ("authentication", "high · CWE-306", "Who may call this at all?"),
        ("access", "high · CWE-862", "Is the caller allowed to do this?"),
        ("object-access", "high · CWE-639", "Is it the caller's own object?"),
        ("input-validation", "medium · CWE-20", "Is the body checked before use?"),
        ("generation", "medium · CWE-362", "Can a write overwrite a newer one?"),
        ("content-type", "low · CWE-436", "Is another media type refused?"),
        ("accept", "low · CWE-436", "Is an answer sent that nobody asked for?"),
        ("caching", "low · CWE-525", "May others see a stored answer?"),
        ("deserialisation", "critical · CWE-502", "Can input build any object?"),
    ]
    .map(|(id, weight, question)| CheckCard {
        id: CheckId::new(id),
        title: id.replace('-', " "),
        short: String::new(),
        question: question.into(),
        lesson: "## Why\n\nA caller may not be who they say.\n\n- look for the guard\n".to_owned(),
        attack: "a caller of {endpoint} sends what {effect} trusts".into(),
        weight: weight.into(),
    })
    .to_vec()
}

/// The hunks of two texts, by their lines.
pub fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let diff = similar::TextDiff::from_lines(old, new);
    let range = |range: std::ops::Range<usize>| (range.start, u32::try_from(range.len()).unwrap());
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in diff.ops().iter().filter(|op| op.tag() != similar::DiffTag::Equal) {
        let ((old, olds), (new, news)) = (range(op.old_range()), range(op.new_range()));
        hunks.push(Hunk {
            old: LineRange { start: OldLine::from_index(old), count: olds },
            new: LineRange { start: NewLine::from_index(new), count: news },
        });
    }
    hunks
}

impl Backend for Sample {
    fn view(&self, index: usize) -> FileView {
        let change = changes().swap_remove(index);
        let (old, new, note) = match index {
            0 => (None, Some(ODD), None),
            1 => (None, None, Some("binary, 3.1 kB → 4.0 kB".to_owned())),
            _ => (Some(BASE), Some(HEAD), None),
        };
        FileView {
            change,
            old: old.map(content),
            new: new.map(content),
            hunks: hunks(old.unwrap_or(""), new.unwrap_or("")),
            note,
        }
    }

    fn outline(&self, _index: usize, _view: &FileView) -> Vec<Handler> {
        findings::handlers()
    }

    fn assess(&self, _cancel: &AtomicBool, sink: &mut dyn FnMut(usize, FileAssessment)) {
        sink(0, FileAssessment::default());
        sink(1, FileAssessment::default());
        sink(2, findings::assessment());
    }

    fn claims(&self, _cancel: &AtomicBool, sink: &mut dyn FnMut(ClaimNews)) {
        self.news.iter().cloned().for_each(sink);
        assert!(!self.breaks, "out of range");
    }

    fn content(&self, side: Side, path: &RepoPath) -> Option<FileContent> {
        match (path.as_str(), side) {
            (HELPERS, _) => Some(content(UTIL)),
            (HANDLERS, Side::Base) => Some(content(BASE)),
            (HANDLERS, Side::Head) => Some(content(HEAD)),
            _ => None,
        }
    }

    fn decided(&self, _found: &FileAssessment) -> Vec<Decision> {
        Vec::new()
    }

    fn keep(&self, decisions: &[Decision]) -> Result<Option<String>, String> {
        self.kept.lock().unwrap().push(decisions.to_vec());
        if self.refuses { Err("the disk is full".to_owned()) } else { Ok(None) }
    }

    fn take_back(&self) -> Result<Option<String>, String> {
        let group = self.kept.lock().unwrap().pop().unwrap();
        self.taken_back.lock().unwrap().push(group);
        Ok(None)
    }

    fn make_again(&self) -> Result<Option<String>, String> {
        let group = self.taken_back.lock().unwrap().pop().unwrap();
        self.kept.lock().unwrap().push(group);
        Ok(None)
    }

    fn unsaved(&self) -> usize {
        if self.refuses { self.kept.lock().unwrap().len() } else { 0 }
    }

    fn standing(&self) -> Vec<Decision> {
        self.kept.lock().unwrap().concat()
    }

    fn blame(
        &self,
        index: usize,
        _cancel: &AtomicBool,
        sink: &mut dyn FnMut(Blame),
    ) -> Result<(), String> {
        let view = self.view(index);
        let count = |it: &Option<FileContent>| it.as_ref().map_or(0, |it| it.text.lines().count());
        let author = |short: &str, name: &str, age: &str, ago: &str, subject: &str| Author {
            short: short.into(),
            name: name.into(),
            age: age.into(),
            ago: ago.into(),
            subject: subject.into(),
        };
        let commits = vec![
            author("1f00a2b", "Ada Lovelace", "3y", "3 years ago", "Begin"),
            author("77c01dd", "Grace Hopper", "5mo", "5 months ago", "Serve aggregates"),
            author("e0c3a11", "漢字 名前\u{241b}", "2d", "2 days ago", "Accept any generation"),
        ];
        let origin = |line: usize| match line % 20 {
            0..6 => Origin::Commit(0),
            6..13 => Origin::Commit(1),
            13 => Origin::Uncommitted,
            14 => Origin::Older,
            _ => Origin::Commit(2),
        };
        let lines = |count: usize| (0..count).map(origin).collect();
        let (old, new) = (lines(count(&view.old)), lines(count(&view.new)));
        sink(Blame { commits, old, new, given_up: None, is_done: true });
        Ok(())
    }

    fn work_path(&self, _path: &RepoPath) -> Option<PathBuf> {
        None
    }
}
