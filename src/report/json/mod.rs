//! JSON, for programs: every handler, every item, everything left out.

mod held;

use serde::Serialize;

use super::attack::attack;
use super::{Format, RenderError, Report, Style, losses};
use crate::catalog::{Added, Problem};
use crate::model::{
    Category, Change, Evidence, FileAssessment, Finding, Handler, NotAnalysed, Place, Reached,
    RepoPath, Role, Severity, Side, State, TakenBy,
};
use held::{DecidedRow, NoteRow, RemarkRow};

/// The name and version of the shape, for readers to compare.
pub const CHECK_SCHEMA: &str = "lineproof/check/1";

/// The format.
pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "everything, for programs"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let mut text = serde_json::to_string_pretty(&Document::new(report))
            .map_err(|error| RenderError { format: "json", reason: error.to_string() })?;
        text.push('\n');
        Ok(text)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    version: &'static str,
    title: &'a str,
    base: Option<&'a str>,
    head: &'a str,
    handlers: Vec<HandlerRow<'a>>,
    findings: Vec<FindingRow<'a>>,
    reached: Vec<ReachedRow<'a>>,
    not_analysed: Vec<NotAnalysedRow<'a>>,
    /// How many files were not parsed, for no word in them can make a handler.
    passed_over: usize,
    added: AddedRows<'a>,
    /// What people found and asked by themselves.
    remarks: Vec<RemarkRow<'a>>,
}

