//! Decisions without a screen.

use std::fs;

use lineproof::review::{EventLog, LogContents};

use super::support::program::{command, lineproof, run};
use super::support::repository::Repository;

const BASE: &str = "from flask import Flask\n\napp = Flask(__name__)\n";

pub(super) const HEAD: &str = "from flask import Flask, request\n\napp = Flask(__name__)\n\n\n\
                    @app.route('/pans', methods=['PUT'])\n\
                    def put():\n    return request.get_json(force=True)\n";

pub(super) fn changed() -> Repository {
    let repository = Repository::with(&[("app.py", BASE)]);
    repository.git(["config", "user.name", "Ada"]);
    repository.git(["config", "user.email", "ada@example.org"]);
    repository.write("app.py", HEAD);
    repository.commit("a handler");
    repository
}

pub(super) fn log(repository: &Repository) -> LogContents {
    EventLog::new(&repository.open().store_dir(), None).read().unwrap()
}

pub(super) const DISMISS: &str = r#"{"subject":{"finding":"content-type@app.py::put"},"operation":{"dismiss":{"reason":"by-design","text":"the gateway asks"}}}"#;

pub(super) const NOTE: &str =
    r#"{"subject":{"handler":"app.py::put"},"operation":{"note":{"text":"see 8"}}}"#;

#[test]
fn decisions_of_a_script_are_kept_with_their_lines_and_acknowledged() {
    let repository = changed();
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let run = run(add.write_stdin(format!("{DISMISS}\n\n{NOTE}")));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let events = log(&repository).events;
    let ids: Vec<_> = events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(run.out.lines().collect::<Vec<_>>(), ids);
    assert_eq!(events[0].author, "Ada <ada@example.org>");
    let anchor = events[0].anchor.as_ref().unwrap();
    assert_eq!(anchor.path.as_str(), "app.py");
    assert!(HEAD.lines().any(|line| line.trim() == anchor.text), "{anchor:?}");
    let handler = events[1].anchor.as_ref().unwrap();
    assert_eq!((handler.text.as_str(), handler.line), ("def put():", 7));

    let check = lineproof(repository.root(), ["check", "HEAD~1..HEAD"]);
    assert!(check.err.contains("was dismissed"), "{check:?}");
}

#[test]
fn what_is_no_decision_is_left_out_by_line_and_the_rest_is_kept() {
    let repository = changed();
    let long = format!("{{\"subject\":\"{}\"}}", "x".repeat(100_000));
    let nobody =
        NOTE.replace("\"handler\":\"app.py::put\"", "\"finding\":\"access@app.py::nobody\"");
    let odd = NOTE.replace("\"operation\"", "\"op\\u001b[31m\"");
    let untill = DISMISS.replace("\"text\"", "\"untill\":\"2099-01-01\",\"text\"");
    let strange = NOTE.replace("::put", "::pot");
    let nothing = NOTE.replace("{\"note\":{\"text\":\"see 8\"}}", "{\"undo\":{\"event\":\"x\"}}");
    let input =
        [NOTE, "# hello", &long, &nobody, &odd, NOTE, &untill, &nothing, &strange].join("\n");
    repository.write("decisions.jsonl", input);
    let run = lineproof(repository.root(), ["triage", "add", "decisions.jsonl", "HEAD~1..HEAD"]);
    assert_eq!((run.status, run.out.lines().count()), (2, 2), "{run:?}");
    let said: Vec<_> = run.err.lines().collect();
    assert_eq!(said.len(), 7, "{run:?}");
    assert!(said[4].contains("decisions.jsonl:7: ") && said[4].contains("`untill`"), "{run:?}");
    assert!(said[6].contains("decisions.jsonl:9: `app.py::pot` is no handler here"), "{run:?}");
    assert!(said[5].contains("decisions.jsonl:8: `x` is no decision here"), "{run:?}");
    assert!(said[0].contains("decisions.jsonl:2: not a decision"), "{run:?}");
    assert!(said[1].contains("decisions.jsonl:3: longer than"), "{run:?}");
    assert!(said[2].contains("decisions.jsonl:4: `access@app.py::nobody` is no item"), "{run:?}");
    assert!(said[3].contains("decisions.jsonl:5: ") && !said[3].contains('\u{1b}'), "{run:?}");
    assert_eq!(log(&repository).events.len(), 2);
}

