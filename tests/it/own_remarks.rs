//! A reviewer's own findings and questions, from the keys to the log and back.

use std::sync::Arc;

use lineproof::catalog::Catalog;
use lineproof::git::Selection;
use lineproof::model::HandlerId;
use lineproof::review::{Decisions, EventLog, RemarkKind, Session};
use lineproof::tui::backend::{Backend, Decision, Operation, Subject};
use lineproof::tui::live::Live;
use lineproof::tui::{Shot, headless};
use serde_json::Value;

use super::support::program::{command, lineproof, run};
use super::support::repository::Repository;

const BASE: &str = "from flask import Flask\n\napp = Flask(__name__)\n";

const HEAD: &str = "from flask import Flask, request\n\napp = Flask(__name__)\n\n\n\
                    @app.route('/pans', methods=['PUT'])\n\
                    def put():\n    pan = request.get_json()\n    store.write(pan)\n    \
                    return pan\n";

pub fn changed() -> Repository {
    let repository = Repository::with(&[("app.py", BASE)]);
    repository.git(["config", "user.name", "Ada"]);
    repository.git(["config", "user.email", "ada@example.org"]);
    repository.write("app.py", HEAD);
    repository.commit("a handler");
    repository
}

/// The screen after keys, whatever is decided being kept.
fn screen(repository: &Repository, keys: &str) -> String {
    let catalog = Arc::clone(&Catalog::builtin().unwrap());
    let selection = Selection::range("HEAD~1..HEAD");
    let session = Session::new(repository.open(), catalog, &selection).unwrap();
    let shot = Shot { size: (160, 40), keys: keys.to_owned(), ..Shot::default() };
    let live = Live::new(session);
    headless(live.opening(), &live, &shot).unwrap()
}

fn decisions(repository: &Repository) -> Decisions {
    let log = EventLog::new(&repository.open().store_dir(), None);
    Decisions::fold(&log.read().unwrap().events)
}

#[test]
fn a_finding_stands_on_its_lines_and_moves_with_them() {
    let repository = changed();
    let text = screen(&repository, "2 gg j*8 v j o <down> <c-r> <c-r> late <enter>");
    assert!(text.contains("F late") && text.contains("finding 8"), "{text}");
    assert!(text.contains("finding of Ada <ada@example.org>"), "it has a name by now: {text}");
    let held = decisions(&repository);
    let [remark] = held.remarks() else { panic!("{held:?}") };
    assert_eq!((remark.place.first, remark.place.last), (8, 9));
    assert_eq!((remark.kind, remark.text.as_str()), (RemarkKind::Finding, "late"));
    assert!(remark.check.is_some());
    assert_eq!(remark.role.map(|role| role.to_string()).as_deref(), Some("source"));

    repository.write("app.py", format!("# above\n{HEAD}"));
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    let text = screen(&repository, "3 G");
    assert!(text.contains("F late") && text.contains("finding 9"), "{text}");

    repository.write("app.py", HEAD.replace("request.get_json()", "request.json"));
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    let text = screen(&repository, "3 G");
    assert!(text.contains("changed since 8"), "{text}");
    assert!(text.contains("it read `pan = request.get_json()`"), "{text}");
    assert!(text.contains("its first line reads otherwise now"), "{text}");
}

#[test]
fn a_question_is_agreed_to_set_aside_noted_and_taken_back() {
    let repository = changed();
    let asked = screen(&repository, "2 gg j*9 o <tab> why <enter> n because <enter>");
    assert!(asked.contains("Q why") && asked.contains("question 9"), "{asked}");
    assert!(asked.contains("note: because"), "{asked}");
    assert!(screen(&repository, "3 G c").contains("agreed 9"));
    assert!(screen(&repository, "3 G").contains("agreed 9"), "the log has it");
    assert!(screen(&repository, "3 G c").contains("question 9"), "once more opens it");
    assert!(screen(&repository, "3 G d").contains("set aside 9"));
    assert!(screen(&repository, "3 G c d u").contains("agreed 9"), "d sets aside what was agreed");
    let gone = screen(&repository, "2 gg j*9 o again <enter> u");
    assert!(!gone.contains("F again"), "{gone}");
    assert!(screen(&repository, "2 gg j*9 o again <enter> u <c-r>").contains("F again"));
    assert_eq!(decisions(&repository).remarks().len(), 2);
    assert_eq!(screen(&repository, "2 gg j*9 o <esc> o <enter>").matches("F again").count(), 1);
}

