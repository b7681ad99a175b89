//! What a check or framework of a user may say: nothing that replaces or
//! silences what is built in, and nothing without bounds.

use super::bounds::{LONGEST_TEXT, MOST_NUMBERS, MOST_OPEN, MOST_ROWS, MOST_RUNS, MOST_TEXTS};
use crate::catalog::{Check, Framework, Pattern, Problem};
use crate::model::{FactKind, is_hidden};

/// A file, for saying where something is wrong in it.
pub(super) struct Place<'file> {
    pub(super) file: &'file str,
    pub(super) text: &'file str,
}

impl Place<'_> {
    fn problem(&self, line: Option<u32>, message: impl Into<String>) -> Problem {
        Problem { file: self.file.to_owned(), line, message: message.into() }
    }

    /// The 1-based line that starts with a text.
    fn line(&self, start: &str) -> Option<u32> {
        let starts = |line: &str| line.trim_start().starts_with(start);
        (1_u32..).zip(self.text.lines()).find(|(_, line)| starts(line)).map(|(number, _)| number)
    }

    /// The 1-based line of the `index`-th (0-based) row of a kind.
    pub(super) fn row(&self, kind: &str, index: usize) -> Option<u32> {
        let header = format!("[[{kind}]]");
        let rows = (1_u32..).zip(self.text.lines());
        rows.filter(|(_, line)| line.trim_start().starts_with(&header))
            .nth(index)
            .map(|(number, _)| number)
    }

    /// The line of a key, or of the first row of that name.
    fn key(&self, key: &str) -> Option<u32> {
        self.line(&format!("[[{key}]]"))
            .or_else(|| self.line(&format!("[{key}]")))
            .or_else(|| self.line(&format!("{key} =")))
            .or_else(|| self.line(key))
    }

    /// Whether the id is that of its folder, one, and new; `known` says who added
    /// what has it already.
    pub(super) fn is_own(
        &self,
        what: &str,
        folder: &str,
        id: &str,
        known: Option<Option<&str>>,
    ) -> Result<(), Problem> {
        let accepted = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let message = if id != folder {
            format!("the id is not that of its folder, {folder:?}")
        } else if id.is_empty() || id.len() > 40 || !id.chars().all(accepted) {
            "an id has up to 40 letters a to z, digits and hyphens".to_owned()
        } else {
            match known {
                None => return Ok(()),
                Some(None) => format!(
                    "the {what} {id} is built in: it can be added to under an id of one's own, \
                     never replaced"
                ),
                Some(Some(by)) => format!("there is a {what} {id} already, by {by}"),
            }
        };
        Err(self.problem(self.key("id"), message))
    }

    /// Whether a check may be asked.
    pub(super) fn check(&self, check: &Check) -> Result<(), Problem> {
        let numbers = check.cwe.len().max(check.asvs.len());
        if numbers > MOST_NUMBERS {
            let message = format!("a check has up to {MOST_NUMBERS} numbers of a kind");
            return Err(self.problem(self.key("cwe"), message));
        }
        if !check.told.is_empty() {
            let message = "told is for what is built in: it would take what was lost from other \
                           checks";
            return Err(self.problem(self.key("told"), message));
        }
        self.strings()
    }

    /// Whether a framework only adds, within bounds.
    pub(super) fn framework(&self, rows: &Framework, already: usize) -> Result<(), Problem> {
        // These change what is concluded of code that no row of this file names.
        let elsewhere = [
            ("renamed", !rows.renamed.is_empty()),
            ("not-analysed", !rows.not_analysed.is_empty()),
            ("principal-names", !rows.principal_names.is_empty()),
            ("service-names", !rows.service_names.is_empty()),
            ("version-names", !rows.version_names.is_empty()),
            ("version-fields", !rows.version_fields.is_empty()),
            ("field-validators", !rows.field_validators.is_empty()),
            ("policy-rules", rows.policy_rules.is_some()),
            ("asks-all", !rows.asks_all.is_empty()),
            ("asks-any", !rows.asks_any.is_empty()),
            ("form", !rows.forms.is_empty()),
            ("library", !rows.library.is_empty()),
            ("capability", rows.capability.is_some()),
            ("unsaved", !rows.unsaved.is_empty()),
            ("store-failures", !rows.store_failures.is_empty()),
        ];
        if let Some((key, _)) = elsewhere.into_iter().find(|(_, is_there)| *is_there) {
            let message = format!(
                "{key} is for what is built in: it would change what is found where no row of \
                 this file applies"
            );
            return Err(self.problem(self.key(key), message));
        }
        if rows.row_count() + already > MOST_ROWS {
            let message = format!("there are more than {MOST_ROWS} rows with those of this file");
            return Err(self.problem(None, message));
        }
        let paths = rows.models.iter().map(|model| &model.path);
        let paths = paths.chain(rows.statuses.iter().map(|status| &status.path));
        let open = paths.flat_map(|path| path.all()).filter(|path| path.last().is_none()).count();
        if open > MOST_OPEN {
            let message = format!("up to {MOST_OPEN} paths may end in a wildcard");
            return Err(self.problem(None, message));
        }
        for (index, model) in rows.models.iter().enumerate() {
            if model.opens.is_some() {
                let message = "opens is for what is built in: it would take items off the \
                               checklist";
                return Err(self.problem(self.row("model", index), message));
            }
            if model.facts.contains(&FactKind::PublicDeclared)
                || model.decides == Some(FactKind::PublicDeclared)
            {
                let message = format!(
                    "{} would take items off the checklist; rows say what protects or what \
                     needs it",
                    FactKind::PublicDeclared.word()
                );
                return Err(self.problem(self.row("model", index), message));
            }
        }
        self.strings()
    }

    /// Whether hooks are decorators of its own: one that is built in for something
    /// else would make guards of handlers.
    pub(super) fn hooks(&self, rows: &Framework, builtin: &[Framework]) -> Result<(), Problem> {
        let taken: Vec<String> = builtin.iter().flat_map(decorators).map(some_path).collect();
        for (key, hooks) in
            [("before-hooks", &rows.before_hooks), ("error-handlers", &rows.error_handlers)]
        {
            if hooks.iter().any(|hook| taken.iter().any(|path| hook.matches(path))) {
                let message = format!("{key} names a decorator that is built in");
                return Err(self.problem(self.key(key), message));
            }
        }
        Ok(())
    }

    /// Whether every text of the file stays within bounds and can be seen.
    fn strings(&self) -> Result<(), Problem> {
        let table: toml::Table = toml::from_str(self.text)
            .map_err(|error| Problem::from_toml(self.file, self.text, &error))?;
        let mut found = Vec::new();
        texts(&toml::Value::Table(table), &mut found);
        if found.len() > MOST_TEXTS {
            let message = format!("has {} texts; up to {MOST_TEXTS} are read", found.len());
            return Err(self.problem(None, message));
        }
        let message = found.iter().find_map(|text| Some((text, unfit(text)?)));
        message.map_or(Ok(()), |(text, message)| {
            let begin: String = text.chars().take(20).take_while(|c| !c.is_control()).collect();
            let mut lines = (1_u32..).zip(self.text.lines());
            let line = lines.find(|(_, line)| line.contains(&begin)).map(|(number, _)| number);
            Err(self.problem(line, message))
        })
    }
}

