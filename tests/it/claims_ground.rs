//! Claims of others on lines of a service of ours, and what is held of them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::Sources;
use lineproof::catalog::Catalog;
use lineproof::claims::{
    ClaimVerdict, Document, GroundedClaim, Limits, Review, Trees, ground, read,
};
use proptest::prelude::*;
use serde_json::Value;

use super::support::program::{command, lineproof, run};
use crate::in_memory::InMemory;

const BOATS: &str = "\
import json
from flask import Flask, abort, g, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)
    version = db.Column(db.Integer)
    name = db.Column(db.String)
def as_answer(boat):
    return json.dumps({'name': boat.name})
@app.put('/boats/<int:boat_id>')
@login_required
def rename_boat(boat_id):
    boat = Boat.query.get_or_404(boat_id)
    if boat.owner_id != current_user.id:
        abort(403)
    body = request.get_json()
    if not isinstance(body['name'], str):
        abort(400)
    if boat.version != body['version']:
        abort(409)
    boat.name = body['name']
    boat.colour = body['colour']
    db.session.commit()
    return as_answer(boat)
@app.delete('/boats/<int:boat_id>')
@login_required
def scrap_boat(boat_id):
    boat = Boat.query.get_or_404(boat_id)
    db.session.delete(boat)
    db.session.commit()
    return ''
def owners_only(boat):
    if boat.owner_id != current_user.id:
        abort(403)
";

pub fn sources() -> Arc<dyn Sources> {
    Arc::new(InMemory::of(&[
        ("harbour/boats.py", BOATS),
        ("tests/test_boats.py", "def test(): rename_boat\n"),
        ("deploy/boats.yaml", "services:\n  - boats\n"),
    ]))
}

fn review(document: Document) -> Review {
    Review { name: "review.txt".to_owned(), document }
}

/// What is held of the first claim of a text.
pub fn claim(text: &str) -> GroundedClaim {
    let trees = Trees { base: None, head: sources(), changed: Vec::new() };
    let catalog = Catalog::builtin().unwrap();
    let document = read(text.as_bytes(), &Limits::default());
    let found =
        ground(vec![review(document)], &trees, &catalog, &AtomicBool::new(false), &mut |_| {});
    found.claims.into_iter().next().unwrap_or_else(|| panic!("no claim in {text}"))
}

/// The verdict, the function and the 1-based line.
fn held(text: &str) -> (ClaimVerdict, String, Option<u32>) {
    let claim = claim(text);
    let unit =
        claim.unit.map_or(String::new(), |unit| unit.as_str().replace("harbour/boats.py::", ""));
    (claim.verdict, unit, claim.place.map(|place| place.first_line()))
}

fn on(unit: &str, line: u32, verdict: ClaimVerdict) -> (ClaimVerdict, String, Option<u32>) {
    (verdict, unit.to_owned(), Some(line))
}

#[test]
fn a_guard_that_is_there_contradicts_in_whatever_words() {
    let rows = [
        ("`rename_boat` has a race condition: the version is never compared.", 23),
        ("Lost update in rename_boat, no check of the version.", 23),
        ("IDOR: `rename_boat` does not verify the owner of the boat.", 18),
        (
            "- [ ] **Broken object level authorization** in `rename_boat`: anybody's boat is renamed, no ownership check.",
            18,
        ),
        ("PUT /boats/{boat_id} lacks authentication.", 15),
    ];
    for (text, line) in rows {
        assert_eq!(held(text), on("rename_boat", line, ClaimVerdict::Contradicted), "{text}");
    }
}

#[test]
fn what_nothing_guards_is_supported_in_whatever_words() {
    let rows = [
        "IDOR: `scrap_boat` does not verify the owner of the boat.",
        "Missing ownership check in scrap_boat.",
        "DELETE /boats/<int:boat_id> has an insecure direct object reference, nothing tests whose boat it is.",
    ];
    for text in rows {
        let (verdict, unit, _) = held(text);
        assert_eq!((verdict, unit.as_str()), (ClaimVerdict::Supported, "scrap_boat"), "{text}");
    }
}

#[test]
fn a_guard_of_one_value_says_nothing_of_another() {
    let (verdict, unit, _) = held("`rename_boat` does not validate `boat_id`.");
    assert_eq!(unit, "rename_boat");
    assert_ne!(verdict, ClaimVerdict::Contradicted);
    // It stands in the line that is guarded, and in no guard.
    let written = held("The `colour` that `rename_boat` writes is not validated.");
    assert_ne!(written.0, ClaimVerdict::Contradicted);
}

