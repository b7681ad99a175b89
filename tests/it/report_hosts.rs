//! What code hosts and their helpers are told: open items, on lines, with nothing in them
//! that means something to the host.

use lineproof::model::State;
use lineproof::report::Style;
use lineproof::review::{Decision, Disposition, EventId, Note, Reason, Standing, Timestamp};
use serde_json::{Value, json};

use crate::report_fixture::{HOSTILE, HOSTILE_PATH, Review, empty, render, review};

fn told(review: &Review, format: &str) -> String {
    render(review, format, Style::default())
}

fn parsed(format: &str) -> Value {
    serde_json::from_str(&told(&review(), format)).unwrap()
}

/// The review, in which somebody dismissed the items in a state.
fn dismissed(state: State) -> Review {
    let mut review = review();
    let time = Timestamp::from_micros(1_600_000_000_000_000);
    let author = "Ana *Cruz* <ana@example.org>".to_owned();
    let text = "behind </details> the `proxy`".to_owned();
    let disposition = Disposition::Dismissed { reason: Reason::AcceptedRisk, text };
    let event = EventId::new("e1");
    let note = Note {
        first: EventId::new("2"),
        event: event.clone(),
        time,
        author: author.clone(),
        text: "ask @all".to_owned(),
        anchor: None,
    };
    let decision = Decision {
        before: Vec::new(),
        disposition: disposition.clone(),
        event,
        time,
        author,
        anchor: None,
        until: None,
        same_as: None,
    };
    let standing = Standing {
        disposition,
        decision: Some(decision),
        notes: vec![note],
        ..Standing::default()
    };
    let of_state = review.assessment.findings().filter(|finding| finding.state() == state);
    review.standings = of_state.map(|it| (it.id().clone(), standing.clone())).collect();
    review
}

#[test]
fn annotations_stand_at_head_and_hold_one_command_each() {
    let text = told(&review(), "github");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("::warning file=web/members.py,line=5,endLine=5,title="));
    assert!(lines[0].contains("Was at web/members.py:5: `if parcel.generation"), "{}", lines[0]);
    // The name of the hostile file has a line end, a colon and a percent sign in it.
    assert!(
        lines[1].starts_with("::error file=a b/<script>␊␛[31m%25%3A猫.py,line=2"),
        "{}",
        lines[1]
    );
}

#[test]
fn code_quality_has_an_issue_for_each_open_item() {
    let issues = parsed("gitlab");
    let told: Vec<_> = issues.as_array().unwrap().iter().map(|it| &it["severity"]).collect();
    assert_eq!(told, ["major", "critical"]);
    assert_eq!(
        issues[0]["location"],
        json!({"path": "web/members.py", "lines": {"begin": 5, "end": 5}})
    );
    assert_eq!(issues[0]["fingerprint"], "generation@web/members.py::update_note");
}

#[test]
fn the_security_report_names_weaknesses_and_what_was_left_out() {
    let log = parsed("gitlab-sast");
    assert_eq!(log["scan"]["start_time"], "2023-11-14T22:13:20");
    let found = &log["vulnerabilities"][0];
    assert_eq!(found["identifiers"][1]["value"], "362");
    assert_eq!(found["location"]["method"], "update_note");
    let left_out = log["scan"]["messages"][0]["value"].as_str().unwrap();
    assert!(left_out.contains("syntax error"), "{left_out}");
}

#[test]
fn columns_of_diagnostics_count_bytes_from_one() {
    let log = parsed("rdjson");
    let range = &log["diagnostics"][1]["location"]["range"];
    let (start, end) = (&range["start"]["column"], &range["end"]["column"]);
    let line = HOSTILE.lines().nth(1).unwrap();
    let call = "load(request.args['id'])";
    let byte = line.find(call).unwrap();
    assert!(byte > line[..byte].chars().count(), "chars before the call take more than a byte");
    let wanted = (Some(byte as u64 + 1), Some((byte + call.len()) as u64 + 1));
    assert_eq!((start.as_u64(), end.as_u64()), wanted, "{range}");
    assert_eq!(log["diagnostics"][0]["severity"], "WARNING");
}

