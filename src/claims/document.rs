//! A foreign review as it was read: values only, every text cleaned and bounded.

use serde::Serialize;

/// The shape a foreign review came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceFormat {
    /// Text written for people: lists, headings, tables, sentences.
    Prose,
    /// JSON of no known schema, or of a scanner; alone, or in a fence with prose around it.
    Json,
    /// SARIF 2.1.0, or near it.
    Sarif,
    /// One finding a line: `path:line[:column]: message`.
    Lines,
    /// The diagnostic format of reviewdog, as one object or one object a line.
    RdJson,
    /// A GitLab report: code quality or a security report.
    GitLab,
}

/// A foreign review as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The shape it came in.
    pub format: SourceFormat,
    /// The name of the scanner, where it is told; several are joined by `, `.
    pub tool: Option<String>,
    /// Every part of the text in order; none is lost.
    pub statements: Vec<Statement>,
    /// What is asserted, in order, with repeats merged into the first.
    pub claims: Vec<ReadClaim>,
    /// Whether the text says that there is nothing to find, and lists something.
    pub self_contradictory: bool,
    /// Which statements deny what is listed, as indexes into `statements`.
    pub denials: Vec<usize>,
    /// What could not be read, in order.
    pub unread: Vec<Unread>,
    /// Files the scanner says it could not analyse, each with the reason it gives.
    pub not_analysed: Vec<(String, String)>,
}

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// Its words, cleaned; long ones are cut.
    pub text: String,
    /// What it is there for.
    pub kind: StatementKind,
    /// The first line of the input it stands on, 1-based.
    pub first_line: u32,
    /// The last line of the input it stands on, 1-based.
    pub last_line: u32,
}

/// What a part of a review is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// What stands before the findings and asserts nothing.
    Preamble,
    /// It says that there is nothing to find.
    Denial,
    /// A finding, or a part of one.
    Item,
    /// What should be done.
    Recommendation,
    /// What stands behind the findings and asserts nothing new.
    Conclusion,
    /// A heading that is not a finding itself.
    Heading,
    /// It says that something is well done.
    Praise,
    /// Markup, rules, counts, notes of machines to machines.
    Noise,
}

/// One assertion of the review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReadClaim {
    /// Its headline: the bold or leading words, or its first sentence.
    pub title: String,
    /// All it says, the headline first: without list marks and emphasis, with the backticks
    /// around code kept. Control characters are gone, bidirectional and invisible ones shown.
    pub text: String,
    /// The headings and labels it stands under, outermost first.
    pub under: Vec<String>,
    /// The places it names, the primary one first.
    pub stated: Vec<StatedPlace>,
    /// Line numbers it names without a file.
    pub loose_lines: Vec<StatedLines>,
    /// The places it was led over (code flows, related places), in order.
    pub steps: Vec<Step>,
    /// The rule of the scanner that found it.
    pub rule: Option<String>,
    /// How bad it is, in the words of the review.
    pub severity: Option<String>,
    /// The weaknesses it names, by their CWE numbers, each once.
    pub cwe: Vec<u32>,
    /// How sure the review says it is, in its words.
    pub confidence: Option<String>,
    /// Code that belongs to it: quoted hunks, fenced code, snippets.
    pub code: Vec<String>,
    /// What it says should be done: the parts of `text` and of repeats that are remedies.
    pub remedies: Vec<String>,
    /// Whether it says only what should be done, and no problem.
    pub remedy_only: bool,
    /// Why it stops nobody, where its tool says so: somebody silenced it, or it was there before.
    pub set_aside: Option<String>,
    /// The first line of the input it stands on, 1-based.
    pub first_line: u32,
    /// The last line of the input it stands on, 1-based.
    pub last_line: u32,
    /// Repeats that were merged into it.
    pub duplicates: Vec<Duplicate>,
}

/// A place as a review states it; nobody has looked whether it exists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub struct StatedPlace {
    /// The path as it is written, percent-encoding undone. Text: not to be opened as it is.
    pub path: String,
    /// What kind of path that is.
    pub form: PathForm,
    /// The first line, 1-based.
    pub line: Option<u32>,
    /// The last line, 1-based and inclusive.
    pub end_line: Option<u32>,
    /// The first column, 1-based.
    pub column: Option<u32>,
    /// The column behind the last, 1-based.
    pub end_column: Option<u32>,
}

/// Lines that are named without a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct StatedLines {
    /// The first, 1-based.
    pub first: u32,
    /// The last, 1-based and inclusive.
    pub last: u32,
}

/// What kind of path a review wrote. Only `Relative` ones may lie in a repository as written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PathForm {
    /// Names below some root.
    #[default]
    Relative,
    /// From the root of a file system, or of a drive or share.
    Absolute,
    /// With `..` in it.
    Climbing,
    /// An address with a scheme that is not `file`.
    Address,
}

/// A place on the way to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Where.
    pub place: StatedPlace,
    /// What the scanner says about it; may be empty.
    pub text: String,
}

/// A repeat of a claim elsewhere in the review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// Its words.
    pub text: String,
    /// Whether it repeats the claim as what should be done.
    pub remedy: bool,
    /// The first line of the input it stands on, 1-based.
    pub first_line: u32,
    /// The last line of the input it stands on, 1-based.
    pub last_line: u32,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The line of the input where it begins, 1-based.
    pub line: u32,
    /// The JSON pointer to it, where there is one.
    pub pointer: Option<String>,
    /// Why.
    pub reason: String,
}