/// Decorators that a framework gives a meaning.
fn decorators(rows: &Framework) -> impl Iterator<Item = &Pattern> {
    let routes = rows.route_decorators.iter().map(|row| &row.path);
    let methods = rows.method_decorators.iter().map(|row| &row.path);
    let hooks = rows.before_hooks.iter().chain(&rows.error_handlers);
    routes.chain(methods).chain(&rows.handler_decorators).chain(hooks)
}

/// An access path that a pattern matches.
fn some_path(pattern: &Pattern) -> String {
    let part = |part: &str| match part {
        "*" | "**" => "x".to_owned(),
        "*()" => "x()".to_owned(),
        part => part.replace("[*]", "[x]"),
    };
    pattern.text().split('.').map(part).collect::<Vec<_>>().join(".")
}

/// All texts of a value, keys too.
fn texts(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => found.push(text.clone()),
        toml::Value::Array(parts) => parts.iter().for_each(|part| texts(part, found)),
        toml::Value::Table(parts) => {
            for (key, part) in parts {
                found.push(key.clone());
                texts(part, found);
            }
        }
        _ => {}
    }
}

/// Why a text cannot be taken: a pattern that matches in too many ways, what
/// has no end, what cannot be seen.
fn unfit(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST_TEXT || text.contains('\n') || shown(text) != *text {
        let kind = "a text is one line of characters that can be seen";
        return Some(format!("{kind}, up to {LONGEST_TEXT} of them"));
    }
    let runs = text.split('.').filter(|part| *part == "**").count();
    (runs > MOST_RUNS).then(|| format!("a path has `**` at most {MOST_RUNS} times"))
}

/// A text without what cannot be seen on a screen or would turn it around.
pub(super) fn shown(text: &str) -> String {
    let is_kept = |c: &char| !is_hidden(*c) && (!c.is_control() || *c == '\n');
    text.chars().filter(is_kept).collect()
}