#[test]
fn comments_stand_on_the_old_side_or_else_in_the_text() {
    let review = parsed("pr-comments");
    let comments = review["comments"].as_array().unwrap();
    assert_eq!(comments.len(), 1);
    let at = ["path", "line", "side"].map(|key| &comments[0][key]);
    assert_eq!(at, [&json!("web/members.py"), &json!(5), &json!("LEFT")]);
    let body = review["body"].as_str().unwrap();
    assert!(body.starts_with("lineproof found 2 open items."), "{body}");
    assert!(body.contains("takes any object"), "what stands outside the difference: {body}");
    assert_eq!(review["commit_id"], "b".repeat(40));
}

#[test]
fn markdown_shows_the_old_line_and_no_markup_of_others() {
    let text = told(&review(), "markdown");
    assert!(text.contains("**2 items are open.**"), "{text}");
    assert!(text.contains("  -    if parcel.generation != data['generation']:"), "{text}");
    assert!(text.contains("`web/members.py:5` before the change"), "{text}");
    assert!(text.contains(": removed** (") && text.contains("CWE\\-362"), "{text}");
    assert!(text.contains("ASVS "), "{text}");
    let outside_code = text.split('`').step_by(2).collect::<String>();
    assert!(!outside_code.contains("<script>"), "{outside_code}");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    assert!(told(&empty(), "markdown").contains("Nothing to review"));
}

#[test]
fn what_was_dismissed_is_told_as_such_and_alarms_nobody() {
    let review = dismissed(State::Removed);
    for format in ["github", "gitlab", "gitlab-sast", "rdjson", "pr-comments"] {
        assert!(!told(&review, format).contains("took away"), "{format}");
    }
    let text = told(&review, "markdown");
    let behind = text.split("<summary>Dismissed (1)</summary>").nth(1).unwrap();
    assert!(behind.contains("- dismissed \\(accepted\\-risk\\): behind"), "{behind}");
    assert!(!behind.contains("*Cruz*") && !behind.contains("</details> the"), "{behind}");
    let log: Value = serde_json::from_str(&told(&review, "sarif")).unwrap();
    let held = &log["runs"][0]["results"][2]["suppressions"][0];
    assert_eq!(held["status"], "accepted");
    assert_eq!(held["justification"], "accepted-risk: behind </details> the `proxy`");
    let json: Value = serde_json::from_str(&told(&review, "json")).unwrap();
    assert_eq!(json["findings"][2]["disposition"], "dismissed");
    assert_eq!(json["findings"][2]["notes"][0]["text"], "ask @all");
}

#[test]
fn rows_have_as_many_fields_as_the_head_and_start_no_formula() {
    let mut review = review();
    review.assessment.files.truncate(2);
    let text = told(&review, "csv");
    let rows: Vec<&str> = text.split("\r\n").filter(|row| !row.is_empty()).collect();
    assert_eq!(rows.len(), 1 + review.assessment.findings().count());
    let fields = |row: &str| {
        let mut quoted = false;
        row.chars()
            .filter(|c| {
                quoted ^= *c == '"';
                *c == ',' && !quoted
            })
            .count()
    };
    assert!(rows.iter().all(|row| fields(row) == fields(rows[0])), "{text}");
    assert!(!rows.iter().any(|row| row.contains(",=") || row.contains(",@")));
    assert!(text.contains(&HOSTILE_PATH[..4]));
}

#[test]
fn a_result_says_whether_it_is_new_and_by_what_its_line_is_known() {
    let log = parsed("sarif");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let states: Vec<_> = results.iter().map(|it| it["baselineState"].as_str()).collect();
    assert_eq!(states, [None, Some("updated"), Some("updated"), Some("unchanged")]);
    let hash = results[1]["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
    assert!(hash.ends_with(":1") && hash.len() > 10, "{hash}");
    // The line of a removed guard is not there at head.
    assert!(results[2]["partialFingerprints"]["primaryLocationLineHash"].is_null());
}