#[test]
fn a_guard_says_nothing_against_what_a_claim_says_is_done() {
    for text in [
        "`rename_boat` sends the schema of the database to callers, untrusted input reaches it.",
        "Privilege escalation: `rename_boat` grants a role to whoever asks.",
    ] {
        assert_ne!(held(text).0, ClaimVerdict::Contradicted, "{text}");
    }
}

#[test]
fn code_that_a_review_quotes_puts_its_comment_on_lines() {
    let text = "```python\nboat = Boat.query.get_or_404(boat_id)\ndb.session.delete(boat)\n```\n\
        Nothing here tests whose it is, so anybody's boat can be removed.\n";
    let (verdict, unit, _) = held(text);
    assert_eq!((verdict, unit.as_str()), (ClaimVerdict::Supported, "scrap_boat"));
}

#[test]
fn a_test_that_refuses_a_value_contradicts_that_nothing_looks_at_it() {
    let found = claim("`body['name']` is stored by `rename_boat` without any validation.");
    assert_eq!(found.verdict, ClaimVerdict::Contradicted, "{}", found.rule);
    assert_eq!(found.place.map(|place| place.first_line()), Some(21));
}

#[test]
fn what_is_called_and_is_not_there_is_invented_where_it_is_what_does_it() {
    let found = claim("purge_boats() deletes the boats of others, called by `scrap_boat`.");
    assert_eq!((found.verdict, found.rule), (ClaimVerdict::Contradicted, "invented-name"));
}

#[test]
fn what_no_check_asks_about_is_put_on_its_line_and_left_open() {
    let rows = [
        (
            "In production `rename_boat` is usually behind a reverse proxy, so the owner check of `rename_boat` is likely skipped.",
            "about-the-deployment",
        ),
        ("`scrap_boat` has a bug: it fails when there are a great many of them.", "no-check-asks"),
    ];
    for (text, rule) in rows {
        let found = claim(text);
        assert_eq!((found.verdict, found.rule), (ClaimVerdict::Unverifiable, rule), "{text}");
        assert!(found.unit.is_some(), "{text}");
    }
    assert_eq!(held("`scrap_boat` needs a docstring.").0, ClaimVerdict::OffTopic);
}

#[test]
fn what_is_granted_before_a_but_is_not_the_claim() {
    let text = "`scrap_boat` does require a login, but it never checks that the boat belongs to the caller.";
    let (verdict, unit, _) = held(text);
    assert_eq!((verdict, unit.as_str()), (ClaimVerdict::Supported, "scrap_boat"));
}

#[test]
fn what_a_scanner_reports_stays_on_its_line_wherever_that_is() {
    let rows = [
        ("tests/test_boats.py", 1, ClaimVerdict::OffTopic, "no-code-of-the-service"),
        ("harbour/boats.py", 5, ClaimVerdict::Unverifiable, "outside-functions"),
        ("deploy/boats.yaml", 2, ClaimVerdict::Unverifiable, "no-code-of-the-service"),
        ("harbour/boats.py", 34, ClaimVerdict::Supported, "nothing-guards"),
    ];
    for (path, line, verdict, rule) in rows {
        let text = format!(
            r#"[{{"path": "{path}", "line": {line}, "rule_id": "X1", "message": "missing ownership check"}}]"#
        );
        let found = claim(&text);
        let at = found.place.map(|place| (place.file.to_string(), place.first_line()));
        assert_eq!((found.verdict, found.rule), (verdict, rule), "{path}");
        assert_eq!(at, Some((path.to_owned(), line)));
    }
}

#[test]
fn a_test_of_one_field_says_nothing_of_another() {
    let found = claim("`body['colour']` is stored by `rename_boat` without any validation.");
    assert_ne!(found.verdict, ClaimVerdict::Contradicted, "{}", found.rule);
}

#[test]
fn what_is_missed_by_its_name_is_not_contradicted_by_something_else() {
    let found = claim("No ownership check: `rename_boat` runs without `owners_only`.");
    assert_eq!(
        (found.verdict, found.rule),
        (ClaimVerdict::Unverifiable, "named-guard-is-not-here")
    );
}

