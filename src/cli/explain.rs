//! What the program knows: a list of checks and frameworks, those that users add
//! too, or the lesson of a check.

use std::fmt::Write as _;

use super::args::ExplainArgs;
use super::config;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::output;
use crate::catalog::{Catalog, Check, Framework, nearest};
use crate::git::{Repo, Selection, What};
use crate::model::CheckId;
use crate::report::{self, Style, visible};

/// Runs `lineproof explain`.
///
/// # Errors
/// When there is no such check, or standard output cannot be written.
pub(super) fn run(args: &ExplainArgs) -> Result<ExitStatus, Failure> {
    let catalog = catalog()?;
    let style = if args.output.is_some() { args.look.in_file() } else { args.look.on_stdout() };
    let checks: Vec<&Check> = match &args.check {
        Some(name) => vec![named(name, &catalog).ok_or_else(|| unknown(name, &catalog))?],
        None => catalog.checks().iter().collect(),
    };
    let is_list = args.check.is_none() && !args.all;
    let text = match (args.html, is_list) {
        (true, _) => report::guide(&catalog, &checks)?,
        (false, true) => list(&catalog, style),
        (false, false) => {
            checks.iter().map(|check| lesson(check, style)).collect::<Vec<_>>().join("\n")
        }
    };
    for problem in &catalog.added().problems {
        output::complain(&format!("left out: {problem}"), None);
    }
    match &args.output {
        Some(path) => output::to_file(path, &text)?,
        None => output::to_stdout(&text)?,
    }
    Ok(ExitStatus::Clean)
}

/// What is known here: in a repository, with what its checked out commit adds.
fn catalog() -> Result<std::sync::Arc<Catalog>, Failure> {
    let catalog = config::catalog()?;
    let head = || {
        let repo = Repo::open_from_env(&std::env::current_dir().ok()?).ok()?;
        let at = Some("HEAD".to_owned());
        // Only the end matters, not what is in it.
        let nowhere = vec![":(top)".to_owned() + crate::git::ADDITIONS];
        let selection = Selection { what: What::All { at }, paths: nowhere };
        repo.additions(&repo.change_set(&selection).ok()?).ok()
    };
    Ok(match head().filter(|additions| !additions.files.is_empty()) {
        Some(additions) => catalog.with(&additions).into(),
        None => catalog,
    })
}

/// The check of this id, or of this title: reports name checks by their titles.
fn named<'a>(name: &str, catalog: &'a Catalog) -> Option<&'a Check> {
    let has_title = |check: &&Check| check.title.eq_ignore_ascii_case(name);
    let by_id = catalog.check(&CheckId::new(name));
    by_id.or_else(|| catalog.checks().iter().find(has_title))
}

fn unknown(name: &str, catalog: &Catalog) -> Failure {
    let names: Vec<String> = catalog.checks().iter().map(|check| check.id.to_string()).collect();
    let near: Vec<_> =
        nearest(name, names.clone()).iter().map(|name| format!("'{name}'")).collect();
    let hint = match near.as_slice() {
        [] => "`lineproof explain` says what each of them asks".to_owned(),
        near => format!("is {} meant?", near.join(" or ")),
    };
    let line = format!("there is no check {name:?}; there are {}", names.join(", "));
    Failure::Usage { line, hint }
}

/// Every check with its question, and how much is known of each framework.
fn list(catalog: &Catalog, style: Style) -> String {
    let mut text = String::new();
    let names = || catalog.checks().iter().map(|it| it.id.as_str().chars().count());
    let width = names().max().unwrap_or(0);
    for check in catalog.checks() {
        let name = strong(&format!("{:<width$}", check.id.as_str()), style);
        let by = by(check.by.as_deref());
        let _ = writeln!(text, "{name} {:<9} {}{by}", check.severity.to_string(), numbers(check));
        let _ = writeln!(text, "  {}", check.question);
    }
    let names = || catalog.frameworks().iter().map(|it| it.id.chars().count());
    let width = names().max().unwrap_or(0).max("frameworks and libraries".len());
    let _ = writeln!(
        text,
        "\n{} {:>5} {:>10} {:>8}",
        strong(&format!("{:<width$}", "frameworks and libraries"), style),
        "rows",
        "decorators",
        "examples"
    );
    for framework in catalog.frameworks() {
        let _ = writeln!(text, "{}", counts(framework, width));
    }
    let _ = writeln!(
        text,
        "\n{} checks; {} frameworks and libraries.\n\
         `lineproof explain CHECK` prints the lesson of a check.",
        catalog.checks().len(),
        catalog.frameworks().len(),
    );
    text
}

/// How much is known of a framework.
fn counts(framework: &Framework, width: usize) -> String {
    format!(
        "{:<width$} {:>5} {:>10} {:>8}{}",
        framework.id,
        framework.row_count(),
        framework.decorator_count(),
        framework.example_count,
        by(framework.by.as_deref())
    )
}

fn by(folder: Option<&str>) -> String {
    folder.map_or_else(String::new, |folder| format!("  by {}", visible(folder)))
}

/// The card of a check and its lesson. The lesson is written to be read as it
/// stands; only its headings are set off, and the first repeats the name.
fn lesson(check: &Check, style: Style) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}", strong(check.id.as_str(), style));
    let _ = writeln!(text, "{}\n", check.question);
    let _ = writeln!(text, "severity  {}", check.severity);
    let _ = writeln!(text, "numbers   {}", numbers(check));
    if let Some(folder) = &check.by {
        let _ = writeln!(text, "by        {}", visible(folder));
    }
    for line in check.lesson.lines().skip_while(|line| line.starts_with("# ")) {
        let line = match line.strip_prefix("## ") {
            Some(heading) => strong(heading, style),
            None => line.to_owned(),
        };
        let _ = writeln!(text, "{line}");
    }
    text
}

/// `CWE-362, ASVS 15.4.2`.
fn numbers(check: &Check) -> String {
    let cwe = check.cwe.iter().map(|number| format!("CWE-{number}"));
    let asvs = check.asvs.iter().map(|number| format!("ASVS {number}"));
    cwe.chain(asvs).collect::<Vec<_>>().join(", ")
}

fn strong(text: &str, style: Style) -> String {
    if style.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}
