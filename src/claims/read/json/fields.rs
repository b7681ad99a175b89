//! The fields of a finding, by the names that tools and models give them.

use super::parse::{Kind, Value};
use crate::claims::document::{ReadClaim, StatedLines, StatedPlace};
use crate::claims::read::{places, prose};

/// What a key holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Title,
    Text,
    Remedy,
    Path,
    Line,
    EndLine,
    Column,
    EndColumn,
    Severity,
    Confidence,
    Rule,
    Weakness,
    Category,
    Code,
    /// An object whose fields belong to the finding.
    Inside,
    /// Where something begins and ends.
    Start,
    End,
}

/// Names of keys without their marks and in lower case.
#[rustfmt::skip]
const NAMES: [(Field, &[&str]); 17] = [
    (Field::Title, &[
        "title", "name", "headline", "summary", "shortdescription", "testname", "vulnerability",
        "vuln", "checkname", "subject",
    ]),
    (Field::Text, &[
        "message", "description", "desc", "details", "detail", "text", "body", "comment", "msg",
        "explanation", "finding", "problem", "issue", "issuetext", "claim", "reason",
        "rationale", "analysis", "exploitscenario", "exploit", "impact", "evidence", "function",
        "method", "endpoint", "route", "handler", "attackscenario", "consequence", "why",
        "observation", "weakness", "defect", "justification", "proof",
    ]),
    (Field::Remedy, &[
        "recommendation", "recommendations", "fix", "remediation", "suggestion", "mitigation",
        "suggestedfix", "solution", "remedy", "fixsuggestion", "advice",
    ]),
    (Field::Path, &[
        "file", "path", "filename", "filepath", "fullpath", "component", "uri", "target",
        "relativepath", "sourcefile", "filelocation",
    ]),
    (Field::Line, &[
        "line", "linenumber", "lineno", "startline", "linestart", "beginline", "row", "lines",
        "linerange", "lineNumbers", "linenumbers", "firstline", "fromline",
    ]),
    (Field::EndLine, &[
        "endline", "lineend", "endlineno", "lastline", "toline", "endrow", "endlinenumber",
    ]),
    (Field::Column, &[
        "column", "col", "coloffset", "startcolumn", "columnnumber", "startcol", "character",
        "begincolumn",
    ]),
    (Field::EndColumn, &[
        "endcolumn", "endcol", "endcoloffset",
    ]),
    (Field::Severity, &[
        "severity", "level", "risk", "priority", "issueseverity", "criticality", "risklevel",
        "severitylevel",
    ]),
    (Field::Confidence, &[
        "confidence", "certainty", "issueconfidence", "confidencelevel", "likelihood",
        "confidencescore",
    ]),
    (Field::Rule, &[
        "rule", "ruleid", "checkid", "testid", "messageid", "symbol", "rulename", "checkname",
        "code", "check",
    ]),
    (Field::Weakness, &[
        "cwe", "cweid", "cwes", "issuecwe", "cweids", "identifiers",
    ]),
    (Field::Category, &[
        "category", "type", "kind", "class", "vulnerabilitytype", "vulntype", "bugclass",
        "owasp", "categories", "vulnerabilityclass", "issuetype",
    ]),
    (Field::Code, &[
        "snippet", "codesnippet", "vulnerablecode", "affectedcode", "quote", "sourcecode",
        "diffhunk", "codeline",
    ]),
    (Field::Inside, &[
        "location", "locations", "extra", "metadata", "position", "range", "positions", "span",
        "textrange", "attributes", "properties",
    ]),
    (Field::Start, &[
        "start", "begin", "from",
    ]),
    (Field::End, &[
        "end", "to",
    ]),
];

/// What a key of this name holds.
pub(super) fn field_of(key: &str) -> Option<Field> {
    let bare: String =
        key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(40).collect();
    NAMES.iter().find(|(_, names)| names.contains(&bare.as_str())).map(|(field, _)| *field)
}

/// What was read of a finding so far.
#[derive(Default)]
pub(super) struct Fields {
    pub titles: Vec<String>,
    pub texts: Vec<String>,
    pub place: StatedPlace,
    pub more: Vec<StatedPlace>,
    pub claim: ReadClaim,
}