#[test]
fn that_a_guard_is_there_and_that_it_is_too_weak_are_not_that_it_is_missing() {
    let found = claim(
        r#"[{"path": "harbour/boats.py", "line": 18, "message": "rename_boat verifies the owner"}]"#,
    );
    assert_eq!((found.verdict, found.rule), (ClaimVerdict::Supported, "guard-stands"));
    for text in [
        "The ownership check of `rename_boat` is too permissive.",
        "The ownership check of `rename_boat` merely verifies the owner: that is a flaw.",
    ] {
        let found = claim(text);
        let told = (found.verdict, found.rule);
        assert_eq!(told, (ClaimVerdict::Unverifiable, "strength-of-a-guard"), "{text}");
    }
}

#[test]
fn what_is_nowhere_is_said_to_be_nowhere() {
    let rows = [
        ("harbour/nope.py:3: missing ownership check", "no-such-file"),
        ("../../etc/passwd:1: missing ownership check", "no-such-file"),
        ("harbour/boats.py:999: missing ownership check", "no-such-line"),
    ];
    for (text, rule) in rows {
        let found = claim(text);
        assert_eq!((found.verdict, found.rule), (ClaimVerdict::NotLocated, rule), "{text}");
        assert!(found.unit.is_none() && found.places.is_empty(), "{text}");
    }
    let found = claim("Missing ownership check in `rename_boats`.");
    assert_eq!((found.rule, found.nearest.as_deref()), ("invented-name", Some("rename_boat")));
    assert!(found.unit.is_none());
}

#[test]
fn several_words_in_a_row_take_theirs_from_others() {
    let found = claim("Missing content type check in `rename_boat`.");
    assert_eq!(found.check.map(|check| check.to_string()).as_deref(), Some("content-type"));
}

#[test]
fn code_and_fields_of_any_letters_are_read() {
    let tree = InMemory::of(&[(
        "web/say.py",
        "def shown(word):\n    say = word + \"…(\"  # →loads(x) …say(word)\n    return say\n",
    )]);
    let trees = Trees { base: None, head: Arc::new(tree), changed: Vec::new() };
    let catalog = Catalog::builtin().unwrap();
    for text in [
        "`word` is stored in `say` by `shown` without any validation.",
        "`evil.loads()` runs code of others in `shown`.",
        r#"{"findings":[{"file":"some_long_name.func_name_very_long","line":3,"message":"No check"}]}"#,
        "**Location:** pkg.func\n\nNo check.",
    ] {
        let document = read(text.as_bytes(), &Limits::default());
        let found =
            ground(vec![review(document)], &trees, &catalog, &AtomicBool::new(false), &mut |_| {});
        assert_eq!(found.claims.len(), 1, "{text}");
    }
}

#[test]
fn of_several_functions_it_holds_in_part_where_they_differ() {
    let text = "`rename_boat` and `scrap_boat` never check that the boat belongs to the caller.";
    let found = claim(text);
    assert_eq!((found.verdict, found.rule), (ClaimVerdict::Partial, "several-functions"));
    // What one of them calls is not meant as well.
    let text = "`rename_boat` never checks the owner before it calls `as_answer`.";
    assert_ne!(claim(text).rule, "several-functions");
}

#[test]
fn a_comment_below_a_quoted_change_is_about_that_line() {
    let text = "```diff\n+    if boat.owner_id != current_user.id:\n```\n\
        > **bot:** this leaves other people's boats open to anybody.\n";
    let (verdict, unit, line) = held(text);
    assert_eq!(
        (verdict, unit.as_str(), line),
        (ClaimVerdict::Contradicted, "rename_boat", Some(18))
    );
}

#[test]
fn what_may_come_of_it_is_not_what_is_claimed() {
    let text = "`scrap_boat` never looks at whose it is, so anyone with a well-formed and validated request wins.";
    let (verdict, unit, _) = held(text);
    assert_eq!((verdict, unit.as_str()), (ClaimVerdict::Supported, "scrap_boat"));
}

#[test]
fn of_calls_that_are_there_and_one_that_is_not_the_claim_may_mean_the_others() {
    let text = "`rename_boat` runs code of the caller by `eval(name)` and `request.get_json()`.";
    assert_ne!(held(text).0, ClaimVerdict::Contradicted);
}

#[test]
fn an_order_is_read_from_the_lines() {
    let right = "In `rename_boat` the owner is checked before `request.get_json` reads the body.";
    assert_eq!(held(right).0, ClaimVerdict::Supported);
    let wrong = "In `rename_boat` the version is compared before `Boat.query.get_or_404` loads the boat, a race condition.";
    assert_eq!(held(wrong).0, ClaimVerdict::Contradicted);
    let in_a_block =
        "In `rename_boat`, `abort` runs before `Boat.query.get_or_404`: a race condition.";
    assert_eq!(held(in_a_block).0, ClaimVerdict::Unverifiable, "blocks may be gone round");
    let denied =
        "`rename_boat` never compares the version before calling `db.session.commit`: a race.";
    assert_eq!(held(denied).0, ClaimVerdict::Contradicted);
}

