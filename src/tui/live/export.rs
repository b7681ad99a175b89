//! The review written to a file, as `lineproof report` would.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::{Live, lock};
use crate::claims::ground;
use crate::report::{self, Grounded, RenderError, Style, visible};
use crate::review::{Clock, SystemClock};

/// How many files of one name are told apart by numbers.
const MOST: usize = 100;

impl Live {
    /// Writes the review, with what is decided by now, to a file of this name, or where there
    /// is one already, of this name with a number; gives its path.
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
        let claims = self.claims_in(format.name()).map_err(|error| error.to_string())?;
        let text = text + &claims.unwrap_or_default();
        let (path, mut opened) = create(Path::new(file))?;
        let shown = visible(&path.to_string_lossy());
        let written = opened.write_all(text.as_bytes());
        written.map_err(|error| format!("{shown}: {error}"))?;
        let whole = std::path::absolute(&path).unwrap_or(path);
        Ok(visible(&whole.to_string_lossy()))
    }
}

impl Live {
    /// What is held of the claims of foreign reviews, for the end of a review in a format that is
    /// read from its beginning to its end; none in others, and where no review was given.
    fn claims_in(&self, format: &str) -> Result<Option<String>, RenderError> {
        let is_prose = ["text", "markdown"].contains(&format);
        let reviews = lock(&self.foreign).read.clone();
        let Some(trees) = self.session.trees().filter(|_| is_prose && !reviews.is_empty()) else {
            return Ok(None);
        };
        let session = &self.session;
        let cancel = AtomicBool::new(false);
        let grounding = ground(reviews, &trees, session.catalog(), &cancel, &mut |_| {});
        let names = grounding.reviews.iter().map(|review| visible(&review.name));
        let names = names.collect::<Vec<_>>().join(" and ");
        let (checks, excerpts) = (session.catalog().checks(), |place: &_| session.lines(place));
        let change_set = session.change_set();
        let grounded = Grounded { grounding: &grounding, change_set, checks, excerpts: &excerpts };
        let text = report::ground(&grounded, format, Style::default())?;
        Ok(Some(match format {
            // Its headings stand one level below those of the review.
            "markdown" => text.lines().fold("\n".to_owned(), |text, line| {
                let deeper = if line.starts_with('#') { "#" } else { "" };
                format!("{text}{deeper}{line}\n")
            }),
            _ => format!("\nClaims of {names}\n\n{text}"),
        }))
    }
}

/// A new file under a name; what is there already is somebody's, so the name gets a number then.
fn create(wanted: &Path) -> Result<(PathBuf, File), String> {
    let mut path = wanted.to_owned();
    for number in 2..=MOST {
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                path = numbered(wanted, number);
            }
            Err(error) => return Err(format!("{}: {error}", visible(&path.to_string_lossy()))),
        }
    }
    let name = visible(&wanted.to_string_lossy());
    Err(format!("{name} is there already, and so are those with numbers: choose another name"))
}

/// `review-2.md` for `review.md`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}
