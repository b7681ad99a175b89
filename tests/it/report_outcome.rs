//! The exit status: open or not, and what to stop for.

use lineproof::report::{FORMATS, FailOn, Outcome, format};

use crate::report_fixture::{empty, review};

fn outcome(words: &str) -> Outcome {
    let fail_on: FailOn = words.parse().unwrap();
    fail_on.outcome(&review().assessment, |_| false)
}

#[test]
fn open_items_are_stopped_for_by_default() {
    let fail_on = FailOn::default();
    assert_eq!(fail_on.outcome(&review().assessment, |_| false), Outcome::Open);
    assert_eq!(fail_on.outcome(&empty().assessment, |_| false), Outcome::Clean);
    assert_eq!((Outcome::Clean.status(), Outcome::Open.status()), (0, 1));
}

#[test]
fn what_was_dismissed_is_not_open() {
    let fail_on = FailOn::default();
    assert_eq!(fail_on.outcome(&review().assessment, |_| true), Outcome::Clean);
    let only_access =
        |finding: &lineproof::model::Finding| finding.check().as_str() == "object-access";
    assert_eq!(fail_on.outcome(&review().assessment, only_access), Outcome::Open);
}

#[test]
fn states_can_be_chosen() {
    assert_eq!(outcome("removed"), Outcome::Open);
    assert_eq!(outcome("weakened, unproven"), Outcome::Clean);
    assert_eq!(outcome("not-applicable"), Outcome::Open);
    assert_eq!(outcome("none"), Outcome::Clean);
}

#[test]
fn an_unknown_state_is_named_with_those_that_are_known() {
    let error = "removed,gone".parse::<FailOn>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no state \"gone\"; the states are removed, missing, weakened, conditional, \
         unproven, guarded, not-applicable, or none"
    );
}

#[test]
fn formats_are_found_by_their_own_names() {
    for known in FORMATS {
        assert_eq!(format(known.name()).unwrap().about(), known.about());
    }
    assert!(format("xml").is_none());
}
