//! What a refusal makes of the test before it: which kind of guard that is, and
//! which tests around it are part of it.

use crate::analysis::fact::{Condition, Fact, Form, Turn};
use crate::analysis::value::Origins;
use crate::model::FactKind;

/// What kind of guard a refusal makes of a condition. Where something was
/// caught, whatever refused is a guard of its own; only credentials that did
/// not hold are judged here.
pub(super) fn judges(
    status: Option<u16>,
    condition: &Condition,
    meant: Option<FactKind>,
) -> Option<FactKind> {
    if condition.turn != Turn::Test {
        let credentials = condition.turn == Turn::Caught && condition.origins != Origins::NONE;
        return match status {
            Some(401) if credentials => Some(FactKind::AuthenticationRequired),
            _ => None,
        };
    }
    let kind = match expects_none(status, condition) {
        true => FactKind::VersionCompared,
        false => classify(status, condition.origins, meant)?,
    };
    // The site a request comes from is not who sends it.
    let by_site = condition.origins.any(Origins::SITE) && !condition.origins.any(RIGHTS);
    let fits = match kind {
        FactKind::AuthenticationRequired
        | FactKind::AccessChecked
        | FactKind::ObjectAccessChecked
            if by_site =>
        {
            false
        }
        FactKind::AuthenticationRequired if signs_in(condition) => true,
        FactKind::AuthenticationRequired | FactKind::AccessChecked => {
            // With which method somebody asks says nothing of who that is.
            condition.methods.is_none()
                && about_caller(condition)
                && !turns_away_the_allowed(condition)
        }
        FactKind::ObjectAccessChecked => {
            condition.form != Form::Order
                && !turns_away_the_allowed(condition)
                && (status.is_some() || !asks_for_a_field(condition))
        }
        _ => true,
    };
    fits.then_some(kind)
}

/// Whether a conflict is told to whoever names a version of an object that is not there.
fn expects_none(status: Option<u16>, condition: &Condition) -> bool {
    matches!(status, Some(409 | 412))
        && condition.origins.any(Origins::VERSION)
        && condition.origins.any(Origins::INPUT)
        && condition.holds == condition.text.ends_with(" is not None")
        && (condition.holds || condition.text.ends_with(" is None"))
}

/// Whether a test holds what the body says against what is stored: signing in.
fn signs_in(condition: &Condition) -> bool {
    condition.origins.all(Origins::BODY | Origins::STORED)
}

/// Whether a guard of another kind tells whose an object is as well: whoever
/// may touch everybody's may touch this one, and whoever proves to be somebody
/// may touch what is theirs.
pub(super) fn says_whose(kind: FactKind, condition: &Condition) -> bool {
    match kind {
        FactKind::AccessChecked => condition.origins.any(Origins::OVER_ALL),
        FactKind::AuthenticationRequired => signs_in(condition),
        _ => false,
    }
}

/// Whether a test can be about who asks: not one of a number or a setting, nor
/// one of the request's data alone.
fn about_caller(condition: &Condition) -> bool {
    let credentials = RIGHTS | Origins::HEADER | Origins::CALLER;
    condition.origins.any(credentials)
        || (matches!(condition.form, Form::Open | Form::Presence | Form::Named)
            && !condition.origins.any(Origins::INPUT | Origins::SETTING))
}

/// Whether a test asks only if a field of an object holds something, which says
/// nothing of whose the object is: `not instance.host`.
fn asks_for_a_field(condition: &Condition) -> bool {
    let decisions = Origins::DECIDES_OBJECT | Origins::DECIDES_ACCESS;
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let field = condition.text.trim_start_matches("not ");
    field.contains('.') && field.chars().all(part) && !condition.origins.any(decisions)
}

/// Whether those are turned away whom a decision allows, or whose object it is.
fn turns_away_the_allowed(condition: &Condition) -> bool {
    let decisions =
        Origins::DECIDES_ACCESS | Origins::DECIDES_AUTHENTICATION | Origins::DECIDES_OBJECT;
    let decides = condition.origins.any(decisions)
        || condition.origins.all(Origins::PRINCIPAL | Origins::STORED);
    condition.affirms && decides
}

