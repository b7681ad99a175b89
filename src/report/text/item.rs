//! One item with its lines.

use super::Page;
use super::snippet::{Label, Snippet};
use super::wrap::cells;
use crate::model::{Change, Finding, Handler};
use crate::report::attack::attack;
use crate::report::held::held;
use crate::report::{taken_by, visible};

impl Page<'_> {
    /// Appends an item: what it is, why, where, and what follows from it.
    pub(super) fn item(&mut self, handler: &Handler, finding: &Finding) {
        let state = finding.state();
        let check = self.report.catalog.check(finding.check());
        let mut words = vec![self.title_of(finding)];
        words.extend(finding.subject().map(|subject| format!("of {}", visible(subject))));
        let mut notes = Vec::new();
        if let Some(check) = check {
            notes.extend(self.report.severity(finding).map(|severity| severity.to_string()));
            notes.extend(check.cwe.iter().map(|cwe| format!("CWE-{cwe}")));
            notes.extend(check.by.iter().map(|by| visible(&format!("by {by}"))));
        }
        let told = |change: &Change| *change != Change::Same && change.to_string() != state.word();
        notes.extend(finding.change().filter(told).map(|change| change.to_string()));
        let head = format!("{} {}", self.paint.sign(state), state.word());
        let notes = format!("({})", notes.join(", "));
        let words = words.join(" ");
        let fits = cells(&format!("  {head}: {words} {notes}")) <= self.width;
        let between = if fits { " " } else { "\n    " };
        self.line(&format!(
            "  {}: {}{between}{}",
            self.paint.state(state, &head),
            self.paint.strong(&words),
            self.paint.faint(&notes)
        ));
        self.paragraph("    ", "    ", &visible(finding.message()));
        let snippet = Snippet::new(self.report, self.paint, self.width);
        for line in snippet.draw(&labels(finding)) {
            self.line(&line);
        }
        if let Some(by) = self.report.assessment.taken_by(finding.id()) {
            self.paragraph("    = taken by: ", "                ", &taken_by(by));
        }
        for line in self.report.standings.of(finding).map(held).unwrap_or_default() {
            self.paragraph("    = ", "      ", &visible(&line));
        }
        if let Some(check) = check {
            self.paragraph("    = asked: ", "             ", &check.question);
        }
        if let Some(attack) = attack(self.report, Some(handler), finding) {
            self.paragraph("    = attack: ", "              ", &visible(&attack));
        }
    }
}

/// What to write under the lines: the primary place and the evidence, with what
/// is said of one place only once.
fn labels(finding: &Finding) -> Vec<Label<'_>> {
    let primary = finding.primary();
    let mut words = vec![finding.state().word().to_owned()];
    let mut labels = Vec::new();
    for evidence in finding.evidence() {
        let say = format!("{}: {}", evidence.role, visible(&evidence.say));
        if &evidence.place == primary {
            words.push(say);
        } else {
            labels.push(Label { place: &evidence.place, words: say, is_primary: false });
        }
    }
    labels.insert(0, Label { place: primary, words: words.join("; "), is_primary: true });
    labels
}