#[test]
fn a_repository_that_cannot_be_written_is_said_once_and_nothing_is_lost() {
    let repository = changed();
    // As root nothing is read-only: a file in the place of the folder has the same effect.
    fs::write(repository.root().join(".git/lineproof"), "").unwrap();
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let state = repository.beside("state");
    add.env("XDG_STATE_HOME", &state);
    let run = run(add.write_stdin(format!("{NOTE}\n{NOTE}\n")));
    assert_eq!((run.status, run.out.lines().count()), (0, 2), "{run:?}");
    assert_eq!(run.err.matches("decisions are kept in").count(), 1, "{run:?}");
    let log = EventLog::new(&repository.open().store_dir(), Some(&state));
    assert_eq!(log.read().unwrap().events.len(), 2);
}

#[test]
fn what_cannot_be_kept_is_not_acknowledged() {
    let repository = changed();
    fs::write(repository.root().join(".git/lineproof"), "").unwrap();
    fs::write(repository.beside("state"), "").unwrap();
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    add.env("XDG_STATE_HOME", repository.beside("state"));
    run(add.write_stdin(NOTE)).failed("decisions could not be written", "not saved");
}

/// Keeps decisions as a script does.
pub(super) fn add(repository: &Repository, decisions: &[&str]) {
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let run = run(add.write_stdin(decisions.join("\n")));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
}

