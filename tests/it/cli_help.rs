//! The program explains itself: help, lessons, completions, manual, licences.

use std::path::Path;

use lineproof::catalog::Catalog;
use lineproof::model::State;
use lineproof::report::FORMATS;

use super::support::program::lineproof;

/// What a run prints that asks for no repository.
fn printed(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let run = lineproof(folder.path(), arguments);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{arguments:?}: {run:?}");
    run.out
}

#[test]
fn help_teaches_by_examples_and_names_the_exit_statuses() {
    let help = printed(&["--help"]);
    for part in [
        "Examples:",
        "lineproof main..topic",
        "Exit status:",
        "  0  nothing is open",
        "  1  something is open",
        "  2  it could not run",
        "Environment:",
        "NO_COLOR",
        "--range <RANGE>",
        "completions",
    ] {
        assert!(help.contains(part), "{part}\n{help}");
    }
    assert!(printed(&["-h"]).lines().count() < help.lines().count());
}

#[test]
fn no_line_of_the_help_is_wider_than_a_page() {
    for arguments in [&["--help"][..], &["check", "--help"], &["demo", "--help"]] {
        let help = printed(arguments);
        let wide: Vec<_> = help.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(wide.is_empty(), "{wide:?}");
    }
}

#[test]
fn the_help_of_check_names_every_format() {
    let help = printed(&["check", "--help"]);
    for format in FORMATS {
        assert!(help.contains(&format!("- {}", format.name())), "{}", format.name());
    }
    let open: Vec<_> = State::ALL.into_iter().filter(|state| state.is_open()).collect();
    let open: Vec<_> = open.into_iter().map(State::word).collect();
    assert!(help.contains(&format!("[default: {}]", open.join(","))), "{help}");
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(printed(&["--version"]), format!("lineproof {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn each_check_is_listed_with_its_question_and_has_a_lesson() {
    let catalog = Catalog::builtin().unwrap();
    let list = printed(&["explain"]);
    assert!(list.contains(&format!("{} checks;", catalog.checks().len())), "{list}");
    for check in catalog.checks() {
        assert!(list.contains(check.id.as_str()) && list.contains(&check.question), "{}", check.id);
        let lesson = printed(&["explain", check.id.as_str()]);
        assert!(lesson.starts_with(check.id.as_str()), "{lesson}");
        assert!(lesson.contains(&check.question), "{lesson}");
        assert!(lesson.contains("\nWhat it looks for\n"), "{lesson}");
        assert!(!lesson.lines().any(|line| line.starts_with('#')), "{lesson}");
    }
    assert_eq!(Catalog::check_names().len(), catalog.checks().len());
}

#[test]
fn a_lesson_is_found_by_the_title_that_reports_show() {
    for check in Catalog::builtin().unwrap().checks() {
        assert_eq!(printed(&["explain", &check.title]), printed(&["explain", check.id.as_str()]));
    }
}

#[test]
fn all_lessons_are_a_page_to_print() {
    let folder = tempfile::tempdir().unwrap();
    let run = lineproof(folder.path(), ["explain", "--all", "--html", "-o", "guide.html"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""), "{run:?}");
    let page = std::fs::read_to_string(folder.path().join("guide.html")).unwrap();
    assert_eq!(page, printed(&["explain", "--all", "--html"]));
    assert!(!page.contains("<script") && !page.contains("src="), "{page}");
    let all = printed(&["explain", "--all"]);
    for check in Catalog::builtin().unwrap().checks() {
        assert!(page.contains(&format!("<section class=\"check\" id=\"{}\">", check.id)));
        assert!(all.contains(&printed(&["explain", check.id.as_str()])), "{}", check.id);
    }
    let headings = page.matches("<h3>What to write instead</h3>").count();
    assert_eq!(headings, Catalog::check_names().len());
    assert!(printed(&["explain", "generation", "--html"]).contains("<title>lineproof: "));
}

#[test]
fn completions_are_written_for_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("lineproof") && script.contains("fail-on"), "{shell}: {script}");
    }
    assert!(printed(&["completions", "bash"]).contains("deserialisation"));
}

#[test]
fn the_manual_has_a_page_for_the_whole_and_for_each_command() {
    let page = printed(&["man"]);
    assert!(page.contains(".TH lineproof 1") && page.contains("Exit status"), "{page}");
    assert!(printed(&["man", "check"]).contains("\\-\\-fail\\-on"));
}

#[test]
fn licences_hold_ours_and_name_every_crate() {
    let text = printed(&["--licenses"]);
    assert!(text.contains("MIT License") || text.contains("Permission is hereby granted"));
    assert!(text.contains("Apache License"));
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).unwrap();
    let sections = manifest.split("[dependencies]").nth(1).unwrap();
    let sections = sections.split("[dev-dependencies]").next().unwrap();
    let names = sections.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    for name in names {
        let row = format!("\n{name} v");
        assert!(text.contains(&row), "{name} is not listed; run tests/tools/crates.sh");
    }
}
