//! What `lineproof triage` is told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::select::Selected;

/// What the long help of `triage` ends with.
pub(in crate::cli) const TRIAGE_HELP: &str = "\
Decisions are lines of JSON in the repository's git directory, only ever appended:
what holds now is what they amount to. They name the author that git's
configuration names; nothing proves it.

Exit status: 0 done, 2 it could not run, or a part of the input was left out.";

const ADD_HELP: &str = r#"A line each, about an item, a handler, lines or a claim:
  {"subject":{"finding":"access@app.py::put"},
   "operation":{"dismiss":{"reason":"by-design","text":"the gateway asks"}}}
  {"subject":{"finding":"caching@app.py::get"},"operation":"confirm"}
  {"subject":{"place":{"side":"head","file":"app.py","first":12,"last":14}},
   "operation":{"note":{"text":"see the old design"}}}
(each on one line). `lineproof check --format json` has the identities of items.

What is said of an item is kept with its line as it reads in RANGE, and asks for a new
look where that line changes. The identity of a decision is printed when it is safe on
disk, one a line and in the order of the input: what was printed is never lost.

Examples:
  lineproof triage add decisions.jsonl main..topic
  my-rules | lineproof triage add -

Exit status: 0 all were kept, 2 a line was left out, or it could not run."#;

/// What `triage` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct TriageArgs {
    #[command(subcommand)]
    pub(super) command: TriageCommand,
}

/// What can be done with decisions.
#[derive(Debug, Subcommand)]
pub(super) enum TriageCommand {
    /// Take decisions from a script, and say of each when it is saved
    #[command(after_long_help = ADD_HELP)]
    Add(AddArgs),
}

/// What `triage add` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct AddArgs {
    /// The decisions, a line of JSON each; - is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) selected: Selected,
}
