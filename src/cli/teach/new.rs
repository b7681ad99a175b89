//! Makes a lesson from a real change, for a teacher to edit.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::NewArgs;
use super::lesson;
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::interrupt::interruptible;
use crate::cli::{check, output, select};
use crate::model::{Assessment, CheckId, Finding, Side};
use crate::report::{self, visible};
use crate::review::{Clock, Session, Standings, SystemClock};
use crate::teach::{Draft, Trees, Wanted, draft, load, read_folder, write_folder};

/// Runs `lineproof teach new`.
///
/// # Errors
/// When the repository cannot answer, or the lesson not be written.
pub(super) fn run(args: NewArgs) -> Result<ExitStatus, Failure> {
    interruptible(move |cancel| {
        is_free(&args.output)?;
        let session = select::session(&args.selected)?;
        let assessment = check::assess(&session, cancel)?;
        let found = make(&args, &session, &assessment, cancel)?;
        if cancel.load(Ordering::Relaxed) {
            return Ok(ExitStatus::CouldNotRun);
        }
        let Some(draft) = found else {
            let compared = session.change_set().base.is_some();
            let (line, hint) = match compared {
                true => (
                    "the change does nothing to a guard that could be asked about",
                    "another range, or --all for what is open in the work tree",
                ),
                false => ("nothing is open that could be asked about", "another commit or path"),
            };
            return Err(Failure::Usage { line: line.to_owned(), hint: hint.to_owned() });
        };
        write_folder(&draft.source, &args.output)
            .map_err(|source| Failure::Write { path: args.output.clone(), source })?;
        tell(&args.output, &draft)
    })
}

fn make(
    args: &NewArgs,
    session: &Session,
    assessment: &Assessment,
    cancel: &AtomicBool,
) -> Result<Option<Draft>, Failure> {
    let set = session.change_set();
    let Some(head) = session.repo().sources(set, Side::Head) else { return Ok(None) };
    let base = session.repo().sources(set, Side::Base).filter(|_| set.base.is_some());
    let mut checks = Vec::new();
    for name in &args.check {
        let id = CheckId::new(name.as_str());
        if session.catalog().check(&id).is_none() {
            let line = format!("there is no check {name:?}");
            return Err(Failure::Usage { line, hint: "`lineproof explain` lists them".to_owned() });
        }
        checks.push(id);
    }
    let standings = Standings::default();
    let attack = |finding: &Finding| {
        let found = (assessment, &standings, &[][..]);
        report::of_session(session, found, None, SystemClock.now(), |report| {
            let handler = assessment.handler(finding.handler());
            report::attack(report, handler, finding)
        })
    };
    let id = args.output.file_name().map(|name| name.to_string_lossy().into_owned());
    let wanted = Wanted {
        title: &format!("{} ({})", visible(&set.title), visible(session.name())),
        id: id.as_deref().unwrap_or("lesson"),
        most: args.most,
        checks: &checks,
        attack: &attack,
    };
    let trees = Trees { base, head };
    Ok(draft(&trees, assessment, &wanted, session.catalog(), cancel))
}

/// Says what was made, and whether it can be used as it is.
fn tell(folder: &Path, draft: &Draft) -> Result<ExitStatus, Failure> {
    let source = read_folder(folder).map_err(Failure::Lesson)?;
    let taught = load(&source, &*lesson::catalog()?).map_err(Failure::Lesson)?;
    let mut text = format!(
        "{}: steps {}, files {}\n",
        folder.join("lesson.toml").display(),
        taught.key.steps.len(),
        taught.lesson.paths().len()
    );
    for (question, key) in taught.lesson.questions.iter().zip(&taught.key.steps) {
        let crate::teach::Verdict::State(state) = key.verdict else { continue };
        text.push_str(&format!(
            "  {} {}: {state}\n",
            question.check,
            visible(question.handler.as_str())
        ));
    }
    text.push_str(&format!(
        "The key is what lineproof found: read it, say in `say` what matters, and then\n\
         `lineproof teach check {}`\n",
        folder.display()
    ));
    output::to_stdout(&text)?;
    for remark in &draft.remarks {
        output::complain(remark, None);
    }
    Ok(ExitStatus::Clean)
}

/// Whether a folder can be written: it is not there, or empty.
fn is_free(folder: &Path) -> Result<(), Failure> {
    match fs::read_dir(folder) {
        Ok(entries) => match entries.count() {
            0 => Ok(()),
            _ => Err(Failure::DemoFolder(folder.to_owned())),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            Err(Failure::DemoFolder(folder.to_owned()))
        }
        Err(source) => Err(Failure::Write { path: folder.to_owned(), source }),
    }
}
