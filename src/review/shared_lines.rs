//! A shared file with what is here put in: what others wrote there stays, to the byte.

use super::log_text::MARK;
use super::{EventId, Record, read_records};

/// The lines of a shared file, whatever they are, with records that it lacks, each before the
/// first line of a later one.
#[must_use]
pub fn with_lines_of(theirs: &[u8], ours: &[&Record]) -> Vec<u8> {
    let (mark, lines) = match theirs.strip_prefix(MARK) {
        Some(lines) => (MARK, lines),
        None => (&[][..], theirs),
    };
    let mut file = mark.to_vec();
    let mut ours: Vec<&Record> = ours.to_vec();
    ours.sort_by(|one, other| other.id().cmp(one.id()));
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        if let Some(id) = identity(line) {
            while let Some(earlier) = ours.pop_if(|record| *record.id() < id) {
                file.extend_from_slice(earlier.line().as_bytes());
            }
        }
        file.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            file.push(b'\n');
        }
    }
    for later in ours.iter().rev() {
        file.extend_from_slice(later.line().as_bytes());
    }
    file
}

/// What a line is known by; none where it is no event.
fn identity(line: &[u8]) -> Option<EventId> {
    Some(read_records(line).0.first()?.id().clone())
}
