//! Broken, truncated and hostile Python: the engine answers, never panics, and
//! says the same whatever the order of the files or the number of threads.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{FileAssessment, RepoPath, State};
use lineproof::syntax::python;
use proptest::prelude::*;

use crate::in_memory::InMemory;

const SAMPLES: [&str; 4] = [
    include_str!("../../assets/checks/generation/examples/with_flask.py"),
    include_str!("../../assets/checks/content-type/examples/with_webob.py"),
    include_str!("../../assets/checks/access/examples/near_miss.py"),
    include_str!("../../assets/demo/head/lockers/courier/handlers.py"),
];

/// Pieces of syntax that are likely to break a parser in the middle of code.
const PIECES: [&str; 14] = [
    "(",
    ")",
    "[",
    "}",
    "'''",
    "\"",
    "\\\n",
    "\t",
    "def ",
    "class X(X):\n",
    "@",
    ": ",
    "\u{202e}",
    "\0",
];

fn assess(files: &InMemory, order: &[RepoPath]) -> Vec<(RepoPath, FileAssessment)> {
    let head: Arc<dyn Sources> = Arc::new(files.clone());
    let pairs =
        order.iter().map(|path| FilePair { base: None, head: Some(path.clone()) }).collect();
    let request = Request { base: None, head, files: pairs };
    let engine = Engine::new(Catalog::builtin().unwrap());
    let found = engine.assess_all(&request, &AtomicBool::new(false));
    order.iter().cloned().zip(found).collect()
}

