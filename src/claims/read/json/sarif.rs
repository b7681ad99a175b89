//! SARIF 2.1.0 as tools really write it: results, rules they lean on, and what was not analysed.

use super::context::{Context, deeper};
use super::fields::words_of;
use super::parse::{Kind, Value};
use super::sarif_place::Places;
use crate::claims::document::{ReadClaim, StatementKind, Step};
use crate::claims::read::collected::Collected;
use crate::claims::read::{places, prose};

/// Reads a log.
pub(super) fn read(out: &mut Collected<'_>, context: &Context<'_>, log: &Value) {
    let Some(Kind::List(runs)) = log.get("runs").map(|runs| &runs.kind) else {
        out.unread(context.span(log).0, Some("/runs".into()), "a SARIF log without a list of runs");
        return;
    };
    for (at, run) in runs.iter().enumerate() {
        let reader = Run::of(context, run, format!("/runs/{at}"));
        reader.tool(out);
        reader.results(out);
        reader.notes(out);
    }
}

/// A run with what its results refer to.
struct Run<'v> {
    context: &'v Context<'v>,
    run: &'v Value,
    pointer: String,
    /// The driver and the extensions of the tool.
    components: Vec<&'v Value>,
    /// Rules of all components by their ids.
    rules: std::collections::HashMap<&'v str, &'v Value>,
    places: Places<'v>,
}

impl<'v> Run<'v> {
    fn of(context: &'v Context<'v>, run: &'v Value, pointer: String) -> Self {
        let extensions = run.at(&["tool", "extensions"]).map_or(&[][..], Value::items);
        let components: Vec<_> =
            run.at(&["tool", "driver"]).into_iter().chain(extensions).collect();
        let listed = |component: &&'v Value| component.get("rules").map_or(&[][..], Value::items);
        let rules = components
            .iter()
            .flat_map(listed)
            .filter_map(|rule| Some((rule.get("id")?.text()?, rule)))
            .collect();
        Self { context, run, pointer, components, rules, places: Places::of(run) }
    }

    fn tool(&self, out: &mut Collected<'_>) {
        let name = self.run.at(&["tool", "driver", "name"]).and_then(Value::text);
        let known = &mut out.document.tool;
        match (name, known.as_deref()) {
            (Some(name), None) => *known = Some(name.chars().take(100).collect()),
            (Some(name), Some(before)) if before.len() < 400 && !before.contains(name) => {
                *known = Some(format!("{before}, {}", name.chars().take(100).collect::<String>()));
            }
            _ => {}
        }
    }

    fn results(&self, out: &mut Collected<'_>) {
        let line = self.context.span(self.run).0;
        let pointer = deeper(&self.pointer, "results");
        match self.run.get("results").map(|results| &results.kind) {
            Some(Kind::List(results)) => {
                for (at, result) in results.iter().enumerate() {
                    self.result(out, result, &format!("{pointer}/{at}"));
                }
            }
            _ if self.run.get("externalPropertyFileReferences").is_some() => {
                out.unread(line, Some(pointer), "the results stand in another file");
            }
            Some(Kind::Null) | None => {
                out.unread(line, Some(pointer), "the run has no results: it may have failed");
            }
            Some(_) => out.unread(line, Some(pointer), "the results are no list"),
        }
    }

    fn result(&self, out: &mut Collected<'_>, result: &Value, pointer: &str) {
        let (first, last) = self.context.span(result);
        if out.is_full(first) {
            return;
        }
        let rule = self.rule(result);
        let id = self.rule_id(result, rule);
        let message = self.message(result, rule).or_else(|| rule.and_then(described));
        let Some(text) = message.or_else(|| id.clone()) else {
            out.unread(first, Some(pointer.to_owned()), "a result without a message or a rule");
            return;
        };
        let kind = result.get("kind").and_then(Value::text).unwrap_or("fail");
        let gone = result.get("baselineState").and_then(Value::text) == Some("absent");
        if gone || matches!(kind, "pass" | "notApplicable") {
            let said = if gone { "no longer there" } else { kind };
            let text = format!("{} ({said})", text.trim());
            out.say(StatementKind::Noise, &text, first, last);
            return;
        }
        let title = prose::headline(&text);
        let mut claim =
            ReadClaim { title, text, first_line: first, last_line: last, ..ReadClaim::default() };
        claim.rule = id;
        claim.severity = self.severity(result, rule);
        claim.set_aside = set_aside(result);
        claim.confidence = result
            .at(&["properties", "confidence"])
            .or(result.at(&["properties", "issue_confidence"]))
            .or(rule.and_then(|rule| rule.at(&["properties", "precision"])))
            .map(words_of);
        weaknesses(result, rule, &mut claim.cwe);
        places::weaknesses(&claim.text, &mut claim.cwe);
        self.put_on_places(result, &mut claim);
        out.claim(StatementKind::Item, claim);
    }

