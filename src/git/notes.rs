//! What to say of a file that is not shown as text, or not only.

use crate::model::{FileChange, FileKind, FileStatus, FileVersion};

/// A size as a person reads it.
pub(super) fn size(bytes: u64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let value = bytes as f64;
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{:.1} kB", value / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", value / 1e6),
        _ => format!("{:.1} GB", value / 1e9),
    }
}

/// One side's words, or both with an arrow between them.
pub(super) fn arrow(old: Option<String>, new: Option<String>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old == new => new,
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => String::new(),
    }
}

/// What git's list of files says about the change beyond its text.
pub(super) fn of_change(change: &FileChange) -> Vec<String> {
    let mut notes = Vec::new();
    if let (Some(old), Some(new)) = (change.in_base(), change.in_head()) {
        if change.status == FileStatus::TypeChanged {
            notes.push(format!("{} became {}", kind(old), kind(new)));
        } else if old.kind != new.kind {
            notes.push(format!("mode {} -> {}", mode(old.kind), mode(new.kind)));
        }
        match change.status {
            FileStatus::Renamed { similarity } => {
                notes.push(format!("renamed from {}, {similarity} % equal", printable(&old.path)));
            }
            FileStatus::Untracked => {
                notes.push("no longer tracked: taken out of the index, still on disk".to_owned());
            }
            _ => {}
        }
    }
    if change.status == FileStatus::Conflicted {
        notes.push("merge conflict that is not resolved".to_owned());
    }
    notes
}

fn kind(version: &FileVersion) -> &'static str {
    match version.kind {
        FileKind::File => "a regular file",
        FileKind::Executable => "an executable file",
        FileKind::Symlink => "a symbolic link",
        FileKind::Submodule => "a submodule",
    }
}

fn mode(kind: FileKind) -> &'static str {
    match kind {
        FileKind::File => "100644",
        FileKind::Executable => "100755",
        FileKind::Symlink => "120000",
        FileKind::Submodule => "160000",
    }
}

/// Text in which no control character is left to act on a terminal.
pub(super) fn printable(text: impl ToString) -> String {
    let mut shown = String::new();
    for character in text.to_string().chars() {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(3_100), "3.1 kB");
        assert_eq!(size(9_100_000), "9.1 MB");
    }

    #[test]
    fn control_characters_are_written_out() {
        assert_eq!(printable("a\u{1b}[2J\nb"), r"a\u{1b}[2J\nb");
    }
}
