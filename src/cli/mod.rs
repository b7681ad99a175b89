//! The command line: arguments in, exit status out.

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use crate::analysis::{Engine, FilePair, Request};
use crate::catalog::Catalog;
use crate::git::{Repo, Selection};
use crate::model::{Assessment, Side};

/// Runs lineproof with these arguments, the first being the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match work(arguments) {
        Ok(text) => {
            use std::io::Write;
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "lineproof: {error}");
            ExitCode::from(2)
        }
    }
}

fn work(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<String> {
    let arguments: Vec<String> =
        arguments.into_iter().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let all = arguments.iter().any(|a| a == "--all");
    let json = arguments.iter().any(|a| a == "json");
    let range = arguments.iter().find(|a| a.contains("..")).cloned();
    let catalog = Catalog::builtin()?;
    let repo = Repo::open(&std::env::current_dir()?)?;
    let selection = Selection::parse(range, false, all, None, Vec::new())?;
    let change_set = repo.change_set(&selection)?;
    if arguments.iter().any(|a| a == "--screen") {
        let opening = crate::tui::live::opening(&repo, &change_set, &catalog);
        let live = crate::tui::live::Live::new(repo, change_set, catalog);
        crate::tui::open(opening, std::sync::Arc::new(live), &crate::tui::Choices::default())?;
        return Ok(String::new());
    }
    let engine = Engine::new(catalog.clone());
    let Some(head) = repo.sources(&change_set, Side::Head) else { anyhow::bail!("no head") };
    let files: Vec<FilePair> = change_set
        .files
        .iter()
        .filter(|file| file.is_python())
        .map(|file| FilePair {
            base: file.in_base().map(|v| v.path.clone()),
            head: file.in_head().map(|v| v.path.clone()),
        })
        .collect();
    let request = Request { base: repo.sources(&change_set, Side::Base), head, files };
    let mut assessment = Assessment::default();
    engine.assess(&request, &AtomicBool::new(false), &mut |index, file| {
        let pair = &request.files[index];
        let path = pair.head.clone().or(pair.base.clone());
        assessment.files.extend(path.map(|path| (path, file)));
    });
    let format = crate::report::format(if json { "json" } else { "text" });
    let Some(format) = format else { anyhow::bail!("no format") };
    let report = crate::report::Report {
        change_set: &change_set,
        assessment: &assessment,
        catalog: &catalog,
        excerpts: &|_| None,
    };
    Ok(format.render(&report, crate::report::Style::default())?)
}
