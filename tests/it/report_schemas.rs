//! What the program writes has the shapes that it and others publish.

use std::path::Path;
use std::process::Command;

use lineproof::catalog::{Catalog, schemas};
use lineproof::report::Style;
use serde_json::{Value, json};

use super::own_remarks::changed;
use super::support::program::{command, lineproof, run};
use crate::report_fixture::{render, review};

/// A published schema with its objects closed: nothing may be written that it does not tell.
fn published(name: &str) -> Value {
    let (_, text) = schemas().into_iter().find(|(known, _)| *known == name).unwrap();
    let mut schema = serde_json::from_str(text).unwrap();
    close(&mut schema);
    schema
}

fn close(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.contains_key("required") {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
            object.values_mut().for_each(close);
        }
        Value::Array(all) => all.iter_mut().for_each(close),
        _ => {}
    }
}

fn holds(schema: &Value, text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(schema).unwrap();
    let wrong: Vec<_> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What cargo says; it runs the tests, so it is there.
fn cargo(arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    let said = cargo.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(said.status.success(), "{said:?}");
    String::from_utf8(said.stdout).unwrap()
}

/// The schema of SARIF 2.1.0 as OASIS publishes it; the reader of SARIF that the tests use
/// carries it.
fn sarif_schema() -> Value {
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // What other platforms need may not have been fetched.
    let told = ["metadata", "--format-version=1", "--offline", "--filter-platform", host];
    let metadata: Value = serde_json::from_str(&cargo(&told)).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let reader = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let manifest = Path::new(reader["manifest_path"].as_str().unwrap());
    let schema = manifest.with_file_name("src").join("schema.json");
    let mut schema: Value =
        serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    // As published this pattern has a bracket too many, and is none.
    for holder in ["run", "toolComponent"] {
        let property = &mut schema["definitions"][holder]["properties"]["language"];
        property["pattern"] = json!("^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    }
    schema
}

/// The demo's repository, and the range that it is about.
fn demo() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let made = lineproof(folder.path(), ["demo", "--keep", "service"]);
    assert_eq!(made.status, 0, "{made:?}");
    (folder, "HEAD~1..HEAD".to_owned())
}

#[test]
fn json_is_what_its_schema_says() {
    holds(&published("check"), &render(&review(), "json", Style::default()));
    let (folder, range) = demo();
    let service = folder.path().join("service");
    let check = lineproof(&service, ["check", &range, "--format", "json"]);
    holds(&published("check"), &check.out);
    let all = lineproof(&service, ["check", "--all", "--format", "json"]);
    holds(&published("check"), &all.out);
    let review = folder.path().join("review.txt");
    std::fs::write(&review, lineproof::catalog::demo_review().unwrap()).unwrap();
    let review = review.to_str().unwrap();
    let ground = lineproof(&service, ["ground", review, &range, "--format", "json"]);
    holds(&published("ground"), &ground.out);
}

#[test]
fn a_schema_that_says_otherwise_is_noticed() {
    let mut schema = published("check");
    schema["$defs"]["finding"]["properties"].as_object_mut().unwrap().remove("attack");
    let value: Value = serde_json::from_str(&render(&review(), "json", Style::default())).unwrap();
    assert!(!jsonschema::is_valid(&schema, &value));
}

/// A line for each kind of decision, `{item}` and `{event}` to be filled in.
const DECISIONS: [&str; 9] = [
    r#"{"subject":{"finding":"{item}"},"operation":"confirm"}"#,
    r#"{"subject":{"finding":"{item}"},"operation":{"dismiss":{"reason":"accepted-risk","text":"a","until":"2999-01-01"}}}"#,
    r#"{"subject":{"finding":"{item}"},"operation":{"rate":{"severity":"low"}}}"#,
    r#"{"subject":{"handler":"app.py::put"},"operation":{"reviewed":{"digest":"x"}}}"#,
    r#"{"subject":{"place":{"side":"head","file":"app.py","first":8,"last":9}},"operation":{"remark":{"kind":"finding","text":"late","check":"access","role":"effect"}}}"#,
    r#"{"subject":{"claim":"0123456789abcdef"},"operation":{"judge":{"said":"supported","held":"off-topic"}}}"#,
    r#"{"subject":{"finding":"{item}"},"operation":{"note":{"text":"see"}}}"#,
    r#"{"subject":{"finding":"{item}"},"operation":{"note":{"text":"see 8","replaces":"{event}"}}}"#,
    r#"{"subject":{"claim":"0123456789abcdef"},"operation":{"undo":{"event":"{event}"}}}"#,
];

#[test]
fn every_decision_and_the_list_of_them_is_as_published() {
    let repository = changed();
    let item = "input-validation@app.py::put";
    let mut event = String::new();
    for line in DECISIONS {
        let line = line.replace("{item}", item).replace("{event}", &event);
        let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
        let added = run(add.write_stdin(line));
        assert_eq!(added.status, 0, "{added:?}");
        event = added.out.trim().to_owned();
    }
    let export = lineproof(repository.root(), ["triage", "export", "-"]).out;
    assert_eq!(export.lines().count(), DECISIONS.len());
    export.lines().for_each(|line| holds(&published("decision"), line));
    let list = ["triage", "list", "HEAD~1..HEAD", "--format", "json"];
    let list = lineproof(repository.root(), list).out;
    holds(&published("triage"), &list);
    assert!(list.contains("\"see\"") && !list.contains("see 8"), "the last was taken back: {list}");
}

#[test]
fn every_schema_can_be_printed() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in schemas() {
        let run = lineproof(folder.path(), ["schema", name]);
        assert_eq!((run.status, run.out.as_str()), (0, text));
    }
}

#[test]
fn sarif_is_what_its_schema_says_and_others_read_it() {
    let schema = sarif_schema();
    let (folder, range) = demo();
    let check = ["check", &range, "--format", "sarif"];
    let demo = lineproof(&folder.path().join("service"), check).out;
    for text in [render(&review(), "sarif", Style::default()), demo] {
        holds(&schema, &text);
        let read: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
        let ours: Value = serde_json::from_str(&text).unwrap();
        let results = read.runs[0].results.as_ref().unwrap();
        assert_eq!(results.len(), ours["runs"][0]["results"].as_array().unwrap().len());
        // What was read says all that was written.
        let again = serde_json::to_value(&read).unwrap();
        assert_eq!(again["runs"][0]["results"], ours["runs"][0]["results"]);
        assert_eq!(again["runs"][0]["taxonomies"], ours["runs"][0]["taxonomies"]);
    }
}

#[test]
fn rules_refer_to_weaknesses_and_requirements_by_name() {
    let text = render(&review(), "sarif", Style::default());
    let log: Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let taxonomies = run["taxonomies"].as_array().unwrap();
    let mut count = 0;
    for relation in rules.iter().flat_map(|rule| rule["relationships"].as_array()).flatten() {
        let target = &relation["target"];
        let index = usize::try_from(target["toolComponent"]["index"].as_u64().unwrap()).unwrap();
        assert_eq!(taxonomies[index]["name"], target["toolComponent"]["name"]);
        let taxa = taxonomies[index]["taxa"].as_array().unwrap();
        let taxon = taxa.iter().find(|taxon| taxon["id"] == target["id"]);
        assert!(taxon.is_some_and(|taxon| taxon["name"].is_string()), "{target}");
        count += 1;
    }
    let catalog = Catalog::builtin().unwrap();
    let numbers = catalog.checks().iter().map(|check| check.cwe.len() + check.asvs.len());
    assert_eq!(count, numbers.sum::<usize>());
}

/// What GitLab's schema of security reports (15.1.4, `sast-report-format.json`) asks of what we
/// write, in our words: the schema itself is not ours to carry.
fn sast_schema() -> Value {
    let named = || {
        json!({ "required": ["id", "name", "version", "vendor"], "properties": {
            "id": { "type": "string", "minLength": 1 },
            "name": { "type": "string", "minLength": 1 },
            "version": { "type": "string", "minLength": 1 },
            "vendor": { "required": ["name"] },
        }})
    };
    let seconds = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$";
    let words = json!({ "type": "string", "minLength": 1 });
    json!({
        "required": ["scan", "version", "vulnerabilities"],
        "properties": {
            "version": { "const": "15.1.4" },
            "scan": {
                "required":
                    ["analyzer", "end_time", "scanner", "start_time", "status", "type"],
                "properties": {
                    "analyzer": named(),
                    "scanner": named(),
                    "start_time": { "type": "string", "pattern": seconds },
                    "end_time": { "type": "string", "pattern": seconds },
                    "status": { "enum": ["success", "failure"] },
                    "type": { "const": "sast" },
                    "messages": { "type": "array", "items": {
                        "required": ["level", "value"],
                        "properties": { "level": { "enum": ["info", "warn", "fatal"] }, "value": words },
                    }},
                },
            },
            "vulnerabilities": { "type": "array", "items": {
                "required": ["id", "identifiers", "location"],
                "properties": {
                    "id": words,
                    "name": { "type": "string", "maxLength": 255 },
                    "description": { "type": "string", "maxLength": 1_048_576 },
                    "severity": { "enum": ["Info", "Unknown", "Low", "Medium", "High", "Critical"] },
                    "identifiers": { "type": "array", "minItems": 1, "items": {
                        "required": ["type", "name", "value"],
                        "properties": {
                            "type": words, "name": words, "value": words,
                            "url": { "type": "string", "pattern": "^(https?|ftp)://.+" },
                        },
                    }},
                    "location": { "properties": {
                        "file": { "type": "string" },
                        "start_line": { "type": "number" },
                        "end_line": { "type": "number" },
                        "method": { "type": "string" },
                    }},
                },
            }},
        },
    })
}

/// What GitLab documents of the code quality report, and what reviewdog's
/// `DiagnosticResult.json` asks, of what we write.
fn quality_schema() -> Value {
    json!({ "type": "array", "items": {
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": { "type": "string", "minLength": 1 },
            "check_name": { "type": "string", "minLength": 1 },
            "fingerprint": { "type": "string", "minLength": 1 },
            "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
            "location": { "required": ["path", "lines"], "properties": {
                "path": { "type": "string", "pattern": "^[^/.]" },
                "lines": { "required": ["begin"], "properties": {
                    "begin": { "type": "integer", "minimum": 1 } } },
            }},
        },
    }})
}

