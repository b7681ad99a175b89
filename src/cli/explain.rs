//! What the checks are: a list of them, or the lesson of one.

use std::fmt::Write as _;

use super::args::ExplainArgs;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::output;
use crate::catalog::{Catalog, Check};
use crate::model::CheckId;
use crate::report::Style;

/// Runs `lineproof explain`.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn run(args: &ExplainArgs) -> Result<ExitStatus, Failure> {
    let catalog = Catalog::builtin()?;
    let style = args.look.on_stdout();
    let check = args.check.as_ref().and_then(|name| catalog.check(&CheckId::new(name.as_str())));
    let text = match check {
        Some(check) => lesson(check, style),
        None => list(&catalog, style),
    };
    output::to_stdout(&text).map(|()| ExitStatus::Clean)
}

/// Every check with its question, and how much is known.
fn list(catalog: &Catalog, style: Style) -> String {
    let mut text = String::new();
    for check in catalog.checks() {
        let name = strong(&format!("{:<17}", check.id.as_str()), style);
        let _ = writeln!(text, "{name} {:<9} {}", check.severity.to_string(), numbers(check));
        let _ = writeln!(text, "  {}", check.question);
    }
    let names: Vec<_> = catalog.frameworks().iter().map(|it| it.id.as_str()).collect();
    let _ = writeln!(
        text,
        "\n{} checks; models of {} frameworks and libraries: {}.\n\
         `lineproof explain CHECK` prints the lesson of a check.",
        catalog.checks().len(),
        names.len(),
        names.join(", "),
    );
    text
}

/// The card of a check and its lesson. The lesson is written to be read as it
/// stands; only its headings are set off, and the first repeats the name.
fn lesson(check: &Check, style: Style) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}", strong(check.id.as_str(), style));
    let _ = writeln!(text, "{}\n", check.question);
    let _ = writeln!(text, "severity  {}", check.severity);
    let _ = writeln!(text, "numbers   {}", numbers(check));
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
