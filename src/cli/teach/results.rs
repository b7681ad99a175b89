//! How a class did: the answers in a folder, summed up for each lesson.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::args::ResultsArgs;
use super::{lesson, score};
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::interrupt::interruptible;
use crate::cli::output;
use crate::report::visible;
use crate::teach::{AnswerSheet, Taught, results};

/// Files of answers that are read.
const MOST: usize = 1_000;

/// The answers to one lesson, each with the learner's name.
type Sheets = Vec<(String, AnswerSheet)>;

/// Runs `lineproof teach results`.
///
/// # Errors
/// When no answers can be read, or the result not be written.
pub(super) fn run(args: ResultsArgs) -> Result<ExitStatus, Failure> {
    interruptible(move |cancel| {
        let catalog = lesson::catalog()?;
        let mut own: BTreeMap<String, Taught> = BTreeMap::new();
        for name in &args.lesson {
            let taught = lesson::find(name)?;
            own.insert(taught.lesson.id.clone(), taught);
        }
        let mut text = String::new();
        let mut is_all = true;
        for (id, sheets) in sheets(&args.folder)? {
            let taught = match own.get(&id) {
                Some(taught) => taught.clone(),
                None => match lesson::builtin(&id) {
                    Ok(taught) => taught,
                    Err(failure) => {
                        output::complain(&failure.to_string(), Some(&failure.hint()));
                        is_all = false;
                        continue;
                    }
                },
            };
            let found = results(taught, &sheets, &catalog, cancel);
            if cancel.load(Ordering::Relaxed) {
                return Ok(ExitStatus::CouldNotRun);
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&match (args.html, args.csv) {
                (true, _) => found.html()?,
                (_, true) => found.csv(),
                _ if args.output.is_some() => found.text(args.look.in_file()),
                _ => found.text(args.look.on_stdout()),
            });
            if args.html && text.matches("</html>").count() > 1 {
                let line = "the answers are to several lessons, and a page is about one";
                let hint = "put the answers to each lesson into a folder of its own";
                return Err(Failure::Usage { line: line.to_owned(), hint: hint.to_owned() });
            }
        }
        match &args.output {
            Some(path) => output::to_file(path, &text)?,
            None => output::to_stdout(&text)?,
        }
        Ok(if is_all { ExitStatus::Clean } else { ExitStatus::CouldNotRun })
    })
}

/// The answers in a folder by the lessons they are to; files that hold none are told.
fn sheets(folder: &Path) -> Result<BTreeMap<String, Sheets>, Failure> {
    let failed = |source| Failure::Read { path: folder.to_owned(), source };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(failed)?
        .flatten()
        // A link may lead anywhere.
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .take(MOST)
        .collect();
    paths.sort();
    let mut found: BTreeMap<String, Sheets> = BTreeMap::new();
    for path in paths {
        match score::read(&path) {
            Ok(sheet) => {
                let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
                let name = sheet.learner.clone().or(stem).unwrap_or_default();
                found.entry(sheet.lesson.clone()).or_default().push((name, sheet));
            }
            Err(failure) => output::complain(&format!("left out: {failure}"), None),
        }
    }
    if found.is_empty() {
        let line = format!("no answers are in {}", visible(&folder.display().to_string()));
        let hint = "answers are files that end in .json, as `lineproof teach score --help` shows";
        return Err(Failure::Usage { line, hint: hint.to_owned() });
    }
    Ok(found)
}
