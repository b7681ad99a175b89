//! From the files of a lesson to the lesson and its key; everything that is wrong is told.

use std::sync::Arc;

use super::key::{Key, StepKey, Verdict};
use super::lesson::{Asked, Lesson, Question};
use super::{Tree, anchors, functions, lines, shown};
use crate::catalog::{
    Catalog, LessonPlan, LessonSource, PlannedStep, Problem, Task, Weight, nearest,
};
use crate::git;
use crate::model::{CheckId, RepoPath, Side};

/// A lesson and its key, as a teacher has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// What everybody may know.
    pub lesson: Arc<Lesson>,
    /// What is right.
    pub key: Key,
}

/// Reads a lesson.
///
/// # Errors
/// Everything that is wrong with it, with the lines of `lesson.toml`.
pub fn load(source: &LessonSource, catalog: &Catalog) -> Result<Taught, Vec<Problem>> {
    let plan = LessonPlan::parse(&source.file, &source.text)?;
    let mut reading = Reading { source, catalog, problems: Vec::new() };
    let mut lesson = reading.lesson(&plan);
    let mut keys = Vec::new();
    for step in &plan.steps {
        if let Some((question, key)) = reading.step(&lesson, step) {
            lesson.questions.push(question);
            keys.push(key);
        }
    }
    let mut problems = reading.problems;
    problems.sort_by_key(|problem| problem.line);
    if !problems.is_empty() {
        return Err(problems);
    }
    let key = Key { notes: shown::lines(&plan.notes), steps: keys };
    Ok(Taught { lesson: Arc::new(lesson), key })
}

struct Reading<'a> {
    source: &'a LessonSource,
    catalog: &'a Catalog,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn problem(&mut self, line: u32, message: String) {
        let file = self.source.file.clone();
        self.problems.push(Problem { file, line: Some(line), message });
    }

    fn lesson(&mut self, plan: &LessonPlan) -> Lesson {
        if self.source.after.is_empty() {
            self.problem(1, "there is no code: the folder after/ beside it has no file".to_owned());
        }
        if let Some(framework) = &plan.framework {
            let known = self.catalog.frameworks().iter().map(|it| it.id.clone());
            self.known("framework", framework.line, &framework.value, known.collect());
        }
        Lesson {
            id: shown::line(&self.source.id),
            title: shown::line(&plan.title),
            goal: shown::line(&plan.goal),
            level: plan.level,
            minutes: plan.minutes,
            framework: plan.framework.as_ref().map(|it| it.value.clone()),
            cwe: plan.cwe.clone(),
            asvs: plan.asvs.iter().map(|number| shown::line(number)).collect(),
            questions: Vec::new(),
            before: Tree::new(self.source.before.clone()),
            after: Tree::new(self.source.after.clone()),
            digest: digest(self.source),
        }
    }

    /// Whether a word is one of those known; else that is told.
    fn known(&mut self, what: &str, line: u32, word: &str, known: Vec<String>) -> bool {
        let is_known = known.iter().any(|known| known == word);
        if !is_known {
            let listed = known.join(", ");
            let near = nearest(word, known).into_iter().next();
            let near = near.map_or_else(String::new, |near| format!(" (is {near} meant?)"));
            let word = shown::line(word);
            self.problem(line, format!("there is no {what} {word}{near}; there are {listed}"));
        }
        is_known
    }

    fn step(&mut self, lesson: &Lesson, step: &PlannedStep) -> Option<(Question, StepKey)> {
        let checks = self.catalog.checks().iter().map(|check| check.id.to_string()).collect();
        let is_known = self.known("check", step.check.line, &step.check.value, checks);
        let handler = self.handler(lesson, step);
        let check = self.catalog.check(&CheckId::new(step.check.value.as_str()));
        let (check, handler) = (check.filter(|_| is_known)?, handler?);
        let mut marks = Vec::new();
        for mark in &step.marks {
            match anchors::key_mark(lesson, &self.source.file, step, &handler.place, mark) {
                Ok(mark) => marks.push(mark),
                Err(problem) => self.problems.push(problem),
            }
        }
        let (asked, verdict) = match &step.task {
            Task::Find { state } => (Asked::Find, Verdict::State(*state)),
            Task::Judge { claim, holds } => {
                (Asked::Judge { claim: shown::lines(claim) }, Verdict::Holds(*holds))
            }
            Task::Mend => (Asked::Mend, Verdict::Mended),
        };
        let question = Question {
            asked,
            check: check.id.clone(),
            title: shown::line(&check.title),
            ask: shown::line(step.ask.as_deref().unwrap_or(&check.question)),
            handler: handler.id,
            name: handler.name,
            place: handler.place,
        };
        let key = StepKey {
            line: step.line,
            verdict,
            marks,
            say: shown::lines(&step.say),
            attack: step.attack.as_deref().map(shown::lines),
            notes: shown::lines(&step.notes),
            hints: step.hints.iter().map(|hint| shown::lines(hint)).collect(),
        };
        self.overlaps(lesson, step, &key);
        Some((question, key))
    }

    /// The handler of a step: after the change, else before it.
    fn handler(&mut self, lesson: &Lesson, step: &PlannedStep) -> Option<functions::Found> {
        let (line, name) = (step.handler.line, step.handler.value.as_str());
        if name.is_empty() {
            return None;
        }
        let Some((file, function)) = name.split_once("::") else {
            self.problem(line, "a handler is written as path/of/file.py::name".to_owned());
            return None;
        };
        let file = RepoPath::new(file);
        let mut known = Vec::new();
        for side in [Side::Head, Side::Base] {
            let Some(text) = lesson.tree(side).text(&file) else { continue };
            for found in functions::functions(side, &file, text) {
                if found.id.as_str() == name {
                    return Some(found);
                }
                known.push(found.name);
            }
        }
        if known.is_empty() {
            let files = lesson.after.files().chain(lesson.before.files());
            let mut files: Vec<String> = files.map(|(path, _)| path.to_string()).collect();
            files.sort();
            files.dedup();
            self.known("file with functions", line, file.as_str(), files);
        } else {
            known.sort();
            known.dedup();
            self.known(&format!("function in {file}:"), line, function, known);
        }
        None
    }

    /// Lines that have to be marked and are traps at once.
    fn overlaps(&mut self, lesson: &Lesson, step: &PlannedStep, key: &StepKey) {
        let of = |weight| lines::lines_of(lesson, key.of(weight).map(|mark| &mark.place));
        let must = of(Weight::Must);
        for other in [Weight::Neutral, Weight::Distractor] {
            if let Some(line) = of(other).intersection(&must).next() {
                let message = format!(
                    "line {} of {} is must and {} at once",
                    line.number,
                    line.file,
                    other.word()
                );
                self.problem(step.line, message);
            }
        }
    }
}

/// A text that changes when anything of a lesson does.
fn digest(source: &LessonSource) -> String {
    let mut bytes = source.text.as_bytes().to_vec();
    for (side, files) in [("before", &source.before), ("after", &source.after)] {
        for (path, text) in files {
            for part in [side, path.as_str(), text] {
                bytes.push(0);
                bytes.extend_from_slice(part.as_bytes());
            }
        }
    }
    git::digest(&bytes).unwrap_or_default()
}
