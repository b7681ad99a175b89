//! One page that needs nothing else: the matrix, and each handler's code beside its
//! checklist. Works from disk, without a network, on paper, by keyboard and read aloud.

mod code;
mod escape;
mod item;
mod matrix;
mod page;
mod painted;
mod prose;
mod style;

pub use escape::{escaped, sentence, text};
pub use item::sign;
pub use page::Page;
pub use painted::Painted;
pub use prose::prose;

use code::Code;

use super::own::own;
use super::{Format, Group, RenderError, Report, Style, losses, nothing};
use crate::model::{NotAnalysed, State};

/// What moves.
const SCRIPT: &str = include_str!("../../../assets/report/page.js");

/// The format.
pub(super) struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "a page of its own: code beside the checklist"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let groups = report.groups();
        let title = format!("Review of {}", report.change_set.title);
        let sections: String =
            groups.iter().enumerate().map(|(at, group)| section(report, group, at)).collect();
        let body = format!(
            "<header>\n<h1>{}</h1>\n{}</header>\n{}<main>\n{sections}{}</main>\n{}",
            text(&title),
            totals(report),
            matrix::matrix(report, &groups),
            from_reviewers(report),
            not_analysed(report),
        );
        let page = Page { title: &title, layout: "", body: &body, script: SCRIPT };
        page.html().map_err(|reason| RenderError { format: "html", reason: reason.to_string() })
    }
}

/// How many items are in each state.
fn totals(report: &Report<'_>) -> String {
    if let Some(why) = nothing(report.change_set, report.assessment) {
        return format!("<p>Nothing to review: {}.</p>\n", text(why));
    }
    let counts = report.counts().into_iter().filter(|(_, count)| *count > 0);
    let parts = counts
        .map(|(state, count)| format!("<li>{} {count} {}</li>\n", item::sign(state), state.word()));
    let parts: String = parts.collect();
    let known = report.known().map(|known| format!("<p class=\"muted\">{}</p>\n", text(&known)));
    format!("<ul>\n{parts}</ul>\n{}", known.unwrap_or_default())
}

/// A handler: its code, and beside it what is asked of it.
fn section(report: &Report<'_>, group: &Group<'_>, at: usize) -> String {
    let handler = group.handler;
    let code = Code::of(report, group, at);
    let losing = losses(handler, group.findings.iter().copied());
    let losing = losing.map(|it| format!("<p>{}</p>\n", sentence(&it))).unwrap_or_default();
    let (told, aside): (Vec<_>, Vec<_>) =
        group.findings.iter().partition(|finding| finding.state() != State::NotApplicable);
    let row = |finding: &&crate::model::Finding| item::item(report, handler, finding, &code);
    let told: String = told.iter().map(row).collect();
    let folded = match aside.len() {
        0 => String::new(),
        count => format!(
            "<details><summary class=\"muted\">not applicable ({count})</summary>\n{}</details>\n",
            aside.iter().map(row).collect::<String>(),
        ),
    };
    format!(
        "<section id=\"h{at}\">\n<h2>{} <span class=\"muted\">{}</span></h2>\n{losing}\
         <div class=\"pair\">\n<div>\n{}</div>\n<div class=\"items\">\n{told}{folded}</div>\n\
         </div>\n</section>\n",
        text(&handler.name),
        text(&handler.endpoint()),
        code.figures(),
    )
}

/// What people found and asked by themselves.
fn from_reviewers(report: &Report<'_>) -> String {
    let rows: String =
        own(report).iter().map(|words| format!("<li>{}</li>\n", text(words))).collect();
    if rows.is_empty() {
        return rows;
    }
    format!("<section id=\"reviewers\">\n<h2>From reviewers</h2>\n<ul>\n{rows}</ul>\n</section>\n")
}

fn not_analysed(report: &Report<'_>) -> String {
    let row = |left_out: &NotAnalysed| {
        let line = left_out.place.as_ref().map(|place| format!(":{}", place.first_line()));
        let file = format!("{}{}", left_out.file, line.unwrap_or_default());
        format!("<li><code>{}</code> {}</li>\n", text(&file), sentence(&left_out.reason))
    };
    let rows: Vec<String> = report.assessment.not_analysed().map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    let count = rows.len();
    format!(
        "<footer>\n<details><summary>Not analysed ({count})</summary>\n<ul>\n{}</ul>\n\
         </details>\n</footer>\n",
        rows.concat()
    )
}
