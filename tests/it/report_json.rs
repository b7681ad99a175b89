//! The report as JSON: the fields other programs read.

use lineproof::report::{CHECK_SCHEMA, Style};
use serde_json::Value;

use crate::report_fixture::{HOSTILE_PATH, empty, render, review};

fn parsed() -> Value {
    serde_json::from_str(&render(&review(), "json", Style::default())).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn every_field_of_the_contract_is_there() {
    let json = parsed();
    assert_eq!(json["schema"], CHECK_SCHEMA);
    for key in ["schema", "base", "head", "handlers", "findings", "not_analysed"] {
        assert!(keys(&json).contains(&key), "{key}");
    }
    for key in ["id", "file", "name", "line", "end_line", "framework", "methods", "route"] {
        assert!(keys(&json["handlers"][1]).contains(&key), "handler: {key}");
    }
    let fields = "id check category severity state head_state base_state change handler subject \
                  file line end_line side message cwe evidence attack question";
    for key in fields.split_whitespace() {
        assert!(keys(&json["findings"][0]).contains(&key), "finding: {key}");
    }
    for key in ["role", "file", "line", "end_line", "side", "say"] {
        assert!(keys(&json["findings"][1]["evidence"][0]).contains(&key), "evidence: {key}");
    }
    for key in ["file", "line", "reason"] {
        assert!(keys(&json["not_analysed"][0]).contains(&key), "not analysed: {key}");
    }
}

#[test]
fn a_removed_guard_stands_on_the_old_side() {
    let json = parsed();
    let item = &json["findings"][2];
    assert_eq!(item["id"], "generation@web/members.py::update_note");
    assert_eq!(item["category"], "concurrency");
    assert_eq!(item["severity"], "medium");
    assert_eq!(item["cwe"], serde_json::json!([362]));
    let states = ["state", "head_state", "base_state", "change", "side"].map(|key| &item[key]);
    assert_eq!(states, ["removed", "missing", "guarded", "removed", "base"]);
    assert_eq!(item["line"], 5);
    assert_eq!(item["evidence"][1]["side"], "head");
    let attack = item["attack"].as_str().unwrap();
    assert!(attack.contains("PUT /parcels/<int:parcel_id>/note"), "{attack}");
    assert!(attack.contains("`store.update_parcel(parcel.id, note=data['note'])`"), "{attack}");
}

#[test]
fn without_a_base_there_is_nothing_to_compare() {
    let json = parsed();
    let item = &json["findings"][0];
    assert_eq!(item["head_state"], "missing");
    assert!(item["base_state"].is_null() && item["change"].is_null());
    let json: Value = serde_json::from_str(&render(&empty(), "json", Style::default())).unwrap();
    assert!(json["base"].is_null());
    assert_eq!(json["head"], "worktree");
}

#[test]
fn names_from_the_repository_come_through_unchanged() {
    let json = parsed();
    assert_eq!(json["handlers"][0]["file"], HOSTILE_PATH);
    assert!(json["findings"][1]["attack"].is_null(), "a guard is not attacked");
}

#[test]
fn the_same_review_is_written_the_same_way() {
    assert_eq!(
        render(&review(), "json", Style::default()),
        render(&review(), "json", Style::default())
    );
}