/// What `triage list` says of each decision: about what, what, and how it stands now.
pub(super) fn listed(repository: &Repository) -> Vec<[String; 3]> {
    let run = lineproof(repository.root(), ["triage", "list", "HEAD~1..HEAD", "--format", "json"]);
    assert_eq!(run.status, 0, "{run:?}");
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["schema"], "lineproof/triage/1");
    let text = |value: &serde_json::Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let row = |row: &serde_json::Value| {
        [text(&row["subject"]["finding"]), text(&row["decided"]), text(&row["now"])]
    };
    json["decisions"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn the_list_says_who_decided_what_where_and_whether_it_holds() {
    let repository = changed();
    let confirm = r#"{"subject":{"finding":"deserialisation@app.py::put"},"operation":"confirm"}"#;
    add(&repository, &[DISMISS, NOTE, confirm]);
    let run = lineproof(repository.root(), ["triage", "list", "HEAD~1..HEAD"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    for part in [
        "content-type@app.py::put\n  dismissed (by-design): the gateway asks\n  by Ada <ada@example.org> on ",
        "\n  holds\n  app.py:",
        "\n  app.py:8 | return request.get_json(force=True)\n",
        "app.py::put\n  note: see 8\n",
        "HEAD~1..HEAD: 3 decisions\n",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let elsewhere = lineproof(repository.root(), ["triage", "list", "HEAD..HEAD"]);
    assert!(elsewhere.out.contains("\n  not in this range\n"), "{elsewhere:?}");
}

#[test]
fn a_decision_asks_for_a_new_look_where_its_line_changed_or_its_day_is_over() {
    let repository = changed();
    let until = DISMISS
        .replace("by-design", "accepted-risk")
        .replace("\"text\"", "\"until\":\"2020-02-29\",\"text\"");
    add(&repository, &[&until.replace("2020-02-29", "9999-12-30")]);
    let kept = EventLog::new(&repository.open().store_dir(), None).path().to_owned();
    let text = fs::read_to_string(&kept).unwrap();
    fs::write(&kept, text.replace("9999-12-30", "2020-02-29")).unwrap();
    let item = "content-type@app.py::put".to_owned();
    let row = |now: &str| vec![[item.clone(), "dismissed".to_owned(), now.to_owned()]];
    assert_eq!(listed(&repository), row("expired"));
    let check = lineproof(repository.root(), ["check", "HEAD~1..HEAD"]);
    assert!(!check.err.contains("dismissed"), "what is over does not count: {check:?}");

    add(&repository, &[&until.replace("2020-02-29", "9999-12-31")]);
    assert_eq!(listed(&repository), row("holds"));
    let check = lineproof(repository.root(), ["check", "HEAD~1..HEAD"]);
    assert!(check.err.contains("was dismissed"), "{check:?}");

    repository.write("app.py", HEAD.replace("force=True", "force=True, silent=True"));
    repository.git(["add", "--all"]);
    repository.git(["commit", "--quiet", "--amend", "--no-edit"]);
    assert_eq!(listed(&repository), row("changed"));
}

#[test]
fn what_another_program_of_an_older_version_would_misunderstand_is_of_a_newer_one() {
    let repository = changed();
    let until = DISMISS.replace("\"text\"", "\"until\":\"2030-01-01\",\"text\"");
    let of = DISMISS
        .replace("by-design", "duplicate")
        .replace("\"text\"", "\"of\":\"input-validation@app.py::put\",\"text\"");
    let rate = r#"{"subject":{"finding":"content-type@app.py::put"},"operation":{"rate":{"severity":"high"}}}"#;
    let own = r#"{"subject":{"place":{"side":"head","file":"app.py","first":8,"last":8}},"operation":{"remark":{"kind":"question","text":"why?","check":"access","role":"sink"}}}"#;
    add(&repository, &[DISMISS, NOTE, &until, &of, rate, own]);
    let versions: Vec<_> = log(&repository).events.iter().map(|event| event.version).collect();
    assert_eq!(versions, [1, 1, 2, 2, 2, 2]);
    let list = lineproof(repository.root(), ["triage", "list", "HEAD~1..HEAD"]);
    for part in [
        "dismissed (duplicate, of input-validation@app.py::put)",
        "rated (high)",
        "app.py:8\n  question (access): why?",
    ] {
        assert!(list.out.contains(part), "{part}\n{}", list.out);
    }
}

#[test]
fn a_duplicate_repeats_an_item_that_waits_itself() {
    let repository = changed();
    let same = |one: &str, other: &str| {
        format!(
            r#"{{"subject":{{"finding":"{one}@app.py::put"}},"operation":{{"dismiss":{{"reason":"duplicate","of":"{other}@app.py::put"}}}}}}"#
        )
    };
    add(&repository, &[&same("content-type", "input-validation")]);
    for (one, other, why) in [
        ("input-validation", "content-type", "is dismissed itself"),
        ("content-type", "content-type", "no duplicate of itself"),
        ("content-type", "nothing", "is no item here"),
        ("content-type", "deserialisation", "lacks nothing here"),
    ] {
        let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
        let run = run(add.write_stdin(same(one, other)));
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.err.contains(why), "{run:?}");
    }
    let of = |decisions: Vec<[String; 3]>| decisions[0][2].clone();
    assert_eq!(of(listed(&repository)), "holds");
    add(&repository, &[&DISMISS.replace("content-type", "input-validation")]);
    assert_eq!(of(listed(&repository)), "orphaned");
    let text = lineproof(repository.root(), ["triage", "list", "HEAD~1..HEAD"]).out;
    assert!(text.contains("needs review: the item that it repeats is itself settled"), "{text}");
}

const CONFIRM: &str =
    r#"{"subject":{"finding":"input-validation@app.py::put"},"operation":"confirm"}"#;

#[test]
fn decisions_leave_in_sarif_and_come_back_as_they_were() {
    let first = changed();
    let mut add = command(first.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let note = DISMISS.replace(
        r#"{"dismiss":{"reason":"by-design","text":"the gateway asks"}}"#,
        r#"{"note":{"text":"<b>\u202eodd\n"}}"#,
    );
    let decided = run(add.write_stdin([DISMISS, CONFIRM, &note, NOTE].join("\n")));
    assert_eq!(decided.status, 0, "{decided:?}");
    let last = decided.out.lines().nth(1).unwrap();
    let undo = CONFIRM.replace("\"confirm\"", &format!(r#"{{"undo":{{"event":"{last}"}}}}"#));
    let mut add = command(first.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let undone = run(add.write_stdin(undo));
    assert_eq!(undone.status, 0, "{undone:?}");
    let sarif = first.beside("out.sarif").display().to_string();
    lineproof(first.root(), ["check", "HEAD~1..HEAD", "--format", "sarif", "-o", &sarif]);

    let second = changed();
    let import = || lineproof(second.root(), ["triage", "import", &sarif]);
    let taken = import();
    assert_eq!((taken.status, taken.err.as_str()), (0, ""), "{taken:?}");
    let sorted = |repository: &Repository| {
        let mut events = log(repository).events;
        events.sort_by(|one, other| one.id.cmp(&other.id));
        events
    };
    assert_eq!(sorted(&second), sorted(&first));
    assert_eq!(sorted(&second).len(), 5);
    let list = |repository: &Repository| {
        lineproof(repository.root(), ["triage", "list", "HEAD~1..HEAD", "--format", "json"]).out
    };
    assert_eq!(list(&second), list(&first));
    assert!(import().out.contains("0 events taken over, 5 known already"), "{:?}", import());
}

const RATE: &str = r#"{"subject":{"finding":"content-type@app.py::put"},"operation":{"rate":{"severity":"critical","text":"no gateway here"}}}"#;

const ASK: &str = r#"{"subject":{"place":{"side":"head","file":"app.py","first":8,"last":8}},"operation":{"remark":{"kind":"question","text":"who <calls> this?","check":"access"}}}"#;

#[test]
fn what_people_rate_find_and_ask_leaves_in_every_report() {
    let repository = changed();
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let decided = run(add.write_stdin([RATE, ASK].join("\n")));
    assert_eq!((decided.status, decided.err.as_str()), (0, ""), "{decided:?}");
    let check = |format: &str| {
        lineproof(repository.root(), ["check", "HEAD~1..HEAD", "--format", format]).out
    };
    let asked = "Question about access at app.py:8: who";
    assert!(check("text").contains(asked), "{}", check("text"));
    assert!(check("text").contains("content type of the request (critical, CWE-436"));
    assert!(check("plain").contains(asked), "{}", check("plain"));
    assert!(check("plain").contains("critical severity: no gateway here"), "{}", check("plain"));
    for format in ["markdown", "html"] {
        let text = check(format);
        assert!(text.contains("From reviewers") && text.contains("Question about access"));
        assert!(!text.contains("<calls>"), "{format}");
    }
    let json: serde_json::Value = serde_json::from_str(&check("json")).unwrap();
    assert_eq!(json["remarks"][0]["line"], 8);
    let rated = json["findings"].as_array().unwrap().iter();
    let rated = rated.clone().find(|it| it["id"] == "content-type@app.py::put").unwrap();
    assert_eq!(rated["severity"], "critical");
    let comments: serde_json::Value = serde_json::from_str(&check("pr-comments")).unwrap();
    let own = comments["comments"].as_array().unwrap().last().unwrap();
    assert_eq!((&own["path"], &own["line"]), (&"app.py".into(), &8.into()), "{comments:#}");
    assert!(own["body"].as_str().unwrap().starts_with("**Question: access**"), "{own}");
    let sarif: serde_json::Value = serde_json::from_str(&check("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let own = results.iter().find(|it| it["ruleId"] == "reviewer-question").unwrap();
    assert_eq!((&own["kind"], &own["level"]), (&"open".into(), &"none".into()));
    let index = usize::try_from(own["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"], "reviewer-question");
    let rated = results.iter().find(|it| it["ruleId"] == "content-type").unwrap();
    assert_eq!(rated["level"], "error");
}
