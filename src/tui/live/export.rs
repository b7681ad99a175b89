//! The review written to a file, as `lineproof report` would.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::sync::atomic::AtomicBool;

use super::{Live, lock};
use crate::report::{self, Style, visible};
use crate::review::{Clock, SystemClock};

impl Live {
    /// Writes the review, with what is decided by now, to a file that must not be there yet;
    /// gives what it is called.
    pub(super) fn write_review(&self, format: &str, file: &str) -> Result<String, String> {
        let format = report::format(format).ok_or("there is no such format")?;
        let session = &self.session;
        let mut assessment = session.assessment(&AtomicBool::new(false), &mut || {});
        let decisions = self.decisions();
        if self.since_review {
            let followed = session.follow_all(&decisions, &assessment).into_owned();
            for (_, found) in &mut assessment.files {
                session.leave_reviewed(&followed, &self.author, found);
            }
        }
        let events = lock(&self.ledger).events();
        let standings = session.standings(&decisions, &assessment);
        let found = (&assessment, &standings, &events[..]);
        let text = report::of_session(session, found, None, SystemClock.now(), |report| {
            format.render(report, Style::default())
        });
        let text = text.map_err(|error| error.to_string())?;
        // What is there already is somebody's.
        let opened = OpenOptions::new().write(true).create_new(true).open(file);
        let mut opened = opened.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                format!("{} is there already: choose another name", visible(file))
            }
            _ => format!("{}: {error}", visible(file)),
        })?;
        let written = opened.write_all(text.as_bytes());
        written.map_err(|error| format!("{}: {error}", visible(file)))?;
        Ok(visible(file))
    }
}
