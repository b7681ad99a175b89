//! The report as SARIF 2.1.0.

use lineproof::catalog::Catalog;
use lineproof::report::Style;
use serde_json::{Value, json};

use crate::report_fixture::{render, review};

fn run() -> Value {
    let log: Value = serde_json::from_str(&render(&review(), "sarif", Style::default())).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    log["runs"][0].clone()
}

#[test]
fn every_check_is_a_rule_with_its_weakness() {
    let run = run();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let checks = Catalog::builtin().unwrap().checks().len();
    // Behind them what reviewers find, ask and note.
    assert_eq!(rules.len(), checks + 3);
    assert_eq!(rules[6]["id"], "generation");
    assert_eq!(rules[6]["properties"]["tags"], json!(["security", "external/cwe/cwe-362"]));
    assert_eq!(rules[4]["properties"]["tags"][1], "external/cwe/cwe-1287");
}

#[test]
fn kind_and_level_follow_state_and_severity() {
    let run = run();
    let results = run["results"].as_array().unwrap();
    let told: Vec<_> = results
        .iter()
        .map(|result| {
            ["ruleId", "kind", "level"].map(|key| result[key].as_str().unwrap()).join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "object-access fail error",
            "access pass none",
            "generation fail warning",
            "accept notApplicable none",
        ]
    );
    assert_eq!(results[2]["ruleIndex"], 6);
    assert_eq!(results[2]["properties"]["state"], "removed");
    assert_eq!(results[2]["properties"]["change"], "removed");
}

#[test]
fn a_place_is_a_region_counted_from_one() {
    let run = run();
    let place = &run["results"][2]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "web/members.py");
    assert_eq!(
        place["region"],
        json!({ "startLine": 5, "endLine": 5, "startColumn": 8, "endColumn": 47 })
    );
    let evidence = &run["results"][2]["relatedLocations"];
    assert_eq!(evidence[1]["message"]["text"], "effect: writes now");
    assert_eq!(evidence[1]["id"], 1);
}

#[test]
fn a_path_is_encoded_and_never_taken_for_a_scheme() {
    let run = run();
    let uri = &run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "a%20b/%3Cscript%3E%0A%1B%5B31m%25%3A%E7%8C%AB.py");
    let left_out = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(left_out["message"]["text"], "Not analysed: syntax error at '␛'");
}

#[test]
fn items_are_told_apart_by_their_fingerprint() {
    let run = run();
    let prints: Vec<_> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["partialFingerprints"]["lineproofItem/v1"].as_str().unwrap())
        .collect();
    assert_eq!(prints[2], "generation@web/members.py::update_note");
    let mut distinct = prints.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), prints.len());
}
