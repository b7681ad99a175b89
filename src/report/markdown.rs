//! Markdown for a pull request: what the change did to the guards, worst first, on lines.

use super::attack::attack;
use super::held::held;
use super::losses;
use super::marked::{block, code, plain, sentence};
use super::own::own;
use super::{Format, Group, RenderError, Report, Style, nothing, visible_line};
use crate::model::{Finding, Handler, Place, Side, State};

/// Lines of code that are shown of a place.
const SHOWN: usize = 12;

/// The format.
pub(super) struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "for a pull request or a wiki"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let mut text = format!("# Review of {}\n\n", plain(&report.change_set.title));
        text.push_str(&totals(report));
        let groups = report.groups();
        for group in &groups {
            text.push_str(&open(report, group));
        }
        text.push_str(&from_reviewers(report));
        let undecided = |state| matches!(state, State::Conditional | State::Unproven);
        text.push_str(&folded(report, &groups, "Conditional or unproven", &|report, finding| {
            undecided(finding.state()) && !report.standings.is_dismissed(finding)
        }));
        text.push_str(&folded(report, &groups, "Dismissed", &|report, finding| {
            report.standings.is_dismissed(finding)
        }));
        text.push_str(&not_analysed(report));
        text.truncate(text.trim_end().len());
        text.push('\n');
        Ok(text)
    }
}

/// How many items are in each state, in words.
fn totals(report: &Report<'_>) -> String {
    if let Some(why) = nothing(report.change_set, report.assessment) {
        return format!("Nothing to review: {}.\n\n", plain(why));
    }
    let counts = report.counts().into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> =
        counts.map(|(state, count)| format!("{count} {}", state.word())).collect();
    let open = report.open().len();
    let open = match open {
        0 => "Nothing is open.".to_owned(),
        1 => "**1 item is open.**".to_owned(),
        _ => format!("**{open} items are open.**"),
    };
    let known = report.known().map(|known| format!(" {}", plain(&known))).unwrap_or_default();
    format!("{open} In all: {}.{known}\n\n", counts.join(", "))
}

/// What people found and asked by themselves.
fn from_reviewers(report: &Report<'_>) -> String {
    let rows: String = own(report).iter().map(|words| format!("- {}\n", plain(words))).collect();
    if rows.is_empty() { rows } else { format!("## From reviewers\n\n{rows}\n") }
}

/// A handler with its open items.
fn open(report: &Report<'_>, group: &Group<'_>) -> String {
    let is_open = |it: &&&Finding| it.state().is_open() && !report.standings.is_dismissed(it);
    let open: Vec<_> = group.findings.iter().filter(is_open).collect();
    if open.is_empty() {
        return String::new();
    }
    let mut text = format!("## {}\n\n", title(group.handler));
    if let Some(loses) = losses(group.handler, group.findings.iter().copied()) {
        text.push_str(&format!("{}\n\n", sentence(&loses)));
    }
    for finding in open {
        text.push_str(&item(report, group.handler, finding));
    }
    text.push('\n');
    text
}

/// `update_note, PUT /notes/<id>`.
fn title(handler: &Handler) -> String {
    let endpoint = handler.endpoint();
    let name = code(&handler.name);
    if endpoint.is_empty() { name } else { format!("{name}, {}", code(&endpoint)) }
}

/// An item with its code, its evidence, and what people hold of it.
fn item(report: &Report<'_>, handler: &Handler, finding: &Finding) -> String {
    let check = report.catalog.check(finding.check());
    let name = check.map_or(finding.check().as_str(), |check| &check.title);
    let mut text = format!(
        "- **{}: {}**{} — {} ({})\n\n",
        plain(name),
        finding.state().word(),
        numbers(report, finding),
        sentence(finding.message()),
        at(finding.primary()),
    );
    text.push_str(&excerpt(report, finding.primary()));
    for evidence in finding.evidence() {
        let (at, say) = (at(&evidence.place), sentence(&evidence.say));
        text.push_str(&format!("  - {}: {at}: {say}\n", evidence.role));
    }
    if let Some(attack) = attack(report, Some(handler), finding) {
        text.push_str(&format!("  - How it would be attacked: {}\n", sentence(&attack)));
    }
    if let Some(standing) = report.standings.of(finding) {
        held(standing).iter().for_each(|line| text.push_str(&format!("  - {}\n", plain(line))));
    }
    text.push('\n');
    text
}

/// ` (high, CWE-639, ASVS 8.2.2)`
fn numbers(report: &Report<'_>, finding: &Finding) -> String {
    let check = report.catalog.check(finding.check());
    let cwe = check.iter().flat_map(|check| &check.cwe).map(|number| format!("CWE-{number}"));
    let asvs = check.iter().flat_map(|check| &check.asvs).map(|id| format!("ASVS {id}"));
    let severity = report.severity(finding).map(|severity| severity.to_string());
    let words: Vec<String> = severity.into_iter().chain(cwe).chain(asvs).collect();
    if words.is_empty() { String::new() } else { format!(" ({})", plain(&words.join(", "))) }
}

/// The lines of a place as a difference; context where nothing was taken away.
fn excerpt(report: &Report<'_>, place: &Place) -> String {
    let Some(code) = (report.excerpts)(place) else { return String::new() };
    let sign = if place.side() == Side::Base { "-" } else { " " };
    let count = code.lines().count();
    let mut lines: Vec<String> =
        code.lines().take(SHOWN).map(|line| format!("{sign}{}", visible_line(line))).collect();
    if count > SHOWN {
        lines.push(format!("@@ {} more @@", count - SHOWN));
    }
    block("diff", &lines, "  ") + "\n"
}

/// `path:line`, and the side where that is the old one.
fn at(place: &Place) -> String {
    let side = if place.side() == Side::Base { " before the change" } else { "" };
    format!("{}{side}", code(&format!("{}:{}", place.file, place.first_line())))
}

/// Items of a kind behind a fold.
fn folded(
    report: &Report<'_>,
    groups: &[Group<'_>],
    heading: &str,
    is_one: &dyn Fn(&Report<'_>, &Finding) -> bool,
) -> String {
    let all = groups.iter().flat_map(|group| {
        group.findings.iter().copied().map(move |finding| (group.handler, finding))
    });
    let lines: Vec<String> = all
        .filter(|(_, finding)| is_one(report, finding))
        .map(|(handler, finding)| {
            let standing = report.standings.of(finding).map(held).unwrap_or_default();
            let standing: String =
                standing.iter().map(|line| format!("  - {}\n", plain(line))).collect();
            format!(
                "- {}{} of {}, {}: {}\n{standing}",
                plain(finding.check().as_str()),
                numbers(report, finding),
                code(&handler.name),
                at(finding.primary()),
                sentence(finding.message()),
            )
        })
        .collect();
    fold(heading, &lines)
}

fn not_analysed(report: &Report<'_>) -> String {
    let left_out = report.assessment.not_analysed().map(|left_out| {
        let line = left_out.place.as_ref().map(|place| format!(":{}", place.first_line()));
        let at = code(&format!("{}{}", left_out.file, line.unwrap_or_default()));
        format!("- {at}: {}\n", sentence(&left_out.reason))
    });
    fold("Not analysed", &left_out.collect::<Vec<_>>())
}

fn fold(heading: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let count = lines.len();
    format!(
        "<details>\n<summary>{heading} ({count})</summary>\n\n{}\n</details>\n\n",
        lines.concat()
    )
}