fn rdjson_schema() -> Value {
    let position = json!({ "type": "object", "required": ["line"], "properties": {
        "line": { "type": "integer", "minimum": 1 },
        "column": { "type": "integer", "minimum": 1 },
    }});
    json!({
        "required": ["source", "diagnostics"],
        "properties": {
            "source": { "required": ["name"] },
            "diagnostics": { "type": "array", "items": {
                "required": ["message", "location", "severity"],
                "properties": {
                    "message": { "type": "string" },
                    "severity": { "enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"] },
                    "location": { "required": ["path"], "properties": {
                        "path": { "type": "string" },
                        "range": { "required": ["start"], "properties": {
                            "start": position, "end": position } },
                    }},
                    "code": { "properties": {
                        "value": { "type": "string" }, "url": { "type": "string" } } },
                },
            }},
        },
    })
}

#[test]
fn reports_for_code_hosts_are_what_these_ask() {
    let (folder, range) = demo();
    for (format, schema) in
        [("gitlab-sast", sast_schema()), ("gitlab", quality_schema()), ("rdjson", rdjson_schema())]
    {
        holds(&schema, &render(&review(), format, Style::default()));
        let run = lineproof(&folder.path().join("service"), ["check", &range, "--format", format]);
        holds(&schema, &run.out);
        let told: Value = serde_json::from_str(&run.out).unwrap();
        let found = ["vulnerabilities", "diagnostics"].iter().find_map(|key| told.get(key));
        assert!(!found.unwrap_or(&told).as_array().unwrap().is_empty(), "{format}");
    }
}
