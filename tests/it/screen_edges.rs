//! Where words end: nothing that tells one thing from another is cut away.

use lineproof::tui::{Shot, headless};

use crate::support::sample::{Sample, opening};

const MEDIUM: (u16, u16) = (100, 30);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

fn keys(size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(opening(), &Sample::default(), &shot).unwrap()
}

#[test]
fn the_range_stays_whole_when_something_was_dismissed() {
    for script in ["]o", "]o d 3", "]o d 3 ]o d 3"] {
        let text = keys(NARROW, script);
        let head = text.lines().next().unwrap();
        assert!(head.contains("main..feature "), "{script}: {head}");
    }
}

#[test]
fn the_open_tab_is_marked_without_colour() {
    for (pane, name) in [("1", "Changes"), ("2", "Code"), ("3", "Checklist")] {
        for size in [NARROW, SMALL] {
            let text = keys(size, &format!("]h {pane}"));
            let tabs = text.lines().nth(1).unwrap();
            assert!(tabs.contains(&format!("▸{pane} {name}")), "{tabs}");
            assert_eq!(tabs.matches('▸').count(), 1, "{tabs}");
        }
    }
}

#[test]
fn what_a_change_comes_to_is_read_to_its_end_at_40_columns() {
    let text = keys((40, 20), "0");
    let words: Vec<_> = text.split_whitespace().collect();
    assert!(words.join(" ").contains("1 unproven, 4 guarded as before"), "{text}");
}

#[test]
fn a_line_tells_its_commit_by_the_id_and_the_first_that_is_seen_always_does() {
    for size in [(200, 24), (160, 24), MEDIUM, NARROW] {
        let text = keys(size, "]o 2 B j k");
        assert!(text.contains(" 77c01dd ") || text.contains(" older "), "{text}");
    }
    for down in 0..6 {
        let text = keys((100, 16), &format!("]o 2 w B j*{down} k"));
        let rows: Vec<_> = text.lines().skip(2).take(12).collect();
        // Where a line above says what it stands in, the next one is the first.
        let is_named = |row: &&&str| {
            row.contains(" 77c01dd ") || row.contains(" older ") || row.contains("e0c3a11")
        };
        let first = rows.iter().take(2).find(is_named);
        assert!(first.is_some() || rows[..2].iter().any(|row| row.contains("not com")), "{text}");
    }
}

#[test]
fn the_line_that_stays_above_is_as_it_is_in_the_file() {
    let text = keys(NARROW, "]o 2 w G k*7");
    let line = text.lines().nth(2).unwrap();
    assert!(line.contains("38      def _names(rows):"), "{text}");
}

#[test]
fn a_sign_and_the_code_have_a_blank_between_them_on_both_sides() {
    for script in ["]o 2 | gg", "]o 2 gg"] {
        let text = keys((240, 40), script);
        assert!(text.contains("+ import pickle"), "{script}: {text}");
        assert!(!text.contains("+import"), "{script}");
    }
}

#[test]
fn sides_that_were_asked_for_have_room() {
    // The rule between the sides, from the left edge and from the right one of the code.
    let sides = |size: (u16, u16)| {
        let text = keys(size, "]o 2 |");
        let row =
            text.lines().find(|line| line.contains("data[\"generation") && line.contains(" - "));
        let row = row.unwrap_or_else(|| panic!("{text}")).to_owned();
        row.split('│').next().unwrap_or_default().chars().count()
    };
    assert!(sides((160, 48)) >= 59, "{}", keys((160, 48), "]o 2 |"));
    assert!(sides(MEDIUM) >= 48, "{}", keys(MEDIUM, "]o 2 |"));
    let list = keys((160, 48), "]o 2 | 1");
    assert!(list.contains("1 Changes"), "the tree is there when it is gone to: {list}");
    let narrow = keys((60, 20), "]o 2 |");
    assert!(narrow.contains("too narrow for side by side"), "{narrow}");
}
