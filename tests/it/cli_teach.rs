//! Lessons on the command line: listed, checked, scored, handed out.

use std::fs;
use std::path::Path;

use crate::support::program::lineproof;
use lineproof::catalog::builtin_lessons;
use lineproof::teach::AnswerSheet;
use serde_json::Value;

use crate::teach_lesson::{LESSON, every_line, right_sheet, source, taught};

/// Writes the lesson of the tests into a folder called `kites`.
pub fn write_lesson(folder: &Path) {
    let source = source();
    for (name, files) in [("before", &source.before), ("after", &source.after)] {
        for (path, text) in files {
            let path = folder.join("kites").join(name).join(path.as_str());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &**text).unwrap();
        }
    }
    fs::write(folder.join("kites/lesson.toml"), &*source.text).unwrap();
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_lesson(folder.path());
    folder
}

#[test]
fn every_built_in_lesson_is_listed_and_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let list = lineproof(folder.path(), ["teach"]);
    assert_eq!((list.status, list.err.as_str()), (0, ""), "{list:?}");
    let names = builtin_lessons();
    assert!(list.out.contains(&format!("\n{} lessons.", names.len())), "{list:?}");
    for name in names {
        assert!(list.out.contains(&format!("{name} ")), "{name}: {list:?}");
        let run = lineproof(folder.path(), ["teach", "check", name]);
        assert_eq!(run.status, 0, "{run:?}");
        assert!(!run.out.contains("note: the key says"), "{run:?}");
    }
}

#[test]
fn help_teaches_how_points_come_about() {
    let folder = tempfile::tempdir().unwrap();
    let help = lineproof(folder.path(), ["teach", "--help"]);
    for part in ["Points, of 10", "trap counts", "Examples:", "Exit status:", "handout"] {
        assert!(help.out.contains(part), "{part}: {help:?}");
    }
    for words in
        [&["--help"][..], &["check", "--help"], &["score", "--help"], &["handout", "--help"]]
    {
        let help = lineproof(folder.path(), ["teach"].iter().chain(words));
        assert!(help.out.lines().all(|line| line.chars().count() <= 100), "{help:?}");
    }
}

