//! A lesson from a real change: questions from what lineproof finds, with its own evidence as a
//! first key, for a teacher to edit.

mod copied;
mod imports;
mod step;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::lesson::Lesson;
use super::{Tree, functions};
use crate::analysis::Sources;
use crate::catalog::{At, Catalog, LessonPlan, LessonSource, Level};
use crate::model::{Assessment, Change, CheckId, Finding, HandlerId, Place, Side, State};

/// What is to become of a lesson.
pub struct Wanted<'a> {
    /// What the range is called.
    pub title: &'a str,
    /// The name of the lesson.
    pub id: &'a str,
    /// Steps, at most.
    pub most: usize,
    /// Only about these checks; about all where it is empty.
    pub checks: &'a [CheckId],
    /// How a finding would be attacked, in a sentence.
    pub attack: &'a dyn Fn(&Finding) -> Option<String>,
}

/// A lesson that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its files.
    pub source: LessonSource,
    /// What a teacher should know of how it was made, each in a sentence.
    pub remarks: Vec<String>,
}

/// The trees that a lesson is taken from; the old one none where nothing is compared.
#[derive(Clone)]
pub struct Trees {
    /// Before the change.
    pub base: Option<Arc<dyn Sources>>,
    /// After it.
    pub head: Arc<dyn Sources>,
}

impl Trees {
    fn of(&self, side: Side) -> Option<&Arc<dyn Sources>> {
        match side {
            Side::Base => self.base.as_ref(),
            Side::Head => Some(&self.head),
        }
    }
}

/// Findings of one check about one handler: what a step is made of.
struct Subject<'a> {
    handler: &'a HandlerId,
    check: &'a CheckId,
    /// The handler's lines.
    place: Place,
    /// The worst state of them.
    state: State,
    /// Those in that state.
    findings: Vec<&'a Finding>,
    /// The others.
    others: Vec<&'a Finding>,
}

/// Makes a lesson of what was found; none where there is nothing to ask.
#[must_use]
pub fn draft(
    trees: &Trees,
    assessment: &Assessment,
    wanted: &Wanted<'_>,
    catalog: &Arc<Catalog>,
    cancel: &AtomicBool,
) -> Option<Draft> {
    let mut remarks = Vec::new();
    let mut subjects = subjects(trees, assessment, wanted);
    subjects.sort_by_key(|subject| subject.state);
    if subjects.len() > wanted.most {
        let left = subjects.len() - wanted.most;
        remarks.push(format!(
            "{left} more could be asked: --most takes them in, --check and paths choose"
        ));
        subjects.truncate(wanted.most);
    }
    let of_handler = |subject: &Subject<'_>| (subject.place.clone(), subject.state);
    subjects.sort_by_key(of_handler);
    if subjects.is_empty() {
        return None;
    }
    let copied = copied::copied(trees, &subjects, catalog, cancel);
    remarks.extend(copied.remarks(&subjects));
    let subjects = copied.told(subjects);
    let mut lesson = blank(wanted.id);
    lesson.before = Tree::new(copied.before.clone());
    lesson.after = Tree::new(copied.after.clone());
    let steps = subjects.iter().filter_map(|subject| step::step(&lesson, subject, wanted));
    let plan =
        LessonPlan { steps: steps.collect(), ..about(&subjects, assessment, wanted, catalog) };
    let source = LessonSource {
        id: wanted.id.to_owned(),
        file: "lesson.toml".to_owned(),
        text: plan.to_toml().into(),
        before: copied.before,
        after: copied.after,
    };
    Some(Draft { source, remarks })
}

/// What could be asked: with a base what the change did something to, else what is open.
fn subjects<'a>(
    trees: &Trees,
    assessment: &'a Assessment,
    wanted: &Wanted<'_>,
) -> Vec<Subject<'a>> {
    let compared = trees.base.is_some();
    let asks = |finding: &&Finding| {
        let is_told = match compared {
            true => finding.change().is_some_and(|change| change != Change::Same),
            false => finding.state().is_open(),
        };
        let of_check = wanted.checks.is_empty() || wanted.checks.contains(finding.check());
        is_told && of_check && finding.state() != State::NotApplicable
    };
    let mut grouped: BTreeMap<(&HandlerId, &CheckId), Vec<&Finding>> = BTreeMap::new();
    for finding in assessment.findings().filter(asks) {
        grouped.entry((finding.handler(), finding.check())).or_default().push(finding);
    }
    let of = |((handler, check), all): ((&'a HandlerId, &'a CheckId), Vec<&'a Finding>)| {
        let state = all.iter().map(|finding| finding.state()).min()?;
        let place = place(trees, handler)?;
        let is_worst = |finding: &&Finding| finding.state() == state;
        let (findings, others) = all.into_iter().partition(is_worst);
        Some(Subject { handler, check, place, state, findings, others })
    };
    grouped.into_iter().filter_map(of).collect()
}

/// The lines of a handler: after the change, else before it.
fn place(trees: &Trees, handler: &HandlerId) -> Option<Place> {
    let (file, _) = handler.as_str().split_once("::")?;
    let file = file.into();
    [Side::Head, Side::Base].into_iter().find_map(|side| {
        let text = trees.of(side)?.read(&file)?.text;
        let all = functions::functions(side, &file, &text);
        all.into_iter().find(|function| function.id == *handler).map(|function| function.place)
    })
}

/// A lesson that says nothing yet.
fn blank(id: &str) -> Lesson {
    Lesson {
        id: id.to_owned(),
        title: String::new(),
        goal: String::new(),
        level: Level::default(),
        minutes: 1,
        framework: None,
        cwe: Vec::new(),
        asvs: Vec::new(),
        questions: Vec::new(),
        before: Tree::default(),
        after: Tree::default(),
        digest: String::new(),
    }
}

/// What is said of the lesson as a whole; nothing of it is an answer.
fn about(
    subjects: &[Subject<'_>],
    assessment: &Assessment,
    wanted: &Wanted<'_>,
    catalog: &Catalog,
) -> LessonPlan {
    let checks = || subjects.iter().filter_map(|subject| catalog.check(subject.check));
    let mut cwe: Vec<u32> = checks().filter_map(|check| check.cwe.first().copied()).collect();
    let mut asvs: Vec<String> = checks().filter_map(|check| check.asvs.first().cloned()).collect();
    cwe.sort_unstable();
    cwe.dedup();
    asvs.sort();
    asvs.dedup();
    let frameworks = subjects.iter().filter_map(|subject| assessment.handler(subject.handler));
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for handler in frameworks {
        *counted.entry(handler.framework.as_str()).or_default() += 1;
    }
    let framework = counted.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name);
    let is_known = |name: &&str| catalog.frameworks().iter().any(|it| it.id == **name);
    LessonPlan {
        title: format!("A review of {}", wanted.title),
        goal: "Find the lines that decide, and say what becomes of the guards.".to_owned(),
        level: Level::Intermediate,
        minutes: u32::try_from(subjects.len() * 3).unwrap_or(60).clamp(5, 90),
        framework: framework.filter(is_known).map(|name| At { line: 0, value: name.to_owned() }),
        cwe,
        asvs,
        notes: format!(
            "Made by `lineproof teach new` from {}: the key is what lineproof found. Read it, and \
             say in your own words what matters.",
            wanted.title
        ),
        steps: Vec::new(),
    }
}
