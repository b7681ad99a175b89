//! Tests that still stand and turn fewer requests away than before: told as
//! weakened on the new line, and not where they ask the same in other words.

use lineproof::model::Change;

use crate::support::compared::{alarms, compared};

const HEAD: &str = "\
import hmac
import re
from urllib.parse import urlparse
from flask import Flask, abort, redirect, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
LONGEST = 20
class Boat(db.Model):
    owner_id = db.Column(db.Integer)
    phase = db.Column(db.String)
    version = db.Column(db.Integer)
def takes(kind, kinds):
    if kind not in kinds:
        abort(415)
def known(scheme, schemes):
    return [one for one in schemes if one != 'file' and one != 'ftp']
@app.put('/boats/<int:number>')
@login_required
def change(number):
    boat = Boat.query.get_or_404(number)
    sent = request.get_json()
";

const TAIL: &str = "    boat.name = sent['name']\n    db.session.commit()\n    return 'ok'\n";

fn file(middle: &str) -> String {
    let body: String = middle.lines().map(|line| format!("    {line}\n")).collect();
    format!("{HEAD}{body}{TAIL}")
}

/// The checks that tell of something weakened when this becomes that.
fn weakened(before: &str, after: &str) -> Vec<String> {
    let told = alarms(&file(before), &file(after));
    told.into_iter()
        .filter(|(_, change, _)| *change == Change::Weakened)
        .map(|(check, ..)| check)
        .collect()
}

/// A test before and after, and the check that tells of it.
const LAXER: [(&str, &str, &str); 20] = [
    // A part of an `or` dropped, one of an `and` added.
    ("len(sent['name']) > 20 or sent['name'] == 'x'", "len(sent['name']) > 20", "input-validation"),
    ("len(sent['name']) > 20", "len(sent['name']) > 20 and sent['mode'] == 1", "input-validation"),
    (
        "boat.version != sent['version']",
        "sent['mode'] == 1 and boat.version != sent['version']",
        "generation",
    ),
    // One of several that becomes a part of a text, a beginning, or one of more.
    ("sent['kind'] not in ('a',)", "sent['kind'] not in ('a')", "input-validation"),
    ("sent['kind'] != 'abc'", "'abc' not in sent['kind']", "input-validation"),
    ("sent['kind'] != 'abc'", "not sent['kind'].startswith('ab')", "input-validation"),
    ("not sent['kind'].startswith('ab')", "'ab' not in sent['kind']", "input-validation"),
    (
        "not sent['kind'].startswith('ab')",
        "not sent['kind'].startswith(('ab', 'c'))",
        "input-validation",
    ),
    ("sent['kind'] not in ('a', 'b')", "sent['kind'] not in ('a', 'b', 'c')", "input-validation"),
    ("sent['kind'] in ('a', 'b')", "sent['kind'] == 'a'", "input-validation"),
    ("sent['kind'] != 'a'", "sent['kind'].lower() != 'a'", "input-validation"),
    // A bound that is moved, or asked of the other side.
    ("len(sent['name']) > 20", "len(sent['name']) > 2000", "input-validation"),
    ("len(sent['name']) > LONGEST", "len(sent['name']) > 10 * LONGEST", "input-validation"),
    ("sent['size'] < 5", "1 > sent['size']", "input-validation"),
    ("sent['size'] >= 5", "sent['size'] > 5", "input-validation"),
    // More kinds, less of a text that must match.
    (
        "not isinstance(sent['name'], str)",
        "not isinstance(sent['name'], (str, dict))",
        "input-validation",
    ),
    (
        "not re.fullmatch('[a-z]+', sent['name'])",
        "not re.match('[a-z]+', sent['name'])",
        "input-validation",
    ),
    // Versions that only must not be smaller, states that are one more.
    ("sent['version'] != boat.version", "sent['version'] < boat.version", "generation"),
    ("boat.phase not in ('new',)", "boat.phase not in ('new', 'sold')", "generation"),
    ("boat.phase != 'new'", "boat.phase not in ('new', 'sold')", "generation"),
];

#[test]
fn a_test_that_turns_fewer_away_is_weakened_and_the_inverse_is_not() {
    for (before, after, check) in LAXER {
        let status = if check == "generation" { 409 } else { 400 };
        let with = |test: &str| format!("if {test}:\n    abort({status})");
        assert_eq!(weakened(&with(before), &with(after)), [check], "{before} -> {after}");
        let back = alarms(&file(&with(after)), &file(&with(before)));
        assert_eq!(back, [], "{after} -> {before}");
    }
}

