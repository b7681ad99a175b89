//! Code that is hard to lay out, and decisions on it, in every layout of the code pane.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use lineproof::model::{FileAssessment, FileContent, FileView, Handler, RepoPath, Side};
use lineproof::review::FreePlace;
use lineproof::tui::event::{Event, Mouse};
use lineproof::tui::state::State;
use lineproof::tui::update::update;
use lineproof::tui::{Backend, Decision, Operation, Shot, Subject, headless};
use unicode_width::UnicodeWidthStr;

use crate::support::sample::{Sample, opened, opening};

const OLD: &str = "def f(x):\n\ttabs\there\nwide = '漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字'\ncombining = 'e\u{301}e\u{301}'\nbidi = 'a\u{202e}b\u{202c}c'\ncontrol = '\u{1b}[31m\u{7}'\nzero = 'a\u{200b}b'\nsame = '漢\t字\u{202e}'\nfamily = '👨\u{200d}👩\u{200d}👧'\n";
const NEW: &str = "def f(x):\n\ttabs\tthere\nwide = 'x漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字'\ncombining = 'e\u{301}o\u{301}'\nbidi = 'a\u{202e}b\u{202c}d'\ncontrol = '\u{1b}[32m\u{7}'\nzero = 'a\u{200b}c'\nsame = '漢\t字\u{202e}'\nfamily = '👨\u{200d}👩\u{200d}👦'\n\u{301}begins = 1\n";

/// A file of odd lines on both sides; all else is the sample's.
struct Odd(Sample);

impl Backend for Odd {
    fn view(&self, index: usize) -> FileView {
        let content = |text: &str| {
            Some(FileContent {
                text: text.into(),
                lossy: false,
                crlf: false,
                no_final_newline: false,
            })
        };
        let view = self.0.view(index);
        if index == 1 {
            let hunks = crate::support::sample::hunks(OLD, NEW);
            return FileView { old: content(OLD), new: content(NEW), hunks, note: None, ..view };
        }
        view
    }

    fn outline(&self, index: usize, view: &FileView) -> Vec<Handler> {
        self.0.outline(index, view)
    }

    fn assess(&self, cancel: &AtomicBool, sink: &mut dyn FnMut(usize, FileAssessment)) {
        self.0.assess(cancel, sink);
    }

    fn content(&self, side: Side, path: &RepoPath) -> Option<FileContent> {
        self.0.content(side, path)
    }

    fn decided(&self, found: &FileAssessment) -> Vec<Decision> {
        self.0.decided(found)
    }

    fn keep(&self, decisions: &[Decision]) -> Result<Option<String>, String> {
        self.0.keep(decisions)
    }

    fn take_back(&self) -> Result<Option<String>, String> {
        self.0.take_back()
    }

    fn make_again(&self) -> Result<Option<String>, String> {
        self.0.make_again()
    }

    fn work_path(&self, path: &RepoPath) -> Option<PathBuf> {
        self.0.work_path(path)
    }
}

/// The rows of code of the odd file alone on a screen of `width` columns.
fn body(width: u16, keys: &str) -> Vec<String> {
    let shot = Shot { size: (width, 40), keys: format!("1 gg j 2 w {keys}"), ..Shot::default() };
    let text = headless(opening(), &Odd(Sample::default()), &shot).unwrap();
    text.lines().skip(2).take(37).map(str::to_owned).collect()
}

/// Whether the cell at a column holds exactly this character.
fn has_at(line: &str, column: usize, wanted: char) -> bool {
    let starts = line.char_indices().filter(|(_, c)| *c == wanted);
    starts.map(|(at, _)| line[..at].width()).any(|cells| cells == column)
}

#[test]
fn nothing_hidden_reaches_the_screen_and_no_row_is_wider_than_it() {
    for keys in ["", "|", "W", "| W", "| l", "l"] {
        for width in [40, 57, 64, 80, 95] {
            for line in body(width, keys) {
                let is_raw =
                    |c: char| c.is_control() || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}');
                assert!(!line.contains(is_raw), "{keys} {width}: {line:?}");
                assert!(!line.trim_start().starts_with('\u{301}'), "{keys} {width}: {line:?}");
                assert!(line.width() <= usize::from(width), "{keys} {width}: {line}");
            }
        }
    }
}

#[test]
fn the_rule_between_the_sides_stands_in_one_column() {
    for keys in ["|", "| W", "| l"] {
        for width in [72_u16, 75, 80, 94] {
            // One cell for the overview, one for the rule.
            let middle = usize::from(width - 2) / 2;
            let rows = body(width, keys);
            let code: Vec<_> = rows.iter().filter(|line| line.contains('│')).collect();
            assert!(code.len() >= 10, "{keys} {width}: {rows:#?}");
            for line in code {
                assert!(has_at(line, middle, '│'), "{keys} {width}, cell {middle}: {line}");
            }
        }
    }
}

