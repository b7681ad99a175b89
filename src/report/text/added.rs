//! What users added to the program's knowledge, and what a change does to it.

use super::Page;
use crate::report::visible;

impl Page<'_> {
    /// Appends what was added, what of it was left out, and what changes.
    pub(super) fn added(&mut self) {
        let added = self.report.catalog.added();
        let changed = self.report.changed_additions;
        if added.parts.is_empty() && added.problems.is_empty() && changed.is_empty() {
            return;
        }
        let heading = self.paint.strong("Added by you or the repository");
        self.line(&heading);
        for part in &added.parts {
            let rows = match part.rows {
                Some(1) => "1 row".to_owned(),
                Some(rows) => format!("{rows} rows"),
                None => "a check".to_owned(),
            };
            let words = format!("{}: {rows}, as of {}", part.by, part.read_from);
            self.paragraph("  ", "    ", &visible(&words));
        }
        for problem in &added.problems {
            self.paragraph("  ", "    ", &visible(&format!("left out: {problem}")));
        }
        if !changed.is_empty() {
            let names: Vec<_> = changed.iter().map(|path| visible(path.as_str())).collect();
            let words = format!(
                "this change touches {}: what it says there counts once it is at base",
                names.join(", ")
            );
            self.paragraph("  ", "    ", &words);
        }
        self.text.push('\n');
    }
}
