//! Foreign reviews in prose are read into claims, whatever their layout.

use lineproof::claims::{Document, Limits, SourceFormat, StatementKind, read};

fn read_text(text: &str) -> Document {
    read(text.as_bytes(), &Limits::default())
}

fn titles(document: &Document) -> Vec<&str> {
    document.claims.iter().map(|claim| claim.title.as_str()).collect()
}

/// A review that denies what it lists, twice, and lists it again as advice.
const TWO_LISTS: &str = "\
I went through the service and did not find any vulnerabilities. Some observations follow:
1. No owner check:
The code hands out any note in `show_note`. An attacker may read the notes of others.
2. Unsafe parsing:
The code calls `json.dumps()` on the note, which may run code.
3. Weak caching:
The code sets the `cache_control` header to `no-store` only for old clients.

In conclusion, there are no security issues in this code. However, here are some suggestions:

1. Compare the owner of the note in `show_note`.
2. Ensure that caching is restricted by the `cache_control` header.

By implementing these suggestions, the service becomes safer.
";

#[test]
fn a_second_list_of_remedies_is_merged_and_the_denials_are_told() {
    let document = read_text(TWO_LISTS);
    assert_eq!(titles(&document), ["No owner check", "Unsafe parsing", "Weak caching"]);
    assert!(document.self_contradictory);
    let denials: Vec<_> =
        document.denials.iter().map(|at| document.statements[*at].first_line).collect();
    assert_eq!(denials, [1, 9]);
    let merged: Vec<_> = document.claims.iter().map(|claim| claim.duplicates.len()).collect();
    assert_eq!(merged, [1, 0, 1]);
    assert!(document.claims[0].duplicates[0].remedy);
    assert_eq!(document.claims[2].duplicates[0].first_line, 12);
    assert_eq!(document.statements.last().unwrap().kind, StatementKind::Conclusion);
    assert!(document.claims[0].text.starts_with("No owner check:\nThe code hands out"));
}

#[test]
fn headings_with_fields_are_claims() {
    let document = read_text(
        "# Security review of notes.py\n\n## Summary\n\nTwo things were looked at.\n\n\
         ## Findings\n\n### 1. Note of anybody is shown\n\n**File:** `app/notes.py`\n\
         **Line:** 12-14\n**Severity:** High\n**CWE:** CWE-639\n\n`show_note` asks nobody.\n\n\
         #### Recommendation\n\nAsk the owner.\n\n```python\nreturn note\n```\n\n\
         ### 2. Body is stored unread\n\n- **Location:** app/notes.py:30\n- **Severity**: low\n\
         - **Description:** `add_note` stores what it is sent.\n\n## Conclusion\n\nOverall fine.\n",
    );
    assert_eq!(titles(&document), ["Note of anybody is shown", "Body is stored unread"]);
    let first = &document.claims[0];
    let place = &first.stated[0];
    assert_eq!(
        (place.path.as_str(), place.line, place.end_line),
        ("app/notes.py", Some(12), Some(14))
    );
    assert_eq!((first.severity.as_deref(), first.cwe.as_slice()), (Some("High"), &[639][..]));
    assert_eq!(first.code, ["return note"]);
    assert_eq!(first.remedies, ["Ask the owner."]);
    let second = &document.claims[1];
    assert_eq!((second.stated[0].line, second.severity.as_deref()), (Some(30), Some("low")));
}

#[test]
fn lists_of_all_kinds_are_claims() {
    let document = read_text(
        "Findings:\n\n- [ ] `drop_note`: no role is checked (CWE-862).\n- **Race** - `edit_note` \
         writes without a version.\n  - Impact: lost updates.\n* ❌ No limit in app/notes.py:40\n\n\
         1) The title is not escaped.\n\n2) The body is not escaped.\n",
    );
    assert_eq!(document.claims.len(), 5, "{:#?}", titles(&document));
    assert_eq!(document.claims[0].cwe, [862]);
    assert_eq!(document.claims[1].title, "Race");
    assert!(document.claims[1].text.contains("lost updates"));
    assert_eq!(document.claims[2].stated[0].line, Some(40));
}