    fn put_on_places(&self, result: &Value, claim: &mut ReadClaim) {
        const STEPS: usize = 200;
        for location in list(result, "locations") {
            claim.stated.extend(self.places.of_location(location, &mut claim.code));
        }
        if claim.stated.is_empty() {
            let target = result.get("analysisTarget").and_then(|target| self.places.file(target));
            claim.stated.extend(target);
        }
        let flows = list(result, "codeFlows").iter().flat_map(|flow| list(flow, "threadFlows"));
        let flown =
            flows.flat_map(|flow| list(flow, "locations")).filter_map(|step| step.get("location"));
        let related = list(result, "relatedLocations").iter();
        for location in flown.chain(related).take(STEPS) {
            let text = location.at(&["message", "text"]).map(words_of).unwrap_or_default();
            if let Some(place) = self.places.of_location(location, &mut Vec::new()) {
                claim.steps.push(Step { place, text });
            }
        }
    }

    /// The rule of a result: by index into its component, else by its id.
    fn rule(&self, result: &Value) -> Option<&'v Value> {
        let component = result
            .at(&["rule", "toolComponent", "index"])
            .and_then(Value::count)
            .map_or(0, |at| at as usize + 1);
        let index = result.get("ruleIndex").or(result.at(&["rule", "index"]));
        let by_index = index
            .and_then(Value::count)
            .and_then(|at| self.components.get(component)?.get("rules")?.items().get(at as usize));
        let id = result.get("ruleId").or(result.at(&["rule", "id"])).and_then(Value::text);
        let named = |rule: &&Value| {
            let known = rule.get("id").and_then(Value::text).unwrap_or_default();
            id.is_none_or(|id| id.starts_with(known))
        };
        by_index.filter(named).or_else(|| {
            let id = id?;
            // `rule/part` is a part of `rule`.
            self.rules.get(id).or_else(|| self.rules.get(id.rsplit_once('/')?.0)).copied()
        })
    }

    fn rule_id(&self, result: &Value, rule: Option<&Value>) -> Option<String> {
        result
            .get("ruleId")
            .or(result.at(&["rule", "id"]))
            .or(rule.and_then(|rule| rule.get("id")))
            .and_then(Value::text)
            .map(str::to_owned)
    }

    /// The words of a result, or those of its rule with the arguments put in.
    fn message(&self, result: &Value, rule: Option<&Value>) -> Option<String> {
        let message = result.get("message")?;
        let own = message.get("text").or(message.get("markdown")).and_then(Value::text);
        let arguments = list(message, "arguments");
        let text = own.or(message.text()).or_else(|| {
            let id = message.get("id")?.text()?;
            let of_rule = rule.and_then(|rule| rule.at(&["messageStrings", id]));
            let shared = self
                .components
                .iter()
                .find_map(|component| component.at(&["globalMessageStrings", id]));
            of_rule.or(shared)?.get("text")?.text()
        })?;
        let mut text = text.to_owned();
        for (at, argument) in arguments.iter().take(20).enumerate() {
            if text.len() < 100_000 {
                text = text.replace(&format!("{{{at}}}"), argument.text().unwrap_or_default());
            }
        }
        (!text.trim().is_empty()).then_some(text)
    }

    fn severity(&self, result: &Value, rule: Option<&Value>) -> Option<String> {
        let of_rule = |keys: &[&str]| rule.and_then(|rule| rule.at(keys));
        result
            .get("level")
            .or(result.at(&["properties", "issue_severity"]))
            .or(of_rule(&["defaultConfiguration", "level"]))
            .or(of_rule(&["properties", "problem.severity"]))
            .and_then(Value::text)
            .map_or_else(|| Some("warning".to_owned()), |level| Some(level.to_owned()))
    }

    /// What the tool says about its own run: files it could not analyse, and faults.
    fn notes(&self, out: &mut Collected<'_>) {
        for (at, invocation) in list(self.run, "invocations").iter().enumerate() {
            let pointer = format!("{}/invocations/{at}", self.pointer);
            let line = self.context.span(invocation).0;
            for key in ["toolExecutionNotifications", "toolConfigurationNotifications"] {
                for (at, note) in list(invocation, key).iter().enumerate() {
                    self.note(out, note, format!("{pointer}/{key}/{at}"));
                }
            }
            if let Some(Kind::Bool(false)) =
                invocation.get("executionSuccessful").map(|value| &value.kind)
            {
                out.unread(line, Some(pointer), "the tool says that its run did not succeed");
            }
        }
    }

    fn note(&self, out: &mut Collected<'_>, note: &Value, pointer: String) {
        let level = note.get("level").and_then(Value::text).unwrap_or("warning");
        if matches!(level, "note" | "none") {
            return;
        }
        let reason = self
            .message(note, None)
            .or_else(|| note.at(&["exception", "message"])?.text().map(str::to_owned))
            .unwrap_or_else(|| "no reason given".to_owned());
        let mut located = false;
        for location in list(note, "locations") {
            if let Some(place) = self.places.of_location(location, &mut Vec::new()) {
                out.not_analysed(&place.path, &reason);
                located = true;
            }
        }
        if !located {
            out.unread(self.context.span(note).0, Some(pointer), &reason);
        }
    }
}

