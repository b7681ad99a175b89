//! Decisions of scripts that would change nothing, or that cannot be: left out, with the reason.

use std::fs;

use super::cli_triage::{DISMISS, HEAD, NOTE, add, changed, listed, log};
use super::support::program::{command, run};
use super::support::repository::Repository;

/// Has a script decide, each on a line, and gives what was said against each.
fn refused(repository: &Repository, decisions: &[(String, &str)]) {
    let lines: Vec<&str> = decisions.iter().map(|(line, _)| line.as_str()).collect();
    let before = log(repository).events.len();
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let run = run(add.write_stdin(lines.join("\n")));
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
    assert_eq!(run.err.lines().count(), decisions.len(), "{run:?}");
    for (index, (said, (line, why))) in run.err.lines().zip(decisions).enumerate() {
        assert!(said.contains(&format!("standard input:{}: ", index + 1)), "{said}");
        assert!(said.contains(why) && said.contains("left out"), "{line}\n{said}");
    }
    assert_eq!(log(repository).events.len(), before);
}

fn on(subject: &str, operation: &str) -> String {
    format!(r#"{{"subject":{subject},"operation":{operation}}}"#)
}

#[test]
fn what_would_change_nothing_or_is_another_persons_is_refused() {
    let repository = changed();
    add(&repository, &[NOTE, DISMISS]);
    let events = log(&repository).events;
    let (note, dismissal) = (events[0].id.as_str(), events[1].id.as_str());
    repository.git(["config", "user.name", "Bob"]);
    let item = r#"{"finding":"content-type@app.py::put"}"#;
    let handler = r#"{"handler":"app.py::put"}"#;
    let line = r#"{"place":{"side":"head","file":"app.py","first":8,"last":8}}"#;
    let undo = format!(r#"{{"undo":{{"event":"{dismissal}"}}}}"#);
    let replaces = format!(r#"{{"note":{{"text":"x","replaces":"{note}"}}}}"#);
    let dismiss = r#"{"dismiss":{"reason":"by-design"}}"#;
    let anchor = |line: &str| {
        line.replacen(
            '{',
            r#"{"anchor":{"check":"access","handler":"a.py::b","text":"x","ordinal":1,"path":"a.py","side":"head","line":1},"#,
            1,
        )
    };
    refused(
        &repository,
        &[
            (on(item, &undo), "is by Ada <ada@example.org>, who alone can take it back"),
            (on(handler, &replaces), "is no note of yours on this"),
            (on(handler, r#"{"note":{"text":""}}"#), "no note of yours on this to take away"),
            (on(handler, r#"{"note":{"text":" "}}"#), "a note needs a `text`"),
            (on(r#"{"remark":"x"}"#, "\"confirm\""), "`x` is no finding or question of a person"),
            (on(r#"{"remark":"x"}"#, dismiss), "`x` is no finding or question of a person"),
            (on(r#"{"claim":"x"}"#, "\"reopen\""), "nobody judged the claim `x`"),
            (
                on(line, r#"{"remark":{"kind":"finding","text":"x","check":"nosuch"}}"#),
                "`nosuch` is no check",
            ),
            (on(r#"{"finding":"deserialisation@app.py::put"}"#, dismiss), "lacks nothing here"),
            (on(item, r#"{"dismiss":{"reason":"duplicate"}}"#), "`duplicate` needs `of`"),
            (
                on(
                    item,
                    r#"{"dismiss":{"reason":"by-design","of":"input-validation@app.py::put"}}"#,
                ),
                "`of` goes with the reason `duplicate`",
            ),
            (anchor(&on(r#"{"finding":"nope@a.py::b"}"#, dismiss)), "is no item here"),
            (anchor(&on(line, dismiss)).replace("\"line\":1", "\"line\":0"), "left out"),
        ],
    );
    add(&repository, &[&anchor(&on(r#"{"finding":"access@a.py::b"}"#, "\"confirm\""))]);
}

#[test]
fn an_open_item_repeats_only_an_open_one() {
    let repository = changed();
    let sometimes = "\n\n@app.route('/pots', methods=['PUT'])\ndef pot():\n    \
                     if request.args.get('v') == '2' and not request.is_json:\n        \
                     return 'no', 415\n    return request.get_json(force=True)\n";
    repository.write("app.py", format!("{HEAD}{sometimes}"));
    repository.git(["commit", "--quiet", "--all", "--amend", "--no-edit"]);
    let mut check = command(repository.root(), ["check", "HEAD~1..HEAD", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run(&mut check).out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let of = |state: &str| findings.iter().find(|it| it["state"] == state).unwrap()["id"].clone();
    let (open, sometimes) = (of("missing"), of("conditional"));
    let same = |one: &serde_json::Value, other: &serde_json::Value| {
        on(
            &format!(r#"{{"finding":{one}}}"#),
            &format!(r#"{{"dismiss":{{"reason":"duplicate","of":{other}}}}}"#),
        )
    };
    refused(&repository, &[(same(&open, &sometimes), "is not open here")]);
    add(&repository, &[&same(&sometimes, &open)]);
    assert_eq!(listed(&repository)[0][2], "holds");

    // What was said before that was refused, or comes from elsewhere, asks for a new look.
    let mut open = findings.iter().filter(|it| it["state"] == "missing").map(|it| &it["id"]);
    let (one, other) = (open.next().unwrap(), open.next().unwrap());
    add(&repository, &[&same(one, other)]);
    let path = repository.root().join(".git/lineproof/events.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace(&format!("\"of\":{other}"), &format!("\"of\":{sometimes}")))
        .unwrap();
    assert_eq!(listed(&repository)[1][2], "orphaned");
}

#[test]
fn impossible_lines_are_let_in_by_nobody_and_absent_ones_do_not_hold() {
    let repository = changed();
    let note = |file: &str, first: u32, last: u32| {
        format!(
            r#"{{"version":1,"id":"{file}{first}","time":"2026-01-01T00:00:00Z","author":"Eve","subject":{{"place":{{"side":"head","file":"{file}","first":{first},"last":{last}}}}},"operation":{{"note":{{"text":"x"}}}}}}"#
        )
    };
    let lines = [
        note("app.py", 0, 3),
        note("app.py", 5, 2),
        note("app.py", 4_294_967_295, 4_294_967_295),
        note("/etc/passwd", 1, 1),
        note("app.py", 8, 9),
        note("app.py", 7, 8),
    ];
    let import = |text: &str| {
        run(command(repository.root(), ["triage", "import", "-"]).write_stdin(text.to_owned()))
    };
    let taken = import(&format!("\u{feff}{}", lines.join("\n")));
    assert_eq!((taken.status, taken.err.lines().count()), (2, 3), "{taken:?}");
    assert!(taken.out.contains("3 events taken over"), "{taken:?}");
    for (line, why) in [(1, "lines are counted"), (2, "lines are counted"), (3, "no text has a")] {
        let said = format!("standard input:{line}: is not a decision ({why}");
        assert!(taken.err.contains(&said), "{said}\n{taken:?}");
    }
    let now: Vec<String> = listed(&repository).into_iter().map(|[_, _, now]| now).collect();
    assert_eq!(now, ["elsewhere", "holds", "gone"]);
    let short = import("{\n");
    assert!(short.err.contains("standard input:1: is not a decision (it ends in the middle"));
}

#[test]
fn what_came_before_a_fatal_line_is_kept_and_acknowledged() {
    let repository = changed();
    let with_anchor = NOTE.replacen(
        '{',
        r#"{"anchor":{"handler":"app.py::put","text":"x","ordinal":1,"path":"app.py","side":"head","line":7},"#,
        1,
    );
    let mut add = command(repository.root(), ["triage", "add", "-", "nosuch..HEAD"]);
    let run = run(add.write_stdin(format!("\u{feff}{with_anchor}\n{NOTE}\n{NOTE}\n")));
    assert_eq!((run.status, run.out.lines().count()), (2, 1), "{run:?}");
    assert!(run.err.contains("standard input:2: from here on nothing was taken"), "{run:?}");
    assert_eq!(log(&repository).events.len(), 1);
}
