//! Both sides of a file, or why they cannot be shown.

use super::Live;
use crate::model::{FileChange, FileKind, FileStatus, FileVersion, FileView, RepoPath, Sides};

impl Live {
    pub(super) fn read_view(&self, index: usize) -> FileView {
        let change_set = self.session.change_set();
        let change = change_set.files.get(index);
        let view = change.map(|change| self.session.repo().view(change_set, change));
        match (view, change) {
            (Some(Ok(view)), _) => view,
            (Some(Err(problem)), Some(change)) => unreadable(change, &problem.to_string()),
            _ => FileView {
                change: FileChange {
                    status: FileStatus::Unchanged,
                    sides: Sides::Head(FileVersion {
                        path: RepoPath::new(""),
                        kind: FileKind::File,
                        blob: None,
                    }),
                },
                old: None,
                new: None,
                hunks: Vec::new(),
                note: Some("there is no such file in the change".to_owned()),
            },
        }
    }
}

fn unreadable(change: &FileChange, problem: &str) -> FileView {
    FileView {
        change: change.clone(),
        old: None,
        new: None,
        hunks: Vec::new(),
        note: Some(format!("cannot be read: {problem}")),
    }
}
