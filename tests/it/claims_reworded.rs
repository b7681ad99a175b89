//! The kinds of claims that reviews of machines make, each in two wordings of ours, held
//! against a service of ours: what is said must not hang on how it is said.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::catalog::Catalog;
use lineproof::claims::ClaimVerdict::{
    self, CategoryError, Contradicted, OffTopic, Partial, Supported, Unverifiable,
};
use lineproof::claims::{Limits, Review, Trees, ground, read};

use crate::in_memory::InMemory;

const CHECKS: &str = "\
import functools
import jsonschema
from flask import abort, request
BERTH = {
    'type': 'object',
    'properties': {'name': {'type': 'string'}, 'version': {'type': 'integer'}},
    'required': ['name', 'version'],
    'additionalProperties': False,
}
PERIOD = {
    'type': 'object',
    'properties': {'harbour_id': {'type': 'string'}},
    'additionalProperties': False,
}
def read_body(schema):
    data = request.get_json(force=True)
    try:
        jsonschema.validate(data, schema)
    except jsonschema.ValidationError:
        abort(400)
    return data
def check_query(schema):
    try:
        jsonschema.validate(request.args.to_dict(), schema)
    except jsonschema.ValidationError:
        abort(400)
def need_type(wanted):
    def wrap(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            if request.mimetype != wanted:
                abort(415)
            return function(*args, **kwargs)
        return inner
    return wrap
";

/// Lines are named by the marks behind them.
const BERTHS: &str = "\
import json
from flask import Flask, abort, make_response, request
from flask_login import current_user, login_required
from moorings.checks import BERTH, PERIOD, check_query, need_type, read_body
from moorings.store import Berth, Fee, db
app = Flask(__name__)
def send_berth(berth, since):
    answer = make_response(json.dumps({'name': berth.name}))  # dumps
    if since >= 15:
        answer.headers['Cache-Control'] = 'no-cache'  # cache
    return answer
@app.put('/berths/<int:berth_id>')
@login_required
@need_type('application/json')  # type
def set_berth(berth_id):
    berth = Berth.query.get_or_404(berth_id)
    if berth.owner_id != current_user.id:
        abort(403)
    data = read_body(BERTH)  # body
    if berth.version != data['version']:  # version
        abort(409)
    berth.name = data['name']
    db.session.commit()
    return send_berth(berth, 15)
@app.put('/berths/<int:berth_id>/fees')
@login_required
def replace_fees(berth_id):
    berth = Berth.query.get_or_404(berth_id)
    if berth.owner_id != current_user.id:
        abort(403)
    data = read_body(BERTH)
    if berth.version != data['version']:  # fees-version
        abort(409)
    berth.fees = data['name']
    db.session.commit()
    return ''
@app.delete('/berths/<int:berth_id>')
@login_required
def remove_berth(berth_id):
    if not current_user.is_master:  # master
        abort(403)
    berth = Berth.query.get_or_404(berth_id)
    db.session.delete(berth)
    db.session.commit()
    return ''
@app.get('/harbours/<harbour_id>/berths')
@login_required
def list_for_harbour(harbour_id):  # unbounded
    found = Berth.query.filter_by(harbour_id=harbour_id).all()
    return json.dumps([berth.name for berth in found])
@app.get('/owners/<owner_id>/fees')
@login_required
def list_for_owner(owner_id):  # owner
    owner_id = request.args.get('owner_id', owner_id)  # untested
    fees = Fee.query.filter_by(owner_id=owner_id).all()
    return json.dumps([fee.total for fee in fees])  # fees-dumps
@app.get('/fee-candidates')
@login_required
def list_fee_candidates():  # candidates
    check_query(PERIOD)
    return json.dumps([fee.total for fee in Fee.query.all()])
@app.get('/usage')
@login_required
def show_usage():
    harbour_id = request.args.get('harbour_id')
    if not current_user.may_see(harbour_id):  # asked
        abort(403)
    check_query(PERIOD)  # query
    return json.dumps({'berths': Berth.query.filter_by(harbour_id=harbour_id).count()})
";

const STORE: &str = "\
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)
    harbour_id = db.Column(db.String)
    version = db.Column(db.Integer)
    name = db.Column(db.String)
    fees = db.Column(db.String)
class Fee(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)
    total = db.Column(db.Integer)
";

/// A claim in a wording, the function and the marked line it means, and what holds of it.
struct Row {
    text: &'static str,
    unit: &'static str,
    mark: &'static str,
    held: &'static [ClaimVerdict],
}

const fn row(
    unit: &'static str,
    mark: &'static str,
    held: &'static [ClaimVerdict],
    text: &'static str,
) -> Row {
    Row { text, unit, mark, held }
}

const ROWS: &[Row] = &[
    row(
        "set_berth",
        "body",
        &[Contradicted],
        "2. Absent input validation:\nWhatever arrives in the JSON body of `set_berth` is stored; no schema is applied to it. Attackers could inject malicious payloads.",
    ),
    row(
        "set_berth",
        "body",
        &[Contradicted],
        "**Unvalidated input.** `PUT /berths/{berth_id}` trusts the request body: malformed data is never rejected.\n\nFix: validate `request.get_json()`.",
    ),
    row(
        "set_berth",
        "version",
        &[Contradicted, Partial],
        "Insecure Direct Object Reference - `berth.version` comes from the client and is used in `set_berth` without being verified, so the version number can be manipulated.",
    ),
    row(
        "set_berth",
        "version",
        &[Contradicted, Partial],
        "- `set_berth` does not compare `data['version']` with the stored `berth.version`: optimistic locking is broken.",
    ),
    row(
        "send_berth",
        "dumps",
        &[CategoryError],
        "3. Unsafe deserialisation: `send_berth` serialises the berth by `json.dumps()` without validating it first, which may let an attacker inject data.",
    ),
    row(
        "send_berth",
        "dumps",
        &[CategoryError],
        "### Insecure deserialization\n`json.dumps` in `send_berth` can be abused for object injection. Use a secure serializer.",
    ),
    row(
        "set_berth",
        "type",
        &[Contradicted, CategoryError],
        "The content type of the request is never checked in `set_berth`; any media type is accepted.",
    ),
    row(
        "set_berth",
        "type",
        &[Contradicted, CategoryError],
        "4) **Content-Type not validated** (PUT /berths/<berth_id>): clients may send XML or plain text and `set_berth` will parse it.",
    ),
    row(
        "send_berth",
        "cache",
        &[Contradicted, Partial, CategoryError],
        "Insecure caching: `send_berth` sets `Cache-Control` to `no-cache`, and it is unclear why; this may lead to caching problems.",
    ),
    row(
        "send_berth",
        "cache",
        &[Contradicted, Partial, CategoryError],
        "5. Cache misconfiguration\nThe `Cache-Control` header is set to `no-cache` in `send_berth` only from version 15 on.",
    ),
    row(
        "replace_fees",
        "fees-version",
        &[Contradicted],
        "1. **Lost update** - `replace_fees` takes `version` from the body but never checks it against the berth before it overwrites `berth.fees`.",
    ),
    row(
        "replace_fees",
        "fees-version",
        &[Contradicted],
        "There is a race condition in `replace_fees`: concurrent writers clobber each other as no version is compared.",
    ),
    row(
        "remove_berth",
        "master",
        &[Contradicted],
        "- [ ] Missing authorization in `remove_berth`: any signed-in user can delete a berth, no role is checked (CWE-862).",
    ),
    row(
        "remove_berth",
        "master",
        &[Contradicted],
        "DELETE /berths/<int:berth_id> lacks an access control check: no permission is required to remove a berth.",
    ),
    row(
        "list_for_owner",
        "fees-dumps",
        &[CategoryError],
        "Deserialization flaw: `list_for_owner` hands the fees to `json.dumps()`, where code may be executed during deserialization. Use a safe loader instead.",
    ),
    row(
        "list_for_owner",
        "fees-dumps",
        &[CategoryError],
        "{\"file\": \"moorings/berths.py\", \"severity\": \"HIGH\", \"category\": \"insecure-deserialization\", \"description\": \"`list_for_owner` deserializes through `json.dumps`.\"}",
    ),
    row(
        "list_fee_candidates",
        "candidates",
        &[Unverifiable],
        "GET /fee-candidates is not rate limited; an attacker may exhaust the database.",
    ),
    row(
        "list_fee_candidates",
        "candidates",
        &[Unverifiable],
        "`list_fee_candidates` has no throttling, so the expensive query can be repeated at will.",
    ),
    row(
        "list_for_harbour",
        "unbounded",
        &[Supported],
        "moorings/berths.py:48: `list_for_harbour` returns everything, there is no pagination (CWE-770).",
    ),
    row(
        "list_for_harbour",
        "unbounded",
        &[Supported],
        "No limit is applied in `list_for_harbour`: the response size is unbounded.",
    ),
    row(
        "list_for_owner",
        "untested",
        &[Supported],
        "`list_for_owner` never checks that `owner_id` is a well-formed number, unlike `set_berth`.",
    ),
    row(
        "list_for_owner",
        "untested",
        &[Supported],
        "The `owner_id` that `list_for_owner` takes is not validated; a malformed id gives an empty list.",
    ),
    row(
        "show_usage",
        "asked",
        &[Supported],
        "In `show_usage` the permission is asked (`current_user.may_see`) before `check_query` has validated the query, so it is asked with unvalidated input.",
    ),
    row(
        "show_usage",
        "asked",
        &[Supported],
        "Check order: `show_usage` calls `current_user.may_see(harbour_id)` before `check_query(PERIOD)`, on a query nobody has validated.",
    ),
    row(
        "",
        "",
        &[Contradicted, CategoryError],
        "The request is unpickled by `pickle.loads(request.data)` in berths.py: remote code execution (CWE-502).",
    ),
    row(
        "",
        "",
        &[Contradicted, CategoryError],
        "berths.py uses `yaml.unsafe_load(request.data)` to deserialize the body, a classic RCE vector.",
    ),
    row(
        "set_berth",
        "",
        &[OffTopic],
        "`data` is a poor name in `set_berth`; type hints would make it easier to read.",
    ),
    row(
        "set_berth",
        "",
        &[OffTopic],
        "Consider adding a docstring to `set_berth`, it is hard to follow.",
    ),
    row(
        "set_berth",
        "version",
        &[Contradicted],
        "[{\"path\": \"moorings/berths.py\", \"line\": 20, \"message\": \"Race condition: `set_berth` writes the name without comparing the version.\", \"severity\": \"medium\"}]",
    ),
    row(
        "remove_berth",
        "master",
        &[Contradicted],
        "| Severity | Location | Issue |\n|---|---|---|\n| High | `remove_berth` | Broken access control, nobody checks whether the caller may delete |\n",
    ),
];

/// The functions and the 1-based lines by their marks.
fn marks() -> BTreeMap<&'static str, u32> {
    let lines = (1..).zip(BERTHS.lines());
    lines.filter_map(|(number, line)| Some((line.split_once("  # ")?.1, number))).collect()
}