impl<'a> Document<'a> {
    fn new(report: &Report<'a>) -> Self {
        let files = &report.assessment.files;
        Self {
            schema: CHECK_SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            title: &report.change_set.title,
            base: report.change_set.base.as_ref().map(|base| base.id()),
            head: report.change_set.head.id(),
            handlers: files
                .iter()
                .flat_map(|(_, file)| {
                    file.handlers.iter().map(|handler| HandlerRow::new(report, handler, file))
                })
                .collect(),
            findings: report
                .items()
                .map(|(handler, finding)| FindingRow::new(report, handler, finding))
                .collect(),
            reached: report.assessment.reached().map(ReachedRow::new).collect(),
            not_analysed: report.assessment.not_analysed().map(NotAnalysedRow::new).collect(),
            passed_over: report.assessment.passed_over(),
            added: AddedRows::new(report),
            remarks: report.standings.own().iter().map(RemarkRow::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct HandlerRow<'a> {
    id: &'a str,
    file: &'a str,
    name: &'a str,
    line: u32,
    end_line: u32,
    side: Side,
    framework: &'a str,
    methods: Vec<&'a str>,
    route: Option<&'a str>,
    routes: Vec<&'a str>,
    touched: bool,
    /// In a sentence, what it loses by the change.
    loses: Option<String>,
    /// Remarks on it as a whole, the oldest first.
    notes: Vec<NoteRow<'a>>,
}

impl<'a> HandlerRow<'a> {
    fn new(report: &Report<'a>, handler: &'a Handler, file: &'a FileAssessment) -> Self {
        let own = file.findings.iter().filter(|finding| *finding.handler() == handler.id);
        Self {
            id: handler.id.as_str(),
            file: handler.place.file.as_str(),
            name: &handler.name,
            line: handler.place.first_line(),
            end_line: handler.place.last_line(),
            side: handler.place.side(),
            framework: &handler.framework,
            methods: handler.methods.iter().map(|method| method.as_str()).collect(),
            route: handler.route(),
            routes: handler.routes.iter().map(|route| route.template.as_str()).collect(),
            touched: file.touched.contains(&handler.id),
            loses: losses(handler, own),
            notes: report.standings.notes_on(&handler.id).iter().map(NoteRow::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct FindingRow<'a> {
    id: &'a str,
    check: &'a str,
    category: Option<Category>,
    severity: Option<Severity>,
    state: State,
    head_state: Option<State>,
    base_state: Option<State>,
    change: Option<Change>,
    handler: &'a str,
    subject: Option<&'a str>,
    #[serde(flatten)]
    place: PlaceRow<'a>,
    message: &'a str,
    cwe: &'a [u32],
    asvs: &'a [String],
    question: Option<&'a str>,
    attack: Option<String>,
    evidence: Vec<EvidenceRow<'a>>,
    /// Who took its guard away, in a range of several commits.
    taken_by: Option<TakenRow<'a>>,
    /// The folder of a user's check; none for what is built in.
    by: Option<&'a str>,
    /// What people hold of it now: open, confirmed, dismissed, fixed, needs-review.
    disposition: &'static str,
    /// The last word about it.
    decided: Option<DecidedRow<'a>>,
    /// The lines that it was said of, where they read otherwise now.
    was: Option<&'a str>,
    notes: Vec<NoteRow<'a>>,
    /// Whether the baseline has it; none where none was named.
    known: Option<bool>,
}

impl<'a> FindingRow<'a> {
    fn new(report: &Report<'a>, handler: Option<&Handler>, finding: &'a Finding) -> Self {
        let check = report.catalog.check(finding.check());
        let comparison = finding.comparison();
        let standing = report.standings.of(finding);
        Self {
            id: finding.id().as_str(),
            check: finding.check().as_str(),
            category: check.map(|check| check.category),
            severity: report.severity(finding),
            state: finding.state(),
            head_state: comparison.map_or(Some(finding.state()), |both| both.head_state),
            base_state: comparison.and_then(|both| both.base_state),
            change: finding.change(),
            handler: finding.handler().as_str(),
            subject: finding.subject(),
            place: PlaceRow::new(finding.primary()),
            message: finding.message(),
            cwe: check.map_or(&[], |check| &check.cwe),
            asvs: check.map_or(&[], |check| &check.asvs),
            question: check.map(|check| check.question.as_str()),
            attack: attack(report, handler, finding),
            evidence: finding.evidence().iter().map(EvidenceRow::new).collect(),
            taken_by: report.assessment.taken_by(finding.id()).map(TakenRow::new),
            by: check.and_then(|check| check.by.as_deref()),
            disposition: standing.map_or("open", |it| it.disposition.word()),
            decided: standing.and_then(|it| it.decision.as_ref()).map(DecidedRow::new),
            was: standing.and_then(|it| it.was.as_deref()),
            notes: standing.map_or(&[][..], |it| &it.notes).iter().map(NoteRow::new).collect(),
            known: report.baseline.map(|baseline| baseline.knows(finding)),
        }
    }
}

/// A commit; neither its id nor its subject where it is not made yet.
#[derive(Serialize)]
struct TakenRow<'a> {
    commit: Option<&'a str>,
    subject: Option<&'a str>,
}

impl<'a> TakenRow<'a> {
    fn new(by: &'a TakenBy) -> Self {
        match by {
            TakenBy::Commit { id, subject } => Self { commit: Some(id), subject: Some(subject) },
            TakenBy::Uncommitted => Self { commit: None, subject: None },
        }
    }
}

/// Lines are 1-based and inclusive; columns 0-based, in chars, the end exclusive.
#[derive(Serialize)]
struct PlaceRow<'a> {
    file: &'a str,
    line: u32,
    end_line: u32,
    column: Option<u32>,
    end_column: Option<u32>,
    side: Side,
}

impl<'a> PlaceRow<'a> {
    fn new(place: &'a Place) -> Self {
        Self {
            file: place.file.as_str(),
            line: place.first_line(),
            end_line: place.last_line(),
            column: place.columns().map(|columns| columns.start),
            end_column: place.columns().map(|columns| columns.end),
            side: place.side(),
        }
    }
}

#[derive(Serialize)]
struct EvidenceRow<'a> {
    role: Role,
    #[serde(flatten)]
    place: PlaceRow<'a>,
    say: &'a str,
}

impl<'a> EvidenceRow<'a> {
    fn new(evidence: &'a Evidence) -> Self {
        Self { role: evidence.role, place: PlaceRow::new(&evidence.place), say: &evidence.say }
    }
}

/// A handler of a file that is not changed, and the way from it to what is.
#[derive(Serialize)]
struct ReachedRow<'a> {
    handler: &'a str,
    endpoint: String,
    file: &'a str,
    line: u32,
    through: Vec<PlaceRow<'a>>,
}

impl<'a> ReachedRow<'a> {
    fn new(reached: &'a Reached) -> Self {
        let handler = &reached.handler;
        Self {
            handler: handler.id.as_str(),
            endpoint: handler.endpoint(),
            file: handler.place.file.as_str(),
            line: handler.place.first_line(),
            through: reached.through.iter().map(PlaceRow::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct NotAnalysedRow<'a> {
    file: &'a str,
    line: Option<u32>,
    end_line: Option<u32>,
    reason: &'a str,
}

impl<'a> NotAnalysedRow<'a> {
    fn new(left_out: &'a NotAnalysed) -> Self {
        let place = left_out.place.as_ref();
        Self {
            file: left_out.file.as_str(),
            line: place.map(Place::first_line),
            end_line: place.map(Place::last_line),
            reason: &left_out.reason,
        }
    }
}

/// What users added to the program's knowledge, and what the change does to it.
#[derive(Serialize)]
struct AddedRows<'a> {
    parts: Vec<AddedRow<'a>>,
    left_out: Vec<ProblemRow<'a>>,
    changed: Vec<&'a str>,
}

impl<'a> AddedRows<'a> {
    fn new(report: &Report<'a>) -> Self {
        let added = report.catalog.added();
        let part = |part: &'a Added| AddedRow {
            by: &part.by,
            read_from: &part.read_from,
            rows: part.rows,
        };
        let problem = |problem: &'a Problem| ProblemRow {
            file: &problem.file,
            line: problem.line,
            message: &problem.message,
        };
        Self {
            parts: added.parts.iter().map(part).collect(),
            left_out: added.problems.iter().map(problem).collect(),
            changed: report.changed_additions.iter().map(RepoPath::as_str).collect(),
        }
    }
}

#[derive(Serialize)]
struct AddedRow<'a> {
    by: &'a str,
    read_from: &'a str,
    rows: Option<usize>,
}

#[derive(Serialize)]
struct ProblemRow<'a> {
    file: &'a str,
    line: Option<u32>,
    message: &'a str,
}
