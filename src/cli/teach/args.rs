//! What `lineproof teach` is told.

use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use crate::cli::args::size;
use crate::cli::look::LookArgs;
use crate::cli::names::{LessonName, ThemeName};
use crate::cli::select::Selected;
use crate::teach::HANDOUT_FORMATS;

/// What the long help of `teach` ends with.
pub(in crate::cli) const TEACH_HELP: &str = "\
A lesson asks about code: which lines decide, and is the guard there? You mark lines, say the
state, and then see the answer beside your own. There are three kinds of question:
  find    mark the lines that decide, and say the state
  judge   does what a review claims hold, and on which line?
  mend    edit the code until the guard is there; nothing of it is run

Points, of 10 for a question:
  lines   up to 5: how many of those that matter you marked, and how many of your marks matter
          (2 x right / (2 x right + wrong + missed)). Some lines are neutral; a trap counts
          twice. Marking everything finds all and brings next to nothing
  state   5; half of it for a near one: missing and removed, removed and weakened, weakened and
          conditional. A wrong verdict on a claim brings nothing at all
  sure    1 guess, 2 fairly, 3 certain: right, it adds 0, a half or 1; wrong, it costs as much
  hints   the first leaves 90 %, the second 70 %, the third 30 %
An answer that was shown before anything was answered brings none.

Examples:
  lineproof teach                       the lessons there are
  lineproof teach hut-bookings          one of them
  lineproof teach ./my-lesson           one of your own
  lineproof teach handout hut-bookings --format html -o huts.html     on paper
  lineproof teach new main..topic -o my-lesson      from a real change, to be edited
  lineproof teach check my-lesson       whether a lesson can be used
  lineproof teach results answers/      how a class did

A lesson may come from anybody: only files in its folder are read, no link is followed, and
nothing of it is run. How far you came is kept in the folder lineproof/lessons of your state.

Exit status: 0 done; 1 `teach check` found a mistake; 2 it could not run.";

const CHECK_HELP: &str = "\
Tells every mistake with its line: unknown words, lines that do not stand in the code or do so
several times, a state without lines to mark, code that needs no mending. Where lineproof itself
finds another state than the key, that is told as well; a teacher may be right, so it does not
count.

Exit status: 0 all lessons can be used, 1 one cannot, 2 a folder cannot be read.";

const NEW_HELP: &str = "\
Of a range, it asks about what the change did to guards: took away, weakened, added, moved. With
--all or --at COMMIT it asks about what is open there. The files are copied that lead lineproof to
the same answers, and no others. The key is lineproof's own evidence, as a first draft: a line in
`notes` for each place, the sentence of the finding in `say`. Read it, correct it, and put it in
your own words.

Examples:
  lineproof teach new main..topic -o lessons/reviews
  lineproof teach new --range 7ad9ef07 -o lessons/aggregates -- placement/handlers
  lineproof teach new --all --check object-access --most 4 -o lessons/owners

Exit status: 0 it was made, 2 there is nothing to ask, or it could not run.";

const SCORE_HELP: &str = r#"An answer is what the screen keeps, or a file like this:
  {"format": "lineproof-answer/1", "lesson": "kites", "learner": "Ada", "steps": [
    {"state": "missing", "confidence": 2,
     "marks": [{"side": "after", "file": "kites/views.py", "first": 12, "last": 13}]},
    {"holds": false, "marks": [{"file": "kites/views.py", "first": 20}]},
    {"edits": {"kites/views.py": "the whole text of the file"}}]}
One step for each question, in order; `{}` was not answered. `lineproof teach --help` says how
points come about.

Exit status: 0 it was scored, 2 it could not run."#;

const RESULTS_HELP: &str = "\
Precision is how many of the marked lines are right, recall how many of the lines to be marked
were found: who marks everything has all of the one and next to nothing of the other.

Examples:
  lineproof teach results answers
  lineproof teach results answers --lesson ./my-lesson --html -o results.html
  lineproof teach results answers --csv > results.csv

Exit status: 0 all were scored, 2 a lesson is not known, or it could not run.";

const HANDOUT_HELP: &str = "\
Without --answers there is nothing in it that tells an answer. The same lesson gives the same
bytes each time. JSON is for other programs; with --answers it is the key.";

/// What `teach` is told.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct TeachArgs {
    #[command(subcommand)]
    pub(super) command: Option<TeachCommand>,
    /// A lesson by its name, or a folder with one [default: a list of all]
    #[arg(value_name = "LESSON|DIR", value_parser = LessonName)]
    pub(super) lesson: Option<String>,
    /// Print the questions in reading order instead of opening the lesson, for a screen reader
    #[arg(long, conflicts_with = "print")]
    pub(super) plain: bool,
    #[command(flatten)]
    pub(super) sitting: SittingArgs,
    #[command(flatten)]
    pub(super) look: LookArgs,
}