/// What kind of guard a refusal makes of a test of this origin.
fn classify(status: Option<u16>, origins: Origins, meant: Option<FactKind>) -> Option<FactKind> {
    let owned =
        origins.all(Origins::PRINCIPAL | Origins::STORED) || origins.any(Origins::DECIDES_OBJECT);
    match status {
        // A failure of the service says nothing of what was asked, but a write that
        // compares and sets in one has not happened.
        Some(500..) => compared_and_set(origins).then_some(FactKind::VersionCompared),
        Some(401) => Some(FactKind::AuthenticationRequired),
        // Being somebody at all is no right to anything.
        Some(403) if origins.any(Origins::DECIDES_AUTHENTICATION) => {
            Some(FactKind::AuthenticationRequired)
        }
        Some(403) if owned => Some(FactKind::ObjectAccessChecked),
        Some(403) => Some(FactKind::AccessChecked),
        Some(404) if owned => Some(FactKind::ObjectAccessChecked),
        // What the caller accepts, a header says.
        Some(406) if !origins.any(Origins::BODY | Origins::QUERY | Origins::PATH) => {
            Some(FactKind::AcceptChecked)
        }
        Some(406) => None,
        Some(415) => Some(FactKind::ContentTypeRequired),
        Some(429) => Some(FactKind::RateLimited),
        Some(400 | 409 | 412 | 428) | None if compared_and_set(origins) => {
            Some(FactKind::VersionCompared)
        }
        Some(409 | 412 | 428) if origins.any(Origins::VERSION_TEST) => {
            Some(FactKind::VersionCompared)
        }
        Some(400 | 411 | 413 | 422) if origins.any(Origins::INPUT | Origins::DECIDES_VALIDITY) => {
            Some(FactKind::InputValidated)
        }
        Some(_) => None,
        // What judges the input may judge who sends it.
        None if meant == Some(FactKind::InputValidated)
            && origins.any(Origins::DECIDES_AUTHENTICATION) =>
        {
            Some(FactKind::AuthenticationRequired)
        }
        None if meant == Some(FactKind::InputValidated) => origins
            .any(Origins::INPUT | Origins::DECIDES_VALIDITY)
            .then_some(FactKind::InputValidated),
        None if meant.is_some() => meant,
        None if origins.any(Origins::VERSION_TEST) => Some(FactKind::VersionCompared),
        None if owned => Some(FactKind::ObjectAccessChecked),
        None if origins.any(Origins::DECIDES_ACCESS) => Some(FactKind::AccessChecked),
        None if origins.any(Origins::DECIDES_AUTHENTICATION) => {
            Some(FactKind::AuthenticationRequired)
        }
        None if origins.any(Origins::INPUT | Origins::DECIDES_VALIDITY) => {
            Some(FactKind::InputValidated)
        }
        None => None,
    }
}

/// Whether a test asks if a write found its object in the state it expects.
pub(super) fn compared_and_set(origins: Origins) -> bool {
    origins.all(Origins::WRITE_RESULT | Origins::STATE)
}

/// Who asks, and what they may do.
const RIGHTS: Origins = Origins::PRINCIPAL
    .and(Origins::DECIDES_ACCESS)
    .and(Origins::DECIDES_OBJECT)
    .and(Origins::DECIDES_AUTHENTICATION);

