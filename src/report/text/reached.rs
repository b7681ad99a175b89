//! Handlers of other files that lead to what the change touches, with the way.

use super::Page;
use crate::model::Reached;
use crate::report::visible;

/// More than these are counted.
const NAMED: usize = 8;

impl Page<'_> {
    /// Appends the handlers, each with the calls on the way.
    pub(super) fn reached(&mut self) {
        let all: Vec<&Reached> = self.report.assessment.reached().collect();
        if all.is_empty() {
            return;
        }
        let heading = self.paint.strong("Handlers elsewhere that lead here");
        self.line(&heading);
        for reached in all.iter().take(NAMED) {
            let handler = &reached.handler;
            let mut words = visible(&format!("{} {}", handler.endpoint(), handler.name));
            for (at, place) in reached.through.iter().enumerate() {
                let arrow = if at == 0 { ":" } else { " >" };
                let file = visible(place.file.as_str());
                words.push_str(&format!("{arrow} {file}:{}", place.first_line()));
            }
            self.paragraph("  ", "    ", words.trim_start());
        }
        if all.len() > NAMED {
            self.line(&format!("  and {} more", all.len() - NAMED));
        }
        self.text.push('\n');
    }
}
