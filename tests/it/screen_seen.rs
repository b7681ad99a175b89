//! What is decided is seen, and looks the same wherever it is listed.

use lineproof::tui::{Shot, headless};

use crate::support::sample::{Sample, opening};

fn keys(size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(opening(), &Sample::default(), &shot).unwrap()
}

const WIDE: (u16, u16) = (160, 40);
const NARROW: (u16, u16) = (80, 24);

#[test]
fn what_was_dismissed_has_one_sign_everywhere() {
    let seen = keys(WIDE, "]o d 1 1");
    assert!(seen.contains("d generation    removed, dismissed"), "the checklist: {seen}");
    let rows = seen.lines().filter(|row| row.contains("if data[\"generation\"]"));
    let gone: Vec<&str> = rows.filter(|row| row.contains("d1 -")).collect();
    assert!(matches!(gone[..], [row] if row.contains("d\u{2502}")), "code and edge: {seen}");
    let listed = keys(WIDE, "]o d 1 I");
    assert!(listed.contains("d generation"), "the items: {listed}");
    let found = keys(WIDE, "]o d 1 f generation");
    assert!(found.contains("d generation removed"), "the finder: {found}");
    for (view, key) in [("the tree", "1"), ("the summary", "0")] {
        let all = keys(WIDE, &format!("]o ]o d 1 d 1 {key}"));
        let mut rows = all.lines().filter(|row| row.contains("import_aggregates"));
        let is_it = |row: &str| row.contains("d POST") || row.contains("d [ ]");
        assert!(rows.any(is_it), "{view}: {all}");
    }
}

#[test]
fn the_next_open_item_is_shown_where_the_tree_alone_was() {
    let shown = keys(NARROW, "1 ]o");
    assert!(shown.contains("\u{2212}1 -     if data"), "its line: {shown}");
    assert!(shown.contains("generation removed, 1 of"), "and which it is: {shown}");
    assert!(keys(NARROW, "]h 1 ]e").contains("2 Code"), "{}", keys(NARROW, "]h 1 ]e"));
}

#[test]
fn nobody_decides_on_what_is_not_seen() {
    for (key, done) in [("c", "confirmed (u"), ("d", "why?")] {
        let first = keys(NARROW, &format!("]o 1 {key}"));
        assert!(first.contains("this is what is meant") && !first.contains(done), "{first}");
        assert!(first.contains("generation") && first.contains("\u{25b8}\u{2212}"), "{first}");
        let second = keys(NARROW, &format!("]o 1 {key} {key}"));
        assert!(second.contains(done), "{second}");
    }
}

#[test]
fn what_is_written_on_a_line_that_went_names_its_side() {
    let asked = keys(WIDE, "]o 2 o");
    assert!(asked.contains("aggregates.py:32 before the change"), "{asked}");
    let other = keys(WIDE, "]h 2 o");
    assert!(!other.contains("before the change"), "{other}");
}
