//! Text, for people: handlers and items with the lines that decide them, the
//! worst first.

mod added;
mod item;
mod line;
mod paint;
mod reached;
mod snippet;
pub(super) mod wrap;

use super::own::own;
use super::{Format, Group, RenderError, Report, Style, losses, nothing, visible};
use crate::model::{Change, Finding, State};
use paint::Paint;
use wrap::wrap;

/// The format.
pub(super) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "for people: the lines that decide, the worst first"
    }

    fn render(&self, report: &Report<'_>, style: Style) -> Result<String, RenderError> {
        Ok(Page::new(report, style).render())
    }
}

/// The narrowest lines that are still written.
const NARROWEST: usize = 40;

/// How many places that were left out for the same reason are named, and how
/// many checks that do not apply.
const NAMED: usize = 5;

/// A report on its way to text.
struct Page<'a> {
    report: &'a Report<'a>,
    paint: Paint,
    width: usize,
    text: String,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report<'a>, style: Style) -> Self {
        let width = style.width.max(NARROWEST);
        Self { report, paint: Paint::new(style), width, text: String::new() }
    }

    fn render(mut self) -> String {
        let (shown, quiet): (Vec<_>, Vec<_>) =
            self.report.groups().into_iter().partition(is_worth_showing);
        for group in &shown {
            self.group(group);
        }
        self.own();
        self.reached();
        self.left_out();
        self.added();
        self.summary(shown.len() + quiet.len(), quiet.len());
        self.text
    }

    /// Appends a line.
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Appends a paragraph: the first line behind `first`, the others behind `rest`.
    fn paragraph(&mut self, first: &str, rest: &str, words: &str) {
        let room = self.width.saturating_sub(wrap::cells(rest)).max(20);
        for (index, line) in wrap(words, room).iter().enumerate() {
            let indent = if index == 0 { first } else { rest };
            self.line(&format!("{indent}{line}"));
        }
    }

    fn group(&mut self, group: &Group<'_>) {
        let handler = group.handler;
        let endpoint = visible(&handler.endpoint());
        let name = visible(&handler.name);
        let title = if endpoint.is_empty() { name } else { format!("{endpoint} · {name}") };
        let place =
            format!("{}:{}", visible(handler.place.file.as_str()), handler.def.first_line());
        let title = self.paint.ascii_words(&title);
        for (index, line) in wrap(&title, self.width).iter().enumerate() {
            let painted = self.paint.strong(line);
            self.line(&if index == 0 { painted } else { format!("  {painted}") });
        }
        for line in wrap(&place, self.width - 2) {
            self.line(&format!("  {}", self.paint.faint(&line)));
        }
        if let Some(words) = losses(handler, group.findings.iter().copied()) {
            for line in wrap(&words, self.width - 2) {
                self.line(&format!("  {line}"));
            }
        }
        for finding in group.findings.iter().filter(|finding| is_loud(finding)) {
            self.text.push('\n');
            self.item(handler, finding);
        }
        let quiet: Vec<_> =
            group.findings.iter().copied().filter(|finding| !is_loud(finding)).collect();
        self.quiet_items(&quiet);
        self.text.push('\n');
    }

    /// The items that need no excerpt, on a line for each state.
    fn quiet_items(&mut self, findings: &[&Finding]) {
        for (index, state) in [State::Guarded, State::NotApplicable].into_iter().enumerate() {
            let all: Vec<_> =
                findings.iter().copied().filter(|finding| finding.state() == state).collect();
            if all.is_empty() {
                continue;
            }
            if index == 0 {
                self.text.push('\n');
            }
            let sign = self.paint.state(state, &self.paint.sign(state).to_string());
            let words = format!("{}: {}", state.word().replace('-', " "), self.quiet_words(&all));
            self.paragraph(&format!("  {sign} "), "    ", &words);
        }
    }

    /// Items of one state in a row. Of a long row of what does not apply, what
    /// changed and the first few are named, and the rest is counted.
    fn quiet_words(&self, findings: &[&Finding]) -> String {
        let is_told = |at: usize, finding: &Finding| {
            finding.state() == State::Guarded
                || findings.len() <= NAMED + 1
                || at < NAMED
                || finding.change().is_some_and(|it| it != Change::Same)
        };
        let told = findings.iter().enumerate().filter(|(at, finding)| is_told(*at, finding));
        let named: Vec<_> = told.map(|(_, finding)| self.quiet_item(finding)).collect();
        let more = match findings.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{}{more}", named.join(", "))
    }

    fn quiet_item(&self, finding: &Finding) -> String {
        let mut words = self.title_of(finding);
        if finding.state() == State::Guarded {
            words.push_str(&format!(" {}", finding.primary().first_line()));
        }
        if let Some(change) = finding.change().filter(|change| *change != Change::Same) {
            words.push_str(&format!(" ({change})"));
        }
        words
    }

    fn title_of(&self, finding: &Finding) -> String {
        let check = self.report.catalog.check(finding.check());
        check.map_or_else(|| finding.check().to_string(), |check| check.title.clone())
    }

    /// What people found and asked by themselves.
    fn own(&mut self) {
        let own = own(self.report);
        if own.is_empty() {
            return;
        }
        let heading = self.paint.strong("From reviewers");
        self.line(&heading);
        for words in own {
            self.paragraph("  ", "    ", &visible(&words));
        }
        self.text.push('\n');
    }

    /// What was not analysed, by reason; long lists are cut and say so.
    fn left_out(&mut self) {
        let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
        for left_out in self.report.assessment.not_analysed() {
            let line = left_out.place.as_ref().map(|place| format!(":{}", place.first_line()));
            let name = format!("{}{}", visible(left_out.file.as_str()), line.unwrap_or_default());
            match reasons.iter_mut().find(|(reason, _)| *reason == left_out.reason) {
                Some((_, names)) => names.push(name),
                None => reasons.push((&left_out.reason, vec![name])),
            }
        }
        if reasons.is_empty() {
            return;
        }
        let heading = self.paint.strong("Not analysed");
        self.line(&heading);
        for (reason, names) in reasons {
            let more = match names.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let named = names[..names.len().min(NAMED)].join(", ");
            self.paragraph("  ", "    ", &format!("{}: {named}{more}", visible(reason)));
        }
        self.text.push('\n');
    }

    fn summary(&mut self, handlers: usize, quiet: usize) {
        let title = visible(&self.report.change_set.title);
        if let Some(why) = nothing(self.report.change_set, self.report.assessment) {
            self.line(&format!("{title}: {why}."));
            self.passed_over();
            return;
        }
        let plural = if handlers == 1 { "" } else { "s" };
        let rest = match quiet {
            0 => String::new(),
            quiet => format!(", {quiet} of them untouched and with nothing open"),
        };
        self.paragraph("", "  ", &format!("{title}: {handlers} handler{plural}{rest}."));
        self.passed_over();
        if let Some(known) = self.report.known() {
            self.paragraph("", "  ", &visible(&known));
        }
        self.counts();
    }

    /// How many files were not even parsed, and why that is enough.
    fn passed_over(&mut self) {
        let files = match self.report.assessment.passed_over() {
            0 => return,
            1 => "1 more Python file was".to_owned(),
            files => format!("{files} more Python files were"),
        };
        let words = format!("{files} not parsed: no word there can make a handler.");
        self.paragraph("", "  ", &words);
    }

    /// How many items are in each state, on as few lines as they need.
    fn counts(&mut self) {
        let (mut line, mut taken) = (String::new(), 0);
        for (state, count) in self.report.counts().into_iter().filter(|(_, count)| *count > 0) {
            let sign = self.paint.sign(state);
            let words = format!("{sign} {count} {}", state.word().replace('-', " "));
            if taken > 0 && taken + 3 + wrap::cells(&words) > self.width {
                self.line(&std::mem::take(&mut line));
                taken = 0;
            } else if taken > 0 {
                line.push_str("   ");
                taken += 3;
            }
            taken += wrap::cells(&words);
            line.push_str(&self.paint.state(state, &words));
        }
        self.line(&line);
    }
}

/// Whether an item is shown with its lines.
fn is_loud(finding: &Finding) -> bool {
    !matches!(finding.state(), State::Guarded | State::NotApplicable)
}

/// Whether a handler is shown: the change touched it, or something about it changed.
fn is_worth_showing(group: &Group<'_>) -> bool {
    let changed = |finding: &&Finding| finding.change().is_some_and(|it| it != Change::Same);
    let open = |finding: &&Finding| finding.state().is_open();
    group.touched || group.findings.iter().any(|finding| changed(finding) || open(finding))
}
