//! Checks and models of a user's own: from the configuration folder, and from
//! `.lineproof/` of the repository at base. They add, and never replace.

use std::fs;
use std::sync::Arc;

use lineproof::analysis::Engine;
use lineproof::catalog::{AddedFile, Additions, Catalog, LARGEST_FILE, MOST_FILES};
use proptest::prelude::*;
use serde_json::Value;

use super::support::program::{Run, command, lineproof, run};
use super::support::repository::Repository;

const APP: &str = "\
import house
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Pan(db.Model):
    pass
@app.delete('/pans/<int:number>')
def drop(number):
    house.must('pan:delete')
    db.session.delete(Pan.query.get_or_404(number))
    return '', 204
";

const HOUSE: &str = "\
id = \"house\"
title = \"what the house uses\"

[[model]]
path = \"house.must()\"
facts = [\"access-checked\"]
raises = 403
";

const CHECK: &str = "\
id = \"audit\"
position = 1
title = \"audit\"
category = \"other\"
severity = \"low\"
cwe = [778]
asvs = []
question = \"Is it written down who did this?\"
attack = \"Nobody can say who called {endpoint}.\"
[applies]
effects = [\"object-deleted\"]
otherwise = \"Nothing is taken out.\"
[guards]
facts = [\"authentication-required\"]
order = \"anywhere\"
[say]
guarded = \"{guard} says who.\"
missing = \"Nothing says who did {effect}.\"
conditional = \"{guard} says who only when {condition}.\"
removed = \"The change took away {guard}.\"
weakened = \"{guard} says less.\"
";

const ROWS: &str = ".lineproof/frameworks/house/framework.toml";

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn check(repository: &Repository, arguments: &[&str]) -> Value {
    let all = [&["check", "--format", "json"], arguments].concat();
    json(&lineproof(repository.root(), all))
}

/// State and message of a check's item on `drop`.
fn item<'json>(found: &'json Value, check: &str) -> (&'json str, &'json str) {
    let rows = found["findings"].as_array().unwrap();
    let row = rows.iter().find(|row| row["check"] == check).unwrap_or_else(|| panic!("{found}"));
    (row["state"].as_str().unwrap(), row["message"].as_str().unwrap())
}

/// `files` at base, and a head that changes the handler and writes `more`.
fn changed(files: &[(&str, &str)], more: &[(&str, &str)]) -> Repository {
    let repository = Repository::with(&[&[("app.py", APP)], files].concat());
    repository.write("app.py", APP.replace("return '', 204", "return 'gone', 200"));
    repository.write_all(more);
    repository.commit("more");
    repository
}

fn problems(found: &Value) -> Vec<String> {
    let rows = found["added"]["left_out"].as_array().unwrap();
    let text = |row: &Value| {
        format!("{}:{}: {}", row["file"].as_str().unwrap(), row["line"], row["message"])
    };
    rows.iter().map(text).collect()
}

#[test]
fn a_guard_that_base_names_counts_and_says_by_whom() {
    let found = check(&changed(&[], &[]), &["HEAD"]);
    assert_ne!(item(&found, "access").0, "guarded");
    let repository = changed(&[(ROWS, HOUSE)], &[]);
    let found = check(&repository, &["HEAD"]);
    let (state, message) = item(&found, "access");
    assert_eq!(state, "guarded");
    assert!(message.contains(&format!("{ROWS}:4")), "{message}");
    assert_eq!(found["added"]["parts"][0]["by"], ".lineproof/frameworks/house");
    assert_eq!(found["added"]["parts"][0]["rows"], 1);
    let text = lineproof(repository.root(), ["check", "HEAD"]).out;
    assert!(text.contains(".lineproof/frameworks/house: 1 row, as of HEAD~1 ("), "{text}");
    let sarif = lineproof(repository.root(), ["check", "HEAD", "--format", "sarif"]).out;
    assert!(sarif.contains("Knowledge added by .lineproof/frameworks/house"), "{sarif}");
}

#[test]
fn a_row_that_decides_is_named_only_where_a_test_asks_it() {
    let rows = HOUSE
        .replace("house.must()", "house.open()")
        .replace("facts = [\"access-checked\"]\nraises = 403", "decides = \"access-checked\"");
    for (test, named) in [("not house.open()", true), ("current_user.id != 1", false)] {
        let app = APP.replace("from flask import Flask", "from flask import Flask, abort").replace(
            "    house.must('pan:delete')",
            &format!("    shown = house.open()\n    if {test}:\n        abort(403)"),
        );
        let app =
            app.replace("import house\n", "import house\nfrom flask_login import current_user\n");
        let repository = Repository::with(&[("app.py", &app), (ROWS, &rows)]);
        repository.write("app.py", app.replace("return '', 204", "return 'gone', 200"));
        repository.commit("more");
        let found = check(&repository, &["HEAD"]);
        let (state, message) = item(&found, "access");
        assert_eq!((state, message.contains("Known by")), ("guarded", named), "{message}");
    }
}

#[test]
fn what_head_adds_has_no_effect_and_is_shown() {
    let repository = changed(&[], &[(ROWS, HOUSE)]);
    let found = check(&repository, &["HEAD"]);
    assert_ne!(item(&found, "access").0, "guarded");
    assert_eq!(found["added"]["changed"][0], ROWS);
    // Paths that leave it out do not hide it.
    assert_eq!(check(&repository, &["HEAD", "--", "app.py"])["added"]["changed"][0], ROWS);
    let text = lineproof(repository.root(), ["check", "HEAD"]).out;
    let line = format!("this change touches {ROWS}: what it says there counts once it is at base");
    assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(&line), "{text}");
    let screen = lineproof(repository.root(), ["--print", "--size", "160x40", "HEAD"]).out;
    assert!(screen.contains(&format!("this change touches {ROWS}")), "{screen}");
    // With everything asked for, what is committed counts, and nothing else.
    assert_eq!(item(&check(&repository, &["--all"]), "access").0, "guarded");
    repository.write(ROWS, HOUSE.replace("house.must()", "house.other()"));
    assert_eq!(item(&check(&repository, &["--all"]), "access").0, "guarded");
    assert_ne!(item(&check(&repository, &["--at", "HEAD~1"]), "access").0, "guarded");
}

#[test]
fn what_is_built_in_cannot_be_replaced_or_silenced() {
    let rows = [
        ("checks/access/check.toml", CHECK.replace("\"audit\"", "\"access\""), 1, "is built in"),
        ("frameworks/flask/framework.toml", HOUSE.replace("\"house\"", "\"flask\""), 1, "built in"),
        (
            "frameworks/house/framework.toml",
            HOUSE.replace("\"access-checked\"", "\"public-declared\""),
            4,
            "off the checklist",
        ),
        (
            "frameworks/house/framework.toml",
            format!("{HOUSE}\n[renamed]\nflask = \"nothing\"\n"),
            9,
            "renamed is for what is built in",
        ),
        (
            "frameworks/house/framework.toml",
            HOUSE.replace("\n\n", "\nbefore-hooks = [\"**.delete()\"]\n\n"),
            3,
            "names a decorator that is built in",
        ),
    ];
    for (path, text, line, message) in rows {
        let path = format!(".lineproof/{path}");
        let found = check(&changed(&[(&path, &text)], &[]), &["HEAD"]);
        let problems = problems(&found);
        let expected = format!("{path}:{line}: ");
        assert!(
            problems[0].starts_with(&expected) && problems[0].contains(message),
            "{problems:?}"
        );
        assert_ne!(item(&found, "access").0, "guarded");
    }
    // A row about what a built-in row is about already comes after it.
    let silent = "id = \"house\"\ntitle = \"x\"\n[[model]]\npath = \"flask_sqlalchemy.SQLAlchemy().session.delete()\"\nfacts = []\n";
    let plain = check(&changed(&[], &[]), &["HEAD"]);
    let found = check(&changed(&[(ROWS, silent)], &[]), &["HEAD"]);
    assert_eq!(found["findings"], plain["findings"]);
}

#[test]
fn a_mistake_is_told_with_its_line_and_the_words_there_are() {
    let broken = HOUSE.replace("facts =", "fact =");
    let misspelt = HOUSE.replace("access-checked", "acess-checked");
    for (text, line, words) in [
        (&broken, 6, "expected one of `path`"),
        (&misspelt, 6, "`access-checked`"),
        (&"id = ".to_owned(), 1, "string"),
    ] {
        let repository = changed(&[(ROWS, text)], &[]);
        let found = check(&repository, &["HEAD"]);
        let problems = problems(&found);
        assert!(problems[0].starts_with(&format!("{ROWS}:{line}: ")), "{problems:?}");
        assert!(problems[0].contains(words), "{problems:?}");
        assert_ne!(item(&found, "access").0, "guarded");
        let text = lineproof(repository.root(), ["check", "HEAD"]).out;
        assert!(text.contains("left out: "), "{text}");
    }
}

#[test]
fn a_check_of_ones_own_is_asked_explained_and_named() {
    let config = [
        ("lineproof/checks/audit/check.toml", CHECK),
        ("lineproof/checks/audit/lesson.md", "# audit\n\n## What it looks for\n\nA trace.\n"),
    ];
    let repository = changed(&[], &[]);
    let folder = repository.beside("config");
    for (path, text) in config {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let with = |arguments: &[&str]| {
        run(command(repository.root(), arguments).env("XDG_CONFIG_HOME", &folder))
    };
    let found = json(&with(&["check", "HEAD", "--format", "json"]));
    assert_eq!(item(&found, "audit").0, "missing");
    let by = folder.join("lineproof/checks/audit").display().to_string();
    let row = found["findings"].as_array().unwrap().iter().find(|it| it["check"] == "audit");
    assert_eq!(row.unwrap()["by"], *by);
    let lesson = with(&["explain", "audit"]).out;
    assert!(lesson.contains(&by) && lesson.contains("A trace."), "{lesson}");
    let list = with(&["explain"]).out;
    assert!(list.contains(&by), "{list}");
    let unknown = with(&["explain", "audti"]);
    unknown.failed("there is no check \"audti\"", "is 'audit' meant?");
    // Which of two comes first is no matter of chance.
    repository.write(".lineproof/checks/audit/check.toml", CHECK);
    repository.commit("the same");
    let list = with(&["explain"]);
    assert!(list.err.contains("there is a check audit already, by "), "{list:?}");
}

#[test]
fn an_explanation_counts_what_is_known_in_the_repository() {
    let list = lineproof(changed(&[(ROWS, HOUSE)], &[]).root(), ["explain"]).out;
    let line = list.lines().find(|line| line.starts_with("house")).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["house", "1", "0", "0", "by", ".lineproof/frameworks/house"], "{list}");
}

#[test]
fn a_hostile_folder_costs_little_and_stops_nothing() {
    let row = "[[model]]\npath = \"a.b()\"\n";
    let many = format!("id = \"many\"\ntitle = \"x\"\n{}", row.repeat(3_000));
    let wild = "id = \"wild\"\ntitle = \"x\"\n[[model]]\npath = \"**.**.**.**.a()\"\n";
    let deep = format!("id = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    let hidden = "id = \"hidden\"\ntitle = \"a\\u202eb\"\n";
    let large = "#".repeat(LARGEST_FILE + 1);
    let folder = |id: &str| format!(".lineproof/frameworks/{id}/framework.toml");
    let files =
        [("many", &*many), ("wild", wild), ("deep", &deep), ("hidden", hidden), ("large", &large)];
    let repository = changed(&[], &[]);
    for (id, text) in files {
        repository.write(&folder(id), text);
    }
    for number in 0..MOST_FILES + 5 {
        repository.write(&format!(".lineproof/frameworks/x{number}/framework.toml"), "x");
    }
    #[cfg(unix)]
    {
        fs::create_dir_all(repository.root().join(".lineproof/frameworks/linked")).unwrap();
        let link = repository.root().join(folder("linked"));
        std::os::unix::fs::symlink("/etc/passwd", link).unwrap();
    }
    repository.commit("hostile");
    let found = check(&repository, &["--all"]);
    let problems = problems(&found).join("\n");
    for (id, message) in [
        ("many", "there are more than"),
        ("wild", "`**` at most"),
        ("deep", "recurse"),
        ("hidden", "can be seen"),
        ("large", "is larger than"),
        #[cfg(unix)]
        ("linked", "is not followed"),
    ] {
        let line = problems.lines().find(|line| line.contains(&folder(id)));
        assert!(line.is_some_and(|line| line.contains(message)), "{id}: {line:?}");
    }
    assert!(problems.contains("only the first"), "{problems}");
    assert_eq!(found["added"]["parts"].as_array().unwrap().len(), 0);
    assert!(item(&found, "authentication").0 == "missing");
}

/// TOML whose words are ours and whose values are anything.
fn some_toml() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "id",
        "title",
        "path",
        "facts",
        "[[model]]",
        "[[status]]",
        "[applies]",
        "effects",
        "raises",
        "[guards]",
        "returns",
        "base",
        "[[class-view]]",
        "position",
        "unless",
        "[say]",
    ]);
    let value = prop_oneof![
        "\"[a-z.*()\\[\\]]{0,12}\"",
        "[0-9]{1,6}",
        Just("[\"access-checked\"]".to_owned()),
        Just("true".to_owned()),
        "\\PC{0,8}",
    ];
    prop::collection::vec((key, value), 0..12).prop_map(|lines| {
        let line = |(key, value): (&str, String)| match key.starts_with('[') {
            true => format!("{key}\n"),
            false => format!("{key} = {value}\n"),
        };
        lines.into_iter().map(line).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_taken_or_left_out(text in prop_oneof![some_toml(), "\\PC{0,60}"]) {
        let builtin = Catalog::builtin().unwrap();
        let paths = ["checks/audit/check.toml", "frameworks/house/framework.toml", "x/y"];
        for head in ["", "id = \"house\"\ntitle = \"x\"\n"] {
            let text: Arc<str> = format!("{head}{text}").into();
            let file = |path: &str| AddedFile { path: path.to_owned(), text: Ok(Arc::clone(&text)) };
            let additions = Additions {
                folder: ".lineproof".to_owned(),
                read_from: "HEAD".to_owned(),
                files: paths.map(file).to_vec(),
            };
            let catalog = builtin.with(&additions);
            let added = catalog.added();
            prop_assert_eq!(added.parts.len() + added.problems.len(), paths.len());
            let _ = Engine::new(Arc::new(catalog));
        }
    }
}
