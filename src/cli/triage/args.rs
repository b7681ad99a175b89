//! What `lineproof triage` is told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::select::Selected;

/// What the long help of `triage` ends with.
pub(in crate::cli) const TRIAGE_HELP: &str = "\
Decisions are lines of JSON in the repository's git directory, only ever appended:
what holds now is what they amount to. They name the author that git
names (`git var GIT_AUTHOR_IDENT`); nothing proves it.

Exit status: 0 done, 2 it could not run, or a part of the input was left out.";

const SYNC_HELP: &str = "\
Decisions are shared through a ref of their own, refs/lineproof/shared/triage, beside the
history. What is there and what is here are united; nothing is ever taken away, neither here
nor there. Your own git fetches and pushes, with your keys and helpers.

What would be pushed is listed first, and pushed when you say so: at the question, or with
--yes. Names of authors are as they were written; nothing proves them.

Examples:
  lineproof triage sync              with origin, or the only remote
  lineproof triage sync --dry-run    what would be taken over and pushed
  lineproof triage sync team --yes   in a script

Lines at the remote that are no decisions, are longer than 64 KiB or come from the future are
told each time, left out, and stay there: whoever wrote them can mend them.

Exit status: 0 the remote has what is here, and what it has to take was taken (lines that are
left out do not count, as nothing that is done here would mend them); with --dry-run also where
there is something to push. 2 something of here is not at the remote, or it could not run.";

const IMPORT_HELP: &str = "\
Lines are what `lineproof triage export` writes; of a SARIF file that lineproof wrote, the
decisions in it are taken. What is known already is not taken twice,
authors stay who they are, and lines that are no decisions are named and left out.

Exit status: 0 all were taken over or known, 2 a line was left out, or it could not run.";

const LIST_HELP: &str = "\
Of each decision: what, by whom, when, on which line, and whether it still holds in RANGE:
that its item, its handler or its lines are found there, and read as they did.

Exit status: 0, or 2 where it could not run.";

const ADD_HELP: &str = r#"A line each, about an item, a handler, lines or a claim:
  {"subject":{"finding":"access@app.py::put"},
   "operation":{"dismiss":{"reason":"by-design","text":"the gateway asks"}}}
  {"subject":{"finding":"caching@app.py::get"},"operation":"confirm"}
  {"subject":{"place":{"side":"head","file":"app.py","first":12,"last":14}},
   "operation":{"note":{"text":"see the old design"}}}
(each on one line). `lineproof check --format json` has the identities of items.

A dismissal may hold `until` a day, the last one, in UTC; the reason `other` needs a text;
a `duplicate` needs `of`, the item that it repeats, which must wait for a decision itself, and
be open (removed, missing or weakened) where the duplicate is. What would change nothing is
left out with the reason, and so is taking back what somebody else decided.

What is said of an item, a handler or lines is kept with them as they read in RANGE, and
asks for a new look where they change. The identity of a decision is printed when it is safe on
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
    /// What was decided, by whom, on which line, and whether it still holds
    #[command(after_long_help = LIST_HELP)]
    List(ListArgs),
    /// Take decisions from a script, and say of each when it is saved
    #[command(after_long_help = ADD_HELP)]
    Add(AddArgs),
    /// Write all decisions to a file, a line of JSON each
    Export {
        /// The file; - is standard output
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take over decisions from a file
    #[command(after_long_help = IMPORT_HELP)]
    Import {
        /// The file; - is standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Share decisions with others through git
    #[command(after_long_help = SYNC_HELP)]
    Sync(SyncArgs),
}

/// What `triage list` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) selected: Selected,
    /// The format [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"])]
    pub(super) format: Option<String>,
}

/// What `triage sync` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct SyncArgs {
    /// The name of the remote [default: origin, or the only one]
    #[arg(value_name = "REMOTE")]
    pub(super) remote: Option<String>,
    /// Push without asking
    #[arg(long)]
    pub(super) yes: bool,
    /// Say what would be done, and do nothing of it
    #[arg(long, conflicts_with = "yes")]
    pub(super) dry_run: bool,
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
