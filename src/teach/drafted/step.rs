//! A step from what was found of one check about one handler.

use std::collections::BTreeSet;

use super::{Subject, Wanted};
use crate::catalog::{At, PlannedMark, PlannedStep, Task, Weight};
use crate::model::{Evidence, Finding, Place, Role, State};
use crate::report::visible;
use crate::teach::lesson::Lesson;
use crate::teach::{anchors, words};

/// Marks of a step besides those that have to be.
const MOST_BESIDE: usize = 12;

/// The step; none where no line of it is in the lesson.
pub(super) fn step(
    lesson: &Lesson,
    subject: &Subject<'_>,
    wanted: &Wanted<'_>,
) -> Option<PlannedStep> {
    let handler = (subject.handler.as_str(), &subject.place);
    let planned = |place: &Place, weight, role| {
        anchors::planned(lesson, handler, place, weight, role).map(|mark| (place.clone(), mark))
    };
    let mut marks: Vec<(Place, PlannedMark)> = Vec::new();
    for finding in &subject.findings {
        for (place, role) in deciding(finding) {
            marks.extend(planned(place, Weight::Must, role));
        }
    }
    let mut beside = Vec::new();
    for finding in subject.findings.iter().chain(&subject.others) {
        let role = role_of(finding, finding.primary());
        beside.extend(planned(finding.primary(), Weight::Neutral, role));
        for Evidence { role, place, .. } in finding.evidence() {
            beside.extend(planned(place, Weight::Neutral, Some(*role)));
        }
    }
    if marks.is_empty() {
        return None;
    }
    let mut taken = BTreeSet::new();
    marks.retain(|(place, _)| is_new(&mut taken, place));
    let musts = marks.len();
    marks.extend(beside);
    let mut taken = BTreeSet::new();
    marks.retain(|(place, _)| is_new(&mut taken, place));
    marks.truncate(musts + MOST_BESIDE);
    let mut said: Vec<&str> = subject.findings.iter().map(|finding| finding.message()).collect();
    said.dedup();
    let attack = subject.findings.iter().find_map(|finding| (wanted.attack)(finding));
    Some(PlannedStep {
        line: 0,
        task: Task::Find { state: subject.state },
        handler: At { line: 0, value: subject.handler.as_str().to_owned() },
        check: At { line: 0, value: subject.check.to_string() },
        ask: None,
        say: said.join("\n"),
        attack,
        notes: notes(subject),
        hints: Vec::new(),
        marks: marks.into_iter().map(|(_, mark)| mark).collect(),
    })
}

/// Whether no line of a place is taken yet; takes them.
fn is_new(taken: &mut BTreeSet<(Place, u32)>, place: &Place) -> bool {
    let whole = crate::teach::lines_place(place.side(), place.file.clone(), 1, 1);
    let lines: Vec<_> =
        (place.first_line()..=place.last_line()).map(|line| (whole.clone(), line)).collect();
    let is_new = lines.iter().all(|line| !taken.contains(line));
    if is_new {
        taken.extend(lines);
    }
    is_new
}

/// The places that a learner has to mark: where the item stands, and what its state turns on.
fn deciding(finding: &Finding) -> Vec<(&Place, Option<Role>)> {
    let mut places = vec![(finding.primary(), role_of(finding, finding.primary()))];
    let turns_on = match finding.state() {
        State::Conditional => Some(Role::Condition),
        State::Weakened => Some(Role::Was),
        _ => None,
    };
    let first = finding.evidence().iter().find(|it| Some(it.role) == turns_on);
    places.extend(first.map(|it| (&it.place, Some(it.role))));
    places
}

/// The part that a place plays in an item; that of the item's own place by its state, where its
/// evidence says nothing.
fn role_of(finding: &Finding, place: &Place) -> Option<Role> {
    let told = finding.evidence().iter().find(|it| it.place == *place).map(|it| it.role);
    told.or(match finding.state() {
        State::Missing => Some(Role::Effect),
        State::Guarded | State::Removed | State::Weakened | State::Conditional => Some(Role::Guard),
        State::Unproven | State::NotApplicable => None,
    })
}

/// What lineproof leans on, for the teacher.
fn notes(subject: &Subject<'_>) -> String {
    let mut lines = Vec::new();
    for finding in subject.findings.iter().chain(&subject.others) {
        let of = finding.subject().map(|of| format!(" of {}", visible(of))).unwrap_or_default();
        lines.push(format!("{}{of}: {}", finding.state(), visible(finding.message())));
        for Evidence { role, place, say } in finding.evidence() {
            let file = visible(place.file.as_str());
            lines.push(format!("- {role}: {file} {}: {}", words::lines(place), visible(say)));
        }
    }
    lines.join("\n")
}