#[test]
fn what_is_held_of_a_claim_does_not_hang_on_its_words() {
    let files = [
        ("moorings/berths.py", BERTHS),
        ("moorings/checks.py", CHECKS),
        ("moorings/store.py", STORE),
    ];
    let trees = Trees { base: None, head: Arc::new(InMemory::of(&files)), changed: Vec::new() };
    let catalog = Catalog::builtin().unwrap();
    let marks = marks();
    let (mut held, mut lines, mut units) = (0, 0, 0);
    let (mut wrong, mut worst) = (Vec::new(), Vec::new());
    for row in ROWS {
        let document = read(row.text.as_bytes(), &Limits::default());
        let review = Review { name: "review".to_owned(), document };
        let found = ground(vec![review], &trees, &catalog, &AtomicBool::new(false), &mut |_| {});
        let claim = found.claims.first().unwrap_or_else(|| panic!("no claim in {}", row.text));
        let unit = claim.unit.as_ref().map_or("", |unit| unit.as_str());
        let line = claim.place.as_ref().map(|place| place.first_line());
        let is_held = row.held.contains(&claim.verdict);
        let on_line = row.mark.is_empty() || line == marks.get(row.mark).copied();
        let on_unit = row.unit.is_empty() || unit.ends_with(&format!("::{}", row.unit));
        held += usize::from(is_held);
        lines += usize::from(on_line);
        units += usize::from(on_unit);
        if !(is_held && on_line && on_unit) {
            wrong.push(format!("{:?} {unit} {line:?}: {}", claim.verdict, row.text));
        }
        // The two worst mistakes are never made.
        let is_true = row.held == [Supported];
        worst.extend((is_true && claim.verdict == Contradicted).then_some(row.text));
        let is_false = row.held.contains(&Contradicted) || row.held == [CategoryError];
        worst.extend((is_false && claim.verdict == Supported).then_some(row.text));
    }
    let count = ROWS.len();
    assert_eq!(worst, [""; 0], "true ones contradicted, or false ones supported");
    assert!(
        held * 15 >= count * 14 && lines * 15 >= count * 13 && units * 15 >= count * 14,
        "of {count}: {held} held, {lines} on their lines, {units} on their functions\n{}",
        wrong.join("\n")
    );
}
