//! Reads the fields of a TOML table one by one, so that every mistake of a file is told at
//! once, each with its line and the accepted words.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::plan::At;
use crate::catalog::{Problem, nearest};

/// Characters of a text; longer ones are not for a screen.
const LONGEST: usize = 8_000;

/// A file that is being read, and what is wrong with it so far.
pub(super) struct Reader<'text> {
    pub(super) file: &'text str,
    pub(super) text: &'text str,
    pub(super) problems: Vec<Problem>,
}

/// A table of the file.
pub(super) struct Fields<'reader, 'text, 'table> {
    pub(super) reader: &'reader mut Reader<'text>,
    /// What it is, for a person: `a step`.
    what: &'static str,
    table: &'table DeTable<'text>,
    /// The 1-based line it begins on.
    pub(super) line: u32,
}

impl<'text> Reader<'text> {
    pub(super) fn problem(&mut self, line: u32, message: impl Into<String>) {
        let (file, message) = (self.file.to_owned(), message.into());
        self.problems.push(Problem { file, line: Some(line), message });
    }

    /// The 1-based line of a byte offset.
    fn line(&self, at: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(at);
        u32::try_from(before.filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX - 1) + 1
    }

    /// The fields of a table; what it has besides `known` is told.
    pub(super) fn fields<'reader, 'table>(
        &'reader mut self,
        what: &'static str,
        table: &'table DeTable<'text>,
        at: usize,
        known: &[&str],
    ) -> Fields<'reader, 'text, 'table> {
        for name in table.keys() {
            let word = name.get_ref().as_ref();
            if !known.contains(&word) {
                let names = known.iter().map(|name| (*name).to_owned()).collect();
                let near = nearest(word, names).into_iter().next();
                let near = near.map_or_else(String::new, |near| format!(" (is {near} meant?)"));
                let line = self.line(name.span().start);
                let known = known.join(", ");
                self.problem(line, format!("{what} has no {word}{near}; it has {known}"));
            }
        }
        let line = self.line(at);
        Fields { reader: self, what, table, line }
    }
}

impl<'text, 'table> Fields<'_, 'text, 'table> {
    fn get(&self, name: &str) -> Option<&'table Spanned<DeValue<'text>>> {
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
    }

    fn line_of(&self, value: &Spanned<DeValue<'_>>) -> u32 {
        self.reader.line(value.span().start)
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, message: impl Into<String>) {
        let line = self.line_of(value);
        self.reader.problem(line, message);
    }

    /// Whether a field is there, right or wrong.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Says that a field is not there that has to be.
    pub(super) fn lacks(&mut self, name: &str) {
        let message = format!("{} needs {name}", self.what);
        self.reader.problem(self.line, message);
    }

    /// A text with its line, without blanks around it; none where there is none.
    pub(super) fn text_at(&mut self, name: &str) -> Option<At<String>> {
        let value = self.get(name)?;
        let line = self.line_of(value);
        match value.get_ref().as_str() {
            Some(text) if text.chars().count() > LONGEST => {
                self.wrong(value, format!("{name} has more than {LONGEST} characters"));
                None
            }
            Some(text) => Some(At { line, value: text.trim().to_owned() }),
            None => {
                self.wrong(value, format!("{name} is a text in quotes"));
                None
            }
        }
    }

    /// A text; none where there is none, or nothing in it.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.text_at(name).map(|at| at.value).filter(|text| !text.is_empty())
    }

    /// A text that has to be there.
    pub(super) fn needed(&mut self, name: &str) -> At<String> {
        let is_there = self.get(name).is_some();
        match self.text_at(name) {
            Some(text) if !text.value.is_empty() => text,
            _ => {
                if !is_there || self.get(name).is_some_and(|it| it.get_ref().as_str().is_some()) {
                    self.lacks(name);
                }
                At { line: self.line, value: String::new() }
            }
        }
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<T> {
        let value = self.get(name)?;
        let text = value.get_ref().as_str();
        let found = words.iter().find(|(word, _)| Some(*word) == text).map(|(_, meant)| *meant);
        if found.is_none() {
            let known: Vec<String> = words.iter().map(|(word, _)| (*word).to_owned()).collect();
            let listed = known.join(", ");
            let near = text.and_then(|text| nearest(text, known).into_iter().next());
            let near = near.map_or_else(String::new, |near| format!(" (is {near} meant?)"));
            let said = text.map_or_else(|| "this".to_owned(), |text| format!("{text:?}"));
            self.wrong(value, format!("{name} cannot be {said}{near}; it is one of {listed}"));
        }
        found
    }

    /// A whole number from 1 to `most`.
    pub(super) fn number(&mut self, name: &str, most: u32) -> Option<u32> {
        let value = self.get(name)?;
        let found = number(value.get_ref()).filter(|number| (1..=most).contains(number));
        if found.is_none() {
            self.wrong(value, format!("{name} is a whole number from 1 to {most}"));
        }
        found
    }

    /// True or false.
    pub(super) fn truth(&mut self, name: &str) -> Option<bool> {
        let value = self.get(name)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(value, format!("{name} is true or false"));
        }
        found
    }

    /// A list of numbers.
    pub(super) fn numbers(&mut self, name: &str, most: usize) -> Vec<u32> {
        self.list(name, most, "whole numbers", number)
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, name: &str, most: usize) -> Vec<String> {
        let text = |value: &DeValue<'_>| {
            let text = value.as_str()?.trim();
            (text.chars().count() <= LONGEST).then(|| text.to_owned())
        };
        self.list(name, most, "texts in quotes", text)
    }

    fn list<T>(
        &mut self,
        name: &str,
        most: usize,
        of: &str,
        read: fn(&DeValue<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let all = value.get_ref().as_array().filter(|all| all.len() <= most);
        let all = all.and_then(|all| all.iter().map(|it| read(it.get_ref())).collect());
        all.unwrap_or_else(|| {
            self.wrong(value, format!("{name} is a list of up to {most} {of}"));
            Vec::new()
        })
    }

    /// The tables of a name, each with the byte offset it begins at.
    pub(super) fn tables(
        &mut self,
        name: &str,
        most: usize,
    ) -> Vec<(&'table DeTable<'text>, usize)> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let tables: Option<Vec<_>> = value.get_ref().as_array().and_then(|all| {
            all.iter().map(|one| Some((one.get_ref().as_table()?, one.span().start))).collect()
        });
        match tables {
            Some(tables) if tables.len() <= most => tables,
            Some(_) => {
                self.wrong(value, format!("there are up to {most} [[{name}]]"));
                Vec::new()
            }
            None => {
                self.wrong(value, format!("{name} is written as tables, each headed [[{name}]]"));
                Vec::new()
            }
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<u32> {
    value.as_integer()?.as_str().parse().ok()
}
