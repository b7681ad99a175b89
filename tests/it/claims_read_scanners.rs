//! Reports of scanners, and JSON of models, are read completely.

use lineproof::claims::{Document, Limits, PathForm, SourceFormat, read};

fn read_text(text: &str) -> Document {
    read(text.as_bytes(), &Limits::default())
}

#[test]
fn json_is_read_in_whatever_dress() {
    let finding = r#"{"file": "app/notes.py", "line": 12, "severity": "HIGH",
        "category": "access", "description": "Nobody is asked.", "cwe": "CWE-639"}"#;
    for text in [
        finding.to_owned(),
        format!("[{finding},]"),
        format!("{{\"findings\": [{finding}], \"summary\": \"One.\"}}"),
        format!("Here is what I found:\n\n```json\n[{finding}]\n```\n\nLet me know."),
        format!("[{finding}, {{\"file\": \"app/no"),
    ] {
        let document = read_text(&text);
        assert_eq!(document.format, SourceFormat::Json, "{text}");
        let claim = &document.claims[0];
        assert_eq!(
            (claim.stated[0].path.as_str(), claim.stated[0].line),
            ("app/notes.py", Some(12))
        );
        assert_eq!((claim.severity.as_deref(), claim.cwe.as_slice()), (Some("HIGH"), &[639][..]));
        assert_eq!(claim.text, "Nobody is asked.");
    }
}

#[test]
fn other_names_and_nesting_are_understood() {
    let document = read_text(
        r#"{"results": [
            {"filename": "a.py", "line_number": 3, "issue_text": "One.", "issue_cwe": {"id": 89},
             "test_id": "B1", "code": "3 x = 1\n", "line_range": [3, 5]},
            {"check_id": "r", "path": "b.py", "start": {"line": 4, "col": 2}, "end": {"line": 6},
             "extra": {"message": "Two.", "severity": "ERROR", "metadata": {"cwe": ["CWE-502: x"]}}}],
          "errors": [{"filename": "c.py", "reason": "syntax error"}]}"#,
    );
    let [one, two] = document.claims.as_slice() else { panic!("{document:#?}") };
    assert_eq!(
        (one.rule.as_deref(), one.cwe[0], one.stated[0].end_line),
        (Some("B1"), 89, Some(5))
    );
    assert_eq!(one.code.len(), 1);
    assert_eq!((two.stated[0].line, two.stated[0].end_line), (Some(4), Some(6)));
    assert_eq!((two.text.as_str(), two.cwe[0]), ("Two.", 502));
    assert_eq!(document.not_analysed, [("c.py".to_owned(), "syntax error".to_owned())]);
}

#[test]
fn a_summary_that_denies_the_list_contradicts_it() {
    let document = read_text(
        r#"{"summary": "No issues were found.", "issues": ["`show_note` asks nobody."]}"#,
    );
    assert!(document.self_contradictory);
    assert_eq!(document.claims.len(), 1);
}

#[test]
fn rdjson_and_gitlab_reports_are_read() {
    let rdjson = read_text(
        r#"{"source": {"name": "toollet"}, "diagnostics": [{"message": "One.", "location": {"path":
           "a.py", "range": {"start": {"line": 2, "column": 3}, "end": {"line": 2, "column": 9}}},
           "code": {"value": "T1"}, "severity": "WARNING"}]}"#,
    );
    assert_eq!((rdjson.format, rdjson.tool.as_deref()), (SourceFormat::RdJson, Some("toollet")));
    let place = &rdjson.claims[0].stated[0];
    assert_eq!((place.line, place.column, place.end_column), (Some(2), Some(3), Some(9)));
    assert_eq!(rdjson.claims[0].rule.as_deref(), Some("T1"));
    let quality = read_text(
        r#"[{"check_name": "T1", "description": "One.", "fingerprint": "f", "severity": "major",
            "location": {"path": "a.py", "lines": {"begin": 2, "end": 4}}}]"#,
    );
    assert_eq!(quality.format, SourceFormat::GitLab);
    let place = &quality.claims[0].stated[0];
    assert_eq!((place.line, place.end_line), (Some(2), Some(4)));
    let security = read_text(
        r#"{"version": "15.0.0", "vulnerabilities": [{"id": "1", "name": "One thing", "severity":
           "High", "location": {"file": "a.py", "start_line": 2}, "identifiers": [{"type": "cwe",
           "name": "CWE-79", "value": "79"}]}], "scan": {"scanner": {"name": "toollet"}}}"#,
    );
    assert_eq!(
        (security.format, security.tool.as_deref()),
        (SourceFormat::GitLab, Some("toollet"))
    );
    assert_eq!(security.claims[0].cwe, [79]);
}

