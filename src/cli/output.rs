//! Where results and complaints go. A reader that went away is not an error.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::failure::Failure;
use crate::report::visible;

/// Writes a text to standard output.
///
/// # Errors
/// When that fails for another reason than that nobody reads any more.
pub(super) fn to_stdout(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Writes a text to a file; `-` is standard output.
///
/// # Errors
/// When it cannot be written.
pub(super) fn to_file(path: &Path, text: &str) -> Result<(), Failure> {
    if path == Path::new("-") {
        return to_stdout(text);
    }
    fs::write(path, text).map_err(|source| Failure::Write { path: path.to_owned(), source })
}

/// Says something on standard error: a line, and what to do about it.
pub(super) fn complain(line: &str, hint: Option<&str>) {
    let mut text = format!("lineproof: {}\n", visible(line));
    if let Some(hint) = hint {
        text.push_str(&format!("hint: {}\n", visible(hint)));
    }
    // Where even this cannot be written, there is nobody to tell.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