/// The items of a list under a key; none where there is none.
fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).map_or(&[], Value::items)
}

/// Why a result stops nobody: it was silenced and that was not refused (SARIF 2.1.0, section
/// 3.27.23), or it was there before (section 3.27.24).
fn set_aside(result: &Value) -> Option<String> {
    let accepted = |suppression: &&Value| {
        let status = suppression.get("status").and_then(Value::text);
        status.unwrap_or("accepted") == "accepted"
    };
    if let Some(suppression) = list(result, "suppressions").iter().find(accepted) {
        let why = suppression.get("justification").and_then(Value::text);
        return Some(
            why.map_or_else(|| "suppressed".to_owned(), |why| format!("suppressed: {why}")),
        );
    }
    let state = result.get("baselineState").and_then(Value::text);
    (state == Some("unchanged")).then(|| "unchanged since its baseline".to_owned())
}

/// What a rule says of itself.
fn described(rule: &Value) -> Option<String> {
    ["shortDescription", "fullDescription"]
        .iter()
        .find_map(|key| rule.at(&[key, "text"])?.text())
        .or(rule.get("name").and_then(Value::text))
        .map(str::to_owned)
}

/// The weaknesses of a result, by its own words and those of its rule.
fn weaknesses(result: &Value, rule: Option<&Value>, into: &mut Vec<u32>) {
    for value in [Some(result), rule].into_iter().flatten() {
        for keys in
            [&["properties", "tags"][..], &["properties", "cwe"], &["properties", "issue_cwe"]]
        {
            if let Some(value) = value.at(keys) {
                places::weaknesses(&words_of(value), into);
            }
        }
        let related = list(value, "relationships").iter().filter_map(|link| link.get("target"));
        for taxon in list(value, "taxa").iter().chain(related) {
            let of = taxon.at(&["toolComponent", "name"]).and_then(Value::text).unwrap_or_default();
            let id = taxon.get("id").map(words_of).unwrap_or_default();
            if of.eq_ignore_ascii_case("cwe") || id.to_ascii_lowercase().starts_with("cwe") {
                places::weaknesses(&format!("cwe {}", id.to_lowercase().replace("cwe-", "")), into);
            }
        }
    }
}