/// A log with most of what tools do differently.
const LOG: &str = r#"{"version": "2.1.0", "runs": [{
  "tool": {"driver": {"name": "toollet", "rules": [
    {"id": "T1", "messageStrings": {"m": {"text": "Calls {0}."}},
     "properties": {"tags": ["external/cwe/cwe-089"]}, "defaultConfiguration": {"level": "error"}}]}},
  "originalUriBaseIds": {"SRC": {"uri": "src/"}, "ROOT": {"uri": "file:///work/"}},
  "artifacts": [{"location": {"uri": "listed%20file.py", "uriBaseId": "SRC"}}],
  "invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [
    {"level": "error", "message": {"text": "cannot parse"}, "locations": [
      {"physicalLocation": {"artifactLocation": {"uri": "bad.py"}}}]},
    {"level": "error", "message": {"text": "out of memory"}}]}],
  "results": [
    {"ruleIndex": 0, "message": {"id": "m", "arguments": ["eval"]}, "locations": [
      {"physicalLocation": {"artifactLocation": {"index": 0}, "region": {"startLine": 3,
       "snippet": {"text": "eval(x)"}}}}], "codeFlows": [{"threadFlows": [{"locations": [
         {"location": {"physicalLocation": {"artifactLocation": {"uri": "a.py"},
          "region": {"startLine": 1}}, "message": {"text": "from here"}}}]}]}]},
    {"ruleId": "T1", "message": {"text": "No place."}},
    {"ruleId": "T2", "level": "note", "message": {"text": "Up."}, "locations": [
      {"physicalLocation": {"artifactLocation": {"uri": "../a.py", "uriBaseId": "%SRCROOT%"}}}]},
    {"ruleId": "T2", "message": {"text": "Root."}, "suppressions": [{"kind": "inSource"}],
     "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.py", "uriBaseId": "ROOT"},
       "region": {"startLine": 9}}}]},
    {"ruleId": "T3", "kind": "pass", "message": {"text": "Fine."}},
    {"level": "error"}]}]}"#;

#[test]
fn sarif_of_any_tool_is_read_completely() {
    let document = read_text(LOG);
    assert_eq!((document.format, document.tool.as_deref()), (SourceFormat::Sarif, Some("toollet")));
    let [first, second, third, fourth] = document.claims.as_slice() else {
        panic!("{document:#?}")
    };
    assert_eq!((first.text.as_str(), first.cwe.as_slice()), ("Calls eval.", &[89][..]));
    assert_eq!(first.severity.as_deref(), Some("error"));
    assert_eq!(
        (first.stated[0].path.as_str(), first.stated[0].line),
        ("src/listed file.py", Some(3))
    );
    assert_eq!((first.code.as_slice(), first.steps.len()), (&["eval(x)".to_owned()][..], 1));
    assert!(second.stated.is_empty());
    assert_eq!(third.stated[0].form, PathForm::Climbing);
    assert_eq!(
        (fourth.stated[0].path.as_str(), fourth.stated[0].form),
        ("/work/a.py", PathForm::Absolute)
    );
    assert_eq!(fourth.set_aside.as_deref(), Some("suppressed"));
    assert_eq!(document.not_analysed, [("bad.py".to_owned(), "cannot parse".to_owned())]);
    let unread: Vec<_> =
        document.unread.iter().filter_map(|unread| unread.pointer.as_deref()).collect();
    assert!(unread.contains(&"/runs/0/results/5"), "{unread:?}");
    assert!(document.unread.iter().any(|unread| unread.reason == "out of memory"));
    assert_eq!((first.first_line, first.last_line), (12, 16));
}

#[test]
fn findings_in_frames_are_read_with_their_code() {
    let document = read_text(
        "\
S101 Use of `assert` detected
  --> app/notes.py:59:9
   |
58 |         # A remark.
59 |         assert note.owner
   |         ^^^^^^
   |
help: Raise instead

error[B7]: `pickle` builds any object
   --> app/odd name.py:482:17
    |
482 |     pickle.loads(body)
    |     ^^^^^^^^^^^^

Found 2 errors.
[*] 1 fixable with the `--fix` option.
",
    );
    assert_eq!(document.format, SourceFormat::Lines);
    let [one, two] = document.claims.as_slice() else { panic!("{document:#?}") };
    let place = |at: usize| {
        let place = &document.claims[at].stated[0];
        (place.path.as_str(), place.line, place.column)
    };
    assert_eq!(place(0), ("app/notes.py", Some(59), Some(9)));
    assert_eq!(place(1), ("app/odd name.py", Some(482), Some(17)));
    assert_eq!(
        (one.rule.as_deref(), one.title.as_str()),
        (Some("S101"), "S101 Use of `assert` detected")
    );
    assert_eq!((one.code.len(), one.remedies.len(), one.last_line), (5, 1, 8));
    assert_eq!(two.first_line, 10);
    assert!(!document.self_contradictory);
}

#[test]
fn a_report_without_findings_has_no_claim() {
    for text in ["All checks passed!\n", "No issues identified.\n"] {
        assert_eq!(read_text(text).claims, [], "{text}");
    }
}
