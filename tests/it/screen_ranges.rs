//! Another range without leaving: commits one by one, a list of ranges, what is written.

use lineproof::catalog::Catalog;
use lineproof::git::{Repo, Selection, What};
use lineproof::review::Session;
use lineproof::tui::live::{Given, Live};
use lineproof::tui::{Shot, headless};

use crate::support::repository::Repository;

const FIRST: &str = "from flask import Flask, abort, request\napp = Flask(__name__)\n\n\n@app.route('/a', methods=['POST'])\ndef write_it():\n    if not request.user:\n        abort(401)\n    save(request.json)\n    return 'one'\n";

/// A branch of three commits on `main`: the first drops a guard, the second is a note, the
/// third says something else.
fn branch() -> Repository {
    let repository = Repository::with(&[("app.py", FIRST)]);
    repository.git(["tag", "v1"]);
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    let open = FIRST.replace("    if not request.user:\n        abort(401)\n", "");
    repository.write("app.py", &open);
    repository.commit("Drop the guard");
    repository.write("notes.md", "a note\n");
    repository.commit("Write a note");
    repository.write("app.py", open.replace("'one'", "'two'"));
    repository.commit("Say two");
    repository
}

fn screen(repository: &Repository, selection: &Selection, keys: &str) -> String {
    sized(repository, selection, keys, (120, 30))
}

fn sized(repository: &Repository, selection: &Selection, keys: &str, size: (u16, u16)) -> String {
    let session = Session::new(repository.open(), Catalog::builtin().unwrap(), selection).unwrap();
    let live = Live::new(session);
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(live.opening(), &live, &shot).unwrap()
}

fn topic(repository: &Repository, keys: &str) -> String {
    screen(repository, &Selection::range("main..topic"), keys)
}

/// The positions of texts in another one, which are all there.
fn positions(text: &str, parts: &[&str]) -> Vec<usize> {
    parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part}:\n{text}"))).collect()
}

#[test]
fn the_commits_of_the_range_are_listed_the_newest_first() {
    let text = topic(&branch(), "gc");
    let parts = ["* the whole range", "3 commits", "Say two", "Write a note", "Drop the guard"];
    assert!(positions(&text, &parts).is_sorted(), "{text}");
    assert!(text.contains("Ada · ") && text.contains("· notes.md"), "{text}");
    assert!(!text.contains("first"), "what base has is not of the range:\n{text}");
}

#[test]
fn a_commit_is_shown_alone_and_the_whole_range_again() {
    let repository = branch();
    let alone = topic(&repository, "gc drop <enter>");
    assert!(alone.contains("commit 1 of 3:") && alone.contains("Drop the guard"), "{alone}");
    assert!(alone.contains("-     if not request.user:"), "{alone}");
    assert!(!alone.contains("return 'two'") && !alone.contains("notes.md"), "{alone}");
    let again = topic(&repository, "gc drop <enter> gw");
    assert!(again.contains("main..topic: 2 files"), "{again}");
    assert!(again.contains("return 'two'"), "{again}");
    let marked = topic(&repository, "gc drop <enter> gc");
    let line = marked.lines().find(|line| line.contains("Drop the guard")).unwrap();
    assert!(line.contains("* "), "{marked}");
    let by_row = topic(&repository, "gc drop <enter> gc whole <enter>");
    assert!(by_row.contains("main..topic: 2 files"), "{by_row}");
}

#[test]
fn commits_are_stepped_through_from_the_oldest() {
    let repository = branch();
    let shown = |keys: &str| {
        let text = topic(&repository, keys);
        text.lines().last().unwrap().to_owned()
    };
    assert!(shown(")").contains("commit 1 of 3:"), "{}", shown(")"));
    assert!(shown(") )").contains("commit 2 of 3:"));
    assert!(shown(") ) (").contains("commit 1 of 3:"));
    assert!(shown("(").contains("commit 3 of 3:"));
    assert!(shown("( )").contains("this is the newest commit"));
    assert!(shown(") (").contains("this is the oldest commit"));
}