impl Fields {
    /// Takes the entries of an object, and of those inside it that belong to it.
    pub fn take(&mut self, value: &Value, depth: usize) {
        for (key, value) in value.entries() {
            if let Some(field) = field_of(key) {
                self.one(field, key, value, depth);
            }
        }
    }

    fn one(&mut self, field: Field, key: &str, value: &Value, depth: usize) {
        match field {
            Field::Inside | Field::Start | Field::End => self.inside(field, value, depth),
            Field::Line => self.lines(value),
            Field::EndLine => self.place.end_line = value.count().filter(|line| *line > 0),
            Field::Column => {
                let from_zero = u32::from(key == "col_offset" || key == "character");
                self.place.column = value.count().map(|column| column + from_zero);
            }
            Field::EndColumn => self.place.end_column = value.count(),
            Field::Path if value.is_object() || !value.items().is_empty() => {
                self.inside(Field::Inside, value, depth);
            }
            Field::Path => self.path(value.text().unwrap_or_default()),
            Field::Weakness => weaknesses(value, &mut self.claim.cwe, 0),
            _ => self.words(field, key, value),
        }
    }

    /// Fields that hold words, in whatever shape.
    fn words(&mut self, field: Field, key: &str, value: &Value) {
        let said = words_of(value);
        if said.is_empty() {
            return;
        }
        match field {
            Field::Title => self.titles.push(said),
            Field::Text if is_label(key) => self.texts.push(format!("{key}: {said}")),
            Field::Text => self.texts.push(said),
            Field::Remedy => {
                self.claim.remedies.push(said.clone());
                self.texts.push(said);
            }
            Field::Severity => set(&mut self.claim.severity, said),
            Field::Confidence => set(&mut self.claim.confidence, said),
            Field::Rule if key == "code" && said.contains(char::is_whitespace) => {
                self.claim.code.push(said);
            }
            Field::Rule => set(&mut self.claim.rule, said),
            Field::Category => self.claim.under.push(said),
            Field::Code => self.claim.code.push(said),
            _ => {}
        }
    }

    fn path(&mut self, path: &str) {
        let (found, _) = places::find(path);
        match found.into_iter().next() {
            Some(found) if found.line.is_some() => self.place = found,
            _ if path.is_empty() => {}
            _ if self.place.path.is_empty() => path.trim().clone_into(&mut self.place.path),
            _ => {}
        }
    }

    fn lines(&mut self, value: &Value) {
        let numbers: Vec<u32> = match &value.kind {
            Kind::List(items) => items.iter().filter_map(Value::count).collect(),
            Kind::Text(text) => {
                let text = text.trim().trim_start_matches("lines ").trim_start_matches("line ");
                places::range(text).map_or(Vec::new(), |(lines, _)| vec![lines.first, lines.last])
            }
            Kind::Object(_) => {
                let side = |key| value.get(key).and_then(Value::count);
                side("begin").or(side("start")).into_iter().chain(side("end")).collect()
            }
            _ => value.count().into_iter().collect(),
        };
        let numbers = numbers.into_iter().filter(|line| *line > 0);
        let (first, last) = (numbers.clone().min(), numbers.max());
        self.place.line = self.place.line.or(first);
        if last > self.place.line {
            self.place.end_line = self.place.end_line.or(last);
        }
    }

    /// An object (or the objects of a list) whose fields belong to this finding.
    fn inside(&mut self, field: Field, value: &Value, depth: usize) {
        const DEEP: usize = 5;
        if depth > DEEP {
            return;
        }
        match (&value.kind, field) {
            (Kind::Text(text), Field::Inside) => self.path(text),
            (Kind::Number(_), Field::Start) => self.lines(value),
            (Kind::Number(_), Field::End) => self.place.end_line = value.count(),
            (Kind::List(items), _) => {
                for (at, item) in items.iter().take(100).enumerate() {
                    if at == 0 {
                        self.inside(field, item, depth + 1);
                    } else {
                        let mut other = Self::default();
                        other.inside(field, item, depth + 1);
                        self.more.extend((!other.place.path.is_empty()).then_some(other.place));
                    }
                }
            }
            (Kind::Object(_), Field::End) => {
                let mut end = Self::default();
                end.take(value, depth + 1);
                self.place.end_line = end.place.line.or(self.place.end_line);
                self.place.end_column = end.place.column.or(self.place.end_column);
            }
            (Kind::Object(_), _) => self.take(value, depth + 1),
            _ => {}
        }
    }

