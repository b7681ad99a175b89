//! The command line as a value: commands, options, and what the help says.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use super::look::LookArgs;
use super::names::{CheckName, ThemeName};
use super::schema;
use super::select::Selected;
use super::teach::{TEACH_HELP, TeachArgs};
use super::triage::{TRIAGE_HELP, TriageArgs};
use crate::report::{self, FORMATS, FailOn, Format};

/// Every command; a range of the same name needs `--range`.
pub(super) const COMMANDS: [&str; 12] = [
    "check",
    "report",
    "ground",
    "triage",
    "teach",
    "explain",
    "demo",
    "config",
    "schema",
    "completions",
    "man",
    "help",
];

const LONG_ABOUT: &str = "\
Opens a git range and shows the Python web handlers it changed, beside a
checklist in which every item stands on exact lines: the guard that is there,
the place where one is missing, or the guard that this change removed.

With --claims FILE, what others say of the change stands under the handler that
each claim means, with what is held of it and the lines that decide.

Where standard output is no terminal, it does the same as `lineproof check`.";

const AFTER_HELP: &str = "\
Examples:
  lineproof                          what this branch adds to its base
  lineproof main..topic              what the one has and the other has not
  lineproof HEAD~3 -- api            one commit, only below api/
  lineproof check --staged           in a hook: stop for what is open
  lineproof check --all --format json
  lineproof check --format sarif -o lineproof.sarif
  lineproof check --all --baseline v1.4    only what is new since then
  lineproof --since-review           what changed since you reviewed it
  lineproof ground review.txt        whether what others say of it holds
  git diff main | lineproof -        a patch, put on the files it was made of
  lineproof --claims review.txt      the same beside the code, to confirm or overrule
  some-tool | lineproof --claims -   what a scanner says of what this branch adds
  lineproof triage list              what was decided, and whether it still holds
  lineproof triage sync              the same for everybody, through git
  lineproof explain generation       the lesson of a check
  lineproof teach                    lessons to learn it on
  lineproof --plain HEAD             in reading order, for a screen reader
  lineproof --range check            a branch that is called like a command

Exit status:
  0  nothing is open; also: nothing changed, or nothing to analyse
  1  something is open: removed, missing or weakened, and not dismissed
  2  it could not run: no repository, unknown revision, unreadable input
  130  interrupted

Environment:
  NO_COLOR                    no colours, unless --color=always
  TERM, LC_ALL, LC_CTYPE, LANG  what the terminal can show
  GIT_DIR, GIT_INDEX_FILE, ...  as git has them, in hooks
  XDG_CONFIG_HOME             lineproof/config.toml: theme, ascii, [keys];
                              lineproof/checks/, lineproof/frameworks/: your own
  XDG_STATE_HOME              where you left a review; decisions, where the
                              repository cannot be written