#[test]
fn everybody_has_notes_of_their_own_and_is_told_who_decided_otherwise() {
    let repository = changed();
    screen(&repository, "3 gg n Ada's <enter> S 1 c");
    repository.git(["config", "user.name", "Bob"]);
    let seen = screen(&repository, "3 gg");
    assert!(seen.contains("note of Ada: Ada's"), "{seen}");
    assert!(seen.contains("Ada: confirmed"), "{seen}");
    assert!(seen.contains("Ada: rated critical"), "{seen}");
    let said = screen(&repository, "3 gg n Bob <enter> n too <enter> d <tab> meant <enter> 3 gg");
    assert!(said.contains("note of Ada: Ada's") && said.contains("note: Bob too"), "{said}");
    let again = screen(&repository, "3 gg");
    assert!(again.contains("Ada: confirmed") && !again.contains("you: dismissed"), "{again}");
    assert!(again.contains("dismissed: false positive: meant"), "{again}");
    assert_eq!(again.matches("note").count(), 3, "the footer's, and one of each: {again}");
    let json = lineproof(repository.root(), ["check", "HEAD~1..HEAD", "--format", "json"]).out;
    let json: Value = serde_json::from_str(&json).unwrap();
    let mut findings = json["findings"].as_array().unwrap().iter();
    let decided = findings.find(|it| it["decided"].is_object()).unwrap();
    assert_eq!(decided["decided"]["before"][0]["what"], "confirmed");
    assert_eq!(decided["notes"].as_array().unwrap().len(), 2);
    let text = lineproof(repository.root(), ["check", "HEAD~1..HEAD", "--format", "markdown"]).out;
    assert!(text.contains("before: confirmed, said Ada"), "{text}");
    assert!(!screen(&repository, "3 gg n <c-u> <enter>").contains("note: Bob too"));
    assert!(!screen(&repository, "3 gg").contains("note: Bob too"), "taken away for good");
}

#[test]
fn the_review_is_written_from_the_screen_and_nothing_is_written_over() {
    let repository = changed();
    let file = repository.root().join("review.md");
    let name = file.display().to_string().replace(' ', "<space>");
    let keys = format!("3 gg d 5 E markdown <enter> <c-u> {name} <enter>");
    let text = screen(&repository, &keys);
    assert!(text.contains("the review is in"), "{text}");
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("by\\-design") && written.contains("app.py"), "{written}");
    let again = screen(&repository, &keys);
    assert!(again.contains("review-2.md"), "{again}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), written);
    let second = std::fs::read_to_string(repository.root().join("review-2.md")).unwrap();
    assert!(second.contains("by\\-design"), "{second}");
}

/// Two handlers with a line that reads alike.
const TWO: &str = "from flask import Flask, request\n\napp = Flask(__name__)\n\n\n\
                   @app.route('/pans', methods=['PUT'])\n\
                   def put():\n    pan = request.get_json()\n    store.write(pan)\n    \
                   return pan\n\n\n\
                   @app.route('/lids', methods=['PUT'])\n\
                   def lid():\n    pan = request.get_json()\n    lids.add(pan)\n    return {}\n";

/// The files as they are now, and the own finding in them.
fn remark_in(repository: &Repository, files: &[(&str, &str)]) -> String {
    repository.git(["rm", "--quiet", "-r", "--ignore-unmatch", "."]);
    repository.write_all(files);
    repository.git(["add", "--all"]);
    repository.git(["commit", "--quiet", "--amend", "--no-edit"]);
    let json = lineproof(repository.root(), ["check", "HEAD~1..HEAD", "--format", "json"]).out;
    let json: Value = serde_json::from_str(&json).unwrap();
    let remark = &json["remarks"][0];
    format!("{}:{} {}", remark["file"], remark["line"], remark["reads_otherwise"])
}

