//! What is wrong with a lesson is told with its line, and nothing outside of its folder is read.

use std::fs;
use std::path::Path;

use lineproof::catalog::Catalog;
use lineproof::teach::{load, read_folder};

use crate::teach_lesson::{LESSON, source};

fn problems(text: &str) -> Vec<String> {
    let source = lineproof::catalog::LessonSource { text: text.into(), ..source() };
    let problems = load(&source, &Catalog::builtin().unwrap()).err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

/// The 1-based line of the lesson that contains a text.
fn line(text: &str, part: &str) -> usize {
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

#[test]
fn what_does_not_stand_in_the_code_is_told_with_its_line() {
    for (from, to, said) in [
        (
            "text = \"db.session.delete(kite)\"",
            "text = \"db.session.drop(kite)\"",
            "no line in kites/views.py from line 9 to 15 contains `db.session.drop(kite)`",
        ),
        ("text = \"db.session.commit()\"", "text = \"import request\"", "no line in"),
        (
            "text = \"db.session.commit()\"",
            "text = \"kite\"",
            "lines in kites/views.py from line 9 to 15 contain `kite`",
        ),
        ("text = \"db.session.commit()\"", "text = \"commit\"\n  nth = 4", "nth is 4, and 1"),
        (
            "text = \"db.session.commit()\"",
            "text = \"commit\"\n  lines = 400",
            "400 lines from there",
        ),
        (
            "text = \"db.session.commit()\"",
            "text = \"a\"\n  file = \"../../etc/passwd\"",
            "there is no file ../../etc/passwd after the change",
        ),
        (
            "text = \"db.session.commit()\"",
            "text = \"a\"\n  file = \"kites/model.py\"",
            "is kites/models.py meant?",
        ),
    ] {
        let text = LESSON.replacen(from, to, 1);
        let told = problems(&text);
        let header = text.lines().take(line(&text, to.lines().next().unwrap())).collect::<Vec<_>>();
        let from = header.iter().rposition(|line| line.contains("[[step.")).unwrap() + 1;
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].starts_with(&format!("kites/lesson.toml:{from}: ")), "{told:#?}");
        assert!(told[0].contains(said), "{told:#?}");
    }
    for (from, to, said) in [
        (
            "check = \"object-access\"",
            "check = \"object-acess\"",
            "there is no check object-acess (is object-access meant?)",
        ),
        (
            "framework = \"flask\"",
            "framework = \"flak\"",
            "there is no framework flak (is flask meant?)",
        ),
        (
            "handler = \"kites/views.py::retire\"",
            "handler = \"kites/views.py::retiree\"",
            "there is no function in kites/views.py: retiree (is retire meant?)",
        ),
        (
            "handler = \"kites/views.py::retire\"",
            "handler = \"kites/view.py::retire\"",
            "there is no file with functions kites/view.py (is kites/views.py meant?)",
        ),
        ("handler = \"kites/views.py::retire\"", "handler = \"retire\"", "a handler is written as"),
    ] {
        let text = LESSON.replacen(from, to, 1);
        let told = problems(&text);
        let from = line(&text, to);
        assert!(told[0].starts_with(&format!("kites/lesson.toml:{from}: {said}")), "{told:#?}");
    }
    let both =
        LESSON.replacen("text = \"@login_required\"", "text = \"db.session.delete(kite)\"", 1);
    assert!(problems(&both)[0].contains("is must and distractor at once"), "{:?}", problems(&both));
}

#[test]
fn words_cannot_move_the_cursor_or_turn_round() {
    let text = LESSON
        .replacen("title = \"Kites\"", "title = \"Ki\\u001b[31mtes\\u202e\"", 1)
        .replacen("The owner was", "The \\u0007 owner\\u2066 was", 1);
    let source = lineproof::catalog::LessonSource { text: text.into(), ..source() };
    let taught = load(&source, &Catalog::builtin().unwrap()).unwrap();
    assert_eq!(taught.lesson.title, "Ki␛[31mtes<U+202E>");
    assert!(taught.key.steps[0].say.starts_with("The ␇ owner<U+2066> was"));
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn written() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let source = source();
    write(folder.path(), "lesson.toml", &source.text);
    for (name, files) in [("before", &source.before), ("after", &source.after)] {
        for (path, text) in files {
            write(folder.path(), &format!("{name}/{path}"), text);
        }
    }
    folder
}

#[test]
fn a_folder_is_read_as_it_was_written() {
    let folder = written();
    let read = read_folder(folder.path()).unwrap();
    assert_eq!((&read.before, &read.after), (&source().before, &source().after));
    assert!(load(&read, &Catalog::builtin().unwrap()).is_ok());
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_the_folder_is_read_and_nothing_is_waited_for() {
    use std::os::unix::fs::symlink;

    let folder = written();
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.py", "secret = 1\n");
    symlink(outside.path(), folder.path().join("after/linked")).unwrap();
    symlink(outside.path().join("secret.py"), folder.path().join("after/secret.py")).unwrap();
    let pipe = folder.path().join("after/pipe.py");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    write(folder.path(), "after/large.py", &"x = 1\n".repeat(80_000));
    write(folder.path(), "after/a\u{202e}b.py", "");
    fs::write(folder.path().join("after/binary.py"), [0xff, 0xfe, 0x00]).unwrap();
    let problems = read_folder(folder.path()).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for (name, said) in [
        ("linked", "is no regular file, and is not followed"),
        ("secret.py", "is no regular file, and is not followed"),
        ("pipe.py", "is no regular file, and is not followed"),
        ("large.py", "is larger than"),
        ("binary.py", "is not UTF-8"),
        ("b.py", "characters that cannot be shown"),
    ] {
        let is_told = |it: &&String| it.contains(&format!("{name}: ")) && it.contains(said);
        assert!(told.iter().any(|it| is_told(&it)), "{name}: {told:#?}");
    }
    fs::remove_file(folder.path().join("lesson.toml")).unwrap();
    symlink("/etc/hostname", folder.path().join("lesson.toml")).unwrap();
    let problems = read_folder(folder.path()).unwrap_err();
    assert!(problems[0].to_string().contains("lesson.toml: is no regular file"), "{problems:?}");
    fs::remove_dir_all(folder.path().join("before")).unwrap();
    symlink(outside.path(), folder.path().join("before")).unwrap();
    let problems = read_folder(folder.path()).unwrap_err();
    assert!(problems.iter().any(|it| it.message.contains("is no folder")), "{problems:?}");
}

#[test]
fn more_files_than_a_lesson_has_are_told_once() {
    let folder = written();
    for number in 0..450 {
        write(folder.path(), &format!("after/many/file{number}.py"), "");
    }
    let problems = read_folder(folder.path()).unwrap_err();
    let many = problems.iter().filter(|it| it.message.contains("is one too many")).count();
    assert_eq!((problems.len(), many), (1, 1), "{problems:?}");
}