#[test]
fn a_call_that_is_taken_for_another_is_a_category_error() {
    let text = "Insecure deserialization: `as_answer` passes the boat to `json.dumps()`.";
    assert_eq!(held(text), on("as_answer", 13, ClaimVerdict::CategoryError));
}

#[test]
fn a_name_that_the_code_does_not_have_names_no_line() {
    let claim = claim("`rename_boat` unpickles the body with `pickle.loads(body)` (CWE-502).");
    assert_eq!((claim.verdict, claim.place), (ClaimVerdict::Contradicted, None));
    assert_eq!(claim.rule, "invented-name");
    assert!(claim.evidence.is_empty());
}

#[test]
fn what_is_in_front_of_the_service_or_no_weakness_is_not_judged() {
    assert_eq!(
        held("There is no rate limiting on DELETE /boats/{boat_id}.").0,
        ClaimVerdict::Unverifiable
    );
    assert_eq!(held("`rename_boat` is too long.").0, ClaimVerdict::OffTopic);
    assert_eq!(held("An attacker could steal cookies by XSS.").0, ClaimVerdict::NotLocated);
}

#[test]
fn of_several_places_the_one_that_may_make_it_true_counts() {
    let text = "Nothing checks the owner of what `Boat.query.get_or_404` loads: IDOR.";
    assert_ne!(held(text).0, ClaimVerdict::Contradicted);
}

#[test]
fn the_review_of_the_demo_comes_out_on_its_lines() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("lockers");
    lineproof(folder.path(), ["demo", "--keep", kept.to_str().unwrap()]);
    let review = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/REVIEW.txt");
    let run =
        lineproof(&kept, ["ground", review.to_str().unwrap(), "HEAD~..HEAD", "--format", "json"]);
    assert_eq!(run.status, 1, "{run:?}");
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["schema"], "lineproof/ground/1");
    let text = fs::read_to_string(review).unwrap();
    assert!(text.contains("no vulnerability"), "{text}");
    let told: Vec<String> = answer["claims"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|claim| claim["verdict"] != "off-topic")
        .map(|claim| {
            let handler = claim["handler"].as_str().unwrap_or_default();
            let handler = handler.rsplit("::").next().unwrap_or_default();
            format!("{} {handler} {}", claim["verdict"].as_str().unwrap_or_default(), claim["line"])
        })
        .collect();
    assert_eq!(
        told,
        [
            "contradicted update_note 59",
            "supported update_note 62",
            "supported create_delivery 38",
            "supported share_parcel 82",
            "contradicted list_versions null",
            "contradicted update_note 59",
        ]
    );
}

#[test]
fn text_tells_people_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("lockers");
    lineproof(folder.path(), ["demo", "--keep", kept.to_str().unwrap()]);
    fs::write(
        folder.path().join("r.txt"),
        "IDOR in `share_parcel`: no owner is checked.\u{1b}[2J\n",
    )
    .unwrap();
    let run = lineproof(&kept, ["ground", "../r.txt", "--at", "HEAD"]);
    assert!(run.out.starts_with("c1  ! supported: IDOR in `share_parcel`"), "{run:?}");
    assert!(run.out.contains("lockers/web/members.py:82"), "{run:?}");
    assert!(!run.out.contains('\u{1b}'), "{run:?}");
    let missing = lineproof(&kept, ["ground", "nowhere.txt"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("nowhere.txt cannot be read"), "{missing:?}");
}

#[test]
fn text_keeps_to_its_width_save_for_code() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("lockers");
    lineproof(folder.path(), ["demo", "--keep", kept.to_str().unwrap()]);
    let review = "### 1. Lost update: `update_note` writes the note and nobody compares it\n\n\
                  It should compare the generation.\n";
    fs::write(folder.path().join("r.md"), review).unwrap();
    let run = lineproof(&kept, ["ground", "../r.md", "HEAD~..HEAD", "--width", "60"]);
    let is_code = |line: &&str| line.starts_with("        ") && !line.starts_with("         ");
    let over = run.out.lines().filter(|line| !is_code(line) && line.chars().count() > 60);
    assert_eq!(over.collect::<Vec<_>>(), [] as [&str; 0], "{run:?}");
    // The number of a heading is not a part of what it says.
    assert!(run.out.starts_with("c1  ! supported: Lost update: `update_note`"), "{run:?}");
    let words = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("guard: removed; was: refuses with 409"), "{run:?}");
}