#[test]
fn groups_by_severity_and_file_are_no_claims() {
    let document = read_text(
        "## High severity\n\n### `app/notes.py`\n\n- `show_note` asks nobody.\n\n## Low\n\n\
         - **app/tags.py**:\n  - `add_tag` is not limited.\n  - `drop_tag` is not logged.\n\n\
         ## What works well\n\n- Queries are parameterised.\n",
    );
    assert_eq!(document.claims.len(), 3, "{:#?}", document.claims);
    assert_eq!(document.claims[0].severity.as_deref(), Some("high"));
    assert_eq!(document.claims[0].stated[0].path, "app/notes.py");
    assert_eq!(document.claims[2].stated[0].path, "app/tags.py");
    assert_eq!(document.statements.last().unwrap().kind, StatementKind::Praise);
}

#[test]
fn rows_of_a_table_are_claims() {
    let document = read_text(
        "| # | Severity | File | Line | Issue |\n|---|---|---|---|---|\n\
         | 1 | High | app/notes.py | 12 | `show_note` asks nobody |\n\
         | 2 | Low | app/tags.py | 7 | No limit |\n\n| Severity | Count |\n|---|---|\n| High | 1 |\n",
    );
    assert_eq!(titles(&document), ["`show_note` asks nobody", "No limit"]);
    assert_eq!(document.claims[0].stated[0].line, Some(12));
    assert_eq!(document.claims[1].severity.as_deref(), Some("Low"));
}

#[test]
fn a_comment_on_a_quoted_change_is_one_claim() {
    let document = read_text(
        "> @@ -10,2 +10,3 @@ def drop_note(id):\n> +    delete(id)\n\n\
         _⚠️ Potential issue_ | _🟠 Major_\n\n**Nobody is asked before the note is dropped.**\n\n\
         `drop_note` deletes what it is told. Any caller can do so.\n\n<details>\n\
         <summary>Suggested fix</summary>\n\n```diff\n+    ask(id)\n```\n</details>\n\n<details>\n\
         <summary>🤖 Prompt for AI Agents</summary>\n\nIn notes.py the check is missing.\n</details>\n",
    );
    assert_eq!(document.claims.len(), 1, "{:#?}", document.claims);
    let claim = &document.claims[0];
    assert_eq!(claim.title, "Nobody is asked before the note is dropped");
    assert_eq!(claim.severity.as_deref(), Some("major"));
    assert!(claim.code.iter().any(|code| code.contains("delete(id)")));
    assert!(!claim.text.contains("In notes.py"));
}

#[test]
fn sentences_are_claims_by_their_subjects() {
    let one = read_text("No limit is put on GET /notes. An attacker may exhaust the database.");
    assert_eq!(one.claims.len(), 1);
    let two = read_text(
        "The queries are properly parameterised. `show_note` does not check the owner. This lets \
         anybody read notes. Additionally, passwords are stored in plain text.",
    );
    assert_eq!(two.claims.len(), 2, "{:#?}", titles(&two));
    let style = read_text("The name `x1` says little.");
    assert_eq!(style.claims.len(), 1);
    for nothing in ["LGTM!", "I found no issues in this change.", "The code is well structured."] {
        let none = read_text(nothing);
        assert!(none.claims.is_empty() && !none.self_contradictory, "{nothing}");
    }
}

#[test]
fn denials_of_one_kind_contradict_nothing() {
    let document = read_text(
        "No SQL injection vulnerabilities were found.\n\n- Caching: no issues found.\n\
         - `show_note` does not check the owner.\n",
    );
    assert_eq!(document.claims.len(), 1, "{:#?}", document.claims);
    let scoped =
        read_text("I see no critical issues.\n\n- `show_note` does not check the owner.\n");
    assert!(!scoped.self_contradictory);
}

#[test]
fn one_line_findings_are_claims() {
    let document = read_text(
        "app/notes.py:12:5: S101 Use of assert\n./app/tags.py:7: `add_tag` has no limit (CWE-770).\n\
         Found 2 errors.\n",
    );
    assert_eq!(document.format, SourceFormat::Lines);
    assert_eq!(document.claims.len(), 2);
    assert_eq!(document.claims[0].rule.as_deref(), Some("S101"));
    assert_eq!(document.claims[0].stated[0].column, Some(5));
    assert_eq!(document.claims[1].cwe, [770]);
}