#[test]
fn a_lesson_is_checked_with_the_lines_of_its_mistakes() {
    let folder = folder();
    let run = lineproof(folder.path(), ["teach", "check", "kites"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.out, "kites/lesson.toml: kites can be used: steps 4, marks 5, files 3\n");
    let wrong =
        LESSON.replacen("\"removed\"", "\"remvoed\"", 1).replacen("kite.owner", "bird.owner", 1);
    fs::write(folder.path().join("kites/lesson.toml"), wrong).unwrap();
    let run = lineproof(folder.path(), ["teach", "check", "kites"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.starts_with("kites/lesson.toml:15: state cannot be \"remvoed\""), "{run:?}");
    let other = LESSON.replacen("state = \"removed\"", "state = \"guarded\"", 1);
    fs::write(folder.path().join("kites/lesson.toml"), other).unwrap();
    let run = lineproof(folder.path(), ["teach", "check", "kites"]);
    assert_eq!(run.status, 0, "{run:?}");
    let note =
        "kites/lesson.toml:11: note: the key says guarded, and lineproof itself finds removed";
    assert!(run.out.starts_with(note), "{run:?}");
    lineproof(folder.path(), ["teach", "check", "kytes"]).failed("there is no lesson", "lists");
}

#[test]
fn answers_are_scored_from_a_file() {
    let folder = folder();
    let mut sheet = right_sheet(&taught());
    sheet.learner = Some("Ada\u{1b}[2J".to_owned());
    fs::write(folder.path().join("ada.json"), sheet.to_json()).unwrap();
    let run = lineproof(folder.path(), ["teach", "score", "kites", "ada.json"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("answered by Ada␛[2J"), "{run:?}");
    assert!(run.out.contains("30 of 40 points; 3 of 4 said right"), "{run:?}");
    assert!(
        run.out.contains("mend       0 of 10  object-access in retire: not answered"),
        "{run:?}"
    );
    let run = lineproof(folder.path(), ["teach", "score", "kites", "ada.json", "--format", "json"]);
    let value: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((value["points"].as_f64(), value["recall"].as_f64()), (Some(30.0), Some(1.0)));
    fs::write(folder.path().join("no.json"), "{}").unwrap();
    lineproof(folder.path(), ["teach", "score", "kites", "no.json"])
        .failed("no.json holds no answers", "teach score --help");
    lineproof(folder.path(), ["teach", "score", "kites", "none.json"]).failed("cannot be read", "");
}

#[test]
fn code_that_is_mended_is_scored_by_what_the_engine_finds() {
    let folder = folder();
    let taught = taught();
    let mut sheet = right_sheet(&taught);
    let before = fs::read_to_string(folder.path().join("kites/before/kites/views.py")).unwrap();
    sheet.steps[3].edits.insert("kites/views.py".into(), before);
    fs::write(folder.path().join("ada.json"), sheet.to_json()).unwrap();
    let run = lineproof(folder.path(), ["teach", "score", "kites", "ada.json"]);
    assert!(run.out.contains("40 of 40 points; 4 of 4 said right"), "{run:?}");
    let after = taught.lesson.tree(lineproof::model::Side::Head);
    let after = after.text(&"kites/views.py".into()).unwrap().replace("204", "200");
    sheet.steps[3].edits.insert("kites/views.py".into(), after);
    fs::write(folder.path().join("ada.json"), sheet.to_json()).unwrap();
    let run = lineproof(folder.path(), ["teach", "score", "kites", "ada.json"]);
    assert!(run.out.contains("30 of 40 points"), "{run:?}");
    assert!(run.out.contains("kites/views.py line 12: "), "{run:?}");
}

#[test]
fn handouts_are_the_same_each_time_and_answer_only_when_asked() {
    let folder = folder();
    let out = |arguments: &[&str]| {
        let run = lineproof(folder.path(), ["teach"].iter().chain(arguments));
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
        run.out
    };
    let told = "Compare the owner before the kite is deleted";
    for format in ["markdown", "html", "json"] {
        let questions = out(&["handout", "kites", "--format", format]);
        let answers = out(&["handout", "kites", "--answers", "--format", format]);
        assert_eq!(questions, out(&["handout", "kites", "--format", format]));
        assert!(!questions.contains(told) && answers.contains(told), "{format}");
        assert!(questions.contains("Anybody who is signed in"), "{format}");
    }
    out(&["handout", "kites", "-o", "kites.html"]);
    let page = fs::read_to_string(folder.path().join("kites.html")).unwrap();
    assert_eq!(page, out(&["handout", "kites", "--format", "html"]));
    assert!(!page.contains("<script") && !page.contains("://"), "{page}");
    let key: Value =
        serde_json::from_str(&out(&["handout", "kites", "--answers", "--format", "json"])).unwrap();
    assert_eq!(key["questions"][0]["answer"]["state"], "removed");
    assert_eq!(
        key["questions"][0]["answer"]["marks"][0]["text"],
        "    if kite.owner_id != current_user.id:"
    );
    let plain = out(&["kites", "--plain"]);
    assert!(plain.contains("Question 3 of 4, judge, about show (kites/views.py, lines 18 to 24)."));
    assert!(
        plain.contains("\ntaken away 13:     if kite.owner_id != current_user.id:\n"),
        "{plain}"
    );
    assert!(!plain.contains(told));
}

#[test]
fn a_class_is_summed_up_with_the_lines_most_missed() {
    let folder = folder();
    let answers = folder.path().join("answers");
    fs::create_dir(&answers).unwrap();
    let right = right_sheet(&taught());
    let write = |name: &str, learner: Option<&str>, text: AnswerSheet| {
        let sheet = AnswerSheet { learner: learner.map(str::to_owned), ..text };
        fs::write(answers.join(name), sheet.to_json()).unwrap();
    };
    write("a.json", Some("Ada"), right.clone());
    let mut missed = right.clone();
    missed.steps[0].marks.remove(0);
    write("b.json", Some("=Ben\u{1b}[2J<b>"), missed.clone());
    let mut everything = right.clone();
    everything.steps.iter_mut().for_each(|step| step.marks = every_line(&taught()));
    write("c.json", None, everything);
    fs::write(answers.join("broken.json"), "{").unwrap();
    fs::write(answers.join("notes.txt"), "none").unwrap();
    let out = |more: &[&str]| {
        let arguments = ["teach", "results", "answers", "--lesson", "kites"];
        let run = lineproof(folder.path(), arguments.iter().chain(more));
        assert_eq!(run.status, 0, "{run:?}");
        assert!(run.err.contains("left out: answers/broken.json holds no answers"), "{run:?}");
        run.out
    };
    let text = out(&[]);
    assert!(text.starts_with("Kites: 3 learners\n"), "{text}");
    let rows: Vec<&str> = text.lines().skip(3).take(3).collect();
    assert!(rows[0].starts_with("Ada") && rows[2].starts_with("c  "), "{text}");
    assert!(rows[1].starts_with("=Ben␛[2J<b>"), "{text}");
    assert!(rows[2].contains("100 %"), "{text}");
    assert!(
        text.contains("Lines most missed\n1 of 3  question 1  kites/views.py 13 before"),
        "{text}"
    );
    assert!(text.contains("a trap: @login_required"), "{text}");
    assert!(text.contains('█') && !out(&["--ascii"]).contains('█'));
    let csv = out(&["--csv"]);
    assert_eq!(csv.lines().count(), 4);
    assert!(csv.contains("\n'=Ben␛[2J<b>,"), "{csv}");
    let page = out(&["--html"]);
    assert!(page.contains("&lt;b&gt;") && !page.contains("<b>") && page.contains("class=\"bar\""));
    assert_eq!(page, out(&["--html"]));
    let none = lineproof(folder.path(), ["teach", "results", "answers"]);
    assert_eq!(none.status, 2, "{none:?}");
    assert!(none.err.contains("--lesson DIR"), "{none:?}");
    lineproof(folder.path(), ["teach", "results", "kites"]).failed("no answers are in", ".json");
}
