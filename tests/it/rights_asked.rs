//! Changes that ask a right of the handler for those that layers below it asked:
//! they are no loss, unless the right leaves something open that those kept.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, RepoPath};

use crate::in_memory::InMemory;

type Files<'text> = &'text [(&'text str, &'text str)];

/// The sentences that tell of a change of files.
fn told(before: Files<'_>, after: Files<'_>) -> Vec<String> {
    let tree = |files: Files<'_>| -> Arc<dyn Sources> { Arc::new(InMemory::of(files)) };
    let side = |files: Files<'_>, path: &str| {
        files.iter().any(|(name, _)| *name == path).then(|| RepoPath::from(path))
    };
    let files = after
        .iter()
        .map(|(path, _)| FilePair { base: side(before, path), head: Some(RepoPath::from(*path)) });
    let files = files.collect();
    let request = Request { base: Some(tree(before)), head: tree(after), files };
    let engine = Engine::new(Catalog::builtin().unwrap());
    let found = engine.assess_all(&request, &AtomicBool::new(false));
    let alarms = found.iter().flat_map(|file| &file.findings);
    let alarms = alarms
        .filter(|item| matches!(item.change(), Some(Change::Removed | Change::Weakened)))
        .map(|item| format!("{}: {}", item.check().as_str(), item.message()));
    alarms.collect()
}

const TOP: &str = "\
from flask import Flask, abort
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy
from oslo_config import cfg
from oslo_policy import policy
app = Flask(__name__)
db = SQLAlchemy(app)
enforcer = policy.Enforcer(cfg.CONF)
class Refused(Exception):
    code = 403
class Boat(db.Model):
    club_id = db.Column(db.Integer)
    owner_id = db.Column(db.Integer)
def ask(action):
    enforcer.enforce(action, {}, current_user.roles, do_raise=True, exc=Refused)
";

/// What is told where `asked` came into the handler, and `lost` went from what it calls.
fn instead_of(lost: &str, before: &str, after: &str) -> Vec<String> {
    let app = |layer: &str, handler: &str| {
        format!(
            "{TOP}def remove(boat):\n{layer}    db.session.delete(boat)\n\
             @app.route('/boats/<int:number>', methods=['DELETE'])\n\
             def sink(number):\n    boat = Boat.query.get_or_404(number)\n{handler}"
        )
    };
    told(&[("app.py", &app(lost, before))], &[("app.py", &app("", after))])
}

const SEE: &str = "    ask('see')\n    remove(boat)\n    return 'ok'\n";
const SEE_AND_SINK: &str = "    ask('see')\n    ask('sink')\n    remove(boat)\n    return 'ok'\n";

const RIGHTS: &str = "    if not current_user.is_mate:\n        abort(403)\n    \
                      if not current_user.is_captain:\n        abort(403)\n";

/// The checks under which that is told, all of them for what went.
fn lost_under(lost: &str, before: &str, after: &str) -> Vec<String> {
    let told = instead_of(lost, before, after);
    told.iter().filter_map(|one| one.split(':').next().map(str::to_owned)).collect()
}

#[test]
fn a_right_asked_before_all_that_is_done_stands_for_those_of_layers_below() {
    assert_eq!(lost_under(RIGHTS, SEE, SEE_AND_SINK), [""; 0]);
    let late = "    ask('see')\n    remove(boat)\n    ask('sink')\n    return 'ok'\n";
    assert_eq!(lost_under(RIGHTS, SEE, late), ["access"]);
    let sometimes =
        SEE_AND_SINK.replace("    ask('sink')\n", "    if number > 9:\n        ask('sink')\n");
    assert_eq!(lost_under(RIGHTS, SEE, &sometimes), ["access"]);
}

#[test]
fn a_right_in_other_words_is_no_right_more() {
    assert_eq!(lost_under(RIGHTS, SEE, &SEE.replace("see", "look")), ["access"]);
}

#[test]
fn a_right_to_do_this_kind_of_thing_does_not_ask_whose_it_is() {
    let whose = "    if boat.club_id != current_user.club_id:\n        abort(403)\n";
    let own = "    if boat.owner_id != current_user.id:\n        abort(404)\n";
    let with_own = |handler: &str| format!("{own}{handler}");
    let lost = lost_under(whose, &with_own(SEE), &with_own(SEE_AND_SINK));
    assert_eq!(lost, ["object-access"]);
}

const OWNED: &str = "\
from flask import Flask, abort
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy
from rules import BY_KIND
app = Flask(__name__)
db = SQLAlchemy(app)
class Boat(db.Model):
    club_id = db.Column(db.Integer)
@app.route('/boats/<int:number>', methods=['DELETE'])
def sink(number):
    boat = Boat.query.get_or_404(number)
    if boat.club_id != current_user.club_id:
        abort(403)
    db.session.delete(boat)
    return 'ok'
";
const RULES: &str = "\
from flask import abort
from flask_login import current_user
BY_KIND = {}
def rule(kind):
    def keep(function):
        BY_KIND[kind] = function
        return function
    return keep
@rule('club')
def of_club(boat):
    pass
";

#[test]
fn a_test_that_stands_elsewhere_may_be_come_by_through_what_cannot_be_followed() {
    let test = "    if boat.club_id != current_user.club_id:\n        abort(403)\n";
    let ruled = RULES.replace("    pass\n", test);
    let lost = |instead: &str, rules: &str| {
        let head = OWNED.replace(test, instead);
        told(&[("app.py", OWNED), ("rules.py", RULES)], &[("app.py", &head), ("rules.py", rules)])
    };
    let chosen = "    BY_KIND[boat.kind](boat)\n";
    assert_eq!(lost(chosen, &ruled), [""; 0]);
    assert!(!lost(chosen, RULES).is_empty(), "it stands nowhere");
    assert!(!lost("", &ruled).is_empty(), "nothing leads there");
}
