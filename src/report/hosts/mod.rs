//! Formats that code hosts and their helpers read: annotations, code quality, comments.
//! They tell the open items that nobody dismissed, the worst first.

mod code_quality;
mod comments;
mod github;
mod rdjson;
mod sast;
mod table;

pub(super) use code_quality::CodeQuality;
pub(super) use comments::Comments;
pub(super) use github::GitHub;
pub(super) use rdjson::Rdjson;
pub(super) use sast::Sast;
pub(super) use table::Csv;
pub use table::row as csv_row;

use super::Report;
use super::attack::attack;
use crate::catalog::Check;
use crate::model::{Finding, Handler, Place, Role, Severity, Side};

/// An open item as hosts are told of it.
pub(super) struct Open<'a> {
    pub(super) handler: Option<&'a Handler>,
    pub(super) finding: &'a Finding,
    pub(super) check: Option<&'a Check>,
    severity: Option<Severity>,
}

impl<'a> Report<'a> {
    /// The open items that nobody dismissed, the worst first.
    pub(super) fn open(&self) -> Vec<Open<'a>> {
        let is_open =
            |finding: &Finding| finding.state().is_open() && !self.standings.is_dismissed(finding);
        let items = self.told().filter(|(_, finding)| is_open(finding));
        let mut open: Vec<_> = items
            .map(|(handler, finding)| Open {
                handler,
                finding,
                check: self.catalog.check(finding.check()),
                severity: self.severity(finding),
            })
            .collect();
        open.sort_by_key(|one| (one.finding.state(), std::cmp::Reverse(one.severity())));
        open
    }
}

impl<'a> Open<'a> {
    /// How bad it is; that of a check that is not known any more is medium.
    pub(super) fn severity(&self) -> Severity {
        self.severity.unwrap_or(Severity::Medium)
    }

    /// `Lost updates: removed`.
    pub(super) fn title(&self) -> String {
        let name = self.check.map_or(self.finding.check().as_str(), |check| &check.title);
        format!("{name}: {}", self.finding.state().word())
    }

    /// Where it stands at head: hosts show head alone. What a removed guard leaves open, else
    /// its handler; none where the handler is gone as well.
    pub(super) fn head_place(&self) -> Option<&'a Place> {
        let at_head = |place: &&Place| place.side() == Side::Head;
        let evidence = self.finding.evidence().iter();
        let effects = evidence.filter(|one| matches!(one.role, Role::Effect | Role::Sink));
        let def = self.handler.map(|handler| &handler.def);
        std::iter::once(self.finding.primary())
            .chain(effects.map(|one| &one.place))
            .chain(def)
            .find(at_head)
    }

    /// What it says, where the guard was, and how it would be attacked; a line each.
    pub(super) fn lines(&self, report: &Report<'_>) -> Vec<String> {
        let mut lines = vec![self.finding.message().to_owned()];
        let primary = self.finding.primary();
        if primary.side() == Side::Base {
            let was = report.excerpts;
            let code = was(primary).unwrap_or_default();
            let code = code.lines().next().unwrap_or_default().trim().to_owned();
            lines.push(format!("Was at {}:{}: `{code}`", primary.file, primary.first_line()));
        }
        lines.extend(attack(report, self.handler, self.finding));
        lines
    }
}
