//! Rules of who may do what that are declared for everybody: those that let more
//! callers through are told where their words stand.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, RepoPath, Side, State};

use crate::in_memory::InMemory;

const BASE: &str = r#"ADMIN = "rule:admin_api"
OWNER = "role:member and project_id:%(project_id)s"
ADMIN_OR_OWNER = f"({ADMIN}) or ({OWNER})"
"#;

const RULES: &str = r#"from oslo_policy import policy

import base

PREFIX = "kites:%s"

rules = [
    policy.RuleDefault("admin_api", "role:admin"),
    policy.DocumentedRuleDefault(
        name=PREFIX % "list",
        check_str=base.ADMIN_OR_OWNER,
        description="List kites.",
        operations=[{"method": "GET", "path": "/kites"}],
    ),
    policy.DocumentedRuleDefault(
        name="kites:add",
        check_str=base.ADMIN,
        description="Add a kite.",
        operations=[{"method": ["POST", "PUT"], "path": "/kites"}],
    ),
]
"#;

/// What is told of a change in `base.py` and `rules.py`: the rule, and the line at head.
fn told(from: &str, to: &str) -> Vec<(String, String)> {
    let after = [BASE.replace(from, to), RULES.replace(from, to)];
    assert_ne!(after, [BASE, RULES], "{from} stands somewhere");
    let tree =
        |base: &str, rules: &str| Arc::new(InMemory::of(&[("base.py", base), ("rules.py", rules)]));
    let files = ["base.py", "rules.py"].into_iter().map(|path| {
        let path = RepoPath::new(path);
        FilePair { base: Some(path.clone()), head: Some(path) }
    });
    let request = Request {
        base: Some(tree(BASE, RULES)),
        head: tree(&after[0], &after[1]),
        files: files.collect(),
    };
    let engine = Engine::new(Catalog::builtin().unwrap());
    let all = engine.assess_all(&request, &AtomicBool::new(false));
    let weakened = all
        .iter()
        .flat_map(|file| &file.findings)
        .filter(|one| one.change() == Some(Change::Weakened) && one.check().as_str() == "access");
    weakened
        .map(|one| {
            let name = one.handler().as_str().split_once("::").unwrap().1.to_owned();
            let place = one.primary();
            assert_eq!(place.side(), Side::Head);
            let text = if place.file.as_str() == "base.py" { &after[0] } else { &after[1] };
            (name, text.lines().nth(place.first_line() as usize - 1).unwrap().trim().to_owned())
        })
        .collect()
}

#[test]
fn a_rule_that_lets_more_callers_through_is_told_where_its_words_stand() {
    for (from, to, rule, line) in [
        ("check_str=base.ADMIN,", "check_str=\"\",", "kites:add", "check_str=\"\","),
        ("check_str=base.ADMIN,", "check_str=\"@\",", "kites:add", "check_str=\"@\","),
        (
            "check_str=base.ADMIN,",
            "check_str=base.ADMIN_OR_OWNER,",
            "kites:add",
            "check_str=base.ADMIN_OR_OWNER,",
        ),
        (
            "\"role:member and ",
            "\"role:reader and ",
            "kites:list",
            "OWNER = \"role:reader and project_id:%(project_id)s\"",
        ),
        ("role:member and ", "", "kites:list", "OWNER = \"project_id:%(project_id)s\""),
        (
            "\"role:admin\"",
            "\"role:admin or role:keeper\"",
            "admin_api",
            "policy.RuleDefault(\"admin_api\", \"role:admin or role:keeper\"),",
        ),
    ] {
        assert_eq!(told(from, to), [(rule.to_owned(), line.to_owned())], "{from} -> {to}");
    }
}

#[test]
fn a_rule_that_asks_as_much_or_more_is_not_told() {
    for (from, to) in [
        ("check_str=base.ADMIN_OR_OWNER", "check_str=base.ADMIN"),
        ("check_str=base.ADMIN,", "check_str=\"role:admin\","),
        ("check_str=base.ADMIN,", "check_str=\"!\","),
        ("f\"({ADMIN}) or ({OWNER})\"", "f\"({OWNER}) or ({ADMIN})\""),
        ("role:member and project_id", "role:manager and project_id"),
        ("role:member and project_id", "role:keeper and project_id"),
        ("description=\"List kites.\"", "description=\"All kites.\""),
        ("name=PREFIX % \"list\"", "name=\"kites:list\""),
    ] {
        assert_eq!(told(from, to), [], "{from} -> {to}");
    }
}

const BOATS: &str = r#"from flask import Flask
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy
from oslo_config import cfg
from oslo_policy import policy

app = Flask(__name__)
db = SQLAlchemy(app)
enforcer = policy.Enforcer(cfg.CONF)
rules = [policy.RuleDefault("keeper", "role:admin"), policy.RuleDefault("sink", "ASKS")]


class Refused(Exception):
    code = 403


class Boat(db.Model):
    club_id = db.Column(db.Integer)


@app.delete("/boats/<int:number>")
def sink(number):
    boat = Boat.query.get_or_404(number)
    target = {"club": boat.club_id}
    enforcer.enforce("sink", target, current_user.roles, do_raise=True, exc=Refused)
    db.session.delete(boat)
    return "gone"


@app.get("/boats/<int:number>")
def show(number):
    return Boat.query.filter_by(id=number, club_id=current_user.club_id).first_or_404().name
"#;

#[test]
fn a_rule_answers_for_an_object_where_it_compares_something_of_it() {
    let state = |asks: &str| {
        let found = InMemory::of(&[("app.py", &BOATS.replace("ASKS", asks))]).assess();
        let mut findings = found.iter().flat_map(|file| &file.findings);
        let about = |one: &&lineproof::model::Finding| {
            one.check().as_str() == "object-access" && one.handler().as_str().ends_with("sink")
        };
        findings.find(about).unwrap().state()
    };
    assert_eq!(state("club:%(club)s"), State::Guarded);
    assert_eq!(state("rule:keeper or (role:reader and club:%(club)s)"), State::Guarded);
    assert_eq!(state("rule:keeper"), State::Guarded, "whoever may touch everybody's");
    assert_eq!(state("is_special:True"), State::Guarded, "what is not known is not judged");
    assert_eq!(state("role:reader"), State::Missing);
    assert_eq!(state("rule:keeper or role:reader"), State::Missing);
}