#[test]
fn a_line_that_is_gone_is_not_one_that_reads_alike_elsewhere() {
    let repository = changed();
    repository.write("app.py", TWO);
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    screen(&repository, "2 gg j*8 o late <enter>");
    let now = |text: &str| remark_in(&repository, &[("app.py", text)]);
    assert_eq!(now(TWO), "\"app.py\":8 false");
    let line = "    pan = request.get_json()\n";
    assert_eq!(now(&TWO.replacen(line, "", 1)), "\"app.py\":null false");
    assert_eq!(now(&TWO.replacen("get_json()", "json", 1)), "\"app.py\":8 true");
    let (head, puts) = TWO.split_at(TWO.find("@app.route('/pans'").unwrap());
    let (put, lid) = puts.split_at(puts.find("@app.route('/lids'").unwrap());
    assert_eq!(now(&format!("{head}{lid}\n\n{put}")), "\"app.py\":15 false");
    let moved = remark_in(&repository, &[("api/pans.py", TWO)]);
    assert_eq!(moved, "\"api/pans.py\":8 false");
}

#[test]
fn how_bad_it_is_and_notes_on_handlers_go_with_their_file() {
    let repository = changed();
    screen(&repository, "3 gg S <up> <enter>");
    let note = r#"{"subject":{"handler":"app.py::put"},"operation":{"note":{"text":"asked"}}}"#;
    let lines = r#"{"subject":{"place":{"side":"head","file":"app.py","first":8,"last":9}},"operation":{"note":{"text":"see"}}}"#;
    let nowhere = lines.replace("\"last\":9", "\"last\":99");
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let run = run(add.write_stdin(format!("{note}\n{lines}\n{nowhere}\n")));
    assert_eq!(run.out.lines().count(), 2, "{run:?}");
    assert!(run.err.contains("`app.py` has no lines 8-99 here"), "{run:?}");
    let rows = || {
        let list = ["triage", "list", "HEAD~1..HEAD", "--format", "json"];
        let json: Value = serde_json::from_str(&lineproof(repository.root(), list).out).unwrap();
        let rows = json["decisions"].as_array().unwrap();
        let word = |row: &Value, key| row[key].as_str().unwrap_or_default().to_owned();
        let about = |row: &Value| row["subject"]["finding"].as_str().map(ToOwned::to_owned);
        let row = |row: &Value| (word(row, "decided"), about(row), word(row, "now"));
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let row = |what: &str, about: Option<&str>, now: &str| {
        (what.to_owned(), about.map(ToOwned::to_owned), now.to_owned())
    };
    let before = rows();
    assert_eq!(before[1..], [row("note", None, "holds"), row("note", None, "holds")]);
    assert_eq!(before[0].0, "rated");
    repository.git(["mv", "app.py", "pans.py"]);
    repository.git(["commit", "--quiet", "--amend", "--no-edit"]);
    let renamed = before[0].1.as_ref().map(|id| id.replace("app.py", "pans.py"));
    let mut after = before;
    after[0].1 = renamed;
    assert_eq!(rows(), after);
    let shorter = HEAD.replace("    pan = request.get_json()\n", "");
    repository.git(["mv", "pans.py", "app.py"]);
    repository.write("app.py", shorter);
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    assert_eq!(rows()[2], row("note", None, "gone"));
}

#[test]
fn what_nobody_would_take_is_not_kept_on_the_screen_either() {
    let repository = changed();
    let catalog = Arc::clone(&Catalog::builtin().unwrap());
    let selection = Selection::range("HEAD~1..HEAD");
    let session = Session::new(repository.open(), catalog, &selection).unwrap();
    let live = Live::new(session);
    let handler = HandlerId::new(&"app.py".into(), "put", 1);
    let note = |text: &str| Decision {
        subject: Subject::Handler(handler.clone()),
        operation: Operation::Note(text.to_owned()),
    };
    live.keep(&[note("short")]).unwrap();
    let problem = live.keep(&[note(&"x".repeat(70_000))]).unwrap_err();
    assert!(problem.contains("longer than 65536 bytes"), "{problem}");
    assert_eq!(live.unsaved(), 0);
    // What is taken back is the long one, of which nothing was kept.
    live.take_back().unwrap();
    let notes = |repository| decisions(repository).all_notes().count();
    assert_eq!(notes(&repository), 1);
    live.take_back().unwrap();
    assert_eq!(notes(&repository), 0);
}

fn add(repository: &Repository, range: &str, line: &str) {
    let mut add = command(repository.root(), ["triage", "add", "-", range]);
    let run = run(add.write_stdin(line.to_owned()));
    assert_eq!(run.status, 0, "{run:?}");
}

/// What `check --format json` says of the item of a check.
fn item(repository: &Repository, check: &str) -> Value {
    let json = lineproof(repository.root(), ["check", "HEAD~1..HEAD", "--format", "json"]).out;
    let json: Value = serde_json::from_str(&json).unwrap();
    let mut items = json["findings"].as_array().unwrap().iter();
    items.find(|item| item["check"] == check).unwrap().clone()
}

#[test]
fn a_new_word_after_a_rename_is_one_more_and_takes_nothing_away() {
    let repository = changed();
    screen(&repository, "3 gg n see <enter> c");
    let check = item(&repository, "input-validation");
    assert_eq!(check["decided"]["what"], "confirmed");
    let name = |path: &str| format!("input-validation@{path}::put");
    repository.git(["mv", "app.py", "pans.py"]);
    repository.git(["commit", "--quiet", "--amend", "--no-edit"]);
    screen(&repository, "3 gg S 1");
    let after = item(&repository, "input-validation");
    let of = |item: &Value| {
        let what = item["decided"]["what"].clone();
        (what, item["notes"][0]["text"].clone(), item["severity"].clone())
    };
    let all = ("confirmed".into(), "see".into(), "critical".into());
    assert_eq!(of(&after), all, "{after}");
    // A script that knows the new name alone, and then another name.
    let dismiss = format!(
        r#"{{"subject":{{"finding":"{}"}},"operation":{{"dismiss":{{"reason":"by-design"}}}}}}"#,
        name("pans.py")
    );
    add(&repository, "HEAD~1..HEAD", &dismiss);
    repository.git(["mv", "pans.py", "pots.py"]);
    repository.git(["commit", "--quiet", "--amend", "--no-edit"]);
    let last = item(&repository, "input-validation");
    let all = ("dismissed".into(), "see".into(), "critical".into());
    assert_eq!(of(&last), all, "{last}");
    assert_eq!(last["decided"]["before"][0]["what"], "confirmed");
}

#[test]
fn how_bad_other_lines_were_is_not_how_bad_these_are() {
    let repository = changed();
    screen(&repository, "3 gg S 1");
    assert_eq!(item(&repository, "input-validation")["severity"], "critical");
    repository.write("app.py", HEAD.replace("request.get_json()", "request.form"));
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    assert_ne!(item(&repository, "input-validation")["severity"], "critical");
    let list = lineproof(repository.root(), ["triage", "list", "HEAD~1..HEAD"]).out;
    assert!(list.contains("rated (critical)") && list.contains("needs review"), "{list}");
}

#[test]
fn notes_on_lines_are_told_and_every_line_counts() {
    let repository = changed();
    let note = r#"{"subject":{"place":{"side":"head","file":"app.py","first":8,"last":10}},"operation":{"note":{"text":"see"}}}"#;
    add(&repository, "HEAD~1..HEAD", note);
    let text = |format: &str| {
        lineproof(repository.root(), ["check", "HEAD~1..HEAD", "--format", format]).out
    };
    for (format, place) in [("text", "8-10"), ("plain", "8-10"), ("markdown", "8\\-10")] {
        assert!(text(format).contains(&format!("app.py:{place}")), "{}", text(format));
    }
    assert!(screen(&repository, "3 G").contains("N see"));
    let json: Value = serde_json::from_str(&text("json")).unwrap();
    assert_eq!(json["remarks"][0]["kind"], "note");
    repository.write("app.py", HEAD.replace("return pan", "return {}"));
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    assert!(text("text").contains("which reads otherwise now"), "{}", text("text"));
}

/// A note on a line as it is told once the file reads otherwise: in a report, on the screen.
fn noted_then(line: u32, text: &str) -> (String, String) {
    let repository = changed();
    let note = format!(
        r#"{{"subject":{{"place":{{"side":"head","file":"app.py","first":{line},"last":{line}}}}},"operation":{{"note":{{"text":"see"}}}}}}"#
    );
    add(&repository, "HEAD~1..HEAD", &note);
    repository.write("app.py", text);
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    (lineproof(repository.root(), ["check", "HEAD~1..HEAD"]).out, screen(&repository, "2"))
}

#[test]
fn a_note_on_a_blank_line_goes_with_its_neighbours_and_is_gone_without_them() {
    let inserted = HEAD.replace("import Flask, request", "import Flask\nfrom flask import request");
    let (told, shown) = noted_then(5, &inserted);
    assert!(told.contains("app.py:6: see") && !told.contains("no longer there"), "{told}");
    assert!(shown.lines().any(|row| row.contains(" 6 N")), "{shown}");
    let (told, shown) =
        noted_then(5, &HEAD.replace("app = Flask(__name__)\n\n\n", "app = Flask('a')\n"));
    assert!(told.contains("no longer there"), "{told}");
    let rows: Vec<&str> = shown.lines().filter(|row| row.contains(" N ")).collect();
    assert!(matches!(rows[..], [row] if row.contains("gone, was at 5")), "{shown}");
}

#[test]
fn a_word_is_told_once_with_its_own_words_and_not_after_what_holds() {
    let repository = changed();
    screen(&repository, "3 gg d 1");
    screen(&repository, "3 gg d <tab> known <enter>");
    let nothing = screen(&repository, "u");
    assert!(nothing.contains("D lists earlier decisions; c opens"), "{nothing}");
    let once = screen(&repository, "3 gg");
    assert!(once.contains("dismissed: false positive: known"), "{once}");
    assert!(!once.contains("you: dismissed"), "{once}");
    screen(&repository, "3 gg c");
    let confirmed = screen(&repository, "3 gg");
    assert!(confirmed.contains("you: dismissed, false"), "{confirmed}");
    assert!(confirmed.contains("you: confirmed"), "{confirmed}");
    assert_eq!(confirmed.matches("you: ").count(), 2, "{confirmed}");
    repository.write("app.py", HEAD.replace("get_json()", "get_json(True)"));
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    let lapsed = screen(&repository, "3 gg");
    assert!(lapsed.contains("decide again") && lapsed.contains("you: confirmed"), "{lapsed}");
}

#[test]
fn a_dismissed_item_says_so_in_the_text() {
    let repository = changed();
    screen(&repository, "3 gg d <tab> so <enter>");
    let text = lineproof(repository.root(), ["check", "HEAD~1..HEAD"]).out;
    assert!(text.contains("= dismissed (false-positive): so, says Ada"), "{text}");
    let note = r#"{"subject":{"handler":"app.py::put"},"operation":{"note":{"text":"asked"}}}"#;
    add(&repository, "HEAD~1..HEAD", note);
    for format in ["text", "plain", "markdown", "json"] {
        let text = lineproof(repository.root(), ["check", "HEAD~1..HEAD", "--format", format]).out;
        assert!(text.contains("asked"), "{format}: {text}");
    }
    repository.write("app.py", HEAD.replace("request.get_json()", "request.form"));
    repository.git(["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    let text = lineproof(repository.root(), ["check", "HEAD~1..HEAD"]).out;
    assert!(text.contains("= needs review: dismissed (false-positive): so, says Ada"), "{text}");
}
