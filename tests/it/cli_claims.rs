//! `lineproof --claims FILE`: foreign reviews beside the code, and what is decided of them.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::catalog::Catalog;
use lineproof::claims::ClaimVerdict;
use lineproof::git::Selection;
use lineproof::review::{Lapse, Session};
use lineproof::tui::backend::Why;
use lineproof::tui::claims::Foreign;
use lineproof::tui::live::{Given, Live};
use lineproof::tui::{Backend, ClaimNews, Decision, Operation, Subject};

use super::support::program::{command, lineproof, run};
use super::support::repository::Repository;

const HEAD: &str = "\
import json
from flask import Flask, request
app = Flask(__name__)

@app.post('/boats')
def add_boat():
    return answer(request.get_json())

def answer(boat):
    return json.dumps(boat)
";

const REVIEW: &str = "\
No problem was found.

1. Insecure deserialization: `answer` calls `json.dumps` on what the caller sent.
2. Missing authentication: anybody may call `add_boat`.
3. Insecure deserialization: `add_boat` calls `pickle.loads()`.
";

fn repository() -> Repository {
    let repository = Repository::with(&[("boats.py", "from flask import Flask\n")]);
    repository.write("boats.py", HEAD);
    repository.commit("second");
    repository
}

fn backend(repository: &Repository) -> Live {
    let selection = Selection::range("HEAD~1..HEAD");
    let session = Session::new(repository.open(), Catalog::builtin().unwrap(), &selection).unwrap();
    let bytes: Box<dyn Read + Send> = Box::new(REVIEW.as_bytes());
    Live::new(session).with_claims(vec![Given { name: "REVIEW.txt".into(), bytes }])
}

fn read(backend: &Live) -> (Foreign, Vec<Decision>) {
    let mut done = None;
    backend.claims(&AtomicBool::new(false), &mut |news| {
        if let ClaimNews::Done(foreign, decisions) = news {
            done = Some((foreign, decisions));
        }
    });
    done.unwrap()
}

#[test]
fn a_decision_on_a_claim_is_there_at_the_next_start_until_its_line_changes() {
    let repository = repository();
    let first = backend(&repository);
    let (foreign, none) = read(&first);
    assert_eq!((foreign.claims.len(), none), (3, Vec::new()));
    let dumps = &foreign.claims[0];
    assert_eq!(dumps.verdict, ClaimVerdict::CategoryError);
    let operation = Operation::Judge {
        said: dumps.verdict,
        held: ClaimVerdict::Contradicted,
        why: "it writes".into(),
    };
    let decision = Decision { subject: Subject::Claim(dumps.key.clone()), operation };
    assert_eq!(first.keep(std::slice::from_ref(&decision)), Ok(None));
    let note = Operation::Note("seen".into());
    let note = Decision { subject: decision.subject.clone(), operation: note };
    assert_eq!(first.keep(std::slice::from_ref(&note)), Ok(None));

    let (again, decisions) = read(&backend(&repository));
    assert_eq!(again, foreign);
    assert_eq!(decisions, [note.clone(), decision.clone()]);

    repository.write("boats.py", HEAD.replace("json.dumps(boat)", "json.dumps([boat])"));
    repository.git(["commit", "--quiet", "--all", "--amend", "--no-edit"]);
    let (_, decisions) = read(&backend(&repository));
    let recheck =
        Decision { operation: Operation::Recheck(Why::Changed(Lapse::default())), ..decision };
    assert_eq!(decisions, [note, recheck]);
}

#[test]
fn of_items_of_one_state_the_worse_are_told_first() {
    let app = "import yaml\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n\
               @app.post('/a')\ndef mild():\n    keep(request.get_json())\n    return ''\n\n\n\
               @app.post('/b')\ndef severe():\n    return str(yaml.unsafe_load(request.data))\n";
    let repository = Repository::with(&[("app.py", "import flask\n")]);
    repository.write("app.py", app);
    repository.commit("two");
    for format in ["text", "markdown"] {
        let text =
            run(&mut command(repository.root(), ["check", "HEAD~1..HEAD", "--format", format])).out;
        let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("no {word}: {text}"));
        assert!(at("severe") < at("mild"), "{text}");
    }
}

