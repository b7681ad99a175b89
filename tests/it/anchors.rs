//! Decisions stay with their lines through edits, renames and rebases.

use std::collections::BTreeMap;

use lineproof::catalog::Catalog;
use lineproof::git::{Selection, What};
use lineproof::model::{Assessment, CheckId, HandlerId, Place, RepoPath, Side, TextSpan};
use lineproof::review::matching::{NoGround, Spot, Tier, match_all};
use lineproof::review::{
    Anchor, Decisions, Event, Operation, Reason, Recorder, Session, Subject, Timestamp,
};

use proptest::prelude::*;

use super::support::program::{command, run};
use super::support::repository::Repository;

pub const APP: &str = "\
import sqlite3
from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)


def store():
    return sqlite3.connect('pans.db')


@app.get('/pans')
def list_pans():
    rows = store().execute('SELECT * FROM pans').fetchall()
    return jsonify(rows)


@app.put('/pans/<int:pan_id>')
def put_pan(pan_id):
    if 'user' not in session:
        abort(401)
    body = request.get_json()
    db = store()
    db.execute(f\"UPDATE pans SET size = {body['size']} WHERE id = {pan_id}\")
    db.commit()
    return jsonify(pan_id)


@app.put('/lids/<int:lid_id>')
def put_lid(lid_id):
    if 'user' not in session:
        abort(401)
    body = request.get_json()
    db = store()
    db.execute(f\"UPDATE lids SET size = {body['size']} WHERE id = {lid_id}\")
    db.commit()
    return jsonify(lid_id)


@app.delete('/pans/<int:pan_id>')
def delete_pan(pan_id):
    body = request.get_json()
    db = store()
    db.execute('DELETE FROM pans WHERE id = ?', (pan_id,))
    db.commit()
    return '', 204
";

/// How much a log tells of the places in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Known {
    /// Everything, and the repository has the contents still.
    Everything,
    /// The contents are not there any more.
    NoContents,
    /// What logs told before places were described.
    OldLog,
}

const ALL: [Known; 3] = [Known::Everything, Known::NoContents, Known::OldLog];

pub fn everything() -> What {
    What::All { at: None }
}

/// What the branch `topic` adds to `main`.
pub fn topic() -> What {
    What::SinceFork { base: "main".into(), head: "topic".into() }
}

pub fn open(repository: &Repository, what: What) -> (Session, Assessment) {
    let catalog = Catalog::builtin().unwrap();
    let session = Session::new(repository.open(), catalog, &Selection::of(what)).unwrap();
    let assessment = session.assessment(&false.into(), &mut || ());
    (session, assessment)
}

fn forget(mut anchor: Anchor, known: Known) -> Anchor {
    match (&mut anchor.imprint, known) {
        (_, Known::OldLog) => anchor.imprint = None,
        (Some(imprint), Known::NoContents) => (imprint.blob, imprint.commit) = (None, None),
        _ => {}
    }
    anchor
}

/// Dismisses every item, in words that are its own, and marks every handler as looked at.
pub fn decide_all(repository: &Repository, what: What, known: Known) -> Vec<Event> {
    let (session, assessment) = open(repository, what);
    let mut recorder = Recorder::with_session("Ada", Box::new(Timestamp::from_micros(1)), 1);
    let mut events: Vec<Event> = assessment
        .findings()
        .map(|finding| {
            let handler = assessment.handler(finding.handler());
            let text = finding.id().to_string();
            let (until, of) = (None, None);
            let operation = Operation::Dismiss { reason: Reason::Other, text, until, of };
            let anchor = forget(session.anchor(finding, handler).unwrap(), known);
            recorder.record(Subject::Finding(finding.id().clone()), operation, Some(anchor))
        })
        .collect();
    events.extend(assessment.handlers().map(|handler| {
        let digest = session.digest(&handler.place).unwrap();
        let anchor = forget(session.anchor_of_handler(handler).unwrap(), known);
        let subject = Subject::Handler(handler.id.clone());
        recorder.record(subject, Operation::Reviewed { digest }, Some(anchor))
    }));
    events
}

/// What holds of each item now: the item that it was said of, or why not; and the handlers
/// that count as looked at.
fn standing(
    repository: &Repository,
    what: What,
    events: &[Event],
) -> (BTreeMap<String, String>, Vec<String>) {
    let (session, assessment) = open(repository, what);
    let decisions = Decisions::fold(events);
    let standings = session.standings(&decisions, &assessment);
    let items = assessment.findings().map(|finding| {
        let standing = standings.of(finding);
        let held =
            standing.map_or("nothing said".to_owned(), |standing| match &standing.disposition {
                lineproof::review::Disposition::Dismissed { text, .. } => text.clone(),
                other => other.word().to_owned(),
            });
        (finding.id().to_string(), held)
    });
    let followed = session.follow_all(&decisions, &assessment);
    let looked_at = assessment.handlers().filter(|handler| {
        followed.is_reviewed(&handler.id, &session.digest(&handler.place).unwrap())
    });
    (items.collect(), looked_at.map(|handler| handler.name.clone()).collect())
}

/// Decides everything, edits, and holds that every item has what was said of it, under
/// the name that it had.
fn keeps(edit: impl Fn(&Repository), name_then: impl Fn(&str) -> String, kinds: &[Known]) {
    for known in kinds {
        let repository = Repository::with(&[("app.py", APP)]);
        let events = decide_all(&repository, everything(), *known);
        edit(&repository);
        repository.commit("edited");
        let (items, _) = standing(&repository, everything(), &events);
        assert!(items.len() > 20, "{items:?}");
        for (now, said) in items {
            assert_eq!(said, name_then(&now), "{now} with {known:?}");
        }
    }
}

fn edits(from: &'static str, to: &'static str) -> impl Fn(&Repository) {
    move |repository| {
        assert!(APP.contains(from), "{from}");
        repository.write("app.py", APP.replace(from, to));
    }
}

#[test]
fn imports_added_above_change_nothing() {
    keeps(
        edits("import sqlite3\n", "import json\nimport os\nimport sqlite3\n"),
        str::to_owned,
        &ALL,
    );
}

#[test]
fn a_comment_on_the_line_changes_nothing() {
    let with_comments = |repository: &Repository| {
        let line = |line: &str| match line.trim() {
            "" => "\n".to_owned(),
            _ => format!("{line}  # looked at\n"),
        };
        repository.write("app.py", APP.lines().map(line).collect::<String>());
    };
    keeps(with_comments, str::to_owned, &ALL[..2]);
}

#[test]
fn a_call_inserted_before_changes_nothing() {
    let (from, to) = ("    body = request", "    log('called')\n    body = request");
    keeps(edits(from, to), str::to_owned, &ALL);
}

#[test]
fn lines_put_under_another_statement_stay_themselves() {
    let from = "    db = store()\n    db.execute('DELETE FROM pans WHERE id = ?', (pan_id,))\n    db.commit()\n";
    let to = "    with LOCK:\n        db = store()\n        db.execute('DELETE FROM pans WHERE id = ?', (pan_id,))\n        db.commit()\n";
    keeps(edits(from, to), str::to_owned, &ALL);
}

#[test]
fn a_statement_put_on_several_lines_stays_itself() {
    let reformatted = |repository: &Repository| {
        let text = APP
            .replace("('SELECT * FROM pans')", "(\n        'SELECT * FROM pans',\n    )")
            .replace("(pan_id):\n    if 'user' not in session:", "(\n    pan_id,\n):\n    if (\n        'user'\n        not in session\n    ):")
            .replace("request.get_json()", "(\n        request\n        .get_json()\n    )")
            .replace("jsonify(rows)", "jsonify(\n        rows,\n    )")
            .replace("    db.execute('DELETE FROM pans WHERE id = ?', (pan_id,))", "    db.execute(\n        \"DELETE FROM pans \"\n        \"WHERE id = ?\",\n        (pan_id,),\n    )")
            .replace("@app.put('/lids/<int:lid_id>')", "@app.put(\n    \"/lids/<int:lid_id>\",\n)");
        repository.write("app.py", text);
    };
    keeps(reformatted, str::to_owned, &ALL[..2]);
}

#[test]
fn a_near_copy_above_takes_nothing() {
    let copied = |repository: &Repository| {
        let start = APP.find("@app.put('/pans").unwrap();
        let end = APP.find("@app.put('/lids").unwrap();
        let copy = APP[start..end].replace("pan", "pot");
        repository.write("app.py", format!("{}{copy}{}", &APP[..start], &APP[start..]));
    };
    let name = |id: &str| match id.contains("put_pot") {
        true => "nothing said".to_owned(),
        false => id.to_owned(),
    };
    keeps(copied, name, &ALL);
}

#[test]
fn a_renamed_handler_keeps_what_was_said() {
    let name = |id: &str| id.replace("replace_pan", "put_pan");
    keeps(edits("def put_pan(", "def replace_pan("), name, &ALL[..2]);
}

#[test]
fn a_renamed_file_keeps_what_was_said() {
    let moved = |repository: &Repository| {
        repository.git(["rm", "--quiet", "app.py"]);
        repository.write("api/kitchen.py", APP);
    };
    keeps(moved, |id| id.replace("api/kitchen.py", "app.py"), &ALL);
}

#[test]
fn handlers_that_were_looked_at_stay_so_under_other_names_and_not_in_other_words() {
    for known in &ALL[..2] {
        let repository = Repository::with(&[("app.py", APP)]);
        let events = decide_all(&repository, everything(), *known);
        repository.git(["rm", "--quiet", "app.py"]);
        let text = APP.replace("def put_pan(", "def replace_pan(").replace("204", "205");
        repository.write("kitchen.py", text);
        let (_, looked_at) = standing(&repository, everything(), &events);
        assert_eq!(looked_at, ["list_pans", "replace_pan", "put_lid"], "{known:?}");
    }
}

#[test]
fn an_edited_line_asks_for_review_and_nothing_elsewhere_does() {
    for known in ALL {
        let repository = Repository::with(&[("app.py", APP)]);
        let events = decide_all(&repository, everything(), known);
        let (from, to) = ("{body['size']} WHERE id = {lid", "{body['depth']} WHERE id = {lid");
        edits(from, to)(&repository);
        let (items, _) = standing(&repository, everything(), &events);
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            items.iter().partition(|(id, _)| id.contains("put_lid"));
        let injection = here.iter().find(|(id, _)| id.starts_with("sql-injection@"));
        assert_eq!(injection.unwrap().1, "needs-review", "{here:?}");
        assert!(elsewhere.len() > 10 && elsewhere.iter().all(|(id, said)| id == said));
    }
}

#[test]
fn what_was_said_of_a_handler_that_went_is_not_told_of_its_twin() {
    let repository = Repository::with(&[("app.py", APP)]);
    let mut events = decide_all(&repository, everything(), Known::Everything);
    events.retain(|event| !format!("{:?}", event.subject).contains("put_lid"));
    let start = APP.find("@app.put('/pans").unwrap();
    let end = APP.find("@app.put('/lids").unwrap();
    repository.write("app.py", format!("{}{}", &APP[..start], &APP[end..]));
    let (items, _) = standing(&repository, everything(), &events);
    let twin: Vec<_> = items.iter().filter(|(id, _)| id.contains("put_lid")).collect();
    assert!(twin.len() > 5 && twin.iter().all(|(_, said)| *said == "nothing said"), "{twin:?}");
}

#[test]
fn what_was_said_of_a_handler_is_not_told_of_its_copy_elsewhere() {
    let copied = |repository: &Repository| repository.write("copy.py", APP);
    let name = |id: &str| match id.contains("copy.py") {
        true => "nothing said".to_owned(),
        false => id.to_owned(),
    };
    keeps(copied, name, &ALL);
}

/// What holds of the items of a check after all was decided in one text and it became another.
fn held_of(check: &str, then: &str, now: &str) -> Vec<(String, String)> {
    let repository = Repository::with(&[("app.py", then)]);
    let events = decide_all(&repository, everything(), Known::Everything);
    repository.write("app.py", now);
    repository.commit("edited");
    let (items, _) = standing(&repository, everything(), &events);
    let mut items: Vec<_> = items.into_iter().collect();
    items.retain(|(id, _)| id.starts_with(&format!("{check}@")));
    assert!(!items.is_empty(), "no {check}");
    items
}

const PREVIEW: &str = "\
import requests
from flask import Flask, request

app = Flask(__name__)


@app.post('/internal/preview')
def preview():
    url = request.get_json()['url']
    return requests.get(url).text
";

#[test]
fn what_was_said_of_a_handler_does_not_hold_in_one_of_another_route() {
    let held = |from: &str, to: &str| held_of("ssrf", PREVIEW, &PREVIEW.replace(from, to));
    let says_preview = |held: &[(String, String)]| held[0].1.contains("preview");
    let elsewhere = PREVIEW.replace("/internal/preview", "/public/avatar");
    let another = elsewhere.replace("def preview", "def avatar_of_user");
    assert_eq!(held_of("ssrf", PREVIEW, &another)[0].1, "needs-review");
    assert_eq!(held_of("ssrf", PREVIEW, &elsewhere)[0].1, "needs-review");
    assert!(says_preview(&held("def preview", "def shown")));
    assert!(says_preview(&held("import requests", "import os\nimport requests")));
}

#[test]
fn what_flows_into_the_line_belongs_to_what_was_decided() {
    let held = |from: &str, to: &str| held_of("ssrf", PREVIEW, &PREVIEW.replace(from, to));
    let edited = held("get_json()['url']", "args['url']");
    assert_eq!(edited[0].1, "needs-review");
    let quoted = held("['url']", "[\"url\"]  # of the page");
    assert!(quoted[0].1.contains("preview"), "{quoted:?}");
}

const LOADED: &str = "\
import pickle

import yaml
from flask import Flask, request

app = Flask(__name__)


@app.post('/layouts')
def import_layout():
    return str(yaml.safe_load(request.get_data()))
";

#[test]
fn what_was_said_of_a_lost_guard_does_not_hold_of_what_is_worse() {
    let repository = Repository::with(&[("app.py", LOADED)]);
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    let full = LOADED.replace("safe_load(request.get_data())", "unsafe_load(request.get_data())");
    repository.write("app.py", &full);
    repository.commit("take the guard away");
    let events = decide_all(&repository, topic(), Known::Everything);
    let held = || {
        let (items, _) = standing(&repository, topic(), &events);
        let mut of_check = items.into_iter().filter(|(id, _)| id.starts_with("deserialisation@"));
        of_check.next().unwrap()
    };
    let (id, said) = held();
    assert_eq!(id, said);
    repository.write("app.py", full.replace("yaml.unsafe_load", "pickle.loads"));
    repository.commit("load anything");
    assert_eq!(held().1, "needs-review");
}

/// Why what was said of the only open item of a check in the last commit but one asks for a new
/// look in the last one.
fn lapsed(check: &str, texts: [&str; 3]) -> (String, String) {
    let [first, then, now] = texts;
    let repository = Repository::with(&[("app.py", first)]);
    let last = || What::Commit("HEAD".into());
    repository.write("app.py", then);
    repository.commit("then");
    let mut events = decide_all(&repository, last(), Known::Everything);
    events.retain(
        |event| matches!(&event.subject, Subject::Finding(id) if id.as_str().starts_with(check)),
    );
    repository.write("app.py", now);
    repository.commit("now");
    let (session, assessment) = open(&repository, last());
    let standings = session.standings(&Decisions::fold(&events), &assessment);
    let mut lapses =
        assessment.findings().filter_map(|finding| standings.of(finding)?.lapse.clone());
    let lapse = lapses.next().expect("a decision asks for a new look");
    (lapse.sentence(), lapse.in_short())
}

#[test]
fn why_a_decision_asks_for_a_new_look_is_told_as_it_is() {
    let guard = "    if 'user' not in session:\n        abort(401)\n";
    let effect = "    db.execute('DELETE FROM pans WHERE id = ?', (pan_id,))\n    db.commit()\n";
    let app = APP.replace("(pan_id):\n    body", &format!("(pan_id):\n{guard}    body"));
    let late = APP.replace(effect, &format!("{effect}{guard}"));
    let touched = late.replace("return '', 204", "return '', 200");
    // The guard that came too late stands as it did; the item is that nothing comes before.
    let (sentence, short) = lapsed("authentication@", [&app, &late, &touched]);
    let line = late.lines().position(|line| line.contains("return '', 204")).unwrap() - 1;
    let line = format!("decided when it stood on line {line}, which still reads so");
    assert!(sentence.starts_with(&line) && sentence.ends_with("weakened"), "{sentence}");
    assert_eq!(short, "now on");
    // The line itself is another one.
    let worded = touched.replace(guard, "    if 'user' in request.args:\n        abort(401)\n");
    let (sentence, short) = lapsed("authentication@", [&app, &late, &worded]);
    assert!(sentence.contains("its line read `if 'user' not in session:"), "{sentence}");
    assert_eq!(short, "changed since");
}

/// A branch that changes a file which also changes on `main`, and adds another.
pub fn branched() -> Repository {
    let repository = Repository::with(&[("app.py", APP)]);
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    let guard = "    if 'user' not in session:\n        abort(401)\n    body";
    repository.write("app.py", APP.replace(guard, "    body"));
    repository.commit("drop a guard");
    repository.write("more.py", APP.replace("pan", "pot").replace("lid", "cup"));
    repository.commit("more");
    repository.git(["checkout", "--quiet", "main"]);
    let above = "import sqlite3\n\n\nclass Unit:\n    size = 1\n    depth = 2\n";
    repository.write("app.py", APP.replace("import sqlite3\n", above));
    repository.commit("units");
    repository.git(["checkout", "--quiet", "topic"]);
    repository
}

#[test]
fn a_rebase_keeps_every_decision_and_every_mark() {
    for (what, prune) in [(topic as fn() -> What, false), (topic, true), (everything, true)] {
        let repository = branched();
        let events = decide_all(&repository, what(), Known::Everything);
        let (before, looked_at) = standing(&repository, what(), &events);
        assert!(before.len() > 40 && before.iter().all(|(id, said)| id == said), "{before:?}");
        assert!(looked_at.len() >= 6);
        repository.git(["rebase", "--quiet", "main"]);
        repository.git(["commit", "--quiet", "--amend", "--message", "more of it"]);
        if prune {
            repository.git(["reflog", "expire", "--expire=now", "--all"]);
            repository.git(["gc", "--quiet", "--prune=now"]);
        }
        assert!(repository.git(["show", "HEAD:app.py"]).contains("class Unit"));
        let after = standing(&repository, what(), &events);
        assert_eq!(after, (before, looked_at), "prune: {prune}");
    }
}

#[test]
fn a_line_of_one_s_choice_is_found_again() {
    let at = |line: u32| {
        let span = TextSpan { first_line: line, last_line: line, ..TextSpan::default() };
        Place::on(Side::Head, RepoPath::new("app.py"), span)
    };
    // `db = store()`, the second of three lines that read alike.
    let index = APP.lines().position(|line| line.contains("UPDATE lids")).unwrap() - 1;
    let line = u32::try_from(index).unwrap() + 1;
    for known in ALL {
        let repository = Repository::with(&[("app.py", APP)]);
        let anchor = open(&repository, everything()).0.anchor_of(&at(line)).unwrap();
        assert_eq!((anchor.text.as_str(), anchor.ordinal), ("db = store()", 2));
        let anchor = forget(anchor, known);
        let now = |text: &str, path: &str| {
            repository.git(["rm", "--quiet", "--cached", "--ignore-unmatch", "app.py"]);
            std::fs::remove_file(repository.root().join("app.py")).ok();
            repository.write(path, text);
            let found = open(&repository, everything()).0.place_now(&anchor, &[]);
            found.map(|(place, tier)| (place.file.to_string(), place.first_line(), tier))
        };
        let above = format!("import os\n{APP}");
        let found = now(&above, "app.py").map(|it| (it.1, it.2 <= Tier::Line));
        assert_eq!(found, Some((line + 1, true)), "{known:?}");
        let mut lines: Vec<&str> = APP.lines().collect();
        lines[index] = "    db = store(lid_id)";
        let found = now(&lines.join("\n"), "app.py").map(|it| (it.1, it.2));
        if known == Known::Everything {
            assert_eq!(found, Some((line, Tier::Edited)));
        }
        let moved = now(&above, "api/kitchen.py").map(|it| (it.0, it.1, it.2));
        let there = ("api/kitchen.py".to_owned(), line + 1, Tier::Moved);
        assert_eq!(moved, Some(there).filter(|_| known != Known::OldLog), "{known:?}");
    }
}

#[test]
fn the_screen_tells_what_was_said_before_a_rename() {
    let repository = Repository::with(&[("app.py", APP)]);
    let events = decide_all(&repository, everything(), Known::Everything);
    open(&repository, everything()).0.log().append(&events).unwrap();
    repository.git(["mv", "app.py", "kitchen.py"]);
    repository.commit("renamed");
    let screen = ["--all", "--print", "--ascii", "--size", "120x40"];
    let shown = run(&mut command(repository.root(), screen)).out;
    assert!(shown.contains("reviewed 4 of 4"), "{shown}");
    assert!(shown.contains("dismissed"), "{shown}");
}

/// A file of a few lines, many of them alike, as a hostile or a dull one may be.
fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("    check(a)".to_owned()),
        Just("    save(a)".to_owned()),
        Just("    f(".to_owned()),
        Just("    '''".to_owned()),
        Just(")".to_owned()),
        Just(String::new()),
        Just("def put(a):".to_owned()),
        "\\PC{0,12}",
    ];
    prop::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
}