Checks and models of your own:
  checks/ID/check.toml with lesson.md, and frameworks/ID/framework.toml, are read
  from the folder lineproof of your configuration, and from .lineproof/ of the
  repository at base (with --at at that commit, with --all at HEAD's): what a
  change adds there counts once it is at base. They add and never replace what
  is built in. `lineproof explain` lists what is known.

Decisions are kept in the repository's git directory; the review sends nothing
anywhere (`triage sync` pushes them when you say so) and runs none of the code it reads.";

const GROUND_HELP: &str = "\
Examples:
  lineproof ground review.txt main..topic
  lineproof ground review.md --at v1.2 --format json
  bandit -r . -f json | lineproof ground -

Verdicts:
  supported       the lines say so too
  contradicted    the lines say otherwise
  partial         it holds on some paths, or for a part
  category-error  what it names is not what it calls it
  unverifiable    these files cannot tell
  off-topic       it is about no weakness
  not-located     no place could be found for it

Exit status: 0 no claim is supported or partial, 1 one is, 2 it could not run.";

/// A terminal review assistant for changed Python web handlers
#[derive(Debug, Parser)]
#[command(
    name = "lineproof",
    version,
    about,
    long_about = LONG_ABOUT,
    after_help = "`lineproof --help` says more, with examples and exit status.",
    after_long_help = AFTER_HELP,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub(super) struct Cli {
    /// What to do; nothing opens the review.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) selected: Selected,
    #[command(flatten)]
    pub(super) foreign: ForeignArgs,
    #[command(flatten)]
    pub(super) screen: ScreenArgs,
    #[command(flatten)]
    pub(super) look: LookArgs,
    /// Print the licences of lineproof and of what it is built from
    #[arg(long, help_heading = None, exclusive = true)]
    pub(super) licenses: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The same without a screen
    #[command(after_help = "Exit status: 0 nothing is open, 1 something is, 2 it could not run.")]
    Check(CheckArgs),
    /// The check, written to a file
    #[command(after_help = "The end of the file's name chooses the format: .json, .sarif, others \
                            are text.\nExit status: as that of check.")]
    Report(ReportArgs),
    /// Put a review or a scanner's report on lines, and judge each claim
    #[command(after_long_help = GROUND_HELP)]
    Ground(GroundArgs),
    /// Decisions without a screen
    #[command(after_long_help = TRIAGE_HELP)]
    Triage(TriageArgs),
    /// Lessons: questions about code, to be answered on lines
    #[command(after_long_help = TEACH_HELP)]
    Teach(TeachArgs),
    /// The lesson of a check, or a list of all checks
    #[command(
        after_help = "`lineproof explain --all --html -o guide.html` writes all lessons as a \
                            page to print."
    )]
    Explain(ExplainArgs),
    /// A sample repository, opened with a review by others; without a terminal it prints
    /// the check, and what is held of that review
    Demo(DemoArgs),
    /// Print the JSON schema of what a command writes
    Schema {
        /// The command
        #[arg(value_name = "COMMAND", value_parser = PossibleValuesParser::new(schema::names()))]
        name: String,
    },
    /// Print the settings with their defaults and what each does, as a file to begin with
    Config(ConfigArgs),
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print a manual page
    Man {
        /// The command it is about [default: all of lineproof]
        #[arg(value_parser = PossibleValuesParser::new(COMMANDS))]
        command: Option<String>,
    },
}

/// What `config` is told.
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// Print where the file is, or would be
    #[arg(long)]
    pub(super) path: bool,
}

/// Reviews by others.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What others say")]
pub(super) struct ForeignArgs {
    /// A review by others, or a scanner's report: its claims stand under the handlers they
    /// mean, with what is held of each; - is standard input. May be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) claims: Vec<PathBuf>,
}

/// Options of the screen.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Screen")]
pub(super) struct ScreenArgs {
    /// The colours [default: by the terminal's background]
    #[arg(long, value_name = "NAME", value_parser = ThemeName)]
    pub(super) theme: Option<String>,
    /// Keys to press before it is printed, with blanks between them: j*3 ]e
    /// <enter> <esc> <tab> <space> <c-d>; nothing they decide is saved
    #[arg(long, value_name = "KEYS", requires = "print")]
    pub(super) keys: Option<String>,
    /// Print the review in reading order instead of opening it: words for signs, one thing a
    /// line, for a screen reader
    #[arg(long, conflicts_with = "print")]
    pub(super) plain: bool,
    /// Print the screen as text once everything is found, instead of opening it
    #[arg(long)]
    pub(super) print: bool,
    /// Only what changed since your review, also after a rebase: without handlers that you
    /// marked as reviewed in the text that they have, and without items that are decided
    #[arg(long)]
    pub(super) since_review: bool,
    /// Begin at the start, not where the range was left the last time
    #[arg(long, conflicts_with_all = ["print", "plain"])]
    pub(super) fresh: bool,
    /// The folder that a review which goes with the program can be kept in
    #[arg(skip)]
    pub(super) keep_in: Option<PathBuf>,
    /// Columns and rows of the printed screen [default: 100x30]
    #[arg(long, value_name = "WxH", value_parser = size, requires = "print")]
    pub(super) size: Option<(u16, u16)>,
}

impl ScreenArgs {
    /// Whether a screen is drawn, on the terminal or as text.
    pub(super) fn draws(&self) -> bool {
        self.print || (!self.plain && std::io::stdout().is_terminal())
    }
}