#[test]
fn an_export_that_is_read_to_its_end_tells_the_claims_with_their_verdicts() {
    let repository = repository();
    let live = backend(&repository);
    read(&live);
    let written = |format: &str| {
        let file = repository.root().join(format).display().to_string();
        std::fs::read_to_string(live.export(format, &file).unwrap()).unwrap()
    };
    let text = written("markdown");
    assert!(text.starts_with("# Review of ") && text.matches("\n# ").count() == 0, "{text}");
    assert!(text.contains("\n### What does not hold\n"), "{text}");
    assert!(written("text").contains("\nClaims of "));
    let json = written("json");
    assert!(json.starts_with('{') && !json.contains("Claims of"), "{json}");
}

#[test]
fn the_document_is_told_with_its_contradiction() {
    let (foreign, _) = read(&backend(&repository()));
    let remarks = &foreign.sources[0].remarks;
    assert_eq!(remarks[0], "It contradicts itself: it lists 3, and says");
    assert_eq!(remarks[1], "  line 1: \"No problem was found.\"");
    let invented = &foreign.claims[2];
    assert!(invented.place.is_none() && invented.stops.is_empty(), "{invented:?}");
    let helper = &foreign.claims[0];
    let around = helper.around.as_ref().unwrap();
    assert_eq!((around.first_line(), around.last_line()), (9, 10));
}

#[test]
fn it_is_read_from_files_and_standard_input() {
    let repository = repository();
    repository.write("../review.txt", REVIEW);
    let arguments = ["HEAD~1..HEAD", "--claims", "../review.txt", "--claims", "-"];
    let printed = [&arguments[..], &["--print", "--size", "120x30", "--keys", "C"]].concat();
    let run_of = |arguments: &[&str]| {
        run(command(repository.root(), arguments).write_stdin("boats.py:10: eval is used\n"))
    };
    let shown = run_of(&printed);
    assert_eq!((shown.status, shown.err.as_str()), (0, ""), "{shown:?}");
    for words in ["4 of 2 reviews", "../review.txt", "standard input", "eval is used"] {
        assert!(shown.out.contains(words), "{words}: {}", shown.out);
    }
    let plain = run_of(&arguments);
    assert!(plain.out.contains("HEAD~1..HEAD: 1 handler"), "{}", plain.out);
    assert!(plain.out.contains("Claims of ../review.txt and standard input"), "{}", plain.out);
}

#[test]
fn what_cannot_be_read_is_said_with_a_hint() {
    let repository = repository();
    let claims = |files: &[&str]| {
        let given = files.iter().flat_map(|file| ["--claims", file]);
        lineproof(repository.root(), given.collect::<Vec<_>>())
    };
    claims(&["nowhere.txt"]).failed("nowhere.txt cannot be read", "name a file that is there");
    claims(&["."]).failed("cannot be read", "name a file that is there");
    claims(&["-", "-"]).failed("standard input can be read once", "give `-` once");
}

/// A review whose reading fails half way.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

#[test]
fn a_review_that_breaks_off_is_told_and_the_others_are_read() {
    let repository = repository();
    let given = vec![
        Given { name: "broken".into(), bytes: Box::new(Broken) },
        Given { name: "whole".into(), bytes: Box::new(REVIEW.as_bytes()) },
    ];
    let backend = Arc::new(backend(&repository).with_claims(given));
    let mut told = Vec::new();
    let mut sources = Vec::new();
    backend.claims(&AtomicBool::new(false), &mut |news| match news {
        ClaimNews::Failed(problem) => told.push(problem),
        ClaimNews::Done(foreign, _) => sources = foreign.sources,
        ClaimNews::Progress(_) => {}
    });
    assert_eq!(told, ["broken cannot be read: the disk is gone"]);
    assert_eq!(sources.len(), 1);
}