    /// The claim of these fields; none where they say nothing.
    pub fn into_claim(mut self) -> Option<ReadClaim> {
        let mut said: Vec<String> = Vec::new();
        // A name in one word (`assert_used`) says less than the message beside it.
        if !self.texts.is_empty() {
            self.titles.retain(|title| title.contains(char::is_whitespace));
        }
        for text in self.titles.iter().chain(&self.texts) {
            if !said.iter().any(|known| known.contains(text.as_str())) {
                said.push(text.clone());
            }
        }
        let category = self.claim.under.iter().find(|text| text.len() < 100).cloned();
        let fallback = || self.claim.rule.clone().or(category.clone());
        let title = said.first().cloned().or_else(fallback)?;
        self.claim.title = prose::headline(&title);
        self.claim.text = if said.is_empty() { title } else { said.join("\n") };
        places::weaknesses(&self.claim.text, &mut self.claim.cwe);
        for text in &self.claim.under {
            places::weaknesses(text, &mut self.claim.cwe);
        }
        self.state_places();
        Some(self.claim)
    }

    /// The places of the fields first, then those that the text names besides.
    fn state_places(&mut self) {
        let mut place = std::mem::take(&mut self.place);
        place.end_line = place.end_line.filter(|end| Some(*end) >= place.line);
        place.form = places::form(&place.path);
        if !place.path.is_empty() {
            self.claim.stated.push(place);
        } else if let Some(first) = place.line {
            let last = place.end_line.unwrap_or(first);
            self.claim.loose_lines.push(StatedLines { first, last });
        }
        for place in &mut self.more {
            place.form = places::form(&place.path);
        }
        self.claim.stated.append(&mut self.more);
        let (named, loose) = places::find(&self.claim.text);
        for place in named {
            let known = self.claim.stated.iter().any(|known| {
                known.path.ends_with(&place.path)
                    && (place.line.is_none() || place.line == known.line)
            });
            if !known {
                self.claim.stated.push(place);
            }
        }
        self.claim.loose_lines.extend(loose);
    }
}

/// Keys whose value means nothing without them.
fn is_label(key: &str) -> bool {
    ["function", "method", "endpoint", "route", "handler"].contains(&key)
}

fn set(field: &mut Option<String>, said: String) {
    if field.is_none() {
        *field = Some(said);
    }
}

/// The words of a value: a text, a number, a list of texts, or the value inside an object.
pub(super) fn words_of(value: &Value) -> String {
    match &value.kind {
        Kind::Text(text) => text.trim().to_owned(),
        Kind::Number(number) => number.to_string(),
        Kind::List(items) => {
            items.iter().take(50).filter_map(Value::text).collect::<Vec<_>>().join("\n")
        }
        Kind::Object(_) => ["id", "value", "text", "name", "description", "code", "content"]
            .iter()
            .find_map(|key| value.get(key).and_then(Value::text))
            .unwrap_or_default()
            .to_owned(),
        _ => String::new(),
    }
}

fn weaknesses(value: &Value, into: &mut Vec<u32>, depth: usize) {
    let bare = |into: &mut Vec<u32>, number: Option<u32>| {
        if let Some(number) = number
            && !into.contains(&number)
        {
            into.push(number);
        }
    };
    match &value.kind {
        Kind::Number(_) => bare(into, value.count()),
        Kind::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            bare(into, value.count());
        }
        Kind::Text(text) => places::weaknesses(text, into),
        Kind::List(items) if depth < 3 => {
            for item in items.iter().take(100) {
                weaknesses(item, into, depth + 1);
            }
        }
        Kind::Object(_) => {
            let kind = value.get("type").and_then(Value::text).unwrap_or("cwe");
            if let Some(value) = value.get("value").or(value.get("id"))
                && kind.eq_ignore_ascii_case("cwe")
                && depth < 3
            {
                weaknesses(value, into, depth + 1);
            }
        }
        _ => {}
    }
}