/// How a lesson is opened.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Lesson")]
pub(super) struct SittingArgs {
    /// Write your answers to this file as well, after every change, to be handed in
    #[arg(long, value_name = "FILE", requires = "lesson")]
    pub(super) answers: Option<PathBuf>,
    /// What you are called in the file of answers
    #[arg(long, value_name = "NAME", requires = "lesson")]
    pub(super) name: Option<String>,
    /// Begin at the first question without answers, not where you left it
    #[arg(long, conflicts_with = "print", requires = "lesson")]
    pub(super) fresh: bool,
    /// The colours [default: by the terminal's background]
    #[arg(long, value_name = "NAME", value_parser = ThemeName, requires = "lesson")]
    pub(super) theme: Option<String>,
    /// Print the screen as text instead of opening it; nothing is kept
    #[arg(long, requires = "lesson")]
    pub(super) print: bool,
    /// Keys to press before it is printed, with blanks between them: j*3 <space> s 2
    #[arg(long, value_name = "KEYS", requires = "print")]
    pub(super) keys: Option<String>,
    /// Columns and rows of the printed screen [default: 100x30]
    #[arg(long, value_name = "WxH", value_parser = size, requires = "print")]
    pub(super) size: Option<(u16, u16)>,
}

impl TeachArgs {
    /// Whether a screen is drawn, on the terminal or as text.
    pub(super) fn draws(&self) -> bool {
        self.sitting.print || (!self.plain && stdout().is_terminal())
    }
}

/// What can be done with lessons besides learning.
#[derive(Debug, Subcommand)]
pub(super) enum TeachCommand {
    /// Whether lessons can be used, and what is wrong with them
    #[command(after_long_help = CHECK_HELP)]
    Check(CheckArgs),
    /// Make a lesson from a real change
    #[command(after_long_help = NEW_HELP)]
    New(NewArgs),
    /// Score answers without a screen
    #[command(after_long_help = SCORE_HELP)]
    Score(ScoreArgs),
    /// How a class did: a table, bars, and the lines most missed
    #[command(after_long_help = RESULTS_HELP)]
    Results(ResultsArgs),
    /// A lesson on paper: questions and code, with or without the answers
    #[command(after_long_help = HANDOUT_HELP)]
    Handout(HandoutArgs),
}

/// What `teach check` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct CheckArgs {
    /// Folders with lessons, or names of lessons
    #[arg(value_name = "DIR", required = true, value_parser = LessonName)]
    pub(super) lessons: Vec<String>,
}

/// What `teach new` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct NewArgs {
    #[command(flatten)]
    pub(super) selected: Selected,
    /// The folder to write it to, which is empty or not there
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
    /// Steps at most, the worst first
    #[arg(long, value_name = "STEPS", default_value_t = 8)]
    pub(super) most: usize,
    /// Only about this check. May be given several times
    #[arg(long, value_name = "CHECK")]
    pub(super) check: Vec<String>,
}

/// What `teach score` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct ScoreArgs {
    /// The lesson, by its name or its folder
    #[arg(value_name = "LESSON|DIR", value_parser = LessonName)]
    pub(super) lesson: String,
    /// The answers; - is standard input
    #[arg(value_name = "ANSWER.json")]
    pub(super) answers: PathBuf,
    /// The format [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "json"])]
    pub(super) format: Option<String>,
}

/// What `teach results` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct ResultsArgs {
    /// The folder with the answers: a file of each learner that ends in .json
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// A lesson that is not built in, by its folder. May be given several times
    #[arg(long, value_name = "DIR")]
    pub(super) lesson: Vec<String>,
    /// A page of its own
    #[arg(long, conflicts_with = "csv")]
    pub(super) html: bool,
    /// A row for each learner, for spreadsheets
    #[arg(long)]
    pub(super) csv: bool,
    /// Write it to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) look: LookArgs,
}

/// What `teach handout` is told.
#[derive(Debug, Clone, Args)]
pub(super) struct HandoutArgs {
    /// The lesson, by its name or its folder
    #[arg(value_name = "LESSON|DIR", value_parser = LessonName)]
    pub(super) lesson: String,
    /// With the answers
    #[arg(long)]
    pub(super) answers: bool,
    /// The format [default: by the end of FILE's name, else markdown]
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(HANDOUT_FORMATS))]
    pub(super) format: Option<String>,
    /// Write it to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}
