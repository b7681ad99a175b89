//! Writes `lesson.toml`: what is read from it is what was to be written.

use std::fmt::Write as _;

use super::plan::{LessonPlan, PlannedMark, PlannedStep, Task};
use crate::model::Side;

impl LessonPlan {
    /// The lesson as the text of a `lesson.toml`; lines of the plan play no part.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        put(&mut text, "", "title", &self.title);
        put(&mut text, "", "goal", &self.goal);
        put(&mut text, "", "level", self.level.word());
        let _ = writeln!(text, "minutes = {}", self.minutes);
        if let Some(framework) = &self.framework {
            put(&mut text, "", "framework", &framework.value);
        }
        if !self.cwe.is_empty() {
            let _ = writeln!(text, "cwe = {:?}", self.cwe);
        }
        list(&mut text, "asvs", &self.asvs);
        if !self.notes.is_empty() {
            put(&mut text, "", "notes", &self.notes);
        }
        for step in &self.steps {
            text.push_str(&self::step(step));
        }
        text
    }
}

fn step(step: &PlannedStep) -> String {
    let mut text = "\n[[step]]\n".to_owned();
    let kind = match &step.task {
        Task::Find { .. } => "find",
        Task::Judge { .. } => "judge",
        Task::Mend => "mend",
    };
    put(&mut text, "", "kind", kind);
    put(&mut text, "", "handler", &step.handler.value);
    put(&mut text, "", "check", &step.check.value);
    if let Some(ask) = &step.ask {
        put(&mut text, "", "ask", ask);
    }
    match &step.task {
        Task::Find { state } => put(&mut text, "", "state", state.word()),
        Task::Judge { claim, holds } => {
            put(&mut text, "", "claim", claim);
            let _ = writeln!(text, "holds = {holds}");
        }
        Task::Mend => {}
    }
    put(&mut text, "", "say", &step.say);
    if let Some(attack) = &step.attack {
        put(&mut text, "", "attack", attack);
    }
    if !step.notes.is_empty() {
        put(&mut text, "", "notes", &step.notes);
    }
    list(&mut text, "hints", &step.hints);
    for mark in &step.marks {
        text.push_str(&self::mark(mark));
    }
    text
}

fn mark(mark: &PlannedMark) -> String {
    let mut text = format!("\n  [[step.{}]]\n", mark.weight.word());
    let indent = "  ";
    if let Some(file) = &mark.file {
        put(&mut text, indent, "file", file);
    }
    if mark.side == Side::Base {
        put(&mut text, indent, "side", "before");
    }
    put(&mut text, indent, "text", &mark.text);
    if let Some(nth) = mark.nth {
        let _ = writeln!(text, "{indent}nth = {nth}");
    }
    if mark.lines > 1 {
        let _ = writeln!(text, "{indent}lines = {}", mark.lines);
    }
    if let Some(role) = mark.role {
        put(&mut text, indent, "role", &role.to_string());
    }
    if let Some(why) = &mark.why {
        put(&mut text, indent, "why", why);
    }
    text
}

fn put(text: &mut String, indent: &str, name: &str, value: &str) {
    let _ = writeln!(text, "{indent}{name} = {}", quoted(value));
}

fn list(text: &mut String, name: &str, values: &[String]) {
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        let _ = writeln!(text, "{name} = [{}]", values.join(", "));
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