/// What `check` is told.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) selected: Selected,
    #[command(flatten)]
    pub(super) result: ResultArgs,
    /// Write it to this file instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) look: LookArgs,
}

/// What `report` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    selected: Selected,
    #[command(flatten)]
    result: ResultArgs,
    /// The file
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    output: PathBuf,
    #[command(flatten)]
    look: LookArgs,
}

impl From<ReportArgs> for CheckArgs {
    fn from(args: ReportArgs) -> Self {
        let by_name = || report::format(args.output.extension()?.to_str()?);
        let format = args.result.format.map(|chosen| chosen.0).or_else(by_name).map(Chosen);
        Self {
            selected: args.selected,
            result: ResultArgs { format, ..args.result },
            output: Some(args.output),
            look: args.look,
        }
    }
}

/// Options about the result.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Result")]
pub(super) struct ResultArgs {
    /// The format [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub(super) format: Option<Chosen>,
    /// States to end with 1 for, or none [default: removed,missing,weakened]
    #[arg(long, value_name = "STATES")]
    pub(super) fail_on: Option<FailOn>,
    /// What was there before is not told and stops nobody: what lineproof finds at this
    /// commit or in this range, or what it wrote to this file as JSON or SARIF
    #[arg(long, value_name = "RANGE|FILE")]
    pub(super) baseline: Option<String>,
    /// Only what changed since your review, also after a rebase: without handlers that you
    /// marked as reviewed in the text that they have, and without items that are decided.
    /// How many that leaves out is said; they do not count for the exit status
    #[arg(long)]
    pub(super) since_review: bool,
}

/// A format that was chosen by name.
#[derive(Clone, Copy)]
pub(super) struct Chosen(pub(super) &'static dyn Format);

impl std::fmt::Debug for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name())
    }
}

/// What `ground` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct GroundArgs {
    /// The review: prose, SARIF, JSON, or lines of `path:line: message`; - is
    /// standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Another review, held against the same lines; where reviews agree is said.
    /// May be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) also: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) selected: Selected,
    /// The format [default: text]
    #[arg(long, value_name = "FORMAT", help_heading = "Result", value_parser = PossibleValuesParser::new(report::GROUND_FORMATS))]
    pub(super) format: Option<String>,
    /// Write it to this file instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) look: LookArgs,
}

/// What `explain` is told.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The check, built in or one of your own [default: a list of all]
    #[arg(value_name = "CHECK", value_parser = CheckName)]
    pub(super) check: Option<String>,
    /// The lessons of all checks
    #[arg(long, conflicts_with = "check")]
    pub(super) all: bool,
    /// As a page to read and to print
    #[arg(long)]
    pub(super) html: bool,
    /// Write it to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) look: LookArgs,
}

/// What `demo` is told.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Make the repository in this folder, which is empty or not there, and leave it
    #[arg(long, value_name = "DIR")]
    pub(super) keep: Option<PathBuf>,
    #[command(flatten)]
    pub(super) screen: ScreenArgs,
    #[command(flatten)]
    pub(super) look: LookArgs,
}

fn format_parser() -> impl TypedValueParser<Value = Chosen> {
    let names =
        FORMATS.into_iter().map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(names)
        .try_map(|name| report::format(&name).map(Chosen).ok_or("there is no such format"))
}

pub(super) fn size(text: &str) -> Result<(u16, u16), String> {
    let parsed = text.split_once('x').and_then(|(width, height)| {
        Some((width.parse().ok().filter(|it| *it > 0)?, height.parse().ok().filter(|it| *it > 0)?))
    });
    parsed.ok_or_else(|| "columns and rows are written as in 100x30".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_list_of_commands_is_that_of_the_parser() {
        let mut command = Cli::command();
        command.build();
        let mut names: Vec<_> = command.get_subcommands().map(|it| it.get_name()).collect();
        let mut listed = COMMANDS;
        names.sort_unstable();
        listed.sort_unstable();
        assert_eq!(names, listed);
    }

    #[test]
    fn a_size_has_two_numbers() {
        assert_eq!(size("80x24"), Ok((80, 24)));
        assert!(size("80").is_err() && size("0x3").is_err() && size("99999x1").is_err());
    }
}
