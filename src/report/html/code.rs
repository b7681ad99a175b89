//! The code of a handler on a page: its own lines, and the lines elsewhere that decide.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::Painted;
use super::escape::text;
use crate::model::{Finding, Place, RepoPath, Side};
use crate::report::{Group, Report};

/// Lines around one that decides, where it is not in the handler.
const AROUND: u32 = 2;

/// The stretches of code that a handler's items stand on.
pub(super) struct Code<'a> {
    /// The handler's number on the page.
    at: usize,
    findings: Vec<&'a Finding>,
    figures: Vec<Figure>,
}

/// Lines of a file: first and last of those to be shown, and those that items stand on.
type Wanted = (Vec<(u32, u32)>, Vec<u32>);

/// The shown lines of one side of a file.
struct Figure {
    file: RepoPath,
    side: Side,
    stretches: Vec<RangeInclusive<u32>>,
    /// The lines that items stand on.
    told: Vec<u32>,
    code: Painted,
}

impl<'a> Code<'a> {
    /// Gathers what is to be shown of the `at`-th handler; the handler itself first.
    pub(super) fn of(report: &Report<'a>, group: &Group<'a>, at: usize) -> Self {
        let handler = &group.handler.place;
        let whole = (handler.first_line(), handler.last_line());
        let mut wanted: BTreeMap<(Side, RepoPath), Wanted> = BTreeMap::new();
        for finding in &group.findings {
            let places = finding.evidence().iter().map(|one| &one.place);
            for place in places.chain([finding.primary()]) {
                let around =
                    (place.first_line().saturating_sub(AROUND), place.last_line() + AROUND);
                let known = wanted.entry((place.side(), place.file.clone())).or_default();
                known.0.push(around);
                known.1.extend(place.first_line()..=place.last_line());
            }
        }
        let own = (handler.side(), handler.file.clone());
        wanted.entry(own.clone()).or_default().0.push(whole);
        let mut figures: Vec<Figure> = wanted
            .into_iter()
            .filter_map(|((side, file), wanted)| Figure::of(report, file, side, wanted))
            .collect();
        // The handler's own file first, as it is, then as it was; then what it leads to.
        let order = |figure: &Figure| match (figure.file == own.1, figure.side == own.0) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => 2,
        };
        figures.sort_by_key(order);
        Self { at, findings: group.findings.clone(), figures }
    }

    /// What an item is called on the page.
    pub(super) fn item_id(&self, finding: &Finding) -> String {
        let index = self.findings.iter().position(|it| it.id() == finding.id()).unwrap_or(0);
        format!("h{}i{index}", self.at)
    }

    /// What the line of a place is called on the page; none where it is not shown.
    pub(super) fn id(&self, place: &Place) -> Option<String> {
        let line = place.first_line();
        let is_it = |figure: &Figure| {
            figure.file == place.file && figure.side == place.side() && figure.shows(line)
        };
        let figure = self.figures.iter().position(is_it)?;
        Some(self.line_id(figure, line))
    }

    fn line_id(&self, figure: usize, line: u32) -> String {
        format!("h{}f{figure}l{line}", self.at)
    }

    /// All of it as HTML.
    pub(super) fn figures(&self) -> String {
        let figures = self.figures.iter().enumerate();
        figures.map(|(at, figure)| figure.html(&|line| self.line_id(at, line))).collect()
    }
}

impl Figure {
    fn of(
        report: &Report<'_>,
        file: RepoPath,
        side: Side,
        (mut wanted, told): Wanted,
    ) -> Option<Self> {
        let code = Painted::new(&file, (report.texts)(side, &file)?);
        let last = code.count();
        wanted.sort_unstable();
        let mut stretches: Vec<RangeInclusive<u32>> = Vec::new();
        for (from, to) in wanted {
            let (from, to) = (from.max(1), to.min(last));
            match stretches.last_mut() {
                Some(before) if from <= before.end() + 1 => {
                    *before = *before.start()..=to.max(*before.end());
                }
                _ if from <= to => stretches.push(from..=to),
                _ => {}
            }
        }
        (!stretches.is_empty()).then_some(Self { file, side, stretches, told, code })
    }

    fn shows(&self, line: u32) -> bool {
        self.stretches.iter().any(|stretch| stretch.contains(&line))
    }

    fn html(&self, id: &dyn Fn(u32) -> String) -> String {
        let is_old = self.side == Side::Base;
        let when = if is_old { " before the change" } else { "" };
        let mut html = format!(
            "<figure class=\"code\">\n<figcaption>{}{when}</figcaption>\n",
            text(self.file.as_str())
        );
        for (at, stretch) in self.stretches.iter().enumerate() {
            if at > 0 {
                html.push_str("<div class=\"gap\">…</div>\n");
            }
            for line in stretch.clone() {
                let is_gone = is_old && self.told.contains(&line);
                html.push_str(&format!(
                    "<div class=\"line{}\" id=\"{}\"><span class=\"mark\"></span>\
                     <span class=\"number\">{}{line}</span><span>{}</span></div>\n",
                    if is_gone { " gone" } else { "" },
                    id(line),
                    if is_old { "-" } else { "" },
                    self.code.line(line),
                ));
            }
        }
        html.push_str("</figure>\n");
        html
    }
}