#[test]
fn every_character_of_a_wrapped_line_is_shown_once() {
    for (keys, width) in [("W", 50), ("W", 80), ("| W", 80)] {
        let rows = body(width, keys);
        let wide = rows.iter().map(|line| line.matches(['漢', '字']).count()).sum::<usize>();
        // 22 on each side in one line, and 2 in one that is the same: shown twice side by side.
        let same = if keys.contains('|') { 4 } else { 2 };
        assert_eq!(wide, 44 + same, "{keys} {width}: {rows:#?}");
    }
}

/// The lines that a finding of one's own is kept on after keys.
fn written_on(keys: &str) -> Vec<FreePlace> {
    let sample = Sample::default();
    let shot = Shot { keys: keys.to_owned(), size: (160, 40), ..Shot::default() };
    headless(opening(), &sample, &shot).unwrap();
    let kept = sample.kept.into_inner().unwrap();
    let lines = kept.into_iter().flatten().filter_map(|decision| match decision.subject {
        Subject::Lines(place) => Some(place),
        _ => None,
    });
    lines.collect()
}

#[test]
fn lines_are_chosen_on_the_side_that_is_meant_in_every_layout() {
    let on = |keys: &str| {
        let places = written_on(keys);
        assert_eq!(places.len(), 1, "{keys}");
        (places[0].side, places[0].first, places[0].last)
    };
    for layout in ["", "|", "| W", "H"] {
        let lines = on(&format!("]o 2 {layout} o late <enter>"));
        assert_eq!(lines, (Side::Base, 32, 32), "{layout}: the removed guard");
        let lines = on(&format!("]o 2 {layout} v j o late <enter>"));
        assert_eq!(lines, (Side::Base, 32, 33), "{layout}");
    }
    assert_eq!(on("]o 2 | k o late <enter>"), (Side::Base, 31, 31), "the side stays");
    assert_eq!(on("]o 2 | k t o late <enter>"), (Side::Head, 33, 33), "the other one on a key");
    assert_eq!(on("]o 2 | k t v k o late <enter>"), (Side::Head, 32, 33));
}

/// The state after a click at a cell of the code pane.
fn clicked(state: &State, column: u16, line: u16) -> State {
    let (mut state, area) = (state.clone(), state.regions().code.unwrap());
    update(&mut state, Event::Mouse(Mouse::Click, area.x + column, area.y + line));
    state
}

#[test]
fn a_click_on_the_overview_leads_to_the_mark_that_stands_there() {
    let state = opened((160, 30), "]o 2 w");
    let area = state.regions().code.unwrap();
    let rows: Vec<_> = (0..area.height)
        .map(|line| clicked(&state, area.width - 1, line).code)
        .map(|code| (code.cursor, code.line()))
        .collect();
    assert!(rows.is_sorted_by_key(|(row, _)| *row), "{rows:?}");
    let unpickled = Some((Side::Head, 57));
    assert!(rows.iter().any(|(_, line)| *line == unpickled), "{rows:?}");
}

#[test]
fn a_click_on_what_stays_above_leads_to_where_it_begins() {
    let state = opened((160, 14), "]o 2 w j j");
    let sticky = state.code.sticky.clone().unwrap();
    assert_eq!(sticky.words, "def set_aggregates(uuid): · PUT /providers/{uuid}/aggregates");
    assert_eq!(clicked(&state, 20, 0).code.line(), Some(sticky.line));
}

#[test]
fn every_line_of_a_wrapped_row_is_clicked_as_that_row() {
    let state = opened((80, 24), "]o 2 | W");
    let area = state.regions().code.unwrap();
    let rows: Vec<_> = (1..area.height).map(|line| clicked(&state, 4, line).code.cursor).collect();
    assert!(rows.is_sorted() && rows.iter().any(|row| rows.contains(&(row + 1))), "{rows:?}");
    let twice = rows.windows(2).filter(|pair| pair[0] == pair[1]).count();
    assert!(twice >= 4, "{rows:?}");
    assert_eq!(clicked(&state, 4, 5).code.side, Side::Base);
    assert_eq!(clicked(&state, 60, 5).code.side, Side::Head);
}

#[test]
fn decisions_are_the_same_in_every_layout() {
    let kept = |layout: &str| {
        let sample = Sample::default();
        let keys = format!("2 {layout} ]o c ]o d 4 ]e n so <enter>");
        headless(opening(), &sample, &Shot { keys, ..Shot::default() }).unwrap();
        sample.kept.into_inner().unwrap()
    };
    let unified = kept("");
    assert_eq!(unified.len(), 3);
    assert!(unified.iter().flatten().any(|it| it.operation == Operation::Confirm));
    for layout in ["|", "| W", "H", "H |"] {
        assert_eq!(kept(layout), unified, "{layout}");
    }
}
