//! Whatever the bytes: reading ends, stays in its bounds, and loses no line.

use lineproof::claims::{Document, Limits, read};
use proptest::prelude::*;

fn small() -> Limits {
    Limits {
        bytes: 20_000,
        claims: 20,
        text: 500,
        lines: 300,
        line: 2_000,
        values: 2_000,
        depth: 12,
    }
}

/// Reads and holds what is true of every document.
fn check(text: &str) -> Document {
    let limits = small();
    let document = read(text.as_bytes(), &limits);
    assert!(document.claims.len() <= limits.claims);
    for claim in &document.claims {
        assert!(claim.text.len() <= limits.text + 40, "{}", claim.text.len());
        assert!(!claim.text.contains(['\u{1b}', '\u{202e}', '\u{0}']));
        assert!(claim.first_line >= 1 && claim.first_line <= claim.last_line);
    }
    if document.unread.is_empty() {
        for (number, line) in (1..).zip(text.lines()) {
            let told = document
                .statements
                .iter()
                .any(|said| said.first_line <= number && number <= said.last_line);
            assert!(told || line.trim().is_empty(), "line {number} of {text:?}: {document:#?}");
        }
    }
    document
}

/// Pieces that reviews are made of.
fn piece() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "2) ",
        "* [ ] ",
        "  - ",
        "# ",
        "### ",
        "**Bold**",
        "**",
        "`",
        "```\n",
        "```diff\n",
        "~~~",
        "> ",
        "@@ -1 +1 @@",
        "| a | b |\n",
        "|---|---|\n",
        "---\n",
        "===\n",
        "<details>\n",
        "<summary>Prompt</summary>\n",
        "</details>\n",
        "<!--",
        "-->",
        "File: a.py\n",
        "**Line:** 12\n",
        "Severity: High",
        "a.py:12: ",
        "No check in `f`. ",
        "LGTM. ",
        "In conclusion, ",
        "Use a lock.",
        "however ",
        "{",
        "}",
        "[",
        "]",
        "\"file\": ",
        "\"message\"",
        ":",
        ",",
        "\"",
        "\\",
        "\u{1b}[31m",
        "\u{202e}",
        "é",
        "🔴 ",
        "\t",
        "    ",
        "L4-L2",
        "CWE-",
        "line 99999999999",
        "\r\n",
        "_⚠️ x_ | _y_\n",
        "Issue 1: x\n",
        "{\"runs\": [{\"results\": [{",
        "null",
        "..",
        "%",
        "�",
    ])
    .prop_map(str::to_owned)
}

const LOG: &str = r#"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t", "rules": [
 {"id": "T1"}]}}, "artifacts": [{"location": {"uri": "a%20b.py"}}], "results": [
 {"ruleId": "T1", "ruleIndex": 0, "message": {"text": "One."}, "locations": [{"physicalLocation":
  {"artifactLocation": {"uri": "a.py", "index": 0}, "region": {"startLine": 3, "endLine": 1}}}]},
 {"ruleId": "T1", "message": {"text": "Two."}, "codeFlows": [{"threadFlows": [{"locations": [{}]}]}]}]}]}"#;

const FINDINGS: &str = r#"{"summary": "Two.", "findings": [
 {"file": "a.py", "line": 3, "message": "One\u001b[31m.", "severity": "low", "cwe": [79]},
 {"path": "b.py", "lines": "3-9", "title": "Two", "description": "Two\n\ud83d."}], "errors": []}"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &small());
    }

    #[test]
    fn any_pieces_of_reviews_are_read(pieces in prop::collection::vec(piece(), 0..40)) {
        check(&pieces.concat());
    }

    #[test]
    fn truncated_and_changed_json_is_read(
        findings in any::<bool>(),
        cut in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        put in piece(),
    ) {
        let whole = if findings { FINDINGS } else { LOG };
        check(&whole[..cut.index(whole.len())]);
        let mut changed = whole.to_owned();
        changed.insert_str(at.index(whole.len()), &put);
        check(&changed);
    }

    #[test]
    fn every_item_of_a_list_is_kept(
        names in prop::collection::hash_set("[a-z]{4,9}_[a-z]{4,9}", 1..12),
        numbered in any::<bool>(),
        blank in any::<bool>(),
        wrapped in any::<bool>(),
    ) {
        let mut text = "Found:\n\n".to_owned();
        for (at, name) in names.iter().enumerate() {
            let mark = if numbered { format!("{}.", at + 1) } else { "-".to_owned() };
            let end = if wrapped { "\n   on its way." } else { "." };
            text.push_str(&format!("{mark} `{name}` does not check the owner{end}\n"));
            text.push_str(if blank { "\n" } else { "" });
        }
        let document = check(&text);
        prop_assert_eq!(document.claims.len(), names.len());
        for name in &names {
            prop_assert_eq!(document.claims.iter().filter(|claim| claim.text.contains(name.as_str())).count(), 1);
        }
    }
}

#[test]
fn a_report_that_is_cut_keeps_the_results_before_the_cut() {
    let cut = LOG.find("Two.").unwrap();
    let document = check(&LOG[..cut]);
    assert_eq!(document.claims[0].text, "One.");
    assert!(!document.unread.is_empty());
}

#[test]
fn what_is_over_a_bound_is_said() {
    let many: String = (0..50).map(|at| format!("- `f{at}` does not check.\n")).collect();
    let document = check(&many);
    assert_eq!(document.claims.len(), 20);
    assert!(document.unread.iter().any(|unread| unread.reason.starts_with("30 more findings")));
    let long = format!("- No check. {}", "x".repeat(30_000));
    assert!(!check(&long).unread.is_empty());
    let deep = format!("{}{}", "[".repeat(5_000), "{\"message\": 1");
    assert!(check(&deep).unread.iter().any(|unread| unread.reason.contains("deeply")));
}

#[test]
fn utf16_is_read() {
    let mut bytes = vec![0xff, 0xfe];
    for unit in "app/notes.py:3: no check".encode_utf16() {
        bytes.extend(unit.to_le_bytes());
    }
    assert_eq!(read(&bytes, &small()).claims.len(), 1);
}