#[test]
fn the_same_test_in_other_words_is_not_weakened() {
    for (before, after) in [
        ("sent['a'] or sent['b']", "sent['b'] or sent['a']"),
        ("not (sent['a'] and sent['b'])", "not sent['a'] or not sent['b']"),
        ("sent['a'] not in ('x', 'y')", "sent['a'] != 'x' and sent['a'] != 'y'"),
        ("sent['a'] > 5", "5 < sent['a']"),
        ("len(sent['a']) > 20", "len(sent['a']) > LONGEST"),
        ("sent['a'] != sent['b']", "not sent['b'] == sent['a']"),
        // Asked only where there is something to look at.
        ("len(sent['a']) > 20", "sent['a'] and len(sent['a']) > 20"),
    ] {
        let with = |test: &str| file(&format!("if {test}:\n    abort(400)"));
        assert_eq!(alarms(&with(before), &with(after)), [], "{before} -> {after}");
    }
    // In two tests, and back.
    let one = "if sent['a'] > 5 or sent['b'] > 5:\n    abort(400)";
    let two = "if sent['a'] > 5:\n    abort(400)\nif sent['b'] > 5:\n    abort(422)";
    assert_eq!(alarms(&file(one), &file(two)), []);
    assert_eq!(alarms(&file(two), &file(one)), []);
}

#[test]
fn what_a_helper_is_given_and_what_a_name_stands_for_is_compared() {
    let exact = "takes(request.mimetype, ('text/csv',))";
    assert_eq!(weakened(exact, "takes(request.mimetype, 'text/csv')"), ["content-type"]);
    assert_eq!(
        weakened(exact, "takes(request.mimetype, kinds=('text/csv', 'a/b'))"),
        ["content-type"]
    );
    let bound = file("if len(sent['name']) > LONGEST:\n    abort(400)");
    let told = alarms(&bound, &bound.replace("LONGEST = 20", "LONGEST = 2000"));
    assert_eq!(told, [("input-validation".to_owned(), Change::Weakened, 24)]);
    let chosen = "\
kinds = [one for one in app.config['KINDS'] if one != 'a' and one != 'b']
for kind in kinds:
    if sent['kind'] == kind:
        break
else:
    abort(400)";
    let wider = chosen.replace(" and one != 'b'", "");
    assert_eq!(weakened(chosen, &wider), ["input-validation"]);
    assert_eq!(weakened(&wider, chosen), [] as [&str; 0]);
}

#[test]
fn a_test_that_replaces_what_is_unfit_is_compared_too() {
    let row = "\
from urllib.parse import urlparse
from flask import Flask, redirect, request
app = Flask(__name__)
@app.get('/go')
def go():
    to = request.args.get('next')
    parsed = urlparse(to)
    if parsed.scheme or parsed.netloc:
        to = '/'
    return redirect(to)
";
    let laxer = row.replace("parsed.scheme or parsed.netloc", "parsed.netloc");
    let told = alarms(row, &laxer);
    assert_eq!(told, [("redirect".to_owned(), Change::Weakened, 8)]);
    assert_eq!(alarms(&laxer, row), []);
}

#[test]
fn a_look_among_ones_own_that_becomes_one_among_all_is_weakened() {
    let own = "other = Boat.query.filter_by(id=sent['other'], owner_id=current_user.id).first_or_404()\nother.phase = 1";
    let all = own.replace(", owner_id=current_user.id", "");
    assert!(!alarms(&file(own), &file(&all)).is_empty());
    assert_eq!(alarms(&file(&all), &file(own)), []);
}

#[test]
fn how_much_fits_is_no_version() {
    let refuses = |test: &str| format!("if {test}:\n    abort(409)");
    let laxer = |test: &str| {
        let narrower = format!("{test} and boat.phase");
        (refuses(test), refuses(&narrower))
    };
    let (all, fewer) = laxer("boat.cargo + sent['cargo'] > boat.room");
    assert_eq!(weakened(&all, &fewer), ["input-validation"]);
    let (all, fewer) = laxer("boat.version > sent['version']");
    assert_eq!(weakened(&all, &fewer), ["generation"]);
    // Of nothing that was sent: no check asks for it, and nothing is said of versions.
    let (all, fewer) = laxer("Boat.query.count() > LONGEST");
    let (all, fewer) = (file(&all), file(&fewer));
    let told = compared(&[("app.py", &all)], &[("app.py", &fewer)]);
    let told: Vec<&str> = told
        .iter()
        .filter(|item| item.change() == Some(Change::Weakened))
        .map(|item| item.message())
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("turns requests away, but fewer"), "{told:?}");
}