/// A sample with some bytes cut away and some pieces put in.
fn mutated() -> impl Strategy<Value = String> {
    let cuts = prop::collection::vec((0.0..1.0_f64, 0..40_usize), 0..4);
    let pieces = prop::collection::vec((0.0..1.0_f64, 0..PIECES.len()), 0..6);
    (0..SAMPLES.len(), cuts, pieces).prop_map(|(sample, cuts, pieces)| {
        let mut text: Vec<char> = SAMPLES[sample].chars().collect();
        for (at, length) in cuts {
            let start = (at * text.len() as f64) as usize;
            let end = (start + length).min(text.len());
            text.drain(start..end);
        }
        for (at, piece) in pieces {
            let start = (at * text.len() as f64) as usize;
            text.splice(start..start, PIECES[piece].chars());
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn mutated_python_is_answered(text in mutated()) {
        let mut files = InMemory::default();
        files.insert("service/api.py", &text);
        for (_, assessment) in assess(&files, &["service/api.py".into()]) {
            let lines = u32::try_from(text.lines().count()).unwrap() + 1;
            for finding in &assessment.findings {
                prop_assert!(finding.primary().last_line() <= lines);
            }
        }
    }

    #[test]
    fn any_text_is_parsed(text in "\\PC{0,400}") {
        let module = python::parse(&Arc::from(text.as_str()));
        for problem in module.problems() {
            prop_assert!(problem.span.first_line >= 1);
        }
    }
}

#[test]
fn deep_nesting_is_said_and_survived() {
    let mut files = InMemory::default();
    // A word of a handler, so that they are parsed at all.
    let handler = "import flask\n@app.route('/x')\ndef f(): pass\n";
    let deep = format!("{handler}x = {}1{}\n", "(".repeat(4000), ")".repeat(4000));
    files.insert("deep.py", &deep);
    let blocks: String =
        (0..600).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect::<String>();
    files.insert("blocks.py", &format!("{handler}{blocks}{}pass\n", " ".repeat(600)));
    let found = assess(&files, &["deep.py".into(), "blocks.py".into()]);
    assert!(
        found.iter().all(|(_, file)| file.not_analysed.iter().any(|it| it.reason.contains("deep")))
    );
}

#[test]
fn code_that_leads_in_circles_comes_to_an_end() {
    let mut files = InMemory::default();
    files.insert(
        "a.py",
        "from b import *\nfrom b import g\nx = g\nclass A(A): pass\nclass B(A): pass\n\
         def f():\n    return g()\n",
    );
    files.insert(
        "b.py",
        "from a import *\nfrom a import f, x\ny = x\ndef g():\n    return f() or g()\n",
    );
    files.insert(
        "app.py",
        "from flask import Flask\nfrom a import f, x\napp = Flask(__name__)\n\
         @app.get('/')\ndef home():\n    while True:\n        f()\n        x()\n    return home()\n",
    );
    let found = assess(&files, &["app.py".into()]);
    assert_eq!(found[0].1.handlers.len(), 1);
}

#[test]
fn deep_nesting_through_calls_and_modules_is_survived() {
    let mut files = InMemory::default();
    let deep = |inner: &str| format!("{}{inner}{}", "(1, ".repeat(140), ")".repeat(140));
    let mut calls = String::from("from flask import Flask\napp = Flask(__name__)\n");
    for at in 0..40 {
        calls
            .push_str(&format!("def f{at}(x):\n    return {}\n", deep(&format!("f{}(x)", at + 1))));
    }
    calls.push_str("@app.get('/')\ndef home():\n    import m0\n    return f0(m0.value)\n");
    files.insert("app.py", &calls);
    for at in 0..2000 {
        let next = format!("import m{}\nvalue = {}\n", at + 1, deep(&format!("m{}.value", at + 1)));
        files.insert(format!("m{at}.py"), &next);
    }
    let found = assess(&files, &["app.py".into()]);
    assert_eq!(found[0].1.handlers.len(), 1);
}

#[test]
fn the_order_of_the_files_changes_no_answer() {
    let mut files = InMemory::default();
    for (number, sample) in SAMPLES.iter().enumerate() {
        files.insert(format!("part{number}.py"), sample);
    }
    let order: Vec<RepoPath> = files.paths().collect();
    let reversed: Vec<RepoPath> = order.iter().rev().cloned().collect();
    let forward = assess(&files, &order);
    let mut backward = assess(&files, &reversed);
    backward.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(forward, backward);
    for _ in 0..8 {
        assert_eq!(forward, assess(&files, &order));
    }
}

/// A handler whose body grows some value or some nesting with every line.
fn growing(body: &str) -> InMemory {
    let head = "from flask import Flask, request\nfrom store import unknown\n\
                app = Flask(__name__)\n@app.get('/')\ndef home():\n";
    let mut files = InMemory::default();
    files.insert("app.py", &format!("{head}{body}    return x\n"));
    files
}

#[test]
fn values_that_double_with_every_line_come_to_an_end() {
    for (first, line) in [
        ("'ab'", "x = x + x"),
        ("['ab']", "x = x + x"),
        ("['ab']", "x = [x, x]"),
        ("{'a': 1}", "x['a'] = x\n    x['b'] = x"),
        ("unknown", "x = x.get()"),
    ] {
        let body = format!("    x = {first}\n{}", format!("    {line}\n").repeat(3_000));
        let found = assess(&growing(&body), &["app.py".into()]);
        assert_eq!(found[0].1.handlers.len(), 1, "{line}");
    }
}

#[test]
fn alternatives_beyond_counting_are_said_and_survived() {
    let others: String = (0..20_000).map(|at| format!("    elif x == {at}: x = 1\n")).collect();
    let found = assess(&growing(&format!("    if x: x = 2\n{others}")), &["app.py".into()]);
    assert!(found[0].1.not_analysed.iter().any(|it| it.reason.contains("alternatives")));
}

#[test]
fn a_guard_too_many_calls_away_is_not_said_to_be_missing() {
    let mut text = String::from(
        "from flask import Flask, abort, request\napp = Flask(__name__)\n\
         def check0():\n    if not request.is_json:\n        abort(415)\n",
    );
    for depth in 1..40 {
        text += &format!("def check{depth}():\n    check{}()\n", depth - 1);
    }
    for (calls, expected) in [(10, State::Guarded), (39, State::Unproven)] {
        let mut files = InMemory::default();
        let handler = format!(
            "@app.post('/')\ndef post():\n    check{calls}()\n    return request.get_data()\n"
        );
        files.insert("app.py", &format!("{text}{handler}"));
        let found = assess(&files, &["app.py".into()]);
        let mut findings = found[0].1.findings.iter();
        let finding = findings.find(|finding| finding.check().as_str() == "content-type").unwrap();
        assert_eq!(finding.state(), expected, "{calls}");
    }
}

#[test]
fn no_syntax_error_goes_unsaid() {
    let before = "from flask import Flask\napp = Flask(__name__)\n\n\n\
                  @app.get('/a')\ndef a():\n    return 'x'\n\n\n";
    for (broken, line) in [
        ("def broken(:\n", 10),
        ("x = = 3\n", 10),
        ("x = (\n", 10),
        ("def f():\n    x = = 2\n", 11),
        ("class A(:\n    pass\n", 10),
        ("@app.get('/b'\ndef b():\n    return 'y'\n", 10),
        ("def f():\n    x = (\n    return x\n\n\ndef g():\n    return 1\n", 11),
    ] {
        let module = lineproof::syntax::python::parse(&format!("{before}{broken}").into());
        let lines: Vec<u32> = module.problems().iter().map(|it| it.span.first_line).collect();
        assert!(lines.contains(&line), "{broken}: {lines:?}");
    }
    let sound = lineproof::syntax::python::parse(&before.into());
    assert!(sound.problems().is_empty());
}