#[test]
fn input_that_is_no_review_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("lockers");
    lineproof(folder.path(), ["demo", "--keep", kept.to_str().unwrap()]);
    let twice = lineproof(&kept, ["ground", "-", "--also", "-"]);
    twice.failed("standard input can be read once", "give `-` once");
    let ground = |bytes: Vec<u8>| run(command(&kept, ["ground", "-"]).write_stdin(bytes));
    let empty = ground(Vec::new());
    assert_eq!((empty.status, empty.out.as_str()), (0, "0 claims\n"), "{empty:?}");
    assert!(empty.err.contains("standard input is empty"), "{empty:?}");
    let picture = ground((0..2_000u32).map(|at| (at * 167 % 251) as u8).collect());
    assert!(picture.out.contains("not read: line 1: this is no text"), "{picture:?}");
    assert!(picture.out.ends_with("\n0 claims\n"), "{picture:?}");
    // Each reason is told once, whatever the number of places.
    let deep = ground("[".repeat(100_000).into_bytes());
    let mut lines: Vec<&str> = deep.out.lines().collect();
    assert!(deep.out.contains(" more)"), "{deep:?}");
    lines.sort_unstable();
    let count = lines.len();
    lines.dedup();
    assert_eq!(lines.len(), count, "{deep:?}");
}

#[test]
fn markdown_says_what_holds_and_what_does_not_and_nothing_of_the_review_is_markup() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("lockers");
    lineproof(folder.path(), ["demo", "--keep", kept.to_str().unwrap()]);
    let review = "1. IDOR in `share_parcel`: <img src=x> no owner is checked, @staff [x](y) https://a.example.\n\
                  2. Missing input validation: `update_note` checks nothing of the body.\n";
    fs::write(folder.path().join("r.md"), review).unwrap();
    let arguments = ["ground", "../r.md", "HEAD~..HEAD", "--format", "markdown"];
    let run = lineproof(&kept, arguments);
    assert!(run.out.starts_with("# “../r.md” on the lines of `"), "{run:?}");
    assert!(
        run.out.contains("\n`HEAD~..HEAD`: 2 claims: 1 supported, 1 contradicted.\n"),
        "{run:?}"
    );
    let holds = run.out.find("## What holds\n").unwrap();
    let does_not = run.out.find("## What does not hold\n").unwrap();
    assert!(holds < does_not, "{run:?}");
    assert!(run.out[holds..does_not].contains("`lockers/web/members.py:82`: guard: "), "{run:?}");
    assert!(run.out[does_not..].contains("`jsonschema.validate(data, schema)` refuses"), "{run:?}");
    assert!(run.out[does_not..].contains("lockers/web/members.py:59"), "{run:?}");
    for markup in [" <img", " [x]", "@staff", "https://"] {
        assert!(!run.out.contains(markup), "{markup}: {run:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_text_is_grounded_without_a_panic(text in "(\\PC|[\\n`./_()*-]|boat|rename_boat|before|not){0,60}") {
        let trees = Trees { base: None, head: sources(), changed: Vec::new() };
        let catalog = Catalog::builtin().unwrap();
        let document = read(text.as_bytes(), &Limits::default());
        let count = document.claims.len();
        let found = ground(vec![review(document)], &trees, &catalog, &AtomicBool::new(false), &mut |_| {});
        prop_assert_eq!(found.claims.len(), count);
    }

    #[test]
    fn any_code_is_grounded_without_a_panic(line in "(\\PC|[.(\"'=# ]|name|return |if |loads|…){0,30}") {
        let code = format!("def rename(name):\n    kept = name\n    {line}\n    return kept\n");
        let tree = InMemory::of(&[("web/names.py", &code)]);
        let trees = Trees { base: None, head: Arc::new(tree), changed: Vec::new() };
        let catalog = Catalog::builtin().unwrap();
        for text in [
            "`name['a']` is kept by `rename` without any validation.",
            "`evil.loads()` runs code of others in `rename`.",
            "SQL injection in `rename`: `execute(name)` is reached.",
            "The owner is asked for before `kept` is returned by `rename`.",
        ] {
            let document = read(text.as_bytes(), &Limits::default());
            let found = ground(vec![review(document)], &trees, &catalog, &AtomicBool::new(false), &mut |_| {});
            prop_assert_eq!(found.claims.len(), 1);
        }
    }
}