/// Every line of a text as one that was decided on; every other belongs to a handler.
fn anchors(text: &str, path: &str) -> Vec<Anchor> {
    let path = RepoPath::new(path);
    let lines = 1..=u32::try_from(text.lines().count()).unwrap();
    lines
        .map(|line| {
            let span = TextSpan { first_line: line, last_line: line, ..TextSpan::default() };
            let place = Place::on(Side::Head, path.clone(), span);
            let mut anchor = Anchor::of_place(&place, None, text);
            if line % 2 == 0 {
                anchor.handler = Some(HandlerId::new(&path, "put", 1));
                anchor.check = Some(CheckId::new("access"));
            }
            anchor
        })
        .collect()
}

fn spots(anchors: &[Anchor]) -> Vec<Spot<'_>> {
    anchors.iter().map(|anchor| Spot { item: None, anchor }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_places_become_one(then in text(), now in text(), moved in any::<bool>()) {
        let then = anchors(&then, "app.py");
        let now = anchors(&now, if moved { "other.py" } else { "app.py" });
        let matched = match_all(&spots(&then), &spots(&now), &[], &NoGround);
        prop_assert_eq!(matched.len(), then.len());
        let mut taken: Vec<_> = matched.iter().flatten().map(|matched| matched.now).collect();
        let count = taken.len();
        taken.sort_unstable();
        taken.dedup();
        prop_assert!(taken.len() == count && taken.iter().all(|at| *at < now.len()));
        for (then, matched) in then.iter().zip(&matched) {
            let Some(matched) = matched else { continue };
            prop_assert_eq!(&then.check, &now[matched.now].check);
        }
    }

    #[test]
    fn what_did_not_change_is_itself(text in text()) {
        let anchors = anchors(&text, "app.py");
        let matched = match_all(&spots(&anchors), &spots(&anchors), &[], &NoGround);
        for (at, matched) in matched.iter().enumerate() {
            if !anchors[at].text.is_empty() {
                let found = matched.map(|matched| (matched.now, matched.tier <= Tier::Line));
                prop_assert_eq!(found, Some((at, true)));
            }
        }
    }

    #[test]
    fn an_anchor_is_written_and_read_back(text in text()) {
        for anchor in anchors(&text, "app.py") {
            let written = serde_json::to_string(&anchor).unwrap();
            prop_assert_eq!(serde_json::from_str::<Anchor>(&written).unwrap(), anchor);
        }
    }
}
