//! Repositories made for measuring: always the same, of nobody's code.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Files in the larger repository.
const FILES: usize = 130;

/// Commits on top of its first.
const COMMITS: usize = 100;

/// Two repositories in a temporary folder.
pub(crate) struct Sample(tempfile::TempDir);

impl Sample {
    pub(crate) fn build() -> Self {
        let sample = Self(tempfile::tempdir().expect("a temporary folder"));
        let mut commits = vec![(0..FILES).map(|file| (file, 0)).collect::<Vec<_>>()];
        for commit in 1..=COMMITS {
            let files = [commit % FILES, (commit + COMMITS) % FILES];
            commits.push(files.map(|file| (file, commit)).to_vec());
        }
        let text = |file, version| (format!("service/views/part_{file:03}.py"), views(version));
        import(&sample.many(), &commits, text);
        let long = |_, version| ("service/long.py".to_owned(), long(version));
        import(&sample.one(), &[vec![(0, 0)], vec![(0, 1)]], long);
        sample
    }

    /// About 100 commits that change 130 files.
    pub(crate) fn many(&self) -> PathBuf {
        self.0.path().join("many")
    }

    /// One file with a diff of 200 lines.
    pub(crate) fn one(&self) -> PathBuf {
        self.0.path().join("one")
    }
}

/// A file of views; each version says something else in two of them.
fn views(version: usize) -> String {
    let mut text = "from flask import Blueprint, abort, jsonify, request\n\n".to_owned();
    text.push_str("from service.access import can\n\nviews = Blueprint('views', __name__)\n");
    for view in 0..12 {
        let said = if view % 6 == 3 { version } else { 0 };
        let _ = write!(
            text,
            "\n\n@views.route('/things/<int:thing_id>/part{view}', methods=['PUT'])\n\
             def put_part{view}(thing_id):\n    \
                 \"\"\"Keep a part of a thing.\"\"\"\n    \
                 if not can('things:update'):\n        abort(403)\n    \
                 data = request.get_json()\n    \
                 name = data.get('name', 'part {said}')[:80]\n    \
                 return jsonify(id=thing_id, name=name, count=len(data) + {said}), 200\n"
        );
    }
    text
}

/// A file in which every second of 200 lines differs between versions.
fn long(version: usize) -> String {
    let mut text = "TABLE = {\n".to_owned();
    for line in 0..200 {
        let said = if line % 2 == 0 { version } else { 0 };
        let _ = writeln!(text, "    'key {line}': compute({line}, '{said}'),  # line {line}");
    }
    text + "}\n"
}

/// Makes a repository of commits, each a list of files and their versions.
fn import(
    folder: &Path,
    commits: &[Vec<(usize, usize)>],
    file: impl Fn(usize, usize) -> (String, String),
) {
    git(folder.parent().expect("a folder above"), &["init", "-q", &folder.to_string_lossy()]);
    let mut stream = String::new();
    for (number, files) in commits.iter().enumerate() {
        let who = format!("Bench <bench@example.org> {} +0000", 1_700_000_000 + number);
        let _ = write!(stream, "commit refs/heads/main\ncommitter {who}\ndata 6\nchange\n");
        for (index, version) in files {
            let (path, text) = file(*index, *version);
            let _ = write!(stream, "M 644 inline {path}\ndata {}\n{text}\n", text.len());
        }
    }
    let mut child = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(stream.as_bytes()).expect("git reads");
    drop(stdin);
    assert!(child.wait().expect("git ends").success(), "git fast-import fails");
    git(folder, &["symbolic-ref", "HEAD", "refs/heads/main"]);
    git(folder, &["reset", "-q", "--hard"]);
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git").args(arguments).current_dir(folder).status();
    assert!(status.expect("git runs").success(), "git {arguments:?} fails");
}