/// Whether an outer test is part of the guard rather than a condition for it:
/// asking for a header before judging it, or having let by whoever has another
/// right. Asking only those who have a right is a condition: others come by.
pub(super) fn belongs(kind: FactKind, test: &Condition, outer: &Condition) -> bool {
    let rights = if outer.affirms && outer.turn == Turn::Test { Origins::NONE } else { RIGHTS };
    let shared = match kind {
        // Whoever sends the type that is named gets by.
        FactKind::ContentTypeRequired if outer.form == Form::Named => Origins::NONE,
        FactKind::InputValidated | FactKind::AcceptChecked | FactKind::ContentTypeRequired => {
            test.origins.only(outer.origins).only(Origins::INPUT)
        }
        // Whether there is an object at all belongs to asking whose it is; what
        // the object says of itself alone does not, nor what the caller says of it.
        FactKind::ObjectAccessChecked => {
            let of_itself = outer.text.contains('.') && !outer.origins.any(RIGHTS);
            let sent = outer.origins.only(Origins::INPUT);
            let told = of_itself || outer.origins.is_unfit() || !test.origins.all(sent);
            let object = if told { Origins::NONE } else { Origins::STORED };
            outer.origins.only(rights | object)
        }
        FactKind::AuthenticationRequired if is_another_proof(test, outer) => {
            outer.origins.only(Origins::INPUT)
        }
        FactKind::AccessChecked | FactKind::AuthenticationRequired => outer.origins.only(rights),
        FactKind::VersionCompared => outer.origins.only(Origins::VERSION_TEST),
        // Whether anything was counted yet belongs to how often.
        FactKind::RateLimited => outer.origins.only(test.origins),
        _ => Origins::NONE,
    };
    shared != Origins::NONE
}

/// Whether an outer test lets by whoever sent something else that is right: all that is
/// judged of the request is held against what the program knows, by being equal to it.
/// A name alone, where a name and a password are judged, proves nothing.
fn is_another_proof(test: &Condition, outer: &Condition) -> bool {
    let sent = outer.origins.selectors();
    test.origins.any(Origins::DECIDES_AUTHENTICATION)
        && outer.turn == Turn::Test
        && outer.form == Form::Open
        && !outer.holds
        && outer.text.contains(" == ")
        && !outer.text.contains(" or ")
        && sent != Origins::NONE
        && test.origins.selectors() == sent
}

/// Whether a test asks no more than whether something was sent: `not name`,
/// `"name" not in body`.
pub(super) fn asks_presence(test: &Condition) -> bool {
    let names_key = test.text.starts_with(['"', '\'']) && test.text.contains(" in ");
    test.form == Form::Presence || names_key
}

/// Whether a guard asks no more than whether there is something: that a token was
/// sent, or that it names somebody, is less than that it holds, and that there is
/// a body less than what form it has.
pub(super) fn is_bare(kind: FactKind, test: &Condition) -> bool {
    match kind {
        FactKind::AuthenticationRequired => {
            !test.origins.any(Origins::DECIDES_AUTHENTICATION) && asks_presence(test)
        }
        FactKind::InputValidated => asks_if_sent(test),
        // What a field of the object says is no word about whose it is.
        FactKind::ObjectAccessChecked => asks_for_a_field(test),
        _ => false,
    }
}

/// Whether a test of input asks no more than whether it was sent: `not body`,
/// `body is None`, `not form["name"]`, `"name" not in body`.
fn asks_if_sent(test: &Condition) -> bool {
    let answers = Origins::ANSWER | Origins::DECIDES_VALIDITY | Origins::STORED;
    let asked = test.text.trim_end_matches(" is None").trim_end_matches(" is not None");
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '"' | '\'');
    let is_part = asked.replace(".get(", "").trim_end_matches(')').chars().all(word);
    !test.origins.any(answers) && (is_part || asks_presence(test))
}

/// Whether a test asks only whether anything was sent at all, which says nothing of
/// the form of what was: of the whole body, read by these facts.
pub(super) fn asks_if_anything(test: &Condition, facts: &[Fact]) -> bool {
    let plain = |c: char| c.is_alphanumeric() || c == '_';
    let asked = test.text.trim_end_matches(" is None").trim_end_matches(" is not None");
    let selectors = test.origins.selectors();
    let reads = |fact: &Fact| {
        fact.kind == FactKind::BodyRead && fact.about.all(selectors) && fact.order < test.order
    };
    asks_if_sent(test) && asked.chars().all(plain) && facts.iter().any(reads)
}
