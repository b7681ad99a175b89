//! Several reviews on the same lines, what they propose, and both as SARIF.

use std::fs;
use std::sync::atomic::AtomicBool;

use lineproof::catalog::Catalog;
use lineproof::claims::{Grounding, Limits, RemedyVerdict, Review, Trees, ground, read};
use serde_json::Value;

use super::support::program::lineproof;
use crate::claims_ground::{claim, sources};

/// What two reviews say of the same code.
fn together(first: &str, second: &str) -> Grounding {
    let trees = Trees { base: None, head: sources(), changed: Vec::new() };
    let reviews = [("one.txt", first), ("two.txt", second)].map(|(name, text)| Review {
        name: name.to_owned(),
        document: read(text.as_bytes(), &Limits::default()),
    });
    ground(
        reviews.into(),
        &trees,
        &Catalog::builtin().unwrap(),
        &AtomicBool::new(false),
        &mut |_| {},
    )
}

#[test]
fn reviews_that_say_the_same_of_a_function_agree() {
    let found = together(
        "1. IDOR: `scrap_boat` does not verify the owner.\n2. `rename_boat` has a race condition.\n",
        r#"[{"path": "harbour/boats.py", "line": 34, "message": "Missing ownership check in scrap_boat"}]"#,
    );
    let agreeing: Vec<&[usize]> = found.claims.iter().map(|claim| &*claim.agrees_with).collect();
    assert_eq!(agreeing, [&[2][..], &[], &[0]]);
    assert_eq!(found.claims.iter().map(|claim| claim.review).collect::<Vec<_>>(), [0, 0, 1]);
}

#[test]
fn results_of_scanners_on_other_lines_of_a_function_are_not_the_same() {
    let of = |line: u32| {
        format!(
            r#"[{{"path": "harbour/boats.py", "line": {line}, "message": "The input is not validated"}}]"#
        )
    };
    let agreeing = |one, other| !together(&of(one), &of(other)).claims[0].agrees_with.is_empty();
    assert!(agreeing(19, 20));
    assert!(!agreeing(19, 25));
}

#[test]
fn a_review_that_comes_twice_counts_once() {
    let found = together("`scrap_boat` has an IDOR.", "`scrap_boat` has an IDOR.");
    assert_eq!((found.reviews.len(), found.claims.len()), (1, 1));
}

#[test]
fn a_remedy_is_held_against_what_is_there() {
    let rows = [
        (
            "`scrap_boat` does not verify the owner of the boat. Use `flask_login.login_required()`.",
            RemedyVerdict::ProtectsNothing,
            "refuses callers who have not proved who they are",
        ),
        (
            "`rename_boat` never validates `body['name']`. You should use `json.loads()` for it.",
            RemedyVerdict::DoesLess,
            "turns bytes or text into plain data only (JSON and the like) and no more",
        ),
        (
            "`rename_boat` never validates `body['name']`. Make sure that the body is validated.",
            RemedyVerdict::Done,
            "Line 21 does so already",
        ),
        (
            "Unsafe deserialization: `as_answer` calls `json.dumps`. Use `json.dumps(x, indent=True)`.",
            RemedyVerdict::ProtectsNothing,
            "`json.dumps` writes data out",
        ),
        (
            "`scrap_boat` does not verify the owner. Ensure that the ownership of the boat is checked.",
            RemedyVerdict::Helps,
            "It asks for what is missing",
        ),
    ];
    for (text, verdict, words) in rows {
        let claim = claim(text);
        let [remedy] = claim.remedies.as_slice() else { panic!("{text}: {claim:#?}") };
        assert_eq!(remedy.verdict, verdict, "{text}: {remedy:#?}");
        assert!(remedy.reason.contains(words), "{text}: {remedy:#?}");
    }
}

#[test]
fn of_a_remedy_that_nothing_is_known_of_nothing_is_said() {
    let claim =
        claim("`rename_boat` has an IDOR, no ownership check. Use `harbour_master.approve()`.");
    assert_eq!(claim.remedies, []);
}

#[test]
fn sarif_has_a_result_for_each_claim_and_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("lockers");
    lineproof(folder.path(), ["demo", "--keep", kept.to_str().unwrap()]);
    let review = "No issues were found.\n\n\
                  1. IDOR in `share_parcel`: no owner is checked.\n\
                  2. Missing input validation: `update_note` checks nothing of the body.\n\
                  3. IDOR: `nobody_knows_this()` checks no owner.\n";
    fs::write(folder.path().join("r.txt"), review).unwrap();
    let run = lineproof(&kept, ["ground", "../r.txt", "HEAD~..HEAD", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told: Vec<String> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let line = &place["region"]["startLine"];
            format!("{} {} {} {line}", result["ruleId"], result["kind"], result["level"])
        })
        .collect();
    assert_eq!(
        told,
        [
            r#""object-access" "fail" "error" 82"#,
            r#""input-validation" "pass" "none" 59"#,
            r#""object-access" "pass" "none" null"#,
        ]
    );
    let remarks = log["runs"][0]["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(remarks.contains("contradicts itself"), "{remarks}");
}
