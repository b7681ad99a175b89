//! A reviewer's own findings and questions, from the keys to the log and back.

use std::sync::Arc;

use lineproof::catalog::Catalog;
use lineproof::git::Selection;
use lineproof::review::{Decisions, EventLog, RemarkKind, Session};
use lineproof::tui::live::{Live, opening};
use lineproof::tui::{Shot, headless};

use super::support::repository::Repository;

const BASE: &str = "from flask import Flask\n\napp = Flask(__name__)\n";

const HEAD: &str = "from flask import Flask, request\n\napp = Flask(__name__)\n\n\n\
                    @app.route('/pans', methods=['PUT'])\n\
                    def put():\n    pan = request.get_json()\n    store.write(pan)\n    \
                    return pan\n";

fn changed() -> Repository {
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
    headless(opening(&session), &Live::new(session), &shot).unwrap()
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
    assert!(screen(&repository, "3 G c d u").contains("question 9"));
    let gone = screen(&repository, "2 gg j*9 o again <enter> u");
    assert!(!gone.contains("F again"), "{gone}");
    assert!(screen(&repository, "2 gg j*9 o again <enter> u <c-r>").contains("F again"));
    assert_eq!(decisions(&repository).remarks().len(), 2);
    assert_eq!(screen(&repository, "2 gg j*9 o <esc> o <enter>").matches("F again").count(), 1);
}
