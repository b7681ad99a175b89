//! The report as text: lines with carets, the worst first, nothing that moves the cursor.

use lineproof::model::{FileAssessment, RepoPath};
use lineproof::report::{Style, visible};
use unicode_width::UnicodeWidthStr;

use crate::report_fixture::{empty, render, review};

#[test]
fn lines_stand_under_their_handler_with_carets() {
    insta::assert_snapshot!(render(&review(), "text", Style::default()));
}

#[test]
fn ascii_text_has_nothing_but_ascii_of_its_own() {
    let style = Style { ascii: true, ..Style::default() };
    let mut review = review();
    review.assessment.files.remove(0);
    let text = render(&review, "text", style);
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn no_line_is_wider_than_asked_for() {
    for width in [40, 60, 80, 100, 160] {
        let text = render(&review(), "text", Style { width, ..Style::default() });
        for line in text.lines() {
            assert!(line.width() <= width, "{width}: {} cells: {line}", line.width());
        }
    }
}

#[test]
fn text_from_the_repository_cannot_speak_to_the_terminal() {
    let text = render(&review(), "text", Style::default());
    let harmless =
        |c: char| c == '\n' || !(c.is_control() || ('\u{202a}'..='\u{2069}').contains(&c));
    assert!(text.chars().all(harmless), "{text:?}");
    assert!(text.contains("<U+202E>"), "{text}");
}

#[test]
fn colour_adds_sequences_and_changes_no_word() {
    let plain = render(&review(), "text", Style::default());
    let coloured = render(&review(), "text", Style { colour: true, ..Style::default() });
    assert_ne!(plain, coloured);
    let mut stripped = String::new();
    for (index, part) in coloured.split('\u{1b}').enumerate() {
        stripped.push_str(if index == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(plain, stripped);
}

#[test]
fn nothing_to_show_is_said_in_a_line() {
    assert_eq!(render(&empty(), "text", Style::default()), "work tree: there is no file.\n");
    let mut compared = empty();
    compared.change_set.base = review().change_set.base;
    assert_eq!(render(&compared, "text", Style::default()), "work tree: nothing changed.\n");
}

#[test]
fn files_that_were_not_parsed_are_counted_beside_the_handlers() {
    let mut review = review();
    let file = FileAssessment { passed_over: true, ..FileAssessment::default() };
    review.assessment.files.push((RepoPath::new("words.py"), file.clone()));
    let text = render(&review, "text", Style::default());
    assert!(
        text.contains("\n1 more Python file was not parsed: no word there can make a handler.\n")
    );
    review.assessment.files.push((RepoPath::new("more.py"), file));
    let text = render(&review, "text", Style::default());
    assert!(text.contains("\n2 more Python files were not parsed: "), "{text}");
}

#[test]
fn a_long_list_of_what_was_left_out_says_how_long() {
    let mut review = review();
    let left_out = review.assessment.files[0].1.not_analysed[0].clone();
    review.assessment.files[1].1.not_analysed = vec![left_out; 7];
    let text = render(&review, "text", Style::default());
    assert_eq!(text.matches("syntax error").count(), 1, "{text}");
    assert!(text.contains(" and 3 more\n"), "{text}");
}

#[test]
fn hidden_characters_become_signs() {
    assert_eq!(visible("a\u{1b}b\u{7f}\n\u{feff}é"), "a␛b␡␊<U+FEFF>é");
}