#[test]
fn a_merge_is_shown_against_its_first_parent_and_a_first_commit_against_nothing() {
    let repository = branch();
    repository.git(["checkout", "--quiet", "main"]);
    repository.write("main.md", "main\n");
    repository.commit("On main");
    repository.git(["merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic"]);
    let text = topic(&repository, "r v1..main <enter> gc");
    assert!(text.contains("merge · 2 files: app.py, notes.md"), "{text}");
    assert!(text.contains("5 commits"), "{text}");
    let merge = topic(&repository, "r v1..main <enter> gc merge <enter>");
    assert!(merge.contains("-     if not request.user:"), "{merge}");
    assert!(!merge.contains("main.md"), "{merge}");
    let first = topic(&repository, "r v1 <down> <enter>");
    assert!(first.contains("5    + @app.route('/a'") || first.contains("def write_it"), "{first}");
    assert!(!first.contains("- "), "nothing was there before:\n{first}");
}

#[test]
fn what_can_be_reviewed_is_listed_and_filtered_by_letters() {
    let repository = branch();
    repository.git(["branch", "other", "topic~1"]);
    let text = topic(&repository, "r");
    let parts = ["as started", "this branch", "not committed", "staged", "last commit"];
    assert!(positions(&text, &parts).is_sorted(), "{text}");
    for part in ["main..topic · shown now", "main...other", "v1..HEAD", "Say two"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    let tag = topic(&repository, "r v1 <enter>");
    assert!(tag.contains("v1..HEAD: 2 files"), "{tag}");
    let last = topic(&repository, "r last <enter>");
    assert!(last.contains("return 'two'") && !last.contains("notes.md"), "{last}");
}

#[test]
fn nothing_is_offered_that_is_empty_and_an_empty_range_says_which_key_leads_on() {
    let repository = branch();
    repository.git(["tag", "v2"]);
    repository.git(["branch", "same", "main"]);
    let listed = topic(&repository, "r");
    assert!(listed.contains("v1..HEAD"), "{listed}");
    assert!(!listed.contains("v2..HEAD") && !listed.contains("...same"), "{listed}");
    let empty = screen(&repository, &Selection::range("v2..HEAD"), "");
    assert_eq!(empty.matches("Nothing differs").count(), 1, "{empty}");
    assert!(empty.contains("r   review something else"), "{empty}");
}

#[test]
fn the_index_and_the_work_tree_are_ranges_as_well() {
    let repository = branch();
    repository.write("staged.md", "staged\n");
    repository.git(["add", "staged.md"]);
    repository.write("loose.md", "loose\n");
    let staged = topic(&repository, "r --staged <enter> 1");
    assert!(staged.contains("staged.md") && !staged.contains("loose.md"), "{staged}");
    let loose = topic(&repository, "r not <space> comm <enter> 1");
    assert!(loose.contains("staged.md") && loose.contains("loose.md"), "{loose}");
    assert!(!loose.contains("notes.md"), "what is committed is not in it:\n{loose}");
    let all = topic(&repository, "r this <space> branch <enter> gc");
    let parts = ["the whole range", "what is not committed", "3 commits"];
    assert!(positions(&all, &parts).is_sorted(), "{all}");
    let part = topic(&repository, "r this <space> branch <enter> gc not <enter>");
    assert!(part.contains("not committed: 2 files"), "{part}");
}

#[test]
fn a_range_that_cannot_be_opened_is_said_where_it_was_written() {
    let repository = branch();
    let unknown = topic(&repository, "r mian..topic <enter>");
    assert!(unknown.contains("unknown revision `mian`; did you mean `main`?"), "{unknown}");
    assert!(unknown.contains("`git branch --all`"), "{unknown}");
    assert!(unknown.contains("filter: mian..topic"), "it can be mended:\n{unknown}");
    let mended = topic(&repository, "r mian..topic <enter> <c-u> main..topic~1 <enter>");
    assert!(mended.contains("main..topic~1: 2 files"), "{mended}");
    let option = topic(&repository, "r --stagd <enter>");
    assert!(option.contains("there is no option `--stagd` here"), "{option}");
    let both = topic(&repository, "r main..topic <space> --staged <enter>");
    assert!(both.contains("exclude each other"), "{both}");
    for size in [(80, 24), (40, 12), (20, 5), (1, 1)] {
        let text =
            sized(&repository, &Selection::range("main..topic"), "r mian..topic <enter>", size);
        assert!(size.0 < 40 || text.contains("unknown revision"), "{text}");
    }
}

#[test]
fn decisions_and_what_can_be_taken_back_go_along() {
    let repository = branch();
    let dismissed = topic(&repository, "]o d 3 gc drop <enter> D");
    assert!(dismissed.contains("dismissed, used in tests"), "{dismissed}");
    let undone = topic(&repository, "gc drop <enter> u");
    assert!(undone.contains("nothing to take back"), "a sitting of its own:\n{undone}");
    let undone = topic(&repository, "]o S 1 gc drop <enter> u gw D");
    assert!(!undone.contains("rated"), "{undone}");
}

#[test]
fn what_was_seen_can_be_left_out_from_here() {
    let repository = branch();
    let text = topic(&repository, "]h <space> r not <space> seen <enter>");
    assert!(text.contains("main..topic, since your review"), "{text}");
    let text = topic(&repository, "r --since-review <space> v1..topic <enter>");
    assert!(text.contains("v1..topic, since your review"), "{text}");
}

#[test]
fn commits_are_found_by_letters_like_everything_else() {
    let repository = branch();
    let text = topic(&repository, "f note");
    assert!(text.contains("Write a note") && text.contains("commit · Ada"), "{text}");
    let text = topic(&repository, "f write <space> note <enter>");
    assert!(text.contains("commit 2 of 3:"), "{text}");
}

#[test]
fn claims_of_others_are_held_against_each_range() {
    let repository = branch();
    let selection = Selection::range("main..topic");
    let session = Session::new(repository.open(), Catalog::builtin().unwrap(), &selection);
    let review = "1. Missing authentication: anybody may call `write_it`.\n";
    let given = Given { name: "REVIEW.txt".into(), bytes: Box::new(review.as_bytes()) };
    let live = Live::new(session.unwrap()).with_claims(vec![given]);
    let shot = |keys: &str| Shot { size: (160, 30), keys: keys.to_owned(), ..Shot::default() };
    for keys in ["", ")", ") gw", "r v1..topic~1 <enter>"] {
        let text = headless(live.opening(), &live, &shot(keys)).unwrap();
        assert!(text.contains("claims 1"), "{keys}:\n{text}");
    }
}

#[test]
fn a_bare_repository_has_nothing_that_is_not_committed() {
    let repository = branch();
    let bare = repository.beside("bare.git");
    repository.git(["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let selection = Selection::of(What::Branch);
    let repo = Repo::open(&bare).unwrap();
    let session = Session::new(repo, Catalog::builtin().unwrap(), &selection).unwrap();
    let live = Live::new(session);
    let shot = Shot { keys: "gc".to_owned(), ..Shot::default() };
    let text = headless(live.opening(), &live, &shot).unwrap();
    assert!(text.contains("3 commits") && !text.contains("not committed"), "{text}");
}

#[test]
fn paths_stay_those_that_were_chosen() {
    let repository = branch();
    let selection =
        Selection { paths: vec!["app.py".to_owned()], ..Selection::range("main..topic") };
    let text = screen(&repository, &selection, "gc");
    assert!(text.contains("2 commits") && !text.contains("Write a note"), "{text}");
    assert!(text.contains("those that touch app.py"), "{text}");
}

#[test]
fn subjects_authors_and_names_cannot_act_on_the_terminal() {
    let repository = branch();
    repository.git(["branch", "evil\u{202e}hcnarb", "v1"]);
    repository.write("app.py", FIRST);
    repository.git(["add", "--all"]);
    let subject = "red \u{1b}[31m bidi \u{202e}drow\u{7}";
    let author = "--author=M\u{202e}allory \u{1b}[5m <m@example.org>";
    repository.git(["commit", "--quiet", "-m", subject, author]);
    for keys in ["gc", "( ", "r", "f red", "r evil", "( gc", "r evil <enter>", "r evil <enter> gc"]
    {
        let text = topic(&repository, &format!("r main..topic <enter> {keys}"));
        let is_raw = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(is_raw), "{keys}:\n{text:?}");
    }
    let listed = topic(&repository, "r main..topic <enter> gc");
    assert!(listed.contains("red ␛[31m bidi <U+202E>drow"), "{listed}");
}
